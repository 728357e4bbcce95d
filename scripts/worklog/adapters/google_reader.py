"""The values of a Google Sheet as people see them: in columns of dates, numbers are days and times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from worklog.adapters.log_rules import DATES
from worklog.core.grids import Grid, LogShapeError, find_header
from worklog.core.tabs import STAFF_TABS, Tab

_FIRST_DAY = date(1899, 12, 30)
_END_OF_DAYS = 2_958_466
"""Dates are days since the first one; the year 10000 is out of reach."""
_DAY_SECONDS = 86_400


def show_dates(grids: Mapping[str, list[list[object]]]) -> None:
    """Put a date for each number without a time, and a time for each one without a day, into the columns of dates.

    `grids` by the name of the tab; they are changed. So what cannot be read is told as it stands in the sheet. A number
    with a day and a time is read as it is, and stays.
    """
    for tab in STAFF_TABS:
        grid = grids.get(tab.name, [])
        for at in _date_columns(grid, tab):
            for row in grid:
                if at < len(row):
                    row[at] = _shown(row[at])


def _date_columns(grid: Grid, tab: Tab) -> list[int]:
    try:
        columns = find_header(grid, tab).columns
    except LogShapeError:
        return []
    return [columns[header] - 1 for header in DATES[tab.name] if header in columns]


def _shown(value: object) -> object:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    if value % 1 == 0 and 1 <= value < _END_OF_DAYS:
        return _FIRST_DAY + timedelta(days=int(value))
    if 0 < value < 1:
        return (datetime.min + timedelta(seconds=min(round(value * _DAY_SECONDS), _DAY_SECONDS - 1))).time()
    return value
