"""What a month tells about the SOP itself: limits that are often missed, and limits that are far too wide."""

from __future__ import annotations

import numpy as np
import pandas as pd

LEAST_STEPS = 5
"""So many steps have to be there before they say anything about a limit."""
OFTEN_MISSED = 0.25
HARDLY_USED = 0.5
TIGHT = "Sering terlewat: lebih dari seperempatnya melewati batas"
WIDE = "Terlalu longgar: 95 dari 100 selesai sebelum separuh batas"


def unfit_limits(times: pd.DataFrame) -> pd.DataFrame:
    """The steps (`monthly_steps.step_times`) whose limit should be looked at when the SOP is revised next.

    Missed by more than a quarter of the judged ones (`tight`), the most missed first; then those of whose limit even
    the 95th percentile uses less than half.
    """
    is_tight = (times["judged"] >= LEAST_STEPS) & (times["late_share"] > OFTEN_MISSED)
    is_wide = (times["timed"] >= LEAST_STEPS) & (times["p95_ratio"] < HARDLY_USED) & ~is_tight
    tight = times[is_tight].sort_values("late_share", ascending=False, kind="stable")
    wide = times[is_wide].sort_values("p95_ratio", kind="stable")
    return pd.concat([tight.assign(tight=True), wide.assign(tight=False)])


def evidence_table(steps: pd.DataFrame, limits: pd.DataFrame) -> pd.DataFrame:
    """The rows of `monthly_steps.steps_table` that `unfit_limits` found; `Petunjuk` tells what is wrong with each."""
    by_code = steps.set_index("Kode").loc[limits["code"]].reset_index()[steps.columns]
    return by_code.assign(Petunjuk=np.where(limits["tight"].astype(bool), TIGHT, WIDE))
