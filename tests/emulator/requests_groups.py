"""Requests that group rows or columns under a button, one in another, and show or hide what is grouped."""

from __future__ import annotations

from emulator import masks
from emulator.cells import JSON
from emulator.edits import Edit, handles
from emulator.errors import Unsupported, invalid
from emulator.following import AXES
from emulator.grid import Sheet
from emulator.ranges import echoed_in

_CONTROL_AFTER = {"rowGroups": "rowGroupControlAfter", "columnGroups": "columnGroupControlAfter"}
"""What the service notes of a tab with its first group: the buttons stand behind what they fold."""


@handles("addDimensionGroup")
def add_dimension_group(edit: Edit, told: JSON) -> JSON:
    sheet, name, span = _span(edit, told.get("range", {}))
    if any(_overlaps(group["range"], span) for group in sheet.laid_over[name]):
        raise Unsupported("groups that overlap")
    sheet.laid_over[name] = [*sheet.laid_over[name], {"range": span, "depth": 1}]
    grid = sheet.properties["gridProperties"]
    sheet.properties = sheet.properties | {"gridProperties": grid | {_CONTROL_AFTER[name]: True}}
    return {"dimensionGroups": echoed_in(sheet.laid_over[name])}


@handles("updateDimensionGroup")
def update_dimension_group(edit: Edit, told: JSON) -> None:
    mask = masks.update_mask(told.get("fields"), "DimensionGroup", root="dimensionGroup")
    if mask is None or set(mask) != {"collapsed"}:
        raise Unsupported("an update of a group other than whether it is folded together")
    wanted = told.get("dimensionGroup", {})
    sheet, name, span = _span(edit, wanted.get("range", {}))
    group = next((group for group in sheet.laid_over[name] if group["range"] == span), None)
    if group is None or wanted.get("depth") != group["depth"]:
        raise invalid("There is no dimension group with that range and depth.")
    is_folded = bool(wanted.get("collapsed"))
    changed = {key: value for key, value in group.items() if key != "collapsed"} | (
        {"collapsed": True} if is_folded else {}
    )
    sheet.laid_over[name] = [changed if other is group else other for other in sheet.laid_over[name]]
    shown = sheet.dimensions[AXES[span["dimension"]]]
    for at in range(span["startIndex"], span["endIndex"]):
        shown[at] = masks.updated(
            shown.get(at, {}), {"hiddenByUser": True} if is_folded else {}, {"hiddenByUser": None}
        )


def _span(edit: Edit, told: JSON) -> tuple[Sheet, str, JSON]:
    """Tab, the name of its groups, and a DimensionRange with both ends."""
    sheet, axis = edit.sheet(told), AXES.get(told.get("dimension", ""))
    if axis is None:
        raise invalid("dimension is required")
    start, end = told.get("startIndex", 0), told.get("endIndex", sheet.count(axis))
    if not 0 <= start < end <= sheet.count(axis):
        raise invalid(f"range.endIndex[{end}] must be after range.startIndex[{start}], inside the grid")
    span = {"sheetId": sheet.id, "dimension": told["dimension"], "startIndex": start, "endIndex": end}
    return sheet, f"{axis.lower()}Groups", span


def _overlaps(one: JSON, other: JSON) -> bool:
    return bool(one["startIndex"] < other["endIndex"] and other["startIndex"] < one["endIndex"])
