"""Speed of a whole check against a process that only imports pandas and reads the same workbook.

Run with `python -m pytest tests/benchmarks --benchmark-only`; both are timed in the same run, so only the ratio counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from benchmarks.large_logs import NOW, large_frames
from benchmarks.timing import median_ratio, times
from office_roles import LOG
from worklog.cli import ERROR_FINDINGS

ROWS, PAIRS = 10_000, 15
COMMAND = Path(__file__).parents[2] / "scripts" / "check_progress.py"
READ_ONLY = """
import sys
import pandas
from python_calamine import CalamineWorkbook

workbook = CalamineWorkbook.from_path(sys.argv[1])
for name in workbook.sheet_names:
    workbook.get_sheet_by_name(name).to_python()
"""


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain workbook with a log of 10,000 rows, and a configuration beside it that names it."""
    path = tmp_path_factory.mktemp("kantor") / "log.xlsx"
    workbook = Workbook(write_only=True)
    for name, frame in large_frames(ROWS).items():
        cells = frame.drop(columns="row")
        sheet = workbook.create_sheet(name)
        for row in (cells.columns.tolist(), *cells.to_numpy().tolist()):
            sheet.append(row)
    workbook.save(path)
    path.with_name("config.json").write_text(json.dumps({"source": {"path": path.name}}), encoding="utf-8")
    return path


def test_a_check_against_reading_alone(benchmark: Any, log: Path) -> None:
    config = str(log.with_name("config.json"))
    check = [sys.executable, str(COMMAND), "--config", config, "--json", "--no-publish", "--now", str(NOW)]
    read = [sys.executable, "-c", READ_ONLY, str(log)]
    ended = subprocess.run(check, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == ERROR_FINDINGS, ended.stderr
    last = max(finding["row"] or 0 for finding in json.loads(ended.stdout)["findings"] if finding["tab"] == LOG.name)
    assert last > ROWS * 0.9

    def run_check() -> None:
        subprocess.run(check, capture_output=True, check=False)

    ratio = median_ratio(*times(run_check, lambda: subprocess.run(read, check=True), rounds=PAIRS))
    benchmark.extra_info["times reading alone"] = round(ratio, 2)
    benchmark.pedantic(run_check, rounds=3)
    assert ratio <= 2.5
