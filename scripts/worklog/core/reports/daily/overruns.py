"""The late steps of the daily report: whose they were, and how long they waited apart from how long the work took.

Column names are the ones that the report template asks for in braces.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.reports import figures
from worklog.core.reports.figures import shown_titles
from worklog.core.reports.who_acts import who_acts

UNFINISHED = "belum selesai"


def overruns_table(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """Steps finished late on a day, and those past their deadline now, the longest overrun first.

    Times are those of the flow's clock, in words and in minutes. `Menunggu` runs from the handover to Mulai,
    `Dikerjakan` from Mulai on; a step that nobody has touched waits until now. Both are empty where Mulai was not
    typed. `Selesai` holds a moment, or a word where there is none. `Tanggung jawab` is the role, and below it the
    name.
    """
    first = day.astype("datetime64[s]")
    after = first + np.timedelta64(1, "D")
    rows = figures.overrun_steps(checked, first, after)
    items = checked.items.loc[rows["item"]]
    role, who = figures.role_names(checked, rows["role"]), who_acts(checked, rows, day)
    waited, worked = _waited_and_worked(checked, rows)
    late = figures.late_minutes(rows["overrun"])
    finish = rows["finish"].astype(object).where(rows["finish"].notna(), UNFINISHED)
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Alur": checked.sop.flows["code"].to_numpy()[rows["flow_index"]],
            "Judul": shown_titles(items).to_numpy(),
            "Putaran": rows["round"],
            "Langkah": figures.activities(checked, rows["sop_step"]),
            "Peran": role,
            "Pelaksana": who,
            "Tanggung jawab": role.where(role == who, role + "\n" + who),
            "Batas": figures.shown_deadlines(rows["deadline"]),
            "Mulai": rows["start"],
            "Selesai": finish,
            "Terlambat": figures.in_words(checked, late, rows["overrun_working"]),
            "Terlambat (menit)": late,
            "Terlambat jam dinding (menit)": figures.late_minutes(rows["overrun_elapsed"]),
            "Menunggu": figures.in_words(checked, waited, rows["working"]),
            "Menunggu (menit)": waited,
            "Dikerjakan": figures.in_words(checked, worked, rows["working"]),
            "Dikerjakan (menit)": worked,
        }
    )
    return table.reset_index(drop=True)


def _waited_and_worked(checked: Checked, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Minutes from the handover to Mulai and from there to Selesai, or until now where that is not there yet."""
    clock, working = checked.clock, rows["working"].to_numpy()
    moments = rows[["handover", "start", "finish"]].fillna(pd.Timestamp(checked.now))
    handover, start, end = (np.minimum(moments[name].to_numpy(), checked.now) for name in moments)
    started = rows["start"].notna()
    untouched = rows["finish"].isna() & (~rows["touched"] | (rows["start"] > checked.now))
    waited = pd.Series(clock.between(handover, start, working), rows.index).clip(lower=0)
    worked = pd.Series(clock.between(start, end, working), rows.index).clip(lower=0)
    known = (started | untouched) & rows["handover"].notna()
    return (waited / 60).where(known), (worked / 60).where(started | untouched)
