"""Other programs of the system, run without a window of their own."""

from __future__ import annotations

import locale
import subprocess
from collections.abc import Callable, Sequence
from typing import NamedTuple

SECONDS = 60
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # only Windows has it


class Answer(NamedTuple):
    """How a program ended (0 is success), and all it said, on one line."""

    code: int
    said: str


RunProgram = Callable[[Sequence[str]], Answer]


def run_program(line: Sequence[str]) -> Answer:
    """Run a program to its end. One that cannot be started or does not end counts as failed; nothing is raised."""
    try:
        done = subprocess.run(
            line,
            stdin=subprocess.DEVNULL,  # one that asks for a password must not wait for it
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            creationflags=_NO_WINDOW,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Answer(-1, f"{line[0]}: {type(error).__name__}")
    return Answer(done.returncode, " ".join(done.stdout.decode(locale.getencoding(), "replace").split()))
