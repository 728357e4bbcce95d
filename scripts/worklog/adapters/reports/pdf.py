"""A report as PDF beside its workbook, made by LibreOffice where that is installed.

The PDF is what is signed and kept, so it has no sheets of raw data; those stay in the workbook.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

from worklog.adapters.files.private_files import write_private
from worklog.adapters.files.probes import reason_of
from worklog.adapters.files.programs import run_program
from worklog.adapters.files.temporary import discard, temporary_beside
from worklog.adapters.reports.files import Saved, put_in_place
from worklog.adapters.reports.names import ReportError

SECONDS = 120
RAW_PREFIX = "tabel_data"
"""Defined names that begin so stand on sheets of raw data."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
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
        temporary = temporary_beside(target)
        try:
            write_private(temporary, made.read_bytes())
            return put_in_place(temporary, target, now)
        except OSError as problem:
            raise ReportError(
                f"PDF {target} tidak dapat disimpan ({reason_of(problem)}). Periksa izin menulis dan ruang kosong di "
                "folder itu, lalu jalankan lagi."
            ) from None
        finally:
            discard(temporary)


def _convert(program: str, workbook: Path, folder: Path) -> Path:
    # With a profile of its own it works beside a LibreOffice that somebody has open.
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    signed = folder / workbook.name
    line = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(signed)]
    made = folder / f"{workbook.stem}.pdf"
    with suppress(OSError):
        _copy_without_raw_sheets(workbook, signed)
        if run_program(line, SECONDS).code == 0 and made.exists():
            return made
    raise ReportError(
        f"PDF dari {workbook.name} tidak dapat dibuat oleh LibreOffice. Laporan .xlsx-nya tetap ada; buka dan simpan "
        "sebagai PDF dari sana, atau jalankan lagi."
    )


def _copy_without_raw_sheets(workbook: Path, target: Path) -> None:
    """Copy a report with its sheets of raw data hidden: LibreOffice prints no hidden sheet that has no print area."""
    with ZipFile(workbook) as whole, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for part in whole.infolist():
            content = whole.read(part)
            copy.writestr(part, _hide_raw_sheets(content) if part.filename == "xl/workbook.xml" else content)


def _hide_raw_sheets(content: bytes) -> bytes:
    book = ElementTree.fromstring(content)
    names = book.find(f"{{{MAIN}}}definedNames")
    if names is None:
        return content
    tables = [name.text or "" for name in names if name.get("name", "").startswith(RAW_PREFIX)]
    raw = {_sheet_of(table) for table in tables}
    for number, sheet in enumerate(book.iter(f"{{{MAIN}}}sheet")):
        if sheet.get("name") in raw:
            sheet.set("state", "hidden")
            for name in [name for name in names if name.get("localSheetId") == str(number)]:
                names.remove(name)
    return ElementTree.tostring(book, encoding="UTF-8", xml_declaration=True)


def _sheet_of(area: str) -> str:
    """The sheet of an area such as `'Data Temuan'!$A$2:$K$2`."""
    name = area.rpartition("!")[0]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
