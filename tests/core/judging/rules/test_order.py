"""U rules: the steps are done in the SOP's order, round by round."""

from __future__ import annotations

from office import checked, found, message, messages, places


def test_u201_a_step_unfinished_while_a_later_one_is_finished():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 09.10-
        3 | Agus | Sen 09.30 | Setuju
    """)

    assert found(log) == [("2", "U201")]
    assert message(log, "U201") == (
        "2026-0001 langkah 2 (putaran 1) belum tercatat selesai, padahal langkah sesudahnya sudah. Bila sudah "
        "dikerjakan, isi nama dan Selesai; bila memang terlewat, tulis sebabnya di Catatan."
    )


def test_u201_a_skipped_step_that_has_no_row_is_told_without_a_row():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        3 | Agus | Sen 09.30 | Setuju
    """)

    assert found(log) == [("2", "U201")]
    assert log.findings.loc[0, ["tab", "row"]].tolist() == ["Buku Kerja", 0]


def test_u201_says_how_to_write_a_row_again_that_no_check_opens_since_the_item_is_closed():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 09.10 | Setuju
        3 | Agus | Sen 09.30 | Setuju
        5 | Dewi | Sen 09.40 | | https://ig/1
    """)

    assert message(log, "U201") == (
        "Baris 2026-0001 langkah 4 (putaran 1) tidak ada di Buku Kerja, padahal langkah sesudahnya sudah selesai. Bila "
        "sudah dikerjakan, tulis lagi barisnya (ID Konten, Putaran, No, nama, Selesai) di bawah baris terakhir; bila "
        "memang terlewat, tulis sebabnya di Catatan langkah sesudahnya."
    )


def test_u201_each_skipped_step_is_told_but_the_next_person_is_not_blamed_for_being_late():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        3 | Agus | Sen 15.00 | Setuju
    """)

    assert places(log, "U201") == ["1", "2"]
    assert places(log, "W401") == []


def test_u201_a_step_finished_in_the_first_round_that_is_left_out_in_the_second():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
        putaran 2
        2 | Endah | Sen 08.50 | Setuju
    """)

    assert found(log) == [("2.1", "U201")]


def test_u201_the_repair_step_may_be_left_out_only_when_the_check_before_it_said_setuju():
    steps = """
        P1 {decision} acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | {decision}
        4 | Endah | Sen 08.50 | Setuju
    """

    log = checked(steps.format(decision="Setuju") + steps.format(decision="Revisi"))

    assert found(log) == [("Revisi 3", "U201")]


def test_u201_is_not_told_of_steps_behind_the_last_finished_one_nor_behind_a_closing_decision():
    log = checked("""
        P2 berjalan acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2
        R1 ditutup acuan Sen 08.00
        1 | Dewi | Sen 08.30 | Tidak direspon
        2
        7
    """)

    assert found(log) == []


def test_u202_names_mulai_or_selesai_whichever_is_earlier_than_the_finish_before():
    log = checked("""
        P2 mulai acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 08.59-09.10 | Setuju
        P2 selesai acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 08.59 | Setuju
        P2 bersamaan acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 09.00-09.00 | Setuju
    """)

    assert found(log) == [("mulai 2 Mulai", "U202"), ("selesai 2 Selesai", "U202")]
    assert messages(log, "U202")[0] == (
        "Mulai mulai langkah 2 (2 Nov 2026 08.59) lebih awal daripada Selesai langkah sebelumnya (2 Nov 2026 "
        "09.00). Betulkan bila salah ketik; bila kedua langkah memang dikerjakan bersamaan, biarkan."
    )


def test_u202_is_told_once_when_both_cells_are_too_early():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 08.30-08.40 | Setuju
    """)

    assert found(log) == [("2 Selesai", "U202")]


def test_u202_a_step_that_is_only_begun_can_be_too_early():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 08.30-
    """)

    assert found(log) == [("2 Mulai", "U202")]


def test_u202_compares_with_the_nearest_finished_row_even_across_a_round_and_a_gap():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 09.20 | Revisi
        putaran 2
        1
        2 | Endah | Sen 09.10 | Setuju
    """)

    assert found(log) == [("2.1", "U201"), ("2.2 Selesai", "U202")]


