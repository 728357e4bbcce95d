"""The results of formulas, found when somebody looks and then kept as long as nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from emulator.cells import CellError, Value
from emulator.formula_code import compiled, follows_columns, is_row_local
from emulator.formula_operands import NO_PLACE, NOT_FOUND, FormulaError, key_of
from emulator.formula_syntax import Node
from emulator.formulas import Formula, separator_of
from emulator.kept_rows import KeptRows

if TYPE_CHECKING:
    from emulator.book import Book
    from emulator.grid import Sheet


class Where(NamedTuple):
    """The cell that is evaluated."""

    sheet: Sheet
    row: int
    column: int


class Results:
    """All results of one state of a spreadsheet, found when asked for and then kept."""

    def __init__(self, book: Book, now: Callable[[], datetime], former: Results | None = None) -> None:
        self.book, self.now = book, now
        self.decimal = "," if separator_of(book.locale) == ";" else "."
        self.is_volatile = False
        self._rows: KeptRows = KeptRows(
            book, None if former is None or former.decimal != self.decimal else former._rows
        )
        self._cells: dict[tuple[int, int, int], Value] = {}
        self._matches: dict[tuple[Node, int, int, int], float] = {}
        self._columns: dict[tuple[int, int, int, int], dict[Value, int]] = {}
        self._open: set[tuple[int, int, int]] = set()

    def cell(self, sheet: Sheet, row: int, column: int) -> Value:
        """What a cell shows, 0-based."""
        rows = sheet.rows
        if row >= len(rows) or column >= len(rows[row]):
            return None
        cell = rows[row][column]
        if cell is None:
            return None
        return cell.value if cell.formula is None else self.formula(sheet, row, column, cell.formula)

    def row(self, sheet: Sheet, row: int) -> list[Value]:
        """What the cells of a row show."""
        cells = sheet.rows[row]
        values = self._rows.get(sheet, cells)
        if values is None:
            values = [
                None
                if cell is None
                else cell.value
                if cell.formula is None
                else self.formula(sheet, row, at, cell.formula)
                for at, cell in enumerate(cells)
            ]
            formulas = {cell.formula for cell in cells if cell is not None and cell.formula is not None}
            if all(is_row_local(formula, self.decimal) for formula in formulas):
                self._rows.keep(sheet, cells, values, formulas)
        return values

    def formula(self, sheet: Sheet, row: int, column: int, formula: Formula) -> Value:
        """The result of a formula in that cell."""
        key = (sheet.id, row, column)
        if key in self._cells:
            return self._cells[key]
        if key in self._open:
            raise FormulaError(NO_PLACE)
        self._open.add(key)
        try:
            result: Value = compiled(formula, self.decimal)(self, Where(sheet, row, column))
        except FormulaError as stopped:
            result = stopped.error
        finally:
            self._open.discard(key)
        self._cells[key] = result
        return result

    def match(self, node: Node, where: Where, find: Callable[[], float]) -> float:
        """The result of a MATCH, which several formulas of a row share; -1 when nothing was found."""
        key = (node, where.sheet.id, where.row, where.column if follows_columns(node) else -1)
        if key not in self._matches:
            try:
                self._matches[key] = find()
            except FormulaError as stopped:
                if stopped.error != NOT_FOUND:
                    raise
                self._matches[key] = -1
        if self._matches[key] < 0:
            raise FormulaError(NOT_FOUND)
        return self._matches[key]

    def positions(self, sheet: Sheet, column: int, top: int, bottom: int) -> dict[Value, int]:
        """The first position of each value of a column, from 1, texts without case."""
        key = (sheet.id, column, top, bottom)
        if key not in self._columns:
            found: dict[Value, int] = {}
            for row in range(top, min(bottom, len(sheet.rows))):
                value = self.cell(sheet, row, column)
                if value is not None and not isinstance(value, CellError):
                    found.setdefault(key_of(value), row - top + 1)
            self._columns[key] = found
        return self._columns[key]


def check_supported(formula: Formula, locale: str) -> None:
    """Raise Unsupported when a formula cannot be evaluated."""
    compiled(formula, "," if separator_of(locale) == ";" else ".")
