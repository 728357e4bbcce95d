"""Data validations as cells keep them: their formulas follow the cell, as the formulas in cells do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from emulator.cells import JSON
from emulator.formulas import Formula

if TYPE_CHECKING:
    from emulator.book import Book


def kept_rule(book: Book, rule: JSON, row: int, column: int) -> JSON:
    """A DataValidationRule with Formula objects in place of the texts of formulas, for a cell there.

    The service makes the range of a dropdown absolute (gspread issue 1539); a custom formula stays relative.
    """
    is_list = rule["condition"]["type"] == "ONE_OF_RANGE"

    def kept(text: Any) -> Any:
        if not text.startswith("="):
            return text
        formula = Formula.parse(text, row, column, book.id_of_title, book.separator)
        return formula.absolute(row, column) if is_list else formula

    return _with_values(rule, kept)


def shown_rule(book: Book, rule: JSON, row: int, column: int) -> JSON:
    """The same rule as the service shows it for a cell there."""

    def shown(value: Any) -> Any:
        return book.formula_text(value, row, column) if isinstance(value, Formula) else value

    return _with_values(rule, shown) if rule_formulas(rule) else rule


def rule_formulas(rule: JSON) -> tuple[Formula, ...]:
    values = [told.get("userEnteredValue") for told in rule["condition"].get("values", ())]
    return tuple(value for value in values if isinstance(value, Formula))


def changed_rule(rule: JSON, change: Callable[[Formula], Formula], known: dict[Any, JSON]) -> JSON:
    """A rule with its formulas changed; `known` lets equal ones stay one object."""
    old = rule_formulas(rule)
    new = tuple(change(formula) for formula in old)
    if new == old:
        return rule
    key = (id(rule), new)
    if key not in known:
        pairs = dict(zip(old, new, strict=True))
        known[key] = _with_values(rule, lambda value: pairs.get(value, value))
    return known[key]


def _with_values(rule: JSON, change: Callable[[Any], Any]) -> JSON:
    values = [
        told | {"userEnteredValue": change(told["userEnteredValue"])} if "userEnteredValue" in told else told
        for told in rule["condition"].get("values", ())
    ]
    return rule | {"condition": rule["condition"] | {"values": values}} if values else rule
