"""A page as the requests that write it whole into a tab of a Google Sheet.

The tab is made just as large as the page, so that the requests say the same however often they are sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from worklog.adapters.form.page import Page
from worklog.adapters.form.text_height import POINTS_PER_UNIT
from worklog.adapters.google.cells import FORMAT, NOTE, VALUE, Json, area, cell, update

PIXELS_PER_POINT = 96 / 72
FEWEST_ROWS, FEWEST_COLUMNS = 50, 8
USUAL_HEIGHT = 21
"""Pixels."""


def whole_page(page: Page, sheet_id: int, *, with_looks: bool = True) -> list[Json]:
    """All requests for a tab that only the script writes; without looks the cells' formats are left as they are."""
    page = for_google(page)
    rows, columns = max(page.last_row, FEWEST_ROWS), max(page.last_column, FEWEST_COLUMNS)
    mask = f"{VALUE},{FORMAT}" if with_looks else VALUE
    return [
        *grid(sheet_id, rows, columns, page.frozen, grid_lines=page.grid_lines),
        dimension(sheet_id, "ROWS", 1, rows, pixelSize=USUAL_HEIGHT),
        update(mask, area(sheet_id), cell_rows(page, 1, page.last_row, with_looks=with_looks)),
        *merges(page, sheet_id),
        *sizes(page, sheet_id),
    ]


def part_of_page(page: Page, sheet_id: int, top: int, bottom: int) -> list[Json]:
    """The requests that put the rows of a page, from `top` to `bottom`, into a tab that holds more than the page."""
    page = for_google(page)
    where = area(sheet_id, top, 1, bottom, page.last_column)
    mask = f"{VALUE},{FORMAT},{NOTE}"
    return [update(mask, where, cell_rows(page, top, bottom)), *merges(page, sheet_id), *sizes(page, sheet_id)]


def for_google(page: Page) -> Page:
    """A page as Google takes it: nothing is merged downwards, and nothing stays in view whose edge would cut a merge.

    A filter is refused over cells that are merged downwards. What stood in them stands in the lowest one.
    """
    cells, notes, merged = dict(page.cells), dict(page.notes), []
    for top, left, bottom, right in page.merged:
        if top < bottom:
            value, look = cells[top, left]
            cells[bottom, left] = (value, look)
            cells |= {(row, left): (None, replace(look, bordered=False)) for row in range(top, bottom)}
            if (top, left) in notes:
                notes[bottom, left] = notes.pop((top, left))
        merged += [(row, left, row, right) for row in range(top, bottom + 1) if left < right]
    rows, columns = page.frozen
    is_cut = any(left <= columns < right for _, left, _, right in merged)
    return replace(page, cells=cells, notes=notes, merged=merged, frozen=(rows, 0 if is_cut else columns))


def grid(sheet_id: int, rows: int, columns: int, frozen: tuple[int, int], *, grid_lines: bool) -> list[Json]:
    """The requests for the size of a tab and what stays in view; merged cells, which its edge could cut, are parted."""
    size = {"rowCount": rows, "columnCount": columns, "hideGridlines": not grid_lines}
    held = {"frozenRowCount": frozen[0], "frozenColumnCount": frozen[1]}
    fields = ",".join(f"gridProperties.{name}" for name in (*size, *held))
    properties = {"sheetId": sheet_id, "gridProperties": {**size, **held}}
    return [
        {"unmergeCells": {"range": area(sheet_id)}},
        {"updateSheetProperties": {"properties": properties, "fields": fields}},
    ]


def cell_rows(page: Page, top: int, bottom: int, *, with_looks: bool = True) -> list[list[Json]]:
    """The cells of some rows, each row up to its last cell."""
    rows: list[list[Json]] = [[] for _ in range(top, bottom + 1)]
    for (row, column), (value, look) in sorted(page.cells.items(), key=lambda item: item[0]):
        if top <= row <= bottom:
            cells = rows[row - top]
            cells.extend({} for _ in range(column - 1 - len(cells)))
            cells.append(cell(value, look if with_looks else None))
            if (row, column) in page.notes:
                cells[-1][NOTE] = page.notes[row, column]
    return rows


def merges(page: Page, sheet_id: int) -> Iterator[Json]:
    """The merged areas of a page, each in one row; equal ones in rows that follow each other in one request."""
    runs: list[list[int]] = []
    for row, left, _, right in sorted(page.merged, key=lambda merged: (merged[1], merged[3], merged[0])):
        if runs and runs[-1][1:] == [left, row - 1, right]:
            runs[-1][2] = row
        else:
            runs.append([row, left, row, right])
    for run in runs:
        yield {"mergeCells": {"range": area(sheet_id, *run), "mergeType": "MERGE_ROWS"}}


def sizes(page: Page, sheet_id: int) -> Iterator[Json]:
    """Widths, heights and hidden columns of a page."""
    for column, width in page.widths.items():
        yield dimension(sheet_id, "COLUMNS", column, column, pixelSize=pixels(width * POINTS_PER_UNIT))
    for first, last, height in _runs(page.heights):
        yield dimension(sheet_id, "ROWS", first, last, pixelSize=pixels(height))
    for column in page.hidden_columns:
        yield dimension(sheet_id, "COLUMNS", column, column, hiddenByUser=True)


def dimension(sheet_id: int, kind: str, first: int, last: int, **properties: object) -> Json:
    """One `updateDimensionProperties` for the rows or columns `first` to `last`."""
    where = {"sheetId": sheet_id, "dimension": kind, "startIndex": first - 1, "endIndex": last}
    return {"updateDimensionProperties": {"range": where, "properties": properties, "fields": ",".join(properties)}}


def pixels(points: float) -> int:
    """A length on screen."""
    return round(points * PIXELS_PER_POINT)


def _runs(heights: dict[int, float]) -> Iterator[tuple[int, int, float]]:
    """Rows that follow each other and are equally high, together."""
    runs: list[tuple[int, int, float]] = []
    for row, height in sorted(heights.items()):
        if runs and runs[-1][1:] == (row - 1, height):
            runs[-1] = (runs[-1][0], row, height)
        else:
            runs.append((row, row, height))
    yield from runs
