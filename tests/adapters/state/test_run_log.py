"""The timer's log: one line for each run, in figures as the office writes them, on screen and in a rotated file."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from worklog.adapters.state import run_log as run_log_module
from worklog.adapters.state.diary import CHECK, DAILY, Run
from worklog.adapters.state.run_log import RunLog, run_line

NOW = datetime(2026, 11, 23, 8, 30)
CHECKED = Run(CHECK, "", NOW, 1.234, True, rows=1069, findings=15, requests=3, said="Hasil ditulis.")
UNCHANGED = Run(CHECK, "", NOW, 0.2, True, requests=1)
FAILED = Run(DAILY, "2026-11-22", NOW, 0.2, False, said="Tidak ada internet.\nPeriksa kabel.")


def test_a_run_is_one_line_with_time_rows_findings_and_requests() -> None:
    line = "Pemeriksaan selesai: 1,2 detik, 1.069 baris, 15 temuan, 3 permintaan ke Google. Hasil ditulis."
    assert run_line(CHECKED) == line


def test_a_run_that_found_nothing_changed_says_so() -> None:
    assert run_line(UNCHANGED) == "Pemeriksaan selesai: 0,2 detik, 1 permintaan ke Google. Tidak ada yang berubah."


def test_a_failure_is_told_with_how_often_it_failed_in_a_row() -> None:
    assert run_line(FAILED, 1) == "Laporan harian 2026-11-22 GAGAL: Tidak ada internet.\nPeriksa kabel."
    assert run_line(FAILED, 3).startswith("Laporan harian 2026-11-22 GAGAL (ke-3 berturut-turut): ")


def test_each_run_takes_one_line_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = RunLog(tmp_path / "jadwal" / "jadwal.log")
    for run in (CHECKED, UNCHANGED, FAILED):
        log.tell(run)
    log.close()
    lines = (tmp_path / "jadwal" / "jadwal.log").read_text("utf-8").splitlines()
    assert [line[:16] for line in lines] == ["23/11/2026 08.30"] * 3
    assert lines[2].endswith("GAGAL: Tidak ada internet. Periksa kabel.")
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 1, "nothing changed is not shown on screen"
    assert "GAGAL" in shown.err


def test_verbose_shows_also_what_found_nothing_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = RunLog(tmp_path / "jadwal.log", verbose=True)
    log.tell(UNCHANGED)
    log.close()
    assert "Tidak ada yang berubah." in capsys.readouterr().out


def test_the_file_is_rotated_and_the_oldest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_log_module, "LARGEST_BYTES", 300)
    monkeypatch.setattr(run_log_module, "KEPT_FILES", 2)
    log = RunLog(tmp_path / "jadwal.log")
    for _ in range(30):
        log.tell(CHECKED)
    log.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["jadwal.log", "jadwal.log.1", "jadwal.log.2"]
    assert all(file.stat().st_size <= 300 for file in tmp_path.iterdir())


def test_a_file_that_cannot_be_renamed_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a program that shows the file keeps it from being renamed."""
    monkeypatch.setattr(run_log_module, "LARGEST_BYTES", 100)

    def held(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "rename", held)
    log = RunLog(tmp_path / "jadwal.log")
    for _ in range(3):
        log.tell(CHECKED)
    log.close()
    assert len((tmp_path / "jadwal.log").read_text("utf-8").splitlines()) == 3


def test_without_a_folder_to_write_the_screen_still_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "berkas").write_text("bukan folder", encoding="utf-8")
    log = RunLog(tmp_path / "berkas" / "jadwal.log")
    log.tell(CHECKED)
    log.close()
    assert "Pemeriksaan selesai" in capsys.readouterr().out


def test_without_a_console_the_file_still_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    log = RunLog(tmp_path / "jadwal.log")
    log.tell(CHECKED)
    log.close()
    assert (tmp_path / "jadwal.log").stat().st_size > 0
