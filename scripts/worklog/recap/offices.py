"""The list of offices that a recap is made of: `offices.json`, checked as a whole."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from worklog.adapters.files.json_files import JsonFileError, read_model
from worklog.config.config import SOP_FOLDER
from worklog.config.fields import PathText, Text
from worklog.config.sections import Holidays, Rules, Section, WorkingHours
from worklog.config.sources import ConfigError, GoogleSource, WorkbookSource, placed
from worklog.core.indonesian import and_text

_HOW_TO_GET_ONE = "Tulis berkas itu menurut docs/panduan.md, bagian Rekap banyak kantor."


class SnapshotSource(Section):
    """The snapshot that an office's daily report left, which says itself what it is to be judged on."""

    type: Literal["snapshot"] = "snapshot"
    path: PathText

    def file(self, folder: Path) -> Path:
        """The snapshot."""
        return placed(self.path, folder)


def _kind(source: object) -> object:
    kind = source.get("type", "workbook") if isinstance(source, dict) else getattr(source, "type", "workbook")
    return kind or ""


def _spaced(name: str) -> str:
    return " ".join(name.split())


OfficeSource = Annotated[
    Annotated[GoogleSource, Tag("google")]
    | Annotated[SnapshotSource, Tag("snapshot")]
    | Annotated[WorkbookSource, Tag("workbook")],
    Discriminator(_kind),
]


class OfficeEntry(Section):
    """An office: its name, which stands once in the list, and where its log is.

    Of a workbook and a Google Sheet also, where they differ from the list's: its hours, holidays, rule choices, and the
    folder of its SOP files.
    """

    name: Annotated[Text, AfterValidator(_spaced), Field(min_length=1)]
    source: OfficeSource
    province: Text = ""
    working_hours: WorkingHours | None = None
    holidays: Holidays | None = None
    rules: Rules | None = None
    sop: Text = ""


class Offices(Section):
    """All offices of a recap, and what holds for those that say nothing else.

    `google_reads_per_minute`: how many requests all of them together may send to Google, which allows an account 60.
    """

    offices: tuple[OfficeEntry, ...] = Field(min_length=1)
    working_hours: WorkingHours = WorkingHours()
    holidays: Holidays = Holidays()
    rules: Rules = Rules.model_validate({})
    google_reads_per_minute: int = Field(50, ge=1, le=300)

    def sop_folder(self, entry: OfficeEntry, folder: Path) -> Path:
        """Where an office's SOP files are; `folder`: that of the list."""
        return placed(entry.sop, folder) if entry.sop else SOP_FOLDER


def load_offices(path: Path) -> Offices:
    """Read the list, or raise `ConfigError` with all problems at once."""
    problems: list[str] = []
    offices = None
    try:
        offices = read_model(path, Offices, if_missing=_HOW_TO_GET_ONE)
    except JsonFileError as error:
        problems += error.problems
    problems += _repeated_names(path)
    problems += _repeated_logs(offices, path.absolute().parent) if offices else []
    if offices is None or problems:
        raise ConfigError(f"Daftar kantor di {path} belum dapat dipakai:", problems)
    return offices


def _repeated_names(path: Path) -> Iterator[str]:
    """Names that stand twice or look as if they did, told also when something else is wrong with the list."""
    with suppress(OSError, ValueError, RecursionError, AttributeError, TypeError):
        entries = json.loads(path.read_text(encoding="utf-8-sig"))["offices"]
        names = [_spaced(str(entry["name"])) for entry in entries if isinstance(entry, dict) and "name" in entry]
        times = Counter(map(str.casefold, names))
        for name in {name.casefold(): name for name in reversed(names)}.values():
            if times[name.casefold()] > 1:
                told = json.dumps(name, ensure_ascii=False)
                yield f"$.offices: nama kantor {told} tertulis {times[name.casefold()]} kali; bedakan."


def _repeated_logs(offices: Offices, folder: Path) -> Iterator[str]:
    """Logs that stand at several offices, which would be counted for each."""
    names: dict[str, list[str]] = {}
    for entry in offices.offices:
        source = entry.source
        place = source.spreadsheet_id if source.type == "google" else os.path.normcase(source.file(folder))
        names.setdefault(place, []).append(entry.name)
    for place, of in names.items():
        if place and len(of) > 1:
            yield f"$.offices: {and_text(of)} membaca buku kerja yang sama ({place}); betulkan source salah satunya."
