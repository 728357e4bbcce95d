"""The forms in which people type a date and a time: each is read in its one meaning, or refused."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest

from worklog.core.indonesian import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from worklog.core.log.cells import OTHER_WEEKDAY, TIME_ALONE, dates

AFTERNOON = "2026-11-22 14:05"
FORMS = {
    AFTERNOON: """
        22/11/2026 14:05; 22/11/2026 14.05; 22-11-2026 14.05; 22.11.2026 14:05; 22/11/26 14:05; 22 / 11 / 2026  14:05
        22/11/2026, 14.05; 22/11/2026 - 14:05; 22/11/2026 14:05:00; 22/11/2026 14.05.30; 22–11–2026 14.05
        22—11—2026 14.05; 22−11−2026 14.05; tgl 22/11/2026 14.05; tgl. 22/11/2026 14.05; Tanggal 22/11/2026 14.05
        22/11/2026 14.05.; 22/11/2026 14.05 WIB; 22/11/2026 14.05 WIB.; 22/11/2026 pukul 14.05; 22/11/2026 pkl 14.05
        22/11/2026 pkl. 14.05; 22/11/2026 pk. 14.05; 22/11/2026 jam 14:05; 22/11/2026 jam 14.05 wib
        22 Nov 2026 14:05; 22 Nov. 2026 14.05; 22-Nov-26 14:05; 22Nov2026 14.05; 22 NOVEMBER 2026 PUKUL 14.05 WIB
        22 Nop 2026 14.05; 22 Nopember 2026 14.05; 22 november 2026, 14.05; Minggu, 22 November 2026, 14.05
        Minggu 22/11/2026 14.05; hari Minggu, 22/11/2026 14.05; Min, 22 Nov 2026 14.05; Ahad 22/11/2026 14.05
        mgg 22/11/2026 14.05; Minggu tgl 22/11/2026 14.05; 2026-11-22 14:05; 2026/11/22 14:05; 2026-11-22T14:05:00
        14:05 22/11/2026; 14.05 22/11/2026; 14:05, 22 Nov 2026; 14.05 - 22/11/2026; jam 14.05 tgl 22/11/2026
        pukul 14.05 WIB, 22 November 2026; 14:05 Minggu, 22/11/2026; 22/11/2026 2.05 siang; 22/11/2026 jam 2.05 siang
        22/11/2026 14.05 siang; 2.05 siang 22/11/2026; 22/11 14.05; 22/11 jam 14.05; 22-11 14:05; 22 Nov 14.05
        22 November pukul 14.05; Minggu 22/11 14.05; 14.05 22/11; tgl 22/11 14.05
    """,
    "2026-11-23 09:00": """
        23/11/2026 jam 9; 23/11/2026 pukul 9; 23/11/2026 pkl 9; 23/11/2026 jam 09; 23/11/2026 pukul 9 pagi
        23/11/2026 jam 9 pagi; 23/11/2026 9 pagi; jam 9 23/11/2026; pukul 9 pagi, 23/11/2026; Senin 23/11/2026 jam 9 WIB
        23 Nov jam 9; 23/11 jam 9 pagi
    """,
    "2026-11-23 14:00": "23/11/2026 jam 2 siang; 23/11/2026 pukul 2 siang; 23/11 jam 2 siang; 23/11/2026 jam 14",
    "2026-11-23 12:00": "23/11/2026 jam 12 siang; 23/11/2026 jam 12; 23/11/2026 12.00 siang",
    "2026-11-23 16:30": "23/11/2026 jam 4.30 sore; 23/11/2026 16.30 sore; 23/11/2026 4.30 sore",
    "2026-11-23 18:00": "23/11/2026 jam 6 petang; 23/11/2026 jam 6 malam",
    "2026-11-23 20:15": "23/11/2026 8.15 malam; 23/11/2026 jam 8.15 malam WIB; 23/11/2026 20.15 malam",
    "2026-11-23 00:30": "23/11/2026 0.30; 23/11/2026 00:30",
    "2026-11-24 00:00": "23/11/2026 24:00; 23/11/2026 24.00; 23/11/2026 jam 24; 24:00 23/11/2026",
    "2027-01-05 08:15": "5/1 08.15; 5 Jan 08.15; Selasa 5/1 08.15",
    "2026-12-11 14:05": "11/12/2026 14:05",
}
"""What is read, and the forms that mean it; typed about an item of 20 November 2026."""
DAYS_ALONE = "22/11/2026; 22-11-26; 22 November 2026; Minggu, 22 Nov 2026; 2026-11-22; 22/11; 22 Nov; 22/11/2026 00:00"
TIMES_ALONE = "14:05; 14.05; jam 9; pukul 9 pagi; 9 pagi; 14.05 WIB; 23.11; 8.15 malam; 14:05:30"
OTHER_DAYS = "Senin 22/11/2026 14.05; Sabtu, 22 November 2026 14.05; Senin 22/11 14.05; jumat 22/11/2026"
REFUSED = """
    22/11/2026 24:01; 22/11/2026 25.00; 22/11/2026 14:60; 22/11/2026 14.05 WITA; 22/11/2026 14.05 WIT
    2026-11-22T14:05:00Z; 22/11/2026 2:05 PM; 22/11/2026 14; 22/11-2026 14:05; 11/22/2026 14:05; 31/02/2026 14:05
    29/02/2025 14:05; 0/11/2026 14:05; 22/13/2026 14:05; 22 Nopeber 2026 14:05; 22/11/0026 14:05; tadi siang; besok
    kira-kira 22/11/2026 14:05; 22/11/2026 jam 12 malam; 22/11/2026 jam 1 malam; 22/11/2026 jam 9 siang
    22/11/2026 jam 2 pagi sore; 22/11/2026 15.00 pagi; 23.11 08.15; 1/6 08.15; 29/2 08.15; 22/11/2026 s.d. 23/11/2026
    22/11/2026 jam; 22/11/2026 14.05-15.00; sekitar jam 9 22/11/2026
