"""What an emulated Google Sheet refuses because of merged cells, and a cell because of its length."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Refused
from emulator.grid import Sheet
from emulator_client import Client, area, dimension, write

pytestmark = pytest.mark.slow

pytest_plugins = ("emulator_book",)

MERGE_COLUMNS = "You can't merge frozen and non-frozen columns."
MERGE_ROWS = "You can't merge frozen and non-frozen rows."
FREEZE_COLUMNS = "Sorry, you can't freeze columns which contain only part of a merged cell."
FREEZE_ROWS = "Sorry, you can't freeze rows which contain only part of a merged cell."


@pytest.fixture
def tab(ani: Client) -> Sheet:
    return ani.book.sheet("Sheet1")


def merge(where: dict[str, int], kind: str = "MERGE_ALL") -> dict[str, Any]:
    return {"mergeCells": {"range": where, "mergeType": kind}}


def freeze(rows: int = 0, columns: int = 0) -> dict[str, Any]:
    grid = {"frozenRowCount": rows, "frozenColumnCount": columns}
    fields = "gridProperties(frozenRowCount,frozenColumnCount)"
    return {"updateSheetProperties": {"properties": {"sheetId": 0, "gridProperties": grid}, "fields": fields}}


@pytest.mark.parametrize("kind", ["MERGE_ALL", "MERGE_ROWS"])
def test_cells_are_not_merged_across_columns_that_stay_in_view(kind: str, ani: Client, tab: Sheet) -> None:
    refused = ani.refusal(freeze(columns=1), write(["a"]), merge(area(7, 1, 8, 4), kind))
    assert refused == f"Invalid requests[2].mergeCells: {MERGE_COLUMNS}"
    assert (tab.values(), list(tab.merge_areas())) == ([], [])
    ani.change(freeze(columns=1), merge(area(7, 2, 8, 4), kind))


@pytest.mark.parametrize("kind", ["MERGE_ALL", "MERGE_COLUMNS"])
def test_cells_are_not_merged_across_rows_that_stay_in_view(kind: str, ani: Client) -> None:
    refused = ani.refusal(freeze(rows=2), merge(area(2, 1, 3, 2), kind))
    assert refused == f"Invalid requests[1].mergeCells: {MERGE_ROWS}"
    ani.change(freeze(rows=2), merge(area(1, 1, 2, 2), kind), merge(area(2, 3, 3, 4), "MERGE_ROWS"))


@pytest.mark.parametrize(("frozen", "problem"), [(freeze(columns=2), FREEZE_COLUMNS), (freeze(rows=2), FREEZE_ROWS)])
def test_what_stays_in_view_does_not_end_inside_merged_cells(frozen: dict[str, Any], problem: str, ani: Client) -> None:
    refused = ani.refusal(merge(area(2, 2, 3, 3)), frozen)
    assert refused == f"Invalid requests[1].updateSheetProperties: {problem}"
    ani.change(merge(area(2, 2, 3, 3)), freeze(rows=1, columns=3))
    ani.change({"unmergeCells": {"range": {"sheetId": 0}}}, frozen)


def test_a_merge_is_not_moved_across_the_edge_of_what_stays_in_view(ani: Client) -> None:
    ani.change(freeze(columns=2), merge(area(1, 4, 1, 5)))
    refused = ani.refusal({"moveDimension": {"source": dimension("COLUMNS", 4, 5), "destinationIndex": 1}})
    assert refused == f"Invalid requests[0].moveDimension: {FREEZE_COLUMNS}"


def test_columns_inserted_among_those_in_view_keep_merges_on_their_side(ani: Client, tab: Sheet) -> None:
    ani.change(freeze(columns=2), merge(area(1, 1, 1, 2)), merge(area(1, 3, 1, 4)))
    ani.change({"insertDimension": {"range": dimension("COLUMNS", 2, 2)}})
    assert list(tab.merge_areas()) == [(0, 0, 1, 3), (0, 3, 1, 5)]


FILTERS = {
    "setBasicFilter": {"setBasicFilter": {"filter": {"range": area(2, 1, 9, 4)}}},
    "addFilterView": {"addFilterView": {"filter": {"range": area(2, 1, 9, 4)}}},
}


@pytest.mark.parametrize("kind", FILTERS)
def test_a_filter_over_cells_merged_downwards_is_refused(kind: str, ani: Client) -> None:
    ani.change(merge(area(1, 2, 2, 2)))
    problem = "You can't create a filter over a range containing vertical merges."
    assert ani.refusal(FILTERS[kind]) == f"Invalid requests[0].{kind}: {problem}"
    ani.change({"unmergeCells": {"range": {"sheetId": 0}}}, merge(area(3, 1, 3, 4)), merge(area(10, 1, 12, 1)))
    ani.change(FILTERS[kind])


def test_cells_under_a_filter_are_merged_sidewards_only(ani: Client) -> None:
    ani.change(FILTERS["setBasicFilter"], merge(area(3, 1, 4, 4), "MERGE_ROWS"), merge(area(11, 1, 12, 1)))
    problem = "You can't vertically merge cells that intersect an existing filter."
    assert ani.refusal(merge(area(9, 1, 10, 1))) == f"Invalid requests[0].mergeCells: {problem}"


LONG = "x" * 50_000
TOO_LONG = "Your input contains more than the maximum of 50000 characters in a single cell."


def test_a_cell_holds_50000_characters(ani: Client, tab: Sheet) -> None:
    ani.change(write([LONG]))
    assert tab.cell(1, 1).value == LONG
    for text in (LONG + "x", f'="{LONG}"', "🙂" * 25_001):
        assert ani.refusal(write([text])) == f"Invalid requests[0].updateCells: {TOO_LONG}"
    for way in ("RAW", "USER_ENTERED"):
        body = {"values": [[LONG + "x"]]}
        answer = ani.send("PUT", "/values/A1", body, valueInputOption=way)
        assert (answer.status_code, answer.json()["error"]["message"]) == (400, TOO_LONG)
    with pytest.raises(Refused, match="more than the maximum of 50000 characters"):
        ani.book.as_person(ani.email).type("Sheet1", 1, 1, LONG + "x")
