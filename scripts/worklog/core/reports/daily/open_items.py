"""The open items: the step at which each stands, who is to do it, and how long is left."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.log.tabs import ROW_STATES
from worklog.core.reports import figures
from worklog.core.reports.who_acts import who_acts


def open_items(checked: Checked, steps: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    """One row per open item, indexed by its row in `checked.items`; `steps`: `daily_states.with_standing`.

    Columns: no (of the step, 0 none), activity, role and who ("" without a step), deadline of the step, due (the same
    or the deadline of the airing, what comes first), late_seconds (behind that; not above 0 is in time), late_working
    (whether that is working time), left (in words) and state (`tabs.ROW_STATES`; Terlambat also when only the airing
    is late).
    """
    items = checked.items[checked.items["running"]]
    stands = steps[steps["stands"] & steps["item"].isin(items.index)]
    of_step = pd.DataFrame(
        {
            "item": stands["item"],
            "no": stands["step"],
            "activity": figures.activities(checked, stands["sop_step"]),
            "role": figures.role_names(checked, stands["role"]),
            "who": who_acts(checked, stands, day),
            "deadline": stands["deadline"],
            "overrun": stands["overrun"],
            "working": stands["overrun_working"],
            "state": stands["state"],
        }
    ).set_index("item")
    rows = of_step.reindex(items.index)
    rows = rows.fillna({"no": 0, "activity": "", "role": "", "who": "", "state": NOT_JUDGED, "working": False})
    rows = rows.astype({"no": np.int64, "working": bool})
    first = figures.first_due(checked, rows.assign(item=rows.index))
    return rows[["no", "activity", "role", "who", "deadline"]].assign(
        due=first["due"],
        late_seconds=first["overrun"],
        late_working=first["working"],
        left=first["left"],
        state=rows["state"].mask(first["overrun"] > 0, LATE),
    )


def late_items(opened: pd.DataFrame) -> pd.DataFrame:
    """Of the open items those that are late, the latest first."""
    return opened[opened["state"] == LATE].sort_values("late_seconds", ascending=False, kind="stable")


def due_by_the_end_of(opened: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    """Of the open items those whose step is late or falls due by the end of a day."""
    end = (day.astype("datetime64[D]") + 1).astype("datetime64[s]")
    return opened[(opened["no"] > 0) & ((opened["state"] == LATE) | (opened["due"] <= end))]


DONE, DONE_LATE, RUNNING, NEAR, LATE, WAITING, FAULTY, NOT_JUDGED, NOT_NEEDED = ROW_STATES


def with_standing(timeline: pd.DataFrame) -> pd.DataFrame:
    """The timeline with: stands (the step at which its open item stands), done (also by a closing without Selesai)."""
    return timeline.assign(stands=timeline["is_current"], done=timeline["finished"] | (timeline["state"] == DONE))
