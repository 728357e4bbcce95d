"""Requests that add, remove, move and shape rows and columns."""

from __future__ import annotations

from emulator import masks
from emulator.cells import JSON
from emulator.edits import Edit, handles
from emulator.errors import Unsupported, invalid
from emulator.following import AXES, move_cells
from emulator.grid import Sheet
from emulator.limits import check_cell_count
from emulator.merging import check_edges
from emulator.moves import Move
from emulator.ranges import Area
from emulator.values import shown

_PIXELS_PER_CHARACTER, _PADDING, _LEAST_WIDTH = 7, 12, 21


@handles("appendDimension")
def append_dimension(edit: Edit, told: JSON) -> None:
    sheet, axis = edit.sheet(told), _axis(told)
    count = told.get("length", 0)
    if count < 1:
        raise invalid("appendDimension.length must be greater than 0")
    sheet.resize(axis, sheet.count(axis) + count)
    check_cell_count(edit.book)


@handles("insertDimension")
def insert_dimension(edit: Edit, told: JSON) -> None:
    sheet, axis, start, end = _span(edit, told.get("range", {}))
    inherits = told.get("inheritFromBefore", False)
    if inherits and start == 0:
        raise invalid("inheritFromBefore cannot be true when inserting at index 0")
    if start > sheet.count(axis) - (not inherits):
        raise invalid(f"range.startIndex[{start}] is after last {axis.lower()} in grid[{sheet.count(axis) - 1}]")
    _check_may_split(edit, sheet, axis, start)
    move_cells(edit.book, Move(sheet.id, axis, "insert", start, end - start, inherits_before=inherits))
    _move_frozen(sheet, axis, start, end - start)
    check_cell_count(edit.book)


@handles("deleteDimension")
def delete_dimension(edit: Edit, told: JSON) -> None:
    sheet, axis, start, end = _span(edit, told.get("range", {}))
    count, noun = sheet.count(axis), axis.lower()
    if end > count:
        raise invalid(
            f"Cannot delete a {noun} that doesn't exist. "
            f"Tried to delete {noun} index {max(start, count)} but there are only {count} {noun}s."
        )
    if end - start == count:
        raise invalid(f"You can't delete all the {noun}s on the sheet.")
    frozen = _frozen(sheet, axis)
    if start <= frozen and end == count:
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {noun}s.")
    edit.check_may_edit(sheet, _band(sheet, axis, start, end))
    move_cells(edit.book, Move(sheet.id, axis, "delete", start, end - start))
    _move_frozen(sheet, axis, start, -(min(end, frozen) - min(start, frozen)))
    _drop_single_merges(sheet)


@handles("moveDimension")
def move_dimension(edit: Edit, told: JSON) -> None:
    sheet, axis, start, end = _span(edit, told.get("source", {}))
    target = told.get("destinationIndex", 0)
    if end > sheet.count(axis) or not 0 <= target <= sheet.count(axis):
        raise invalid(f"moveDimension is outside the grid of {sheet.count(axis)} {axis.lower()}s")
    if start < target < end:
        raise invalid("destinationIndex must not be inside the source")
    low, high = min(start, target), max(end, target)
    edit.check_may_edit(sheet, _band(sheet, axis, low, high))
    edges = (start, end, target)
    if any(span[0] < edge < span[1] for span in _merge_spans(sheet, axis) for edge in edges):
        raise invalid(f"Moving {axis.lower()}s must not split a merged range.")
    if target not in (start, end):
        move_cells(edit.book, Move(sheet.id, axis, "move", start, end - start, target))
        check_edges(sheet)


