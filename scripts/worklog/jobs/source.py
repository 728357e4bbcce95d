"""The one small interface to a log, whatever it is kept in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import pandas as pd

from worklog.core.log.grids import Grid
from worklog.core.publishing.publication import Publication
from worklog.core.sop.book import InForce


class LogSource(Protocol):
    """A work log that can be set up, read whole, and published into.

    Each method raises a `WorklogError` that says in Indonesian what is wrong and what to do.
    """

    @property
    def name(self) -> str:
        """What people call it: "buku kerja", "Google Sheet"."""
        ...

    @property
    def address(self) -> str:
        """Where the log is, for people."""
        ...

    @property
    def stamp(self) -> str:
        """What the last publication left (a `freshness.Stamp` as text), as of the last `read`; "" for nothing."""
        ...

    @property
    def notes(self) -> Sequence[str]:
        """Sentences on how safely the log is kept, for whoever runs a command by hand."""
        ...

    @property
    def to_mend(self) -> Sequence[str]:
        """Sentences on what only people can mend in the log itself, as of the last `read` or `set_up`."""
        ...

    @property
    def requests(self) -> int:
        """How many requests over the network it took so far."""
        ...

    def set_up(self, sop: InForce, national_days: pd.DataFrame, now: datetime) -> list[str]:
        """Make what is missing and tell it in sentences; touch nothing that is there."""
        ...

    def read(self) -> dict[str, Grid]:
        """The cells of the staff tabs, by tab name."""
        ...

    def look_behind(self, grids: Mapping[str, Grid]) -> dict[str, Grid]:
        """The cells as read last, with the formulas and links behind them (`core.log.behind`), where `read` has none.

        It is done only before the log is judged, since it may take a request more.
        """
        ...

    def publish(self, publication: Publication, sop: InForce, now: datetime) -> list[str]:
        """Append the blocks, rewrite the script-owned tabs, and tell in sentences what people should know.

        Raises `LogBusy`, `LogLeftAlone` or `LogNotWritten` when the log does not show the results afterwards.
        """
        ...
