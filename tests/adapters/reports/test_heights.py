"""Rows are as high as their wrapped text."""

from __future__ import annotations

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font

from worklog.adapters.form.text_height import count_lines
from worklog.adapters.reports.heights import HIGHEST_ROW, column_points, fit_heights


@pytest.fixture
def sheet():
    sheet = Workbook().active
    sheet.column_dimensions["A"].width = 20
    sheet["A1"].font = Font(name="Arial", size=10)
    sheet["A1"].alignment = Alignment(wrap_text=True)
    return sheet


def fit_height(sheet, row, least=None):
    fit_heights(sheet, row, row, least)
    return sheet.row_dimensions[row].height


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("kata", 1), ("kata " * 5, 2), ("satu\ndua\n", 3), ("x" * 100, 5), ("iiii " * 8, 1), ("MMMM " * 8, 4)],
)
def test_lines_of_a_text_in_a_hundred_points(text, lines):
    assert count_lines(text, 102, 10) == lines


def test_wrapped_text_makes_the_row_higher(sheet):
    sheet["A1"] = "kata " * 30
    assert fit_height(sheet, 1) > 5 * 12


def test_text_that_is_not_wrapped_takes_one_line(sheet):
    sheet["A1"] = "kata " * 30
    sheet["A1"].alignment = Alignment()
    assert fit_height(sheet, 1) == 10 * 1.2 + 4


def test_row_is_never_lower_than_the_template_has_it(sheet):
    sheet["A1"] = "kata"
    assert fit_height(sheet, 1, least=40) == 40


def test_row_is_never_higher_than_excel_allows(sheet):
    sheet["A1"] = "kata " * 5000
    assert fit_height(sheet, 1) == HIGHEST_ROW


def test_merged_cells_give_their_whole_width(sheet):
    sheet["A1"] = "kata " * 12
    alone = fit_height(sheet, 1)
    sheet.column_dimensions["B"].width = 60
    sheet.merge_cells("A1:B1")
    assert fit_height(sheet, 1) < alone


def test_each_row_gets_its_own_height(sheet):
    sheet["A1"], sheet["A2"] = "kata " * 30, "kata"
    fit_heights(sheet, 1, 2)
    assert sheet.row_dimensions[1].height > sheet.row_dimensions[2].height


def test_row_without_text_keeps_the_height_of_the_template(sheet):
    assert fit_height(sheet, 1, least=15) == 15
    assert fit_height(sheet, 2) is None


def test_hidden_columns_have_no_width(sheet):
    sheet.column_dimensions["B"].hidden = True
    assert column_points(sheet, 1) == 105
    assert column_points(sheet, 2) == 0
    assert column_points(sheet, 3) == pytest.approx(44.26, abs=0.01)


def test_columns_that_excel_saved_as_one_have_the_same_width(sheet, tmp_path):
    for column in "BCD":
        sheet.column_dimensions[column].width = 5
    sheet.column_dimensions.group("B", "D", outline_level=0)
    sheet.parent.save(tmp_path / "L.xlsx")
    read = load_workbook(tmp_path / "L.xlsx").active
    assert set(read.column_dimensions) == {"A", "B"}
    assert [column_points(read, column) for column in (1, 2, 3, 4)] == [105, 26.25, 26.25, 26.25]
