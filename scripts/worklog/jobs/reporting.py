"""Writing the reports of a check: the workbook, and its PDF where one is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np

from worklog.adapters.reports.files import sheets_content, write_again, write_report
from worklog.adapters.reports.koreksi import Koreksi
from worklog.adapters.reports.names import ReportError
from worklog.adapters.reports.pdf import write_pdf
from worklog.config.config import TEMPLATES, Config
from worklog.core.history.months import Closed
from worklog.core.indonesian import moment_text
from worklog.core.judging.check import Checked
from worklog.core.reminders.whatsapp import contacts
from worklog.core.reports.daily.report import Daily, daily_file_name, daily_tables
from worklog.core.reports.lines import daily_lines, monthly_lines
from worklog.core.reports.monthly.recap import recap_file_name, recaps
from worklog.core.reports.monthly.report import Monthly, monthly_file_name, monthly_tables
from worklog.jobs.basis import judged_on
from worklog.jobs.history import LogHistory
from worklog.jobs.month_close import MonthClose, name_of_revision
from worklog.progress import Tell


class Written(NamedTuple):
    """Where a report was saved and its PDF, if one was wanted; a sentence for each that is not in its usual place.

    `figures`: what the report comes to, in a few lines.
    """

    path: Path
    note: str = ""
    pdf: Path | None = None
    pdf_note: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reports:
    """The reports of an office, written at a moment into a folder; `tell` is told each stage."""

    config: Config
    history: LogHistory
    now: datetime
    folder: Path
    tell: Tell

    def daily(self, checked: Checked, day: date) -> Written:
        """Write the report of a day."""
        self.tell("Membuat laporan harian…")
        of_day = np.datetime64(day, "D")
        links = {contact.person: contact.link for contact in contacts(checked)}
        report = daily_tables(checked, of_day, links)
        return self._write("laporan-harian.xlsx", report, daily_file_name(of_day))._replace(figures=daily_lines(report))

    def monthly(self, checked: Checked, month: date, revision: str = "") -> Written:
        """Write the report of a month; one that was closed is put there again as it was, unless it is revised.

        `revision`: the reason for that.
        """
        self.tell("Membuat laporan bulanan…")
        of_month = np.datetime64(month, "M")
        close = self._close(checked, of_month, revision)
        close.refuse_needless()
        if close.closed and close.stands:
            return self._again(close, close.closed)
        report = monthly_tables(checked, of_month)
        name = close.file_name(monthly_file_name(of_month))
        koreksi = Koreksi(close.notes(), close.corrections(), is_known=close.is_known)
        written = self._write("laporan-bulanan.xlsx", report, name, koreksi)._replace(figures=monthly_lines(report))
        if close.closes:
            basis = judged_on(self.config, checked, of_month)
            close.close(
                written.path, name, written.figures, report.items, basis, self._recap_to_keep(checked, of_month)
            )
        return written

    def people(self, checked: Checked, month: date) -> Written | None:
        """Write what each person did in a month, a sheet a person; None when nobody did anything.

        Of a month that was closed, as it was then.
        """
        self.tell("Membuat rekap pegawai…")
        of_month = np.datetime64(month, "M")
        close = self._close(checked, of_month)
        closed = close.closed
        name = name_of_revision(recap_file_name(of_month), closed.revision if closed else 0)
        if closed and closed.recap is not None:
            content = close.content(closed, closed.recap, name) if closed.recap else b""
        else:
            content = self._recap(checked, of_month)
        if not content:
            return None
        saved = write_again(self.folder / name, content, self.now)
        return Written(saved.path, saved.note, *self._pdf(saved.path))

    def _close(self, checked: Checked, month: np.datetime64, revision: str = "") -> MonthClose:
        return MonthClose(self.history, checked.memory, month, np.datetime64(self.now, "s"), revision)

    def _recap_to_keep(self, checked: Checked, month: np.datetime64) -> bytes | None:
        """`_recap` for the close of a month; None where its template is broken, which only who asks for it is told."""
        try:
            return self._recap(checked, month)
        except ReportError:
            return None

    def _recap(self, checked: Checked, month: np.datetime64) -> bytes:
        """The workbook of what each person did in a month; blank when nobody did anything."""
        report = recaps(checked, month)
        sheets = report.sheets(self.config.office)
        return sheets_content(TEMPLATES / "rekap-pegawai.xlsx", sheets) if sheets else b""

    def _again(self, close: MonthClose, closed: Closed) -> Written:
        """The report of a closed month as it was made."""
        content = close.content(closed, closed.sha256, closed.file)
        saved = write_again(self.folder / closed.file, content, self.now)
        note = (
            f"Bulan ini sudah ditutup dengan laporan yang dibuat {moment_text(closed.made_at)}; isinya tetap. "
            "Perubahan sesudah itu tampil sebagai Koreksi di laporan bulan berikutnya. "
            "Untuk menerbitkan ulang: --revisi."
        )
        notes = " ".join(filter(None, (note, saved.note)))
        return Written(saved.path, notes, *self._pdf(saved.path), tuple(closed.figures))

    def _write(self, template: str, report: Daily | Monthly, name: str, koreksi: Koreksi | None = None) -> Written:
        values = report.values(self.config.office)
        saved = write_report(TEMPLATES / template, self.folder / name, values, report.tables(), self.now, koreksi)
        return Written(saved.path, saved.note, *self._pdf(saved.path))

    def _pdf(self, report: Path) -> tuple[Path | None, str]:
        """The PDF of a report, if one is wanted, and a sentence when there is something to say of it."""
        if not self.config.reports.pdf:
            return None, ""

        self.tell("Membuat PDF…")
        try:
            saved = write_pdf(report, self.now)
        except ReportError as reason:
            return None, str(reason)
        return saved.path, saved.note
