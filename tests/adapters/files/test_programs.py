"""Other programs: what they answer, and that none of them can hold up the timer."""

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from worklog.adapters.files.programs import Answer, run_program

STUCK = """
import pathlib, subprocess, sys, time
pathlib.Path(sys.argv[1]).write_text(str(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"]).pid))
time.sleep(float(sys.argv[2]))
"""
"""Starts a program that takes over its streams and does not end."""


def test_a_program_answers_with_its_code_and_on_one_line() -> None:
    code = "import sys; print('baris satu'); print('baris dua', file=sys.stderr); sys.exit(3)"
    assert run_program([sys.executable, "-u", "-c", code]) == Answer(3, "baris satu baris dua")


def test_a_program_that_waits_for_a_password_gets_none() -> None:
    assert run_program([sys.executable, "-c", "input()"]).code == 1


def test_a_program_that_is_not_there_counts_as_failed() -> None:
    assert run_program(["tidak-ada-program-ini"]) == Answer(-1, "tidak-ada-program-ini: FileNotFoundError")


def is_alive(note: Path) -> bool:
    """Whether the program whose number stands in the note still does anything."""
    try:
        return psutil.Process(int(note.read_text())).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def stuck_program(note: Path, own_seconds: float) -> list[str]:
    return [sys.executable, "-c", STUCK, str(note), str(own_seconds)]


def test_a_program_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    note, begun = tmp_path / "pid.txt", time.monotonic()
    answer = run_program(stuck_program(note, own_seconds=30), seconds=2)
    assert time.monotonic() - begun < 10
    assert answer == Answer(-1, f"{sys.executable}: TimeoutExpired")
    assert not is_alive(note)


def test_a_program_that_leaves_another_one_behind_is_not_waited_for(tmp_path: Path) -> None:
    note, begun = tmp_path / "pid.txt", time.monotonic()
    assert run_program(stuck_program(note, own_seconds=0)).code == 0
    assert time.monotonic() - begun < 10
    psutil.Process(int(note.read_text())).kill()


def test_a_program_that_ends_just_when_it_is_given_up_counts_as_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: int) -> None:
        raise psutil.NoSuchProcess(1)

    monkeypatch.setattr(psutil, "Process", gone)
    assert run_program([sys.executable, "-c", "import time; time.sleep(0.5)"], seconds=0.1).code == -1


@pytest.mark.slow
def test_a_program_is_ended_when_somebody_breaks_off_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, wait = tmp_path / "pid.txt", subprocess.Popen.wait

    def broken_off(process: "subprocess.Popen[bytes]", timeout: float | None = None) -> int:
        if timeout == 60:
            while not (note.exists() and note.read_text()):
                time.sleep(0.05)
            raise KeyboardInterrupt
        return wait(process, timeout)

    monkeypatch.setattr(subprocess.Popen, "wait", broken_off)
    with pytest.raises(KeyboardInterrupt):
        run_program(stuck_program(note, own_seconds=30), seconds=60)
    assert not is_alive(note)
