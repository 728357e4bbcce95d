"""The daily report: what went wrong, who has to do what, and how it was the day before, as figures and small tables.

Column names are the ones that the report template asks for in braces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from worklog.core.indonesian import moment_text, short_day_text
from worklog.core.judging.check import Checked
from worklog.core.moments import NAT, ONE_DAY
from worklog.core.reports.daily.findings import count_standing, findings_table, findings_to_repair
from worklog.core.reports.daily.front_page import MOST_PEOPLE, about_checks, tasks_of_today, wrong_table
from worklog.core.reports.daily.glance import Glance, at_a_glance
from worklog.core.reports.daily.items import items_table
from worklog.core.reports.daily.lists import comment_responses, posted_items, worked_steps
from worklog.core.reports.daily.overruns import overruns_table
from worklog.core.reports.daily.plan import plan_table
from worklog.core.reports.daily.tasks import tasks_table
from worklog.core.reports.figures import aired_on
from worklog.core.reports.letterhead import Letterhead, letterhead_values
from worklog.core.reports.open_items import open_items
from worklog.core.reports.past import seen_at_end_of
from worklog.core.sop.model import Sop

NO_LINKS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class DayFigures:
    """The figures on top: items published that day, and items open and items overdue at its end (now, if sooner).

    Yesterday's are those that its report shows when it is made today: a time put right since changes them as well.
    How many findings there were to repair yesterday is not among them, since what is repaired leaves no trace; instead
    the report tells how many of today's were there already.
    """

    posted: int
    open: int
    overdue: int


@dataclass(frozen=True)
class Daily:
    """The daily report of `day`, as things stood at `moment` (the end of the day, or now if that is sooner).

    `made` is when it was made, `known_since` when the history began, where that was later (NaT: not so).
    `all_findings` counts all that somebody can put right, as Ringkasan does; `findings_of_day` those of open items and
    of items worked on that day, which `findings` lists, repeated ones in one line, and behind them what the history
    warns of; `standing_findings` those of `findings_of_day` that were there at the end of the day before.
    """

    day: np.datetime64
    moment: np.datetime64
    made: np.datetime64
    known_since: np.datetime64
    sop: Sop
    today: DayFigures
    yesterday: DayFigures
    all_findings: int
    findings_of_day: int
    standing_findings: int
    glance: Glance
    wrong: pd.DataFrame
    tasks_of_today: pd.DataFrame
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
        values = letterhead_values(letterhead, self.sop, self.made.astype("datetime64[D]"))
        values |= {
            "tanggal": pd.Timestamp(self.day),
            "tanggal_lampiran": pd.Timestamp(self.day),
            "keadaan_pada": self._as_of(),
            "kecenderungan": self.glance.trend,
            "catatan_pemeriksaan": self._about_checks(),
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
            "tabel_tidak_beres": self.wrong,
            "tabel_tugas_hari_ini": self.tasks_of_today,
            "tabel_konten": self.items,
            "tabel_tugas": self.tasks,
            "tabel_terlambat": self.overruns,
            "tabel_temuan": self.findings,
            "tabel_respon": self.responses,
            "tabel_tayang": self.posted,
            "tabel_rencana": self.plan,
            "tabel_langkah": self.worked,
        }

    def _as_of(self) -> str:
        """When things stood so; of a day that was over also when that was told."""
        if self.moment == self.made:
            return f"Keadaan pada {moment_text(self.made)} WIB"
        return f"Laporan susulan, dibuat {moment_text(self.made)} WIB: keadaan pada akhir {short_day_text(self.day)}"

    def _about_checks(self) -> str:
        told = about_checks(self.all_findings, self.findings_of_day, is_now=self.moment == self.made)
        standing = f"{self.standing_findings} sudah ada kemarin." if self.standing_findings else ""
        unknown = "" if np.isnat(self.known_since) else f"Tanpa riwayat sebelum {moment_text(self.known_since)}."
        return " ".join(filter(None, (told, standing, unknown)))


def daily_file_name(day: np.datetime64) -> str:
    """The name of the report file of a day."""
    return f"Laporan Harian {day.astype('datetime64[D]')}.xlsx"


def daily_tables(checked: Checked, day: np.datetime64, links: Mapping[str, str] = NO_LINKS) -> Daily:
    """Everything in the daily report of `day` (datetime64[D]); of a past day as it was at its end (see `past`).

    `links`: for each person the address that opens a reminder, as long as the report is about now.
    """
    day, made, began = day.astype("datetime64[D]"), checked.now, checked.memory.since
    before, checked = seen_at_end_of(checked, day - ONE_DAY), seen_at_end_of(checked, day)
    opened = open_items(checked, day)
    findings = findings_to_repair(checked, day)
    tasks_today = tasks_of_today(checked, opened, day)
    return Daily(
        day=day,
        moment=checked.now,
        made=made,
        known_since=began if checked.now < min(began, made) else NAT,
        sop=checked.sop.at(day),
        today=day_figures(checked, day),
        yesterday=day_figures(before, day - ONE_DAY),
        standing_findings=count_standing(findings, findings_to_repair(before, day - ONE_DAY)),
        all_findings=int(checked.findings["repairable"].sum()),
        findings_of_day=len(findings),
        glance=at_a_glance(checked, opened, day, len(findings)),
        wrong=wrong_table(checked, opened, day, free_lines=max(MOST_PEOPLE - len(tasks_today), 0)),
        tasks_of_today=tasks_today,
        items=items_table(checked, opened, day),
        tasks=tasks_table(checked, opened, links if checked.now == made else NO_LINKS),
        overruns=overruns_table(checked, day),
        findings=findings_table(checked, findings, day),
        responses=comment_responses(checked, opened, day),
        posted=posted_items(checked, day),
        plan=plan_table(checked, opened, day),
        worked=worked_steps(checked, day),
    )


def day_figures(checked: Checked, day: np.datetime64) -> DayFigures:
    """The figures of a day at the end of which, or in which, the log was judged; see `DayFigures`."""
    items = checked.items
    return DayFigures(
        posted=int(aired_on(checked, day).sum()), open=int(items["running"].sum()), overdue=int(items["overdue"].sum())
    )
