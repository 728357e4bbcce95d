"""Opening the file of a history, to write or only to look, and its copies."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from worklog.adapters.files.patience import patiently
from worklog.adapters.files.private_files import is_there, make_folder, write_private
from worklog.adapters.files.probes import is_folder, reason_of
from worklog.adapters.files.temporary import take_place, temporary_beside
from worklog.adapters.history.store import TABLES, Store
from worklog.core.errors import WorklogError

HISTORY_FILE = "riwayat.db"
BUSY_SECONDS = 30
_REFUSALS = {
    sqlite3.SQLITE_FULL: "disk penuh",
    sqlite3.SQLITE_READONLY: "hanya dapat dibaca",
    sqlite3.SQLITE_CANTOPEN: "berkas tidak dapat dibuka",
    sqlite3.SQLITE_IOERR: "disk tidak dapat dibaca atau ditulis",
}


class HistoryError(WorklogError):
    """The history cannot be used; the text says why and what to do."""


class HistoryBusy(HistoryError):
    """Another program keeps it for itself, longer than anyone waits."""


NO_ENTRIES = (ValueError, TypeError, LookupError)
"""What reading entries raises that nobody wrote so: the file was edited or damaged."""


@contextmanager
def history_to_write(path: Path, now: datetime, notes: list[str]) -> Iterator[Store]:
    """Open the file, making it where it is missing; a broken one is kept under another name, and told in `notes`.

    Raises `HistoryError` when it cannot be used.
    """
    make_folder(path.parent, HistoryError, private=True, so="Riwayat buku kerja tidak dapat dicatat.")
    is_there(path, HistoryError)
    try:
        with closing(_open_or_begin_anew(path, now, notes)) as connection:
            yield Store(connection)
    except (sqlite3.Error, OSError, *NO_ENTRIES) as error:
        raise _unusable(path, error) from error


@contextmanager
def history_to_read(path: Path) -> Iterator[Store | None]:
    """Open the file to look at it as it stands now, which leaves nothing beside it; None where there is none.

    Raises `HistoryError` when it cannot be read.
    """
    if not is_there(path, HistoryError):
        yield None
        return
    try:
        with closing(_connect_to_read(path)) as connection:
            yield Store(connection)
    except (sqlite3.Error, *NO_ENTRIES) as error:
        raise _unusable(path, error) from error


def is_sound(store: Store) -> bool:
    """Whether SQLite finds the whole file in order."""
    try:
        return bool(store.connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def keep_copy(store: Store, folder: Path, day: date, keep: int) -> None:
    """Keep the history as it stands as `folder/riwayat 2026-11-22.db`, once a day, and only the last `keep` of these.

    Raises `HistoryError` when the folder cannot be written, or the history is damaged: that takes no good copy's place.
    """
    target = folder / f"riwayat {day.isoformat()}.db"
    if target.exists():
        return
    make_folder(folder, HistoryError, private=True, so="Cadangan riwayat tidak dapat dibuat.")
    try:
        with temporary_beside(target) as partial_copy:
            write_private(partial_copy, b"")
            with closing(sqlite3.connect(partial_copy)) as copy:
                store.connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                if not is_sound(Store(copy)):
                    raise sqlite3.DatabaseError
            take_place(partial_copy, target)
        for old in copies(folder)[:-keep]:
            with suppress(OSError):  # somebody may have an old one open
                patiently(old.unlink)
    except (OSError, sqlite3.OperationalError) as error:
        raise HistoryError(
            f"Cadangan riwayat {target} tidak dapat ditulis ({_reason(error)}). "
            "Periksa ruang disk dan izin folder cadangan."
        ) from error
    except sqlite3.DatabaseError as error:
        raise _unusable(folder.parent / HISTORY_FILE, error) from error


def copies(folder: Path) -> list[Path]:
    """The copies of a history, oldest first."""
    pattern = re.compile(r"riwayat \d{4}-\d{2}-\d{2}\.db")
    return sorted(file for file in folder.iterdir() if pattern.fullmatch(file.name)) if is_folder(folder) else []


def _open_or_begin_anew(path: Path, now: datetime, notes: list[str]) -> sqlite3.Connection:
    try:
        return _connect(path)
    except sqlite3.OperationalError:  # no place, no right or no disk: the file itself may be sound
        raise
    except sqlite3.DatabaseError:
        aside = path.with_name(f"{path.stem} rusak {now:%Y-%m-%d %H.%M.%S}{path.suffix}")
        for suffix in ("-wal", "-shm"):
            patiently(partial(path.with_name(path.name + suffix).unlink, missing_ok=True))
        patiently(partial(path.replace, aside))
        notes.append(
            f"Berkas riwayat rusak; disimpan sebagai {aside.name} dan dimulai riwayat baru. Riwayat lama dapat diambil "
            "dari folder cadangan di sebelahnya: salin berkas yang terakhir ke tempat itu dengan nama riwayat.db."
        )
        return _connect(path)


_LOOKING = ("mode=rw", "mode=ro", "mode=ro&immutable=1")
"""Ways to look at a file: SQLite removes its journal again only where it may write. Where it may not even make one, it
reads without."""


def _connect_to_read(path: Path) -> sqlite3.Connection:
    place = path.absolute().as_posix()
    rooted = place if place.startswith("/") else f"/{place}"  # a drive of Windows
    address = f"file://{quote(rooted, safe='/:')}?"
    *usual, last = _LOOKING
    for way in usual:
        try:
            return _look(address + way)
        except sqlite3.OperationalError as error:
            if _is_busy(error):
                raise
    return _look(address + last)


def _look(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")  # all that is read is of one moment
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError:  # whoever looks for damage wants to see it
        pass
    return connection


def _is_busy(error: Exception) -> bool:
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _connect(path: Path) -> sqlite3.Connection:
    if not path.exists():
        write_private(path, b"")  # SQLite would let all read it
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.executescript(TABLES)
    except BaseException:
        with suppress(sqlite3.Error):
            connection.close()
        raise
    return connection


def _unusable(path: Path, error: Exception) -> HistoryError:
    if _is_busy(error):
        return HistoryBusy(f"Riwayat di {path} sedang dipakai program lain. Tutup program itu, lalu coba lagi.")
    of_the_disk = isinstance(error, sqlite3.OperationalError) and _code(error) != sqlite3.SQLITE_ERROR
    if of_the_disk or isinstance(error, OSError):
        return HistoryError(
            f"Riwayat di {path} tidak dapat dibuka atau ditulis ({_reason(error)}). "
            "Periksa izin menulis di folder itu dan sisa ruang disk."
        )
    return HistoryError(
        f"Riwayat di {path} rusak atau diubah orang. Periksa dengan python scripts/log_history.py --verify. Pindahkan "
        "berkas itu, lalu salin berkas terakhir yang baik dari folder cadangan di sebelahnya dengan nama riwayat.db."
    )


def _reason(error: Exception) -> str:
    return reason_of(error) if isinstance(error, OSError) else _REFUSALS.get(_code(error), type(error).__name__)