def test_u202_an_unreadable_finish_before_is_d106_alone():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | nanti | | draf
        2 | Endah | Sen 07.00 | Setuju
    """)

    assert found(log) == [("1 Selesai", "D106")]


def test_u203_finished_before_it_was_begun():
    log = checked("""
        P2 terbalik acuan Sen 08.00
        1 | Budi | Sen 09.10-09.00 | | draf
        P2 sekejap acuan Sen 08.00
        1 | Budi | Sen 09.00-09.00 | | draf
    """)

    assert found(log) == [("terbalik 1 Selesai", "U203")]
    assert message(log, "U203") == (
        "Selesai terbalik langkah 1 (2 Nov 2026 09.00) lebih awal daripada Mulai (2 Nov 2026 09.10). Betulkan "
        "yang salah ketik."
    )


def test_u205_the_first_row_filled_behind_a_revision_in_the_same_round():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
        3
        4 | Endah | Sen 08.50
        5 | Dewi
    """)

    assert found(log) == [("4", "U205")]
    assert message(log, "U205") == (
        "2026-0001 diputuskan Revisi, tetapi langkah 4 di putaran 1 yang sama tetap diisi. Catat perbaikannya "
        "di putaran berikutnya, atau betulkan keputusannya bila salah pilih."
    )


def test_u205_where_the_flow_itself_holds_the_repair_step_a_revision_goes_on():
    log = checked("""
        P1 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
        3 | Budi | Sen 08.50
    """)

    assert found(log) == []


def test_u205_the_next_round_and_empty_rows_behind_the_revision_are_as_they_should_be():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
        3
        4
        putaran 2
        1 | Budi | Sen 08.50 | | draf kedua
    """)

    assert found(log) == []


def test_u207_a_round_begun_although_the_one_before_was_not_sent_back():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Setuju
        putaran 2
        1
        2 | Endah | Sen 08.50 | Setuju
        3 | Agus | Sen 09.00 | Setuju
    """)

    assert places(log, "U207") == ["2.2"]
    assert message(log, "U207") == (
        "2026-0001 putaran 2 diisi, tetapi putaran sebelumnya tidak diputuskan Revisi atau nomor putaran "
        "terlompat. Betulkan nomor Putaran; bila putaran sebelumnya memang diputuskan Revisi, catat itu di kolom "
        "Keputusan."
    )


def test_u207_a_round_number_that_was_missed():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
        putaran 3
        1 | Budi | Sen 08.50 | | draf
    """)

    assert ("3.1", "U207") in found(log)


def test_u207_a_revision_that_the_flow_repairs_by_itself_starts_no_round():
    log = checked("""
        P1 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
        putaran 2
        3 | Budi | Sen 08.50
    """)

    assert places(log, "U207") == ["2.3"]


def test_u207_an_empty_row_of_a_later_round_begins_nothing():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        putaran 2
        1
    """)

    assert found(log) == []


APPROVAL = """
    P2 {id} acuan Sen 08.00
    1 | Budi | Sen 08.30 | | draf
    2 | Endah | Sen 08.40 | Setuju
    {approval}
    4 | Endah | Sen 09.10
    5 | Dewi | Sen 09.20 | | https://ig/1
"""


def test_u208_posted_while_the_approval_is_missing_unfinished_or_sent_back():
    log = checked(
        APPROVAL.format(id="tanpa-baris", approval="")
        + APPROVAL.format(id="belum", approval="3 | Agus | | Setuju")
        + APPROVAL.format(id="revisi", approval="3 | Agus | Sen 09.00 | Revisi")
        + APPROVAL.format(id="disetujui", approval="3 | Agus | Sen 09.00 | Setuju")
    )

    assert places(log, "U208") == ["tanpa-baris 5", "belum 5", "revisi 5"]
    assert messages(log, "U208") == [
        "tanpa-baris sudah tayang, tetapi baris langkah persetujuan 3 tidak ada di Buku Kerja. Bila sudah disetujui, tulis "
        "lagi barisnya (ID Konten, Putaran, No, nama, Selesai, Keputusan) di bawah baris terakhir; bila belum, laporkan "
        "kepada atasan.",
        "belum sudah tayang, tetapi langkah persetujuan 3 belum tercatat selesai. Bila sudah disetujui, isi langkah 3; "
        "bila belum, laporkan kepada atasan.",
        "revisi sudah tayang, tetapi keputusan terakhir langkah persetujuan 3 adalah Revisi. Bila sesudah itu disetujui, "
        "catat persetujuannya; bila belum, laporkan kepada atasan.",
    ]


