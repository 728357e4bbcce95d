"""The tabs of the log in a Google Sheet: found by their ids, whatever people call them or wherever they move them.

Setup gives each tab an id of its own choice, so that a check needs no request to learn it. Where a tab has another id,
because people made it by hand, it is found by the mark that setup left on it, else by its name.
"""

from __future__ import annotations

from collections.abc import Mapping

from worklog.adapters.google.cells import Json, colour
from worklog.core.log import tabs
from worklog.core.log.grids import SETUP, tab_name

TAB_IDS = {name: 332_601 + number for number, name in enumerate(tabs.TAB_ORDER)}
TAB_MARK, FORM_MARK = "worklog.tab", "worklog.form"
"""Keys of developer metadata: which tab a sheet is; the version of the form that setup made in a spreadsheet."""
FORM_VERSION = "1"

TabIds = Mapping[str, int]
"""Name of the tab in the contract → id of its sheet."""

FIELDS = (
    "properties(locale,timeZone),developerMetadata,"
    "sheets(properties(sheetId,title,index,hidden,gridProperties,tabColorStyle),developerMetadata)"
)
"""What has to be known of a spreadsheet to find its tabs."""


def tab_ids(spreadsheet: Json) -> dict[str, int]:
    """The id of each tab that is there."""
    sheets = spreadsheet["sheets"]
    marked = {name: sheet["properties"]["sheetId"] for sheet in sheets if (name := _marked(sheet)) in TAB_IDS}
    titles = {sheet["properties"]["title"]: sheet["properties"]["sheetId"] for sheet in sheets}
    ids = set(titles.values())
    found: dict[str, int] = {}
    for tab in (*tabs.STAFF_TABS, *tabs.SCRIPT_TABS):
        title = tab_name(titles, tab)
        if TAB_IDS[tab.name] in ids:
            found[tab.name] = TAB_IDS[tab.name]
        elif tab.name in marked:
            found[tab.name] = marked[tab.name]
        elif title is not None:
            found[tab.name] = titles[title]
    return found


def unmarked_tabs(spreadsheet: Json) -> dict[str, int]:
    """Of the tabs that are there those that setup did not make or mark: found by their names alone."""
    known = {sheet["properties"]["sheetId"] for sheet in spreadsheet["sheets"] if _marked(sheet) in TAB_IDS}
    return {
        name: sheet_id
        for name, sheet_id in tab_ids(spreadsheet).items()
        if sheet_id != TAB_IDS[name] and sheet_id not in known
    }


def columns_of(spreadsheet: Json, sheet_id: int) -> int:
    """How many columns a sheet has."""
    properties = (sheet["properties"] for sheet in spreadsheet["sheets"])
    return int(next(held["gridProperties"]["columnCount"] for held in properties if held["sheetId"] == sheet_id))


def tab_of_people(name: str) -> str:
    """What to tell of a tab that has the name of a script-owned one but was not written by the script."""
    return (
        f"Tab {name} berisi sesuatu yang tidak ditulis oleh program, dan nama itu dipakai program untuk tabnya "
        f"sendiri. Beri tab itu nama lain, lalu jalankan: {SETUP}"
    )


def _marked(sheet: Json) -> str:
    marks = sheet.get("developerMetadata", ())
    return next((mark.get("metadataValue", "") for mark in marks if mark.get("metadataKey") == TAB_MARK), "")


def new_tab(name: str, sheet_id: int, size: tuple[int, int], frozen: tuple[int, int], tab_colour: str) -> list[Json]:
    """The requests that make a tab of so many rows and columns, of which the `frozen` ones stay in view."""
    look = _look(sheet_id, frozen, tab_colour)
    look["gridProperties"] |= {"rowCount": size[0], "columnCount": size[1]}
    return [
        {"addSheet": {"properties": {**look, "title": name, "index": tabs.TAB_ORDER.index(name)}}},
        mark_tab(name, sheet_id),
    ]


def take_tab(sheet_id: int, more: tuple[int, int], above: int, frozen: tuple[int, int], tab_colour: str) -> list[Json]:
    """The requests that make a table of a blank tab: `more` rows and columns at its end, and rows `above` all others.

    Merged cells are parted, since no filter may lie over them and the edge of what stays in view may not cut them. What
    somebody types into the tab meanwhile moves down with the others.
    """
    sheet = {"sheetId": sheet_id}
    grown = [
        {"appendDimension": {**sheet, "dimension": dimension, "length": count}}
        for dimension, count in zip(("ROWS", "COLUMNS"), more, strict=True)
        if count > 0
    ]
    rows = {**sheet, "dimension": "ROWS", "startIndex": 0, "endIndex": above}
    look = _look(sheet_id, frozen, tab_colour)
    fields = ",".join(("tabColorStyle", *(f"gridProperties.{name}" for name in look["gridProperties"])))
    shown = {"updateSheetProperties": {"properties": look, "fields": fields}}
    return [{"unmergeCells": {"range": sheet}}, *grown, {"insertDimension": {"range": rows}}, shown]


def _look(sheet_id: int, frozen: tuple[int, int], tab_colour: str) -> Json:
    grid = {"frozenRowCount": frozen[0], "frozenColumnCount": frozen[1], "hideGridlines": True}
    return {"sheetId": sheet_id, "tabColorStyle": colour(tab_colour), "gridProperties": grid}


def hidden(sheet_id: int) -> Json:
    """The request that takes a tab out of people's sight; formulas go on reading it."""
    return {"updateSheetProperties": {"properties": {"sheetId": sheet_id, "hidden": True}, "fields": "hidden"}}


def mark_tab(name: str, sheet_id: int) -> Json:
    """The request that marks a sheet as a tab of the log."""
    return mark(TAB_MARK, name, {"sheetId": sheet_id})


def mark_form() -> Json:
    """The request that notes the version of the form in the spreadsheet."""
    return mark(FORM_MARK, FORM_VERSION, {"spreadsheet": True})


def mark(key: str, value: str, location: Json, mark_id: int | None = None) -> Json:
    """The request that leaves a mark at a place, under an id of our own if one is given."""
    data = {"metadataKey": key, "metadataValue": value, "location": location, "visibility": "DOCUMENT"}
    own_id = {} if mark_id is None else {"metadataId": mark_id}
    return {"createDeveloperMetadata": {"developerMetadata": {**data, **own_id}}}


def mark_value(spreadsheet: Json, key: str) -> str | None:
    """What a mark on the spreadsheet as a whole says; None when it has none with that key."""
    marks = spreadsheet.get("developerMetadata", ())
    return next((mark.get("metadataValue", "") for mark in marks if mark.get("metadataKey") == key), None)
