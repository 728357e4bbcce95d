"""The step bar of the daily report: for each item one sign per step of its flow.

The signs are what the conditional formats of `laporan-harian.xlsx` go by, and what is left of them on a grey print.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.log.tabs import RowState
from worklog.core.lookup import look_up
from worklog.core.sop.book import SopBook

SIGNS = {
    RowState.DONE: "✓",
    RowState.DONE_LATE: "✓!",
    RowState.RUNNING: "●",
    RowState.NEAR: "△",
    RowState.LATE: "▲",
    RowState.WAITING: "○",
    RowState.FAULTY: "■",
    RowState.NOT_JUDGED: "?",
    RowState.NOT_NEEDED: "–",
}
"""The sign of each row status; around that of the step at which an item stands are brackets."""
LEAST_CELLS = 12
"""Columns that a template may count on, however short the flows are."""


def step_bars(steps: pd.DataFrame, items: pd.DataFrame, sop: SopBook) -> pd.DataFrame:
    """One row per item (indexed like `items`): Putaran (NaN for an unknown flow), and a column per step, from "1" on.

    `steps`: `Checked.timeline`. A bar shows the round at which the item stands, or else the last one that was
    worked on; for steps before the one to which that round went back, the rounds before it. Cells behind the flow's
    last step are empty. Behind the step at which an item stands everything waits, also what a
    Revisi without Selesai takes away.
    """
    steps = steps[steps["item"].isin(items.index)]
    rounds = _shown_rounds(steps).reindex(items.index)
    shown = _shown_steps(steps, rounds)
    signs = shown["state"].map(SIGNS)
    signs = signs.where(~shown["is_current"], "[" + signs + "]")

    last = look_up(sop.flows["last"], items["flow_index"], 0)
    numbers = np.arange(1, max(LEAST_CELLS, int(sop.flows["last"].max())) + 1)
    ends = shown.groupby("item")["step"].max().where(shown.groupby("item")["is_current"].any()).reindex(items.index)
    cells = np.where(numbers > ends.to_numpy()[:, None], SIGNS[RowState.WAITING], SIGNS[RowState.NOT_NEEDED]).astype(
        object
    )
    cells[numbers > last[:, None]] = ""
    cells[items.index.get_indexer(pd.Index(shown["item"])), shown["step"] - 1] = signs
    bars = pd.DataFrame(cells, index=items.index, columns=numbers.astype(str))
    bars.insert(0, "Putaran", rounds)
    return bars


def _shown_rounds(steps: pd.DataFrame) -> pd.Series:
    """The round that each item's bar shows."""
    by_item = [rows.groupby("item")["round"] for rows in (steps[steps["is_current"]], steps[steps["done"]], steps)]
    stood, worked, there = by_item[0].first(), by_item[1].last(), by_item[2].first()
    return stood.combine_first(worked).combine_first(there)


def _shown_steps(steps: pd.DataFrame, rounds: pd.Series) -> pd.DataFrame:
    """The row of the timeline that each cell shows."""
    shown = steps["item"].map(rounds)
    is_own = steps["round"] == shown
    begins = steps["item"].map(steps[is_own].groupby("item")["step"].min())
    is_before = (steps["round"] < shown) & (steps["step"] < begins)
    return steps[is_own | is_before].drop_duplicates(["item", "step"], keep="last")
