"""The first minutes of somebody who never saw a terminal: what is missing is said in a sentence."""

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import worklog
from commands import SCRIPTS, Told
from worklog import needed, own_python
from worklog.own_python import STARTED

REQUIREMENTS = (SCRIPTS.parent / "requirements.txt").read_text(encoding="utf-8")


def first_run(preparation: str, command: str = "check_progress") -> Told:
    """Start a command in a Python that was prepared by a line of code."""
    code = f"import runpy, sys\n{preparation}\nrunpy.run_path(sys.argv[1], run_name='__main__')"
    line = [sys.executable, "-c", code, str(SCRIPTS / f"{command}.py"), "--help"]
    environment = {**os.environ, "PYTHONPATH": str(SCRIPTS), STARTED: "1"}
    done = subprocess.run(line, env=environment, capture_output=True, encoding="utf-8", check=False)
    return Told(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("command", ["check_progress", "run_schedule", "setup_worklog", "report_daily"])
def test_missing_packages_are_told_with_the_line_that_installs_them(command: str) -> None:
    without = "import importlib.util as u; find = u.find_spec; u.find_spec = lambda n: None if n in ('pandas', 'rich') else find(n)"
    told = first_run(without, command)
    assert (told.code, told.out) == (2, "")
    assert told.err.splitlines() == [
        "Paket yang diperlukan belum lengkap (tidak ada: pandas, rich).",
        "Klik dua kali scripts\\install_packages.bat, atau di folder program jalankan:",
        "python -m pip install -r requirements.txt",
    ]


def test_a_python_without_any_package_is_no_traceback() -> None:
    line = [sys.executable, "-S", "-E", str(SCRIPTS / "check_progress.py")]
    done = subprocess.run(line, capture_output=True, check=False, env={**os.environ, STARTED: "1"})
    told = done.stderr.decode()
    assert done.returncode == 2
    assert "Traceback" not in told
    assert "pandas" in told
    assert "google.auth" in told


def test_an_old_python_is_told_its_version() -> None:
    told = first_run("sys.version_info = (3, 9, 13)")
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        "Program ini memerlukan Python 3.11 atau lebih baru, sedangkan yang dipakai Python 3.9.13. "
        "Pasang Python 3.13 dari python.org, lalu klik dua kali scripts\\install_packages.bat.\n"
    )


@pytest.mark.parametrize("packages", ["", "import importlib.util as u; u.find_spec = lambda n: None; "])
def test_a_32_bit_python_is_told_before_anything_is_installed(packages: str) -> None:
    told = first_run(f"{packages}sys.maxsize = 2**31 - 1")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("Python yang dipakai adalah Python 32-bit")
    assert "Pasang Python 3.13, Windows installer (64-bit), dari python.org" in told.err


def fits(preparation: str) -> int:
    """What the files for double-click make of a Python: 0 when they would take it."""
    start = (SCRIPTS / "worklog" / "start.bat").read_text(encoding="ascii")
    question = re.search(r'"FITS=import sys; (.*)"', start)[1]  # type: ignore[index]
    return subprocess.run([sys.executable, "-c", f"import sys; {preparation}; {question}"], check=False).returncode


def test_the_files_for_double_click_take_no_python_that_is_old_new_or_32_bit() -> None:
    assert fits("pass") == 0
    assert fits("sys.version_info = (3, 10, 9)") == 1
    assert fits("sys.version_info = (3, 15, 0)") == 1
    assert fits("sys.maxsize = 2**31 - 1") == 1


def test_a_python_for_which_there_are_no_packages_yet_is_told() -> None:
    told = first_run("import importlib.util as u; u.find_spec = lambda n: None; sys.version_info = (3, 15, 0)")
    assert told.err.splitlines()[-1] == "Python yang dipakai terlalu baru untuk paket itu; pasang Python 3.13."


def test_the_files_for_double_click_take_the_same_versions() -> None:
    start = (SCRIPTS / "worklog" / "start.bat").read_text(encoding="ascii")
    newest = ".".join(map(str, needed.NEWEST))
    assert max(re.search(r"in \((.*)\) do if", start)[1].split()) == newest  # type: ignore[index]
    assert f"sys.version_info < (3, {needed.NEWEST[1] + 1})" in start
    assert f"3.11 sampai {newest}" in start


def test_everything_in_place_runs() -> None:
    assert first_run("").code == 0


def test_every_package_that_the_office_needs_is_looked_for() -> None:
    wanted = {line.split("==")[0].lower() for line in REQUIREMENTS.splitlines() if re.match(r"[A-Za-z]", line)}
    installed = {"google.auth": ["google-auth"], **packages_distributions()}
    looked_for = {name.lower() for package in needed.PACKAGES for name in installed[package]}
    assert wanted - {"pytest"} == looked_for


def test_the_check_itself_can_be_read_by_an_old_python() -> None:
    """What stands before the check must not be refused by the Python that it is to tell of."""
    import ast

    for path in (Path(needed.__file__), Path(worklog.__file__), Path(own_python.__file__), *SCRIPTS.glob("*.py")):
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
