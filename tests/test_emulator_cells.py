"""Writing cells of an emulated Google Sheet: what changes, what stays, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.book import Book
from emulator.grid import Sheet
from emulator_client import Client, area, data, rows, write

pytestmark = pytest.mark.slow

pytest_plugins = ("emulator_book",)

BOLD = {"textFormat": {"bold": True}}


@pytest.fixture
def tab(book: Book) -> Sheet:
    return book.sheet("Sheet1")


def update(fields: str, where: dict[str, Any], *lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {"updateCells": {"range": where, "rows": [{"values": line} for line in lines], "fields": fields}}


def repeat(fields: str, where: dict[str, Any], cell: dict[str, Any]) -> dict[str, Any]:
    return {"repeatCell": {"range": where, "cell": cell, "fields": fields}}


def test_what_the_rows_do_not_cover_of_a_range_is_cleared(ani: Client, tab: Sheet) -> None:
    ani.change(write(["a", "b", "c"], ["d", "e", "f"], ["g"]))
    ani.change(update("userEnteredValue", {"sheetId": 0, "startColumnIndex": 1}, [data("B")]))
    assert tab.values() == [["a", "B"], ["d"], ["g"]]


def test_from_a_starting_cell_only_what_is_given_changes(ani: Client, tab: Sheet) -> None:
    ani.change(write(["a", "b", "c"], ["d", "e", "f"]))
    ani.change(write(["B"], ["E", None], row=1, column=2))
    assert tab.values() == [["a", "B", "c"], ["d", "E"]]


def test_only_the_named_fields_change(ani: Client, tab: Sheet) -> None:
    full = data("a") | {"note": "Catatan", "userEnteredFormat": BOLD | {"wrapStrategy": "WRAP"}}
    ani.change(update("*", area(1, 1, 1, 1), [full]))
    ani.change(update("userEnteredValue,userEnteredFormat.textFormat", area(1, 1, 1, 1), [data("b")]))
    cell = tab.cell(1, 1)
    assert (cell.value, cell.note, cell.format) == ("b", "Catatan", {"wrapStrategy": "WRAP"})
    ani.change(update("*", area(1, 1, 1, 1)))
    assert tab.rows == []


def test_a_mask_in_brackets_is_the_same_mask(ani: Client, tab: Sheet) -> None:
    ani.change(repeat("userEnteredFormat(textFormat,wrapStrategy)", area(1, 1, 1, 1), {"userEnteredFormat": BOLD}))
    assert tab.cell(1, 1).format == BOLD


@pytest.mark.parametrize("value", [0, 12, 1.5, True, False, "007", "=bukan rumus", "'tetap"])
def test_literal_values_stay_as_they_were_sent(value: object, ani: Client, tab: Sheet) -> None:
    told = {"stringValue": value} if isinstance(value, str) else data(value)["userEnteredValue"]
    ani.change(update("userEnteredValue", area(1, 1, 1, 1), [{"userEnteredValue": told}]))
    assert tab.values() == [[value]]
    assert type(tab.cell(1, 1).value) is type(value)
    assert ani.get(fields="sheets.data.rowData.values.userEnteredValue", ranges="A1")["sheets"][0]["data"] == [
        {"rowData": [{"values": [{"userEnteredValue": told}]}]}
    ]


def test_an_empty_text_empties_the_cell(ani: Client, tab: Sheet) -> None:
    ani.change(write(["a"]))
    ani.change(update("userEnteredValue", area(1, 1, 1, 1), [{"userEnteredValue": {"stringValue": ""}}]))
    assert tab.values() == []


def test_a_batch_is_done_in_order_or_not_at_all(ani: Client, tab: Sheet) -> None:
    ani.change(write(["a"]), write(["b"]), write(["c"], row=2))
    problem = ani.refusal(
        write(["x"]), {"mergeCells": {"range": area(1, 1, 2, 2), "mergeType": "MERGE_ALL"}}, write(["y"], row=21)
    )
    assert problem == "Invalid requests[2].updateCells: GridCoordinate.rowIndex[20] is after last row in grid[19]"
    assert (tab.values(), tab.laid_over["merges"]) == ([["b"], ["c"]], [])


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (update("userEnteredValue", area(1, 1, 1, 1), [data("a")], [data("b")]),
         "updateCells: Attempting to write row: 1, beyond the last requested row of: 0"),
        (update("userEnteredValue", area(1, 1, 1, 1), [data("a"), data("b")]),
         "updateCells: Attempting to write column: 1, beyond the last requested column of: 0"),
        (update("userEnteredValue", area(1, 1, 21, 1), [data("a")]),
         "updateCells: GridRange.endRowIndex[21] is after last row in grid[20]"),
        (update("userEnteredValue", area(1, 9, 1, 9), [data("a")]),
         "updateCells: GridRange.startColumnIndex[8] is after last column in grid[7]"),
        (update("", area(1, 1, 1, 1)),
         "updateCells: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"),
        (update("userEnteredText", area(1, 1, 1, 1)), "updateCells: Invalid field: userEnteredText"),
        (update("*", area(1, 1, 1, 1, sheet=7)), "updateCells: No grid with id: 7"),
        ({}, " No request set."),
        (update("userEnteredValue", area(1, 1, 1, 1), [{"userEnteredValue": {"formulaValue": "1+1"}}]),
         "updateCells: Invalid value for formulaValue: 1+1. A formula must start with ="),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_grid_is_refused(request_: dict[str, Any], problem: str, ani: Client) -> None:
    assert ani.refusal(request_) == f"Invalid requests[0]{'.' if request_ else ':'}{problem}"


def test_blocks_go_below_the_last_row_with_data_and_the_grid_grows(ani: Client, tab: Sheet) -> None:
    ani.change(
        write(["a"]),
        write(["b"], row=3, column=5),
        repeat("userEnteredFormat", area(4, 1, 20, 8), {"userEnteredFormat": BOLD}),
    )
    append = {"sheetId": 0, "rows": rows(*([number] for number in range(18))), "fields": "userEnteredValue"}
    assert ani.change({"appendCells": append}) == [{}]
    assert tab.values()[:5] == [["a"], [], ["", "", "", "", "b"], [0], [1]]
    assert tab.row_count == 21
    assert tab.cell(4, 1).format == BOLD


def test_a_formula_that_shows_nothing_is_data_for_a_block(ani: Client, tab: Sheet) -> None:
    ani.change(write(["a"], [None, '=IF(A1="a";"";1)']))
    ani.change({"appendCells": {"sheetId": 0, "rows": rows(["b"]), "fields": "userEnteredValue"}})
    assert tab.values() == [["a"], ["", ""], ["b"]]


def test_one_format_is_repeated_over_a_range(ani: Client, tab: Sheet) -> None:
    ani.change(write(["a"]), repeat("userEnteredFormat.textFormat.bold", area(1, 1, 2, 2), {"userEnteredFormat": BOLD}))
    assert [tab.cell(row, column).format for row, column in ((1, 1), (2, 2), (3, 1))] == [BOLD, BOLD, None]
    assert tab.values() == [["a"]]


def test_a_repeated_formula_is_filled_down(ani: Client, tab: Sheet) -> None:
    ani.change(write([1], [2]), repeat("userEnteredValue", area(1, 2, 2, 2), data("=$A1&A1")))
    assert [tab.cell(row, 2).formula for row in (1, 2)] == ["=$A1&A1", "=$A2&A2"]
    assert tab.values() == [[1, "11"], [2, "22"]]


def test_a_colour_has_both_its_forms_whichever_was_sent(ani: Client, tab: Sheet) -> None:
    red = {"red": 1, "green": 0, "blue": 52 / 255}
    look = {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": red}}}
    ani.change(repeat("userEnteredFormat.backgroundColorStyle", area(1, 1, 1, 1), look))
    kept = {"red": 1, "blue": 0.20392157}
    assert tab.cell(1, 1).format == {"backgroundColor": kept, "backgroundColorStyle": {"rgbColor": kept}}


def test_a_new_value_ends_the_formats_of_parts_of_the_text(ani: Client, tab: Sheet) -> None:
    runs = [{"startIndex": 0, "format": {"bold": True}}]
    ani.change(update("*", area(1, 1, 1, 1), [data("Judul") | {"textFormatRuns": runs}]))
    assert tab.cell(1, 1).runs == runs
    ani.change(write(["Lain"]))
    assert tab.cell(1, 1).runs is None


def test_borders_go_to_the_edges_and_between(ani: Client, tab: Sheet) -> None:
    line = {"style": "SOLID", "colorStyle": {"rgbColor": {}}}
    told = {"range": area(1, 1, 2, 2), "top": line, "innerVertical": line}
    ani.change({"updateBorders": told})
    sides = {
        (row, column): set((tab.cell(row, column).format or {}).get("borders", {}))
        for row in (1, 2)
        for column in (1, 2)
    }
    assert sides == {(1, 1): {"top", "right"}, (1, 2): {"top", "left"}, (2, 1): {"right"}, (2, 2): {"left"}}
    ani.change({"updateBorders": {"range": area(1, 1, 2, 2), "top": {"style": "NONE"}}})
    assert set((tab.cell(1, 1).format or {})["borders"]) == {"right"}


@pytest.mark.parametrize(
    ("kind", "merges"),
    [
        ("MERGE_ALL", [(0, 0, 2, 3)]),
        ("MERGE_ROWS", [(0, 0, 1, 3), (1, 0, 2, 3)]),
        ("MERGE_COLUMNS", [(0, 0, 2, 1), (0, 1, 2, 2), (0, 2, 2, 3)]),
    ],
)
def test_merged_cells_keep_the_first_value(kind: str, merges: list[tuple[int, ...]], ani: Client, tab: Sheet) -> None:
    ani.change(write(["a", "b", "c"], ["d", "e", "f"]))
    ani.change({"mergeCells": {"range": area(1, 1, 2, 3), "mergeType": kind}})
    assert list(tab.merge_areas()) == merges
    kept = [["a"]] if kind == "MERGE_ALL" else [["a"], ["d"]] if kind == "MERGE_ROWS" else [["a", "b", "c"]]
    assert tab.values() == kept


def test_merges_are_only_touched_whole(ani: Client, tab: Sheet) -> None:
    ani.change({"mergeCells": {"range": area(1, 1, 2, 2), "mergeType": "MERGE_ALL"}})
    for kind in ("mergeCells", "unmergeCells"):
        told = {"range": area(2, 2, 3, 3)} | ({"mergeType": "MERGE_ALL"} if kind == "mergeCells" else {})
        problem = ani.refusal({kind: told})
        assert (
            problem
            == f"Invalid requests[0].{kind}: You must select all cells in a merged range to merge or unmerge them."
        )
    ani.change({"mergeCells": {"range": area(1, 1, 3, 2), "mergeType": "MERGE_ALL"}})
    assert list(tab.merge_areas()) == [(0, 0, 3, 2)]
    assert ani.get(fields="sheets.merges")["sheets"] == [
        {"merges": [{"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}]}
    ]
    ani.change({"unmergeCells": {"range": {"sheetId": 0}}})
    assert list(tab.merge_areas()) == []


def test_rows_are_sorted_numbers_before_texts_and_blanks_last(ani: Client, tab: Sheet) -> None:
    ani.change(write(["Judul", "No"], ["b", 2], ["a", None], ["c", "x"], ["B", 1]))
    where = {"sheetId": 0, "startRowIndex": 1}
    ani.change({"sortRange": {"range": where, "sortSpecs": [{"dimensionIndex": 1}]}})
    assert tab.values() == [["Judul", "No"], ["B", 1], ["b", 2], ["c", "x"], ["a"]]
    specs = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}, {"dimensionIndex": 1}]
    ani.change({"sortRange": {"range": where, "sortSpecs": specs}})
    assert tab.values() == [["Judul", "No"], ["c", "x"], ["B", 1], ["b", 2], ["a"]]


def test_sorting_takes_along_what_belongs_to_a_cell_but_only_inside_the_range(ani: Client, tab: Sheet) -> None:
    told = data(2) | {"note": "dua", "userEnteredFormat": BOLD}
    ani.change(update("*", area(1, 1, 2, 3), [told, data("=A1&A1"), data("x")], [data(1), data("=A2&A2"), data("y")]))
    ani.change({"sortRange": {"range": area(1, 1, 2, 2), "sortSpecs": [{"dimensionIndex": 0}]}})
    assert tab.values() == [[1, "11", "x"], [2, "22", "y"]]
    assert (tab.cell(2, 1).note, tab.cell(2, 1).format, tab.cell(2, 2).formula) == ("dua", BOLD, "=A2&A2")


def test_rows_of_merged_cells_cannot_be_sorted(ani: Client) -> None:
    ani.change({"mergeCells": {"range": area(1, 1, 2, 1), "mergeType": "MERGE_ALL"}})
    problem = ani.refusal({"sortRange": {"range": area(1, 1, 5, 2), "sortSpecs": [{"dimensionIndex": 0}]}})
    assert problem == "Invalid requests[0].sortRange: You can't sort a range with vertical merges."


@pytest.mark.parametrize("option", ["RAW", "USER_ENTERED"])
def test_values_are_written_raw_or_as_typed(option: str, ani: Client, tab: Sheet) -> None:
    body = {"values": [["=1+1", "1.234,5", None, "22/11/2026"], ["", 5]]}
    found = ani.send("PUT", "/values/B2", body, valueInputOption=option).json()
    assert found == {
        "spreadsheetId": ani.book.id, "updatedRange": "Sheet1!B2:E3", "updatedRows": 2, "updatedColumns": 4, "updatedCells": 5,
    }  # fmt: skip
    wanted = ["=1+1", "1.234,5", "", "22/11/2026"] if option == "RAW" else [2, 1234.5, "", 46348]
    assert tab.values() == [[], ["", *wanted], ["", "", 5]]


def test_ranges_are_cleared_but_keep_their_looks(ani: Client, tab: Sheet) -> None:
    ani.change(update("*", area(1, 1, 1, 2), [data("a") | {"userEnteredFormat": BOLD}, data("b")]))
    assert ani.post("/values/A1:clear") == {"spreadsheetId": ani.book.id, "clearedRange": "Sheet1!A1"}
    assert (tab.values(), tab.cell(1, 1).format) == ([["", "b"]], BOLD)
    found = ani.post("/values:batchClear", {"ranges": ["A1", "B:B"]})
    assert (found["clearedRanges"], tab.values()) == (["Sheet1!A1", "Sheet1!B1:B20"], [])


def test_appended_values_drift_to_the_right_of_a_gap(ani: Client, tab: Sheet) -> None:
    for _ in range(2):
        found = ani.post("/values/Sheet1:append", {"values": [["x", "", "z"]]}, valueInputOption="RAW")
    assert (found["tableRange"], found["updates"]["updatedRange"]) == ("Sheet1!C1", "Sheet1!C2:E2")
    assert tab.values() == [["x", "", "z"], ["", "", "x", "", "z"]]


def test_several_values_are_written_together_or_not_at_all(ani: Client, tab: Sheet) -> None:
    body = {
        "valueInputOption": "RAW",
        "data": [{"range": "A1", "values": [["a"]]}, {"range": "A1:A2", "values": [["b", "c"]]}],
    }
    response = ani.send("POST", "/values:batchUpdate", body)
    assert (
        response.json()["error"]["message"]
        == "Requested writing within range [Sheet1!A1:A2], but tried writing to column [B]"
    )
    assert tab.values() == []
    body["data"] = [{"range": "A1:B1", "values": [["a", "b"]]}, {"range": "A3:B3", "values": [["c", "d"]]}]
    found = ani.post("/values:batchUpdate", body)
    totals = [found[f"totalUpdated{name}"] for name in ("Rows", "Columns", "Cells", "Sheets")]
    assert (totals, tab.values()) == ([2, 2, 4, 1], [["a", "b"], [], ["c", "d"]])
