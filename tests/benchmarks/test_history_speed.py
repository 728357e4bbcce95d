"""What remembering costs a check of a workbook.

Run with `python -m pytest tests/benchmarks --benchmark-only`; both are timed in the same run, so only the ratio counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from time import process_time
from typing import Any

import pandas as pd
from openpyxl import Workbook

from benchmarks.large_logs import NOW, large_frames, office
from benchmarks.timing import median_ratio, times
from office_roles import LOG
from worklog.adapters.workbook.reader import read_workbook
from worklog.config.config import Config
from worklog.core.judging.check import check
from worklog.core.log.grids import Grid
from worklog.jobs.desk import Desk
from worklog.jobs.history import LogHistory
from worklog.jobs.publishing import UNCHANGED

ROWS, CHANGED, ROUNDS = 10_000, 100, 3
LARGEST_SHARE = 0.25


def grids_of(rows: int) -> dict[str, list[list[object]]]:
    frames = {name: frame.drop(columns="row") for name, frame in large_frames(rows).items()}
    return {name: [frame.columns.tolist(), *frame.to_numpy(dtype=object).tolist()] for name, frame in frames.items()}


def saved(grids: dict[str, list[list[object]]], path: Path) -> Path:
    book = Workbook(write_only=True)
    for name, rows in grids.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell is None or cell is pd.NaT else cell for cell in row])
    book.save(path)
    return path


def with_changes(grids: dict[str, Grid], number: int) -> dict[str, Grid]:
    """The log with another name in a hundred of its steps."""
    header = list(grids[LOG.name][0])
    note = header.index("Catatan")
    rows: list[Sequence[object]] = [list(row) for row in grids[LOG.name]]
    for at in range(1, ROWS, ROWS // CHANGED):
        row = [*rows[at], *[None] * (len(header) - len(rows[at]))]
        row[note] = f"catatan {number}"
        rows[at] = row
    return {**grids, LOG.name: rows}


def test_remembering_costs_a_quarter_of_a_check_at_most(benchmark: Any, tmp_path: Path) -> None:
    """A check that has something to write, of which remembering and what is found by it are a part."""
    path = saved(grids_of(ROWS), tmp_path / "log.xlsx")
    config = Config(source={"type": "workbook", "path": str(path)})  # type: ignore[arg-type]
    config._folder = tmp_path
    start: datetime = NOW.item()
    Desk(config, start).check_and_publish()
    grids = read_workbook(path)
    edited = [with_changes(grids, number) for number in range(ROUNDS)]
    minutes, turns = count(10, 10), iter(edited)

    def whole() -> None:
        _, publishing = Desk(config, start + timedelta(minutes=60 * next(minutes))).check_and_publish()
        assert publishing != UNCHANGED

    def remembering() -> None:
        now, history = next(turns), LogHistory(config, start + timedelta(minutes=60 * next(minutes)))
        history.remember(now, office().sop)
        check(now, office(), NOW, history.memory)

    def judging() -> None:
        check(grids, office(), NOW)

    judging()
    wholes, with_history, judged = times(whole, remembering, judging, rounds=ROUNDS, clock=process_time)
    extra = [total - alone for total, alone in zip(with_history, judged, strict=True)]
    share = median_ratio(extra, [total - part for total, part in zip(wholes, extra, strict=True)])
    benchmark.extra_info["share of a check without it"] = round(share, 3)
    benchmark.pedantic(judging, rounds=1)
    assert share <= LARGEST_SHARE
