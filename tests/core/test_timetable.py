"""When the timer has to do what: working days, free days, the PC off for days, a clock that was wrong."""

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import WEEK
from worklog.core.timetable import (
    Timetable,
    check_interval,
    check_is_due,
    daily_reports_due,
    monthly_report_at,
    monthly_reports_due,
    next_daily_report_at,
    next_monthly_report_at,
)
from worklog.core.working_time.calendar import Calendar
from worklog.core.working_time.calendar_table import build_calendar

TABLE = Timetable(around_hours_minutes=30)
SINCE = datetime(2026, 11, 2, 9)
"""A Monday."""


def office(*closed: str) -> Calendar:
    none = pd.DataFrame({"first": [], "last": [], "kind": [], "hours": []})
    days = np.array(closed, dtype="datetime64[D]")
    return build_calendar(WEEK, np.datetime64("2026-01-01"), np.datetime64("2027-12-31"), days, none)


OFFICE = office()


@pytest.mark.parametrize(
    ("now", "minutes"),
    [
        (datetime(2026, 11, 2, 6, 59), 60),
        (datetime(2026, 11, 2, 7, 0), 10),  # half an hour before the office opens
        (datetime(2026, 11, 2, 12, 30), 10),  # at lunch
        (datetime(2026, 11, 2, 16, 30), 10),
        (datetime(2026, 11, 2, 16, 31), 60),
        (datetime(2026, 11, 6, 16, 45), 10),  # Friday, open until 16.30
        (datetime(2026, 11, 7, 10, 0), 60),  # Saturday
    ],
)
def test_checks_are_frequent_in_and_around_office_hours(now: datetime, minutes: int) -> None:
    assert check_interval(TABLE, OFFICE, now) == timedelta(minutes=minutes)


def test_checks_are_rare_on_a_holiday() -> None:
    assert check_interval(TABLE, office("2026-11-02"), datetime(2026, 11, 2, 10)) == timedelta(minutes=60)


def test_a_check_is_due_at_the_start_and_when_its_time_has_passed() -> None:
    now = datetime(2026, 11, 2, 10)
    assert check_is_due(TABLE, OFFICE, None, now)
    assert check_is_due(TABLE, OFFICE, now - timedelta(minutes=10), now)
    assert not check_is_due(TABLE, OFFICE, now - timedelta(minutes=9), now)


def test_a_check_is_due_when_the_clock_was_set_back() -> None:
    now = datetime(2026, 11, 2, 10)
    assert check_is_due(TABLE, OFFICE, now + timedelta(minutes=59), now)


def test_the_daily_report_is_due_at_its_time_and_once() -> None:
    assert daily_reports_due(TABLE, OFFICE, SINCE, {}, datetime(2026, 11, 2, 15, 29)) == []
    at = datetime(2026, 11, 2, 15, 30)
    assert daily_reports_due(TABLE, OFFICE, SINCE, {}, at) == [date(2026, 11, 2)]
    assert daily_reports_due(TABLE, OFFICE, SINCE, {"2026-11-02": at}, at) == []


def test_the_days_that_the_pc_was_off_are_due_in_order_without_free_days() -> None:
    done = {"2026-11-02": datetime(2026, 11, 2, 15, 30)}
    due = daily_reports_due(TABLE, office("2026-11-04"), SINCE, done, datetime(2026, 11, 10, 7))
    assert due == [date(2026, 11, day) for day in (3, 5, 6, 9)]


def test_nothing_before_the_first_start_is_due() -> None:
    assert daily_reports_due(TABLE, OFFICE, SINCE, {}, SINCE) == []
    assert monthly_reports_due(TABLE, OFFICE, SINCE, {}, SINCE) == []


def test_the_monthly_report_is_due_on_the_first_working_day_of_the_next_month() -> None:
    assert monthly_report_at(TABLE, OFFICE, date(2026, 10, 1)) == datetime(2026, 11, 2, 8)  # the 1st is a Sunday
    assert monthly_report_at(TABLE, office("2027-01-01"), date(2026, 12, 1)) == datetime(2027, 1, 4, 8)
    assert monthly_reports_due(TABLE, OFFICE, SINCE, {}, datetime(2026, 12, 1, 7, 59)) == []
    assert monthly_reports_due(TABLE, OFFICE, SINCE, {}, datetime(2026, 12, 1, 8)) == [date(2026, 11, 1)]
    done = {"2026-11": datetime(2026, 12, 1, 8)}
    assert monthly_reports_due(TABLE, OFFICE, SINCE, done, datetime(2026, 12, 2)) == []


def test_the_month_that_was_missed_is_due_with_the_next() -> None:
    due = monthly_reports_due(TABLE, OFFICE, SINCE, {}, datetime(2027, 1, 5, 9))
    assert due == [date(2026, 11, 1), date(2026, 12, 1)]


def test_a_clock_years_ahead_sets_off_two_months_of_reports_at_most() -> None:
    due = daily_reports_due(TABLE, OFFICE, SINCE, {}, datetime(2027, 11, 1, 16))
    assert min(due) == date(2027, 8, 31)


def test_what_a_clock_years_ahead_marked_as_done_is_due_again() -> None:
    marks = {"2026-11-02": datetime(2027, 11, 1, 16)}
    assert daily_reports_due(TABLE, OFFICE, SINCE, marks, datetime(2026, 11, 2, 16)) == [date(2026, 11, 2)]


def test_what_was_done_before_the_clock_was_set_back_one_hour_stays_done() -> None:
    marks = {"2026-11-02": datetime(2026, 11, 2, 15, 31)}
    assert daily_reports_due(TABLE, OFFICE, SINCE, marks, datetime(2026, 11, 2, 14, 45)) == []


def test_the_next_reports_are_known() -> None:
    friday = datetime(2026, 11, 6, 15, 30)
    assert next_daily_report_at(TABLE, OFFICE, friday) == datetime(2026, 11, 9, 15, 30)
    assert next_daily_report_at(TABLE, OFFICE, friday - timedelta(minutes=1)) == friday
    assert next_monthly_report_at(TABLE, OFFICE, datetime(2026, 11, 1, 9)) == datetime(2026, 11, 2, 8)
    assert next_monthly_report_at(TABLE, OFFICE, datetime(2026, 11, 2, 8)) == datetime(2026, 12, 1, 8)


def test_an_office_that_never_opens_again_has_no_next_daily_report() -> None:
    days = np.arange("2026-11-01", "2027-12-31", dtype="datetime64[D]")
    closed = office(*map(str, days))
    assert next_daily_report_at(TABLE, closed, datetime(2026, 11, 2, 9)) is None
    assert monthly_report_at(TABLE, closed, date(2026, 11, 1)) == datetime(2026, 12, 1, 8)


@given(st.lists(st.integers(1, 60 * 24 * 9), min_size=1, max_size=60))
def test_however_the_pc_is_switched_on_each_working_day_is_reported_once(pauses: list[int]) -> None:
    """The same work done at any moments, with the marks kept, gives each due day just once."""
    now, done, made = SINCE, dict[str, datetime](), list[date]()
    for minutes in pauses:
        now += timedelta(minutes=minutes)
        for day in daily_reports_due(TABLE, OFFICE, SINCE, done, now):
            done[day.isoformat()] = now
            made.append(day)
    days = [SINCE.date() + timedelta(days=n) for n in range((now.date() - SINCE.date()).days + 1)]
    assert made == [d for d in days if d.weekday() < 5 and datetime.combine(d, TABLE.daily_report_at) <= now]
