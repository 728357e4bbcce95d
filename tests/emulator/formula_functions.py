"""The functions that formulas may call, the few that the project writes."""

from __future__ import annotations

from collections.abc import Callable
from math import floor
from typing import TYPE_CHECKING

from emulator.cells import Value
from emulator.errors import Unsupported
from emulator.formula_operands import (
    NO_NUMBER,
    NO_PLACE,
    NOT_FOUND,
    WILD,
    FormulaError,
    criterion,
    first_like,
    key_of,
    number_of,
    text_of,
    truth_of,
    unless_error,
)
from emulator.formula_syntax import Node
from emulator.formulas import Ref, place_of
from emulator.serials import serial

if TYPE_CHECKING:
    from emulator.formula_values import Results, Where
    from emulator.grid import Sheet

Code = Callable[["Results", "Where"], Value]
"""Gives the value of a part of a formula for a cell; raises FormulaError."""

CodeOf = Callable[[Node], Code]


def sheet_of(results: Results, where: Where, ref: Ref) -> Sheet:
    """The tab that a reference means."""
    if ref.sheet is None:
        return where.sheet
    sheet = results.book.find_id(ref.sheet) if isinstance(ref.sheet, int) else None
    if sheet is None:
        raise FormulaError(NO_PLACE)
    return sheet


def _if_error(node: Node, code_of: CodeOf) -> Code:
    value, otherwise = code_of(node[2]), code_of(node[3] if len(node) > 3 else ("constant", None))

    def code(results: Results, where: Where) -> Value:
        try:
            return value(results, where)
        except FormulaError:
            return otherwise(results, where)

    return code


def _if(node: Node, code_of: CodeOf) -> Code:
    condition, then = code_of(node[2]), code_of(node[3])
    otherwise = code_of(node[4] if len(node) > 4 else ("truth", False))

    def code(results: Results, where: Where) -> Value:
        return (then if truth_of(condition(results, where)) else otherwise)(results, where)

    return code


def _is_number(node: Node, code_of: CodeOf) -> Code:
    code_of_value = code_of(node[2])

    def code(results: Results, where: Where) -> Value:
        try:
            value = code_of_value(results, where)
        except FormulaError:
            return False
        return isinstance(value, (int, float)) and not isinstance(value, bool)

    return code


def _row(node: Node, code_of: CodeOf) -> Code:
    if len(node) < 3:
        return lambda results, where: where.row + 1
    ref = _range(node[2])
    return lambda results, where: (place_of(ref, where.row, where.column)[0] or 0) + 1


def _index(node: Node, code_of: CodeOf) -> Code:
    ref = _range(node[2])
    row_code = code_of(node[3]) if len(node) > 3 else code_of(("constant", 1))
    column_code = code_of(node[4]) if len(node) > 4 else None

    def code(results: Results, where: Where) -> Value:
        sheet = sheet_of(results, where, ref)
        top, left, bottom, right = _bounds(ref, where, sheet)
        row = int(number_of(row_code(results, where)))
        column = 1 if column_code is None else int(number_of(column_code(results, where)))
        if top + 1 == bottom and column_code is None:
            row, column = 1, row
        if row == 0 or column == 0:
            raise Unsupported("INDEX of a whole row or column")
        if not (0 < row <= bottom - top and 0 < column <= right - left):
            raise FormulaError(NO_NUMBER)
        return unless_error(results.cell(sheet, top + row - 1, left + column - 1))

    return code


def _match(node: Node, code_of: CodeOf) -> Code:
    if len(node) != 5 or node[4] not in (("constant", 0), ("truth", False)):
        raise Unsupported("MATCH without 0 as its third argument")
    wanted_code, ref = code_of(node[2]), _range(node[3])

    def code(results: Results, where: Where) -> Value:
        def find() -> float:
            wanted = wanted_code(results, where)
            sheet = sheet_of(results, where, ref)
            top, left, bottom, right = _bounds(ref, where, sheet)
            if left + 1 != right:
                raise Unsupported("MATCH over more than one column")
            if wanted is None:
                raise FormulaError(NOT_FOUND)
            positions = results.positions(sheet, left, top, bottom)
            if isinstance(wanted, str) and WILD.search(wanted):
                found = first_like(wanted, positions)
            else:
                found = positions.get(key_of(wanted))
            if found is None:
                raise FormulaError(NOT_FOUND)
            return found

        return results.match(node, where, find)

    return code


def _count_if(node: Node, code_of: CodeOf) -> Code:
    ref, criterion_code = _range(node[2]), code_of(node[3])

    def code(results: Results, where: Where) -> Value:
        sheet = sheet_of(results, where, ref)
        top, left, bottom, right = _bounds(ref, where, sheet)
        fits = criterion(criterion_code(results, where), results.decimal)
        return sum(
            fits(results.cell(sheet, row, column)) for row in range(top, bottom) for column in range(left, right)
        )

    return code


def _range(node: Node) -> Ref:
    if node[0] != "ref":
        raise Unsupported("a function over something else than a range")
    ref: Ref = node[1]
    return ref


def _bounds(ref: Ref, where: Where, sheet: Sheet) -> tuple[int, int, int, int]:
    """Half-open and inside the grid."""
    top, left, bottom, right = place_of(ref, where.row, where.column)
    rows = (top or 0, sheet.row_count if bottom is None else bottom + 1)
    columns = (left or 0, sheet.column_count if right is None else right + 1)
    return rows[0], columns[0], min(rows[1], sheet.row_count), min(columns[1], sheet.column_count)


def _trim(results: Results, value: Value) -> Value:
    return " ".join(part for part in text_of(value, results.decimal).split(" ") if part)


def _substitute(results: Results, value: Value, old: Value, new: Value) -> Value:
    text, part = text_of(value, results.decimal), text_of(old, results.decimal)
    return text.replace(part, text_of(new, results.decimal)) if part else text


def _not_available(results: Results) -> Value:
    raise FormulaError(NOT_FOUND)


def _now(results: Results) -> Value:
    results.is_volatile = True
    return serial(results.now())


def _int(results: Results, value: Value) -> Value:
    return floor(number_of(value))


def _hyperlink(results: Results, address: Value, label: Value = None) -> Value:
    return address if label is None else label


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "TRIM": _trim,
    "SUBSTITUTE": _substitute,
    "NA": _not_available,
    "NOW": _now,
    "INT": _int,
    "HYPERLINK": _hyperlink,
}
LAZY: dict[str, Callable[[Node, CodeOf], Code]] = {
    "IF": _if,
    "IFERROR": _if_error,
    "INDEX": _index,
    "MATCH": _match,
    "ROW": _row,
    "COUNTIF": _count_if,
    "ISNUMBER": _is_number,
}
"""Functions that look at their arguments themselves: ranges, or what may be an error."""


OVER_RANGES = ("INDEX", "MATCH", "COUNTIF", "ROW")

ARGUMENTS = {
    "TRIM": (1, 1),
    "SUBSTITUTE": (3, 3),
    "NA": (0, 0),
    "NOW": (0, 0),
    "INT": (1, 1),
    "HYPERLINK": (1, 2),
    "IF": (2, 3),
    "IFERROR": (1, 2),
    "INDEX": (1, 3),
    "MATCH": (2, 3),
    "ROW": (0, 1),
    "COUNTIF": (2, 2),
    "ISNUMBER": (1, 1),
}
"""How many arguments a function takes, at least and at most; with others the cell shows #N/A."""
