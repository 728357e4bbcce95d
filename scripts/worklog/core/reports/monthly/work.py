"""The work of a month by role and by person: steps done, work apart from waiting, and what was late."""

from __future__ import annotations

import pandas as pd

from worklog.core.indonesian import UNKNOWN, duration_text
from worklog.core.judging.check import Checked
from worklog.core.reports import figures
from worklog.core.reports.figures import NO_NAME, shares

MEDIANS = {"used": "Median waktu langkah", "work": "Median kerja", "wait": "Median menunggu"}


def roles_table(checked: Checked, steps: pd.DataFrame, late_steps: pd.DataFrame) -> pd.DataFrame:
    """The work of each role of the SOP, all of them, of the finished steps of a month.

    `Masih lewat batas` are those of `late_steps` (`figures.overrun_steps`) that are not finished.
    """
    table = _work(steps, figures.role_names(checked, steps["role"]), pd.Index(checked.sop.roles, name="Peran"))
    unfinished = figures.role_names(checked, late_steps.loc[late_steps["finish"].isna(), "role"]).value_counts()
    table["Masih lewat batas"] = unfinished.reindex(table.index, fill_value=0)
    return table.reset_index()


def people_table(checked: Checked, steps: pd.DataFrame) -> pd.DataFrame:
    """The work of each person named in the column of the step's own role, with these roles, the busiest first.

    Columns: Petugas, Peran, and those of `_work`.
    """
    names = steps["person"].replace("", NO_NAME)
    roles = pd.DataFrame({"Petugas": names, "role": steps["role"]}).drop_duplicates().sort_values("role")
    roles_of = figures.role_names(checked, roles["role"]).groupby(roles["Petugas"]).agg(", ".join)
    table = _work(steps, names, pd.Index(sorted(names.unique()), name="Petugas"))
    table.insert(0, "Peran", roles_of.reindex(table.index))
    return table.sort_values("Langkah selesai", ascending=False, kind="stable").reset_index()


def _work(steps: pd.DataFrame, key: pd.Series, listed: pd.Index) -> pd.DataFrame:
    """Per key: steps done, late ones, the median time of a step, and of work and waiting apart where Mulai is given.

    `Bagian terlambat` is late / judged (`Dinilai`); times in words and in minutes.
    """
    grouped = steps.groupby(key)
    counts = grouped[["judged", "late"]].sum().assign(done=grouped.size(), started=grouped["work"].count())
    counts = counts.reindex(listed, fill_value=0)
    medians = grouped[["used", "work", "wait"]].median().rename(columns=MEDIANS).reindex(listed)
    table = pd.DataFrame(
        {
            "Langkah selesai": counts["done"],
            "Dinilai": counts["judged"],
            "Terlambat": counts["late"],
            "Bagian terlambat": shares(counts["late"], counts["judged"]),
            "Mulai diisi": counts["started"],
        },
        index=listed,
    )
    in_minutes = medians.rename(columns="{} (menit)".format)
    return pd.concat([table, medians.map(_in_hours), in_minutes], axis="columns")


def _in_hours(minutes: float) -> str:
    """A time of steps on different clocks, so never in days."""
    return UNKNOWN if minutes != minutes else duration_text(round(minutes * 60))
