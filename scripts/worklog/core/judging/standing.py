"""How each item and each row stands in the words of the log: state, verdict and row status."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from worklog.core.judging.trace import CANCELLED, NOT_ANSWERED, Trace
from worklog.core.log.tabs import DECISIONS, LOG
from worklog.core.lookup import find


def item_states(items: pd.DataFrame, trace: Trace) -> np.ndarray:
    """State of each item in the words of `tabs.ITEM_STATES`."""
    rows = trace.rows
    count = len(items)

    def having(mask: pd.Series) -> np.ndarray:
        has = np.zeros(count, dtype=bool)
        has[rows["item"][mask]] = True
        return has

    posted = (rows["kind"] == "publish") & rows["finish_filled"]
    closing = rows["position"].isin(trace.first_closing)
    cancelled = rows["decision"] == CANCELLED
    return _first_true(
        {
            "ditarik": having(closing & cancelled & posted),
            "batal": having(closing & cancelled),
            "tidak direspon": having(closing),
            "tayang": having(posted),
            "berjalan": having(rows["touched"]),
        },
        "belum mulai",
    )


def _first_true(conditions: Mapping[str, np.ndarray | pd.Series], otherwise: str) -> np.ndarray:
    """For each row the word of the first condition that holds there."""
    number = np.select([np.asarray(c) for c in conditions.values()], range(len(conditions)), len(conditions))
    return np.array([*conditions, otherwise], dtype=object)[number]


def verdicts(items: pd.DataFrame, timeline: pd.DataFrame, findings: pd.DataFrame) -> np.ndarray:
    """Verdict of each item in the words of `tabs.VERDICTS`.

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
    return _first_true({"melanggar": violated, "belum dapat dinilai": missing | unjudged}, "sesuai")


def step_states(timeline: pd.DataFrame, findings: pd.DataFrame) -> np.ndarray:
    """Row status of each expected step, in the words of `tabs.ROW_STATES`."""
    faulty = _faulty_rows(findings)
    finished, current = timeline["finished"], timeline["is_current"]
    closes = timeline["decision"].isin([DECISIONS[CANCELLED], DECISIONS[NOT_ANSWERED]])
    return _first_true(
        {
            "Perlu diperbaiki": timeline["row"].isin(faulty) & (timeline["row"] > 0),
            "Selesai terlambat": finished & timeline["late"],
            "Belum dapat dinilai": (finished | current) & ~timeline["judged"],
            "Selesai": finished | closes,
            "Terlambat": current & timeline["late"],
            "Mendekati batas": timeline["is_near"],
            "Berjalan": current | timeline["touched"],
        },
        "Menunggu",
    )


def row_states(log: pd.DataFrame, timeline: pd.DataFrame, findings: pd.DataFrame) -> np.ndarray:
    """Row status of every row of Buku Kerja: that of its expected step, else whether it needs repair."""
    states = _first_true(
        {"Perlu diperbaiki": log["row"].isin(_faulty_rows(findings)), "Tidak diperlukan": log["flow_index"] >= 0},
        "Belum dapat dinilai",
    )
    at = find(log["row"].to_numpy(), timeline["row"].to_numpy())
    states[at[at >= 0]] = timeline["state"].to_numpy()[at >= 0]
    return states


def _faulty_rows(findings: pd.DataFrame) -> pd.Series:
    """Rows of Buku Kerja that somebody has to put right; a step that is late needs doing, not repair."""
    faulty = (findings["tab"] == LOG.name) & (findings["severity"] == "error") & findings["repairable"]
    return findings["row"][faulty]
