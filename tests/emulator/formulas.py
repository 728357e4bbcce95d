"""Formulas as they stand in cells: text, the places they refer to, and what becomes of these when rows move.

A formula is kept as its text between references, and each reference relative to the cell that holds it. So all cells of
a filled-down column share one Formula, and moving a row with its own references changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from emulator.moves import Move
from emulator.ranges import column_index, column_name, quoted

_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]+"
_COLUMN = r"\$?[A-Za-z]{1,3}"
_ROW = r"\$?[0-9]+"
_PART = re.compile(
    r'"(?:[^"]|"")*"'
    r"|(?P<sheet>'(?:[^']|'')+'!|(?<![\w.$'!])[A-Za-z_][\w.]*!)?"
    rf"(?P<place>(?<![\w.$'])(?:{_CELL}:{_CELL}|{_CELL}:{_COLUMN}|{_COLUMN}:{_CELL}|{_CELL}|{_COLUMN}:{_COLUMN}|{_ROW}:{_ROW}))(?![\w.(!])"
)
_END = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([0-9]+)?")

DECIMAL_COMMA = ("in", "id", "de", "fr", "es", "it", "nl", "pt", "ru", "tr", "pl", "da", "nb", "sv", "fi", "cs", "vi")
"""Languages that write 1,5; their formulas separate arguments with `;` only."""


class Axis(NamedTuple):
    """One coordinate of a reference: absolute, or counted from the cell that holds the formula."""

    at: int
    is_absolute: bool

    def value(self, own: int) -> int:
        return self.at if self.is_absolute else own + self.at


class Ref(NamedTuple):
    """A reference; ends of None are open. `sheet` is a tab's ID, the title of a tab that is not there, or None."""

    sheet: int | str | None
    top: Axis | None
    left: Axis | None
    bottom: Axis | None
    right: Axis | None
    is_cell: bool


Corners = tuple[int | None, int | None, int | None, int | None]
"""Top, left, bottom, right of a reference, 0-based, both ends included, None where open."""

Part = str | Ref
Titles = Callable[[int], str]


class Formula:
    """One formula, shared by all cells that hold the same one relative to themselves."""

    _known: dict[tuple[Part, ...], Formula] = {}  # noqa: RUF012 - every formula is made once

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self.parts = parts

    @classmethod
    def of(cls, parts: tuple[Part, ...]) -> Formula:
        found = cls._known.get(parts)
        if found is None:
            found = cls._known[parts] = cls(parts)
        return found

    @classmethod
    def parse(cls, text: str, row: int, column: int, sheet_id: Callable[[str], int | None], separator: str) -> Formula:
        """The formula of a text with its `=`, in a cell; arguments are kept apart by `;` whatever the locale."""
        parts: list[Part] = []
        at = 1
        for match in _PART.finditer(text):
            if match["place"] is None:
                continue
            parts += [_neutral(text[at : match.start()], separator), _reference(match, row, column, sheet_id)]
            at = match.end()
        parts.append(_neutral(text[at:], separator))
        return cls.of(tuple(parts))

    def text(self, row: int, column: int, title: Titles, separator: str) -> str:
        """As it is shown in a cell there."""
        shown = [
            _local(part, separator) if isinstance(part, str) else _shown(part, row, column, title)
            for part in self.parts
        ]
        return "=" + "".join(shown)

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        return tuple(part for part in self.parts if isinstance(part, Ref))

    @cached_property
    def is_row_bound(self) -> bool:
        """Whether it refers only to its own row of its own tab and to whole columns: rows may move as they like."""
        return all(
            (ref.top is None and ref.bottom is None) or (ref.sheet is None and ref.top == ref.bottom == Axis(0, False))
            for ref in self.refs
        )

    @cached_property
    def is_fixed(self) -> bool:
        """Whether it means the same places in whatever cell it stands."""
        ends = [end for ref in self.refs for end in (ref.top, ref.left, ref.bottom, ref.right)]
        return all(end is None or end.is_absolute for end in ends)

    def moved(self, move: Move, sheet: int, old: tuple[int, int], new: tuple[int, int]) -> Formula:
        """After a move of rows or columns; its own cell, on tab `sheet`, went from `old` to `new`."""
        if old == new and all((sheet if ref.sheet is None else ref.sheet) != move.sheet for ref in self.refs):
            return self
        if move.axis == "Row" and self.is_row_bound:
            return self
        return self._mapped(lambda ref: _moved_reference(ref, move, sheet, old, new))

    def without_sheet(self, sheet: int) -> Formula:
        """After a tab was deleted."""
        return self._mapped(lambda ref: "#REF!" if ref.sheet == sheet else ref)

    def resolved(self, sheet_id: Callable[[str], int | None]) -> Formula:
        """With references to tabs that have come into being."""

        def resolve(ref: Ref) -> Part:
            found = sheet_id(ref.sheet) if isinstance(ref.sheet, str) else None
            return ref if found is None else ref._replace(sheet=found)

        return self._mapped(resolve) if any(isinstance(ref.sheet, str) for ref in self.refs) else self

    def absolute(self, row: int, column: int) -> Formula:
        """With every reference fixed to the place that it means in that cell."""

        def fixed(axis: Axis | None, own: int) -> Axis | None:
            return None if axis is None else Axis(axis.value(own), True)

        return self._mapped(
            lambda ref: ref._replace(
                top=fixed(ref.top, row),
                left=fixed(ref.left, column),
                bottom=fixed(ref.bottom, row),
                right=fixed(ref.right, column),
            )
        )

    def _mapped(self, change: Callable[[Ref], Part]) -> Formula:
        parts = tuple(part if isinstance(part, str) else change(part) for part in self.parts)
        return self if parts == self.parts else Formula.of(parts)


