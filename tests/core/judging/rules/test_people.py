"""P rules: the right person, in the right role."""

from __future__ import annotations

import pytest

from office import checked, found, message, messages, places
from selection import first_ones


def test_p301_a_finished_step_without_any_name():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | | Sen 08.30 | | draf
    """)

    assert found(log) == [("1", "P301")]
    assert message(log, "P301") == (
        "2026-0001 langkah 1 selesai, tetapi nama pelaksananya belum diisi. Isi nama yang mengerjakannya di kolom Fungsional Umum."
    )


def test_p301_a_step_not_yet_finished_needs_no_name():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | | Sen 08.30-
    """)

    assert found(log) == []


def test_p302_a_name_in_a_column_of_another_role_is_p302_alone():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Admin=Siapa | Sen 08.30 | | draf
    """)

    assert found(log) == [("1 Admin", "P302")]
    assert message(log, "P302") == (
        "2026-0001 langkah 1 adalah tugas Fungsional Umum, tetapi nama «Siapa» tertulis di kolom Admin. "
        "Bila orang itu yang mengerjakannya, pindahkan ke kolom Fungsional Umum; bila bukan, kosongkan."
    )


def test_p302_each_wrong_column_is_told_even_beside_the_right_name_and_before_the_finish():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | | | | Admin=Dewi | Es. III Sekretaris=Agus
    """)

    assert found(log) == [("1 Admin", "P302"), ("1 Es. III Sekretaris", "P302")]


def test_p303_a_listed_name_without_regard_to_case_and_spaces():
    log = checked("""
        Petugas: Siti Aminah | Fungsional Umum
        P2 2026-0001 acuan Sen 08.00
        1 | SITI  aminah | Sen 08.30 | | draf
    """)

    assert found(log) == []


def test_p303_a_name_that_is_not_listed_for_the_role():
    log = checked("""
        P2 tak-terdaftar acuan Sen 08.00
        1 | Tono | Sen 08.30 | | draf
        P2 peran-lain acuan Sen 08.00
        1 | Dewi | Sen 08.30 | | draf
    """)

    assert found(log) == [("tak-terdaftar 1", "P303"), ("peran-lain 1", "P303")]
    assert messages(log, "P303")[0] == (
        "Tono belum tercatat di tab Petugas sebagai Fungsional Umum pada Senin, 2 November 2026. Periksa ejaan "
        "namanya, atau lengkapi tab Petugas (Plh/Plt: baris bertanggal)."
    )


TEAM = """
    Petugas: Rina Kusumawati, S.Sos | Fungsional Umum
    Petugas: Nur'aini | Fungsional Umum
    Petugas: Siti Aminah | Fungsional Umum
    P2 2026-0001 acuan Sen 08.00
    1 | {typed} | Sen 08.30 | | draf
"""


@pytest.mark.parametrize(
    "typed",
    first_ones(
        ["rina kusumawati S.Sos", "RINA KUSUMAWATI,SSOS.", "Nuraini", "Nur’aini", "Nur`aini", "Nur´aini", "NUR'AINI"], 3
    ),
)
def test_p303_a_name_is_the_same_without_regard_to_apostrophes_full_stops_and_commas(typed):
    assert found(checked(TEAM.format(typed=typed))) == []


@pytest.mark.parametrize(
    "typed", ["Budi, Siti Aminah", "Budi dan Siti Aminah", "Budi & Siti Aminah", "Budi/Siti Aminah; Nuraini"]
)
def test_p303_several_people_in_one_cell_are_each_looked_up(typed):
    assert found(checked(TEAM.format(typed=typed))) == []


def test_p303_of_several_people_the_one_who_is_not_listed_for_the_role_is_told():
    log = checked(TEAM.format(typed="Budi, Dewi dan Siti Aminah"))

    assert found(log) == [("1", "P303")]
    assert message(log, "P303").startswith("Dewi belum tercatat di tab Petugas sebagai Fungsional Umum")


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("Rina Kusumawati", "Mungkin maksudnya Rina Kusumawati, S.Sos; bila bukan, lengkapi tab Petugas"),
        ("Rina", "Mungkin maksudnya Rina Kusumawati, S.Sos; bila bukan, lengkapi tab Petugas"),
        ("Siti Amina", "Mungkin maksudnya Siti Aminah; bila bukan, lengkapi tab Petugas"),
        ("Dewi", "Nama itu tercatat dengan peran atau masa tugas lain; bila memang bertugas, lengkapi tab Petugas"),
        ("Joko", "Periksa ejaan namanya, atau lengkapi tab Petugas"),
        ("Budi dan Rina Kusumawati, S.Sos", "Bila itu lebih dari satu orang, tulis satu nama saja"),
        ("Budi/Tamu", "Bila itu lebih dari satu orang, tulis satu nama saja"),
        ("Joko, S.Sos., M.Si.", "Periksa ejaan namanya, atau lengkapi tab Petugas"),
    ],
)
def test_p303_says_who_was_probably_meant(typed, advice):
    assert advice in message(checked(TEAM.format(typed=typed)), "P303")


