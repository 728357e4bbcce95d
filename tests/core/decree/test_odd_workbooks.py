"""Whatever stands in a workbook, it is an SOP or problems with their places; it never stops the program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from worklog.adapters.form.page_decree import decree_pages
from worklog.adapters.office.sop_files import load_sops
from worklog.config.config import SOP_FOLDER
from worklog.core.decree import columns as c
from worklog.core.decree.building import build
from worklog.core.decree.drafting import draft_of
from worklog.core.decree.proposing import disagreements, proposed
from worklog.core.decree.reading import read_draft

Cells = list[list[object]]
WORDS = (*c.LABELS, *c.DECREE_COLUMNS, *c.OWN_COLUMNS, c.STANDARD, *c.KIND_WORDS.values(), "Admin", "Humas", "Ya", "-")
cells = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.sampled_from(("1 jam", "0 jam", "10 hari kerja", "satu", "1", "٣", "=A1", "{0}", "Maksimal 3 jam", " ")),
    st.integers(-5, 400),
    st.floats(allow_nan=True),
    st.booleans(),
    st.sampled_from((date(2026, 1, 1), datetime(2026, 1, 1, 8), time(8), timedelta(days=1))),
    st.text(max_size=5),
)
places = st.tuples(st.integers(0, 7), st.integers(0, 14), st.integers(0, 25))


def exported() -> dict[str, Cells]:
    grids: dict[str, Cells] = {}
    for tab, page in decree_pages(draft_of(load_sops(SOP_FOLDER).versions[0])).items():
        grid: Cells = [[None] * page.last_column for _ in range(page.last_row)]
        for (row, column), (value, _) in page.cells.items():
            grid[row - 1][column - 1] = value
        grids[tab] = grid
    return grids


GRIDS = exported()


@given(
    changes=st.lists(st.tuples(places, cells), max_size=8),
    dropped=st.lists(st.integers(0, 14), max_size=3),
    flows=st.integers(1, 6),
)
def test_whatever_is_typed_is_told_or_taken(
    changes: Sequence[tuple[tuple[int, int, int], object]], dropped: Sequence[int], flows: int
) -> None:
    tabs = list(GRIDS)[: flows + 1]
    grids = {tab: [list(row) for row in GRIDS[tab]] for tab in tabs}
    for (tab, row, column), value in changes:
        grid = grids[tabs[tab % len(tabs)]]
        line = grid[row % len(grid)]
        line[column % len(line)] = value
    for row in dropped:
        del grids[tabs[1]][row % len(grids[tabs[1]])]
    draft, problems = read_draft(grids)
    sop, more = build(draft)
    completed = proposed(draft, "KPU")
    assert all(": " in problem or problem.startswith("Tidak ada") for problem in (*problems, *more))
    assert (sop is None) or not more
    disagreements(completed)
    if not (problems or more):
        decree_pages(completed)
