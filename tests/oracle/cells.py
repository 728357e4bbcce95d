"""A typed log and how one cell of it is read: plain values, no tables."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from office_roles import LOG
from oracle.typed import APOSTROPHES, Typed, read_typed
from worklog.core.log.tabs import CALENDAR, PEOPLE, REGISTER

HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
WHOLE_NUMBER = re.compile(r"[0-9]+")
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")

Windows = list[tuple[int, int]]
"""Working windows of a day in minutes after midnight, half-open."""


@dataclass
class Row:
    """One row of a tab: its 1-based sheet row and its cells by header, as typed."""

    row: int
    cells: dict[str, object]

    def __getitem__(self, header: str) -> object:
        return self.cells.get(header)


@dataclass
class Log:
    """The four tabs that people fill, each a list of rows in sheet order."""

    register: list[Row] = field(default_factory=list)
    log: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    calendar: list[Row] = field(default_factory=list)

    def tabs(self) -> dict[str, list[Row]]:
        return {
            REGISTER.name: self.register,
            LOG.name: self.log,
            PEOPLE.name: self.people,
            CALENDAR.name: self.calendar,
        }


@dataclass(frozen=True)
class Moment:
    """A date or time cell: whether anything is typed, and the moment if it can be read."""

    filled: bool
    value: datetime | None
    is_day: bool = False

    @property
    def unreadable(self) -> bool:
        return self.filled and self.value is None


def text(value: object) -> str:
    """The cell's text without extra spaces; "" when blank; 118.0 is "118"."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFKC", str(value))).split())


def word(value: object) -> str:
    """The cell's text for comparing: without case and extra spaces."""
    return text(value).casefold()


def identity(value: object) -> str:
    """An ID for comparing: case, spaces and zeros in front of a mere number make no difference."""
    key = word(value)
    return (key.lstrip("0") or "0") if WHOLE_NUMBER.fullmatch(key) else key


def name(value: object) -> str:
    """A name for comparing: without case, extra spaces, apostrophes and full stops; a comma is a space."""
    return word(APOSTROPHES.sub("", text(value)).replace(".", "").replace(",", " "))


def filled(value: object) -> bool:
    return text(value) != ""


def moment(value: object, now: datetime, near: date | None = None) -> Moment:
    """A cell that needs a time of day: a day alone, which is all that midnight tells, cannot be read."""
    typed = _typed(value, near or now.date())
    return Moment(filled(value), readable(None if typed is None else _with_time(typed), now))


def day(value: object, now: datetime | None = None, near: date | None = None) -> Moment:
    """A cell that needs a day: its midnight; a time of day is dropped. With `now`, only of readable years."""
    typed = _typed(value, near or (now.date() if now else None))
    midnight = None if typed is None else datetime.combine(typed.day, time())
    return Moment(filled(value), midnight if now is None else readable(midnight, now))


def aired(value: object, now: datetime, near: date | None = None) -> Moment:
    """Selesai of a post on the planned day: a day alone is its last minute."""
    typed = _typed(value, near or now.date())
    if typed is None or typed.seconds:
        return moment(value, now, near)
    midnight = readable(datetime.combine(typed.day, time()), now)
    return Moment(True, None if midnight is None else midnight + timedelta(hours=23, minutes=59), is_day=True)


def readable(read: datetime | None, now: datetime) -> datetime | None:
    """Nothing for what lies before 2000 or more than two years ahead."""
    if read is None:
        return None
    last = now.replace(year=now.year + 2, day=min(now.day, 28) if now.month == 2 else now.day)
    return read if datetime(2000, 1, 1) <= read <= last.replace(second=0, microsecond=0) else None


def _with_time(typed: Typed) -> datetime | None:
    """In whole minutes; None for a day alone."""
    if not typed.seconds:
        return None
    return datetime.combine(typed.day, time()) + timedelta(minutes=typed.seconds // 60)


def _typed(value: object, near: date | None) -> Typed | None:
    """The day and the time of a cell; a sheet number is rounded to the second."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        if not 1 <= value < 2958466:
            return None
        value = datetime(1899, 12, 30) + timedelta(seconds=round(value * 86400))
    if isinstance(value, datetime):
        value = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return Typed(value.date(), value.hour * 3600 + value.minute * 60 + value.second)
    if isinstance(value, date):
        return Typed(value, None)
    return read_typed(text(value), near) if isinstance(value, str) else None


def whole_number(value: object) -> int | None:
    """A whole number >= 1, also typed as text; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and WHOLE_NUMBER.fullmatch(text(value)):
        value = int(text(value))
    return value if isinstance(value, int) and value >= 1 else None


def hours(value: object) -> Windows | None:
    """`08:00-12:00, 12:30-15:00` as windows in order; None when it cannot be read."""
    windows: Windows = []
    for piece in text(value).split(","):
        match = HOURS.fullmatch(piece.strip())
        if match is None:
            return None
        start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
        start, end = start_hour * 60 + start_minute, end_hour * 60 + end_minute
        if start_minute > 59 or end_minute > 59 or end > 24 * 60 or start >= end:
            return None
        if windows and start < windows[-1][1]:
            return None
        windows.append((start, end))
    return windows
