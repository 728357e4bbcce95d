"""The HTTP server: connections are kept open, requests are handled one at a time."""

from __future__ import annotations

import select
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from emulator.traffic import Answer, Request

if TYPE_CHECKING:
    from emulator.google import Emulator


class Server:
    """A server on a free port of loopback, in a thread of its own."""

    def __init__(self, google: Emulator) -> None:
        handler = type("Handler", (_Handler,), {"google": google})
        self._server = _Listener(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no news."""

    def server_close(self) -> None:
        super().server_close()
        for connection in list(self._open):
            _hang_up(connection)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    google: Emulator

    def handle_any(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = self._request(raw)
        try:
            answer = self.google.serve(request)
        except Exception:
            self.close_connection = True
            raise
        if answer.hold:
            self._wait(answer.hold)
        self._send(request, answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = handle_any  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """The emulator keeps its own log."""

    def _request(self, raw: bytes) -> Request:
        parts = urlsplit(self.path)
        is_token = parts.path in ("/token", "/auth")
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        query = parse_qs(parts.query, keep_blank_values=True)
        return Request(self.command, parts.path, query, raw, token, is_token)

    def _wait(self, seconds: float) -> None:
        """Until the time is over or the client has hung up."""
        select.select([self.connection], [], [], seconds)

    def _send(self, request: Request, answer: Answer) -> None:
        if answer.cut == 0:
            self._drop()
            return
        request.status = answer.status
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body[: answer.cut])
        self.wfile.flush()
        if answer.cut is not None:
            self._drop()

    def _drop(self) -> None:
        self.close_connection = True
        _hang_up(self.connection)


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
