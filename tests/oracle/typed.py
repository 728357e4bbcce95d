"""Dates and times as people type them, read by three patterns of a date and one of a time.

Only what has one reading is read: the day stands before the month, the clock goes from 0 to 24, a weekday must agree.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "sabtu": 5, "minggu": 6}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("januari jan", "februari pebruari feb peb", "maret mar", "april apr", "mei", "juni jun", "juli jul"),
            *("agustus agu agt ags", "september sep sept", "oktober okt", "november nopember nov nop", "desember des"),
        ),
        start=1,
    )
    for name in names.split()
}
HOURS_OF_DAY = {"pagi": range(1, 12), "siang": range(10, 16), "sore": range(15, 19), "malam": range(18, 24)}
"""The hours that each word for a part of the day can mean."""

YEARLESS_DAYS = 60
"""How far from the day that it belongs to a date without a year may lie."""

APOSTROPHES = re.compile("['`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201a\u201b\u2032\uff07]")
DASHES = re.compile("[\u2010-\u2015\u2212]")

BEFORE_DATE = rf"(?:(?:tgl|tanggal)\b\.? ?)?(?:(?P<weekday>{'|'.join(WEEKDAYS)}),? ?)?(?:(?:tgl|tanggal)\b\.? ?)?"
DATES = (
    r"(?P<day>\d{1,2}) ?(?P<sep>[/.-]) ?(?P<month>\d{1,2}) ?(?P=sep) ?(?P<year>\d{4}|\d{2})",
    r"(?P<day>\d{1,2}) ?[/-] ?(?P<month>\d{1,2})",
    rf"(?P<day>\d{{1,2}})[ -]?(?P<month>{'|'.join(MONTHS)})\b\.?(?:[ -](?P<year>\d{{4}}|\d{{2}}))?",
    r"(?P<year>\d{4})(?P<sep>[/-])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
)
TIME = (
    r"(?:(?P<word>pukul|jam|pkl)\b\.? ?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?)?"
    rf"(?: ?(?P<part>{'|'.join(HOURS_OF_DAY)}))?(?: ?wib)?"
)
FORMS = [
    re.compile(form)
    for a_date in DATES
    for form in (
        rf"{BEFORE_DATE}{a_date}(?:(?:, ?| ?- ?| |(?<=\d)t(?=\d)){TIME})?",
        rf"{TIME}(?:, ?| ){BEFORE_DATE}{a_date}",
    )
]


@dataclass(frozen=True)
class Typed:
    """A typed day and its time of day in seconds after midnight, None without one; 24:00 is 86400."""

    day: date
    seconds: int | None


def read_typed(words: str, near: date | None) -> Typed | None:
    """Read a text; a date without a year lies within 60 days of `near`, and cannot be read without it."""
    plain = DASHES.sub("-", APOSTROPHES.sub("", unicodedata.normalize("NFKC", words)))
    plain = " ".join(plain.casefold().split()).rstrip(". ")
    for form in FORMS:
        match = form.fullmatch(plain)
        if match is not None and (typed := _from_parts(match.groupdict(), near)) is not None:
            return typed
    return None


def _from_parts(parts: dict[str, str | None], near: date | None) -> Typed | None:
    day = _day_of(parts, near)
    if day is None or (parts["weekday"] is not None and day.weekday() != WEEKDAYS[parts["weekday"]]):
        return None
    if parts["hour"] is None:
        return Typed(day, None)
    seconds = _seconds_of(parts)
    return None if seconds is None else Typed(day, seconds)


def _day_of(parts: dict[str, str | None], near: date | None) -> date | None:
    month_typed, year = str(parts["month"]), parts.get("year")
    month = MONTHS.get(month_typed) or int(month_typed)
    day = int(str(parts["day"]))
    if year is not None:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if near is None:
        return None
    for number in (near.year - 1, near.year, near.year + 1):
        found = _date(number, month, day)
        if found is not None and abs(found - near) <= timedelta(days=YEARLESS_DAYS):
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _seconds_of(parts: dict[str, str | None]) -> int | None:
    if parts["minute"] is None and parts["word"] is None:
        return None
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if parts["part"] is not None:
        meant = HOURS_OF_DAY[parts["part"]]
        if hour not in meant:
            hour += 12
        if hour not in meant:
            return None
    if minute > 59 or second > 59 or hour * 3600 + minute * 60 + second > 86400:
        return None
    return hour * 3600 + minute * 60 + second
