"""What people do in the browser, between the requests of a client. Rows and columns count from 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from emulator.cells import JSON, Cell, kept, number, trimmed
from emulator.edits import HANDLERS, Edit
from emulator.errors import ApiError, Refused, Unsupported
from emulator.ranges import Area
from emulator.requests_sorting import reorder, sorted_rows
from emulator.typed import entered
from emulator.validation import check_typed

if TYPE_CHECKING:
    from emulator.book import Book
    from emulator.grid import Sheet

Spot = tuple[int, int]

_UNDOABLE = 10
"""So many edits of each person can be undone."""


class Done(NamedTuple):
    """An edit that can be undone: the state before it, the version after it, and how to take it back later on."""

    state: JSON
    version: int
    take_back: Callable[[], None]


class Staff:
    """One person in the browser; what the sheet refuses raises Refused."""

    def __init__(self, book: Book, email: str) -> None:
        self._book, self._email = book, email
        self._since = 0

    def type(self, tab: str, row: int, column: int, text: str) -> None:
        """Type a text into a cell, as it stands on the keyboard."""
        self._enter(tab, row, column, [[text]], is_typed=True)

    def clear(self, tab: str, row: int, column: int) -> None:
        """Empty a cell; its looks stay."""
        self._enter(tab, row, column, [[""]], is_typed=True)

    def paste(self, tab: str, row: int, column: int, rows: Sequence[Sequence[object]]) -> None:
        """Paste a block; texts are taken as if they were typed. None leaves a cell as it is."""
        self._enter(tab, row, column, rows, is_typed=False)

    def insert_rows(self, tab: str, before: int, count: int = 1) -> None:
        """Put empty rows above a row."""
        self._insert(tab, "ROWS", before, count)

    def insert_column(self, tab: str, before: int) -> None:
        """Put an empty column at the left of a column."""
        self._insert(tab, "COLUMNS", before, 1)

    def delete_rows(self, tab: str, first: int, count: int = 1) -> None:
        with self._editing(tab) as (sheet, undo):
            start, end = first - 1, first - 1 + count
            rows = [sheet.rows[row] if row < len(sheet.rows) else () for row in range(start, end)]
            self._request("deleteDimension", range=_dimension(sheet, "ROWS", start, end))

            def take_back() -> None:
                self._check_unmoved(sheet)
                self._request("insertDimension", range=_dimension(sheet, "ROWS", start, end))
                for row, cells in enumerate(rows, start):
                    sheet.put_row(row, cells)

            undo.append(take_back)

    def sort(self, tab: str, first_row: int, column: int, descending: bool = False) -> None:
        """Sort all rows from one on by a column."""
        with self._editing(tab) as (sheet, undo):
            area = sheet.area._replace(top=first_row - 1)
            order = "DESCENDING" if descending else "ASCENDING"
            specs = [{"dimensionIndex": column - 1, "sortOrder": order}]
            rows = sorted_rows(self._book, sheet, area, specs)
            told = {"startRowIndex": area.top, "endRowIndex": area.bottom, "sheetId": sheet.id}
            self._request("sortRange", range=told, sortSpecs=specs)

            def take_back() -> None:
                self._check_unmoved(sheet)
                reorder(self._book, sheet, area, [area.top + rows.index(row) for row in range(area.top, area.bottom)])

            undo.append(take_back)

    def rename(self, tab: str, title: str) -> None:
        with self._editing(tab) as (sheet, undo):
            self._retitle(sheet, title)
            undo.append(lambda: self._retitle(sheet, tab))

    def add_tab(self, title: str) -> None:
        with self._editing() as (_, undo):
            self._request("addSheet", properties={"title": title})
            sheet = self._book.sheet(title)
            undo.append(lambda: self._request("deleteSheet", sheetId=sheet.id))

    def move_column(self, tab: str, column: int, to: int) -> None:
        """Drag a column so that it is then the `to`-th."""
        with self._editing(tab) as (sheet, undo):
            self._drag(sheet, column, to)

            def take_back() -> None:
                self._check_unmoved(sheet)
                self._drag(sheet, to, column)

            undo.append(take_back)

    def undo(self) -> None:
        """Take back this person's own last edit; what others did since then stays."""
        with self._book.lock:
            own = self._book.undoable.get(self._email)
            if not own:
                raise Refused("there is nothing to undo")
            done = own.pop()
            if done.version == self._book.version:
                self._book.restore(done.state)
                return
            self._since = done.version
            with self._book.changing():
                done.take_back()

    def _enter(self, tab: str, row: int, column: int, rows: Sequence[Sequence[object]], is_typed: bool) -> None:
        with self._editing(tab) as (sheet, undo):
            area = Area(row - 1, column - 1, row - 1 + len(rows), column - 1 + max(map(len, rows)))
            if not is_typed and area.bottom > sheet.row_count:
                sheet.resize("Row", area.bottom)
            if area.bottom > sheet.row_count or area.right > sheet.column_count:
                raise Refused(f"{tab} has only {sheet.row_count} rows and {sheet.column_count} columns")
            Edit(self._book, self._email).check_may_edit(sheet, area)
            before: list[tuple[Spot, Cell]] = []
            for at, values in enumerate(rows, area.top):
                before += self._enter_row(sheet, at, area.left, values, is_typed)
            undo.append(lambda: self._put_back(sheet, before))

    def _enter_row(
        self, sheet: Sheet, row: int, left: int, values: Sequence[object], is_typed: bool
    ) -> list[tuple[Spot, Cell]]:
        """Enter a row of values; the cells as they were."""
        old = sheet.rows[row] if row < len(sheet.rows) else ()
        cells: list[Cell | None] = [*old, *[None] * (left + len(values) - len(old))]
        before = []
        for column, value in enumerate(values, left):
            if value is None:
                continue
            cell = sheet.at(row, column)
            before.append(((row, column), cell))
            if isinstance(value, str):
                new = entered(self._book, cell, value, row, column)
            else:
                new = cell._replace(value=_plain(value), formula=None, runs=None)
            if is_typed:
                check_typed(self._book, new, row, column)
            cells[column] = kept(new)
        sheet.put_row(row, trimmed(cells))
        return before

    def _put_back(self, sheet: Sheet, before: list[tuple[Spot, Cell]]) -> None:
        for spot, cell in before:
            at = self._book.place_since(self._since, sheet.id, spot)
            if at is not None:
                sheet.put(*at, cell)

    def _insert(self, tab: str, dimension: str, before: int, count: int) -> None:
        with self._editing(tab) as (sheet, undo):
            start = before - 1
            told = _dimension(sheet, dimension, start, start + count)
            self._request("insertDimension", range=told, inheritFromBefore=start > 0)

            def take_back() -> None:
                axis = 0 if dimension == "ROWS" else 1
                spot = (start, 0) if axis == 0 else (0, start)
                at = self._book.place_since(self._since, sheet.id, spot)
                if at is not None:
                    self._request("deleteDimension", range=_dimension(sheet, dimension, at[axis], at[axis] + count))

            undo.append(take_back)

    def _drag(self, sheet: Sheet, column: int, to: int) -> None:
        target = to - 1 if to <= column else to
        source = _dimension(sheet, "COLUMNS", column - 1, column)
        self._request("moveDimension", source=source, destinationIndex=target)

    def _retitle(self, sheet: Sheet, title: str) -> None:
        self._request("updateSheetProperties", properties={"sheetId": sheet.id, "title": title}, fields="title")

    def _check_unmoved(self, sheet: Sheet) -> None:
        if any(sheet_id == sheet.id for version, sheet_id, _ in self._book.moves if version >= self._since):
            raise Unsupported("undo after somebody else moved rows or columns")

    def _request(self, kind: str, **told: Any) -> None:
        HANDLERS[kind](Edit(self._book, self._email), told)

    @contextmanager
    def _editing(self, tab: str | None = None) -> Iterator[tuple[Any, list[Callable[[], None]]]]:
        """One edit: whole or not at all, and to be undone by what is put into the list."""
        book = self._book
        undo: list[Callable[[], None]] = []
        with book.lock:
            state = book.snapshot()
            try:
                with book.changing():
                    yield (None if tab is None else book.sheet(tab)), undo
            except ApiError as problem:
                raise Refused(problem.message) from None
            own = book.undoable.setdefault(self._email, [])
            own.append(Done(state, book.version, undo[0]))
            del own[:-_UNDOABLE]


def _dimension(sheet: Sheet, dimension: str, start: int, end: int) -> JSON:
    return {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool) else number(value)
