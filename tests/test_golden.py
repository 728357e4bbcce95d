"""The reports look as they did when somebody looked at every page of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from golden import FOLDER, assert_same_workbook, make_reports

NAMES = ("Laporan Harian 2026-11-27.xlsx", "Laporan Bulanan 2026-11.xlsx")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_reports(tmp_path_factory.mktemp("laporan"))[0].parent


@pytest.mark.parametrize("name", NAMES)
def test_report_of_the_example_is_the_one_that_was_looked_at(made: Path, name: str) -> None:
    assert_same_workbook(made / name, FOLDER / name)


@pytest.mark.parametrize("change", ["value", "number_format", "row_height", "merged"])
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
