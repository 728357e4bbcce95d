"""The tables per flow: punctuality, content mix, responses and revision rounds."""

from __future__ import annotations

import numpy as np

import office
from core.monthly_log import november, report_of, row
from worklog.core.reports.monthly.report import monthly_tables
from worklog.core.sop.book import SopBook

ANSWERED = """
R1 2026-0001 acuan Sen 08.00
1 | Dewi | Sen 08.10
2 | Endah | Sen 08.20 | | narasi
3 | Agus | Sen 08.30 | Setuju
5 | Agus | Sen 08.40 | Setuju
6 | Endah | Sen 08.50
"""


def test_flows_are_counted_and_compared_with_the_month_before():
    general, ceremonial = (row(november().flows, "Alur", code) for code in ("P2", "P1"))
    assert (general["Jumlah"], general["Tayang"], general["Tepat waktu"], general["Belum selesai"]) == (4, 2, 1, 2)
    # One on time of the two that aired and the one that is overdue.
    assert general["Bagian tepat waktu"] == 1 / 3
    assert np.isnan(general["Bagian tepat waktu bulan lalu"])
    assert (ceremonial["Jumlah bulan lalu"], ceremonial["Perubahan (poin)"]) == (1, 0.0)


def test_change_is_told_in_percentage_points():
    assert row(november().totals, "Alur", "Semua")["Perubahan (poin)"] == -50.0


def test_items_without_a_known_flow_are_counted_apart_from_the_flows_that_are_drawn():
    assert november().flows["Alur"].tolist() == ["P1", "P2", "P3", "P4", "R1", "R2"]
    assert november().totals["Alur"].tolist() == ["?", "Semua"]
    assert row(november().totals, "Nama alur", "Alur tidak dikenal")["Jumlah"] == 1


def test_month_without_unknown_flows_has_no_row_for_them():
    assert report_of("P2 2026-0001 acuan Sen 08.00").totals["Alur"].tolist() == ["Semua"]


def test_all_rows_together_are_the_row_of_all_flows():
    *flows, total = [*november().flows.to_dict("records"), *november().totals.to_dict("records")]
    for column in ("Jumlah", "Tayang", "Tepat waktu", "Belum selesai", "Lewat batas", "Ditutup tanpa tayang"):
        assert sum(flow[column] for flow in flows) == total[column]


def test_what_was_published_is_on_time_or_not_or_cannot_be_judged():
    log = f"P2 2026-0001\n{office.READY_TO_POST.partition('acuan Sel 08.00')[2]}5 | Dewi | Sel 12.30 | | https://contoh.id/1"
    total = row(report_of(log).totals, "Alur", "Semua")
    assert (total["Tayang"], total["Tepat waktu"], total["Tidak tepat waktu"]) == (1, 0, 0)
    assert total["Belum dapat dinilai"] == 1
    assert np.isnan(total["Bagian tepat waktu"])


def test_every_item_is_published_or_unfinished_or_closed_without_airing():
    total = row(november().totals, "Alur", "Semua")
    assert total["Jumlah"] == total["Tayang"] + total["Belum selesai"] + total["Ditutup tanpa tayang"] == 4 + 4 + 1


def test_unfinished_items_past_their_deadline_are_told():
    assert row(november().flows, "Alur", "P2")["Lewat batas"] == 1


def test_content_mix_is_of_published_posts():
    mix = november().mix
    assert mix["Jenis konten"].tolist() == ["Kegiatan ceremonial", "Informasi"]
    assert mix["Tayang"].tolist() == [1, 3]
    assert mix["Bagian"].tolist() == [0.25, 0.75]
    assert mix["Bagian bulan lalu"].tolist() == [1.0, 0.0]


def test_mix_of_nothing_is_unknown():
    assert report_of("P2 2026-0001 acuan Sen 08.00").mix["Bagian"].isna().all()


def test_responses_tell_how_they_ended():
    r1 = row(november().responses, "Batas", "5 jam")
    assert (r1["Komentar"], r1["Dijawab"], r1["Tidak direspon"], r1["Belum dijawab"]) == (2, 0, 1, 1)


def test_responses_within_and_behind_their_limit():
    in_time = row(report_of(f"{ANSWERED}7 | Dewi | Sen 14.00 | | https://contoh.id/1").responses, "Batas", "5 jam")
    late = row(report_of(f"{ANSWERED}7 | Dewi | Sen 14.01 | | https://contoh.id/1").responses, "Batas", "5 jam")
    assert (in_time["Dijawab"], in_time["Dalam batas"], in_time["Bagian dalam batas"]) == (1, 1, 1.0)
    assert (late["Dijawab"], late["Lewat batas"], late["Bagian dalam batas"]) == (1, 1, 0.0)


def test_response_that_was_cancelled_is_told():
    log = "R1 2026-0001 acuan Sen 08.00\n1 | Dewi | Sen 08.10 | Batal"
    assert row(report_of(log).responses, "Batas", "5 jam")["Batal"] == 1


def test_rounds_and_revisions_are_counted_by_flow():
    p2 = row(november().rounds, "Alur", "P2")
    assert (p2["Lebih dari satu putaran"], p2["Bagian"], p2["Putaran terbanyak"]) == (1, 0.25, 2)
    assert p2["Keputusan Revisi"] == 1


def test_an_sop_that_calls_no_flow_ceremonial_has_no_table_of_kinds():
    first = office.SOP.versions[0]
    plain = first.model_copy(
        update={"flows": tuple(flow.model_copy(update={"ceremonial": False}) for flow in first.flows)}
    )
    log = f"{office.READY_TO_POST}\n5 | Dewi | Sel 12.30 | | https://contoh.id/1"
    kinds = [
        monthly_tables(office.checked(log, "Sel 13.00", sop=sop), np.datetime64("2026-11")).tables()["tabel_jenis"]
        for sop in (office.SOP, SopBook((plain,)))
    ]
    assert [len(table) for table in kinds] == [2, 0]
