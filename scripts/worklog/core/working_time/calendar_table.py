"""Lay out the days of the office: the regular week, the days on which it is closed, and the tab Kalender."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from worklog.core.log.hours import Windows
from worklog.core.log.tabs import CLOSED_DAY, SPECIAL_HOURS, WORKING_DAY
from worklog.core.moments import DAY_SECONDS
from worklog.core.working_time.calendar import CLOSED, Calendar, Integers, Moments

PADDING_DAYS = 400
"""Days in the table before and after the data, so that deadlines and preparation days find their place."""
FIRST_DAY = np.datetime64("0001-01-01", "D")
LAST_DAY = np.datetime64("9999-12-31", "D")
"""Years 1 to 9999: what a Python date can hold."""
_NEVER = np.iinfo(np.int64).max


def table_span(first: np.datetime64, last: np.datetime64) -> tuple[np.datetime64, np.datetime64]:
    """First and last day of the table for data from first to last: padded, within the years 1 to 9999."""
    padding = np.timedelta64(PADDING_DAYS, "D")
    return (
        max(FIRST_DAY, first.astype("datetime64[D]") - padding),
        min(LAST_DAY, last.astype("datetime64[D]") + padding),
    )


def build_calendar(
    weekly: Sequence[Windows],
    first: np.datetime64,
    last: np.datetime64,
    closed_days: Moments,
    special: pd.DataFrame,
) -> Calendar:
    """Lay out the days from the regular week, the closed days and the tab Kalender, the strongest last.

    weekly: windows of each weekday, Monday first. first, last: days between which all moments of the data lie.
    closed_days: national holidays and cuti bersama, datetime64[D], in any order.
    special: rows of the tab Kalender in sheet order, with first and last (days, both given), kind (of `DAY_KINDS`)
    and hours (windows; an empty tuple when none are given). Of one kind, later rows win. `Jam Khusus` gives days
    that are open after the closed days other hours, `Libur` closes, `Masuk` opens; `Hari Besar` changes nothing.
    """
    span = table_span(first, last)
    start, count = int(span[0].astype(np.int64)), int((span[1] - span[0]).astype(np.int64)) + 1
    numbers: dict[Windows, int] = {(): CLOSED}
    pattern = _weeks(weekly, start, count, numbers)
    closed = np.asarray(closed_days, dtype="datetime64[D]").astype(np.int64) - start
    pattern[closed[(closed >= 0) & (closed < count)]] = CLOSED
    for days, hours in _ranges(special, SPECIAL_HOURS, start, count):
        if hours:
            pattern[days][pattern[days] != CLOSED] = numbers.setdefault(hours, len(numbers))
    for days, _ in _ranges(special, CLOSED_DAY, start, count):
        pattern[days] = CLOSED
    fallback = weekly[0] or next(filter(None, weekly), ())
    opened = _weeks([windows or fallback for windows in weekly], start, count, numbers)
    for days, hours in _ranges(special, WORKING_DAY, start, count):
        pattern[days] = numbers.setdefault(hours, len(numbers)) if hours else opened[days]
    return _day_table(start, pattern, list(numbers))


def _weeks(weekly: Sequence[Windows], start: int, count: int, numbers: dict[Windows, int]) -> Integers:
    """Pattern number of each day of a table of regular weeks; patterns not met before get the next number."""
    week = np.array([numbers.setdefault(windows, len(numbers)) for windows in weekly], dtype=np.int64)
    # Day 0, 1970-01-01, was a Thursday.
    return np.tile(np.roll(week, -((start + 3) % 7)), count // 7 + 1)[:count]


def _ranges(special: pd.DataFrame, kind: str, start: int, count: int) -> list[tuple[slice, Windows]]:
    """Days (rows of the table) and hours of each Kalender row of one kind, in sheet order."""
    rows = special[special["kind"] == kind]
    first, last = (rows[side].to_numpy("datetime64[D]").astype(np.int64) for side in ("first", "last"))
    begin, end = np.maximum(first, start) - start, np.maximum(np.minimum(last, start + count - 1) - start, -1) + 1
    return [(slice(*days), hours) for *days, hours in zip(begin.tolist(), end.tolist(), rows["hours"], strict=True)]


def _day_table(start: int, pattern: Integers, patterns: Sequence[Windows]) -> Calendar:
    """Add up the days; one closed day more at the end is the place of everything that is not found."""
    width = max(1, *map(len, patterns))
    table = np.array([windows + ((DAY_SECONDS, DAY_SECONDS),) * (width - len(windows)) for windows in patterns])
    opens, closes = table[:, :, 0].T.copy(), table[:, :, 1].T.copy()
    lengths = closes - opens
    is_open = pattern != CLOSED
    before = np.concatenate(([0], np.cumsum(lengths.sum(axis=0)[pattern])))
    working_days = np.flatnonzero(is_open)
    return Calendar(
        first=start,
        pattern=np.append(pattern, CLOSED),
        before=before,
        days_before=np.concatenate(([0], np.cumsum(is_open))),
        working_days=np.append(working_days, len(pattern)),
        done=np.append(before[working_days + 1], _NEVER),
        opens=opens,
        lengths=lengths,
        closing=np.where(lengths > 0, closes, 0).max(axis=0),
    )
