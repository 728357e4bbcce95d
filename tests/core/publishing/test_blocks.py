"""Opening blocks: the rows that the script appends to Buku Kerja."""

from __future__ import annotations

import numpy as np

from office import SOP, checked, grids_of, office, places
from office_roles import LOG
from worklog.core.judging.check import Checked, check
from worklog.core.judging.settings import Settings
from worklog.core.publishing.blocks import AGAIN, blocks_to_open, not_there_yet, opened_sentence, with_blocks


def opened(log: Checked, *, again: bool = False) -> list[tuple[object, object, object]]:
    """ID, round and step of each row to open; `again`: of those that somebody deleted."""
    rows = [row for row in blocks_to_open(log) if (AGAIN in row) == again]
    return [(row["ID Konten"], row["Putaran"], row["No"]) for row in rows]


def rounds(log: Checked) -> list[tuple[object, object]]:
    return list(dict.fromkeys((id_, round_) for id_, round_, _ in opened(log)))


def test_a_complete_register_row_without_rows_is_opened_with_all_steps_of_its_flow():
    log = checked("P2 2026-0001 acuan Sen 08.00")

    assert opened(log) == [("2026-0001", 1, no) for no in range(1, 6)]


def test_every_flow_is_opened():
    flows = ("P1", "P2", "P3", "P4", "R1", "R2")

    log = checked("\n".join(f"{flow} {flow} acuan Sen 08.00 jadwal Jum" for flow in flows))

    assert rounds(log) == [(flow, 1) for flow in flows]


def test_a_row_is_filled_with_the_words_of_the_sop_and_names_the_role_that_acts():
    log = checked("R2 2026-0001 acuan Sen 08.00 | Judul=Hoaks TPS")

    assert blocks_to_open(log)[3] == {
        "ID Konten": "2026-0001",
        "Judul Konten": "Hoaks TPS",
        "Putaran": 1,
        "No": 4,
        "Konten/Kegiatan": "Persetujuan Pleno/Divisi",
        "Kelengkapan": "Draft respon",
        "Waktu": "1 hari",
        "Output": "Konten Final",
        "Keterangan": "Jika perlu, bisa perbaikan lagi",
        "Pelaksana": "Ketua/Anggota",
    }


def test_what_is_filled_in_is_what_the_tab_says_is_filled_in():
    prefilled = {column.header for column in LOG.columns if column.filler == "prefilled"}

    assert blocks_to_open(checked("P2 2026-0001 acuan Sen 08.00"))[0].keys() == prefilled | {"Pelaksana"}


def test_incomplete_register_rows_are_not_opened():
    log = checked("""
        P2 tanpa-alur acuan Sen 08.00 | Alur=
        P2 tanpa-judul acuan Sen 08.00 | Judul=
        P2 tanpa-acuan
        P2 tak-terbaca acuan tadi
        P3 tanpa-jadwal acuan Sen 08.00
        P4 jadwal-tak-terbaca acuan Sen 08.00 jadwal lusa
        P2 2026-0001 acuan Sen 08.00 | ID Konten=
        P2 lengkap acuan Sen 08.00
        P2 lengkap acuan Sen 08.00
        P3 terjadwal acuan Sen 08.00 jadwal Jum
    """)

    assert rounds(log) == [("lengkap", 1), ("terjadwal", 1)]


def test_an_item_with_any_row_in_the_log_is_not_opened_again():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        satu
        P2 0118 acuan Sen 08.00
        1 | ID Konten=118
        P2 2026-0003 acuan Sen 08.00
        putaran 2
        5
    """)

    assert opened(log) == []


DELETED = """
    P2 2026-0001 acuan Sen 08.00
    1 | Budi | Sen 08.30 | | draf
    2
    4
