"""The trace of each item: its valid rows in order, the rounds that are there, and the steps that are expected.

A *position* is a number that orders (item, round, step); the trace of an item is its rows by position.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from worklog.core.log.tables import NO_DECISION, Tables
from worklog.core.log.tabs import Decision
from worklog.core.lookup import NONE, find, look_up, run_starts
from worklog.core.sop.book import SopBook

_FROM_LOG = (
    "row", "id", "item", "round", "step", "flow_index", "touched", "start", "start_filled", "finish",
    "finish_filled", "finish_is_day", "decision", "decision_text", "evidence",
)  # fmt: skip


@dataclass(frozen=True)
class Positions:
    """Numbers items, rounds and steps so that one integer orders them all.

    Round numbers people type may be absurdly large, so they are ranked among those that occur.
    """

    rounds: np.ndarray
    steps: int

    @classmethod
    def covering(cls, rounds: np.ndarray, last_step: int) -> Positions:
        """Cover these rounds, and the round before and after each of them."""
        typed = np.unique(rounds)
        return cls(np.unique(np.concatenate([typed - 1, typed, typed + 1, [1]])), last_step + 1)

    def of_round(self, item: np.ndarray, round_: np.ndarray) -> np.ndarray:
        """Number of a round among all rounds of all items."""
        return item * len(self.rounds) + np.searchsorted(self.rounds, round_)

    def split_round(self, number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The item and the round of each number that `of_round` gave."""
        return number // len(self.rounds), self.rounds[number % len(self.rounds)]

    def of(self, item: np.ndarray, round_: np.ndarray, step: np.ndarray) -> np.ndarray:
        return self.of_round(item, round_) * self.steps + step

    def round_of(self, positions: np.ndarray) -> np.ndarray:
        return positions // self.steps

    def item_of(self, positions: np.ndarray) -> np.ndarray:
        return positions // (self.steps * len(self.rounds))

    def nearest_before(self, marks: np.ndarray, at: np.ndarray) -> np.ndarray:
        """Row of the last mark before each position in the same item, -1 where there is none; marks are sorted."""
        before = np.searchsorted(marks, at, side="left") - 1
        if not len(marks):
            return before
        return np.where((before >= 0) & (self.item_of(marks[before]) == self.item_of(at)), before, NONE)


@dataclass(frozen=True)
class Trace:
    """The valid rows of all items, the rounds that are there, and the expected steps, each sorted by position.

    `rows`: the log's rows that count: what rules look at of them (see `Tables.log`), with position, sop_step (row of
    `SopBook.steps`), kind (a category), decides, back_going, closing, own_cell (the name cell in the step's own role
    column), own_name (who answers for the step: the first of the people named there) and posted (finished, and the
    airing); `doubt.with_doubts` adds what makes a Selesai doubtful.
    `rounds`: item, round, number (by `Positions.of_round`), from_step, until_step.
    `expected`: item, round, step, position, entry (row of `rows`, -1 when the step has no row).
    `first_revision`, `first_closing`: positions of the first back-going Revisi of each round, the first closing
    decision of each item. `closed`: per item, whether it is closed.
    """

    positions: Positions
    rows: pd.DataFrame
    rounds: pd.DataFrame
    expected: pd.DataFrame
    first_revision: np.ndarray
    first_closing: np.ndarray
    closed: np.ndarray

    def finished_before(self, at: np.ndarray) -> np.ndarray:
        """Row (of `rows`) of the nearest finished row before each position in the same item, -1 where there is none."""
        done = np.flatnonzero(self.rows["finish_filled"])
        before = self.positions.nearest_before(self.rows["position"].to_numpy()[done], at)
        return look_up(done, before, NONE)

    def airings(self) -> np.ndarray:
        """Row (of `rows`) of the airing of each item, the last expected step that posted it; -1 where there is none."""
        entry = self.expected["entry"].to_numpy()
        posted = look_up(self.rows["posted"], entry, False)
        airings = np.full(len(self.closed), NONE)
        airings[self.expected["item"].to_numpy()[posted]] = entry[posted]
        return airings

    def closing_of(self, item: np.ndarray) -> np.ndarray:
        """Position of the first closing decision of each item; beyond every position where there is none."""
        at = find(self.positions.item_of(self.first_closing), item)
        nowhere = np.iinfo(np.int64).max
        return look_up(self.first_closing, at, nowhere)


def build_trace(tables: Tables, sop: SopBook) -> Trace:
    """Order the valid rows of the log and derive rounds and expected steps (docs/architecture.md, “Trace”)."""
    log = tables.log
    valid = np.flatnonzero((log["flow_index"] >= 0) & ~log["malformed"])
    item, round_, step = (log[name].to_numpy()[valid] for name in ("item", "round", "step"))
    positions = Positions.covering(round_, int(sop.flows["last"].max()))
    position, first = np.unique(positions.of(item, round_, step), return_index=True)
    rows = _rows(log, valid[first], position, sop, _answering(tables))
    at = rows["position"].to_numpy()
    first_revision = _first(at[rows["back_going"]], positions.round_of)
    first_closing = _first(at[rows["closing"]], positions.item_of)
    flow = tables.items["flow_index"].to_numpy()
    closed = np.zeros(len(flow), dtype=bool)
    closed[rows["item"][rows["closing"] | rows["posted"]]] = True
    rounds = _rounds(rows, flow, closed, first_revision, sop, positions)
    trace = Trace(positions, rows, rounds, pd.DataFrame(), first_revision, first_closing, closed)
    return replace(trace, expected=_expected(trace, flow, sop))


