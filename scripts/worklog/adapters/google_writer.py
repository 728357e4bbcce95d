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


@dataclass(frozen=True)
class Body:
    """Requests that are sent together; `repeatable`: sent twice, they leave what they leave sent once."""

    requests: Sequence[Json]
    repeatable: bool


def results_bodies(publication: Publication, ids: Mapping[str, int], office: str, sop: Sop | None) -> list[Body]:
    """The bodies that write Hasil and Ringkasan, and the tab SOP when `sop` is given; they may be sent again."""
    steps = [
        *_results(publication, ids[tabs.RESULTS.name]),
        _summary(publication, ids[tabs.SUMMARY.name], office),
    ]
    if sop is not None:
        steps.append(whole_page(sop_page(sop, office), ids[tabs.SOP.name]))
    stamp = cell(publication.stamp)
    steps.append([update(VALUE, stamp_area(ids[tabs.RESULTS.name]), [[stamp]])])
    return [Body(requests, repeatable=True) for requests in packed(steps)]


def blocks_bodies(
    blocks: Sequence[Mapping[str, object]], log: Place, people: Place, results: str, sop: Sop
) -> list[Body]:
    """The bodies that append blocks, each block whole in one of them; `results` is the name that Hasil has now."""
    rules = validations(tabs.LOG.name, sop, people.whole_column("Nama"))
    formulas = status_formulas(tabs.LOG.name, log.columns, results)
    steps = []
    for _, rows in groupby(blocks, key=lambda block: (block["ID Konten"], block["Putaran"])):
        cells = [_log_row(row, log, rules, formulas, begins=number == 0) for number, row in enumerate(rows)]
        appended = {
            "sheetId": log.sheet_id,
            "rows": [{"values": row} for row in cells],
            "fields": f"{VALUE},{FORMAT},{VALIDATION}",
        }
        steps.append([{"appendCells": appended}])
    return [Body(requests, repeatable=False) for requests in packed(steps)]


def joined(bodies: Iterable[Body]) -> list[Body]:
    """The same bodies in the same order, as few as their size allows."""
    joined: list[Body] = []
    for body in bodies:
        if joined and _size(joined[-1].requests) + _size(body.requests) <= MOST_BYTES:
            last = joined.pop()
            body = Body([*last.requests, *body.requests], last.repeatable and body.repeatable)
        joined.append(body)
    return joined


def packed(steps: Iterable[Sequence[Json]]) -> Iterator[list[Json]]:
    """Requests in as few lists as their size allows; those of one step stay together."""
    held: list[Json] = []
    used = 0
    for step in steps:
        size = _size(step)
        if held and used + size > MOST_BYTES:
            yield held
            held, used = [], 0
        held.extend(step)
        used += size
    if held:
        yield held


def stamp_area(results_id: int) -> Json:
    """Where the stamp of the last publication stands."""
    return area(results_id, 1, STAMP_COLUMN, 1, STAMP_COLUMN)


def _results(publication: Publication, sheet_id: int) -> Iterator[list[Json]]:
    """Hasil whole. When it is too large for one body the stamp goes first, so that no half of it passes for whole."""
    page = results_page(publication.results)
    rows = max(page.last_row, 2)
    columns = STAMP_COLUMN
    head = [
        grid(sheet_id, rows, columns, page.frozen, grid_lines=True),
        repeat(FORMAT, area(sheet_id, 1, 1, 1, len(tabs.RESULTS.columns)), {FORMAT: cell_format(HEADER)}),
        *(
            repeat(FORMAT, area(sheet_id, 2, column, right=column), {FORMAT: cell_format(look)})
            for column, look in _result_looks()
        ),
        dimension(sheet_id, "COLUMNS", STAMP_COLUMN, STAMP_COLUMN, hiddenByUser=True),
    ]
    cells = cell_rows(page, 1, page.last_row, with_looks=False)
    chunks = list(_chunks(cells))
    if len(chunks) == 1:
        yield [*head, update(VALUE, area(sheet_id), cells)]
        return
    yield [*head, update(VALUE, stamp_area(sheet_id), [[{}]])]
    first = 1
    for number, chunk in enumerate(chunks, 1):
        last = first + len(chunk) - 1
        yield [update(VALUE, area(sheet_id, first, 1, None if number == len(chunks) else last), chunk)]
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
