"""A report as PDF beside its workbook, made by LibreOffice where that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from worklog.adapters.report_files import Saved, put_in_place
from worklog.adapters.report_names import ReportError

SECONDS = 120
NOT_INSTALLED = (
    "PDF tidak dibuat, karena LibreOffice belum terpasang di PC ini. Pasang LibreOffice, atau isi "
    '"reports": {"pdf": false} di sheets_config.json.'
)
_WINDOWS_PLACES = tuple(
    Path(folder) / "LibreOffice" / "program" / "soffice.exe"
    for folder in (os.environ.get("PROGRAMFILES", ""), os.environ.get("PROGRAMFILES(X86)", ""))
    if folder
)


def find_libreoffice() -> str | None:
    """The program that converts; None when it is not installed. On Windows it is not on the search path."""
    found = next((str(place) for place in _WINDOWS_PLACES if place.exists()), None)
    return shutil.which("soffice") or found


def write_pdf(workbook: Path, now: datetime) -> Saved:
    """Convert a report and put the PDF beside it, replaced in one step; beside that when it is open.

    Raises `ReportError` when LibreOffice is not installed or does not manage it.
    """
    program = find_libreoffice()
    if program is None:
        raise ReportError(NOT_INSTALLED)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = _convert(program, workbook, Path(folder))
        target = workbook.with_suffix(".pdf")
        temporary = target.with_name(f".{target.stem}.{os.getpid()}.tmp")
        try:
            shutil.copyfile(made, temporary)
            return put_in_place(temporary, target, now)
        except OSError as problem:
            raise ReportError(
                f"PDF {target} tidak dapat disimpan ({problem.strerror}). Periksa izin menulis dan ruang kosong di "
                "folder itu, lalu jalankan lagi."
            ) from None
        finally:
            temporary.unlink(missing_ok=True)


def _convert(program: str, workbook: Path, folder: Path) -> Path:
    # With a profile of its own it works beside a LibreOffice that somebody has open.
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    line = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    try:
        subprocess.run(line, capture_output=True, timeout=SECONDS, check=True)
        made = folder / f"{workbook.stem}.pdf"
        if made.exists():
            return made
    except (OSError, subprocess.SubprocessError):
        pass
    raise ReportError(
        f"PDF dari {workbook.name} tidak dapat dibuat oleh LibreOffice. Laporan .xlsx-nya tetap ada; buka dan simpan "
        "sebagai PDF dari sana, atau jalankan lagi."
    )
