"""Parsing the tabs: what counts as typed, and which cells are the same."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from office import MONDAY, SOP, checked, grids_of
from office_roles import STAFF_TABS
from worklog.core.log.grids import Grid, read_tabs
from worklog.core.log.tables import Tables, parse_tables


def parsed(text: str) -> Tables:
    return parse(grids_of(text))


def parse(grids: Mapping[str, Grid]) -> Tables:
    return parse_tables(read_tabs(grids, STAFF_TABS), SOP, np.datetime64(MONDAY, "s"))


def test_register_rows_with_an_id_or_typed_content_are_read_and_blank_ones_are_not():
    tables = parsed("""
        P2 2026-0001 | Alur= | Judul=
        P2 2026-0002 | ID Konten= | Alur= | Judul= | Penanggung Jawab=Budi
        P2 2026-0003 | ID Konten= | Alur= | Judul= | Status=Berjalan
        P2 2026-0004 | ID Konten= | Alur= | Judul= | Tanggal=Sen
    """)

    assert tables.register["row"].tolist() == [2, 3, 5]
    assert tables.items["id"].tolist() == ["2026-0001"]


def test_log_rows_with_an_id_or_typed_content_are_read():
    tables = parsed("""
        1 | Catatan=besok
        2 | Mulai=nanti
        3 | Status=Menunggu
        4 | ID Konten=2026-0001
    """)

    assert tables.log["row"].tolist() == [2, 3, 5]


@pytest.mark.parametrize(
    ("cell", "is_touched"),
    [
        ("Admin=Dewi", True),
        ("Mulai=nanti", True),
        ("Selesai=Sen 08.00", True),
        ("Keputusan=?", True),
        ("Bukti=draf", True),
        ("Catatan=besok", False),
        ("Judul Konten=Judul", False),
        ("Admin= ", False),
    ],
)
def test_a_row_is_touched_by_a_name_a_time_a_decision_or_evidence(cell, is_touched):
    tables = parsed(f"""
        P2 2026-0001
        1 | {cell}
    """)

    assert tables.log["touched"].tolist() == [is_touched]


def test_ids_are_the_same_without_case_spaces_and_leading_zeros():
    tables = parsed("""
        P2 0118
        P2 KPU-7
        1 | ID Konten=118
        1 | ID Konten=kpu-7
        1 | ID Konten=kpu-07
    """)

    assert tables.log["item"].tolist() == [0, 1, -1]


def test_an_id_that_excel_turned_into_a_number_is_the_same():
    grids = grids_of("P2 0118\n1")
    grids["Buku Kerja"][1][0] = 118.0

    assert parse(grids).log["item"].tolist() == [0]


@pytest.mark.parametrize("typed", ["P2", "p2", "P2 Publikasi Informasi Umum", "p2 apa saja"])
def test_the_code_before_the_first_space_decides_the_flow(typed):
    flow = parsed(f"P2 2026-0001 | Alur={typed}").items.loc[0, "flow_index"]

    assert SOP.flows.loc[flow, "code"] == "P2"


@pytest.mark.parametrize("typed", ["P2Publikasi", "P9", "P2-Publikasi", "Publikasi P2"])
def test_anything_else_is_no_flow(typed):
    assert parsed(f"P2 2026-0001 | Alur={typed}").items["flow_index"].tolist() == [-1]


def test_a_blank_round_is_round_one_and_whole_numbers_may_be_text():
    tables = parsed("""
        P2 2026-0001
        1 | Putaran=
        2 | Putaran= 2
        No=0003 | Putaran=01
    """)

    assert tables.log[["round", "step", "malformed"]].to_numpy().tolist() == [
        [1, 1, False],
        [2, 2, False],
        [1, 3, False],
    ]


def test_a_step_that_the_flow_does_not_have_is_unusable_and_of_an_unknown_flow_any_number_will_do():
    tables = parsed("""
        P1 2026-0001
        5
        6
        P4 2026-0002
        6
        P2 2026-0003 | Alur=
        99
    """)

    assert tables.log["malformed"].tolist() == [False, True, False, False]


def test_names_are_the_same_without_case_and_spaces():
    tables = parsed("""
        P2 2026-0001
        1 | Siti  Aminah
        1 | siti aminah
        1 | SITI AMINAH
    """)

    assert tables.log["Fungsional Umum"].nunique() == 1
    assert "Siti  Aminah" in tables.names.tolist()


def test_a_decision_is_read_without_case_and_spaces_and_anything_else_is_unknown():
    tables = parsed("""
        P2 2026-0001
        1 | Keputusan=setuju
        1 | Keputusan=TIDAK  DIRESPON
        1 | Keputusan=Ya
        1
    """)

    assert tables.log["decision"].tolist() == [0, 2, -2, -1]


def test_a_term_that_cannot_be_read_is_no_bound_and_the_person_stays_listed():
    tables = parsed("Petugas: Sari | Admin | kapan | 31/12/2026")

    sari = tables.people.iloc[-1]
    assert np.isnat(sari["since"].to_datetime64())
    assert str(sari["until"].date()) == "2026-12-31"


def test_people_without_name_or_known_role_are_not_listed():
    tables = parsed("""
        Petugas: | Admin
        Petugas: Sari | Kepala Dinas
        Petugas: Tono | ES. IV  kasubag
    """)

    assert [tables.names[name] for name in tables.people["name"]][5:] == ["Tono"]
    assert tables.unusable["row"].tolist() == [8]


def test_an_end_that_cannot_be_used_means_one_day():
    log = checked(
        """
        Kalender: Sel | kapan | Libur
        Kalender: Rab | Sen | Libur
        P2 2026-0001 acuan Sen 15.00
        """
    )

    assert log.tables.days["first"].tolist() == log.tables.days["last"].tolist()
    assert log.timeline["deadline"][0].strftime("%d %H.%M") == "05 08.30"


def test_working_hours_that_cannot_be_read_leave_those_of_the_weekday():
    log = checked("""
        Kalender: Sab | | Masuk | pagi
        Kalender: Sel | | Jam Khusus | pagi
        P2 sabtu acuan Jum 16.00
        P2 selasa acuan Sen 15.00
    """)

    assert [f"{due:%d %H.%M}" for due in log.timeline.groupby("item")["deadline"].first()] == ["07 09.00", "03 08.30"]


def test_a_day_without_date_or_kind_is_left_out():
    assert parsed("Kalender: | | Libur\nKalender: Sel | | Cuti").days.empty


def test_the_response_names_its_post_in_any_spelling():
    tables = parsed("R1 2026-0002 | Terkait ID=  0118 ")

    assert tables.items["related"].tolist() == ["118"]
