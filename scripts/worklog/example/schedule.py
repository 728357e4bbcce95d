"""How one item of the example went: who did which step when, on the flow's own clock."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import numpy as np

from worklog.core.calendar import Calendar
from worklog.core.sop import DECIDING_KINDS, Flow, Step
from worklog.core.tabs import APPROVED, CANCELLED, NOT_ANSWERED, REVISE
from worklog.example.people import who

EXAMPLE_NOW = datetime(2026, 11, 27, 14, 10)
"""The moment at which the example is looked at: a Friday afternoon near the end of a month."""


@dataclass(frozen=True)
class Course:
    """What is particular about an item: the steps sent back, late or closing it, or its exact times.

    `times` are the Selesai of its steps in the order of the work, as `26-11 14:20 15:05 27-11 08:10`; the item stands
    still after the last one. `started` is the Mulai of the step that is being worked on.
    """

    revise: int = 0
    late: int = 0
    slow: float = 1.6
    close: int = 0
    times: str = ""
    started: str = ""
    waiting: bool = False
    fault: str = ""


@dataclass
class Entry:
    """What staff typed in one row of the log; `cells` are cells typed in another way than usual."""

    round: int
    step: Step
    person: str
    role: str
    start: datetime | None = None
    finish: datetime | None = None
    decision: str = ""
    evidence: str = ""
    note: str = ""
    cells: dict[str, object] = field(default_factory=dict)


@dataclass
class Item:
    """One register row with what was done for it.

    `copies` are log rows that staff added by hand: the step copied, and the cells changed in the copy. `spare_round`
    is a round whose rows stayed unused. `cells` are register cells typed in another way than usual.
    """

    flow: Flow
    title: str
    reference: datetime
    planned: date | None = None
    related: Item | None = None
    course: Course = Course()
    id: str = ""
    caption: str = ""
    entries: list[Entry] = field(default_factory=list)
    opened: bool = True
    spare_round: int = 0
    copies: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    cells: dict[str, object] = field(default_factory=dict)

    def entry(self, no: int, round_: int = 1) -> Entry:
        """What was typed in the row of a step."""
        return next(entry for entry in self.entries if (entry.round, entry.step.no) == (round_, no))

    @property
    def published(self) -> datetime | None:
        """When the post or the answer went on air."""
        last = self.entries[-1] if self.entries else None
        return last.finish if last is not None and last.step.kind == "publish" else None


def read_moments(text: str) -> list[datetime]:
    """Read `26-11 14:20 15:05`: a day counts for all times behind it; the year is the example's."""
    moments, day = [], date.min
    for word in text.split():
        if "-" in word:
            day = datetime.strptime(f"{word}-{EXAMPLE_NOW.year}", "%d-%m-%Y").date()
        else:
            moments.append(datetime.combine(day, time.fromisoformat(word)))
    return moments


def read_day(text: str) -> date | None:
    """Read `26-11`, a day of the example's year; None for an empty text."""
    return read_moments(f"{text} 00:00")[0].date() if text else None


