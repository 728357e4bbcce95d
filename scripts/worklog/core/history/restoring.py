"""The rows of the log as they stood at a moment, and those that were lost: ready to stand in a sheet again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time

from worklog.core.history.lives import Life, Memory
from worklog.core.history.values import read_cell
from worklog.core.log.cells import dates
from worklog.core.log.tabs import STAFF_TABS

Rows = dict[str, list[dict[str, object]]]
"""Rows by the tab's name, each with its cells by header."""

_DATES = {"Tanggal", "Sampai", "Jadwal Tayang", "Berlaku Dari", "Berlaku Sampai"}
_MOMENTS = {"Waktu Acuan", "Mulai", "Selesai"}
_YEARS = range(2000, 2200)
"""Those of the serial numbers that a Google Sheet gives for days and moments."""


def rows_at(memory: Memory) -> Rows:
    """The rows of each tab as they were last seen, in sheet order (`Memory.until` gives those of a moment)."""
    return _by_tab((life, life.cells) for life in memory.alive().values())


def lost_rows(lives: Iterable[Life]) -> Rows:
    """These rows as they were before they were lost, by tab and in sheet order."""
    return _by_tab((life, life.cells_before_loss) for life in lives)


def typed_cells(cells: Mapping[str, object]) -> dict[str, object]:
    """The cells of a row as a workbook keeps them; days and moments that came from Google as numbers are such again."""
    return {header: typed_cell(header, cell) for header, cell in cells.items()}


def typed_cell(header: str, cell: object) -> object:
    """One of them."""
    return _as_day(header, read_cell(cell))


def _by_tab(rows: Iterable[tuple[Life, Mapping[str, object]]]) -> Rows:
    ordered = sorted(rows, key=lambda each: each[0].row)
    return {tab.name: [typed_cells(cells) for life, cells in ordered if life.tab == tab.name] for tab in STAFF_TABS}


def _as_day(header: str, cell: object) -> object:
    if isinstance(cell, bool) or not isinstance(cell, int | float) or header not in _DATES | _MOMENTS:
        return cell
    (moment,) = dates([cell]).values.tolist()
    if moment is None or moment.year not in _YEARS:
        return cell
    day: date = moment.date()
    return moment if header in _MOMENTS or moment.time() != time() else day
