"""Registering the timer with the system: what schtasks and systemctl are told, and what people are told."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest
from lxml import etree

from adapters.task_schema import SCHEMA
from worklog.adapters.autostart.entry import AutostartError, Entry
from worklog.adapters.autostart.here import autostart_here
from worklog.adapters.autostart.linux import SystemdUser, unit_file, unit_text
from worklog.adapters.autostart.windows import TaskScheduler
from worklog.adapters.files.programs import Answer

NAME = "Medsos KPU - Buku Kerja & Foto"
SID = "S-1-5-21-1004336348-1177238915-682003330-1001"
DONE = Answer(0, "")


class Windows:
    """Answers like schtasks and whoami of Windows 10, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.tasks: dict[str, bytes] = {}
        self.refusals: dict[str, str] = {}
        self.user = f'"KANTOR\\humas","{SID}"'

    def __call__(self, line: Sequence[str]) -> Answer:
        self.asked.append(list(line))
        program = PureWindowsPath(line[0])
        assert program.parent in (PureWindowsPath(), PureWindowsPath(r"C:\Windows\System32"))
        if program.stem == "whoami":
            return Answer(0, self.user)
        assert program.stem == "schtasks"
        _, verb, flag, name, *options = line
        assert flag == "/TN"
        if verb in self.refusals:
            return Answer(1, self.refusals[verb])
        if verb == "/Create":
            assert options[0] == "/XML"
            assert options[2:] == ["/F"]
            self.tasks[name] = Path(options[1]).read_bytes()
        elif name not in self.tasks:
            return Answer(1, "ERROR: The system cannot find the file specified.")
        elif verb == "/Delete":
            del self.tasks[name]
        elif verb == "/Query":
            text = self.tasks[name].decode("utf-16")
            return Answer(0, text.encode("cp850", "replace").decode("cp1252", "replace"))  # as it comes out of a pipe
        return Answer(0, "SUCCESS")

    @property
    def verbs(self) -> list[str]:
        return [line[1] for line in self.asked if line[2] == "/TN"]


@pytest.fixture
def windows() -> Windows:
    return Windows()


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    """The timer of an office whose program folder has a name with all that can go wrong."""
    program = tmp_path / "Medsos & Humas (100%) $HOME"
    (program / "scripts").mkdir(parents=True)
    (program / "pythonw.exe").touch()
    script = program / "scripts" / "run_schedule.py"
    return Entry(NAME, [str(program / "python.exe"), str(script), "--config", str(program / "atur.json")], program)


# Windows


def test_registering_gives_windows_a_valid_task_and_starts_it(windows: Windows, entry: Entry) -> None:
    told = TaskScheduler(windows).install(entry)
    assert windows.verbs == ["/Query", "/Create", "/Run"]
    task = etree.fromstring(windows.tasks[NAME])
    SCHEMA.assertValid(task)
    assert [text.strip() for text in task.itertext() if SID in text] == [SID] * 3
    assert told == [
        f'Jadwal terdaftar di Task Scheduler Windows dengan nama "{NAME}".',
        "Jadwal mulai sendiri setiap kali Anda masuk ke Windows, dan dihidupkan lagi dalam 10 menit bila berhenti.",
        "Jadwal sudah dijalankan, tanpa jendela. Jendela ini boleh ditutup.",
        "Untuk melihatnya: tekan tombol Windows, ketik Task Scheduler, tekan Enter, klik Task Scheduler Library.",
    ]


def test_the_definition_does_not_stay_on_the_disk(windows: Windows, entry: Entry) -> None:
    TaskScheduler(windows).install(entry)
    (created,) = (line for line in windows.asked if "/Create" in line)
    assert not Path(created[5]).exists()


def test_registering_again_ends_the_old_timer_and_takes_its_place(windows: Windows, entry: Entry) -> None:
    TaskScheduler(windows).install(entry)
    windows.asked.clear()
    told = TaskScheduler(windows).install(entry)
    assert windows.verbs == ["/Query", "/End", "/Create", "/Run"]
    assert "Pendaftaran lama dengan nama itu diganti." in told
    assert len(windows.tasks) == 1


def test_a_python_that_has_a_window_only_is_told(windows: Windows, entry: Entry) -> None:
    Path(entry.command[0]).with_name("pythonw.exe").unlink()
    told = TaskScheduler(windows).install(entry)
    assert "Jadwal sudah dijalankan di jendela hitam; biarkan jendela itu terbuka (boleh dikecilkan)." in told


def test_a_refusal_says_what_windows_answered_and_another_way(windows: Windows, entry: Entry) -> None:
    windows.refusals["/Create"] = "ERROR: Access is denied."
    with pytest.raises(AutostartError) as caught:
        TaskScheduler(windows).install(entry)
    assert str(caught.value).startswith("Windows menolak: ERROR: Access is denied. Bila aksesnya ditolak, ")
    assert "shell:startup" in str(caught.value)
    assert windows.verbs == ["/Query", "/Create"]


def test_a_task_that_does_not_start_at_once_is_registered_all_the_same(windows: Windows, entry: Entry) -> None:
    windows.refusals["/Run"] = "ERROR: The Task Scheduler service is not available."
    told = TaskScheduler(windows).install(entry)
    assert NAME in windows.tasks
    assert any(line.startswith("Jadwal belum dapat dijalankan sekarang (ERROR: The Task") for line in told)


