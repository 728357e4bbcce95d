"""The methods under `values` that write: update, append, clear and their batches."""

from __future__ import annotations

from typing import Any

from emulator.cells import EMPTY, JSON, Cell, kept, number, trimmed
from emulator.edits import Edit
from emulator.errors import Unsupported, invalid
from emulator.grid import Sheet
from emulator.limits import check_length
from emulator.ranges import Area, a1, column_name, parse_a1
from emulator.typed import entered
from emulator.values import value_range

Variables = dict[str, str]


def update(edit: Edit, variables: Variables, query: dict[str, Any], body: JSON) -> JSON:
    return _updated(edit, body | {"range": variables["range"]}, query)


def batch_update(edit: Edit, variables: Variables, query: dict[str, Any], body: JSON) -> JSON:
    """A row or column that is written twice counts once in the totals."""
    found = [_updated(edit, each, body) for each in body.get("data", [])]
    places = [parse_a1(each["updatedRange"], edit.book) for each in found]
    return {
        "spreadsheetId": edit.book.id,
        "totalUpdatedRows": len({(sheet.id, row) for sheet, area in places for row in range(area.top, area.bottom)}),
        "totalUpdatedColumns": len({(sheet.id, at) for sheet, area in places for at in range(area.left, area.right)}),
        "totalUpdatedCells": sum(each.get("updatedCells", 0) for each in found),
        "totalUpdatedSheets": len({sheet.id for sheet, _ in places}),
        "responses": found,
    }


def clear(edit: Edit, variables: Variables, query: dict[str, Any], body: JSON) -> JSON:
    return {"spreadsheetId": edit.book.id, "clearedRange": _cleared(edit, variables["range"])}


def batch_clear(edit: Edit, variables: Variables, query: dict[str, Any], body: JSON) -> JSON:
    return {
        "spreadsheetId": edit.book.id,
        "clearedRanges": [_cleared(edit, text) for text in body.get("ranges", [])],
    }


def append(edit: Edit, variables: Variables, query: dict[str, Any], body: JSON) -> JSON:
    sheet, area = parse_a1(variables["range"], edit.book)
    table = _table(sheet, area)
    rows = body.get("values", [])
    top, left = (area.top, area.left) if table is None else (table.bottom, table.left)
    width = max((len(row) for row in rows), default=0)
    if query.get("insertDataOption") == "INSERT_ROWS" and top < sheet.row_count:
        raise Unsupported("values.append that inserts rows")
    if top + len(rows) > sheet.row_count:
        sheet.resize("Row", top + len(rows))
    if left + width > sheet.column_count:
        sheet.resize("Column", left + width)
    place = a1(sheet, Area(top, left, top + max(len(rows), 1), left + max(width, 1)))
    written = _updated(edit, body | {"range": place}, query)
    return {
        "spreadsheetId": edit.book.id,
        **({} if table is None else {"tableRange": a1(sheet, table)}),
        "updates": written,
    }


def _updated(edit: Edit, told: JSON, options: dict[str, Any]) -> JSON:
    """Write one ValueRange; what was updated."""
    way = options.get("valueInputOption")
    if way not in ("RAW", "USER_ENTERED"):
        raise invalid("'valueInputOption' is required but not specified")
    sheet, area = parse_a1(told["range"], edit.book)
    rows = told.get("values", [])
    if told.get("majorDimension") == "COLUMNS":
        rows = [list(column) for column in _transposed(rows)]
    is_one_cell = area.bottom - area.top == 1 and area.right - area.left == 1
    width = max((len(row) for row in rows), default=0)
    if is_one_cell and ":" not in told["range"]:
        area = Area(area.top, area.left, area.top + max(len(rows), 1), area.left + max(width, 1))
        _check_grid(sheet, area)
    if len(rows) > area.bottom - area.top or width > area.right - area.left:
        raise _beyond(sheet, area, rows, width, told["range"])
    written = area._replace(bottom=area.top + max(len(rows), 1), right=area.left + max(width, 1))
    edit.check_may_edit(sheet, written)
    for row, values in enumerate(rows, area.top):
        _write_row(edit, sheet, row, area.left, values, way)
    edit.book.changed()
    cells = sum(value is not None for row in rows for value in row)
    found: JSON = {"spreadsheetId": edit.book.id, "updatedRange": a1(sheet, written)}
    if cells:
        found |= {"updatedRows": len(rows), "updatedColumns": width, "updatedCells": cells}
    if options.get("includeValuesInResponse"):
        shown = {
            "valueRenderOption": options.get("responseValueRenderOption", "FORMATTED_VALUE"),
            "dateTimeRenderOption": options.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
        }
        found["updatedData"] = value_range(edit.book, sheet, written, shown)
    return found


