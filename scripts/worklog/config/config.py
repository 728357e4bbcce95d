"""What an office may change: `sheets_config.json`, checked as a whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from pydantic import PrivateAttr

from worklog.adapters.files.json_files import JsonFileError, read_model
from worklog.config.sections import (
    Backups,
    History,
    Holidays,
    Notification,
    Office,
    Reports,
    Rules,
    Schedule,
    Section,
    WorkingHours,
)
from worklog.config.sources import ConfigError, GoogleSource, Source, WorkbookSource, placed

PROJECT = Path(__file__).absolute().parents[3]
DEFAULT_CONFIG = PROJECT / "sheets_config.json"
TEMPLATES = PROJECT / "templates"
SOP_FOLDER = TEMPLATES / "sop"

CHANNELS_VARIABLE = "MEDSOS_SALURAN"
"""The environment variable that names the file of channels when the configuration does not."""

_HOW_TO_GET_ONE = (
    "Sebut berkas yang benar dengan --config, salin sheets_config.json dari paket program, "
    "atau buat berkas itu dengan isi {} (semua nilai bawaan)."
)


SourceT = TypeVar("SourceT", WorkbookSource, GoogleSource)


class Config(Section):
    """The whole configuration; places are absolute, relative ones counted from the configuration file's folder."""

    source: Source = WorkbookSource()
    office: Office = Office()
    working_hours: WorkingHours = WorkingHours()
    holidays: Holidays = Holidays()
    rules: Rules = Rules.model_validate({})
    reports: Reports = Reports()
    backups: Backups = Backups()
    history: History = History()
    schedule: Schedule = Schedule.model_validate({})
    notification: Notification = Notification()
    _folder: Path = PrivateAttr(default_factory=Path)

    def model_post_init(self, folder: Path | None, /) -> None:
        self._folder = folder or Path.cwd()

    @property
    def folder(self) -> Path:
        """The folder of the configuration file."""
        return self._folder

    @property
    def workbook(self) -> Path:
        """The work log's file, where the source is a workbook."""
        return self._source(WorkbookSource).file(self._folder)

    @property
    def google_key(self) -> Path:
        """The Google key file of a Google Sheet. `ConfigError` when nothing names one."""
        return self._source(GoogleSource).key(self._folder)

    @property
    def spreadsheet_id(self) -> str:
        """The Google Sheet that is named, else the one that setup made for whoever signed in; "" before it did."""
        return self._source(GoogleSource).sheet(self._folder)

    def _source(self, kind: type[SourceT]) -> SourceT:
        if not isinstance(self.source, kind):
            raise TypeError(f"the work log is no {kind.__name__} but of the type {self.source.type}")
        return self.source

    @property
    def log_identity(self) -> str:
        """What tells the work log from all others on this PC, whichever configuration names it by whatever spelling."""
        return self.source.identity(self._folder)

    @property
    def log_spellings(self) -> tuple[str, ...]:
        """The spellings of the log's place by which its state folder is found too."""
        return self.source.spellings(self._folder)

    @property
    def state_folder(self) -> Path:
        """Where the timer keeps what it did: one folder for each log, named after it."""
        return self.source.state_folder(self._folder / "data" / "jadwal", self._folder)

    @property
    def history_folder(self) -> Path:
        """Where the history of the log is kept, beside the timer's folders."""
        return self._folder / "data" / "riwayat" / self.state_folder.name

    @property
    def mail_password_file(self) -> Path | None:
        """The file with the password of the mail server, if one is named."""
        named = self.notification.email.password_file
        return placed(named, self._folder) if named else None

    @property
    def channels_file(self) -> Path | None:
        """The file of channels, if the configuration or the environment names one."""
        named = self.notification.channels or os.environ.get(CHANNELS_VARIABLE, "")
        return placed(named, self._folder) if named else None

    @property
    def report_folder(self) -> Path:
        return placed(self.reports.folder, self._folder)

    @property
    def snapshot_file(self) -> Path | None:
        """The file for the log's snapshot, if one is named."""
        return placed(self.reports.snapshot, self._folder) if self.reports.snapshot else None

    @property
    def backup_folder(self) -> Path:
        return placed(self.backups.folder, self._folder)


def load_config(path: Path) -> Config:
    """Read the configuration, or raise `ConfigError` with all problems at once."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - without `..`, which `absolute` keeps
    try:
        return read_model(path, Config, context=path.parent, if_missing=_HOW_TO_GET_ONE)
    except JsonFileError as error:
        raise ConfigError(f"Pengaturan di {path} belum dapat dipakai:", error.problems) from None
