"""The daily report leaves a snapshot of the log where one is wanted, and nothing of it is asked for elsewhere."""

import json
import subprocess
import sys

import pytest

from commands import LATE, SCRIPTS, Office
from worklog.adapters.snapshots.snapshot import read_snapshot
from worklog.core.log.tabs import REGISTER

pytest_plugins = ("command_offices",)


def test_the_daily_report_leaves_the_log_and_what_it_is_judged_on(office: Office) -> None:
    office.configure(reports={"snapshot": "cuplikan/3326.parquet"}, holidays={"joint_leave": False})
    told = office.run("report_daily", now=LATE)
    assert told.err == ""
    snapshot = read_snapshot(office.folder / "cuplikan" / "3326.parquet")
    assert snapshot.frames[REGISTER.name]["ID Konten"].tolist() == ["2026-0118"]
    assert json.loads(snapshot.basis)["config"]["holidays"] == {"public": True, "joint_leave": False}


def test_a_snapshot_that_cannot_be_left_is_told_and_the_report_is_made(office: Office) -> None:
    (office.folder / "cuplikan").write_text("a file", encoding="utf-8")
    office.configure(reports={"snapshot": "cuplikan/3326.parquet"})
    told = office.run("report_daily", now=LATE)
    assert "Cuplikan untuk rekap kantor tidak dibuat." in told.out
    assert len(list(office.reports.glob("*.xlsx"))) == 1


@pytest.mark.slow
def test_no_snapshot_is_left_unless_it_is_wanted(office: Office) -> None:
    office.run("report_daily", now=LATE)
    assert not list(office.folder.rglob("*.parquet"))


def test_other_commands_load_nothing_of_the_recap(office: Office) -> None:
    """They would start later."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import check_progress, report_daily, recap_offices; "
        "check_progress.main(['--config', sys.argv[2], '--no-publish']); "
        "print([name for name in ('polars', 'pyarrow', 'dask', 'distributed') if name in sys.modules])"
    )
    line = [sys.executable, "-c", program, str(SCRIPTS), str(office.config)]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"
