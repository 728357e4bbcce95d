"""What a log is judged on besides its cells: the SOP, the office's hours, holidays and rule choices."""

from __future__ import annotations

import json

import numpy as np

from worklog.config.config import Config
from worklog.core.judging.check import Checked


def judged_on(config: Config, checked: Checked, month: np.datetime64) -> str:
    """The basis of a month's verdicts as JSON: the SOP in force at its end, hours, days that were closed, choices."""
    first, after = month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]")
    days = np.arange(first, after).astype("datetime64[D]")
    settings = json.loads(config.model_dump_json(include={"working_hours", "holidays", "rules"}))
    closed = days[~checked.calendar.is_working_day(days)]
    sop = json.loads(checked.sop.at(after - 1).model_dump_json())
    return json.dumps({**settings, "closed_days": closed.astype(str).tolist(), "sop": sop}, ensure_ascii=False)
