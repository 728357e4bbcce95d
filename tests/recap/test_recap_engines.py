"""Where offices are judged changes nothing: one process, all cores, or the workers of a real Dask scheduler."""

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path

import polars
import pytest

from benchmarks.large_logs import NOW
from many_offices import listed
from worklog.progress import tell_nobody
from worklog.recap.engines import Engine, in_this_process, on_all_cores, on_cluster
from worklog.recap.office import Judged, Task
from worklog.recap.offices import load_offices
from worklog.recap.pace import Pace
from worklog.recap.run import Recap

SCRIPTS = Path(__file__).parents[2] / "scripts"
OFFICES, ROWS = 8, 1100


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return listed(tmp_path_factory.mktemp("kantor"), OFFICES, ROWS)


def findings(file: Path, engine: Engine, output: Path, *, on_cluster: bool = False) -> polars.DataFrame:
    recap = Recap(load_offices(file), file, output, NOW.item())
    made = recap.make(engine, tell_nobody, on_cluster=on_cluster)
    assert made.failed == 0
    return polars.read_parquet(made.findings)


def disturbed(engine: Engine, disturb: Callable[[], object]) -> Engine:
    """The engine, with something happening right after the first office came."""

    def judged(tasks: Sequence[Task]) -> Iterator[Judged]:
        for number, outcome in enumerate(engine(tasks)):
            if number == 0:
                disturb()
            yield outcome

    return judged


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A real scheduler with two worker processes on this computer's own network."""
    told = folder / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(SCRIPTS), "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "100"}
    common = ["--scheduler-file", str(told), "--no-dashboard"]
    lines = [["dask_scheduler", "--host", "127.0.0.1", "--port", "0", *common]]
    lines += [["dask_worker", *common, "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1"]] * 2
    with ExitStack() as stack:
        processes = []
        for module, *options in lines:
            line = [sys.executable, "-m", f"distributed.cli.{module}", *options]
            output = (folder / "log.txt").open("ab")
            process = subprocess.Popen(line, env=environment, cwd=folder, stdout=output, stderr=output)
            stack.callback(process.wait)
            stack.callback(process.kill)
            processes.append(process)
            while not told.exists():
                time.sleep(0.1)
        address = json.loads(told.read_text(encoding="utf-8"))["address"]
        _wait_for_workers(address)
        yield address, processes[1:]


def _wait_for_workers(address: str) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(2, timeout=90)


@pytest.mark.slow
def test_all_cores_find_what_one_process_finds(offices: Path, tmp_path: Path) -> None:
    alone = findings(offices, in_this_process, tmp_path / "satu")
    assert findings(offices, lambda tasks: on_all_cores(tasks, 2), tmp_path / "dua").equals(alone)


@pytest.mark.slow
def test_a_process_that_is_killed_loses_nothing(offices: Path, tmp_path: Path) -> None:
    def kill_one() -> None:
        multiprocessing.active_children()[0].kill()

    alone = findings(offices, in_this_process, tmp_path / "satu")
    killed = disturbed(lambda tasks: on_all_cores(tasks, 2), kill_one)
    assert findings(offices, killed, tmp_path / "dua").equals(alone)


@pytest.mark.slow
def test_two_workers_of_a_scheduler_find_what_one_process_finds(offices: Path, tmp_path: Path) -> None:
    alone = findings(offices, in_this_process, tmp_path / "satu")
    with cluster(tmp_path) as (address, _):
        assert findings(offices, on_cluster(address), tmp_path / "dua", on_cluster=True).equals(alone)


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_middle_loses_nothing(offices: Path, tmp_path: Path) -> None:
    alone = findings(offices, in_this_process, tmp_path / "satu")
    with cluster(tmp_path) as (address, workers):
        killed = disturbed(on_cluster(address), workers[0].kill)
        assert findings(offices, killed, tmp_path / "dua", on_cluster=True).equals(alone)


def stamps(pace: Pace, count: int) -> list[float]:
    taken = []
    for _ in range(count):
        pace.wait()
        taken.append(time.time())
    return taken


@pytest.mark.slow
def test_requests_of_all_processes_share_one_limit(tmp_path: Path) -> None:
    pace = Pace(0.2, str(tmp_path / "giliran.lock"))
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        sent = sorted(moment for moments in pool.map(stamps, [pace, pace], [5, 5]) for moment in moments)
    assert min(after - before for before, after in pairwise(sent)) > 0.15
    assert sent[-1] - sent[0] >= 9 * 0.2 - 0.1
