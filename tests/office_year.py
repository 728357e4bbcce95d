"""A year of the office PC, at random: nights off, power cuts, sleep, a dead network, a clock that is set."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import time_machine

from office import PEOPLE, SOP
from office_roles import STAFF_TABS
from worklog.adapters.channels.channels import Channel, Message
from worklog.adapters.channels.outcomes import Delivery, Outcome
from worklog.cli import current_moment
from worklog.config.config import Config
from worklog.core.errors import WorklogError
from worklog.core.judging.check import Checked, check
from worklog.core.working_time.calendar import Calendar
from worklog.jobs.desk import Desk
from worklog.jobs.office import NO_DAYS
from worklog.jobs.publishing import UNCHANGED, Publishing
from worklog.jobs.reporting import Written

P2 = next(flow for flow in SOP.flow_models if flow.code == "P2")
TYPED_EARLIER = timedelta(days=5)
"""How long an item that is done stays in the log of the year, to keep it short."""


class PowerCut(Exception):
    """The PC is off from one moment to the next."""


@dataclass
class Step:
    """One step of an item, done at `finish`."""

    no: int
    finish: datetime


@dataclass
class Item:
    """A request of P2, and when each of its steps is done."""

    id: str
    reference: datetime
    steps: list[Step]


@dataclass
class OfficeYear:
    """The office, its staff and its PC from one moment to another; everything that happens comes from the seed.

    `reports`, `letters`: what was made and what was sent, in order, each with its moment. `published`: what the log
    shows, which survives the PC.
    """

    clock: time_machine.Traveller
    end: datetime
    seed: int
    reports: list[tuple[str, date, datetime]] = field(default_factory=list)
    letters: list[tuple[str, str, datetime]] = field(default_factory=list)
    checks: list[datetime] = field(default_factory=list)
    power_cuts: int = 0
    offline_until: datetime = datetime.min
    published: Checked | None = None

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.items = list(self._items())
        self.typed_at = np.array(sorted(m for i in self.items for m in (i.reference, *(s.finish for s in i.steps))))
        self.set_back_at = sorted(self._some_moment() for _ in range(3))

    def now(self) -> datetime:
        return current_moment()

    @property
    def is_offline(self) -> bool:
        return self.now() < self.offline_until

    # The staff

    def _items(self) -> Iterator[Item]:
        day = self.now().replace(hour=9, minute=0, second=0)
        while day < self.end:
            day += timedelta(days=self.chance.choice((8, 9, 12)))
            moment, steps = day, []
            for step in P2.steps:
                pause = self.chance.choice((10, 20, 25, 45, 60 * 5, 60 * 22))
                moment += timedelta(minutes=pause * (4 if step.no == 1 else 1))
                steps.append(Step(step.no, moment))
            yield Item(f"{day:%Y-%m%d}", day, steps)

    def grids(self) -> Mapping[str, Sequence[Sequence[object]]]:
        """The log as the staff has filled it until now."""
        now = self.now()
        rows: dict[str, list[dict[str, object]]] = {tab.name: [] for tab in STAFF_TABS}
        rows["Petugas"] = [
            {"Nama": name, "Peran": role, "Surel": f"{name.lower()}@kpu.example.org"} for role, name in PEOPLE.items()
        ]
        for item in self.items:
            if item.reference <= now <= item.steps[-1].finish + TYPED_EARLIER:
                rows["Daftar Konten"].append(
                    {"ID Konten": item.id, "Alur": "P2", "Judul": "Pengumuman", "Waktu Acuan": item.reference}
                )
                rows["Buku Kerja"] += [self._row(item, step, now) for step in item.steps]
        return {
            tab.name: [list(tab.headers), *([row.get(h) for h in tab.headers] for row in rows[tab.name])]
            for tab in STAFF_TABS
        }

    def _row(self, item: Item, step: Step, now: datetime) -> dict[str, object]:
        key: dict[str, object] = {"ID Konten": item.id, "Putaran": 1, "No": step.no}
        if step.finish > now:
            return key
        role = P2.steps[step.no - 1].role
        decision = "Setuju" if P2.steps[step.no - 1].kind in ("check", "approve") else None
        return key | {role: PEOPLE[role], "Selesai": step.finish, "Keputusan": decision, "Bukti": "https://x.example"}

    # The PC

    def wait(self, seconds: float) -> None:
        """What may happen while the timer waits."""
        if self.now() >= self.end:
            raise StopIteration
        self.clock.shift(seconds)
        now, dice = self.now(), self.chance.random()
        if self.set_back_at and now >= self.set_back_at[0]:
            self.set_back_at.pop(0)
            self.clock.shift(-3600)
        elif now.hour >= 17 and dice < 0.15:
            self._off(timedelta(hours=self.chance.uniform(13, 15)))
        elif dice < 0.001:
            self._off(timedelta(hours=self.chance.uniform(0.1, 100)))
        elif dice < 0.003:
            self.clock.shift(self.chance.uniform(60, 14 * 3600))  # asleep
        elif dice < 0.006:
            self.offline_until = now + timedelta(hours=self.chance.uniform(0.1, 30))

    def _off(self, time: timedelta) -> None:
        self.clock.shift(time)
        self.power_cuts += 1
        raise PowerCut

    def _some_moment(self) -> datetime:
        return self.now() + (self.end - self.now()) * self.chance.random()

    # What the program does

    def send(self, channel: Channel, message: Message) -> Delivery:
        if self.is_offline:
            return Delivery(Outcome.FAILED, "Tidak ada sambungan.", server_down=True)
        self.letters.append((channel.name, message.subject, self.now()))
        return Delivery(Outcome.SENT)


@dataclass
class YearDesk:
    """Stands in for `jobs.Desk`: the real checks of the year's log, and reports that are only noted."""

    year: OfficeYear
    config: Config
    now: datetime

    @cached_property
    def _desk(self) -> Desk:
        return Desk(self.config, self.now)

    @property
    def log(self) -> object:
        return SimpleNamespace(address="Buku Kerja", requests=1)

    @property
    def own_notes(self) -> list[str]:
        return self._desk.own_notes

    def calendar(self, special: Any = NO_DAYS) -> Calendar:
        return self._desk.calendar(special)

    def check(self) -> Checked:
        """What was found within the last hour of work, unless somebody typed since, to save time; else the real check.

        All that is waited for here runs on the working clock, so outside the office's hours nothing falls due.
        """
        if self.year.is_offline:
            raise WorklogError("Tidak ada internet.")
        year = self.year
        if year.published is None or self._has_changed(year.published):
            year.published = check(year.grids(), self._desk.office, np.datetime64(self.now, "s"))  # type: ignore[arg-type]
        return year.published

    def _has_changed(self, published: Checked) -> bool:
        before = published.now.astype(datetime)
        since, until = np.searchsorted(self.year.typed_at, [before, self.now], side="right")
        worked = published.calendar.between(published.now, np.datetime64(self.now, "s"))
        return bool(since != until) or self.now < before or worked >= 3600

    def check_to_report(self, _: date) -> Checked:
        return self.check()

    def check_and_publish(self) -> tuple[Checked, Publishing]:
        self.year.checks.append(self.now)
        before = self.year.published
        checked = self.check()
        return checked, UNCHANGED if checked is before else Publishing([])

    def daily_report(self, _: Checked, day: date) -> Written:
        self.year.reports.append(("harian", day, self.now))
        return Written(Path(f"Laporan Harian {day}.xlsx"), figures=("Tayang: 1",))

    def keep_snapshot(self, _: Checked) -> list[str]:
        return []

    def monthly_report(self, _: Checked, month: date) -> Written:
        self.year.reports.append(("bulanan", month, self.now))
        return Written(Path(f"Laporan Bulanan {month:%Y-%m}.xlsx"), figures=("Tayang: 1",))
