"""The random logs of the oracle, judged by the real checks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np

from office_roles import STAFF_TABS
from oracle.cells import Log, Row
from worklog.config.config import Config
from worklog.core.judging.check import Checked, check
from worklog.core.judging.settings import Settings
from worklog.core.log.tabs import Tab
from worklog.jobs.desk import Desk

OFFICE = Desk(Config(), datetime(2026, 11, 23)).office
DEFAULTS = Settings()


def grid_of(tab: Tab, rows: list[Row]) -> list[list[object]]:
    """A tab as read: the header in row 1, each row in its own sheet row."""
    grid: list[list[object]] = [[] for _ in range(max((row.row for row in rows), default=1))]
    grid[0] = list(tab.headers)
    for row in rows:
        grid[row.row - 1] = [row[header] for header in tab.headers]
    return grid


def judge(log: Log, now: datetime, choices: Settings = DEFAULTS) -> Checked:
    """Judge a random log, as the office of the default configuration with these choices of rules."""
    grids = {tab.name: grid_of(tab, log.tabs()[tab.name]) for tab in STAFF_TABS}
    return check(grids, replace(OFFICE, settings=choices), np.datetime64(now, "s"))
