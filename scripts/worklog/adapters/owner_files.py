"""Whether somebody has a workbook open in Excel or LibreOffice, told by the lock files that both put beside it."""

from __future__ import annotations

from pathlib import Path

from worklog.core.publication import LogBusy


def refuse_if_open(path: Path) -> None:
    """Raise `LogBusy` when Excel's `~$name` or LibreOffice's `.~lock.name#` stands beside the workbook."""
    owner_file = path.with_name(f"~${path.name}")
    lock_file = path.with_name(f".~lock.{path.name}#")
    if owner_file.exists():
        raise LogBusy(_sentence(path, "Excel", _excel_user(owner_file), owner_file))
    if lock_file.exists():
        raise LogBusy(_sentence(path, "LibreOffice", _libreoffice_user(lock_file), lock_file))


def _sentence(path: Path, program: str, user: str, lock: Path) -> str:
    by_whom = f" oleh {user}" if user else ""
    return (
        f"{path.name} sedang dibuka di {program}{by_whom}, jadi belum ditulis apa pun ke dalamnya. "
        "Tutup berkas itu, hasilnya ditulis pada pemeriksaan berikutnya. "
        f"Jika tidak ada yang membukanya, hapus berkas {lock.name} di folder yang sama."
    )


def _excel_user(owner_file: Path) -> str:
    """The user's name: its length in the first byte, then the name."""
    try:
        data = owner_file.read_bytes()
    except OSError:  # Excel keeps it locked on Windows
        return ""
    return _clean(data[1 : 1 + data[0]].decode("cp1252", "replace")) if data else ""


def _libreoffice_user(lock_file: Path) -> str:
    """The first filled of the comma-separated fields: the name in LibreOffice, the login, the computer."""
    try:
        fields = lock_file.read_text("utf-8", "replace").split(",")
    except OSError:
        return ""
    return next((name for name in map(_clean, fields[:3]) if name), "")


def _clean(name: str) -> str:
    return "".join(character for character in name if character.isprintable()).strip()
