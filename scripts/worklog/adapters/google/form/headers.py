"""The header and the columns of a table in a Google Sheet: made anew, or completed by columns that are missing.

Both come in rows and columns of their own, so that nothing is written over, whatever people type meanwhile. Only labels
in cells that are merged downwards, as a workbook has them, are put into the lowest of these cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from worklog.adapters.form.columns import FOLDED, GOOGLE_NOTES
from worklog.adapters.form.header_notes import example_row, header_notes, how_to_fill
from worklog.adapters.form.page import (
    HEADER_HEIGHT,
    TITLE_ROWS,
    Page,
    add_header,
    add_title_block,
    fit_header,
    header_rows,
)
from worklog.adapters.form.style import MUTED
from worklog.adapters.google.cells import (
    FORMAT,
    NOTE,
    VALUE,
    Json,
    area,
    cell,
    cell_format,
    column_look,
    repeat,
    update,
)
from worklog.adapters.google.form.held import Held
from worklog.adapters.google.marks import mark_columns, mark_table
from worklog.adapters.google.pages import for_google, part_of_page, sizes
from worklog.adapters.google.places import Place
from worklog.core.log import tabs
from worklog.core.sop.model import Sop

NEXT_NUMBER = "Nomor berikutnya tertulis di tab Ringkasan."


def new_place(tab: tabs.Tab, sheet_id: int, title: str) -> Place:
    """Where the table of a new tab stands."""
    top = TITLE_ROWS + 1
    columns = {column.header: at for at, column in enumerate(tab.columns, 1)}
    return Place(sheet_id, title, tab, top, top + header_rows(tab) - 1, columns)


def new_header(place: Place, office: str, sop: Sop) -> list[Json]:
    """The requests for all that stands above the rows of a new table; `office` is the name in capital letters."""
    tab, page = place.tab, Page()
    add_title_block(page, office, tab.name, sop.number, how_to_fill(tab.name, sop))
    add_header(page, tab, place.columns, place.top, place.bottom, header_notes(tab, sop, GOOGLE_NOTES))
    page.heights[place.top] = 18
    fit_header(page, tab, place.columns, place.bottom, HEADER_HEIGHT)
    if tab == tabs.REGISTER:
        page.notes[place.bottom, place.columns["ID Konten"]] += f"\n{NEXT_NUMBER}"
    looks = _column_looks(place, place.columns)
    folded = _fold(place, FOLDED[tab.name]) if tab.name in FOLDED else []
    return [
        *part_of_page(page, place.sheet_id, 1, place.bottom),
        *looks,
        *_example(place, example_row(tab.name, sop)),
        *folded,
        *mark_table(place),
    ]


def _example(place: Place, row: Mapping[str, object] | None) -> list[Json]:
    """The request that appends a row to show how a tab is filled, in the ink of what counts for nothing."""
    if row is None:
        return []
    cells: list[Json] = [{} for _ in place.columns]
    for header, column in place.columns.items():
        look = replace(column_look(place.tab.name, header), ink=MUTED, italic=True)
        cells[column - 1] = cell(row.get(header), look)
    return [{"appendCells": {"sheetId": place.sheet_id, "rows": [{"values": cells}], "fields": f"{VALUE},{FORMAT}"}}]


def _fold(place: Place, headers: Sequence[str]) -> list[Json]:
    """The requests that group columns side by side under one button, and show them folded together."""
    at = [place.columns[header] for header in headers]
    span = {"sheetId": place.sheet_id, "dimension": "COLUMNS", "startIndex": min(at) - 1, "endIndex": max(at)}
    folded = {"range": span, "depth": 1, "collapsed": True}
    return [
        {"addDimensionGroup": {"range": span}},
        {"updateDimensionGroup": {"dimensionGroup": folded, "fields": "collapsed"}},
    ]


def header_page(place: Place, columns: Mapping[str, int], sop: Sop) -> Page:
    """The header of some columns of a table with their notes, as Google takes it."""
    page = Page()
    add_header(page, place.tab, columns, place.top, place.bottom, header_notes(place.tab, sop, GOOGLE_NOTES))
    return for_google(page)


def parted_header(held: Held, sop: Sop) -> list[Json]:
    """The requests that part cells merged downwards in the header of a table; `held` then holds it so.

    What stands in one of our columns comes into the lowest of its cells; what the office put beside stays where it is.
    """
    place = held.place
    requests: list[Json] = []
    names = {column: header for header, column in place.columns.items()}
    for merged in held.merged_in_header():
        top, left, bottom, _ = merged
        requests.append({"unmergeCells": {"range": area(place.sheet_id, *merged)}})
        if left in names and VALUE in held.cell(top, left):
            looks = header_page(place, {names[left]: left}, sop).cells
            lines = [[{FORMAT: cell_format(looks[row, left][1])}] for row in range(top, bottom)]
            label = {part: value for part, value in held.cell(top, left).items() if part in (VALUE, NOTE)}
            lines.append([{**label, FORMAT: cell_format(looks[bottom, left][1])}])
            requests.append(update(f"{VALUE},{FORMAT},{NOTE}", area(place.sheet_id, top, left, bottom, left), lines))
            held.cells[bottom, left] = held.cells.pop((top, left))
    return requests


def more_columns(place: Place, headers: Sequence[str], sop: Sop) -> list[Json]:
    """The requests that insert columns where `place` has them, side by side."""
    columns = {header: place.columns[header] for header in headers}
    at, page = [*columns.values()], header_page(place, columns, sop)
    fit_header(page, place.tab, columns, place.bottom, HEADER_HEIGHT)
    higher = page.heights if page.heights[place.bottom] > HEADER_HEIGHT else {}
    span = {"sheetId": place.sheet_id, "dimension": "COLUMNS", "startIndex": at[0] - 1, "endIndex": at[-1]}
    requests: list[Json] = [
        {"insertDimension": {"range": span, "inheritFromBefore": True}},
        {"setDataValidation": {"range": area(place.sheet_id, 1, at[0], right=at[-1])}},
    ]
    for row in range(place.top, place.bottom + 1):
        cells = [{**cell(*page.cells[row, column]), NOTE: page.notes.get((row, column), "")} for column in at]
        where = area(place.sheet_id, row, at[0], row, at[-1])
        requests.append(update(f"{VALUE},{FORMAT},{NOTE}", where, [cells]))
    heights = sizes(Page(heights=higher), place.sheet_id)
    return [*requests, *heights, *_column_looks(place, headers), *mark_columns(place, headers)]


def _column_looks(place: Place, headers: Iterable[str]) -> list[Json]:
    """The look of columns below the header; blocks of Buku Kerja bring their frames along."""
    requests = []
    for header in headers:
        at, look = place.columns[header], column_look(place.tab.name, header)
        if place.tab == tabs.LOG:
            look = replace(look, fill=None, bordered=False)
        where = area(place.sheet_id, place.first, at, right=at)
        requests.append(repeat(FORMAT, where, {FORMAT: cell_format(look)}))
    return requests
