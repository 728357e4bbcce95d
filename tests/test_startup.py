"""`run_schedule.py --install` and `--uninstall`: which timer is registered, and what is told."""

import json
import sys
from pathlib import Path

import pytest

import run_schedule
from commands import NOW, Office, call
from starting_system import System
from worklog.adapters.state.instance_lock import TIMER, only_one
from worklog.config.config import PROJECT, load_config
from worklog.timer import startup

pytest_plugins = ("command_offices", "starting_systems")


def test_installing_registers_the_timer_of_this_office(office: Office, system: System) -> None:
    told = call("run_schedule", "--config", office.config, "--install")
    (entry,) = system.entries
    assert (told.code, told.err) == (0, "")
    assert told.out == f"terdaftar: {entry.name}\nsudah dijalankan\n"
    assert entry.command[1:] == [str(PROJECT / "scripts" / "run_schedule.py"), "--config", str(office.config)]
    assert entry.name.startswith("Medsos KPU - Buku Kerja ")
    assert entry.folder == PROJECT
    assert startup.registered(office.config, load_config(office.config)) == "yes"


def test_a_timer_in_a_window_is_told_since_the_registered_one_waits_for_it(office: Office, system: System) -> None:
    with only_one(TIMER, load_config(office.config).log_identity, "sudah ada"):
        told = call("run_schedule", "--config", office.config, "--install")
    assert told.code == 0
    assert "Jadwal masih berjalan di jendela lain yang dibuka dengan tangan. Tutup jendela itu" in told.out


def test_uninstalling_forgets_it(office: Office, system: System) -> None:
    call("run_schedule", "--config", office.config, "--install")
    told = call("run_schedule", "--config", office.config, "--uninstall")
    assert (told.code, told.out) == (0, "dihapus\n")
    assert system.entries == []


def test_a_configuration_named_from_its_own_folder_is_found_by_windows_too(
    office: Office, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.folder)
    call("run_schedule", "--config", "sheets_config.json", "--install")
    assert Path(system.entries[0].command[3]) == office.config


def test_two_logs_have_two_entries(office: Office, system: System) -> None:
    call("run_schedule", "--config", office.config, "--install")
    other = office.folder / "lain.json"
    other.write_text(json.dumps({"source": {"type": "workbook", "path": "Lain.xlsx"}}), encoding="utf-8")
    call("run_schedule", "--config", other, "--install")
    assert len({entry.name for entry in system.entries}) == 2


def test_what_the_system_refuses_ends_with_code_2(office: Office, system: System) -> None:
    system.refuses = True
    told = call("run_schedule", "--config", office.config, "--install")
    assert (told.code, told.out, told.err) == (2, "", "Windows menolak.\n")


def test_a_configuration_with_faults_is_not_registered(office: Office, system: System) -> None:
    office.configure(schedule={"check_every_minutes": 0})
    told = call("run_schedule", "--config", office.config, "--install")
    assert told.code == 2
    assert "schedule.check_every_minutes" in told.err
    assert system.entries == []


def test_installing_and_uninstalling_at_once_is_refused(office: Office) -> None:
    told = call("run_schedule", "--config", office.config, "--install", "--uninstall")
    assert told.code == 2
    assert "pilihan --uninstall dan --install tidak dapat dipakai bersama." in told.err


def test_what_windows_starts_has_no_console_and_works_all_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run_schedule.main(["--config", str(office.config), "--once", "--now", NOW]) == 0
    assert office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5]


def test_the_system_of_the_tests_is_not_that_of_this_pc(office: Office) -> None:
    """Without a stand-in the real one is asked, which here knows nothing of an office of the tests."""
    assert startup.registered(office.config, load_config(office.config)) == "no"
