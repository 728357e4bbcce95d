"""`run_schedule.py --status`: what is told of the timer, the log, folders and the PC, and that nothing is changed."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path

import pytest

from commands import NEWS, Office, call, plain_log
from google_office import GoogleOffice
from snapshots import disk_state
from starting_system import System
from worklog.adapters.reports import pdf as report_pdf
from worklog.adapters.state.diary import CHECK, DAILY, MONTHLY, Diary, Run
from worklog.adapters.state.instance_lock import TIMER, only_one
from worklog.adapters.state.state_file import open_state
from worklog.config.config import load_config
from worklog.core.signs import Sign
from worklog.health import places
from worklog.health.examination import examine
from worklog.health.signs import OLD_MARKS, health_lines, is_well, look
from worklog.jobs import kept_in_workbook
from worklog.timer import startup

pytest_plugins = ("command_offices", "google_offices", "starting_systems")

MONDAY = datetime(2026, 11, 23, 10, 0)
WIB = timedelta(hours=7)
SUNK = "Folder laporan tidak dapat ditulis"


def lines(office: Office, now: datetime = MONDAY, offset: timedelta = WIB) -> list[str]:
    return health_lines(examine(office.config, now, offset), now)


def line(office: Office, beginning: str, now: datetime = MONDAY) -> str:
    """The one line of a sign, with its mark, and what is indented below it."""
    told = lines(office, now)
    (at,) = (number for number, text in enumerate(told) if text[2:].startswith(beginning))
    return "\n".join([told[at], *takewhile(lambda text: text.startswith("  "), told[at + 1 :])])


@contextmanager
def diary_of(office: Office, first: datetime = MONDAY) -> Iterator[Diary]:
    """The diary of a timer that was started first at that moment."""
    with closing(open_state(load_config(office.config).state_folder / "jadwal.db", first).connection) as connection:
        diary = Diary(connection)
        diary.first_start(first)
        yield diary
        connection.commit()


@contextmanager
def running(office: Office) -> Iterator[None]:
    with only_one(TIMER, load_config(office.config).log_identity, "sudah ada"):
        yield


@pytest.fixture
def office(office: Office, system: System) -> Office:
    """The office, on a system that starts nothing of it yet."""
    return office


@pytest.fixture
def well(office: Office) -> Iterator[Office]:
    """An office in which all is well this Monday: the timer runs, starts by itself, and did what was due."""
    startup.install(office.config, load_config(office.config))
    with diary_of(office, datetime(2026, 10, 5, 8)) as diary:
        for day in range(62):
            diary.finish(DAILY, f"{datetime(2026, 9, 22) + timedelta(day):%Y-%m-%d}", datetime(2026, 11, 20, 16))
        for month in ("2026-09", "2026-10"):
            diary.finish(MONTHLY, month, datetime(2026, 11, 2, 8))
        diary.note_run(Run(CHECK, "", MONDAY - timedelta(minutes=5), 1.2, True, 1069, 12))
    with running(office):
        yield office


def test_all_is_well(well: Office) -> None:
    config = load_config(well.config)
    assert lines(well) == [
        "Keadaan program pada Senin, 23 November 2026 pukul 10.00 WIB",
        "",
        "Jadwal",
        "✓ Jadwal sedang berjalan di PC ini.",
        "✓ Jadwal mulai sendiri bersama PC (sistem uji).",
        "✓ Pemeriksaan terakhir: 23 Nov 2026 09.55, berhasil (1.069 baris, 12 temuan). Berikutnya sekitar 10.05.",
        "✓ Laporan harian: yang terakhir untuk Minggu, 22 November 2026. Berikutnya: 23 Nov 2026 15.30.",
        "✓ Laporan bulanan: yang terakhir untuk Oktober 2026. Berikutnya: 1 Des 2026 08.00.",
        "",
        "Buku kerja, folder dan PC",
        "✓ Buku kerja terbaca: 1 konten, 0 baris langkah.",
        f"  {config.workbook}",
        f"✓ Folder laporan akan dibuat: {config.report_folder}",
        f"✓ Belum ada cadangan; dibuat otomatis sebelum buku kerja pertama kali ditulis: {config.backup_folder}",
        "✓ Belum ada riwayat buku kerja; dicatat sejak pemeriksaan pertama.",
        *(text for text in lines(well) if text.startswith("✓ Ruang disk tersisa ")),
        "✓ Templat laporan dan tabel SOP lengkap.",
        "✓ Jam PC: 23 Nov 2026 10.00 WIB.",
        f"✓ Berkas pengaturan dapat dipakai: {well.config}",
        "",
        "Kesimpulan: semuanya baik.",
    ]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process can only be set on POSIX")
def test_the_command_ends_with_0_when_all_is_well_and_with_1_when_not(
    well: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    time.tzset()
    told = call("run_schedule", "--config", well.config, "--status", "--now", MONDAY.isoformat())
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == lines(well)
    well.workbook.unlink()
    told = call("run_schedule", "--config", well.config, "--status", "--now", MONDAY.isoformat())
    assert (told.code, told.err) == (1, "")
    assert told.out.splitlines()[-1] == "Kesimpulan: 1 hal harus dibenahi (tanda ✗)."
    monkeypatch.undo()
    time.tzset()


def test_looking_changes_nothing_on_the_disk(well: Office) -> None:
    before = disk_state(well.folder)
    lines(well)
    assert disk_state(well.folder) == before


def test_a_fresh_copy_of_the_program_is_looked_at_before_anything_ran(office: Office, tmp_path: Path) -> None:
    office.workbook.unlink()
    before, locks = disk_state(office.folder), disk_state(Path(os.environ["XDG_STATE_HOME"]))
    told = lines(office)
    assert "✗ Jadwal tidak sedang berjalan di PC ini." in told
    assert "! Belum pernah ada pemeriksaan menurut jadwal." in told
    assert "✓ Laporan harian: belum pernah dibuat. Berikutnya: 23 Nov 2026 15.30." in told
    assert line(office, "Buku kerja: Buku kerja tidak ditemukan").startswith("✗ ")
    assert told[-1] == "Kesimpulan: 2 hal harus dibenahi (tanda ✗), 2 hal perlu diketahui (tanda !)."
    assert disk_state(office.folder) == before
    assert disk_state(Path(os.environ["XDG_STATE_HOME"])) == locks


def test_faults_of_the_configuration_are_signs_too(office: Office) -> None:
    office.configure(schedule={"daily_report_at": "jam tiga"})
    told = lines(office)
    assert told[2:4] == ["Pengaturan", f"✗ Pengaturan di {office.config} belum dapat dipakai:"]
    assert told[4].startswith("  - $.schedule.daily_report_at: harus jam seperti")
    assert not is_well(examine(office.config, MONDAY, WIB))


# The timer


def test_a_timer_that_does_not_run_is_told_with_what_to_do(office: Office) -> None:
    assert line(office, "Jadwal tidak sedang berjalan") == (
        "✗ Jadwal tidak sedang berjalan di PC ini.\n"
        "  Yang harus dilakukan: Klik dua kali scripts\\run_schedule_install.bat "
        "(atau: python scripts/run_schedule.py --install)."
    )
    assert line(office, "Jadwal belum mulai sendiri").startswith("! ")


def test_a_timer_that_was_registered_just_now_is_given_a_minute(office: Office) -> None:
    startup.install(office.config, load_config(office.config))
    told = line(office, "Jadwal tidak sedang berjalan")
    assert told.startswith("✗ ")
    assert "tunggu satu menit bila baru didaftarkan" in told


def test_an_office_that_has_the_system_start_each_round_needs_no_running_timer(office: Office) -> None:
    with diary_of(office) as diary:
        diary.note_run(Run(CHECK, "", MONDAY - timedelta(minutes=20), 1, True, 5))
    assert line(office, "Jadwal tidak sedang berjalan, tetapi").startswith("! ")
    assert line(office, "Jadwal tidak sedang berjalan", MONDAY + timedelta(hours=1)).startswith("✗ ")


def test_a_program_folder_that_was_moved_is_told(well: Office, system: System) -> None:
    system.entries[0] = replace(system.entries[0], command=["python", "E:/Medsos/scripts/run_schedule.py"])
    assert line(well, "Jadwal terdaftar di sistem uji").startswith(
        "✗ Jadwal terdaftar di sistem uji, tetapi untuk salinan"
    )


def test_failed_checks_tell_how_often_why_and_since_when(well: Office) -> None:
    with diary_of(well) as diary:
        for minute in (4, 3, 2):
            at = MONDAY - timedelta(minutes=minute)
            diary.note_run(Run(CHECK, "", at, 1, False, said="Buku kerja tidak ditemukan.\nPeriksa source.path."))
    assert line(well, "Pemeriksaan terakhir") == (
        "✗ Pemeriksaan terakhir: 23 Nov 2026 09.58, GAGAL "
        "(berhasil terakhir 23 Nov 2026 09.55; 3 kali berturut-turut).\n"
        "  Buku kerja tidak ditemukan.\n"
        "  Periksa source.path."
    )


def test_a_timer_that_hangs_is_told(well: Office) -> None:
    assert line(well, "Pemeriksaan terakhir", MONDAY + timedelta(minutes=20)).startswith("✓ ")
    later = line(well, "Pemeriksaan terakhir", MONDAY + timedelta(hours=1))
    assert later.startswith(
        "✗ Pemeriksaan terakhir: 23 Nov 2026 09.55, berhasil (1.069 baris, 12 temuan). Itu sudah lama"
    )


def test_a_report_that_is_due_is_waited_for_while_the_timer_runs(well: Office) -> None:
    told = line(well, "Laporan harian", datetime(2026, 11, 23, 15, 30))
    assert told.startswith(
        "! Laporan harian: yang terakhir untuk Minggu, 22 November 2026. Sudah waktunya dan belum dibuat: Senin, 23"
    )
    assert told.endswith("  Yang harus dilakukan: Tunggu beberapa menit; program membuatnya otomatis.")


def test_a_report_that_failed_tells_why(well: Office) -> None:
    with diary_of(well) as diary:
        at = datetime(2026, 11, 23, 15, 31)
        diary.note_run(Run(DAILY, "2026-11-23", at, 2, False, said="Laporan tidak dapat disimpan (disk penuh)."))
    told = line(well, "Laporan harian", datetime(2026, 11, 23, 15, 40))
    assert told.startswith("✗ ")
    assert told.endswith("\n  Percobaan 23 Nov 2026 15.31 gagal: Laporan tidak dapat disimpan (disk penuh).")


def test_reports_that_the_pc_missed_are_told_while_no_timer_runs(office: Office) -> None:
    with diary_of(office, datetime(2026, 10, 30, 8)):
        pass
    told = line(office, "Laporan bulanan")
    assert told.startswith("✗ Laporan bulanan: belum pernah dibuat. Sudah waktunya dan belum dibuat: Oktober 2026.")
    assert "Dibuat otomatis begitu jadwal berjalan." in told
    assert line(office, "Laporan harian").startswith("✗ ")


def test_days_off_of_the_tab_kalender_are_known(office: Office) -> None:
    workbook = office.workbook
    workbook.unlink()
    plain_log(workbook, [NEWS])
    assert "Berikutnya: 23 Nov 2026 15.30" in line(office, "Laporan harian")
    office.type_into("Kalender", 1, {"Tanggal": "23/11/2026", "Jenis": "Libur"})
    assert "Berikutnya: 24 Nov 2026 15.30" in line(office, "Laporan harian")


def test_a_broken_diary_is_told_and_left_as_it_is(office: Office) -> None:
    state = load_config(office.config).state_folder / "jadwal.db"
    state.parent.mkdir(parents=True)
    state.write_bytes(b"bukan SQLite " * 500)
    before = disk_state(office.folder)
    assert line(office, "Catatan jadwal di").startswith(f"✗ Catatan jadwal di {state} tidak dapat dibuka")
    assert disk_state(office.folder) == before


# Log, folders, PC


def test_a_log_open_in_excel_is_told_by_whom(office: Office) -> None:
    office.open_in_excel(office.workbook)
    told = line(office, "Buku kerja terbaca")
    assert told.startswith("! ")
    assert "sedang dibuka di Excel oleh Rina" in told


def test_a_log_that_may_not_be_written_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_in_workbook, "why_not_changeable", lambda file: "Permission denied")
    told = line(office, "Buku kerja terbaca")
    assert told.startswith("✗ Buku kerja terbaca, tetapi tidak boleh ditulis (Permission denied).")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that nobody may write")
def test_folders_that_cannot_be_written_are_told(office: Office) -> None:
    office.configure(reports={"folder": "/proc/laporan"}, backups={"folder": "/proc/cadangan"})
    assert line(office, SUNK).startswith(f"✗ {SUNK} (")
    assert line(office, "Folder cadangan tidak dapat ditulis").startswith("✗ ")


def test_backups_are_counted(office: Office) -> None:
    folder = load_config(office.config).backup_folder
    folder.mkdir()
    for day in ("2026-11-20", "2026-11-21"):
        (folder / f"Buku Kerja {day}.xlsx").touch()
    assert line(office, "Ada 2 cadangan") == f"✓ Ada 2 cadangan, yang terakhir Buku Kerja 2026-11-21.xlsx: {folder}"


@pytest.mark.parametrize(
    ("free", "mark", "told"), [(90_000_000, "✗", "0,1"), (900_000_000, "!", "0,9"), (2 * 10**12, "✓", "2.000,0")]
)
def test_little_room_on_the_disk_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch, free: int, mark: str, told: str
) -> None:
    monkeypatch.setattr(places, "free_bytes", lambda folder: free)
    assert line(office, "Ruang disk").startswith(f"{mark} Ruang disk tersisa {told} GB")


def test_the_folder_with_the_least_room_is_named_and_one_without_a_disk_behind_it_passed_by(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = load_config(office.config)
    config.backup_folder.mkdir()
    config.report_folder.mkdir()
    rooms = {config.report_folder: 900_000_000, config.backup_folder: None}
    monkeypatch.setattr(places, "free_bytes", lambda folder: rooms.get(folder, 10**12))
    assert line(office, "Ruang disk").startswith(f"! Ruang disk tersisa 0,9 GB di {config.report_folder}.")


def test_room_that_cannot_be_measured_anywhere_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "free_bytes", lambda folder: None)
    assert line(office, "Ruang disk").startswith("! Ruang disk tidak dapat diukur")


def test_templates_that_are_gone_or_damaged_are_told(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "TEMPLATES", tmp_path)
    (tmp_path / "laporan-harian.xlsx").write_bytes(b"PK terpotong")
    assert line(office, "Templat laporan hilang").startswith(
        "✗ Templat laporan hilang atau rusak: laporan-harian.xlsx, laporan-bulanan.xlsx di"
    )


def test_a_pdf_that_nothing_can_make_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.configure(reports={"pdf": True})
    monkeypatch.setattr(report_pdf, "find_libreoffice", lambda: None)
    assert line(office, "PDF tidak dibuat").startswith("! PDF tidak dibuat, karena LibreOffice belum terpasang")
    monkeypatch.setattr(report_pdf, "find_libreoffice", lambda: "soffice")
    assert line(office, "LibreOffice terpasang").startswith("✓ ")


@pytest.mark.parametrize(
    ("now", "noted", "hours", "level", "told"),
    [
        (MONDAY, None, 7, "fine", "Jam PC: 23 Nov 2026 10.00 WIB."),
        (MONDAY, MONDAY - timedelta(days=40), 7, "fine", "Jam PC: 23 Nov 2026 10.00 WIB."),
        (MONDAY, None, 8, "note", "Zona waktu PC bukan WIB"),
        (MONDAY, MONDAY + timedelta(days=2), 7, "wrong", "Padahal program pernah bekerja pada 25 Nov 2026 10.00."),
        (datetime(2012, 1, 1), None, 7, "wrong", "Jam PC salah."),
    ],
)
def test_a_wrong_clock_is_told(now: datetime, noted: datetime | None, hours: int, level: str, told: str) -> None:
    sign = places.clock_sign(now, noted, timedelta(hours=hours))
    assert sign.level == level
    assert told in sign.seen


# Google


def test_a_google_sheet_that_answers_says_that_network_and_key_are_fine(
    google_office: GoogleOffice, system: System
) -> None:
    assert line(google_office, "Internet tersambung").startswith("✓ Internet tersambung. Buku kerja terbaca: 0 konten")
    assert line(google_office, "Kunci Google").startswith(f"✓ Kunci Google dapat dipakai: {google_office.key}")
    assert not any("cadangan" in text for text in lines(google_office))


def test_a_missing_key_is_told_and_no_secret_is_shown(google_office: GoogleOffice, system: System) -> None:
    secret = google_office.key.read_text()[200:260]
    assert secret not in "\n".join(lines(google_office))
    google_office.key.unlink()
    assert line(google_office, "Kunci Google: Berkas kunci Google").startswith("✗ ")
    assert line(google_office, "Buku kerja: Berkas kunci Google").startswith("✗ ")


# How it is told


def test_a_look_that_fails_in_an_unknown_way_is_a_sign_and_no_traceback() -> None:
    def stumble() -> Sign:
        raise ZeroDivisionError("nol")

    assert look("Ruang disk", stumble) == [
        Sign("wrong", "Ruang disk tidak dapat diperiksa (ZeroDivisionError: nol).", "Tanyakan pengelola program.")
    ]


def test_old_consoles_get_marks_that_they_have(office: Office) -> None:
    told = health_lines(examine(office.config, MONDAY, WIB), MONDAY, OLD_MARKS)
    assert {text[0] for text in told if text and text[1:2] == " " and text[0] != " "} == {"x", "!", "+"}
    "\n".join(told).encode("cp1252")
