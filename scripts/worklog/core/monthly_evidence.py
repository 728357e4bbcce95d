"""What a month tells about the SOP itself: limits that are often missed, and limits that are far too wide."""

from __future__ import annotations

import pandas as pd

LEAST_STEPS = 5
"""So many steps have to be there before they say anything about a limit."""
OFTEN_MISSED = 0.25
HARDLY_USED = 0.5
TIGHT = "Sering terlewat: lebih dari seperempatnya melewati batas"
WIDE = "Terlalu longgar: 95 dari 100 selesai sebelum separuh batas"


def evidence_table(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps (`monthly_steps.steps_table`) whose limit should be looked at when the SOP is revised next.

    Missed by more than a quarter of the judged ones, the most missed first; then those of whose limit even the 95th
    percentile uses less than half. `Petunjuk` tells which.
    """
    is_tight = (steps["Dinilai"] >= LEAST_STEPS) & (steps["Bagian terlambat"] > OFTEN_MISSED)
    is_wide = (steps["Diukur"] >= LEAST_STEPS) & (steps["Persentil 95 dari batas"] < HARDLY_USED) & ~is_tight
    tight = steps[is_tight].sort_values("Bagian terlambat", ascending=False, kind="stable").assign(Petunjuk=TIGHT)
    wide = steps[is_wide].sort_values("Persentil 95 dari batas", kind="stable").assign(Petunjuk=WIDE)
    return pd.concat([tight, wide], ignore_index=True)
