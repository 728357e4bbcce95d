"""How each item and each row stands: the facts of items before the rules, state, verdict and row status after them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from worklog.core.calendar import Calendar
from worklog.core.clock import Clock
from worklog.core.sop_book import SopBook
from worklog.core.tables import NAT, Tables
from worklog.core.tabs import DECISIONS, LOG
from worklog.core.trace import CANCELLED, NOT_ANSWERED, Trace, find


def item_facts(tables: Tables, trace: Trace, timeline: pd.DataFrame, sop: SopBook, clock: Clock) -> pd.DataFrame:
    """`Tables.items` with what holds for the item as a whole.

    Adds: code (of the flow, "" unknown), planned_flow, working (its clock), deadline (Waktu Acuan + total, or the end
    of the planned day), is_open, published (Selesai of the last finished expected publish row), published_is_day (of
    which only the day is known), published_at (row of `timeline`, -1 none), steps_done, steps_total, current_at (row of
    `timeline`, -1 none), current_round and current_step (0 none).
    """
    items = tables.items
    known = items["flow_index"].to_numpy() >= 0
    flows = sop.flows.iloc[items["flow_index"]].reset_index(drop=True)
    count = len(items)
    published_at = np.full(count, -1)
    posted = np.flatnonzero((timeline["kind"] == "publish") & timeline["finished"])
    published_at[timeline["item"].to_numpy()[posted]] = posted
    current_at = np.full(count, -1)
    current = np.flatnonzero(timeline["is_current"])
    current_at[timeline["item"].to_numpy()[current]] = current
    return items.assign(
        code=np.where(known, flows["code"].to_numpy(dtype=object), ""),
        planned_flow=flows["planned"].to_numpy() & known,
        working=flows["working"].to_numpy() & known,
        deadline=_deadline(items, flows, known, clock),
        is_open=known & ~trace.closed,
        published=np.append(timeline["finish"].to_numpy(), NAT)[published_at],
        published_is_day=np.append(timeline["finish_is_day"].to_numpy(dtype=bool), False)[published_at],
        published_at=published_at,
        steps_done=np.bincount(timeline["item"], timeline["finished"], minlength=count).astype(np.int64),
        steps_total=np.bincount(timeline["item"], minlength=count),
        current_at=current_at,
        current_round=np.append(timeline["round"].to_numpy(), 0)[current_at],
        current_step=np.append(timeline["step"].to_numpy(), 0)[current_at],
    )


def _deadline(items: pd.DataFrame, flows: pd.DataFrame, known: np.ndarray, clock: Clock) -> np.ndarray:
    total = clock.deadline(
        items["reference"].to_numpy(),
        flows["total_seconds"].to_numpy(),
        flows["total_days"].to_numpy(),
        flows["working"].to_numpy(),
    )
    planned_day: np.ndarray = Calendar.end_of_day(items["planned"].to_numpy().astype("datetime64[D]"))
    return np.where(known, np.where(flows["planned"], planned_day, total), NAT)


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
    """Verdict of each item in the words of `tabs.VERDICTS`: not judgeable is not a pass."""
    violating = (findings["severity"] == "error") | (
        findings["code"].str.startswith("W4") & (findings["severity"] == "warning")
    )
    violated = np.zeros(len(items), dtype=bool)
    violated[findings["item"][violating & (findings["item"] >= 0)]] = True
    unjudged = items["deadline"].isna().to_numpy(copy=True)
    open_questions = (timeline["finished"] | timeline["is_current"]) & ~timeline["judged"]
    unjudged[timeline["item"][open_questions | (timeline["finished"] & timeline["finish"].isna())]] = True
    return _first_true({"melanggar": violated, "belum dapat dinilai": unjudged}, "sesuai")


def step_states(timeline: pd.DataFrame, findings: pd.DataFrame) -> np.ndarray:
    """Row status of each expected step, in the words of `tabs.ROW_STATES`."""
    faulty = _faulty_rows(findings)
    near = findings.loc[findings["code"] == "W407", "item"]
    is_near = timeline["item"].isin(near)
    finished, current = timeline["finished"], timeline["is_current"]
    closes = timeline["decision"].isin([DECISIONS[CANCELLED], DECISIONS[NOT_ANSWERED]])
    return _first_true(
        {
            "Perlu diperbaiki": timeline["row"].isin(faulty) & (timeline["row"] > 0),
            "Selesai terlambat": finished & timeline["late"],
            "Belum dapat dinilai": (finished | current) & ~timeline["judged"],
            "Selesai": finished | closes,
            "Terlambat": current & timeline["late"],
            "Mendekati batas": current & is_near,
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
    faulty = (findings["tab"] == LOG.name) & (findings["severity"] == "error") & (findings["code"] != "W402")
    return findings["row"][faulty]
