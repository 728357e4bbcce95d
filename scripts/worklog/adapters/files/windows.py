"""What Explorer does for people: opening a file in its program, and the window of a command that was double-clicked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def open_file(path: Path) -> bool:
    """Open a file in the program that Windows has for it; False when there is none, or no Windows."""
    start = getattr(os, "startfile", None)  # only Windows has it
    if start is None:
        return False
    try:
        start(path)
    except OSError:
        return False
    return True


def closes_at_the_end() -> bool:
    """Whether the window was opened by a double-click on a command's .py, so that Windows closes it at the end."""
    if os.name != "nt" or sys.stdin is None or not sys.stdin.isatty():
        return False
    import psutil

    with suppress(psutil.Error, OSError):  # it may have ended, or belong to the system
        return started_by_explorer(parent.name() for parent in psutil.Process().parents())
    return False


def started_by_explorer(parents: Iterable[str]) -> bool:
    """Whether Explorer started a Python, by the names of what started it, nearest first: Pythons start each other."""
    others = (name for name in parents if not name.lower().startswith("py"))
    return next(others, "").lower() == "explorer.exe"