"""


def test_rows_that_somebody_deleted_are_opened_again_alone():
    log = checked(DELETED)

    assert opened(log, again=True) == [("2026-0001", 1, 3), ("2026-0001", 1, 5)]
    assert opened(log) == []
    assert opened_sentence(blocks_to_open(log)) == [
        "Baris yang hilang dibuka lagi di bagian bawah Buku Kerja: 2026-0001 putaran 1 langkah 3, "
        "2026-0001 putaran 1 langkah 5."
    ]


def test_a_deleted_row_is_not_opened_while_a_row_cannot_be_read_that_may_be_it():
    assert opened(checked(DELETED + "tiga"), again=True) == []


def test_a_closed_item_gets_no_row_back():
    assert opened(checked(DELETED + "5 | Dewi | Sen 09.00 | | https://ig/1"), again=True) == []


def test_a_row_that_is_back_already_is_not_opened_again():
    blocks = blocks_to_open(checked(DELETED))

    there = not_there_yet(blocks, ["2026-0001"] * 3, [1, None, "1"], [1, 2, "3"])

    assert [block["No"] for block in there] == [5]


REVISED = """
    P2 2026-0001 acuan Sen 08.00
    1 | Budi | Sen 08.30 | | draf
    2 | Endah | Sen 08.40 | Setuju
    3 | Agus | Sen 08.50 | Revisi
"""


def test_behind_a_revision_the_next_round_is_opened_from_where_it_goes_back_to():
    log = checked(
        REVISED
        + """
        R1 2026-0002 acuan Sen 08.00
        5 | Agus | Sen 08.50 | Revisi
        """
    )

    assert opened(log) == [("2026-0001", 2, no) for no in range(1, 6)] + [("2026-0002", 2, no) for no in (4, 5, 6, 7)]


def test_the_round_after_the_last_is_opened_and_one_that_has_a_row_is_not():
    log = checked(REVISED + "putaran 2\n1 | Budi | Sen 09.00 | | draf\n2 | Endah | Sen 09.10 | Revisi")

    assert rounds(log) == [("2026-0001", 3)]


def test_a_closed_item_opens_no_round():
    assert opened(checked(REVISED + "4 | Endah | | Batal")) == []
    assert opened(checked(REVISED + "5 | Dewi | Sen 09.00 | | https://ig/1")) == []


def test_a_revision_that_was_corrected_opens_no_round():
    assert opened(checked(REVISED.replace("Revisi", "Setuju"))) == []


def test_opening_twice_gives_one_block():
    text = REVISED + "P2 2026-0002 acuan Sen 08.00"
    blocks = blocks_to_open(checked(text))

    again = with_blocks(grids_of(text), blocks)

    assert blocks_to_open(check(again, office(), np.datetime64("2026-11-02T09:00"))) == []


def test_the_log_with_its_new_blocks_is_judged_with_their_rows():
    text = "P2 2026-0001 acuan Sen 08.00"
    log = checked(text)

    judged = check(with_blocks(grids_of(text), blocks_to_open(log)), office(), log.now)

    assert judged.timeline["row"].tolist() == [2, 3, 4, 5, 6]
    assert judged.findings["code"].tolist() == log.findings["code"].tolist()


def test_a_deleted_row_is_told_until_it_is_back():
    log = checked(DELETED, settings=Settings())
    judged = check(with_blocks(grids_of(DELETED), blocks_to_open(log)), office(settings=Settings()), log.now)

    assert places(log, "D115") == ["3"]
    assert places(judged, "D115") == []


def test_blocks_are_put_below_the_log_in_the_columns_where_they_stand():
    text = "P2 2026-0001 acuan Sen 08.00"
    grids = grids_of(text)
    headers = ["catatan kami", *reversed(LOG.headers)]
    grids[" buku kerja"] = [["BUKU KERJA"], headers]
    del grids["Buku Kerja"]

    lines = with_blocks(grids, blocks_to_open(checked(text)))[" buku kerja"]

    first = dict(zip(headers, lines[2], strict=False))
    assert len(lines) == 2 + 5
    assert [first[h] for h in ("catatan kami", "ID Konten", "Putaran", "No", "Waktu", "Admin", "Selesai")] == [
        None, "2026-0001", 1, 1, "2 jam", None, None,
    ]  # fmt: skip


def test_an_id_that_excel_turned_into_a_number_stays_that_number():
    grids = grids_of("P2 118 acuan Sen 08.00")
    grids["Daftar Konten"][1][0] = 118

    blocks = blocks_to_open(check(grids, office(SOP), np.datetime64("2026-11-02T08:00")))

    assert blocks[0]["ID Konten"] == 118
