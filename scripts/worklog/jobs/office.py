"""What the checks need to know of an office: its SOP, its hours, its holidays; from the configuration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial

import numpy as np
import pandas as pd

from worklog.adapters.office.national_days import national_days
from worklog.adapters.office.sop_files import load_sops
from worklog.config.config import SOP_FOLDER, Config
from worklog.core.errors import WorklogError
from worklog.core.judging.check import Office
from worklog.core.working_time.calendar import Calendar
from worklog.core.working_time.calendar_table import build_calendar

NO_DAYS = pd.DataFrame({"first": [], "last": [], "kind": [], "hours": []})


def office_of(config: Config) -> Office:
    """The office of a configuration."""
    return Office(
        sop=load_sops(SOP_FOLDER),
        weekly=config.working_hours.weekly,
        national_days=partial(_national_days, config),
        settings=config.rules,
    )


def sop_name(day: date) -> str:
    """What the SOP in force on a day is about, within a sentence; "" where no SOP can be read."""
    try:
        return load_sops(SOP_FOLDER).at(np.datetime64(day)).name_in_sentence
    except WorklogError:
        return ""


def _national_days(config: Config, years: Sequence[int]) -> pd.DataFrame:
    return closing_days(config.holidays.public, config.holidays.joint_leave, range(min(years), max(years) + 1))


@lru_cache(maxsize=16)
def closing_days(public: bool, joint_leave: bool, years: range) -> pd.DataFrame:
    """The national days of some years, and whether they close an office of these choices; not to be changed.

    Columns: day, name, joint_leave, closed.
    """
    days = national_days(years)
    return days.assign(closed=np.where(days["joint_leave"], joint_leave, public).astype(bool))


def calendar_around(office: Office, today: np.datetime64, special: pd.DataFrame) -> Calendar:
    """The working calendar of a hundred days before and after a day; `special`: `core.log.tables.Tables.days`."""
    year = today.astype("datetime64[Y]").item().year
    days = office.national_days(range(year - 1, year + 2))
    closed = days["day"][days["closed"]].to_numpy()
    return build_calendar(office.weekly, today - 100, today + 100, closed, special)
