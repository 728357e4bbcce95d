"""The step bar: one sign per step, the step at which the item stands in brackets."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

import office
from selection import first_ones
from worklog.core.log.tabs import RowState
from worklog.core.reports.daily.report import daily_tables
from worklog.core.reports.daily.step_bar import LEAST_CELLS, SIGNS
from worklog.core.sop.book import SopBook
from worklog.core.sop.model import Sop

TODAY, YESTERDAY = np.datetime64("2026-11-03"), np.datetime64("2026-11-02")


def bar(log: str, now: str, day: np.datetime64 = TODAY, sop: SopBook = office.SOP) -> str:
    """The bar of the only item of a log: its round, then its signs."""
    (row,) = daily_tables(office.checked(log, now, sop), day).items.to_dict("records")
    cells = [row[str(number)] for number in range(1, LEAST_CELLS + 1)]
    return " ".join(filter(None, [f"{row['Putaran']:g}", *cells]))


def test_every_status_of_a_row_has_a_sign_of_its_own():
    assert tuple(SIGNS) == tuple(RowState)
    assert len(set(SIGNS.values())) == len(RowState)


def test_steps_done_in_time_and_late_the_one_that_runs_and_those_that_wait():
    log = """
    P2 2026-0001 acuan Sel 08.00
    1 | Budi | Sel 08.30 | | draf
    2 | Endah | Sel 09.10 | Setuju
    3 | Agus | Sel 09.20- |
    """
    assert bar(log, "Sel 09.21") == "1 ✓ ✓! [●] ○ ○"


@pytest.mark.parametrize(
    ("now", "sign"), first_ones([("Sel 09.00", "[●]"), ("Sel 09.30", "[△]"), ("Sel 10.01", "[▲]")])
)
def test_sign_of_the_step_that_runs_tells_how_its_time_stands(now, sign):
    assert bar("P2 2026-0001 acuan Sel 08.00\n1", now) == f"1 {sign} ○ ○ ○ ○"


def test_step_that_cannot_be_judged_and_one_that_has_to_be_put_right():
    log = """
    P2 2026-0001
    1 | Budi | Sel 08.30 | | draf
    2 | Endah | Sel 08.40 |
    3
    """
    assert bar(log, "Sel 08.45") == "1 ? ■ [●] ○ ○"


def test_repair_that_fell_away_is_not_needed():
    log = """
    P1 2026-0001 acuan Sel 08.00
    1 | Budi | Sel 08.10 | | draf
    2 | Endah | Sel 08.20 | Setuju
    4
    """
    assert bar(log, "Sel 08.21") == "1 ✓ ✓ – [●] ○"


def test_steps_behind_a_closing_decision_are_not_needed():
    log = """
    P2 2026-0001 acuan Sel 08.00
    1 | Budi | Sel 08.10 | | draf
    2 | Endah | Sel 08.20 | Batal
    """
    assert bar(log, "Sel 09.00") == "1 ✓ ✓ – – –"


def test_item_in_its_third_round_shows_that_round_and_before_it_what_stays_done():
    log = """
    P4 2026-0001 acuan Rab lalu 08.00 jadwal Jum
    1 | Ratna | Rab lalu 08.10
    2 | Agus | Rab lalu 08.20
    3 | Endah | Rab lalu 08.30
    4 | Budi | Rab lalu 08.40 | | draf
    5 | Endah | Rab lalu 08.50 | Revisi
    putaran 2
    4 | Budi | Rab lalu 09.00 | | draf
    5 | Endah | Rab lalu 09.10 | Setuju
    6 | Agus | Rab lalu 09.20 | Revisi
    putaran 3
    4 | Budi | Rab lalu 09.30 | | draf
    5
    """
    assert bar(log, "Rab lalu 09.40", np.datetime64("2026-10-28")) == "3 ✓ ✓ ✓ ✓ [●] ○ ○ ○ ○ ○"


@pytest.mark.slow
def test_past_day_shows_the_round_of_then_and_what_was_still_to_come():
    log = """
    P2 2026-0001 acuan Sen 14.00
    1 | Budi | Sen 14.30 | | draf
    2 | Endah | Sel 08.00 | Revisi
    putaran 2
    1
    """
    assert bar(log, "Sel 08.10", YESTERDAY) == "1 ✓ [▲] ○ ○ ○"
    assert bar(log, "Sel 08.10") == "2 [●] ○ ○ ○ ○"


def test_item_cancelled_that_day_keeps_what_was_done():
    log = """
    P2 2026-0001 acuan Sen 14.00
    1 | Budi | Sen 14.30 | Batal | draf
    """
    assert bar(log, "Sel 08.10", YESTERDAY) == "1 ✓ – – – –"


def test_item_without_a_flow_has_no_bar():
    assert bar("P9 2026-0001 acuan Sel 08.00", "Sel 09.00") == "nan"


def test_flow_of_eleven_steps_has_eleven_signs():
    text = (office.TEMPLATES / "sop" / "09-HK.03.1-3326-2022.json").read_text(encoding="utf-8")
    written = json.loads(text) | {"effective": date(2020, 1, 1)}
    flow = next(flow for flow in written["flows"] if flow["code"] == "P4")
    steps = [*flow["steps"][:9], flow["steps"][8], flow["steps"][9]]
    flow["steps"] = [step | {"no": number} for number, step in enumerate(steps, 1)]
    sop = SopBook([Sop.model_validate(written)])
    assert bar("P4 2026-0001 acuan Sel 08.00 jadwal Jum\n1", "Sel 09.00", sop=sop) == "1 [●]" + " ○" * 10