def _write_row(edit: Edit, sheet: Sheet, row: int, left: int, values: list[Any], way: str) -> None:
    old = sheet.rows[row] if row < len(sheet.rows) else ()
    cells: list[Cell | None] = [*old, *[None] * (left + len(values) - len(old))]
    for column, value in enumerate(values, left):
        if value is not None:
            cells[column] = kept(_written(edit, cells[column] or EMPTY, value, row, column, way))
    sheet.put_row(row, trimmed(cells))


def _written(edit: Edit, cell: Cell, value: Any, row: int, column: int, way: str) -> Cell:
    if isinstance(value, (list, dict)):
        raise invalid(f"Invalid values[{row}][{column}]: {'list_value' if isinstance(value, list) else 'struct_value'}")
    if isinstance(value, str) and way == "USER_ENTERED":
        return entered(edit.book, cell, value, row, column)
    if isinstance(value, str):
        check_length(value)
    plain = value if isinstance(value, (str, bool)) else number(value)
    return cell._replace(value=None if plain == "" else plain, formula=None, runs=None)


def _cleared(edit: Edit, text: str) -> str:
    sheet, area = parse_a1(text, edit.book)
    edit.check_may_edit(sheet, area)
    for row in range(area.top, min(area.bottom, len(sheet.rows))):
        cells = list(sheet.rows[row])
        for column in range(area.left, min(area.right, len(cells))):
            cell = cells[column]
            cells[column] = None if cell is None else kept(cell._replace(value=None, formula=None, runs=None))
        sheet.put_row(row, trimmed(cells))
    return a1(sheet, area)


def _table(sheet: Sheet, area: Area) -> Area | None:
    """The block of data that the service appends to: the last one that touches the range."""
    filled = [
        (row, column)
        for row in range(min(sheet.row_count, len(sheet.rows)))
        for column, cell in enumerate(sheet.rows[row])
        if cell is not None and cell.has_data
    ]
    spots = set(filled)
    start = [spot for spot in filled if area.top <= spot[0] < area.bottom and area.left <= spot[1] < area.right]
    if not start:
        return None
    block, found = [start[-1]], {start[-1]}
    while block:
        row, column = block.pop()
        near = {(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)} & spots - found
        found |= near
        block += near
    rows, columns = [row for row, _ in found], [column for _, column in found]
    return Area(min(rows), min(columns), max(rows) + 1, max(columns) + 1)


def _transposed(columns: list[list[Any]]) -> list[list[Any]]:
    height = max((len(column) for column in columns), default=0)
    return [[column[row] if row < len(column) else None for column in columns] for row in range(height)]


def _check_grid(sheet: Sheet, area: Area) -> None:
    if area.bottom > sheet.row_count or area.right > sheet.column_count:
        limits = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        whole = a1(sheet, area._replace(bottom=area.top + 1, right=area.left + 1))
        raise invalid(f"Range ({whole}) exceeds grid limits. {limits}")


def _beyond(sheet: Sheet, area: Area, rows: list[Any], width: int, text: str) -> Exception:
    if len(rows) > area.bottom - area.top:
        return invalid(
            f"Requested writing within range [{a1(sheet, area)}], but tried writing to row [{area.bottom + 1}]"
        )
    return invalid(
        f"Requested writing within range [{a1(sheet, area)}], but tried writing to column [{column_name(area.right)}]"
    )
