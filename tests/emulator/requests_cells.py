"""Requests that write cells: updateCells, appendCells, repeatCell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.cell_changes import Change, cell_change
from emulator.cells import EMPTY, JSON, Cell, kept, trimmed
from emulator.edits import Edit, handles
from emulator.errors import Unsupported, invalid
from emulator.ranges import Area
from emulator.strict import Strict

if TYPE_CHECKING:
    from emulator.grid import Sheet


@handles("updateCells")
def update_cells(edit: Edit, told: JSON) -> None:
    change = cell_change(edit.book, told.get("fields"))
    rows = [row.get("values", []) for row in told.get("rows", [])]
    if "start" in told:
        _write_from(edit, told["start"], rows, change)
        return
    sheet, area = edit.place_to_write(told.get("range"))
    if len(rows) > area.bottom - area.top:
        written = area.bottom
        raise invalid(f"Attempting to write row: {written}, beyond the last requested row of: {area.bottom - 1}")
    if any(len(row) > area.right - area.left for row in rows):
        written = area.right
        raise invalid(f"Attempting to write column: {written}, beyond the last requested column of: {area.right - 1}")
    for row in range(area.top, area.bottom):
        number = row - area.top
        _write_row(sheet, row, area.left, area.right, rows[number] if number < len(rows) else [], change)


@handles("appendCells")
def append_cells(edit: Edit, told: JSON) -> None:
    if "tableId" in told:
        raise Unsupported("appendCells to a table")
    sheet = edit.sheet(told)
    change = cell_change(edit.book, told.get("fields"))
    rows = [row.get("values", []) for row in told.get("rows", [])]
    top = sheet.row_after_data(with_validated=Strict.VALIDATED_IS_DATA in edit.book.strict)
    if top + len(rows) > sheet.row_count:
        sheet.resize("Row", top + len(rows))
    _write_from(edit, {"sheetId": sheet.id, "rowIndex": top, "columnIndex": 0}, rows, change)


@handles("repeatCell")
def repeat_cell(edit: Edit, told: JSON) -> None:
    sheet, area = edit.place_to_write(told.get("range"))
    data = told.get("cell", {})
    change = cell_change(edit.book, told.get("fields"))
    formula = data.get("userEnteredValue", {}).get("formulaValue")
    if formula is None:
        sheet.change(area, lambda cell, row, column: change(cell, data, row, column))
        return
    # The formula is written for the first cell and filled into the others.
    first = change(EMPTY, data, area.top, area.left).formula
    rest = {name: value for name, value in data.items() if name != "userEnteredValue"}
    sheet.change(area, lambda cell, row, column: change(cell, rest, row, column)._replace(formula=first))


def _write_from(edit: Edit, start: JSON, rows: list[list[JSON]], change: Change) -> None:
    """Write rows of any lengths from one cell on; nothing else is touched."""
    sheet = edit.sheet(start)
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    bottom, right = top + len(rows), left + max((len(row) for row in rows), default=0)
    if top >= sheet.row_count or bottom > sheet.row_count:
        beyond = max(top, sheet.row_count)
        raise invalid(f"GridCoordinate.rowIndex[{beyond}] is after last row in grid[{sheet.row_count - 1}]")
    if left >= sheet.column_count or right > sheet.column_count:
        beyond = max(left, sheet.column_count)
        raise invalid(f"GridCoordinate.columnIndex[{beyond}] is after last column in grid[{sheet.column_count - 1}]")
    if rows and right > left:
        edit.check_may_edit(sheet, Area(top, left, bottom, right))
    for row, data in enumerate(rows, top):
        _write_row(sheet, row, left, left + len(data), data, change)


def _write_row(sheet: Sheet, row: int, left: int, right: int, data: list[JSON], change: Change) -> None:
    """Write the cells of one row; those that the data does not reach get the masked fields cleared."""
    old = sheet.rows[row] if row < len(sheet.rows) else ()
    if not data and len(old) <= left:
        return
    cells: list[Cell | None] = [*old, *[None] * (left + len(data) - len(old))]
    for column in range(left, min(right, len(cells))):
        number = column - left
        told = data[number] if number < len(data) else {}
        cell = cells[column]
        if cell is not None or told:
            cells[column] = kept(change(cell or EMPTY, told, row, column))
    sheet.put_row(row, trimmed(cells))