def test_u208_a_finished_approval_without_a_usable_decision_is_d112_alone():
    log = checked(
        APPROVAL.format(id="kosong", approval="3 | Agus | Sen 09.00")
        + APPROVAL.format(id="salah", approval="3 | Agus | Sen 09.00 | Mungkin")
    )

    assert found(log) == [("kosong 3 Keputusan", "D112"), ("salah 3 Keputusan", "D112")]


def test_u208_the_last_approval_before_the_post_counts_even_when_it_has_no_row():
    log = checked("""
        P1 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Setuju
        4 | Endah | Sen 08.50 | Revisi
        putaran 2
        3 | Budi | Sen 08.55
        5 | Dewi | Sen 09.00 | | https://ig/1
    """)

    assert found(log) == [("2.5", "U208"), ("2.4", "U201")]


def test_u208_an_approval_given_before_the_last_round_does_not_stand_for_the_one_left_out_there():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.10 | | draf
        2 | Endah | Sen 08.20 | Revisi
        3 | Agus | Sen 08.30 | Setuju
        putaran 2
        1 | Budi | Sen 08.40 | | draf kedua
        2 | Endah | Sen 08.50 | Setuju
        4 | Endah | Sen 09.00
        5 | Dewi | Sen 09.10 | | https://ig/1
    """)

    assert found(log) == [("3", "U205"), ("2.5", "U208"), ("2.3", "U201")]


def test_u208_an_approval_of_an_earlier_round_stands_where_the_later_one_does_not_ask_for_it():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Setuju
        3 | Agus | Sen 08.50 | Setuju
        4 | Endah | Sen 09.00
        putaran 2
        5 | Dewi | Sen 09.10 | | https://ig/1
    """)

    assert found(log) == [("2.5", "U207"), ("5", "U201")]


def test_u208_only_the_last_post_is_asked_for_its_approval():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Setuju
        3 | Agus | Sen 08.45 | Revisi
        5 | Dewi | Sen 08.50 | | https://ig/1
        putaran 2
        1 | Budi | Sen 09.00 | | draf kedua
        2 | Endah | Sen 09.10 | Setuju
        3 | Agus | Sen 09.20 | Setuju
        4 | Endah | Sen 09.30
        5 | Dewi | Sen 09.40 | | https://ig/2
    """)

    assert found(log) == [("5", "U205")]


def test_u208_every_approval_of_the_flow_is_needed_and_a_flow_is_told_once():
    log = checked("""
        P4 2026-0001 acuan Sen 08.00 jadwal Jum
        1 | Ratna | Sen 09.00
        2 | Agus | Sen 09.10
        3 | Endah | Sen 09.20
        4 | Budi | Sen 10.00 | | draf
        5 | Endah | Sen 10.10 | Setuju
        6 | Agus | Sen 10.20 | Setuju
        10 | Dewi | Jum 09.00 | | https://ig/1
    """)

    assert places(log, "U208") == ["10"]
    assert "langkah persetujuan 7" in message(log, "U208")


def test_u209_the_first_row_filled_behind_a_closing_decision():
    log = checked("""
        R1 2026-0001 acuan Sen 08.00
        1 | Dewi | Sen 08.30 | Tidak direspon
        2
        3 | Agus | Sen 08.40 | Setuju
        4 | Endah
    """)

    assert found(log) == [("3", "U209")]
    assert message(log, "U209") == (
        "2026-0001 sudah ditutup (Batal atau Tidak direspon), tetapi langkah 3 sesudahnya diisi. "
        "Bila dilanjutkan, betulkan keputusan itu; bila tidak, pindahkan isiannya ke Catatan."
    )


def test_u209_a_row_of_a_later_round_is_behind_the_closing_decision_too():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | Batal | draf
        putaran 2
        1 | Budi | Sen 08.40 | | draf
    """)

    assert places(log, "U209") == ["2.1"]


def test_u209_filled_rows_before_the_closing_decision_and_empty_ones_behind_it_are_as_they_should_be():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Batal
        3
    """)

    assert found(log) == []


def test_u208_untouched_rows_of_rounds_that_are_not_there_count_as_nothing():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Setuju
        3 | Agus | Sen 08.50 | Setuju
        4 | Endah | Sen 09.00
        5 | Dewi | Sen 09.10 | | https://ig/1
        putaran 2
        1
        2
        3
        4
        5
    """)

    assert found(log) == []
