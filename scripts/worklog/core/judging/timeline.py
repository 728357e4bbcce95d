"""The timeline: one row per expected step with its handover, deadline and overrun (docs/architecture.md, “Trace”)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.trace import Trace
from worklog.core.log.tables import NO_DECISION, Tables
from worklog.core.lookup import NONE, find, look_up, run_starts
from worklog.core.moments import NAT
from worklog.core.sop.book import SopBook
from worklog.core.working_time.clock import Clock

UNKNOWN = -1
"""Stands for a work or waiting time that the log does not tell."""

_FROM_ROW = {
    "row": 0,
    "touched": False,
    "finish_filled": False,
    "start_filled": False,
    "start": NAT,
    "finish": NAT,
    "finish_is_day": False,
    "doubtful": False,
    "decision": NO_DECISION,
    "own_name": -1,
    "evidence": "",
}


def build_timeline(
    tables: Tables,
    trace: Trace,
    starts: pd.DataFrame,
    sop: SopBook,
    clock: Clock,
    near_percent: int,
    now: np.datetime64,
) -> pd.DataFrame:
    """One row per expected step, in trace order. `starts`: `starts.flow_starts`.

    Columns: item, id, round, step, position, flow_index, sop_step, entry (row of `trace.rows`, -1 none), row (sheet
    row, 0 none), kind, role, working (its clock), planned (published on the planned day), touched, finished, start,
    finish, finish_is_day, decision, own_name, person, evidence, handover, judged, deadline, limit_seconds,
    used_seconds (of the limit, until the finish, or now for the current step), overrun and overrun_elapsed
    (likewise, negative when there is time left; 0 unknown), overrun_working (whether that is working time), late,
    is_near (a current step that is in time and has used `near_percent` of its limit), is_current, vanished
    (somebody deleted its row), work_seconds, wait_seconds (-1 unknown). Times in seconds on the step's clock.
    """
    steps = trace.expected.assign(**_of_rows(trace))
    steps = steps.rename(columns={"finish_filled": "finished"})
    steps = steps.assign(
        id=tables.items["id"].to_numpy()[steps["item"]],
        kind=sop.steps["kind"].array[steps["sop_step"]],
        role=sop.steps["role"].to_numpy()[steps["sop_step"]],
        planned=sop.steps["planned"].to_numpy()[steps["sop_step"]],
        working=sop.flows["working"].to_numpy()[steps["flow_index"]],
        person=look_up(tables.names, steps["own_name"], ""),
    )
    steps["is_current"] = _current(steps, trace)
    steps["vanished"] = _vanished(steps, trace, tables.log)
    steps["handover"] = _handover(steps, tables, trace, starts, sop, clock)
    steps["deadline"] = _deadline(steps, tables, sop, clock)
    steps["judged"] = steps["deadline"].notna() & ~steps["doubtful"]
    steps = steps.assign(**_measures(steps, clock, now))
    waits = steps["is_current"] & steps["judged"] & ~steps["planned"] & ~steps["late"]
    return steps.assign(is_near=waits & (steps["used_seconds"] * 100 >= steps["limit_seconds"] * near_percent))


def _of_rows(trace: Trace) -> dict[str, np.ndarray]:
    """What the rows of the expected steps say; the default for steps that have no row."""
    entry = trace.expected["entry"].to_numpy()
    absent = entry < 0
    values = {}
    for name, default in _FROM_ROW.items():
        column = trace.rows[name].to_numpy()
        values[name] = look_up(column, entry, default)
    assert not values["touched"][absent].any()
    return values


def _vanished(steps: pd.DataFrame, trace: Trace, log: pd.DataFrame) -> np.ndarray:
    """Expected steps of open items that have no row although their round has rows: somebody deleted it (D115).

    Not of an item with a row whose Putaran or No cannot be used, for that may be it.
    """
    rounds = trace.positions.round_of(trace.rows["position"].to_numpy())
    in_round = find(rounds[run_starts(rounds)], trace.positions.round_of(steps["position"].to_numpy())) >= 0
    item = steps["item"].to_numpy()
    unclear = np.zeros(len(trace.closed), dtype=bool)
    unclear[log.loc[log["malformed"] & (log["item"] >= 0), "item"]] = True
    missing: np.ndarray = (steps["entry"].to_numpy() < 0) & in_round & ~trace.closed[item] & ~unclear[item]
    return missing


def _current(steps: pd.DataFrame, trace: Trace) -> np.ndarray:
    """The first unfinished expected step behind the last finished one, of each open item."""
    item, finished = steps["item"].to_numpy(), steps["finished"].to_numpy()
    last_finished = np.full(len(trace.closed), NONE)
    at = np.flatnonzero(finished)
    last_finished[item[at]] = at
    waiting = np.flatnonzero(~finished & ~trace.closed[item] & (np.arange(len(steps)) > last_finished[item]))
    current = np.zeros(len(steps), dtype=bool)
    current[waiting[np.unique(item[waiting], return_index=True)[1]]] = True
    return current


def _handover(
    steps: pd.DataFrame, tables: Tables, trace: Trace, starts: pd.DataFrame, sop: SopBook, clock: Clock
) -> np.ndarray:
    """When each step's clock starts; NaT where that cannot be judged."""
    at = steps["position"].to_numpy()
    before = trace.finished_before(at)
    reliable = np.where(trace.rows["doubtful"], NAT, trace.rows["finish"].to_numpy())
    start = np.where(before >= 0, look_up(reliable, before, NAT), _flow_start(steps, starts))

    open_at = at[~steps["finished"].to_numpy()]
    gap = trace.positions.nearest_before(open_at, at)
    skipped = (gap >= 0) & (look_up(open_at, gap, NONE) > look_up(trace.rows["position"], before, NONE))
    return np.where(skipped, NAT, np.maximum(start, _earliest(steps, tables, sop, clock)))


