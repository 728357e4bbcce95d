"""What a recap of all offices of Indonesia takes: 552 invented offices with a year each, about 5 million rows.

    python tests/benchmarks/all_indonesia.py [FOLDER]

makes the snapshots (kept in FOLDER for the next time, if one is named), runs the real command on an eighth, a quarter,
half and all of them, and prints a line for each: rows, seconds, processor seconds for a row, and the largest memory of
one process. The share that the machine gives to others is seen by the two kinds of seconds.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / name) for name in ("scripts", "tests")]

OFFICES, ROWS = 552, 9_058
SHARES = (8, 4, 2, 1)
COMMAND = Path(__file__).parents[2] / "scripts" / "recap_offices.py"


def make(folder: str, number: int) -> None:
    from many_offices import snapshot
    from worklog.adapters.snapshots.snapshot import write_snapshot

    file = Path(folder) / f"{number:03}.parquet"
    if not file.exists():
        write_snapshot(snapshot(ROWS, number), file)


def offices_json(folder: Path, count: int) -> Path:
    numbers = range(1, count + 1)
    entries = [
        {
            "name": f"KPU Kabupaten {number:03}",
            "province": f"Provinsi {number % 38 + 1:02}",
            "source": {"type": "snapshot", "path": f"{number:03}.parquet"},
        }
        for number in numbers
    ]
    file = folder / f"offices-{count}.json"
    file.write_text(json.dumps({"offices": entries}), encoding="utf-8")
    return file


def measured(listed: Path, output: Path) -> tuple[float, float, float]:
    """Seconds, processor seconds, and the megabytes of the largest process."""
    line = [
        sys.executable,
        str(COMMAND),
        "--offices",
        str(listed),
        "--output",
        str(output),
        "--now",
        "2026-11-27T14:10",
    ]
    begun = time.perf_counter()
    process = os.posix_spawn(sys.executable, line, os.environ)
    _, status, usage = os.wait4(process, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(None, get_context("spawn")) as pool:
        list(pool.map(make, [str(folder)] * OFFICES, range(1, OFFICES + 1)))
    print("| offices | rows | seconds | processor seconds | microseconds a row | largest process |")
    print("|---|---|---|---|---|---|")
    for share in SHARES:
        count = OFFICES // share
        seconds, processor, megabytes = measured(offices_json(folder, count), folder / "rekap")
        each = processor / (count * ROWS) * 1e6
        print(
            f"| {count} | {count * ROWS:,} | {seconds:.0f} | {processor:.0f} | {each:.0f} | {megabytes:.0f} MB |",
            flush=True,
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
