"""A log that checks cannot write into: no failure for a while, then told by every way there is, with its cause."""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path
from socket import gethostname
from zipfile import ZIP_DEFLATED, ZipFile

import psutil
import pytest

from commands import Office
from google_office import GoogleOffice
from mail_server import Mailbox, mail_server
from starting_system import System
from worklog.adapters.files import stale_locks
from worklog.adapters.state.diary import Diary
from worklog.adapters.state.state_file import open_state
from worklog.core.signs import Sign
from worklog.health.examination import examine

pytest_plugins = ("command_offices", "google_offices", "starting_systems")

MONDAY, NOON, TUESDAY = "2026-11-23T08:30", "2026-11-23T11:30", "2026-11-24T09:40"
"""The last one is 8 hours and 40 minutes of office time behind the first, the second 3."""
DAYS = 24 * 60 * 60
FINDINGS = 1
"""The exit code of a check that did its work; the one request is late by then."""


def signs(office: Office, now: str, beginning: str) -> list[Sign]:
    sections = examine(office.config, datetime.fromisoformat(now), timedelta(hours=7))
    return [sign for section in sections for sign in section.signs if sign.seen.startswith(beginning)]


def macro(office: Office) -> None:
    """Put something into the workbook that no rewriting keeps."""
    with ZipFile(office.workbook, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/vbaProject.bin", b"makro")


def left(office: Office, days: float, name: str = "~$Buku Kerja.xlsx", content: bytes = b"\x04Rina") -> Path:
    """Put a lock file beside the workbook that was made some days ago."""
    lock = office.folder / name
    lock.write_bytes(content)
    then = time.time() - days * DAYS
    os.utime(lock, (then, then))
    return lock


def is_written(office: Office) -> bool:
    return office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5]


# Not published


@pytest.fixture
def timed(office: Office, system: System) -> Office:
    """An office whose timer wrote the log on Monday morning."""
    assert office.run("run_schedule", now=MONDAY).code == 0
    return office


@pytest.mark.slow
def test_a_log_that_is_open_for_an_hour_is_no_failure_but_is_mentioned(timed: Office) -> None:
    timed.open_in_excel(timed.workbook)
    assert timed.run("run_schedule", now=NOON).code == FINDINGS
    (sign,) = signs(timed, NOON, "Pemeriksaan terakhir")
    assert sign.level == "note"
    assert sign.seen.endswith("Sejak 23 Nov 2026 08.30 tidak ada hasil baru di buku kerja.")
    assert sign.advice.startswith("Buku Kerja.xlsx sedang dibuka di Excel oleh Rina")


def test_a_log_that_stays_open_for_a_working_day_is_a_failure_that_names_who_has_it_open(timed: Office) -> None:
    timed.open_in_excel(timed.workbook)
    told = timed.run("run_schedule", now=TUESDAY)
    assert told.code == 2
    assert "Pemeriksaan GAGAL: Buku Kerja.xlsx sedang dibuka di Excel oleh Rina" in told.err
    assert "Sejak 23 Nov 2026 08.30, 8 jam kerja yang lalu atau lebih, tidak ada hasil baru di buku kerja" in told.err
    (sign,) = signs(timed, TUESDAY, "Pemeriksaan terakhir")
    assert sign.level == "wrong"
    assert "oleh Rina" in sign.seen


@pytest.mark.slow
def test_nights_and_holidays_do_not_count(timed: Office) -> None:
    timed.run("run_schedule", now="2026-11-27T16:25")
    timed.open_in_excel(timed.workbook)
    assert timed.run("run_schedule", now="2026-11-30T09:00").code == FINDINGS


@pytest.mark.slow
def test_the_hours_are_a_choice_of_the_office(timed: Office) -> None:
    timed.configure(schedule={"unwritten_hours": 2})
    timed.open_in_excel(timed.workbook)
    assert timed.run("run_schedule", now=NOON).code == 2


@pytest.mark.slow
def test_results_that_only_a_second_file_shows_for_a_day_are_a_failure_that_names_the_part(timed: Office) -> None:
    macro(timed)
    assert timed.run("run_schedule", now=NOON).code == FINDINGS
    told = timed.run("run_schedule", now=TUESDAY)
    assert told.code == 2
    assert "Buku Kerja.xlsx memuat makro" in told.err
    assert "Buku Kerja - Hasil.xlsx" in told.err


