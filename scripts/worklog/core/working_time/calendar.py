"""Working time of the office: one table of days, and the arithmetic on it both ways.

Days are equally spaced, so a moment's row in the table is found by division; nothing walks over rows or days.
Each day has a pattern of half-open windows [opening, closing); W(t) is the working time up to t, in seconds.
Source: Perpres 21/2023 for the regular week; the tab Kalender for what differs from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from worklog.core.moments import DAY_SECONDS

Moments = NDArray[np.datetime64]
"""datetime64[s] (days: datetime64[D]), an array or one moment; NaT is unknown."""
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LAST_MOMENT = np.datetime64("9999-12-31T23:59:59", "s")
"""The last moment that a Python date can hold."""
CLOSED = 0
"""The pattern of a day without windows."""

_UNKNOWN = np.datetime64("NaT", "s").astype(np.int64)


@dataclass(frozen=True, eq=False)
class Calendar:
    """The table of days, made by `calendar_table.build_calendar`.

    A moment or day that is not in the table is unknown, like NaT. Moments and days that come out are NaT where
    something is unknown or where they would lie behind the table.

    first: number of the table's first day, counted from 1970-01-01.
    pattern: row of the pattern table for each day, 0 for a closed day; one closed day more stands at the end.
    before, days_before: working seconds, and working days, before each day.
    working_days: rows of the working days in order, then that closed last row.
    done: working seconds at the end of each working day, then a number that is never reached.
    opens, lengths: seconds by window and pattern; a window that a pattern lacks opens at 24:00 for 0 seconds.
    closing: last closing of each pattern, in seconds of the day.
    """

    first: int
    pattern: Integers
    before: Integers
    days_before: Integers
    working_days: Integers
    done: Integers
    opens: Integers
    lengths: Integers
    closing: Integers

    def worked(self, moments: Moments | np.datetime64) -> Integers:
        """W(t): working seconds from the table's start to each moment.

        0 for NaT, which callers mask, and for what lies before the table; all there is for what lies behind it.
        """
        row, second, _ = self._locate(moments)
        return self._worked(row, second)

    def between(self, start: Moments | np.datetime64, end: Moments | np.datetime64) -> Integers:
        """Working seconds from start to end, below zero when end comes first; 0 where one of them is NaT."""
        seconds = self.worked(end) - self.worked(start)
        return np.where(np.isnat(start) | np.isnat(end), 0, seconds)[()]

    def after(self, moments: Moments | np.datetime64, seconds: Integers | int) -> Moments:
        """The earliest D with W(D) - W(t) = seconds (at least 1), so that a full day ends at its closing time."""
        row, second, known = self._locate(moments)
        target = self._worked(row, second) + seconds
        number = np.searchsorted(self.done, target)
        row = self.working_days[number]
        pattern, within = self.pattern[row], target - self.before[row]
        second, passed = self.opens[0][pattern] + within, self.lengths[0][pattern]
        for opens, lengths in zip(self.opens[1:], self.lengths[1:], strict=True):
            second = np.where(within > passed, opens[pattern] + within - passed, second)
            passed = passed + lengths[pattern]
        return self._moments(row, second, known & (number < len(self.done) - 1))

    def after_days(self, moments: Moments | np.datetime64, days: Integers | int) -> Moments:
        """The SOP's "hari" on the working clock: the same time of day so many working days later.

        A moment outside the windows (a closing is outside) first rolls forward to the next working moment, which
        is the result for 0 days. The result is clipped to the last closing of its own day.
        """
        row, second, known = self._locate(moments)
        second = self._rolled(row, second)
        is_over = second == DAY_SECONDS
        number = self.days_before[row] + (is_over & (self.pattern[row] != CLOSED))
        next_day, _ = self._numbered(number)
        second = np.where(is_over, self.opens[0][self.pattern[next_day]], second)
        row, found = self._numbered(number + days)
        return self._moments(row, np.minimum(second, self.closing[self.pattern[row]]), known & found)

    def is_working_day(self, days: Moments | np.datetime64) -> Flags:
        """Whether the office is open at some time of each day; False for NaT."""
        row, _ = self._rows(days)
        is_open: Flags = self.pattern[row] != CLOSED
        return is_open

    def is_open(self, moments: Moments | np.datetime64) -> Flags:
        """Whether each moment lies in a working window; False where it is unknown."""
        row, second, known = self._locate(moments)
        return known & (self._rolled(row, second) == second)

    def working_day_before(self, days: Moments | np.datetime64, count: Integers | int) -> Moments:
        """The count-th working day strictly before each day, as datetime64[D]."""
        row, known = self._rows(days)
        row, found = self._numbered(self.days_before[row] - count)
        return self._days(row, known & found)

    def working_day_after(self, days: Moments | np.datetime64, count: Integers | int) -> Moments:
        """The count-th working day strictly after each day, as datetime64[D]."""
        row, known = self._rows(days)
        row, found = self._numbered(self.days_before[row] + (self.pattern[row] != CLOSED) + count - 1)
        return self._days(row, known & found)

    def opening(self, days: Moments | np.datetime64) -> Moments:
        """The first opening of each working day; NaT for a closed day."""
        row, _ = self._rows(days)
        pattern = self.pattern[row]
        return self._moments(row, self.opens[0][pattern], pattern != CLOSED)

    def last_closing(self, days: Moments | np.datetime64) -> Moments:
        """The last closing of each working day; NaT for a closed day."""
        row, _ = self._rows(days)
        pattern = self.pattern[row]
        return self._moments(row, self.closing[pattern], pattern != CLOSED)

    @staticmethod
    def end_of_day(days: Moments | np.datetime64) -> Moments:
        """24:00 of each day, which is the next midnight; 23:59:59 on the last day of the year 9999."""
        starts = np.asarray(days, dtype="datetime64[D]").astype("datetime64[s]")
        return np.minimum(starts + np.timedelta64(DAY_SECONDS, "s"), LAST_MOMENT)

    def _worked(self, row: Integers, second: Integers) -> Integers:
        pattern, worked = self.pattern[row], self.before[row]
        for opens, lengths in zip(self.opens, self.lengths, strict=True):
            worked = worked + np.minimum(np.maximum(second - opens[pattern], 0), lengths[pattern])
        return worked

    def _rolled(self, row: Integers, second: Integers) -> Integers:
        """Second of the next working moment on the same day; 24:00 when there is none."""
        pattern, rolled = self.pattern[row], np.full_like(second, DAY_SECONDS)
        for opens, lengths in zip(self.opens[::-1], self.lengths[::-1], strict=True):
            opening = opens[pattern]
            rolled = np.where(second < opening + lengths[pattern], np.maximum(second, opening), rolled)
        return rolled

    def _locate(self, moments: Moments | np.datetime64) -> tuple[Integers, Integers, Flags]:
        """Row and second of day of each moment, and whether it is in the table; else the nearest end of it."""
        seconds = np.asarray(moments, dtype="datetime64[s]").astype(np.int64)
        start = self.first * DAY_SECONDS
        end = start + (len(self.pattern) - 1) * DAY_SECONDS
        inside = np.minimum(np.maximum(seconds, start), end)
        row = (inside - start) // DAY_SECONDS
        return row, inside - start - row * DAY_SECONDS, (seconds >= start) & (seconds < end)

    def _rows(self, days: Moments | np.datetime64) -> tuple[Integers, Flags]:
        """Row of each day, and whether it is in the table; else the closed last row."""
        numbers, end = np.asarray(days, dtype="datetime64[D]").astype(np.int64), len(self.pattern) - 1
        known = (numbers >= self.first) & (numbers < self.first + end)
        return np.where(known, numbers - self.first, end), known

    def _numbered(self, number: Integers) -> tuple[Integers, Flags]:
        """Row of the working day with each number, from 0, and whether there is one; else the closed last row."""
        last = len(self.working_days) - 1
        found = (number >= 0) & (number < last)
        return self.working_days[np.where(found, number, last)], found

    def _moments(self, row: Integers, second: Integers, known: Flags) -> Moments:
        return np.where(known, (row + self.first) * DAY_SECONDS + second, _UNKNOWN).view("datetime64[s]")[()]

    def _days(self, row: Integers, known: Flags) -> Moments:
        return np.where(known, row + self.first, _UNKNOWN).view("datetime64[D]")[()]
