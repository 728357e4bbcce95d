"""Pages end where nothing is torn apart."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from worklog.adapters.report_pages import break_pages, closing_group, page_height, row_height, table_group

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


def breaks(sheet):
    return [mark.id for mark in sheet.row_breaks.brk]


def test_page_ends_when_it_is_full(sheet):
    assert int(page_height(sheet) // 15) == 35
    break_pages(sheet, [])
    assert breaks(sheet) == [35, 70]


def test_wide_sheet_is_printed_smaller_and_holds_more_rows(sheet):
    before = page_height(sheet)
    sheet.column_dimensions["A"].width = 400
    assert page_height(sheet) > 2 * before


def test_group_goes_to_the_next_page_as_a_whole(sheet):
    break_pages(sheet, [(33, 37)])
    assert breaks(sheet)[0] == 32


def test_groups_that_share_rows_go_together(sheet):
    break_pages(sheet, [(33, 35), (30, 33)])
    assert breaks(sheet)[0] == 35
    sheet.row_breaks.brk.clear()
    break_pages(sheet, [(34, 37), (30, 34)])
    assert breaks(sheet)[0] == 29


def test_group_longer_than_a_page_is_parted(sheet):
    break_pages(sheet, [(30, 90)])
    assert breaks(sheet) == [35, 70]


def test_breaks_of_the_office_are_kept_and_counted_from(sheet):
    sheet.row_breaks.append(Break(id=10))
    break_pages(sheet, [])
    assert sorted(breaks(sheet)) == [10, 45, 80]


def test_repeated_header_rows_leave_less_room(sheet):
    sheet.print_title_rows = "1:5"
    break_pages(sheet, [])
    assert breaks(sheet) == [35, 65, 95]


def test_sheet_fitted_to_one_page_or_not_at_all_has_no_breaks(sheet):
    sheet.page_setup.fitToHeight = 1
    break_pages(sheet, [])
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    break_pages(sheet, [])
    assert breaks(sheet) == []


def test_table_keeps_its_title_with_its_first_two_rows(sheet):
    sheet["A40"] = None
    assert table_group(sheet, 43, 60) == (41, 44)
    assert table_group(sheet, 43, 43) == (41, 43)


def test_signatures_keep_the_last_lines_before_them(sheet):
    sheet["A48"] = sheet["A49"] = None
    assert closing_group(sheet, 50, 55) == (46, 55)


def test_heights_of_rows(sheet):
    sheet.row_dimensions[2].height = 40
    sheet.row_dimensions[3].hidden = True
    assert [row_height(sheet, row) for row in (1, 2, 3)] == [15, 40, 0]
