"""What the office finds again with log_history.py: how an item went, rows that are gone, the log as it was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import DRAFTED, LATE, NEWS, SOON, Office, Told, plain_log
from log_history import moment_or_day
from selection import first_ones
from worklog.adapters.history import history_file

pytest_plugins = ("command_offices",)


def history(office: Office) -> Path:
    (file,) = office.folder.glob("data/riwayat/*/riwayat.db")
    return file


def look(office: Office, *arguments: object) -> Told:
    return office.run("log_history", *arguments)


def delete_row(office: Office, tab: str, row: int) -> None:
    book = load_workbook(office.workbook)
    book[tab].delete_rows(row)
    book.save(office.workbook)


@pytest.fixture(scope="module")
def worked_once(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Three checks: the block is opened, its first step is done, and its time is changed."""
    office = Office(tmp_path_factory.mktemp("Kantor KPU"))
    office.configure()
    plain_log(office.workbook, [NEWS])
    office.check()
    office.type_into("Buku Kerja", 1, DRAFTED)
    office.check(now=SOON)
    office.type_into("Buku Kerja", 1, {"Selesai": datetime(2026, 11, 23, 8, 40)})
    office.check(now=LATE)
    return office


@pytest.fixture
def worked(worked_once: Office, tmp_path: Path) -> Office:
    """A copy, for tests that change something."""
    shutil.copytree(worked_once.folder, tmp_path / "salinan")
    return Office(tmp_path / "salinan")


def test_the_life_of_an_item_tells_what_was_changed_and_between_which_checks(worked: Office) -> None:
    told = look(worked, "--item", "2026-0118")
    assert told.code == 0
    assert told.out.splitlines() == [
        "Konten 2026-0118",
        "sebelum 23 Nov 2026 08.30: Daftar Konten: baris baru (ID Konten: 2026-0118; Tanggal: 23 Nov 2026; "
        "Alur: P2 Informasi Kepemiluan; Judul: Jadwal layanan PPID; Waktu Acuan: 23 Nov 2026 08.30; "
        "Caption: Selamat pagi, #TemanPemilih)",
        "antara 23 Nov 2026 08.30 dan 23 Nov 2026 09.05: Buku Kerja putaran 1 No 1 (Siti): baris baru "
        "(Fungsional Umum: Siti; Mulai: 23 Nov 2026 08.35; Selesai: 23 Nov 2026 08.50; Bukti: draf di folder bersama)",
        *(
            f"antara 23 Nov 2026 08.30 dan 23 Nov 2026 09.05: Buku Kerja putaran 1 No {step}: baris baru"
            for step in (2, 3, 4, 5)
        ),
        "antara 23 Nov 2026 09.05 dan 23 Nov 2026 14.00: Buku Kerja putaran 1 No 1 (Siti): "
        "Selesai: 23 Nov 2026 08.50 → 23 Nov 2026 08.40",
        "Riwayat sejak 23 Nov 2026 08.30; tanpa riwayat sebelum itu.",
    ]


@pytest.mark.slow
def test_an_item_that_was_never_there_is_told_as_that(office: Office) -> None:
    office.check()
    assert "Tidak pernah terlihat" in look(office, "--item", "2026-0999").out


def test_rows_that_were_deleted_are_listed_ready_to_paste(worked: Office) -> None:
    assert "Tidak ada baris yang hilang." in look(worked).out
    delete_row(worked, "Buku Kerja", 2)
    worked.check(now="2026-11-23T15:00")
    lines = look(worked, "--deleted").out.splitlines()
    assert lines[0] == "Buku Kerja: 1 baris hilang"
    assert lines[2] == "  Hilang antara 23 Nov 2026 14.00 dan 23 Nov 2026 15.00:"
    pasted = dict(zip(lines[1].split("\t"), lines[3].split("\t"), strict=True))
    assert {header: pasted[header] for header in ("ID Konten", "No", "Fungsional Umum", "Selesai", "Bukti")} == {
        "ID Konten": "2026-0118",
        "No": "1",
        "Fungsional Umum": "Siti",
        "Selesai": "23/11/2026 08:40",
        "Bukti": "draf di folder bersama",
    }


def test_the_address_behind_a_title_is_not_lost_with_its_row(worked: Office) -> None:
    book = load_workbook(worked.workbook)
    column = next(
        cell.column for row in book["Buku Kerja"].iter_rows(max_row=6) for cell in row if cell.value == "Bukti"
    )
    cell = next(
        row[column - 1] for row in book["Buku Kerja"].iter_rows() if row[column - 1].value == "draf di folder bersama"
    )
    cell.hyperlink = "https://contoh.id/draf"
    cell.value = "draf di folder bersama"
    book.save(worked.workbook)
    worked.check(now="2026-11-23T14:30")
    delete_row(worked, "Buku Kerja", 2)
    worked.check(now="2026-11-23T15:00")
    assert "\tdraf di folder bersama https://contoh.id/draf\t" in look(worked, "--deleted").out


