"""How each item and each row stands in the words of the log: state, verdict and row status."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from worklog.core.judging.trace import Trace
from worklog.core.log.tabs import LOG, Decision, ItemState, RowState, Verdict
from worklog.core.lookup import find


def item_states(items: pd.DataFrame, trace: Trace) -> np.ndarray:
    """State of each item (`tabs.ItemState`)."""
    rows = trace.rows
    count = len(items)

    def having(mask: pd.Series) -> np.ndarray:
        has = np.zeros(count, dtype=bool)
        has[rows["item"][mask]] = True
        return has

    closing = rows["position"].isin(trace.first_closing)
    cancelled = rows["decision"] == Decision.CANCELLED
    return _first_true(
        {
            ItemState.WITHDRAWN: having(closing & cancelled & rows["posted"]),
            ItemState.CANCELLED: having(closing & cancelled),
            ItemState.NOT_ANSWERED: having(closing),
            ItemState.AIRED: having(rows["posted"]),
            ItemState.BEGUN: having(rows["touched"]),
        },
        ItemState.NOT_BEGUN,
    )


def _first_true(conditions: Mapping[str, np.ndarray | pd.Series], otherwise: str) -> np.ndarray:
    """For each row the word of the first condition that holds there, as a plain text."""
    number = np.select([np.asarray(c) for c in conditions.values()], range(len(conditions)), len(conditions))
    return np.array([str(word) for word in (*conditions, otherwise)], dtype=object)[number]


def verdicts(items: pd.DataFrame, timeline: pd.DataFrame, findings: pd.DataFrame) -> np.ndarray:
    """Verdict of each item (`tabs.Verdict`).

    Only what was done against the SOP violates it; what is missing, cannot be read or could not be judged is no pass.
    """
    of_item = findings[findings["item"] >= 0]
    violated, missing = np.zeros(len(items), dtype=bool), np.zeros(len(items), dtype=bool)
    violated[of_item["item"][of_item["violates"]]] = True
    missing[of_item["item"][of_item["blocks"] & (of_item["severity"] == "error")]] = True
    unjudged = (
        items["deadline"].isna() | (items["cancelled"] & ~items["planned_flow"] & items["cancelled_at"].isna())
    ).to_numpy(copy=True)
    open_questions = (timeline["finished"] | timeline["is_current"]) & ~timeline["judged"]
    unjudged[timeline["item"][open_questions]] = True
    return _first_true({Verdict.VIOLATES: violated, Verdict.NOT_JUDGED: missing | unjudged}, Verdict.CONFORMS)


def step_states(timeline: pd.DataFrame, findings: pd.DataFrame) -> np.ndarray:
    """Row status of each expected step (`tabs.RowState`)."""
    faulty = _faulty_rows(findings)
    finished, current = timeline["finished"], timeline["is_current"]
    closes = timeline["decision"].isin([Decision.CANCELLED, Decision.NOT_ANSWERED])
    return _first_true(
        {
            RowState.FAULTY: timeline["row"].isin(faulty) & (timeline["row"] > 0),
            RowState.DONE_LATE: finished & timeline["late"],
            RowState.NOT_JUDGED: (finished | current) & ~timeline["judged"],
            RowState.DONE: finished | closes,
            RowState.LATE: current & timeline["late"],
            RowState.NEAR: timeline["is_near"],
            RowState.RUNNING: current | timeline["touched"],
        },
        RowState.WAITING,
    )


def row_states(log: pd.DataFrame, timeline: pd.DataFrame, findings: pd.DataFrame) -> np.ndarray:
    """Row status of every row of Buku Kerja: that of its expected step, else whether it needs repair."""
    states = _first_true(
        {RowState.FAULTY: log["row"].isin(_faulty_rows(findings)), RowState.NOT_NEEDED: log["flow_index"] >= 0},
        RowState.NOT_JUDGED,
    )
    at = find(log["row"].to_numpy(), timeline["row"].to_numpy())
    states[at[at >= 0]] = timeline["state"].to_numpy()[at >= 0]
    return states


def _faulty_rows(findings: pd.DataFrame) -> pd.Series:
    """Rows of Buku Kerja that somebody has to put right; a step that is late needs doing, not repair."""
    faulty = (findings["tab"] == LOG.name) & (findings["severity"] == "error") & findings["repairable"]
    return findings["row"][faulty]
