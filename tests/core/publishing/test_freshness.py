"""When what a check would publish stands in the log already, though time went by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from worklog.core.publishing.freshness import stamp_of
from worklog.core.publishing.results import Result
from worklog.core.publishing.summary import Figure, OpenItem, Summary
from worklog.core.timetable import TimerStanding

NOON = datetime(2026, 11, 24, 12)
LATER = NOON + timedelta(minutes=59)
DEADLINE = datetime(2026, 11, 24, 13, 30)
TIMER = TimerStanding(NOON - timedelta(minutes=10), 1, 10, None, datetime(2026, 12, 1, 9))
WAITING: Result = ("A|1|1", "Terlambat", "", DEADLINE, "1 jam 1 menit", "W402 Terlambat")
DONE: Result = ("A|1|1", "Selesai terlambat", "", DEADLINE, "1 jam 1 menit", "W401 Terlambat")
ITEM = OpenItem("A", "Judul", "P2", "Konsep", "Admin", DEADLINE, "sisa 1 jam 30 menit", "Berjalan", "berjalan")


def summary(at: datetime = NOON, **changes: Any) -> Summary:
    whole = Summary(
        at,
        "9",
        "2026-0120",
        (Figure("Terlambat", "1"),),
        (),
        ((date(2026, 11, 24), 0),),
        (ITEM,),
        1,
        (),
        0,
        timer=TIMER,
    )
    return replace(whole, **changes)


LEFT = str(stamp_of([WAITING], summary(), "kantor"))


def stands(result: Result = WAITING, basis: str = "kantor", **changes: Any) -> bool:
    """Whether what a check at `LATER` says stands there since noon."""
    return stamp_of([result], summary(**{"at": LATER} | changes), basis).stands(LEFT)


def test_what_only_counts_time_is_written_once_an_hour() -> None:
    assert stands()
    assert stands((*WAITING[:4], 120, WAITING[5]))
    assert stands(open_items=(replace(ITEM, left="sisa 31 menit"),))
    assert stands(timer=TIMER._replace(last_success=LATER, failures=7))
    assert stands(at=NOON)
    assert not stands(at=NOON + timedelta(hours=1))


def test_a_clock_that_was_set_back_is_a_reason_to_write() -> None:
    assert not stands(at=NOON - timedelta(seconds=1))


@pytest.mark.parametrize(
    "change",
    [
        {"result": (*WAITING[:4], None, WAITING[5])},
        {"result": (*WAITING[:5], "W402 Terlambat; W404 Terlambat")},
        {"result": ("A|1|2", *WAITING[1:])},
        {"basis": "kantor lain"},
        {"open_items": (replace(ITEM, state="Terlambat"),)},
        {"today": (Figure("Terlambat", "2"),)},
        {"timer": None},
        {"timer": TIMER._replace(failures=0)},
        {"timer": TIMER._replace(last_success=None)},
        {"timer": TIMER._replace(next_monthly=datetime(2027, 1, 4, 9))},
    ],
)
def test_anything_else_is_written_at_once(change: dict[str, Any]) -> None:
    assert not stands(**change)


def test_terlambat_of_a_step_that_is_done_is_written_to_the_minute() -> None:
    before, after = stamp_of([DONE], summary(), ""), stamp_of([(*DONE[:4], "1 jam 2 menit", DONE[5])], summary(), "")
    assert before.stands(str(before))
    assert not after.stands(str(before))


def test_another_day_is_written_though_it_is_less_than_an_hour_later() -> None:
    midnight = datetime(2026, 11, 25)
    left = str(stamp_of([], summary(midnight - timedelta(minutes=1)), ""))
    assert not stamp_of([], summary(midnight), "").stands(left)


@pytest.mark.parametrize(
    "left", ["", "{}", "{} · ", "{} · kemarin", "{} · 2026-11-24T12:00:00 · x", "x · 2026-11-24T12:00:00"]
)
def test_a_stamp_that_somebody_spoiled_is_written_again(left: str) -> None:
    stamp = stamp_of([WAITING], summary(), "kantor")
    assert stamp.checked_at == np.datetime64(NOON, "s")
    assert not stamp.stands(left.format(stamp.digest))
