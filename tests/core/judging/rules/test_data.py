"""D rules: what is typed can be read and points to what exists."""

from __future__ import annotations

import re
from datetime import date, datetime, time

import numpy as np
import pytest

import office
from office import checked, found, grids_of, message, messages, places, steps
from office_roles import LOG
from selection import first_ones
from worklog.core.judging.check import check
from worklog.core.judging.settings import Settings
from worklog.core.log.behind import Behind
from worklog.core.log.tabs import REGISTER, Decision
from worklog.core.sop.book import SopBook


def test_d101_a_typed_row_without_id_is_told_in_both_tabs():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf | ID Konten=
        P2 2026-0002 acuan Sen 08.00 | ID Konten=
    """)

    assert places(log, "D101") == ["Daftar Konten 3", "1"]
    assert set(messages(log, "D101")) == {
        "Baris ini ada isinya, tetapi ID Konten belum diisi. "
        "Isi ID Konten; bila baris ini tidak dipakai, kosongkan isinya."
    }


def test_d101_a_note_is_typed_content_but_a_row_with_only_a_number_is_judged_by_nothing():
    log = checked(
        """
        1 | Catatan=menunggu foto
        2
        99
        """,
        now="Sen 08.00",
    )

    assert found(log) == [("1", "D101")]


def test_d101_a_row_without_id_is_not_judged_as_a_step():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        1 | Budi | Sen 08.30 | ID Konten=
    """)

    assert found(log) == [("1", "D101")]


def test_d102_a_row_whose_id_is_not_registered():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        1 | Budi | Sen 09.00 | ID Konten=2026-0010
    """)

    assert found(log) == [("1", "D102")]
    assert message(log, "D102") == (
        "ID 2026-0010 tidak ada di Daftar Konten. Betulkan ID di baris ini, atau daftarkan dulu di Daftar Konten."
    )


def test_d102_ids_are_the_same_without_case_spaces_and_leading_zeros():
    log = checked("""
        P2 0118 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf | ID Konten=118
        P2 kpu-7 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf | ID Konten= KPU-7
    """)

    assert found(log) == []


def test_d103_each_further_row_with_the_same_id_is_told_and_the_first_counts():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        P1 2026-0001 acuan Sen 08.00
        P2 2026-0001 acuan Sen 08.00
    """)

    assert found(log) == [("Daftar Konten 3", "D103"), ("Daftar Konten 4", "D103")]
    assert log.items["code"].tolist() == ["P2"]
    assert messages(log, "D103")[0] == (
        "ID 2026-0001 sudah dipakai di baris 2; yang dihitung baris itu. Beri konten ini nomor agenda yang baru."
    )


def test_d103_rows_without_id_are_not_the_same_item():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00 | ID Konten=
        P2 2026-0001 acuan Sen 08.00 | ID Konten=
    """)

    assert places(log, "D103") == []


def test_d104_an_empty_and_an_unknown_flow_are_told_and_the_code_before_the_first_space_counts():
    log = checked(
        """
        P2 kosong acuan Sen 08.00 | Alur=
        P2 tak-dikenal acuan Sen 08.00 | Alur=Publikasi
        P2 bernama acuan Sen 08.00 | Alur=P2 Publikasi Informasi Umum
        P2 huruf-kecil acuan Sen 08.00 | Alur=p2
        """
    )

    assert found(log) == [("kosong Daftar Konten 2", "D104"), ("tak-dikenal Daftar Konten 3", "D104")]
    assert messages(log, "D104")[1] == (
        "Alur «Publikasi» tidak dikenal. Pilih alur dari daftar di kolom Alur (P1, P2, P3, P4, R1, R2)."
    )


def test_d104_names_the_flows_of_the_sop_that_holds_for_the_item():
    first = office.SOP.versions[0]
    flows = tuple(flow for flow in first.flows if flow.code != "P3")
    later = first.model_copy(update={"number": "12/HK/2026", "effective": date(2026, 11, 3), "flows": flows})
    log = checked(
        """
        P3 2026-0001 acuan Sen 08.00 jadwal Jum
        P3 2026-0002 acuan Rab 08.00 jadwal Jum
        """,
        sop=SopBook((first, later)),
    )

    assert messages(log, "D104") == [
        "Alur «P3» tidak ada di SOP Nomor 12/HK/2026, yang berlaku pada Waktu Acuan 2026-0002. Pilih salah satu alurnya "
        "(P1, P2, P4, R1, R2), atau betulkan Waktu Acuan."
    ]


def test_d104_alone_is_told_of_an_item_whose_steps_cannot_be_known():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00 | Alur=
        1 | Budi | Sen 15.00
        5 | Dewi | Sen 09.00
    """)

    assert found(log) == [("Daftar Konten 2", "D104")]


