"""Names of the files that a new state is written into before it takes the place of the old one."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from glob import escape
from pathlib import Path
from secrets import token_hex

STALE_SECONDS = 24 * 60 * 60


def temporary_beside(path: Path) -> Path:
    """A hidden file beside `path` that no other run uses, since two runs may write the same file at once."""
    return path.with_name(f".{path.stem}.{os.getpid()}-{token_hex(4)}.tulis{path.suffix}")


def remove_stale(path: Path) -> None:
    """Remove temporary files of `path` older than a day: their run was ended before it could."""
    with suppress(OSError):
        for file in path.parent.glob(f".{escape(path.stem)}*.tulis{escape(path.suffix)}*"):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > STALE_SECONDS:
                    file.unlink()
