"""Who has to do what: the steps to do by person, and how it is known who that is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import office
from selection import first_ones
from worklog.core.reports.daily.report import daily_tables

TODAY, YESTERDAY = np.datetime64("2026-11-03"), np.datetime64("2026-11-02")


def tasks(log: str, now: str, day: np.datetime64 = TODAY) -> pd.DataFrame:
    return daily_tables(office.checked(log, now), day).tasks


def who(log: str, day: np.datetime64 = TODAY) -> str:
    """Who is to do the only task."""
    (name,) = tasks(f"P2 2026-0001 acuan Sen 08.00 {log}", "Sel 11.45", day)["Pelaksana"]
    return str(name)


SECOND_WRITER = "Petugas: Sari | Fungsional Umum"


def test_the_only_person_in_the_role_acts():
    assert who("") == "Budi"


def test_one_of_several_cannot_be_told_so_the_role_acts():
    assert who(f"\n{SECOND_WRITER}") == "Fungsional Umum"


def test_of_several_the_one_responsible_for_the_item_acts_however_the_name_is_typed():
    assert who(f"| Penanggung Jawab=  SARI\n{SECOND_WRITER}") == "Sari"


def test_somebody_responsible_who_does_not_hold_the_role_does_not_act():
    assert who(f"| Penanggung Jawab=Endah\n{SECOND_WRITER}") == "Fungsional Umum"
    assert who(f"| Penanggung Jawab=Orang Luar\n{SECOND_WRITER}") == "Fungsional Umum"


def test_the_name_in_the_row_comes_before_all_others():
    assert who(f"| Penanggung Jawab=Sari\n1 | Tono\n{SECOND_WRITER}") == "Tono"


@pytest.mark.parametrize(
    ("term", "expected"),
    first_ones(
        [("Sen | Sen", "Budi"), ("Sel | Sel", "Fungsional Umum"), ("Rab |", "Budi"), ("Sen |", "Fungsional Umum")], 2
    ),
)
def test_only_who_holds_the_role_on_that_day_counts(term, expected):
    assert who(f"\n{SECOND_WRITER} | {term}") == expected


def test_person_listed_twice_in_the_role_is_one_person():
    assert who("\nPetugas: Budi | Fungsional Umum | Sen") == "Budi"


LOG = """
P2 2026-0001 acuan Sel 08.00
1
P2 2026-0002 acuan Sel 09.30
1 | Budi | Sel 10.00 | | draf
2
P2 2026-0003 acuan Sel 11.00
1
P2 2026-0004 acuan Sel 10.00
1 | Budi | Sel 11.00 | | draf
2
P2 2026-0005
1
P9 2026-0006 acuan Sel 08.00
"""


def test_steps_of_a_person_stand_together_and_who_is_latest_comes_first():
    table = tasks(LOG, "Sel 11.45")
    assert table[["Pelaksana", "ID", "Keadaan"]].to_numpy().tolist() == [
        ["Budi", "2026-0001", "Terlambat"],
        ["Budi", "2026-0003", "Berjalan"],
        ["Budi", "2026-0005", "Belum dapat dinilai"],
        ["Endah", "2026-0002", "Terlambat"],
        ["Endah", "2026-0004", "Terlambat"],
    ]


def test_each_person_with_a_number_can_be_reminded_once_as_long_as_the_report_is_about_now():
    log, links = office.checked(LOG, "Sel 11.45"), {"Budi": "https://wa.me/62812?text=a", "Endah": ""}
    table = daily_tables(log, TODAY, links).tasks
    assert [getattr(cell, "link", cell) for cell in table["WhatsApp"]] == ["https://wa.me/62812?text=a", "", "", "", ""]
    assert set(daily_tables(log, YESTERDAY, links).tasks["WhatsApp"]) <= {""}


def test_task_says_the_step_the_item_and_until_when():
    row = tasks(LOG, "Sel 11.45").iloc[3]
    assert row["Langkah"] == "2. Diperiksa Es. IV, sebelum diteruskan ke Es. III"
    assert (row["Konten"], row["Peran"]) == ("2026-0002 · Judul 2026-0002", "Es. IV Kasubag")
    assert row["Sampai"] == pd.Timestamp("2026-11-03 10:30")
    assert (row["Sisa atau lewat"], row["Terlambat (menit)"]) == ("lewat 1 jam 15 menit", 75)


def test_item_whose_flow_is_unknown_is_nobodys_task_until_that_is_put_right():
    daily = daily_tables(office.checked(LOG, "Sel 11.45"), TODAY)
    assert "2026-0006" not in set(daily.tasks["ID"])
    assert daily.findings["ID"][daily.findings["Kode"] == "D104"].tolist() == ["2026-0006"]


@pytest.mark.slow
def test_tasks_of_a_past_day_are_what_was_left_at_its_end():
    log = """
    P2 2026-0001 acuan Sen 14.00
    1 | Budi | Sen 14.30 | | draf
    2 | Endah | Sel 08.00 | Setuju
    3
    """
    assert tasks(log, "Sel 11.45")["Peran"].tolist() == ["Es. III Sekretaris"]
    (row,) = tasks(log, "Sel 11.45", YESTERDAY).to_dict("records")
    assert (row["Peran"], row["Sisa atau lewat"]) == ("Es. IV Kasubag", "lewat 1 jam")
