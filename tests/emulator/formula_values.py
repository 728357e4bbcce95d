"""The results of formulas: a small evaluator of what the project writes, and of nothing else."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from emulator.cells import CellError, Value, number
from emulator.errors import Unsupported
from emulator.formula_syntax import Malformed, Node, functions, syntax
from emulator.formulas import Formula, Ref, place_of, separator_of
from emulator.serials import serial

if TYPE_CHECKING:
    from emulator.book import Book
    from emulator.grid import Sheet


class FormulaError(Exception):
    """Stops an evaluation; `error` is what the cell shows."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error)
        self.error = error


_NOT_FOUND = FormulaError(CellError("#N/A"))
_NO_PLACE = FormulaError(CellError("#REF!"))
_NO_VALUE = FormulaError(CellError("#VALUE!"))
_NO_NUMBER = FormulaError(CellError("#NUM!"))
_BY_ZERO = FormulaError(CellError("#DIV/0!"))


class Where(NamedTuple):
    """The cell that is evaluated."""

    sheet: Sheet
    row: int
    column: int


class Results:
    """All results of one state of a spreadsheet, found when asked for and then kept."""

    def __init__(self, book: Book, now: Callable[[], datetime]) -> None:
        self.book, self.now = book, now
        self.decimal = "," if separator_of(book.locale) == ";" else "."
        self.is_volatile = False
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

    def formula(self, sheet: Sheet, row: int, column: int, formula: Formula) -> Value:
        """The result of a formula in that cell."""
        key = (sheet.id, row, column)
        if key in self._cells:
            return self._cells[key]
        if key in self._open:
            raise _NO_PLACE
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
        key = (node, where.sheet.id, where.row, where.column if _follows_columns(node) else -1)
        if key not in self._matches:
            try:
                self._matches[key] = find()
            except FormulaError as stopped:
                if stopped is not _NOT_FOUND:
                    raise
                self._matches[key] = -1
        if self._matches[key] < 0:
            raise _NOT_FOUND
        return self._matches[key]

    def positions(self, sheet: Sheet, column: int, top: int, bottom: int) -> dict[Value, int]:
        """The first position of each value of a column, from 1, texts without case."""
        key = (sheet.id, column, top, bottom)
        if key not in self._columns:
            found: dict[Value, int] = {}
            for row in range(top, min(bottom, len(sheet.rows))):
                value = self.cell(sheet, row, column)
                if value is not None and not isinstance(value, CellError):
                    found.setdefault(_key(value), row - top + 1)
            self._columns[key] = found
        return self._columns[key]


Code = Callable[[Results, Where], Value]


def check_supported(formula: Formula, locale: str) -> None:
    """Raise Unsupported when a formula cannot be evaluated."""
    compiled(formula, "," if separator_of(locale) == ";" else ".")


@cache
def compiled(formula: Formula, decimal: str) -> Code:
    try:
        node = syntax(formula, decimal)
    except Malformed:
        return _raising(CellError("#ERROR!"))
    calls = functions(node)
    unknown = {name for name, _ in calls} - set(_ARGUMENTS)
    if unknown:
        raise Unsupported(f"the function {', '.join(sorted(unknown))} in a formula")
    if not all(_ARGUMENTS[name][0] <= count <= _ARGUMENTS[name][1] for name, count in calls):
        return _raising(CellError("#N/A"))
    return _code(node)


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
        return lambda results, where: -_number(operand(results, where))
    if kind == "&":
        return _joined(node)
    return _calculated(kind, _code(node[1]), _code(node[2]))


def _raising(error: CellError) -> Code:
    stopped = FormulaError(error)

    def code(results: Results, where: Where) -> Value:
        raise stopped

    return code


def _reference(ref: Ref) -> Code:
    def code(results: Results, where: Where) -> Value:
        sheet = _sheet(results, where, ref)
        top, left, bottom, right = place_of(ref, where.row, where.column)
        if not ref.is_cell:
            # A range where one value is wanted means the cell in the formula's own row or column.
            top = where.row if top is None or top != bottom else top
            left = where.column if left is None or left != right else left
        if top is None or left is None or not (0 <= top < sheet.row_count and 0 <= left < sheet.column_count):
            raise _NO_PLACE
        value = results.cell(sheet, top, left)
        if isinstance(value, CellError):
            raise FormulaError(value)
        return value

    return code


