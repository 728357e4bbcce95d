"""Fixtures for tests of the commands; a test module takes them with `pytest_plugins = ("command_offices",)`."""

import json
import shutil
from dataclasses import astuple
from pathlib import Path

import pytest
from filelock import FileLock

from commands import NEWS, Example, Office, Told, call, plain_log
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
def made_example(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Example:
    """Made once, also when several processes run the tests; whoever changes something takes the copy `example`."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder, told = shared / "dibuat" / "contoh", shared / "dibuat.json"
    with FileLock(shared / "dibuat.lock"), pytest.MonkeyPatch.context() as patch:
        if not told.exists():
            patch.setattr(worked_example, "EXAMPLE_FOLDER", folder)
            told.write_text(json.dumps(astuple(call("run_schedule", "--once", "--example"))), encoding="utf-8")
    return Example(folder, Told(*json.loads(told.read_text(encoding="utf-8"))))


@pytest.fixture
def example(made_example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A copy of the worked example, which `--example` takes for its own."""
    folder = tmp_path / "contoh"
    shutil.copytree(made_example.folder, folder)
    monkeypatch.setattr(worked_example, "EXAMPLE_FOLDER", folder)
    return Office(folder)
