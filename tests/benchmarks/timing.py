"""Measure things that are to be compared in the same minutes: on a busy machine only ratios tell anything."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

PEERS_MISSING = "pembanding belum terpasang; jalankan: python -m pip install -r tests/benchmarks/requirements.txt"
"""The reason of a skipped benchmark."""


def medians(*candidates: Callable[[], object], rounds: int) -> list[float]:
    """Median time of each candidate in seconds; they take turns, so that a busy machine disturbs all alike."""
    times: list[list[float]] = [[] for _ in candidates]
    for _ in range(rounds):
        for of_candidate, candidate in zip(times, candidates, strict=True):
            start = time.perf_counter()
            candidate()
            of_candidate.append(time.perf_counter() - start)
    return [statistics.median(of_candidate) for of_candidate in times]
