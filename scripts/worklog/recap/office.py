"""Judge one office on its own, wherever that is done: a task goes in, the content of a file comes out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial, singledispatch
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd

from worklog.adapters.office.sop_files import load_sops
from worklog.adapters.snapshots.parquet import polars
from worklog.adapters.snapshots.snapshot import read_snapshot
from worklog.adapters.workbook.reader import OR_A_NEW_ONE, read_workbook
from worklog.config.config import SOP_FOLDER, Config
from worklog.config.sections import Holidays, Rules, Section, WorkingHours
from worklog.config.sources import GoogleSource, WorkbookSource
from worklog.core.errors import WorklogError
from worklog.core.indonesian import short_day_text
from worklog.core.judging.check import Checked, Office, check_tables, to_the_minute
from worklog.core.log.grids import Grid, LogShapeError, read_tabs
from worklog.core.log.tables import parse_tables
from worklog.core.log.tabs import staff_tabs
from worklog.core.recap.figures import office_figures
from worklog.core.sop.book import SopBook
from worklog.core.sop.model import Sop
from worklog.jobs.office import closing_days
from worklog.recap.offices import SnapshotSource
from worklog.recap.pace import Pace, PacedPolicy

FIGURES = "angka"
"""The key in a part's file that holds the office's figures."""
FINDING_COLUMNS = ("code", "severity", "id", "flow", "round", "step", "tab", "row", "column", "message")
_NUMBERS = ("round", "step", "row")
ToJudge = tuple[Mapping[str, pd.DataFrame], Config, SopBook, datetime | str]
"""The tabs of an office, what they are judged on, and the moment that they tell of."""
SIGN_IN = (
    "Kunci Google kantor ini meminta orang masuk lewat browser, yang tidak dapat dilakukan di sini. Pakai berkas kunci "
    "akun layanan: sebut di source.credentials kantor ini di daftar kantor (docs/panduan-google.md)."
)
OTHER_FORM = (
    "Buku kerja kantor ini tidak sesuai SOP yang dipakai memeriksanya. Bila kantor ini memakai SOP lain, sebut "
    "folder berkasnya di kunci sop kantor ini di daftar kantor. Bila SOP-nya sama, mintalah kantor itu melengkapi "
    "buku kerjanya:"
)


@dataclass(frozen=True)
class Task:
    """One office to be judged as of `now`; `number`: its place in the list.

    Places are those that a worker finds, `folder` is that of the list.
    """

    number: int
    name: str
    province: str
    source: GoogleSource | SnapshotSource | WorkbookSource
    folder: Path
    working_hours: WorkingHours
    holidays: Holidays
    rules: Rules
    sop_folder: Path
    now: datetime
    pace: Pace


@dataclass(frozen=True)
class Judged:
    """What came of a task: the content of its part's file, else the sentence that says why there is none."""

    number: int
    part: bytes | None = None
    reason: str = ""


def judge(task: Task) -> Judged:
    """Read and judge an office; whatever fails is told, so that it stops no other."""
    try:
        return Judged(task.number, _part(task))
    except WorklogError as error:
        return Judged(task.number, reason=_for_the_list(error))
    except Exception as error:
        return Judged(task.number, reason=unforeseen(error))


def _for_the_list(error: WorklogError) -> str:
    """What is told to whoever keeps the list of offices, who neither configures nor sets up an office."""
    if isinstance(error, LogShapeError):
        return "\n- ".join([OTHER_FORM, *(what for what, _ in error.lacks)])
    from worklog.adapters.google.service.errors import SignInNeeded

    if isinstance(error, SignInNeeded):
        return SIGN_IN
    told = str(error).replace(OR_A_NEW_ONE, ".").replace("sheets_config.json", "daftar kantor")
    return told.replace("di PC ini", "di PC kantor itu")


def unforeseen(error: BaseException) -> str:
    """What is told of an error that nobody foresaw."""
    return (
        f"Kesalahan yang tidak terduga ({type(error).__name__}: {error}). Kirim kalimat ini kepada pengelola program."
    )


