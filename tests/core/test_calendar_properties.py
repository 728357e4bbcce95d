"""Working time on random calendars: both directions agree with each other and with counting minute by minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worklog.core.log.hours import Windows
from worklog.core.log.tabs import CLOSED_DAY, DAY_KINDS, SPECIAL_HOURS, WORKING_DAY
from worklog.core.working_time.calendar import Calendar
from worklog.core.working_time.calendar_table import build_calendar, table_span

FIRST, LAST = date(2026, 2, 2), date(2026, 3, 8)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
MINUTES = 1_440

Row = tuple[str, date, date, Windows]


@dataclass(frozen=True)
class Office:
    """What a calendar is made of, as the office tells it."""

    week: tuple[Windows, ...]
    holidays: tuple[date, ...]
    kalender: tuple[Row, ...]

    def calendar(self) -> Calendar:
        special = pd.DataFrame(self.kalender, columns=["kind", "first", "last", "hours"])
        special = special.astype({"first": "datetime64[s]", "last": "datetime64[s]", "hours": object})
        holidays = np.array(self.holidays, dtype="datetime64[D]")
        return build_calendar(self.week, np.datetime64(FIRST, "D"), np.datetime64(LAST, "D"), holidays, special)

    def hours_of(self, day: date) -> Windows:
        """The windows of one day, by asking the strongest rule first."""
        rows = [row for row in reversed(self.kalender) if row[1] <= day <= row[2]]
        regular = self.week[day.weekday()]
        for _, _, _, own in (row for row in rows if row[0] == WORKING_DAY):
            return own or regular or self.week[0] or next((windows for windows in self.week if windows), ())
        if not regular or day in self.holidays or any(kind == CLOSED_DAY for kind, *_ in rows):
            return ()
        return next((own for kind, _, _, own in rows if kind == SPECIAL_HOURS and own), regular)

    def open_minutes(self) -> list[bool]:
        """For each minute from FIRST to LAST, whether it is worked."""
        return [
            any(opening <= minute * 60 < closing for opening, closing in windows)
            for windows in map(self.hours_of, DAYS)
            for minute in range(MINUTES)
        ]


@st.composite
def windows(draw: st.DrawFn) -> Windows:
    edges = sorted(draw(st.lists(st.integers(0, MINUTES), max_size=6, unique=True)))
    return tuple((start * 60, end * 60) for start, end in zip(edges[::2], edges[1::2], strict=False))


days = st.sampled_from(DAYS)
kalender_rows = st.tuples(st.sampled_from(DAY_KINDS), days, days, windows()).map(
    lambda row: (row[0], min(row[1:3]), max(row[1:3]), row[3])
)
offices = st.builds(
    Office,
    week=st.tuples(*[windows()] * 7),
    holidays=st.lists(days, max_size=4).map(tuple),
    kalender=st.lists(kalender_rows, max_size=5).map(tuple),
)
calendars = offices.map(Office.calendar)
moments = st.lists(st.integers(0, len(DAYS) * 86_400 - 1), min_size=2, max_size=20).map(
    lambda seconds: np.datetime64(FIRST, "s") + np.array(seconds).astype("timedelta64[s]")
)


@given(offices)
def test_working_time_equals_counting_minute_by_minute(office: Office) -> None:
    counted = np.concatenate(([0], np.cumsum(office.open_minutes()))) * 60
    every_minute = np.datetime64(FIRST, "s") + (np.arange(len(counted)) * 60).astype("timedelta64[s]")
    assert (office.calendar().between(every_minute[0], every_minute) == counted).all()


@given(offices, st.integers(0, len(DAYS) * MINUTES - 1), st.integers(1, 3_000))
def test_a_deadline_equals_walking_minute_by_minute(office: Office, start: int, length: int) -> None:
    worked, minute, open_minutes = 0, start, office.open_minutes()
    while worked < length and minute < len(open_minutes):
        worked += open_minutes[minute]
        minute += 1
    calendar, origin = office.calendar(), np.datetime64(FIRST, "s")
    deadline = calendar.after(origin + np.timedelta64(start * 60, "s"), length * 60)
    if worked == length:
        assert deadline == origin + np.timedelta64(minute * 60, "s")
    else:
        assert np.isnat(deadline) or deadline > np.datetime64(LAST, "s")


@given(offices, st.datetimes(datetime(2026, 2, 9), datetime(2026, 2, 15)), st.integers(0, 3))
def test_working_days_equal_walking_day_by_day(office: Office, start: datetime, count: int) -> None:
    start, calendar = start.replace(microsecond=0), office.calendar()
    day, second = start.date(), start.hour * 3600 + start.minute * 60 + start.second
    left = [max(second, opening) for opening, closing in office.hours_of(day) if second < closing]
    ahead = [later for later in DAYS if later > day and office.hours_of(later)]
    if not left:
        if not ahead:
            return
        day = ahead.pop(0)
        left = [office.hours_of(day)[0][0]]
    result = calendar.after_days(np.datetime64(start, "s"), count)
    if count > len(ahead):
        assert np.isnat(result) or result > np.datetime64(LAST, "s")
        return
    target = day if count == 0 else ahead[count - 1]
    second = min(left[0], office.hours_of(target)[-1][1])
    assert result == np.datetime64(target, "s") + np.timedelta64(second, "s")


@given(calendars, moments, st.integers(1, 100 * 3600))
def test_deadline_and_elapsed_are_each_others_inverse(calendar: Calendar, starts: np.ndarray, length: int) -> None:
    deadlines = calendar.after(starts, length)
    found = ~np.isnat(deadlines)
    assert (calendar.between(starts, deadlines)[found] == length).all()
    a_second_before = deadlines - np.timedelta64(1, "s")
    assert (calendar.between(starts, a_second_before)[found] == length - 1).all()


@given(calendars, moments)
def test_no_deadline_within_the_table_is_missed(calendar: Calendar, starts: np.ndarray) -> None:
    _, end = table_span(np.datetime64(FIRST, "D"), np.datetime64(LAST, "D"))
    left = calendar.between(starts, calendar.end_of_day(end))
    assert (np.isnat(calendar.after(starts, np.maximum(left, 1))) == (left == 0)).all()
    assert np.isnat(calendar.after(starts, left + 1)).all()


@given(calendars, moments)
def test_working_time_never_runs_backwards_nor_faster_than_the_clock(calendar: Calendar, times: np.ndarray) -> None:
    times = np.sort(times)
    steps, elapsed = np.diff(calendar.worked(times)), np.diff(times).astype(np.int64)
    assert ((steps >= 0) & (steps <= elapsed)).all()


@given(calendars, moments, st.integers(1, 50 * 3600))
def test_later_starts_have_no_earlier_deadlines(calendar: Calendar, times: np.ndarray, length: int) -> None:
    times = np.sort(times)
    for deadlines in (calendar.after(times, length), calendar.after(times[0], length * np.arange(1, len(times) + 1))):
        known = deadlines[~np.isnat(deadlines)]
        assert (np.diff(known).astype(np.int64) >= 0).all()


@given(calendars, moments)
def test_working_time_adds_up(calendar: Calendar, times: np.ndarray) -> None:
    first, middle, last = times[0], times, times[::-1]
    whole = calendar.between(first, middle) + calendar.between(middle, last)
    assert (calendar.between(first, last) == whole).all()


@given(calendars, moments, st.integers(1, 20 * 3600), st.integers(1, 20 * 3600))
def test_two_limits_in_turn_equal_their_sum(calendar: Calendar, starts: np.ndarray, one: int, other: int) -> None:
    in_turn, at_once = calendar.after(calendar.after(starts, one), other), calendar.after(starts, one + other)
    both = ~np.isnat(in_turn) & ~np.isnat(at_once)
    assert (in_turn == at_once)[both].all()
    assert (np.isnat(in_turn) == np.isnat(at_once)).all()


@given(calendars, moments, st.integers(1, 10))
def test_working_days_before_and_after_are_each_others_inverse(
    calendar: Calendar, times: np.ndarray, count: int
) -> None:
    working = times.astype("datetime64[D]")
    working = working[calendar.is_working_day(working)]
    later = calendar.working_day_after(working, count)
    found = ~np.isnat(later)
    assert calendar.is_working_day(later[found]).all()
    assert (calendar.working_day_before(later, count) == working)[found].all()


@pytest.mark.parametrize("kind", DAY_KINDS)
def test_one_row_over_all_days_equals_the_naive_count(kind: str) -> None:
    own = ((9 * 3600, 10 * 3600),)
    office = Office(week=(((28_800, 43_200),),) * 5 + ((),) * 2, holidays=(), kalender=((kind, FIRST, LAST, own),))
    worked = office.calendar().between(np.datetime64(FIRST, "s"), np.datetime64(LAST + timedelta(days=1), "s"))
    assert worked == sum(office.open_minutes()) * 60
