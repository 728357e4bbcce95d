"""Random edits, readings and times when the PC was off: what is remembered is what a model that keeps whole logs says."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.history.remembered import Remembering
from office import MONDAY, PEOPLE, WEEK, office
from office_roles import LOG, STAFF_TABS
from worklog.core.history.values import read_cell
from worklog.core.judging.check import check
from worklog.core.log import tabs
from worklog.core.log.grids import Grid

Key = tuple[str, int]
Cells = dict[str, object]
ITEMS = ("2026-0001", "2026-0002")
START = MONDAY.replace(hour=7, minute=30)
CHOICES: dict[str, list[object]] = {
    "Selesai": [None, *(MONDAY + timedelta(hours=8, minutes=25 * n) for n in range(1, 6))],
    "Fungsional Umum": [None, "Budi", "Sari"],
    "Keputusan": [None, "Setuju", "Revisi"],
    "Catatan": [None, "catatan"],
}


@dataclass
class Life:
    """A log that people edit at random, and every reading of it whole."""

    chance: random.Random
    now: datetime = START
    rows: dict[Key, Cells] = field(default_factory=lambda: {(i, step): {} for i in ITEMS for step in (1, 2, 3)})
    bin: dict[Key, Cells] = field(default_factory=dict)
    readings: list[tuple[datetime, dict[Key, Cells]]] = field(default_factory=list)
    remembering: Remembering = field(default_factory=Remembering)

    def go_on(self) -> None:
        """Some edits, some time, and a reading unless the PC is off."""
        for _ in range(self.chance.randrange(4)):
            self._edit()
        self.now += timedelta(minutes=self.chance.choice([10, 10, 60, 600]))
        if self.chance.random() < 0.7:
            self.readings.append((self.now, {key: dict(cells) for key, cells in self.rows.items()}))
            self.remembering.see(self.now, self.grids())

    def _edit(self) -> None:
        edit = self.chance.choice(["type"] * 8 + ["delete", "restore", "sort"])
        if edit == "type" and self.rows:
            header = self.chance.choice(list(CHOICES))
            cells = self.rows[self.chance.choice(list(self.rows))]
            cells[header] = self.chance.choice(CHOICES[header])
            self.rows = {k: {h: v for h, v in cells.items() if v is not None} for k, cells in self.rows.items()}
        elif edit == "delete" and self.rows:
            key = self.chance.choice(list(self.rows))
            self.bin[key] = self.rows.pop(key)
        elif edit == "restore" and self.bin:
            key = self.chance.choice(list(self.bin))
            self.rows[key] = self.bin.pop(key)
        elif edit == "sort":
            keys = list(self.rows)
            self.chance.shuffle(keys)
            self.rows = {key: self.rows[key] for key in keys}

    def grids(self) -> dict[str, Grid]:
        """The log as a sheet; each row has content and a person of its own besides."""
        grids: dict[str, Grid] = {tab.name: [list(tab.headers)] for tab in STAFF_TABS}
        register = [{"ID Konten": i, "Alur": "P2", "Judul": i, "Waktu Acuan": START} for i in ITEMS]
        log = [
            {"ID Konten": i, "Putaran": 1, "No": n, "Bukti": f"{i} {n}", "Admin": f"{i} {n}", **c}
            for (i, n), c in self.rows.items()
        ]
        people = [{"Nama": name, "Peran": role} for role, name in PEOPLE.items()]
        for tab, rows in ((tabs.REGISTER, register), (LOG, log), (tabs.PEOPLE, people)):
            grids[tab.name] = [list(tab.headers), *([row.get(h) for h in tab.headers] for row in rows)]
        return grids


def office_minutes(start: datetime, end: datetime) -> int:
    """Minutes of office time, counted one by one."""
    minutes, moment = 0, start
    while moment < end:
        second = moment.hour * 3600 + moment.minute * 60
        minutes += any(first <= second < last for first, last in WEEK[moment.weekday()])
        moment += timedelta(minutes=1)
    return minutes


def expected_findings(life: Life) -> set[tuple[str, str, int, str]]:
    """A601, A602 and A603 of the rows of Buku Kerja: code, ID, No (0: gone) and column, by looking at whole logs."""
    found = set()
    now, last = life.readings[-1]
    for key in {key for _, rows in life.readings for key in rows}:
        seen = [(at, rows.get(key)) for at, rows in life.readings]
        if key not in last:
            gone_at = max(i for i, (_, rows) in enumerate(life.readings) if key in rows) + 1
            if now - life.readings[gone_at][0] <= timedelta(days=31):  # Bukti stands in every row, so it was typed in
                found.add(("A603", key[0], 0, ""))
            continue
        finish = last[key].get("Selesai")
        if isinstance(finish, datetime):
            first = min(i for i, (_, cells) in enumerate(seen) if (cells or {}).get("Selesai") == finish)
            if first and office_minutes(finish, seen[first - 1][0]) > 60:
                found.add(("A601", *key, "Selesai"))
        finished = [cells for _, cells in seen if cells and cells.get("Selesai")]
        for header in ("Selesai", "Fungsional Umum", "Keputusan"):
            if finished and finished[0].get(header) not in (None, last[key].get(header)):
                found.add(("A602", *key, header))
    return found


def lived(seed: int, length: int) -> Life:
    life = Life(random.Random(seed))
    for _ in range(length):
        life.go_on()
    return life


@given(seed=st.integers(0, 2**32 - 1))
def test_what_is_remembered_is_what_was_read(seed: int) -> None:
    life = lived(seed, 25)
    memory = life.remembering.memory
    for at, rows in life.readings:
        then = memory.until(np.datetime64(at + timedelta(minutes=5), "s"))
        alive = {
            (str(row.cells["ID Konten"]), row.cells["No"]): {
                h: read_cell(c) for h, c in row.cells.items() if h in CHOICES
            }
            for row in then.alive().values()
            if row.tab == tabs.LOG.name
        }
        assert alive == rows


@given(seed=st.integers(0, 2**32 - 1))
def test_late_changed_and_vanished_steps_are_those_that_a_naive_reader_finds(seed: int) -> None:
    life = lived(seed, 15)
    if not life.readings:
        return
    now, last = life.readings[-1]
    grids = Life(random.Random(), rows=last).grids()
    findings = check(grids, office(), np.datetime64(now, "s"), life.remembering.memory).findings
    told = findings[findings["code"].isin(["A601", "A602", "A603"])]
    assert set(told[["code", "id", "step", "column"]].itertuples(index=False, name=None)) == expected_findings(life)
