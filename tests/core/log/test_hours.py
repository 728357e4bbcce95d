"""Working hours as people type them in the tab Kalender and in the configuration."""

from __future__ import annotations

import pytest

from worklog.core.log.hours import is_within, read_hours, read_quiet_hours

RAMADAN = ((8 * 3600, 12 * 3600), (12 * 3600 + 1800, 15 * 3600))


@pytest.mark.parametrize(
    "text",
    [
        "08:00-12:00, 12:30-15:00",
        "08.00-12.00, 12.30-15.00",
        "8:00-12:00,12:30-15:00",
        "  08:00 \u2013 12:00 ;  12:30 \u2014 15:00 ;",
        "08.00 s.d. 12.00; 12.30 s.d. 15.00",
        "08.00 s/d 12.00 dan 12.30 sd 15.00 WIB",
        "08.00 sampai 12.00 WIB & 12.30 SAMPAI 15.00 wib",
        "08:00-12:00\r\n12:30-15:00",
        "\u00a008:00\u00a0-\u00a012:00, 12:30\u201115:00",
        "\uff10\uff18\uff1a\uff10\uff10\uff0d\uff11\uff12\uff1a\uff10\uff10\uff0c"
        "\uff11\uff12\uff1a\uff13\uff10\uff0d\uff11\uff15\uff1a\uff10\uff10",
    ],
)
def test_the_ways_people_write_the_hours_of_ramadan_read_the_same(text: str) -> None:
    assert read_hours(text) == RAMADAN


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\n"])
def test_blank_text_gives_no_hours(text: str) -> None:
    assert read_hours(text) == ()


def test_the_last_closing_may_be_midnight() -> None:
    assert read_hours("00:00-24:00") == ((0, 86_400),)


def test_windows_may_touch() -> None:
    assert read_hours("08:00-12:00, 12:00-15:00") == ((28_800, 43_200), (43_200, 54_000))


@pytest.mark.parametrize(
    "text",
    [
        "pagi",
        "08:00",
        "08:00-",
        "8-12",
        "08:00-12:00-15:00",
        "08:00-12:00 12:30-15:00",
        "08:00-12:00,,12:30-15:00",
        "12:00-08:00",
        "08:00-08:00",
        "08:00-12:60",
        "08:00-24:01",
        "08:00-25:00",
        "24:00-24:00",
        "12:30-15:00, 08:00-12:00",
        "08:00-12:30, 12:00-15:00",
        "08:00-12:00, libur",
        ",",
        "-08:00-12:00",
        "08:00-12:00" * 5_000,
    ],
)
def test_what_is_no_list_of_windows_in_order_is_unreadable(text: str) -> None:
    assert read_hours(text) is None


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("", ()),
        ("12:00-13:00", ((43_200, 46_800),)),
        ("21.00 s.d. 06.00", ((0, 21_600), (75_600, 86_400))),
        ("21:00-00:00", ((75_600, 86_400),)),
        ("21:00-06:00, 12:00-13:00", ((0, 21_600), (43_200, 46_800), (75_600, 86_400))),
    ],
)
def test_quiet_hours_may_go_over_midnight_and_stand_in_any_order(
    text: str, windows: tuple[tuple[int, int], ...]
) -> None:
    assert read_quiet_hours(text) == windows


@pytest.mark.parametrize("text", ["malam", "21:00", "08:00-08:00", "12:00-13:00, malam", ","])
def test_what_is_no_list_of_quiet_hours_is_unreadable(text: str) -> None:
    assert read_quiet_hours(text) is None


def test_a_window_ends_before_its_closing() -> None:
    windows = read_quiet_hours("21:00-06:00") or ()
    assert [is_within(windows, second) for second in (0, 21_599, 21_600, 75_599, 75_600)] == [
        True, True, False, False, True,
    ]  # fmt: skip
