"""A command typed with a Python that lacks the packages goes on with the one that install_packages made."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands import SCRIPTS
from worklog.own_python import STARTED

SHOW = """
import json, sys
from worklog.needed import stop_unless_all_is_there
stop_unless_all_is_there()
print(json.dumps([sys.executable, sys.argv[1:], sys.stdin.read()]))
raise SystemExit(130)
"""
POSIX = pytest.mark.skipif(os.name == "nt", reason="the Python of the folder is a shell script here")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program, with a command that shows how it was started."""
    folder = tmp_path / "Medsos & Humas (KPU)"
    shutil.copytree(SCRIPTS / "worklog", folder / "scripts" / "worklog", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "scripts" / "perintah.py").write_text(SHOW, encoding="utf-8")
    return folder


def bare(
    program: Path, *arguments: str, script: str = "perintah.py", in_its_own_group: bool = False
) -> subprocess.CompletedProcess[str]:
    """Start a command with a Python that has no package at all."""
    line = [sys.executable, "-S", "-E", str(program / "scripts" / script), *arguments]
    environment = {name: value for name, value in os.environ.items() if name != STARTED}
    return subprocess.run(
        line, input="ya\n", text=True, env=environment, capture_output=True, check=False, timeout=60,
        start_new_session=in_its_own_group,
    )  # fmt: skip


def make_own_python(program: Path, line: str) -> None:
    python = program / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\necho >> '{program / 'mulai'}'\nexec {line}\n", encoding="utf-8")
    python.chmod(0o755)


@POSIX
def test_it_runs_once_with_the_packages_of_the_folder(program: Path) -> None:
    make_own_python(program, f'"{sys.executable}" "$@"')
    done = bare(program, "--date", "22/11/2026", "dua kata", "")
    assert (done.returncode, done.stderr) == (130, "")
    assert done.stdout == f'["{sys.executable}", ["--date", "22/11/2026", "dua kata", ""], "ya\\n"]\n'
    assert (program / "mulai").read_text().count("\n") == 1


@POSIX
def test_a_python_of_the_folder_without_packages_is_told_and_not_started_again_and_again(program: Path) -> None:
    make_own_python(program, f'"{sys.executable}" -S -E "$@"')
    done = bare(program)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Paket yang diperlukan belum lengkap")
    assert (program / "mulai").read_text().count("\n") == 1


@POSIX
def test_another_program_that_uses_this_one_is_not_started_again(program: Path) -> None:
    make_own_python(program, f'"{sys.executable}" "$@"')
    (program / "scripts" / "lain").mkdir()
    (program / "scripts" / "lain" / "perintah.py").write_text(
        f"import sys; sys.path.insert(0, {str(program / 'scripts')!r})\n"
        "from worklog.needed import stop_unless_all_is_there\nstop_unless_all_is_there()",
        encoding="utf-8",
    )
    assert bare(program, script="lain/perintah.py").returncode == 2
    assert not (program / "mulai").exists()


def test_before_the_packages_are_installed_it_is_told_how(program: Path) -> None:
    done = bare(program)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Klik dua kali scripts\\install_packages.bat" in done.stderr


@POSIX
def test_ctrl_c_ends_as_the_command_ends(program: Path) -> None:
    make_own_python(program, f'"{sys.executable}" "$@"')
    (program / "scripts" / "perintah.py").write_text(
        "import os, signal, time\n"
        "from worklog.needed import stop_unless_all_is_there\nstop_unless_all_is_there()\n"
        "try:\n    os.killpg(0, signal.SIGINT); time.sleep(30)\n"
        "except KeyboardInterrupt:\n    print('selesai rapi'); raise SystemExit(130)\n",
        encoding="utf-8",
    )
    done = bare(program, in_its_own_group=True)
    assert (program / "mulai").exists()
    assert (done.returncode, done.stdout, done.stderr) == (130, "selesai rapi\n", "")
