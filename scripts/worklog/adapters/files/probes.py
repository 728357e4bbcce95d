"""Folders and files, looked at without leaving anything behind."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import stat
from contextlib import suppress
from functools import partial
from pathlib import Path
from secrets import token_hex
from zipfile import ZipFile, is_zipfile

from worklog.adapters.files.patience import patiently
from worklog.core.errors import WorklogError

_PROBE = b"dapat ditulis"


def at_home(named: str) -> Path:
    """A place as people write it: `~` at its beginning is the user's own folder. Raises `WorklogError`."""
    if named[:1] != "~" or named[1:2] not in ("", "/", os.sep):
        return Path(named)
    expanded = os.path.expanduser(named)  # noqa: PTH111 - pathlib's raises where no home is known
    if expanded.startswith("~"):
        raise WorklogError(
            f"Tanda ~ di {named} berarti folder Anda sendiri, tetapi folder itu tidak dikenal di PC ini. "
            "Tulis letaknya lengkap, misalnya D:/Buku Kerja."
        )
    return Path(expanded)


def standing_folder(path: Path) -> Path | None:
    """The folder itself, or the nearest one around it that is there already; None when not even its drive is."""
    return next((folder for folder in (path, *path.parents) if is_folder(folder)), None)


def is_folder(path: Path) -> bool:
    """Whether a folder is there, as far as one may look."""
    try:
        return path.is_dir()
    except OSError:  # a server that asks who one is, a path that the system refuses
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def file_in_the_way(place: Path) -> Path | None:
    """The file that stands where a folder on the way to a place should be, or the place itself when it is a file."""
    return next((path for path in (place, *place.parents) if _is_file(path)), None)


def why_blocked(folder: Path) -> str:
    """That a file stands where a folder or one around it should be; "" when none does."""
    blocking = file_in_the_way(folder)
    return f"{blocking} adalah berkas, padahal di situ harus ada folder" if blocking else ""


def reason_of(error: OSError) -> str:
    """Why the system refused, in Indonesian where it is known."""
    if error.filename and isinstance(error, FileNotFoundError | NotADirectoryError | FileExistsError):
        place = Path(error.filename)
        blocked = why_blocked(place if isinstance(error, FileExistsError) else place.parent)
        if blocked:
            return blocked
    known = {
        errno.ENOSPC: "disk penuh",
        errno.ENOENT: "folder atau berkas tidak ada",
        errno.EROFS: "disk hanya dapat dibaca",
        errno.EACCES: "tidak ada izin",
        errno.EISDIR: "ada folder dengan nama itu",
        errno.EEXIST: "ada berkas dengan nama itu",
    }
    return known.get(error.errno or 0, error.strerror or str(error))


def why_not_writable(folder: Path) -> str:
    """Write a file there that is gone at once; "" when that works, else why not.

    Whether it may be written is not asked: on Windows and on shared folders the answer is often not true. The file has
    a name of its own, since on Windows `tempfile` takes a refusal for a name in use and tries 2 billion others.
    """
    probe = folder / f".uji-{os.getpid()}-{token_hex(4)}.tmp"
    try:
        with probe.open("xb") as file:
            file.write(_PROBE)
            file.flush()
            os.fsync(file.fileno())
        probe.unlink()
    except OSError as error:
        with suppress(OSError):
            probe.unlink()
        return reason_of(error)
    return ""


def is_read_only(file: Path) -> bool:
    """Whether a file bears the mark that nobody may write it: on Windows a tick that anybody may set and clear."""
    return not file.stat().st_mode & stat.S_IWRITE


def why_not_changeable(file: Path) -> str:
    """Open a file as if to change it, and leave it as it is; "" when that works, else why not."""
    try:
        with patiently(partial(file.open, "r+b")):
            return ""
    except OSError as error:
        return reason_of(error)


def free_bytes(folder: Path) -> int | None:
    """The room that is left on the disk of a folder; None where there is no disk behind it. Raises `OSError`."""
    usage = shutil.disk_usage(folder)
    return usage.free if usage.total else None


def is_whole_workbook(file: Path) -> bool:
    """Whether an .xlsx file is there and none of its parts is damaged. Raises `OSError`."""
    if not is_zipfile(file):
        return False
    with ZipFile(file) as archive:
        return archive.testzip() is None


PATIENCE = 5.0
"""Seconds to connect."""


def why_out_of_reach(host: str, port: int) -> str:
    """Connect, say nothing, and hang up; "" when that works, else why not."""
    try:
        with socket.create_connection((host, port), PATIENCE):
            return ""
    except (OSError, UnicodeError) as error:
        return getattr(error, "strerror", None) or type(error).__name__
