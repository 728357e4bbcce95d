"""How steps and items stand, in the words of the row status (`tabs.ROW_STATES`)."""

from __future__ import annotations

import pandas as pd

from worklog.core import figures
from worklog.core.check import Checked
from worklog.core.tabs import ROW_STATES

DONE, DONE_LATE, RUNNING, NEAR, LATE, WAITING, FAULTY, NOT_JUDGED, NOT_NEEDED = ROW_STATES


def with_standing(timeline: pd.DataFrame) -> pd.DataFrame:
    """The timeline with: stands (the step at which its open item stands), done (also by a closing without Selesai)."""
    return timeline.assign(stands=timeline["is_current"], done=timeline["finished"] | (timeline["state"] == DONE))


def is_overdue(checked: Checked) -> pd.Series:
    """Whether the step at which each item stands, or its airing, is past its deadline."""
    late = checked.timeline[checked.timeline["is_current"] & checked.timeline["late"]]
    return (airing_overrun(checked) > 0) | checked.items.index.isin(late["item"])


def airing_overrun(checked: Checked) -> pd.Series:
    """Seconds since each item's Batas Tayang, on its clock; 0 where that is unknown."""
    items = checked.items
    return figures.seconds_past(checked, items["deadline"], items["working"] & ~items["planned_flow"])
