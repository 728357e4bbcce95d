"""Reading values: which cells of a range are given back, and how they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator.cells import Cell, Row, Value
from emulator.patterns import formatted, is_moment
from emulator.ranges import Area, a1

if TYPE_CHECKING:
    from emulator.book import Book
    from emulator.grid import Sheet


def value_range(book: Book, sheet: Sheet, area: Area, options: dict[str, Any]) -> dict[str, Any]:
    """A ValueRange of the area as `majorDimension`, `valueRenderOption` and `dateTimeRenderOption` want it."""
    render = options.get("valueRenderOption", "FORMATTED_VALUE")
    moments = options.get("dateTimeRenderOption", "SERIAL_NUMBER")
    direction = options.get("majorDimension", "ROWS")
    values = shown(book, sheet, area, render, moments)
    if direction == "COLUMNS":
        values = _turned(values)
    found: dict[str, Any] = {"range": a1(sheet, area), "majorDimension": direction}
    return found | {"values": values} if values else found


def shown(
    book: Book, sheet: Sheet, area: Area, render: str = "UNFORMATTED_VALUE", moments: str = "SERIAL_NUMBER"
) -> list[list[Value]]:
    """The rows of an area down to its last data; empty cells are "", what is empty at a row's end is left out."""
    with book.lock:
        rows = [_row(book, sheet, number, area, render, moments) for number in _rows_with_data(sheet, area)]
        if book.results.is_volatile:
            book.changed()
    return rows


def _rows_with_data(sheet: Sheet, area: Area) -> range:
    bottom = min(area.bottom, len(sheet.rows))
    while bottom > area.top and not _end_of_data(sheet.rows[bottom - 1][area.left : area.right]):
        bottom -= 1
    return range(area.top, bottom)


def _end_of_data(cells: Row) -> int:
    end = len(cells)
    while end and ((last := cells[end - 1]) is None or not last.has_data):
        end -= 1
    return end


def _row(book: Book, sheet: Sheet, row: int, area: Area, render: str, moments: str) -> list[Value]:
    cells = sheet.rows[row][area.left : area.right]
    cells = cells[: _end_of_data(cells)]
    if render == "FORMULA":
        return [_as_formula(book, cell, row, column, moments) for column, cell in enumerate(cells, area.left)]
    values = book.results.row(sheet, row)[area.left : area.left + len(cells)]
    if render == "FORMATTED_VALUE":
        return [_as_formatted(book, value, cell) for value, cell in zip(values, cells, strict=True)]
    if moments == "FORMATTED_STRING":
        return [_unless_moment(book, value, cell) for value, cell in zip(values, cells, strict=True)]
    return ["" if value is None else value for value in values]


def _as_formula(book: Book, cell: Cell | None, row: int, column: int, moments: str) -> Value:
    if cell is None or not cell.has_data:
        return ""
    if cell.formula is not None:
        return book.formula_text(cell.formula, row, column)
    return cell.value if moments == "SERIAL_NUMBER" else _unless_moment(book, cell.value, cell)


def _as_formatted(book: Book, value: Value, cell: Cell | None) -> Value:
    return "" if value is None or cell is None else formatted(value, cell.format, book.locale)


def _unless_moment(book: Book, value: Value, cell: Cell | None) -> Value:
    """A date or time as it is shown, anything else as it is."""
    if value is None or cell is None:
        return ""
    return formatted(value, cell.format, book.locale) if is_moment(value, cell.format) else value


def _turned(rows: list[list[Value]]) -> list[list[Value]]:
    width = max((len(row) for row in rows), default=0)
    columns: list[list[Value]] = []
    for column in range(width):
        cells = [row[column] if column < len(row) else "" for row in rows]
        while cells and cells[-1] == "":
            cells.pop()
        columns.append(cells)
    return columns
