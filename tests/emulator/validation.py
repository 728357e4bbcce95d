"""Dropdowns and other data validations that reject what a person types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.cells import JSON, Cell, Value
from emulator.errors import Refused, Unsupported
from emulator.formulas import Formula, place_of
from emulator.ranges import Area
from emulator.rules_kept import shown_rule
from emulator.typed import interpreted
from emulator.values import shown

if TYPE_CHECKING:
    from emulator.book import Book

_REFUSED = "The data you entered violates the data validation rules set on this cell."
_ORDER = {
    "GREATER": lambda value, limit: value > limit,
    "AFTER": lambda value, limit: value > limit,
    "GREATER_THAN_EQ": lambda value, limit: value >= limit,
    "ON_OR_AFTER": lambda value, limit: value >= limit,
    "LESS": lambda value, limit: value < limit,
    "BEFORE": lambda value, limit: value < limit,
    "LESS_THAN_EQ": lambda value, limit: value <= limit,
    "ON_OR_BEFORE": lambda value, limit: value <= limit,
    "EQ": lambda value, limit: value == limit,
}


def check_typed(book: Book, cell: Cell, row: int, column: int) -> None:
    """Raise Refused when the cell's strict validation does not take what was typed."""
    rule = cell.validation
    if rule is None or not rule.get("strict") or cell.value is None:
        return
    if not _fits(book, shown_rule(book, rule, row, column)["condition"], cell.value):
        raise Refused(_REFUSED)


def _fits(book: Book, condition: JSON, value: Value) -> bool:
    kind = condition["type"]
    texts = [told.get("userEnteredValue", "") for told in condition.get("values", ())]
    if kind == "ONE_OF_LIST":
        return str(value) in texts
    if kind == "ONE_OF_RANGE":
        return value in _listed(book, texts[0])
    if kind == "BOOLEAN":
        return isinstance(value, bool) or str(value) in texts
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind == "DATE_IS_VALID":
        return is_number
    order = _ORDER.get(kind.partition("_")[2]) if kind.startswith(("DATE_", "NUMBER_")) else None
    limit = interpreted(book, Cell(), texts[0], 0, 0).value if order is not None else None
    if order is None or not isinstance(limit, (int, float)):
        raise Unsupported(f"typing into a cell with a strict validation by {kind}")
    return is_number and order(value, limit)


def _listed(book: Book, text: str) -> set[Value]:
    (ref,) = Formula.parse(text, 0, 0, book.id_of_title, book.separator).refs
    if not isinstance(ref.sheet, int):
        raise Unsupported(f"a dropdown from {text}")
    sheet = book.sheet_by_id(ref.sheet)
    top, left, bottom, right = place_of(ref, 0, 0)
    last = (sheet.row_count if bottom is None else bottom + 1, sheet.column_count if right is None else right + 1)
    rows = shown(book, sheet, Area(top or 0, left or 0, *last))
    return {value for row in rows for value in row}
