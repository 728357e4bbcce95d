"""The three sentences on top: what is wrong, who has to act, whether it gets better."""

from __future__ import annotations

import numpy as np
import pytest

import office
from selection import first_ones
from worklog.core.reports.daily.report import daily_tables

TODAY, YESTERDAY = np.datetime64("2026-11-03"), np.datetime64("2026-11-02")


def answers(log: str, now: str, day: np.datetime64 = TODAY) -> list[str]:
    glance = daily_tables(office.checked(log, now), day).glance
    assert [question for question, _ in glance.answers()] == ["Yang salah", "Harus dikerjakan", "Membaik?"]
    return list(glance)


LATE = "P2 2026-000{} acuan Sel 0{}.00\n1\n"


def test_quiet_day_says_so():
    assert answers("", "Sel 11.45") == [
        "Tidak ada konten yang terlambat.",
        "Tidak ada langkah yang jatuh tempo hari itu.",
        "5 hari kerja terakhir: belum ada yang tayang atau selesai.",
    ]


def test_late_items_are_named_with_who_is_waited_for():
    assert answers(LATE.format(8, 8), "Sel 11.45")[0] == (
        "1 konten terlambat: 2026-0008 Judul 2026-0008 (lewat 1 jam 45 menit, menunggu Budi)."
    )


def test_of_many_late_items_the_latest_are_named():
    told = answers("".join(LATE.format(n, n) for n in (8, 9, 7, 6)), "Sel 13.30")[0]
    assert told.startswith("4 konten terlambat: 2026-0007 ")
    assert told.endswith("; dan 1 lainnya.")
    assert told.count("menunggu") == 3


def test_long_title_is_shortened():
    log = f"P2 2026-0001 acuan Sel 08.00 | Judul={'kata ' * 60}\n1"
    assert "kata kata… (lewat" in answers(log, "Sel 11.45")[0]
    assert len(answers(log, "Sel 11.45")[0]) < 150


def test_what_else_went_wrong_that_day_is_counted():
    log = f"""
    {office.READY_TO_POST}
    5 | Dewi | Sel 13.05 | | tanpa tautan
    """
    assert answers(log, "Sel 13.30")[0] == (
        "Tidak ada konten yang terlambat. 1 langkah selesai terlambat, 1 tayang tidak tepat waktu, 1 isian perlu diperbaiki."
    )


@pytest.mark.slow
def test_past_day_counts_what_was_to_repair_at_its_end():
    log = f"""
    {office.READY_TO_POST}
    5 | Dewi | Sel 12.00 | | tanpa tautan
    P2 2026-0002 acuan Rab 07.30
    1 | Budi | Rab 07.40
    """
    assert "1 isian perlu diperbaiki." in answers(log, "Rab 08.00")[0]


def test_steps_due_today_are_counted_by_person_the_one_with_late_ones_first():
    log = f"""
    {LATE.format(8, 8)}
    P2 2026-0002 acuan Sel 10.00
    1 | Budi | Sel 11.30 | | draf
    2
    P2 2026-0003 acuan Sel 11.00
    1 | Budi | Sel 11.40 | | draf
    2
    P3 2026-0004 acuan Sel 08.00 jadwal Jum depan
    1
    """
    assert answers(log, "Sel 11.45")[1] == "Budi 1 langkah (1 terlambat); Endah 2 langkah."


POST = """
P2 2026-000{0} acuan {1} 08.00
1 | Budi | {1} 08.40 | | draf
2 | Endah | {1} 08.50 | Setuju
3 | Agus | {1} 09.00 | Setuju
4 | Endah | {1} 09.10
5 | Dewi | {1} {2} | | https://contoh.id/{0}
"""


@pytest.mark.parametrize(
    ("last_week", "this_week", "expected"),
    first_ones(
        [
            ("09.20", "09.20", "tayang tepat waktu 100,0% (1 dari 1), sebelumnya 100,0% (1 dari 1): hampir sama"),
            ("13.05", "09.20", "tayang tepat waktu 100,0% (1 dari 1), sebelumnya 0,0% (0 dari 1): membaik"),
            ("09.20", "13.05", "tayang tepat waktu 0,0% (0 dari 1), sebelumnya 100,0% (1 dari 1): memburuk"),
        ]
    ),
)
def test_five_working_days_are_compared_with_the_five_before(last_week, this_week, expected):
    # The five working days up to Tuesday begin on Wednesday; the Tuesday of last week is the fifth of those before.
    log = POST.format(1, "Sel lalu", last_week) + POST.format(2, "Sen", this_week)
    assert expected in answers(log, "Sel 16.00")[2]


def test_steps_in_time_are_compared_as_well():
    log = POST.format(1, "Sel lalu", "13.05") + POST.format(2, "Sen", "09.20")
    assert answers(log, "Sel 16.00")[2].endswith(
        "langkah tepat waktu 100,0% (5 dari 5), sebelumnya 80,0% (4 dari 5): membaik."
    )


def test_nothing_before_is_said_and_not_compared():
    assert answers(POST.format(2, "Sen", "09.20"), "Sel 16.00")[2] == (
        "5 hari kerja terakhir: tayang tepat waktu 100,0% (1 dari 1), sebelumnya tidak ada; "
        "langkah tepat waktu 100,0% (5 dari 5), sebelumnya tidak ada."
    )