@pytest.mark.slow
def test_deleted_rows_can_be_had_as_a_workbook(worked: Office) -> None:
    delete_row(worked, "Buku Kerja", 2)
    worked.check(now="2026-11-23T15:00")
    target = worked.folder / "hilang.xlsx"
    assert look(worked, "--deleted", "--output", target).code == 0
    copy = Office(worked.folder / "lain")
    copy.folder.mkdir()
    copy.configure(source={"type": "workbook", "path": str(target)})
    assert [who for who in copy.cells("Buku Kerja", "Fungsional Umum") if who] == ["Siti"]


def test_the_log_as_it_was_is_written_into_a_new_workbook(worked: Office) -> None:
    before = worked.workbook.read_bytes()
    target = worked.folder / "dulu" / "Buku Kerja Senin.xlsx"
    told = look(worked, "--at", "2026-11-23T13:00", "--output", target)
    assert told.code == 0
    assert told.out.splitlines()[0] == "Keadaan buku kerja yang terlihat pada 23 Nov 2026 09.05."
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    copy = Office(target.parent)
    copy.configure(source={"type": "workbook", "path": target.name})
    assert copy.cells("Buku Kerja", "Selesai")[0] == datetime(2026, 11, 23, 8, 50)
    assert copy.cells("Daftar Konten", "Judul")[0] == "Jadwal layanan PPID"
    assert worked.workbook.read_bytes() == before
    assert copy.check("--no-publish", now=SOON).code == 0


def test_no_file_that_is_there_is_written_over(worked: Office) -> None:
    before = worked.workbook.read_bytes()
    told = look(worked, "--at", "2026-11-23T13:00", "--output", worked.workbook)
    assert (told.code, worked.workbook.read_bytes()) == (2, before)
    assert "tidak ditimpa" in told.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    first_ones(
        [
            (("--at", "2026-11-20T08:00", "--output", "dulu.xlsx"), "Riwayat sejak 23 Nov 2026 08.30"),
            (("--at", "2026-11-23T08:00"), "tambahkan --output"),
            (("--at", "kemarin", "--output", "dulu.xlsx"), '"kemarin" bukan tanggal dan jam setempat'),
            (("--at", "2026-11-23T08:00+07:00", "--output", "dulu.xlsx"), "tanpa zona waktu"),
            (("--at", "23/11/2026", "--output", "."), ". adalah folder"),
            (("--item", " "), "tulis ID kontennya"),
            (("--item", "2026-0118", "--output", "dulu.xlsx"), "--output hanya untuk --at dan --deleted"),
        ],
        2,
    ),
)
def test_what_cannot_be_looked_at_is_told(office: Office, arguments: tuple[str, ...], said: str) -> None:
    office.check()
    told = look(office, *arguments)
    assert told.code == 2
    assert said in told.err


def test_without_a_history_it_is_told_where_it_comes_from(office: Office) -> None:
    told = look(office, "--item", "2026-0118")
    assert told.code == 2
    assert "Belum ada riwayat" in told.err


def test_a_whole_history_is_told_with_its_fingerprint_and_an_altered_one_ends_with_1(worked: Office) -> None:
    told = look(worked, "--verify")
    assert told.code == 0
    assert told.out.startswith("Riwayat utuh: 11 catatan, sidik terakhir ")
    with closing(sqlite3.connect(history(worked))) as connection, connection:
        connection.execute("UPDATE entries SET body = replace(body, '08:50', '08:30')")
    told = look(worked, "--verify")
    assert told.code == 1
    assert "TIDAK utuh" in told.out


def test_a_broken_history_is_told_and_ends_with_1(worked: Office) -> None:
    file = history(worked)
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * 20_000)
    told = look(worked, "--verify")
    assert told.code == 1
    assert "rusak" in told.out


def test_a_check_that_writes_nothing_remembers_nothing(office: Office) -> None:
    office.check("--no-publish")
    assert not (office.folder / "data").exists()


def test_a_check_whose_history_cannot_be_written_does_its_work_and_says_so(office: Office) -> None:
    (office.folder / "data").write_text("sebuah berkas di tempat folder")
    told = office.check()
    assert told.code == 0
    assert "Riwayat buku kerja tidak dapat dicatat." in told.out
    assert office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5]


