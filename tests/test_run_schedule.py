"""The timer and its one round, as its users run them; the first thing that a newcomer sees."""

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from commands import LATE, SCRIPTS, Example, Office, call, start
from mail_server import Mailbox, mail_server
from snapshots import disk_state
from worklog.timer import loop as timer

pytest_plugins = ("command_offices",)


def test_help_is_indonesian_and_names_every_option() -> None:
    told = call("run_schedule", "--help")
    assert told.code == 0
    assert "Menjalankan pemeriksaan dan laporan menurut jadwal" in told.out
    assert re.findall(r"^  (?:-h, )?(--[\w-]+)", told.out, re.MULTILINE) == [
        "--help", "--config", "--now", "--once", "--example", "--verbose", "--test-notification", "--install",
        "--uninstall", "--status",
    ]  # fmt: skip


# Once


def test_once_checks_and_tells_what_it_did(office: Office) -> None:
    told = office.run("run_schedule")
    assert (told.code, told.err) == (0, "")
    first, *rest = told.out.splitlines()
    assert first.startswith("23/11/2026 08.30 Pemeriksaan selesai: ")
    assert "5 baris langkah dibuka di Buku Kerja untuk 2026-0118 putaran 1." in first
    assert rest == [
        "Keadaan 23 Nov 2026 08.30 WIB: 1 konten (1 belum mulai).",
        "Penilaian: 1 sesuai, 0 tidak sesuai SOP, 0 perlu dilengkapi",
        "Temuan: 0 kesalahan, 0 peringatan, 0 catatan.",
        f"Buku kerja: {office.workbook}",
    ]
    assert not office.reports.exists(), "no report is due in the morning of the first day"


@pytest.mark.slow
def test_once_makes_the_reports_that_are_due_and_only_once(office: Office) -> None:
    office.run("run_schedule")
    told = office.run("run_schedule", now="2026-12-01T09:00")
    days = ("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30")
    names = ["Laporan Bulanan 2026-11.xlsx", *(f"Laporan Harian {day}.xlsx" for day in days)]
    assert sorted(disk_state(office.reports)) == names
    assert told.out.count("Laporan harian") == 6
    assert told.out.count("Laporan bulanan 2026-11 selesai") == 1
    told = office.run("run_schedule", now="2026-12-01T09:10")
    assert "Laporan" not in told.out


def test_once_with_error_findings_ends_with_code_1(office: Office) -> None:
    assert office.run("run_schedule", now=LATE).code == 1


def test_once_without_a_log_says_what_to_do_and_ends_with_code_2(office: Office) -> None:
    office.workbook.unlink()
    told = office.run("run_schedule")
    assert told.code == 2
    assert "Pemeriksaan GAGAL: Buku kerja tidak ditemukan" in told.err


@pytest.mark.slow
def test_once_verbose_tells_also_what_changed_nothing(office: Office) -> None:
    assert office.run("run_schedule", "--verbose").code == 0


@pytest.mark.slow
def test_a_log_open_in_excel_is_left_alone_and_the_report_is_made(office: Office) -> None:
    office.open_in_excel(office.workbook)
    before = office.workbook.read_bytes()
    told = office.run("run_schedule", now="2026-11-23T15:30")
    assert "Buku Kerja.xlsx sedang dibuka di Excel oleh Rina" in told.out
    assert office.workbook.read_bytes() == before
    assert list(disk_state(office.reports)) == ["Laporan Harian 2026-11-23.xlsx"]


# The worked example


def test_the_example_tells_what_was_found_and_where_its_files_lie(made_example: Example) -> None:
    told = made_example.told
    assert (told.code, told.err) == (1, "")
    assert re.match(r"Keadaan 27 Nov 2026 14\.10 WIB: 1\d\d konten \(", told.out)
    assert re.search(
        r"^Temuan: \d+ kesalahan, \d+ peringatan, \d+ catatan(; \d+ di antaranya .*)?\.$", told.out, re.MULTILINE
    )
    files = re.findall(r"^(?:Buku kerja|Laporan): (.+)$", told.out, re.MULTILINE)
    assert [Path(file).name for file in files] == [
        "Buku Kerja Contoh.xlsx", "Laporan Harian 2026-11-27.xlsx", "Laporan Bulanan 2026-11.xlsx",
    ]  # fmt: skip
    assert all(Path(file).is_file() for file in files)
    assert len(told.out.splitlines()) < 25


