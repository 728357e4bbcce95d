"""The monthly report: how many items and steps, how many on time, and where it went wrong, against the month before.

Column names are the ones that the report template asks for in braces. What belongs to a
month is told in `monthly_items` for items and in `monthly_steps` for steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from worklog.core import figures, monthly_items, monthly_steps
from worklog.core.check import Checked
from worklog.core.indonesian import UNKNOWN
from worklog.core.letterhead import Letterhead, letterhead_values


@dataclass(frozen=True)
class MonthFigures:
    """The figures on top: items, those published, the share on time of the published ones that could be judged,
    steps finished and the share of the judged ones among them that were late. Shares are fractions of 1, NaN of none.
    """

    items: int
    published: int
    on_time: float
    steps: int
    late: float


@dataclass(frozen=True)
class Monthly:
    """The monthly report of `month` (datetime64[M]), dated on `day`: the month's last day, or today if sooner."""

    month: np.datetime64
    day: np.datetime64
    sop_number: str
    now: MonthFigures
    before: MonthFigures
    flows: pd.DataFrame
    mix: pd.DataFrame
    responses: pd.DataFrame
    rounds: pd.DataFrame
    steps: pd.DataFrame
    overruns: pd.DataFrame
    roles: pd.DataFrame
    people: pd.DataFrame
    rules: pd.DataFrame
    not_judgeable: pd.DataFrame
    days: pd.DataFrame
    items: pd.DataFrame
    raw: pd.DataFrame

    def values(self, letterhead: Letterhead) -> dict[str, object]:
        """The single values by the defined names of `laporan-bulanan.xlsx`."""
        values = letterhead_values(letterhead, self.sop_number, self.day)
        values["bulan"] = pd.Timestamp(self.month.astype("datetime64[s]"))
        for suffix, month in (("", self.now), ("_lalu", self.before)):
            values |= {
                f"angka_konten{suffix}": month.items,
                f"angka_tayang{suffix}": month.published,
                f"angka_tepat{suffix}": _shown(month.on_time),
                f"angka_langkah{suffix}": month.steps,
                f"angka_terlambat{suffix}": _shown(month.late),
            }
        return values

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by the defined names of `laporan-bulanan.xlsx`."""
        return {
            "tabel_alur": self.flows,
            "tabel_jenis": self.mix,
            "tabel_respon": self.responses,
            "tabel_putaran": self.rounds,
            "tabel_langkah": self.steps,
            "tabel_terlambat": self.overruns,
            "tabel_peran": self.roles,
            "tabel_petugas": self.people,
            "tabel_temuan": self.rules,
            "tabel_belum_dinilai": self.not_judgeable,
            "tabel_hari": self.days,
            "tabel_konten": self.items,
            "tabel_data": self.raw,
        }


def monthly_file_name(month: np.datetime64) -> str:
    """The name of the report file of a month."""
    return f"Laporan Bulanan {month.astype('datetime64[M]')}.xlsx"


def monthly_tables(checked: Checked, month: np.datetime64) -> Monthly:
    """Everything in the monthly report of `month` (datetime64[M])."""
    month = month.astype("datetime64[M]")
    first, after = month.astype("datetime64[s]"), (month + 1).astype("datetime64[s]")
    first_before = (month - 1).astype("datetime64[s]")
    today, last_day = checked.now.astype("datetime64[D]"), (month + 1).astype("datetime64[D]") - 1
    items, steps = monthly_items.items_of(checked, first, after), monthly_steps.finished_steps(checked, first, after)
    items_before = monthly_items.items_of(checked, first_before, first)
    steps_before = monthly_steps.finished_steps(checked, first_before, first)
    return Monthly(
        month=month,
        day=min(today, last_day),
        sop_number=checked.sop.at(last_day).number,
        now=month_figures(items, steps),
        before=month_figures(items_before, steps_before),
        flows=monthly_items.flows_table(checked, items, items_before),
        mix=monthly_items.mix_table(items, items_before),
        responses=monthly_items.responses_table(checked, items),
        rounds=monthly_items.rounds_table(checked, items),
        steps=monthly_steps.steps_table(checked, steps, last_day),
        overruns=figures.overruns(checked, first, after),
        roles=monthly_steps.roles_table(steps),
        people=monthly_steps.people_table(steps),
        rules=monthly_items.rules_table(checked, items, with_itemless=first <= checked.now < after),
        not_judgeable=monthly_items.not_judgeable_table(checked, items),
        days=monthly_items.days_table(items, steps, month),
        items=monthly_items.items_table(checked, items),
        raw=monthly_steps.raw_table(checked, steps),
    )


def month_figures(items: pd.DataFrame, steps: pd.DataFrame) -> MonthFigures:
    """The figures of the items (`items_of`) and steps (`finished_steps`) of one month."""
    return MonthFigures(
        items=len(items),
        published=int(items["published"].notna().sum()),
        on_time=figures.on_time_share(items["standing"]),
        steps=len(steps),
        late=figures.share(steps["late"].sum(), steps["judged"].sum()),
    )


def _shown(share: float) -> object:
    return UNKNOWN if np.isnan(share) else share
