"""Folders and files, looked at without leaving anything behind."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from zipfile import ZipFile, is_zipfile

from worklog.adapters.patience import patiently

_PROBE = b"dapat ditulis"


def standing_folder(path: Path) -> Path:
    """The folder itself, or the nearest one around it that is there already."""
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def file_in_the_way(place: Path) -> Path | None:
    """The file that stands where a folder on the way to a place should be, or the place itself when it is a file."""
    return next((path for path in (place, *place.parents) if path.is_file()), None)


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

    Whether it may be written is not asked: on Windows and on shared folders the answer is often not true.
    """
    try:
        with TemporaryFile(dir=folder) as probe:
            probe.write(_PROBE)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
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


def free_bytes(folder: Path) -> int:
    """The room that is left on the disk of a folder. Raises `OSError`."""
    return shutil.disk_usage(folder).free


def is_whole_workbook(file: Path) -> bool:
    """Whether an .xlsx file is there and none of its parts is damaged. Raises `OSError`."""
    if not is_zipfile(file):
        return False
    with ZipFile(file) as archive:
        return archive.testzip() is None
