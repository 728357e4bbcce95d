"""Working time, by walking from day to day over the working windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import holidays

from oracle.cells import Windows, hours
from worklog.core.log.tabs import CLOSED_DAY, NATIONAL_DAY, SPECIAL_HOURS, WORKING_DAY

DAY = timedelta(days=1)
LONGEST_WALK = 3660
"""Days after which a walk gives up: no working time can be found."""

MONDAY_TO_THURSDAY = "07:30-12:00, 13:00-16:00"
WEEKLY_HOURS = (*[MONDAY_TO_THURSDAY] * 4, "07:30-11:30, 13:00-16:30", "", "")
"""Monday to Sunday."""


@dataclass(frozen=True)
class Entry:
    """A usable row of Kalender: first and last day, its kind, its hours if typed, its sheet row."""

    first: date
    last: date
    kind: str
    windows: tuple[tuple[int, int], ...] | None
    row: int


@dataclass(frozen=True)
class Limit:
    """A Waktu of the SOP: minutes, or whole days (`hari`)."""

    minutes: int = 0
    days: int = 0

    @classmethod
    def read(cls, words: str) -> Limit:
        number, unit = words.split()
        if unit == "hari":
            return cls(days=int(number))
        return cls(minutes=int(number) * {"menit": 1, "jam": 60}[unit])


class WorkingCalendar:
    """Weekly hours, national holidays, then the Kalender rows: Jam Khusus, Libur, Masuk."""

    def __init__(self, entries: list[Entry], weekly_hours: tuple[str, ...] = WEEKLY_HOURS) -> None:
        self.entries = entries
        self.weekly: list[Windows] = [(hours(words) or []) if words else [] for words in weekly_hours]
        self.holidays = holidays.country_holidays("ID", categories=("public", "government"))
        self.public = holidays.country_holidays("ID", categories=("public",))
        self.cache: dict[date, list[tuple[datetime, datetime]]] = {}

    def entries_on(self, day: date, kind: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == kind and entry.first <= day <= entry.last]

    def _minutes(self, day: date) -> Windows:
        windows = [] if day in self.holidays else self.weekly[day.weekday()]
        for entry in self.entries_on(day, SPECIAL_HOURS):
            if windows and entry.windows:
                windows = list(entry.windows)
        if self.entries_on(day, CLOSED_DAY):
            windows = []
        for entry in self.entries_on(day, WORKING_DAY):
            weekday = day.weekday() if day.weekday() < 5 else 0
            windows = list(entry.windows) if entry.windows else self.weekly[weekday]
        return windows

    def windows(self, day: date) -> list[tuple[datetime, datetime]]:
        """The day's working windows [start, end); none on a closed day."""
        if day not in self.cache:
            midnight = datetime(day.year, day.month, day.day)
            self.cache[day] = [
                (midnight + timedelta(minutes=start), midnight + timedelta(minutes=end))
                for start, end in self._minutes(day)
            ]
        return self.cache[day]

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """W(end) - W(start): the working time between two moments; negative when end is earlier."""
        if end < start:
            return -self.worked(end, start)
        total, day = timedelta(0), start.date()
        while day <= end.date():
            for opens, closes in self.windows(day):
                total += max(min(closes, end) - max(opens, start), timedelta(0))
            day += DAY
        return total

    def after_minutes(self, start: datetime, minutes: int) -> datetime | None:
        """The earliest D with W(D) - W(start) = minutes."""
        left, day = timedelta(minutes=minutes), start.date()
        for _ in range(LONGEST_WALK):
            for opens, closes in self.windows(day):
                opens = max(opens, start)
                if opens < closes and left <= closes - opens:
                    return opens + left
                left -= max(closes - opens, timedelta(0))
            day += DAY
        return None

    def after_days(self, start: datetime, days: int) -> datetime | None:
        """The same time of day some working days later, from the first working moment, clipped to closing time."""
        first = self.first_working_moment(start)
        if first is None:
            return None
        day = self.working_day_away(first.date(), days)
        if day is None:
            return None
        return min(datetime.combine(day, first.time()), self.windows(day)[-1][1])

    def first_working_moment(self, start: datetime) -> datetime | None:
        day = start.date()
        for _ in range(LONGEST_WALK):
            for opens, closes in self.windows(day):
                if start < closes:
                    return max(start, opens)
            day += DAY
        return None

    def working_day_away(self, day: date, count: int) -> date | None:
        """The count-th working day after (before, if negative) a day."""
        step, left = (DAY, count) if count > 0 else (-DAY, -count)
        for _ in range(LONGEST_WALK):
            day += step
            if self.windows(day):
                left -= 1
                if left == 0:
                    return day
        return None

    def national_days(self, day: date) -> tuple[bool, int | None]:
        """Whether a day is a national day, and the Kalender row that says so, if one does."""
        typed = self.entries_on(day, NATIONAL_DAY)
        return bool(typed) or day in self.public, typed[0].row if typed else None


class Clock:
    """The clock of a flow: `elapsed` or `working`."""

    def __init__(self, kind: str, calendar: WorkingCalendar) -> None:
        self.working = kind == "working"
        self.calendar = calendar

    def between(self, start: datetime, end: datetime) -> timedelta:
        return self.calendar.worked(start, end) if self.working else end - start

    def add(self, start: datetime, limit: Limit) -> datetime | None:
        if not self.working:
            return start + timedelta(days=limit.days, minutes=limit.minutes)
        if limit.days:
            return self.calendar.after_days(start, limit.days)
        return self.calendar.after_minutes(start, limit.minutes)

    def late(self, moment: datetime, deadline: datetime) -> bool:
        """Equal is on time; on the working clock so is anything before the next working moment."""
        return self.between(deadline, moment) > timedelta(0)
