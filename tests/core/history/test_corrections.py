"""What was changed in closed months: rows whose own time lies there, and no work that was done since."""

from __future__ import annotations

import numpy as np
import pytest

from core.history.remembered import memory_of
from worklog.core.history.corrections import corrections
from worklog.core.history.months import Closed

CLOSED_AT, LATER = "2026-12-01T08:00:00", "2026-12-05T10:00:00"
DECEMBER = np.datetime64("2026-12")
ITEM = "P2 2026-0001 acuan Sen 08.00\n"


def closed(month: str = "2026-11", revision: int = 0, made: str = CLOSED_AT) -> Closed:
    return Closed(month, revision, made, "", "", "", (), (), "")


def told(then: str, now: str, *months: Closed) -> list[tuple[str, ...]]:
    memory = memory_of([("2026-11-30T16:00", then), (LATER, now)])
    table = corrections(memory, months or (closed(),), DECEMBER)
    return list(table.drop(columns="Terlihat").itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (
            "1 | Budi | Sen 08.20",
            "1 | Budi | Sen 08.10",
            ("Putaran 1 No 1: Selesai", "2 Nov 2026 08.20", "2 Nov 2026 08.10"),
        ),
        ("1 | Budi | Sen 08.20", "1 | Sari | Sen 08.20", ("Putaran 1 No 1: Fungsional Umum", "Budi", "Sari")),
        ("1 | Budi | Sen 08.20", "", ("Putaran 1 No 1", "ada", "tidak ada")),
        ("", "1 | Budi | Sen 08.20", ("Putaran 1 No 1", "tidak ada", "ada")),
        ("1 | Budi", "1 | Budi | Sen 08.20", ("Putaran 1 No 1: Selesai", "(kosong)", "2 Nov 2026 08.20")),
    ],
)
def test_a_row_of_a_closed_month_that_is_not_as_it_was(then: str, now: str, expected: tuple[str, ...]) -> None:
    assert told(ITEM + then, ITEM + now) == [("2026-11", "2026-0001", *expected)]


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("1 | Budi", "1 | Budi | 1 Des 2026 09.00"),
        ("", "1 | Budi | 1 Des 2026 09.00"),
        ("1", "1 | Budi"),
        ("1 | Budi | 30 Okt 2026 09.00", "1 | Budi | 30 Okt 2026 09.30"),
    ],
)
def test_work_of_another_month_or_without_a_time_is_no_correction(then: str, now: str) -> None:
    assert told(ITEM + then, ITEM + now) == []


def test_an_item_of_a_closed_month_that_is_registered_afterwards_or_changed() -> None:
    assert told("", ITEM) == [("2026-11", "2026-0001", "Daftar Konten", "tidak ada", "ada")]
    changed = told(ITEM, ITEM.replace("08.00", "09.00"))
    assert changed == [
        ("2026-11", "2026-0001", "Daftar Konten: Waktu Acuan", "2 Nov 2026 08.00", "2 Nov 2026 09.00"),
    ]


def test_without_a_closed_month_nothing_is_corrected() -> None:
    assert corrections(memory_of([(LATER, ITEM)]), (), DECEMBER).empty


def test_a_month_that_is_closed_late_takes_no_change_from_a_later_one() -> None:
    """September is closed after somebody edited November, whose changes its own Koreksi does not tell."""
    late = closed("2026-09", made="2026-12-06T08:00:00")
    assert len(told(ITEM + "1 | Budi | Sen 08.20", ITEM + "1 | Budi | Sen 08.10", closed(), late)) == 1


@pytest.mark.parametrize(
    "teller", [closed("2027-01", made="2026-12-06T08:00:00"), closed(revision=1, made="2026-12-06T08:00:00")]
)
def test_what_a_later_report_or_a_revision_told_is_not_told_again(teller: Closed) -> None:
    assert told(ITEM + "1 | Budi | Sen 08.20", ITEM + "1 | Budi | Sen 08.10", closed(), teller) == []


def test_a_time_without_a_year_is_of_the_year_in_which_it_was_seen() -> None:
    (row,) = told(ITEM + "1 | Budi | 2/11 08.20", ITEM + "1 | Budi | 2/11 08.10")
    assert row[:3] == ("2026-11", "2026-0001", "Putaran 1 No 1: Selesai")
