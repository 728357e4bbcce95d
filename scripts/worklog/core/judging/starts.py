"""When the clock of each item's flow starts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.trace import Trace
from worklog.core.log.tables import Tables
from worklog.core.lookup import NONE, look_up
from worklog.core.moments import NAT
from worklog.core.sop.book import SopBook
from worklog.core.working_time.clock import Clock


def flow_starts(tables: Tables, trace: Trace, sop: SopBook, clock: Clock) -> pd.DataFrame:
    """One row per item: related_post, airing, reference (Waktu Acuan), not_before, begins; NaT where unknown.

    related_post: row of the item in Terkait ID; -1 where there is none, or where it answers comments itself.
    airing: `Trace.airings`.
    not_before: in a flow that answers comments, some time after the airing of the item in Terkait ID (the SOP: "sejak 2
    jam setelah tayang"), when that one is published at a moment that can be relied on.
    begins: the later of both, from which the total counts.
    """
    items, flow = tables.items, tables.items["flow_index"].to_numpy()
    related = _related_post(items, sop)
    airings = trace.airings()
    reliable = np.where(trace.rows["doubtful"], NAT, trace.rows["finish"].to_numpy())
    airing = look_up(reliable, look_up(airings, related, NONE), NAT)
    seconds, days = (sop.flows[name].to_numpy()[flow] for name in ("after_airing_seconds", "after_airing_days"))
    answers = (flow >= 0) & ((seconds > 0) | (days > 0))
    waited = clock.deadline(airing, seconds, days, sop.flows["working"].to_numpy()[flow])
    not_before = np.where(answers, waited, NAT)
    reference = items["reference"].to_numpy()
    begins = np.where(np.isnat(reference), NAT, np.fmax(reference, not_before))
    times = {"reference": reference, "not_before": not_before, "begins": begins}
    return pd.DataFrame({"related_post": related, "airing": airings, **times})


def _related_post(items: pd.DataFrame, sop: SopBook) -> np.ndarray:
    if not len(items):
        return np.zeros(0, dtype=np.int64)
    flow = items["flow_index"].to_numpy()
    answers = (flow >= 0) & sop.flows["answers_comments"].to_numpy()[flow]
    at = pd.Index(items["key"]).get_indexer(pd.Index(items["related"]))
    return np.where(look_up(answers, at, True), NONE, at)