@pytest.mark.slow
def test_a_check_by_hand_ends_with_2_when_the_timer_could_not_write_for_a_day(timed: Office) -> None:
    timed.open_in_excel(timed.workbook)
    assert timed.check(now=NOON).code == FINDINGS
    told = timed.check(now=TUESDAY)
    assert told.code == 2
    assert "8 jam kerja yang lalu atau lebih" in told.out


def test_pengelola_is_told_once_and_once_when_it_is_over(office: Office) -> None:
    box = Mailbox()
    with mail_server(box) as port:
        email = {"host": "localhost", "port": port, "security": "none", "sender": "robot@kpu.go.id"}
        office.configure(notification={"email": email, "pengelola": ["pengelola@kpu.go.id"]})
        office.run("run_schedule", now=MONDAY)
        office.open_in_excel(office.workbook)
        for minute in (0, 20, 40):
            office.run("run_schedule", now=f"2026-11-25T09:{minute:02}")
        (office.folder / "~$Buku Kerja.xlsx").unlink()
        for minute in (0, 20):
            office.run("run_schedule", now=f"2026-11-25T10:{minute:02}")
    assert box.subjects == [
        "Pemeriksaan otomatis buku kerja media sosial terganggu",
        "Pemeriksaan otomatis buku kerja media sosial berjalan lagi",
    ]
    (_, alarm), _ = box.taken
    assert "sedang dibuka di Excel oleh Rina" in alarm.get_content()


@pytest.mark.slow
def test_setup_does_not_say_that_nothing_has_to_be_repaired_while_checks_are_refused(timed: Office) -> None:
    timed.run("setup_worklog")
    timed.open_in_excel(timed.workbook)
    timed.run("run_schedule", now=TUESDAY)
    assert timed.run("setup_worklog").out.startswith("Tidak ada yang perlu diperbaiki.")
    timed.run("run_schedule", now="2026-11-24T09:50")
    told = timed.run("setup_worklog")
    assert told.code == 2
    assert "Tidak ada yang perlu diperbaiki" not in told.out
    assert "gagal, 2 kali berturut-turut: Buku Kerja.xlsx sedang dibuka di Excel oleh Rina" in told.out


def test_setup_tells_of_a_workbook_that_no_check_can_write(timed: Office) -> None:
    macro(timed)
    told = timed.run("setup_worklog")
    assert told.code == 2
    assert "Buku Kerja.xlsx tidak dapat diisi, karena memuat makro" in told.err


def test_a_clock_that_ran_ahead_hides_nothing_for_years(tmp_path: Path) -> None:
    diary = Diary(open_state(tmp_path / "jadwal.db", datetime(2026, 11, 23)).connection)
    diary.note_written(datetime(2031, 1, 1))
    assert diary.last_written(datetime(2026, 11, 23)) == datetime(2026, 11, 23)
    assert diary.last_written(datetime(2026, 11, 25)) == datetime(2026, 11, 23)


def test_a_clock_whose_battery_is_empty_makes_nothing_old(tmp_path: Path) -> None:
    diary = Diary(open_state(tmp_path / "jadwal.db", datetime(2026, 11, 23)).connection)
    diary.last_written(datetime(2019, 1, 1))
    assert diary.last_written(datetime(2026, 11, 23)) == datetime(2026, 11, 23)


# Lock files that were left behind

a_lock_file_holds_for_days = pytest.mark.skipif(
    os.name == "nt", reason="Windows tells after a day or an hour whether a workbook is open"
)


def test_a_lock_file_of_excel_that_was_left_behind_is_told_and_passed_by(office: Office) -> None:
    lock = left(office, days=4)
    told = office.check()
    assert is_written(office)
    assert "Berkas kunci ~$Buku Kerja.xlsx dari Rina tertinggal sejak" in told.out
    assert "Hapus berkas kunci itu" in told.out
    assert lock.exists(), "nothing that a person or Excel made is deleted"
    assert "kunci ~$Buku Kerja.xlsx dari Rina tertinggal" in office.run("run_schedule").out


@pytest.mark.slow
def test_the_status_tells_of_a_lock_file_that_was_left_behind(timed: Office) -> None:
    left(timed, days=4)
    (sign,) = signs(timed, NOON, "Buku kerja terbaca")
    assert (sign.level, sign.advice) == ("note", "Hapus berkas kunci itu.")


