"""New blocks at the end of Buku Kerja, in requests that Google refuses unless things are as they were looked at.

Nothing is addressed by the position of a row that people may move.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from worklog.adapters.form.page_results import STAMP_COLUMN
from worklog.adapters.form.style import OWN_ROLE_FILL
from worklog.adapters.google.cells import FORMAT, VALIDATION, VALUE, Json, area, cell, column_look, formula, update
from worklog.adapters.google.formulas import status_formulas
from worklog.adapters.google.marks import BLOCKS, count_from, count_on, mark_table, stop_counting, unmark, unmoved
from worklog.adapters.google.places import Place
from worklog.adapters.google.rules import validations
from worklog.adapters.google.writer import Block, Body
from worklog.core.log import tabs
from worklog.core.publishing.blocks import ACTING_ROLE
from worklog.core.sop.book import InForce


def block_steps(blocks: Sequence[Block], log: Place, people: Place, results: str, sop: InForce) -> Iterator[Body]:
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


def guarding(blocks: Sequence[Block], log: Place, opened: int, results_id: int) -> list[Json]:
    """What goes before blocks in a body: all of it is refused unless things are as they were looked at.

    Columns of Buku Kerja lie where `log` has them, and `opened` blocks were opened so far.
    """
    more = number_of(blocks)
    return [*unmoved(log), *count_on(BLOCKS, opened, more), *noted(opened + more, results_id)]


def named(results_id: int, results: str) -> Json:
    """The request that gives Hasil once more the name that the status formulas call it by."""
    return {"updateSheetProperties": {"properties": {"sheetId": results_id, "title": results}, "fields": "title"}}


def begun_anew(log: Place, opened: int, results_id: int) -> list[Json]:
    """The requests that put all marks anew that blocks are opened by."""
    return [
        unmark(log.tab),
        *mark_table(log),
        stop_counting(BLOCKS),
        count_from(BLOCKS, opened),
        *noted(opened, results_id),
    ]


def number_of(rows: Sequence[Block]) -> int:
    """How many blocks rows of Buku Kerja make."""
    return len({(row["ID Konten"], row["Putaran"]) for row in rows})


def noted(opened: int | str, results_id: int) -> list[Json]:
    """The requests that note how many blocks were opened, or `UNGUARDED`, where it is read with all else."""
    grown = {"sheetId": results_id, "gridProperties": {"columnCount": STAMP_COLUMN}}
    where = area(results_id, 2, STAMP_COLUMN, 2, STAMP_COLUMN)
    return [
        {"updateSheetProperties": {"properties": grown, "fields": "gridProperties.columnCount"}},
        update(VALUE, where, [[cell(opened)]]),
    ]


def _log_row(
    row: Mapping[str, object], place: Place, rules: Mapping[str, Json], formulas: Mapping[str, str], *, begins: bool
) -> list[Json]:
    cells: list[Json] = [{} for _ in range(max(place.columns.values()))]
    for header, column in place.columns.items():
        look = replace(column_look(tabs.LOG.name, header), above=begins)
        if header == row.get(ACTING_ROLE):
            look = replace(look, fill=OWN_ROLE_FILL)
        held = cell(row.get(header), look)
        if header in formulas:
            held.update(formula(formulas[header]))
        if header in rules:
            held[VALIDATION] = rules[header]
        cells[column - 1] = held
    return cells
