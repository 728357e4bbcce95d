"""The steps of a month: their times against the limits of the SOP, and the raw rows that all totals are made of.

A step belongs to the month of its Selesai. Its time runs from the handover to Selesai on the flow's clock, in minutes;
it is left out where the handover is not known, where Selesai lies before it, and for a step that is bound to the
planned day and not to a time limit. Percentiles interpolate linearly between the two nearest values.
"""

from __future__ import annotations

from textwrap import shorten

import numpy as np
import pandas as pd

from worklog.core.indonesian import UNKNOWN
from worklog.core.judging.check import Checked
from worklog.core.reports import figures
from worklog.core.reports.figures import shares
from worklog.core.reports.monthly.items import months_of

YES, NO = "Ya", "Tidak"
LEAST_STEPS = 5
"""So many steps have to be there before they say anything about a limit."""
LEAST_FOR_P95 = 20
"""A 95th percentile of fewer values is not more than the largest one."""
MOST_SLOW, LONGEST_NAME = 5, 60


def finished_steps(checked: Checked) -> pd.DataFrame:
    """The timeline's finished rows with the month of their Selesai (its first moment) and their times in minutes.

    Adds: month, code (such as `P1.2`), used, limit, ratio (used / limit), work, wait; NaN where not known.
    """
    rows = checked.timeline[checked.timeline["finish"].notna()]
    judged = rows["judged"]
    has_limit = judged & ~rows["planned"] & (rows["limit_seconds"] > 0)
    used = (rows["used_seconds"] / 60).where(judged & ~rows["planned"] & (rows["used_seconds"] >= 0))
    limit = (rows["limit_seconds"] / 60).where(has_limit)
    return rows.assign(
        month=months_of(rows["finish"]),
        code=step_codes(checked)[rows["sop_step"]],
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


def step_times(checked: Checked, steps: pd.DataFrame, month_end: np.datetime64) -> pd.DataFrame:
    """Each step of the SOP in force at the month's end (and of others that occur), by its row in `SopBook.steps`.

    Columns: code, done, judged (with a deadline), late, timed (measured against a limit), median and p95 (minutes),
    median_ratio and p95_ratio (of the limit), late_share (late / judged).
    """
    sop = checked.sop
    version = int(sop.version_at(np.array([month_end]).astype("datetime64[D]"))[0])
    in_force = np.flatnonzero(sop.flows["version"].to_numpy()[sop.steps["flow"]] == version)
    listed = pd.Index(np.union1d(in_force, steps["sop_step"].unique()).astype(np.int64))
    grouped = steps.groupby("sop_step")
    counts = grouped[["judged", "late"]].sum().assign(done=grouped.size(), timed=grouped["ratio"].count())
    counts = counts.reindex(listed, fill_value=0)
    return counts.assign(
        code=step_codes(checked)[listed],
        median=grouped["used"].median(),
        p95=grouped["used"].quantile(0.95).where(grouped["used"].count() >= LEAST_FOR_P95),
        median_ratio=grouped["ratio"].median(),
        p95_ratio=grouped["ratio"].quantile(0.95).where(grouped["ratio"].count() >= LEAST_FOR_P95),
        late_share=shares(counts["late"], counts["judged"]),
    )


def steps_table(checked: Checked, times: pd.DataFrame) -> pd.DataFrame:
    """The rows of `step_times` as people read them.

    `Dinilai` are those with a deadline, `Diukur` those whose time was measured against a limit. `Batas` is the SOP's
    text; `Batas SOP` is 1, the line that a chart of the two shares of the limit is drawn against.
    """
    model = [step for flow in checked.sop.flow_models for step in flow.steps]
    working = _working(checked, times)
    table = pd.DataFrame(
        {
            "Kode": times["code"],
            "Langkah": [model[row].activity for row in times.index],
            "Peran": figures.role_names(checked, checked.sop.steps["role"].iloc[times.index]),
            "Jumlah": times["done"],
            "Dinilai": times["judged"],
            "Diukur": times["timed"],
            "Batas": [_limit_text(model[row].limit.text, model[row].on_planned_day) for row in times.index],
            "Median": figures.in_words(checked, times["median"], working).replace("", UNKNOWN),
            "Median (menit)": times["median"],
            "Persentil 95": figures.in_words(checked, times["p95"], working).replace("", UNKNOWN),
            "Persentil 95 (menit)": times["p95"],
            "Median dari batas": times["median_ratio"],
            "Persentil 95 dari batas": times["p95_ratio"],
            "Batas SOP": 1.0,
            "Terlambat": times["late"],
            "Bagian terlambat": times["late_share"],
        },
        index=times.index,
    )
    return table.reset_index(drop=True)


def _working(checked: Checked, times: pd.DataFrame) -> pd.Series:
    """Whether the times of steps of the SOP (rows of `SopBook.steps`) are working time."""
    sop = checked.sop
    return pd.Series(sop.flows["working"].to_numpy()[sop.steps["flow"].to_numpy()[times.index]], times.index)


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
            "Peran": figures.role_names(checked, steps["role"]),
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
            "Keputusan": figures.decision_names(steps["decision"]),
        }
    )
    return table.reset_index(drop=True)