def test_d105_a_no_that_is_no_step_of_the_flow():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        No= | | Sen 08.30
        satu
        0
        1.5
        -1
        6
        5
    """)

    assert found(log) == [(f"Buku Kerja {row}", "D105") for row in range(3, 9)]


def test_d105_a_round_that_is_no_whole_number():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        putaran dua
        1 | Budi | Sen 09.00 | | draf
    """)

    assert found(log) == [("1", "D105")]
    assert log.findings.loc[0, ["round", "step", "row"]].tolist() == [0, 1, 3]
    assert message(log, "D105") == (
        "Putaran «dua» bukan nomor putaran. Isi 1 untuk putaran pertama, 2 untuk putaran sesudah Revisi, dan seterusnya."
    )


def test_d105_says_which_of_the_two_numbers_is_wrong_and_what_is_blank():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        7 | No=
        8 | No=\u200b
        8 | No=4a
        9 | Putaran=0
    """)

    step = "Isi nomor langkahnya seperti di tabel SOP"
    assert messages(log, "D105") == [
        f"No belum diisi. {step}.",
        f"No belum diisi. {step}.",
        f"No «4a» bukan nomor langkah alur konten ini. {step}.",
        f"Putaran «0» dan No «9» tidak dapat dipakai. {step}, dan Putaran 1, 2 dan seterusnya.",
    ]


def test_d105_is_told_once_when_both_numbers_are_wrong_and_also_of_unknown_items():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        putaran dua
        satu
        99 | ID Konten=2026-0010 | Putaran=1
        satu | ID Konten=2026-0010 | Putaran=1
    """)

    assert found(log) == [
        ("Buku Kerja 2", "D105"),
        ("99", "D102"),
        ("Buku Kerja 4", "D102"),
        ("Buku Kerja 4", "D105"),
    ]


def test_d106_names_each_cell_that_cannot_be_read():
    log = checked("""
        P3 2026-0001 acuan Sen | Tanggal=kemarin | Jadwal Tayang=lusa
        1 | Budi | Selesai=nanti | Mulai=tadi pagi | Bukti=draf
        2 | Mulai=Sen 09.00
    """)

    assert found(log) == [
        ("Daftar Konten 2 Jadwal Tayang", "D106"),
        ("Daftar Konten 2 Tanggal", "D106"),
        ("Daftar Konten 2 Waktu Acuan", "D106"),
        ("1 Mulai", "D106"),
        ("1 Selesai", "D106"),
    ]
    assert messages(log, "D106")[::4] == [
        "Yang tertulis di kolom Jadwal Tayang, «lusa», belum terbaca sebagai tanggal. Ketik seperti 22/11/2026.",
        "Yang tertulis di kolom Selesai, «nanti», belum terbaca sebagai tanggal dan jam. "
        "Ketik seperti 22/11/2026 14:05.",
    ]


def test_d106_is_told_of_rows_that_belong_to_no_item_too():
    log = checked("1 | Selesai=nanti", now="Sen 08.00")

    assert found(log) == [("1", "D101"), ("1 Selesai", "D106")]


def test_d106_an_unreadable_finish_is_a_finished_step_neither_skipped_nor_overdue():
    log = checked("""
        P3 selesai acuan Sen 08.00 jadwal Jum
        1 | Budi | nanti | | draf
        P3 diteruskan acuan Sen 08.00 jadwal Jum
        1 | Budi | nanti | | draf
        2 | Endah | Jum 09.30 | Setuju
    """)

    assert found(log) == [("selesai 1 Selesai", "D106"), ("diteruskan 1 Selesai", "D106")]


