"""Values in formulas: what counts as a number, a text, true, equal or alike, and the errors that stop a formula."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from emulator.cells import CellError, Value, number


class FormulaError(Exception):
    """Stops an evaluation; `error` is what the cell shows."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error)
        self.error = error


NOT_FOUND = CellError("#N/A")
NO_PLACE = CellError("#REF!")
NO_VALUE = CellError("#VALUE!")
NO_NUMBER = CellError("#NUM!")
BY_ZERO = CellError("#DIV/0!")


def unless_error(value: Value) -> Value:
    """The value; an error stops the formula."""
    if isinstance(value, CellError):
        raise FormulaError(value)
    return value


COMPARISONS: dict[str, Callable[..., bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def comparable(left: Value, right: Value) -> tuple[tuple[int, Value], tuple[int, Value]]:
    """Both as (rank, value): numbers before texts before truth values; a blank is whatever the other one is."""
    if left is None and right is None:
        return (0, 0), (0, 0)
    return _ranked(left, right), _ranked(right, left)


def _ranked(value: Value, other: Value) -> tuple[int, Value]:
    if value is None:
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


def key_of(value: Value) -> Value:
    """What MATCH compares; numbers, texts and truth values never equal each other."""
    if isinstance(value, bool):
        return f"\0{value}"
    return value.casefold() if isinstance(value, str) else value


WILD = re.compile(r"[*?~]")


def first_like(pattern: str, positions: dict[Value, int]) -> int | None:
    like = _like(pattern)
    found = [at for value, at in positions.items() if isinstance(value, str) and like.fullmatch(value)]
    return min(found, default=None)


def _like(pattern: str) -> re.Pattern[str]:
    """A pattern with `*`, `?` and `~` before those that stand for themselves."""
    parts = re.findall(r"~[*?~]|.", pattern.casefold(), re.DOTALL)
    wild = {"*": ".*", "?": "."}
    return re.compile("".join(wild.get(part) or re.escape(part[-1]) for part in parts), re.DOTALL)


def criterion(told: Value, decimal: str) -> Callable[[Value], bool]:
    """What COUNTIF counts; texts that are numbers count as these."""
    sign, wanted = "=", told
    if isinstance(told, str):
        match = re.match(r"<>|<=|>=|[<>=]", told)
        sign = match[0] if match else "="
        wanted = _typed_number(told.removeprefix(sign) if match else told, decimal)
    if sign in ("=", "<>"):
        is_wanted = sign == "="
        return lambda value: _equals(value, wanted, decimal) == is_wanted
    compare, rank = COMPARISONS[sign], _ranked(wanted, wanted)
    return lambda value: (
        value is not None and _ranked(value, value)[0] == rank[0] and compare(_ranked(value, value), rank)
    )


def _equals(value: Value, wanted: Value, decimal: str) -> bool:
    if value is None:
        return wanted is None or wanted == ""
    if isinstance(value, str):
        value = _typed_number(value, decimal)
    if isinstance(value, str) and isinstance(wanted, str):
        return bool(_like(wanted).fullmatch(value.casefold()))
    return _ranked(value, value) == _ranked(wanted, wanted)


def _typed_number(text: str, decimal: str) -> Value:
    try:
        return number(float(text.replace(decimal, ".")))
    except ValueError:
        return text


def number_of(value: Value) -> float:
    if value is None:
        return 0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise FormulaError(NO_VALUE) from None
    return value


def truth_of(value: Value) -> bool:
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        raise FormulaError(NO_VALUE)
    return bool(value)


def text_of(value: Value, decimal: str) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    shown = str(value) if isinstance(value, int) else f"{value:.15g}"
    return shown.replace(".", decimal)
