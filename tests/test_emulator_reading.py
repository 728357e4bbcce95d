"""Reading an emulated Google Sheet: which cells come back, how they are shown, what a field mask leaves."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Emulator
from emulator.book import Book
from emulator_client import Client, area, data, write

pytestmark = pytest.mark.slow

pytest_plugins = ("emulator_book",)

DATE = {"type": "DATE", "pattern": "dd/MM/yyyy"}
MOMENT = {"type": "DATE_TIME", "pattern": "dd/MM/yyyy HH:mm"}


def formatted(value: object, number_format: dict[str, str]) -> dict[str, Any]:
    return data(value) | {"userEnteredFormat": {"numberFormat": number_format}}


def by_range(ani: Client, told: dict[str, Any], **options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ani.post("/values:batchGetByDataFilter", {"dataFilters": [told], **options}).get(
        "valueRanges", []
    )
    return found


def test_empty_cells_at_the_end_are_left_out_and_gaps_are_empty_texts(ani: Client) -> None:
    ani.change(write(["a", None, "c", None], [], [None, 1]))
    (found,) = by_range(ani, {"gridRange": {"sheetId": 0}})
    assert found == {
        "valueRange": {"range": "Sheet1!A1:H20", "majorDimension": "ROWS", "values": [["a", "", "c"], [], ["", "1"]]},
        "dataFilters": [{"gridRange": {}}],
    }


def test_an_empty_range_has_no_values(ani: Client) -> None:
    (found,) = by_range(ani, {"gridRange": {"sheetId": 0, "startRowIndex": 5}})
    assert found["valueRange"] == {"range": "Sheet1!A6:H20", "majorDimension": "ROWS"}


def test_a_formula_that_shows_nothing_still_counts(ani: Client) -> None:
    ani.change(write(["a", '=IF(A1="a";"";"x")']))
    assert ani.values() == [["a", ""]]


@pytest.mark.parametrize(
    ("text", "echo", "values"),
    [
        ("Sheet1", "Sheet1!A1:H20", [["a", "b"], ["c", "d"]]),
        ("Sheet1!A2", "Sheet1!A2", [["c"]]),
        ("B:B", "Sheet1!B1:B20", [["b"], ["d"]]),
        ("A2:2", "Sheet1!A2:H2", [["c", "d"]]),
        ("B2:A1", "Sheet1!A1:B2", [["a", "b"], ["c", "d"]]),
        ("'Sheet1'!$A$2:B100", "Sheet1!A2:B20", [["c", "d"]]),
        ("B2:B", "Sheet1!B2:B20", [["d"]]),
    ],
)
def test_ranges_are_written_as_people_do_and_clipped_to_the_grid(
    text: str, echo: str, values: list[list[str]], ani: Client
) -> None:
    ani.change(write(["a", "b"], ["c", "d"]))
    found = ani.get(f"/values/{text}")
    assert (found["range"], found["values"]) == (echo, values)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Hasil!A1", "Unable to parse range: Hasil!A1"),
        ("A1:", "Unable to parse range: A1:"),
        ("Sheet1!A21", "Range (Sheet1!A21) exceeds grid limits. Max rows: 20, max columns: 8"),
        ("I1:J2", "Range (Sheet1!I1:J2) exceeds grid limits. Max rows: 20, max columns: 8"),
    ],
)
def test_a_range_that_is_not_there_is_refused(text: str, problem: str, ani: Client) -> None:
    response = ani.send("GET", f"/values/{text}")
    assert (response.status_code, response.json()["error"]["message"]) == (400, problem)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Hasil", "Hasil"), ("Buku Kerja", "'Buku Kerja'"), ("2026", "'2026'"), ("B1", "'B1'"),
        ("Jum'at", "'Jum''at'"), ("Daftar_Konten2", "Daftar_Konten2"),
    ],
)  # fmt: skip
def test_a_title_is_quoted_only_where_needed(title: str, shown: str, ani: Client) -> None:
    ani.change({"updateSheetProperties": {"properties": {"title": title}, "fields": "title"}})
    (found,) = by_range(ani, {"gridRange": {"sheetId": 0, "endRowIndex": 1, "endColumnIndex": 1}})
    assert found["valueRange"]["range"] == f"{shown}!A1"
    assert ani.get(f"/values/{shown}!A1:B2")["range"] == f"{shown}!A1:B2"


def test_dates_are_numbers_or_as_shown_as_one_likes(ani: Client) -> None:
    line = [{"values": [formatted(46348.5875, MOMENT), formatted(46348, DATE), data(46348), data("=A1")]}]
    ani.change({"updateCells": {"range": area(1, 1, 1, 4), "rows": line, "fields": "*"}})
    shown = {
        "UNFORMATTED_VALUE": [46348.5875, 46348, 46348, 46348.5875],
        "FORMATTED_VALUE": ["22/11/2026 14:06", "22/11/2026", "46348", "46348,5875"],
        "FORMULA": [46348.5875, 46348, 46348, "=A1"],
    }
    for option, values in shown.items():
        assert ani.values("Sheet1", valueRenderOption=option) == [values]
    as_text = ani.values("Sheet1", dateTimeRenderOption="FORMATTED_STRING")
    assert as_text == [["22/11/2026 14:06", "22/11/2026", 46348, 46348.5875]]


@pytest.mark.parametrize(
    ("value", "kind", "pattern", "locale", "shown"),
    [
        (1234.5, "NUMBER", "#,##0.00", "in_ID", "1.234,50"),
        (1234.5, "NUMBER", "#,##0.00", "en_US", "1,234.50"),
        (-0.256, "PERCENT", "0.0%", "in_ID", "-25,6%"),
        (90, "NUMBER", '#,##0" menit"', "in_ID", "90 menit"),
        (7, "NUMBER", "000", "in_ID", "007"),
        (46348.25, "DATE", "d mmmm yyyy", "in_ID", "22 November 2026"),
        (46348.25, "DATE", "ddd, d mmm yy", "en_US", "Sun, 22 Nov 26"),
        (46348.0, "DATE", "dddd", "in_ID", "Minggu"),
        (46348.584, "TIME", "h:mm AM/PM", "en_US", "2:00 PM"),
        (1.5, "TIME", "[h]:mm", "in_ID", "36:00"),
        (46348, "DATE", "", "in_ID", "22/11/2026"),
        (0.1 + 0.2, "", "", "in_ID", "0,3"),
        ("Selesai", "TEXT", '"● "@', "in_ID", "● Selesai"),
        (True, "", "", "in_ID", "TRUE"),
    ],
)
def test_values_are_shown_by_their_pattern_in_the_locale(
    value: object, kind: str, pattern: str, locale: str, shown: str, ani: Client
) -> None:
    ani.book.properties = ani.book.properties | {"locale": locale}
    cell = formatted(value, {"type": kind, "pattern": pattern}) if kind else data(value)
    ani.change({"updateCells": {"range": area(1, 1, 1, 1), "rows": [{"values": [cell]}], "fields": "*"}})
    assert ani.values("A1", valueRenderOption="FORMATTED_VALUE") == [[shown]]


def test_columns_may_come_first(ani: Client) -> None:
    ani.change(write(["a", "b"], ["c"]))
    found = ani.get("/values/A1:B3", majorDimension="COLUMNS")
    assert (found["majorDimension"], found["values"]) == ("COLUMNS", [["a", "c"], ["b"]])


def test_several_ranges_come_in_the_order_asked_for(ani: Client) -> None:
    ani.change(write(["a", "b"]))
    found = ani.get("/values:batchGet", ranges=["B1", "A1"])["valueRanges"]
    assert [each["values"] for each in found] == [[["b"]], [["a"]]]
    filters = [{"a1Range": "B1"}, {"gridRange": area(1, 1, 1, 1)}]
    found = ani.post("/values:batchGetByDataFilter", {"dataFilters": filters})["valueRanges"]
    assert [each["valueRange"]["values"] for each in found] == [[["b"]], [["a"]]]


def test_a_tab_that_is_not_there_is_named_by_its_id(ani: Client) -> None:
    response = ani.send("POST", "/values:batchGetByDataFilter", {"dataFilters": [{"gridRange": {"sheetId": 7}}]})
    assert (response.status_code, response.json()["error"]["message"]) == (400, "No grid with id: 7")


def test_developer_metadata_finds_the_rows_that_it_marks(ani: Client) -> None:
    place = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    mark = {"metadataKey": "blok", "location": place, "visibility": "DOCUMENT"}
    ani.change(write(["a"], ["b"]), {"createDeveloperMetadata": {"developerMetadata": mark}})
    (found,) = by_range(ani, {"developerMetadataLookup": {"metadataKey": "blok"}})
    assert found["valueRange"] == {"range": "Sheet1!A2:H2", "majorDimension": "ROWS", "values": [["b"]]}
    assert by_range(ani, {"developerMetadataLookup": {"metadataKey": "lain"}}) == []


def test_a_spreadsheet_describes_itself_without_its_cells(google: Emulator, book: Book, ani: Client) -> None:
    ani.change(write(["a"]))
    found = ani.get()
    assert list(found) == ["spreadsheetId", "properties", "sheets", "spreadsheetUrl"]
    assert found["sheets"] == [
        {
            "properties": {
                "sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID",
                "gridProperties": {"rowCount": 20, "columnCount": 8},
            }
        }
    ]  # fmt: skip
    assert "data" in ani.get(includeGridData="true")["sheets"][0]


def test_a_field_mask_leaves_only_what_it_names(ani: Client) -> None:
    ani.change(write(["a", "=A1"]), {"addSheet": {"properties": {"title": "Hasil", "sheetId": 9}}})
    assert ani.get(fields="sheets.properties(sheetId,title)") == {
        "sheets": [{"properties": {"sheetId": 0, "title": "Sheet1"}}, {"properties": {"sheetId": 9, "title": "Hasil"}}]
    }
    assert ani.get(fields="properties/locale,sheets/properties/index") == {
        "properties": {"locale": "in_ID"}, "sheets": [{"properties": {"index": 0}}, {"properties": {"index": 1}}],
    }  # fmt: skip
    assert ani.get("/values/A1", fields="values") == {"values": [["a"]]}


def test_cells_are_described_by_a_mask_in_the_ranges_asked_for(ani: Client) -> None:
    note = {"note": "Isi di sini", "userEnteredFormat": {"textFormat": {"bold": True, "italic": False}}}
    lines = [{"values": [data("x"), data("=A2") | note]}, {}]
    ani.change({"updateCells": {"range": area(2, 1, 3, 2), "rows": lines, "fields": "*"}})
    mask = (
        "sheets.data(startRow,rowData.values(userEnteredValue,effectiveValue,note,userEnteredFormat.textFormat.bold))"
    )
    found = ani.get(ranges="Sheet1!A2:C3", fields=mask)["sheets"][0]["data"]
    assert found == [
        {
            "startRow": 1,
            "rowData": [
                {
                    "values": [
                        {"userEnteredValue": {"stringValue": "x"}, "effectiveValue": {"stringValue": "x"}},
                        {
                            "userEnteredValue": {"formulaValue": "=A2"},
                            "effectiveValue": {"stringValue": "x"},
                            "note": "Isi di sini",
                            "userEnteredFormat": {"textFormat": {"bold": True}},
                        },
                    ]
                }
            ],
        }
    ]


def test_rows_and_columns_are_described_with_their_size(ani: Client) -> None:
    where = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    told = {"range": where, "properties": {"pixelSize": 300, "hiddenByUser": True}, "fields": "*"}
    ani.change({"updateDimensionProperties": told})
    found = ani.get(ranges="A1:C1", fields="sheets.data(columnMetadata,rowMetadata)")["sheets"][0]["data"]
    columns = [{"pixelSize": 100}, {"pixelSize": 300, "hiddenByUser": True}, {"pixelSize": 100}]
    assert found == [{"rowMetadata": [{"pixelSize": 21}], "columnMetadata": columns}]


def test_a_change_can_answer_with_what_it_left(ani: Client) -> None:
    body = {
        "requests": [write(["a", 2])],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["Sheet1!A1:B1"],
        "responseIncludeGridData": True,
    }
    found = ani.post(
        ":batchUpdate", body, fields="replies,updatedSpreadsheet.sheets.data.rowData.values.effectiveValue"
    )
    cells = [{"effectiveValue": {"stringValue": "a"}}, {"effectiveValue": {"numberValue": 2}}]
    assert found == {"replies": [{}], "updatedSpreadsheet": {"sheets": [{"data": [{"rowData": [{"values": cells}]}]}]}}


def test_a_range_may_be_asked_for_by_its_name(ani: Client) -> None:
    named = {"name": "DaftarPetugas", "range": area(1, 1, 2, 1)}
    ani.change(write(["Ani"], ["Budi"]), {"addNamedRange": {"namedRange": named}})
    assert ani.values("DaftarPetugas") == [["Ani"], ["Budi"]]


def test_the_description_by_data_filters_has_only_the_tabs_asked_for(ani: Client) -> None:
    ani.change({"addSheet": {"properties": {"title": "Hasil", "sheetId": 9}}})
    told = {"dataFilters": [{"gridRange": {"sheetId": 9}}]}
    found = ani.post(":getByDataFilter", told, fields="sheets.properties.title")
    assert found == {"sheets": [{"properties": {"title": "Hasil"}}]}


def test_people_see_what_the_service_reads(ani: Client) -> None:
    ani.change(write(["a", "=A1"]), write([46348], row=3))
    tab = ani.book.sheet("Sheet1")
    assert tab.values() == ani.values() == [["a", "a"], [], [46348]]
    assert (tab.cell(1, 2).value, tab.cell(1, 2).formula) == ("a", "=A1")
