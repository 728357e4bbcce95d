"""What a log is judged on besides its cells: the SOP, the office's hours, holidays and rule choices."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from worklog.config.config import Config
from worklog.core.judging.check import Checked
from worklog.core.sop.model import Sop

_JUDGES_NOTHING: Any = {"short_name": True, "roles": True, "flows": {"__all__": {"greeting"}}}
"""What of the SOP no verdict depends on; former versions of the program remembered their SOP without it."""


def judged_on(config: Config, checked: Checked, month: np.datetime64) -> str:
    """The basis of a month's verdicts as JSON: the SOP in force at its end, hours, days that were closed, choices."""
    first, after = month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]")
    days = np.arange(first, after).astype("datetime64[D]")
    basis = json.loads(basis_of(config, checked.sop.at(after - 1)))
    closed = days[~checked.calendar.is_working_day(days)]
    return json.dumps({**basis, "closed_days": closed.astype(str).tolist()}, ensure_ascii=False)


def basis_of(config: Config, sop: Sop) -> str:
    """The office's choices and the SOP in force, as JSON; the tab Kalender is remembered with the rows."""
    settings = json.loads(config.model_dump_json(include={"working_hours", "holidays", "rules"}))
    return json.dumps({**settings, "sop": json.loads(sop.model_dump_json(exclude=_JUDGES_NOTHING))}, ensure_ascii=False)
