"""A report as PDF beside its workbook, made by LibreOffice where that is installed.

The PDF is what is signed and kept; the sheets of raw data are hidden, so neither it nor a printer shows them.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from worklog.adapters.files.programs import run_program
from worklog.adapters.reports.files import Saved, save_content
from worklog.adapters.reports.names import ReportError

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
        return save_content(made.read_bytes(), workbook.with_suffix(".pdf"), now)


def _convert(program: str, workbook: Path, folder: Path) -> Path:
    # With a profile of its own it works beside a LibreOffice that somebody has open.
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    line = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    made = folder / f"{workbook.stem}.pdf"
    with suppress(OSError):
        if run_program(line, SECONDS).code == 0 and made.exists():
            return made
    raise ReportError(
        f"PDF dari {workbook.name} tidak dapat dibuat oleh LibreOffice. Laporan .xlsx-nya tetap ada; buka dan simpan "
        "sebagai PDF dari sana, atau jalankan lagi."
    )
