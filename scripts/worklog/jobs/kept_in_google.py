"""A log that is kept in a Google Sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from worklog.adapters.google.log import GoogleLog
from worklog.adapters.google.service.access import Access, load_credentials
from worklog.adapters.google.service.client import Spreadsheet
from worklog.adapters.google.service.making import NOT_MADE_YET, make_sheet, needs_a_sheet
from worklog.adapters.google.service.own_sheet import sheet_address
from worklog.config.config import Config
from worklog.core.errors import WorklogError
from worklog.core.signs import Sign, fine, note
from worklog.core.sop.book import InForce
from worklog.jobs.source import LogSource
from worklog.jobs.turns import writing_alone
from worklog.progress import Tell

if TYPE_CHECKING:
    from worklog.adapters.google.trial.trial import ProbeResult


@dataclass(frozen=True)
class KeptInGoogle:
    """The Google Sheet of a configuration; `may_ask`: a person can sign in when that is needed."""

    config: Config
    may_ask: bool = False

    @cached_property
    def access(self) -> Access:
        """What Google knows the program by."""
        return load_credentials(self.config.google_key, ask=self.may_ask)

    @property
    def address(self) -> str:
        """By what people find the log, in a message."""
        sheet = self.config.spreadsheet_id
        return sheet_address(sheet) if sheet else "Google Sheet"

    @property
    def folders(self) -> set[Path]:
        """The folders on this PC's disks that the log is written into."""
        return set()

    def open(self) -> LogSource:
        """The log."""
        access = self.access
        return GoogleLog(self._sheet(), self.address, self.config.office.name, access.editors, access.notes)

    def _sheet(self) -> Spreadsheet:
        """The spreadsheet, which has to be there."""
        access, sheet = self.access, self.config.spreadsheet_id
        if not sheet:
            raise needs_a_sheet(access) if access.email else WorklogError(NOT_MADE_YET)
        return Spreadsheet(access, sheet)

    def make(self, tell: Tell, now: datetime, sop_title: str) -> list[str]:
        """Make the spreadsheet of whoever signed in, where it is not there yet; sentences of that.

        `sop_title`: what the SOP is about (`Sop.short_name`).
        """
        if self.access.email:
            return []
        with writing_alone(self.config):
            if self.config.spreadsheet_id:
                return []
            tell("Membuat Google Sheet…")
            return make_sheet(self.access, f"Buku Kerja {sop_title} {self.config.office.name}", now)

    def try_out(self, sop: InForce, told: Callable[[ProbeResult], None]) -> list[ProbeResult]:
        """Try in a tab of its own what is taken for granted of Google; the spreadsheet has to be there (`make`).

        Each outcome is told as it comes.
        """
        from worklog.adapters.google.trial.scratch import Scratch
        from worklog.adapters.google.trial.trial import try_google

        scratch = Scratch(self._sheet(), sop, self.config.office.name.upper(), self.access.editors)
        with writing_alone(self.config):
            return try_google(scratch, told)

    def log_sign(self, seen: str) -> Sign:
        """Whether the log, of which `seen` tells what was read, can be written too."""
        return fine(f"Internet tersambung. {seen}")

    def key_sign(self) -> Sign:
        """The key that the log is opened with."""
        seen = f"Kunci Google dapat dipakai: {self.access.file}"
        return note(seen, " ".join(self.access.notes)) if self.access.notes else fine(seen)

    def backup_sign(self) -> None:
        """Google keeps the versions of a sheet itself."""
