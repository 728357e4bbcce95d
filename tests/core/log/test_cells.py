"""Cells as people type them, and what is read from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worklog.core.indonesian import MONTHS, SHORT_MONTHS, WEEKDAYS
from worklog.core.log.cells import dates, days, identifiers, texts, whole_numbers, words

AFTERNOON = datetime(2026, 11, 22, 14, 5)
BLANKS = [None, "", "   ", "\u00a0", "\n", "\u200b"]
NEVER_DATES = ["besok", "14.05", "-", "46348,5", "46348.58", True, time(14, 5), timedelta(hours=30)]
IMPOSSIBLE_DATES = [
    "31/02/2026 14:05",
    "29/02/2025 14:05",
    "31 September 2026 14:05",
    "0/11/2026 14:05",
    "22/13/2026 14:05",
    "2026-13-22 14:05",
    "22 Nopeber 2026 14:05",
    "22/11/0026 14:05",
]
HUGE = [pytest.param(10**400, id="huge"), pytest.param(-(10**400), id="huge below zero")]
NUMBERS_THAT_ARE_NO_DATES = [0, 0.5, -3.5, 2958466, 2958466.5, 1e300, float("nan"), float("inf"), *HUGE]


def one_moment(cell: object) -> object:
    """The date and time of a cell; None where the one or the other is missing."""
    read = dates([cell])
    return read.values[0].item() if read.timed[0] else None


def one_day(cell: object) -> object:
    values, _, readable = days([cell])
    assert readable[0] == (not np.isnat(values[0]))
    return values[0].item()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (118.0, "118"),
        (118, "118"),
        (1.5, "1.5"),
        (0.1, "0.1"),
        (199001012015031001.0, "199001012015031000"),
        (True, "TRUE"),
        (datetime(2026, 11, 22, 14, 5, 30), "2026-11-22 14:05"),
        (date(2026, 11, 22), "2026-11-22"),
        (time(14, 5), "14:05"),
        (timedelta(hours=30, minutes=5), "30:05"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ],
)
def test_each_kind_of_cell_gives_the_text_a_person_sees(cell: object, text: str) -> None:
    assert texts([cell]).tolist() == [text]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  Siti  Aminah ", "Siti  Aminah"),
        ("Siti\u00a0Aminah", "Siti Aminah"),
        ("１１８", "118"),
        ("a\x01b\u200bc\ufeff", "abc"),
        ("satu\r\ndua\rtiga\u2028empat", "satu\ndua\ntiga\nempat"),
        ("22/11/2026\t14:05", "22/11/2026 14:05"),
        pytest.param("x" * 40_000, "x" * 40_000, id="40,000 characters"),
    ],
)
def test_invisible_characters_go_and_the_rest_stays_as_typed(typed: str, text: str) -> None:
    assert texts([typed]).tolist() == [text]


def test_blank_cells_have_no_text() -> None:
    assert texts(BLANKS).tolist() == [""] * len(BLANKS)


def test_equal_values_of_different_types_keep_their_own_texts() -> None:
    assert texts([1, True, 1.0, "1"]).tolist() == ["1", "TRUE", "1", "1"]


def test_words_differ_neither_by_case_nor_by_spaces() -> None:
    assert words(texts(["Tidak direspon", " TIDAK \n  Direspon"])).tolist() == ["tidak direspon"] * 2


@pytest.mark.parametrize(
    "same", [["0118", 118, 118.0, "118 ", "１１８"], ["2026-0118", "2026-0118 "], ["P 1 / a", "p  1 / A"], ["0", "000"]]
)
def test_ids_that_a_person_holds_for_the_same_are_the_same(same: list[object]) -> None:
    assert len(set(identifiers(texts(same)))) == 1


@pytest.mark.parametrize("different", [["2026-0118", "2026-118"], ["118", "118a"], ["", "0"], ["1 18", "118"]])
def test_ids_that_differ_stay_different(different: list[object]) -> None:
    assert len(set(identifiers(texts(different)))) == len(different)


@pytest.mark.parametrize(
    "typed",
    [
        "22/11/2026 14:05",
        "22-11-2026 14.05",
        "22.11.2026 14:05",
        "22/11/26 14:05",
        "22 / 11 / 2026  14:05",
        "22/11/2026, 14.05.00",
        "22/11/2026 - 14:05",
        "22/11/2026 pukul 14.05",
        "22/11/2026 jam 14:05",
        "22/11/2026 pkl. 14.05 wib",
        "22 Nov 2026 14:05",
        "22-Nov-26 14:05",
        "22 Nov. 2026 14.05",
        "22 NOVEMBER 2026 PUKUL 14.05 WIB",
        "Minggu, 22 November 2026, 14.05",
        "2026-11-22 14:05",
        "2026/11/22 14:05",
        "2026-11-22T14:05:00",
        "２２／１１／２０２６　１４：０５",
        "22\u00a0November\u00a02026\u00a014.05",
        " 22/11/2026\n14:05 ",
    ],
)
def test_the_ways_people_type_a_moment_read_the_same(typed: str) -> None:
    assert one_moment(typed) == AFTERNOON


def test_the_day_stands_before_the_month() -> None:
    assert one_moment("11/12/2026 14:05") == datetime(2026, 12, 11, 14, 5)
    assert one_moment("11/22/2026 14:05") is None


@pytest.mark.parametrize(
    "typed",
    [
        "22/11/2026 24:01",
        "22/11/2026 14:60",
        "22/11/2026 14:05:60",
        "22/11/2026 14.05 WITA",
        "22/11/2026 14.05 WIT",
        "2026-11-22T14:05:00Z",
        "22/11/2026 2:05 PM",
        "22/11/2026 14",
        "22/11-2026 14:05",
        "22/11 14:05",
        *IMPOSSIBLE_DATES,
        *NEVER_DATES,
        *NUMBERS_THAT_ARE_NO_DATES,
    ],
)
def test_what_is_no_moment_is_filled_but_not_readable(typed: object) -> None:
    read = dates([typed])
    assert read.filled.tolist() == [True]
    assert read.timed.tolist() == [False]
    assert np.isnat(read.values).all()


@pytest.mark.parametrize("cell", ["22/11/2026", "22 November 2026", 46348, 46348.0, date(2026, 11, 22)])
def test_a_date_without_a_time_is_no_moment(cell: object) -> None:
    assert one_moment(cell) is None


@pytest.mark.parametrize("cell", ["22/11/2026 00:00", datetime(2026, 11, 22), 46348.000001, "22/11/2026 00.00.00"])
def test_midnight_exactly_is_a_day_alone_for_a_sheet_cannot_tell_them_apart(cell: object) -> None:
    assert one_moment(cell) is None
    assert one_day(cell) == date(2026, 11, 22)


def test_a_serial_number_of_a_sheet_is_rounded_to_the_nearest_second() -> None:
    assert one_moment(46348.586805555555) == AFTERNOON
    assert one_moment(46348.586805) == AFTERNOON
    assert one_moment(1.5) == datetime(1899, 12, 31, 12)


def test_a_datetime_cell_is_rounded_to_the_nearest_second() -> None:
    assert one_moment(datetime(2026, 11, 22, 14, 4, 59, 999_000)) == AFTERNOON
    assert one_moment(datetime(2026, 11, 22, 14, 5, 0, 400_000)) == AFTERNOON


def test_the_years_1900_and_9999_are_read() -> None:
    first, last = datetime(1900, 1, 1, 5), datetime(9999, 12, 31, 23, 59, 59)
    cells = [first, "1/1/1900 05.00", last, last.replace(microsecond=999_999), 2958465.99999999, "31/12/9999 23.59.59"]
    assert dates(cells).values.tolist() == [first, first, last, last, last, last]


def test_blank_cells_are_neither_filled_nor_readable() -> None:
    read = dates(BLANKS)
    assert np.isnat(read.values).all()
    assert not read.filled.any()
    assert not read.timed.any()


def test_a_column_of_mixed_types_keeps_its_order() -> None:
    cells = ["besok", 46348.5, None, AFTERNOON, "22/11/2026 14.05", "", 46348, "besok"]
    for column in (cells, pd.Series(cells, dtype=object), np.array(cells, dtype=object)):
        read = dates(column)
        assert read.values.dtype == np.dtype("datetime64[s]")
        noon, day = datetime(2026, 11, 22, 12), datetime(2026, 11, 22)
        assert read.values.tolist() == [None, noon, None, AFTERNOON, AFTERNOON, None, day, None]
        assert read.filled.tolist() == [True, True, False, True, True, False, True, True]
        assert read.timed.tolist() == [False, True, False, True, True, False, False, False]


Writing = Callable[[datetime], str]
WRITINGS: list[Writing] = [
    lambda m: f"{m.day}/{m.month}/{m.year} {m:%H:%M:%S}",
    lambda m: f"{m.day:02}-{m.month:02}-{m.year} {m:%H.%M.%S}",
    lambda m: f"{m.day:02}.{m.month:02}.{m.year} {m:%H:%M:%S} WIB",
    lambda m: f"{m.day} {SHORT_MONTHS[m.month - 1]} {m.year} {m:%H:%M:%S}",
    lambda m: f"{m.day} {MONTHS[m.month - 1]} {m.year} pukul {m:%H.%M.%S} WIB",
    lambda m: f"{WEEKDAYS[m.weekday()]}, {m.day} {MONTHS[m.month - 1]} {m.year}, {m:%H.%M.%S}",
    lambda m: m.isoformat(),
    lambda m: m.isoformat(" "),
]
whole_seconds = st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31, 23, 59, 59)).map(
    lambda moment: moment.replace(microsecond=0)
)


@given(whole_seconds, st.sampled_from(WRITINGS))
def test_a_moment_written_in_any_form_reads_back_the_same(moment: datetime, write: Writing) -> None:
    assert one_moment(write(moment)) == (moment if moment.time() != time() else None)
    assert one_day(write(moment)) == moment.date()


@given(st.datetimes(datetime(2000, 1, 1, 1), datetime(2099, 12, 31)).map(lambda m: m.replace(second=0, microsecond=0)))
def test_a_year_of_two_digits_is_of_this_century(moment: datetime) -> None:
    assert one_day(f"{moment:%d/%m/%y %H:%M}") == moment.date()


@given(whole_seconds.filter(lambda moment: moment.time() != time()))
def test_a_moment_stored_as_a_serial_number_reads_back_the_same(moment: datetime) -> None:
    assert one_moment((moment - datetime(1899, 12, 30)) / timedelta(days=1)) == moment


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 11, 22),
        datetime(2026, 11, 22, 14, 5),
        46348,
        46348.0,
        46348.5,
        "22/11/2026",
        "22-11-26",
        "22 Nop 2026",
        "Minggu, 22 November 2026",
        "2026-11-22",
        "22/11/2026 14:05",
    ],
)
def test_a_day_needs_no_time_and_loses_the_one_it_has(cell: object) -> None:
    assert one_day(cell) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "cell", ["22/11", "22/11/2026 25:00", *IMPOSSIBLE_DATES, *NEVER_DATES, *NUMBERS_THAT_ARE_NO_DATES]
)
def test_what_is_no_day_is_filled_but_not_readable(cell: object) -> None:
    values, filled, readable = days([cell])
    assert values.dtype == np.dtype("datetime64[D]")
    assert filled.tolist() == [True]
    assert readable.tolist() == [False]


def test_blank_days_are_neither_filled_nor_readable() -> None:
    _, filled, readable = days(BLANKS)
    assert not filled.any()
    assert not readable.any()


@pytest.mark.parametrize("cell", [2, 2.0, "2", " 2 ", "２", "002", "2\u00a0"])
def test_a_whole_number_may_be_a_number_or_typed_as_text(cell: object) -> None:
    values, filled, good = whole_numbers([cell])
    assert (values.tolist(), filled.tolist(), good.tolist()) == ([2], [True], [True])


@pytest.mark.parametrize(
    "cell",
    [
        *[0, -1, 1.5, 2**53, 1e300, float("nan"), float("inf"), True, date(2026, 11, 22), AFTERNOON, *HUGE],
        *["0", "-1", "+1", "1.0", "1,5", "1 2", "dua", "²³½", "9007199254740992"],
        pytest.param("9" * 5000, id="5000 digits"),
    ],
)
def test_what_is_no_whole_number_from_one_is_filled_but_not_good(cell: object) -> None:
    values, filled, good = whole_numbers([cell])
    assert (values.tolist(), filled.tolist(), good.tolist()) == ([0], [True], [False])


def test_the_largest_exact_number_is_good() -> None:
    largest = 2**53 - 1
    assert whole_numbers([largest, float(largest), str(largest)])[0].tolist() == [largest] * 3


def test_blank_numbers_are_neither_filled_nor_good() -> None:
    values, filled, good = whole_numbers(BLANKS)
    assert not values.any()
    assert not filled.any()
    assert not good.any()


raw_cells = st.one_of(
    st.none(),
    st.text(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)


@given(st.lists(raw_cells))
def test_no_cell_makes_the_reading_fail(cells: list[object]) -> None:
    filled = texts(cells) != ""
    for read in (days, whole_numbers):
        _, is_filled, is_good = read(cells)
        assert is_filled.tolist() == filled.tolist()
        assert not (is_good & ~filled).any()
    assert len(identifiers(texts(cells))) == len(words(texts(cells))) == len(cells)
