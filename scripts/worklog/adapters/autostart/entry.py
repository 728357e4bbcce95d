"""Starting the timer together with the computer, by what the system has for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from worklog.core.errors import WorklogError

Registered = Literal["yes", "elsewhere", "no"]
"""Whether an entry of that name is there; "elsewhere": it starts another copy of the program."""


class AutostartError(WorklogError):
    """The system refused; the text says what it answered and what to do."""


@dataclass(frozen=True)
class Entry:
    """What is to be started: its name (one for each log), the program with its arguments, and the working folder."""

    name: str
    command: Sequence[str]
    folder: Path


class Autostart(Protocol):
    """Where the system keeps what it starts by itself. What it refuses raises `AutostartError`."""

    @property
    def service(self) -> str:
        """Its name, for people."""
        ...

    def install(self, entry: Entry) -> list[str]:
        """Register, replacing an entry of the same name, and start it now; sentences of what was done."""
        ...

    def remove(self, entry: Entry) -> list[str]:
        """Stop it and forget it; sentences of what was done."""
        ...

    def registered(self, entry: Entry) -> Registered:
        """Whether it is there; nothing is changed."""
        ...
