"""A real mail server for the tests, with a certificate of its own, login, and the moods of the servers out there."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = "robot@kpu.go.id", "sandi-rahasia-42"


@dataclass
class Mailbox:
    """What the server took, and how it behaves.

    `answers`: what it says to the next recipients, all but 250 instead of taking them. `data_answer`: what it says to a message
    instead of taking it. `hangs_after_data`: it takes the message and then says nothing more.
    """

    answers: list[str] = field(default_factory=list)
    data_answer: str = ""
    hangs_after_data: bool = False
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if not answer.startswith("250"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answer:
            return self.data_answer
        assert isinstance(envelope.content, bytes)
        self.raw.append(envelope.content)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.taken += [(address, message) for address in envelope.rcpt_tos]
        if self.hangs_after_data:
            await asyncio.sleep(3600)
        return "250 OK"

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for _, message in self.taken]

    @property
    def recipients(self) -> list[str]:
        return [address for address, _ in self.taken]


def text_of(message: EmailMessage) -> str:
    """The text that a reader sees."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@dataclass(frozen=True)
class Certificates:
    """A certificate for a name, and the file of the authority that made it."""

    authority: Path
    server: ssl.SSLContext


def certificates(folder: Path, name: str = "localhost") -> Certificates:
    maker = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    maker.issue_cert(name).configure_cert(context)
    file = folder / f"{name}.pem"
    maker.cert_pem.write_to_path(str(file))
    return Certificates(file, context)


class _Listening(Controller):
    """Serves on a port that is taken already, and gives a busy computer time to begin."""

    def __init__(self, listening: socket.socket, handler: Mailbox, **choices: Any) -> None:
        super().__init__(handler, hostname="localhost", port=listening.getsockname()[1], **choices)
        self._listening = listening

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._listening, ssl=self.ssl_context)

    def _trigger_server(self) -> None:
        with socket.create_connection(("localhost", self.port), 30) as connection:
            if self.ssl_context:
                trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
                connection = trusting.wrap_socket(connection)
            connection.recv(1024)


@contextmanager
def mail_server(
    box: Mailbox, security: str = "none", context: ssl.SSLContext | None = None, login: bool = False
) -> Iterator[int]:
    """Serve on a free port, which is given; `security` is that of the configuration."""

    def authenticate(
        _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
    ) -> AuthResult:
        good = (getattr(data, "login", b""), getattr(data, "password", b"")) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False)

    listening = socket.create_server(("localhost", 0))
    controller = _Listening(
        listening,
        box,
        ssl_context=context if security == "ssl" else None,
        tls_context=context if security == "starttls" else None,
        require_starttls=security == "starttls",
        authenticator=authenticate if login else None,
        auth_required=login,
        auth_require_tls=security == "starttls",
        decode_data=False,
        enable_SMTPUTF8=True,
    )
    controller.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        controller.stop(no_assert=True)


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        return int(taken.getsockname()[1])


@contextmanager
def spoken(*lines: bytes) -> Iterator[int]:
    """A server that answers each line it hears with the next of these, and then says nothing; nothing at all at first.

    A line `b"!"` ends the connection.
    """
    listening = socket.create_server(("localhost", 0))
    open_ones: list[socket.socket] = []

    def speak() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            open_ones.append(connection)
            with suppress(OSError):  # Windows tells that the connection was closed meanwhile
                _answer(connection, lines)

    thread = threading.Thread(target=speak, daemon=True)
    thread.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        listening.close()
        for connection in open_ones:
            connection.close()


def _answer(connection: socket.socket, lines: Sequence[bytes]) -> None:
    for line in lines:
        if line == b"!":
            connection.shutdown(socket.SHUT_RDWR)
            connection.close()
            return
        connection.sendall(line + b"\r\n")
        connection.recv(65536)
