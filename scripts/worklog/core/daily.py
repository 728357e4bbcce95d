"""The daily report: what went wrong, who has to do what, and how it was the day before, as figures and small tables.

Column names are the ones that the report template asks for in braces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from worklog.core import figures
from worklog.core.check import Checked
from worklog.core.daily_findings import findings_to_repair, is_repairable
from worklog.core.daily_glance import glance_table
from worklog.core.daily_items import aired_on, items_table
from worklog.core.daily_lists import comment_responses, posted_items, worked_steps
from worklog.core.daily_overruns import overruns_table
from worklog.core.daily_plan import plan_table
from worklog.core.daily_standing import open_items
from worklog.core.daily_states import is_overdue, steps_at
from worklog.core.daily_tasks import tasks_table
from worklog.core.letterhead import Letterhead, letterhead_values

NOT_COUNTED = "–"
ONE_DAY, ONE_MINUTE = np.timedelta64(1, "D"), np.timedelta64(1, "m")


@dataclass(frozen=True)
class DayFigures:
    """The figures on top: items published that day, and items open and items overdue at its end (now, if sooner).

    They are read from the log as it is now, for yesterday as for today: from the times typed for airings and steps.
    So a time that was put right later changes yesterday's figures as well. How many findings there were to repair
    yesterday cannot be known, since findings carry no date.
    """

    posted: int
    open: int
    overdue: int


@dataclass(frozen=True)
class Daily:
    """The daily report of `day`, as things stood at `moment` (the end of the day, or now if that is sooner).

    `to_repair` is None, and `findings` empty, for a day that is over: what there is to repair now does not belong to
    it. `older_findings` counts those that `findings` leaves out, of items that are finished.
    """

    day: np.datetime64
    moment: np.datetime64
    sop_number: str
    today: DayFigures
    yesterday: DayFigures
    to_repair: int | None
    older_findings: int
    glance: pd.DataFrame
    items: pd.DataFrame
    tasks: pd.DataFrame
    overruns: pd.DataFrame
    findings: pd.DataFrame
    responses: pd.DataFrame
    posted: pd.DataFrame
    plan: pd.DataFrame
    worked: pd.DataFrame

    def values(self, letterhead: Letterhead) -> dict[str, object]:
        """The single values by the defined names of `laporan-harian.xlsx`."""
        values = letterhead_values(letterhead, self.sop_number, self.day)
        values |= {
            "tanggal": pd.Timestamp(self.day),
            "keadaan_pada": pd.Timestamp(min(self.moment, (self.day + ONE_DAY) - ONE_MINUTE)),
            "angka_perbaikan": NOT_COUNTED if self.to_repair is None else self.to_repair,
            "catatan_perbaikan": self._about_repairs(),
        }
        for name, today, yesterday in (
            ("tayang", self.today.posted, self.yesterday.posted),
            ("terbuka", self.today.open, self.yesterday.open),
            ("terlambat", self.today.overdue, self.yesterday.overdue),
        ):
            values |= {
                f"angka_{name}": today,
                f"angka_{name}_kemarin": yesterday,
                f"ubah_{name}": today - yesterday,
            }
        return values

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by the defined names of `laporan-harian.xlsx`."""
        return {
            "tabel_sekilas": self.glance,
            "tabel_konten": self.items,
            "tabel_tugas": self.tasks,
            "tabel_terlambat": self.overruns,
            "tabel_temuan": self.findings,
            "tabel_respon": self.responses,
            "tabel_tayang": self.posted,
            "tabel_rencana": self.plan,
            "tabel_langkah": self.worked,
        }

    def _about_repairs(self) -> str:
        if self.to_repair is None:
            return "tidak dihitung untuk hari yang lalu, karena temuan tidak bertanggal"
        return f"belum termasuk {self.older_findings} temuan lama" if self.older_findings else "isian buku kerja"


def daily_file_name(day: np.datetime64) -> str:
    """The name of the report file of a day."""
    return f"Laporan Harian {day.astype('datetime64[D]')}.xlsx"


def daily_tables(checked: Checked, day: np.datetime64) -> Daily:
    """Everything in the daily report of `day` (datetime64[D])."""
    day = day.astype("datetime64[D]")
    moment = _moment_of(checked, day)
    steps = steps_at(checked, moment)
    opened = open_items(checked, steps, day, moment)
    findings = findings_to_repair(checked, day)
    to_repair = len(findings) if day == checked.now.astype("datetime64[D]") else None
    return Daily(
        day=day,
        moment=moment,
        sop_number=checked.sop.at(day).number,
        today=day_figures(checked, day),
        yesterday=day_figures(checked, day - ONE_DAY),
        to_repair=to_repair,
        older_findings=int(is_repairable(checked.findings).sum()) - len(findings),
        glance=glance_table(checked, opened, day, to_repair),
        items=items_table(checked, steps, opened, day, moment),
        tasks=tasks_table(checked, opened),
        overruns=overruns_table(checked, day),
        findings=findings.head(to_repair or 0),
        responses=comment_responses(checked, opened, day, moment),
        posted=posted_items(checked, day),
        plan=plan_table(checked, opened, day),
        worked=worked_steps(checked, steps, day),
    )


def day_figures(checked: Checked, day: np.datetime64) -> DayFigures:
    """The figures of one day; see `DayFigures` for what they count."""
    moment = _moment_of(checked, day)
    is_open = figures.open_at(checked, moment)
    return DayFigures(
        posted=int(aired_on(checked, day).sum()),
        open=int(is_open.sum()),
        overdue=int((is_open & is_overdue(checked, moment)).sum()),
    )


def _moment_of(checked: Checked, day: np.datetime64) -> np.datetime64:
    """The end of a day, or now if that is sooner."""
    return min((day + ONE_DAY).astype("datetime64[s]"), checked.now)
