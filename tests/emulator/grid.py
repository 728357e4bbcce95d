"""One tab: its cells, and what lies over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from emulator.cells import EMPTY, JSON, Cell, Row, Value, kept, trimmed
from emulator.moves import Move, moved_ranges
from emulator.ranges import Area, clipped
from emulator.rules_kept import shown_rule
from emulator.values import shown

if TYPE_CHECKING:
    from emulator.book import Book

GROUPS = {"Row": "rowGroups", "Column": "columnGroups"}
LAID_OVER = (
    "merges", "conditionalFormats", "filterViews", "protectedRanges", "charts", "bandedRanges", *GROUPS.values()
)  # fmt: skip
"""What lies over the cells of a tab, by its name in the service's description of a tab."""

ROW_HEIGHT, COLUMN_WIDTH = 21, 100


class Sheet:
    """A tab. Rows and descriptions are replaced, never changed in place, so that a copy of the lists is a snapshot."""

    def __init__(self, book: Book, properties: JSON) -> None:
        self._book = book
        self.properties = properties
        self.rows: list[Row] = []
        self.laid_over: dict[str, list[JSON]] = {name: [] for name in LAID_OVER}
        self.basic_filter: JSON | None = None
        self.dimensions: dict[str, dict[int, JSON]] = {"Row": {}, "Column": {}}

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        return int(self.properties["gridProperties"]["columnCount"])

    @property
    def area(self) -> Area:
        return Area(0, 0, self.row_count, self.column_count)

    def count(self, axis: str) -> int:
        return self.row_count if axis == "Row" else self.column_count

    def snapshot(self) -> JSON:
        """The state, to be put back by `restore`."""
        state = dict(self.__dict__)
        state["rows"] = list(self.rows)
        state["laid_over"] = {name: list(items) for name, items in self.laid_over.items()}
        state["dimensions"] = {axis: dict(items) for axis, items in self.dimensions.items()}
        return state

    def restore(self, state: JSON) -> None:
        self.__dict__.update(state)

    def at(self, row: int, column: int) -> Cell:
        """The cell as it is stored, 0-based."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column] or EMPTY
        return EMPTY

    def change(self, area: Area, change: Callable[[Cell, int, int], Cell]) -> None:
        """Replace every cell of an area, the empty ones too."""
        for row in range(area.top, area.bottom):
            old = self.rows[row] if row < len(self.rows) else ()
            cells = list(old) + [None] * (area.right - len(old))
            for column in range(area.left, area.right):
                cells[column] = kept(change(cells[column] or EMPTY, row, column))
            self.put_row(row, trimmed(cells))

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace one cell."""
        old = self.rows[row] if row < len(self.rows) else ()
        cells = [*old, *[None] * (column + 1 - len(old))]
        cells[column] = kept(cell)
        self.put_row(row, trimmed(cells))

    def put_row(self, row: int, cells: Row) -> None:
        """Replace a whole row."""
        if row >= len(self.rows):
            if not cells:
                return
            self.rows += [()] * (row + 1 - len(self.rows))
        self.rows[row] = cells
        while self.rows and not self.rows[-1]:
            self.rows.pop()

    def row_after_data(self, *, with_validated: bool = False) -> int:
        """The row behind the last one with a value or a formula; looks alone do not count, validation if wanted."""
        for row in range(len(self.rows) - 1, -1, -1):
            cells = filter(None, self.rows[row])
            if any(cell.has_data or (with_validated and cell.validation is not None) for cell in cells):
                return row + 1
        return 0

    def resize(self, axis: str, count: int) -> None:
        """Give the grid so many rows or columns; what stands beyond is gone."""
        grid = self.properties["gridProperties"] | {f"{axis.lower()}Count": count}
        self.properties = self.properties | {"gridProperties": grid}
        if axis == "Row":
            del self.rows[count:]
        else:
            self.rows = [trimmed(list(row[:count])) if len(row) > count else row for row in self.rows]
        self._drop_empty_rows()
        self.dimensions[axis] = {at: told for at, told in self.dimensions[axis].items() if at < count}

    def shift(self, move: Move) -> None:
        """Insert, delete or move own rows or columns; formulas and what lies over are the book's business."""
        if move.axis == "Row":
            self.rows = _shifted_rows(self.rows, move)
        else:
            self.rows = [_shifted_cells(row, move) for row in self.rows]
        self._drop_empty_rows()
        grown = {"insert": move.count, "delete": -move.count}.get(move.kind, 0)
        grid = self.properties["gridProperties"]
        name = f"{move.axis.lower()}Count"
        self.properties = self.properties | {"gridProperties": grid | {name: grid[name] + grown}}
        self.dimensions[move.axis] = self._shifted_dimensions(move)
        groups = (_moved_group(group, move) for group in self.laid_over[GROUPS[move.axis]])
        self.laid_over[GROUPS[move.axis]] = [group for group in groups if group is not None]

    def shift_laid_over(self, move: Move) -> None:
        """Move the ranges of everything that lies over this tab, wherever they point to."""
        for name, items in self.laid_over.items():
            grows = name == "conditionalFormats"
            moved = [moved_ranges(item, lambda told: move.grid_range(told, grows)) for item in items]  # noqa: B023
            self.laid_over[name] = [item for item in moved if _has_place(name, item)]
        if self.basic_filter is not None:
            self.basic_filter = moved_ranges(self.basic_filter, move.grid_range)
            if self.basic_filter is not None and "range" not in self.basic_filter:
                self.basic_filter = None

    def merge_areas(self) -> Iterator[Area]:
        return (clipped(told, self) for told in self.laid_over["merges"])

    def cell(self, row: int, column: int) -> Cell:
        """A cell as people see it, 1-based; `value` is the result of a formula, `formula` its text."""
        cell, spot = self.at(row - 1, column - 1), (row - 1, column - 1)
        if cell.validation is not None:
            cell = cell._replace(validation=shown_rule(self._book, cell.validation, *spot))
        if cell.formula is None:
            return cell
        text: Any = self._book.formula_text(cell.formula, *spot)
        return cell._replace(value=self._book.results.cell(self, *spot), formula=text)

    def values(self) -> list[list[Value]]:
        """What people see, evaluated; empty cells are "", what is empty at the end is left out."""
        return shown(self._book, self, self.area)

    def _drop_empty_rows(self) -> None:
        while self.rows and not self.rows[-1]:
            self.rows.pop()

    def _shifted_dimensions(self, move: Move) -> dict[int, JSON]:
        old = self.dimensions[move.axis]
        found = {}
        for at, told in old.items():
            new = move.index(at)
            if new is not None:
                found[new] = told
        if move.kind == "insert":
            like = old.get(move.start - 1 if move.inherits_before else move.start, {})
            visible = {name: value for name, value in like.items() if name != "hiddenByUser"}
            if visible:
                found |= dict.fromkeys(range(move.start, move.end), visible)
        return found


