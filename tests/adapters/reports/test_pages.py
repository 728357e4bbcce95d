"""Pages end where nothing is torn apart."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from worklog.adapters.reports.pages import break_pages, closing_group, page_height, row_height, table_group

ROWS = 100
PER_PAGE = 34
"""Rows of 15 points on a landscape Folio page with margins of half an inch, less what is kept in reserve."""


@pytest.fixture
def sheet():
    sheet = Workbook().active
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 14, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.5)
    for row in range(1, ROWS + 1):
        sheet.cell(row, 1, row)
    return sheet


def paginate(sheet, groups=(), tables=()):
    break_pages(sheet.parent, {sheet.title: groups}, {sheet.title: tables})


def breaks(sheet):
    return [mark.id for mark in sheet.row_breaks.brk]


def test_page_ends_when_it_is_full(sheet):
    assert int(page_height(sheet) // 15) == 35
    paginate(sheet, [])
    assert breaks(sheet) == [35, 70]


def test_wide_sheet_is_printed_smaller_and_holds_more_rows(sheet):
    before = page_height(sheet)
    sheet.column_dimensions["A"].width = 400
    assert page_height(sheet) > 2 * before


def test_group_goes_to_the_next_page_as_a_whole(sheet):
    paginate(sheet, [(33, 37)])
    assert breaks(sheet)[0] == 32


def test_groups_that_share_rows_go_together(sheet):
    paginate(sheet, [(33, 35), (30, 33)])
    assert breaks(sheet)[0] == 35
    sheet.row_breaks.brk.clear()
    paginate(sheet, [(34, 37), (30, 34)])
    assert breaks(sheet)[0] == 29


def test_group_longer_than_a_page_is_parted(sheet):
    paginate(sheet, [(30, 90)])
    assert breaks(sheet) == [35, 70]


def test_breaks_of_the_office_are_kept_and_counted_from(sheet):
    sheet.row_breaks.append(Break(id=10))
    paginate(sheet, [])
    assert sorted(breaks(sheet)) == [10, 45, 80]


def test_repeated_header_rows_leave_less_room(sheet):
    sheet.print_title_rows = "1:5"
    paginate(sheet, [])
    assert breaks(sheet) == [35, 65, 95]


def test_sheet_fitted_to_one_page_or_not_at_all_has_no_breaks(sheet):
    sheet.page_setup.fitToHeight = 1
    paginate(sheet, [])
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    paginate(sheet, [])
    assert breaks(sheet) == []


def test_table_keeps_its_title_with_its_first_two_rows(sheet):
    sheet["A40"] = None
    assert table_group(sheet, 43, 60) == (41, 44)


def test_short_table_stays_whole(sheet):
    sheet["A40"] = None
    assert table_group(sheet, 43, 43) == (41, 43)
    assert table_group(sheet, 43, 50) == (41, 50)
    assert table_group(sheet, 43, 51) == (41, 44)


def test_table_has_its_header_again_on_each_new_page(sheet):
    sheet.cell(20, 1, "Judul kolom")
    sheet.merge_cells("A20:C20")
    sheet["A20"].font = Font(bold=True)
    sheet.row_dimensions[20].height = 30
    paginate(sheet, tables=[(21, ROWS)])
    assert breaks(sheet) == [34, 68]
    for row in (35, 69):
        assert (sheet.cell(row, 1).value, sheet.cell(row, 1).font.bold, row_height(sheet, row)) == (
            "Judul kolom",
            True,
            30,
        )
        assert f"A{row}:C{row}" in sheet.merged_cells
    body = [sheet.cell(row, 1).value for row in range(21, sheet.max_row + 1)]
    assert [value for value in body if value != "Judul kolom"] == list(range(21, ROWS + 1))


def test_page_that_begins_with_a_table_has_no_second_header(sheet):
    paginate(sheet, groups=[(36, 40)], tables=[(38, 40)])
    assert breaks(sheet) == [35, 70]
    assert sheet.max_row == ROWS


def test_header_that_the_sheet_repeats_on_each_page_is_not_put_there_twice(sheet):
    sheet.print_title_rows = "1:5"
    paginate(sheet, tables=[(6, ROWS)])
    assert sheet.max_row == ROWS


def test_signatures_keep_the_last_lines_before_them(sheet):
    sheet["A48"] = sheet["A49"] = None
    assert closing_group(sheet, 50, 55) == (46, 55)


def test_heights_of_rows(sheet):
    sheet.row_dimensions[2].height = 40
    sheet.row_dimensions[3].hidden = True
    assert [row_height(sheet, row) for row in (1, 2, 3)] == [15, 40, 0]
