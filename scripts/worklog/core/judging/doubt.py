"""Which Selesai can be relied on: a doubtful one accuses nobody else (docs/architecture.md, “Trace”)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.trace import Trace
from worklog.core.log.readable import LAST_MINUTE
from worklog.core.lookup import look_up
from worklog.core.moments import NAT
from worklog.core.sop.book import SopBook

DURING_THE_EVENT = np.timedelta64(24, "h")
"""In a flow that is tied to an event, work may begin while it lasts; no event lasts longer than this."""


def finish_to_come(rows: pd.DataFrame, latest: np.datetime64, now: np.datetime64) -> np.ndarray:
    """Whether Selesai lies in the future, behind `latest`; one of which only the day is known when that day is."""
    tonight = now.astype("datetime64[D]") + LAST_MINUTE
    finish: np.ndarray = rows["finish"].to_numpy()
    return finish > np.where(rows["finish_is_day"], tonight, latest)


def with_doubts(
    trace: Trace, reference: np.ndarray, sop: SopBook, latest: np.datetime64, now: np.datetime64
) -> pd.DataFrame:
    """`Trace.rows` with what makes each Selesai doubtful.

    Added: before (Selesai of the nearest finished row before it; NaT for none and for a doubtful one), too_early
    (earlier than that), before_start (earlier than its own Mulai), before_reference (step 1 before Waktu Acuan),
    to_come (in the future), doubtful (any of these, or unreadable).
    reference: Waktu Acuan of each item.
    """
    rows = trace.rows
    finish = rows["finish"].to_numpy()
    at = trace.finished_before(rows["position"].to_numpy())
    previous = look_up(finish, at, NAT)
    faults = {
        "before_start": finish < rows["start"].to_numpy(),
        "before_reference": _before_reference(rows, reference, sop),
        "to_come": finish_to_come(rows, latest, now),
    }
    certain = np.logical_or.reduce([np.isnat(finish), *faults.values()]) & rows["finish_filled"].to_numpy()
    doubtful = _alternating(rows["finish_filled"].to_numpy(), certain, finish < previous)
    before = np.where(look_up(doubtful, at, False), NAT, previous)
    return rows.assign(**faults, before=before, too_early=finish < before, doubtful=doubtful)


def _before_reference(rows: pd.DataFrame, reference: np.ndarray, sop: SopBook) -> np.ndarray:
    first = (rows["round"] == 1).to_numpy() & (rows["step"] == 1).to_numpy()
    working = sop.flows["working"].to_numpy()[rows["flow_index"]]
    allowed = np.where(working, np.timedelta64(0, "h"), DURING_THE_EVENT)
    early: np.ndarray = rows["finish"].to_numpy() < reference[rows["item"]] - allowed
    return first & early


def _alternating(finished: np.ndarray, certain: np.ndarray, earlier: np.ndarray) -> np.ndarray:
    """Doubt along the trace: a row earlier than the one before it is doubtful, unless that one is doubtful itself.

    So in a run of rows, each earlier than the one before it, every other one is doubtful.
    """
    at = np.flatnonzero(finished)
    settled = certain[at] | ~earlier[at]
    number = np.arange(len(at))
    since = number - np.maximum.accumulate(np.where(settled, number, 0)) if len(at) else number
    doubtful = np.zeros(len(finished), dtype=bool)
    doubtful[at] = certain[at][number - since] ^ (since % 2 == 1)
    return doubtful
