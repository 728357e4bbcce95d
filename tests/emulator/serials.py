"""Dates and times as the numbers that a sheet keeps: days since 1899-12-30."""

from __future__ import annotations

from datetime import datetime, timedelta

_START = datetime(1899, 12, 30)


def serial(moment: datetime) -> float:
    """Days since the start; whole seconds survive."""
    return (moment.replace(tzinfo=None) - _START) / timedelta(days=1)


def moment(value: float) -> datetime:
    """The moment of a serial number, to the millisecond."""
    return _START + timedelta(milliseconds=round(value * 86_400_000))
