"""An office's work place: set up, check and publish, report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from worklog.config.config import Config
from worklog.core.indonesian import number_text
from worklog.core.judging.check import Checked, Office, check, columns_to_come
from worklog.core.log.grids import Grid
from worklog.core.log.tabs import LOG
from worklog.core.working_time.calendar import Calendar
from worklog.jobs.basis import basis_of
from worklog.jobs.history import LogHistory
from worklog.jobs.kept import kept
from worklog.jobs.office import NO_DAYS, calendar_around, office_of
from worklog.jobs.reading import Reading
from worklog.jobs.snapshots import leave_snapshot
from worklog.jobs.source import LogSource
from worklog.jobs.turns import writing_alone
from worklog.progress import Tell, tell_nobody

if TYPE_CHECKING:
    from worklog.adapters.google.trial.trial import ProbeResult
    from worklog.jobs.kept import Kept
    from worklog.jobs.publishing import Publishing
    from worklog.jobs.reporting import Reports, Written


@dataclass(frozen=True)
class Desk:
    """An office's work place: its configuration and the moment at which it looks.

    `may_ask`: a person sits there, who can sign in when that is needed. `tell`: is told each stage of long work.
    `reading`: what is remembered from one check to the next.
    """

    config: Config
    now: datetime
    may_ask: bool = False
    tell: Tell = tell_nobody
    reading: Reading = field(default_factory=Reading)
    _of_roles: list[str] = field(default_factory=list, init=False)

    @property
    def moment(self) -> np.datetime64:
        return np.datetime64(self.now, "s")

    @cached_property
    def kept(self) -> Kept:
        """How the log that the configuration names is kept."""
        return kept(self.config, may_ask=self.may_ask)

    @cached_property
    def log(self) -> LogSource:
        """The log that the configuration names."""
        return self.kept.open()

    @cached_property
    def office(self) -> Office:
        """What the checks need to know of the office."""
        return office_of(self.config)

    def calendar(self, special: pd.DataFrame = NO_DAYS) -> Calendar:
        """The working calendar around now; `special` is what the tab Kalender adds (`core.log.tables.Tables.days`)."""
        return calendar_around(self.office, self.moment.astype("datetime64[D]"), special)

    def make_place(self) -> list[str]:
        """Make the place for a log that setup has to make one for; sentences of that."""
        return self.kept.make(self.tell, self.now, self.office.sop.at(self.moment).short_name)

    def try_google(self, told: Callable[[ProbeResult], None]) -> list[ProbeResult]:
        """Try what the program takes for granted of Google; each outcome is told as it comes."""
        return self.kept.try_out(self.office.sop.in_force(self.now), told)

    def set_up(self) -> list[str]:
        """Make what the log lacks; sentences of what was made."""
        sop = self.office.sop.in_force(self.now)
        days = self.office.national_days(range(self.now.year, self.now.year + 2))
        made = self.make_place()  # whoever has to sign in does so before a stage is shown
        log = self.log
        with writing_alone(self.config):
            self.tell(f"Menyiapkan {self.log.name}…")
            return [*made, *log.set_up(sop, days[days["closed"]], self.now)]

    def check(self) -> Checked:
        """Read the log and judge it; nothing is written."""
        return self._judge(self._read(Reading()))

    def check_to_report(self, month: date) -> Checked:
        """Read the log and judge it for the report of a month.

        That of a month which is over may close it, so what it is made of is remembered, where anything is.
        """
        is_over = (month.year, month.month) < (self.now.year, self.now.month)
        if not is_over or not self.history.file.exists():
            return self.check()
        with writing_alone(self.config):
            grids = self._read(Reading())
            self.history.closed()
            if not self.history.unread:  # one that cannot be read is not begun anew, since months are closed in it
                self._remember(grids)
        return self._judge(grids)

    def check_and_publish(self) -> tuple[Checked, Publishing]:
        """Read, open blocks, judge, publish; the log is judged without the blocks when nothing could be published.

        Nothing is written when all of it stands there already (`UNCHANGED`). Blocks that went to a second file, for
        staff to copy, count as opened.
        """
        # A check that only looks starts 12 ms sooner (of 800) without what publishes.
        from worklog.jobs.publishing import Publisher

        with writing_alone(self.config):
            grids = self._read(self.reading)
            self._remember(grids)
            return Publisher(self.config, self.log, self.now, self._judge, self.tell).publish(grids)

    def _remember(self, grids: Mapping[str, Grid]) -> None:
        sop = self.office.sop
        self.history.remember(grids, sop, basis_of(self.config, sop.at(self.moment)))

    def _read(self, reading: Reading) -> Mapping[str, Grid]:
        self.tell(f"Membaca {self.log.name}…")
        return reading.read(self.log, self.moment)

    @cached_property
    def history(self) -> LogHistory:
        """What is remembered of the log."""
        return LogHistory(self.config, self.now)

    @property
    def notes(self) -> list[str]:
        """What people are to know of the log and of its history besides; sentences."""
        return [*self.log.notes, *self.log.to_mend, *self.own_notes]

    @property
    def own_notes(self) -> list[str]:
        """Those of them that are not about how the log is kept."""
        return [*self.history.notes, *self._of_roles]

    def _judge(self, grids: Mapping[str, Grid]) -> Checked:
        self.tell(f"Memeriksa {number_text(len(grids.get(LOG.name, ())))} baris…")
        checked = check(grids, self.office, self.moment, self.history.memory)
        self._of_roles[:] = columns_to_come(checked)
        return checked

    def daily_report(self, checked: Checked, day: date, folder: Path | None = None) -> Written:
        """Write the daily report, into the folder of the configuration unless another is named."""
        return self._reports(folder).daily(checked, day)

    def keep_snapshot(self, checked: Checked) -> list[str]:
        """Leave the log as it was read for a recap of many offices, if that is wanted; what kept it from being left."""
        if self.config.snapshot_file is None:
            return []
        self.tell("Menyimpan cuplikan…")
        return leave_snapshot(self.config, checked, self.config.snapshot_file)

    def monthly_report(
        self, checked: Checked, month: date, folder: Path | None = None, *, revision: str = ""
    ) -> Written:
        """Write the monthly report, into the folder of the configuration unless another is named.

        That of a month which was closed is the same again, unless it is revised: `revision` is the reason.
        """
        return self._reports(folder).monthly(checked, month, revision)

    def people_recap(self, checked: Checked, month: date, folder: Path | None = None) -> Written | None:
        """Write what each person did in a month, a sheet a person; None when nobody did anything.

        That of a month which was closed is the same again.
        """
        return self._reports(folder).people(checked, month)

    def _reports(self, folder: Path | None) -> Reports:
        # A check starts 140 ms sooner (of 800) without openpyxl and all that makes reports.
        from worklog.jobs.reporting import Reports

        return Reports(self.config, self.history, self.now, folder or self.config.report_folder, self.tell)
