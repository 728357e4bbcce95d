"""The figures of each month over a year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.monthly_log import NOVEMBER, checked, november, report_of
from worklog.core.reports.monthly.items import all_items
from worklog.core.reports.monthly.steps import finished_steps
from worklog.core.reports.monthly.trend import month_counts, month_figures, trend_table


def counts(filled: dict[int, int], on_time: dict[int, int]) -> pd.DataFrame:
    """Twelve months, of which some have items, all judged."""
    months = np.arange(NOVEMBER - 11, NOVEMBER + 1).astype("datetime64[s]")
    items = [filled.get(place, 0) for place in range(12)]
    columns = {
        "items": items,
        "published": items,
        "judged": items,
        "overdue": 0,
        "due": items,
        "steps": 0,
        "judged_steps": 0,
        "late": 0,
    }
    return pd.DataFrame({**columns, "on_time": [on_time.get(place, 0) for place in range(12)]}, index=months)


def test_trend_begins_with_the_first_month_that_has_anything():
    trend = trend_table(counts({8: 2, 11: 4}, {8: 1, 11: 4}))
    assert trend["Bulan"].dt.strftime("%Y-%m").tolist() == ["2026-08", "2026-09", "2026-10", "2026-11"]
    assert trend["Bagian tepat waktu"].fillna(-1).tolist() == [0.5, -1, -1, 1.0]


def test_single_month_is_no_trend():
    assert trend_table(counts({11: 4}, {11: 4})).empty
    assert trend_table(counts({}, {})).empty


def test_last_two_months_of_the_trend_are_those_that_are_compared():
    trend = november().trend
    assert trend["Tepat waktu"].tolist() == [november().before.on_time, november().now.on_time]
    assert trend["Langkah terlambat"].tolist() == [november().before.late, november().now.late]


def test_figures_of_a_month_are_the_same_in_every_report():
    items, steps = all_items(checked()), finished_steps(checked())
    later = month_figures(month_counts(items, steps, NOVEMBER + 3))
    assert later[-4] == november().now
    assert later[-5] == november().before


def test_months_over_a_year_ago_are_left_out():
    report = report_of("P2 2026-0001 acuan 2025-11-30 08:00\nP2 2026-0002 acuan Sen 08.00")
    assert report.trend.empty
    report = report_of("P2 2026-0001 acuan 2025-12-01 08:00\nP2 2026-0002 acuan Sen 08.00")
    assert len(report.trend) == 12
