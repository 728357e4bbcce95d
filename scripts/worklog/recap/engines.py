"""Where offices are judged: on all cores of this computer, or by the workers of a Dask scheduler."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import platform
import signal
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

from worklog.adapters.snapshots.parquet import INSTALL
from worklog.core.errors import WorklogError
from worklog.recap.office import Judged, Task, judge, unforeseen

Engine = Callable[[Sequence[Task]], Iterator[Judged]]
"""Judges tasks and gives their outcomes as they come; each task has one."""
KILLED = "Proses yang memeriksanya mati dua kali (kehabisan memori?). Coba lagi saat komputer tidak sibuk."
OTHER_PROGRAM = (
    "{what} tidak memuat program yang sama dengan komputer ini. Salin folder program yang sama ke sana, pasang Python "
    "dan paket dengan versi yang sama, jalankan {line} dengan PYTHONPATH ke folder scripts-nya, lalu ulangi."
)
NO_WORKERS = (
    "Penjadwal Dask di {address} tidak mempunyai pekerja{left}. Jalankan dask worker {address} dengan "
    "PYTHONPATH ke folder scripts program, lalu ulangi perintah ini; kantor yang sudah selesai tidak diulang."
)
_PACKAGES = ("dask", "distributed", "holidays", "numpy", "pandas", "polars", "python_calamine")
"""Those that a result may depend on, and the way it takes."""
_WAIT_FOR_SCHEDULER, _WAIT_FOR_WORKERS, _BEAT = 20, 60, 0.05
"""Seconds until a scheduler that does not answer, or that has lost all its workers, is told; how often is looked."""


def in_this_process(tasks: Sequence[Task]) -> Iterator[Judged]:
    """One office after another."""
    yield from map(judge, tasks)


def on_all_cores(tasks: Sequence[Task], workers: int | None = None) -> Iterator[Judged]:
    """As many offices at a time as there are cores; those that a killed process had are judged again, one by one."""
    waiting, suspects = list(reversed(tasks)), list[Task]()
    while waiting:
        yield from _until_broken(waiting, suspects, workers or os.cpu_count() or 1)
    for task in suspects:
        with _pool(1) as pool:
            try:
                yield _begun(pool, task).result()
            except BrokenProcessPool:
                yield Judged(task.number, reason=KILLED)


def _until_broken(waiting: list[Task], suspects: list[Task], workers: int) -> Iterator[Judged]:
    """Judge what waits, a few at a time; when a process dies, what was being judged is suspect."""
    running: dict[Future[Judged], Task] = {}
    with _pool(min(workers, len(waiting))) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < 2 * workers:
                    running[_begun(pool, waiting[-1])] = waiting[-1]
                    waiting.pop()
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    outcome = done.result()
                    del running[done]
                    yield outcome
        except BrokenProcessPool:
            suspects += running.values()


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that leave Ctrl+C to this one, which then ends them: else each would show a traceback."""
    left = (signal.signal, (signal.SIGINT, signal.SIG_IGN))
    with ProcessPoolExecutor(workers, get_context("spawn"), *left) as pool:
        try:
            yield pool
        except BaseException:
            for process in active_children():
                process.terminate()
            raise


def _begun(pool: ProcessPoolExecutor, task: Task) -> Future[Judged]:
    """Give a task to a pool; a process that is started for it ignores Ctrl+C from its first moment (POSIX)."""
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return pool.submit(judge, task)
    finally:
        signal.signal(signal.SIGINT, usual)


def on_cluster(address: str) -> Engine:
    """The workers of the scheduler at an address such as `tcp://10.0.0.5:8786`; using them raises WorklogError."""

    def engine(tasks: Sequence[Task]) -> Iterator[Judged]:
        if find_spec("distributed") is None:
            raise WorklogError(f"Paket dask belum terpasang. Di folder program jalankan: {INSTALL}")
        from distributed import CancelledError

        done = 0
        try:
            with _connected(address) as client:
                _refuse_other_programs(client, address)
                for outcome in _judged_there(client, address, tasks):
                    yield outcome
                    done += 1
        except (OSError, CancelledError) as error:
            raise WorklogError(
                f"Sambungan ke penjadwal Dask di {address} putus sesudah {done} kantor. Periksa apakah dask scheduler "
                "masih berjalan di sana, lalu jalankan lagi perintah ini; kantor yang sudah selesai tidak diulang."
            ) from error

    return engine


