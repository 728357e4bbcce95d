"""Formulas made into functions of the cell that they stand in."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from emulator.cells import CellError, Value, number
from emulator.errors import Unsupported
from emulator.formula_functions import ARGUMENTS, FUNCTIONS, LAZY, OVER_RANGES, Code, sheet_of
from emulator.formula_operands import (
    BY_ZERO,
    COMPARISONS,
    NO_PLACE,
    FormulaError,
    comparable,
    number_of,
    text_of,
    unless_error,
)
from emulator.formula_syntax import Malformed, Node, functions, syntax
from emulator.formulas import Axis, Formula, Ref, place_of

if TYPE_CHECKING:
    from emulator.formula_values import Results, Where


@cache
def compiled(formula: Formula, decimal: str) -> Code:
    try:
        node = syntax(formula, decimal)
    except Malformed:
        return _raising(CellError("#ERROR!"))
    calls = functions(node)
    unknown = {name for name, _ in calls} - set(ARGUMENTS)
    if unknown:
        raise Unsupported(f"the function {', '.join(sorted(unknown))} in a formula")
    if not all(ARGUMENTS[name][0] <= count <= ARGUMENTS[name][1] for name, count in calls):
        return _raising(CellError("#N/A"))
    return _code(_simple(node))


@cache
def _code(node: Node) -> Code:
    kind = node[0]
    if kind in ("constant", "truth"):
        value: Value = node[1]
        return lambda results, where: value
    if kind == "error":
        return _raising(CellError(node[1]))
    if kind == "ref":
        return _reference(node[1])
    if kind == "call":
        return _call(node)
    if kind == "negative":
        operand = _code(node[1])
        return lambda results, where: -number_of(operand(results, where))
    if kind == "&":
        return _joined(node)
    return _calculated(kind, _code(node[1]), _code(node[2]))


@cache
def is_row_local(formula: Formula, decimal: str) -> bool:
    """Whether its result depends on nothing but its own row and whole columns of other tabs."""
    try:
        return _is_local(_simple(syntax(formula, decimal)))
    except Malformed:
        return True


def _is_local(node: Node) -> bool:
    if node[0] == "ref":
        ref: Ref = node[1]
        if ref.sheet is None:
            return ref.top == ref.bottom == Axis(0, False)
        return all(end is None or end.is_absolute for end in (ref.top, ref.left, ref.bottom, ref.right))
    if node[0] == "call" and node[1] in ("ROW", "NOW"):
        return False
    return all(_is_local(part) for part in node[1:] if isinstance(part, tuple))


def _simple(node: Node) -> Node:
    """With each INDEX(column;ROW()) as the cell of its own row that it means."""
    if node[0] == "ref":
        return node
    if node[:2] == ("call", "INDEX") and len(node) == 4 and node[3] == ("call", "ROW") and node[2][0] == "ref":
        ref: Ref = node[2][1]
        if ref.sheet is None and ref.top is None and ref.bottom is None and ref.left == ref.right:
            return ("ref", ref._replace(top=Axis(0, False), bottom=Axis(0, False), is_cell=True))
    return tuple(_simple(part) if isinstance(part, tuple) else part for part in node)


def _raising(error: CellError) -> Code:
    def code(results: Results, where: Where) -> Value:
        raise FormulaError(error)

    return code


def _reference(ref: Ref) -> Code:
    def code(results: Results, where: Where) -> Value:
        sheet = sheet_of(results, where, ref)
        top, left, bottom, right = place_of(ref, where.row, where.column)
        if not ref.is_cell:
            # A range where one value is wanted means the cell in the formula's own row or column.
            top = where.row if top is None or top != bottom else top
            left = where.column if left is None or left != right else left
        if top is None or left is None or not (0 <= top < sheet.row_count and 0 <= left < sheet.column_count):
            raise FormulaError(NO_PLACE)
        return unless_error(results.cell(sheet, top, left))

    return code


def _call(node: Node) -> Code:
    name, arguments = node[1], node[2:]
    if name in OVER_RANGES and any(argument[0] == "error" for argument in arguments):
        return _raising(NO_PLACE)
    if name in LAZY:
        return LAZY[name](node, _code)
    function = FUNCTIONS[name]
    codes = [_code(argument) for argument in arguments]
    return lambda results, where: function(results, *(code(results, where) for code in codes))


def _joined(node: Node) -> Code:
    codes = [_code(part) for part in _operands(node)]

    def code(results: Results, where: Where) -> Value:
        return "".join([text_of(part(results, where), results.decimal) for part in codes])

    return code


def _operands(node: Node) -> list[Node]:
    """The texts that a chain of `&` joins."""
    return [*_operands(node[1]), node[2]] if node[0] == "&" else [node]


def _calculated(sign: str, left: Code, right: Code) -> Code:
    if sign in COMPARISONS:
        compare = COMPARISONS[sign]
        return lambda results, where: compare(*comparable(left(results, where), right(results, where)))
    calculate = _ARITHMETIC[sign]

    def code(results: Results, where: Where) -> Value:
        try:
            return number(calculate(number_of(left(results, where)), number_of(right(results, where))))
        except ZeroDivisionError:
            raise FormulaError(BY_ZERO) from None

    return code


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}


@cache
def follows_columns(node: Node) -> bool:
    """Whether its result depends on the column of the cell that holds it."""
    if isinstance(node, Ref):
        return any(end is not None and not end.is_absolute for end in (node.left, node.right))
    return any(isinstance(part, tuple) and follows_columns(part) for part in node)
