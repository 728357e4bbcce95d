"""`setup_worklog.py --first-steps`, which MULAI.bat runs: from the example to an office that works by itself."""

import io
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import Office, Told, call
from starting_system import System
from worklog.jobs import example as worked_example
from worklog.jobs import first_steps

pytest_plugins = ("command_offices", "starting_systems")


@pytest.fixture
def new_office(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office without a workbook, whose example is nothing that has to be made."""
    office.workbook.unlink()
    monkeypatch.setattr(first_steps, "show_example", lambda: print("contoh"))
    return office


def answer(office: Office, typed: str, monkeypatch: pytest.MonkeyPatch) -> Told:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return call("setup_worklog", "--config", office.config, "--first-steps")


def test_who_only_looks_gets_nothing_made(new_office: Office, system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    told = answer(new_office, "0\n", monkeypatch)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("contoh\n\nApa yang ingin Anda lakukan sekarang?\n")
    assert not new_office.workbook.exists()
    assert system.entries == []


def test_1_makes_the_log_and_says_what_comes_next(
    new_office: Office, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = answer(new_office, "1\n0\n", monkeypatch)
    assert f"Buku kerja: {new_office.workbook}\n{first_steps.AFTER_SET_UP}\n" in told.out
    assert new_office.workbook.is_file()
    assert system.entries == []


def test_2_makes_the_log_before_windows_starts_the_program(
    new_office: Office, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = answer(new_office, " 2. \n0\n", monkeypatch)
    assert new_office.workbook.is_file()
    (entry,) = system.entries
    assert entry.command[-1] == str(new_office.config)
    assert f"terdaftar: {entry.name}" in told.out


def test_without_a_log_windows_is_not_asked_to_start_anything(
    office: Office, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_steps, "show_example", lambda: None)
    office.workbook.write_bytes(b"bukan buku kerja")
    told = answer(office, "2\n0\n", monkeypatch)
    assert first_steps.NOT_STARTED in told.out
    assert system.entries == []


def test_3_tells_what_is_missing(new_office: Office, system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    told = answer(new_office, "3\n0\n", monkeypatch)
    assert told.out.count("Apa yang ingin Anda lakukan sekarang?") == 2
    assert "run_schedule_install" in told.out
    assert (told.code, told.err) == (0, "")


def test_another_answer_is_asked_again_and_no_answer_at_all_is_the_end(
    new_office: Office, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = answer(new_office, "ya\n", monkeypatch)
    assert told.code == 0
    assert told.out.count('"ya" tidak ada di daftar. Ketik 1, 2, 3 atau 0.') == 1


@pytest.mark.slow
@pytest.mark.parametrize("opens", [True, False])
def test_the_example_is_made_and_its_report_opened(
    opens: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(worked_example, "EXAMPLE_FOLDER", tmp_path)
    monkeypatch.setattr(first_steps, "open_file", lambda path: shown.append(path) or opens)  # type: ignore[func-returns-value]
    first_steps.show_example()
    (report,) = shown
    assert load_workbook(report, read_only=True).sheetnames
    told = capsys.readouterr().out
    assert f"Laporan harian contoh: {report}\n" in told
    assert ("sedang dibuka di Excel" in told) is opens
