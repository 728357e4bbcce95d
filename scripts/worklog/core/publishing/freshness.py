"""Whether what was published still says all there is to say: the same cells, and nothing due since then."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from worklog.core.log.behind import Behind, shown
from worklog.core.log.grids import Grid, LogShapeError, find_header, tab_name
from worklog.core.log.tabs import STAFF_TABS, Tab
from worklog.core.working_time.calendar import Calendar

LONGEST = np.timedelta64(1, "h")
"""Ringkasan says how long is left for each item; so it is written again at least this often."""
HOUR_SECONDS = 3600
_SEPARATOR = " · "


@dataclass(frozen=True)
class Stamp:
    """What a publication leaves behind: the content that was judged, when, and until when the judgement holds."""

    content: str
    checked_at: np.datetime64
    holds_until: np.datetime64

    def __str__(self) -> str:
        return _SEPARATOR.join((self.content, str(self.checked_at), str(self.holds_until)))


def still_holds(left: str, content: str, now: np.datetime64) -> bool:
    """Whether a stamp, as text, is of this content and the moment lies in the time for which it holds.

    `content`: a `fingerprint`, with or without what `behind_print` adds to it; without, only values are compared.
    """
    try:
        judged, since, until = left.split(_SEPARATOR)
        same = f"{judged}.".startswith(f"{content}.")
        return same and bool(np.datetime64(since, "s") <= now < np.datetime64(until, "s"))
    except ValueError:
        return False


def is_overdue(calendar: Calendar, written: np.datetime64, now: np.datetime64, hours: int) -> bool:
    """Whether a log that was last written at that moment has lacked what checks say for so many office hours."""
    return bool(calendar.between(written, now) >= hours * HOUR_SECONDS)


def fingerprint(grids: Mapping[str, Grid], basis: str) -> str:
    """A short text that differs when a cell of the staff tabs does, or what they are judged on (`basis`).

    Columns that only show results, and blank cells behind the last one, make no difference.
    """
    digest = hashlib.blake2b(basis.encode(), digest_size=12)
    for tab in STAFF_TABS:
        name = tab_name(grids, tab)
        if name is not None:
            digest.update(json.dumps([tab.name, _typed(grids[name], tab)], default=str).encode())
    return digest.hexdigest()


def behind_print(grids: Mapping[str, Grid]) -> str:
    """A short text, to be added to a fingerprint, that differs when a formula or link behind the cells does."""
    found = [
        (tab, row, column, cell.formula, cell.link)
        for tab, grid in sorted(grids.items())
        for row, cells in enumerate(grid)
        for column, cell in enumerate(cells)
        if isinstance(cell, Behind)
    ]
    return "." + hashlib.blake2b(json.dumps(found).encode(), digest_size=6).hexdigest()


def _typed(grid: Grid, tab: Tab) -> list[list[object]]:
    try:
        columns = find_header(grid, tab).columns
    except LogShapeError:
        columns = {}
    shown = {columns[c.header] - 1 for c in tab.columns if c.filler == "formula" and c.header in columns}
    rows = [_without_end([_plain(cell) for at, cell in enumerate(row) if at not in shown]) for row in grid]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _plain(cell: object) -> object:
    """A cell so that the same value reads the same, whether it was just written or read back."""
    cell = shown(cell)
    if cell is None:
        return ""
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def _without_end(cells: list[object]) -> list[object]:
    while cells and cells[-1] == "":
        cells.pop()
    return cells
