"""The times of readings, where the clock of the PC was wrong for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.history.remembered import memory_of
from worklog.core.history.clocks import corrected

MONDAY = datetime(2026, 11, 2, 8)
DAYS = [MONDAY + timedelta(days=n) for n in range(6)]
AHEAD, BEHIND = datetime(2030, 1, 1), datetime(2000, 1, 1)


def told(*at: datetime) -> list[datetime]:
    times: list[datetime] = corrected(np.array(at, dtype="datetime64[s]")).tolist()
    return times


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ([*DAYS[:2], AHEAD, *DAYS[2:]], [*DAYS[:2], DAYS[2], *DAYS[2:]]),
        ([AHEAD, *DAYS], [DAYS[0], *DAYS]),
        ([*DAYS[:2], BEHIND, *DAYS[2:]], [*DAYS[:2], DAYS[2], *DAYS[2:]]),
        ([DAYS[0], BEHIND, DAYS[1]], [DAYS[0], DAYS[1], DAYS[1]]),
        ([*DAYS[:3], BEHIND, BEHIND + timedelta(minutes=10), DAYS[3]], [*DAYS[:3], DAYS[3], DAYS[3], DAYS[3]]),
        # One that ran ahead for days was not right only because time caught up with it.
        ([DAYS[0], DAYS[4], DAYS[1], DAYS[2], DAYS[5]], [DAYS[0], DAYS[1], DAYS[1], DAYS[2], DAYS[5]]),
        ([DAYS[0], DAYS[3], DAYS[1], DAYS[5]], [DAYS[0], DAYS[1], DAYS[1], DAYS[5]]),
        ([], []),
    ],
)
def test_a_clock_that_was_wrong_is_put_right_by_the_readings_around(
    read: list[datetime], expected: list[datetime]
) -> None:
    assert told(*read) == expected


@given(
    gaps=st.lists(st.integers(1, 5000), min_size=3, max_size=30),
    wrong=st.sampled_from([AHEAD, BEHIND]),
    data=st.data(),
)
def test_one_wrong_reading_never_makes_another_one_later_and_only_its_neighbours_earlier(
    gaps: list[int], wrong: datetime, data: st.DataObject
) -> None:
    true = [MONDAY + timedelta(minutes=sum(gaps[:n])) for n in range(len(gaps))]
    at = data.draw(st.integers(1, len(true) - 2))
    read = told(*true[:at], wrong, *true[at + 1 :])
    assert read == sorted(read)
    assert read == [*true[:at], true[at + 1], *true[at + 1 :]]


def test_a_clock_that_was_behind_once_takes_no_day_from_what_is_remembered() -> None:
    memory = memory_of([(at, "") for at in (*DAYS[:2], BEHIND, *DAYS[2:])])
    assert memory.since == np.datetime64(MONDAY, "s")
    assert len(memory.until(np.datetime64(DAYS[1], "s")).polls) == 2