def _answering(tables: Tables) -> np.ndarray:
    """Who answers for what a name cell says he did: the first of the people that it names (rows of `names`)."""
    return tables.together.drop_duplicates("cell")["person"].to_numpy()


def _rows(
    log: pd.DataFrame, chosen: np.ndarray, position: np.ndarray, sop: SopBook, answering: np.ndarray
) -> pd.DataFrame:
    """The chosen rows of the log, with their positions and what the SOP makes of them."""
    rows = log[[*_FROM_LOG, *sop.roles]].take(chosen).reset_index(drop=True)
    flow, decision = rows["flow_index"].to_numpy(), rows["decision"]
    sop_step = sop.step_rows(flow, rows["step"].to_numpy())
    model = {name: sop.steps[name].to_numpy()[sop_step] for name in ("decides", "role", "back_to")}
    kind = sop.steps["kind"].array[sop_step]
    own_cell = rows[list(sop.roles)].to_numpy()[np.arange(len(rows)), model["role"]]
    return rows.assign(
        position=position,
        sop_step=sop_step,
        kind=kind,
        decides=model["decides"],
        own_cell=own_cell,
        own_name=look_up(answering, own_cell, NONE),
        posted=rows["finish_filled"] & (kind == "publish"),
        back_going=(decision == Decision.REVISE) & (model["back_to"] > 0),
        closing=(decision == Decision.CANCELLED)
        | ((decision == Decision.NOT_ANSWERED) & sop.flows["answers_comments"].to_numpy()[flow]),
    )


def _first(sorted_positions: np.ndarray, group: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """The first position of each group."""
    return sorted_positions[run_starts(group(sorted_positions))]


def _rounds(
    rows: pd.DataFrame,
    flow: np.ndarray,
    closed: np.ndarray,
    first_revision: np.ndarray,
    sop: SopBook,
    positions: Positions,
) -> pd.DataFrame:
    """The rounds that are there, with the first and the last step expected of each."""
    at, touched = rows["position"].to_numpy(), rows["touched"].to_numpy()
    revised = rows.iloc[find(at, first_revision)]
    reopened = revised[~closed[revised["item"]]]
    by_rows = positions.round_of(_first(at[touched | (rows["round"].to_numpy() == 1)], positions.round_of))
    by_revision = positions.of_round(reopened["item"].to_numpy(), reopened["round"].to_numpy() + 1)
    number = np.unique(np.concatenate([by_rows, by_revision]))
    without_rounds = flow >= 0
    without_rounds[positions.split_round(number)[0]] = False
    without = np.flatnonzero(without_rounds)
    number = np.sort(np.concatenate([number, positions.of_round(without, np.ones_like(without))]))
    item, round_ = positions.split_round(number)

    revision_round = positions.round_of(first_revision)
    before = find(revision_round, positions.of_round(item, round_ - 1))
    back_to = look_up(sop.steps["back_to"].to_numpy()[revised["sop_step"]], before, 0)
    first_touched = _first(at[touched], positions.round_of)
    smallest = find(positions.round_of(first_touched), number)
    smallest_step = look_up(first_touched % positions.steps, smallest, 1)
    last = sop.flows["last"].to_numpy()[flow[item]]
    revised_here = find(revision_round, number)
    return pd.DataFrame(
        {
            "item": item,
            "round": round_,
            "number": number,
            "from_step": np.where(round_ == 1, 1, np.where(before >= 0, back_to, smallest_step)),
            "until_step": np.where(revised_here >= 0, look_up(first_revision % positions.steps, revised_here, 0), last),
        }
    )


def _expected(trace: Trace, flow: np.ndarray, sop: SopBook) -> pd.DataFrame:
    """Every step that the SOP expects of each item, whether it has a row or not."""
    positions, rows = trace.positions, trace.rows
    from_step = trace.rounds["from_step"].to_numpy()
    count = np.maximum(trace.rounds["until_step"].to_numpy() - from_step + 1, 0)
    at_round = np.repeat(np.arange(len(trace.rounds)), count)
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    item, step = trace.rounds["item"].to_numpy()[at_round], from_step[at_round] + nth
    position = trace.rounds["number"].to_numpy()[at_round] * positions.steps + step
    steps = pd.DataFrame(
        {
            "item": item,
            "round": trace.rounds["round"].to_numpy()[at_round],
            "step": step,
            "position": position,
            "flow_index": flow[item],
            "sop_step": sop.step_rows(flow[item], step),
            "entry": find(rows["position"].to_numpy(), position),
        },
        copy=False,
    )
    needed = (position <= trace.closing_of(item)) & ~_repair_not_needed(steps, rows, sop)
    return steps[needed].reset_index(drop=True)


def _repair_not_needed(steps: pd.DataFrame, rows: pd.DataFrame, sop: SopBook) -> np.ndarray:
    """A repair step that nobody touched falls away unless the check before it said Revisi or is still to come.

    A finished check whose decision cannot be read asks for none; a round that begins with the repair needs it.
    """
    is_repair = (sop.steps["kind"] == "repair").to_numpy()[steps["sop_step"]]
    check = find(rows["position"].to_numpy(), steps["position"].to_numpy() - 1)
    decision = look_up(rows["decision"].to_numpy(), check, NO_DECISION)
    waiting = ~look_up(rows["finish_filled"], check, False) & (decision != Decision.APPROVED)
    touched = look_up(rows["touched"], steps["entry"], False)
    skipped: np.ndarray = is_repair & ~(touched | waiting | (decision == Decision.REVISE))
    return skipped