@dataclass(frozen=True)
class Simulation:
    """Does the work of items on the office's calendar, without looking at a real clock."""

    calendar: Calendar

    def do(self, item: Item) -> None:
        """Fill the item's entries step by step until it is on air, closed, or has to wait beyond now."""
        rng = random.Random(item.title)
        exact = iter(read_moments(item.course.times)) if item.course.times or item.course.waiting else None
        round_, no, handover = 1, 1, item.reference
        while no <= len(item.flow.steps):
            step = item.flow.steps[no - 1]
            finish = self._finish(item, step, handover, rng, exact)
            if finish is None or finish > EXAMPLE_NOW:
                break
            entry = self._entry(item, step, round_, handover, finish, rng)
            item.entries.append(entry)
            if entry.decision in (CANCELLED, NOT_ANSWERED):
                return
            handover = finish
            if entry.decision == REVISE and step.back_to is not None:
                round_, no = round_ + 1, step.back_to
            else:
                no = _next_step(item.flow, entry)
        if item.course.started:
            self._begin(item, round_, item.flow.steps[no - 1], rng)

    def after(self, flow: Flow, start: datetime, minutes: float) -> datetime:
        """The moment so many minutes later on the flow's clock, to the whole minute and at least one."""
        passed = timedelta(minutes=max(1, round(minutes)))
        if flow.clock == "elapsed":
            return start + passed
        end = np.asarray(self.calendar.after(np.datetime64(start, "s"), int(passed.total_seconds())))
        moment: datetime = end.astype(object).item()
        return moment

    def _finish(
        self, item: Item, step: Step, handover: datetime, rng: random.Random, exact: Iterator[datetime] | None
    ) -> datetime | None:
        if exact is not None:
            return next(exact, None)
        if step.on_planned_day and item.planned is not None:
            morning = datetime.combine(item.planned, time(7)) + timedelta(minutes=rng.randrange(5, 120))
            return max(morning, handover + timedelta(minutes=rng.randrange(5, 25)))
        share = rng.uniform(0.2, 0.45) if item.course.revise else rng.uniform(0.25, 0.85)
        if step.no == item.course.late:
            share = item.course.slow
        minutes = share * step.limit.seconds / 60 if step.limit.seconds else rng.randrange(60, 200)
        return self.after(item.flow, handover, max(3.0, minutes))

    def _entry(
        self, item: Item, step: Step, round_: int, handover: datetime, finish: datetime, rng: random.Random
    ) -> Entry:
        person = who(step.role, finish.date(), rng)
        entry = Entry(round_, step, person, step.role, None, finish, _decision(item, step, round_))
        if step.kind in ("make", "repair", "publish"):
            entry.evidence = _evidence(item, step, rng)
        passed = (finish - handover).total_seconds() / 60
        starts = self.after(item.flow, handover, rng.uniform(0, 0.4) * min(passed, 90))
        # With exact times staff leave Mulai blank, so that each case shows only what it is there for.
        says_start = step.limit.days > 0 or (not item.course.times and rng.random() < 0.45)
        if starts < finish and says_start and not step.on_planned_day:
            entry.start = starts
        if rng.random() < 0.06:
            entry.note = rng.choice(("lewat grup WA Humas", "sambil tugas luar", "berkas di folder bersama"))
        return entry

    def _begin(self, item: Item, round_: int, step: Step, rng: random.Random) -> None:
        start = read_moments(item.course.started)[0]
        item.entries.append(Entry(round_, step, who(step.role, start.date(), rng), step.role, start))


def _next_step(flow: Flow, done: Entry) -> int:
    """The step after the one done; a repair falls away when the check before it said Setuju."""
    following = flow.steps[done.step.no : done.step.no + 1]
    falls_away = done.decision == APPROVED and any(step.kind == "repair" for step in following)
    return done.step.no + (2 if falls_away else 1)


def _decision(item: Item, step: Step, round_: int) -> str:
    if step.no == item.course.close:
        return NOT_ANSWERED if item.flow.answers_comments else CANCELLED
    if step.kind not in DECIDING_KINDS:
        return ""
    return REVISE if round_ == 1 and step.no == item.course.revise else APPROVED


_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789"


def _evidence(item: Item, step: Step, rng: random.Random) -> str:
    code = "".join(rng.choice(_LETTERS) for _ in range(11))
    if item.flow.answers_comments:
        return f"https://www.instagram.com/p/{code}/c/" if step.kind == "publish" else "draf di folder Respon 2026"
    if step.kind == "publish":
        second = f" dan https://www.facebook.com/{rng.randrange(10**14, 10**15)}" if rng.random() < 0.2 else ""
        return f"https://www.instagram.com/p/{code}/{second}"
    return f"https://drive.google.com/file/d/{code}/view"
