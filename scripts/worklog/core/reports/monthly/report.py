"""The monthly report: how many items and steps, how many on time, and where it went wrong, against the month before.

Column names are the ones that the report template asks for in braces. What belongs to a
month is told in `items` for items and in `steps` for steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from worklog.core.indonesian import moment_text, short_day_text
from worklog.core.judging.check import Checked
from worklog.core.reports import figures
from worklog.core.reports.letterhead import Letterhead, letterhead_values
from worklog.core.reports.monthly import findings as monthly_findings
from worklog.core.reports.monthly import flows as monthly_flows
from worklog.core.reports.monthly import items as monthly_items
from worklog.core.reports.monthly import steps as monthly_steps
from worklog.core.reports.monthly.archive import archive_table, calendar_table
from worklog.core.reports.monthly.steps import evidence_table, unfit_limits
from worklog.core.reports.monthly.trend import MonthFigures, month_counts, month_figures, trend_table
from worklog.core.reports.monthly.verdict import Grounds, conclusions, headline
from worklog.core.reports.monthly.work import people_table, roles_table
from worklog.core.reports.past import at_end_of
from worklog.core.sop.model import Sop


@dataclass(frozen=True)
class Monthly:
    """The monthly report of `month` (datetime64[M]) as things stood at `moment`, dated on `day`, and made at `made`.

    `moment` is the end of the month and `day` its last day, or now and today if that is sooner.
    """

    month: np.datetime64
    day: np.datetime64
    moment: np.datetime64
    made: np.datetime64
    sop: Sop
    grounds: Grounds
    trend: pd.DataFrame
    flows: pd.DataFrame
    totals: pd.DataFrame
    mix: pd.DataFrame
    responses: pd.DataFrame
    rounds: pd.DataFrame
    steps: pd.DataFrame
    evidence: pd.DataFrame
    overruns: pd.DataFrame
    roles: pd.DataFrame
    people: pd.DataFrame
    slowest: pd.DataFrame
    archive: pd.DataFrame
    calendar: pd.DataFrame
    rules: pd.DataFrame
    not_judgeable: pd.DataFrame
    days: pd.DataFrame
    items: pd.DataFrame
    raw: pd.DataFrame
    raw_findings: pd.DataFrame

    @property
    def now(self) -> MonthFigures:
        """The figures of the month."""
        return self.grounds.now

    @property
    def before(self) -> MonthFigures:
        """The figures of the month before."""
        return self.grounds.before

    @property
    def is_over(self) -> bool:
        """Whether the month was over when it was counted."""
        return self.grounds.is_over

    def values(self, letterhead: Letterhead) -> dict[str, object]:
        """The single values by the defined names of `laporan-bulanan.xlsx`."""
        now = self.now
        values = letterhead_values(letterhead, self.sop, self.made.astype("datetime64[D]"))
        values |= {
            "bulan": pd.Timestamp(self.month.astype("datetime64[s]")),
            "bulan_kalender": pd.Timestamp(self.month.astype("datetime64[s]")),
            "dihitung": self._as_of(),
            "simpulan": headline(self.grounds),
            "rincian_konten": f"{now.items - now.answers} konten, {now.answers} respon",
            "rincian_tayang": f"{now.published - now.judged} perlu dilengkapi",
            "rincian_tepat": f"{now.on_time} dari {now.due}, termasuk {now.overdue} lewat batas",
            "rincian_langkah": f"{now.steps - now.judged_steps} perlu dilengkapi",
            "rincian_terlambat": f"{now.late} dari {now.judged_steps} yang dapat dinilai",
        }
        for suffix, month in (("", now), ("_lalu", self.before)):
            values |= {
                f"angka_konten{suffix}": month.items,
                f"angka_tayang{suffix}": month.published,
                f"angka_tepat{suffix}": figures.shown_share(month.on_time_share),
                f"angka_langkah{suffix}": month.steps,
                f"angka_terlambat{suffix}": figures.shown_share(month.late_share),
            }
        return values

    def _as_of(self) -> str:
        """When things stood so; of a month that is over also when that was counted."""
        if self.is_over:
            return f"Dibuat {moment_text(self.made)} WIB: keadaan pada akhir {short_day_text(self.day)}"
        return f"Dihitung {moment_text(self.made)}; bulan ini belum berakhir"

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by the defined names of `laporan-bulanan.xlsx`; those that would be rows of zeros have no rows."""
        now = self.now
        any_rows, step_rows, day_rows = (
            None if anything else 0 for anything in (not now.is_empty, now.steps, now.published or now.steps)
        )
        return {
            "tabel_simpulan": pd.DataFrame(conclusions(self.grounds), columns=["Pertanyaan", "Jawaban"]),
            "tabel_tren": self.trend,
            "tabel_alur": self.flows[:any_rows],
            "tabel_alur_jumlah": self.totals[:any_rows],
            "tabel_jenis": self.mix[:any_rows],
            "tabel_respon": self.responses[:any_rows],
            "tabel_putaran": self.rounds[:any_rows],
            "tabel_langkah": self.steps[:step_rows],
            "tabel_lambat": self.slowest,
            "tabel_batas": self.evidence,
            "tabel_arsip": self.archive,
            "tabel_kalender": self.calendar[:any_rows],
            "tabel_terlambat": self.overruns,
            "tabel_peran": self.roles[:any_rows],
            "tabel_petugas": self.people,
            "tabel_temuan": self.rules,
            "tabel_belum_dinilai": self.not_judgeable,
            "tabel_hari": self.days[:day_rows],
            "tabel_konten": self.items,
            "tabel_data": self.raw,
            "tabel_data_temuan": self.raw_findings,
        }


