"""The tables of the daily report, one function each; times in minutes on the flow's clock.

Column names are the ones that the report template asks for in braces.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core import figures
from worklog.core.check import Checked

PLAN_DAYS = 5
ONE_DAY = np.timedelta64(1, "D")
WITHDRAWN = "ditarik"


def is_overdue(checked: Checked, moment: np.datetime64) -> pd.Series:
    """Whether the step at which each item stood at a moment, or its airing, was past its deadline."""
    items = checked.items
    due = figures.steps_due_at(checked, moment)
    late_step = items.index.isin(due.loc[due["overrun"] > 0, "item"])
    working = items["working"] & ~items["planned_flow"]
    return (figures.seconds_after(checked, items["deadline"], working, moment) > 0) | late_step


def posted_items(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """The items published on a day, in order of time, with their links."""
    rows = checked.items[is_on(checked.items["published"], day)].sort_values("published", kind="stable")
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Alur": figures.flow_codes(checked).loc[rows.index],
            "Judul": rows["title"],
            "Penanggung jawab": rows["person"],
            "Tayang": rows["published"],
            "Batas tayang": figures.shown_deadlines(rows["deadline"]),
            "Ketepatan": figures.punctuality(checked).loc[rows.index].where(rows["state"] != WITHDRAWN, "Ditarik"),
            "Tautan": figures.links(checked).loc[rows.index],
        }
    )
    return table.reset_index(drop=True)


def worked_steps(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """The steps of every item with a Mulai or Selesai on a day: those done by its end, and the one it stood at then."""
    steps, after = checked.timeline, (day + ONE_DAY).astype("datetime64[s]")
    on_day = is_on(steps["start"], day) | is_on(steps["finish"], day)
    due = figures.steps_due_at(checked, min(after, checked.now)).index
    is_shown = (steps["touched"] & ~(steps["finish"] >= after)) | steps.index.isin(due)
    rows = steps[steps["item"].isin(steps.loc[on_day, "item"]) & is_shown]
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Judul": figures.titles(checked, rows["item"]),
            "Putaran": rows["round"],
            "Langkah": figures.activities(checked, rows["sop_step"]),
            "Peran": figures.role_names(rows["role"]),
            "Petugas": rows["person"],
            "Mulai": rows["start"],
            "Selesai": rows["finish"],
            "Batas": figures.shown_deadlines(rows["deadline"]),
            "Terlambat (menit)": figures.late_minutes(rows["overrun"]),
            "Keputusan": rows["decision"],
            "Status": rows["state"],
        }
    )
    return table.reset_index(drop=True)


def open_items(checked: Checked, moment: np.datetime64) -> pd.DataFrame:
    """The items open at a moment with the step at which they stand, overdue ones first, then by deadline.

    `Sisa` and `Terlambat` are minutes on the flow's clock; both are empty where the step has no deadline yet.
    """
    items = checked.items[figures.open_at(checked, moment)]
    due = figures.steps_due_at(checked, moment).set_index("item").reindex(items.index)
    has_step = due["sop_step"].notna()
    steps = due.loc[has_step].astype({"sop_step": np.int64, "role": np.int64})
    is_late, is_known = due["overrun"] > 0, due["deadline"].notna()
    states = np.select(
        [is_late, is_overdue(checked, moment)[items.index], is_known],
        ["Terlambat", "Lewat batas tayang", "Dalam batas"],
        figures.NOT_JUDGEABLE,
    )
    table = pd.DataFrame(
        {
            "ID": items["id"],
            "Alur": figures.flow_codes(checked).loc[items.index],
            "Judul": items["title"],
            "Langkah": figures.activities(checked, steps["sop_step"]).reindex(items.index).fillna(""),
            "Peran": figures.role_names(steps["role"]).reindex(items.index).fillna(""),
            "Petugas": due["person"].fillna(""),
            "Penanggung jawab": items["person"],
            "Batas langkah": figures.shown_deadlines(due["deadline"]),
            "Sisa (menit)": np.floor(-due["overrun"].where(~is_late & is_known) / 60),
            "Terlambat (menit)": figures.late_minutes(due["overrun"]),
            "Batas tayang": figures.shown_deadlines(items["deadline"]),
            "Keadaan": states,
        }
    )
    urgency = table.assign(
        rank=pd.Series(states, index=table.index).map({"Terlambat": 0, "Lewat batas tayang": 1}).fillna(2),
        nearest=table[["Batas langkah", "Batas tayang"]].min(axis="columns"),
    ).sort_values(["rank", "Terlambat (menit)", "nearest"], ascending=[True, False, True], kind="stable")
    return urgency[list(table.columns)].reset_index(drop=True)


def findings_to_repair(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """Findings that someone can put right now: of open items, of items worked on that day, and of no item at all."""
    found = checked.findings
    steps, items = checked.timeline, checked.items
    on_day = is_on(steps["start"], day) | is_on(steps["finish"], day)
    alive = np.union1d(items.index[figures.is_unfinished(checked)], steps.loc[on_day, "item"])
    rows = found[is_repairable(found) & (found["item"].isin(alive) | (found["item"] < 0))]
    rows = rows.sort_values("severity", key=lambda names: names != "error", kind="stable")
    table = pd.DataFrame(
        {
            "Tingkat": rows["severity"].map(figures.SEVERITY_NAMES),
            "Kode": rows["code"],
            "Tab": rows["tab"],
            "Baris": rows["row"].where(rows["row"] > 0),
            "ID": rows["id"].fillna(""),
            "Kolom": rows["column"],
            "Temuan dan cara memperbaiki": rows["message"],
        }
    )
    return table.reset_index(drop=True)


def is_repairable(findings: pd.DataFrame) -> pd.Series:
    """Whether each finding is one that someone can put right in the log; hints (`info`) need no repair."""
    return findings["code"].str.startswith(figures.REPAIRABLE) & (findings["severity"] != "info")


def comment_responses(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """Response items (R flows) that are open, or were closed or received on a day, with their age in wall time.

    The age runs from Waktu Acuan to the closing, or to the end of the day (now, if sooner).
    """
    after = (day + ONE_DAY).astype("datetime64[s]")
    moment = min(after, checked.now)
    items, closed = checked.items, figures.closed_at(checked)
    is_shown = figures.open_at(checked, moment) | is_on(closed, day) | is_on(items["reference"], day)
    rows = items[figures.answers_comments(checked) & is_shown].sort_values("reference", kind="stable")
    ends = closed.loc[rows.index].where(closed.loc[rows.index] <= moment, moment)
    title_of = items.set_index("key")["title"]
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Alur": rows["code"],
            "Judul": rows["title"],
            "Menjawab": rows["related"].map(title_of).fillna(rows["related"]),
            "Penanggung jawab": rows["person"],
            "Diterima": rows["reference"],
            "Batas": rows["deadline"],
            "Selesai": closed.loc[rows.index],
            "Umur (jam)": (ends - rows["reference"]).where(ends >= rows["reference"]),
            "Keadaan": figures.response_states(checked).loc[rows.index],
        }
    )
    return table.reset_index(drop=True)


def coming_days(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """What falls due from the day after `day` up to the fifth working day: planned airings and open deadlines."""
    last = np.max(checked.calendar.working_day_after(day, PLAN_DAYS))
    first, after = (day + ONE_DAY).astype("datetime64[s]"), (last + ONE_DAY).astype("datetime64[s]")
    items, flow, moment = checked.items, figures.flow_codes(checked), min(first, checked.now)
    planned = items[figures.open_at(checked, moment) & figures.is_within(items["planned"], first, after)]
    due = figures.steps_due_at(checked, moment)
    due = due[~due["planned"] & figures.is_within(due["deadline"], first, after)]
    airings = pd.DataFrame({"Waktu": planned["planned"], "item": planned.index, "Rencana": "Jadwal tayang"})
    deadlines = pd.DataFrame(
        {
            "Waktu": due["deadline"],
            "item": due["item"],
            "Rencana": "Batas langkah " + figures.activities(checked, due["sop_step"]),
        }
    )
    rows = pd.concat([airings, deadlines]).sort_values("Waktu", kind="stable")
    of_item = items.loc[rows["item"]]
    table = pd.DataFrame(
        {
            "Waktu": rows["Waktu"].to_numpy(),
            "Rencana": rows["Rencana"].to_numpy(),
            "ID": of_item["id"].to_numpy(),
            "Alur": flow.loc[rows["item"]].to_numpy(),
            "Judul": of_item["title"].to_numpy(),
            "Penanggung jawab": of_item["person"].to_numpy(),
        }
    )
    return table


def is_on(moments: pd.Series, day: np.datetime64) -> pd.Series:
    """Whether each moment lies on a day."""
    start = day.astype("datetime64[s]")
    return figures.is_within(moments, start, start + ONE_DAY)
