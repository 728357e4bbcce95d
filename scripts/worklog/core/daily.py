"""The daily report: what was posted, worked on, late and still to be done, as figures and small tables.

Column names are the ones that the report template asks for in braces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from worklog.core import daily_lists, figures
from worklog.core.check import Checked
from worklog.core.letterhead import Letterhead, letterhead_values

ONE_DAY, ONE_MINUTE = np.timedelta64(1, "D"), np.timedelta64(1, "m")


@dataclass(frozen=True)
class DayFigures:
    """The four figures on top: items published that day, items open, items overdue, findings to repair.

    Open and overdue are counted at the end of the day, or now if the day is not over. `to_repair` is None where it
    cannot be known: findings carry no date, so there is none for a past day.
    """

    posted: int
    open: int
    overdue: int
    to_repair: int | None


@dataclass(frozen=True)
class Daily:
    """The daily report of `day`, as things stood at `moment` (the end of the day, or now if that is sooner)."""

    day: np.datetime64
    moment: np.datetime64
    sop_number: str
    today: DayFigures
    yesterday: DayFigures
    older_findings: int
    posted: pd.DataFrame
    worked: pd.DataFrame
    open_items: pd.DataFrame
    overruns: pd.DataFrame
    findings: pd.DataFrame
    responses: pd.DataFrame
    plan: pd.DataFrame

    def values(self, letterhead: Letterhead) -> dict[str, object]:
        """The single values by the defined names of `laporan-harian.xlsx`."""
        values = letterhead_values(letterhead, self.sop_number, self.day)
        older = f"Temuan lama pada konten yang sudah selesai: {self.older_findings} (lihat laporan bulanan)."
        values |= {
            "tanggal": pd.Timestamp(self.day),
            "keadaan_pada": pd.Timestamp(min(self.moment, (self.day + ONE_DAY) - ONE_MINUTE)),
            "temuan_lama": older if self.older_findings else "",
        }
        for suffix, day in (("", self.today), ("_kemarin", self.yesterday)):
            values |= {
                f"angka_tayang{suffix}": day.posted,
                f"angka_terbuka{suffix}": day.open,
                f"angka_terlambat{suffix}": day.overdue,
            }
        return values | {"angka_perbaikan": self.today.to_repair}

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by the defined names of `laporan-harian.xlsx`."""
        return {
            "tabel_tayang": self.posted,
            "tabel_terbuka": self.open_items,
            "tabel_terlambat": self.overruns,
            "tabel_respon": self.responses,
            "tabel_rencana": self.plan,
            "tabel_temuan": self.findings,
            "tabel_langkah": self.worked,
        }


def daily_file_name(day: np.datetime64) -> str:
    """The name of the report file of a day."""
    return f"Laporan Harian {day.astype('datetime64[D]')}.xlsx"


def daily_tables(checked: Checked, day: np.datetime64) -> Daily:
    """Everything in the daily report of `day` (datetime64[D])."""
    day = day.astype("datetime64[D]")
    after = (day + ONE_DAY).astype("datetime64[s]")
    moment = min(after, checked.now)
    findings = daily_lists.findings_to_repair(checked, day)
    return Daily(
        day=day,
        moment=moment,
        sop_number=checked.sop.at(day).number,
        today=day_figures(checked, day, to_repair=len(findings)),
        yesterday=day_figures(checked, day - ONE_DAY, to_repair=None),
        older_findings=int(daily_lists.is_repairable(checked.findings).sum()) - len(findings),
        posted=daily_lists.posted_items(checked, day),
        worked=daily_lists.worked_steps(checked, day),
        open_items=daily_lists.open_items(checked, moment),
        overruns=figures.overruns(checked, day.astype("datetime64[s]"), after),
        findings=findings,
        responses=daily_lists.comment_responses(checked, day),
        plan=daily_lists.coming_days(checked, day),
    )


def day_figures(checked: Checked, day: np.datetime64, to_repair: int | None) -> DayFigures:
    """The figures of one day; see `DayFigures` for what they count."""
    moment = min((day + ONE_DAY).astype("datetime64[s]"), checked.now)
    overdue = figures.open_at(checked, moment) & daily_lists.is_overdue(checked, moment)
    return DayFigures(
        posted=int(daily_lists.is_on(checked.items["published"], day).sum()),
        open=int(figures.open_at(checked, moment).sum()),
        overdue=int(overdue.sum()),
        to_repair=to_repair,
    )
