"""What Sheets makes of a text that somebody types: numbers, dates, truth values, formulas, texts."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from emulator.cells import JSON, Cell, CellError, Value, number
from emulator.formulas import Formula
from emulator.limits import check_length
from emulator.patterns import DATE, DATE_TIME, TIME, decimal_sign, language, month_names, short_month_names
from emulator.serials import serial

if TYPE_CHECKING:
    from emulator.book import Book

_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
_CURRENCIES = {"Rp": '"Rp"#,##0', "$": '"$"#,##0.00'}
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*(?P<half>[AaPp][Mm]))?"
_TIME = re.compile(_CLOCK)
_DATE = r"(?:(?P<first>\d{1,4})(?P<sign>[/-])(?P<middle>\d{1,2})(?:(?P=sign)(?P<last>\d{4}|\d{2}))?)"
_WORDS = r"(?:(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]+)[ -](?P<year>\d{4})|(?P<month2>[A-Za-z]+) (?P<day2>\d{1,2}), (?P<year2>\d{4}))"
_MOMENT = re.compile(rf"(?:{_DATE}|{_WORDS})(?:,?\s+{_CLOCK})?")
_CENTURY_TURNS_AT = 30


class Typed(NamedTuple):
    """What stands in the cell afterwards, and the number format that Sheets gives it if it has none."""

    value: Value = None
    formula: Formula | None = None
    number_format: JSON | None = None


def entered(book: Book, cell: Cell, text: str, row: int, column: int) -> Cell:
    """The cell after somebody typed into it."""
    check_length(text)
    typed = interpreted(book, cell, text, row, column)
    style = cell.format
    if typed.number_format is not None and "numberFormat" not in (style or {}):
        style = (style or {}) | {"numberFormat": typed.number_format}
    return cell._replace(value=typed.value, formula=typed.formula, format=style, runs=None)


def interpreted(book: Book, cell: Cell, text: str, row: int, column: int) -> Typed:
    """What a text typed into that cell means in the spreadsheet's locale."""
    if not text:
        return Typed()
    if (cell.format or {}).get("numberFormat", {}).get("type") == "TEXT":
        return Typed(text)
    if text.startswith("'"):
        return Typed(text[1:] or None)
    if text.startswith("=") and len(text) > 1:
        return Typed(formula=book.formula(text, row, column))
    bare = text.strip()
    if bare.upper() in ("TRUE", "FALSE"):
        return Typed(bare.upper() == "TRUE")
    if bare in _ERRORS:
        return Typed(CellError(bare))
    return _as_number(bare, decimal_sign(book.locale)) or _as_moment(bare, book) or Typed(text)


def _as_number(text: str, decimal: str) -> Typed | None:
    plain, pattern = text, None
    for mark, shown in _CURRENCIES.items():
        if plain.startswith(mark):
            plain, pattern = plain.removeprefix(mark).lstrip(), {"type": "CURRENCY", "pattern": shown}
    is_percent = plain.endswith("%")
    plain = plain.removesuffix("%").rstrip() if is_percent else plain
    group = "." if decimal == "," else ","
    point, mark = re.escape(decimal), re.escape(group)
    grouped = re.fullmatch(rf"[+-]?\d{{1,3}}(?:{mark}\d{{3}})+(?:{point}(\d*))?", plain)
    single = re.fullmatch(rf"[+-]?(?:\d+(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?", plain)
    if not grouped and not single:
        return None
    value = float(plain.replace(group, "").replace(decimal, ".") if grouped else plain.replace(decimal, "."))
    if is_percent:
        digits = plain.partition(decimal)[2]
        return Typed(number(value / 100), None, {"type": "PERCENT", "pattern": "0.00%" if digits else "0%"})
    if grouped and pattern is None:
        pattern = {"type": "NUMBER", "pattern": "#,##0.00" if grouped[1] else "#,##0"}
    return Typed(number(value), None, pattern)


def _as_moment(text: str, book: Book) -> Typed | None:
    if not re.search(r"\d", text) or book.locale.split("_")[0] not in ("id", "in", "en"):
        return None
    clock = _TIME.fullmatch(text)
    if clock is not None:
        share = _share_of_day(clock)
        pattern = "HH:mm:ss" if clock["second"] else "HH:mm"
        return None if share is None else Typed(share, None, {"type": TIME, "pattern": pattern})
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    code = language(book.locale)
    try:
        day = _day(match, code, book.now().year)
    except ValueError:
        return None
    date_pattern = "dd/MM/yyyy" if code == "in" else "M/d/yyyy"
    if match["hour"] is None:
        return Typed(number(serial(day)), None, {"type": DATE, "pattern": date_pattern})
    share = _share_of_day(match)
    if share is None:
        return None
    clock_pattern = "HH:mm:ss" if match["second"] else "HH:mm"
    return Typed(number(serial(day) + share), None, {"type": DATE_TIME, "pattern": f"{date_pattern} {clock_pattern}"})


def _share_of_day(match: re.Match[str]) -> float | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].upper() == "PM" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return (hour * 3600 + minute * 60 + second) / 86_400


def _day(match: re.Match[str], code: str, this_year: int) -> datetime:
    """The day that a text names; ValueError when there is no such day."""
    if match["sign"] is None:
        name = match["month"] or match["month2"]
        return datetime(int(match["year"] or match["year2"]), _month(name, code), int(match["day"] or match["day2"]))
    first, middle = int(match["first"]), int(match["middle"])
    if len(match["first"]) == 4:
        if match["last"] is None or len(match["last"]) != 2:
            raise ValueError("not a day")
        return datetime(first, middle, int(match["last"]))
    year = this_year if match["last"] is None else int(match["last"])
    if match["last"] is not None and len(match["last"]) == 2:
        year += 2000 if year < _CENTURY_TURNS_AT else 1900
    day, month = (first, middle) if code == "in" else (middle, first)
    return datetime(year, month, day)


def _month(name: str, code: str) -> int:
    for names in (month_names(code), short_month_names(code)):
        for number_of_month, each in enumerate(names, 1):
            if each.casefold() == name.casefold():
                return number_of_month
    raise ValueError(name)
