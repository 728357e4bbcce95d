"""The sentences in which a month's report gives its verdict."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from core.monthly_log import november, report_of
from worklog.core.indonesian import percent_text
from worklog.core.reports.monthly.report import Monthly
from worklog.core.reports.monthly.trend import MonthFigures
from worklog.core.reports.monthly.verdict import conclusions, headline


def month(on_time: int, judged: int) -> MonthFigures:
    return MonthFigures(judged, 0, judged, judged, on_time, overdue=0, due=judged, steps=4, judged_steps=4, late=1)


def answers(report: Monthly, question: str) -> list[str]:
    """What is said to a question; what stands below it belongs to it as well."""
    table = pd.DataFrame(conclusions(report.grounds), columns=["question", "answer"])
    questions = table["question"].replace("", pd.NA).ffill()
    return table.loc[questions == question, "answer"].tolist()


def on(grounds: dict[str, object]) -> Monthly:
    """The report of November if these of its grounds were others."""
    return replace(november(), grounds=replace(november().grounds, **grounds))


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (
            month(9, 10),
            month(8, 10),
            "90,0% tayang tepat waktu (9 dari 10), ▲ naik 10,0 poin persen dari Oktober 2026 (8 dari 10)",
        ),
        (
            month(9, 12),
            month(10, 10),
            "75,0% tayang tepat waktu (9 dari 12), ▼ turun 25,0 poin persen dari Oktober 2026 (10 dari 10)",
        ),
        (month(2, 4), month(1, 2), "50,0% tayang tepat waktu (2 dari 4), sama dengan Oktober 2026 (1 dari 2)"),
        (month(4, 4), month(0, 0), "100,0% tayang tepat waktu (4 dari 4)"),
        (month(0, 0), month(1, 1), "Ketepatan belum dapat dihitung: belum ada yang tayang dan dapat dinilai."),
    ],
)
def test_headline_tells_the_share_and_how_it_changed(now, before, said):
    assert headline(on({"now": now, "before": before}).grounds) == said


@pytest.mark.parametrize(("now", "before"), [(month(9, 9), month(8, 10)), (month(9, 10), month(4, 5))])
def test_a_month_of_fewer_than_ten_items_shows_no_arrow_and_gives_no_verdict(now, before):
    report = on({"now": now, "before": before})
    assert "naik" in headline(report.grounds)
    assert not {"▲", "▼"} & set(headline(report.grounds))
    (said,) = answers(report, "Lebih baik dari bulan lalu?")
    assert said.startswith("Jumlahnya kurang dari 10, jadi belum dapat disimpulkan: naik")


def test_what_never_aired_and_is_overdue_lowers_the_share():
    three_of_eight = replace(month(3, 4), overdue=4, due=8)
    assert headline(on({"now": three_of_eight, "before": month(0, 0)}).grounds) == "37,5% tayang tepat waktu (3 dari 8)"


def test_month_without_anything_is_one_sentence():
    empty = report_of("")
    assert headline(empty.grounds) == "Tidak ada konten, respon, maupun langkah yang tercatat pada November 2026."
    assert conclusions(empty.grounds) == []


def test_punctuality_is_told_with_its_counts_the_overdue_ones_and_the_worst_flow():
    assert answers(november(), "Tepat waktu?") == [
        "3 dari 4 yang tayang dan dapat dinilai tepat waktu, 1 tidak. "
        "2 belum tayang padahal sudah lewat batas tayangnya. "
        "Paling rendah: R1 Respon: Kegiatan dan Informasi Umum, 0,0% (0 dari 1)."
    ]


def test_what_was_published_and_cannot_be_judged_is_told():
    unjudged = on({"now": replace(november().now, published=6)})
    assert "2 yang tayang masih perlu dilengkapi." in answers(unjudged, "Tepat waktu?")[0]


@pytest.mark.parametrize(
    ("before", "begins"),
    [
        (month(5, 10), "Ya: naik 25,0 poin persen dari Oktober 2026 (50,0%, 5 dari 10)."),
        (month(10, 10), "Tidak: turun 25,0 poin persen dari Oktober 2026 (100,0%, 10 dari 10)."),
        (month(12, 16), "Tetap: sama dengan Oktober 2026 (75,0%, 12 dari 16)."),
        (month(0, 0), "Belum dapat dibandingkan: pada Oktober 2026 belum ada yang tayang dan dapat dinilai."),
    ],
)
def test_better_or_worse_than_the_month_before(before, begins):
    (said,) = answers(on({"now": month(9, 12), "before": before}), "Lebih baik dari bulan lalu?")
    assert said.startswith(begins)


def test_late_steps_are_compared_with_the_month_before():
    (said,) = answers(november(), "Lebih baik dari bulan lalu?")
    assert said.endswith("Langkah terlambat 4,8%; bulan lalu 0,0%.")


def test_steps_and_roles_that_were_late_most_often_are_named():
    late = november().grounds.late_steps
    twice = on({"late_steps": pd.concat([late, late.tail(1)])})
    assert answers(twice, "Macet di langkah mana?") == [
        "P2.1 Pegawai yang bertugas siapkan konsep publikasi (2 kali); "
        "R1.1 Admin melaporkan komentar di media sosial yang perlu ditanggapi (1 kali); "
        "P2.2 Diperiksa Es. IV, sebelum diteruskan ke Es. III (1 kali)."
    ]
    assert answers(twice, "Macet di pelaksana mana?") == [
        "Fungsional Umum 2; Admin 1; Es. IV Kasubag 1 dari 4 keterlambatan."
    ]


def test_month_without_overruns_is_not_stuck():
    fine = on({"late_steps": november().grounds.late_steps.iloc[:0]})
    for question in ("Macet di langkah mana?", "Macet di pelaksana mana?"):
        assert answers(fine, question) == ["Tidak ada yang lewat batas."]


def test_what_should_be_changed_are_overdue_steps_first_and_what_cannot_be_judged():
    assert answers(november(), "Yang perlu diubah?") == [
        "Selesaikan 2 langkah yang masih lewat batas; yang paling lama konten 2026-0007.",
        "Lengkapi 2 konten; sebab terbanyak: D108 Waktu Acuan kosong (1).",
        "Bahan perbaikan SOP: 1 konten P2 mendapat Revisi (2026-0002), padahal batas 4 jam hanya cukup untuk satu putaran; "
        "1 di antaranya lewat batas.",
    ]


def test_steps_overdue_at_the_end_of_a_month_that_is_over_are_told_as_such():
    over = report_of("P2 2026-0001 acuan Sen 08.00", "2026-12-02T08:00")
    assert answers(over, "Yang perlu diubah?") == [
        "Selesaikan 1 langkah yang pada akhir bulan masih lewat batas; yang paling lama konten 2026-0001."
    ]


def test_limits_of_the_sop_that_do_not_fit_are_named():
    codes = [("P1.1", True), ("P2.1", False), ("P2.2", False), ("P2.3", False), ("R1.1", False)]
    limits = pd.DataFrame(codes, columns=["code", "tight"])
    said = answers(on({"limits": limits}), "Yang perlu diubah?")
    assert said[1] == "Batas yang sering terlewat: P1.1. Bahan perbaikan SOP ada pada lembar Terlambat."
    assert said[2].startswith("Batas yang terlalu longgar: P2.1, P2.2, P2.3 dan 1 lainnya.")


@pytest.mark.parametrize(
    ("share", "before", "said"),
    [
        (0.6, 0.7, ["Perbanyak informasi: 60,0% konten bersifat ceremonial, bulan lalu 70,0% (anjuran SOP)."]),
        (0.4, 0.3, ["Perbanyak informasi: 40,0% konten bersifat ceremonial, bulan lalu 30,0% (anjuran SOP)."]),
        (1.0, float("nan"), ["Perbanyak informasi: 100,0% konten bersifat ceremonial (anjuran SOP)."]),
        (0.4, 0.4, []),
        (0.4, float("nan"), []),
    ],
)
def test_more_information_is_asked_for_when_ceremonies_prevail_or_rise(share, before, said):
    assert answers(on({"ceremonial": share, "ceremonial_before": before}), "Yang perlu diubah?")[3:] == said


def test_month_in_which_all_is_well_says_so():
    good = report_of("P3 2026-0001 acuan Sen 08.00 jadwal Kam", "Sen 09.00")
    assert answers(good, "Yang perlu diubah?") == ["Tidak ada yang mendesak menurut catatan bulan ini."]


@pytest.mark.parametrize(("share", "text"), [(0.974, "97,4%"), (1.0, "100,0%"), (0.0, "0,0%"), (float("nan"), "–")])
def test_shares_are_written_the_indonesian_way(share, text):
    assert percent_text(share) == text
