"""Units and unknowns that all of the core counts time with."""

from __future__ import annotations

import numpy as np

DAY_SECONDS = 86_400
ONE_DAY = np.timedelta64(1, "D")
NAT = np.datetime64("NaT", "s")
"""A moment that is not known."""
