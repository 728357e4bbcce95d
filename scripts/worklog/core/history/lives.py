"""The lives of rows: when each first stood in the log, what was changed in it and when, and since when it is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from worklog.core.history.changes import GONE, Change, RowKey, applied
from worklog.core.history.clocks import corrected
from worklog.core.log.tabs import is_typed
from worklog.core.moments import NAT


class Poll(NamedTuple):
    """One reading of the log: its number in the history, and when it was."""

    number: int
    at: np.datetime64


class Observation(NamedTuple):
    """A change of a row, and the number of the poll that saw it."""

    poll: int
    change: Change


class Bracket(NamedTuple):
    """Between which readings something was done: the last one without it (NaT: none) and the first one with it."""

    without: np.datetime64
    seen: np.datetime64


class Event(NamedTuple):
    """What a poll saw of a row: its key before (differs when it was corrected), and the cells that differ.

    `before` and `after` are all its cells, as JSON values; `after` is None where the row was gone.
    """

    poll: int
    was: str
    before: dict[str, object] | None
    after: dict[str, object] | None


class Step(NamedTuple):
    """A change of a row: the poll that saw it, the key before, and the cells that differ (`Change.cells`)."""

    poll: int
    was: str
    cells: str


@dataclass
class Life:
    """A row through all polls: its last place and sheet row, and its changes, in order."""

    tab: str
    key: str
    row: int
    changes: list[Step] = field(default_factory=list)

    @property
    def is_gone(self) -> bool:
        return self.changes[-1].cells == GONE

    @property
    def last_poll(self) -> int:
        """The poll that saw the last change."""
        return self.changes[-1].poll

    @cached_property
    def events(self) -> list[Event]:
        """The changes with all cells before and after each."""
        found: list[Event] = []
        after: dict[str, object] | None = None
        for poll, was, cells in self.changes:
            before = after
            after = None if cells == GONE else applied(before or {}, json.loads(cells))
            found.append(Event(poll, was, before, after))
        return found

    @property
    def cells(self) -> dict[str, object]:
        """The cells as last seen."""
        return self.events[-1].after or self.events[-1].before or {}

    @cached_property
    def loss(self) -> Event | None:
        """How the row went, if it is not there, or was opened again without what people had typed in it."""
        if not any(step.cells == GONE for step in self.changes):
            return None
        last = next(event for event in reversed(self.events) if event.after is None)
        typed = {header for header in last.before or () if is_typed(self.tab, header)}
        return last if self.is_gone or (typed and typed.isdisjoint(self.cells)) else None

    @property
    def cells_before_loss(self) -> dict[str, object]:
        """The cells as last seen, of a row that was lost those before it went."""
        return (self.loss.before or {}) if self.loss else self.cells

    def ever_had(self, header: str) -> bool:
        """Whether a cell was ever filled, told without reading all cells."""
        return any(f'"{header}": ' in step.cells for step in self.changes)


@dataclass(frozen=True, eq=False)
class Memory:
    """All that is remembered of a log: its readings and the changes that they saw, both in order.

    `bases`: what it was judged on, as JSON, and the number of the first poll that was judged on it.
    """

    polls: Sequence[Poll] = ()
    observations: Sequence[Observation] = ()
    bases: Sequence[tuple[int, str]] = ()

    @property
    def since(self) -> np.datetime64:
        """The first reading, before which nothing is known; NaT when nothing is."""
        return self.brackets[self.polls[0].number].seen if self.polls else NAT

    @cached_property
    def brackets(self) -> dict[int, Bracket]:
        """For each poll what it can tell of the time of a change.

        A clock that was wrong is put right by the polls around (`clocks.corrected`), so that nobody is late by it.
        """
        at = corrected(np.array([poll.at for poll in self.polls], dtype="datetime64[s]"))
        without = np.concatenate([[NAT], at[:-1]]).astype("datetime64[s]")
        numbers = (poll.number for poll in self.polls)
        return {number: Bracket(*pair) for number, pair in zip(numbers, zip(without, at, strict=True), strict=True)}

    @cached_property
    def lives(self) -> list[Life]:
        """The lives of all rows, in the order in which they were first seen."""
        return _lives(self.observations)

    @property
    def lost(self) -> list[tuple[int, Life]]:
        """The rows that were lost (`Life.loss`), each behind the poll that saw it go; the last ones to go first."""
        found = [(life.loss.poll, life) for life in self.lives if life.loss]
        return sorted(found, key=lambda each: each[0], reverse=True)

    def bracket(self, poll: int) -> Bracket:
        """When a change was made that this poll saw; unknown where retention has taken the poll away."""
        return self.brackets.get(poll, Bracket(NAT, NAT))

    def last_poll(self, moment: np.datetime64) -> int:
        """The number of the last poll by a moment; -1 where there was none."""
        return next((poll.number for poll in reversed(self.polls) if self.brackets[poll.number].seen <= moment), -1)

    def until(self, moment: np.datetime64) -> Memory:
        """What was remembered at a moment."""
        last = self.last_poll(moment)
        polls = [poll for poll in self.polls if poll.number <= last]
        observations = [seen for seen in self.observations if seen.poll <= last]
        return Memory(polls, observations, [basis for basis in self.bases if basis[0] <= last])

    def alive(self) -> dict[RowKey, Life]:
        """The rows that stand in the log, by their place."""
        return {(life.tab, life.key): life for life in self.lives if not life.is_gone}


NO_MEMORY = Memory()
"""No history: a new PC, or a lost file."""


def _lives(observations: Sequence[Observation]) -> list[Life]:
    lives: list[Life] = []
    by_place: dict[RowKey, Life] = {}
    for poll, change in observations:
        place = change.tab, change.key
        life = by_place.pop((change.tab, change.was or change.key), None)
        if life is None:
            life = Life(change.tab, change.key, change.row)
            lives.append(life)
        life.changes.append(Step(poll, life.key, change.cells))
        life.key, life.row = change.key, change.row or life.row
        by_place[place] = life
    return lives


def events_between(memory: Memory, lives: Sequence[Life]) -> Iterator[tuple[Life, Event, Bracket]]:
    """What was seen of these rows, in the order of the polls."""
    found = [(event.poll, at, life, event) for at, life in enumerate(lives) for event in life.events]
    return ((life, event, memory.bracket(poll)) for poll, _, life, event in sorted(found, key=lambda each: each[:2]))
