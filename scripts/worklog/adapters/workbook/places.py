"""Where the tabs of an open workbook have their header and columns, wherever staff moved them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from worklog.core.log.grids import SEARCHED_ROWS, LogShapeError, compared, find_header, tab_name, top_row
from worklog.core.log.tabs import RESULTS, Tab

_LOOKS_UP = f"{RESULTS.name.casefold()}!$"
"""Every status formula looks up a row of Hasil."""


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
        """The last row with anything in it, formulas of the ignored columns apart; the header's row when empty.

        A merged range takes its rows, though only its first cell holds something.
        """
        skipped = {self.columns[header] for header in ignored if header in self.columns}
        used = (r for (r, c), cell in self.sheet._cells.items() if c not in skipped and cell._value not in (None, ""))
        merged = (area.max_row for area in self.sheet.merged_cells.ranges)
        return max(chain(used, merged), default=self.bottom)

    def rows_with_id(self) -> list[int]:
        """Sheet rows below the header that have something in ID Konten."""
        column = self.columns.get("ID Konten", 0)
        rows = [r for (r, c), cell in self.sheet._cells.items() if c == column and cell._value not in (None, "")]
        return sorted(row for row in rows if row > self.bottom)

    def formula_headers(self) -> tuple[str, ...]:
        """The columns of the tab that hold status formulas."""
        return _formula_headers(self.tab)

    def header_cell(self, header: str) -> Any:
        """The cell of a header in the lower header row; of a merged one the cell that holds it."""
        cell = self.sheet.cell(self.bottom, self.columns[header])
        merged = next((area for area in self.sheet.merged_cells.ranges if cell.coordinate in area), None)
        return self.sheet.cell(merged.min_row, merged.min_col) if merged else cell

    def last_header_column(self) -> int:
        """The last column in which the header rows hold anything."""
        rows = range(self.top, self.bottom + 1)
        used = (c for (r, c), cell in self.sheet._cells.items() if r in rows and cell._value not in (None, ""))
        merged = (
            area.max_col
            for area in self.sheet.merged_cells.ranges
            if area.min_row <= self.bottom and area.max_row >= self.top
        )
        return max(chain(used, merged))


def find_sheet(book: Any, tab: Tab) -> Any | None:
    """The sheet of a tab: of exactly its name, else one whose name differs only in case and spaces."""
    name = tab_name([sheet.title for sheet in book.worksheets], tab)
    return None if name is None else book[name]


def find_place(sheet: Any, tab: Tab) -> Place | None:
    """Where a tab's table stands in a sheet; None when no header is found.

    A status column that people fill themselves is none of the table's, though it has the header of one.
    """
    rows = _first_rows(sheet)
    try:
        header = find_header(rows, tab)
    except LogShapeError:
        return None
    tiers = [compared(row) for row in rows[max(header.row - 2, 0) : header.row]]
    columns = dict(header.columns)
    below = range(header.row + 1, sheet.max_row + 1)
    for name, plain in zip(_formula_headers(tab), compared(_formula_headers(tab)), strict=True):
        named = sorted({column for tier in tiers for column, text in enumerate(tier, 1) if text == plain})
        columns.pop(name, None)
        own = _formula_column(sheet, named, below)
        if own is not None:
            columns[name] = own
    return Place(sheet, tab, top_row(rows, tab, header), header.row, columns)


def _formula_headers(tab: Tab) -> tuple[str, ...]:
    return tuple(column.header for column in tab.columns if column.filler == "formula")


def _formula_column(sheet: Any, columns: Sequence[int], below: range) -> int | None:
    """Of some columns the one that shows results, else one that is blank below the header, else none."""
    blank = []
    for column in columns:
        cells = (sheet._cells.get((row, column)) for row in below)
        values = [cell._value for cell in cells if cell is not None and cell._value not in (None, "")]
        if any(isinstance(value, str) and value.startswith("=") and _LOOKS_UP in value.casefold() for value in values):
            return column
        if not values:
            blank.append(column)
    return next(iter(blank), None)


def _first_rows(sheet: Any) -> list[list[object]]:
    """The cells of the rows in which a header is searched; no cell is added to the sheet by looking."""
    first = [(at, cell.value) for at, cell in sheet._cells.items() if at[0] <= SEARCHED_ROWS]
    rows: list[list[object]] = [[] for _ in range(max((row for (row, _), _ in first), default=0))]
    for (row, column), value in sorted(first, key=lambda found: found[0]):
        cells = rows[row - 1]
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = str(value) if isinstance(value, list) else value
    return rows
