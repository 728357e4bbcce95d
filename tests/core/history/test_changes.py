"""What a reading finds changed: the rows whose cells differ, by what they are about."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

import pytest

from core.history.remembered import Remembering
from office import grids_of
from worklog.core.history.changes import GONE, Change
from worklog.core.history.values import cell_text, read_cell
from worklog.core.log.behind import Behind

ITEM = "P2 2026-0118 acuan Sen 08.00\n"
ONE = ITEM + "1 | Budi | Sen 08.20 | | draf"
MORNING, NOON, EVENING = "2026-11-02T08:30", "2026-11-02T12:00", "2026-11-02T16:00"


def told(found: list[Change]) -> list[tuple[str, str, object]]:
    return [(c.tab, c.key, json.loads(c.cells) if c.cells != GONE else "hilang") for c in found]


def later(first: str, second: str) -> list[tuple[str, str, object]]:
    remembering = Remembering()
    remembering.see(MORNING, first)
    return told(remembering.see(NOON, second))


def test_a_log_that_is_read_again_without_an_edit_has_no_change() -> None:
    assert later(ONE, ONE) == []


def test_a_cell_that_is_typed_changed_or_emptied_is_the_change_of_its_row() -> None:
    typed = later(ITEM + "1 | Budi", ONE)
    assert typed == [("Buku Kerja", "2026-0118|1|1", {"Selesai": {"waktu": "2026-11-02T08:20:00"}, "Bukti": "draf"})]
    assert later(ONE, ITEM + "1 | Budi | Sen 08.20") == [("Buku Kerja", "2026-0118|1|1", {"Bukti": None})]


def test_rows_that_are_sorted_or_moved_down_are_no_change() -> None:
    grids = grids_of(ONE + "\n2 | Endah | Sen 08.40 | Setuju")
    remembering = Remembering()
    remembering.see(MORNING, grids)
    header, first, second = grids["Buku Kerja"]
    assert remembering.see(NOON, {**grids, "Buku Kerja": [header, [], second, first]}) == []


def test_a_row_that_is_deleted_is_gone_and_one_that_is_put_back_has_the_same_key() -> None:
    remembering = Remembering()
    remembering.see(MORNING, ONE)
    assert told(remembering.see(NOON, ITEM)) == [("Buku Kerja", "2026-0118|1|1", "hilang")]
    assert [place[:2] for place in told(remembering.see(EVENING, ONE))] == [("Buku Kerja", "2026-0118|1|1")]


def test_an_id_that_is_corrected_leaves_the_row_what_it_was() -> None:
    remembering = Remembering()
    remembering.see(MORNING, ONE)
    found = remembering.see(NOON, ONE.replace("0118", "0119"))
    assert [(c.tab, c.key, c.was) for c in found if c.tab == "Buku Kerja"] == [
        ("Buku Kerja", "2026-0119|1|1", "2026-0118|1|1")
    ]


def test_of_two_rows_about_the_same_each_stays_the_one_it_was() -> None:
    two = ITEM + "1 | Budi | Sen 08.20\n1 | Budi | Sen 09.20"
    assert later(two, ITEM + "1 | Budi | Sen 09.20\n1 | Budi | Sen 08.20") == []
    assert later(two, ITEM + "1 | Budi | Sen 09.20") == [("Buku Kerja", "2026-0118|1|1", "hilang")]
    assert len(later(ONE, ONE + "\n1 | Budi | Sen 10.20")) == 1


def test_a_blank_putaran_and_a_number_typed_as_text_are_the_same_row() -> None:
    assert later(ONE, ITEM + "1 | Budi | Sen 08.20 | | draf | Putaran=") == [
        ("Buku Kerja", "2026-0118|1|1", {"Putaran": None})
    ]


def test_the_same_time_is_the_same_whatever_fraction_of_a_second_the_file_gives() -> None:
    assert cell_text(datetime(2026, 11, 2, 8, 19, 59, 999_999)) == cell_text(datetime(2026, 11, 2, 8, 20))
    assert cell_text(118.0) == cell_text(118) != cell_text("118") != cell_text(True)
    assert cell_text(Behind("judul", link="https://x")) == cell_text("judul https://x")
    assert cell_text(Behind("https://x", link="https://x")) == cell_text("https://x")


@pytest.mark.parametrize(
    "cell",
    ["teks", 118, 0.5, True, datetime(2026, 11, 2, 8, 20), date(2026, 11, 2), time(8, 20), timedelta(hours=30)],
)
def test_a_remembered_cell_is_given_back_as_it_was(cell: object) -> None:
    assert read_cell(json.loads(cell_text(cell))) == cell


@pytest.mark.parametrize("cell", [None, "", Behind("")])
def test_a_blank_cell_is_not_remembered(cell: object) -> None:
    assert cell_text(cell) == ""


def test_a_value_of_no_known_kind_is_remembered_as_its_text() -> None:
    assert cell_text(1j) == '"1j"'


def test_a_number_that_json_does_not_know_is_remembered_as_its_text() -> None:
    assert [cell_text(float(number)) for number in ("inf", "-inf", "nan")] == ['"inf"', '"-inf"', '"nan"']


def moved(first: str, second: str) -> list[tuple[str, str, str]]:
    """Rows whose identity was corrected, and those that went: tab, key, the key before."""
    remembering = Remembering()
    remembering.see(MORNING, first)
    return [(c.tab, c.key, c.was) for c in remembering.see(NOON, second) if c.was or c.cells == GONE]


def test_an_id_that_is_corrected_while_something_else_is_typed_leaves_the_rows_what_they_were() -> None:
    two = ONE.replace("08.00\n", "08.00 | Judul=Jadwal\n") + "\n2 | Endah | Sen 08.40 | Setuju\n3"
    edited = (
        two.replace("0118", "0119")
        .replace("Jadwal", "Jadwal | Caption=Halo")
        .replace("Sen 08.20 | | draf", "Sen 08.20 | | draf | Catatan=nomor salah")
    )
    assert moved(two, edited.replace("Sen 08.40 | Setuju", "Sen 08.50 | Revisi")) == [
        ("Daftar Konten", "2026-0119", "2026-0118"),
        *(("Buku Kerja", f"2026-0119|1|{no}", f"2026-0118|1|{no}") for no in (1, 2, 3)),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Petugas: Siti | Fungsional Umum", "Petugas: Siti Aminah | Fungsional Umum"),
        (
            "Petugas: Siti | Fungsional Umum\nPetugas: Budi | Fungsional Umum",
            "Petugas: Siti A. | Fungsional Umum\nPetugas: Budi S. | Fungsional Umum",
        ),
        ("Kalender: Kam | | Libur", "Kalender: Jum | | Libur"),
    ],
)
def test_a_name_or_a_date_that_is_corrected_is_no_row_that_went(before: str, after: str) -> None:
    found = moved(before, after)
    assert found
    assert all(was for _, _, was in found)


def test_a_name_that_is_taken_out_went() -> None:
    before = "Petugas: Siti | Fungsional Umum\nPetugas: Joko | Fungsional Umum"
    assert moved(before, "Petugas: Siti | Fungsional Umum") == [("Petugas", "joko|fungsional umum", "")]


@pytest.mark.parametrize("cell", [{"waktu": "kemarin"}, {"detik": 1e300}, [1], {"lain": 1}])
def test_a_remembered_cell_that_is_none_is_its_text(cell: object) -> None:
    assert read_cell(cell) == json.dumps(cell)
