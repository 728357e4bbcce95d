"""All benchmarks in one command: each stage of a check on logs of a thousand to a million rows, and its peers.

    python tests/benchmarks/measure.py [--rows 1000,10000,…] [--picture docs/gambar/kecepatan.png]

prints a table (Markdown) and draws a picture. Every number comes from a process of its own: the least processor time of
some rounds, since other programs may share the cores, and the most memory of the process with its preparation. Peers
are measured in the same run, so that their ratios hold on any computer. Above a stage's `MOST` rows it is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path[:0] = [str(PROJECT / name) for name in ("scripts", "tests")]

ROWS = (1_000, 10_000, 100_000, 1_000_000)
STAGES = {
    "read": ("read", 100_000, "ours"),
    "read_by_calamine": ("read", 100_000, "bare calamine"),
    "read_by_openpyxl": ("read", 100_000, "openpyxl"),
    "parse": ("parse", 1_000_000, "ours"),
    "judge": ("judge", 1_000_000, "ours"),
    "judge_by_pm4py": ("judge", 100_000, "pm4py"),
    "judge_by_items": ("judge", 10_000, "one function per item"),
    "publish": ("publish", 10_000, "ours"),
    "daily": ("daily report", 100_000, "ours"),
    "monthly": ("monthly report", 10_000, "ours"),
    "whole": ("whole process", 100_000, "ours"),
    "floor": ("whole process", 100_000, "import pandas and read"),
    "working_time": ("working time", 1_000_000, "ours"),
    "working_time_by_businesstimedelta": ("working time", 10_000, "businesstimedelta"),
}
"""By the function in `stages`: what it does, the most rows that it is measured on, and who does it."""
_COLOURS = ("#1f3864", "#c55a11", "#2e7d32", "#7b1fa2", "#00838f", "#9e9d24", "#ad1457", "#5d4037")


def measure_here(stage: str, rows: int, log: Path) -> dict[str, float]:
    """The least processor seconds of a stage, those of processes that it starts included, and the most megabytes."""
    from benchmarks import stages

    call = getattr(stages, stage)(rows, log)
    best, spent = float("inf"), 0.0
    for number in range(5):
        begun = _processor_seconds()
        call()
        best = min(best, _processor_seconds() - begun)
        spent += best
        if spent > 5 and number > 0:
            break
    who = resource.RUSAGE_CHILDREN if stage in ("whole", "floor") else resource.RUSAGE_SELF
    return {"seconds": best, "megabytes": resource.getrusage(who).ru_maxrss / 1000}


def _processor_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def measure(stage: str, rows: int, log: Path) -> dict[str, float] | None:
    """The same in a process of its own; None when it does not end well."""
    done = _in_own_process(stage, rows, log)
    if done.returncode:
        print(f"{stage} {rows}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _in_own_process(stage: str, rows: int, log: Path) -> subprocess.CompletedProcess[str]:
    """This process has to stay small: what it needs is counted with what it starts."""
    line = [sys.executable, __file__, "--one", stage, str(rows), str(log)]
    paths = os.pathsep.join(str(PROJECT / name) for name in ("scripts", "tests"))
    return subprocess.run(line, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": paths})


def measure_all(counts: list[int], folder: Path) -> dict[tuple[str, int], dict[str, float]]:
    found = {}
    for rows in counts:
        log = folder / f"log-{rows}.xlsx"
        _in_own_process("write_log", rows, log)
        for stage, (_, most, _) in STAGES.items():
            result = measure(stage, rows, log) if rows <= most else None
            if result is not None:
                found[stage, rows] = result
                print(f"{stage} {rows}: {result['seconds']:.3f} s, {result['megabytes']:.0f} MB", file=sys.stderr)
    return found


def table(found: dict[tuple[str, int], dict[str, float]], counts: list[int]) -> list[str]:
    """Rows of Markdown: seconds and megabytes of each stage, and for peers how many times ours they take."""
    lines = [
        "| stage | by | " + " | ".join(f"{rows:,} rows" for rows in counts) + " |",
        "|---" * (len(counts) + 2) + "|",
    ]
    ours = ""
    for stage, (what, _, who) in STAGES.items():
        ours = stage if who == "ours" else ours
        cells = [_cell(found.get((stage, rows)), found.get((ours, rows)) if stage != ours else None) for rows in counts]
        lines.append(f"| {what} | {who} | " + " | ".join(cells) + " |")
    return lines


def _cell(result: dict[str, float] | None, ours: dict[str, float] | None) -> str:
    if result is None:
        return "–"
    text = f"{result['seconds']:.3g} s, {result['megabytes']:.0f} MB"
    return f"{text} ({result['seconds'] / ours['seconds']:.2g}×)" if ours else text


def draw(found: dict[tuple[str, int], dict[str, float]], target: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(9, 5.2), dpi=100)
    colours = dict(zip(dict.fromkeys(what for what, _, _ in STAGES.values()), _COLOURS, strict=True))
    peers = {what: iter(("--", ":")) for what in colours}
    for stage, (what, _, who) in STAGES.items():
        points = sorted((rows, result["seconds"]) for (name, rows), result in found.items() if name == stage)
        if points:
            style = "-o" if who == "ours" else next(peers[what])
            label = what if who == "ours" else f"{what}: {who}"
            axes.loglog(*zip(*points, strict=True), style, color=colours[what], label=label, markersize=4)
    axes.set(title="Each stage and its peers", xlabel="rows of Buku Kerja", ylabel="processor seconds")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=7, ncols=2)
    figure.tight_layout()
    figure.savefig(target)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default=",".join(map(str, ROWS)))
    parser.add_argument("--picture", type=Path, default=PROJECT / "docs" / "gambar" / "kecepatan.png")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.one:
        stage, rows, log = arguments.one
        if stage == "write_log":
            from benchmarks.stages import write_log

            write_log(int(rows), Path(log))
            return
        print(json.dumps(measure_here(stage, int(rows), Path(log))))
        return
    counts = [int(text) for text in arguments.rows.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        found = measure_all(counts, Path(folder))
    print(*table(found, counts), sep="\n")
    draw(found, arguments.picture)


if __name__ == "__main__":
    main()