def _flow_start(steps: pd.DataFrame, starts: pd.DataFrame) -> np.ndarray:
    """When the clock of a step starts that nobody handed over: at Waktu Acuan, failing that at its own Mulai.

    The first step of a flow that answers comments starts no earlier than some time after the airing.
    """
    item = steps["item"].to_numpy()
    reference = starts["reference"].to_numpy()[item]
    begun = np.where(np.isnat(reference), steps["start"].to_numpy(), reference)
    first = (steps["round"] == 1) & (steps["step"] == 1)
    not_before = np.where(first, starts["not_before"].to_numpy()[item], NAT)
    return np.where(np.isnat(begun), NAT, np.fmax(begun, not_before))


def _earliest(steps: pd.DataFrame, tables: Tables, sop: SopBook, clock: Clock) -> np.ndarray:
    """In a planned flow, steps up to the prepare step start no earlier than the N-th working day before that day.

    NaT for those steps where the planned day is unknown: when their clock starts cannot be told then.
    """
    prepare_step, prepare_days = (
        sop.flows[name].to_numpy()[steps["flow_index"]] for name in ("prepare_step", "prepare_days")
    )
    planned = tables.items["planned"].to_numpy()[steps["item"]].astype("datetime64[D]")
    bound = steps["step"].to_numpy() <= prepare_step
    earliest = np.full(len(steps), np.datetime64(-(2**62), "s"))
    day = clock.calendar.working_day_before(planned[bound], prepare_days[bound])
    earliest[bound] = clock.calendar.opening(day)
    return earliest


def _deadline(steps: pd.DataFrame, tables: Tables, sop: SopBook, clock: Clock) -> np.ndarray:
    """The step's limit after its handover; up to the prepare step no later than the planned day, unless that was over.

    A step that is published on the planned day has that day's end.
    """
    seconds, days = (sop.steps[name].to_numpy()[steps["sop_step"]] for name in ("seconds", "days"))
    handover = steps["handover"].to_numpy()
    by_limit = clock.deadline(handover, seconds, days, steps["working"].to_numpy())
    planned = tables.items["planned"].to_numpy()[steps["item"]].astype("datetime64[D]")
    last = clock.calendar.end_of_day(planned)
    prepares = steps["step"].to_numpy() <= sop.flows["prepare_step"].to_numpy()[steps["flow_index"]]
    capped = np.where(prepares & (handover <= last), np.minimum(by_limit, last), by_limit)
    return np.where(steps["planned"], last, capped)


def _measures(steps: pd.DataFrame, clock: Clock, now: np.datetime64) -> dict[str, np.ndarray]:
    """Overruns, used time, and work apart from waiting."""
    start, finish, handover, deadline = (steps[c].to_numpy() for c in ("start", "finish", "handover", "deadline"))
    working = steps["working"].to_numpy()
    finish = np.where(steps["doubtful"], NAT, finish)
    end = np.where(steps["finished"], finish, np.where(steps["is_current"], now, NAT))
    moments = {"start": start, "finish": finish, "handover": handover, "deadline": deadline, "end": end}
    reading = {name: clock.reading(values, working) for name, values in moments.items()}

    def between(first: str, last: str) -> np.ndarray:
        known = ~(np.isnat(moments[first]) | np.isnat(moments[last]))
        return np.where(known, reading[last] - reading[first], 0)

    overrun, worked, waited = between("deadline", "end"), between("start", "finish"), between("handover", "start")
    elapsed = (end - deadline).astype(np.int64)
    overrun_elapsed = np.where(np.isnat(deadline) | np.isnat(end), 0, elapsed)
    return {
        "limit_seconds": between("handover", "deadline"),
        "used_seconds": between("handover", "end"),
        # A planned day is over for everybody at the same time, on whatever clock the flow runs.
        "overrun": np.where(steps["planned"], overrun_elapsed, overrun),
        "overrun_working": working & ~steps["planned"].to_numpy(),
        "overrun_elapsed": overrun_elapsed,
        "late": np.where(steps["planned"], overrun_elapsed, overrun) > 0,
        "work_seconds": np.where(np.isnat(start) | np.isnat(finish), UNKNOWN, np.maximum(worked, 0)),
        "wait_seconds": np.where(np.isnat(handover) | np.isnat(start), UNKNOWN, np.maximum(waited, 0)),
    }
