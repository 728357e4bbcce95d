"""The timer's small SQLite file: what it has done and what waits to be sent, safe against a cut of power at any moment.

Each module that keeps something in it makes its own table. `with connection:` is one transaction.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from worklog.adapters.files.patience import patiently
from worklog.adapters.files.private_files import is_there, make_folder, write_private
from worklog.adapters.files.probes import reason_of
from worklog.core.errors import WorklogError

STATE_FILE, LOCK_FILE = "jadwal.db", "jadwal.lock"
"""The file, and what its one user holds while using it."""
BUSY_SECONDS = 30
SYNCHRONOUS = "FULL"
"""A commit is on the disk before the program goes on."""


class StateError(WorklogError):
    """The timer's file cannot be used; the text says why and what to do."""


class State(NamedTuple):
    """An open state file, and a sentence when a broken one had to be put aside for it."""

    connection: sqlite3.Connection
    note: str = ""


def open_state(path: Path, now: datetime) -> State:
    """Open the file, making it where it is missing; a broken one is kept under another name and told.

    Raises `StateError` when the folder cannot be written.
    """
    make_state_folder(path.parent)
    is_there(path, StateError)
    try:
        return State(_connect(path))
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):  # no place, no right or no disk: the file itself may be sound
            raise _unusable(path, error) from error
    except OSError as error:
        raise _unusable(path, error) from error
    aside = path.with_name(f"{path.stem} rusak {now:%Y-%m-%d %H.%M.%S}{path.suffix}")
    try:
        patiently(partial(path.replace, aside))
        connection = _connect(path)
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, error) from error
    return State(
        connection,
        f"Catatan jadwal rusak; disimpan sebagai {aside.name} dan dimulai catatan baru. "
        "Laporan yang terlewat sebelum hari ini tidak dibuat otomatis; bila perlu, buat dengan report_daily.py --date.",
    )


def make_state_folder(folder: Path) -> None:
    """Make the folder of a state file, for its owner alone. Raises `StateError`."""
    make_folder(folder, StateError, private=True, so="Catatan jadwal tidak dapat dibuat.")


def copy_of_state(path: Path) -> sqlite3.Connection:
    """What stands in the file just now, in memory, so that looking at it changes nothing; empty where there is none.

    Raises `StateError` when the file cannot be read.
    """
    copy = sqlite3.connect(":memory:")
    if is_there(path, StateError):
        try:
            with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as stored:
                stored.backup(copy)
        except sqlite3.Error as error:
            raise _unusable(path, error) from error
    return copy


def _connect(path: Path) -> sqlite3.Connection:
    if not path.exists():
        write_private(path, b"")  # SQLite would let all read it
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        # The journal of one file beside it also works on a shared folder, which a write-ahead log does not.
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()
        if answer != ("ok",):
            raise sqlite3.DatabaseError(answer[0])
    except BaseException:
        with suppress(sqlite3.Error):
            connection.close()
        raise
    return connection


def _unusable(path: Path, error: Exception) -> StateError:
    reason = reason_of(error) if isinstance(error, OSError) else type(error).__name__
    return StateError(
        f"Catatan jadwal di {path} tidak dapat dibuka atau ditulis ({reason}). "
        "Periksa izin menulis di folder itu dan sisa ruang disk, lalu jalankan lagi."
    )
