"""The stages of a check and their peers, each as a call to be timed on a log of so many rows.

A stage is made by a function of the number of rows and of a workbook with such a log; what it returns is timed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.large_logs import NOW, large_frames, office
from worklog.adapters.form.status_formulas import row_formulas
from worklog.adapters.workbook.reader import read_workbook
from worklog.cli import CLEAN, ERROR_FINDINGS
from worklog.config.config import Config
from worklog.core.judging.check import Checked, check_tables
from worklog.core.log.tables import Tables, parse_tables
from worklog.core.log.tabs import LOG, REGISTER, RESULTS
from worklog.core.publishing.publication import Publication
from worklog.core.publishing.results import result_rows
from worklog.core.publishing.summary import summarise
from worklog.jobs.desk import Desk
from worklog.jobs.timer_notes import TimerNotes

MOMENT: datetime = NOW.item()
COMMAND = Path(__file__).parents[2] / "scripts" / "check_progress.py"
FLOOR = """
import sys
import pandas
from python_calamine import CalamineWorkbook
workbook = CalamineWorkbook.from_path(sys.argv[1])
for name in workbook.sheet_names:
    workbook.get_sheet_by_name(name).to_python()
"""
"""What no check of a workbook can do without: to import pandas, and to read the cells."""
Call = Callable[[], object]


def write_log(rows: int, path: Path) -> Path:
    """A workbook with a log of so many rows, which shows its results by formulas, as that of an office does."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    frames = large_frames(rows)
    for name, frame in frames.items():
        sheet, headers = book.create_sheet(name), [header for header in frame.columns if header != "row"]
        sheet.append(headers)
        columns = {header: number for number, header in enumerate(headers, 1)}
        for number, cells in enumerate(frame[headers].to_numpy(dtype=object).tolist(), 2):
            shown = row_formulas(name, columns, number) if name in (LOG.name, REGISTER.name) else {}
            sheet.append(
                [
                    shown.get(header, None if cell is pd.NaT else cell)
                    for header, cell in zip(headers, cells, strict=True)
                ]
            )
    results = book.create_sheet(RESULTS.name)
    results.append(RESULTS.headers)
    for cells in frames[LOG.name][["ID Konten", "Putaran", "No"]].to_numpy(dtype=object).tolist():
        results.append(["|".join(map(str, cells)), "Selesai", "3/7", NOW.item(), 0, ""])
    book.save(path)
    return path


@cache
def tables(rows: int) -> Tables:
    return parse_tables(large_frames(rows), office().sop, NOW)


@cache
def checked(rows: int) -> Checked:
    return check_tables(tables(rows), office(), NOW)


def read(_: int, log: Path) -> Call:
    return lambda: read_workbook(log)


def read_by_calamine(_: int, log: Path) -> Call:
    def cells() -> object:
        book = CalamineWorkbook.from_path(str(log))
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

    return cells


def read_by_openpyxl(_: int, log: Path) -> Call:
    from openpyxl import load_workbook

    def cells() -> object:
        return [list(sheet.values) for sheet in load_workbook(log, read_only=True, data_only=True)]

    return cells


def parse(rows: int, _: Path) -> Call:
    frames = large_frames(rows)
    return lambda: parse_tables(frames, office().sop, NOW)


def judge(rows: int, _: Path) -> Call:
    parsed, judging = tables(rows), office()
    return lambda: check_tables(parsed, judging, NOW)


def judge_by_pm4py(rows: int, _: Path) -> Call:
    """Token replay and temporal profile, which know no roles, rounds or working time."""
    import pm4py

    from benchmarks.test_rules_speed import event_log

    events, sample = event_log(pm4py, checked(rows))
    net = pm4py.discover_petri_net_inductive(sample)
    profile = pm4py.discover_temporal_profile(sample)

    def replay() -> None:
        pm4py.conformance_diagnostics_token_based_replay(events, *net)
        pm4py.conformance_temporal_profile(events, profile, zeta=2.0)

    return replay


def judge_by_items(rows: int, _: Path) -> Call:
    """One Python function for each item, by `groupby.apply`."""
    from benchmarks.test_rules_speed import per_item

    return per_item(rows)


def publish(rows: int, log: Path) -> Call:
    """Results and Ringkasan, and saving them in a copy of the workbook that setup prepared."""
    folder = Path(tempfile.mkdtemp())
    shutil.copy(log, folder / "log.xlsx")
    desk = _desk(folder)
    desk.set_up()
    judged, sop = desk.check(), office().sop.in_force(MOMENT)

    def publication() -> object:
        results = Publication(
            [], result_rows(judged), summarise(judged, TimerNotes(desk.config, desk.now).standing(judged.calendar)), ""
        )
        return desk.log.publish(results, sop, MOMENT)

    return publication


def daily(rows: int, log: Path) -> Call:
    desk = _desk(Path(tempfile.mkdtemp()))
    return lambda: desk.daily_report(checked(rows), MOMENT.date(), log.parent / "laporan")


def monthly(rows: int, log: Path) -> Call:
    desk = _desk(Path(tempfile.mkdtemp()))
    return lambda: desk.monthly_report(checked(rows), MOMENT.date().replace(day=1), log.parent / "laporan")


def whole(_: int, log: Path) -> Call:
    config = log.with_suffix(".json")
    config.write_text(f'{{"source": {{"path": "{log.name}"}}}}', encoding="utf-8")
    return partial(_run, [str(COMMAND), "--config", str(config), "--json", "--no-publish", "--now", str(NOW)])


def floor(_: int, log: Path) -> Call:
    return partial(_run, ["-c", FLOOR, str(log)])


def _desk(folder: Path) -> Desk:
    config = Config(source={"type": "workbook", "path": str(folder / "log.xlsx")})  # type: ignore[arg-type]
    config._folder = folder
    return Desk(config, MOMENT)


def _run(line: Sequence[str]) -> None:
    ended = subprocess.run([sys.executable, *line], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if ended.returncode not in (CLEAN, ERROR_FINDINGS):
        raise RuntimeError(ended.stderr.decode(errors="replace"))


def working_time(rows: int, _: Path) -> Call:
    from benchmarks.test_working_time_speed import calendar

    start, end = _pairs(rows)
    return lambda: calendar().between(start, end)


def working_time_by_businesstimedelta(rows: int, _: Path) -> Call:
    from benchmarks.test_working_time_speed import business_rules

    rules, pairs = business_rules(), [moments.tolist() for moments in _pairs(rows)]
    return lambda: [rules.difference(*pair) for pair in zip(*pairs, strict=True)]


def _pairs(count: int) -> tuple[Any, Any]:
    import numpy as np

    from benchmarks.test_working_time_speed import FIRST, LAST

    random = np.random.default_rng(20220118)
    start = FIRST + random.integers(0, int((LAST - FIRST).astype(np.int64)), count).astype("timedelta64[s]")
    return start, start + random.integers(0, 3 * 86_400, count).astype("timedelta64[s]")
