"""A web service that takes messages, as a gateway to Telegram or WhatsApp does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Service:
    """A web service that takes messages; `statuses`: what it answers to the next ones; it hangs at a status of 0."""

    statuses: list[int] = field(default_factory=list)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    url: str = ""


@contextmanager
def web_service(*statuses: int) -> Iterator[Service]:
    service, over = Service(list(statuses)), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            is_json = self.headers["Content-Type"].startswith("application/json")
            service.asked.append((self.path, json.loads(body) if is_json else body))
            status = service.statuses.pop(0) if service.statuses else 200
            if not status:
                over.wait(30)
                return
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b'{"ok": true, "result": {}}')

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("localhost", 0), Handler)
    service.url = f"localhost:{http.server_address[1]}"
    threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield service
    finally:
        over.set()
        http.shutdown()
        http.server_close()
