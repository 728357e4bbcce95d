"""Files and folders that nobody but their owner may read, from the moment they are made.

Windows has no such rights of a file by itself: there a folder says who may read what lies in it.
"""

from __future__ import annotations

import os
from pathlib import Path

from worklog.adapters.files.probes import reason_of, standing_folder
from worklog.adapters.files.temporary import take_place, temporary_beside
from worklog.core.errors import WorklogError

_OWNER_ONLY = 0o600
_FOLDER_OF_OWNER = 0o777 if os.name == "nt" else 0o700
"""On Windows newer Pythons take 0o700 for "no other account", which would shut a folder on a server to its readers."""


def owner_only(path: str, flags: int) -> int:
    """An opener for `open`: a file that it makes is its owner's alone; one that is there stays as it is."""
    return os.open(path, flags, _OWNER_ONLY)


def write_private(file: Path, content: bytes) -> None:
    """Write a file that its owner alone may read. Raises `OSError`."""
    with open(file, "wb", opener=owner_only) as opened:
        opened.write(content)


def write_whole(file: Path, content: bytes) -> None:
    """The same, whole or not at all: until then the file that was there stays. Raises `OSError`."""
    with temporary_beside(file) as temporary:
        write_private(temporary, content)
        take_place(temporary, file)


def is_there(path: Path, refused: type[WorklogError]) -> bool:
    """Whether something stands at a place; what another user made for himself cannot be looked into.

    Raises the error that is given then. (Some Pythons raise, others say that nothing is there.)
    """
    try:
        path.stat()
    except PermissionError as error:
        raise refused(shut_sentence(path.parent)) from error
    except (OSError, ValueError):
        return False
    return True


def shut_sentence(folder: Path) -> str:
    """That a folder may not be looked into, and what to do."""
    return (
        f"Folder {folder} tidak boleh dibuka dari akun ini: folder itu dibuat oleh pengguna lain PC ini. Pakai akun "
        "yang biasa menjalankan program ini, atau minta pemiliknya memberi izin atas folder itu."
    )


def make_folder(folder: Path, refused: type[WorklogError], *, private: bool = False, so: str = "") -> None:
    """Make a folder, and those around it, where they are missing; `private`: for its owner alone.

    Raises the error that is given, which tells what that means (the sentence `so`), why, and what to do.
    """
    try:
        folder.mkdir(_FOLDER_OF_OWNER if private else 0o777, parents=True, exist_ok=True)
    except OSError as error:
        raise refused(
            f"{so} Folder {folder} tidak dapat dibuat ({_reason(folder, error)}). ".lstrip()
            + "Periksa letaknya, sambungan ke tempat itu dan izin menulisnya, lalu jalankan lagi."
        ) from error


def _reason(folder: Path, error: OSError) -> str:
    if standing_folder(folder) is None:
        return f"{folder.anchor} tidak ada atau tidak tersambung"
    return reason_of(error)
