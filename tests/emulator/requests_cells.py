"""Requests that write cells: updateCells, appendCells, repeatCell, sortRange."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from emulator import masks
from emulator.book import Book
from emulator.cells import EMPTY, JSON, Cell, CellError, Value, colour_mask, constant, kept, normal_colours, trimmed
from emulator.conditions import check_condition
from emulator.edits import Edit, handles
from emulator.errors import Unsupported, invalid
from emulator.formulas import Formula
from emulator.grid import Sheet
from emulator.ranges import Area
from emulator.rules_kept import kept_rule, rule_formulas

_NOT_EMULATED = ("pivotTable", "dataSourceTable", "dataSourceFormula", "chipRuns")
_READ_ONLY = ("effectiveValue", "effectiveFormat", "formattedValue", "hyperlink")

Change = Callable[[Cell, JSON, int, int], Cell]
"""A cell as it is, a CellData, its row and its column → the cell as it will be."""


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
    top = sheet.row_after_data()
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


@handles("sortRange")
def sort_range(edit: Edit, told: JSON) -> None:
    sheet, area = edit.place_to_write(told.get("range"))
    order = sorted_rows(edit.book, sheet, area, told.get("sortSpecs", []))
    reorder(edit.book, sheet, area, order)


def sorted_rows(book: Book, sheet: Sheet, area: Area, specs: list[JSON]) -> list[int]:
    """The rows of an area in the order that the specifications want."""
    if any(merge.meets(area) and merge.bottom - merge.top > 1 for merge in sheet.merge_areas()):
        raise invalid("You can't sort a range with vertical merges.")
    if not specs:
        raise invalid("Must specify at least one sortSpec.")
    rows = list(range(area.top, area.bottom))
    for spec in reversed(specs):
        if set(spec) - {"dimensionIndex", "sortOrder"}:
            raise Unsupported("sorting by colour or by a data source")
        column = spec.get("dimensionIndex", 0)
        if not area.left <= column < area.right:
            raise invalid(f"SortSpec.dimensionIndex[{column}] is not within the range to sort")
        values = {row: book.results.cell(sheet, row, column) for row in rows}
        filled = [row for row in rows if values[row] is not None and values[row] != ""]
        blank = [row for row in rows if values[row] is None or values[row] == ""]
        is_down = spec.get("sortOrder") == "DESCENDING"
        rows = sorted(filled, key=lambda row: _sort_key(values[row]), reverse=is_down) + blank
    return rows


def reorder(book: Book, sheet: Sheet, area: Area, order: list[int]) -> None:
    """Put the cells of those rows, inside the area's columns, into its rows from the top."""
    taken = [[sheet.at(row, column) for column in range(area.left, area.right)] for row in order]
    for row, cells in enumerate(taken, area.top):
        old = sheet.rows[row] if row < len(sheet.rows) else ()
        line = [*old, *[None] * (area.right - len(old))]
        line[area.left : area.right] = [kept(cell) for cell in cells]
        sheet.put_row(row, trimmed(line))
    places = {row: area.top + number for number, row in enumerate(order)}

    def moved(spot: tuple[int, int]) -> tuple[int, int]:
        is_inside = area.left <= spot[1] < area.right
        return (places.get(spot[0], spot[0]), spot[1]) if is_inside else spot

    book.note_move(sheet.id, moved)


def cell_change(book: Book, fields: str | None) -> Change:
    """What a CellData does to a cell under a field mask."""
    mask = masks.update_mask(fields, "CellData")
    if mask is not None and set(mask) & {*_NOT_EMULATED, *_READ_ONLY}:
        raise Unsupported(f"writing {', '.join(sorted(set(mask) & {*_NOT_EMULATED, *_READ_ONLY}))}")
    sets_value, value_mask = masks.below(mask, "userEnteredValue")
    sets_format, format_mask = masks.below(mask, "userEnteredFormat")
    sets_note, sets_validation = masks.wants(mask, "note"), masks.wants(mask, "dataValidation")
    sets_runs = masks.wants(mask, "textFormatRuns")
    restyle = _restyling(colour_mask(format_mask))
    rule_of = _rule_keeper(book)

    def change(cell: Cell, told: JSON, row: int, column: int) -> Cell:
        value, formula, style, note, validation, runs = cell
        if mask is None and any(name in told for name in (*_NOT_EMULATED, *_READ_ONLY)):
            raise Unsupported("writing a field of a cell that the emulator does not keep")
        if sets_value:
            value, formula = _entered(book, masks.shown(told.get("userEnteredValue"), value_mask), row, column)
            runs = None
        if sets_format:
            style = restyle(style, told.get("userEnteredFormat"))
        if sets_note:
            note = told.get("note") or None
        if sets_validation:
            validation = rule_of(told.get("dataValidation"), row, column)
        if sets_runs:
            runs = told.get("textFormatRuns") or None
        return Cell(value, formula, style, note, validation, runs)

    return change


def _rule_keeper(book: Book) -> Callable[[JSON | None, int, int], JSON | None]:
    """What makes a cell's validation of the one sent; equal ones are one object."""
    checked: dict[str, JSON | None] = {}
    known: dict[tuple[str, tuple[Formula, ...]], JSON] = {}

    def rule_of(told: JSON | None, row: int, column: int) -> JSON | None:
        text = repr(told)
        if text not in checked:
            checked[text] = checked_validation(book, told)
        rule = checked[text]
        if rule is None or "'=" not in text:
            return rule
        rule = kept_rule(book, rule, row, column)
        return known.setdefault((text, rule_formulas(rule)), rule)

    return rule_of


def checked_validation(book: Book, rule: JSON | None) -> JSON | None:
    """A data validation that the service would take."""
    if not rule:
        return None
    check_condition(book, rule.get("condition", {}), "data validation")
    return {name: value for name, value in rule.items() if value or name == "condition"}


def _entered(book: Book, told: JSON | None, row: int, column: int) -> tuple[Value, Any]:
    if not told:
        return None, None
    text = told.get("formulaValue")
    if text is None:
        return constant(told), None
    if len(told) > 1:
        raise invalid("Only one of the fields of ExtendedValue can be set")
    if not text.startswith("="):
        raise invalid(f"Invalid value for formulaValue: {text}. A formula must start with =")
    return None, book.formula(text, row, column)


def _restyling(mask: Any) -> Callable[[JSON | None, JSON | None], JSON | None]:
    """The new format of a cell; equal ones are one object, so that ten thousand cells are quick."""
    known: dict[tuple[int, str], JSON | None] = {}
    kept_alive: list[Any] = []

    def restyle(old: JSON | None, new: JSON | None) -> JSON | None:
        key = (id(old), repr(new))
        if key not in known:
            normal = normal_colours(new or {})
            known[key] = masks.updated(old or {}, normal, mask) or None
            kept_alive.append(old)
        return known[key]

    return restyle


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


def _sort_key(value: Value) -> tuple[int, Any]:
    """Numbers before texts before truth values before errors."""
    if isinstance(value, CellError):
        return 3, value
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, value)
