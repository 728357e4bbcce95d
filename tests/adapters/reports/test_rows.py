"""What stands below a growing row moves with it, and what covers it grows with it."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from adapters.report_template import saved, small_template
from worklog.adapters.reports.rows import RowMap, charts_of, grow_rows, move_references

EXTRA = {"Isi": {4: 2}}
MAPS = {"Isi": RowMap({4: 2}), "Lembar Lain": RowMap({1: 5})}


def test_rows_below_move_and_the_growing_row_spans_its_rows():
    rows = RowMap({4: 2, 10: 3})
    assert [rows.first(row) for row in (3, 4, 5, 10, 11)] == [3, 4, 7, 12, 16]
    assert [rows.last(row) for row in (3, 4, 5, 10, 11)] == [3, 6, 7, 15, 16]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Isi!$B$4", "Isi!$B$4:$B$6"),
        ("'Isi'!$B$3:$B$4", "'Isi'!$B$3:$B$6"),
        ("Isi!$A$5", "Isi!$A$7"),
        ("B4:C4", "B4:C6"),
        ("'Lembar Lain'!A2", "'Lembar Lain'!A7"),
        ("Asing!$A$5", "Asing!$A$5"),
        ("#REF!", "#REF!"),
    ],
)
def test_references_follow_their_rows(text, expected):
    assert move_references(text, "Isi", MAPS) == expected


def test_reference_to_one_cell_stays_one_where_a_formula_needs_one():
    assert move_references("$A4", "Isi", MAPS, grow_single=False) == "$A4"


def test_formulas_below_sum_all_rows():
    book, sheet = small_template()
    sheet["C6"] = '=SUM(C4:C4)&" dari C4"'
    grow_rows(book, EXTRA)
    assert sheet["C8"].value == '=SUM(C4:C6)&" dari C4"'


def test_names_cover_all_rows():
    book, sheet = small_template()
    sheet.defined_names["kaki"] = book.defined_names.pop("kaki")
    grow_rows(book, EXTRA)
    assert book.defined_names["tabel"].attr_text == "Isi!$A$4:$C$6"
    assert sheet.defined_names["kaki"].attr_text == "Isi!$A$8"


def test_conditional_formats_cover_all_rows():
    book, sheet = small_template()
    sheet.conditional_formatting.add("C4:C4", FormulaRule(formula=["$C4>2"], font=Font(bold=True)))
    sheet.conditional_formatting.add("A6", FormulaRule(formula=["$A6=1"], font=Font(bold=True)))
    grow_rows(book, EXTRA)
    found = {str(formatted.sqref): formatted.rules[0].formula for formatted in sheet.conditional_formatting}
    assert found == {"C4:C6": ["$C4>2"], "A8": ["$A8=1"]}


def test_merged_cells_of_the_row_are_merged_in_each_of_its_rows():
    book, sheet = small_template()
    sheet.merge_cells("B4:C4")
    grow_rows(book, EXTRA)
    assert {area.coord for area in sheet.merged_cells.ranges} == {"B4:C4", "B5:C5", "B6:C6", "A7:C7"}


def test_merged_cells_that_move_onto_each_other_are_all_kept():
    book, sheet = small_template()
    for row in range(6, 12):
        sheet.merge_cells(f"A{row}:C{row}")
    grow_rows(book, {"Isi": {4: 1}})
    assert {area.min_row for area in sheet.merged_cells.ranges} == set(range(6, 13))


def test_links_move_with_their_cells():
    book, sheet = small_template()
    sheet["A9"].value, sheet["A9"].hyperlink = "Ingatkan", "https://wa.me/62"
    grow_rows(book, {sheet.title: {5: 2}})
    assert (sheet["A11"].value, sheet["A11"].hyperlink.ref) == ("Ingatkan", "A11")


def test_print_setup_moves():
    book, sheet = small_template()
    sheet.print_title_rows, sheet.print_area = "5:6", "A1:C6"
    sheet.row_breaks.append(Break(id=5))
    grow_rows(book, EXTRA)
    assert sheet.print_title_rows == "$7:$8"
    assert sheet.print_area == "'Isi'!$A$1:$C$8"
    assert [mark.id for mark in sheet.row_breaks.brk] == [7]


def test_excel_tables_grow():
    book, sheet = small_template()
    sheet.add_table(Table(displayName="Data", ref="A3:C4"))
    grow_rows(book, EXTRA)
    assert sheet.tables["Data"].ref == "A3:C6"


def test_hidden_rows_stay_hidden():
    book, sheet = small_template()
    sheet.row_dimensions[6].hidden = True
    grow_rows(book, EXTRA)
    assert [row for row in range(1, 9) if sheet.row_dimensions[row].hidden] == [8]


def test_charts_move_keep_their_size_and_read_all_rows(tmp_path):
    book, sheet = small_template()
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=3, max_row=4), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=2, min_row=4, max_row=4))
    chart.anchor = TwoCellAnchor(_from=AnchorMarker(col=0, row=6), to=AnchorMarker(col=3, row=16))
    sheet.add_chart(chart)
    book = load_workbook(saved(book, tmp_path))
    grow_rows(book, EXTRA)
    (moved,) = charts_of(book["Isi"])
    assert (moved.anchor._from.row, moved.anchor.to.row) == (8, 18)
    assert moved.series[0].val.numRef.f == "'Isi'!$C$4:$C$6"
    assert moved.series[0].cat.numRef.f == "'Isi'!$B$4:$B$6"
    assert moved.series[0].tx.strRef.f == "'Isi'!C3"
