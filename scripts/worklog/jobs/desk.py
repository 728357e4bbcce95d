"""The jobs behind the commands: set up, check and publish, report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from worklog.config.config import SOP_FOLDER, TEMPLATES, Config
from worklog.config.sections import GoogleSource
from worklog.core.errors import LogBusy, LogNotWritten, WorklogError
from worklog.core.indonesian import moment_text, number_text
from worklog.core.judging.check import Checked, Office, check
from worklog.core.log.grids import Grid
from worklog.core.log.tabs import LOG
from worklog.core.publishing.publication import LogLeftAlone
from worklog.core.working_time.calendar import Calendar
from worklog.core.working_time.calendar_table import build_calendar
from worklog.jobs.publishing import UNCHANGED, Publishing
from worklog.jobs.reporting import Written
from worklog.jobs.source import LogSource
from worklog.progress import Tell, tell_nobody

if TYPE_CHECKING:
    from worklog.adapters.google.service.access import Access
    from worklog.adapters.google.service.client import Spreadsheet
    from worklog.adapters.google.trial.trial import Outcome
    from worklog.adapters.state.diary import Diary
    from worklog.core.reports.daily.report import Daily
    from worklog.core.reports.letterhead import Letterhead
    from worklog.core.reports.monthly.report import Monthly
    from worklog.core.timetable import TimerStanding

BEING_WRITTEN = (
    "Buku kerja sedang ditulis oleh perintah lain di PC ini. Tunggu beberapa menit, lalu jalankan lagi perintah ini."
)
LONGEST_WRITE = 180
"""Seconds to wait for another command that is writing."""
OFTEN = 2
"""Checks that failed in a row, from which on it is no matter of a moment."""
NO_DAYS = pd.DataFrame({"first": [], "last": [], "kind": [], "hours": []})


@dataclass(frozen=True)
class Desk:
    """An office's work place: its configuration and the moment at which it looks.

    `may_ask`: a person sits there, who can sign in when that is needed. `tell`: is told each stage of long work.
    """

    config: Config
    now: datetime
    may_ask: bool = False
    tell: Tell = tell_nobody

    @property
    def moment(self) -> np.datetime64:
        return np.datetime64(self.now, "s")

    @cached_property
    def log(self) -> LogSource:
        """The log that the configuration names."""
        config = self.config
        if isinstance(config.source, GoogleSource):
            return self._google_log()
        from worklog.adapters.workbook.log import WorkbookLog

        return WorkbookLog(config.workbook, config.office.name, config.backup_folder, config.backups.keep)

    @cached_property
    def google_access(self) -> Access:
        """What Google knows the program by."""
        from worklog.adapters.google.service.access import load_credentials

        return load_credentials(self.config.google_key, ask=self.may_ask)

    def _google_log(self) -> LogSource:
        from worklog.adapters.google.log import GoogleLog
        from worklog.adapters.google.service.own_sheet import sheet_address

        access = self.google_access
        address = sheet_address(self.config.spreadsheet_id)
        return GoogleLog(self.google_sheet(), address, self.config.office.name, access.editors, access.notes)

    def google_sheet(self) -> Spreadsheet:
        """The spreadsheet of the log, which has to be there."""
        from worklog.adapters.google.service.client import Spreadsheet
        from worklog.adapters.google.service.making import NOT_MADE_YET, needs_a_sheet

        access, spreadsheet_id = self.google_access, self.config.spreadsheet_id
        if not spreadsheet_id:
            raise needs_a_sheet(access) if access.email else WorklogError(NOT_MADE_YET)
        return Spreadsheet(access, spreadsheet_id)

    def try_google(self, told: Callable[[Outcome], None]) -> list[Outcome]:
        """Try in a tab of its own what the program takes for granted of Google; each outcome is told as it comes.

        The spreadsheet has to be there (`make_google_sheet`).
        """
        from worklog.adapters.google.trial.scratch import Scratch
        from worklog.adapters.google.trial.trial import try_google

        sop = self.office.sop.at(self.moment)
        scratch = Scratch(self.google_sheet(), sop, self.config.office.name.upper(), self.google_access.editors)
        with self._writing_alone():
            return try_google(scratch, told)

    def make_google_sheet(self) -> list[str]:
        """Make the spreadsheet of whoever signed in, where the log is one that is not there yet; sentences of that."""
        if not isinstance(self.config.source, GoogleSource) or self.google_access.email:
            return []
        from worklog.adapters.google.service.making import make_sheet

        with self._writing_alone():
            if self.config.spreadsheet_id:
                return []
            self.tell("Membuat Google Sheet…")
            return make_sheet(self.google_access, f"Buku Kerja Media Sosial {self.config.office.name}", self.now)

    @cached_property
    def office(self) -> Office:
        """What the checks need to know of the office."""
        from worklog.adapters.office.sop_files import load_sops

        return Office(
            sop=load_sops(SOP_FOLDER),
            weekly=self.config.working_hours.weekly,
            national_days=self._national_days,
            settings=self.config.rules.settings,
        )

    def _national_days(self, years: Sequence[int]) -> pd.DataFrame:
        from worklog.adapters.office.national_days import national_days

        days = national_days(years)
        holidays = self.config.holidays
        closed = np.where(days["joint_leave"], holidays.joint_leave, holidays.public)
        return days.assign(closed=closed.astype(bool))

    def set_up(self) -> list[str]:
        """Make what the log lacks; sentences of what was made."""
        sop = self.office.sop.at(self.moment)
        days = self._national_days(range(self.now.year, self.now.year + 2))
        made = self.make_google_sheet()  # whoever has to sign in does so before a stage is shown
        log = self.log
        with self._writing_alone():
            self.tell(f"Menyiapkan {self.log.name}…")
            return [*made, *log.set_up(sop, days[days["closed"]], self.now)]

    def calendar(self, special: pd.DataFrame = NO_DAYS) -> Calendar:
        """The working calendar around now; `special` is what the tab Kalender adds (`core.tables.Tables.days`)."""
        today = self.moment.astype("datetime64[D]")
        days = self._national_days(range(self.now.year - 1, self.now.year + 2))
        return build_calendar(
            self.office.weekly, today - 100, today + 100, days["day"][days["closed"]].to_numpy(), special
        )

    def check(self) -> Checked:
        """Read the log and judge it; nothing is written."""
        return self._judge(self.log.look_behind(self._read()))

    def check_and_publish(self) -> tuple[Checked, Publishing]:
        """Read, open blocks, judge, publish; the log is judged without the blocks when nothing could be published.

        Nothing is written when what was published before still holds. Blocks that went to a second file, for staff to
        copy, count as opened.
        """
        with self._writing_alone():
            grids = self._read()
            grids = self.log.look_behind(grids)
            if self._still_holds(grids, also_behind=True):
                return self._judge(grids), Publishing([UNCHANGED])
            return self._publish(grids)

    def poll(self) -> tuple[Checked, Publishing] | None:
        """The same as `check_and_publish`, but nothing at all when what was published before still holds."""
        with self._writing_alone():
            grids = self._read()
            return None if self._still_holds(grids) else self._publish(self.log.look_behind(grids))

    def _read(self) -> dict[str, Grid]:
        self.tell(f"Membaca {self.log.name}…")
        return self.log.read()

    def _judge(self, grids: Mapping[str, Grid]) -> Checked:
        self.tell(f"Memeriksa {number_text(len(grids.get(LOG.name, ())))} baris…")
        return check(grids, self.office, self.moment)

    def _writing_alone(self) -> AbstractContextManager[None]:
        """No two of this PC's processes may read, decide which blocks to open, and write at the same time."""
        from worklog.adapters.state.instance_lock import WRITING, only_one

        return only_one(WRITING, self.config.log_identity, BEING_WRITTEN, LONGEST_WRITE)

    def timer(self, calendar: Calendar) -> TimerStanding | None:
        """How this log's timer stands; None where none ever ran on this PC, or when that cannot be read just now."""
        from worklog.adapters.state.diary import CHECK
        from worklog.core.timetable import TimerStanding, next_daily_report_at, next_monthly_report_at

        timetable = self.config.schedule.timetable
        with self._diary() as diary:
            if diary is None:
                return None
            last, failures = diary.last_success(CHECK), diary.failures()
        return TimerStanding(
            last_success=last.started if last else None,
            failures=max((times for job, times in failures.items() if job != CHECK), default=0),
            check_every=timetable.check_every,
            next_daily=next_daily_report_at(timetable, calendar, self.now),
            next_monthly=next_monthly_report_at(timetable, calendar, self.now),
        )

    def refused_again_and_again(self) -> str:
        """Why the timer's last checks failed, in a sentence; "" when the last one or the one before did its work."""
        from worklog.adapters.state.diary import CHECK

        with self._diary() as diary:
            last = diary.last_run(CHECK) if diary else None
            times = diary.failures().get(CHECK, 0) if diary else 0
        if last is None or times < OFTEN:
            return ""
        return f"Pemeriksaan terakhir ({moment_text(last.started)}) gagal, {times} kali berturut-turut: {last.said}"

    @contextmanager
    def _diary(self) -> Iterator[Diary | None]:
        """What the timer noted; None where none ever ran on this PC, or when it cannot be read just now."""
        from worklog.adapters.state.diary import Diary
        from worklog.adapters.state.state_file import STATE_FILE, StateError, copy_of_state

        file = self.config.state_folder / STATE_FILE
        try:
            state = copy_of_state(file) if file.exists() else None
        except StateError:
            state = None
        if state is None:
            yield None
            return
        with closing(state):
            yield Diary(state)

    def _still_holds(self, grids: Mapping[str, Grid], *, also_behind: bool = False) -> bool:
        from worklog.core.publishing.freshness import behind_print, fingerprint, still_holds

        if not self.log.stamp:
            return False
        content = fingerprint(grids, self._basis) + (behind_print(grids) if also_behind else "")
        return still_holds(self.log.stamp, content, self.moment)

    @cached_property
    def _basis(self) -> str:
        """All that the log is judged on besides its cells, as text."""
        settings = self.config.model_dump_json(include={"office", "working_hours", "holidays", "rules"})
        return settings + self.office.sop.at(self.moment).model_dump_json()

    def _publish(self, grids: Mapping[str, Grid]) -> tuple[Checked, Publishing]:
        from worklog.core.publishing.blocks import blocks_to_open, with_blocks
        from worklog.core.publishing.due import next_due
        from worklog.core.publishing.freshness import LONGEST, Stamp, behind_print, fingerprint
        from worklog.core.publishing.publication import Publication
        from worklog.core.publishing.results import result_rows
        from worklog.core.publishing.summary import summarise

        checked = as_read = self._judge(grids)
        blocks = blocks_to_open(checked)
        if blocks:
            grids = with_blocks(grids, blocks)
            checked = self._judge(grids)
        until = min(next_due(checked), self.moment + LONGEST)
        stamp = Stamp(fingerprint(grids, self._basis) + behind_print(grids), self.moment, until)
        publication = Publication(
            blocks, result_rows(checked), summarise(checked, self.timer(checked.calendar)), str(stamp)
        )
        self.tell(f"Menulis hasil ke {self.log.name}…")
        try:
            return checked, Publishing(self.log.publish(publication, checked.sop.at(self.moment), self.now))
        except LogLeftAlone as reason:
            return checked, self._not_published(checked.calendar, reason)
        except LogBusy as reason:
            return as_read, self._not_published(checked.calendar, reason)
        except LogNotWritten as reason:
            return as_read, self._not_published(checked.calendar, reason)._replace(failed=True)

    def _not_published(self, calendar: Calendar, reason: WorklogError) -> Publishing:
        """Why the log does not show what was found: a failure, once that has lasted for a working day or so."""
        from worklog.core.publishing.freshness import is_overdue

        notes, hours = str(reason).splitlines(), self.config.schedule.unwritten_hours
        with self._diary() as diary:
            written = diary.last_written(self.now) if diary else self.now
        overdue = is_overdue(calendar, np.datetime64(written, "s"), self.moment, hours)
        if overdue:
            notes.append(
                f"Sejak {moment_text(written)}, {hours} jam kerja yang lalu atau lebih, tidak ada hasil baru di "
                f"{self.log.name}: yang tampil di sana sudah lama."
            )
        return Publishing(notes, failed=overdue, is_current=False)

    def daily_report(self, checked: Checked, day: date, folder: Path | None = None) -> Written:
        """Write the daily report."""
        from worklog.core.reports.daily.report import daily_file_name, daily_tables
        from worklog.core.reports.lines import daily_lines

        self.tell("Membuat laporan harian…")
        of_day = np.datetime64(day, "D")
        report = daily_tables(checked, of_day)
        written = self._write("laporan-harian.xlsx", report, daily_file_name(of_day), folder)
        return written._replace(figures=daily_lines(report))

    def monthly_report(self, checked: Checked, month: date, folder: Path | None = None) -> Written:
        """Write the monthly report."""
        from worklog.core.reports.lines import monthly_lines
        from worklog.core.reports.monthly.report import monthly_file_name, monthly_tables

        self.tell("Membuat laporan bulanan…")
        of_month = np.datetime64(month, "M")
        report = monthly_tables(checked, of_month)
        written = self._write("laporan-bulanan.xlsx", report, monthly_file_name(of_month), folder)
        return written._replace(figures=monthly_lines(report))

    def people_recap(self, checked: Checked, month: date, folder: Path | None = None) -> Written | None:
        """Write what each person did in a month, a sheet a person; None when nobody did anything."""
        from worklog.adapters.reports.files import write_sheets
        from worklog.core.reports.monthly.recap import recap_file_name, recaps

        self.tell("Membuat rekap pegawai…")
        of_month = np.datetime64(month, "M")
        report = recaps(checked, of_month)
        if not report.people:
            return None
        target = (folder or self.config.report_folder) / recap_file_name(of_month)
        saved = write_sheets(TEMPLATES / "rekap-pegawai.xlsx", target, report.sheets(self._letterhead()), self.now)
        return Written(saved.path, saved.note, *self._pdf(saved.path))

    def _write(self, template: str, report: Daily | Monthly, name: str, folder: Path | None) -> Written:
        from worklog.adapters.reports.files import write_report

        target = (folder or self.config.report_folder) / name
        values = report.values(self._letterhead())
        saved = write_report(TEMPLATES / template, target, values, report.tables(), self.now)
        return Written(saved.path, saved.note, *self._pdf(saved.path))

    def _pdf(self, report: Path) -> tuple[Path | None, str]:
        """The PDF of a report, if one is wanted, and a sentence when there is something to say of it."""
        if not self.config.reports.pdf:
            return None, ""
        from worklog.adapters.reports.names import ReportError
        from worklog.adapters.reports.pdf import write_pdf

        self.tell("Membuat PDF…")
        try:
            saved = write_pdf(report, self.now)
        except ReportError as reason:
            return None, str(reason)
        return saved.path, saved.note

    def _letterhead(self) -> Letterhead:
        from worklog.core.reports.letterhead import Letterhead, Signer

        office = self.config.office
        signers = [Signer(s.heading, s.position, s.name, s.nip) for s in office.signers]
        return Letterhead(office.name, office.unit, office.address, office.city, signers)
