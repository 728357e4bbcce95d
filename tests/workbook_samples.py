"""A small office workbook to publish into, and ways to look at a workbook from outside."""

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from archive_parts import changed_parts, parts_of
from worklog.adapters.office.sop_files import load_sops
from worklog.adapters.workbook import rows as workbook_rows
from worklog.adapters.workbook.form.setup import setup_workbook
from worklog.adapters.workbook.writer import write_rows
from worklog.core.publishing.blocks import prefilled
from worklog.core.publishing.publication import Publication
from worklog.core.publishing.summary import Figure, OpenItem, Repair, Summary

BOOK = load_sops(Path(__file__).parents[1] / "templates" / "sop")
SOP = BOOK.versions[-1]
IN_FORCE = BOOK.in_force(SOP.effective)
OFFICE = "KPU Kabupaten Pekalongan"
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 15, 30)
NATIONAL_DAYS = pd.DataFrame(
    {
        "day": pd.to_datetime(["2026-08-17", "2026-12-25", "2027-01-01", "2027-08-17"]),
        "name": ["Hari Kemerdekaan Republik Indonesia", "Hari Raya Natal", "Tahun Baru Masehi", "Hari Kemerdekaan"],
    }
)
REGISTER_ROW = {
    "ID Konten": "2026-0118",
    "Tanggal": datetime(2026, 11, 20),
    "Alur": "P1 Kegiatan Ceremonial KPU dan Pemilu/Pemilihan",
    "Judul": "Rapat koordinasi",
    "Waktu Acuan": datetime(2026, 11, 20, 9, 0),
}

Row = dict[str, object]
_MADE: dict[str, bytes] = {}
"""The workbooks made so far, by the rows that were wanted in them, and how many blank ones have formulas."""


def make_workbook(path: Path, **rows: Sequence[Row]) -> Path:
    """Set a workbook up; `rows` by the name of the tab without its space fill it."""
    wanted = repr((rows, workbook_rows.BLANK_FORMULA_ROWS))
    if wanted in _MADE:
        path.write_bytes(_MADE[wanted])
        return path
    setup_workbook(path, IN_FORCE, TODAY, NATIONAL_DAYS, OFFICE)
    names = {"register": "Daftar Konten", "log": "Buku Kerja", "people": "Petugas", "calendar": "Kalender"}
    if rows:
        write_rows(path, {names[name]: list(given) for name, given in rows.items()}, SOP.roles)
    _MADE[wanted] = path.read_bytes()
    return path


def block(
    identifier: object = "2026-0118", title: str = "Rapat koordinasi", flow: int = 0, round_: int = 1
) -> list[Row]:
    """The rows that the script opens for one item."""
    return [prefilled(identifier, title, round_, step) for step in SOP.flows[flow].steps]


def summary(open_items: Sequence[OpenItem] = (), repairs: Sequence[Repair] = ()) -> Summary:
    figures = (Figure("Tayang hari ini", "1"), Figure("Terlambat", "2", alarm="Terlambat"))
    return Summary(
        NOW,
        SOP.number,
        "2026-0001",
        figures,
        figures,
        (),
        tuple(open_items),
        len(open_items),
        tuple(repairs),
        len(repairs),
    )


def publication(blocks: Sequence[Row] = (), results: Sequence[tuple[Any, ...]] = ()) -> Publication:
    return Publication(list(blocks), list(results), summary())


def result(key: str, status: str = "Selesai", progress: str = "", deadline: datetime | None = None,
           late: float | None = None, found: str = "") -> tuple[Any, ...]:  # fmt: skip
    return (key, status, progress, deadline, late, found)


def header(sheet: Any) -> dict[str, int]:
    """Column of each header text of a tab as setup lays it out; the last row of the header is where they end."""
    bottom = header_row(sheet)
    texts = {}
    for row in (bottom - 1, bottom):
        texts.update({str(cell.value): cell.column for cell in sheet[row] if cell.value})
    return texts


def header_row(sheet: Any) -> int:
    return 6 if sheet.title == "Buku Kerja" else 5


def fill(path: Path, tab: str, values: Mapping[tuple[int, str], object]) -> None:
    """Type into cells given by (row below the header from 1, header)."""
    book = load_workbook(path, rich_text=True)
    sheet = book[tab]
    columns, bottom = header(sheet), header_row(sheet)
    for (row, name), value in values.items():
        sheet.cell(bottom + row, columns[name]).value = value
    book.save(path)


def values(path: Path, tab: str, header_text: str, *, shown: bool = True) -> list[object]:
    """The cells of a column below its header; of formulas what they show, or the formulas themselves."""
    sheet = load_workbook(path, data_only=shown)[tab]
    column, bottom = header(sheet)[header_text], header_row(sheet)
    return [sheet.cell(row, column).value for row in range(bottom + 1, sheet.max_row + 1)]


def column_ranges(path: Path) -> dict[str, list[tuple[int, int]]]:
    """By part of the archive, the first and last column of every entry for the look of columns, in their order."""
    sheets = {name: part.decode() for name, part in parts_of(path).items() if "worksheets/sheet" in name}
    bounds = {
        name: re.findall(r'<col [^>]*?\b(?:min|max)="(\d+)"[^>]*?\b(?:min|max)="(\d+)"', xml)
        for name, xml in sheets.items()
    }
    return {
        name: [(min(int(one), int(other)), max(int(one), int(other))) for one, other in found]
        for name, found in bounds.items()
    }


def overlapping_columns(path: Path) -> list[str]:
    """The parts in which two entries for columns overlap, which Excel calls damaged."""
    return [
        name for name, ranges in column_ranges(path).items()
        if any(last >= first for (_, last), (first, _) in pairwise(ranges))
    ]  # fmt: skip


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Write the archive again with each part changed."""
    with changed_parts(path) as parts:
        for name, content in parts.items():
            parts[name] = change(name, content)


def recalculated(path: Path, folder: Path) -> Any:
    """The workbook with all formulas computed again by LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice belum terpasang; pasang dengan: apt-get install libreoffice-calc")
    folder.mkdir()
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", folder, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return load_workbook(folder / f"{path.stem}.xlsx", data_only=True)
