"""A service on this PC that gives the answers a test lays out: tokens, spreadsheets, and every way to fail."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

EMAIL = "laporan@medsos.iam.gserviceaccount.com"
SECRET = "rahasia-klien"
LASTING_TOKEN = "izin-tetap"
JSON = "application/json; charset=UTF-8"


@dataclass(frozen=True)
class Answer:
    """What the service answers; `length` makes it promise more than it sends."""

    content: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None


class Silence:
    """The service takes the request and never answers."""


class HangUp:
    """The service takes the request and closes the connection."""


Reply = Answer | Silence | HangUp


def answer(content: object, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(json.dumps(content).encode(), status, {"Content-Type": JSON} | named)


def refusal(code: int, status: str, message: str, *reasons: str, **headers: str) -> Answer:
    """An error as Google tells it."""
    error: dict[str, Any] = {"code": code, "message": message, "status": status}
    if reasons:
        kind = "type.googleapis.com/google.rpc.ErrorInfo"
        error["details"] = [{"@type": kind, "reason": reason} for reason in reasons]
    return answer({"error": error}, code, **headers)


def token_refusal(kind: str, description: str, status: int = 400, **headers: str) -> Answer:
    return answer({"error": kind, "error_description": description}, status, **headers)


def page(status: int = 200, **headers: str) -> Answer:
    """What a proxy or the sign-in page of a network answers."""
    named = {"Content-Type": "text/html"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(b"<!DOCTYPE html><title>Selamat datang di Wi-Fi</title>", status, named)


@dataclass(frozen=True)
class Request:
    """A request as it arrived."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any


class Service:
    """Answers from `replies` and `token_replies` in their order; the last one stays. Without any, all goes well."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.replies: deque[Reply] = deque()
        self.token_replies: deque[Reply] = deque()
        self.requests: list[Request] = []
        self.token_requests: list[dict[str, list[str]]] = []
        self.closing = threading.Event()

    def key(self, **changed: object) -> dict[str, object]:
        """A service account's key."""
        return {
            "type": "service_account",
            "project_id": "medsos",
            "private_key": private_key(),
            "client_email": EMAIL,
            "token_uri": f"{self.url}/token",
        } | changed

    def client(self, **changed: object) -> dict[str, object]:
        """An OAuth client by which a person signs in."""
        installed = {
            "client_id": "klien",
            "client_secret": SECRET,
            "auth_uri": f"{self.url}/masuk",
            "token_uri": f"{self.url}/token",
        }
        return {"installed": installed | changed}

    def reply_to(self, request: Request) -> Reply:
        if request.path == "/masuk":
            back = {"code": "kode", "state": request.query["state"][0]}
            return Answer(b"", 302, {"Location": f"{request.query['redirect_uri'][0]}?{urlencode(back)}"})
        if request.path == "/token":
            self.token_requests.append(request.body)
            token = {"access_token": f"tanda-{len(self.token_requests)}", "expires_in": 3600, "token_type": "Bearer"}
            lasting = {"refresh_token": LASTING_TOKEN} if "code" in request.body else {}
            return _next(self.token_replies) or answer(token | lasting)
        self.requests.append(request)
        return _next(self.replies) or answer({"spreadsheetId": "id"})


def _next(replies: deque[Reply]) -> Reply | None:
    if len(replies) > 1:
        return replies.popleft()
    return replies[0] if replies else None


@cache
def private_key(bits: int = 1024) -> str:
    """A key that is soon made and read; a server needs one of 2048 bits."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@contextmanager
def running_service() -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            split = urlsplit(self.path)
            content = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            is_json = self.headers.get("Content-Type", "").startswith("application/json") and content
            body = json.loads(content) if is_json else parse_qs(content)
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._send(service.reply_to(Request(self.command, split.path, parse_qs(split.query), headers, body)))

        do_GET = do_POST  # noqa: N815

        def _send(self, reply: Reply) -> None:
            if isinstance(reply, Silence):
                service.closing.wait()
            if not isinstance(reply, Answer):
                self.close_connection = True
                return
            self.send_response_only(reply.status)
            length = len(reply.content) if reply.length is None else reply.length
            for name, value in {"Content-Length": str(length), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.content)
            self.close_connection = reply.length is not None

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service = Service(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def written(path: Path, content: object) -> Path:
    """A key file as it should be: readable by its owner only."""
    path.touch(mode=0o600)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path