def place_of(ref: Ref, row: int, column: int) -> Corners:
    """The place a reference means for a formula in that cell."""
    return (
        None if ref.top is None else ref.top.value(row),
        None if ref.left is None else ref.left.value(column),
        None if ref.bottom is None else ref.bottom.value(row),
        None if ref.right is None else ref.right.value(column),
    )


def separator_of(locale: str) -> str:
    """What stands between a function's arguments when a formula is shown in that locale."""
    return ";" if locale.split("_")[0] in DECIMAL_COMMA else ","


def _neutral(text: str, separator: str) -> str:
    """With `;` between arguments; under a locale with a decimal comma the comma stays what it is."""
    if separator == ";" or "," not in text:
        return text
    return "".join(part if part.startswith('"') else part.replace(",", ";") for part in _by_strings(text))


def _local(text: str, separator: str) -> str:
    if separator == ";" or ";" not in text:
        return text
    return "".join(part if part.startswith('"') else part.replace(";", separator) for part in _by_strings(text))


def _by_strings(text: str) -> list[str]:
    return re.split(r'("(?:[^"]|"")*")', text)


def _reference(match: re.Match[str], row: int, column: int, sheet_id: Callable[[str], int | None]) -> Ref:
    sheet: int | str | None = None
    if match["sheet"]:
        title = match["sheet"][:-1].removeprefix("'").removesuffix("'").replace("''", "'")
        found = sheet_id(title)
        sheet = title if found is None else found
    first, _, last = match["place"].partition(":")
    left, top = _ends(first, row, column)
    if not last:
        return Ref(sheet, top, left, top, left, True)
    right, bottom = _ends(last, row, column)
    if top is None and bottom is not None:  # A:B5 means A5:B, which no one writes on purpose
        top, bottom = bottom, None
    return Ref(sheet, top, left, bottom, right, False)


def _ends(text: str, row: int, column: int) -> tuple[Axis | None, Axis | None]:
    """Column and row of one end of a reference."""
    match = _END.fullmatch(text)
    assert match is not None, text
    first, letters, second, digits = match.groups()
    row_mark = second if letters else first
    left = None if not letters else _axis(column_index(letters), column, first)
    top = None if not digits else _axis(int(digits) - 1, row, row_mark)
    return left, top


def _axis(at: int, own: int, mark: str) -> Axis:
    return Axis(at, True) if mark else Axis(at - own, False)


def _shown(ref: Ref, row: int, column: int, title: Titles) -> str:
    top, left, bottom, right = place_of(ref, row, column)
    if any(end is not None and end < 0 for end in (top, left, bottom, right)):
        return "#REF!"
    first = _end_shown(ref.left, left, ref.top, top)
    last = "" if ref.is_cell else ":" + _end_shown(ref.right, right, ref.bottom, bottom)
    if ref.sheet is None:
        return first + last
    return f"{quoted(title(ref.sheet) if isinstance(ref.sheet, int) else ref.sheet)}!{first}{last}"


def _end_shown(left: Axis | None, column: int | None, top: Axis | None, row: int | None) -> str:
    shown = ""
    if left is not None and column is not None:
        shown += ("$" if left.is_absolute else "") + column_name(column)
    if top is not None and row is not None:
        shown += ("$" if top.is_absolute else "") + str(row + 1)
    return shown


def _moved_reference(ref: Ref, move: Move, sheet: int, old: tuple[int, int], new: tuple[int, int]) -> Part:
    place = list(place_of(ref, *old))
    if (sheet if ref.sheet is None else ref.sheet) == move.sheet:
        low, high = (0, 2) if move.axis == "Row" else (1, 3)
        start, end = place[low], place[high]
        if start is not None or end is not None:
            span = move.span(start or 0, None if end is None else end + 1)
            if span is None:
                return "#REF!"
            place[low] = None if start is None else span[0]
            place[high] = None if span[1] is None else span[1] - 1
    return ref._replace(
        top=_again(ref.top, place[0], new[0]),
        left=_again(ref.left, place[1], new[1]),
        bottom=_again(ref.bottom, place[2], new[0]),
        right=_again(ref.right, place[3], new[1]),
    )


def _again(axis: Axis | None, at: int | None, own: int) -> Axis | None:
    if axis is None or at is None:
        return axis
    return Axis(at, True) if axis.is_absolute else Axis(at - own, False)
