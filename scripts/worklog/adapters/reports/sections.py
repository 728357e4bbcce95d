"""Sections of a report that are left out when there is nothing in them.

A defined name that begins with `bagian_` marks rows of a template. They are hidden, with their charts, when every table
in them is empty and no chart in them has a value; a sheet that consists of such a section is hidden as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from openpyxl.workbook.workbook import Workbook

from worklog.adapters.reports.names import NamedRange, find_place
from worklog.adapters.reports.rows import charts_of

SECTION_PREFIX = "bagian_"


def hide_empty_sections(workbook: Workbook, tables: Iterable[tuple[NamedRange, bool]]) -> None:
    """Hide the empty sections of a filled workbook; `tables` are the places of its tables, and whether one is empty."""
    known = list(tables)
    for name in list(workbook.defined_names):
        section = find_place(workbook, name) if name.startswith(SECTION_PREFIX) else None
        if section is None:
            continue
        inside = [is_empty for place, is_empty in known if place.sheet == section.sheet and _holds(section, place.top)]
        charts = [c for c in charts_of(workbook[section.sheet]) if _holds(section, c.anchor._from.row + 1)]
        if (inside or charts) and all(inside) and not any(has_values(workbook, chart) for chart in charts):
            _hide(workbook, section, charts)


def _holds(section: NamedRange, row: int) -> bool:
    return section.top <= row <= section.bottom


def _hide(workbook: Workbook, section: NamedRange, charts: Iterable[Any]) -> None:
    sheet = workbook[section.sheet]
    for chart in charts:
        charts_of(sheet).remove(chart)
    if section.top == 1 and section.bottom >= sheet.max_row and sheet is not workbook.worksheets[0]:
        sheet.sheet_state = "hidden"
        cast(Any, sheet).print_area = None  # LibreOffice prints what is one, hidden or not
        return
    for row in range(section.top, section.bottom + 1):
        sheet.row_dimensions[row].hidden = True


def has_values(workbook: Workbook, chart: Any) -> bool:
    """Whether a chart shows any value but zero.

    In a chart of two kinds the first kind decides, since the other draws a limit that is always there.
    """
    references = [series.val.numRef.f for series in chart._charts[0].series if series.val and series.val.numRef]
    return any(_has_value(workbook, reference) for reference in references)


def _has_value(workbook: Workbook, reference: str) -> bool:
    sheet, _, area = reference.rpartition("!")
    cells = workbook[sheet.strip("'")][area.replace("$", "")]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    return any(isinstance(cell.value, int | float) and cell.value for row in rows for cell in row)
