"""Dated copies of the workbook as it stood before the first change of each day."""

from __future__ import annotations

import re
import shutil
import stat
from contextlib import suppress
from datetime import date
from pathlib import Path

from worklog.adapters.files.patience import patiently
from worklog.adapters.files.private_files import make_folder
from worklog.adapters.files.probes import reason_of
from worklog.adapters.files.temporary import remove_stale, take_place, temporary_beside
from worklog.core.errors import LogNotWritten


def keep_backup(path: Path, folder: Path, day: date, keep: int) -> None:
    """Keep the state before the day's first change as `folder/<name> 2026-11-22.xlsx`, and only the last `keep`.

    Raises LogNotWritten.
    """
    target = folder / f"{path.stem} {day.isoformat()}{path.suffix}"
    make_folder(folder, LogNotWritten, so=f"Cadangan {target.name} tidak ada, jadi {path.name} tidak diubah.")
    try:
        remove_stale(folder / path.name)
        if not target.exists():
            with temporary_beside(target) as partial:
                partial.write_bytes(patiently(path.read_bytes))
                with suppress(OSError):  # a share may refuse its times and rights, which is no reason to stop
                    shutil.copystat(path, partial)
                    partial.chmod(partial.stat().st_mode | stat.S_IWRITE)
                take_place(partial, target)
        for old in backups(path, folder)[:-keep] if keep > 0 else ():
            with suppress(OSError):  # somebody may have an old one open
                patiently(old.unlink)
    except OSError as error:
        raise LogNotWritten(
            f"Cadangan {target} tidak dapat ditulis ({reason_of(error)}), jadi {path.name} tidak diubah. "
            "Periksa ruang disk dan izin folder cadangan."
        ) from error


def backups(path: Path, folder: Path) -> list[Path]:
    """The backups of this workbook, oldest first; other files in the folder are not ours to delete."""
    name = re.compile(rf"{re.escape(path.stem)} \d{{4}}-\d{{2}}-\d{{2}}{re.escape(path.suffix)}")
    return sorted(file for file in folder.iterdir() if name.fullmatch(file.name))
