"""The step side of the monthly report: working times against limits, and the work of roles and people.

A step belongs to the month of its Selesai. Its time runs from the handover to Selesai on the flow's clock, in minutes;
it is left out where the handover is not known, where Selesai lies before it, and for a step that is bound to the
planned day and not to a time limit. Percentiles interpolate linearly between the two nearest values.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core import figures
from worklog.core.check import Checked
from worklog.core.tabs import ROLES

NO_NAME = "(nama tidak diisi)"


def finished_steps(checked: Checked, first: np.datetime64, after: np.datetime64) -> pd.DataFrame:
    """The timeline's rows finished in a period, with used, work, wait and limit in minutes, and used as part of limit.

    Adds: used, limit, ratio (1 = the limit), work, wait; NaN where not known. `judged` here: it has a deadline.
    """
    rows = checked.timeline[figures.is_within(checked.timeline["finish"], first, after)]
    rows = rows.assign(judged=rows["deadline"].notna())
    is_timed = rows["judged"] & ~rows["planned"] & (rows["used_seconds"] >= 0)
    used = (rows["used_seconds"] / 60).where(is_timed)
    limit = (rows["limit_seconds"] / 60).where(is_timed & (rows["limit_seconds"] > 0))
    return rows.assign(
        used=used,
        limit=limit,
        ratio=used / limit,
        work=figures.known_minutes(rows["work_seconds"]),
        wait=figures.known_minutes(rows["wait_seconds"]),
    )


def steps_table(checked: Checked, steps: pd.DataFrame, month_end: np.datetime64) -> pd.DataFrame:
    """Each step of the SOP in force at the month's end (and of others that occur): count, times, late ones.

    `Batas` is the SOP's text; `Batas SOP` is 1, the line that a chart of the two shares of the limit is drawn against.
    `Bagian terlambat` is late / judged.
    """
    sop = checked.sop
    version = int(sop.version_at(np.array([month_end]).astype("datetime64[D]"))[0])
    in_force = np.flatnonzero(sop.flows["version"].to_numpy()[sop.steps["flow"]] == version)
    listed = pd.Index(np.union1d(in_force, steps["sop_step"].unique()).astype(np.int64))
    model = [step for flow in sop.flow_models for step in flow.steps]
    grouped = steps.groupby("sop_step")
    count = grouped.size().reindex(listed, fill_value=0)
    judged = grouped["judged"].sum().reindex(listed, fill_value=0)
    late = grouped["late"].sum().reindex(listed, fill_value=0)
    codes = sop.flows["code"].to_numpy()[sop.steps["flow"].iloc[listed]]
    table = pd.DataFrame(
        {
            "Kode": [f"{code}.{no}" for code, no in zip(codes, sop.steps["no"].iloc[listed], strict=True)],
            "Langkah": [model[row].activity for row in listed],
            "Peran": figures.role_names(sop.steps["role"].iloc[listed]).to_numpy(),
            "Jumlah": count.to_numpy(),
            "Batas": [_limit_text(model[row].limit.text, model[row].on_planned_day) for row in listed],
            "Median (menit)": grouped["used"].median().reindex(listed).to_numpy(),
            "Persentil 95 (menit)": grouped["used"].quantile(0.95).reindex(listed).to_numpy(),
            "Median dari batas": grouped["ratio"].median().reindex(listed).to_numpy(),
            "Persentil 95 dari batas": grouped["ratio"].quantile(0.95).reindex(listed).to_numpy(),
            "Batas SOP": 1.0,
            "Terlambat": late.to_numpy(),
            "Bagian terlambat": (late / judged.where(judged > 0)).to_numpy(),
        }
    )
    return table


def _limit_text(limit: str, on_planned_day: bool) -> str:
    return "hari tayang" if on_planned_day else limit


def roles_table(steps: pd.DataFrame) -> pd.DataFrame:
    """The work of each role of the SOP; all five, also those without work."""
    return _work(steps, steps["role"], pd.RangeIndex(len(ROLES))).assign(Peran=list(ROLES)).reset_index(drop=True)


def people_table(steps: pd.DataFrame) -> pd.DataFrame:
    """The work of each person named in the column of the step's own role, the busiest first."""
    names = steps["person"].replace("", NO_NAME)
    table = _work(steps, names, pd.Index(sorted(names.unique())))
    table = table.rename_axis("Petugas").reset_index()
    return table.sort_values("Langkah selesai", ascending=False, kind="stable").reset_index(drop=True)


def _work(steps: pd.DataFrame, key: pd.Series, listed: pd.Index) -> pd.DataFrame:
    """Per key: steps done, late ones, the median time of a step, and of work and waiting apart where Mulai is given."""
    grouped = steps.groupby(key.to_numpy())
    count = grouped.size().reindex(listed, fill_value=0)
    judged = grouped["judged"].sum().reindex(listed, fill_value=0)
    late = grouped["late"].sum().reindex(listed, fill_value=0)
    table = pd.DataFrame(
        {
            "Langkah selesai": count,
            "Terlambat": late,
            "Bagian terlambat": late / judged.where(judged > 0),
            "Median waktu langkah (menit)": grouped["used"].median().reindex(listed),
            "Mulai diisi": grouped["work"].count().reindex(listed, fill_value=0),
            "Median kerja (menit)": grouped["work"].median().reindex(listed),
            "Median menunggu (menit)": grouped["wait"].median().reindex(listed),
        }
    )
    return table


def raw_table(checked: Checked, steps: pd.DataFrame) -> pd.DataFrame:
    """Every step finished in the month as one row: what the totals of the report are made of."""
    codes = checked.sop.flows["code"].to_numpy()[steps["flow_index"]]
    table = pd.DataFrame(
        {
            "ID": steps["id"],
            "Judul": figures.titles(checked, steps["item"]),
            "Alur": codes,
            "Putaran": steps["round"],
            "No": steps["step"],
            "Peran": figures.role_names(steps["role"]),
            "Petugas": steps["person"],
            "Serah terima": steps["handover"],
            "Mulai": steps["start"],
            "Selesai": steps["finish"],
            "Batas": figures.shown_deadlines(steps["deadline"]),
            "Batas (menit)": steps["limit"],
            "Dipakai (menit)": steps["used"],
            "Kerja (menit)": steps["work"],
            "Menunggu (menit)": steps["wait"],
            "Terlambat (menit)": figures.late_minutes(steps["overrun"]),
            "Terlambat": np.where(steps["late"], "Ya", "Tidak"),
            "Keputusan": steps["decision"],
        }
    )
    return table.reset_index(drop=True)
