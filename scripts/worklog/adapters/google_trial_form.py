"""What is tried of the form: the very requests by which setup makes the tabs, sent to one tab after the other."""

from __future__ import annotations

from collections.abc import Callable

from worklog.adapters.google_cells import VALUE, Json, area, cell, colour, update
from worklog.adapters.google_charts import summary_charts
from worklog.adapters.google_form import in_view
from worklog.adapters.google_headers import new_header, new_place
from worklog.adapters.google_held import Held
from worklog.adapters.google_pages import grid, whole_page
from worklog.adapters.google_rules import protection, protects, validations
from worklog.adapters.google_scratch import COLUMNS, ROWS, TAB_ID, TITLE, Scratch
from worklog.adapters.google_script_tabs import script_page
from worklog.adapters.google_tables import repairs
from worklog.core import tabs

_SHADE = 1 / 255


def keeps_colours(scratch: Scratch) -> bool:
    """The colour of a tab comes back, but for the rounding to 256 shades."""
    wanted = colour("1B4A7A")
    properties = {"sheetId": TAB_ID, "tabColorStyle": wanted}
    scratch.change({"updateSheetProperties": {"properties": properties, "fields": "tabColorStyle"}})
    sheets = scratch.spreadsheet.get("sheets(properties(sheetId,tabColorStyle))")["sheets"]
    (held,) = (sheet["properties"] for sheet in sheets if sheet["properties"]["sheetId"] == TAB_ID)
    kept = held["tabColorStyle"]["rgbColor"]
    return all(abs(kept.get(part, 0) - share) <= _SHADE for part, share in wanted["rgbColor"].items())


def takes_rules(scratch: Scratch) -> bool:
    """Dropdowns and date checks are taken and shown."""
    rules = validations(tabs.LOG.name, scratch.sop, f"='{TITLE}'!$A$2:$A")
    requests = [
        {"setDataValidation": {"range": area(TAB_ID, 1, at, 5, at), "rule": rule}}
        for at, rule in enumerate(rules.values(), 1)
    ]
    scratch.made(*requests)
    read = scratch.spreadsheet.get("sheets(data(rowData(values(dataValidation))))", [f"'{TITLE}'!A1:J1"])["sheets"]
    cells = read[0]["data"][0]["rowData"][0]["values"]
    shown = [held["dataValidation"]["condition"]["type"] for held in cells if "dataValidation" in held]
    return shown == [rule["condition"]["type"] for rule in rules.values()]


def is_protected(scratch: Scratch) -> bool:
    """A range is protected with the program among its editors, and the program goes on writing there."""
    where = area(TAB_ID, 1, 2)
    scratch.made(protection(where, scratch.editors))
    scratch.change(update(VALUE, area(TAB_ID, 1, 2, 1, 2), [[cell("isi")]]))
    sheets = scratch.spreadsheet.get("sheets(properties(sheetId),protectedRanges(range,description))")["sheets"]
    return scratch.values(1, 2, 1, 2) == [["isi"]] and any(
        protects(sheet, where) for sheet in sheets if sheet["properties"]["sheetId"] == TAB_ID
    )


def refuses_merges_across_the_edge(scratch: Scratch) -> bool:
    """Cells are not merged across the edge of what stays in view."""
    scratch.made(_frozen(1))
    return scratch.refusal(_merged(1, 1, 1, 3)) is not None


def refuses_to_freeze_part_of_a_merge(scratch: Scratch) -> bool:
    """What stays in view does not end within merged cells."""
    scratch.made(_merged(1, 1, 1, 3))
    return scratch.refusal(_frozen(1)) is not None


def refuses_filters_over_merges(scratch: Scratch) -> bool:
    """A filter is not laid over cells that are merged across rows."""
    scratch.made(_merged(1, 1, 2, 1))
    return scratch.refusal({"setBasicFilter": {"filter": {"range": area(TAB_ID, 1, 1, 9, 3)}}}) is not None


def takes_script_tab(tab: tabs.Tab) -> Callable[[Scratch], bool]:
    """What tries a tab that only the program writes."""

    def holds(scratch: Scratch) -> bool:
        scratch.renew()
        charts = summary_charts(TAB_ID) if tab is tabs.SUMMARY else []
        scratch.change(*whole_page(script_page(tab, scratch.sop, scratch.office), TAB_ID), *charts)
        return True

    return holds


def takes_staff_tab(tab: tabs.Tab) -> Callable[[Scratch], bool]:
    """What tries a tab that people fill."""

    def holds(scratch: Scratch) -> bool:
        scratch.renew()
        held = Held(new_place(tab, TAB_ID, TITLE), is_blank=True)
        people = new_place(tabs.PEOPLE, TAB_ID, TITLE)
        requests = [
            *grid(TAB_ID, ROWS, COLUMNS, in_view(held.place), grid_lines=False),
            *new_header(held.place, scratch.office, scratch.sop.number),
        ]
        for repair in repairs(held, people, TITLE, scratch.sop, scratch.editors):
            requests += repair.requests
        # The ids of marks are those of the log's own tab.
        scratch.change(*(request for request in requests if "createDeveloperMetadata" not in request))
        return True

    return holds


def _frozen(columns: int) -> Json:
    properties = {"sheetId": TAB_ID, "gridProperties": {"frozenColumnCount": columns}}
    return {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenColumnCount"}}


def _merged(top: int, left: int, bottom: int, right: int) -> Json:
    return {"mergeCells": {"range": area(TAB_ID, top, left, bottom, right), "mergeType": "MERGE_ALL"}}