def test_d106_a_number_typed_for_a_time_is_no_date_of_1900_and_nobody_else_is_blamed():
    grids = office.grids_of("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | 14.05 | | draf
        2 | Endah | Sen 08.40 | Setuju
    """)
    grids["Buku Kerja"][1][LOG.headers.index("Selesai")] = 14.05
    log = check(grids, office.office(), np.datetime64("2026-11-02T09:00"))

    assert found(log) == [("1 Selesai", "D106")]
    assert message(log, "D106").endswith("Tanggalnya belum ada; untuk hari ini ketik seperti 02/11/2026 14:05.")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("31/12/1999 23:59", ["D106"]),
        ("1/1/2000 00:01", []),
        ("2/11/2028 09:00", []),
        ("2/11/2028 09:01", ["D106"]),
    ],
)
def test_d106_both_ends_of_the_readable_years_are_included(typed: str, told: list[str]):
    log = checked(f"P2 2026-0001 acuan {typed}", now="Sen 09.00")

    assert [code for _, code in found(log) if code == "D106"] == told


@pytest.mark.parametrize("cell", [datetime(2026, 11, 2), "2/11/2026 00:00"])
def test_d106_midnight_is_a_day_alone_and_the_message_says_how_to_type_it(cell: object):
    grids = office.grids_of("P2 2026-0001 acuan Sen 08.00\n1 | Budi | nanti | | draf")
    grids["Buku Kerja"][1][LOG.headers.index("Selesai")] = cell
    log = check(grids, office.office(), np.datetime64("2026-11-02T09:00"))

    assert found(log) == [("1 Selesai", "D106")]
    assert message(log, "D106").endswith("Jamnya belum ada; ketik seperti 22/11/2026 14:05 (tengah malam: 00:01).")


@pytest.mark.parametrize(
    ("header", "formula", "told"),
    [
        ("Selesai", "=NOW()", ["D106"]),
        ("Selesai", "=R7+0.1", ["D106"]),
        ("Tanggal", "=TODAY()", ["D106"]),
        ("Tanggal", "=B5+7", []),
        ("Judul", '="Rapat "&A1', []),
    ],
)
def test_d106_a_formula_is_no_typed_time_and_stands_well_elsewhere(header: str, formula: str, told: list[str]):
    grids = office.grids_of("P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 08.30 | | draf")
    tab = LOG if header == "Selesai" else REGISTER
    at = tab.headers.index(header)
    value = "Rapat 1" if header == "Judul" else datetime(2026, 11, 2, 8, 30)
    grids[tab.name][1][at] = Behind(value, formula=formula)
    log = check(grids, office.office(), np.datetime64("2026-11-02T09:00"))

    assert [code for _, code in found(log)] == told


def test_a_post_on_the_planned_day_may_be_a_day_alone():
    posted = """
        P3 2026-0001 acuan Sen 08.00 jadwal Jum
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 09.10 | Setuju
        3 | Agus | Sen 09.20 | Setuju
        4 | Endah | Sen 09.30
        5 | Dewi | {day} | | https://ig/1
    """

    assert found(checked(posted.format(day="Jum"), now="Jum 10.00")) == []
    assert checked(posted.format(day="Jum"), now="Jum 10.00").items["state"].tolist() == ["tayang"]
    assert ("5 Selesai", "W409") in found(checked(posted.format(day="Jum"), now="Kam 10.00"))
    assert ("Daftar Konten 2", "W405") in found(checked(posted.format(day="Sab"), now="Min 10.00"))


def test_d111_the_target_behind_a_title_counts_as_the_link():
    grids = office.grids_of(PUBLISHED.format(id="2026-0001", evidence="Unggahan kami"))
    grids["Buku Kerja"][5][LOG.headers.index("Bukti")] = Behind("Unggahan kami", link="https://ig/1")
    log = check(grids, office.office(), np.datetime64("2026-11-02T10:00"))

    assert found(log) == []


def test_d107_each_further_row_of_the_same_step_is_told_and_the_first_counts():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        1 | Budi | Sen 07.00
        1 | Putaran=
    """)

    assert found(log) == [("1", "D107"), ("1", "D107")]
    assert log.findings["row"].tolist() == [3, 4]
    assert messages(log, "D107")[0] == (
        "2026-0001 putaran 1 langkah 1 sudah ada di baris 2. Pindahkan isinya ke baris itu, "
        "lalu kosongkan baris ini; yang dihitung baris 2."
    )


