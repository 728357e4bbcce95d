"""Where offices are judged changes nothing: one process, all cores, or the workers of a real Dask scheduler."""

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path

import polars
import pytest

from benchmarks.large_logs import NOW
from commands import start
from many_offices import listed
from worklog.core.errors import WorklogError
from worklog.progress import tell_nobody
from worklog.recap import engines
from worklog.recap.engines import Engine, in_this_process, on_all_cores, on_cluster
from worklog.recap.office import Judged, Task
from worklog.recap.offices import load_offices
from worklog.recap.pace import Pace
from worklog.recap.run import UNFINISHED, Recap

SCRIPTS = Path(__file__).parents[2] / "scripts"
OFFICES, ROWS = 8, 1100
TOLD = "scheduler.json"
"""Where a scheduler tells its address."""


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
def cluster(
    folder: Path, *programs: Path, scheduler: Path = SCRIPTS
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A real scheduler on this computer's own network, and its workers, each with the program in a folder.

    Its address, and the processes: the scheduler's first.
    """
    with ExitStack() as stack:
        processes = [stack.enter_context(started(folder, scheduler, "dask_scheduler", "--port", "0"))]
        while not (folder / TOLD).exists():
            time.sleep(0.1)
        processes += [stack.enter_context(worker(folder, program)) for program in programs]
        address = json.loads((folder / TOLD).read_text(encoding="utf-8"))["address"]
        _wait_for_workers(address, len(programs))
        yield address, processes


def worker(folder: Path, program: Path) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """A worker of the scheduler of a folder."""
    return started(folder, program, "dask_worker", "--no-nanny", "--nthreads", "1")


@contextmanager
def started(folder: Path, program: Path, module: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask, until it is not needed any more."""
    common = ["--scheduler-file", TOLD, "--no-dashboard", "--host", "127.0.0.1"]
    line = [sys.executable, "-m", f"distributed.cli.{module}", *common, *options]
    environment = {**os.environ, "PYTHONPATH": str(program)}
    with (folder / "log.txt").open("ab") as output:
        process = subprocess.Popen(line, env=environment, cwd=folder, stdout=output, stderr=output)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def _wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        if count:
            client.wait_for_workers(count, timeout=90)


@contextmanager
def recap_begun(offices: Path, address: str, output: Path) -> Iterator[subprocess.Popen[str]]:
    """The command of a recap, by the workers of a scheduler, right after its first office was kept."""
    options = ["--offices", offices, "--output", output, "--scheduler", address, "--now", NOW]
    line = [sys.executable, str(SCRIPTS / "recap_offices.py"), *map(str, options)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as command:
        try:
            while not list(output.glob(f"{UNFINISHED}*/*.parquet")):
                time.sleep(0.02)
            yield command
        finally:
            command.kill()


def refused(offices: Path, address: str, output: Path) -> str:
    """What the command says that makes no recap."""
    told = start("recap_offices", "--offices", offices, "--output", output, "--scheduler", address, folder=output)
    assert (told.code, told.out) == (2, "")
    assert not list(output.glob("*.xlsx"))
    return told.err


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
@pytest.mark.skipif(os.name == "nt", reason="only POSIX sends Ctrl+C to the processes of another console")
@pytest.mark.parametrize("seconds", [0, 0.3, 0.6, 1.2])
def test_ctrl_c_ends_all_processes_with_one_sentence(seconds: float, offices: Path, tmp_path: Path) -> None:
    line = [sys.executable, SCRIPTS / "recap_offices.py", "--offices", offices, "--output", tmp_path, "--now", str(NOW)]
    with subprocess.Popen(
        line, stdout=-1, stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True
    ) as command:
        while not list(tmp_path.glob(f"{UNFINISHED}*")):
            time.sleep(0.02)
        time.sleep(seconds)
        os.killpg(command.pid, signal.SIGINT)
        told = command.communicate(timeout=10)[0]
    assert (command.returncode, told.count("\n")) == (130, 1)
    assert told.startswith("Dihentikan dari papan ketik.")


@pytest.mark.slow
def test_two_workers_of_a_scheduler_find_what_one_process_finds(offices: Path, tmp_path: Path) -> None:
    alone = findings(offices, in_this_process, tmp_path / "satu")
    with cluster(tmp_path, SCRIPTS, SCRIPTS) as (address, _):
        assert findings(offices, on_cluster(address), tmp_path / "dua", on_cluster=True).equals(alone)


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_middle_loses_nothing(offices: Path, tmp_path: Path) -> None:
    alone = findings(offices, in_this_process, tmp_path / "satu")
    with cluster(tmp_path, SCRIPTS, SCRIPTS) as (address, processes):
        killed = disturbed(on_cluster(address), processes[1].kill)
        assert findings(offices, killed, tmp_path / "dua", on_cluster=True).equals(alone)


@pytest.mark.slow
def test_a_scheduler_that_dies_is_told_once_and_what_was_done_is_kept(offices: Path, tmp_path: Path) -> None:
    output = tmp_path / "rekap"
    with cluster(tmp_path, SCRIPTS) as (address, (scheduler, _)), recap_begun(offices, address, output) as command:
        scheduler.kill()
        told = command.communicate(timeout=120)[0]
    assert command.returncode == 2
    lost = f"Sambungan ke penjadwal Dask di {address} putus sesudah "
    assert told.startswith(lost)
    assert told.endswith("lalu jalankan lagi perintah ini; kantor yang sudah selesai tidak diulang.\n")
    assert told.count("\n") == 1
    made = Recap(load_offices(offices), offices, output, NOW.item()).make(in_this_process, tell_nobody)
    assert made.failed == 0
    assert told.removeprefix(lost).startswith(f"{made.resumed} kantor")
    assert 0 < made.resumed < OFFICES


@pytest.mark.slow
def test_workers_that_all_went_are_told(offices: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_WAIT_FOR_WORKERS", 1)
    with cluster(tmp_path, SCRIPTS) as (address, (_, worker)), pytest.raises(WorklogError, match="pekerja lagi"):
        findings(offices, disturbed(on_cluster(address), worker.kill), tmp_path / "rekap", on_cluster=True)


@pytest.mark.slow
def test_a_cluster_that_cannot_judge_is_told_before_anything_is_made(offices: Path, tmp_path: Path) -> None:
    with cluster(tmp_path, scheduler=tmp_path) as (address, _):
        assert refused(offices, address, tmp_path).startswith(f"Penjadwal Dask di {address} tidak memuat program")
    (tmp_path / TOLD).unlink()
    with cluster(tmp_path) as (address, _):
        assert refused(offices, address, tmp_path).startswith(f"Penjadwal Dask di {address} tidak mempunyai pekerja.")
    (tmp_path / TOLD).unlink()
    with cluster(tmp_path, SCRIPTS, tmp_path) as (address, _):
        told = refused(offices, address, tmp_path)
        assert "tidak memuat program yang sama" in told
        assert told.startswith("Pekerja tcp://127.0.0.1:")
        assert told.count("tcp://") == 1


@pytest.mark.slow
def test_a_worker_that_comes_later_with_another_program_is_told(
    offices: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, judged = tmp_path / "lain", engines._judged_there
    shutil.copytree(SCRIPTS / "worklog", other / "worklog")
    (other / "worklog" / "other.py").write_text("", encoding="utf-8")
    with ExitStack() as later, cluster(tmp_path, SCRIPTS) as (address, _):

        def joined(client: object, address: str, tasks: Sequence[Task]) -> Iterator[Judged]:
            later.enter_context(worker(tmp_path, other))
            _wait_for_workers(address, 2)
            return judged(client, address, tasks)

        monkeypatch.setattr(engines, "_judged_there", joined)
        with pytest.raises(WorklogError, match=r"Pekerja tcp://127.0.0.1:\d+ tidak memuat program yang sama"):
            findings(offices, on_cluster(address), tmp_path / "rekap", on_cluster=True)


@pytest.mark.slow
@pytest.mark.parametrize("address", ["bukan alamat", "ftp://127.0.0.1:9", "tls://127.0.0.1:9"])
def test_an_address_that_is_none_is_told_at_once(address: str, offices: Path, tmp_path: Path) -> None:
    begun = time.monotonic()
    assert refused(offices, address, tmp_path).splitlines() == [
        f"Penjadwal Dask di {address} tidak terjangkau. Periksa alamatnya, dan apakah dask scheduler berjalan di sana."
    ]
    assert time.monotonic() - begun < 15


@pytest.mark.slow
def test_the_address_of_a_worker_is_told_to_be_no_schedulers(offices: Path, tmp_path: Path) -> None:
    from distributed import Client

    with cluster(tmp_path, SCRIPTS) as (address, _):
        with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            worker = next(iter(client.nthreads()))
        assert refused(offices, worker, tmp_path).startswith(f"Penjadwal Dask di {worker} tidak terjangkau.")


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
