"""Everything a rule may look at, and the ways to say where a finding stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from worklog.core.history.lives import NO_MEMORY, Memory
from worklog.core.indonesian import percent_text
from worklog.core.judging.settings import Settings, Severity
from worklog.core.judging.trace import Trace
from worklog.core.log import tabs
from worklog.core.log.tables import Tables
from worklog.core.lookup import NONE, look_up
from worklog.core.sop.book import SopBook
from worklog.core.sop.model import Sop
from worklog.core.working_time.clock import Clock

Mask = np.ndarray | pd.Series
FOUND_AT = ("item", "id", "round", "step", "tab", "row", "column")
"""The columns that say where a finding stands."""
NOTHING = pd.DataFrame(columns=list(FOUND_AT))
"""What a rule finds as a rule."""
LONGEST_QUOTE = 60
"""How much of what people typed a message quotes, in characters."""


@dataclass(frozen=True)
class Case:
    """One check of the log: the parsed tabs and all that was derived from them.

    `items`: `item_facts.item_facts`. `timeline`: `timeline.build_timeline`.
    `national_days`: day, name, row (in Kalender, 0 when it comes from the calendar of holidays). `latest`: the last
    moment that does not count as still to come. `memory`: what earlier readings of the log saw.
    """

    tables: Tables
    items: pd.DataFrame
    trace: Trace
    timeline: pd.DataFrame
    national_days: pd.DataFrame
    sop: SopBook
    clock: Clock
    settings: Settings
    now: np.datetime64
    latest: np.datetime64
    memory: Memory = NO_MEMORY

    def log_rows(self, mask: Mask, column: str = "", **fields: Any) -> pd.DataFrame:
        """Findings at rows of Buku Kerja: the columns of `FOUND_AT`, and those of `fields` cut by the same mask.

        The other ways to find rows, below, give the same columns.
        """
        return _at(self.tables.log, mask, tabs.LOG.name, column, fields)

    def trace_rows(self, mask: Mask, column: str = "", **fields: Any) -> pd.DataFrame:
        """Findings at valid rows of Buku Kerja."""
        return _at(self.trace.rows, mask, tabs.LOG.name, column, fields)

    def register_rows(self, mask: Mask, column: str = "", **fields: Any) -> pd.DataFrame:
        """Findings at rows of Daftar Konten."""
        return _at(self.tables.register, mask, tabs.REGISTER.name, column, {"round": 0, "step": 0, **fields})

    def trace_rows_at(self, at: np.ndarray, **fields: Any) -> pd.DataFrame:
        """Findings at valid rows of Buku Kerja by their numbers; `fields` are columns of the findings."""
        return _at(self.trace.rows.iloc[at], np.ones(len(at), dtype=bool), tabs.LOG.name, "", fields)

    def day_rows(self, mask: Mask, **fields: Any) -> pd.DataFrame:
        """Findings about national days, at their rows of Kalender."""
        return _at(
            self.national_days, mask, tabs.CALENDAR.name, "", {"item": NONE, "id": "", "round": 0, "step": 0, **fields}
        )

    def item_rows(self, mask: Mask, column: str = "", **fields: Any) -> pd.DataFrame:
        """Findings about whole items, at their row of Daftar Konten."""
        item = np.arange(len(self.items))
        return _at(self.items, mask, tabs.REGISTER.name, column, {"item": item, "round": 0, "step": 0, **fields})

    def steps(self, mask: Mask, **fields: Any) -> pd.DataFrame:
        """Findings at expected steps, whether they have a row or not."""
        return _at(self.timeline, mask, tabs.LOG.name, "", fields)

    def with_words(self, found: pd.DataFrame) -> pd.DataFrame:
        """Findings with the word for what happened to the item: `aired`, a post airs and a comment is answered."""
        if not len(found):
            return found
        return found.assign(aired=np.where(look_up(self.items["answers"], found["item"], False), "dijawab", "tayang"))


def _at(rows: pd.DataFrame, mask: Mask, tab: str, column: str, fields: Mapping[str, Any]) -> pd.DataFrame:
    chosen = np.flatnonzero(np.asarray(mask, dtype=bool))
    if not len(chosen):
        return NOTHING
    place = {name: rows[name].array for name in ("item", "id", "round", "step", "row") if name not in fields}
    cells = place | {"tab": tab, "column": column} | dict(fields)
    return pd.DataFrame({name: _cut(values, chosen) for name, values in cells.items()})


def _cut(values: Any, chosen: np.ndarray) -> Any:
    """The chosen ones of a column; a single value stands for itself in every row."""
    if isinstance(values, str | int):
        return values
    if isinstance(values, Durations | Days | Shares):
        return values.take(chosen).array
    return values.array[chosen] if isinstance(values, pd.Series) else np.asarray(values)[chosen]


def first_of_each(group: np.ndarray, mask: Mask) -> np.ndarray:
    """Keep of the mask only the first row of each group."""
    at = np.flatnonzero(mask)
    first = np.zeros(len(group), dtype=bool)
    first[at[np.unique(group[at], return_index=True)[1]]] = True
    return first


def together(found: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Findings of one rule from several places; each frame has the columns of a finding, or is `NOTHING`."""
    some = [rows for rows in found if len(rows)]
    return pd.concat(some) if some else NOTHING


