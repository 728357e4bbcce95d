"""When the timer has to do what: checks, the daily report of each working day, the monthly report of each month.

Everything is decided from what was done and the clock, never from when a job was planned: whatever the PC missed
while it was off is simply still due at its next start, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import numpy as np

from worklog.core.working_time.calendar import Calendar

CATCH_UP_DAYS = 62
"""What was missed longer ago is left alone, so that a clock years ahead does not set off years of reports."""
CLOCK_ERROR = timedelta(days=1)
"""A mark from further ahead than this was made by a clock that was wrong, and does not count."""


class TimerStanding(NamedTuple):
    """How the timer stands: its last check that did its work (None when there was none), how often the job that fails
    most failed in a row, minutes between checks in office hours, and when the next reports are due.
    """

    last_success: datetime | None
    failures: int
    check_every: int
    next_daily: datetime | None
    next_monthly: datetime


def check_interval(timetable: Timetable, calendar: Calendar, now: datetime) -> timedelta:
    """How long to wait between checks at this time of day."""
    today = np.datetime64(now, "D")
    around, moment = np.timedelta64(timetable.around_hours_minutes, "m"), np.datetime64(now, "s")
    busy = calendar.is_working_day(today) and (
        calendar.opening(today) - around <= moment <= calendar.last_closing(today) + around
    )
    return timedelta(minutes=timetable.check_every_minutes if busy else timetable.check_every_minutes_closed)


def check_is_due(timetable: Timetable, calendar: Calendar, last: datetime | None, now: datetime) -> bool:
    """Whether to check now; a last check of a time to come says that the clock was set back, and does not count."""
    return last is None or last > now or now - last >= check_interval(timetable, calendar, now)


def daily_reports_due(
    timetable: Timetable, calendar: Calendar, since: datetime, done: Mapping[str, datetime], now: datetime
) -> list[date]:
    """The working days from the first start on whose report is due and not made, the oldest first."""
    first = max(since.date(), now.date() - timedelta(days=CATCH_UP_DAYS))
    missing = (day for day in _working_days(calendar, first, now.date()) if not _is_done(day.isoformat(), done, now))
    return [day for day in missing if datetime.combine(day, timetable.daily_report_at) <= now]


def monthly_reports_due(
    timetable: Timetable, calendar: Calendar, since: datetime, done: Mapping[str, datetime], now: datetime
) -> list[date]:
    """The first days of the months from the first start on whose report is due and not made, the oldest first."""
    first = max(since.date(), now.date() - timedelta(days=CATCH_UP_DAYS))
    missing = (month for month in _months(first, now.date()) if not _is_done(f"{month:%Y-%m}", done, now))
    return [month for month in missing if monthly_report_at(timetable, calendar, month) <= now]


def monthly_report_at(timetable: Timetable, calendar: Calendar, month: date) -> datetime:
    """When the report of a month is due: on the first working day behind it."""
    first_of_next = _next_month(month)
    following = _working_days(calendar, first_of_next, first_of_next + timedelta(days=CATCH_UP_DAYS))
    return datetime.combine(following[0] if following else first_of_next, timetable.monthly_report_at)


def next_daily_report_at(timetable: Timetable, calendar: Calendar, now: datetime) -> datetime | None:
    """When the next daily report is due; None when the office does not open any more."""
    for day in _working_days(calendar, now.date(), now.date() + timedelta(days=CATCH_UP_DAYS)):
        moment = datetime.combine(day, timetable.daily_report_at)
        if moment > now:
            return moment
    return None


def next_monthly_report_at(timetable: Timetable, calendar: Calendar, now: datetime) -> datetime:
    """When the next monthly report is due: that of the month before, or of this month."""
    month = now.date().replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    of_before = monthly_report_at(timetable, calendar, before)
    return of_before if of_before > now else monthly_report_at(timetable, calendar, month)


def _is_done(period: str, done: Mapping[str, datetime], now: datetime) -> bool:
    return period in done and done[period] <= now + CLOCK_ERROR


def _working_days(calendar: Calendar, first: date, last: date) -> list[date]:
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    return days[calendar.is_working_day(days)].tolist()


def _months(first: date, last: date) -> Iterator[date]:
    """The first days of the months from that of `first` to the one before that of `last`."""
    month = first.replace(day=1)
    while month < last.replace(day=1):
        yield month
        month = _next_month(month)


def _next_month(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


@dataclass(frozen=True)
class Timetable:
    """The office's choices: minutes between checks in and around office hours and when the office is closed, how many
    minutes before opening and after closing count as around, and the time of day of the reports.
    """

    check_every_minutes: int = 10
    check_every_minutes_closed: int = 60
    around_hours_minutes: int = 60
    daily_report_at: time = time(15, 30)
    monthly_report_at: time = time(8)
