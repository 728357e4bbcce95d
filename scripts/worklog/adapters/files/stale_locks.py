"""Whether a lock file beside a workbook was left behind by a program that crashed, or whose PC or network went down.

Excel keeps its workbook open, and shared for reading only, as long as it shows it: nobody can open it for writing then,
neither on the same PC nor over a share. So one that can be opened for writing is open in no Excel, unless the
connection to the share broke meanwhile; there the lock file must be old as well.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from socket import gethostname

HOUR, DAY = 60 * 60, 24 * 60 * 60
OLD_HERE, OLD_ON_WINDOWS, OLD = HOUR, DAY, 3 * DAY
"""Seconds after which a lock file counts as left behind: on a drive of this PC, on a share as Windows sees it, and
where the system does not tell (LibreOffice on Linux keeps no workbook open); that is longer than a weekend.
"""


def is_left_behind(lock: Path, written: float, workbook: Path, computer: str = "") -> bool:
    """Whether the program that wrote the lock file at that moment (seconds since 1970) has the workbook open no more.

    `computer` is the one that stands in the lock file, where one does.
    """
    if not (_may_be_changed(workbook) and _may_be_changed(lock)):
        return False
    if computer.casefold() == gethostname().casefold():
        return not _libreoffice_runs()
    return time.time() - written > _oldest(workbook)


def _may_be_changed(file: Path) -> bool:
    """Whether a file can be opened for writing, which changes nothing in it."""
    try:
        with file.open("r+b"):
            return True
    except OSError:
        return False


def _libreoffice_runs() -> bool:
    import psutil

    return any((process.info["name"] or "").startswith("soffice") for process in psutil.process_iter(["name"]))


def _oldest(workbook: Path) -> int:
    if os.name != "nt":
        return OLD
    import psutil

    fixed = {part.device[:2].casefold() for part in psutil.disk_partitions() if "fixed" in part.opts.split(",")}
    return OLD_HERE if workbook.absolute().drive.casefold() in fixed else OLD_ON_WINDOWS
