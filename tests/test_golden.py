"""The reports look as they did when somebody looked at every page of them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineSheet, CalamineWorkbook

from golden import FOLDER, assert_same_workbook, make_reports
from selection import first_ones
from workbook_samples import recalculated

NAMES = ("Laporan Harian 2026-11-27.xlsx", "Laporan Bulanan 2026-11.xlsx")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_reports(tmp_path_factory.mktemp("laporan"))[0].parent


@pytest.mark.parametrize("name", NAMES)
def test_report_of_the_example_is_the_one_that_was_looked_at(made: Path, name: str) -> None:
    assert_same_workbook(made / name, FOLDER / name)


@pytest.mark.parametrize("change", first_ones(["value", "number_format", "row_height", "merged"]))
@pytest.mark.slow
def test_comparison_notices_every_kind_of_change(made: Path, tmp_path: Path, change: str) -> None:
    book = load_workbook(made / NAMES[0])
    sheet = book.worksheets[0]
    cell = next(cell for row in sheet.iter_rows(min_row=8) for cell in row if cell.data_type == "n" and cell.value)
    if change == "value":
        cell.value += 1
    elif change == "number_format":
        cell.number_format = "0.000"
    elif change == "row_height":
        sheet.row_dimensions[cell.row].height = 99
    else:
        sheet.merge_cells("A200:B200")
    book.save(tmp_path / "lain.xlsx")
    with pytest.raises(AssertionError):
        assert_same_workbook(tmp_path / "lain.xlsx", made / NAMES[0])


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_three_readers_agree_on_every_cell(made: Path, tmp_path: Path, name: str) -> None:
    """What openpyxl wrote, the Rust reader calamine and LibreOffice read alike, so it needs no repair."""
    book = load_workbook(made / name)
    other = CalamineWorkbook.from_path(made / name)
    converted = recalculated(made / name, tmp_path / "libreoffice")
    assert other.sheet_names == converted.sheetnames == book.sheetnames
    for sheet in book:
        cells = {(c.row, c.column): plain(c.value) for row in sheet.iter_rows() for c in row if c.value is not None}
        assert cells == read_by_calamine(other.get_sheet_by_name(sheet.title))
        again = converted[sheet.title]
        assert cells == {
            (c.row, c.column): plain(c.value) for row in again.iter_rows() for c in row if c.value is not None
        }
        assert len(again._charts) == len(sheet._charts)


def read_by_calamine(sheet: CalamineSheet) -> dict[tuple[int, int], object]:
    rows = enumerate(sheet.to_python(skip_empty_area=False), 1)
    cells = ((row, column, value) for row, values in rows for column, value in enumerate(values, 1))
    return {(row, column): plain(value) for row, column, value in cells if value != ""}


def plain(value: object) -> object:
    """A value as all readers give it: durations as fractions of a day, times to the second, numbers to nine digits."""
    if isinstance(value, datetime):
        return (value + timedelta(milliseconds=500)).replace(microsecond=0)
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, timedelta):
        value = value / timedelta(days=1)
    return float(f"{value:.9g}") if isinstance(value, int | float) else value