def _sheet(results: Results, where: Where, ref: Ref) -> Sheet:
    if ref.sheet is None:
        return where.sheet
    sheet = results.book.find_id(ref.sheet) if isinstance(ref.sheet, int) else None
    if sheet is None:
        raise _NO_PLACE
    return sheet


def _call(node: Node) -> Code:
    name, arguments = node[1], node[2:]
    if name in _LAZY:
        return _LAZY[name](node)
    function = _FUNCTIONS[name]
    codes = [_code(argument) for argument in arguments]
    return lambda results, where: function(results, *(code(results, where) for code in codes))


def _if_error(node: Node) -> Code:
    value, otherwise = _code(node[2]), _code(node[3] if len(node) > 3 else ("constant", None))

    def code(results: Results, where: Where) -> Value:
        try:
            return value(results, where)
        except FormulaError:
            return otherwise(results, where)

    return code


def _if(node: Node) -> Code:
    condition, then = _code(node[2]), _code(node[3])
    otherwise = _code(node[4] if len(node) > 4 else ("truth", False))

    def code(results: Results, where: Where) -> Value:
        return (then if _truth(condition(results, where)) else otherwise)(results, where)

    return code


def _is_number(node: Node) -> Code:
    code_of_value = _code(node[2])

    def code(results: Results, where: Where) -> Value:
        try:
            value = code_of_value(results, where)
        except FormulaError:
            return False
        return isinstance(value, (int, float)) and not isinstance(value, bool)

    return code


def _row(node: Node) -> Code:
    if len(node) < 3:
        return lambda results, where: where.row + 1
    ref = _range(node[2])
    return lambda results, where: (place_of(ref, where.row, where.column)[0] or 0) + 1


def _index(node: Node) -> Code:
    ref = _range(node[2])
    row_code = _code(node[3]) if len(node) > 3 else _code(("constant", 1))
    column_code = _code(node[4]) if len(node) > 4 else None

    def code(results: Results, where: Where) -> Value:
        sheet = _sheet(results, where, ref)
        top, left, bottom, right = _bounds(ref, where, sheet)
        row = int(_number(row_code(results, where)))
        column = 1 if column_code is None else int(_number(column_code(results, where)))
        if top + 1 == bottom and column_code is None:
            row, column = 1, row
        if row == 0 or column == 0:
            raise Unsupported("INDEX of a whole row or column")
        if not (0 < row <= bottom - top and 0 < column <= right - left):
            raise _NO_NUMBER
        value = results.cell(sheet, top + row - 1, left + column - 1)
        if isinstance(value, CellError):
            raise FormulaError(value)
        return value

    return code


def _match(node: Node) -> Code:
    if len(node) != 5 or node[4] not in (("constant", 0), ("truth", False)):
        raise Unsupported("MATCH without 0 as its third argument")
    wanted_code, ref = _code(node[2]), _range(node[3])

    def code(results: Results, where: Where) -> Value:
        def find() -> float:
            wanted = wanted_code(results, where)
            sheet = _sheet(results, where, ref)
            top, left, bottom, right = _bounds(ref, where, sheet)
            if left + 1 != right:
                raise Unsupported("MATCH over more than one column")
            if wanted is None:
                raise _NOT_FOUND
            positions = results.positions(sheet, left, top, bottom)
            if isinstance(wanted, str) and _WILD.search(wanted):
                found = _first_like(wanted, positions)
            else:
                found = positions.get(_key(wanted))
            if found is None:
                raise _NOT_FOUND
            return found

        return results.match(node, where, find)

    return code


def _count_if(node: Node) -> Code:
    ref, criterion_code = _range(node[2]), _code(node[3])

    def code(results: Results, where: Where) -> Value:
        sheet = _sheet(results, where, ref)
        top, left, bottom, right = _bounds(ref, where, sheet)
        fits = _criterion(criterion_code(results, where), results.decimal)
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


def _joined(node: Node) -> Code:
    codes = [_code(part) for part in _operands(node)]

    def code(results: Results, where: Where) -> Value:
        return "".join([_text(part(results, where), results.decimal) for part in codes])

    return code


def _operands(node: Node) -> list[Node]:
    """The texts that a chain of `&` joins."""
    return [*_operands(node[1]), node[2]] if node[0] == "&" else [node]


