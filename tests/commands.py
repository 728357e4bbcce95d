"""The commands as their users call them, and the offices they are called in."""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

import check_progress
import import_sop
import log_history
import recap_offices
import report_daily
import report_monthly
import run_schedule
import setup_worklog
from archive_parts import changed_parts
from office_roles import STAFF_TABS
from worklog.core.log import tabs
from worklog.core.log.grids import Grid, find_header

SCRIPTS = Path(__file__).parents[1] / "scripts"
MAINS: dict[str, Callable[[Sequence[str]], int]] = {
    "setup_worklog": setup_worklog.main,
    "check_progress": check_progress.main,
    "import_sop": import_sop.main,
    "log_history": log_history.main,
    "report_daily": report_daily.main,
    "report_monthly": report_monthly.main,
    "run_schedule": run_schedule.main,
}
COMMANDS = {**MAINS, "recap_offices": recap_offices.main}
"""Those of one office, which have a configuration, and those of many."""

NOW = "2026-11-23T08:30"
"""A Monday, the moment of the request of `NEWS`."""

SOON = "2026-11-23T09:05"
"""The same morning, when its first steps may be done."""

LATE = "2026-11-23T14:00"
"""The same day, half an hour after the news should have been published."""

Row = Mapping[str, object]
NEWS: Row = {
    "ID Konten": "2026-0118",
    "Tanggal": date(2026, 11, 23),
    "Alur": "P2 Informasi Kepemiluan",
    "Judul": "Jadwal layanan PPID",
    "Waktu Acuan": datetime(2026, 11, 23, 8, 30),
    "Caption": "Selamat pagi, #TemanPemilih",
}
DRAFTED: Row = {
    "ID Konten": "2026-0118",
    "Putaran": 1,
    "No": 1,
    "Fungsional Umum": "Siti",
    "Mulai": datetime(2026, 11, 23, 8, 35),
    "Selesai": datetime(2026, 11, 23, 8, 50),
    "Bukti": "draf di folder bersama",
}
"""The first step of `NEWS`, done in time."""


@dataclass(frozen=True)
class Told:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def call(command: str, *arguments: object) -> Told:
    """Call a command's `main` in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = COMMANDS[command]([str(argument) for argument in arguments])
    return Told(code, out.getvalue(), err.getvalue())


def start(command: str, *arguments: object, folder: Path, scripts: Path = SCRIPTS) -> Told:
    """Run a command as a process of its own, from a working folder."""
    line = [sys.executable, str(scripts / f"{command}.py"), *map(str, arguments)]
    done = subprocess.run(line, cwd=folder, capture_output=True, encoding="utf-8", timeout=120)
    return Told(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Office:
    """A folder with a configuration and the workbook that it names."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "sheets_config.json"

    @property
    def workbook(self) -> Path:
        return self.folder / json.loads(self.config.read_text(encoding="utf-8"))["source"]["path"]

    @property
    def reports(self) -> Path:
        return self.folder / "laporan"

    def configure(self, **keys: object) -> None:
        """Write the configuration: the workbook's place, and other keys."""
        whole = {"source": {"type": "workbook", "path": "Buku Kerja.xlsx"}, **keys}
        self.config.write_text(json.dumps(whole), encoding="utf-8")

    def run(self, command: str, *arguments: object, now: str = NOW) -> Told:
        """Call a command with this office's configuration and, where it takes one, a moment; the timer runs once."""
        given = {
            "setup_worklog": (),
            "log_history": (),
            "import_sop": (),
            "run_schedule": ("--now", now, "--once"),
        }.get(command, ("--now", now))
        return call(command, "--config", self.config, *given, *arguments)

    def check(self, *arguments: object, now: str = NOW) -> Told:
        return self.run("check_progress", *arguments, now=now)

    def document(self, now: str = NOW) -> dict[str, Any]:
        """What a check tells as JSON; nothing is written."""
        return dict(json.loads(self.check("--json", "--no-publish", now=now).out))

    def found(self, code: str, now: str = NOW) -> list[dict[str, Any]]:
        """The findings of one rule."""
        return [finding for finding in self.document(now)["findings"] if finding["code"] == code]

    def open_in_excel(self, path: Path) -> None:
        """Put the file beside a workbook by which Excel says that Rina has it open."""
        path.with_name(f"~${path.name}").write_bytes(b"\x04Rina")

    def cells(self, tab: str, header: str) -> list[Any]:
        """A column below its header, "" where it is blank; of formulas what they show."""
        with CalamineWorkbook.from_path(self.workbook) as book:
            grid = book.get_sheet_by_name(tab).to_python(skip_empty_area=False)
        bottom, columns = header_of(grid, tab)
        return [row[columns[header] - 1] for row in grid[bottom:]]

    def type_into(self, tab: str, row: int, cells: Row) -> int:
        """Type into the cells of a row below the header, counted from 1, by their headers; its row in the sheet."""
        book = load_workbook(self.workbook)
        bottom, columns = header_of(first_rows(book[tab]), tab)
        for header, value in cells.items():
            book[tab].cell(bottom + row, columns[header]).value = value  # type: ignore[assignment]
        book.save(self.workbook)
        return bottom + row

    def type_raw(self, placeholder: str, text: str) -> None:
        """Replace a text of the workbook by one that openpyxl would not write, as it stands in the file."""
        with changed_parts(self.workbook) as parts:
            for name, content in parts.items():
                parts[name] = content.replace(placeholder.encode(), text.encode())


@dataclass(frozen=True)
class Example:
    """The worked example after `run_schedule.py --once --example`, with what that said."""

    folder: Path
    told: Told


def header_of(grid: Grid, tab: str) -> tuple[int, dict[str, int]]:
    """The last row of a tab's header, and the column of each header text."""
    if tab == tabs.RESULTS.name:
        return 1, {header: column for column, header in enumerate(tabs.RESULTS.headers, 1)}
    header = find_header(grid, next(known for known in STAFF_TABS if known.name == tab))
    return header.row, header.columns


def first_rows(sheet: Worksheet) -> Grid:
    """The rows of a sheet among which its header stands."""
    return list(sheet.iter_rows(max_row=min(sheet.max_row, 20), values_only=True))


def plain_log(path: Path, register: Sequence[Row] = (), log: Sequence[Row] = (), people: Sequence[Row] = ()) -> Path:
    """A workbook that `setup_worklog` never saw: the staff tabs with the columns that checks read, nothing else."""
    book = Workbook()
    for tab, rows in zip(STAFF_TABS, (register, log, people, ()), strict=True):
        sheet = book.create_sheet(tab.name)
        headers = [c.header for c in tab.columns if c.needed or c.filler == "staff"]
        sheet.append(headers)
        for at, row in enumerate(rows, 2):
            for column, header in enumerate(headers, 1):
                cell = sheet.cell(at, column)
                cell.value = row.get(header)  # type: ignore[assignment]
                if cell.data_type == "f":
                    cell.data_type = "s"
    del book["Sheet"]
    book.save(path)
    return path