def _connected(address: str) -> Any:
    """A client of a scheduler that answers: one that cannot connect would wait and complain once more at its end."""
    from distributed import Client, rpc

    # What Dask says itself is English, and told here in our words.
    for name in ("distributed", "distributed.client", "tornado.application", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", module="distributed")

    async def asked() -> None:
        async with rpc(address, timeout=_WAIT_FOR_SCHEDULER) as there:  # type: ignore[no-untyped-call]
            if (await there.identity())["type"] != "Scheduler":
                raise ValueError(address)

    try:
        asyncio.run(asyncio.wait_for(asked(), _WAIT_FOR_SCHEDULER))
        return Client(address, timeout=_WAIT_FOR_SCHEDULER, set_as_default=False)  # type: ignore[no-untyped-call]
    except Exception as error:
        raise WorklogError(
            f"Penjadwal Dask di {address} tidak terjangkau. Periksa alamatnya, dan apakah dask scheduler berjalan "
            "di sana."
        ) from error


def _judged_there(client: Any, address: str, tasks: Sequence[Task]) -> Iterator[Judged]:
    """The outcomes as they come; raises `WorklogError` when nobody is there any more who could send one."""
    from distributed import CancelledError, as_completed

    futures = {client.submit(judge_as, task, program_digest(), pure=False): task for task in tasks}
    coming: Any = as_completed(list(futures), loop=client.loop)  # type: ignore[no-untyped-call]
    heard = time.monotonic()
    while not coming.is_empty():
        if coming.has_ready():
            future, heard = next(coming), time.monotonic()
            task, failed = futures.pop(future), future.exception()
            if isinstance(failed, CancelledError):
                raise failed
            if failed is not None:
                _refuse_other_programs(client, address)  # workers that came later
            yield future.result() if failed is None else Judged(task.number, reason=_why(failed))
            future.release()
        elif time.monotonic() - heard < _WAIT_FOR_WORKERS:
            time.sleep(_BEAT)
        elif client.nthreads():
            heard = time.monotonic()
        else:
            raise WorklogError(NO_WORKERS.format(address=address, left=" lagi"))


def _why(error: BaseException) -> str:
    return KILLED if type(error).__name__ == "KilledWorker" else unforeseen(error)


def _refuse_other_programs(client: Any, address: str) -> None:
    """Raise `WorklogError` unless all there run the program that runs here: else nobody knows by which rules."""
    ours = program_digest()
    try:
        scheduler = client.run_on_scheduler(program_digest_there)
    except (ImportError, AttributeError):
        scheduler = ""
    if scheduler != ours:
        raise WorklogError(OTHER_PROGRAM.format(what=f"Penjadwal Dask di {address}", line="dask scheduler"))
    found = client.run(program_digest_there, on_error="return")
    if not found:
        raise WorklogError(NO_WORKERS.format(address=address, left=""))
    others = [worker for worker, digest in found.items() if digest != ours]
    if others:
        raise WorklogError(OTHER_PROGRAM.format(what=f"Pekerja {', '.join(others)}", line="dask worker"))


def judge_as(task: Task, digest: str) -> Judged:
    """Judge an office there, if the program is that of the digest."""
    if program_digest() != digest:
        raise ImportError(digest)
    return judge(task)


def program_digest_there() -> str:
    """The same, asked of a worker."""
    return program_digest()


@cache
def program_digest() -> str:
    """What tells this program from others: all that its package consists of, Python and the packages it judges with."""
    package, python = Path(__file__).parents[1], platform.python_version_tuple()[:2]
    digest = hashlib.sha256(repr((python, [version(name) for name in _PACKAGES if find_spec(name)])).encode())
    for file in sorted(package.rglob("*.py")):
        digest.update(file.relative_to(package).as_posix().encode() + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