def _duration(minutes: pd.Series) -> pd.Series:
    return pd.to_timedelta(minutes.mul(60).round(), unit="s")


def slowest_table(checked: Checked, times: pd.DataFrame) -> pd.DataFrame:
    """The steps (`step_times`) that took most of their limit, by name, the slowest first: what the chart draws.

    One that was done less than `LEAST_STEPS` times says little, and is left out where others were done as often.

    `Median dari batas` as a fraction of 1, and `Batas SOP`, 1, to hold it against.
    """
    timed = times[times["timed"] > 0]
    often = timed[timed["timed"] >= LEAST_STEPS]
    slow = (timed if often.empty else often).sort_values("median_ratio", ascending=False, kind="stable").head(MOST_SLOW)
    model = [step for flow in checked.sop.flow_models for step in flow.steps]
    steps = [model[row] for row in slow.index]
    names = [f"{code} {step.activity}" for code, step in zip(slow["code"], steps, strict=True)]
    names = [shorten(name, LONGEST_NAME, placeholder="…") for name in names]
    table = pd.DataFrame(
        {
            "Langkah": [f"{name} ({count} kali)" for name, count in zip(names, slow["timed"], strict=True)],
            "Batas": [step.limit.text for step in steps],
            "Median": figures.in_words(checked, slow["median"], _working(checked, slow)),
            "Median (menit)": slow["median"],
            "Median dari batas": slow["median_ratio"],
            "Batas SOP": 1.0,
        }
    )
    return table.reset_index(drop=True)


OFTEN_MISSED = 0.25
HARDLY_USED = 0.5
TIGHT = "Sering terlewat: lebih dari seperempatnya melewati batas"
WIDE = "Terlalu longgar: 95 dari 100 selesai sebelum separuh batas"


def unfit_limits(times: pd.DataFrame) -> pd.DataFrame:
    """The steps (`step_times`) whose limit should be looked at when the SOP is revised next.

    Missed by more than a quarter of the judged ones (`tight`), the most missed first; then those of whose limit even
    the 95th percentile uses less than half.
    """
    is_tight = (times["judged"] >= LEAST_STEPS) & (times["late_share"] > OFTEN_MISSED)
    is_wide = (times["timed"] >= LEAST_STEPS) & (times["p95_ratio"] < HARDLY_USED) & ~is_tight
    tight = times[is_tight].sort_values("late_share", ascending=False, kind="stable")
    wide = times[is_wide].sort_values("p95_ratio", kind="stable")
    return pd.concat([tight.assign(tight=True), wide.assign(tight=False)])


def evidence_table(checked: Checked, limits: pd.DataFrame) -> pd.DataFrame:
    """The rows of `steps_table` that `unfit_limits` found; `Petunjuk` tells what is wrong with each."""
    return steps_table(checked, limits).assign(Petunjuk=np.where(limits["tight"].astype(bool), TIGHT, WIDE))
