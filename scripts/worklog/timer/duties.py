"""What the timer does at each beat: check, report, send. What keeps one from its work is told, and the others go on."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from worklog.adapters.state.diary import CHECK, DAILY, MESSAGES, MONTHLY, Diary, Run
from worklog.adapters.state.run_log import RunLog
from worklog.cli import crash_sentence
from worklog.config.config import Config
from worklog.core.errors import WorklogError
from worklog.core.indonesian import day_text, month_text
from worklog.core.judging.check import Checked
from worklog.core.timetable import check_is_due, daily_reports_due, monthly_reports_due
from worklog.core.working_time.calendar import Calendar
from worklog.jobs.desk import Desk
from worklog.jobs.office import NO_DAYS
from worklog.jobs.publishing import UNCHANGED
from worklog.jobs.reading import Reading
from worklog.messages import notices
from worklog.progress import Tell, tell_nobody

if TYPE_CHECKING:
    from worklog.jobs.reporting import Written


@dataclass(frozen=True)
class DutyResult:
    """What came of a duty: how much was looked at, what is to be told, and whether it failed after all."""

    rows: int = 0
    findings: int = 0
    requests: int = 0
    said: str = ""
    ok: bool = True


class Duties:
    """The timer's duties for one log; `clock` tells the office's local time, `tell` is told each stage of long work.

    `checked` is the result of the last check, None before the first; `failed` tells
    whether any run failed; `address` is that of the log, for people.
    """

    def __init__(
        self,
        config: Config,
        connection: sqlite3.Connection,
        run_log: RunLog,
        clock: Callable[[], datetime],
        tell: Tell = tell_nobody,
    ) -> None:
        self.config, self.run_log, self.clock, self._tell = config, run_log, clock, tell
        self.checked: Checked | None = None
        self.address = ""
        self.failed = False
        self._connection, self._diary = connection, Diary(connection)
        self._diary.first_start(clock())
        self._diary.last_written(clock())
        self._last_check: datetime | None = None
        self._failed_at: dict[tuple[str, str], datetime] = {}
        self._special = NO_DAYS
        self._reading = Reading()
        self._calendar: tuple[date, Calendar] | None = None

    def desk(self, now: datetime) -> Desk:
        """A desk at which one duty is done: nothing of it is kept for the next, but how the log was read."""
        return Desk(self.config, now, tell=self._tell, reading=self._reading)

    def do_all(self) -> None:
        """Do each duty once, one after another."""
        for duty in (self.check, self.report, self.send):
            self.shielded(duty)

    def check(self) -> None:
        """Check and publish, if it is time."""
        now = self.clock()
        if check_is_due(self.config.schedule, self.calendar(now), self._last_check, now):
            self._last_check = now
            self._run(CHECK, "", now, partial(self._check, now))

    def report(self) -> None:
        """Make the reports that are due and not made, those of days on which the PC was off too."""
        now = self.clock()
        for day in self._daily_due(now):
            self._run(DAILY, day.isoformat(), now, partial(self._report_day, now, day))
        for month in self._monthly_due(now):
            self._run(MONTHLY, f"{month:%Y-%m}", now, partial(self._report_month, now, month))

    def send(self) -> None:
        """Send what waits to be told to people and may be sent now."""
        now = self.clock()
        self._run(MESSAGES, "", now, partial(self._send, now))

    def shielded(self, duty: Callable[[], None]) -> None:
        """Do a duty; not even a state file that cannot be read ends the timer."""
        try:
            duty()
        except WorklogError as error:
            self.failed = True
            self.run_log.say(self.clock(), str(error), logging.ERROR)
        except Exception as error:
            self.failed = True
            self.run_log.say(self.clock(), crash_sentence(error, self.config.folder), logging.ERROR)

    def calendar(self, now: datetime) -> Calendar:
        """The office's calendar with the tab Kalender as it was last read, laid out once a day."""
        if self._calendar is None or self._calendar[0] != now.date():
            self._calendar = now.date(), self.desk(now).calendar(self._special)
        return self._calendar[1]

    def _check(self, now: datetime) -> DutyResult:
        desk = self.desk(now)
        self.address = desk.log.address
        checked, publishing = desk.check_and_publish()
        if publishing.is_current:
            self._diary.note_written(now)
        self._learn(checked)
        notices.note_check(self._connection, checked, self.config, now)
        if publishing == UNCHANGED:
            return DutyResult(requests=desk.log.requests, said=" ".join(desk.own_notes))
        return self._outcome(desk, checked, *publishing.notes, ok=not publishing.failed)

    def _report_day(self, now: datetime, day: date) -> DutyResult:
        desk = self.desk(now)
        checked = self._learn(desk.check())
        if day not in self._daily_due(now):
            return self._outcome(
                desk, checked, "Menurut tab Kalender hari itu bukan hari kerja, jadi laporan tidak dibuat."
            )
        written = desk.daily_report(checked, day)
        with self._connection:
            self._diary.finish(DAILY, day.isoformat(), now)
            title = f"Laporan harian {day_text(day)}"
            notices.note_report(self._connection, written, title, self.config, now)
        return self._outcome(desk, checked, _said(written), *desk.keep_snapshot(checked))

    def _report_month(self, now: datetime, month: date) -> DutyResult:
        desk = self.desk(now)
        checked = self._learn(desk.check_to_report(month))
        if month not in self._monthly_due(now):
            return self._outcome(desk, checked, "Menurut tab Kalender kantor belum buka, jadi laporan belum dibuat.")
        written = desk.monthly_report(checked, month)
        recap = desk.people_recap(checked, month) if self.config.reports.per_person else None
        with self._connection:
            self._diary.finish(MONTHLY, f"{month:%Y-%m}", now)
            title = f"Laporan bulanan {month_text(month.year, month.month)}"
            notices.note_report(self._connection, written, title, self.config, now)
        return self._outcome(desk, checked, *map(_said, filter(None, (written, recap))))

    def _send(self, now: datetime) -> DutyResult:
        said, ok = notices.deliver(self._connection, self.calendar(now), self.config, now)
        return DutyResult(said=" ".join(said), ok=ok)

    def _daily_due(self, now: datetime) -> list[date]:
        done = self._diary.done(DAILY)
        due = daily_reports_due(self.config.schedule, self.calendar(now), self._diary.first_start(now), done, now)
        return [day for day in due if not self._just_failed(DAILY, day.isoformat(), now)]

    def _monthly_due(self, now: datetime) -> list[date]:
        done = self._diary.done(MONTHLY)
        due = monthly_reports_due(self.config.schedule, self.calendar(now), self._diary.first_start(now), done, now)
        return [month for month in due if not self._just_failed(MONTHLY, f"{month:%Y-%m}", now)]

    def _just_failed(self, job: str, period: str, now: datetime) -> bool:
        """Whether it failed a moment ago; it is tried again when the next check would be."""
        failed_at = self._failed_at.get((job, period))
        pause = timedelta(minutes=self.config.schedule.check_every_minutes)
        return failed_at is not None and failed_at <= now < failed_at + pause

    def _learn(self, checked: Checked) -> Checked:
        self.checked = checked
        if not self._special.equals(checked.tables.days):
            self._special, self._calendar = checked.tables.days, None
        return checked

    def _outcome(self, desk: Desk, checked: Checked, *said: str, ok: bool = True) -> DutyResult:
        told = " ".join([*said, *desk.own_notes])
        return DutyResult(len(checked.tables.log), len(checked.findings), desk.log.requests, told, ok)

    def _run(self, job: str, period: str, now: datetime, work: Callable[[], DutyResult]) -> None:
        """Do one job; note and tell how it went."""
        begun = perf_counter()
        try:
            outcome = work()
        except WorklogError as error:
            outcome = DutyResult(said=str(error), ok=False)
        except Exception as error:
            outcome = DutyResult(said=crash_sentence(error, self.config.folder), ok=False)
        self._failed_at.pop((job, period), None)
        if not outcome.ok:
            self._failed_at[job, period], self.failed = now, True
        if job == MESSAGES and not outcome.said and outcome.ok and not self._is_mended():
            return  # nothing waited
        o = outcome
        run = Run(job, period, now, perf_counter() - begun, o.ok, o.rows, o.findings, o.requests, o.said)
        self.run_log.tell(run, self._note(run))

    def _is_mended(self) -> bool:
        """Whether sending failed before, and nothing that was refused waits any more."""
        return MESSAGES in self._diary.failures() and not notices.is_held_up(self._connection)

    def _note(self, run: Run) -> int:
        """Keep how a run went, and let people be told of trouble and its end; how often its job failed in a row."""
        try:
            self._diary.note_run(run)
            failures = self._diary.failures()
            if not run.ok:
                most = max(failures.values())
                notices.note_trouble(self._connection, most, run.said, self.config, run.started)
            elif not failures:
                notices.note_recovery(self._connection, self.config, run.started)
        except sqlite3.Error as error:
            self.failed = True
            sentence = f"Catatan jadwal tidak dapat ditulis ({error}). Periksa sisa ruang disk."
            self.run_log.say(run.started, sentence, logging.ERROR)
            return 0
        return failures.get(run.job, 0)


def _said(written: Written) -> str:
    return " ".join(filter(None, (written.note, f"Berkas: {written.path}.", written.pdf_note)))