"""


def forms(text: str) -> list[str]:
    return [form for line in text.splitlines() for form in map(str.strip, line.split(";")) if form]


def read(typed: str, around: str = "2026-11-20") -> tuple[object, bool, str]:
    """Date and time, whether a time stands there, and what is odd."""
    found = dates([typed], np.array([around], dtype="datetime64[D]"))
    return found.values[0].item(), bool(found.timed[0]), str(found.odd[0])


@pytest.mark.parametrize(
    ("typed", "meant"), [(form, meant) for meant, texts in FORMS.items() for form in forms(texts)], ids=str
)
def test_a_date_with_a_time_is_read_in_its_one_meaning(typed: str, meant: str) -> None:
    moment, timed, odd = read(typed)
    assert isinstance(moment, datetime)
    assert (f"{moment:%Y-%m-%d %H:%M}", timed, odd) == (meant, True, "")


@pytest.mark.parametrize("typed", forms(DAYS_ALONE), ids=str)
def test_a_date_without_a_time_is_a_day_alone(typed: str) -> None:
    assert read(typed) == (datetime(2026, 11, 22), False, "")


@pytest.mark.parametrize("typed", forms(TIMES_ALONE), ids=str)
def test_a_time_without_a_date_is_told_as_that(typed: str) -> None:
    assert read(typed) == (None, False, TIME_ALONE)


@pytest.mark.parametrize("typed", forms(OTHER_DAYS), ids=str)
def test_a_weekday_that_is_not_that_days_makes_it_doubtful(typed: str) -> None:
    assert read(typed)[2] == OTHER_WEEKDAY


@pytest.mark.parametrize("typed", forms(REFUSED), ids=str)
def test_what_has_no_meaning_or_two_is_refused(typed: str) -> None:
    assert read(typed) == (None, False, "")


def test_a_hundred_and_twenty_forms_and_more_are_known() -> None:
    read_forms = [form for texts in FORMS.values() for form in forms(texts)]
    assert len(read_forms) + len(forms(DAYS_ALONE + ";" + TIMES_ALONE + ";" + OTHER_DAYS + ";" + REFUSED)) >= 120


@pytest.mark.parametrize(
    ("around", "year"), [("2026-11-20", 2027), ("2027-01-04", 2027), ("2027-03-06", 2027), ("2026-11-06", 2027)]
)
def test_a_date_without_a_year_is_of_the_year_near_the_item(around: str, year: int) -> None:
    assert read("5/1 08.15", around)[0] == datetime(year, 1, 5, 8, 15)


def test_a_date_without_a_year_that_lies_near_no_year_is_refused() -> None:
    assert read("5/1 08.15", "2026-11-05") == (None, False, "")
    assert read("5/1 08.15", "2027-03-07") == (None, False, "")


def test_a_date_without_a_year_is_refused_where_no_day_is_near() -> None:
    assert dates(["22/11 14.05"]).values[0].item() is None


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_is_read_by_its_long_and_its_short_name(number: int) -> None:
    for name in (MONTHS[number - 1], SHORT_MONTHS[number - 1]):
        assert read(f"3 {name} 2026")[0] == datetime(2026, number, 3)


@pytest.mark.parametrize(
    ("names", "number"),
    [
        ("Peb Pebruari February", 2),
        ("Mrt March", 3),
        ("MEI May", 5),
        ("Agt Ags Agu Aug August", 8),
        ("Sept SEP", 9),
        ("Okt Oct October", 10),
        ("Nop Nopember nov", 11),
        ("Des Dec December", 12),
    ],
)
def test_other_spellings_of_months_are_read(names: str, number: int) -> None:
    for name in names.split():
        assert read(f"3 {name} 2026")[0] == datetime(2026, number, 3)


def test_every_weekday_is_read_by_its_names_on_its_own_day() -> None:
    others = {4: ("Jum'at", "Jum’at"), 6: ("Ahad", "Mgg")}
    for number in range(7):
        day = date(2026, 11, 16 + number)
        for name in (WEEKDAYS[number], SHORT_WEEKDAYS[number], f"Hari {WEEKDAYS[number]}", *others.get(number, ())):
            assert read(f"{name}, {day.day} November 2026, 14.05") == (
                datetime(2026, 11, day.day, 14, 5),
                True,
                "",
            )
