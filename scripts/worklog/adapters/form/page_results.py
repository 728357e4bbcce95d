"""The tab Hasil as a page: the rows that the status formulas look up by their first column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worklog.adapters.form.page import HEADER, Page
from worklog.adapters.form.style import MOMENT_FORMAT, PLAIN
from worklog.core.log import tabs

STAMP_COLUMN = len(tabs.RESULTS.columns) + 2
WIDTHS = (26, 30, 26, 18, 14, 70)
_FORMATS = {"Batas Waktu": MOMENT_FORMAT}


def results_page(results: Sequence[tuple[object, ...]], stamp: str = "") -> Page:
    """The header and one row per result, in the order of `tabs.RESULTS.columns`; blanks take no cell.

    A stamp (`core.publishing.freshness.Stamp` as text) stands beside the header, in a hidden column.
    """
    page = Page(frozen=(1, 1))
    for column, (header, width) in enumerate(zip(tabs.RESULTS.headers, WIDTHS, strict=True), 1):
        page.put(1, column, header, HEADER)
        page.widths[column] = width
    looks = [replace(PLAIN, number_format=_FORMATS.get(header, "General")) for header in tabs.RESULTS.headers]
    for row, result in enumerate(results, 2):
        for column, (value, look) in enumerate(zip(result, looks, strict=True), 1):
            if value not in (None, ""):
                page.put(row, column, value, look)
    if stamp:
        page.put(1, STAMP_COLUMN, stamp, PLAIN)
        page.hidden_columns += (STAMP_COLUMN - 1, STAMP_COLUMN)  # what is between is not printed either
    return page
