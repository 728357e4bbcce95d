"""What was changed in months that were closed already: the Koreksi of the next monthly report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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


def corrections(memory: Memory, closed: Sequence[Closed]) -> pd.DataFrame:
    """What differs in closed months since the last of them was closed: `COLUMNS`, in the order of months and items.

    `closed`: the months' reports (`months.before`). A row belongs to the month that its own time says, then or now; so
    work that was done after the month is no correction of it.
    """
    rows: list[tuple[str, ...]] = []
    if closed:
        months, since = {each.month for each in closed}, memory.until(max(each.made_at for each in closed))
        last = since.polls[-1].number if since.polls else -1
        watched = (life for life in memory.lives if life.tab in _DATED_BY and life.last_poll > last)
        rows = [row for life in watched for row in _of_life(memory, life, last, months)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(
        ["Bulan", "ID Konten"], kind="stable", ignore_index=True
    )


def _of_life(memory: Memory, life: Life, last: int, months: set[str]) -> Iterator[tuple[str, ...]]:
    then = next((event.after for event in reversed(life.events) if event.poll <= last), None)
    old, new = typed_cells(then or {}), typed_cells(life.events[-1].after or {})
    month = next((month for cells in (old, new) if (month := _month(cells, life.tab)) in months), "")
    if not month:
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


def _month(cells: Cells, tab: str) -> str:
    """The month that a row's own time says, as 2026-10; "" where it says none."""
    filled = [cells[header] for header in _DATED_BY[tab] if header in cells]
    known = dates(filled[:1])[0]
    return str(known[0].astype("datetime64[M]")) if len(known) else ""
