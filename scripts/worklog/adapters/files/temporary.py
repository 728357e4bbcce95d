"""Files that a new state is written into before it takes the place of the old one.

Windows deletes or replaces no file that is open or marked read-only, so ours are closed by then, and may be written.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from glob import escape
from pathlib import Path
from secrets import token_hex

from worklog.adapters.files.patience import patiently

STALE_SECONDS = 24 * 60 * 60


@contextmanager
def temporary_beside(path: Path) -> Iterator[Path]:
    """A hidden file beside `path` that no other run uses, since two runs may write the same file at once.

    It is to be written and to `take_place`; what is left of it afterwards is removed.
    """
    temporary = path.with_name(f".{path.stem}.{os.getpid()}-{token_hex(4)}.tulis{path.suffix}")
    try:
        yield temporary
    finally:
        _discard(temporary)


def take_place(temporary: Path, target: Path) -> Path:
    """Let a finished file take the place of another in one step; the place. Raises `OSError`."""
    return patiently(partial(temporary.replace, target))


def _discard(temporary: Path) -> None:
    """Remove a temporary file, if it is still there; one that cannot be removed now goes with `remove_stale`."""
    with suppress(OSError):
        patiently(partial(temporary.unlink, missing_ok=True))


def remove_stale(path: Path) -> None:
    """Remove temporary files of `path` older than a day: their run was ended before it could."""
    with suppress(OSError):
        for file in path.parent.glob(f".{escape(path.stem)}*.tulis{escape(path.suffix)}*"):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > STALE_SECONDS:
                    file.unlink()
