"""Who may be told something, and by which way, according to the configuration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar

from worklog.adapters.channels.channels import (
    CHANNEL_ID,
    TAGS,
    Channel,
    ChannelError,
    ChannelFile,
    mail_channel,
    read_channels,
)
from worklog.adapters.channels.mail import MailServer
from worklog.adapters.channels.mail_password import read_password
from worklog.adapters.files.secret_notes import secret_notes
from worklog.config.config import PROJECT, Config

KASUBAG, PENGELOLA = TAGS
Found = TypeVar("Found")
Other = TypeVar("Other")


class Recipients:
    """The people and channels of a configuration.

    `problems`: sentences on what keeps a way from being used; `warnings`: on what makes one unsafe. Both grow as ways
    are asked for.
    """

    def __init__(self, config: Config) -> None:
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self._config = config

    def of(self, tag: str) -> list[str]:
        """The addresses and the ids of the channels of those who are `KASUBAG` or `PENGELOLA`."""
        named: Sequence[str] = getattr(self._config.notification, tag)
        return [*dict.fromkeys(named), *(channel.id for channel in self._file.channels if channel.tag == tag)]

    def way_to(self, recipient: str) -> Channel | None:
        """The channel to an address or of an id; None when `problems` says why there is none."""
        if recipient.startswith(CHANNEL_ID):
            return next((channel for channel in self._file.channels if channel.id == recipient), None)
        return mail_channel(self._mail_server, recipient) if self._mail_server else None

    def all(self) -> list[Channel]:
        """A channel for each configured recipient, each once."""
        ways = [self.way_to(recipient) for recipient in dict.fromkeys([*self.of(KASUBAG), *self.of(PENGELOLA)])]
        return [way for way in ways if way is not None]

    @cached_property
    def _mail_server(self) -> MailServer | None:
        email = self._config.notification.email
        if not email.host:
            return None
        password = self._guarded(self._password, None) if email.user else ""
        if password is None:
            return None
        return MailServer(
            *(email.host, email.server_port, email.security, email.user, password),
            *(email.sending_address, self._config.office.name),
        )

    def _password(self) -> str:
        file = self._config.mail_password_file
        password = read_password(self._config.notification.email.password_variable, file)
        if file:
            self.warnings += secret_notes(
                file, "Berkas sandi surel", "notification.email.password_file", program=PROJECT
            )
        return password

    @cached_property
    def _file(self) -> ChannelFile:
        return self._guarded(self._read_file, ChannelFile([]))

    def _read_file(self) -> ChannelFile:
        path = self._config.channels_file
        if path is None:
            return ChannelFile([])
        file = read_channels(path)
        self.problems += file.problems
        self.warnings += secret_notes(path, "Berkas saluran", "notification.channels", program=PROJECT)
        return file

    def _guarded(self, find: Callable[[], Found], otherwise: Other) -> Found | Other:
        try:
            return find()
        except ChannelError as error:
            self.problems.append(str(error))
            return otherwise
