"""Check and set up copies of foreign workbooks, and count what became of them: python tests/sweep.py FOLDER.

Each workbook of the folder stands once as `source.path`: check, setup, check. Nothing in the folder is changed.
Code 0 when all are set up and whole, or refused with a sentence and unchanged; 1 otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

PROJECT = Path(__file__).absolute().parents[1]
sys.path[:0] = [str(PROJECT / "scripts"), str(PROJECT / "tests")]

from commands import Office, Told, call  # noqa: E402 - found only from here on
from whole_workbook import losses  # noqa: E402

SET_UP, REFUSED, UNEXPECTED = "set up", "refused with a sentence", "unexpected"
DIED, TOO_SLOW, NOT_WHOLE = "died", "too slow", "not whole"
FINE = (SET_UP, REFUSED)
ENDINGS = (*FINE, UNEXPECTED, DIED, TOO_SLOW, NOT_WHOLE)
ENDED_AS_MEANT = (0, 1, 2)


@dataclass(frozen=True)
class Outcome:
    """What became of one workbook, and the words for it."""

    workbook: str
    ending: str
    words: str


def sweep(workbooks: Iterable[Path], folder: Path, seconds: float) -> Iterator[Outcome]:
    """The outcome of each workbook, in a process that is begun anew when it dies or is stopped for being too slow."""
    processes = _process()
    for number, workbook in enumerate(workbooks):
        try:
            yield processes.submit(outcome, workbook, folder / str(number)).result(seconds)
        except (BrokenProcessPool, TimeoutError) as error:
            ending = TOO_SLOW if isinstance(error, TimeoutError) else DIED
            yield Outcome(workbook.name, ending, f"after {seconds:g} seconds" if ending == TOO_SLOW else str(error))
            for process in list((processes._processes or {}).values()):
                process.kill()
            processes.shutdown()
            processes = _process()
    processes.shutdown()


def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, get_context("spawn"))


def outcome(workbook: Path, folder: Path) -> Outcome:
    """Check, set up and check a copy of a workbook in a new folder."""
    folder.mkdir(parents=True)
    warnings.simplefilter("ignore")  # of openpyxl, when it is asked what it reads
    office = Office(folder)
    office.config.write_text(json.dumps({"source": {"path": f"Buku Kerja{workbook.suffix}"}}), encoding="utf-8")
    shutil.copy(workbook, office.workbook)
    told = [call(command, "--config", office.config) for command in ("check_progress", "setup_worklog")]
    if told[-1].code == 0:
        told.append(call("check_progress", "--config", office.config))
    return Outcome(workbook.name, *_ending(workbook, office.workbook, told))


def _ending(before: Path, after: Path, told: Sequence[Told]) -> tuple[str, str]:
    for one in told:
        if one.code not in ENDED_AS_MEANT or "tidak terduga" in one.err or "Traceback" in one.err:
            return UNEXPECTED, one.err
    is_set_up = told[1].code == 0
    lost = losses(before, after) if is_set_up else ["changed"] * (before.read_bytes() != after.read_bytes())
    if lost:
        return NOT_WHOLE, "; ".join(lost)
    if is_set_up:
        return (SET_UP, "") if told[-1].code != 2 else (UNEXPECTED, f"set up, yet not checked: {told[-1].err}")
    return (REFUSED, told[1].err) if told[1].err.strip() else (UNEXPECTED, "refused without a word")


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each workbook that is not fine, or refused, and the count of each ending."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=180, help="for one workbook (%(default)s)")
    parser.add_argument("--keep", type=Path, help="folder for the copies, which else are deleted")
    given = parser.parse_args(argv)
    counts = Counter(dict.fromkeys(ENDINGS, 0))
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        os.environ["XDG_STATE_HOME"] = os.environ["WIN_PD_OVERRIDE_LOCAL_APPDATA"] = str(folder / "keadaan")
        workbooks = [path for path in sorted(given.folder.iterdir()) if path.suffix in (".xlsx", ".xlsm")]
        for found in sweep(workbooks, folder.absolute(), given.seconds):
            counts[found.ending] += 1
            if found.ending != SET_UP:
                print(f"{found.workbook}: {found.ending}: {found.words.strip()}", flush=True)
    print(*(f"{ending}: {count}" for ending, count in counts.items()), sep="\n")
    return 0 if all(ending in FINE for ending in +counts) else 1


if __name__ == "__main__":
    sys.exit(main())
