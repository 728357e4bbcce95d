"""The timer's duties in a real office: what is due is done once, what fails is told and tried again."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from commands import DRAFTED, NEWS, Office, plain_log
from mail_server import Mailbox, mail_server
from worklog.adapters.state.diary import CHECK, DAILY, MESSAGES, Diary
from worklog.adapters.state.run_log import RunLog
from worklog.adapters.state.state_file import open_state
from worklog.config.config import load_config
from worklog.messages import notices
from worklog.timer import duties as duties_module
from worklog.timer.duties import Duties

pytest_plugins = ("command_offices",)

MONDAY = datetime(2026, 11, 23, 8, 30)
"""The moment of the one request in the office's log."""


class Pc:
    """The office PC: its clock, and the program on it, which forgets all but its files when it is started again."""

    def __init__(self, office: Office, now: datetime = MONDAY) -> None:
        self.office, self.now = office, now
        self.duties = self._start()

    def _start(self) -> Duties:
        config = load_config(self.office.config)
        connection = open_state(config.state_folder / "jadwal.db", self.now).connection
        return Duties(config, connection, RunLog(self.log_file), lambda: self.now)

    @property
    def log_file(self) -> Path:
        return self.office.folder / "jadwal.log"

    @property
    def diary(self) -> Diary:
        return Diary(open_state(load_config(self.office.config).state_folder / "jadwal.db", self.now).connection)

    @property
    def reports(self) -> list[str]:
        return sorted(file.name for file in self.office.reports.glob("*.xlsx"))

    def start_again(self, at: datetime) -> None:
        self.now = at
        self.duties = self._start()

    def beat(self, at: datetime) -> list[str]:
        """What is written into the log at this moment, without the date before it."""
        before = len(self.said())
        self.now = at
        self.duties.do_all()
        return self.said()[before:]

    def said(self) -> list[str]:
        return [line[17:] for line in self.log_file.read_text("utf-8").splitlines()] if self.log_file.exists() else []


@pytest.fixture
def pc(office: Office) -> Pc:
    return Pc(office)


def test_the_first_beat_checks_and_opens_the_blocks(pc: Pc) -> None:
    (line,) = pc.beat(MONDAY)
    assert line.startswith("Pemeriksaan selesai: ")
    assert "5 baris, " in line
    assert "5 baris langkah dibuka di Buku Kerja untuk 2026-0118 putaran 1." in line
    assert pc.office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5]


def test_checks_keep_the_interval_of_the_configuration(pc: Pc) -> None:
    pc.beat(MONDAY)
    assert pc.beat(MONDAY + timedelta(minutes=9)) == []
    assert len(pc.beat(MONDAY + timedelta(minutes=10))) == 1
    evening = MONDAY.replace(hour=20)
    pc.beat(evening)
    assert pc.beat(evening + timedelta(minutes=59)) == []
    assert len(pc.beat(evening + timedelta(minutes=60))) == 1


def test_the_daily_report_is_made_at_its_time_once(pc: Pc) -> None:
    pc.beat(MONDAY.replace(hour=15, minute=29))
    assert pc.reports == []
    said = pc.beat(MONDAY.replace(hour=15, minute=30))
    path = pc.office.reports / "Laporan Harian 2026-11-23.xlsx"
    assert said[-1].startswith("Laporan harian 2026-11-23 selesai: ")
    assert said[-1].endswith(f"Berkas: {path}.")
    path.unlink()
    pc.beat(MONDAY.replace(hour=15, minute=31))
    pc.start_again(MONDAY.replace(hour=17))
    pc.beat(pc.now)
    assert pc.reports == [], "it is not made again, although somebody moved it away"


def test_what_was_missed_while_the_pc_was_off_is_made_at_the_next_start(office: Office) -> None:
    pc = Pc(office, datetime(2026, 11, 27, 8, 30))
    pc.beat(pc.now)
    pc.start_again(datetime(2026, 12, 1, 9))
    pc.beat(pc.now)
    days = ("2026-11-27", "2026-11-30")
    assert pc.reports == ["Laporan Bulanan 2026-11.xlsx", *(f"Laporan Harian {day}.xlsx" for day in days)]


