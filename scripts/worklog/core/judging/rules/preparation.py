"""W rule: a planned post is begun in time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.rule import NOTHING, Case, Days, rule
from worklog.core.judging.rules import clauses
from worklog.core.lookup import find, look_up
from worklog.core.moments import NAT

_PREPARE = (
    "Persiapan {id} harus dimulai paling lambat {prepare_day}, {count} hari kerja sebelum tayang; "
    "pada akhir hari itu yang ditunggu langkah {waited_for}. "
)


@rule(
    "W406",
    "warning",
    "Persiapan belum dimulai",
    (
        _PREPARE + "Bila ada sebabnya, tulis di kolom Catatan.",
        _PREPARE + "Mulailah hari ini, lalu isi kolom Mulai.",
    ),
    clauses.preparation,
)
def not_prepared_in_time(case: Case) -> pd.DataFrame:
    items, calendar = case.items, case.clock.calendar
    flows = case.sop.flows.iloc[items["flow_index"]].reset_index(drop=True)
    judged = ((items["flow_index"] >= 0) & (flows["prepare_days"] > 0)).to_numpy() & items["planned"].notna().to_numpy()
    if not judged.any():
        return NOTHING
    day = np.full(len(items), np.datetime64("NaT", "D"))
    planned = items["planned"].to_numpy().astype("datetime64[D]")
    day[judged] = calendar.working_day_before(planned[judged], flows["prepare_days"].to_numpy()[judged])
    limit = calendar.end_of_day(day)

    at = _first_round(case, flows["prepare_step"].to_numpy())
    steps = case.timeline
    start, finish = (look_up(steps[name], at, NAT) for name in ("start", "finish"))
    has_start, finished, doubtful = (
        look_up(steps[name], at, False) for name in ("start_filled", "finished", "doubtful")
    )
    started = np.where(has_start, start, np.where(doubtful, NAT, finish))
    late_start = (started > limit) & ~(started > case.latest)
    never = ~(has_start | finished) & items["is_open"].to_numpy() & (case.now > limit)
    too_short = items["reference"].to_numpy() >= calendar.last_closing(day)
    return case.item_rows(
        judged & (at >= 0) & (late_start | never) & ~too_short,
        prepare_day=Days(day),
        count=flows["prepare_days"],
        waited_for=_waited_for(case, flows["prepare_step"].to_numpy(), limit),
        says=never.astype(int),
    )


def _first_round(case: Case, step: np.ndarray | int) -> np.ndarray:
    """Row of the timeline of a step in round 1 of each item, -1 where it is not expected."""
    positions, count = case.trace.positions, len(case.items)
    wanted = positions.of(np.arange(count), np.ones(count, dtype=np.int64), np.broadcast_to(step, count))
    return find(case.timeline["position"].to_numpy(), wanted)


def _waited_for(case: Case, prepare_step: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """The first step, up to the prepare step, that was not finished at a moment of each item."""
    waited_for = prepare_step.copy()
    for step in range(int(prepare_step.max(initial=1)) - 1, 0, -1):
        finish = look_up(case.timeline["finish"], _first_round(case, step), NAT)
        waited_for = np.where((step < prepare_step) & ~(finish <= limit), step, waited_for)
    return waited_for


RULES = (not_prepared_in_time,)
