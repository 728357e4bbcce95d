"""Where the work log is kept, and what follows from that alone; `folder` is the configuration file's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Discriminator, Tag

from worklog.adapters.files.probes import at_home
from worklog.adapters.google.service.own_sheet import kept_id
from worklog.adapters.state.state_folders import state_folder, state_name
from worklog.config.fields import KeyPathText, PathText, SpreadsheetId
from worklog.config.sections import Section
from worklog.core.errors import WorklogError

KEY_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"
"""The environment variable that names the Google key file when the configuration does not."""


class ConfigError(WorklogError):
    """The configuration cannot be used; the text tells all problems, one per line, by JSON path."""


class WorkbookSource(Section):
    """The work log as a workbook on this PC or on a shared folder."""

    type: Literal["workbook"] = "workbook"
    path: PathText = "data/Buku Kerja Media Sosial.xlsx"

    def file(self, folder: Path) -> Path:
        """The workbook."""
        return placed(self.path, folder)

    def identity(self, folder: Path) -> str:
        """What tells this log from all others on this PC."""
        return self.spellings(folder)[-1]

    def spellings(self, folder: Path) -> tuple[str, ...]:
        """The workbook's place as it is named, and as the system knows it behind drives and links; to compare only."""
        file = self.file(folder)
        return os.path.normcase(file), os.path.normcase(_real(file))

    def state_folder(self, base: Path, folder: Path) -> Path:
        """Which folder below `base` is this log's; it moves with the program's."""
        file = self.file(folder)
        plain = file.as_posix()
        if file.is_relative_to(folder) or not at_home(self.path).is_absolute():
            plain = Path(os.path.relpath(file, folder)).as_posix()
        # The name of the text as it stands is that of folders made by older versions.
        return state_folder(base, [state_name(plain), state_name(self.path)], lambda: self.spellings(folder))


class GoogleSource(Section):
    """The work log as a Google Sheet; without `credentials`, an environment variable names the key file.

    Without `spreadsheet_id` it is the one that setup makes for the person who signs in.
    """

    type: Literal["google"] = "google"
    spreadsheet_id: SpreadsheetId = ""
    credentials: KeyPathText = ""

    @property
    def _key_place(self) -> str:
        return self.credentials or os.environ.get(KEY_VARIABLE, "")

    def key(self, folder: Path) -> Path:
        """The Google key file. `ConfigError` when nothing names one."""
        if not self._key_place:
            raise ConfigError(
                "Letak berkas kunci Google belum disebut. Isi source.credentials di sheets_config.json, "
                f"atau buat variabel lingkungan {KEY_VARIABLE}."
            )
        return placed(self._key_place, folder)

    def sheet(self, folder: Path) -> str:
        """The id of the sheet that is named, else of the one that setup made for whoever signed in; "" before that."""
        return self.spreadsheet_id or (kept_id(self.key(folder)) if self._key_place else "")

    def identity(self, folder: Path) -> str:
        """What tells this log from all others on this PC; that of the sign-in also before setup made the sheet."""
        return self.spreadsheet_id or os.path.normcase(self.key(folder))

    def spellings(self, _: Path) -> tuple[str, ...]:
        """It has no place that could be spelled otherwise."""
        return ()

    def state_folder(self, base: Path, _: Path) -> Path:
        """Which folder below `base` is this log's."""
        return base / state_name(self.spreadsheet_id or self._key_place)


def placed(named: str, folder: Path) -> Path:
    """A place as people write it; what stands before `..` need not be there, as Windows has it everywhere."""
    return Path(os.path.normpath(folder / at_home(named)))


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except OSError:  # a server that refuses us (Windows)
        return str(path)


def _type_of_source(source: object) -> object:
    """What `type` says; whatever is no section at all is judged as a workbook, and refused as that."""
    if isinstance(source, dict):
        return source.get("type", "workbook") or ""
    return getattr(source, "type", "workbook")


Source = Annotated[
    Annotated[GoogleSource, Tag("google")] | Annotated[WorkbookSource, Tag("workbook")],
    Discriminator(_type_of_source),
]
