"""`run_schedule.py --install` and `--uninstall`: which timer is registered, and what is told."""

import json
from pathlib import Path

import pytest

from commands import Office, call
from worklog import startup
from worklog.adapters.autostart import AutostartError, Entry, Registered
from worklog.config import PROJECT, load_config

pytest_plugins = ("command_offices",)


class System:
    """A system that keeps what it is to start."""

    place = "sistem uji"

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.refuses = False

    def install(self, entry: Entry) -> list[str]:
        if self.refuses:
            raise AutostartError("Windows menolak.")
        self.entries.append(entry)
        return [f"terdaftar: {entry.name}", "sudah dijalankan"]

    def remove(self, entry: Entry) -> list[str]:
        self.entries.remove(entry)
        return ["dihapus"]

    def registered(self, entry: Entry) -> Registered:
        return "yes" if entry in self.entries else "no"


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    made = System()
    monkeypatch.setattr(startup, "autostart_here", lambda: made)
    return made


def test_installing_registers_the_timer_of_this_office(office: Office, system: System) -> None:
    told = call("run_schedule", "--config", office.config, "--install")
    (entry,) = system.entries
    assert (told.code, told.err) == (0, "")
    assert told.out == f"terdaftar: {entry.name}\nsudah dijalankan\n"
    assert entry.command[1:] == [str(PROJECT / "scripts" / "run_schedule.py"), "--config", str(office.config)]
    assert entry.name.startswith("Medsos KPU - Buku Kerja ")
    assert entry.folder == PROJECT
    assert startup.registered(office.config, load_config(office.config)) == "yes"


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
