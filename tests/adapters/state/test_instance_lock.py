"""Locks of a log: one holder at a time, other logs free, and free again when the holder dies."""

import subprocess
import sys
from pathlib import Path

import pytest

from commands import SCRIPTS
from worklog.adapters.state.instance_lock import TIMER, WRITING, LockHeld, is_held, only_one
from worklog.core.errors import WorklogError

LOG = "Buku Kerja.xlsx"
HOLDER = f"""
import sys
sys.path.insert(0, {str(SCRIPTS)!r})
from worklog.adapters.state.instance_lock import TIMER, only_one
with only_one(TIMER, {LOG!r}, ""):
    print("dipegang", flush=True)
    sys.stdin.read()
"""


def test_a_second_holder_is_refused_with_the_sentence_given() -> None:
    with (
        only_one(TIMER, LOG, "sudah berjalan"),
        pytest.raises(LockHeld, match="sudah berjalan"),
        only_one(TIMER, LOG, "sudah berjalan"),
    ):
        pass


def test_other_logs_and_other_purposes_are_free() -> None:
    with only_one(TIMER, LOG, ""), only_one(TIMER, "Lain.xlsx", ""), only_one(WRITING, LOG, ""):
        assert is_held(TIMER, LOG)
        assert is_held(TIMER, "Lain.xlsx")


def test_it_is_free_when_the_work_is_done_even_by_an_error() -> None:
    with pytest.raises(ValueError, match="galat"), only_one(TIMER, LOG, ""):
        raise ValueError("galat")
    assert not is_held(TIMER, LOG)


def test_a_holder_that_was_killed_leaves_nothing_behind() -> None:
    line = [sys.executable, "-c", HOLDER]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"dipegang"
        assert is_held(TIMER, LOG)
        holder.kill()
        holder.wait(timeout=30)
    assert not is_held(TIMER, LOG)
    with only_one(TIMER, LOG, ""):
        pass


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "berkas").write_text("bukan folder", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "berkas"))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(tmp_path / "berkas"))
    with pytest.raises(WorklogError, match="tidak dapat dibuat"), only_one(TIMER, LOG, ""):
        pass
