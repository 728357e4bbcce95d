"""The log as it stood at the end of an earlier day: the evening of Monday, looked at from Tuesday on."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import office
from core.history.remembered import memory_of
from worklog.core.judging.check import check
from worklog.core.log.grids import Grid
from worklog.core.reports.past import at_end_of

MONDAY, TUESDAY = np.datetime64("2026-11-02"), np.datetime64("2026-11-03")
EVENING = "2026-11-02T23:59:59"

BY_MONDAY = """
P2 2026-0001 acuan Sen 13.00
1 | Budi | Sen 13.10-13.40 | | draf
2
P1 2026-0002 acuan Sen 22.00
1 | Budi | Sen 22.30- |
"""
SINCE_THEN = """
P2 2026-0001 acuan Sen 13.00
1 | Budi | Sen 13.10-13.40 | | draf
2 | Endah | Sel 08.00 | Revisi
putaran 2
1 | Budi | Sel 08.10-08.20 | | draf kedua
2
P1 2026-0002 acuan Sen 22.00
1 | Budi | Sen 22.30-Sel 07.40 | | draf
2
P2 2026-0003 acuan Sel 08.00 | Tanggal=3/11/2026
1 | Budi | Sel 08.15 | | draf
"""


def test_what_was_done_since_is_not_there():
    """Judged a day later, Monday evening looks as it looked on Monday evening."""
    then, now = office.checked(BY_MONDAY, EVENING), at_end_of(office.checked(SINCE_THEN, "Sel 09.00"), MONDAY)
    columns = ["id", "state", "verdict", "current_step", "steps_done", "steps_total", "deadline", "published"]
    pd.testing.assert_frame_equal(then.items[columns], now.items[columns])
    columns = ["id", "round", "step", "person", "start", "finish", "decision", "overrun", "state"]
    pd.testing.assert_frame_equal(then.timeline[columns], now.timeline[columns])
    assert [tuple(row) for row in office.found(then)] == [tuple(row) for row in office.found(now)]


def test_day_that_is_not_over_is_judged_as_it_stands():
    checked = office.checked(SINCE_THEN, "Sel 09.00")
    assert at_end_of(checked, TUESDAY) is checked


def test_later_finish_is_not_a_time_typed_ahead():
    assert office.places(at_end_of(office.checked(SINCE_THEN, "Sel 09.00"), MONDAY), "W409") == []


def test_rows_of_items_registered_later_are_not_strangers():
    assert office.places(at_end_of(office.checked(SINCE_THEN, "Sel 09.00"), MONDAY), "D102") == []


def test_findings_keep_the_rows_of_the_sheet():
    log = """
    P2 2026-0001 acuan Sel 08.00
    1 | Budi | Sel 08.20 | | draf
    P2 2026-0002 acuan Sen 08.00
    1 | Budi | tadi pagi | | draf
    """
    checked = office.checked(log, "Sel 09.00")
    columns = ["code", "tab", "row", "column"]
    unreadable = checked.findings[checked.findings["code"] == "D106"][columns].values.tolist()
    past = at_end_of(checked, MONDAY).findings
    assert past[past["code"] == "D106"][columns].values.tolist() == unreadable == [["D106", "Buku Kerja", 3, "Selesai"]]


def test_row_without_an_id_that_was_typed_later_is_not_there():
    log = "P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sel 08.20 | | draf | ID Konten="
    checked = office.checked(log, "Sel 09.00")
    assert "D101" in set(checked.findings["code"])
    assert "D101" not in set(at_end_of(checked, MONDAY).findings["code"])


@pytest.mark.parametrize("log", ["", "P2 2026-0001 acuan Sel 08.00\n1"])
def test_day_before_the_first_item_is_empty(log):
    past = at_end_of(office.checked(log, "Sel 09.00"), MONDAY)
    assert (len(past.items), len(past.timeline)) == (0, 0)


def test_item_closed_without_a_time_is_taken_as_it_is_now():
    log = """
    P2 2026-0001 acuan Sen 08.00
    1 | Budi | | Batal
    """
    assert at_end_of(office.checked(log, "Sel 09.00"), MONDAY).items["state"].tolist() == ["batal"]


def test_what_readings_saw_by_then_is_told_of_a_past_day_and_month():
    """A time that Monday's readings saw typed late and changed; what was changed on Tuesday is not told of Monday."""
    item, step = "P2 2026-0001 acuan Sen 08.00\n", "1 | {} | Sen {} | | draf"
    texts = ["1", step.format("Budi", "08.20"), step.format("Budi", "08.40"), step.format("Sari", "08.40")]
    times = ["2026-11-02T10:00", "2026-11-02T11:00", "2026-11-02T12:00", "2026-11-03T08:00"]
    memory = memory_of([(at, item + text) for at, text in zip(times, texts, strict=True)])
    grids: dict[str, Grid] = dict(office.grids_of(item + texts[-1]))
    checked = check(grids, office.office(), np.datetime64("2026-11-03T09:00", "s"), memory)
    then = at_end_of(checked, MONDAY)
    assert office.places(then, "A601") == ["1 Selesai"]
    assert office.places(then, "A602") == ["1 Selesai"]
    assert office.places(checked, "A602") == ["1 Fungsional Umum", "1 Selesai"]
    assert then.memory.since == checked.memory.since