def test_d107_the_same_step_of_another_round_or_item_and_unusable_numbers_are_not_the_same_row():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1
        satu
        satu
        putaran 2
        1
        P2 2026-0002 acuan Sen 08.00
        1
    """)

    assert places(log, "D107") == []


def test_d107_the_date_cells_of_the_second_row_are_still_judged():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        1 | Budi | nanti
    """)

    assert found(log) == [("1 Selesai", "D106"), ("1", "D107")]


def test_d108_no_reference_time():
    log = checked("P2 2026-0001", now="Sen 08.00")

    assert found(log) == [("Daftar Konten 2", "D108")]
    assert message(log, "D108") == (
        "Waktu Acuan 2026-0001 belum diisi, jadi batas waktunya belum dapat dihitung. Isi tanggal dan jam yang sebenarnya."
    )


def test_d108_a_reference_time_that_cannot_be_read_is_d106_alone():
    log = checked("P2 2026-0001 acuan tadi", now="Sen 08.00")

    assert found(log) == [("Daftar Konten 2 Waktu Acuan", "D106")]


def test_d109_no_planned_day_in_the_planned_flows_only():
    log = checked("\n".join(f"{flow} {flow} acuan Sen 08.00" for flow in ("P1", "P2", "P3", "P4", "R1", "R2")))

    assert found(log) == [("P3 Daftar Konten 4", "D109"), ("P4 Daftar Konten 5", "D109")]
    assert messages(log, "D109")[0] == (
        "P3 tayang pada hari yang ditentukan, tetapi Jadwal Tayang belum diisi. Isi hari tayang yang sudah ditetapkan."
    )


def test_d109_a_planned_day_that_cannot_be_read_is_d106_alone():
    log = checked("P3 2026-0001 acuan Sen 08.00 jadwal lusa")

    assert found(log) == [("Daftar Konten 2 Jadwal Tayang", "D106")]


def test_d110_a_finished_concept_without_evidence():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30
    """)

    assert found(log) == [("1 Bukti", "D110")]
    assert message(log, "D110") == (
        "2026-0001 langkah 1 selesai, tetapi kolom Bukti belum diisi. Isi tautan atau nama berkas konsepnya."
    )


def test_d110_a_concept_still_in_work_and_a_check_need_no_evidence():
    log = checked("""
        P2 sedang acuan Sen 08.00
        1 | Budi | Sen 08.30-
        P2 diperiksa acuan Sen 08.00
        1 | Budi | Sen 08.20 | | draf
        2 | Endah | Sen 08.30 | Setuju
    """)

    assert found(log) == []


PUBLISHED = """
    P2 {id} acuan Sen 08.00
    1 | Budi | Sen 09.00 | | draf
    2 | Endah | Sen 09.10 | Setuju
    3 | Agus | Sen 09.20 | Setuju
    4 | Endah | Sen 09.30
    5 | Dewi | Sen 09.40 | | {evidence}
"""


def test_d111_a_post_without_a_link():
    evidence = {"kosong": "", "kata": "sudah tayang", "skema": "https://", "tautan": "IG: HTTPS://ig/1 dan X"}

    log = checked("".join(PUBLISHED.format(id=id_, evidence=text) for id_, text in evidence.items()))

    assert found(log) == [("kosong 5 Bukti", "D111"), ("kata 5 Bukti", "D111"), ("skema 5 Bukti", "D111")]
    assert messages(log, "D111")[0] == (
        "kosong sudah tayang, tetapi kolom Bukti belum memuat tautan (http…). Salin tautannya ke kolom Bukti."
    )


def test_d111_a_post_not_yet_finished_needs_no_link():
    log = checked(PUBLISHED.format(id="2026-0001", evidence="").replace("Sen 09.40", "Sen 09.40-"))

    assert found(log) == []


def test_d112_a_finished_check_without_decision():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 09.00
    """)

    assert found(log) == [("2 Keputusan", "D112")]
    assert message(log, "D112") == (
        "Keputusan 2026-0001 langkah 2 belum diisi. Pilih Setuju atau Revisi; Batal hanya bila konten dibatalkan."
    )


