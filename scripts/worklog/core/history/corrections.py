"""What was changed in months that were closed already: the Koreksi of the next monthly report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from worklog.core.history.lives import Life, Memory
from worklog.core.history.months import Closed
from worklog.core.history.restoring import typed_cells
from worklog.core.history.telling import bracket_text, cell_words
from worklog.core.log.cells import dates
from worklog.core.log.tabs import LOG, REGISTER, is_typed

COLUMNS = ("Bulan", "ID Konten", "Yang berubah", "Semula", "Menjadi", "Terlihat")
_DATED_BY = {LOG.name: ("Selesai",), REGISTER.name: ("Waktu Acuan", "Jadwal Tayang", "Tanggal")}
"""The cells that say to which month a row belongs: the first that is filled."""
THERE, NOT_THERE = "ada", "tidak ada"

Cells = Mapping[str, object]


def corrections(memory: Memory, closed: Sequence[Closed], month: np.datetime64) -> pd.DataFrame:
    """What differs in closed months before `month`: `COLUMNS`, in the order of months and items.

    `closed`: all reports of months. A month's changes are those since its own last report, or since the last report of
    a later month, which told the ones until then. A row belongs to the month that its own time says, then or now; so
    work that was done after the month is no correction of it.
    """
    since = {each.month: -1 for each in closed if each.month < str(month)}
    for each in closed:
        since |= dict.fromkeys((m for m in since if m <= each.month), memory.last_poll(each.made_at))
    rows = [
        row
        for last in set(since.values())
        for life in memory.lives
        if life.tab in _DATED_BY and life.last_poll > last
        for row in _of_life(memory, life, last, since)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(
        ["Bulan", "ID Konten"], kind="stable", ignore_index=True
    )


def _of_life(memory: Memory, life: Life, last: int, since: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """What differs in a row after the poll `last`, where that is the one since which its month tells changes."""
    then = next((event.after for event in reversed(life.events) if event.poll <= last), None)
    old, new = typed_cells(then or {}), typed_cells(life.events[-1].after or {})
    near = memory.bracket(life.events[0].poll).seen.astype("datetime64[D]")
    month = next((month for cells in (old, new) if (month := _month(cells, life.tab, near)) in since), "")
    if since.get(month) != last:
        return
    item = cell_words((new or old).get("ID Konten"))
    seen = bracket_text(memory.bracket(life.last_poll))
    step = f"Putaran {cell_words((new or old).get('Putaran', 1))} No {cell_words((new or old).get('No'))}"
    name = step if life.tab == LOG.name else "Daftar Konten"
    if bool(old) != bool(new):
        yield month, item, name, *((THERE, NOT_THERE) if old else (NOT_THERE, THERE)), seen
        return
    for header in {**old, **new}:
        if is_typed(life.tab, header) and old.get(header) != new.get(header):
            yield month, item, f"{name}: {header}", cell_words(old.get(header)), cell_words(new.get(header)), seen


def _month(cells: Cells, tab: str, near: np.datetime64) -> str:
    """The month that a row's own time says, as 2026-10; "" where it says none. Without a year it is `near` a day."""
    filled = [cells[header] for header in _DATED_BY[tab] if header in cells][:1]
    known = dates(filled, np.full(len(filled), near))[0]
    return str(known[0].astype("datetime64[M]")) if len(known) else ""
