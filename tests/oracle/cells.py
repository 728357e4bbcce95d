"""A typed log and how one cell of it is read: plain values, no tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from worklog.core.log.tabs import CALENDAR, LOG, PEOPLE, REGISTER

MOMENT_FORMATS = ("%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M")
DAY_FORMATS = ("%d/%m/%Y", "%Y-%m-%d")
HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
WHOLE_NUMBER = re.compile(r"[0-9]+")

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
    return " ".join(str(value).split())


def word(value: object) -> str:
    """The cell's text for comparing: without case and extra spaces."""
    return text(value).casefold()


def filled(value: object) -> bool:
    return text(value) != ""


def moment(value: object, now: datetime) -> Moment:
    """A cell that needs a time of day: a day alone, which is all that midnight tells, cannot be read."""
    read = _moment(value)
    if read is not None and (read.hour, read.minute, read.second) == (0, 0, 0):
        read = None
    return Moment(filled(value), readable(read, now))


def day(value: object, now: datetime | None = None) -> Moment:
    """A cell that needs a day: its midnight; a time of day is dropped. With `now`, only of readable years."""
    read = _day(value)
    midnight = None if read is None else datetime(read.year, read.month, read.day)
    return Moment(filled(value), midnight if now is None else readable(midnight, now))


def aired(value: object, now: datetime) -> Moment:
    """Selesai of a post on the planned day: a day alone is its last minute."""
    read, alone = moment(value, now), day(value, now)
    if read.value is not None or alone.value is None or _moment(value) not in (None, alone.value):
        return read
    return Moment(True, alone.value + timedelta(hours=23, minutes=59), is_day=True)


def readable(read: datetime | None, now: datetime) -> datetime | None:
    """Nothing for what lies before 2000 or more than two years ahead."""
    if read is None:
        return None
    last = now.replace(year=now.year + 2, day=min(now.day, 28) if now.month == 2 else now.day)
    return read if datetime(2000, 1, 1) <= read.replace(second=0, microsecond=0) <= last else None


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, float) and 1 <= value < 2958466 and not value.is_integer():
        return _from_serial(value)
    return _by_formats(value, MOMENT_FORMATS)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value < 2958466:
        return _from_serial(value).date()
    read = _by_formats(value, DAY_FORMATS + MOMENT_FORMATS)
    return None if read is None else read.date()


def _from_serial(serial: float) -> datetime:
    """An Excel date number: days since 1899-12-30, to the nearest second."""
    return datetime(1899, 12, 30) + timedelta(seconds=round(serial * 86400))


def _by_formats(value: object, formats: tuple[str, ...]) -> datetime | None:
    if not isinstance(value, str):
        return None
    for form in formats:
        try:
            return datetime.strptime(text(value), form)
        except ValueError:
            continue
    return None


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