@pytest.mark.slow
def test_the_recap_of_the_staff_comes_with_the_report_of_the_month(office: Office) -> None:
    office.configure(reports={"per_person": True})
    plain_log(office.workbook, [NEWS], [DRAFTED])
    pc = Pc(office)
    pc.beat(MONDAY)
    pc.start_again(datetime(2026, 12, 1, 9))
    said = next(line for line in pc.beat(pc.now) if line.startswith("Laporan bulanan 2026-11 selesai"))
    recap = pc.office.reports / "Rekap Pegawai 2026-11.xlsx"
    assert recap.is_file()
    assert said.endswith(f"Berkas: {recap}.")


def test_a_day_that_the_tab_kalender_closes_has_no_report(pc: Pc) -> None:
    pc.office.type_into("Kalender", 1, {"Tanggal": date(2026, 11, 24), "Jenis": "Libur"})
    pc.beat(datetime(2026, 11, 24, 16))
    assert pc.reports == ["Laporan Harian 2026-11-23.xlsx"]


@pytest.mark.slow
def test_a_day_closed_after_the_last_check_has_no_report_either(pc: Pc) -> None:
    tuesday = datetime(2026, 11, 24, 15, 25)
    pc.beat(tuesday)
    pc.office.type_into("Kalender", 1, {"Tanggal": date(2026, 11, 24), "Jenis": "Libur"})
    said = pc.beat(tuesday + timedelta(minutes=5))
    assert "Laporan harian 2026-11-24 selesai: " in said[-1]
    assert "Menurut tab Kalender hari itu bukan hari kerja" in said[-1]
    assert pc.reports == ["Laporan Harian 2026-11-23.xlsx"]


def test_a_missing_log_is_told_and_tried_again_and_nothing_is_lost(pc: Pc) -> None:
    aside = pc.office.workbook.rename(pc.office.folder / "dipindah.xlsx")
    at = MONDAY.replace(hour=15, minute=40)
    said = pc.beat(at)
    assert [line.split(":")[0] for line in said] == ["Pemeriksaan GAGAL", "Laporan harian 2026-11-23 GAGAL"]
    assert all("Buku kerja tidak ditemukan" in line for line in said)
    assert pc.beat(at + timedelta(minutes=5)) == [], "not every minute"
    said = pc.beat(at + timedelta(minutes=10))
    assert said[0].startswith("Pemeriksaan GAGAL (ke-2 berturut-turut): ")
    aside.rename(pc.office.workbook)
    pc.beat(at + timedelta(minutes=20))
    assert pc.reports == ["Laporan Harian 2026-11-23.xlsx"]
    assert pc.diary.failures() == {}


def test_one_duty_that_fails_keeps_no_other_from_its_work(pc: Pc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties_module.Desk, "check_and_publish", lambda _: 1 / 0)
    said = pc.beat(MONDAY.replace(hour=16))
    assert said[0].startswith("Pemeriksaan GAGAL: Perintah berhenti karena kesalahan yang tidak terduga (ZeroDivision")
    assert said[1].startswith("Laporan harian 2026-11-23 selesai")
    assert "ZeroDivisionError" in (pc.office.folder / "catatan-galat.log").read_text("utf-8")


def test_a_state_file_that_fails_is_told_and_ends_nothing(pc: Pc) -> None:
    pc.beat(MONDAY)
    pc.duties._connection.close()
    said = pc.beat(MONDAY + timedelta(minutes=10))
    assert said[0].startswith("Catatan jadwal tidak dapat ditulis")
    assert said[1].startswith("Pemeriksaan GAGAL")
    assert said[2].startswith("Perintah berhenti karena kesalahan yang tidak terduga")
    assert pc.duties.failed


def test_a_log_open_in_excel_is_no_failure(pc: Pc) -> None:
    pc.office.open_in_excel(pc.office.workbook)
    (line,) = pc.beat(MONDAY)
    assert line.startswith("Pemeriksaan selesai: ")
    assert "sedang dibuka di Excel oleh Rina" in line
    assert not pc.duties.failed


@pytest.mark.slow
def test_the_diary_keeps_how_the_runs_went(pc: Pc) -> None:
    pc.beat(MONDAY.replace(hour=16))
    check = pc.diary.last_success(CHECK)
    assert check is not None
    assert (check.rows, check.findings > 0, check.requests, check.started) == (5, True, 0, MONDAY.replace(hour=16))
    assert [run.job for run in pc.diary.runs(5)] == [DAILY, CHECK]


