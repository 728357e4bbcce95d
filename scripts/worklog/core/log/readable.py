"""Which dates and moments of the log can be read, and what is wrong with the others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from worklog.core.log.behind import formulas
from worklog.core.log.cells import Flags, Moments, dates

FIRST = np.datetime64("2000-01-01T00:00", "m")
YEARS_AHEAD = 2
LAST_MINUTE = np.timedelta64(24 * 60 - 1, "m")
"""A post of which only the day is known counts as aired in the last minute of that day."""

WORDS, FORMULA, OUTSIDE, DAY_ALONE = "words", "formula", "outside", "day"
"""What is wrong: no date at all, computed instead of typed, not of these years, without a time of day."""


class Dates(NamedTuple):
    """A column of dates: what each cell says (NaT where nothing), whether it is filled, what is wrong ("" nothing)."""

    values: Moments
    filled: Flags
    faults: NDArray[np.object_]


def read_dates(cells: pd.Series, now: np.datetime64, *, with_time: bool) -> Dates:
    """Read a column of the log; a number such as `14.05` or `2026` is no date of 1900.

    Both bounds, 1 January 2000 and two years after `now`, are included. A cell that holds midnight exactly is a day
    alone. A formula is no typed time, and no typed day when it looks at the clock.
    """
    values, filled = dates(cells)
    minutes = values.astype("datetime64[m]")
    wrong = np.select(
        [
            ~filled,
            formulas(cells.to_numpy(), of_clock=not with_time),
            np.isnat(values),
            (minutes < FIRST) | (minutes > last_readable(now)),
            with_time & (values == values.astype("datetime64[D]")),
        ],
        [0, 1, 2, 3, 4],
        default=0,
    )
    return Dates(values, filled, np.array(["", FORMULA, WORDS, OUTSIDE, DAY_ALONE], dtype=object)[wrong])


def last_readable(now: np.datetime64) -> np.datetime64:
    """Two years after now, to the minute; of a leap day, the day before. No PC's clock is too far ahead for it."""
    month = now.astype("datetime64[M]")
    there = month + 12 * YEARS_AHEAD
    moment = there.astype("datetime64[m]") + (now.astype("datetime64[m]") - month.astype("datetime64[m]"))
    beyond = moment.astype("datetime64[M]") > there
    return moment - np.timedelta64(1, "D") if beyond else moment
