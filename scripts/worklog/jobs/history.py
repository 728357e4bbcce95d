"""What a check remembers of the log, and what it remembered before; trouble with that is told and stops nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from worklog.adapters.history.history_file import (
    HISTORY_FILE,
    HistoryBusy,
    HistoryError,
    history_to_read,
    history_to_write,
    keep_copy,
)
from worklog.adapters.history.retention import is_new_month, prune
from worklog.adapters.history.store import Store
from worklog.config.config import Config
from worklog.core.errors import WorklogError
from worklog.core.history.changes import changes
from worklog.core.history.lives import NO_MEMORY, Memory
from worklog.core.history.months import Closed
from worklog.core.history.rows import seen_rows
from worklog.core.log.grids import Grid, LogShapeError, read_tabs
from worklog.core.log.tabs import staff_tabs
from worklog.core.sop.book import SopBook


@dataclass(frozen=True)
class LogHistory:
    """The history of the log that the configuration names; `notes` are sentences for people.

    `unread`: why it could not be read.
    """

    config: Config
    now: datetime
    notes: list[str] = field(default_factory=list)
    unread: list[WorklogError] = field(default_factory=list)

    @property
    def file(self) -> Path:

        return self.config.history_folder / HISTORY_FILE

    def remember(self, grids: Mapping[str, Grid], sop: SopBook, basis: str = "") -> None:
        """Note this reading of the log, also one that finds nothing changed, unless tabs or columns are missing.

        `basis`: what it is judged on besides (`jobs.basis`).
        """
        try:
            tabs = staff_tabs(sop.roles, sop.later_roles(np.datetime64(self.now)))
            seen = seen_rows(read_tabs(grids, tabs), sop.roles)
            with history_to_write(self.file, self.now, self.notes) as store:
                found = changes(store.live(), seen)
                if found and store.head()[0]:
                    self._keep_copy(store)
                if is_new_month(store, self.now):
                    prune(store, self.now, self.config.history.keep_months, self.config.history.largest_mb * 1_000_000)
                store.add(self.now, found, basis)
        except LogShapeError:
            return
        except HistoryBusy as error:  # who waited once does not wait again
            self._unread(error)
        except WorklogError as error:
            self._tell(error)

    def closed(self) -> list[Closed]:
        """The reports of months that were closed; none where that cannot be read (`unread`)."""
        try:
            with history_to_read(self.file) as store:
                return store.closed() if store else []
        except WorklogError as error:
            self._unread(error)
            return []

    def content(self, digest: str) -> bytes | None:
        """The content of a file that closed a month, where it is kept whole."""
        with history_to_read(self.file) as store:
            return store.content(digest) if store else None

    def close_month(self, closed: Closed, files: Sequence[bytes]) -> None:
        """Keep the report of a month with its files."""
        try:
            with history_to_write(self.file, self.now, self.notes) as store:
                store.close_month(closed, files)
        except WorklogError as error:
            self._tell(error)

    def _keep_copy(self, store: Store) -> None:
        """A copy of each day's beginning; what keeps it from being made keeps nothing from being noted."""
        try:
            keep_copy(store, self.config.history_folder / "cadangan", self.now.date(), self.config.history.copies)
        except HistoryError as error:
            self._tell(error)

    @cached_property
    def memory(self) -> Memory:
        """All that is remembered; nothing where there is no history, or where it cannot be read."""
        if self.unread:
            return NO_MEMORY
        try:
            with history_to_read(self.file) as store:
                return store.memory() if store else NO_MEMORY
        except WorklogError as error:
            self._unread(error)
            return NO_MEMORY

    def _unread(self, error: WorklogError) -> None:
        self.unread.append(error)
        self._tell(error)

    def _tell(self, error: WorklogError) -> None:
        if str(error) not in self.notes:
            self.notes.append(str(error))
