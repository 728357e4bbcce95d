"""Trying what the program takes for granted of Google, in a tab that is removed again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from worklog.adapters.google.service.errors import GoogleError, GoogleUnavailable
from worklog.adapters.google.trial.probes import PROBES, REMOVED, Probe
from worklog.adapters.google.trial.scratch import Scratch


class ProbeResult(NamedTuple):
    """Whether an assumption holds, and what Google said if it refused."""

    probe: Probe
    holds: bool
    words: str = ""


def try_google(scratch: Scratch, told: Callable[[ProbeResult], None]) -> list[ProbeResult]:
    """Try everything, and tell each outcome as it comes; the last is whether all that was made is gone again.

    Raises `GoogleError` when it could not be tried to the end. Also then, and when somebody stops it, all is removed.
    """
    outcomes: list[ProbeResult] = []

    def note(outcome: ProbeResult) -> None:
        outcomes.append(outcome)
        told(outcome)

    try:
        scratch.begin()
        for probe in PROBES:
            note(_tried(probe, scratch))
    finally:
        if scratch.began:
            note(_removed(scratch))
    return outcomes


def _tried(probe: Probe, scratch: Scratch) -> ProbeResult:
    try:
        return ProbeResult(probe, probe.holds(scratch))
    except GoogleUnavailable:
        raise
    except GoogleError as refusal:
        return ProbeResult(probe, holds=False, words=str(refusal))
    except (LookupError, TypeError, ValueError) as error:
        return ProbeResult(probe, holds=False, words=f"jawaban Google berbentuk lain: {type(error).__name__}")


def _removed(scratch: Scratch) -> ProbeResult:
    try:
        return _tried(REMOVED, scratch)
    except GoogleUnavailable as reason:
        return ProbeResult(REMOVED, holds=False, words=str(reason))
