"""Reading a log again and again, so that what stands behind its cells is asked for only when the cells changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from worklog.core.log.grids import Grid
from worklog.core.publishing.freshness import LONGEST
from worklog.jobs.source import LogSource


@dataclass
class Reading:
    """What a running timer remembers of a log: its cells as last read, and those with what stands behind them."""

    _cells: Mapping[str, Grid] = field(default_factory=dict)
    _behind: Mapping[str, Grid] = field(default_factory=dict)
    _looked_at: np.datetime64 = field(default_factory=lambda: np.datetime64("NaT"))

    def read(self, log: LogSource, now: np.datetime64) -> Mapping[str, Grid]:
        """The cells with what stands behind them, which is asked for again after an hour at the latest."""
        cells = log.read()
        if cells != self._cells or not self._looked_at <= now < self._looked_at + LONGEST:
            self._cells, self._behind, self._looked_at = cells, log.look_behind(cells), now
        return self._behind
