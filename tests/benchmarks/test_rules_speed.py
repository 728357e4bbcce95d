"""Speed of timeline and rules against pm4py and against one Python function per item, their growth and their memory.

Run with `python -m pytest tests/benchmarks --benchmark-only`; peers are timed in the same run, so only ratios count.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from benchmarks.large_logs import NOW, as_typed_log, large_frames, office
from benchmarks.timing import PEERS_MISSING, median_ratio, times
from office_roles import ROLES
from oracle import reader
from oracle.cells import Moment
from oracle.records import UNKNOWN, LogRow
from worklog.core.judging.check import Checked, check_tables
from worklog.core.log.tables import Tables, parse_tables
from worklog.core.log.tabs import DECISIONS

ROWS, TENTH, MILLION = 100_000, 10_000, 1_000_000
GIGABYTE = 1_000_000_000
PROJECT = Path(__file__).parents[2]
NOW_TYPED: datetime = NOW.item()
PLACE = ("code", "id", "round", "step", "tab", "row", "column")


@cache
def tables(rows: int) -> Tables:
    return parse_tables(large_frames(rows), office().sop, NOW)


def check_all(rows: int = ROWS) -> Checked:
    return check_tables(tables(rows), office(), NOW)


def event_log(pm4py: Any, checked: Checked) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The finished steps as pm4py wants them, and those of a sample of items that were done by the book."""
    rows = checked.trace.rows
    done = rows[rows["finish"].notna()]
    flow = pd.Series(checked.sop.flows["code"].to_numpy()[done["flow_index"]], index=done.index)
    events = pd.DataFrame(
        {
            "case:concept:name": done["item"].astype(str),
            "concept:name": flow + " " + done["step"].astype(str),
            "time:timestamp": done["finish"].astype("datetime64[ns]").dt.tz_localize("UTC"),
        }
    )
    compliant = np.flatnonzero(checked.items["verdict"] == "sesuai")[:1000].astype(str)
    return pm4py.format_dataframe(events), pm4py.format_dataframe(events[events["case:concept:name"].isin(compliant)])


def test_checks_against_token_replay_and_temporal_profile(benchmark: Any) -> None:
    """pm4py's two checks know no roles, no rounds, no working time; finding the net and the profile is not timed."""
    pm4py = pytest.importorskip("pm4py", reason=PEERS_MISSING)
    events, sample = event_log(pm4py, check_all())
    net = pm4py.discover_petri_net_inductive(sample)
    profile = pm4py.discover_temporal_profile(sample)

    def replay() -> None:
        pm4py.conformance_diagnostics_token_based_replay(events, *net)
        pm4py.conformance_temporal_profile(events, profile, zeta=2.0)

    ours, theirs = times(check_all, replay, rounds=5)
    ratio = median_ratio(theirs, ours)
    benchmark.extra_info["times faster than pm4py"] = round(ratio, 1)
    benchmark.pedantic(check_all, rounds=5)
    assert ratio > 1


def per_item(rows: int) -> Callable[[], pd.Series]:
    """The peer: `groupby.apply` over the parsed log of a function that judges one item in plain Python."""
    parsed = tables(rows)
    context, _, _ = reader.prepare(as_typed_log(large_frames(rows)), NOW_TYPED)
    items = list(context.known_ids.values())
    log = parsed.log[parsed.log["item"] >= 0]
    names = dict(enumerate(parsed.names.tolist())) | {-1: ""}
    decisions = dict(enumerate(DECISIONS)) | {-1: "", -2: UNKNOWN}
    times = ["start_filled", "start", "finish_filled", "finish"]
    columns = ["row", "id", "round", "step", *times, "decision", "evidence", *ROLES]

    def moment(filled: bool, value: pd.Timestamp) -> Moment:
        return Moment(filled, None if value is pd.NaT else value.to_pydatetime())

    def log_row(row: int, identity: str, number: int, step: int, *cells: Any) -> LogRow:
        start_filled, start, finish_filled, finish, decision, evidence, *people = cells
        return LogRow(
            row,
            identity,
            number or None,
            step or None,
            dict(zip(ROLES, map(names.__getitem__, people), strict=True)),
            moment(start_filled, start),
            moment(finish_filled, finish),
            decisions[decision],
            evidence,
            note="",
        )

    def judge(rows: pd.DataFrame) -> tuple[list[reader.Finding], reader.ItemResult]:
        entries = [log_row(*cells) for cells in rows[columns].itertuples(index=False, name=None)]
        return reader.check_item(items[rows.name], entries, context)

    return lambda: log.groupby("item").apply(judge)


def test_checks_against_one_function_per_item(benchmark: Any) -> None:
    """The function is the independent reader's; it judges a tenth of the log, and its time is taken ten times."""
    findings = check_all(TENTH).findings
    shown = findings[list(PLACE)].astype(object)
    ours = shown.mask((shown == "") | (shown.isin([0]) & shown.columns.isin(["round", "step", "row"])), None)
    assert [tuple(row) for row in ours.to_numpy().tolist()] == reader.findings(
        as_typed_log(large_frames(TENTH)), NOW_TYPED
    )
    judge_items = per_item(TENTH)
    of_items = sum(len(found) for found, _ in judge_items())
    assert of_items >= 0.7 * len(findings)  # the others stand at rows without an item, or at items without rows

    ours, of_a_tenth = times(check_all, judge_items, rounds=5)
    ratio = median_ratio(of_a_tenth, ours) * ROWS / TENTH
    benchmark.extra_info["times faster than one function per item"] = round(ratio, 1)
    benchmark.pedantic(check_all, rounds=5)
    assert ratio >= 30


MEASURED_ALONE = """
import json, resource, sys, time
from benchmarks.large_logs import NOW, large_frames, office
from benchmarks.timing import times
from worklog.core.judging.check import check_tables
from worklog.core.log.tables import parse_tables

logs = [parse_tables(large_frames(int(rows)), office().sop, NOW) for rows in sys.argv[1:]]
checks = [lambda log=log: check_tables(log, office(), NOW) for log in logs]
taken = times(*checks, rounds=5, clock=time.process_time)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([*taken, peak]))
"""


def measured_alone() -> tuple[list[float], list[float], int]:
    """Processor times of checking both logs in a process of its own, and its most memory in bytes.

    The memory is that of the cells and of parsing, too. Waiting for a busy machine is left out of the times, because
    it hits the longer check more often.
    """
    paths = os.pathsep.join(str(PROJECT / folder) for folder in ("scripts", "tests"))
    command = [sys.executable, "-c", MEASURED_ALONE, str(ROWS), str(MILLION)]
    ended = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, check=True, stdout=subprocess.PIPE)
    small, large, peak = json.loads(ended.stdout)
    return small, large, peak


def test_a_million_rows_take_ten_times_as_long_as_a_tenth_and_little_memory(benchmark: Any) -> None:
    pytest.importorskip("resource", reason="sistem ini tidak melaporkan pemakaian memori (modul resource)")
    small, large, peak = benchmark.pedantic(measured_alone, rounds=1)

    growth = median_ratio(large, small)
    benchmark.extra_info["seconds"] = round(min(large), 2)
    benchmark.extra_info["times the time of a tenth"] = round(growth, 1)
    benchmark.extra_info["gigabytes"] = round(peak / GIGABYTE, 2)
    assert growth <= 12
    assert peak < 2 * GIGABYTE
