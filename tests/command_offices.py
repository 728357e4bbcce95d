"""Fixtures for tests of the commands; a test module takes them with `pytest_plugins = ("command_offices",)`."""

import shutil
from pathlib import Path

import pytest

from commands import NEWS, Example, Office, call, plain_log
from worklog.jobs import example as worked_example


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office whose log holds one request, half an hour old at `NOW`."""
    folder = tmp_path / "Kantor KPU"
    folder.mkdir()
    made = Office(folder)
    made.configure()
    plain_log(made.workbook, [NEWS])
    return made


@pytest.fixture(scope="session")
def made_example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Made once; whoever changes something takes the copy `example`."""
    folder = tmp_path_factory.mktemp("dibuat") / "contoh"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worked_example, "EXAMPLE_FOLDER", folder)
        return Example(folder, call("run_schedule", "--once", "--example"))


@pytest.fixture
def example(made_example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A copy of the worked example, which `--example` takes for its own."""
    folder = tmp_path / "contoh"
    shutil.copytree(made_example.folder, folder)
    monkeypatch.setattr(worked_example, "EXAMPLE_FOLDER", folder)
    return Office(folder)
