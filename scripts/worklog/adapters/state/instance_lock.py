"""Locks that the system itself takes back when their process dies, so that none is ever stale.

They lie in a folder of the user and not beside the log: a log on a shared folder that is out of reach must not keep the
timer from starting. The timer holds one beside its state as well, which other users of the PC meet too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_state_path

from worklog.adapters.files.private_files import is_there, make_folder
from worklog.core.errors import WorklogError

APPLICATION = "buku-kerja-medsos"
TIMER, WRITING = "jadwal", "tulis"
"""What a lock is for: the one timer of a log, or writing into the log just now."""


class LockHeld(WorklogError):
    """Another process holds the lock."""


@contextmanager
def only_one(purpose: str, log: str, refusal: str, wait: float = 0) -> Iterator[None]:
    """Hold the lock of a log (any text that tells it from others); `LockHeld` with the refusal after `wait` seconds.

    Raises `WorklogError` when the lock's folder cannot be written.
    """
    with hold(_lock_file(purpose, log), refusal, wait):
        yield


@contextmanager
def hold(file: Path, refusal: str, wait: float = 0) -> Iterator[None]:
    """The same for the lock that is this file; raises LockHeld."""
    make_folder(file.parent, WorklogError)
    is_there(file, WorklogError)
    lock = FileLock(file)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise LockHeld(refusal) from None
    except OSError as error:
        raise WorklogError(
            f"Kunci program di {file} tidak dapat dibuat ({type(error).__name__}). "
            "Periksa izin menulis di folder itu dan sisa ruang disk, lalu jalankan lagi."
        ) from error
    try:
        yield
    finally:
        lock.release()


def is_held(purpose: str, log: str) -> bool:
    """Whether a process of this user holds the lock of a log just now; no file is made for that."""
    return is_locked(_lock_file(purpose, log))


def is_locked(file: Path) -> bool:
    """Whether a process, of whomever, holds the lock that is this file; `WorklogError` where one may not look."""
    if not is_there(file, WorklogError):
        return False
    try:
        with hold(file, ""):
            return False
    except LockHeld:
        return True


def _lock_file(purpose: str, log: str) -> Path:
    folder: Path = user_state_path(APPLICATION, appauthor=False)
    return folder / f"{purpose}-{blake2b(log.encode(), digest_size=8).hexdigest()}.lock"