@dataclass(frozen=True)
class Duration:
    """A time on the clock of a flow, which messages print in days and hours of that clock."""

    seconds: int
    working: bool


@dataclass(frozen=True)
class Durations:
    """A column of durations, told apart from plain numbers only where a rule finds something."""

    seconds: np.ndarray | pd.Series
    working: np.ndarray | pd.Series

    def take(self, chosen: np.ndarray) -> pd.Series:
        seconds, working = (np.asarray(column)[chosen].tolist() for column in (self.seconds, self.working))
        return pd.Series([Duration(*pair) for pair in zip(seconds, working, strict=True)], dtype=object)


@dataclass(frozen=True)
class Days:
    """A column of moments that messages print as days, without a time; likewise."""

    moments: np.ndarray | pd.Series

    def take(self, chosen: np.ndarray) -> pd.Series:
        return pd.Series(np.asarray(self.moments, dtype="datetime64[s]")[chosen]).dt.to_period("D")


@dataclass(frozen=True)
class Shares:
    """A column of parts of a whole that messages print as percentages, cut to one decimal; likewise."""

    part: pd.Series
    whole: pd.Series

    def take(self, chosen: np.ndarray) -> pd.Series:
        shares = self.part.iloc[chosen] * 1000 // self.whole.iloc[chosen].clip(lower=1) / 1000
        return pd.Series([percent_text(share) for share in shares], dtype=object)


@dataclass(frozen=True)
class Effect:
    """What it means that a rule finds something.

    `violates`: the severities of findings that violate the SOP. `blocks`: something cannot be judged. `explains`: what
    earlier readings saw. `repairable`: a person can put it right in the log; being late is not. `of_person`: it is
    about a person in a role, and not about an item.
    """

    violates: tuple[Severity, ...] = ()
    blocks: bool = False
    explains: bool = False
    repairable: bool = False
    of_person: bool = False


FAMILIES = {
    "D": Effect(blocks=True, repairable=True),
    "U": Effect(violates=("error",), repairable=True),
    "P": Effect(violates=("error",), repairable=True),
    "W": Effect(violates=("error", "warning")),
    "T": Effect(),
    "A": Effect(explains=True),
}
"""What the rules of each family mean unless they say otherwise: D data, U order, P people, W time limits, T hints,
A what was seen before.
"""
Clause = str | Callable[[Sop], str]


@dataclass(frozen=True)
class Rule:
    """One rule; docs/aturan.md lists them all.

    `messages` are the Indonesian texts, one for each way to break the rule: what is wrong, where, what to do; their
    named fields are columns of what `find` returns, printed by their types (see `Durations`, `Days` and `Shares`).
    `sop` is the clause that the rule comes from; where flows are named in it, what tells it of a version of the SOP.
    `find` returns the rows at fault (see `Case`); there a column `says` tells which of the messages is meant (the first
    without it), and a column `severity` stands before the rule's own.
    """

    code: str
    severity: Severity
    title: str
    messages: tuple[str, ...]
    sop: Clause
    find: Callable[[Case], pd.DataFrame]
    effect: Effect


def rule(
    code: str, severity: Severity, title: str, message: str | tuple[str, ...], sop: Clause, **differs: Any
) -> Callable[[Callable[[Case], pd.DataFrame]], Rule]:
    """Declare a rule beside its logic; `differs`: in what its `Effect` is another one than that of its family."""
    messages = (message,) if isinstance(message, str) else message
    return lambda find: Rule(code, severity, title, messages, sop, find, replace(FAMILIES[code[0]], **differs))