def _part(task: Task) -> bytes:
    frames, config, sop, taken = _read(task.source, task)
    now = to_the_minute(np.datetime64(task.now, "s"))
    as_of = min(now, to_the_minute(np.datetime64(taken, "s")))
    office = Office(sop, config.working_hours.weekly, partial(_days, config), config.rules)
    checked = replace(check_tables(parse_tables(frames, sop, as_of), office, as_of), frames=frames)
    figures = office_figures(checked, _week(config), _sop(sop, now), now)
    return _content(task, checked, json.dumps(figures.as_document()))


@singledispatch
def _read(source: Section, task: Task) -> ToJudge:
    """The tabs of an office, what they are judged on, and the moment that they tell of."""
    raise NotImplementedError(type(source))


@_read.register
def _of_snapshot(source: SnapshotSource, task: Task) -> ToJudge:
    snapshot = read_snapshot(source.file(task.folder))
    basis = json.loads(snapshot.basis)
    return snapshot.frames, Config(**basis["config"]), _book(tuple(map(json.dumps, basis["sop"]))), snapshot.taken


@_read.register
def _of_sheet(source: GoogleSource, task: Task) -> ToJudge:
    # Workers that have no sheet to read load nothing of Google.
    from worklog.adapters.google.log import GoogleLog
    from worklog.adapters.google.service.access import load_credentials
    from worklog.adapters.google.service.client import Spreadsheet

    access = load_credentials(source.key(task.folder), ask=False)
    sheet = Spreadsheet(access, source.sheet(task.folder), policy=PacedPolicy(pace=task.pace))
    log = GoogleLog(sheet, task.name, task.name, [])
    return _by_the_list(log.look_behind(log.read()), task)


@_read.register
def _of_workbook(source: WorkbookSource, task: Task) -> ToJudge:
    return _by_the_list(read_workbook(source.file(task.folder)), task)


def _by_the_list(grids: Mapping[str, Grid], task: Task) -> ToJudge:
    config = Config(working_hours=task.working_hours, holidays=task.holidays, rules=task.rules)
    sop = _sop_files(task.sop_folder)
    tabs = staff_tabs(sop.roles, sop.later_roles(np.datetime64(task.now)))
    return read_tabs(grids, tabs), config, sop, task.now


@lru_cache(maxsize=8)
def _book(versions: tuple[str, ...]) -> SopBook:
    return SopBook([Sop.model_validate_json(version) for version in versions])


@lru_cache(maxsize=8)
def _sop_files(folder: Path) -> SopBook:
    if folder != SOP_FOLDER and not any(folder.glob("*.json")):
        raise WorklogError(
            f"Di folder {folder} tidak ada berkas SOP (.json). Periksa kunci sop kantor ini di daftar kantor."
        )
    return load_sops(folder)


def _days(config: Config, years: range) -> pd.DataFrame:
    return closing_days(config.holidays.public, config.holidays.joint_leave, years)


def _week(config: Config) -> str:
    """The office's week in words, equal days together."""
    days: dict[str, list[str]] = {}
    for day, hours in config.working_hours.model_dump().items():
        days.setdefault(hours, []).append(day)
    told = [f"{', '.join(names)} {hours}" for hours, names in days.items() if hours]
    return "; ".join(told)


def _sop(sop: SopBook, now: np.datetime64) -> str:
    version = sop.at(now)
    return f"Nomor {version.number}, berlaku {short_day_text(version.effective)}"


def _content(task: Task, checked: Checked, figures: str) -> bytes:
    """The findings as a Parquet file, which holds the figures too."""
    pl, findings = polars(), checked.findings
    flows = np.append(checked.items["code"].to_numpy(dtype=object), "")
    cells = {**findings, "flow": pd.Series(flows[findings["item"].to_numpy()], dtype=object)}
    columns = [
        pl.Series(name, cells[name].to_numpy(dtype=np.int64), dtype=pl.Int64)
        if name in _NUMBERS
        else pl.Series(name, cells[name].tolist(), dtype=pl.String)
        for name in FINDING_COLUMNS
    ]
    office = [pl.lit(task.name).alias("office"), pl.lit(task.province).alias("province")]
    content = BytesIO()
    pl.DataFrame(columns).select(*office, pl.all()).write_parquet(content, metadata={FIGURES: figures})
    return content.getvalue()
