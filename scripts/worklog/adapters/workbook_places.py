"""Where the tabs of an open workbook have their header and columns, wherever staff moved them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from worklog.core.cells import texts, words
from worklog.core.grids import SEARCHED_ROWS, LogShapeError, find_header
from worklog.core.tabs import Tab


@dataclass
class Place:
    """The table of one tab: `top` and `bottom` are its header rows, `columns` gives the column of each header."""

    sheet: Any
    tab: Tab
    top: int
    bottom: int
    columns: dict[str, int]

    @property
    def first(self) -> int:
        """The first row below the header."""
        return self.bottom + 1

    def last_used(self, *, ignored: tuple[str, ...] = ()) -> int:
        """The last row with anything in it, formulas of the ignored columns apart; the header's row when empty."""
        skipped = {self.columns[header] for header in ignored if header in self.columns}
        used = (r for (r, c), cell in self.sheet._cells.items() if c not in skipped and cell._value not in (None, ""))
        return max(used, default=self.bottom)

    def rows_with_id(self) -> list[int]:
        """Sheet rows below the header that have something in ID Konten."""
        column = self.columns.get("ID Konten", 0)
        rows = [r for (r, c), cell in self.sheet._cells.items() if c == column and cell._value not in (None, "")]
        return sorted(row for row in rows if row > self.bottom)

    def formula_headers(self) -> tuple[str, ...]:
        """The columns of the tab that hold status formulas."""
        return tuple(column.header for column in self.tab.columns if column.filler == "formula")


def find_sheet(book: Any, tab: Tab) -> Any | None:
    """The sheet of a tab: of exactly its name, else one whose name differs only in case and spaces."""
    if tab.name in book.sheetnames:
        return book[tab.name]
    return next((sheet for sheet in book.worksheets if _compared(sheet.title) == _compared(tab.name)), None)


def find_place(sheet: Any, tab: Tab) -> Place | None:
    """Where a tab's table stands in a sheet; None when no header is found."""
    try:
        header = find_header(list(_first_rows(sheet)), tab)
    except LogShapeError:
        return None
    top = header.row - 1 if header.row > 1 and _is_upper_tier(sheet, tab, header.row - 1) else header.row
    return Place(sheet, tab, top, header.row, dict(header.columns))


def _is_upper_tier(sheet: Any, tab: Tab, row: int) -> bool:
    names = {_compared(name) for column in tab.columns for name in (column.header, column.group) if name}
    cells = (sheet.cell(row, column).value for column in range(1, sheet.max_column + 1))
    return any(column.group for column in tab.columns) and any(_compared(cell) in names for cell in cells if cell)


def _first_rows(sheet: Any) -> Iterator[list[object]]:
    for row in sheet.iter_rows(max_row=min(sheet.max_row, SEARCHED_ROWS), values_only=True):
        yield [str(value) if isinstance(value, list) else value for value in row]


def _compared(text: object) -> str:
    return str(words(texts([text]))[0])
