"""A day that is past as it was seen at its end, and what was done while the PC was off."""

from __future__ import annotations

import numpy as np
import pytest

import office
from core.history.remembered import memory_of
from worklog.core.judging.check import Checked, check
from worklog.core.log.behind import Behind
from worklog.core.log.grids import Grid
from worklog.core.reports.past import seen_at_end_of

ITEM = "P2 2026-0001 acuan Sen 08.00\n"
FAULT = ITEM + "1 | Budi | kemarin | | draf"
REPAIRED = ITEM + "1 | Budi | Sen 08.30 | | draf"
MONDAY = np.datetime64("2026-11-02")
TUESDAY_MORNING = "2026-11-03T08:00"


def past(*polls: tuple[str, str], now: str = TUESDAY_MORNING, log: str = "") -> Checked:
    """Monday's end, by what these polls saw; the log is by now as the last poll saw it, or as it is told."""
    grids: dict[str, Grid] = dict(office.grids_of(log or polls[-1][1]))
    return seen_at_end_of(check(grids, office.office(), np.datetime64(now, "s"), memory_of(polls)), MONDAY)


def test_a_fault_that_was_repaired_since_shows_as_it_was() -> None:
    assert office.places(past(("2026-11-02T15:00", FAULT), (TUESDAY_MORNING, REPAIRED)), "D106") == ["1 Selesai"]


def test_without_a_history_by_then_the_cells_of_now_tell() -> None:
    assert office.places(past((TUESDAY_MORNING, REPAIRED)), "D106") == []


def test_a_row_that_was_deleted_since_is_there_and_one_that_was_changed_says_what_it_said() -> None:
    more = REPAIRED + "\n2 | Endah | Sen 08.50 | Setuju"
    then = past(("2026-11-02T15:00", more), (TUESDAY_MORNING, ITEM + "1 | Sari | Sen 08.40 | | draf"))
    assert then.tables.log["finish"].astype(str).str[11:16].tolist() == ["08:30", "08:50"]
    assert then.tables.names[then.tables.log["Fungsional Umum"][0]] == "Budi"
    assert then.tables.log["row"].is_unique


@pytest.mark.parametrize(("finish", "is_there"), [("Sen 15.40", True), ("Sen 14.00", False), ("Sel 07.40", False)])
def test_what_was_done_after_the_last_reading_of_the_day_counts(finish: str, is_there: bool) -> None:
    done = ITEM + f"1 | Budi | {finish} | | draf"
    then = past(("2026-11-02T15:00", ITEM + "1"), (TUESDAY_MORNING, done))
    assert bool(then.tables.log["finish_filled"].any()) is is_there


def test_a_day_on_which_the_pc_was_off_has_the_work_that_was_done_on_it() -> None:
    then = past(("2026-10-30T15:00", "P2 2026-0009 acuan 30 Okt 2026 08.00"), (TUESDAY_MORNING, REPAIRED))
    assert set(then.items["id"]) == {"2026-0009", "2026-0001"}
    assert then.tables.log["finish_filled"].all()


def test_what_stands_behind_a_cell_is_there_still() -> None:
    grids: dict[str, Grid] = {name: [list(row) for row in grid] for name, grid in office.grids_of(REPAIRED).items()}
    header = list(grids["Buku Kerja"][0])
    at = header.index("Bukti")
    row = list(grids["Buku Kerja"][1])
    row[at] = Behind("draf", link="https://drive/1")
    row[header.index("Fungsional Umum")] = "Sari"
    grids["Buku Kerja"] = [header, row]
    memory = memory_of([("2026-11-02T15:00", REPAIRED)])
    then = seen_at_end_of(check(grids, office.office(), np.datetime64(TUESDAY_MORNING, "s"), memory), MONDAY)
    assert then.tables.log["evidence"].tolist() == ["draf https://drive/1"]
    assert then.tables.names[then.tables.log["Fungsional Umum"][0]] == "Budi"