def _moved_group(group: JSON, move: Move) -> JSON | None:
    span = group["range"]
    new = move.span(span["startIndex"], span["endIndex"])
    return None if new is None else group | {"range": span | {"startIndex": new[0], "endIndex": new[1]}}


def _has_place(name: str, item: JSON | None) -> bool:
    """Whether something that lay over deleted cells still lies anywhere."""
    if item is None:
        return False
    if name == "conditionalFormats":
        return bool(item["ranges"])
    if name in ("protectedRanges", "bandedRanges", "filterViews"):
        return "range" in item or "namedRangeId" in item
    return True


def _shifted_rows(rows: list[Row], move: Move) -> list[Row]:
    if move.kind == "insert":
        if move.start >= len(rows) + move.inherits_before:
            return rows
        like = rows[move.start - 1] if move.inherits_before else rows[move.start]
        return [*rows[: move.start], *[_looks(like)] * move.count, *rows[move.start :]]
    if move.kind == "delete":
        return rows[: move.start] + rows[move.end :]
    needed = max(move.end, move.target)
    rows = rows + [()] * (needed - len(rows))
    return _reordered(rows, move)


def _shifted_cells(row: Row, move: Move) -> Row:
    if move.kind == "insert":
        if move.start >= len(row) + move.inherits_before:
            return row
        like = row[move.start - 1] if move.inherits_before else row[move.start]
        added = _looks((like,)) or (None,)
        return trimmed([*row[: move.start], *added * move.count, *row[move.start :]])
    if move.kind == "delete":
        return trimmed([*row[: move.start], *row[move.end :]])
    padded = list(row) + [None] * (max(move.end, move.target) - len(row))
    return trimmed(_reordered(padded, move))


def _reordered(items: list[Any], move: Move) -> list[Any]:
    taken = items[move.start : move.end]
    rest = items[: move.start] + items[move.end :]
    landing = move.target if move.target <= move.start else move.target - move.count
    return rest[:landing] + taken + rest[landing:]


def _looks(row: Row) -> Row:
    """The looks and dropdowns that inserted cells take over from their neighbours."""
    cells = [None if cell is None else kept(Cell(format=cell.format, validation=cell.validation)) for cell in row]
    return trimmed(cells)
