"""Protection, dropdowns, colours by rule, filters, names, stripes, charts and metadata of an emulated Google Sheet."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Emulator
from emulator.book import Book
from emulator.grid import Sheet
from emulator_client import ANI, BUDI, Client, area, dimension, write

pytestmark = pytest.mark.slow

pytest_plugins = ("emulator_book",)

PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)


@pytest.fixture
def tab(book: Book) -> Sheet:
    return book.sheet("Sheet1")


@pytest.fixture
def budi(google: Emulator, book: Book) -> Client:
    google.share(book, BUDI)
    return Client(google, book, BUDI)


@pytest.fixture
def owner(google: Emulator, book: Book) -> Client:
    return Client(google, book, google.owner)


def protect(where: dict[str, Any], *editors: str, **told: Any) -> dict[str, Any]:
    people = {"editors": {"users": list(editors)}} if editors else {}
    return {"addProtectedRange": {"protectedRange": {"range": where} | people | told}}


def rule(kind: str, *values: str, **told: Any) -> dict[str, Any]:
    return {"condition": {"type": kind, "values": [{"userEnteredValue": value} for value in values]}} | told


def colouring(condition: dict[str, Any], *ranges: dict[str, Any], look: dict[str, Any] | None = None) -> dict[str, Any]:
    style = {"textFormat": {"bold": True}} if look is None else look
    told = {"ranges": list(ranges) or [area(1, 1, 5, 1)], "booleanRule": condition | {"format": style}}
    return {"addConditionalFormatRule": {"rule": told}}


def test_only_the_editors_and_the_owner_write_in_a_protected_range(
    ani: Client, budi: Client, owner: Client, tab: Sheet
) -> None:
    (reply,) = ani.change(protect(area(1, 1, 1, 8), ANI, description="Judul"))
    protected = reply["addProtectedRange"]["protectedRange"]
    assert protected["requestingUserCanEdit"] is True
    (seen,) = ani.get(fields="sheets.protectedRanges")["sheets"][0]["protectedRanges"]
    assert seen["editors"] == {"users": [ANI, owner.google.owner]}
    ani.change(write(["a"]))
    owner.change(write(["b"]))
    assert budi.refusal(write(["c"])) == f"Invalid requests[0].updateCells: {PROTECTED}"
    budi.change(write(["c"], row=2))
    assert tab.values() == [["b"], ["c"]]


def test_who_may_not_edit_sees_the_protection_but_not_its_editors(ani: Client, budi: Client) -> None:
    ani.change(protect(area(1, 1, 1, 8), ANI))
    (seen,) = budi.get(fields="sheets.protectedRanges")["sheets"][0]["protectedRanges"]
    assert set(seen) == {"protectedRangeId", "range"}
    (seen,) = ani.get(fields="sheets.protectedRanges")["sheets"][0]["protectedRanges"]
    assert set(seen) == {"protectedRangeId", "range", "editors", "requestingUserCanEdit"}


CHANGES = {
    "write": write(["x"]),
    "format": {"repeatCell": {"range": area(1, 1, 9, 1), "cell": {}, "fields": "userEnteredFormat"}},
    "sort": {"sortRange": {"range": area(1, 1, 9, 2), "sortSpecs": [{"dimensionIndex": 0}]}},
    "insert a row": {"insertDimension": {"range": dimension("ROWS", 3, 3)}},
    "delete a row": {"deleteDimension": {"range": dimension("ROWS", 3, 3)}},
    "move a row": {"moveDimension": {"source": dimension("ROWS", 3, 3), "destinationIndex": 8}},
    "delete the tab": {"deleteSheet": {"sheetId": 0}},
    "append": {"appendCells": {"sheetId": 0, "rows": [{"values": [{"note": "x"}]}], "fields": "note"}},
    "shrink": {
        "updateSheetProperties": {
            "properties": {"gridProperties": {"rowCount": 3}},
            "fields": "gridProperties.rowCount",
        }
    },
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_protected_column_stops_every_change_of_its_cells(what: str, ani: Client, budi: Client) -> None:
    ani.change(
        {"addSheet": {"properties": {"title": "Lain"}}},
        protect({"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1}, ANI),
    )
    assert budi.refusal(CHANGES[what]).endswith(PROTECTED)
    ani.change(CHANGES[what])


def test_rows_may_be_inserted_at_the_edge_of_a_protected_range(ani: Client, budi: Client) -> None:
    ani.change(protect(area(1, 1, 2, 8), ANI))
    budi.change({"insertDimension": {"range": dimension("ROWS", 3, 3)}})
    assert budi.refusal({"insertDimension": {"range": dimension("ROWS", 2, 2)}}).endswith(PROTECTED)


def test_a_protected_tab_may_have_free_cells(ani: Client, budi: Client, tab: Sheet) -> None:
    ani.change(protect({"sheetId": 0}, ANI, unprotectedRanges=[area(2, 1, 3, 2)]))
    budi.change(write(["x"], row=2))
    assert budi.refusal(write(["x", "y", "z"], row=2)).endswith(PROTECTED)


def test_a_protection_that_only_warns_stops_nobody_and_has_no_editors(ani: Client, budi: Client, tab: Sheet) -> None:
    refused = ani.refusal(protect(area(1, 1, 1, 1), ANI, warningOnly=True))
    assert refused == "Invalid requests[0].addProtectedRange: Editors are not supported with warningOnly protection."
    ani.change(protect(area(1, 1, 1, 1), warningOnly=True))
    budi.change(write(["x"]))
    assert tab.values() == [["x"]]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"warningOnly": False, "editors": {"users": [], "groups": []}}, {"editors": {}}),
        ({"warningOnly": True}, {"warningOnly": True, "editors": {}}),
        ({"editors": {"users": [ANI]}}, {"editors": {"users": [ANI]}}),
    ],
)
def test_the_answer_to_a_protection_repeats_its_editors_and_no_warning_that_is_not(
    told: dict[str, Any], shown: dict[str, Any], google: Emulator, book: Book
) -> None:
    google.share(book, ANI)
    owner = Client(google, book, google.owner)
    (reply,) = owner.change(protect(area(1, 1, 2, 2), **told))
    protected = reply["addProtectedRange"]["protectedRange"]
    assert {name: value for name, value in protected.items() if name in ("warningOnly", "editors")} == shown
    (seen,) = owner.get(fields="sheets.protectedRanges")["sheets"][0]["protectedRanges"]
    assert google.owner in seen["editors"]["users"]
    assert ("warningOnly" in seen) == ("warningOnly" in shown)


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (protect(area(1, 1, 1, 1), BUDI), "You can't remove yourself as an editor."),
        (protect(area(1, 1, 1, 1), ANI, "siapa@example.org"),
         "The following users do not have write access to the spreadsheet: siapa@example.org"),
        ({"addProtectedRange": {"protectedRange": {}}}, "Exactly one of range and namedRangeId must be set."),
    ],
)  # fmt: skip
def test_impossible_protections_are_refused(request_: dict[str, Any], problem: str, ani: Client, budi: Client) -> None:
    assert ani.refusal(request_) == f"Invalid requests[0].addProtectedRange: {problem}"


def test_a_protection_is_changed_and_removed_by_its_editors_only(ani: Client, budi: Client, tab: Sheet) -> None:
    (reply,) = ani.change(protect(area(1, 1, 1, 1), ANI))
    told = {"protectedRangeId": reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]}
    wider = told | {"range": area(1, 1, 2, 1)}
    update = {"updateProtectedRange": {"protectedRange": wider, "fields": "range"}}
    assert budi.refusal(update).endswith(PROTECTED)
    ani.change(update)
    assert tab.laid_over["protectedRanges"][0]["range"] == area(1, 1, 2, 1)
    assert budi.refusal({"deleteProtectedRange": told}).endswith(PROTECTED)
    ani.change({"deleteProtectedRange": told})
    budi.change(write(["x"]))
    assert ani.refusal({"deleteProtectedRange": told}).endswith(
        f"No protected range with id: {told['protectedRangeId']}"
    )


def test_a_protection_without_editors_is_for_all_who_may_edit(ani: Client, budi: Client) -> None:
    ani.change(protect(area(1, 1, 1, 1)))
    budi.change(write(["x"]))


def test_a_dropdown_is_set_shown_and_taken_away(ani: Client, tab: Sheet) -> None:
    wanted = rule("ONE_OF_LIST", "Setuju", "Revisi", showCustomUi=True, strict=True)
    ani.change({"setDataValidation": {"range": area(2, 1, 3, 1), "rule": wanted}})
    found = ani.get(fields="sheets.data.rowData.values.dataValidation")["sheets"][0]["data"][0]["rowData"]
    assert found == [{}, {"values": [{"dataValidation": wanted}]}, {"values": [{"dataValidation": wanted}]}]
    ani.change({"setDataValidation": {"range": area(2, 1, 2, 1)}})
    assert (tab.cell(2, 1).validation, tab.cell(3, 1).validation) == (None, wanted)


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        (rule("ONE_OF_LIST"), "BooleanCondition.type ONE_OF_LIST takes 1 to 500 values, not 0"),
        (rule("NUMBER_BETWEEN", "1"), "BooleanCondition.type NUMBER_BETWEEN takes 2 to 2 values, not 1"),
        (rule("ONE_OF_RANGE", "Petugas!A:A"), "Invalid ConditionValue.userEnteredValue: Petugas!A:A"),
        (rule("NOT_BLANK"), "BooleanCondition.type NOT_BLANK is not supported by a data validation"),
        ({}, "BooleanCondition.type is required"),
    ],
)
def test_impossible_dropdowns_are_refused(wanted: dict[str, Any], problem: str, ani: Client) -> None:
    told = {"range": area(1, 1, 1, 1), "rule": wanted or {"strict": True}}
    assert ani.refusal({"setDataValidation": told}) == f"Invalid requests[0].setDataValidation: {problem}"


def test_colour_rules_stand_in_their_order(ani: Client, tab: Sheet) -> None:
    def words() -> list[str]:
        return [
            each["booleanRule"]["condition"]["values"][0]["userEnteredValue"]
            for each in tab.laid_over["conditionalFormats"]
        ]

    first, second, third = (colouring(rule("TEXT_EQ", word)) for word in ("satu", "dua", "tiga"))
    second["addConditionalFormatRule"]["index"] = 1
    ani.change(first, second, third)
    assert words() == ["tiga", "satu", "dua"]
    (reply,) = ani.change({"updateConditionalFormatRule": {"index": 0, "newIndex": 2}})
    assert (reply["updateConditionalFormatRule"]["oldIndex"], words()) == (0, ["satu", "dua", "tiga"])
    new = colouring(rule("TEXT_EQ", "empat"))["addConditionalFormatRule"]["rule"]
    ani.change({"updateConditionalFormatRule": {"index": 1, "rule": new}})
    (reply,) = ani.change({"deleteConditionalFormatRule": {"index": 0}})
    assert (
        reply["deleteConditionalFormatRule"]["rule"]["booleanRule"]["condition"] == rule("TEXT_EQ", "satu")["condition"]
    )
    assert words() == ["empat", "tiga"]
    assert ani.refusal({"deleteConditionalFormatRule": {"index": 2}}).endswith(
        "No conditional format on sheet: 0 at index: 2"
    )


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (colouring(rule("CUSTOM_FORMULA", "=Hasil!A1=1")), "Conditional format rule cannot reference a different sheet."),
        (colouring(rule("CUSTOM_FORMULA", '=AND($A1="x",$B1=1)')),
         'Invalid ConditionValue.userEnteredValue: =AND($A1="x",$B1=1)'),
        (colouring(rule("ONE_OF_LIST", "x")), "BooleanCondition.type ONE_OF_LIST is not supported by a conditional format"),
        (colouring(rule("TEXT_EQ", "x"), look={"textFormat": {"fontSize": 12}}),
         "Conditional formatting can only apply bold, italic, strikethrough, underline, foreground color and background color."),
        (colouring(rule("TEXT_EQ", "x"), area(1, 1, 99, 1)), "GridRange.endRowIndex[99] is after last row in grid[20]"),
    ],
)  # fmt: skip
def test_impossible_colour_rules_are_refused(request_: dict[str, Any], problem: str, ani: Client) -> None:
    assert ani.refusal(request_) == f"Invalid requests[0].addConditionalFormatRule: {problem}"


def test_a_colour_rule_may_use_functions_that_are_not_computed(ani: Client, tab: Sheet) -> None:
    ani.change(colouring(rule("CUSTOM_FORMULA", '=AND(LEFT($A1;8)="Berjalan";ISNUMBER(SEARCH("x";$A1)))')))
    assert len(tab.laid_over["conditionalFormats"]) == 1


def test_a_filter_has_all_its_ends(ani: Client, tab: Sheet) -> None:
    ani.change({"setBasicFilter": {"filter": {"range": {"sheetId": 0, "startRowIndex": 1}}}})
    found = ani.get(fields="sheets.basicFilter")["sheets"][0]["basicFilter"]
    assert found == {"range": {"startRowIndex": 1, "endRowIndex": 20, "startColumnIndex": 0, "endColumnIndex": 8}}
    ani.change({"clearBasicFilter": {"sheetId": 0}})
    assert tab.basic_filter is None


def test_filter_views_are_added_changed_and_removed(ani: Client, tab: Sheet) -> None:
    (reply,) = ani.change({"addFilterView": {"filter": {"range": area(1, 1, 5, 2)}}})
    view = reply["addFilterView"]["filter"]
    assert view["title"] == "Filter 1"
    told = {"filterViewId": view["filterViewId"], "title": "Terlambat"}
    ani.change({"updateFilterView": {"filter": told, "fields": "title"}})
    assert tab.laid_over["filterViews"][0]["title"] == "Terlambat"
    ani.change({"deleteFilterView": {"filterId": view["filterViewId"]}})
    assert tab.laid_over["filterViews"] == []


def test_named_ranges_are_added_changed_and_removed(ani: Client, book: Book) -> None:
    (reply,) = ani.change({"addNamedRange": {"namedRange": {"name": "Daftar", "range": area(1, 1, 2, 2)}}})
    named = reply["addNamedRange"]["namedRange"]
    assert named["range"] == {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    told = {"namedRangeId": named["namedRangeId"], "name": "Petugas"}
    ani.change({"updateNamedRange": {"namedRange": told, "fields": "name"}})
    assert ani.get(fields="namedRanges.name") == {"namedRanges": [{"name": "Petugas"}]}
    twice = ani.refusal({"addNamedRange": {"namedRange": {"name": "petugas", "range": area(1, 1, 1, 1)}}})
    assert twice.endswith("A named range with the name petugas already exists.")
    assert "not a valid name" in ani.refusal(
        {"addNamedRange": {"namedRange": {"name": "A1", "range": area(1, 1, 1, 1)}}}
    )
    ani.change({"deleteNamedRange": {"namedRangeId": named["namedRangeId"]}})
    assert book.named_ranges == []


def test_stripes_do_not_overlap(ani: Client) -> None:
    stripes = {"range": area(1, 1, 5, 2), "rowProperties": {"firstBandColor": {"red": 1}}}
    (reply,) = ani.change({"addBanding": {"bandedRange": stripes}})
    assert reply["addBanding"]["bandedRange"]["rowProperties"]["firstBandColorStyle"] == {"rgbColor": {"red": 1}}
    assert "already has alternating background colors" in ani.refusal({"addBanding": {"bandedRange": stripes}})


def test_a_chart_is_added_redrawn_moved_and_removed(ani: Client, tab: Sheet) -> None:
    spec = {"title": "Tayang", "basicChart": {"chartType": "COLUMN"}}
    place = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 2}}}
    (reply,) = ani.change({"addChart": {"chart": {"spec": spec, "position": place}}})
    chart = reply["addChart"]["chart"]
    assert chart["position"]["overlayPosition"] == {
        "anchorCell": {"rowIndex": 2},
        "widthPixels": 600,
        "heightPixels": 371,
    }
    ani.change({"updateChartSpec": {"chartId": chart["chartId"], "spec": spec | {"title": "Lain"}}})
    moved = {
        "objectId": chart["chartId"],
        "newPosition": {"overlayPosition": {"widthPixels": 300}},
        "fields": "widthPixels",
    }
    (reply,) = ani.change({"updateEmbeddedObjectPosition": moved})
    assert reply["updateEmbeddedObjectPosition"]["position"]["overlayPosition"]["widthPixels"] == 300
    assert ani.get(fields="sheets.charts.spec.title")["sheets"] == [{"charts": [{"spec": {"title": "Lain"}}]}]
    ani.change({"deleteEmbeddedObject": {"objectId": chart["chartId"]}})
    assert tab.laid_over["charts"] == []


def test_developer_metadata_is_made_changed_found_and_removed(ani: Client, book: Book) -> None:
    def mark(key: str, **location: Any) -> dict[str, Any]:
        told = {"metadataKey": key, "location": location, "visibility": "DOCUMENT"}
        return {"createDeveloperMetadata": {"developerMetadata": told}}

    replies = ani.change(
        mark("a", spreadsheet=True), mark("b", sheetId=0), mark("b", dimensionRange=dimension("COLUMNS", 2, 2))
    )
    assert [reply["createDeveloperMetadata"]["developerMetadata"]["location"]["locationType"] for reply in replies] == [
        "SPREADSHEET", "SHEET", "COLUMN",
    ]  # fmt: skip
    found = ani.get(fields="developerMetadata.metadataKey,sheets(developerMetadata.metadataKey)")
    assert found == {
        "developerMetadata": [{"metadataKey": "a"}],
        "sheets": [{"developerMetadata": [{"metadataKey": "b"}]}],
    }
    columns = ani.get(fields="sheets.data.columnMetadata.developerMetadata.metadataKey", ranges="A1:B1")
    assert columns["sheets"][0]["data"][0]["columnMetadata"] == [{}, {"developerMetadata": [{"metadataKey": "b"}]}]
    lookup = {"developerMetadataLookup": {"metadataKey": "b", "locationType": "SHEET"}}
    update = {"dataFilters": [lookup], "developerMetadata": {"metadataValue": "1"}, "fields": "metadataValue"}
    (reply,) = ani.change({"updateDeveloperMetadata": update})
    assert [item["metadataValue"] for item in reply["updateDeveloperMetadata"]["developerMetadata"]] == ["1"]
    every = {"developerMetadataLookup": {"metadataKey": "b"}}
    (reply,) = ani.change({"deleteDeveloperMetadata": {"dataFilter": every}})
    assert len(reply["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]) == 2
    assert [item["metadataKey"] for item in book.metadata] == ["a"]


@pytest.mark.parametrize(
    ("place", "strategy", "found"),
    [
        ({"spreadsheet": True}, "EXACT_LOCATION", "buku"),
        ({"sheetId": 0}, "EXACT_LOCATION", "tab"),
        ({"sheetId": 0}, "INTERSECTING_LOCATION", "buku tab baris kolom"),
        ({"dimensionRange": dimension("ROWS", 3, 3)}, "EXACT_LOCATION", "baris"),
        ({"dimensionRange": dimension("ROWS", 2, 5)}, "EXACT_LOCATION", ""),
        ({"dimensionRange": dimension("ROWS", 2, 5)}, "INTERSECTING_LOCATION", "buku tab baris"),
        ({"dimensionRange": dimension("ROWS", 4, 5)}, "INTERSECTING_LOCATION", "buku tab"),
    ],
)
def test_developer_metadata_is_found_by_its_place(
    place: dict[str, Any], strategy: str, found: str, ani: Client, book: Book
) -> None:
    places = {
        "buku": {"spreadsheet": True},
        "tab": {"sheetId": 0},
        "baris": {"dimensionRange": dimension("ROWS", 3, 3)},
        "kolom": {"dimensionRange": dimension("COLUMNS", 1, 1)},
    }
    for key, location in places.items():
        told = {"metadataKey": key, "location": location, "visibility": "DOCUMENT"}
        ani.change({"createDeveloperMetadata": {"developerMetadata": told}})
    lookup = {"metadataLocation": place, "locationMatchingStrategy": strategy}
    (reply,) = ani.change({"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}})
    gone = reply["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]
    assert " ".join(item["metadataKey"] for item in gone) == found


def test_metadata_of_more_than_one_row_is_refused(ani: Client) -> None:
    told = {"metadataKey": "x", "location": {"dimensionRange": dimension("ROWS", 1, 2)}, "visibility": "DOCUMENT"}
    problem = ani.refusal({"createDeveloperMetadata": {"developerMetadata": told}})
    assert problem.endswith("dimensionRange must be one row or one column of the grid")


def test_a_protection_may_name_its_range(ani: Client, budi: Client) -> None:
    (reply,) = ani.change({"addNamedRange": {"namedRange": {"name": "Judul", "range": area(1, 1, 1, 8)}}})
    named = reply["addNamedRange"]["namedRange"]["namedRangeId"]
    ani.change({"addProtectedRange": {"protectedRange": {"namedRangeId": named, "editors": {"users": [ANI]}}}})
    assert budi.refusal(write(["x"])).endswith(PROTECTED)


def test_the_look_that_results_is_told_unless_rules_colour_the_tab(google: Emulator, ani: Client) -> None:
    ani.change(
        {
            "repeatCell": {
                "range": area(1, 1, 1, 1),
                "cell": {"userEnteredFormat": {"textFormat": {"bold": True}}},
                "fields": "userEnteredFormat",
            }
        }
    )
    mask = "sheets.data.rowData.values.effectiveFormat(textFormat(bold,fontSize),wrapStrategy)"
    (data,) = ani.get(fields=mask)["sheets"][0]["data"]
    assert data["rowData"] == [
        {
            "values": [
                {"effectiveFormat": {"wrapStrategy": "OVERFLOW_CELL", "textFormat": {"fontSize": 10, "bold": True}}}
            ]
        }
    ]
    ani.change(colouring(rule("TEXT_EQ", "x")))
    assert ani.send("GET", "", fields=mask).status_code == 501
    assert len(google.take_problems()) == 1
