"""What is remembered of the steps of Buku Kerja, as tables for rules: what was typed when, and what was changed after.

A step is known by its key (`rows.step_key`); cells are as a workbook would give them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import pandas as pd

from worklog.core.history.lives import Life, Memory
from worklog.core.history.restoring import typed_cell
from worklog.core.history.values import read_cell
from worklog.core.log.tabs import LOG, is_role

FINISH, NOTE = "Selesai", "Catatan"
WATCHED = ("Mulai", FINISH, "Keputusan")
"""The cells that say when a step was done and what was decided; those of the roles say by whom."""
_FINISH_CELL = re.compile(r'"Selesai": (\{[^}]*\}|"(?:[^"\\]|\\.)*"|[^,}]+)')
"""That cell in the cells of a row, as JSON; a quotation mark in another text has a backslash before it."""


@lru_cache(maxsize=1)
def finishes(memory: Memory) -> pd.DataFrame:
    """Every Selesai that stands or ever stood: key, cell, without and seen (the bracket of its first reading)."""
    found = (
        (life.key, step.poll, match[1])
        for life in _steps(memory)
        for step in life.changes
        if (match := _FINISH_CELL.search(step.cells)) and match[1] != "null"
    )
    known: dict[str, object] = {}
    rows = [(key, _known_cell(text, known), *memory.bracket(poll)) for key, poll, text in found]
    return _frame(rows, ("key", "cell"))


def _known_cell(text: str, known: dict[str, object]) -> object:
    if text not in known:
        known[text] = read_cell(json.loads(text))
    return known[text]


@lru_cache(maxsize=1)
def changed_after(memory: Memory) -> pd.DataFrame:
    """Cells of steps that were finished and say something else now: key, header, old, new, without and seen.

    `old` is what stood there when the step was first seen finished; a cell that was blank then is completed, not
    changed, and one that is blank because its row went is lost (`Life.loss`). The bracket is that of the last change.
    """
    changed = (life for life in _steps(memory) if len(life.changes) > 1 and life.ever_had(FINISH))
    return _frame([row for life in changed for row in _changes(memory, life)], ("key", "header", "old", "new"))


def notes(memory: Memory) -> dict[str, str]:
    """What stands in Catatan of each step, by its key."""
    having = (life for life in _steps(memory) if life.ever_had(NOTE))
    return {life.key: str(life.cells[NOTE]) for life in having if NOTE in life.cells}


def _steps(memory: Memory) -> Iterator[Life]:
    """The steps that are in the log."""
    return (life for life in memory.lives if life.tab == LOG.name and not life.is_gone)


def _changes(memory: Memory, life: Life) -> Iterator[tuple[object, ...]]:
    finished = next((at for at, event in enumerate(life.events) if FINISH in (event.after or ())), None)
    if finished is None or finished == len(life.events) - 1:
        return
    first = life.events[finished].after or {}
    for header in (*WATCHED, *filter(is_role, first)):
        old, new = first.get(header), life.cells.get(header)
        if old is not None and old != new:
            later = life.events[finished + 1 :]
            last = [each for each in later if (each.before or {}).get(header) != (each.after or {}).get(header)][-1]
            if last.after is not None:
                yield life.key, header, typed_cell(header, old), typed_cell(header, new), *memory.bracket(last.poll)


def _frame(rows: Sequence[tuple[object, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    moments = {"without": "datetime64[s]", "seen": "datetime64[s]"}
    table = pd.DataFrame(rows, columns=[*columns, *moments], dtype=object)
    return table.astype(moments)
