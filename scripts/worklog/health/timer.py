"""The timer: whether it runs and starts by itself, what ran when, what is due, and when the next thing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from worklog.adapters.autostart.entry import Registered
from worklog.adapters.state.diary import CHECK, DAILY, MONTHLY, Diary, Run
from worklog.core.indonesian import day_text, moment_text, month_text, number_text
from worklog.core.signs import Sign, fine, note, wrong
from worklog.core.timetable import (
    Timetable,
    check_interval,
    daily_reports_due,
    monthly_reports_due,
    next_daily_report_at,
    next_monthly_report_at,
)
from worklog.core.working_time.calendar import Calendar

INSTALL = "Klik dua kali scripts\\run_schedule_install.bat (atau: python scripts/run_schedule.py --install)."
WAIT = (
    "Jadwal sudah terdaftar: tunggu satu menit bila baru didaftarkan, paling lama sepuluh menit bila terhenti, lalu "
    f"lihat lagi. Bila tetap: {INSTALL}"
)
LATE_AFTER = 3
"""Checks that may fail to appear before people are told; a PC that slept is back in time within one."""


@dataclass(frozen=True)
class Standing:
    """The timer as it stands: its diary, the choices and the calendar it goes by, and whether it runs."""

    diary: Diary
    timetable: Timetable
    calendar: Calendar
    running: bool
    now: datetime

    @property
    def patience(self) -> timedelta:
        return LATE_AFTER * check_interval(self.timetable, self.calendar, self.now)


def running_sign(standing: Standing, registered: Registered) -> Sign:
    """Whether the timer runs; an office that has `--once` started by the system needs none."""
    if standing.running:
        return fine("Jadwal sedang berjalan di PC ini.")
    last = standing.diary.last_success(CHECK)
    if last is not None and standing.now - last.started <= standing.patience:
        return note("Jadwal tidak sedang berjalan, tetapi pemeriksaan baru saja dilakukan.", INSTALL)
    return wrong("Jadwal tidak sedang berjalan di PC ini.", WAIT if registered == "yes" else INSTALL)


def autostart_sign(registered: Registered, service: str) -> Sign:
    """Whether the timer starts together with the computer."""
    if registered == "yes":
        return fine(f"Jadwal mulai sendiri bersama PC ({service}).")
    if registered == "elsewhere":
        return wrong(
            f"Jadwal terdaftar di {service}, tetapi untuk salinan program di folder lain, atau untuk pengaturan lain.",
            f"Daftarkan lagi dari folder ini. {INSTALL}",
        )
    return note("Jadwal belum mulai sendiri: sesudah PC dimatikan harus dijalankan lagi dengan tangan.", INSTALL)


def check_sign(standing: Standing) -> Sign:
    """The last check, and the last one that did its work."""
    last, success = standing.diary.last_run(CHECK), standing.diary.last_success(CHECK)
    if last is None:
        return note("Belum pernah ada pemeriksaan menurut jadwal.", "Dilakukan otomatis begitu jadwal berjalan.")
    when = f"Pemeriksaan terakhir: {moment_text(last.started)}"
    if not last.ok:
        since = f"berhasil terakhir {moment_text(success.started)}" if success else "belum pernah berhasil"
        return wrong(f"{when}, GAGAL ({since}; {_failures(standing)}).\n{last.said}")
    counts = f" ({number_text(last.rows)} baris, {number_text(last.findings)} temuan)" if last.rows else ""
    seen = f"{when}, berhasil{counts}."
    if standing.running and standing.now - last.started > standing.patience:
        return wrong(
            f"{seen} Itu sudah lama, padahal jadwal berjalan.",
            f"Bila PC baru saja dinyalakan atau bangun dari tidur, tunggu dua menit. Bila tetap: {INSTALL}",
        )
    written = standing.diary.last_written(standing.now)
    if last.said and written < last.started:
        return note(f"{seen} Sejak {moment_text(written)} tidak ada hasil baru di buku kerja.", last.said)
    following = last.started + check_interval(standing.timetable, standing.calendar, standing.now)
    return fine(f"{seen} Berikutnya sekitar {following:%H.%M}." if standing.running else seen)


def daily_sign(standing: Standing) -> Sign:
    """The daily reports: the last one made, those that are due, the next one."""
    done = standing.diary.done(DAILY)
    due = daily_reports_due(standing.timetable, standing.calendar, _since(standing), done, standing.now)
    at = next_daily_report_at(standing.timetable, standing.calendar, standing.now)
    last = f"yang terakhir untuk {day_text(date.fromisoformat(max(done)))}" if done else "belum pernah dibuat"
    return _report_sign(standing, DAILY, f"Laporan harian: {last}", [day_text(day) for day in due], at)


def monthly_sign(standing: Standing) -> Sign:
    """The monthly reports: the last one made, those that are due, the next one."""
    done = standing.diary.done(MONTHLY)
    due = monthly_reports_due(standing.timetable, standing.calendar, _since(standing), done, standing.now)
    at = next_monthly_report_at(standing.timetable, standing.calendar, standing.now)
    last = f"yang terakhir untuk {_month(date.fromisoformat(f'{max(done)}-01'))}" if done else "belum pernah dibuat"
    return _report_sign(standing, MONTHLY, f"Laporan bulanan: {last}", [_month(month) for month in due], at)


def last_noted(diary: Diary) -> datetime | None:
    """When the timer did anything last, by its own clock."""
    runs: list[Run] = diary.runs(1)
    return runs[0].started if runs else None


def _report_sign(standing: Standing, job: str, seen: str, due: Sequence[str], at: datetime | None) -> Sign:
    following = f" Berikutnya: {moment_text(at)}." if at else ""
    if not due:
        return fine(f"{seen}.{following}")
    waiting = f"{seen}. Sudah waktunya dan belum dibuat: {', '.join(due)}."
    last = standing.diary.last_run(job)
    if last is not None and not last.ok:
        return wrong(f"{waiting}\nPercobaan {moment_text(last.started)} gagal: {last.said}")
    if standing.running:
        return note(waiting, "Tunggu beberapa menit; program membuatnya otomatis.")
    return wrong(waiting, f"Dibuat otomatis begitu jadwal berjalan. {INSTALL}")


def _since(standing: Standing) -> datetime:
    """When the timer was first started; what lay before that was never due."""
    return standing.diary.first_start(standing.now)


def _failures(standing: Standing) -> str:
    return f"{standing.diary.failures().get(CHECK, 0)} kali berturut-turut"


def _month(month: date) -> str:
    return month_text(month.year, month.month)
