"""The ways a message takes to a person: e-mail, and the channels of apprise (Telegram, WhatsApp gateways, Windows).

A file of channels is apprise's own text format, one `tag=address` a line; its tags are those of `TAGS`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from worklog.adapters.channels.mail import APPLICATION_NAME, MailServer, send_mail
from worklog.adapters.channels.media_types import media_type
from worklog.adapters.channels.outcomes import Delivery, delivery
from worklog.adapters.channels.watch import watched
from worklog.adapters.files.patience import patiently
from worklog.core.errors import WorklogError

if TYPE_CHECKING:
    from apprise import AppriseAsset, NotifyBase

TAGS = ("kasubag", "pengelola")
PATIENCE = 20.0
"""Seconds that a server may be silent."""
CHANNEL_ID = "saluran:"
LONGEST_TEXT = 3500
"""Characters of a message to a channel: what Telegram takes, with room for its own marks."""
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
class Channel:
    """One way to one recipient.

    `id` stays the same as long as the address does, and does not show it; `name` is what people know it by.
    """

    id: str
    name: str
    tag: str = ""
    way: Callable[[Message], Delivery] = field(repr=False, kw_only=True)

    def send(self, message: Message) -> Delivery:
        """Send one message; whatever goes wrong is told in the answer."""
        return self.way(message)

    @property
    def is_mail(self) -> bool:
        return not self.id.startswith(CHANNEL_ID)


class ChannelFile(NamedTuple):
    """The channels of a file, and sentences about lines that cannot be used."""

    channels: Sequence[Channel]
    problems: Sequence[str] = ()


def mail_channel(server: MailServer, address: str) -> Channel:
    """The way to an e-mail address."""
    patience = PATIENCE

    def way(message: Message) -> Delivery:
        files = [file for file in message.files if file.is_file()]
        return send_mail(server, address, patience, message.subject, message.text, files)

    return Channel(address, address, way=way)


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
        f"{CHANNEL_ID}{digest}",
        f"{service.service_name} untuk {tag} (baris {number})",
        tag,
        way=partial(_notify, service),
    )


def _notify(service: NotifyBase, message: Message) -> Delivery:
    from apprise import Apprise

    courier = Apprise(asset=_asset())
    courier.add(service)
    files = [_attachment(file) for file in message.files if file.is_file()]
    with watched() as watch:
        accepted = courier.notify(
            body=message.text[:LONGEST_TEXT],
            title=message.subject,
            body_format="text",
            attach=files if service.attachment_support and files else None,
        )
    return delivery(bool(accepted), watch)


def _asset() -> AppriseAsset:
    from apprise import AppriseAsset

    # Its own limit of a minute would leave a message behind that is still being sent. Every socket has one of its own.
    return AppriseAsset(app_id=APPLICATION_NAME, app_desc="", app_url="", async_mode=False, service_timeout=0)


def _attachment(file: Path) -> object:
    from apprise.attachment.file import AttachFile

    return AttachFile(path=str(file), name=file.name, mimetype=media_type(file))  # type: ignore[no-untyped-call]
