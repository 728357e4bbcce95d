"""Other programs of the system, run without a window of their own."""

from __future__ import annotations

import locale
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from tempfile import TemporaryFile
from typing import NamedTuple

SECONDS = 60
_LAST_SECONDS = 5
"""Seconds that programs which were ended may take to be gone."""
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # only Windows has it


class Answer(NamedTuple):
    """How a program ended (0 is success), and all it said, on one line."""

    code: int
    said: str


RunProgram = Callable[[Sequence[str]], Answer]


def run_program(line: Sequence[str], seconds: float = SECONDS) -> Answer:
    """Run a program to its end, or end it after some seconds together with all that it started.

    One that cannot be started or does not end counts as failed; nothing is raised.
    """
    try:
        with TemporaryFile() as said:  # no pipe: any program that inherits it could hold it open for ever
            process = subprocess.Popen(
                line,
                stdin=subprocess.DEVNULL,  # one that asks for a password must not wait for it
                stdout=said,
                stderr=subprocess.STDOUT,
                creationflags=_NO_WINDOW,
            )
            try:
                code = process.wait(seconds)
            finally:
                if process.returncode is None:
                    _end_with_its_programs(process)
            said.seek(0)
            return Answer(code, " ".join(said.read().decode(locale.getencoding(), "replace").split()))
    except (OSError, subprocess.TimeoutExpired) as error:
        return Answer(-1, f"{line[0]}: {type(error).__name__}")


def _end_with_its_programs(process: subprocess.Popen[bytes]) -> None:
    """End a program, and then what it started, so that it cannot start anything in its place."""
    import psutil

    with suppress(psutil.Error):  # it has just ended by itself
        first = psutil.Process(process.pid)
        family = [first, *first.children(recursive=True)]
        for member in family:
            with suppress(psutil.Error):
                member.kill()
        psutil.wait_procs(family[1:], _LAST_SECONDS)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_LAST_SECONDS)
