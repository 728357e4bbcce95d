"""A rules: what earlier readings of the log saw. They explain, and change no verdict."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pytest

from core.history.remembered import Remembering, memory_of
from office import MONDAY, cell_of, found, grids_of, message, messages, office, places
from selection import first_ones
from worklog.core.judging.check import Checked, check
from worklog.core.log.grids import Grid

OPENED = """
P2 2026-0001 acuan Sen 08.00
1
2
3
4
5
"""
DONE = """
P2 2026-0001 acuan Sen 08.00
1 | Budi | Sen {finish} | | draf
2
3
4
5
"""


def remembered(*polls: tuple[str, str], now: str = "", **choices: Any) -> Checked:
    """The log as the last of these polls saw it, judged then; a poll is its moment and the log."""
    memory = memory_of([(moment(at), log) for at, log in polls])
    grids: dict[str, Grid] = dict(grids_of(polls[-1][1]))
    return check(grids, office(**choices), np.datetime64(moment(now or polls[-1][0]), "s"), memory)


def moment(text: str) -> datetime:
    at = cell_of(text)
    return at if isinstance(at, datetime) else datetime.fromisoformat(text)


def told(checked: Checked) -> list[tuple[str, str]]:
    return [(place, code) for place, code in found(checked) if code.startswith("A")]


def test_without_a_history_nothing_is_told() -> None:
    assert told(check(grids_of(DONE.format(finish="08.20")), office(), np.datetime64("2026-11-02T16:00", "s"))) == []


def test_a_history_of_a_log_that_is_empty_by_now_tells_only_what_is_gone() -> None:
    assert told(remembered(("Sen 08.00", DONE.format(finish="08.20")), ("Sen 09.00", ""))) == [
        ("Daftar Konten tanpa baris", "A603"),
        ("Buku Kerja tanpa baris", "A603"),
    ]
    assert told(remembered(("Sen 08.00", ""), ("Sen 09.00", ""))) == []


def test_a601_a_time_that_a_reading_more_than_an_hour_later_did_not_see() -> None:
    late = remembered(("Sen 08.00", OPENED), ("Sen 09.30", OPENED), ("Sen 10.00", DONE.format(finish="08.20")))
    assert told(late) == [("1 Selesai", "A601")]
    assert message(late, "A601") == (
        "2026-0001 langkah 1 tertulis selesai 2 Nov 2026 08.20. Isian itu terlihat pertama kali pada "
        "2 Nov 2026 10.00; pada 2 Nov 2026 09.30, 1 jam 10 menit (jam kerja) sesudah waktu itu, belum ada. "
        "Sebabnya dapat ditulis di Catatan. Catatan sekarang: (kosong)."
    )


def test_a601_what_staff_write_in_catatan_stands_beside_it() -> None:
    log = DONE.format(finish="08.20").replace("draf", "draf | Catatan=Rapat sejak pagi")
    late = remembered(("Sen 08.00", OPENED), ("Sen 09.30", OPENED), ("Sen 10.00", log))
    assert message(late, "A601").endswith("Catatan sekarang: Rapat sejak pagi.")


@pytest.mark.parametrize(("without", "expected"), [("Sen 09.20", []), ("Sen 09.21", [("1 Selesai", "A601")])])
def test_a601_an_hour_of_office_time_is_no_matter(without: str, expected: list[tuple[str, str]]) -> None:
    polls = ("Sen 08.00", OPENED), (without, OPENED), ("Sen 16.00", DONE.format(finish="08.20"))
    assert told(remembered(*polls)) == expected


def test_a601_the_office_may_choose_another_tolerance() -> None:
    from worklog.core.judging.settings import Settings

    polls = ("Sen 08.00", OPENED), ("Sen 08.40", OPENED), ("Sen 09.00", DONE.format(finish="08.20"))
    assert told(remembered(*polls, settings=Settings(late_entry_minutes=19))) == [("1 Selesai", "A601")]
    assert told(remembered(*polls, settings=Settings(late_entry_minutes=20))) == []


def test_a601_readings_that_were_missed_accuse_nobody() -> None:
    """The PC was off from Monday morning until Wednesday; whoever typed in time meanwhile is not told of."""
    assert told(remembered(("Sen 08.00", OPENED), ("Rab 10.00", DONE.format(finish="08.20")))) == []


def test_a601_nights_and_weekends_are_not_counted() -> None:
    friday = DONE.replace("Sen {finish}", "Jum 16.20")
    assert told(remembered(("Sen 08.00", OPENED), ("Sen depan 07.30", OPENED), ("Sen depan 08.00", friday))) == []


def test_a601_what_stood_there_when_the_history_began_is_not_judged() -> None:
    assert told(remembered(("Rab 10.00", DONE.format(finish="08.20")))) == []


def test_a601_a_row_that_was_deleted_and_put_back_is_not_late_by_it() -> None:
    done = DONE.format(finish="08.20")
    without = "P2 2026-0001 acuan Sen 08.00\n2\n3\n4\n5"
    assert (
        told(remembered(("Sen 08.00", OPENED), ("Sen 08.30", done), ("Sel 10.00", without), ("Rab 10.00", done))) == []
    )


def test_a601_a_row_whose_id_was_corrected_is_not_late_by_it() -> None:
    opened, done = (log.replace("08.00", "08.00 | Judul=Layanan") for log in (OPENED, DONE.format(finish="08.20")))
    polls = (
        ("Sen 08.00", opened.replace("0001", "001")),
        ("Sen 08.30", done.replace("0001", "001")),
        ("Rab 10.00", done),
    )
    assert told(remembered(*polls)) == []


def test_a601_a_clock_that_ran_ahead_makes_nobody_late() -> None:
    polls = ("Sen 08.00", OPENED), ("Jum 16.00", OPENED), ("Sen 08.40", DONE.format(finish="08.20"))
    assert told(remembered(*polls, now="Sen 08.40")) == []


def test_a602_a_time_a_decision_or_a_person_changed_afterwards() -> None:
    before = DONE.format(finish="08.20").replace("\n2\n", "\n2 | Endah | Sen 08.30 | Setuju\n")
    after = before.replace("08.20", "08.10").replace("Setuju", "Revisi").replace("| Endah", "| Sari")
    changed = remembered(("Sen 08.00", OPENED), ("Sen 08.40", before), ("Sen 08.50", after), ("Sen 09.00", after))
    assert [pair for pair in told(changed) if pair[1] == "A602"] == [
        ("1 Selesai", "A602"),
        ("2 Es. IV Kasubag", "A602"),
        ("2 Keputusan", "A602"),
    ]
    assert messages(changed, "A602")[0] == (
        "Selesai 2026-0001 langkah 1 berubah sesudah langkah itu selesai: 2 Nov 2026 08.20 → 2 Nov 2026 08.10, "
        "terlihat antara 2 Nov 2026 08.40 dan 2 Nov 2026 08.50. Sebabnya dapat ditulis di Catatan. "
        "Catatan sekarang: (kosong)."
    )


@pytest.mark.parametrize(
    ("before", "after"),
    first_ones(
        [
            ("1 | Budi | Sen 08.20", "1 | budi | Sen 08.20 | | draf"),  # the same name; what was blank is completed
            ("1 | Budi | kemarin", "1 | Budi | Sen 08.20"),  # a time that could not be read is put right
            ("2 | Endah | Sen 08.30 | oke deh", "2 | Endah | Sen 08.30 | Setuju"),  # a decision likewise
            ("2 | | Sen 08.30 | Setuju", "2 | Endah | Sen 08.30 | setuju"),
            ("1 | Budi | 2 Nov 2026 08.20", "1 | Budi | Sen 08.20"),  # the same moment, typed otherwise
            ("1 | Budi | Sen 08.20 | | draf", "1 | Budi | Sen 08.20 | | draf kedua | Catatan=berkas dipindah"),
            ("1 | Budi", "1 | Sari"),  # not finished yet
        ],
        3,
    ),
)
def test_a602_what_is_completed_put_right_or_not_watched_is_no_change(before: str, after: str) -> None:
    item = "P2 2026-0001 acuan Sen 08.00\n"
    assert told(remembered(("Sen 08.00", item), ("Sen 08.40", item + before), ("Sen 08.50", item + after))) == []


def test_a602_a_change_that_was_taken_back_is_not_told() -> None:
    first, second = DONE.format(finish="08.20"), DONE.format(finish="08.10")
    polls = ("Sen 08.00", OPENED), ("Sen 08.30", first), ("Sen 08.40", second), ("Sen 08.50", first)
    assert told(remembered(*polls)) == []


def test_a603_rows_and_items_that_vanished_until_they_are_put_back() -> None:
    done = DONE.format(finish="08.20")
    other = "P2 2026-0002 acuan Sen 08.00\n"
    polls = [("Sen 08.00", OPENED + other), ("Sen 08.30", done + other), ("Sen 09.00", OPENED.replace("\n1\n", "\n"))]
    gone = remembered(*polls)
    assert sorted(told(gone)) == [("Buku Kerja tanpa baris", "A603"), ("Daftar Konten tanpa baris", "A603")]
    assert sorted(messages(gone, "A603")) == [
        "2026-0002, Judul 2026-0002 tidak ada lagi di Daftar Konten, terlihat antara 2 Nov 2026 08.30 dan "
        "2 Nov 2026 09.00. Bila terhapus tanpa sengaja, ambil kembali dengan python scripts/log_history.py --deleted.",
        "Putaran 1 No 1 (Budi) tidak ada lagi di Buku Kerja, terlihat antara 2 Nov 2026 08.30 dan 2 Nov 2026 09.00. "
        "Bila terhapus tanpa sengaja, ambil kembali dengan python scripts/log_history.py --deleted.",
    ]
    assert told(remembered(*polls, ("Sen 09.30", done + other))) == []


def test_a603_a_row_that_was_opened_again_is_told_until_it_is_filled_again() -> None:
    done = DONE.format(finish="08.20")
    polls = [("Sen 08.00", OPENED), ("Sen 08.30", done), ("Sen 08.40", OPENED.replace("\n1\n", "\n"))]
    opened = remembered(*polls, ("Sen 08.50", OPENED))
    assert told(opened) == [("Buku Kerja tanpa baris", "A603")]
    assert messages(opened, "A603") == [
        "Putaran 1 No 1 (Budi) terhapus dari Buku Kerja, terlihat antara 2 Nov 2026 08.30 dan 2 Nov 2026 08.40, dan "
        "sudah dibuka lagi tanpa isiannya. Salin isiannya kembali dari hasil python scripts/log_history.py --deleted."
    ]
    assert told(remembered(*polls, ("Sen 08.50", OPENED), ("Sen 09.00", done))) == []
    otherwise = remembered(*polls, ("Sen 08.50", OPENED), ("Sen 09.00", done.replace("Budi", "Sari")))
    assert [code for _, code in told(otherwise)] == ["A602"]


def test_a603_rows_on_which_nobody_had_typed_and_those_gone_for_long_are_not_told() -> None:
    assert told(remembered(("Sen 08.00", OPENED), ("Sen 09.00", OPENED.replace("4\n5\n", "")))) == []
    polls = ("Sen 08.00", DONE.format(finish="08.20")), ("Sen 09.00", OPENED.replace("\n1\n", "\n"))
    assert places(remembered(*polls, now="2026-12-03T08:00"), "A603") == ["Buku Kerja tanpa baris"]
    assert places(remembered(*polls, now="2026-12-03T10:00"), "A603") == []


@pytest.mark.parametrize(("name", "found"), [("Contoh: Nama Pegawai", []), ("Bima", [("Petugas tanpa baris", "A603")])])
def test_a603_is_not_told_of_the_example_in_petugas(name: str, found: list[tuple[str, str]]) -> None:
    """Others, with other roles, stand in its place."""
    before, after = f"Petugas: {name} | Es. IV", "Petugas: Sari | Admin\nPetugas: Tono | Fungsional Umum"
    assert told(remembered(("Sen 08.00", OPENED + before), ("Sen 09.00", OPENED + after))) == found


AT_ONCE = """
P2 2026-0001 acuan Sen 08.00
1 | Budi | Sen 08.10 | | draf
2 | Endah | Sen 08.20 | Setuju
3 | Agus | Sen 08.30 | Setuju
4
5
"""


def test_a604_many_steps_of_an_item_filled_in_between_two_readings() -> None:
    at_once = remembered(("Sen 08.00", OPENED), ("Sen 08.50", OPENED), ("Sen 09.00", AT_ONCE))
    assert places(at_once, "A604") == ["Daftar Konten 2"]
    assert message(at_once, "A604").startswith("3 langkah 2026-0001 dengan waktu selesai yang berbeda")


@pytest.mark.parametrize(
    "polls",
    [
        [("Sen 08.00", OPENED), ("Sen 09.00", AT_ONCE)],  # no reading while they were done
        [("Sen 08.00", OPENED), ("Sen 08.15", OPENED), ("Sen 09.00", AT_ONCE)],  # only one is older than a reading
        [("Sen 08.50", AT_ONCE)],  # the history begins
    ],
)
def test_a604_steps_that_no_reading_missed_are_no_matter(polls: list[tuple[str, str]]) -> None:
    assert places(remembered(*polls), "A604") == []


def items(count: int, finish: str) -> str:
    return "\n".join(
        f"P2 2026-{n:04} acuan {day} 08.00\n1 | Budi | {day} {finish} | | draf"
        for n, day in enumerate(("Sen", "Sel", "Rab", "Kam", "Jum", "Sen depan", "Sel depan")[:count], 1)
    )


def test_a605_a_person_who_finishes_in_the_very_minute_of_the_limit_again_and_again() -> None:
    first = ("Sen 08.00", "P2 2026-0001 acuan Sen 08.00")
    limit = "10.00"
    exact = remembered(first, ("Rab depan 08.00", items(5, limit)))
    assert places(exact, "A605") == ["Petugas tanpa baris"]
    assert message(exact, "A605") == (
        "5 dari 5 langkah Budi tertulis selesai tepat pada menit batasnya. Bila memang demikian, biarkan; bila "
        "dibulatkan, tulis waktu yang sebenarnya."
    )
    assert places(remembered(first, ("Rab depan 08.00", items(4, limit))), "A605") == []
    assert places(remembered(first, ("Rab depan 08.00", items(5, "09.59"))), "A605") == []
    assert places(remembered(("Rab depan 08.00", items(5, limit))), "A605") == []


def test_no_finding_of_the_history_changes_a_verdict_or_the_status_of_a_row() -> None:
    polls = ("Sen 08.00", OPENED), ("Sen 09.30", OPENED), ("Sen 10.00", DONE.format(finish="08.20"))
    checked = remembered(*polls)
    without = check(grids_of(polls[-1][1]), office(), np.datetime64(moment("Sen 10.00"), "s"))
    assert told(checked)
    assert checked.items["verdict"].tolist() == without.items["verdict"].tolist()
    assert checked.log_states.tolist() == without.log_states.tolist()


def test_a_memory_until_a_moment_knows_nothing_of_later() -> None:
    memory = memory_of([(MONDAY.replace(hour=8), OPENED), (MONDAY.replace(hour=9), DONE.format(finish="08.20"))])
    assert len(memory.until(np.datetime64("2026-11-02T08:59", "s")).polls) == 1
    assert memory.until(np.datetime64("2026-11-01", "s")).lives == []


def test_times_that_google_gives_as_numbers_are_told_as_times() -> None:
    """46328 is 2 November 2026 for a sheet."""
    opened, first, second = (
        dict(grids_of(log)) for log in (OPENED, DONE.format(finish="08.20"), DONE.format(finish="08.40"))
    )
    for grid, minutes in ((first, 500), (second, 520)):
        column = grid["Buku Kerja"][0].index("Selesai")
        grid["Buku Kerja"] = [list(row) for row in grid["Buku Kerja"]]
        grid["Buku Kerja"][1][column] = 46328 + minutes / 1440
    remembering = Remembering()
    for at, grids in (("Sen 08.00", opened), ("Sen 08.30", first), ("Sen 09.00", second)):
        remembering.see(moment(at), grids)
    checked = check(second, office(), np.datetime64(moment("Sen 09.00"), "s"), remembering.memory)
    (message,) = messages(checked, "A602")
    assert "2 Nov 2026 08.20 → 2 Nov 2026 08.40" in message
