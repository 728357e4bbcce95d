"""The plain timer: which jobs it has, when they run, what they say, and that one of them failing ends nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from schedule import Job, Scheduler

from commands import Office
from worklog.config import load_config
from worklog.timer import make_scheduler, run_timer

pytest_plugins = ("command_offices",)

MONDAY = datetime(2026, 11, 23, 8, 30)


class Stopped(Exception):
    """Ends the endless loop in a test."""


def jobs_of(office: Office, now: datetime, said: list[str]) -> list[Job]:
    """The jobs of an office's timer: check, daily report, monthly report."""
    return make_scheduler(load_config(office.config), lambda: now, said.append).get_jobs()


def test_the_jobs_run_when_the_configuration_says(office: Office) -> None:
    office.configure(schedule={"check_every_minutes": 7, "daily_report_at": "16:05", "monthly_report_at": "07:45"})
    check, daily, monthly = jobs_of(office, MONDAY, [])
    assert (check.interval, check.unit) == (7, "minutes")
    assert (daily.interval, daily.unit, str(daily.at_time)) == (1, "days", "16:05:00")
    assert (monthly.interval, monthly.unit, str(monthly.at_time)) == (1, "days", "07:45:00")


def test_the_check_publishes_and_says_so_in_few_lines(office: Office) -> None:
    said: list[str] = []
    jobs_of(office, MONDAY, said)[0].run()
    assert said == [
        "23/11/2026 08.30 Keadaan 23 Nov 2026 08.30 WIB: 1 konten (1 belum mulai).",
        "23/11/2026 08.30 Penilaian: 1 sesuai, 0 melanggar, 0 belum dapat dinilai",
        "23/11/2026 08.30 Temuan: 0 kesalahan, 0 peringatan, 0 catatan.",
        "23/11/2026 08.30 5 baris langkah dibuka di Buku Kerja untuk 2026-0118 putaran 1.",
        "23/11/2026 08.30 Hasil pemeriksaan ditulis di Buku Kerja.xlsx, tab Hasil dan Ringkasan.",
    ]
    assert office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5]


def test_the_daily_report_is_that_of_the_day(office: Office) -> None:
    said: list[str] = []
    jobs_of(office, MONDAY, said)[1].run()
    assert said == [f"23/11/2026 08.30 Laporan: {office.reports / 'Laporan Harian 2026-11-23.xlsx'}"]


@pytest.mark.parametrize(
    ("now", "names"),
    [
        (datetime(2026, 12, 1, 8), ["Laporan Bulanan 2026-11.xlsx"]),
        (datetime(2027, 1, 1, 8), ["Laporan Bulanan 2026-12.xlsx"]),
        (datetime(2026, 12, 2, 8), []),
    ],
)
def test_the_monthly_report_is_that_of_the_month_before_on_the_first_day(
    office: Office, now: datetime, names: list[str]
) -> None:
    said: list[str] = []
    jobs_of(office, now, said)[2].run()
    assert said == [f"{now:%d/%m/%Y %H.%M} Laporan: {office.reports / name}" for name in names]
    assert sorted(file.name for file in office.reports.glob("*")) == names


def test_a_job_that_fails_is_told_and_runs_again_the_next_time(office: Office) -> None:
    said: list[str] = []
    aside = office.workbook.rename(office.folder / "dipindah.xlsx")
    jobs = jobs_of(office, datetime(2026, 12, 1, 8), said)
    for job in jobs:
        job.run()
    assert len(said) == 3
    assert all(line.startswith("01/12/2026 08.00 Berkas log tidak ditemukan: ") for line in said)
    aside.rename(office.workbook)
    jobs[1].run()
    assert said[-1].endswith("Laporan Harian 2026-12-01.xlsx")


def test_a_log_open_in_excel_is_told_and_judged(office: Office) -> None:
    said: list[str] = []
    office.open_in_excel(office.workbook)
    jobs_of(office, MONDAY, said)[0].run()
    assert "1 konten" in said[0]
    assert "Buku Kerja.xlsx sedang dibuka di Excel oleh Rina" in said[-1]


def test_each_job_reads_the_clock_when_it_starts(office: Office) -> None:
    moments = iter([MONDAY, MONDAY + timedelta(days=1)])
    said: list[str] = []
    _, daily, _ = make_scheduler(load_config(office.config), lambda: next(moments), said.append).get_jobs()
    daily.run()
    daily.run()
    assert [line[-15:] for line in said] == ["2026-11-23.xlsx", "2026-11-24.xlsx"]


@pytest.mark.parametrize("reason", [Stopped, KeyboardInterrupt])
def test_the_loop_runs_what_is_due_and_waits_for_the_next(reason: type[BaseException]) -> None:
    done: list[str] = []
    waited: list[float] = []
    scheduler = Scheduler()
    job = scheduler.every(10).minutes.do(done.append, "selesai")
    job.next_run = datetime.now() - timedelta(minutes=1)

    def wait(seconds: float) -> None:
        waited.append(seconds)
        raise reason

    with pytest.raises(reason):
        run_timer(scheduler, wait)
    assert done == ["selesai"]
    assert 590 < waited[0] <= 600


def test_the_loop_never_waits_less_than_a_second() -> None:
    scheduler = Scheduler()
    waited: list[float] = []

    def late(_: object = None) -> None:
        job.next_run = datetime.now()

    def wait(seconds: float) -> None:
        waited.append(seconds)
        raise Stopped

    job = scheduler.every().hour.do(late)
    stop: Callable[[float], None] = wait
    job.next_run = datetime.now() + timedelta(milliseconds=200)
    with pytest.raises(Stopped):
        run_timer(scheduler, stop)
    assert waited == [1]
