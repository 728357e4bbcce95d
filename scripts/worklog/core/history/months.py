"""Months whose report was made after their end: what it said is kept, and stays."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np


@dataclass(frozen=True)
class Closed:
    """A month's report as it was made: `month` (2026-10), the number of its revision (0: the first report), when.

    `reason` is why it was revised. `file` and `sha256` are the name and the hash of the report file; `figures` its
    answers, `items` its list of items, and `basis` what it was judged on (SOP, hours, holidays, rule choices), as JSON.
    `recap` is the hash of the recap of the staff that belongs to it: "" where nobody did anything, None where none was
    kept (by earlier versions).
    """

    month: str
    revision: int
    made: str
    reason: str
    file: str
    sha256: str
    figures: Sequence[str]
    items: Sequence[Mapping[str, str]]
    basis: str
    recap: str | None = None

    @property
    def made_at(self) -> np.datetime64:
        return np.datetime64(self.made, "s")


def closed_text(closed: Closed) -> str:
    """A closed month as JSON."""
    return json.dumps(asdict(closed), ensure_ascii=False)


def read_closed(text: str) -> Closed:
    """A closed month from its JSON."""
    return Closed(**json.loads(text))


def latest(closed: Sequence[Closed], month: np.datetime64) -> Closed | None:
    """The report of a month that counts: its last revision; None where the month was not closed."""
    of_month = [each for each in closed if each.month == str(month)]
    return max(of_month, key=lambda each: each.revision, default=None)
