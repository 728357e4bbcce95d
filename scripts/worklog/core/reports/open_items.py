"""The open items as Ringkasan and the daily report tell them: where each stands, who acts, and how long is left."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.log.tabs import RowState
from worklog.core.lookup import look_up
from worklog.core.reports import figures
from worklog.core.reports.who_acts import acting_people


def open_items(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """One row per running item, indexed by its row in `checked.items`; `day`: on which somebody has to act.

    Columns: no (of the step, 0 none), activity, role, person ("" without a step, or where nobody is known), who (the
    person, or else the role), opened (whether Buku Kerja has rows of the item), deadline of the step, due (the same or
    the deadline of the airing, what comes first), late_seconds (behind that; not above 0 is in time), late_working
    (whether that is working time), left (in words) and state (`tabs.RowState`; Terlambat also when only the airing
    is late). The clock of a step runs whether or not its row is there. An item of an unknown flow is open too, for
    somebody waits for it: it has no step, and cannot be judged until D104 is put right.
    """
    items, timeline = checked.items[checked.items["running"]], checked.timeline
    stands = timeline[timeline["is_current"] & timeline["item"].isin(items.index)]
    role = figures.role_names(checked, stands["role"])
    person = pd.Series(look_up(checked.tables.names, acting_people(checked, stands, day), ""), index=stands.index)
    of_step = pd.DataFrame(
        {
            "item": stands["item"],
            "no": stands["step"],
            "activity": figures.activities(checked, stands["sop_step"]),
            "role": role,
            "person": person,
            "who": person.where(person != "", role),
            "deadline": stands["deadline"],
            "state": stands["state"],
        }
    ).set_index("item")
    rows = of_step.reindex(items.index)
    rows = rows.fillna(
        {"no": 0, "activity": "", "role": "", "person": "", "who": "", "state": RowState.NOT_JUDGED.value}
    )
    return rows.assign(
        no=rows["no"].astype(np.int64),
        opened=items.index.isin(checked.tables.log["item"]),
        due=items["next_deadline"],
        late_seconds=items["next_overrun"],
        late_working=items["next_working"],
        left=figures.time_left(checked, items),
        state=rows["state"].mask(items["overdue"], RowState.LATE.value),
    )


def late_items(opened: pd.DataFrame) -> pd.DataFrame:
    """Of the open items those that are late, the latest first; the columns of `open_items`."""
    return opened[opened["state"] == RowState.LATE].sort_values("late_seconds", ascending=False, kind="stable")


def due_by_the_end_of(opened: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    """Of the open items those whose step is late or falls due by the end of a day; the columns of `open_items`."""
    end = (day.astype("datetime64[D]") + 1).astype("datetime64[s]")
    return opened[(opened["no"] > 0) & ((opened["state"] == RowState.LATE) | (opened["due"] <= end))]
