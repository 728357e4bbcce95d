"""Make a recap: judge what was not judged yet, keep each office as it comes, and write the workbook at the end."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from worklog.adapters.files.private_files import make_folder, write_private, write_whole
from worklog.adapters.files.probes import reason_of
from worklog.adapters.files.temporary import take_place, temporary_beside
from worklog.adapters.reports.files import write_report
from worklog.adapters.reports.names import ReportError
from worklog.adapters.snapshots.parquet import polars
from worklog.config.config import TEMPLATES
from worklog.core.indonesian import number_text
from worklog.core.recap.figures import OfficeFigures
from worklog.core.recap.tables import Entry, recap_lines, recap_of
from worklog.progress import Tell
from worklog.recap.engines import Engine, program_digest
from worklog.recap.office import FIGURES, Judged, Task
from worklog.recap.offices import Offices
from worklog.recap.pace import Pace

UNFINISHED = ".rekap-belum-selesai-"
MOMENT = "saat.txt"
SHOWN = 5
"""How many causes are told when no office could be read."""


@dataclass(frozen=True)
class Made:
    """A recap that was made: its files, what it comes to in a few lines, and how many offices are not in it as of now.

    `outdated`: those with an old snapshot. `failed`: those without data.
    """

    workbook: Path
    findings: Path
    lines: tuple[str, ...]
    outdated: int
    failed: int
    resumed: int


@dataclass(frozen=True)
class Recap:
    """A recap of the offices in the file `listed`, judged as of `now`, made in the folder `output`."""

    offices: Offices
    listed: Path
    output: Path
    now: datetime

    @property
    def unfinished(self) -> Path:
        """Where each office is kept until all are there: the same folder for the same list, program and day."""
        asked = f"{program_digest()}|{self.now:%Y-%m-%d}|{self.listed.absolute()}|".encode() + self.listed.read_bytes()
        return self.output / f"{UNFINISHED}{hashlib.sha256(asked).hexdigest()[:16]}"

    def make(self, engine: Engine, tell: Tell, *, on_cluster: bool = False) -> Made:
        """Make the recap; a run that was interrupted goes on where it was, and judges as of the same moment."""
        polars()
        folder = self.unfinished
        make_folder(folder, ReportError, private=True, so="Rekap tidak dapat dibuat.")
        now = self._begun(folder)
        self._forget_earlier_days()
        seconds = 60 / self.offices.google_reads_per_minute
        tasks = self._tasks(now, Pace(seconds, "" if on_cluster else str(folder / "giliran.lock")))
        left = [task for task in tasks if not _is_whole(_file(folder, task.number))]
        reasons = dict(self._judged(engine, left, folder, len(tasks), tell))
        tell("Menulis rekap…")
        if len(reasons) == len(tasks):
            shutil.rmtree(folder, ignore_errors=True)
            raise _nothing_read([task.name for task in tasks], reasons)
        made = self._written(tasks, folder, reasons, now)
        shutil.rmtree(folder, ignore_errors=True)
        return Made(*made, failed=len(reasons), resumed=len(tasks) - len(left))

    def _begun(self, folder: Path) -> datetime:
        """The moment as of which offices are judged: that of the run that was interrupted, if there was one."""
        begun = _moment(folder)
        if begun is None:
            write_private(folder / MOMENT, self.now.isoformat().encode("ascii"))
        return begun or self.now

    def _forget_earlier_days(self) -> None:
        """Remove what interrupted runs of days that are over left: nothing goes on from it, and it names people."""
        for folder in self.output.glob(f"{UNFINISHED}*"):
            begun = _moment(folder)
            if begun is None or begun.date() < self.now.date():
                shutil.rmtree(folder, ignore_errors=True)

    def _tasks(self, now: datetime, pace: Pace) -> list[Task]:
        offices, folder = self.offices, self.listed.absolute().parent
        return [
            Task(
                number,
                entry.name,
                entry.province,
                entry.source,
                folder,
                entry.working_hours or offices.working_hours,
                entry.holidays or offices.holidays,
                entry.rules or offices.rules,
                offices.sop_folder(entry, folder),
                now,
                pace,
            )
            for number, entry in enumerate(offices.offices)
        ]

    @staticmethod
    def _judged(
        engine: Engine, tasks: Sequence[Task], folder: Path, total: int, tell: Tell
    ) -> Iterator[tuple[int, str]]:
        """Keep what comes from the engine; the number of each office that failed, and why."""
        done, failed = total - len(tasks), 0
        progress = "Memeriksa kantor: {} dari {} selesai, {} tidak terbaca…"
        tell(progress.format(done, total, failed))
        for outcome in engine(tasks):
            if outcome.part is None:
                failed += 1
                yield outcome.number, outcome.reason
            else:
                _keep(folder, outcome)
            done += 1
            tell(progress.format(number_text(done), number_text(total), failed))

    def _written(
        self, tasks: Sequence[Task], folder: Path, reasons: dict[int, str], now: datetime
    ) -> tuple[Path, Path, tuple[str, ...], int]:
        entries = [
            Entry(task.name, task.province, None, reasons[task.number])
            if task.number in reasons
            else Entry(task.name, task.province, _figures(_file(folder, task.number)))
            for task in tasks
        ]
        recap = recap_of(entries, np.datetime64(now, "s"))
        name = f"Rekap Kantor {now:%Y-%m-%d}"
        saved = write_report(
            TEMPLATES / "rekap-kantor.xlsx", self.output / f"{name}.xlsx", recap.values, recap.tables, now
        )
        findings = self.output / f"Temuan Kantor {now:%Y-%m-%d}.parquet"
        _gather([_file(folder, task.number) for task in tasks if task.number not in reasons], findings)
        return saved.path, findings, (*filter(None, [saved.note]), *recap_lines(recap)), recap.outdated


def _moment(folder: Path) -> datetime | None:
    with suppress(OSError, ValueError):
        return datetime.fromisoformat((folder / MOMENT).read_text(encoding="ascii"))
    return None


def _nothing_read(names: Sequence[str], reasons: dict[int, str]) -> ReportError:
    """That there is nothing to make a recap of, so that none takes the place of one that has something."""
    offices: dict[str, list[str]] = {}
    for number, reason in sorted(reasons.items()):
        offices.setdefault(reason.replace("\n- ", " "), []).append(names[number])
    told = [
        f"{of[0]}{f' dan {number_text(len(of) - 1)} kantor lain' if len(of) > 1 else ''}: {reason}"
        for reason, of in offices.items()
    ]
    more = [f"dan {number_text(len(told) - SHOWN)} sebab lain"] if len(told) > SHOWN else []
    return ReportError(
        f"Rekap tidak dibuat: tidak satu pun dari {number_text(len(names))} kantor terbaca. Yang perlu dibereskan:",
        [*told[:SHOWN], *more],
    )


def _file(folder: Path, number: int) -> Path:
    return folder / f"{number:05}.parquet"


def _keep(folder: Path, outcome: Judged) -> None:
    """Keep an office whole or not at all, so that a run that is interrupted here judges it again."""
    try:
        write_whole(_file(folder, outcome.number), outcome.part or b"")
    except OSError as error:
        raise ReportError(
            f"Hasil kantor tidak dapat disimpan di {folder} ({reason_of(error)}). Periksa ruang kosong dan izin "
            "menulis di sana, lalu jalankan lagi; yang sudah selesai tidak diulang."
        ) from error


def _is_whole(part: Path) -> bool:
    """Whether an office was kept, and can be read to its last byte."""
    pl = polars()
    try:
        pl.read_parquet(part)
        _figures(part)
    except (pl.exceptions.PolarsError, OSError, LookupError, ValueError, TypeError):
        return False
    return True


def _figures(part: Path) -> OfficeFigures:
    return OfficeFigures.of_document(json.loads(polars().read_parquet_metadata(part)[FIGURES]))


def _gather(parts: Sequence[Path], target: Path) -> None:
    """All findings in one file, office after office, without holding them all in memory."""
    pl = polars()
    try:
        with temporary_beside(target) as temporary:
            write_private(temporary, b"")
            if parts:
                pl.scan_parquet(parts).sink_parquet(temporary, maintain_order=True)
            else:
                pl.DataFrame().write_parquet(temporary)
            take_place(temporary, target)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "disk penuh?"
        raise ReportError(
            f"Berkas {target} tidak dapat disimpan ({reason}). Tutup program yang memakainya, periksa ruang "
            "kosong dan izin menulis, lalu jalankan lagi."
        ) from error