def test_every_item_of_the_example_is_published_in_its_log(example: Office) -> None:
    statuses = [text for text in example.cells("Daftar Konten", "Status") if text]
    typed = [name for name in example.cells("Daftar Konten", "ID Konten") if name]
    assert len(statuses) == len(typed) > 150
    assert {text.split(" · ")[1] for text in statuses} >= {"sesuai", "tidak sesuai SOP"}


@pytest.mark.slow
def test_a_second_run_keeps_what_was_typed_in_the_example_and_opens_no_block_again(example: Office) -> None:
    rows = [example.cells("Buku Kerja", header) for header in ("ID Konten", "Putaran", "No")]
    example.type_into("Buku Kerja", 1, {"Catatan": "diketik petugas"})
    told = call("run_schedule", "--once", "--example")
    assert told.code == 1
    assert "dibuka di Buku Kerja untuk" not in told.out
    assert example.cells("Buku Kerja", "Catatan")[0] == "diketik petugas"
    assert [example.cells("Buku Kerja", header) for header in ("ID Konten", "Putaran", "No")] == rows


@pytest.mark.slow
def test_a_newcomer_gets_the_example_from_a_fresh_copy_of_the_program(tmp_path: Path) -> None:
    program, elsewhere = tmp_path / "Program Kantor", tmp_path / "lain"
    shutil.copytree(SCRIPTS, program / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SCRIPTS.parent / "templates", program / "templates")
    elsewhere.mkdir()
    told = start("run_schedule", "--once", "--example", folder=elsewhere, scripts=program / "scripts")
    assert (told.code, told.err) == (1, "")
    made = [name for name in disk_state(program) if name.startswith("data/")]
    assert [name for name in made if name.endswith(".xlsx") and "cadangan" not in name] == [
        "data/contoh/Buku Kerja Contoh.xlsx",
        "data/contoh/laporan/Laporan Bulanan 2026-11.xlsx",
        "data/contoh/laporan/Laporan Harian 2026-11-27.xlsx",
    ]
    assert disk_state(elsewhere) == {}


# The timer


def test_the_timer_says_that_it_runs_and_how_to_stop_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(timer, "run_timer", interrupt)
    told = call("run_schedule", "--config", office.config)
    assert told.code == 130
    assert told.out.endswith(" Jadwal berjalan. Biarkan jendela ini terbuka; hentikan dengan Ctrl+C.\n")
    assert told.err == "Dihentikan dari papan ketik. Jalankan lagi kapan saja; tidak ada yang rusak.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C of another process can only be sent on POSIX")
def test_ctrl_c_ends_the_timer_without_a_traceback(office: Office) -> None:
    line = [sys.executable, str(SCRIPTS / "run_schedule.py"), "--config", str(office.config)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        # Each line comes at once, though the output goes into a pipe.
        assert "Jadwal berjalan." in process.stdout.readline().decode()
        assert "Pemeriksaan selesai" in process.stdout.readline().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert err.decode("utf-8").startswith("Dihentikan dari papan ketik.")


# Messages


def test_a_test_message_tells_for_each_recipient_whether_it_came_through(office: Office) -> None:
    box = Mailbox(answers=["250 OK", "550 no such user"])
    with mail_server(box) as port:
        email = {"host": "localhost", "port": port, "security": "none", "sender": "robot@kpu.go.id"}
        office.configure(notification={"email": email, "kasubag": ["kasubag@kpu.go.id", "lama@kpu.go.id"]})
        before = disk_state(office.folder)
        told = call("run_schedule", "--config", office.config, "--test-notification")
    assert (told.code, told.err) == (2, "")
    assert told.out.splitlines() == [
        "Terkirim ke kasubag@kpu.go.id.",
        "Tidak terkirim ke lama@kpu.go.id. Server surel menolak alamat penerima (kode 550). Periksa ejaan alamat itu.",
    ]
    assert disk_state(office.folder) == before


def test_a_test_message_that_came_through_everywhere_ends_with_code_0(office: Office) -> None:
    with mail_server(Mailbox()) as port:
        email = {"host": "localhost", "port": port, "security": "none", "sender": "robot@kpu.go.id"}
        office.configure(notification={"email": email, "pengelola": ["pengelola@kpu.go.id"]})
        told = call("run_schedule", "--config", office.config, "--test-notification")
    assert (told.code, told.out) == (0, "Terkirim ke pengelola@kpu.go.id.\n")


def test_without_recipients_a_test_message_says_what_to_fill_in(office: Office) -> None:
    told = call("run_schedule", "--config", office.config, "--test-notification")
    assert told.code == 2
    assert told.out.startswith("Belum ada penerima. Isi notification.kasubag atau notification.pengelola")
