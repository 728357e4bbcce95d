"""Whether what a check would publish stands in the log already."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from worklog.core.log.tabs import RowState
from worklog.core.publishing.results import Result
from worklog.core.working_time.calendar import Calendar

if TYPE_CHECKING:
    from worklog.core.publishing.summary import Summary

LONGEST = np.timedelta64(1, "h")
"""Ringkasan says when was checked and how long is left for each item; so it is written again at least this often."""
HOUR_SECONDS = 3600
_SEPARATOR = " · "


@dataclass(frozen=True)
class Stamp:
    """What a publication leaves behind: a digest of what it shows, and the moment of its check."""

    digest: str
    checked_at: np.datetime64

    def __str__(self) -> str:
        return f"{self.digest}{_SEPARATOR}{self.checked_at}"

    def stands(self, left: str) -> bool:
        """Whether a stamp that was left, as text, is of the same results, and of a check less than `LONGEST` ago."""
        digest, _, before = left.partition(_SEPARATOR)
        try:
            since = np.datetime64(before, "s")
        except ValueError:
            return False
        return digest == self.digest and bool(since <= self.checked_at < since + LONGEST)


def stamp_of(results: Sequence[Result], summary: Summary, basis: str) -> Stamp:
    """The stamp over all that a check publishes; `basis` is what else shows, as text.

    What only counts time makes no difference: the time of the check within its day, how long is left, Terlambat of what
    is still waited for (a row that is done grows no later), and how often the timer worked or failed.
    """
    shown = asdict(summary) | {"checked_at": summary.checked_at.date()}
    for item in shown["open_items"]:
        del item["left"]
    if summary.timer:
        shown["timer"] = (*summary.timer[2:], *map(bool, summary.timer[:2]))
    rows = [(*row[:4], row[4] if row[1] == RowState.DONE_LATE else bool(row[4]), *row[5:]) for row in results]
    content = json.dumps([basis, rows, shown], default=str).encode()
    return Stamp(hashlib.blake2b(content, digest_size=12).hexdigest(), np.datetime64(summary.checked_at, "s"))


def is_overdue(calendar: Calendar, written: np.datetime64, now: np.datetime64, hours: int) -> bool:
    """Whether a log that was last written at that moment has lacked what checks say for so many office hours."""
    return bool(calendar.between(written, now) >= hours * HOUR_SECONDS)
