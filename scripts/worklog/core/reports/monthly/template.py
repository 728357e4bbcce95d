"""The monthly report in the names of its template."""

from __future__ import annotations

import numpy as np

from worklog.core.indonesian import UNKNOWN


def _shown(share: float) -> object:
    return UNKNOWN if np.isnan(share) else share
