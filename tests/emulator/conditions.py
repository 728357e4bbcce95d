"""Conditions of data validations and of conditional formats: what the service takes, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.cells import JSON
from emulator.errors import invalid
from emulator.formula_syntax import Malformed, syntax
from emulator.formulas import Formula
from emulator.patterns import decimal_sign

if TYPE_CHECKING:
    from emulator.book import Book

_VALUES = {
    **dict.fromkeys(("TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID", "BLANK", "NOT_BLANK"), (0, 0)),
    **dict.fromkeys(("NUMBER_BETWEEN", "NUMBER_NOT_BETWEEN", "DATE_BETWEEN", "DATE_NOT_BETWEEN"), (2, 2)),
    "BOOLEAN": (0, 2),
    "ONE_OF_LIST": (1, 500),
}
"""How many values a condition takes, at least and at most; one where nothing else is said."""

_ONLY_FOR = {
    "data validation": {
        "ONE_OF_RANGE", "ONE_OF_LIST", "BOOLEAN", "DATE_ON_OR_BEFORE", "DATE_ON_OR_AFTER", "DATE_BETWEEN",
        "DATE_NOT_BETWEEN", "DATE_IS_VALID", "TEXT_IS_EMAIL", "TEXT_IS_URL",
    },
    "conditional format": {"BLANK", "NOT_BLANK", "TEXT_STARTS_WITH", "TEXT_ENDS_WITH"},
    "filter": {"TEXT_NOT_EQ", "DATE_NOT_EQ", "FILTER_EXPRESSION"},
}  # fmt: skip
"""Conditions that only one use takes."""


def check_condition(book: Book, condition: JSON, use: str, sheet_id: int | None = None) -> None:
    """Raise what the service answers to a condition that it does not take for this use."""
    kind = condition.get("type", "CONDITION_TYPE_UNSPECIFIED")
    if kind == "CONDITION_TYPE_UNSPECIFIED":
        raise invalid("BooleanCondition.type is required")
    if any(kind in kinds for other, kinds in _ONLY_FOR.items() if other != use):
        raise invalid(f"BooleanCondition.type {kind} is not supported by a {use}")
    values = condition.get("values", [])
    least, most = _VALUES.get(kind, (1, 1))
    if not least <= len(values) <= most:
        raise invalid(f"BooleanCondition.type {kind} takes {least} to {most} values, not {len(values)}")
    for value in values:
        text = value.get("userEnteredValue", "")
        if kind in ("CUSTOM_FORMULA", "ONE_OF_RANGE") and not text.startswith("="):
            raise invalid(f"Invalid ConditionValue.userEnteredValue: {text}")
        if text.startswith("="):
            _check_formula(book, text, use, sheet_id)


def _check_formula(book: Book, text: str, use: str, sheet_id: int | None) -> None:
    formula = Formula.parse(text, 0, 0, book.id_of_title, book.separator)
    try:
        syntax(formula, decimal_sign(book.locale))
    except Malformed:
        raise invalid(f"Invalid ConditionValue.userEnteredValue: {text}") from None
    if use == "conditional format" and any(ref.sheet not in (None, sheet_id) for ref in formula.refs):
        raise invalid("Conditional format rule cannot reference a different sheet.")
