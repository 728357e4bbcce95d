"""Speed of working time against a bare `np.searchsorted` and against businesstimedelta, on the same data.

Run with `python -m pytest tests/benchmarks --benchmark-only`; all are timed in the same run, so only ratios count.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from benchmarks.timing import PEERS_MISSING
from worklog.adapters.office.national_days import national_days
from worklog.core.log.hours import read_hours
from worklog.core.working_time.calendar import Calendar
from worklog.core.working_time.calendar_table import build_calendar

businesstimedelta = pytest.importorskip("businesstimedelta", reason=PEERS_MISSING)

PAIRS, SAMPLE = 1_000_000, 300
YEARS = range(2024, 2029)
FIRST, LAST = np.datetime64("2025-01-01T00:00:00", "s"), np.datetime64("2027-12-31T23:59:59", "s")
EARLY_WEEK, FRIDAY = "07:30-12:00, 13:00-16:00", "07:30-11:30, 13:00-16:30"
WEEK = [read_hours(EARLY_WEEK)] * 4 + [read_hours(FRIDAY), (), ()]


@cache
def calendar(first: np.datetime64 = FIRST, last: np.datetime64 = LAST) -> Calendar:
    closed = national_days(YEARS)["day"].to_numpy("datetime64[D]")
    return build_calendar(WEEK, first, last, closed, pd.DataFrame(columns=["first", "last", "kind", "hours"]))


@dataclass(frozen=True)
class Pairs:
    """Shuffled starts over three years, ends up to three days later, and limits from one second to a working day."""

    start: np.ndarray
    end: np.ndarray
    limit: np.ndarray


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    random, span = np.random.default_rng(20220118), int((LAST - FIRST).astype(np.int64))
    start = FIRST + random.integers(0, span, PAIRS).astype("timedelta64[s]")
    end = start + random.integers(0, 3 * 86_400, PAIRS).astype("timedelta64[s]")
    return Pairs(start, end, random.integers(1, 27_000, PAIRS))


class Searchsorted:
    """The reference: binary search among the windows' edges, and interpolation between two edges."""

    def __init__(self) -> None:
        days = np.arange(np.datetime64("2024-01-01"), np.datetime64("2029-01-01"))
        closed = national_days(YEARS)["day"].to_numpy("datetime64[D]")
        days = days[~np.isin(days, closed)]
        weekday = (days.astype(np.int64) + 3) % 7
        edges = [
            day * 86_400 + second
            for day, windows in ((day, WEEK[name]) for day, name in zip(days.astype(int), weekday, strict=True))
            for window in windows
            for second in window
        ]
        self.edge = np.array(edges)
        self.slope = np.tile([1, 0], len(edges) // 2)
        self.worked_at_edge = np.concatenate(([0], np.cumsum(np.diff(self.edge) * self.slope[:-1])))

    def worked(self, moments: np.ndarray) -> np.ndarray:
        seconds = moments.astype(np.int64)
        place = np.searchsorted(self.edge, seconds, side="right") - 1
        return self.worked_at_edge[place] + (seconds - self.edge[place]) * self.slope[place]

    def between(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        return self.worked(end) - self.worked(start)

    def after(self, start: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        target = self.worked(start) + seconds
        place = np.searchsorted(self.worked_at_edge, target)
        return (self.edge[place] - (self.worked_at_edge[place] - target)).astype("datetime64[s]")


def business_rules() -> Any:
    def rule(weekdays: list[int], opening: tuple[int, int], closing: tuple[int, int]) -> Any:
        return businesstimedelta.WorkDayRule(
            start_time=datetime.time(*opening), end_time=datetime.time(*closing), working_days=weekdays
        )

    morning, afternoon = rule([0, 1, 2, 3], (7, 30), (12, 0)), rule([0, 1, 2, 3], (13, 0), (16, 0))
    friday, late_friday = rule([4], (7, 30), (11, 30)), rule([4], (13, 0), (16, 30))
    names = {day.date(): "libur" for day in national_days(YEARS)["day"]}
    holidays = businesstimedelta.HolidayRule(names)
    return businesstimedelta.Rules([morning, afternoon, friday, late_friday, holidays])


def fastest(*candidates: Callable[[], object], rounds: int = 7) -> list[float]:
    """Shortest time of each candidate in seconds; they take turns, so that a busy machine disturbs all alike."""
    best = [float("inf")] * len(candidates)
    for _ in range(rounds):
        for number, candidate in enumerate(candidates):
            start = time.perf_counter()
            candidate()
            best[number] = min(best[number], time.perf_counter() - start)
    return best


def compare(benchmark: Any, ours: Callable[[], object], reference: Callable[[], object]) -> None:
    our_time, reference_time = fastest(ours, reference)
    benchmark.extra_info["times the searchsorted reference"] = round(our_time / reference_time, 2)
    benchmark.pedantic(ours, rounds=5)
    assert our_time <= 3 * reference_time


def compare_per_pair(benchmark: Any, ours: Callable[[], object], business: Callable[[], object]) -> None:
    (our_time,), (business_time,) = fastest(ours), fastest(business, rounds=1)
    ratio = (business_time / SAMPLE) / (our_time / PAIRS)
    benchmark.extra_info["times faster than businesstimedelta"] = round(ratio)
    benchmark.pedantic(ours, rounds=5)
    assert ratio >= 100


def test_elapsed_against_searchsorted(benchmark: Any, pairs: Pairs) -> None:
    office, reference = calendar(), Searchsorted()
    assert (office.between(pairs.start, pairs.end) == reference.between(pairs.start, pairs.end)).all()
    compare(
        benchmark, lambda: office.between(pairs.start, pairs.end), lambda: reference.between(pairs.start, pairs.end)
    )


def test_deadline_against_searchsorted(benchmark: Any, pairs: Pairs) -> None:
    office, reference = calendar(), Searchsorted()
    assert (office.after(pairs.start, pairs.limit) == reference.after(pairs.start, pairs.limit)).all()
    compare(
        benchmark, lambda: office.after(pairs.start, pairs.limit), lambda: reference.after(pairs.start, pairs.limit)
    )


def test_elapsed_against_businesstimedelta(benchmark: Any, pairs: Pairs) -> None:
    office, rules = calendar(), business_rules()
    sample = list(zip(pairs.start[:SAMPLE].tolist(), pairs.end[:SAMPLE].tolist(), strict=True))
    spans = [rules.difference(start, end).timedelta.total_seconds() for start, end in sample]
    assert office.between(pairs.start, pairs.end)[:SAMPLE].tolist() == spans
    compare_per_pair(
        benchmark,
        lambda: office.between(pairs.start, pairs.end),
        lambda: [rules.difference(start, end) for start, end in sample],
    )


def test_deadline_against_businesstimedelta(benchmark: Any, pairs: Pairs) -> None:
    office, rules = calendar(), business_rules()
    sample = [
        (start, businesstimedelta.BusinessTimeDelta(rules, seconds=seconds))
        for start, seconds in zip(pairs.start[:SAMPLE].tolist(), pairs.limit[:SAMPLE].tolist(), strict=True)
    ]
    deadlines = [(start + limit).replace(tzinfo=None) for start, limit in sample]
    assert office.after(pairs.start, pairs.limit)[:SAMPLE].tolist() == deadlines
    compare_per_pair(
        benchmark,
        lambda: office.after(pairs.start, pairs.limit),
        lambda: [start + limit for start, limit in sample],
    )


@pytest.mark.parametrize(("first", "last"), [(FIRST, LAST), (np.datetime64("1900-01-01"), np.datetime64("9999-12-31"))])
def test_building_the_table(benchmark: Any, first: np.datetime64, last: np.datetime64) -> None:
    benchmark.pedantic(calendar.__wrapped__, args=(first, last), rounds=3)