def test_d112_an_unknown_decision_is_told_even_before_the_step_is_finished():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | | Mungkin
    """)

    assert found(log) == [("2 Keputusan", "D112")]


@pytest.mark.parametrize(
    "word", first_ones(["Setuju", "setuju.", "OK", "ok!", "Oke", "ACC", "acc.", "Disetujui", "disetujui !"], 2)
)
def test_d112_what_means_setuju_is_read_as_setuju(word):
    log = checked(f"P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 08.30 | | draf\n2 | Endah | Sen 08.40 | {word}")

    assert found(log) == []
    assert steps(log, "decision")["2"] == Decision.APPROVED


@pytest.mark.parametrize("word", first_ones(["revisi", "Perbaiki", "perbaikan.", "Diperbaiki!", "direvisi"], 2))
def test_d112_what_means_revisi_is_read_as_revisi(word):
    log = checked(f"P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 08.30 | | draf\n2 | Endah | Sen 08.40 | {word}")

    assert found(log) == []
    assert "2.1" in steps(log, "decision")


@pytest.mark.parametrize("word", first_ones(["siap", "ok lanjut", ".", "setuju revisi", "tolak"], 2))
def test_d112_what_could_mean_anything_is_no_decision(word):
    log = checked(f"P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 08.30 | | draf\n2 | Endah | Sen 08.40 | {word}")

    assert found(log) == [("2 Keputusan", "D112")]


def test_d112_an_unreadable_decision_asks_nobody_for_a_repair_that_never_was():
    log = checked("""
        P1 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Mungkin
        4 | Endah | Sen 08.50 | Setuju
    """)

    assert found(log) == [("2 Keputusan", "D112")]
    assert list(steps(log, "step")) == ["1", "2", "4", "5"]


def test_d112_who_closes_an_item_tells_when():
    log = checked("P2 2026-0001 acuan Sen 08.00\n1 | Budi | | Batal", now="Sen 09.00")

    assert found(log) == [("1 Keputusan", "D112")]
    assert message(log, "D112") == (
        "Keputusan «Batal» pada 2026-0001 langkah 1 belum disertai Selesai. Isi kapan keputusan itu diambil, "
        "dan nama yang memutuskan."
    )
    assert log.items["state"].tolist() == ["batal"]


def test_d112_who_closes_an_item_without_a_name_is_p301_alone():
    assert found(checked("P2 2026-0001 acuan Sen 08.00\n1 | | Sen 08.30 | Batal | draf")) == [("1", "P301")]


def test_d115_of_each_round_the_first_row_that_is_missing():
    log = checked(
        """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Setuju
        3 | Agus | Sen 08.50 | Revisi
        putaran 2
        1
        3
        """,
        settings=Settings(),
    )

    told = log.findings[log.findings["code"] == "D115"]
    assert told[["round", "step", "row", "column"]].to_numpy().tolist() == [[2, 2, 0, ""]]
    assert message(log, "D115") == (
        "Baris 2026-0001 langkah 2 (putaran 2) tidak ada di Buku Kerja, mungkin terhapus. Pemeriksaan otomatis "
        "membukanya lagi di bagian bawah; bila langkah itu sudah dikerjakan, isi di sana."
    )


def test_d115_is_not_told_while_a_row_cannot_be_read_or_the_item_is_closed_or_has_no_row():
    text = "P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 08.30 | | draf\n"

    def told(log: str) -> list[str]:
        return places(checked(log, now="Sen 09.00", settings=Settings()), "D115")

    assert told(text) == ["2"]
    assert told(text + "dua") == []
    assert told(text + "3 | Agus | Sen 08.50 | Batal") == []
    assert told("P2 2026-0001 acuan Sen 08.00") == []


def test_d116_a_response_names_the_post_that_it_answers():
    log = checked(
        """
        P2 2026-0001 acuan Sen 08.00
        X9 2026-0002 acuan Sen 08.00
        R1 benar acuan Sen 08.00 | Terkait ID=2026-0001
        R1 tanpa-alur acuan Sen 08.00 | Terkait ID=2026-0002
        R1 kosong acuan Sen 08.00
        R2 entah acuan Sen 08.00 | Terkait ID=2026-9999
        R2 respon acuan Sen 08.00 | Terkait ID=benar
        """,
        settings=Settings(),
    )

    assert places(log, "D116") == [
        "kosong Daftar Konten 6 Terkait ID", "entah Daftar Konten 7 Terkait ID", "respon Daftar Konten 8 Terkait ID",
    ]  # fmt: skip
    assert messages(log, "D116") == [
        "Terkait ID kosong belum diisi. Isi dengan ID konten yang komentarnya ditanggapi.",
        "Terkait ID «2026-9999» tidak ada di Daftar Konten. Isi dengan ID konten yang komentarnya ditanggapi.",
        "Terkait ID «benar» bukan konten posting. Isi dengan ID konten yang komentarnya ditanggapi.",
    ]


OUTSIDE = "Tanggalnya tidak di antara 1 Jan 2000 dan 2 Nov 2028; ketik seperti 22/11/2026 14:05."


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("14.05", "Tanggalnya belum ada; untuk hari ini ketik seperti 02/11/2026 14:05."),
        ("pukul 9 pagi", "Tanggalnya belum ada; untuk hari ini ketik seperti 02/11/2026 09:00."),
        ("Senin 22/11/2026 14.05", "22 Nov 2026 adalah Minggu; betulkan hari atau tanggalnya."),
        ("22/11/2026", "Jamnya belum ada; ketik seperti 22/11/2026 14:05 (tengah malam: 00:01)."),
        ("1/1/1999 08.00", OUTSIDE),
        ("nanti sore", "Ketik seperti 22/11/2026 14:05."),
        ("31/11/2026 09.00", "November 2026 hanya sampai tanggal 30; betulkan tanggalnya."),
        ("jam 9, 29 Feb 2027", "Februari 2027 hanya sampai tanggal 28; betulkan tanggalnya."),
        ("30/2 08.15", "Februari hanya sampai tanggal 29; betulkan tanggalnya."),
        ("22/13/2026 09.00", "Ketik seperti 22/11/2026 14:05."),
    ],
)
def test_d106_says_what_is_wrong_with_the_date(typed, advice):
    log = checked(f"P2 2026-0001 acuan Sen 08.00\n1 | Budi | {typed} | | draf", now="Sen 09.00")

    assert message(log, "D106") == (
        f"Yang tertulis di kolom Selesai, «{typed}», belum terbaca sebagai tanggal dan jam. {advice}"
    )


@pytest.mark.parametrize(
    ("cell", "shown", "advice"),
    [
        (time(8, 15), "08:15", "Tanggalnya belum ada; untuk hari ini ketik seperti 02/11/2026 08:15."),
        (2026, "2026", "Angka itu bukan tanggal; ketik seperti 22/11/2026 14:05."),
        (14.5, "14.5", "Angka itu bukan tanggal; ketik seperti 22/11/2026 14:05."),
        (datetime(2028, 12, 15, 9), "15/12/2028 09:00", OUTSIDE),
        (0.34375, "8:15", "Tanggalnya belum ada; untuk hari ini ketik seperti 02/11/2026 08:15."),
        (
            datetime(2026, 11, 2),
            "02/11/2026",
            "Jamnya belum ada; ketik seperti 22/11/2026 14:05 (tengah malam: 00:01).",
        ),
        (
            datetime(1900, 1, 14, 1, 12),
            "14/01/1900 01:12",
            OUTSIDE,
        ),
    ],
    ids=str,
)
def test_d106_shows_a_cell_as_the_sheet_does(cell: object, shown: str, advice: str) -> None:
    grids = dict(grids_of("P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 08.20 | | draf"))
    header, row = grids["Buku Kerja"][0], list(grids["Buku Kerja"][1])
    row[list(header).index("Selesai")] = cell
    grids["Buku Kerja"] = [header, row, *grids["Buku Kerja"][2:]]
    log = check(grids, office.office(), np.datetime64("2026-11-02T09:00", "s"))
    assert message(log, "D106") == (
        f"Yang tertulis di kolom Selesai, «{shown}», belum terbaca sebagai tanggal dan jam. {advice}"
    )


def test_d112_setuju_and_revisi_on_a_step_that_decides_nothing():
    log = checked("""
        P2 setuju acuan Sen 08.00
        1 | Budi | Sen 08.30 | Setuju | draf
        P2 revisi acuan Sen 08.00
        1 | Budi | Sen 08.30 | Revisi | draf
        P2 batal acuan Sen 08.00
        1 | Budi | Sen 08.30 | Batal | draf
    """)

    assert found(log) == [("setuju 1 Keputusan", "D112"), ("revisi 1 Keputusan", "D112")]
    assert messages(log, "D112")[0] == (
        "setuju langkah 1 bukan pemeriksaan atau persetujuan, jadi Keputusan «Setuju» tidak berlaku di sini. "
        "Kosongkan; Batal hanya bila konten memang dibatalkan."
    )


def test_d112_tidak_direspon_in_a_posting_flow_decides_nothing_and_in_a_response_closes():
    log = checked("""
        P2 posting acuan Sen 08.00
        1 | Budi | Sen 08.30 | Tidak direspon | draf
        R1 respon acuan Sen 08.00
        1 | Dewi | Sen 08.30 | Tidak direspon
    """)

    assert found(log) == [("posting 1 Keputusan", "D112")]
    assert log.items["state"].tolist() == ["berjalan", "tidak direspon"]


def test_d112_decisions_are_read_without_case_and_extra_spaces():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 09.00 | SETUJU
        R1 2026-0002 acuan Sen 08.00
        1 | Dewi | Sen 08.30 | tidak  direspon
    """)

    assert found(log) == []


