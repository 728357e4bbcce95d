"""Tabs of an emulated Google Sheet, and rows and columns that come, go and move with all that hangs on them."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.book import Book
from emulator.grid import Sheet
from emulator_client import Client, area, data, dimension, rows, write

pytestmark = pytest.mark.slow

pytest_plugins = ("emulator_book",)


@pytest.fixture
def tab(book: Book) -> Sheet:
    return book.sheet("Sheet1")


def titles(book: Book) -> list[str]:
    return [sheet.title for sheet in book.sheets]


def properties(fields: str, **told: Any) -> dict[str, Any]:
    return {"updateSheetProperties": {"properties": {"sheetId": 0} | told, "fields": fields}}


def add(title: str, **told: Any) -> dict[str, Any]:
    return {"addSheet": {"properties": {"title": title} | told}}


def insert(told: dict[str, Any], inherits: bool = False) -> dict[str, Any]:
    return {"insertDimension": {"range": told, "inheritFromBefore": inherits}}


def delete(told: dict[str, Any]) -> dict[str, Any]:
    return {"deleteDimension": {"range": told}}


def move(told: dict[str, Any], target: int) -> dict[str, Any]:
    """Move rows or columns so that they stand before the one with that number, counted from 1."""
    return {"moveDimension": {"source": told, "destinationIndex": target - 1}}


def test_a_new_tab_tells_what_it_is(ani: Client) -> None:
    grid = {"rowCount": 5, "columnCount": 3, "frozenRowCount": 1}
    (reply, other) = ani.change(add("Hasil", sheetId=9, index=0, gridProperties=grid), {"addSheet": {}})
    assert reply == {
        "addSheet": {
            "properties": {"sheetId": 9, "title": "Hasil", "index": 0, "sheetType": "GRID", "gridProperties": grid}
        }
    }
    assert other["addSheet"]["properties"]["title"] == "Sheet3"
    assert titles(ani.book) == ["Hasil", "Sheet1", "Sheet3"]


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (add("SHEET1"), 'addSheet: A sheet with the name "SHEET1" already exists. Please enter another name.'),
        (add("Hasil", sheetId=0), 'addSheet: A sheet with id "0" already exists.'),
        (add("Hasil", gridProperties={"rowCount": 2_000_000, "columnCount": 6}),
         "addSheet: This action would increase the number of cells in the workbook above the limit of 10000000 cells."),
        (add("Hasil", gridProperties={"rowCount": 2, "frozenRowCount": 2}),
         "addSheet: You can't freeze all visible rows on the sheet."),
        ({"deleteSheet": {"sheetId": 0}}, "deleteSheet: You can't remove all the sheets in a document."),
        ({"deleteSheet": {"sheetId": 5}}, "deleteSheet: No grid with id: 5"),
        (properties("hidden", hidden=True), "updateSheetProperties: You can't hide all the sheets in a document."),
        (properties("gridProperties.rowCount"), "updateSheetProperties: gridProperties.rowCount must be greater than 0"),
        (properties("title"), "updateSheetProperties: A sheet must have a title."),
    ],
)  # fmt: skip
def test_impossible_tabs_are_refused(request_: dict[str, Any], problem: str, ani: Client) -> None:
    assert ani.refusal(request_) == f"Invalid requests[0].{problem}"


def test_a_tab_is_renamed_coloured_frozen_and_hidden(ani: Client, tab: Sheet) -> None:
    ani.change(add("Hasil"), properties("title,hidden,tabColorStyle,gridProperties(frozenRowCount,hideGridlines)",
               title="Buku Kerja", hidden=True, tabColorStyle={"rgbColor": {"red": 1}},
               gridProperties={"frozenRowCount": 2, "hideGridlines": True}))  # fmt: skip
    assert ani.get(fields="sheets.properties")["sheets"][0]["properties"] == {
        "sheetId": 0, "title": "Buku Kerja", "index": 0, "sheetType": "GRID", "hidden": True,
        "gridProperties": {"rowCount": 20, "columnCount": 8, "frozenRowCount": 2, "hideGridlines": True},
        "tabColor": {"red": 1}, "tabColorStyle": {"rgbColor": {"red": 1}},
    }  # fmt: skip
    ani.change(properties("hidden,tabColor,gridProperties.frozenRowCount,gridProperties.hideGridlines"))
    assert set(tab.properties) == {"sheetId", "title", "index", "sheetType", "gridProperties"}
    assert tab.properties["gridProperties"] == {"rowCount": 20, "columnCount": 8}


def test_a_smaller_grid_drops_what_stands_beyond(ani: Client, tab: Sheet) -> None:
    ani.change(write(["a", "b"], ["c", "d"]))
    ani.change(properties("gridProperties(rowCount,columnCount)", gridProperties={"rowCount": 1, "columnCount": 1}))
    ani.change(properties("gridProperties.rowCount", gridProperties={"rowCount": 9}))
    assert (tab.values(), tab.row_count, tab.column_count) == ([["a"]], 9, 1)


@pytest.mark.parametrize(
    ("index", "order"), [(0, "BAC"), (1, "ABC"), (2, "ABC"), (3, "ACB")],
)  # fmt: skip
def test_a_tab_moves_to_the_place_counted_before_the_move(index: int, order: str, ani: Client) -> None:
    ani.change(properties("title", title="A"), add("B", sheetId=1), add("C"))
    ani.change(properties("index", sheetId=1, index=index))
    assert "".join(titles(ani.book)) == order
    assert [sheet.properties["index"] for sheet in ani.book.sheets] == [0, 1, 2]


def test_the_locale_decides_how_formulas_are_written(ani: Client, tab: Sheet) -> None:
    ani.change(write(["", '=IF(A1="";1,5;0)']))
    assert tab.values() == [["", 1.5]]
    told = {"properties": {"locale": "en_US", "timeZone": "Asia/Jakarta"}, "fields": "locale,timeZone"}
    ani.change({"updateSpreadsheetProperties": told})
    assert tab.cell(1, 2).formula == '=IF(A1="",1,5,0)'
    assert ani.get(fields="properties(locale,timeZone)") == {"properties": told["properties"]}


def test_a_formula_with_commas_is_an_error_in_indonesian(ani: Client, tab: Sheet) -> None:
    ani.change(write(['=IF(A2="",1,0)']))
    assert tab.values() == [["#ERROR!"]]


def test_added_rows_and_columns_are_empty_and_at_the_end(ani: Client, tab: Sheet) -> None:
    ani.change({"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 5}},
               {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 2}})  # fmt: skip
    assert (tab.row_count, tab.column_count) == (25, 10)


def test_inserted_rows_look_like_their_neighbours(ani: Client, tab: Sheet) -> None:
    bold, rule = {"textFormat": {"bold": True}}, {"condition": {"type": "BOOLEAN"}}
    told = data("a") | {"userEnteredFormat": bold, "note": "x", "dataValidation": rule}
    ani.change(
        {
            "updateCells": {
                "range": area(1, 1, 2, 1),
                "rows": [{"values": [told]}, {"values": [data("b")]}],
                "fields": "*",
            }
        }
    )
    ani.change(insert(dimension("ROWS", 2, 3), inherits=True))
    assert tab.values() == [["a"], [], [], ["b"]]
    assert tab.row_count == 22
    new = tab.cell(3, 1)
    assert (new.value, new.format, new.note, new.validation) == (None, bold, None, rule)
    ani.change(insert(dimension("ROWS", 4, 4)))
    assert tab.cell(4, 1).format is None


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (insert(dimension("ROWS", 1, 1), inherits=True), "insertDimension: inheritFromBefore cannot be true when inserting at index 0"),
        (insert(dimension("ROWS", 21, 21)), "insertDimension: range.startIndex[20] is after last row in grid[19]"),
        (delete(dimension("ROWS", 20, 21)),
         "deleteDimension: Cannot delete a row that doesn't exist. Tried to delete row index 20 but there are only 20 rows."),
        (delete(dimension("COLUMNS", 1, 8)), "deleteDimension: You can't delete all the columns on the sheet."),
        (move(dimension("ROWS", 2, 4), 3), "moveDimension: destinationIndex must not be inside the source"),
    ],
)  # fmt: skip
def test_rows_that_are_not_there_are_refused(request_: dict[str, Any], problem: str, ani: Client) -> None:
    assert ani.refusal(request_) == f"Invalid requests[0].{problem}"


def test_not_all_rows_below_the_frozen_ones_can_go(ani: Client) -> None:
    ani.change(properties("gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 2}))
    problem = ani.refusal(delete(dimension("ROWS", 3, 20)))
    assert problem.endswith("Sorry, it is not possible to delete all non-frozen rows.")
    ani.change(insert(dimension("ROWS", 2, 2)))
    assert ani.book.sheet("Sheet1").properties["gridProperties"]["frozenRowCount"] == 3
    ani.change(delete(dimension("ROWS", 3, 5)))
    assert ani.book.sheet("Sheet1").properties["gridProperties"]["frozenRowCount"] == 2


@pytest.mark.parametrize(
    ("change", "order"),
    [
        (move(dimension("ROWS", 2, 2), 5), "acdbe"),
        (move(dimension("ROWS", 4, 5), 1), "deabc"),
        (insert(dimension("ROWS", 2, 3)), "a  bcde"),
        (delete(dimension("ROWS", 2, 3)), "ade"),
    ],
)
def test_rows_come_go_and_move_with_their_cells(change: dict[str, Any], order: str, ani: Client, tab: Sheet) -> None:
    ani.change(write(*([letter] for letter in "abcde")), change)
    assert "".join(str(row[0]) if row else " " for row in tab.values()) == order


FORMULAS = {
    "=$A4": {"insert": "=$A6", "delete": "=$A3", "move": "=$A5"},
    "=A$3": {"insert": "=A$5", "delete": "=#REF!", "move": "=A$4"},
    "=COUNTIF(A2:A5;1)": {"insert": "=COUNTIF(A2:A7;1)", "delete": "=COUNTIF(A2:A4;1)", "move": "=COUNTIF(A3:A5;1)"},
    "=COUNTIF($A:$A;1)": dict.fromkeys(("insert", "delete", "move"), "=COUNTIF($A:$A;1)"),
    "=COUNTIF(A3:A;1)": {"insert": "=COUNTIF(A5:A;1)", "delete": "=COUNTIF(A3:A;1)", "move": "=COUNTIF(A4:A;1)"},
    "=COUNTIF(2:4;1)": {"insert": "=COUNTIF(2:6;1)", "delete": "=COUNTIF(2:3;1)", "move": "=COUNTIF(3:5;1)"},
    '="A4 dan Sheet1!A4"&A1': dict.fromkeys(("insert", "delete", "move"), '="A4 dan Sheet1!A4"&A1'),
}
CHANGES = {
    "insert": insert(dimension("ROWS", 3, 4)),
    "delete": delete(dimension("ROWS", 3, 3)),
    "move": move(dimension("ROWS", 5, 6), 2),
}
MOVED = {"=$A4": "=$A6", "=A$3": "=A$5", "=COUNTIF(A2:A5;1)": "=COUNTIF(A4:A6;1)", "=COUNTIF(A3:A;1)": "=COUNTIF(A5:A;1)",
         "=COUNTIF(2:4;1)": "=COUNTIF(4:6;1)"}  # fmt: skip
"""Rows 5 and 6 go to before row 2: what stood in row 3 is then in row 5."""


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_follow_the_cells_that_they_mean(formula: str, kind: str, ani: Client, tab: Sheet) -> None:
    other = formula.replace("(A", "(Sheet1!A").replace("=$A4", "=Sheet1!$A4").replace("=A$3", "=Sheet1!A$3")
    other = other.replace("(2:", "(Sheet1!2:").replace("($A", "(Sheet1!$A")
    ani.change(add("Hasil", sheetId=9), write([None, formula]), write([other], row=7, sheet=9), CHANGES[kind])
    wanted = MOVED.get(formula, formula) if kind == "move" else FORMULAS[formula][kind]
    assert tab.cell(1, 2).formula == wanted
    if other != formula:
        sheet, row = ("", "") if "#REF!" in wanted else ("Sheet1!", "")
        shown = wanted.replace("(A", "(Sheet1!A").replace("=$A", "=Sheet1!$A").replace("=A$", "=Sheet1!A$")
        shown = shown.replace("(2:", "(Sheet1!2:").replace("(4:", "(Sheet1!4:").replace("($A", "(Sheet1!$A")
        assert ani.book.sheet("Hasil").cell(7, 1).formula == shown, (sheet, row)


def test_whole_column_formulas_follow_their_columns(ani: Client, tab: Sheet) -> None:
    formula = "=INDEX($C:$C;ROW())&INDEX(Sheet1!$A:$A;MATCH($D1;Sheet1!B:B;0))"
    ani.change(add("Hasil", sheetId=9), write(["a", "k", "c", "k", formula]))
    assert tab.values() == [["a", "k", "c", "k", "ca"]]
    ani.change(insert(dimension("COLUMNS", 3, 3)))
    assert tab.cell(1, 6).formula == "=INDEX($D:$D;ROW())&INDEX(Sheet1!$A:$A;MATCH($E1;Sheet1!B:B;0))"
    ani.change(move(dimension("COLUMNS", 1, 1), 4))
    assert tab.values() == [["k", "", "a", "c", "k", "ca"]]
    assert tab.cell(1, 6).formula == "=INDEX($D:$D;ROW())&INDEX(Sheet1!$C:$C;MATCH($E1;Sheet1!A:A;0))"
    ani.change(delete(dimension("COLUMNS", 4, 4)))
    assert tab.cell(1, 5).formula == "=INDEX(#REF!;ROW())&INDEX(Sheet1!$C:$C;MATCH($D1;Sheet1!A:A;0))"


def test_a_formula_in_a_moved_row_goes_on_meaning_its_own_row(ani: Client, tab: Sheet) -> None:
    ani.change(write(["a", "=$A1&Hasil!$A1"], ["b", "=$A2"]), add("Hasil", sheetId=9), write(["h"], sheet=9))
    ani.change(insert(dimension("ROWS", 1, 2)))
    assert [tab.cell(row, 2).formula for row in (3, 4)] == ["=$A3&Hasil!$A1", "=$A4"]
    assert tab.values()[2:] == [["a", "ah"], ["b", "b"]]


@pytest.mark.parametrize("sent", [0.5, 127 / 255, 0.49804])
def test_a_colour_of_a_tab_comes_back_as_one_of_256_shades(sent: float, ani: Client) -> None:
    ani.change(properties("tabColorStyle", tabColorStyle={"rgbColor": {"red": 1, "green": 0.001, "blue": sent}}))
    (sheet,) = ani.get(fields="sheets.properties.tabColorStyle")["sheets"]
    assert sheet["properties"]["tabColorStyle"] == {"rgbColor": {"red": 1, "blue": 0.49803922}}


def test_a_formula_follows_the_name_of_a_tab_and_ends_with_it(ani: Client, tab: Sheet) -> None:
    ani.change(write(["=Hasil!A1"]))
    assert (tab.values(), tab.cell(1, 1).formula) == ([["#REF!"]], "=Hasil!A1")
    ani.change(add("Hasil", sheetId=9), write(["x"], sheet=9))
    assert tab.values() == [["x"]]
    ani.change(properties("title", sheetId=9, title="Hasil Lama"))
    assert (tab.cell(1, 1).formula, tab.values()) == ("='Hasil Lama'!A1", [["x"]])
    ani.change({"deleteSheet": {"sheetId": 9}})
    assert (tab.cell(1, 1).formula, tab.values()) == ("=#REF!", [["#REF!"]])


RANGES = [
    (insert(dimension("ROWS", 3, 4)), area(2, 1, 6, 2)),
    (insert(dimension("ROWS", 2, 2)), area(3, 1, 5, 2)),
    (insert(dimension("ROWS", 5, 5)), area(2, 1, 4, 2)),
    (delete(dimension("ROWS", 1, 2)), area(1, 1, 2, 2)),
    (delete(dimension("COLUMNS", 2, 3)), area(2, 1, 4, 1)),
    (insert(dimension("COLUMNS", 1, 1)), area(2, 2, 4, 3)),
    (move(dimension("ROWS", 7, 7), 1), area(3, 1, 5, 2)),
    (delete(dimension("ROWS", 2, 4)), None),
]


@pytest.mark.parametrize(("change", "after"), RANGES)
def test_what_lies_over_cells_goes_with_them(
    change: dict[str, Any], after: dict[str, int] | None, ani: Client, tab: Sheet
) -> None:
    where = area(2, 1, 4, 2)
    chart = {"spec": {"basicChart": {"series": [{"series": {"sourceRange": {"sources": [area(2, 1, 4, 1)]}}}]}},
             "position": {"overlayPosition": {"anchorCell": {"sheetId": 0}}}}  # fmt: skip
    ani.change(
        {"addProtectedRange": {"protectedRange": {"range": where}}},
        {"addFilterView": {"filter": {"range": where}}},
        {"setBasicFilter": {"filter": {"range": where}}},
        {"addBanding": {"bandedRange": {"range": where, "rowProperties": {"firstBandColor": {"red": 1}}}}},
        {"addNamedRange": {"namedRange": {"name": "Daftar", "range": where}}},
        {"addChart": {"chart": chart}},
        change,
    )
    wanted = None if after is None else {name: end for name, end in after.items() if name != "sheetId"}
    found = ani.get(fields="namedRanges.range,sheets(protectedRanges.range,basicFilter.range,"
                    "filterViews.range,bandedRanges.range,charts.spec)")  # fmt: skip
    (sheet,) = found["sheets"]
    if wanted is None:
        assert set(sheet) | set(found) == {"charts", "sheets"}
        assert sheet["charts"][0]["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]["sources"] == []
        return
    for name in ("protectedRanges", "filterViews", "bandedRanges"):
        assert sheet[name][0]["range"] == wanted, name
    assert sheet["basicFilter"]["range"] == found["namedRanges"][0]["range"] == wanted


@pytest.mark.parametrize(("change", "after"), RANGES)
def test_merged_cells_go_with_their_rows_and_columns(
    change: dict[str, Any], after: dict[str, int] | None, ani: Client, tab: Sheet
) -> None:
    ani.change({"mergeCells": {"range": area(2, 1, 4, 2), "mergeType": "MERGE_ALL"}}, change)
    assert [area(merge.top + 1, merge.left + 1, merge.bottom, merge.right) for merge in tab.merge_areas()] == (
        [] if after is None else [after]
    )


def test_rows_inserted_at_the_edge_of_colours_are_coloured_like_their_neighbours(ani: Client, tab: Sheet) -> None:
    rule = {"ranges": [area(2, 1, 4, 1)], "booleanRule": {"condition": {"type": "CUSTOM_FORMULA", "values": [
            {"userEnteredValue": '=$A2="x"'}]}, "format": {"backgroundColor": {"red": 1}}}}  # fmt: skip
    ani.change({"addConditionalFormatRule": {"rule": rule}}, insert(dimension("ROWS", 5, 5), inherits=True))
    (kept,) = tab.laid_over["conditionalFormats"]
    assert kept["ranges"] == [area(2, 1, 5, 1)]
    ani.change(insert(dimension("ROWS", 1, 1)))
    (kept,) = tab.laid_over["conditionalFormats"]
    assert (kept["ranges"], kept["booleanRule"]["condition"]["values"]) == (
        [area(3, 1, 6, 1)],
        [{"userEnteredValue": '=$A3="x"'}],
    )


def test_developer_metadata_follows_inserts_and_sorts(ani: Client, tab: Sheet) -> None:
    def marked() -> list[list[Any]]:
        told = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "blok"}}]}
        found = ani.post("/values:batchGetByDataFilter", told).get("valueRanges", [])
        return [each["valueRange"].get("values", []) for each in found]

    place = {"dimensionRange": dimension("ROWS", 2, 2)}
    mark = {"metadataKey": "blok", "location": place, "visibility": "DOCUMENT"}
    ani.change(write(["a"], ["c"], ["b"]), {"createDeveloperMetadata": {"developerMetadata": mark}})
    ani.change(insert(dimension("ROWS", 1, 2)))
    assert marked() == [[["c"]]]
    ani.change({"sortRange": {"range": {"sheetId": 0}, "sortSpecs": [{"dimensionIndex": 0}]}})
    assert tab.values() == [["a"], ["b"], ["c"]]
    assert marked() == [[["c"]]]
    ani.change(delete(dimension("ROWS", 3, 3)))
    assert ani.book.metadata == []


def test_heights_and_widths_go_with_their_rows_and_columns(ani: Client, tab: Sheet) -> None:
    told = {"range": dimension("ROWS", 2, 2), "properties": {"pixelSize": 40}, "fields": "pixelSize"}
    ani.change({"updateDimensionProperties": told}, insert(dimension("ROWS", 1, 1)))
    assert tab.dimensions["Row"] == {2: {"pixelSize": 40}}
    ani.change(insert(dimension("ROWS", 4, 4), inherits=True), delete(dimension("ROWS", 3, 3)))
    assert tab.dimensions["Row"] == {2: {"pixelSize": 40}}


def test_columns_are_made_as_wide_as_their_longest_text(ani: Client, tab: Sheet) -> None:
    ani.change(
        write(["Konten yang sedang berjalan", "a"]),
        {"autoResizeDimensions": {"dimensions": dimension("COLUMNS", 1, 2)}},
    )
    assert tab.dimensions["Column"][0]["pixelSize"] > 150 > 30 > tab.dimensions["Column"][1]["pixelSize"]


def test_the_range_of_a_dropdown_is_absolute_and_follows_its_cells(ani: Client, tab: Sheet) -> None:
    ani.change(add("Petugas", sheetId=9), dropdown(area(1, 1, 3, 1), "ONE_OF_RANGE", "=Petugas!A2:A9"))
    assert [source(tab, row) for row in (1, 3)] == ["=Petugas!$A$2:$A$9"] * 2
    ani.change(properties("title", sheetId=9, title="Orang"), insert(dimension("ROWS", 1, 2, sheet=9)))
    assert [source(tab, row) for row in (1, 3)] == ["=Orang!$A$4:$A$11"] * 2


def test_the_formula_of_a_validation_counts_from_its_cell(ani: Client, tab: Sheet) -> None:
    ani.change(dropdown(area(2, 1, 4, 1), "CUSTOM_FORMULA", "=B2<>C$1"), insert(dimension("ROWS", 3, 3)))
    assert [source(tab, row) for row in (2, 4, 5)] == ["=B2<>C$1", "=B4<>C$1", "=B5<>C$1"]


def dropdown(where: dict[str, Any], kind: str, value: str) -> dict[str, Any]:
    rule = {"condition": {"type": kind, "values": [{"userEnteredValue": value}]}}
    return {"setDataValidation": {"range": where, "rule": rule}}


def source(tab: Sheet, row: int) -> str:
    return str((tab.cell(row, 1).validation or {})["condition"]["values"][0]["userEnteredValue"])


def test_appended_rows_may_bring_their_own_dropdown(ani: Client, tab: Sheet) -> None:
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Setuju"}]}, "strict": False}
    line = {"values": [data("a") | {"dataValidation": rule}]}
    ani.change(
        {"appendCells": {"sheetId": 0, "rows": [line, *rows(["b"])], "fields": "userEnteredValue,dataValidation"}}
    )
    assert (tab.cell(1, 1).validation, tab.cell(2, 1).validation) == ({"condition": rule["condition"]}, None)
