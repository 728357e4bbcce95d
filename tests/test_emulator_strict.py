"""What the emulated service does where nobody knows what Google does: as a client would like, or as it would not."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import limits
from emulator.book import Book
from emulator.strict import EVERYTHING, Strict
from emulator_client import Client, area, rows, write

pytestmark = pytest.mark.slow

pytest_plugins = ("emulator_book",)

IN_USE = "Cannot add developer metadata with ID [7] because developer metadata with that ID already exists."


def made(metadata_id: int, **location: Any) -> dict[str, Any]:
    told = {"metadataId": metadata_id, "metadataKey": "a", "location": location or {"spreadsheet": True}}
    return {"createDeveloperMetadata": {"developerMetadata": told | {"visibility": "DOCUMENT"}}}


def taken(metadata_id: int) -> dict[str, Any]:
    lookup = {"developerMetadataLookup": {"metadataId": metadata_id}}
    return {"deleteDeveloperMetadata": {"dataFilter": lookup}}


def test_an_id_in_use_is_refused_in_the_words_of_the_service(ani: Client) -> None:
    ani.change(made(7))
    assert ani.refusal(made(8), made(7)) == f"Invalid requests[1].createDeveloperMetadata: {IN_USE}"
    ani.change(taken(7), made(7))
    ani.change(taken(9))


def test_an_id_may_be_of_use_once_a_batch(ani: Client, book: Book) -> None:
    book.strict = Strict.ID_ONCE_A_BATCH
    ani.change(made(7))
    assert ani.refusal(taken(7), made(7)) == f"Invalid requests[1].createDeveloperMetadata: {IN_USE}"
    ani.change(taken(7))
    ani.change(made(7))


def test_metadata_that_is_not_there_may_not_be_deleted(ani: Client, book: Book) -> None:
    book.strict = Strict.NOTHING_TO_DELETE
    assert "No developer metadata matches" in ani.refusal(taken(7))
    ani.change(made(7), taken(7))


def test_metadata_may_stay_for_good(ani: Client, book: Book) -> None:
    book.strict = Strict.METADATA_STAYS
    ani.change(made(7), taken(8))
    assert "cannot be deleted" in ani.refusal(taken(7))


def test_more_metadata_than_is_stored_is_refused(ani: Client, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_METADATA", 2)
    refusal = ani.refusal(made(1), made(2), made(3))
    assert refusal.endswith("Adding the requested developer metadata would exceed the allowed storage limit.")
    assert book.metadata == []


def test_the_echo_of_a_range_may_be_clipped(ani: Client, book: Book) -> None:
    asked = {"dataFilters": [{"gridRange": {"sheetId": 0, "startRowIndex": 1}}]}
    (usual,) = ani.post("/values:batchGetByDataFilter", asked)["valueRanges"]
    assert usual["dataFilters"] == [{"gridRange": {"startRowIndex": 1}}]
    book.strict = Strict.ECHO_CLIPPED
    (clipped,) = ani.post("/values:batchGetByDataFilter", asked)["valueRanges"]
    assert clipped["dataFilters"] == [
        {"gridRange": {"startRowIndex": 1, "startColumnIndex": 0, "endRowIndex": 20, "endColumnIndex": 8}}
    ]


def test_rows_may_be_appended_below_empty_dropdowns(ani: Client, book: Book) -> None:
    tab = book.sheet("Sheet1")
    date = {"condition": {"type": "DATE_IS_VALID"}}
    ani.change(write(["a"]), {"setDataValidation": {"range": area(1, 1, 5, 1), "rule": date}})
    appended = {"appendCells": {"sheetId": 0, "rows": rows(["b"]), "fields": "userEnteredValue"}}
    ani.change(appended)
    assert tab.values() == [["a"], ["b"]]
    book.strict = Strict.VALIDATED_IS_DATA
    ani.change(appended)
    assert tab.values() == [["a"], ["b"], [], [], [], ["b"]]


def test_ranges_that_overlap_may_come_in_the_other_order(ani: Client, book: Book) -> None:
    def starts(*ranges: str) -> list[int]:
        (sheet,) = ani.get(ranges=list(ranges), fields="sheets(data(startRow,rowMetadata(pixelSize)))")["sheets"]
        return [part.get("startRow", 0) for part in sheet["data"]]

    ani.change(write(["a"], ["b"], ["c"]))
    book.strict = EVERYTHING
    assert starts("A1:B2", "A2:B3") == [1, 0]
    assert starts("A1:B1", "A2:B3") == [0, 1]
