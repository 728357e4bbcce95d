"""What publishing sends to a Google Sheet: the script's own tabs, each whole, and the bodies that all goes in.

Requests are put together into as few bodies as their size allows; each body is applied whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from worklog.adapters.form.page import HEADER
from worklog.adapters.form.page_results import STAMP_COLUMN, results_page
from worklog.adapters.form.page_sop import sop_page
from worklog.adapters.form.page_summary import summary_page
from worklog.adapters.form.style import MOMENT_FORMAT, PLAIN, Look
from worklog.adapters.google.cells import FORMAT, VALUE, Json, area, cell, cell_format, repeat, update
from worklog.adapters.google.charts import add_chart_data
from worklog.adapters.google.pages import cell_rows, dimension, grid, whole_page
from worklog.core.log import tabs
from worklog.core.publishing.publication import Publication
from worklog.core.sop.model import Sop

MOST_BYTES = 1_900_000
"""Google advises bodies of at most 2 MB; what goes before blocks, some 12 kB, comes on top."""
PART = 0.97
"""How much of a body a part of Hasil may fill; the rest is for what is sent around it."""
UNGUARDED = "tanpa tanda"
"""What is noted below the stamp, instead of the number of opened blocks, where the marks guard nothing."""
SOP_LINE = 3
"""The row of the tab SOP that tells its number and dates."""

Block = Mapping[str, object]


@dataclass(frozen=True)
class Body:
    """Requests that are sent together; `blocks` are the rows of Buku Kerja that they append.

    Sent twice, requests that append nothing leave what they leave sent once.
    """

    requests: Sequence[Json]
    blocks: Sequence[Block] = ()


def sop_line(sop: Sop, office: str) -> str:
    """What the tab SOP says in the row `SOP_LINE`; `office` is the name in capital letters."""
    return str(sop_page(sop, office).cells[SOP_LINE, 1][0])


def results_steps(
    publication: Publication, ids: Mapping[str, int], office: str, sop: Sop, *, with_sop: bool
) -> Iterator[Body]:
    """What writes Hasil and Ringkasan, and the tab SOP if that is wanted, in steps; the stamp is the last."""
    yield from map(Body, _results(publication, ids[tabs.RESULTS.name]))
    yield Body(_summary(publication, ids[tabs.SUMMARY.name], office, sop))
    if with_sop:
        yield Body(whole_page(sop_page(sop, office), ids[tabs.SOP.name]))
    stamp = cell(publication.stamp)
    yield Body([update(VALUE, stamp_area(ids[tabs.RESULTS.name]), [[stamp]])])


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


def _results(publication: Publication, sheet_id: int) -> Iterator[list[Json]]:
    """Hasil whole. When it is too large for one body the stamp goes first, so that no half of it passes for whole."""
    page = results_page(publication.results)
    rows, right = max(page.last_row, 2), len(tabs.RESULTS.columns)
    head = [
        *grid(sheet_id, rows, STAMP_COLUMN, page.frozen, grid_lines=True),
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
    formats = {"Batas Waktu": MOMENT_FORMAT}
    for column, header in enumerate(tabs.RESULTS.headers, 1):
        yield column, replace(PLAIN, number_format=formats.get(header, "General"))


def _summary(publication: Publication, sheet_id: int, office: str, sop: Sop) -> list[Json]:
    page = summary_page(publication.summary, office, sop)
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


def _size(value: object) -> int:
    """Bytes of a value in the body of a request, and the comma behind it."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()) + 1
