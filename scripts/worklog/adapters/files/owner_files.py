"""Whether somebody has a workbook open in Excel or LibreOffice, told by the lock files that both put beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from worklog.adapters.files.stale_locks import is_left_behind
from worklog.core.errors import LogBusy
from worklog.core.indonesian import moment_text


class Lock(NamedTuple):
    """A lock file: when it was written (seconds since 1970), the program that makes it, and the user and the computer
    that are named in it ("" where unknown).
    """

    file: Path
    written: float
    program: str
    user: str
    computer: str = ""


def refuse_if_open(path: Path) -> None:
    """Raise `LogBusy` when Excel's `~$name` or LibreOffice's `.~lock.name#` stands beside the workbook.

    One that its program left behind is passed by; `left_behind` tells of it.
    """
    for lock in _locks(path):
        if not _is_left_behind(lock, path):
            raise LogBusy(_sentence(path, lock))


def left_behind(path: Path) -> list[str]:
    """A sentence for each lock file beside the workbook that is passed by, since nobody has the workbook open."""
    return [_left_sentence(lock) for lock in _locks(path) if _is_left_behind(lock, path)]


def _is_left_behind(lock: Lock, workbook: Path) -> bool:
    return is_left_behind(lock.file, lock.written, workbook, lock.computer)


def _locks(path: Path) -> Iterator[Lock]:
    owner_file = path.with_name(f"~${path.name}")
    lock_file = path.with_name(f".~lock.{path.name}#")
    with suppress(FileNotFoundError):
        yield Lock(owner_file, owner_file.stat().st_mtime, "Excel", _excel_user(owner_file))
    with suppress(FileNotFoundError):
        yield Lock(lock_file, lock_file.stat().st_mtime, "LibreOffice", *_libreoffice_user(lock_file))


def _sentence(path: Path, lock: Lock) -> str:
    by_whom = f" oleh {lock.user}" if lock.user else ""
    return (
        f"{path.name} sedang dibuka di {lock.program}{by_whom}, jadi belum ditulis apa pun ke dalamnya. "
        "Tutup berkas itu, hasilnya ditulis pada pemeriksaan berikutnya. "
        f"Jika tidak ada yang membukanya, hapus berkas {lock.file.name} di folder yang sama."
    )


def _left_sentence(lock: Lock) -> str:
    of_whom = f" dari {lock.user}" if lock.user else ""
    since = datetime.fromtimestamp(lock.written)
    return (
        f"Berkas kunci {lock.file.name}{of_whom} tertinggal sejak {moment_text(since)} dan dilewati: tidak ada lagi "
        f"{lock.program} yang membuka buku kerja itu. Hapus berkas kunci itu di folder yang sama."
    )


def _excel_user(owner_file: Path) -> str:
    """The user's name: its length in the first byte, then the name."""
    try:
        data = owner_file.read_bytes()
    except OSError:  # Excel keeps it locked on Windows
        return ""
    return _clean(data[1 : 1 + data[0]].decode("cp1252", "replace")) if data else ""


def _libreoffice_user(lock_file: Path) -> tuple[str, str]:
    """The first filled of the comma-separated fields: the name in LibreOffice, login, computer; and the last one."""
    try:
        fields = [_clean(field) for field in lock_file.read_text("utf-8", "replace").split(",")[:3]]
    except OSError:
        return "", ""
    return next(filter(None, fields), ""), "".join(fields[2:])


def _clean(name: str) -> str:
    return "".join(character for character in name if character.isprintable()).strip()
