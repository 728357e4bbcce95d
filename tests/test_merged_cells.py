"""Cells of the log that people merged downwards: told by every look, and nobody is accused or asked twice for them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import polars
import pytest
from openpyxl import load_workbook

from commands import NEWS, NOW, Office, call
from selection import first_ones
from worklog.jobs.timer_notes import TimerNotes

pytest_plugins = ("command_offices",)

LATER = "2026-11-23T10:00"
REMEDY = "Batalkan penggabungannya (Beranda > Gabungkan & Ketengahkan), isi tiap sel, lalu jalankan lagi."
ANOTHER = {**NEWS, "ID Konten": "2026-0119", "Judul": "Jam layanan"}


@pytest.fixture
def opened(office: Office) -> Office:
    """An office whose request has its steps, of which nobody has begun one."""
    assert office.run("setup_worklog").code == 0
    office.check(now=NOW)
    return office


@contextmanager
def changed(office: Office, tab: str) -> Iterator[tuple[Any, dict[str, str], int]]:
    """A tab as another program changes it: the sheet, the letters of its columns, the first row of its table."""
    book = load_workbook(office.workbook)
    sheet = book[tab]
    rows = [(cell.row, str(cell.value), cell.column_letter) for row in sheet["A1:W6"] for cell in row if cell.value]
    letters = {name: letter for _, name, letter in rows}
    yield sheet, letters, max(row for row, name, _ in rows if name in ("ID Konten", "Mulai", "Nama", "Sampai")) + 1
    book.save(office.workbook)


def merged(office: Office, tab: str, header: str, rows: tuple[int, int]) -> str:
    """Merge cells of a column, from and to a row of the table, counted from 0; the area."""
    with changed(office, tab) as (sheet, letters, first):
        area = f"{letters[header]}{first + rows[0]}:{letters[header]}{first + rows[1]}"
        sheet.merge_cells(area)
    return area


def done(office: Office, *times: str) -> None:
    """The first steps are done, each at its time by its role."""
    with changed(office, "Buku Kerja") as (sheet, letters, first):
        for at, moment in enumerate(times):
            sheet[f"{letters['Selesai']}{first + at}"] = f"23/11/2026 {moment}"


def rows_of_log(office: Office) -> list[tuple[Any, Any]]:
    return [
        row
        for row in zip(office.cells("Buku Kerja", "ID Konten"), office.cells("Buku Kerja", "No"), strict=True)
        if any(row)
    ]


def codes(office: Office) -> set[tuple[str, Any]]:
    return {(finding["code"], finding["step"]) for finding in office.document(now=LATER)["findings"]}


def test_ids_merged_over_two_steps_are_told_and_count_for_both(opened: Office) -> None:
    done(opened, "08:30", "09:00")
    before, log = codes(opened), rows_of_log(opened)
    area = merged(opened, "Buku Kerja", "ID Konten", (0, 1))
    told = opened.check(now=LATER)
    assert f"Tab Buku Kerja: sel {area} digabung, jadi hanya sel pertamanya terisi. {REMEDY}" in told.out
    assert codes(opened) == before
    assert [number for _, number in rows_of_log(opened)] == [number for _, number in log]


@pytest.mark.slow
def test_a_recap_of_offices_counts_them_as_the_check_does(opened: Office) -> None:
    done(opened, "08:30", "09:00")
    merged(opened, "Buku Kerja", "ID Konten", (0, 1))
    offices = opened.folder / "offices.json"
    source = {"path": str(opened.workbook)}
    offices.write_text(json.dumps({"offices": [{"name": "KPU Satu", "source": source}]}), encoding="utf-8")
    assert call("recap_offices", "--offices", offices, "--output", opened.folder / "rekap", "--now", LATER).code == 0
    (file,) = (opened.folder / "rekap").glob("Temuan Kantor *.parquet")
    theirs = polars.read_parquet(file)
    assert {*zip(theirs["code"], theirs["step"], strict=True)} == codes(opened)


@pytest.mark.slow
def test_ids_merged_over_an_item_that_nobody_began_append_nothing(opened: Office) -> None:
    log = rows_of_log(opened)
    merged(opened, "Buku Kerja", "ID Konten", (0, len(log) - 1))
    told = opened.check(now=LATER)
    assert "dibuka" not in told.out
    assert [number for _, number in rows_of_log(opened)] == [number for _, number in log]


@pytest.mark.slow
def test_ids_merged_over_two_items_keep_each_its_row(opened: Office) -> None:
    opened.type_into("Daftar Konten", 2, ANOTHER)
    opened.check(now=NOW)
    log = rows_of_log(opened)
    merged(opened, "Buku Kerja", "ID Konten", (len(log) // 2 - 1, len(log) // 2))
    told = opened.check(now=LATER)
    assert "dibuka" not in told.out
    assert not {code for code, _ in codes(opened)} & {"D101", "D115", "D109"}


def test_steps_merged_with_their_whole_rows_are_not_opened_again(opened: Office) -> None:
    done(opened, "08:30", "09:00")
    with changed(opened, "Buku Kerja") as (sheet, letters, first):
        sheet.merge_cells(f"A{first}:{letters['Catatan']}{first + 1}")
    count = len(rows_of_log(opened))
    told = opened.check(now=LATER)
    assert "digabung, jadi hanya sel pertamanya terisi." in told.out
    assert "dibuka lagi" not in told.out
    assert len(rows_of_log(opened)) <= count


@pytest.mark.parametrize("header", first_ones(["No", "Putaran", "Keputusan"]))
def test_what_tells_steps_apart_is_told_when_it_is_merged_and_opens_nothing(opened: Office, header: str) -> None:
    done(opened, "08:30", "09:00")
    merged(opened, "Buku Kerja", header, (0, 1))
    told = opened.check(now=LATER)
    assert "digabung, jadi hanya sel pertamanya terisi." in told.out
    assert "dibuka" not in told.out
    assert "U201" not in {code for code, _ in codes(opened)}


def test_numbers_merged_over_steps_that_follow_each_other_are_theirs(opened: Office) -> None:
    done(opened, "08:30", "09:00")
    before, log = codes(opened), rows_of_log(opened)
    merged(opened, "Buku Kerja", "No", (0, 2))
    told = opened.check(now=LATER)
    assert "digabung, jadi hanya sel pertamanya terisi." in told.out
    assert codes(opened) == before
    assert len(rows_of_log(opened)) == len(log)


def test_a_number_that_another_row_has_is_given_to_no_merged_one(opened: Office) -> None:
    done(opened, "08:30", "09:00")
    with changed(opened, "Buku Kerja") as (sheet, letters, first):
        sheet[f"{letters['No']}{first + 3}"] = 2
    merged(opened, "Buku Kerja", "No", (0, 1))
    found = {code for code, _ in codes(opened)}
    assert "D105" in found
    assert "D107" not in found


@pytest.mark.slow
def test_times_merged_over_two_steps_count_for_both(opened: Office) -> None:
    done(opened, "08:30")
    merged(opened, "Buku Kerja", "Selesai", (0, 1))
    told = opened.check(now=LATER)
    assert "digabung, jadi hanya sel pertamanya terisi." in told.out
    assert not codes(opened) & {("W402", 1), ("W402", 2)}


@pytest.mark.parametrize(
    ("tab", "header"), first_ones([("Daftar Konten", "Tanggal"), ("Petugas", "Nama"), ("Kalender", "Tanggal")])
)
def test_setup_and_check_tell_merged_cells_of_every_tab(opened: Office, tab: str, header: str) -> None:
    with changed(opened, tab) as (sheet, letters, _):
        sheet.merge_cells(f"{letters[header]}8:{letters[header]}9")
    sentence = f"Tab {tab}: sel {letters[header]}8:{letters[header]}9 digabung"
    told = opened.run("setup_worklog")
    assert sentence in told.out
    assert "Tidak ada yang perlu diperbaiki" not in told.out
    assert sentence in opened.check(now=LATER).out


@pytest.mark.slow
def test_merged_cells_do_not_hide_from_setup_that_checks_keep_failing(
    opened: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged(opened, "Buku Kerja", "ID Konten", (0, 1))
    monkeypatch.setattr(TimerNotes, "refused_again_and_again", lambda _: "Pemeriksaan terakhir gagal.")
    told = opened.run("setup_worklog")
    assert told.code == 2
    assert "belum masuk ke sana. Pemeriksaan terakhir gagal." in told.out
    assert "digabung, jadi hanya sel pertamanya terisi." in told.out


@pytest.mark.slow
def test_headers_and_cells_beside_each_other_may_be_merged(opened: Office) -> None:
    with changed(opened, "Buku Kerja") as (sheet, letters, first):
        sheet.merge_cells(f"{letters['Bukti']}{first}:{letters['Catatan']}{first}")
    assert "digabung" not in opened.check(now=LATER).out
    assert opened.run("setup_worklog").out.startswith("Tidak ada yang perlu diperbaiki")
