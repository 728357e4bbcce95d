"""A log as rows of text that polls see one after another, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from office import grids_of
from office_roles import ROLES, STAFF_TABS
from worklog.core.history.changes import GONE, Change, RowKey, changes
from worklog.core.history.lives import Memory, Observation, Poll
from worklog.core.history.rows import seen_rows
from worklog.core.log.grids import Grid, read_tabs


class Remembering:
    """Sees a log at each poll, as the history of the office does, without its file."""

    def __init__(self) -> None:
        self.live: dict[RowKey, str] = {}
        self.polls: list[Poll] = []
        self.observations: list[Observation] = []

    def see(self, at: datetime | str, log: str | Mapping[str, Grid]) -> list[Change]:
        """One poll; what it found changed."""
        grids = grids_of(log) if isinstance(log, str) else log
        number = len(self.polls) + len(self.observations) + 1
        self.polls.append(Poll(number, np.datetime64(at, "s")))
        found = changes(self.live, seen_rows(read_tabs(grids, STAFF_TABS), ROLES))
        self.observations += [Observation(number, change) for change in found]
        for change in found:
            self.live.pop((change.tab, change.was or change.key), None)
        self.live |= {(c.tab, c.key): c.whole for c in found if c.cells != GONE}
        return found

    @property
    def memory(self) -> Memory:
        return Memory(tuple(self.polls), tuple(self.observations))


def memory_of(polls: Sequence[tuple[datetime | str, str]]) -> Memory:
    """What is remembered after these polls."""
    remembering = Remembering()
    for at, log in polls:
        remembering.see(at, log)
    return remembering.memory