@a_lock_file_holds_for_days
def test_a_lock_file_from_before_the_weekend_is_not_passed_by(office: Office) -> None:
    left(office, days=2.9)
    assert "sedang dibuka di Excel oleh Rina" in office.check().out
    assert not is_written(office)


def test_a_workbook_that_cannot_be_opened_for_writing_is_open_however_old_the_lock_file(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def shared(self: Path, mode: str = "r", **rest: object) -> object:
        """What Excel on Windows leaves to others: reading only."""
        if "+" in mode and self == office.workbook:
            raise PermissionError(13, "in use")
        return opened(self, mode, **rest)  # type: ignore[arg-type]

    left(office, days=400)
    monkeypatch.setattr(Path, "open", shared)
    assert "sedang dibuka di Excel oleh Rina" in office.check().out
    assert not is_written(office)


@pytest.mark.parametrize("runs", [True, False])
def test_a_lock_file_of_libreoffice_on_this_pc_holds_while_libreoffice_runs(
    office: Office, monkeypatch: pytest.MonkeyPatch, runs: bool
) -> None:
    class Process:
        info = {"name": "soffice.bin" if runs else None}  # noqa: RUF012

    monkeypatch.setattr(psutil, "process_iter", lambda _: [Process()])
    content = f",budi,{gethostname()},23.11.2026 08:00,file:///x;".encode()
    left(office, 0, ".~lock.Buku Kerja.xlsx#", content)
    told = office.check()
    assert is_written(office) is not runs
    assert (".~lock.Buku Kerja.xlsx# dari budi tertinggal" in told.out) is not runs


@a_lock_file_holds_for_days
def test_a_lock_file_of_libreoffice_on_another_pc_holds_for_days(office: Office) -> None:
    left(office, 0.5, ".~lock.Buku Kerja.xlsx#", b",budi,pc-humas-lain,23.11.2026 08:00,file:///x;")
    assert "sedang dibuka di LibreOffice oleh budi" in office.check().out


@pytest.mark.parametrize(
    ("opts", "seconds"), [("rw,fixed", stale_locks.OLD_HERE), ("rw,remote", stale_locks.OLD_ON_WINDOWS)]
)
def test_on_windows_an_hour_is_enough_for_a_drive_of_the_pc_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opts: str, seconds: int
) -> None:
    class Partition:
        def __init__(self) -> None:
            self.device, self.opts = f"{tmp_path.drive}\\", opts

    monkeypatch.setattr(stale_locks.os, "name", "nt")
    partition = Partition()
    partition.device = tmp_path.drive or ""
    monkeypatch.setattr(psutil, "disk_partitions", lambda: [partition])
    assert stale_locks._oldest(tmp_path / "Buku Kerja.xlsx") == seconds


# A Google Sheet


@pytest.fixture
def timed_sheet(google_office: GoogleOffice, system: System) -> GoogleOffice:
    google_office.run("run_schedule", now=MONDAY)
    return google_office


@pytest.mark.slow
def test_a_sheet_that_google_lets_nobody_write_into_for_a_day_is_a_failure(timed_sheet: GoogleOffice) -> None:
    reason = timed_sheet.stop_writing()
    assert timed_sheet.run("run_schedule", now=NOON).code == 0
    (sign,) = signs(timed_sheet, NOON, "Pemeriksaan terakhir")
    assert (sign.level, sign.advice.startswith(reason)) == ("note", True)
    told = timed_sheet.run("run_schedule", now=TUESDAY)
    assert told.code == 2
    assert f"Pemeriksaan GAGAL: {reason}" in told.err
    assert "Sejak 23 Nov 2026 08.30, 8 jam kerja yang lalu atau lebih, tidak ada hasil baru di Google Sheet" in told.err


@pytest.mark.slow
def test_a_sheet_that_still_says_all_there_is_to_say_is_current(timed_sheet: GoogleOffice) -> None:
    timed_sheet.run("run_schedule", now="2026-11-24T09:10")
    timed_sheet.stop_writing()
    assert timed_sheet.run("run_schedule", now="2026-11-24T10:00").code == 0
    assert timed_sheet.run("run_schedule", now="2026-11-25T09:50").code == 0, "it was confirmed less than 8 hours ago"
    assert timed_sheet.run("run_schedule", now="2026-11-25T11:00").code == 2
