"""How steps stood at the end of a past day, or stand now, in the words of the row status (`tabs.ROW_STATES`).

A past day is read from the log as it is now: what was finished by then counts as finished, what was finished later as
still to be done. What the log tells without a time (a repair that fell away, a decision) is taken as it is now.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core import figures
from worklog.core.check import Checked
from worklog.core.clock import Clock
from worklog.core.tabs import ROW_STATES

DONE, DONE_LATE, RUNNING, NEAR, LATE, WAITING, FAULTY, NOT_JUDGED, NOT_NEEDED = ROW_STATES


def steps_at(checked: Checked, moment: np.datetime64) -> pd.DataFrame:
    """The timeline as it stood at a moment, `checked.now` or before.

    `state` and the overruns are those of that moment. Adds: stands (the step at which its open item stood), done.
    """
    timeline = checked.timeline
    closes = ~timeline["finished"] & (timeline["state"] == DONE)
    if moment >= checked.now:
        return timeline.assign(stands=timeline["is_current"], done=timeline["finished"] | closes)
    closed = timeline["item"].map(figures.closed_at(checked) <= moment)
    done = (timeline["finished"] & ~(timeline["finish"] > moment)) | (closes & closed)
    due = figures.steps_due_at(checked, moment)
    stands = pd.Series(timeline.index.isin(due.index), index=timeline.index)
    steps = timeline.assign(stands=stands, done=done)
    steps.loc[due.index, ["overrun", "overrun_elapsed"]] = due[["overrun", "overrun_elapsed"]]
    states = {
        LATE: stands & (steps["overrun"] > 0),
        NOT_JUDGED: stands & ~steps["judged"],
        NEAR: stands & _near(checked, steps, moment),
        RUNNING: stands | (steps["start"] <= moment),
    }
    return steps.assign(state=np.select([done, *states.values()], [steps["state"], *states], WAITING))


def is_overdue(checked: Checked, moment: np.datetime64) -> pd.Series:
    """Whether the step at which each item stood at a moment, or its airing, was past its deadline."""
    due = figures.steps_due_at(checked, moment)
    late_step = checked.items.index.isin(due.loc[due["overrun"] > 0, "item"])
    return (total_overrun(checked, moment) > 0) | late_step


def total_overrun(checked: Checked, moment: np.datetime64) -> pd.Series:
    """Seconds by which a moment is past each item's Batas Tayang, on its clock; 0 where that is unknown."""
    items = checked.items
    return figures.seconds_after(checked, items["deadline"], items["working"] & ~items["planned_flow"], moment)


def _near(checked: Checked, steps: pd.DataFrame, moment: np.datetime64) -> pd.Series:
    """Whether each step had used most of its time at a moment; see W407."""
    used = Clock(checked.calendar).between(
        steps["handover"].to_numpy(),
        np.full(len(steps), moment, dtype="datetime64[s]"),
        steps["working"].to_numpy(),
    )
    enough = used * 100 >= steps["limit_seconds"].to_numpy() * checked.office.settings.near_limit_percent
    return steps["judged"] & ~steps["planned"] & enough