@pytest.mark.slow
def test_a_log_without_a_column_is_told_by_the_check_and_not_remembered(office: Office) -> None:
    office.check()
    book = load_workbook(office.workbook)
    book["Buku Kerja"].delete_cols(1)
    book.save(office.workbook)
    assert office.check(now=SOON).code == 2
    assert look(office, "--verify").out.startswith("Riwayat utuh: 3 catatan")


def test_a_broken_history_is_put_aside_by_the_next_check_which_tells_it(office: Office) -> None:
    office.check()
    history(office).write_bytes(b"bukan basis data" * 1000)
    told = office.check(now=SOON)
    assert told.code == 0
    assert "Berkas riwayat rusak; disimpan sebagai riwayat rusak 2026-11-23 09.05.00.db" in told.out


@pytest.mark.slow
def test_a_copy_of_each_day_is_kept_as_many_as_the_office_wants(office: Office) -> None:
    office.configure(history={"copies": 2})
    for day in (23, 24, 25, 26):
        office.type_into("Daftar Konten", 1, {"Caption": f"Selamat pagi, hari {day}"})
        office.check(now=f"2026-11-{day}T08:30")
    kept = sorted(path.name for path in history(office).parent.glob("cadangan/*"))
    assert kept == ["riwayat 2026-11-25.db", "riwayat 2026-11-26.db"]


@pytest.mark.slow
def test_the_state_of_the_history_is_seen_with_the_state_of_all_else(office: Office, worked: Office) -> None:
    assert "Belum ada riwayat buku kerja" in office.run("run_schedule", "--status").out
    assert "Riwayat buku kerja utuh sejak 23 Nov 2026 08.30 (11 catatan" in worked.run("run_schedule", "--status").out
    with closing(sqlite3.connect(history(worked))) as connection, connection:
        connection.execute("UPDATE entries SET body = replace(body, '08:50', '08:30')")
    assert "Riwayat buku kerja TIDAK utuh" in worked.run("run_schedule", "--status").out


def test_hours_that_the_office_changes_are_noted_and_told_in_ringkasan(worked: Office) -> None:
    worked.run("setup_worklog")
    worked.configure(working_hours={"jumat": "08:00-11:00"})
    worked.check(now="2026-11-24T08:00")
    told = [
        str(cell.value) for row in load_workbook(worked.workbook)["Ringkasan"].iter_rows() for cell in row if cell.value
    ]
    assert [text for text in told if text.startswith("Berubah sejak 24 Nov 2026: Kalender, jam kerja.")]


@pytest.mark.parametrize(
    "statement",
    first_ones(
        [
            "DELETE FROM entries WHERE number = 1",
            "UPDATE entries SET at = 'kemarin' WHERE kind = 'lihat'",
            "UPDATE entries SET body = NULL WHERE kind = 'baris'",
            "UPDATE entries SET body = '{' WHERE kind = 'dasar'",
            "UPDATE live SET cells = '{'",
        ],
        1,
    ),
)
def test_a_history_that_was_edited_stops_no_check_and_no_report_and_is_told_once(
    worked: Office, statement: str
) -> None:
    with closing(sqlite3.connect(history(worked))) as connection, connection:
        connection.execute(statement)
    assert look(worked, "--verify").code == 1
    assert "TIDAK utuh" in worked.run("run_schedule", "--status").out
    worked.type_into("Buku Kerja", 1, {"Catatan": "baru"})
    told = [worked.check(now="2026-11-23T15:00"), worked.run("report_daily", now="2026-11-23T15:10")]
    told += [look(worked, "--item", "2026-0118"), look(worked, "--deleted")]
    assert not [each for each in told if "tidak terduga" in each.out + each.err]
    assert {told[0].code, told[1].code} <= {0, 1}
    assert told[0].out.count("rusak atau diubah orang") == 1


def test_a_history_that_another_program_uses_is_waited_for_and_told_once(
    worked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_file, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(history(worked), isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("DELETE FROM live")
        told = worked.check(now="2026-11-23T15:00")
        other.execute("ROLLBACK")
    assert told.code in (0, 1)
    assert told.out.count("sedang dipakai program lain") == 1


@pytest.mark.parametrize("at", ["23/11/2026 09:10", "23/11/2026 09.10", "2026-11-23 09:10", "2026-11-23T09:10:00"])
def test_a_moment_is_taken_as_people_and_programs_write_it(at: str) -> None:
    assert moment_or_day(at) == datetime(2026, 11, 23, 9, 10)


def test_a_day_alone_is_its_end_and_a_name_with_a_full_stop_stays(worked: Office) -> None:
    told = look(worked, "--at", "23/11/2026", "--output", worked.folder / "Keadaan 23.11")
    assert "terlihat pada 23 Nov 2026 14.00" in told.out
    assert (worked.folder / "Keadaan 23.11.xlsx").exists()
