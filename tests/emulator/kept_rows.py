"""Rows whose results stay good from one state of a spreadsheet to the next, so that polling a large one is quick."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from emulator.cells import Row, Value

if TYPE_CHECKING:
    from emulator.book import Book
    from emulator.formulas import Formula
    from emulator.grid import Sheet

_Kept = dict[int, tuple[Row, list[Value]]]
"""Identity of a row → the row itself and what its cells show. Rows are never changed in place."""


class KeptRows:
    """Results by row, for rows whose formulas look only at themselves and at plain other tabs.

    They are taken over from the former state as long as those other tabs hold what they held.
    """

    def __init__(self, book: Book, former: KeptRows | None) -> None:
        self._book, self._former = book, former
        self._rows: dict[int, _Kept] = {}
        self._sources: dict[int, set[int]] = {}
        self._contents: dict[int, list[Row] | None] = {}
        if former is not None:
            former._former = None

    def get(self, sheet: Sheet, cells: Row) -> list[Value] | None:
        found = self._of(sheet).get(id(cells))
        return None if found is None or found[0] is not cells else found[1]

    def keep(self, sheet: Sheet, cells: Row, values: list[Value], formulas: Iterable[Formula]) -> None:
        sources = self._sources[sheet.id]
        for formula in formulas:
            sources.update(ref.sheet for ref in formula.refs if isinstance(ref.sheet, int))
        contents = [self._content(source) for source in sources]
        if None not in contents:
            self._rows[sheet.id][id(cells)] = (cells, values)

    def _of(self, sheet: Sheet) -> _Kept:
        if sheet.id not in self._rows:
            taken = self._taken_over(sheet)
            self._rows[sheet.id] = {} if len(taken) > 2 * len(sheet.rows) else taken
            self._sources.setdefault(sheet.id, set())
        return self._rows[sheet.id]

    def _taken_over(self, sheet: Sheet) -> _Kept:
        former = self._former
        if former is None or sheet.id not in former._rows:
            return {}
        sources = former._sources[sheet.id]
        if any(
            former._content(source) is None or former._content(source) != self._content(source) for source in sources
        ):
            return {}
        self._sources[sheet.id] = sources
        return former._rows[sheet.id]

    def _content(self, sheet_id: int) -> list[Row] | None:
        """The rows of a tab; None when it is not there or has formulas of its own."""
        if sheet_id not in self._contents:
            sheet = self._book.find_id(sheet_id)
            rows = [] if sheet is None else list(sheet.rows)
            is_plain = all(cell is None or cell.formula is None for row in rows for cell in row)
            self._contents[sheet_id] = rows if sheet is not None and is_plain else None
        return self._contents[sheet_id]
