"""What the log was judged on at each reading besides its cells, and what of that changed lately."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np

from worklog.core.history.lives import Memory
from worklog.core.history.telling import TOLD_FOR
from worklog.core.indonesian import short_day_text
from worklog.core.log.tabs import CALENDAR

NAMES = {"working_hours": "jam kerja", "holidays": "hari libur", "rules": "pilihan aturan", "sop": "SOP"}
"""The parts of a basis in the words of the office."""
NEW_SOP = (
    "SOP yang baru berlaku untuk konten yang Waktu Acuannya sejak tanggal berlakunya; yang mulai sebelumnya tetap "
    "memakai SOP-nya."
)
ALL_ELSE = "Konten yang masih berjalan dinilai dengan yang baru."
CLOSED = "Bulan yang sudah ditutup tetap."


def basis_note(memory: Memory, now: np.datetime64) -> str:
    """That what items are judged on was changed in the last month, as a sentence; "" when it was not."""
    changes = [(at, name) for at, name in _changes(memory) if at >= now - TOLD_FOR]
    if not changes:
        return ""
    names = list(dict.fromkeys(name for _, name in changes))
    held = [NEW_SOP if name == NAMES["sop"] else ALL_ELSE for name in names]
    return " ".join(
        [f"Berubah sejak {short_day_text(changes[-1][0])}: {', '.join(names)}.", *dict.fromkeys(held), CLOSED]
    )


def _changes(memory: Memory) -> Iterator[tuple[np.datetime64, str]]:
    """When each part was seen changed, the last change last."""
    found = [(poll, name) for poll, name in _of_settings(memory)]
    first = memory.polls[0].number if memory.polls else 0
    found += [(s.poll, "Kalender") for s in memory.observations if s.change.tab == CALENDAR.name and s.poll != first]
    return ((memory.bracket(poll).seen, name) for poll, name in sorted(found))


def _of_settings(memory: Memory) -> Iterator[tuple[int, str]]:
    for (_, before), (poll, after) in zip(memory.bases, memory.bases[1:], strict=False):
        old, new = json.loads(before), json.loads(after)
        yield from ((poll, name) for part, name in NAMES.items() if old.get(part) != new.get(part))