def _calculated(sign: str, left: Code, right: Code) -> Code:
    if sign in _COMPARISONS:
        compare = _COMPARISONS[sign]
        return lambda results, where: compare(*_comparable(left(results, where), right(results, where)))
    calculate = _ARITHMETIC[sign]

    def code(results: Results, where: Where) -> Value:
        try:
            return number(calculate(_number(left(results, where)), _number(right(results, where))))
        except ZeroDivisionError:
            raise _BY_ZERO from None

    return code


_COMPARISONS: dict[str, Callable[..., bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}


def _comparable(left: Value, right: Value) -> tuple[tuple[int, Value], tuple[int, Value]]:
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


def _key(value: Value) -> Value:
    """What MATCH compares; numbers, texts and truth values never equal each other."""
    if isinstance(value, bool):
        return f"\0{value}"
    return value.casefold() if isinstance(value, str) else value


_WILD = re.compile(r"[*?~]")


def _first_like(pattern: str, positions: dict[Value, int]) -> int | None:
    like = _like(pattern)
    found = [at for value, at in positions.items() if isinstance(value, str) and like.fullmatch(value)]
    return min(found, default=None)


def _like(pattern: str) -> re.Pattern[str]:
    """A pattern with `*`, `?` and `~` before those that stand for themselves."""
    parts = re.findall(r"~[*?~]|.", pattern.casefold(), re.DOTALL)
    wild = {"*": ".*", "?": "."}
    return re.compile("".join(wild.get(part) or re.escape(part[-1]) for part in parts), re.DOTALL)


def _criterion(told: Value, decimal: str) -> Callable[[Value], bool]:
    """What COUNTIF counts."""
    sign, wanted = "=", told
    if isinstance(told, str):
        match = re.match(r"<>|<=|>=|[<>=]", told)
        sign = match[0] if match else "="
        text = told.removeprefix(sign) if match else told
        wanted = _typed_number(text, decimal)
        if isinstance(wanted, str) and sign in ("=", "<>"):
            like = _like(text)
            is_wanted = sign == "="
            return lambda value: (isinstance(value, str) and bool(like.fullmatch(value.casefold()))) == is_wanted
    compare = _COMPARISONS[sign]
    rank = _ranked(wanted, wanted)
    if sign == "<>":
        return lambda value: value is None or _ranked(value, value) != rank
    return lambda value: (
        value is not None and _ranked(value, value)[0] == rank[0] and compare(_ranked(value, value), rank)
    )


def _typed_number(text: str, decimal: str) -> Value:
    try:
        return number(float(text.replace(decimal, ".")))
    except ValueError:
        return text


def _number(value: Value) -> float:
    if value is None:
        return 0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise _NO_VALUE from None
    return value


def _truth(value: Value) -> bool:
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        raise _NO_VALUE
    return bool(value)


def _text(value: Value, decimal: str) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    shown = str(value) if isinstance(value, int) else f"{value:.15g}"
    return shown.replace(".", decimal)


def _trim(results: Results, value: Value) -> Value:
    return " ".join(part for part in _text(value, results.decimal).split(" ") if part)


def _not_available(results: Results) -> Value:
    raise _NOT_FOUND


def _now(results: Results) -> Value:
    results.is_volatile = True
    return serial(results.now())


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "TRIM": _trim,
    "NA": _not_available,
    "NOW": _now,
}
_LAZY: dict[str, Callable[[Node], Code]] = {
    "IF": _if,
    "IFERROR": _if_error,
    "INDEX": _index,
    "MATCH": _match,
    "ROW": _row,
    "COUNTIF": _count_if,
    "ISNUMBER": _is_number,
}
"""Functions that look at their arguments themselves: ranges, or what may be an error."""


_ARGUMENTS = {
    "TRIM": (1, 1),
    "NA": (0, 0),
    "NOW": (0, 0),
    "IF": (2, 3),
    "IFERROR": (1, 2),
    "INDEX": (1, 3),
    "MATCH": (2, 3),
    "ROW": (0, 1),
    "COUNTIF": (2, 2),
    "ISNUMBER": (1, 1),
}
"""How many arguments a function takes, at least and at most; with others the cell shows #N/A."""


@cache
def _follows_columns(node: Node) -> bool:
    """Whether its result depends on the column of the cell that holds it."""
    if isinstance(node, Ref):
        return any(end is not None and not end.is_absolute for end in (node.left, node.right))
    return any(isinstance(part, tuple) and _follows_columns(part) for part in node)
