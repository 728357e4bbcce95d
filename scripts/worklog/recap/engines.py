"""Where offices are judged: on all cores of this computer, or by the workers of a Dask scheduler."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from worklog.adapters.snapshots.parquet import INSTALL
from worklog.core.errors import WorklogError
from worklog.recap.office import Judged, Task, judge, unforeseen

Engine = Callable[[Sequence[Task]], Iterator[Judged]]
"""Judges tasks and gives their outcomes as they come; each task has one."""
KILLED = "Proses yang memeriksanya mati dua kali (kehabisan memori?). Coba lagi saat komputer tidak sibuk."
OTHER_PROGRAM = (
    "Pekerja {workers} tidak memuat program yang sama dengan komputer ini. Salin folder program yang sama ke sana, "
    "jalankan pekerja dengan PYTHONPATH ke folder scripts-nya, lalu ulangi."
)
_WAIT_FOR_SCHEDULER = 20


def in_this_process(tasks: Sequence[Task]) -> Iterator[Judged]:
    """One office after another."""
    yield from map(judge, tasks)


def on_all_cores(tasks: Sequence[Task], workers: int | None = None) -> Iterator[Judged]:
    """As many offices at a time as there are cores; those that a killed process had are judged again, one by one."""
    waiting, suspects = list(reversed(tasks)), list[Task]()
    while waiting:
        yield from _until_broken(waiting, suspects, workers or os.cpu_count() or 1)
    for task in suspects:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            try:
                yield pool.submit(judge, task).result()
            except BrokenProcessPool:
                yield Judged(task.number, reason=KILLED)


def _until_broken(waiting: list[Task], suspects: list[Task], workers: int) -> Iterator[Judged]:
    """Judge what waits, a few at a time; when a process dies, what was being judged is suspect."""
    running: dict[Future[Judged], Task] = {}
    with ProcessPoolExecutor(min(workers, len(waiting)), get_context("spawn")) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < 2 * workers:
                    running[pool.submit(judge, waiting[-1])] = waiting[-1]
                    waiting.pop()
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    outcome = done.result()
                    del running[done]
                    yield outcome
        except BrokenProcessPool:
            suspects += running.values()


def on_cluster(address: str) -> Engine:
    """The workers of the scheduler at an address such as `tcp://10.0.0.5:8786`."""

    def engine(tasks: Sequence[Task]) -> Iterator[Judged]:
        if find_spec("distributed") is None:
            raise WorklogError(f"Paket dask belum terpasang. Di folder program jalankan: {INSTALL}")
        from distributed import Client, as_completed

        try:
            client: Any = Client(address, timeout=_WAIT_FOR_SCHEDULER, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise WorklogError(
                f"Penjadwal Dask di {address} tidak terjangkau. Periksa alamatnya, dan apakah dask scheduler berjalan "
                "di sana."
            ) from error
        with client:
            _refuse_other_programs(client)
            futures = {client.submit(judge, task, pure=False): task for task in tasks}
            for future in as_completed(list(futures), loop=client.loop):  # type: ignore[no-untyped-call]
                task = futures.pop(future)
                failed = future.exception()
                yield future.result() if failed is None else Judged(task.number, reason=_why(failed))
                future.release()

    return engine


def _why(error: BaseException) -> str:
    return KILLED if type(error).__name__ == "KilledWorker" else unforeseen(error)


def _refuse_other_programs(client: Any) -> None:
    """Raise `WorklogError` unless all workers run the program that runs here: else nobody knows by which rules."""
    ours = program_digest()
    found = client.run(program_digest_there, on_error="return")
    others = [worker for worker, digest in found.items() if digest != ours]
    if others:
        raise WorklogError(OTHER_PROGRAM.format(workers=", ".join(others)))


def program_digest_there() -> str:
    """The same, asked of a worker."""
    return program_digest()


@cache
def program_digest() -> str:
    """What tells this program from others: all that its package consists of."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for file in sorted(package.rglob("*.py")):
        digest.update(file.relative_to(package).as_posix().encode() + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
