"""Measure things that are to be compared in the same minutes: on a busy machine only ratios tell anything."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

PEERS_MISSING = "pembanding belum terpasang; jalankan: python -m pip install -r tests/benchmarks/requirements.txt"
"""The reason of a skipped benchmark."""


def times(
    *candidates: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> list[list[float]]:
    """Times of each candidate in seconds; they take turns, so that a busy machine disturbs all alike."""
    taken: list[list[float]] = [[] for _ in candidates]
    for _ in range(rounds):
        for of_candidate, candidate in zip(taken, candidates, strict=True):
            start = clock()
            candidate()
            of_candidate.append(clock() - start)
    return taken


def median_ratio(ours: list[float], theirs: list[float]) -> float:
    """How many times theirs ours takes: the median over the turns, of which each has its own share of disturbance."""
    return statistics.median(our / their for our, their in zip(ours, theirs, strict=True))
