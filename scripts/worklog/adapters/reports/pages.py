"""Page breaks that keep together what belongs together: a table's title with its first rows, and the signatures.

Programs differ a little in how much they put on a page; so all breaks are set, for a page slightly shorter than the
shortest. A sheet's own breaks are kept. Sheets fitted to one page, or not to the width, are left alone. A table that
goes on on the next page has its header there again, unless the sheet repeats rows on every page anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from worklog.adapters.reports.heights import DEFAULT_HEIGHT, column_points
from worklog.adapters.reports.rows import RowMap, copy_rows, grow_rows

KEEP_PREFIX = "utuh_"
"""Defined names that begin so mark rows that must not be parted by a page's end."""
LEAST_ROWS = 2
"""Rows of a table that stand at least below its title, and above what closes the page."""
SHORT_TABLE = 8
"""A table of so many rows is not parted at all."""
PAPERS = {5: (612.0, 1008.0), 8: (842.0, 1191.0), 9: (595.0, 842.0), 14: (612.0, 936.0)}
"""Width and height in points by Excel's number: Legal, A3, A4 and Folio (F4)."""
FOLIO = 14
POINTS_PER_INCH = 72
SAFETY = 0.985

Rows = tuple[int, int]
"""First and last row, both included."""


@dataclass(frozen=True)
class PageStart:
    """The first row of a page, and the header row to be shown above it; 0 when there is none."""

    row: int
    header: int = 0


def break_pages(workbook: Workbook, groups: Mapping[str, Sequence[Rows]], tables: Mapping[str, Sequence[Rows]]) -> None:
    """Set every page break, and put the header above what comes of a table on a new page.

    By sheet: no group of rows is parted unless it is longer than a page; `tables` are the rows below each header.
    """
    pages = {
        sheet.title: list(page_starts(sheet, groups.get(sheet.title, ()), tables.get(sheet.title, ())))
        for sheet in workbook.worksheets
    }
    extra = {name: {start.row - 1: 1 for start in starts if start.header} for name, starts in pages.items()}
    if any(extra.values()):
        grow_rows(workbook, extra)
    for name, starts in pages.items():
        sheet, rows = workbook[name], RowMap(extra[name])
        first_rows = {start: rows.first(start.row) - (start.header > 0) for start in starts}
        copy_rows(sheet, {first: rows.first(start.header) for start, first in first_rows.items() if start.header})
        for first in first_rows.values():
            sheet.row_breaks.append(Break(id=first - 1))


def page_starts(sheet: Worksheet, groups: Iterable[Rows], tables: Iterable[Rows]) -> Iterator[PageStart]:
    """Where pages have to begin, apart from the sheet's own breaks."""
    setup = sheet.sheet_properties.pageSetUpPr
    if setup is None or not setup.fitToPage or sheet.page_setup.fitToHeight != 0:
        return
    capacity, repeated = page_height(sheet), _repeated_height(sheet)
    header_of = {} if repeated else {row: first - 1 for first, last in tables for row in range(first + 1, last + 1)}
    last_of, own_breaks = dict(_merged(groups)), {mark.id for mark in sheet.row_breaks.brk}
    used = 0.0
    for row in range(1, sheet.max_row + 1):
        height = row_height(sheet, row)
        group = sum(row_height(sheet, below) for below in range(row, last_of.get(row, row) + 1))
        needed = group if group <= capacity - repeated else height
        if row - 1 in own_breaks:
            used = repeated
        elif used + needed > capacity:
            header = header_of.get(row, 0)
            yield PageStart(row, header)
            used = repeated + (row_height(sheet, header) if header else 0.0)
        used += height


def page_height(sheet: Worksheet) -> float:
    """The points of row height that one printed page holds when the sheet is fitted to the page's width."""
    paper = PAPERS.get(int(sheet.page_setup.paperSize or FOLIO), PAPERS[FOLIO])
    width, height = paper if sheet.page_setup.orientation != "landscape" else paper[::-1]
    margins = sheet.page_margins
    width -= (margins.left + margins.right) * POINTS_PER_INCH
    height -= (margins.top + margins.bottom) * POINTS_PER_INCH
    needed = sum(column_points(sheet, column) for column in range(1, sheet.max_column + 1))
    return height / min(1.0, width / needed) * SAFETY


def table_group(sheet: Worksheet, first: int, last: int) -> Rows:
    """From the title of a table, which stands below an empty row, to the second of its rows `first` to `last`.

    A short table goes to its last row.
    """
    top = first
    while top > 1 and not _is_empty(sheet, top - 1):
        top -= 1
    return top, last if last - first < SHORT_TABLE else first + LEAST_ROWS - 1


def closing_group(sheet: Worksheet, first: int, last: int) -> Rows:
    """The rows `first` to `last` with the last lines before them: signatures do not stand on a page of their own."""
    top = first - 1
    while top > 1 and _is_empty(sheet, top):
        top -= 1
    return max(top - LEAST_ROWS + 1, 1), last


def row_height(sheet: Worksheet, row: int) -> float:
    """The height of a row in points; 0 when it is hidden."""
    dimension = sheet.row_dimensions.get(row)
    if dimension is None:
        return DEFAULT_HEIGHT
    return 0.0 if dimension.hidden else float(dimension.height or DEFAULT_HEIGHT)


def _repeated_height(sheet: Worksheet) -> float:
    if not sheet.print_title_rows:
        return 0.0
    first, last = (int(row.replace("$", "")) for row in sheet.print_title_rows.split(":"))
    return sum(row_height(sheet, row) for row in range(first, last + 1))


def _is_empty(sheet: Worksheet, row: int) -> bool:
    return all(cell.value is None for cell in sheet[row])


def _merged(groups: Iterable[Rows]) -> list[Rows]:
    """Groups that share rows as one."""
    merged: list[Rows] = []
    for first, last in sorted(groups):
        if merged and first <= merged[-1][1]:
            before = merged.pop()
            first, last = before[0], max(last, before[1])
        merged.append((first, last))
    return merged
