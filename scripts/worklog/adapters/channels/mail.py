"""E-mail by the office's own server. How far a message came is known exactly: it is handed over line by line here."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as MAIL_POLICY
from email.utils import formataddr, formatdate, make_msgid
from pathlib import Path

from worklog.adapters.channels.media_types import media_type
from worklog.adapters.channels.outcomes import CUT_OFF, Delivery, Outcome, not_taken

APPLICATION_NAME = "Pemeriksaan Otomatis Buku Kerja"
_START_OF_TEXT, _DONE = 354, 250


@dataclass(frozen=True)
class MailServer:
    """The office's mail server and whom messages come from; `security`: starttls, ssl or none."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    sender: str
    sender_name: str


def send_mail(
    server: MailServer, address: str, patience: float, subject: str, text: str, files: Sequence[Path]
) -> Delivery:
    """Send one e-mail; the server may be silent for `patience` seconds. Whatever goes wrong is told in the answer."""
    connection: smtplib.SMTP | None = None
    try:
        content = _message(server, address, subject, text, files).as_bytes()
        connection = _connected(server, patience)
        _offer(connection, server.sender, address)
        # The line that makes it a message is its last one; as long as that was not sent, nobody has it.
        connection.send(re.sub(rb"(?m)^\.", b"..", content).rstrip(b"\r\n") + b"\r\n.\r\n")
    except Exception as error:  # names, certificates, logins and lines each have errors of their own
        _hang_up(connection, politely=False)
        return not_taken(error)
    try:
        code, answer = connection.getreply()
    except Exception:
        _hang_up(connection, politely=False)
        return Delivery(Outcome.UNCERTAIN, CUT_OFF)
    _hang_up(connection, politely=True)
    return Delivery(Outcome.SENT) if code == _DONE else not_taken(smtplib.SMTPDataError(code, answer))


def _message(server: MailServer, address: str, subject: str, text: str, files: Sequence[Path]) -> EmailMessage:
    message = EmailMessage(policy=MAIL_POLICY.clone(cte_type="7bit"))
    name = " ".join(re.sub(r"[^\w .-]", " ", server.sender_name).split())
    message["From"] = formataddr((name, server.sender))
    message["To"] = address
    message["Subject"] = " ".join(subject.split())
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    message["X-Application"] = APPLICATION_NAME
    message.set_content(text)
    for file in files:
        kind, subtype = media_type(file).split("/")
        message.add_attachment(file.read_bytes(), maintype=kind, subtype=subtype, filename=file.name)
    return message


def _connected(server: MailServer, patience: float) -> smtplib.SMTP:
    """A connection that is secured and logged in to. The PC's own name may hold any letters, so it is not told."""
    context = ssl.create_default_context()
    if server.security == "ssl":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, "[127.0.0.1]", timeout=patience, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, "[127.0.0.1]", timeout=patience)
    try:
        if server.security == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
        connection.ehlo_or_helo_if_needed()
    except BaseException:
        _hang_up(connection, politely=False)
        raise
    return connection


def _offer(connection: smtplib.SMTP, sender: str, address: str) -> None:
    """Name sender and recipient, and ask to hand over the text. Raises `smtplib.SMTPException`."""
    code, answer = connection.mail(sender)
    if code != _DONE:
        raise smtplib.SMTPSenderRefused(code, answer, sender)
    code, answer = connection.rcpt(address)
    if code not in (_DONE, 251):
        raise smtplib.SMTPRecipientsRefused({address: (code, answer)})
    code, answer = connection.docmd("data")
    if code != _START_OF_TEXT:
        raise smtplib.SMTPDataError(code, answer)


def _hang_up(connection: smtplib.SMTP | None, *, politely: bool) -> None:
    if connection is not None:
        with suppress(Exception):
            if politely:
                connection.quit()
        connection.close()
