"""The log as it stood at an earlier moment: what a report of a past day or month is made from.

A day is as readings had seen it at its end (`seen_at_end_of`). Where there is no history, and for a month, the cells of
now tell: what bears a later time is taken away, items registered later, and what was begun or finished later. What has
no time of its own (a decision without Selesai, a cell put right since) is taken as it is now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from worklog.core.history.frames import frames_at
from worklog.core.judging.check import Checked, check_tables
from worklog.core.log.tables import NO_DECISION, Tables, parse_tables
from worklog.core.lookup import NONE
from worklog.core.moments import NAT

ONE_SECOND = np.timedelta64(1, "s")
_UNKNOWN, _GONE, _NOBODY = NONE, -2, NONE
"""Rows of no known item, and of one that came later; a name cell without a name."""


def at_end_of(checked: Checked, day: np.datetime64) -> Checked:
    """The check as it was in the last second of a day (datetime64[D]); the same one while that is still to come."""
    last = (day.astype("datetime64[D]") + 1).astype("datetime64[s]") - ONE_SECOND
    if checked.now <= last:
        return checked
    tables = tables_at(checked.tables, last, checked.sop.roles)
    return check_tables(tables, checked.office, last, checked.memory.until(last))


def seen_at_end_of(checked: Checked, day: np.datetime64) -> Checked:
    """The same, of what readings had seen by then, where there were any: a fault that was repaired since is one."""
    last = (day.astype("datetime64[D]") + 1).astype("datetime64[s]") - ONE_SECOND
    frames = (
        frames_at(checked.frames, checked.memory, last, checked.sop.roles)
        if checked.now > last and checked.frames
        else None
    )
    if frames is None:
        return at_end_of(checked, day)
    tables = tables_at(parse_tables(frames, checked.sop, checked.now), last, checked.sop.roles)
    return check_tables(tables, checked.office, last, checked.memory.until(last))


def tables_at(tables: Tables, moment: np.datetime64, roles: Sequence[str]) -> Tables:
    """Parsed tabs without what came after a moment; sheet rows keep their numbers. `roles`: `SopBook.roles`."""
    items, register, log = tables.items, tables.register, tables.log
    came_later = _came_later(items, moment)
    numbers = np.append(np.where(came_later, _GONE, np.cumsum(~came_later) - 1), _UNKNOWN)
    register = register[~((register["item"] == _UNKNOWN) & _came_later(register, moment))]
    items = items[~came_later].reset_index(drop=True)
    register, log = (_renumbered(rows, numbers) for rows in (register, log))
    return replace(tables, items=items, register=register, log=_done_by(log, moment, roles))


def _came_later(register: pd.DataFrame, moment: np.datetime64) -> pd.Series:
    """Whether neither Tanggal nor Waktu Acuan had come; False where both are unknown."""
    return register[["registered", "reference"]].min(axis="columns") > moment


def _renumbered(rows: pd.DataFrame, numbers: np.ndarray) -> pd.DataFrame:
    rows = rows.assign(item=numbers[rows["item"]])
    return rows[rows["item"] != _GONE].reset_index(drop=True)


def _done_by(log: pd.DataFrame, moment: np.datetime64, roles: Sequence[str]) -> pd.DataFrame:
    """The rows of the log without later times, and without what was typed with these, be it the whole row."""
    begun_later, ended_later = log["start"] > moment, log["finish"] > moment
    begun, ended = log["start_filled"] & ~begun_later, log["finish_filled"] & ~ended_later
    # What stands beside later times only, a name as well, came later too.
    untouched = (begun_later | ended_later) & ~begun & ~ended
    not_done = ended_later | untouched
    rows = log.assign(
        start=log["start"].mask(begun_later, NAT),
        start_filled=begun,
        finish=log["finish"].mask(ended_later, NAT),
        finish_filled=ended,
        decision=log["decision"].mask(not_done, NO_DECISION),
        decision_text=log["decision_text"].mask(not_done, ""),
        evidence=log["evidence"].mask(not_done, ""),
        touched=log["touched"] & ~untouched,
        typed=log["typed"] & ~untouched,
        **{role: log[role].mask(untouched, _NOBODY) for role in roles},
    )
    return rows[rows["named"] | rows["typed"]].reset_index(drop=True)
