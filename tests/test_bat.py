"""The files for double-click: what they start, and that nothing in them can go wrong in an odd folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commands import MAINS, SCRIPTS, call

BATS = sorted(SCRIPTS.rglob("*.bat"))
COMMANDS = [path for path in BATS if path.parent == SCRIPTS]
START = SCRIPTS / "worklog" / "start.bat"


def text(path: Path) -> str:
    return path.read_bytes().decode("ascii")


def test_every_command_has_a_file_for_double_click_beside_it() -> None:
    assert {f"{command}.bat" for command in MAINS} <= {path.name for path in COMMANDS}


@pytest.mark.parametrize("path", BATS, ids=lambda path: path.name)
def test_windows_reads_each_line_as_it_is_meant(path: Path) -> None:
    lines = text(path).split("\r\n")  # and ASCII only: the code page of the console is not known yet
    assert not any("\n" in line or "\r" in line for line in lines)
    assert lines[0] == "@echo off"
    for line in lines:
        outside = re.sub(r'"[^"]*"', "", line)
        assert line.count('"') % 2 == 0, line
        assert outside.count("(") == outside.count(")"), line
        assert not re.search(r"\b[A-Za-z]:\\|%CD%|^call ", line), line


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)
def test_each_starts_a_command_that_is_there_with_options_that_it_knows(path: Path) -> None:
    script, options = re.search(r'SCRIPT=(.*)"\r\n"%~dp0worklog\\start\.bat"(.*)\r\n', text(path)).groups()  # type: ignore[union-attr]
    if path.name == "install_packages.bat":
        assert (script, options) == ("", "")
        return
    command = script.removeprefix("%~dp0").removesuffix(".py")
    assert path.stem.startswith(command) or path.name == "MULAI.bat"
    assert options.endswith(" %*")
    help_text = call(command, "--help").out
    assert [option for option in options.split()[:-1] if option not in help_text] == []


@pytest.mark.parametrize("name", ["MULAI.bat", "install_packages.bat"])
def test_what_is_started_inside_the_zip_says_so_and_waits(name: str) -> None:
    """Explorer takes only the file itself out of a ZIP."""
    before, after = text(SCRIPTS / name).split(":whole\r\n")
    assert before.splitlines()[2] == r'if exist "%~dp0worklog\start.bat" goto whole'
    assert "Klik kanan berkas ZIP program, pilih Extract All" in before
    assert before.endswith("\r\npause\r\nexit /b 2\r\n")
    assert r'"%~dp0worklog\start.bat"' in after


def test_the_first_file_installs_before_it_leads_on() -> None:
    assert 'set "INSTALL_FIRST=yes"\r\n' in text(SCRIPTS / "MULAI.bat")
    main = text(START)
    assert "if not defined SCRIPT goto install\r\nif defined INSTALL_FIRST goto install\r\n:start\r\n" in main
    install = main.split("\r\n:install\r\n")[1].split("\r\n\r\n")[0]
    steps = [
        "%STAYS%",
        "-m venv",
        r"PYTHON=%PROGRAM%\.venv",
        "-m pip install",
        'not "%CODE%"=="0" goto end',
        "goto start",
    ]
    assert sorted(steps, key=install.index) == steps


def stays(here: Path, temporary: Path) -> int:
    """What the installation makes of a folder: 0 when it is no temporary one."""
    main = text(START)
    places, question = (re.search(rf'"{name}=(.*)"\r\n', main)[1] for name in ("PLACES", "STAYS"))  # type: ignore[index]
    line = [sys.executable, "-c", question.replace("%PLACES%", places)]
    return subprocess.run(line, cwd=here, env={**os.environ, "TMPDIR": str(temporary)}, check=False).returncode


def test_nothing_is_installed_into_a_temporary_folder(tmp_path: Path) -> None:
    (temporary := tmp_path / "Temp").mkdir()
    (unpacked := temporary / "Temp1_medsos.zip").mkdir()
    (kept := tmp_path / "Temp dan Medsos").mkdir()
    assert stays(unpacked, temporary) == 1
    assert stays(kept, temporary) == 0


def test_the_window_stays_open_however_it_ended() -> None:
    main = text(START)
    labels, targets = set(re.findall(r"^:(\w+)", main, re.MULTILINE)), re.findall(r"\bgoto (\w+)", main)
    assert labels == set(targets)
    ending = main.split(":end\r\n")[1]
    assert "pause >nul\r\nexit /b %CODE%" in ending
    assert "exit" not in main.split(":end\r\n")[0].replace("sys.exit", "")


def test_folders_are_always_in_quotes() -> None:
    """A name like "Medsos & Humas (KPU)" would end the line or the brackets."""
    for path in BATS:
        for line in text(path).splitlines():
            quoted = "".join(re.findall(r'"[^"]*"', line))
            for name in ("%~dp0", "%PROGRAM%", "%PYTHON%", "%SCRIPT%"):
                assert line.count(name) == quoted.count(name), line


def test_the_program_s_own_python_is_preferred_and_old_ones_are_refused() -> None:
    main = text(START)
    places = [main.index(f'set "PYTHON={name}"') for name in (r"%PROGRAM%\.venv\Scripts\python.exe", "py", "python")]
    assert places == sorted(places)
    assert main.count('-c "%FITS%" >nul 2>nul\r\nif not errorlevel 1 goto found') == 3
    assert "chcp 65001" in main
    assert "python.org" in main
