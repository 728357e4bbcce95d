"""One check of the log, from the cells as read to sorted findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from worklog.core.history.lives import NO_MEMORY, Memory
from worklog.core.indonesian import and_text, day_text
from worklog.core.judging.doubt import with_doubts
from worklog.core.judging.findings import find_all
from worklog.core.judging.item_facts import item_facts
from worklog.core.judging.rule import Case
from worklog.core.judging.rules import ALL_RULES
from worklog.core.judging.settings import Settings
from worklog.core.judging.standing import item_states, row_states, step_states, verdicts
from worklog.core.judging.starts import flow_starts
from worklog.core.judging.timeline import build_timeline
from worklog.core.judging.trace import Trace, build_trace
from worklog.core.log.grids import SETUP, Grid, read_tabs
from worklog.core.log.hours import Windows
from worklog.core.log.tables import Tables, parse_tables
from worklog.core.log.tabs import LOG, NATIONAL_DAY, RowState, staff_tabs
from worklog.core.sop.book import SopBook
from worklog.core.sop.model import Sop
from worklog.core.working_time.calendar import Calendar
from worklog.core.working_time.calendar_table import build_calendar, table_span
from worklog.core.working_time.clock import Clock

NationalDays = Callable[[Sequence[int]], pd.DataFrame]
"""Gives the national days of some years: day, name, joint_leave, closed."""


@dataclass(frozen=True)
class Office:
    """What a check needs to know besides the log: the SOP, the weekly hours (Monday first), holidays and choices."""

    sop: SopBook
    weekly: Sequence[Windows]
    national_days: NationalDays
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True)
class Checked:
    """The result of one check.

    `items`: `item_facts.item_facts` with state and verdict. `timeline`: `timeline.build_timeline` with state and
    done (finished, or closed without Selesai). `log_states`: the status of every row of `tables.log`. `findings`:
    `findings.find_all`. `memory`: what earlier readings saw. `frames`: the tabs as they were read (`grids.read_tabs`),
    where they were.
    """

    now: np.datetime64
    office: Office
    calendar: Calendar
    tables: Tables
    trace: Trace
    items: pd.DataFrame
    timeline: pd.DataFrame
    log_states: np.ndarray
    findings: pd.DataFrame
    national_days: pd.DataFrame
    memory: Memory = NO_MEMORY
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def clock(self) -> Clock:
        """The clocks of the flows, and how their times are told."""
        return Clock(self.calendar, ordinary_day(self.office.weekly))

    @property
    def sop(self) -> SopBook:
        return self.office.sop

    @property
    def to_come(self) -> tuple[list[str], Sop] | None:
        """Roles whose columns Buku Kerja lacks, and the first SOP, not in force yet, that has one of them."""
        log = self.frames.get(LOG.name, ())
        lacking = [role for role in self.sop.later_roles(self.now) if role not in log]
        if not lacking:
            return None
        return lacking, next(sop for sop in self.sop.versions if not set(lacking).isdisjoint(sop.roles))


def columns_to_come(checked: Checked) -> list[str]:
    """That Buku Kerja lacks columns which an SOP needs that is not in force yet; one sentence, or none."""
    if checked.to_come is None:
        return []
    lacking, sop = checked.to_come
    columns = and_text([f'"{role}"' for role in lacking])
    return [
        f"Buku Kerja belum memiliki kolom {columns}. SOP Nomor {sop.number} memerlukannya mulai "
        f"{day_text(sop.effective)}; sebelum hari itu jalankan: {SETUP}"
    ]


def check(grids: Mapping[str, Grid], office: Office, now: np.datetime64, memory: Memory = NO_MEMORY) -> Checked:
    """Judge the log as it stands at `now` (datetime64[s], local wall time), and what is remembered of it.

    Raises `grids.LogShapeError` when a tab or a column is missing, but for those of roles that no SOP had until now.
    """
    now = to_the_minute(now)
    frames = read_tabs(grids, staff_tabs(office.sop.roles, office.sop.later_roles(now)))
    return replace(check_tables(parse_tables(frames, office.sop, now), office, now, memory), frames=frames)


def to_the_minute(moment: np.datetime64) -> np.datetime64:
    """Everything counts in whole minutes: a clock that tells seconds is as good as one that does not."""
    return moment.astype("datetime64[m]").astype("datetime64[s]")


def check_tables(tables: Tables, office: Office, now: np.datetime64, memory: Memory = NO_MEMORY) -> Checked:
    """Judge parsed tabs: timeline, rules, and how items and rows stand."""
    now = to_the_minute(now)
    first, last = _span(tables, now)
    holidays = office.national_days(_years(*table_span(first, last)))
    calendar = build_calendar(office.weekly, first, last, holidays["day"][holidays["closed"]].to_numpy(), tables.days)
    clock = Clock(calendar, ordinary_day(office.weekly))
    settings = office.settings
    latest = now + np.timedelta64(settings.future_tolerance_minutes, "m")
    trace = build_trace(tables, office.sop)
    rows = with_doubts(trace, tables.items["reference"].to_numpy(), office.sop, latest, now)
    trace = replace(trace, rows=rows)
    starts = flow_starts(tables, trace, office.sop, clock)
    timeline = build_timeline(tables, trace, starts, office.sop, clock, settings.near_limit_percent, now)
    items = item_facts(tables, trace, timeline, starts, office.sop, clock, now)
    days = _national_days(holidays, tables)
    case = Case(tables, items, trace, timeline, days, office.sop, clock, settings, now, latest, memory)
    findings = find_all(case, ALL_RULES)
    items = items.assign(state=item_states(items, trace), verdict=verdicts(items, timeline, findings))
    timeline = timeline.assign(state=step_states(timeline, findings))
    timeline = timeline.assign(done=timeline["finished"] | (timeline["state"] == RowState.DONE))
    states = row_states(tables.log, timeline, findings)
    return Checked(now, office, calendar, tables, trace, items, timeline, states, findings, days, memory)


def ordinary_day(weekly: Sequence[Windows]) -> int:
    """Seconds of a working day in the mean of the week; 0 for an office that never opens."""
    lengths = [sum(closing - opening for opening, closing in windows) for windows in weekly if windows]
    return sum(lengths) // len(lengths) if lengths else 0


def _span(tables: Tables, now: np.datetime64) -> tuple[np.datetime64, np.datetime64]:
    """First and last day that occurs in the log, today included."""
    items, log = tables.items, tables.log
    columns = [items["reference"], items["planned"], log["start"], log["finish"]]
    moments = np.concatenate([column.to_numpy() for column in columns] + [np.array([now])])
    known = moments[~np.isnat(moments)].astype("M8[D]")
    return known.min(), known.max()


def _years(first: np.datetime64, last: np.datetime64) -> range:
    return range(pd.Timestamp(first).year, pd.Timestamp(last).year + 1)


def _national_days(holidays: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """National days worth a greeting: public holidays and rows `Hari Besar` of Kalender; columns day, name, row."""
    public = holidays.loc[~holidays["joint_leave"], ["day", "name"]].assign(row=0).reset_index(drop=True)
    listed = tables.days[tables.days["kind"] == NATIONAL_DAY]
    if listed.empty:
        return public
    own = listed.rename(columns={"first": "day", "note": "name"})[["day", "name", "row"]]
    own = own.assign(name=own["name"].replace("", "Hari besar"))
    return pd.concat([own, public], ignore_index=True).drop_duplicates("day").reset_index(drop=True)
