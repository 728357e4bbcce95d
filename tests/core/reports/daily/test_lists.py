"""What was published, the comments, the findings to repair, and the steps of what was worked on."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import office
from worklog.core.reports.daily.lists import age_text
from worklog.core.reports.daily.report import Daily, daily_tables
from worklog.core.reports.figures import is_on

TODAY, YESTERDAY = np.datetime64("2026-11-03"), np.datetime64("2026-11-02")
LOG = f"""
{office.READY_TO_POST}
5 | Dewi | Sel 09.20 | | https://contoh.id/2026-0001
P2 2026-0002 acuan Sel 08.00
1 | Budi | Sel 08.30-11.00 | | draf
2
P1 2026-0003 acuan Sen 08.00
1 | Budi | Sen 08.30 | | draf
2 | Endah | Sen 08.40 | Setuju
4 | Endah | Sen 08.50 | Setuju
5 | Dewi | Sen 09.00 | | https://contoh.id/2026-0003
R1 2026-0004 acuan Sel 10.00 | Terkait ID=2026-0001
1
R1 2026-0006 acuan Sen 10.00 | Terkait ID=2026-0003
1 | Dewi | Sen 10.30
2 | Endah | Sen 11.00 | Tidak direspon | draf
P9 2026-0007 acuan Sen 10.00
"""

POSTED_ON_THE_DAY = """
P3 2026-0001 acuan Sen 08.00 jadwal Kam
1 | Budi | Sen 09.00 | | draf
2 | Endah | Sen 09.10 | Setuju
3 | Agus | Sen 09.20 | Setuju
4 | Endah | Sen 09.30
5 | Dewi | 5/11/2026 | | https://ig/1
"""


def daily(day: np.datetime64 = TODAY, log: str = LOG, now: str = "Sel 11.45") -> Daily:
    return daily_tables(office.checked(log, now), day)


def test_posted_items_have_their_link_and_whether_they_were_in_time():
    (row,) = daily().posted.to_dict("records")
    assert row["ID"] == "2026-0001"
    assert row["Tayang"] == pd.Timestamp("2026-11-03 09:20")
    assert row["Batas tayang"] == pd.Timestamp("2026-11-03 12:00")
    assert row["Ketepatan"] == "Tepat waktu"
    assert row["Tautan"] == "https://contoh.id/2026-0001"


def test_post_of_which_only_the_day_is_known_shows_no_time_that_nobody_typed():
    report = daily(np.datetime64("2026-11-05"), POSTED_ON_THE_DAY, "Jum 09.00")
    assert report.posted[["Tayang", "Ketepatan"]].values.tolist() == [["5 Nov 2026", "Tepat waktu"]]
    assert report.items["Keadaan"].tolist() == ["Tayang"]
    assert report.worked["Selesai"].tolist()[-1] == "5 Nov 2026"
    assert report.worked["Selesai"].tolist()[0] == pd.Timestamp("2026-11-02 09:00")


def test_airing_typed_ahead_is_not_among_the_posted():
    log = f"{office.READY_TO_POST}5 | Dewi | Sel 12.05 | | https://contoh.id/1"
    assert daily(log=log).posted.empty
    assert daily(log=log).findings["Kode"].tolist() == ["W409"]


def test_items_worked_on_show_the_steps_done_and_the_current_one():
    steps = daily().worked
    second = steps[steps["ID"] == "2026-0002"]
    assert (steps["ID"] == "2026-0001").sum() == 5
    assert second["Langkah"].str[:2].tolist() == ["1.", "2."]
    assert second["Terlambat (menit)"].tolist() == [60, 15]
    assert second["Status"].tolist() == ["Selesai terlambat", "Terlambat"]


@pytest.mark.slow
def test_past_day_does_not_show_what_was_done_later():
    steps = daily(YESTERDAY).worked
    assert set(steps["ID"]) == {"2026-0003", "2026-0006"}
    assert (steps["Selesai"] < pd.Timestamp(TODAY)).all()


def test_step_finished_later_stands_in_a_past_day_as_it_did_then():
    log = """
    P2 2026-0001 acuan Sen 14.00
    1 | Budi | Sen 14.30 | | draf
    2 | Endah | Sel 08.00 | Setuju
    """
    _, second = daily(YESTERDAY, log).worked.to_dict("records")
    assert (second["Selesai"], second["Keputusan"], second["Status"]) == (pd.NaT, "", "Terlambat")
    assert second["Terlambat (menit)"] == 60


@pytest.mark.slow
def test_step_begun_later_is_not_among_those_of_a_past_day():
    log = """
    P2 2026-0001 acuan Sen 14.00
    1 | Budi | Sen 14.30 | | draf
    2 | Endah | Sel 08.00-08.10 | Setuju
    3 | Agus | Sel 08.15- |
    """
    assert daily(YESTERDAY, log).worked["Langkah"].str[:2].tolist() == ["1.", "2."]
    assert daily(TODAY, log).worked["Langkah"].str[:2].tolist() == ["1.", "2.", "3."]


def test_findings_to_repair_are_of_living_items_and_of_no_item():
    (row,) = daily().findings.to_dict("records")
    assert (row["Tingkat"], row["Kode"], row["ID"]) == ("Kesalahan", "D104", "2026-0007")
    assert row["Letak"] == "Daftar Konten baris 7"


def test_finding_tells_its_column():
    log = f"{office.READY_TO_POST}5 | Dewi | Sel 12.05 | | https://contoh.id/1"
    assert daily(log=log).findings["Letak"].tolist() == ["Buku Kerja baris 6, kolom Selesai"]


def test_open_response_has_its_age_until_now_and_who_has_to_act():
    (row,) = daily().responses.to_dict("records")
    assert (row["ID"], row["Menjawab"], row["Keadaan"]) == ("2026-0004", "Judul 2026-0001", "Belum dijawab")
    assert (row["Umur"], row["Pelaksana"], row["Sisa atau lewat"]) == ("1 jam 45 menit", "Dewi", "sisa 1 jam 35 menit")


def test_response_closed_that_day_has_its_age_until_then():
    (row,) = daily(YESTERDAY).responses.to_dict("records")
    assert (row["ID"], row["Keadaan"], row["Umur"]) == ("2026-0006", "Tidak direspon", "1 jam")


@pytest.mark.slow
def test_response_answered_later_was_not_answered_at_the_end_of_a_past_day():
    log = """
    R1 2026-0001 acuan Sen 15.00
    1 | Dewi | Sen 15.10
    2 | Endah | Sel 08.00 | Tidak direspon | draf
    """
    (row,) = daily(YESTERDAY, log).responses.to_dict("records")
    assert (row["Keadaan"], row["Umur"], row["Selesai"]) == ("Belum dijawab", "8 jam 59 menit", pd.NaT)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 menit"),
        (59 * 60, "59 menit"),
        (23 * 3600 + 50 * 60, "23 jam 50 menit"),
        (24 * 3600, "1 hari"),
        (51 * 3600 + 59 * 60, "2 hari 3 jam"),
        (-1, ""),
        (float("nan"), ""),
    ],
)
def test_age_is_told_in_words(seconds, expected):
    assert age_text(seconds) == expected


def test_moment_on_the_next_midnight_is_not_on_the_day():
    moments = pd.Series(np.array(["2026-11-03T00:00", "2026-11-04T00:00"], "M8[s]"))
    assert is_on(moments, TODAY).tolist() == [True, False]
