"""The plain lists of the daily report: what was published, the comments, and the steps of what was worked on.

Column names are the ones that the report template asks for in braces.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.indonesian import duration_text
from worklog.core.judging.check import Checked
from worklog.core.log.tabs import ItemState, RowState
from worklog.core.moments import DAY_SECONDS
from worklog.core.reports import figures
from worklog.core.reports.figures import aired_on, is_on, shown_titles


def posted_items(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """The items published on a day, in order of time, with their links.

    Columns: the headers of `tabel_tayang` in the template.
    """
    rows = checked.items[aired_on(checked, day)].sort_values("published", kind="stable")
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Alur": figures.flow_codes(checked).loc[rows.index],
            "Judul": shown_titles(rows),
            "Penanggung jawab": rows["person"],
            "Tayang": figures.shown_moments(rows["published"], rows["published_is_day"]),
            "Batas tayang": figures.shown_deadlines(rows["deadline"]),
            "Ketepatan": figures.punctuality(rows).where(rows["state"] != ItemState.WITHDRAWN, "Ditarik"),
            "Tautan": figures.links(checked).loc[rows.index],
        }
    )
    return table.reset_index(drop=True)


def comment_responses(checked: Checked, opened: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    """Response items (R flows) that are open, or were closed or received on a day, with their age in wall time.

    `opened`: `open_items.open_items`. The age runs from Waktu Acuan to the closing, or until now.
    """
    items, closed = checked.items, checked.items["closed_at"]
    is_open = items.index.isin(opened.index)
    is_shown = is_open | is_on(closed, day) | is_on(items["reference"], day)
    rows = items[items["answers"] & is_shown].sort_values("reference", kind="stable")
    ended = closed.loc[rows.index].where(closed.loc[rows.index] <= checked.now)
    age = ended.fillna(pd.Timestamp(checked.now)) - rows["reference"]
    ends = figures.response_ends(items)
    state = np.select(
        [ends["answered"] & ~items["aired"], ends["open"], ends["answered"], ends["not_answered"]],
        [RowState.FAULTY.value, "Belum dijawab", "Dijawab", "Tidak direspon"],
        "Batal",
    )
    now = opened[["who", "left"]].reindex(rows.index).fillna("")
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Alur": rows["code"],
            "Judul": shown_titles(rows),
            "Menjawab": rows["related"].map(items.set_index("key")["title"]).fillna(rows["related"]),
            "Penanggung jawab": rows["person"],
            "Pelaksana": now["who"],
            "Diterima": rows["reference"],
            "Batas": figures.shown_deadlines(rows["deadline"]),
            "Selesai": ended,
            "Umur": [age_text(seconds) for seconds in age.dt.total_seconds()],
            "Sisa atau lewat": now["left"],
            "Keadaan": pd.Series(state, items.index, dtype=object)[rows.index],
        }
    )
    return table.reset_index(drop=True)


def age_text(seconds: float) -> str:
    """`45 menit`, `3 jam 38 menit`, `2 hari 3 jam`: a day is 24 hours; "" for what is unknown or still to come."""
    if not seconds >= 0:
        return ""
    return duration_text(int(seconds), DAY_SECONDS, "hari")


def worked_steps(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """The steps of every item with a Mulai or Selesai on a day: those done, and the one at which it stands."""
    steps = checked.timeline
    on_day = is_on(steps["start"], day) | is_on(steps["finish"], day)
    is_shown = steps["done"] | steps["is_current"] | steps["touched"]
    rows = steps[steps["item"].isin(steps.loc[on_day, "item"]) & is_shown]
    late = figures.late_minutes(rows["overrun"].where(rows["done"] | rows["is_current"]))
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Judul": shown_titles(checked.items.loc[rows["item"]]).to_numpy(),
            "Putaran": rows["round"],
            "Langkah": figures.activities(checked, rows["sop_step"]),
            "Peran": figures.role_names(checked, rows["role"]),
            "Petugas": rows["person"],
            "Mulai": rows["start"],
            "Selesai": figures.shown_moments(rows["finish"].where(rows["done"]), rows["finish_is_day"]),
            "Batas": figures.shown_deadlines(rows["deadline"]),
            "Terlambat": figures.in_words(checked, late, rows["overrun_working"]),
            "Terlambat (menit)": late,
            "Keputusan": figures.decision_names(rows["decision"]).where(rows["done"], ""),
            "Status": rows["state"],
        }
    )
    return table.reset_index(drop=True)
