"""How steps and items stand, in the words of the row status (`tabs.ROW_STATES`)."""

from __future__ import annotations

import pandas as pd

from worklog.core.tabs import ROW_STATES

DONE, DONE_LATE, RUNNING, NEAR, LATE, WAITING, FAULTY, NOT_JUDGED, NOT_NEEDED = ROW_STATES


def with_standing(timeline: pd.DataFrame) -> pd.DataFrame:
    """The timeline with: stands (the step at which its open item stands), done (also by a closing without Selesai)."""
    return timeline.assign(stands=timeline["is_current"], done=timeline["finished"] | (timeline["state"] == DONE))
