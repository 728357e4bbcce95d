"""Which dates and moments of the log can be read, and what is wrong with the others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from worklog.core.log.behind import formulas
from worklog.core.log.cells import OTHER_WEEKDAY, TIME_ALONE, Flags, Moments, dates
from worklog.core.moments import ONE_DAY

FIRST, LAST = np.datetime64("2000-01-01T00:00", "m"), np.datetime64("9999-12-31T23:59", "m")
YEARS_AHEAD = 2
LAST_MINUTE = np.timedelta64(24 * 60 - 1, "m")
"""A post of which only the day is known counts as aired in the last minute of that day."""

WORDS, FORMULA, OUTSIDE, DAY_ALONE = "words", "formula", "outside", "day"
"""What is wrong: no date at all, computed instead of typed, not of these years, without a time of day.

`cells.TIME_ALONE` and `cells.OTHER_WEEKDAY` are faults as well.
"""


class Readable(NamedTuple):
    """A column of dates: what each cell says, to the minute (NaT where nothing), whether it is filled, what is wrong.

    `days` (datetime64[D]): the day that it names. `faults`: "" where nothing is wrong.
    """

    values: Moments
    days: Moments
    filled: Flags
    faults: NDArray[np.object_]


def read_dates(cells: pd.Series, now: np.datetime64, around: Moments, *, with_time: bool) -> Readable:
    """Read a column of the log; a number such as `14.05` or `2026` is no date of 1900.

    Both bounds, 1 January 2000 and two years after `now`, are included. A cell that holds midnight exactly is a day
    alone. A formula is no typed time, and no typed day when it looks at the clock. `around`: the day near which a date
    without a year lies, for each cell. Seconds are cut off.
    """
    read = dates(cells, around)
    minutes = read.values.astype("datetime64[m]")
    wrong = np.select(
        [
            ~read.filled,
            formulas(cells.to_numpy(), of_clock=not with_time),
            read.odd == TIME_ALONE,
            np.isnat(read.values),
            (minutes < FIRST) | (minutes > last_readable(now)),
            read.odd == OTHER_WEEKDAY,
            with_time & ~read.timed,
        ],
        range(7),
        default=0,
    )
    faults = np.array(["", FORMULA, TIME_ALONE, WORDS, OUTSIDE, OTHER_WEEKDAY, DAY_ALONE], dtype=object)
    return Readable(minutes.astype("datetime64[s]"), read.days, read.filled, faults[wrong])


def last_readable(now: np.datetime64) -> np.datetime64:
    """Two years after now, to the minute; of a leap day, the day before. No PC's clock is too far ahead for it."""
    month = now.astype("datetime64[M]")
    there = month + 12 * YEARS_AHEAD
    moment = there.astype("datetime64[m]") + (now.astype("datetime64[m]") - month.astype("datetime64[m]"))
    beyond = moment.astype("datetime64[M]") > there
    return min(moment - ONE_DAY if beyond else moment, LAST)
