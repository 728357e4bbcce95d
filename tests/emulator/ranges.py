"""Places in a sheet: areas, the service's GridRange, and A1 notation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from emulator.errors import ApiError, invalid

if TYPE_CHECKING:
    from emulator.book import Book
    from emulator.grid import Sheet

_A1 = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?(?::\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?)?")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|(?i:true|false)")

ENDS = (("Row", 0, 2), ("Column", 1, 3))
"""The two axes of a GridRange and where their start and end stand in an Area."""


class Area(NamedTuple):
    """A rectangle, 0-based and half-open."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_empty(self) -> bool:
        return self.top >= self.bottom or self.left >= self.right

    def meets(self, other: Area) -> bool:
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )

    def holds(self, other: Area) -> bool:
        return (
            self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )


@cache
def column_name(column: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


@cache
def column_index(letters: str) -> int:
    """A → 0, AA → 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def quoted(title: str) -> str:
    """A tab's title as it stands before the `!` of a range."""
    if _PLAIN_TITLE.fullmatch(title) and not _CELL_LIKE.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def a1(sheet: Sheet, area: Area) -> str:
    """The area with its tab, clipped to the grid: `'Buku Kerja'!A1:Z1000`."""
    bottom, right = min(area.bottom, sheet.row_count), min(area.right, sheet.column_count)
    first = f"{column_name(area.left)}{area.top + 1}"
    last = f"{column_name(right - 1)}{bottom}"
    return f"{quoted(sheet.title)}!{first}" + ("" if first == last else f":{last}")


def grid_range(sheet_id: int, area: Area) -> dict[str, int]:
    """A GridRange with all its ends, as the service writes it (an ID of 0 is left out)."""
    found = {"sheetId": sheet_id} if sheet_id else {}
    for axis, start, end in ENDS:
        found |= {f"start{axis}Index": area[start], f"end{axis}Index": area[end]}
    return found


def echoed(told: dict[str, Any]) -> dict[str, Any]:
    """A GridRange as the service gives it back: an ID of 0 is left out."""
    return {name: value for name, value in told.items() if name != "sheetId" or value}


def echoed_in(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What lies over a range, as the service tells it."""
    return [item | {"range": echoed(item["range"])} for item in items]


def area_of(told: dict[str, Any], sheet: Sheet) -> Area:
    """The area of a GridRange; an end that is not given is the sheet's."""
    ends = []
    for axis, count in (("Row", sheet.row_count), ("Column", sheet.column_count)):
        start, end = int(told.get(f"start{axis}Index", 0)), int(told.get(f"end{axis}Index", count))
        _check_axis(axis, start, end, count)
        ends.append((start, end))
    (top, bottom), (left, right) = ends
    return Area(top, left, bottom, right)


def clipped(told: dict[str, Any], sheet: Sheet) -> Area:
    """The part of a stored GridRange that is inside the grid; may be empty."""
    top, left = told.get("startRowIndex", 0), told.get("startColumnIndex", 0)
    bottom = min(told.get("endRowIndex", sheet.row_count), sheet.row_count)
    right = min(told.get("endColumnIndex", sheet.column_count), sheet.column_count)
    return Area(top, left, bottom, right)


def parse_a1(text: str, book: Book) -> tuple[Sheet, Area]:
    """The tab and the area that a range of a request means, clipped to the grid."""
    sheet, place = _sheet_and_place(text, book)
    if not place:
        return sheet, Area(0, 0, sheet.row_count, sheet.column_count)
    match = _A1.fullmatch(place)
    if match is None or not any(match.groups()) or (":" in place and not any(match.groups()[2:])):
        raise _not_a_range(text)
    left, top, right, bottom = (None if group is None else group for group in match.groups())
    if ":" not in place:
        if left is None or top is None:
            raise _not_a_range(text)
        right, bottom = left, top
    rows = _span(top and int(top) - 1, bottom and int(bottom) - 1)
    columns = _span(left and column_index(left), right and column_index(right))
    if rows[0] >= sheet.row_count or columns[0] >= sheet.column_count:
        limits = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        raise invalid(f"Range ({quoted(sheet.title)}!{place}) exceeds grid limits. {limits}")
    bottom_end = sheet.row_count if rows[1] is None else min(rows[1], sheet.row_count)
    right_end = sheet.column_count if columns[1] is None else min(columns[1], sheet.column_count)
    return sheet, Area(rows[0], columns[0], bottom_end, right_end)


def bounding(areas: Iterable[Area]) -> Area:
    """The smallest area that holds all of them."""
    tops, lefts, bottoms, rights = zip(*areas, strict=True)
    return Area(min(tops), min(lefts), max(bottoms), max(rights))


def _check_axis(axis: str, start: int, end: int, count: int) -> None:
    noun = axis.lower()
    if start < 0:
        raise invalid(f"GridRange.start{axis}Index[{start}] must not be negative")
    if end < start or (end == start and start < count):
        raise invalid(f"GridRange.end{axis}Index[{end}] must be after GridRange.start{axis}Index[{start}]")
    if start >= count:
        raise invalid(f"GridRange.start{axis}Index[{start}] is after last {noun} in grid[{count - 1}]")
    if end > count:
        raise invalid(f"GridRange.end{axis}Index[{end}] is after last {noun} in grid[{count}]")


def _sheet_and_place(text: str, book: Book) -> tuple[Sheet, str]:
    match = re.fullmatch(r"'((?:[^']|'')+)'(?:!(.*))?", text) or re.fullmatch(r"([^'!]+)!(.*)", text)
    if match is not None:
        sheet = book.find_title(match[1].replace("''", "'"))
        if sheet is None:
            raise _not_a_range(text)
        return sheet, match[2] or ""
    if _A1.fullmatch(text) and (":" in text or _CELL_LIKE.fullmatch(text)):
        return book.sheets[0], text
    sheet = book.find_title(text)
    if sheet is not None:
        return sheet, ""
    named = [item for item in book.named_ranges if item["name"].casefold() == text.casefold()]
    if not named:
        raise _not_a_range(text)
    told = named[0]["range"]
    sheet = book.sheet_by_id(told.get("sheetId", 0))
    area = clipped(told, sheet)
    first, last = f"{column_name(area.left)}{area.top + 1}", f"{column_name(area.right - 1)}{area.bottom}"
    return sheet, f"{first}:{last}"


def _span(first: Any, last: Any) -> tuple[int, int | None]:
    """Start and end of one axis of `A2:C`; the ends may stand the other way round."""
    if first is None or last is None:
        only = first if last is None else last
        return (0 if only is None else int(only)), None
    return min(first, last), max(first, last) + 1


def _not_a_range(text: str) -> ApiError:
    return invalid(f"Unable to parse range: {text}")
