"""The jobs behind the commands: set up, check and publish, report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from worklog.config import PROJECT, SOP_FOLDER, TEMPLATES, Config, WorkbookSource, load_config
from worklog.core.calendar import Calendar
from worklog.core.calendar_table import build_calendar
from worklog.core.check import Checked, Office, check
from worklog.core.errors import WorklogError
from worklog.core.publication import WorkbookBusy, WorkbookNotSaved
from worklog.source import LogSource

if TYPE_CHECKING:
    from worklog.core.daily import Daily
    from worklog.core.letterhead import Letterhead
    from worklog.core.monthly import Monthly

EXAMPLE_FOLDER = PROJECT / "data" / "contoh"
EXAMPLE_CONFIG = {"source": {"type": "workbook", "path": "Buku Kerja Contoh.xlsx"}}
UNFINISHED_EXAMPLE = "Buku Kerja Contoh - belum selesai.xlsx"
NO_DAYS = pd.DataFrame({"first": [], "last": [], "kind": [], "hours": []})


class Publishing(NamedTuple):
    """How publishing went: sentences for people, and whether something has to be mended before it can work."""

    notes: list[str]
    failed: bool = False


@dataclass(frozen=True)
class Desk:
    """An office's work place: its configuration and the moment at which it looks."""

    config: Config
    now: datetime

    @property
    def moment(self) -> np.datetime64:
        return np.datetime64(self.now, "s")

    @cached_property
    def log(self) -> LogSource:
        """The log that the configuration names."""
        from worklog.adapters.workbook import WorkbookLog

        config = self.config
        return WorkbookLog(config.workbook, config.office.name, config.backup_folder, config.backups.keep)

    @cached_property
    def office(self) -> Office:
        """What the checks need to know of the office."""
        from worklog.adapters.sop_files import load_sops

        return Office(
            sop=load_sops(SOP_FOLDER),
            weekly=self.config.working_hours.weekly,
            national_days=self._national_days,
            settings=self.config.rules.settings,
        )

    def _national_days(self, years: Sequence[int]) -> pd.DataFrame:
        from worklog.adapters.national_days import national_days

        days = national_days(years)
        holidays = self.config.holidays
        closed = np.where(days["joint_leave"], holidays.joint_leave, holidays.public)
        return days.assign(closed=closed.astype(bool))

    def set_up(self) -> list[str]:
        """Make what the log lacks; sentences of what was made."""
        sop = self.office.sop.at(self.moment)
        days = self._national_days(range(self.now.year, self.now.year + 2))
        return self.log.set_up(sop, days[days["closed"]], self.now)

    def calendar(self) -> Calendar:
        """The regular working calendar around now, without what the tab Kalender adds."""
        today = self.moment.astype("datetime64[D]")
        days = self._national_days(range(self.now.year - 1, self.now.year + 2))
        return build_calendar(
            self.office.weekly, today - 100, today + 100, days["day"][days["closed"]].to_numpy(), NO_DAYS
        )

    def check(self) -> Checked:
        """Read the log and judge it; nothing is written."""
        return check(self.log.read(), self.office, self.moment)

    def check_and_publish(self) -> tuple[Checked, Publishing]:
        """Read, open blocks, judge, publish; the log is judged without the blocks when nothing could be published.

        Blocks that went to a second file, for staff to copy, count as opened.
        """
        from worklog.core.blocks import blocks_to_open, with_blocks
        from worklog.core.publication import Publication
        from worklog.core.results import result_rows
        from worklog.core.summary import summarise

        grids = self.log.read()
        checked = as_read = check(grids, self.office, self.moment)
        blocks = blocks_to_open(checked)
        if blocks:
            checked = check(with_blocks(grids, blocks), self.office, self.moment)
        publication = Publication(blocks, result_rows(checked), summarise(checked))
        try:
            return checked, Publishing(self.log.publish(publication, checked.sop.at(self.moment), self.now))
        except WorkbookBusy as reason:
            return as_read, Publishing([str(reason)])
        except WorkbookNotSaved as reason:
            return as_read, Publishing([str(reason)], failed=True)

    def daily_report(self, checked: Checked, day: date, folder: Path | None = None) -> tuple[Path, str]:
        """Write the daily report; where it was saved, and a sentence when that is not its usual place."""
        from worklog.core.daily import daily_file_name, daily_tables

        of_day = np.datetime64(day, "D")
        report = daily_tables(checked, of_day)
        return self._write("laporan-harian.xlsx", report, daily_file_name(of_day), folder)

    def monthly_report(self, checked: Checked, month: date, folder: Path | None = None) -> tuple[Path, str]:
        """Write the monthly report; where it was saved, and a sentence when that is not its usual place."""
        from worklog.core.monthly import monthly_file_name, monthly_tables

        of_month = np.datetime64(month, "M")
        return self._write(
            "laporan-bulanan.xlsx", monthly_tables(checked, of_month), monthly_file_name(of_month), folder
        )

    def _write(self, template: str, report: Daily | Monthly, name: str, folder: Path | None) -> tuple[Path, str]:
        from worklog.adapters.report_files import write_report

        target = (folder or self.config.report_folder) / name
        values = report.values(self._letterhead())
        saved = write_report(TEMPLATES / template, target, values, report.tables(), self.now)
        return saved.path, saved.note

    def _letterhead(self) -> Letterhead:
        from worklog.core.letterhead import Letterhead, Signer

        office = self.config.office
        signers = [Signer(s.heading, s.position, s.name, s.nip) for s in office.signers]
        return Letterhead(office.name, office.unit, office.address, office.city, signers)


def example_desk(now: datetime | None = None) -> Desk:
    """The work place of the worked example, made where it is missing; looked at in its own time unless told."""
    from worklog.example import EXAMPLE_NOW, example_rows

    config_file = EXAMPLE_FOLDER / "sheets_config.json"
    if not config_file.exists():
        _write_example_config(config_file)
    desk = Desk(load_config(config_file), now or EXAMPLE_NOW)
    workbook = desk.config.workbook
    if not workbook.exists():
        from worklog.adapters.workbook_writer import write_rows

        # Made under another name, so that an example that was interrupted is not taken for a whole one.
        unfinished = workbook.with_name(UNFINISHED_EXAMPLE)
        unfinished.unlink(missing_ok=True)
        replace(desk, config=desk.config.model_copy(update={"source": WorkbookSource(path=str(unfinished))})).set_up()
        write_rows(unfinished, example_rows(desk.office.sop.at(desk.moment), desk.calendar()))
        unfinished.replace(workbook)
    return desk


def _write_example_config(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(EXAMPLE_CONFIG, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise WorklogError(
            f"Contoh tidak dapat dibuat di {path.parent} ({type(error).__name__}). Periksa izin menulis di folder "
            "program, atau salin folder program ke tempat yang boleh ditulis, lalu jalankan lagi."
        ) from error
