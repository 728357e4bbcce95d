"""Rows of one table looked up from another; row `NONE` stands for none."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.api.extensions import take

NONE = -1
"""No row, no name, among numbers of rows and names; as pandas' `get_indexer` says it."""


def find(keys: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Row of each wanted number in sorted unique keys, -1 where it is not there."""
    if not len(keys):
        return np.full(len(wanted), NONE)
    # What is wanted stands nearly in order, so that a search walks through memory where a hash leaps about in it.
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, at, NONE)


def run_starts(ordered: np.ndarray) -> np.ndarray:
    """Where each run of equal numbers begins; ordered numbers stand once each there."""
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)])


def look_up(values: pd.Series | np.ndarray, at: pd.Series | np.ndarray, otherwise: object) -> np.ndarray:
    """The value in each of the rows `at`; `otherwise` where the row is -1."""
    return np.asarray(take(np.asarray(values), np.asarray(at), allow_fill=True, fill_value=otherwise))
