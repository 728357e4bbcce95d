"""What is asked of Explorer, and what a command does that was started by a double-click on its .py."""

import argparse
import io
import os
import sys
from pathlib import Path

import psutil
import pytest

from worklog import cli
from worklog.adapters.files import windows


class Console(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("parents", "by_explorer"),
    [
        (["py.exe", "explorer.exe", "winlogon.exe"], True),
        (["python.exe", "python.exe", "py.exe", "Explorer.EXE"], True),
        (["cmd.exe", "explorer.exe"], False),
        (["python.exe", "powershell.exe", "explorer.exe"], False),
        (["svchost.exe"], False),
        ([], False),
    ],
)
def test_only_a_double_click_is_one(parents: list[str], by_explorer: bool) -> None:
    assert windows.started_by_explorer(parents) is by_explorer


class Started:
    """A process of Windows, with what started it."""

    def __init__(self, *parents: str) -> None:
        self.names = parents

    def parents(self) -> list["Started"]:
        return [Started(name) for name in self.names]

    def name(self) -> str:
        return self.names[0]


def gone() -> Started:
    raise psutil.NoSuchProcess(1)


def refused() -> Started:
    raise OSError(87, "Invalid parameter")


def ended(monkeypatch: pytest.MonkeyPatch, process: object, stdin: io.StringIO | None) -> int:
    """Run a command on a Windows of the test, and its exit code."""
    parser = cli.CommandParser("Memeriksa.")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", stdin)
        patch.setattr(psutil, "Process", process)
        patch.setattr(cli, "_do", lambda *_: cli.ERROR_FINDINGS)
        patch.setattr(windows, "os", argparse.Namespace(name="nt"))
        return cli.run(parser, lambda _: cli.CLEAN, [])


def test_a_window_that_would_close_waits_for_enter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    console = Console("\nsesudahnya")
    assert ended(monkeypatch, lambda: Started("py.exe", "explorer.exe"), console) == 1
    assert "Tekan Enter untuk menutup jendela ini." in capsys.readouterr().out
    assert console.read() == "sesudahnya"


@pytest.mark.parametrize(
    ("process", "stdin"),
    [
        (lambda: Started("cmd.exe", "explorer.exe"), Console("\n")),
        (lambda: Started("py.exe", "explorer.exe"), io.StringIO("\n")),
        (lambda: Started("py.exe", "explorer.exe"), None),
        (gone, Console("\n")),
        (refused, Console("\n")),
    ],
    ids=["typed", "no console", "no input", "gone", "of the system"],
)
def test_no_other_command_waits(
    process: object, stdin: io.StringIO | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, process, stdin) == 1
    assert capsys.readouterr().out == ""


def test_a_file_is_opened_as_windows_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    assert windows.open_file(tmp_path)
    assert opened == [tmp_path]


def test_a_file_for_which_there_is_no_program_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise OSError(path)

    monkeypatch.setattr(os, "startfile", refuse, raising=False)
    assert not windows.open_file(tmp_path)
    monkeypatch.delattr(os, "startfile")
    assert not windows.open_file(tmp_path)
