"""What publishing sends to a Google Sheet: new blocks at the end of Buku Kerja, and the script's own tabs whole.

Nothing is addressed by the position of a row that people may move. Requests are put together into as few bodies as
their size allows; each body is applied whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from worklog.adapters.google_cells import (
    FORMAT,
    VALIDATION,
    VALUE,
    Json,
    area,
    cell,
    cell_format,
    column_look,
    formula,
    repeat,
    update,
)
from worklog.adapters.google_charts import add_chart_data
from worklog.adapters.google_formulas import status_formulas
from worklog.adapters.google_marks import count_from, count_on, mark_table, stop_counting, unmark, unmoved
from worklog.adapters.google_pages import cell_rows, dimension, grid, whole_page
from worklog.adapters.google_places import Place
from worklog.adapters.google_rules import validations
from worklog.adapters.log_page import HEADER
from worklog.adapters.log_style import MINUTES_FORMAT, MOMENT_FORMAT, TODO_FILL, Look
from worklog.adapters.page_results import PLAIN, results_page
from worklog.adapters.page_sop import sop_page
from worklog.adapters.page_summary import summary_page
from worklog.core import tabs
from worklog.core.publication import Publication
from worklog.core.sop import Sop

MOST_BYTES = 1_900_000
"""Google advises bodies of at most 2 MB."""
PART = 0.97
"""How much of a body a part of Hasil may fill; the rest is for what is sent around it."""
STAMP_COLUMN = len(tabs.RESULTS.columns) + 2

ACTING_ROLE = "Pelaksana"
"""Key of a new log row: the header of the role column that is to be filled."""


Block = Mapping[str, object]


@dataclass(frozen=True)
class Body:
    """Requests that are sent together; `blocks` are the rows of Buku Kerja that they append.

    Sent twice, requests that append nothing leave what they leave sent once.
    """

    requests: Sequence[Json]
    blocks: Sequence[Block] = ()


def results_steps(publication: Publication, ids: Mapping[str, int], office: str, sop: Sop | None) -> Iterator[Body]:
    """What writes Hasil and Ringkasan, and the tab SOP when `sop` is given, in steps; the stamp is the last."""
    yield from map(Body, _results(publication, ids[tabs.RESULTS.name]))
    yield Body(_summary(publication, ids[tabs.SUMMARY.name], office))
    if sop is not None:
        yield Body(whole_page(sop_page(sop, office), ids[tabs.SOP.name]))
    stamp = cell(publication.stamp)
    yield Body([update(VALUE, stamp_area(ids[tabs.RESULTS.name]), [[stamp]])])


def block_steps(blocks: Sequence[Block], log: Place, people: Place, results: str, sop: Sop) -> Iterator[Body]:
    """What appends blocks, each of them one step; `results` is the name that Hasil has now."""
    rules = validations(tabs.LOG.name, sop, people.whole_column("Nama"))
    formulas = status_formulas(tabs.LOG.name, log.columns, results)
    for _, block in groupby(blocks, key=lambda row: (row["ID Konten"], row["Putaran"])):
        rows = list(block)
        cells = [_log_row(row, log, rules, formulas, begins=number == 0) for number, row in enumerate(rows)]
        appended = {
            "sheetId": log.sheet_id,
            "rows": [{"values": row} for row in cells],
            "fields": f"{VALUE},{FORMAT},{VALIDATION}",
        }
        yield Body([{"appendCells": appended}], rows)


def opening(blocks: Sequence[Block], log: Place, opened: int, results_id: int, results: str) -> list[Json]:
    """What goes before blocks in a body: all of it is refused unless things are as they were looked at.

    Columns of Buku Kerja lie where `log` has them, and `opened` blocks were opened so far. Hasil is given once more the
    name that the status formulas call it by.
    """
    named = {"sheetId": results_id, "title": results, "gridProperties": {"columnCount": STAMP_COLUMN}}
    rename = {"updateSheetProperties": {"properties": named, "fields": "title,gridProperties.columnCount"}}
    more = number_of(blocks)
    return [*unmoved(log), *count_on(opened, more), rename, _note_count(opened + more, results_id)]


def begun_anew(log: Place, opened: int, results_id: int) -> list[Json]:
    """The requests that put all marks anew that blocks are opened by."""
    return [unmark(log.tab), *mark_table(log), stop_counting(), count_from(opened), _note_count(opened, results_id)]


def number_of(rows: Sequence[Block]) -> int:
    """How many blocks rows of Buku Kerja make."""
    return len({(row["ID Konten"], row["Putaran"]) for row in rows})


def _note_count(opened: int, results_id: int) -> Json:
    """The request that notes how many blocks were opened where it is read with all else."""
    return update(VALUE, _count_area(results_id), [[cell(opened)]])


def packed(steps: Iterable[Body]) -> Iterator[Body]:
    """Steps in as few bodies as their size allows, in their order."""
    held: list[Body] = []
    used = 0
    for step in steps:
        size = _size(step.requests)
        if held and used + size > MOST_BYTES:
            yield _together(held)
            held, used = [], 0
        held.append(step)
        used += size
    if held:
        yield _together(held)


def _together(steps: Sequence[Body]) -> Body:
    return Body(
        [request for step in steps for request in step.requests], [row for step in steps for row in step.blocks]
    )


def notes_area(results_id: int) -> Json:
    """Where the stamp of the last publication stands, and the number of opened blocks below it."""
    return area(results_id, 1, STAMP_COLUMN, 2, STAMP_COLUMN)


def stamp_area(results_id: int) -> Json:
    """Where the stamp of the last publication stands."""
    return area(results_id, 1, STAMP_COLUMN, 1, STAMP_COLUMN)


def _count_area(results_id: int) -> Json:
    return area(results_id, 2, STAMP_COLUMN, 2, STAMP_COLUMN)


def _results(publication: Publication, sheet_id: int) -> Iterator[list[Json]]:
    """Hasil whole. When it is too large for one body the stamp goes first, so that no half of it passes for whole."""
    page = results_page(publication.results)
    rows, right = max(page.last_row, 2), len(tabs.RESULTS.columns)
    head = [
        grid(sheet_id, rows, STAMP_COLUMN, page.frozen, grid_lines=True),
        repeat(FORMAT, area(sheet_id, 1, 1, 1, right), {FORMAT: cell_format(HEADER)}),
        *(
            repeat(FORMAT, area(sheet_id, 2, column, right=column), {FORMAT: cell_format(look)})
            for column, look in _result_looks()
        ),
        dimension(sheet_id, "COLUMNS", STAMP_COLUMN, STAMP_COLUMN, hiddenByUser=True),
    ]
    cells = cell_rows(page, 1, page.last_row, with_looks=False)
    chunks = list(_chunks(cells))
    if len(chunks) == 1:
        yield [*head, update(VALUE, area(sheet_id, right=right), cells)]
        return
    yield [*head, update(VALUE, stamp_area(sheet_id), [[{}]])]
    first = 1
    for number, chunk in enumerate(chunks, 1):
        last = first + len(chunk) - 1
        yield [update(VALUE, area(sheet_id, first, 1, None if number == len(chunks) else last, right), chunk)]
        first = last + 1


def _result_looks() -> Iterator[tuple[int, Look]]:
    formats = {"Batas Waktu": MOMENT_FORMAT, "Terlambat": MINUTES_FORMAT}
    for column, header in enumerate(tabs.RESULTS.headers, 1):
        yield column, replace(PLAIN, number_format=formats.get(header, "General"))


def _summary(publication: Publication, sheet_id: int, office: str) -> list[Json]:
    page = summary_page(publication.summary, office, publication.summary.sop_number)
    add_chart_data(page, publication.summary)
    return whole_page(page, sheet_id)


def _chunks(rows: Sequence[list[Json]]) -> Iterator[list[list[Json]]]:
    held: list[list[Json]] = []
    used = 0
    for row in rows:
        size = _size({"values": row})
        if held and used + size > MOST_BYTES * PART:
            yield held
            held, used = [], 0
        held.append(row)
        used += size
    yield held


def _log_row(
    row: Mapping[str, object], place: Place, rules: Mapping[str, Json], formulas: Mapping[str, str], *, begins: bool
) -> list[Json]:
    cells: list[Json] = [{} for _ in range(max(place.columns.values()))]
    for header, column in place.columns.items():
        look = replace(column_look(tabs.LOG.name, header), above=begins)
        if header == row.get(ACTING_ROLE):
            look = replace(look, fill=TODO_FILL)
        held = cell(row.get(header), look)
        if header in formulas:
            held.update(formula(formulas[header]))
        if header in rules:
            held[VALIDATION] = rules[header]
        cells[column - 1] = held
    return cells


def _size(value: object) -> int:
    """Bytes of a value in the body of a request, and the comma behind it."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()) + 1
