"""Requests for merged cells and borders."""

from __future__ import annotations

from emulator import masks
from emulator.cells import EMPTY, JSON, Cell, normal_colours
from emulator.edits import Edit, handles
from emulator.errors import invalid
from emulator.grid import Sheet
from emulator.merging import check_merge
from emulator.ranges import Area, clipped, grid_range

_PARTLY = "You must select all cells in a merged range to merge or unmerge them."
_SIDES = ("top", "bottom", "left", "right")


@handles("mergeCells")
def merge_cells(edit: Edit, told: JSON) -> None:
    sheet, area = edit.place_to_write(told.get("range"))
    _unmerge(sheet, area)
    for part in _parts(area, told.get("mergeType", "MERGE_ALL")):
        if (part.bottom - part.top) * (part.right - part.left) < 2:
            continue
        check_merge(sheet, part)
        sheet.laid_over["merges"].append(grid_range(sheet.id, part))
        sheet.change(part, lambda cell, row, column: _only_first(cell, (row, column) == part[:2]))  # noqa: B023


@handles("unmergeCells")
def unmerge_cells(edit: Edit, told: JSON) -> None:
    _unmerge(*edit.place_to_write(told.get("range")))


@handles("updateBorders")
def update_borders(edit: Edit, told: JSON) -> None:
    sheet, area = edit.place_to_write(told.get("range"))
    borders = {
        name: normal_colours(told[name]) for name in (*_SIDES, "innerHorizontal", "innerVertical") if name in told
    }

    def change(cell: Cell, row: int, column: int) -> Cell:
        is_edge = {
            "top": row == area.top,
            "bottom": row == area.bottom - 1,
            "left": column == area.left,
            "right": column == area.right - 1,
        }
        inner = {
            "top": "innerHorizontal",
            "bottom": "innerHorizontal",
            "left": "innerVertical",
            "right": "innerVertical",
        }
        wanted = {side: borders.get(side if is_edge[side] else inner[side]) for side in _SIDES}
        given = {side: border for side, border in wanted.items() if border is not None}
        if not given:
            return cell
        lines = {side: border for side, border in given.items() if border.get("style", "NONE") != "NONE"}
        mask = {"borders": dict.fromkeys(given)}
        return cell._replace(format=masks.updated(cell.format or {}, {"borders": lines}, mask) or None)

    sheet.change(area, change)


def _parts(area: Area, kind: str) -> list[Area]:
    if kind == "MERGE_ROWS":
        return [area._replace(top=row, bottom=row + 1) for row in range(area.top, area.bottom)]
    if kind == "MERGE_COLUMNS":
        return [area._replace(left=column, right=column + 1) for column in range(area.left, area.right)]
    if kind != "MERGE_ALL":
        raise invalid("MergeCellsRequest.mergeType is required")
    return [area]


def _unmerge(sheet: Sheet, area: Area) -> None:
    kept = []
    for told in sheet.laid_over["merges"]:
        merge = clipped(told, sheet)
        if not merge.meets(area):
            kept.append(told)
        elif not area.holds(merge):
            raise invalid(_PARTLY)
    sheet.laid_over["merges"] = kept


def _only_first(cell: Cell, is_first: bool) -> Cell:
    return cell if is_first else cell._replace(value=EMPTY.value, formula=None, runs=None)