@handles("updateDimensionProperties")
def update_dimension_properties(edit: Edit, told: JSON) -> None:
    if "dataSourceSheetRange" in told:
        raise Unsupported("updateDimensionProperties of a data source")
    mask = masks.update_mask(told.get("fields"), "DimensionProperties", root="properties")
    if mask is not None and set(mask) - {"pixelSize", "hiddenByUser"}:
        raise Unsupported(f"the dimension properties {', '.join(sorted(mask))}")
    sheet, axis, start, end = _span(edit, told.get("range", {}))
    if end > sheet.count(axis):
        raise invalid(f"range.endIndex[{end}] is after last {axis.lower()} in grid[{sheet.count(axis)}]")
    new = {name: value for name, value in told.get("properties", {}).items() if value}
    for at in range(start, end):
        sheet.dimensions[axis][at] = masks.updated(sheet.dimensions[axis].get(at, {}), new, mask)


@handles("autoResizeDimensions")
def auto_resize_dimensions(edit: Edit, told: JSON) -> None:
    if "dataSourceSheetDimensions" in told:
        raise Unsupported("autoResizeDimensions of a data source")
    sheet, axis, start, end = _span(edit, told.get("dimensions", {}))
    if axis == "Row":
        for at in range(start, end):
            sheet.dimensions[axis][at] = masks.updated(sheet.dimensions[axis].get(at, {}), {}, {"pixelSize": None})
        return
    texts = shown(edit.book, sheet, sheet.area, "FORMATTED_VALUE")
    for at in range(start, end):
        longest = max((len(str(row[at])) for row in texts if at < len(row)), default=0)
        width = max(_LEAST_WIDTH, longest * _PIXELS_PER_CHARACTER + _PADDING)
        sheet.dimensions[axis][at] = sheet.dimensions[axis].get(at, {}) | {"pixelSize": width}


def _span(edit: Edit, told: JSON) -> tuple[Sheet, str, int, int]:
    """Tab, axis, start and end of a DimensionRange."""
    sheet, axis = edit.sheet(told), _axis(told)
    start, end = told.get("startIndex", 0), told.get("endIndex", sheet.count(axis))
    if start < 0 or end <= start:
        raise invalid(f"range.endIndex[{end}] must be after range.startIndex[{start}]")
    return sheet, axis, start, end


def _axis(told: JSON) -> str:
    axis = AXES.get(told.get("dimension", ""))
    if axis is None:
        raise invalid("dimension is required")
    return axis


def _band(sheet: Sheet, axis: str, start: int, end: int) -> Area:
    """Whole rows or columns."""
    return sheet.area._replace(top=start, bottom=end) if axis == "Row" else sheet.area._replace(left=start, right=end)


def _check_may_split(edit: Edit, sheet: Sheet, axis: str, at: int) -> None:
    """Inserting inside a protected range is editing it; at its edge it is not."""
    if 0 < at < sheet.count(axis):
        before, after = _band(sheet, axis, at - 1, at), _band(sheet, axis, at, at + 1)
        for protected in sheet.laid_over["protectedRanges"]:
            told = edit.protected_range(protected)
            ends = (told.get(f"start{axis}Index", 0), told.get(f"end{axis}Index", sheet.count(axis)))
            if ends[0] < at < ends[1]:
                edit.check_may_edit(sheet, before)
                edit.check_may_edit(sheet, after)


def _frozen(sheet: Sheet, axis: str) -> int:
    return int(sheet.properties["gridProperties"].get(f"frozen{axis}Count", 0))


def _move_frozen(sheet: Sheet, axis: str, start: int, change: int) -> None:
    frozen = _frozen(sheet, axis)
    if start < frozen:
        grid = sheet.properties["gridProperties"] | {f"frozen{axis}Count": frozen + change}
        sheet.properties = sheet.properties | {"gridProperties": {name: value for name, value in grid.items() if value}}


def _merge_spans(sheet: Sheet, axis: str) -> list[tuple[int, int]]:
    return [(area.top, area.bottom) if axis == "Row" else (area.left, area.right) for area in sheet.merge_areas()]


def _drop_single_merges(sheet: Sheet) -> None:
    pairs = zip(sheet.laid_over["merges"], list(sheet.merge_areas()), strict=True)
    sheet.laid_over["merges"] = [
        told for told, area in pairs if (area.bottom - area.top) * (area.right - area.left) > 1
    ]