def test_p304_of_several_people_the_first_answers_for_the_step():
    text = (
        TEAM.replace("P2 2026", "Petugas: Siti Aminah | Es. III Sekretaris\n    P2 2026")
        + """
        2 | Endah | Sen 08.40 | Setuju
        3 | Siti Aminah | Sen 08.50 | Setuju
    """
    )

    assert places(checked(text.format(typed="Siti Aminah dan Budi")), "P304") == ["3"]
    assert places(checked(text.format(typed="Budi dan Siti Aminah")), "P304") == []


def test_p303_an_acting_official_is_listed_from_the_first_to_the_last_day():
    log = checked("""
        Petugas: Sari | Fungsional Umum | Sel | Rab
        P3 sebelum acuan Sen 08.00 jadwal Jum depan
        1 | Sari | Sen 15.59 | | draf
        P3 pertama acuan Sen 08.00 jadwal Jum depan
        1 | Sari | Sel 07.30 | | draf
        P3 terakhir acuan Sen 08.00 jadwal Jum depan
        1 | Sari | Rab 23.59 | | draf
        P3 sesudah acuan Sen 08.00 jadwal Jum depan
        1 | Sari | Kam 07.30 | | draf
    """)

    assert places(log, "P303") == ["sebelum 1", "sesudah 1"]


def test_p303_one_of_several_terms_is_enough():
    log = checked("""
        Petugas: Sari | Fungsional Umum | | Sen
        Petugas: Sari | Fungsional Umum | Rab
        P3 tugas-pertama acuan Sen 08.00 jadwal Jum depan
        1 | Sari | Sen 09.00 | | draf
        P3 di-antaranya acuan Sen 08.00 jadwal Jum depan
        1 | Sari | Sel 09.00 | | draf
        P3 tugas-kedua acuan Sen 08.00 jadwal Jum depan
        1 | Sari | Kam 09.00 | | draf
    """)

    assert places(log, "P303") == ["di-antaranya 1"]


def test_p303_the_day_is_that_of_selesai_else_of_mulai_else_today():
    log = checked(
        """
        Petugas: Sari | Fungsional Umum | Sel | Sel
        P3 selesai acuan Sen 08.00 jadwal Jum depan
        1 | Sari | Sen 15.00-Sel 09.00 | | draf
        P3 mulai acuan Sen 08.00 jadwal Jum depan
        1 | Sari | Sel 09.00-
        P3 hari-ini acuan Sen 08.00 jadwal Jum depan
        1 | Sari
        """,
        now="Rab 08.00",
    )

    assert places(log, "P303") == ["hari-ini 1"]


def test_p304_the_approver_also_made_the_concept():
    log = checked("""
        Petugas: Budi | Es. III Sekretaris
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Setuju
        3 | budi | Sen 08.50 | Setuju
    """)

    assert found(log) == [("3", "P304")]
    assert message(log, "P304") == (
        "Budi menyetujui 2026-0001, padahal konsepnya dibuat sendiri. Bila salah nama, betulkan; bila benar, "
        "mintalah persetujuan orang lain."
    )


def test_p304_asks_for_no_approval_of_what_aired_already():
    log = checked("""
        Petugas: Budi | Es. III Sekretaris
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Setuju
        3 | Budi | Sen 08.50 | Setuju
        4 | Endah | Sen 08.55
        5 | Dewi | Sen 09.00 | | https://ig/1
    """)

    assert message(log, "P304") == (
        "Budi menyetujui 2026-0001, padahal konsepnya dibuat sendiri. Bila salah nama, betulkan; bila benar, tulis "
        "sebabnya di kolom Catatan."
    )


def test_p304_is_about_finished_approvals_of_a_finished_concept():
    log = checked("""
        Petugas: Budi | Es. III Sekretaris
        Petugas: Budi | Es. IV Kasubag
        P2 belum-disetujui acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Setuju
        3 | Budi | Sen 08.45-
        P2 hanya-memeriksa acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Budi | Sen 08.40 | Setuju
        P2 konsep-orang-lain acuan Sen 08.00
        1 | Tono | Sen 08.30 | | draf
        3 | Budi | Sen 08.50 | Setuju
        P2 lain acuan Sen 08.00
        1 | Budi
        3 | Budi | Sen 08.50 | Setuju
    """)

    assert places(log, "P304") == []


def test_p304_a_concept_of_any_earlier_round_counts_and_one_of_a_later_round_does_not():
    log = checked("""
        Petugas: Budi | Es. III Sekretaris
        Petugas: Sari | Fungsional Umum
        P2 dulu acuan Sen 08.00
        1 | Budi | Sen 08.10 | | draf
        2 | Endah | Sen 08.20 | Revisi
        putaran 2
        1 | Sari | Sen 08.30 | | draf kedua
        2 | Endah | Sen 08.40 | Setuju
        3 | Budi | Sen 08.50 | Setuju
        P2 kemudian acuan Sen 08.00
        1 | Sari | Sen 08.10 | | draf
        2 | Endah | Sen 08.20 | Setuju
        3 | Budi | Sen 08.30 | Revisi
        putaran 2
        1 | Budi | Sen 08.40 | | draf kedua
    """)

    assert found(log) == [("dulu 2.3", "P304")]


def test_p304_looks_at_the_own_role_columns_only():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Admin=Agus | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Setuju
        3 | Agus | Sen 08.50 | Setuju
    """)

    assert found(log) == [("1 Admin", "P302")]
