"""Dates and times as people type them: `22/11/2026 14.05`, `Minggu, 22 Nov jam 2 siang`, `14:05 22/11/2026`.

A text is read only where it has one possible meaning. The day stands before the month, never the American way; years
of two digits are 20yy; WIB is the only zone. docs/rujukan.md lists the forms.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from worklog.core.indonesian import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from worklog.core.moments import DAY_SECONDS

YEARLESS_DAYS = 60
"""A date without a year is of the year in which it lies within so many days of the day around which it was typed."""

_OTHER_MONTHS = {
    1: "january",
    2: "peb pebruari february",
    3: "mrt march",
    5: "may",
    6: "june",
    7: "july",
    8: "agt ags aug agust august",
    9: "sept",
    10: "oct october",
    11: "nop nopember",
    12: "dec december",
}
_MONTH_NUMBERS = {
    **{name.casefold(): number for names in (MONTHS, SHORT_MONTHS) for number, name in enumerate(names, 1)},
    **{name: number for number, names in _OTHER_MONTHS.items() for name in names.split()},
}
_WEEKDAY_NUMBERS = {
    **{name.casefold(): number for names in (WEEKDAYS, SHORT_WEEKDAYS) for number, name in enumerate(names)},
    **{"jum'at": 4, "jum’at": 4, "ahad": 6, "mgg": 6},
}
_PARTS_OF_THE_DAY = {"pagi": (0, 12), "siang": (10, 17), "sore": (14, 19), "petang": (17, 20), "malam": (18, 24)}
"""The hours that each word can mean, the last one excluded; `jam 12 malam` belongs to no one day."""

_DASHES = re.compile("[‐‑‒–—−]")
_WEEKDAY = rf"(?:(?:hari )?(?P<weekday>{'|'.join(map(re.escape, _WEEKDAY_NUMBERS))})(?:[.,] ?| ))?"
_YEAR = r"\d{4}|\d\d"
_DATE = (
    r"(?:(?:tgl\.?|tanggal) ?)?(?:"
    rf"(?P<day>\d\d?) ?(?P<sign>[/.-]) ?(?P<month>\d\d?) ?(?P=sign) ?(?P<year>{_YEAR})"  # 22/11/2026
    r"|(?P<iso_year>\d{4})(?P<iso_sign>[/.-])(?P<iso_month>\d\d?)(?P=iso_sign)(?P<iso_day>\d\d?)"  # 2026-11-22
    rf"|(?P<named_day>\d\d?)[ ./-]?(?P<name>[a-z]+)(?:[ .,/'-]{{0,2}}(?P<named_year>{_YEAR}))?"  # 22 November 2026
    r"|(?P<short_day>\d\d?) ?[/-] ?(?P<short_month>\d\d?))"  # 22/11; with a point it could be a time
)
_BEFORE_HOUR = r"(?:pukul|pkl\.?|pk\.?|jam) ?"
_PART = rf" ?(?P<part>{'|'.join(_PARTS_OF_THE_DAY)})"
_MINUTES = r"[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
_TIME = (
    rf"(?P<before>{_BEFORE_HOUR})?(?P<hour>\d\d?)(?:{_MINUTES})?(?:{_PART})?(?: ?wib)?"  # an hour alone needs a word
)
_DATE_FIRST = re.compile(rf"{_WEEKDAY}{_DATE}(?:(?:t| ?, ?| - | ){_TIME})?")
_TIME_FIRST = re.compile(rf"{_TIME}(?: ?, ?| - | ){_WEEKDAY}{_DATE}")
_TIME_ALONE = re.compile(_TIME)
_FIRST_YEAR = 1900
_LEAP_YEAR = 2000
_CENTURY = 2000


@dataclass(frozen=True)
class Written:
    """A date as written: its year and weekday (Monday 0) where they stand there, and the second of the day.

    `seconds`: None without a time; `24:00` is the end of its day, 86,400.
    """

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    seconds: int | None = None

    def on(self, around: date | None) -> date | None:
        """The day that is meant; where no year stands there, the one within `YEARLESS_DAYS` of `around`.

        None where there is no such day.
        """
        if self.year is not None:
            return _day(self.year, self.month, self.day)
        if around is None:
            return None
        years = (around.year - 1, around.year, around.year + 1)
        near = (_day(year, self.month, self.day) for year in years)
        return next((day for day in near if day and abs(day - around) <= timedelta(YEARLESS_DAYS)), None)


def read_written(text: str) -> Written | None:
    """Read a date, with or without a time; None when it cannot be read, also when no such day or time exists."""
    written = _written(text)
    return written if written and written.day <= _last_day(written) else None


def month_end(text: str) -> Written | None:
    """The last day of the month of which a text names a day that it does not have; None for any other text."""
    written = _written(text)
    return replace(written, day=_last_day(written)) if written and written.day > _last_day(written) else None


def _written(text: str) -> Written | None:
    """What a text says, also of a day that its month does not have."""
    plain = _plain(text)
    match = _DATE_FIRST.fullmatch(plain) or _TIME_FIRST.fullmatch(plain)
    if match is None:
        return None
    part = match.groupdict()
    month, year = _month(part), _year(part)
    seconds = _seconds(part) if part["hour"] else None
    day = int(part["day"] or part["iso_day"] or part["named_day"] or part["short_day"])
    is_date = month in _MONTH_NUMBERS.values() and day > 0 and (year is None or year >= _FIRST_YEAR)
    if month is None or not is_date or (part["hour"] and seconds is None):
        return None
    return Written(month, day, year, _WEEKDAY_NUMBERS[part["weekday"]] if part["weekday"] else None, seconds)


def _last_day(written: Written) -> int:
    return monthrange(_LEAP_YEAR if written.year is None else written.year, written.month)[1]


def time_alone(text: str) -> int | None:
    """The second of the day that a text tells which tells no date; None for any other text."""
    match = _TIME_ALONE.fullmatch(_plain(text))
    return _seconds(match.groupdict()) if match else None


def _plain(text: str) -> str:
    return _DASHES.sub("-", " ".join(text.casefold().split())).rstrip(" .")


def _month(part: dict[str, str | None]) -> int | None:
    name, number = part["name"], part["month"] or part["iso_month"] or part["short_month"]
    return _MONTH_NUMBERS.get(name) if name else int(number or 0)


def _year(part: dict[str, str | None]) -> int | None:
    years = part["year"] or part["iso_year"] or part["named_year"]
    return int(years) + (_CENTURY if len(years) == 2 else 0) if years else None


def _seconds(part: dict[str, str | None]) -> int | None:
    """The second of the day; None where there is no such time, or where it could be two."""
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    word = part["part"]
    if not (part["minute"] or part["before"] or word) or minute > 59 or second > 59:
        return None
    if word:
        first, end = _PARTS_OF_THE_DAY[word]
        hour = hour if first <= hour < end else hour + 12
        return hour * 3600 + minute * 60 + second if first <= hour < end and int(part["hour"] or 0) > 0 else None
    total = hour * 3600 + minute * 60 + second
    return total if hour < 24 or total == DAY_SECONDS else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