def monthly_file_name(month: np.datetime64) -> str:
    """The name of the report file of a month."""
    return f"Laporan Bulanan {month.astype('datetime64[M]')}.xlsx"


def monthly_tables(checked: Checked, month: np.datetime64) -> Monthly:
    """Everything in the monthly report of `month` (datetime64[M]); of a past month as it was at its end (`past`)."""
    month, made = month.astype("datetime64[M]"), checked.now
    checked = at_end_of(checked, (month + 1).astype("datetime64[D]") - 1)
    first_before, first, after = (m.astype("datetime64[s]") for m in (month - 1, month, month + 1))
    today, last_day = checked.now.astype("datetime64[D]"), (month + 1).astype("datetime64[D]") - 1
    all_items, all_steps = monthly_items.all_items(checked), monthly_steps.finished_steps(checked)
    items, before = (all_items[all_items["month"] == start] for start in (first, first_before))
    steps = all_steps[all_steps["month"] == first]
    counts = month_counts(all_items, all_steps, month)
    *_, figures_before, figures_now = month_figures(counts)
    late_steps = figures.overrun_steps(checked, first, after)
    step_times = monthly_steps.step_times(checked, steps, last_day)
    limits = unfit_limits(step_times)
    causes = monthly_findings.unjudged_causes(checked, items)
    found = monthly_findings.findings_of(checked, items, with_itemless=first <= made < after)
    return Monthly(
        month=month,
        day=min(today, last_day),
        moment=checked.now,
        made=made,
        sop=checked.sop.at(last_day),
        grounds=Grounds(
            month=month,
            is_over=bool(made >= after),
            now=figures_now,
            before=figures_before,
            flows=monthly_flows.named_flow_counts(checked, items),
            late_steps=late_steps.assign(
                name=figures.step_names(checked, late_steps["sop_step"]),
                role_name=figures.role_names(checked, late_steps["role"]),
            ),
            limits=limits,
            revised=monthly_flows.revised_beyond_total(checked, items),
            causes=causes,
            ceremonial=monthly_flows.ceremonial_share(items),
            ceremonial_before=monthly_flows.ceremonial_share(before),
        ),
        trend=trend_table(counts),
        flows=monthly_flows.flows_table(checked, items, before),
        totals=monthly_flows.totals_table(items, before),
        mix=monthly_flows.mix_table(checked, items, before),
        responses=monthly_flows.responses_table(checked, items),
        rounds=monthly_flows.rounds_table(checked, items),
        steps=monthly_steps.steps_table(checked, step_times),
        slowest=monthly_steps.slowest_table(checked, step_times),
        evidence=evidence_table(checked, limits),
        archive=archive_table(checked, items),
        calendar=calendar_table(checked, all_items, month),
        overruns=figures.overruns_table(checked, late_steps),
        roles=roles_table(checked, steps, late_steps),
        people=people_table(checked, steps),
        rules=monthly_findings.rules_table(found),
        not_judgeable=monthly_findings.not_judgeable_table(items, causes),
        days=monthly_items.days_table(items, steps, month),
        items=monthly_items.items_table(checked, items),
        raw=monthly_steps.raw_table(checked, steps),
        raw_findings=monthly_findings.raw_findings_table(found, items),
    )
