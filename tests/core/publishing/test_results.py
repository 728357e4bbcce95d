"""The rows of tab Hasil, found by the formulas of the rows that they belong to."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from office import checked, grids_of, office
from worklog.core.judging.check import Checked, check
from worklog.core.publishing.results import lookup_text, result_rows


def results(log: Checked) -> dict[str, tuple[object, ...]]:
    """Status, Kemajuan, Batas Waktu, Terlambat and Temuan by key."""
    return {key: tuple(shown) for key, *shown in result_rows(log)}


def test_an_item_shows_its_state_and_verdict_its_progress_and_its_deadline():
    log = checked("""
        P1 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
    """)

    assert results(log)["2026-0001"] == (
        "Berjalan · sesuai",
        "1 dari 5 → 2 Es. IV Kasubag",
        datetime(2026, 11, 2, 10),
        "",
        "",
    )


def test_a_row_shows_its_status_its_deadline_and_how_late_it_is_in_words():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 10.05 | | draf
        2 | Endah | Sen 10.10 | Setuju
    """)

    assert results(log)["2026-0001|1|1"] == (
        "Selesai terlambat",
        "",
        datetime(2026, 11, 2, 10),
        "5 menit",
        "W401 Langkah selesai terlambat",
    )
    assert results(log)["2026-0001|1|2"] == ("Selesai", "", datetime(2026, 11, 2, 10, 35), "", "")


def test_a_closed_item_shows_no_next_step_and_an_item_without_flow_no_progress():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | Batal | draf
        P2 2026-0002 acuan Sen 08.00 | Alur=
    """)

    assert results(log)["2026-0001"][:2] == ("Batal · sesuai", "1 dari 1")
    assert results(log)["2026-0002"][:3] == ("Belum mulai · perlu dilengkapi", "", None)


def test_the_end_of_a_planned_day_is_shown_as_a_minute_to_midnight_of_that_day():
    log = checked("""
        P3 2026-0001 acuan Sen 08.00 jadwal Kam
        5
    """)

    assert results(log)["2026-0001"][2] == datetime(2026, 11, 5, 23, 59)
    assert results(log)["2026-0001|1|5"][2] == datetime(2026, 11, 5, 23, 59)


def test_a_post_that_missed_its_planned_day_shows_how_late_it_is_even_on_a_day_off():
    log = checked("""
        P3 2026-0001 acuan Sen 08.00 jadwal Jum
        5 | Dewi | Sab 09.00 | | https://ig/1
    """)

    assert results(log)["2026-0001|1|5"][3] == "9 jam"


def test_a_long_delay_is_told_in_days_and_hours_of_its_clock():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Rab 13.30 | | draf
        P1 2026-0002 acuan Sen 08.00
        1 | Budi | Sel 14.00 | | draf
    """)

    assert results(log)["2026-0001|1|1"][3] == "2 hari kerja 2 jam"
    assert results(log)["2026-0002|1|1"][3] == "1 hari 5 jam"


def test_a_delay_is_shown_in_whole_minutes_on_the_clock_of_the_flow():
    grids = grids_of("""
        P2 2026-0001 acuan Sen 15.00
        1 | Budi | Sel 08.30 | | draf
    """)
    finish = grids["Buku Kerja"][0].index("Selesai")
    grids["Buku Kerja"][1][finish] = datetime(2026, 11, 3, 8, 31, 59)

    log = check(grids, office(), np.datetime64("2026-11-03T09:00"))

    assert results(log)["2026-0001|1|1"][3] == "1 menit"


def test_the_findings_of_an_item_are_its_own_and_the_number_of_those_in_its_rows():
    log = checked("""
        P2 2026-0001 acuan tadi | Judul= | Tanggal=kapan
        1 | | Sen 08.30
        P2 2026-0002 acuan Sen 08.00
        1 | | Sen 08.30 | | draf
    """)

    assert results(log)["2026-0001"][4] == (
        "D106 Tanggal atau waktu tidak terbaca; D113 Judul kosong; Buku Kerja: 2 temuan"
    )
    assert results(log)["2026-0002"][4] == "Buku Kerja: 1 temuan"
    assert results(log)["2026-0001|1|1"][4] == "D110 Konsep tanpa bukti; P301 Pelaksana kosong"


def test_two_rows_of_the_same_step_show_that_they_need_repair():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        1 | Budi | Sen 08.40
    """)

    assert results(log)["2026-0001|1|1"][0] == "Perlu diperbaiki"
    assert results(log)["2026-0001|1|1"][4] == "D107 Baris ganda"
    assert [row[0] for row in result_rows(log)] == ["2026-0001", "2026-0001|1|1"]


def test_rows_that_cannot_be_used_find_their_result_too():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        putaran dua
        satu
        1 | ID Konten=2026-0010 | Putaran=1
        1 | ID Konten= | Putaran=1 | Catatan=lupa
    """)

    assert {key: shown[0] for key, shown in results(log).items()} == {
        "2026-0001": "Belum mulai · perlu dilengkapi",
        "2026-0001|dua|satu": "Perlu diperbaiki",
        "2026-0010|1|1": "Perlu diperbaiki",
    }


def test_a_blank_round_is_looked_up_as_round_one():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Putaran=
    """)

    assert "2026-0001|1|1" in results(log)


def test_a_key_is_made_of_the_cells_of_its_own_row():
    grids = grids_of("""
        P2 0118 acuan Sen 08.00
        1
    """)
    grids["Buku Kerja"][1][0] = 118.0

    log = check(grids, office(), np.datetime64("2026-11-02T08:00"))

    assert [row[0] for row in result_rows(log)] == ["0118", "118|1|1"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  KPU   7 ", "KPU 7"),
        ("kpu\t7", "kpu\t7"),
        ("\xa0118", "\xa0118"),
        (118, "118"),
        (118.0, "118"),
        (1.5, "1.5"),
        (True, "TRUE"),
        (None, ""),
    ],
)
def test_a_key_holds_a_cell_as_trim_gives_it_in_excel(cell, text):
    assert lookup_text(pd.Series([cell], dtype=object)).tolist() == [text]


def test_a_log_without_items_has_no_results():
    assert result_rows(checked("", now="Sen 08.00")) == []


def test_many_findings_are_cut_where_a_cell_would_become_unreadable():
    columns = "Admin=A | Es. IV Kasubag=B | Es. III Sekretaris=C | Ketua/Anggota=D"

    log = checked(f"""
        P2 2026-0001 acuan Sen 08.00
        1 | {columns} | Mulai=tadi
        2 | Endah | Sen 09.00 | Oke
        3 | Admin=A | Sen 07.00-06.00 | Oke
        4 | Admin=A | Sen 08.00
        5 | Endah | Jum 07.00-06.00 | Setuju
    """)

    assert all(len(str(found)) <= 250 for *_, found in results(log).values())


def test_an_id_given_twice_is_told_where_both_rows_look_their_result_up():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        P2 2026-0001 acuan Sen 09.00
    """)

    assert results(log)["2026-0001"][-1] == "D103 ID ganda di Daftar Konten"
