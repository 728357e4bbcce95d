"""Dates, times, durations and numbers as Indonesian readers expect them."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worklog.core.indonesian import (
    day_text,
    duration_text,
    moment_text,
    moment_texts,
    month_text,
    number_text,
    short_day_text,
)

AFTERNOON = datetime(2026, 11, 22, 14, 5)


@pytest.mark.parametrize(
    "value",
    [AFTERNOON, np.datetime64("2026-11-22T14:05:59"), np.datetime64("2026-11-22T14:05", "ns"), pd.Timestamp(AFTERNOON)],
    ids=["datetime", "seconds", "nanoseconds", "timestamp"],
)
def test_a_moment_of_any_kind_is_written_in_three_lengths(value: datetime) -> None:
    assert moment_text(value) == "22 Nov 2026 14.05"
    assert short_day_text(value) == "22 Nov 2026"
    assert day_text(value) == "Minggu, 22 November 2026"


@pytest.mark.parametrize("value", [date(2026, 8, 7), np.datetime64("2026-08-07")], ids=["date", "datetime64[D]"])
def test_a_day_is_written_without_leading_zero(value: date) -> None:
    assert day_text(value) == "Jumat, 7 Agustus 2026"
    assert short_day_text(value) == "7 Agu 2026"
    assert moment_text(value) == "7 Agu 2026 00.00"


@pytest.mark.parametrize("value", [None, np.datetime64("NaT"), pd.NaT], ids=["None", "NaT of numpy", "NaT of pandas"])
def test_what_is_unknown_is_written_as_a_dash(value: None) -> None:
    assert {day_text(value), short_day_text(value), moment_text(value)} == {"–"}


def test_the_first_and_the_last_year_of_a_sheet_are_written() -> None:
    assert moment_text(np.datetime64("1900-01-01T00:00:00")) == "1 Jan 1900 00.00"
    assert day_text(np.datetime64("9999-12-31")) == "Jumat, 31 Desember 9999"


def test_a_month_is_written_with_its_year() -> None:
    assert month_text(2026, 11) == "November 2026"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 menit"),
        (1, "1 menit"),
        (60, "1 menit"),
        (61, "2 menit"),
        (45 * 60, "45 menit"),
        (59 * 60 + 1, "1 jam"),
        (2 * 3600, "2 jam"),
        (2 * 3600 + 15 * 60, "2 jam 15 menit"),
        (50 * 3600, "50 jam"),
        (np.int64(8100), "2 jam 15 menit"),
    ],
)
def test_a_duration_is_rounded_up_to_whole_minutes(seconds: int, text: str) -> None:
    assert duration_text(seconds) == text


def test_numbers_have_points_for_thousands_and_a_comma_for_parts() -> None:
    assert [number_text(7), number_text(1069), number_text(1234567)] == ["7", "1.069", "1.234.567"]
    assert number_text(1234.56, 1) == "1.234,6"


@given(st.lists(st.none() | st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)), max_size=20))
def test_many_moments_are_written_as_each_of_them(moments: list[datetime | None]) -> None:
    column = np.array(moments, dtype="datetime64[s]")
    assert moment_texts(column) == [moment_text(moment) for moment in column]
