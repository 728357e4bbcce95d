"""National holidays and cuti bersama against the decrees, as tables of dates."""

from __future__ import annotations

import pandas as pd
import pytest

from worklog.adapters.office.national_days import national_days

# SKB Menteri Agama, Menteri Ketenagakerjaan dan Menteri PANRB Nomor 1497, 2 dan 5 Tahun 2025 (19 September 2025).
HOLIDAYS_2026 = [
    ("2026-01-01", "Tahun Baru Masehi"),
    ("2026-01-16", "Isra Mikraj Nabi Muhammad"),
    ("2026-02-17", "Tahun Baru Imlek"),
    ("2026-03-19", "Hari Suci Nyepi"),
    ("2026-03-21", "Hari Raya Idul Fitri"),
    ("2026-03-22", "Hari kedua dari Hari Raya Idul Fitri"),
    ("2026-04-03", "Wafat Yesus Kristus"),
    ("2026-04-05", "Kebangkitan Yesus Kristus"),
    ("2026-05-01", "Hari Buruh Internasional"),
    ("2026-05-14", "Kenaikan Yesus Kristus"),
    ("2026-05-27", "Hari Raya Idul Adha"),
    ("2026-05-31", "Hari Raya Waisak"),
    ("2026-06-01", "Hari Lahir Pancasila"),
    ("2026-06-16", "Tahun Baru Islam"),
    ("2026-08-17", "Hari Kemerdekaan Republik Indonesia"),
    ("2026-08-25", "Maulid Nabi Muhammad"),
    ("2026-12-25", "Hari Raya Natal"),
]
JOINT_LEAVE_2026 = [
    ("2026-02-16", "Cuti Bersama Tahun Baru Imlek"),
    ("2026-03-18", "Cuti Bersama Hari Suci Nyepi"),
    ("2026-03-20", "Cuti Bersama Hari Raya Idul Fitri"),
    ("2026-03-23", "Cuti Bersama Hari Raya Idul Fitri"),
    ("2026-03-24", "Cuti Bersama Hari Raya Idul Fitri"),
    ("2026-05-15", "Cuti Bersama Kenaikan Yesus Kristus"),
    ("2026-05-28", "Cuti Bersama Hari Raya Idul Adha"),
    ("2026-12-24", "Cuti Bersama Hari Raya Natal"),
]


def listed(days: pd.DataFrame) -> list[tuple[str, str]]:
    return [(day.strftime("%Y-%m-%d"), name) for day, name in zip(days["day"], days["name"], strict=True)]


def test_the_holidays_of_2026_are_those_of_the_joint_decree() -> None:
    days = national_days([2026])
    assert listed(days[~days["joint_leave"]]) == HOLIDAYS_2026


def test_the_cuti_bersama_of_2026_are_those_of_the_joint_decree() -> None:
    days = national_days([2026])
    assert listed(days[days["joint_leave"]]) == JOINT_LEAVE_2026


@pytest.mark.parametrize("day", ["2024-02-14", "2024-11-27"])
def test_election_days_are_national_days(day: str) -> None:
    assert pd.Timestamp(day) in national_days([2024])["day"].tolist()


def test_two_holidays_on_one_day_are_one_row_with_both_names() -> None:
    days = national_days([2052])
    assert days.loc[days["day"] == "2052-05-30", "name"].tolist() == [
        "Hari Raya Idul Fitri (perkiraan); Kenaikan Yesus Kristus"
    ]


def test_years_come_in_order_and_once() -> None:
    days = national_days([2027, 2026, 2027])["day"]
    assert days.is_monotonic_increasing
    assert days.is_unique
    assert set(days.dt.year) == {2026, 2027}


@pytest.mark.parametrize("years", [[], [1], [1900, 1945], [2101, 9999]])
def test_years_that_nobody_can_tell_give_an_empty_table_of_the_same_shape(years: list[int]) -> None:
    days = national_days(years)
    assert days.empty
    assert days.dtypes.to_dict() == national_days([2026]).dtypes.to_dict()


def test_a_span_of_centuries_gives_the_years_that_are_known() -> None:
    years = national_days(range(1900, 10_000))["day"].dt.year
    assert (years.min(), years.max()) == (1946, 2100)
