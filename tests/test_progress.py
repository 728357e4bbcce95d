"""Stages of long work: seen on a terminal, and nowhere else."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from worklog.progress import is_old_console, stages

SCRIPTS = Path(__file__).parents[1] / "scripts"
WORK = """
import sys
from worklog.progress import is_old_console, stages
with stages() as tell:
    tell("Membaca Buku [Kerja].xlsx…")
    tell("Menulis hasil…")
print("Selesai.")
"""


def on_a_terminal(code: str) -> str:
    """All that a program writes to the terminal it runs in."""
    pty = pytest.importorskip("pty", reason="a terminal of one's own can only be made on POSIX")
    master, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(SCRIPTS), "TERM": "xterm"}
    with subprocess.Popen([sys.executable, "-c", code], stdout=terminal, stderr=terminal, env=environment) as process:
        os.close(terminal)
        written = b""
        try:
            while block := os.read(master, 4096):
                written += block
        except OSError:  # the other end is closed
            pass
        os.close(master)
    assert process.returncode == 0
    return written.decode("utf-8")


def test_a_terminal_shows_each_stage_and_then_only_the_result() -> None:
    written = on_a_terminal(WORK)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written)
    assert plain.index("Membaca Buku [Kerja].xlsx…") < plain.index("Menulis hasil…") < plain.index("Selesai.")
    last_line = written.split("\x1b[2K")[-1]  # what stands there after the last time the line was cleared
    assert "Menulis" not in last_line
    assert "Selesai." in last_line


def test_an_old_console_without_unicode_letters_shows_the_spinner() -> None:
    """All signs that move are in every code page."""
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", on_a_terminal(WORK))
    assert set(re.findall(r"(\S) (?:Membaca|Menulis)", plain)) <= set("-\\|/")


@pytest.mark.parametrize("forced", [{}, {"FORCE_COLOR": "1"}, {"TTY_COMPATIBLE": "1"}])
def test_into_files_and_pipes_nothing_is_shown(forced: dict[str, str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(SCRIPTS), **forced}
    done = subprocess.run([sys.executable, "-c", WORK], env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("Selesai.\n", "")


def test_without_a_console_the_work_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with stages() as tell:
        tell("Membaca buku kerja…")


def test_nothing_is_shown_before_somebody_who_has_to_sign_in_did() -> None:
    code = WORK.replace("stages()", "stages('')").replace(
        'tell("Membaca Buku [Kerja].xlsx…")', "print('Masuk: https://…')"
    )
    assert on_a_terminal(code).startswith("Masuk: https://…\r\n")


def test_an_error_ends_the_display_before_it_is_told() -> None:
    code = WORK.replace('tell("Menulis hasil…")', "raise SystemExit(0)")
    assert re.search(r"\x1b\[\?25h\r?(\x1b\[1A)?\x1b\[2K$", on_a_terminal(code))  # the cursor is back, the line is gone


class Terminal(io.StringIO):
    """Says of itself that somebody looks at it."""

    def isatty(self) -> bool:
        return True


def test_stages_go_to_where_errors_go_and_leave_results_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with stages() as tell:
        tell("Membaca buku kerja…")
    assert "Memulai…" in sys.stderr.getvalue()
    assert "Membaca buku kerja…" in sys.stderr.getvalue()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("old", [True, False])
def test_only_old_consoles_of_windows_count_as_old(old: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rich.console.detect_legacy_windows", lambda: old)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert is_old_console() is old


@pytest.mark.parametrize("stdout", [io.StringIO(), None], ids=["a file or a pipe", "no stream"])
def test_what_is_written_into_a_file_on_windows_keeps_its_marks(
    stdout: io.StringIO | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rich.console.detect_legacy_windows", lambda: True)
    monkeypatch.setattr(sys, "stdout", stdout)
    assert not is_old_console()