@pytest.mark.slow
def test_the_clock_set_back_makes_no_report_twice(pc: Pc) -> None:
    pc.beat(MONDAY.replace(hour=15, minute=45))
    written = (pc.office.reports / "Laporan Harian 2026-11-23.xlsx").stat().st_mtime_ns
    said = pc.beat(MONDAY.replace(hour=14, minute=45))
    assert [line.split(":")[0] for line in said] == ["Pemeriksaan selesai"]
    pc.beat(MONDAY.replace(hour=15, minute=45))
    assert (pc.office.reports / "Laporan Harian 2026-11-23.xlsx").stat().st_mtime_ns == written


# Messages


def with_mail(pc: Pc, port: int) -> None:
    mail = {"host": "localhost", "port": port, "security": "none", "sender": "robot@kpu.go.id"}
    pc.office.configure(notification={"email": mail, "kasubag": ["kasubag@kpu.go.id"]})
    pc.start_again(pc.now)


def test_mail_that_is_refused_is_a_failure_until_it_went_out(pc: Pc) -> None:
    box = Mailbox(data_answer="451 Try again later")
    with mail_server(box) as port:
        with_mail(pc, port)
        said = pc.beat(MONDAY.replace(hour=15, minute=30))
        assert said[-1].startswith("Pemberitahuan GAGAL: Belum terkirim ke kasubag@kpu.go.id")
        pc.beat(MONDAY.replace(hour=15, minute=31))
        assert pc.diary.failures() == {MESSAGES: 1}, "it still waits"
        box.data_answer = ""
        pc.beat(MONDAY.replace(hour=15, minute=45))
    assert len(box.subjects) == 1
    assert pc.diary.failures() == {}


@pytest.mark.slow
def test_one_crash_while_sending_is_over_when_nothing_waits(pc: Pc, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(notices, "deliver", lambda *_: 1 / 0)
        pc.beat(MONDAY)
    assert pc.diary.failures() == {MESSAGES: 1}
    pc.beat(MONDAY + timedelta(minutes=1))
    assert pc.diary.failures() == {}


# What staff see of it in Ringkasan


def ringkasan(pc: Pc) -> str:
    with CalamineWorkbook.from_path(pc.office.workbook) as book:
        rows = book.get_sheet_by_name("Ringkasan").to_python()
    return "\n".join(str(cell) for row in rows for cell in row if cell != "")


@pytest.mark.slow
def test_ringkasan_tells_when_the_next_reports_come(pc: Pc) -> None:
    pc.office.run("setup_worklog")
    pc.beat(MONDAY)
    text = ringkasan(pc)
    assert "Diperiksa otomatis setiap 10 menit pada jam kerja." in text
    assert "Laporan berikutnya: harian 23/11 15.30, bulanan 01/12 08.00." in text
    assert "gagal" not in text


@pytest.mark.slow
def test_ringkasan_tells_that_a_job_fails_again_and_again(pc: Pc) -> None:
    pc.office.run("setup_worklog")
    pc.office.reports.write_text("berkas, bukan folder", encoding="utf-8")
    at = MONDAY.replace(hour=15, minute=30)
    told = []
    for minutes in (0, 10, 20, 70):
        pc.beat(at + timedelta(minutes=minutes))
        told.append(re.findall(r"gagal .* Terakhir berhasil .*\d\d\.\d\d\.", ringkasan(pc)))
    once = ["gagal 1 kali berturut-turut. Terakhir berhasil 23 Nov 2026 15.30."]
    thrice = ["gagal 3 kali berturut-turut. Terakhir berhasil 23 Nov 2026 15.50."]
    assert told == [[], once, once, thrice]


@pytest.mark.slow
def test_ringkasan_says_nothing_of_a_timer_that_never_ran(office: Office) -> None:
    office.run("setup_worklog")
    office.check()
    with CalamineWorkbook.from_path(office.workbook) as book:
        assert "Diperiksa otomatis" not in str(book.get_sheet_by_name("Ringkasan").to_python())
