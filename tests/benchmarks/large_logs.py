"""Logs of any size: the worked example again and again under new IDs, with as many findings per row as its month."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from office_roles import LOG, STAFF_TABS
from oracle.cells import Log, Row
from worklog.config.config import Config
from worklog.core.judging.check import Office
from worklog.core.log.cells import dates
from worklog.core.log.tabs import CALENDAR, PEOPLE, REGISTER, Tab
from worklog.example import EXAMPLE_NOW, example_rows
from worklog.jobs.desk import Desk

NOW = np.datetime64(EXAMPLE_NOW, "s")
ID_COLUMNS = ("ID Konten", "Terkait ID")
MOMENT_COLUMNS = ("Waktu Acuan", "Mulai", "Selesai")


@cache
def office() -> Office:
    return Desk(Config(), EXAMPLE_NOW).office


@cache
def example_frames() -> dict[str, pd.DataFrame]:
    """The tabs of the worked example as read; moments typed as text are moments already, for readers of cells only."""
    rows = example_rows(office().sop.at(NOW))
    return {tab.name: _frame(tab, rows[tab.name]) for tab in STAFF_TABS}


def _frame(tab: Tab, rows: Sequence[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame([{header: row.get(header) for header in tab.headers} for row in rows], dtype=object)
    for header in frame.columns.intersection(MOMENT_COLUMNS):
        read = dates(frame[header])
        frame.loc[read.timed, header] = read.values[read.timed].astype(object)
    return frame


def large_frames(rows: int) -> dict[str, pd.DataFrame]:
    """The staff tabs, by name, with so many rows in Buku Kerja, as `grids.read_tabs` gives them."""
    example = example_frames()
    copies = -(-rows // len(example[LOG.name]))
    log = _repeated(example[LOG.name], copies)[:rows]
    register = _repeated(example[REGISTER.name], copies)
    frames = {REGISTER.name: register, LOG.name: log, **{name: example[name] for name in (PEOPLE.name, CALENDAR.name)}}
    for name, frame in frames.items():
        frames[name] = frame.assign(row=np.arange(2, 2 + len(frame)))
    return frames


def _repeated(frame: pd.DataFrame, copies: int) -> pd.DataFrame:
    large = pd.concat([frame] * copies, ignore_index=True)
    number = np.repeat(np.arange(copies), len(frame))
    for header in large.columns.intersection(ID_COLUMNS):
        ids = [None if name is None else f"{name}-{n}" for name, n in zip(large[header], number, strict=True)]
        large[header] = np.array(ids, dtype=object)
    return large


def as_typed_log(frames: dict[str, pd.DataFrame]) -> Log:
    """The same rows for the independent reader in `oracle`."""
    return Log(*([Row(row["row"], row) for row in frames[tab.name].to_dict("records")] for tab in STAFF_TABS))
