"""Rows of one table looked up from another; row -1 stands for none."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.api.extensions import take


def find(keys: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Row of each wanted number in sorted unique keys, -1 where it is not there."""
    return pd.Index(keys).get_indexer(pd.Index(wanted))


def look_up(values: pd.Series | np.ndarray, at: pd.Series | np.ndarray, otherwise: object) -> np.ndarray:
    """The value in each of the rows `at`; `otherwise` where the row is -1."""
    return np.asarray(take(np.asarray(values), np.asarray(at), allow_fill=True, fill_value=otherwise))