def test_d112_a_response_may_choose_tidak_direspon():
    log = checked("""
        R1 2026-0001 acuan Sen 08.00
        1 | Dewi | Sen 08.30 | Mungkin
    """)

    assert message(log, "D112") == (
        "Keputusan «Mungkin» pada 2026-0001 langkah 1 tidak dikenal. "
        "Kosongkan; Tidak direspon hanya bila memang tidak dijawab."
    )


def test_d113_no_title():
    log = checked("P2 2026-0001 acuan Sen 08.00 | Judul=")

    assert found(log) == [("Daftar Konten 2", "D113")]
    assert message(log, "D113") == "Judul 2026-0001 belum diisi. Isi judulnya supaya dikenali di laporan."


def test_d114_is_told_once_of_each_row_of_petugas_and_names_all_its_unusable_cells():
    log = checked(
        """
        Petugas: Sari | Kepala Dinas | kapan-kapan | selamanya
        Petugas: Tono | admin | Sen | Rab
        """,
        now="Sen 08.00",
    )

    assert found(log) == [("Petugas 7", "D114")]
    assert message(log, "D114") == (
        "Isian kolom Peran, Berlaku Dari, Berlaku Sampai di tab Petugas baris 7 belum dapat dipakai. "
        "Pilih peran dari daftar. Isi tanggal seperti 22/11/2026."
    )


