"""The two clocks of the SOP: `elapsed`, tied to an event, and `working`, which runs in office hours only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from worklog.core.indonesian import duration_text
from worklog.core.moments import DAY_SECONDS
from worklog.core.working_time.calendar import LAST_MOMENT, Calendar


@dataclass(frozen=True)
class Clock:
    """Reads moments on the clock of each flow; all times in seconds, NaT moments give a reading without meaning."""

    calendar: Calendar
    working_day: int = 27_000
    """Seconds of an ordinary working day, in which long working times are told: 37.5 hours a week on five days."""

    def duration_text(self, seconds: int, *, working: bool) -> str:
        """A duration on one of the clocks for people: `2 hari kerja 5 jam`, `2 hari 5 jam`."""
        return duration_text(seconds, self.working_day) if working else duration_text(seconds, DAY_SECONDS, "hari")

    def reading(self, moments: np.ndarray, working: np.ndarray) -> np.ndarray:
        """Seconds on the clock at each moment: the difference of two readings is the time that passed."""
        return np.where(working, self.calendar.worked(moments), moments.astype("datetime64[s]").astype(np.int64))

    def between(self, start: np.ndarray, end: np.ndarray, working: np.ndarray) -> np.ndarray:
        """Seconds on the clock from start to end, negative when end is earlier; 0 where either is unknown."""
        known = ~(np.isnat(start) | np.isnat(end))
        return np.where(known, self.reading(end, working) - self.reading(start, working), 0)

    def deadline(self, start: np.ndarray, seconds: np.ndarray, days: np.ndarray, working: np.ndarray) -> np.ndarray:
        """The moment when a limit of so many seconds or days is used up; NaT where start is unknown.

        A day is a working day on the working clock and 24 hours on the elapsed clock.
        """
        deadline = np.minimum(start + (seconds + days * DAY_SECONDS).astype("timedelta64[s]"), LAST_MOMENT)
        by_days, by_seconds = working & (days > 0), working & (days <= 0)
        deadline[by_days] = self.calendar.after_days(start[by_days], days[by_days])
        deadline[by_seconds] = self.calendar.after(start[by_seconds], np.maximum(seconds[by_seconds], 1))
        return deadline
