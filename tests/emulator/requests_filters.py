"""Requests for filters and stripes."""

from __future__ import annotations

from emulator import masks
from emulator.cells import JSON, normal_colours
from emulator.conditions import check_condition
from emulator.edits import Edit, handles
from emulator.errors import Unsupported, invalid
from emulator.lying_over import lying_over
from emulator.merging import check_filter
from emulator.ranges import clipped, echoed, grid_range


@handles("setBasicFilter")
def set_basic_filter(edit: Edit, told: JSON) -> None:
    basic = told.get("filter", {})
    _check_filter(edit, basic)
    sheet, area = edit.place(basic["range"])
    sheet.basic_filter = basic | {"range": grid_range(sheet.id, area)}


@handles("clearBasicFilter")
def clear_basic_filter(edit: Edit, told: JSON) -> None:
    edit.sheet(told).basic_filter = None


@handles("addFilterView")
def add_filter_view(edit: Edit, told: JSON) -> JSON:
    view = told.get("filter", {})
    _check_filter(edit, view)
    sheet, area = edit.place(view["range"])
    number = len(sheet.laid_over["filterViews"]) + 1
    view_id = view.get("filterViewId") or edit.book.new_id()
    view = {"filterViewId": view_id, "title": view.get("title") or f"Filter {number}"} | view
    view |= {"range": grid_range(sheet.id, area)}
    sheet.laid_over["filterViews"].append(view)
    return {"filter": view}


@handles("updateFilterView")
def update_filter_view(edit: Edit, told: JSON) -> None:
    new = told.get("filter", {})
    mask = masks.update_mask(told.get("fields"), "FilterView", root="filter")
    sheet, index, old = lying_over(edit.book, "filterViews", "filterViewId", new.get("filterViewId"))
    changed = masks.updated(old, new, mask) | {"filterViewId": old["filterViewId"]}
    _check_filter(edit, changed)
    sheet.laid_over["filterViews"][index] = changed


@handles("deleteFilterView")
def delete_filter_view(edit: Edit, told: JSON) -> None:
    sheet, index, _ = lying_over(edit.book, "filterViews", "filterViewId", told.get("filterId"))
    del sheet.laid_over["filterViews"][index]


@handles("addBanding")
def add_banding(edit: Edit, told: JSON) -> JSON:
    band = normal_colours(told.get("bandedRange", {}))
    sheet, area = edit.place_to_write(band.get("range"))
    if any(clipped(each["range"], sheet).meets(area) for each in sheet.laid_over["bandedRanges"]):
        raise invalid(
            "You cannot add alternating background colors to a range that already has alternating background colors."
        )
    if not band.get("rowProperties") and not band.get("columnProperties"):
        raise invalid("At least one of rowProperties and columnProperties must be set.")
    band = {"bandedRangeId": band.get("bandedRangeId") or edit.book.new_id()} | band
    band |= {"range": echoed(band["range"])}
    sheet.laid_over["bandedRanges"].append(band)
    return {"bandedRange": band}


def _check_filter(edit: Edit, told: JSON) -> None:
    if "namedRangeId" in told or "tableId" in told:
        raise Unsupported("a filter of a named range or a table")
    if told.get("sortSpecs"):
        raise Unsupported("a filter that sorts")
    check_filter(*edit.place(told.get("range")))
    criteria = [*told.get("criteria", {}).values()]
    criteria += [spec.get("filterCriteria", {}) for spec in told.get("filterSpecs", ())]
    for each in criteria:
        if "condition" in each:
            check_condition(edit.book, each["condition"], "filter")
