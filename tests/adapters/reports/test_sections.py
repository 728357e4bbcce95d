"""Sections of a report that have nothing in them are left out; a chart without values gives way to a sentence."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from adapters.report_template import saved, small_template
from worklog.adapters.reports.filling import NO_CHART, NOTHING, fill

ROWS = pd.DataFrame({"Nama": ["Ani", "Budi"], "Jumlah": [1, 2]})
NO_ROWS = ROWS.iloc[:0]
NO_VALUES = ROWS.assign(Jumlah=0)


def template(folder: Path, section: str = "$A$3:$C$4", *, chart: bool = False, name: str = "bagian_isi") -> Workbook:
    """The small template with a second sheet, which has the section, and a chart of the column Jumlah in E3."""
    book, sheet = small_template()
    sheet.title, book.create_sheet("Depan", 0).title = "Isi", "Depan"
    book.defined_names[name] = DefinedName(name, attr_text=f"Isi!{section}")
    if chart:
        drawn = BarChart()
        drawn.add_data(Reference(sheet, min_col=3, min_row=4, max_row=4))
        sheet.add_chart(drawn, "E3")
    return load_workbook(saved(book, folder))


def filled(book: Workbook, table: pd.DataFrame) -> Workbook:
    fill(book, {"judul": "Laporan", "kaki": 7}, {"tabel": table}, "templat.xlsx")
    return book


def hidden_rows(book: Workbook) -> list[int]:
    return [row for row in range(1, 9) if book["Isi"].row_dimensions[row].hidden]


def test_section_without_rows_is_hidden(tmp_path):
    assert hidden_rows(filled(template(tmp_path), NO_ROWS)) == [3, 4]


def test_section_with_rows_is_shown_and_covers_them_all(tmp_path):
    book = filled(template(tmp_path), ROWS)
    assert hidden_rows(book) == []
    assert book.defined_names["bagian_isi"].attr_text == "Isi!$A$3:$C$5"


def test_rows_outside_a_section_stay(tmp_path):
    assert hidden_rows(filled(template(tmp_path, name="lain_isi"), NO_ROWS)) == []
    assert hidden_rows(filled(template(tmp_path, section="$A$5:$C$6"), NO_ROWS)) == []


def test_chart_of_an_empty_section_goes_with_it(tmp_path):
    book = filled(template(tmp_path, chart=True), NO_ROWS)
    assert hidden_rows(book) == [3, 4]
    assert book["Isi"]._charts == []
    assert book["Isi"]["E3"].value is None


def test_section_of_a_chart_alone_is_judged_by_its_values(tmp_path):
    for table, hidden in ((NO_VALUES, [3]), (ROWS, [])):
        assert hidden_rows(filled(template(tmp_path, section="$A$3:$C$3", chart=True), table)) == hidden


@pytest.mark.parametrize(("table", "state"), [(NO_ROWS, "hidden"), (ROWS, "visible")])
def test_sheet_that_is_an_empty_section_is_hidden(tmp_path, table, state):
    assert filled(template(tmp_path, section="$A$1:$C$6"), table)["Isi"].sheet_state == state


def test_first_sheet_is_always_shown(tmp_path):
    book = template(tmp_path, section="$A$1:$C$6")
    book.move_sheet("Isi", -1)
    assert filled(book, NO_ROWS)["Isi"].sheet_state == "visible"


def test_section_that_points_nowhere_is_no_section(tmp_path):
    book = template(tmp_path)
    book.defined_names["bagian_hilang"] = DefinedName("bagian_hilang", attr_text="#REF!")
    assert hidden_rows(filled(book, ROWS)) == []


def test_chart_without_values_gives_way_to_a_sentence(tmp_path):
    book = filled(template(tmp_path, chart=True, name="lain_isi"), NO_VALUES)
    assert book["Isi"]._charts == []
    assert book["Isi"]["E3"].value == NO_CHART


def test_sentence_that_the_office_wrote_behind_a_chart_stands_there_instead(tmp_path):
    book = template(tmp_path, chart=True, name="lain_isi")
    book["Isi"]["E3"] = "Tidak ada yang terlambat."
    assert filled(book, NO_VALUES)["Isi"]["E3"].value == "Tidak ada yang terlambat."


def test_table_object_without_rows_has_no_merged_cells(tmp_path):
    book = template(tmp_path, name="lain_isi")
    book["Isi"].add_table(Table(displayName="Isi", ref="A3:C4"))
    sheet = filled(book, NO_ROWS)["Isi"]
    assert sheet["A4"].value == NOTHING
    assert "A4:C4" not in {area.coord for area in sheet.merged_cells.ranges}