def test_a_windows_that_does_not_know_its_user_is_told(windows: Windows, entry: Entry) -> None:
    windows.user = "ERROR: Unable to get user claims."
    with pytest.raises(AutostartError, match="tidak menyebut pengguna yang sedang masuk"):
        TaskScheduler(windows).install(entry)
    assert windows.tasks == {}


def test_removing_ends_the_timer_first(windows: Windows, entry: Entry) -> None:
    TaskScheduler(windows).install(entry)
    windows.asked.clear()
    told = TaskScheduler(windows).remove(entry)
    assert windows.verbs == ["/Query", "/End", "/Delete"]
    assert windows.tasks == {}
    assert told == [f'Jadwal "{NAME}" dihentikan dan dihapus dari Task Scheduler. Buku kerja dan laporan tetap ada.']


def test_removing_what_is_not_there_is_no_fault(windows: Windows, entry: Entry) -> None:
    told = TaskScheduler(windows).remove(entry)
    assert told == [f'Tidak ada jadwal bernama "{NAME}" di Task Scheduler; tidak ada yang perlu dihapus.']


def test_a_removal_that_windows_refuses_is_told(windows: Windows, entry: Entry) -> None:
    TaskScheduler(windows).install(entry)
    windows.refusals["/Delete"] = "ERROR: Access is denied."
    with pytest.raises(AutostartError, match="Windows menolak: ERROR: Access is denied"):
        TaskScheduler(windows).remove(entry)


def test_a_task_that_starts_the_program_from_its_old_folder_is_seen(windows: Windows, entry: Entry) -> None:
    scheduler = TaskScheduler(windows)
    assert scheduler.registered(entry) == "no"
    scheduler.install(entry)
    assert scheduler.registered(entry) == "yes"
    moved = [entry.command[0], "E:\\Medsos\\scripts\\run_schedule.py", *entry.command[2:]]
    assert scheduler.registered(replace(entry, command=moved)) == "elsewhere"


def test_a_folder_with_accents_is_recognised(windows: Windows, entry: Entry) -> None:
    script = "D:\\Médsos KPÜ\\scripts\\run_schedule.py"
    accented = replace(entry, command=[entry.command[0], script])
    TaskScheduler(windows).install(accented)
    assert TaskScheduler(windows).registered(accented) == "yes"


def test_windows_own_programs_are_asked_and_not_others_of_their_name(
    windows: Windows, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SYSTEMROOT", "C:\\Windows")
    TaskScheduler(windows).install(entry)
    assert {line[0] for line in windows.asked} == {
        r"C:\Windows\System32\whoami.exe",
        r"C:\Windows\System32\schtasks.exe",
    }


# Linux


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """What systemctl was asked, in a home of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "rumah"))
    return []


def systemd(asked: list[list[str]], answer: Answer = DONE) -> SystemdUser:
    def run(line: Sequence[str]) -> Answer:
        asked.append(list(line))
        return answer

    return SystemdUser(run)


def test_registering_on_linux_writes_a_unit_and_starts_it(asked: list[list[str]], entry: Entry) -> None:
    told = systemd(asked).install(entry)
    unit = "medsos-kpu-buku-kerja-foto.service"
    assert unit_file(entry).name == unit
    assert unit_file(entry).read_text(encoding="utf-8") == unit_text(entry)
    assert [line[2:] for line in asked] == [["daemon-reload"], ["enable", unit], ["restart", unit]]
    assert told[0] == f"Jadwal terdaftar di systemd dengan nama {unit}, dan sudah dijalankan."
    assert "loginctl enable-linger" in told[-1]
    assert systemd(asked).install(entry)[1] == "Pendaftaran lama dengan nama itu diganti."


def test_registering_and_removing_on_linux_leaves_nothing(asked: list[list[str]], entry: Entry) -> None:
    assert systemd(asked).remove(entry)[0].startswith("Tidak ada jadwal bernama medsos-kpu-")
    systemd(asked).install(entry)
    assert systemd(asked).registered(entry) == "yes"
    assert systemd(asked).registered(replace(entry, command=["python3", "lain.py"])) == "elsewhere"
    systemd(asked).remove(entry)
    assert systemd(asked).registered(entry) == "no"
    assert ["systemctl", "--user", "disable", "--now", "medsos-kpu-buku-kerja-foto.service"] in asked


def test_a_linux_without_systemd_is_told(asked: list[list[str]], entry: Entry) -> None:
    with pytest.raises(AutostartError, match=r"systemctl menolak: Failed to connect to bus\. .* --once"):
        systemd(asked, Answer(1, "Failed to connect to bus.")).install(entry)
    assert systemd(asked).registered(entry) == "no"


def test_a_home_that_cannot_be_written_is_told(asked: list[list[str]], entry: Entry, tmp_path: Path) -> None:
    (tmp_path / "rumah").write_text("berkas, bukan folder")
    with pytest.raises(AutostartError, match="tidak dapat ditulis"):
        systemd(asked).install(entry)
    assert asked == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="install systemd to have its units verified")
def test_systemd_finds_no_fault_in_the_unit(entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jalan").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "jalan"))
    file = tmp_path / "medsos.service"
    file.write_text(unit_text(replace(entry, command=[sys.executable, *entry.command[1:]])), encoding="utf-8")
    line = ["systemd-analyze", "verify", "--user", "--man=no", str(file)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


# Both


def test_the_system_decides_what_is_used() -> None:
    assert autostart_here(platform="win32").service == "Task Scheduler"
    assert autostart_here(platform="linux").service == "systemd"
