"""Workbooks that somebody looked at and found good, and the one comparison with what the program makes now.

`PYTHONPATH=scripts python tests/golden.py` makes them anew; look at every page before they are committed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import load_workbook

from worklog.adapters.office.sop_files import load_sops
from worklog.adapters.workbook.writer import write_rows
from worklog.config.config import SOP_FOLDER, Config
from worklog.config.sections import Reports
from worklog.config.sources import WorkbookSource
from worklog.example import EXAMPLE_NOW, example_rows
from worklog.jobs.desk import Desk

FOLDER = Path(__file__).parent / "golden"


def make_reports(folder: Path) -> list[Path]:
    """The daily and the monthly report of the worked example."""
    source = WorkbookSource(path=str(folder / "Buku Kerja.xlsx"))
    desk = Desk(Config(source=source, reports=Reports(folder=str(folder))), EXAMPLE_NOW)
    desk.set_up()
    write_rows(desk.config.workbook, example_rows(load_sops(SOP_FOLDER).at(desk.moment)), desk.office.sop.roles)
    checked = desk.check()
    today = date(EXAMPLE_NOW.year, EXAMPLE_NOW.month, EXAMPLE_NOW.day)
    reports = (desk.daily_report(checked, today), desk.monthly_report(checked, today))
    return [report.path for report in reports]


def assert_same_workbook(made: Path, golden: Path) -> None:
    """Every cell, its look, and the pages around it are the same; the first difference of each sheet is told."""
    first, second = load_workbook(made), load_workbook(golden)
    assert first.sheetnames == second.sheetnames
    names = [{name: defined.attr_text for name, defined in book.defined_names.items()} for book in (first, second)]
    assert names[0] == names[1]
    for sheet in first.worksheets:
        told = dict(_facts(sheet))
        known = dict(_facts(second[sheet.title]))
        differing = [where for where in {**told, **known} if told.get(where) != known.get(where)]
        assert differing == [], f"{sheet.title} {differing[0]}: {told.get(differing[0])} ≠ {known.get(differing[0])}"


def _facts(sheet: Any) -> Iterator[tuple[str, object]]:
    """What of a sheet is compared, by where it stands."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or cell.has_style:
                yield cell.coordinate, (cell.value, cell.number_format, _look(cell))
    yield "gabungan", sorted(str(area) for area in sheet.merged_cells.ranges)
    yield "lebar", {letter: (column.width, column.hidden) for letter, column in sheet.column_dimensions.items()}
    yield "tinggi", {number: row.height for number, row in sheet.row_dimensions.items() if row.height}
    yield "akhir halaman", sorted(mark.id for mark in sheet.row_breaks.brk)
    yield "cetak", (sheet.print_title_rows, sheet.print_area, sheet.page_setup.orientation, sheet.page_setup.paperSize)
    yield (
        "warna bersyarat",
        sorted(
            (str(area.sqref), rule.type, tuple(rule.formula))
            for area in sheet.conditional_formatting
            for rule in area.rules
        ),
    )
    yield (
        "grafik",
        [
            [series.val.numRef.f for part in chart._charts for series in part.series if series.val]
            for chart in sheet._charts
        ],
    )
    yield "tabel", dict(sheet.tables.items())


def _look(cell: Any) -> tuple[object, ...]:
    font, fill, at = cell.font, cell.fill, cell.alignment
    sides = tuple(getattr(getattr(cell.border, side), "style", None) for side in ("left", "right", "top", "bottom"))
    colour = font.color.rgb if font.color else None
    return font.name, font.sz, font.b, colour, fill.fgColor.rgb, at.horizontal, at.vertical, at.wrap_text, sides


def main() -> None:
    """Make the golden workbooks anew."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for path in make_reports(Path(folder)):
            (FOLDER / path.name).write_bytes(path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
