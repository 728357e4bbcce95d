"""What an office may change: `sheets_config.json`, checked as a whole."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import PrivateAttr

from worklog.adapters.files.json_files import JsonFileError, read_model
from worklog.adapters.files.probes import at_home
from worklog.adapters.google.service.own_sheet import kept_id
from worklog.adapters.state.state_folders import state_folder, state_name
from worklog.config.sections import (
    Backups,
    GoogleSource,
    History,
    Holidays,
    Notification,
    Office,
    Reports,
    Rules,
    Schedule,
    Section,
    Source,
    WorkbookSource,
    WorkingHours,
)
from worklog.core.errors import WorklogError

PROJECT = Path(__file__).absolute().parents[3]
DEFAULT_CONFIG = PROJECT / "sheets_config.json"
TEMPLATES = PROJECT / "templates"
SOP_FOLDER = TEMPLATES / "sop"

KEY_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"
"""The environment variable that names the Google key file when the configuration does not."""
CHANNELS_VARIABLE = "MEDSOS_SALURAN"
"""The environment variable that names the file of channels when the configuration does not."""

_HOW_TO_GET_ONE = (
    "Sebut berkas yang benar dengan --config, salin sheets_config.json dari paket program, "
    "atau buat berkas itu dengan isi {} (semua nilai bawaan)."
)


class ConfigError(WorklogError):
    """The configuration cannot be used; the text tells all problems, one per line, by JSON path."""


class Config(Section):
    """The whole configuration; places are absolute, relative ones counted from the configuration file's folder."""

    source: Source = WorkbookSource()
    office: Office = Office()
    working_hours: WorkingHours = WorkingHours()
    holidays: Holidays = Holidays()
    rules: Rules = Rules()
    reports: Reports = Reports()
    backups: Backups = Backups()
    history: History = History()
    schedule: Schedule = Schedule()
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
        if not isinstance(self.source, WorkbookSource):
            raise TypeError(f"the work log is not a workbook but of the type {self.source.type}")
        return self._place(self.source.path)

    @property
    def google_key(self) -> Path:
        """The Google key file of a Google Sheet. `ConfigError` when nothing names one."""
        if not isinstance(self.source, GoogleSource):
            raise TypeError(f"the work log is not a Google Sheet but of the type {self.source.type}")
        named = _key_place(self.source)
        if not named:
            raise ConfigError(
                "Letak berkas kunci Google belum disebut. Isi source.credentials di sheets_config.json, "
                f"atau buat variabel lingkungan {KEY_VARIABLE}."
            )
        return self._place(named)

    @property
    def spreadsheet_id(self) -> str:
        """The Google Sheet that is named, else the one that setup made for whoever signed in; "" before it did."""
        if not isinstance(self.source, GoogleSource):
            raise TypeError(f"the work log is not a Google Sheet but of the type {self.source.type}")
        made = kept_id(self.google_key) if _key_place(self.source) else ""
        return self.source.spreadsheet_id or made

    @property
    def log_identity(self) -> str:
        """What tells the work log from all others on this PC, whichever configuration names it by whatever spelling.

        A Google Sheet that setup makes has that of the sign-in, also before it was made.
        """
        source = self.source
        if isinstance(source, WorkbookSource):
            return self.log_spellings[-1]
        return source.spreadsheet_id or os.path.normcase(self.google_key)

    @property
    def log_spellings(self) -> tuple[str, ...]:
        """A workbook's place as it is named, and as the system knows it behind drives and links; for comparing only."""
        if not isinstance(self.source, WorkbookSource):
            return ()
        return os.path.normcase(self.workbook), os.path.normcase(_real(self.workbook))

    @property
    def state_folder(self) -> Path:
        """Where the timer keeps what it did: one folder for each log, named after it; it moves with the program's."""
        source, base = self.source, self._folder / "data" / "jadwal"
        if not isinstance(source, WorkbookSource):
            return base / state_name(source.spreadsheet_id or _key_place(source))
        plain = self.workbook.as_posix()
        if self.workbook.is_relative_to(self._folder) or not at_home(source.path).is_absolute():
            plain = Path(os.path.relpath(self.workbook, self._folder)).as_posix()
        # The name of the text as it stands is that of folders made by older versions.
        return state_folder(base, [state_name(plain), state_name(source.path)], lambda: self.log_spellings)

    @property
    def history_folder(self) -> Path:
        """Where the history of the log is kept, beside the timer's folders."""
        return self._folder / "data" / "riwayat" / self.state_folder.name

    @property
    def mail_password_file(self) -> Path | None:
        """The file with the password of the mail server, if one is named."""
        named = self.notification.email.password_file
        return self._place(named) if named else None

    @property
    def channels_file(self) -> Path | None:
        """The file of channels, if the configuration or the environment names one."""
        named = self.notification.channels or os.environ.get(CHANNELS_VARIABLE, "")
        return self._place(named) if named else None

    @property
    def report_folder(self) -> Path:
        return self._place(self.reports.folder)

    @property
    def backup_folder(self) -> Path:
        return self._place(self.backups.folder)

    def _place(self, named: str) -> Path:
        """A place as people write it; what stands before `..` need not be there, as Windows has it everywhere."""
        return Path(os.path.normpath(self._folder / at_home(named)))


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except OSError:  # a server that refuses us (Windows)
        return str(path)


def _key_place(source: GoogleSource) -> str:
    return source.credentials or os.environ.get(KEY_VARIABLE, "")


def load_config(path: Path) -> Config:
    """Read the configuration, or raise `ConfigError` with all problems at once."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - without `..`, which `absolute` keeps
    try:
        return read_model(path, Config, context=path.parent, if_missing=_HOW_TO_GET_ONE)
    except JsonFileError as error:
        raise ConfigError(f"Pengaturan di {path} belum dapat dipakai:", error.problems) from None