def test_d114_each_cell_of_kalender_that_cannot_be_used():
    log = checked(
        """
        Kalender: | | Libur
        Kalender: kapan | | Libur
        Kalender: Rab | Sen | Libur
        Kalender: Rab | besok | Libur
        Kalender: Rab | | Cuti
        Kalender: Rab
        Kalender: Rab | | Jam Khusus
        Kalender: Rab | | Jam Khusus | pagi
        Kalender: Sab | | Masuk | pagi
        """,
        now="Sen 08.00",
    )

    assert found(log) == [(f"Kalender {row}", "D114") for row in range(2, 11)]
    assert [re.match("Isian kolom (.+) di tab Kalender", text)[1] for text in messages(log, "D114")] == [
        *["Tanggal"] * 2,
        *["Sampai"] * 2,
        *["Jenis"] * 2,
        *["Jam Kerja"] * 3,
    ]


def test_d114_tells_what_to_do_about_just_the_cells_at_fault():
    log = checked(
        """
        Kalender: Rab | | Cuti
        Kalender: Rab | besok | Jam Khusus | pagi
        """,
        now="Sen 08.00",
    )

    assert [text.partition("dipakai. ")[2] for text in messages(log, "D114")] == [
        "Pilih jenis dari daftar.",
        "Isi tanggal seperti 22/11/2026. Isi jam seperti 08:00-12:00.",
    ]


def test_d114_rows_of_kalender_that_can_be_used():
    log = checked(
        """
        Kalender: Rab | Kam | Libur | bebas
        Kalender: Sab | | Masuk
        Kalender: Rab | Rab | jam  khusus | 08:00-12:00
        """,
        now="Sen 08.00",
    )

    assert found(log) == []
