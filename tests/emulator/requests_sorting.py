"""Sorting rows, as a request and by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator.cells import JSON, CellError, Value, kept, trimmed
from emulator.edits import Edit, handles
from emulator.errors import Unsupported, invalid
from emulator.ranges import Area

if TYPE_CHECKING:
    from emulator.book import Book
    from emulator.grid import Sheet


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
    book.metadata = [_sorted_along(item, sheet, places) for item in book.metadata]


def _sorted_along(item: JSON, sheet: Sheet, places: dict[int, int]) -> JSON:
    """Metadata of a row, which goes along with the cells of that row."""
    told = item["location"].get("dimensionRange")
    if told is None or told.get("sheetId", 0) != sheet.id or told["dimension"] != "ROWS":
        return item
    row = places.get(told["startIndex"], told["startIndex"])
    span = {"startIndex": row, "endIndex": row + 1}
    return item | {"location": item["location"] | {"dimensionRange": told | span}}


def _sort_key(value: Value) -> tuple[int, Any]:
    """Numbers before texts before truth values before errors."""
    if isinstance(value, CellError):
        return 3, value
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, value)
