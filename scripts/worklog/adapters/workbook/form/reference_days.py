"""National holidays and cuti bersama as reference rows of Kalender."""

from __future__ import annotations

from datetime import date

import pandas as pd

from worklog.adapters.workbook.looks import Looks
from worklog.adapters.workbook.places import Place
from worklog.adapters.workbook.rows import append_rows, style_rows
from worklog.core.log.cells import days
from worklog.core.log.tabs import CLOSED_DAY

BLANK_ROWS = 10


def add_reference_days(place: Place, looks: Looks, today: date, national_days: pd.DataFrame) -> list[int]:
    """Add the national days of this and the next year, if none of that year is listed; the years that were added.

    `national_days`: day, name. Some blank rows below get the tab's look.
    """
    wanted = national_days[national_days["day"].dt.year.isin(_years_not_listed(place, today))]
    if wanted.empty:
        return []
    pairs = zip(wanted["day"], wanted["name"], strict=True)
    rows = [{"Tanggal": day.to_pydatetime(), "Jenis": CLOSED_DAY, "Keterangan": name} for day, name in pairs]
    append_rows(place, looks, rows)
    last = place.last_used()
    style_rows(place, looks, last + 1, last + BLANK_ROWS)
    return sorted({int(year) for year in wanted["day"].dt.year})


def _years_not_listed(place: Place, today: date) -> list[int]:
    sheet, day, kind = place.sheet, place.columns["Tanggal"], place.columns["Jenis"]
    rows = range(place.first, sheet.max_row + 1)
    closed = [sheet.cell(row, day).value for row in rows if sheet.cell(row, kind).value == CLOSED_DAY]
    listed = {value.year for value in days(closed)[0].tolist() if value is not None}
    return [year for year in (today.year, today.year + 1) if year not in listed]
