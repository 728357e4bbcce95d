"""The rows of the staff tabs as they are remembered: by what a row is about, not by where it stands.

So sorting, inserting and moving rows is no change, and a row is the same when its cells are corrected.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np
import pandas as pd

from worklog.core.history.values import cell_text
from worklog.core.log.cells import identifiers, texts, whole_numbers, words
from worklog.core.log.tabs import CALENDAR, LOG, PEOPLE, REGISTER, Tab, staff_tabs

IDENTITY = {
    REGISTER.name: ("ID Konten",),
    LOG.name: ("ID Konten", "Putaran", "No"),
    PEOPLE.name: ("Nama", "Peran"),
    CALENDAR.name: ("Tanggal", "Jenis"),
}
"""The cells that say what a row of each tab is about."""
SEPARATOR = "|"


class SeenRow(NamedTuple):
    """A row as a check saw it: its tab, the key of what it is about, its sheet row, and its cells as JSON."""

    tab: str
    key: str
    row: int
    cells: str


def seen_rows(frames: Mapping[str, pd.DataFrame], roles: Sequence[str]) -> list[SeenRow]:
    """All rows of the staff tabs; `frames` are those of `grids.read_tabs`, `roles` those of the SOP."""
    return [row for tab in staff_tabs(roles) for row in _rows_of(frames[tab.name], tab)]


def row_keys(frame: pd.DataFrame, tab: Tab) -> Sequence[str]:
    """What each row is about; a number or an ID is the same however it is written, a blank Putaran is round 1."""
    parts = [_key_part(frame, header) for header in IDENTITY[tab.name]]
    return [SEPARATOR.join(part) for part in zip(*parts, strict=True)]


def step_key(item: str, round_: int, step: int) -> str:
    """The key of a row of Buku Kerja, of an ID as `cells.identifiers` gives it."""
    return SEPARATOR.join((item, str(round_), str(step)))


def _key_part(frame: pd.DataFrame, header: str) -> np.ndarray:
    typed = texts(frame[header])
    if header == "ID Konten":
        return identifiers(typed)
    if header not in ("Putaran", "No"):
        return words(typed)
    numbers, filled, good = whole_numbers(frame[header])
    blank = "1" if header == "Putaran" else ""
    return np.where(good, numbers.astype(str), np.where(filled, words(typed), blank)).astype(object)


def _rows_of(frame: pd.DataFrame, tab: Tab) -> list[SeenRow]:
    kept = [c.header for c in tab.columns if c.filler != "formula" and c.header in frame]
    columns = [_fragments(frame[header], header) for header in kept]
    cells = ["{" + ", ".join(compress(row, row)) + "}" for row in zip(*columns, strict=True)]
    rows = zip(row_keys(frame, tab), frame["row"].tolist(), cells, strict=True)
    return [SeenRow(tab.name, *row) for row in rows if row[2] != "{}"]


def _fragments(column: pd.Series, header: str) -> list[str]:
    """Each cell with its header as a piece of JSON, "" for a blank one; every value is turned into text once."""
    name, known = json.dumps(header), dict[tuple[type, object], str]()
    pieces = []
    for cell in column.tolist():
        key = (type(cell), cell)
        piece = known.get(key)
        if piece is None:
            text = cell_text(cell)
            piece = known[key] = f"{name}: {text}" if text else ""
        pieces.append(piece)
    return pieces
