"""What is remembered of a row, in the words of the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

import numpy as np

from worklog.core.history.lives import Bracket, Event, Life, Memory, events_between
from worklog.core.history.restoring import typed_cells
from worklog.core.indonesian import BLANK, moment_text, one_line, short_day_text
from worklog.core.log.cells import identifiers, texts
from worklog.core.log.tabs import LOG, REGISTER, Tab, is_role, is_typed

LONGEST = 80
TOLD_FOR = np.timedelta64(31, "D")
"""For how long checks and reports tell of what is over; the history knows it longer."""


def item_lines(memory: Memory, item: str) -> list[str]:
    """The life of an item, one line for each change that was seen; none when nothing is known of it."""
    key = _key(item)
    lives = [life for life in memory.lives if life.tab in (REGISTER.name, LOG.name) and _was(life, key)]
    return [f"{bracket_text(at)}: {_told(life, event)}" for life, event, at in events_between(memory, lives)]


def since_text(memory: Memory) -> str:
    """From when on anything is known, as a sentence."""
    return f"Riwayat sejak {moment_text(memory.since)}; tanpa riwayat sebelum itu."


def bracket_text(bracket: Bracket) -> str:
    """Between which readings something was done."""
    if np.isnat(bracket.seen):
        return "waktunya tidak diketahui"
    if np.isnat(bracket.without):
        return f"sebelum {moment_text(bracket.seen)}"
    return f"antara {moment_text(bracket.without)} dan {moment_text(bracket.seen)}"


def cell_words(cell: object) -> str:
    """A cell as people read it, as one line."""
    match cell:
        case None | "":
            return BLANK
        case datetime():
            return moment_text(np.datetime64(cell, "s"))
        case date():
            return short_day_text(cell)
        case time():
            return f"{cell:%H.%M}"
        case _:
            return one_line(str(texts([cell])[0]), LONGEST)


def row_name(life: Life) -> str:
    """Which row of a tab it is: the step, the item, or what else the row is about."""
    cells = typed_cells(life.cells_before_loss)
    if life.tab == LOG.name:
        named = f"putaran {cell_words(cells.get('Putaran', 1))} No {cell_words(cells.get('No'))}"
        people = ", ".join(cell_words(cell) for header, cell in cells.items() if is_role(header))
        return f"{named} ({people})" if people else named
    identity = {"Petugas": ("Nama", "Peran"), "Kalender": ("Tanggal", "Jenis")}.get(life.tab, ("ID Konten", "Judul"))
    return ", ".join(cell_words(cells[header]) for header in identity if header in cells) or "baris tanpa isian pokok"


def pasted(life: Life, tab: Tab) -> str:
    """A row as text that can be pasted into its tab from the first column on, the columns in the order of setup."""
    cells = typed_cells(life.cells_before_loss)
    return "\t".join(_typed(cells.get(column.header)) for column in tab.columns if column.filler != "formula")


def _typed(cell: object) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%d/%m/%Y %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return " ".join(str(texts([cell])[0]).split())


def _key(item: str) -> str:
    return str(identifiers(texts([item]))[0])


def _was(life: Life, key: str) -> bool:
    """Whether a row is or ever was about this item."""
    ids = {str((event.after or {}).get("ID Konten", "")) for event in life.events}
    return any(_key(text) == key for text in ids)


def _told(life: Life, event: Event) -> str:
    name = f"{life.tab} {row_name(life)}" if life.tab == LOG.name else life.tab
    if event.after is None:
        return f"{name}: baris tidak ada lagi"
    before, after = typed_cells(event.before or {}), typed_cells(event.after)
    headers = [h for h in {**before, **after} if before.get(h) != after.get(h)]
    if event.before is not None:
        return f"{name}: {_listed(headers, before, after)}"
    came = "kembali" if event is not life.events[0] else "baru"
    typed = [h for h in headers if is_typed(life.tab, h) and h in after]
    return f"{name}: baris {came}" + (f" ({_filled(typed, after)})" if typed else "")


def _listed(headers: list[str], before: Mapping[str, object], after: Mapping[str, object]) -> str:
    return "; ".join(f"{h}: {cell_words(before.get(h))} → {cell_words(after.get(h))}" for h in headers)


def _filled(headers: list[str], cells: Mapping[str, object]) -> str:
    return "; ".join(f"{header}: {cell_words(cells[header])}" for header in headers)
