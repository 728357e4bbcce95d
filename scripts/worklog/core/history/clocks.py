"""The times of readings, where the clock of the PC was wrong for a while."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Moments = NDArray[np.datetime64]
FAR = np.timedelta64(1, "D")
"""A clock that is set back by less only widens the time in which something may have been done."""


def corrected(at: Moments) -> Moments:
    """The moments of readings, in the order in which these were made, so that none is later than the next one.

    A clock that ran ahead is put right by what later readings say. One that fell far behind and came back is told by
    the next right one: what it read lies between the readings around it.
    """
    if not len(at):
        return at
    right = at.copy()
    right[_behind(at)] = np.datetime64("9999-12-31T23:59:59", "s")
    return np.minimum.accumulate(right[::-1])[::-1]


def _behind(at: Moments) -> NDArray[np.bool_]:
    """Which readings a clock made that had fallen far behind: what came before agrees with what came after."""
    behind = np.zeros(len(at), dtype=bool)
    for fall in np.flatnonzero(at[1:] < at[:-1] - FAR) + 1:
        back = at[fall:] >= at[fall - 1]
        if behind[fall] or not back.any():
            continue
        run = slice(fall, fall + int(back.argmax()))
        earlier = at[:fall]
        above = _days(earlier[(earlier > at[run].max()) & (earlier <= at[fall - 1])])
        before_all = at[run].max() < at[0]
        behind[run] = (before_all or above > 1) and above >= _days(at[run])
    return behind


def _days(at: Moments) -> int:
    return len(np.unique(at.astype("datetime64[D]")))
