"""Find the tabs and the columns of a log by their names, wherever they stand.

A grid is a tab as read: its cells from sheet row 1 and column A on, row by row; None or "" is blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from worklog.core.errors import WorklogError
from worklog.core.log.cells import texts, words
from worklog.core.log.tabs import LOG, Tab, is_role

Grid = Sequence[Sequence[object]]

SEARCHED_ROWS = 200
"""The header stands among these first rows."""

_BLANKS = frozenset(("", None))
SETUP = "python scripts/setup_worklog.py"


class LogShapeError(WorklogError):
    """Tabs or columns are missing; `lacks` tells of each what is wrong, and what the office does about it."""

    def __init__(self, lacks: Sequence[tuple[str, str]]) -> None:
        super().__init__("Buku kerja belum lengkap:", [" ".join(told) for told in lacks])
        self.lacks = tuple(lacks)


@dataclass(frozen=True)
class Header:
    """Where a tab's header stands: its last row, and the column of each known header; both counted from 1."""

    row: int
    columns: dict[str, int]


def find_header(grid: Grid, tab: Tab) -> Header:
    """Find the row that, with the row above it for what it does not name itself, names most columns of the tab.

    The row above gives the upper tier: single headers merged downwards stand there. Of equal rows the first wins, of
    equal headers in a row the first. Raises LogShapeError when no row names a column that the checks need.
    """
    known = dict(zip(compared(tab.headers), tab.headers, strict=True))
    best = Header(0, {})
    above: dict[int, str] = {}
    for number, row in enumerate(grid[:SEARCHED_ROWS], 1):
        named = {position: known[cell] for position, cell in enumerate(compared(row), 1) if cell in known}
        columns: dict[str, int] = {}
        for position, header in sorted({**above, **named}.items()):
            columns.setdefault(header, position)
        if len(columns) > len(best.columns) and not columns.keys().isdisjoint(tab.read_headers):
            best = Header(number, columns)
        if len(best.columns) == len(known):
            break
        above = named
    if not best.columns:
        raise LogShapeError(
            [(f'Tab "{tab.name}" tidak memuat judul kolom ({_listed(tab.read_headers)}).', f"Jalankan: {SETUP}")]
        )
    return best


def top_row(grid: Grid, tab: Tab, header: Header) -> int:
    """The first row of a header: the one above its last where that names groups or columns of a tab with groups."""
    if header.row == 1 or not any(column.group for column in tab.columns):
        return header.row
    names = compared([name for column in tab.columns for name in (column.header, column.group) if name])
    return header.row - (not set(names).isdisjoint(compared(grid[header.row - 2])))


def last_used(grid: Grid, tab: Tab, header: Header) -> int:
    """The last row with anything in it, the columns apart that show results; the header's row when there is none."""
    shows = {header.columns[c.header] - 1 for c in tab.columns if c.filler == "formula" and c.header in header.columns}
    for row in range(len(grid), header.row, -1):
        if any(cell not in (None, "") and at not in shows for at, cell in enumerate(grid[row - 1])):
            return row
    return header.row


def frame_of(grid: Grid, tab: Tab) -> pd.DataFrame:
    """The rows below the header: `row` (sheet row from 1) and the raw cells of each column of the tab that was found.

    Rows in which all these columns are blank, apart from those that only show results, are left out. Raises
    LogShapeError when a needed column is missing.
    """
    header = find_header(grid, tab)
    missing = [name for name in tab.read_headers if name not in header.columns]
    if missing:
        of_roles = tab == LOG and any(map(is_role, missing))
        gone = "bila kolomnya terhapus, atau ada SOP baru dengan peran itu," if of_roles else "bila kolomnya terhapus,"
        raise LogShapeError(
            [
                (
                    f'Tab "{tab.name}" tidak memiliki kolom {_listed(missing)}.',
                    f"Kembalikan judul kolom itu bila telah diubah; {gone} jalankan: {SETUP}",
                )
            ]
        )
    numbers = [number for number, row in enumerate(grid) if number >= header.row and not _BLANKS.issuperset(row)]
    positions = np.array(list(header.columns.values())) - 1
    cells = _cells([grid[number] for number in numbers], positions.max() + 1)
    shows = {column.header for column in tab.columns if column.filler == "formula"}
    kept = _not_blank(cells, np.array([at - 1 for name, at in header.columns.items() if name not in shows]))
    frame = pd.DataFrame(cells[np.ix_(kept, positions)], columns=list(header.columns), dtype=object, copy=False)
    frame.insert(0, "row", np.array(numbers, dtype=np.int64)[kept] + 1)
    return frame


def read_tabs(grids: Mapping[str, Grid], tabs: Sequence[Tab]) -> dict[str, pd.DataFrame]:
    """The frame of each tab by the tab's name; LogShapeError tells all missing tabs and columns at once."""
    frames: dict[str, pd.DataFrame] = {}
    lacks: list[tuple[str, str]] = []
    for tab in tabs:
        name = tab_name(grids, tab)
        if name is None:
            gone = f"bila terhapus, ambil dari cadangan atau jalankan: {SETUP}"
            lacks.append((f'Tab "{tab.name}" tidak ada di buku kerja.', f"Bila namanya diganti, kembalikan; {gone}"))
            continue
        try:
            frames[tab.name] = frame_of(grids[name], tab)
        except LogShapeError as error:
            lacks += error.lacks
    if lacks:
        raise LogShapeError(lacks)
    return frames


def tab_name(names: Iterable[str], tab: Tab) -> str | None:
    """Which of the names is the tab's: just its name, else the first that differs only in case and spaces."""
    names = list(names)
    if tab.name in names:
        return tab.name
    return next((name for name in names if compared([name]) == compared([tab.name])), None)


def compared(cells: Sequence[object]) -> list[str]:
    """Each cell as names of tabs and headers are compared: without regard to case and spaces."""
    plain: list[str] = words(texts(cells)).tolist()
    return plain


def _listed(headers: Sequence[str]) -> str:
    return ", ".join(f'"{header}"' for header in headers)


def _cells(rows: Grid, width: int) -> NDArray[np.object_]:
    """The cells of the first columns as one table; some sources leave out the blank cells at the end of a row."""
    even = (row if len(row) == width else [*row[:width], *[None] * (width - len(row))] for row in rows)
    return np.fromiter(chain.from_iterable(even), dtype=object, count=len(rows) * width).reshape(len(rows), width)


def _not_blank(cells: NDArray[np.object_], positions: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows, counted from 0, with something in one of these columns: more than spaces."""
    blank = np.arange(len(cells))
    for position in positions:
        blank = blank[texts(cells[blank, position]) == ""]
    return np.delete(np.arange(len(cells)), blank)
