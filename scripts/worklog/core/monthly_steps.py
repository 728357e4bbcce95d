"""The steps of a month: their times against the limits of the SOP, and the raw rows that all totals are made of.

A step belongs to the month of its Selesai. Its time runs from the handover to Selesai on the flow's clock, in minutes;
it is left out where the handover is not known, where Selesai lies before it, and for a step that is bound to the
planned day and not to a time limit. Percentiles interpolate linearly between the two nearest values.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core import figures
from worklog.core.check import Checked
from worklog.core.monthly_flows import shares
from worklog.core.monthly_items import months_of

YES, NO = "Ya", "Tidak"


def finished_steps(checked: Checked) -> pd.DataFrame:
    """The timeline's finished rows with the month of their Selesai (its first moment) and their times in minutes.

    Adds: month, code (such as `P1.2`), used, limit, ratio (used / limit), work, wait; NaN where not known. `judged`
    here: it has a deadline.
    """
    rows = checked.timeline[checked.timeline["finish"].notna()]
    judged = rows["deadline"].notna()
    has_limit = judged & ~rows["planned"] & (rows["limit_seconds"] > 0)
    used = (rows["used_seconds"] / 60).where(judged & ~rows["planned"] & (rows["used_seconds"] >= 0))
    limit = (rows["limit_seconds"] / 60).where(has_limit)
    return rows.assign(
        month=months_of(rows["finish"]),
        code=step_codes(checked)[rows["sop_step"]],
        judged=judged,
        used=used,
        limit=limit,
        ratio=used / limit,
        work=figures.known_minutes(rows["work_seconds"]),
        wait=figures.known_minutes(rows["wait_seconds"]),
    )


def step_codes(checked: Checked) -> np.ndarray:
    """The code of each step of the SOP, such as `P1.2`, by its row in `SopBook.steps`."""
    codes = [f"{flow.code}.{step.no}" for flow in checked.sop.flow_models for step in flow.steps]
    return np.array(codes, dtype=object)


def steps_table(checked: Checked, steps: pd.DataFrame, month_end: np.datetime64) -> pd.DataFrame:
    """Each step of the SOP in force at the month's end (and of others that occur): count, times, late ones.

    `Dinilai` are those with a deadline, `Diukur` those whose time was measured against a limit. `Batas` is the SOP's
    text; `Batas SOP` is 1, the line that a chart of the two shares of the limit is drawn against.
    `Bagian terlambat` is late / judged.
    """
    sop = checked.sop
    version = int(sop.version_at(np.array([month_end]).astype("datetime64[D]"))[0])
    in_force = np.flatnonzero(sop.flows["version"].to_numpy()[sop.steps["flow"]] == version)
    listed = pd.Index(np.union1d(in_force, steps["sop_step"].unique()).astype(np.int64))
    model = [step for flow in sop.flow_models for step in flow.steps]
    grouped = steps.groupby("sop_step")
    counts = grouped[["judged", "late"]].sum().assign(all=grouped.size(), timed=grouped["ratio"].count())
    counts = counts.reindex(listed, fill_value=0)
    table = pd.DataFrame(
        {
            "Kode": step_codes(checked)[listed],
            "Langkah": [model[row].activity for row in listed],
            "Peran": figures.role_names(sop.steps["role"].iloc[listed]),
            "Jumlah": counts["all"],
            "Dinilai": counts["judged"],
            "Diukur": counts["timed"],
            "Batas": [_limit_text(model[row].limit.text, model[row].on_planned_day) for row in listed],
            "Median (menit)": grouped["used"].median(),
            "Persentil 95 (menit)": grouped["used"].quantile(0.95),
            "Median dari batas": grouped["ratio"].median(),
            "Persentil 95 dari batas": grouped["ratio"].quantile(0.95),
            "Batas SOP": 1.0,
            "Terlambat": counts["late"],
            "Bagian terlambat": shares(counts["late"], counts["judged"]),
        },
        index=listed,
    )
    return table.reset_index(drop=True)


def _limit_text(limit: str, on_planned_day: bool) -> str:
    return "hari tayang" if on_planned_day else limit


def raw_table(checked: Checked, steps: pd.DataFrame) -> pd.DataFrame:
    """Every step finished in the month as one row, with moments and durations: what the totals of steps are made of.

    `Serah terima` to `Selesai` is `Dipakai`; Excel can count the rows by any column in a pivot table.
    """
    table = pd.DataFrame(
        {
            "ID": steps["id"],
            "Judul": figures.titles(checked, steps["item"]),
            "Alur": checked.sop.flows["code"].to_numpy()[steps["flow_index"]],
            "Kode": steps["code"],
            "Putaran": steps["round"],
            "Peran": figures.role_names(steps["role"]),
            "Petugas": steps["person"],
            "Serah terima": steps["handover"],
            "Mulai": steps["start"],
            "Selesai": steps["finish"],
            "Batas": figures.shown_deadlines(steps["deadline"]),
            "Lama batas": _duration(steps["limit"]),
            "Dipakai": _duration(steps["used"]),
            "Kerja": _duration(steps["work"]),
            "Menunggu": _duration(steps["wait"]),
            "Lama terlambat": _duration((steps["overrun"] / 60).where(steps["late"])),
            "Dipakai dari batas": steps["ratio"],
            "Dinilai": np.where(steps["judged"], YES, NO),
            "Terlambat": np.where(steps["late"], YES, NO),
            "Keputusan": steps["decision"],
        }
    )
    return table.reset_index(drop=True)


def _duration(minutes: pd.Series) -> pd.Series:
    return pd.to_timedelta(minutes.mul(60).round(), unit="s")
