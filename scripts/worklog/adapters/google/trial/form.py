"""What is tried of the form: the very requests by which setup makes the tabs, sent to one tab after the other."""

from __future__ import annotations

from collections.abc import Callable

from worklog.adapters.google.cells import VALUE, Json, area, cell, colour, update
from worklog.adapters.google.charts import summary_charts
from worklog.adapters.google.form.form import in_view
from worklog.adapters.google.form.headers import new_header, new_place
from worklog.adapters.google.form.held import FORM, Held, look_closely, read_values
from worklog.adapters.google.form.script_tabs import script_page
from worklog.adapters.google.form.tables import repairs
from worklog.adapters.google.pages import grid, whole_page
from worklog.adapters.google.places import find_place
from worklog.adapters.google.rules import protection, protects, validations
from worklog.adapters.google.trial.scratch import COLUMNS, ROWS, TAB_ID, TITLE, Scratch
from worklog.core.log import tabs

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
        charts = summary_charts(TAB_ID) if tab == tabs.SUMMARY else []
        scratch.change(*whole_page(script_page(tab, scratch.sop.current, scratch.office), TAB_ID), *charts)
        return True

    return holds


def takes_staff_tab(tab: tabs.Tab) -> Callable[[Scratch], bool]:
    """What tries a tab that people fill."""

    def holds(scratch: Scratch) -> bool:
        scratch.renew()
        held = Held(new_place(_with_roles(tab, scratch), TAB_ID, TITLE), is_blank=True)
        requests = [
            *grid(TAB_ID, ROWS, COLUMNS, in_view(held.place), grid_lines=False),
            *new_header(held.place, scratch.office, scratch.sop.current),
            *_missing(held, scratch),
        ]
        # The ids of marks are those of the log's own tab.
        scratch.change(*(request for request in requests if "createDeveloperMetadata" not in request))
        return True

    return holds


def reads_staff_tab(tab: tabs.Tab) -> Callable[[Scratch], bool]:
    """What tries whether setup finds all in its place in the tab that was just made."""

    def holds(scratch: Scratch) -> bool:
        spreadsheet = scratch.spreadsheet
        (sheet,) = (one for one in spreadsheet.get(FORM)["sheets"] if one["properties"]["sheetId"] == TAB_ID)
        values = read_values(spreadsheet, {tab.name: TAB_ID})[tab.name]
        whole = _with_roles(tab, scratch)
        place = find_place(TAB_ID, TITLE, whole, values)
        if place != new_place(whole, TAB_ID, TITLE):
            return False
        held = Held(place, values, sheet)
        look_closely(spreadsheet, [held])
        return not _missing(held, scratch)

    return holds


def _with_roles(tab: tabs.Tab, scratch: Scratch) -> tabs.Tab:
    return next(whole for whole in tabs.staff_tabs(scratch.sop.roles) if whole == tab)


def _missing(held: Held, scratch: Scratch) -> list[Json]:
    """The requests for what a tab that people fill lacks."""
    people = new_place(tabs.PEOPLE, TAB_ID, TITLE)
    found = repairs(held, people, TITLE, scratch.sop, scratch.editors)
    return [request for repair in found for request in repair.requests]


def _frozen(columns: int) -> Json:
    properties = {"sheetId": TAB_ID, "gridProperties": {"frozenColumnCount": columns}}
    return {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenColumnCount"}}


def _merged(top: int, left: int, bottom: int, right: int) -> Json:
    return {"mergeCells": {"range": area(TAB_ID, top, left, bottom, right), "mergeType": "MERGE_ALL"}}
