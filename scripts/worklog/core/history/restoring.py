"""The rows of the log as they stood at a moment, and those that are gone: ready to stand in a sheet again."""

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
    return rows_of(memory.alive().values())


def gone(memory: Memory) -> list[Life]:
    """The rows that are not there any more, the last ones to go first."""
    lost = [life for life in memory.lives if life.is_gone]
    return sorted(lost, key=lambda life: life.last_poll, reverse=True)


def rows_of(lives: Iterable[Life]) -> Rows:
    """The rows of these lives, by tab and in sheet order."""
    ordered = sorted(lives, key=lambda life: life.row)
    return {tab.name: [typed_cells(life.cells) for life in ordered if life.tab == tab.name] for tab in STAFF_TABS}


def typed_cells(cells: Mapping[str, object]) -> dict[str, object]:
    """The cells of a row as a workbook keeps them; days and moments that came from Google as numbers are such again."""
    return {header: _as_day(header, read_cell(cell)) for header, cell in cells.items()}


def _as_day(header: str, cell: object) -> object:
    if isinstance(cell, bool) or not isinstance(cell, int | float) or header not in _DATES | _MOMENTS:
        return cell
    (moment,) = dates([cell]).values.tolist()
    if moment is None or moment.year not in _YEARS:
        return cell
    day: date = moment.date()
    return moment if header in _MOMENTS or moment.time() != time() else day
