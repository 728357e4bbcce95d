"""The ways a message takes to a person: e-mail, and the channels of apprise (Telegram, WhatsApp gateways, Windows).

A file of channels is apprise's own text format, one `tag=address` a line; its tags are those of `TAGS`.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from worklog.adapters.channel_outcomes import Delivery, delivery
from worklog.adapters.channel_watch import watched
from worklog.adapters.patience import patiently
from worklog.core.errors import WorklogError

if TYPE_CHECKING:
    from apprise import Apprise, AppriseAsset, NotifyBase

TAGS = ("kasubag", "pengelola")
PATIENCE = 20.0
"""Seconds that a server may be silent."""
CHANNEL_ID = "saluran:"
LONGEST_TEXT = 3500
"""Characters of a message to a channel: what Telegram takes, with room for its own marks."""
_MODES = {"starttls": "starttls", "ssl": "ssl", "none": "insecure"}
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LINE = re.compile(r"\s*([\w, ]+?)\s*=\s*(\S+://.*?)\s*")


class ChannelError(WorklogError):
    """A way to send messages cannot be used; the text says why and what to do, and holds no secret."""


@dataclass(frozen=True)
class Message:
    """What is sent: plain text, and files beside it."""

    subject: str
    text: str
    files: Sequence[Path] = ()


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


@dataclass(frozen=True)
class Channel:
    """One way to one recipient.

    `id` stays the same as long as the address does, and does not show it; `name` is what people know it by.
    """

    id: str
    name: str
    tag: str = ""
    service: NotifyBase = field(repr=False, kw_only=True)

    def send(self, message: Message) -> Delivery:
        """Send one message; whatever goes wrong is told in the answer."""
        text = message.text if self.is_mail else message.text[:LONGEST_TEXT]
        files = [_attachment(file) for file in message.files if file.is_file()]
        with watched() as watch:
            accepted = self._apprise.notify(
                body=text,
                title=message.subject,
                body_format="text",
                attach=files if self.service.attachment_support and files else None,
            )
        return delivery(bool(accepted), watch)

    @property
    def is_mail(self) -> bool:
        return not self.id.startswith(CHANNEL_ID)

    @cached_property
    def _apprise(self) -> Apprise:
        from apprise import Apprise

        courier = Apprise(asset=_asset())
        courier.add(self.service)
        return courier


class ChannelFile(NamedTuple):
    """The channels of a file, and sentences about lines that cannot be used."""

    channels: Sequence[Channel]
    problems: Sequence[str] = ()


def mail_channel(server: MailServer, address: str) -> Channel:
    """The way to an e-mail address."""
    from apprise.plugins.email import NotifyEmail

    name = re.sub(r"[^\w .-]", " ", server.sender_name)
    with watched():
        service = NotifyEmail(  # type: ignore[no-untyped-call]
            host=server.host,
            smtp_host=server.host,
            port=server.port,
            user=server.user or None,
            password=server.password or None,
            secure=server.security != "none",
            secure_mode=_MODES[server.security],
            from_addr=f"{' '.join(name.split())} <{server.sender}>",
            targets=[address],
            cto=PATIENCE,
            asset=_asset(),
        )
    return Channel(address, address, service=service)


def read_channels(path: Path) -> ChannelFile:
    """The channels of a file. Raises `ChannelError` when it cannot be read."""
    try:
        # Lines as an editor counts them, also where each CR LF was saved as CR CR LF.
        lines = re.split("\r*\n|\r", patiently(path.read_bytes).decode("utf-8-sig"))
    except FileNotFoundError:
        raise ChannelError(
            f"Berkas saluran {path} tidak ada. Buat berkas itu, atau kosongkan notification.channels."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ChannelError(
            f"Berkas saluran {path} tidak dapat dibaca ({type(error).__name__}). Periksa izin membacanya, dan simpan "
            "sebagai teks UTF-8."
        ) from None
    channels, problems = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith(("#", ";")):
            continue
        channel = _channel(line, number)
        if channel is None:
            problems.append(
                f"Berkas saluran {path}, baris {number}, tidak dapat dipakai. Tulis kasubag=… atau pengelola=… dengan "
                "alamat saluran menurut panduan (Pemberitahuan)."
            )
        else:
            channels.append(channel)
    return ChannelFile(channels, problems)


def _channel(line: str, number: int) -> Channel | None:
    from apprise import Apprise

    found = _LINE.fullmatch(line)
    tag = found[1].casefold() if found else ""
    if found is None or tag not in TAGS:
        return None
    with watched():
        service = Apprise.instantiate(found[2], asset=_asset(), suppress_exceptions=True)
    if service is None:
        return None
    # A service waits 4 seconds for an answer unless its address says otherwise, too short for a slow line.
    service.socket_connect_timeout = max(service.socket_connect_timeout, PATIENCE)
    service.socket_read_timeout = max(service.socket_read_timeout, PATIENCE)
    digest = hashlib.blake2b(found[2].encode(), digest_size=8).hexdigest()
    return Channel(
        f"{CHANNEL_ID}{digest}", f"{service.service_name} untuk {tag} (baris {number})", tag, service=service
    )


def _asset() -> AppriseAsset:
    from apprise import AppriseAsset

    # Its own limit of a minute would leave a message behind that is still being sent. Every socket has one of its own.
    return AppriseAsset(app_id="Robot Media Sosial", app_desc="", app_url="", async_mode=False, service_timeout=0)


def _attachment(file: Path) -> object:
    from apprise.attachment.file import AttachFile

    kind = _WORKBOOK if file.suffix == ".xlsx" else mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return AttachFile(path=str(file), name=file.name, mimetype=kind)  # type: ignore[no-untyped-call]
