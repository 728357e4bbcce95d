"""What the command log_history.py tells of the log's past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from worklog.adapters.history.history_file import HISTORY_FILE, history_to_read
from worklog.adapters.history.soundness import what_is_wrong
from worklog.adapters.history.store import Store
from worklog.config.config import Config
from worklog.core.errors import WorklogError
from worklog.core.history.lives import Memory
from worklog.core.history.restoring import lost_rows, rows_at
from worklog.core.history.telling import bracket_text, item_lines, pasted, since_text
from worklog.core.indonesian import moment_text, number_text
from worklog.core.log.tabs import staff_tabs

if TYPE_CHECKING:
    from worklog.jobs.desk import Desk

NO_HISTORY = (
    "Belum ada riwayat buku kerja ini di {}. Riwayat dicatat setiap kali pemeriksaan berjalan (run_schedule.py atau "
    "check_progress.py) di PC ini."
)


@dataclass(frozen=True)
class LookingBack:
    """The history of an office's log; each answer is lines for people. Raises `WorklogError` where there is none."""

    config: Config
    now: datetime

    def item(self, item: str) -> list[str]:
        """The life of an item."""
        memory = self._memory()
        lines = item_lines(memory, item)
        return [f"Konten {item}", *(lines or ["Tidak pernah terlihat di buku kerja."]), since_text(memory)]

    def deleted(self, output: Path | None = None) -> list[str]:
        """The rows that were lost; also as a workbook."""
        memory = self._memory()
        lost = memory.lost
        if not lost:
            return ["Tidak ada baris yang hilang.", since_text(memory)]
        lines = []
        for tab in staff_tabs(self._desk.office.sop.roles):
            of_tab = [(poll, life) for poll, life in lost if life.tab == tab.name]
            if of_tab:
                headers = "\t".join(column.header for column in tab.columns if column.filler != "formula")
                lines += [f"{tab.name}: {len(of_tab)} baris hilang", headers]
            for poll, together in groupby(of_tab, key=lambda each: each[0]):
                told = f"  Hilang {bracket_text(memory.bracket(poll))}:"
                lines += [told, *(pasted(life, tab) for _, life in together)]
        written = self._write(lost_rows([life for _, life in lost]), output) if output else []
        return [*lines, since_text(memory), *written]

    def write_at(self, moment: datetime, output: Path) -> list[str]:
        """The log as it was at a moment, as a new workbook; raises WorklogError when nobody knows it."""
        memory = self._memory()
        then = memory.until(np.datetime64(moment, "s"))
        if not then.polls:
            told = moment_text(np.datetime64(moment, "s"))
            raise WorklogError(f"Keadaan {told} tidak diketahui. {since_text(memory)}")
        seen = f"Keadaan buku kerja yang terlihat pada {moment_text(then.brackets[then.polls[-1].number].seen)}."
        return [seen, *self._write(rows_at(then), output)]

    def verify(self) -> tuple[str, bool]:
        """Whether the history is as it was written, as a sentence."""
        with self._store() as store:
            wrong = what_is_wrong(store)
            if wrong:
                return f"{wrong}. Ambil salinan terakhir yang baik dari folder cadangan di sebelahnya.", False
            number, fingerprint = store.head()
        return f"Riwayat utuh: {number_text(number)} catatan, sidik terakhir {fingerprint.hex()}.", True

    @cached_property
    def _desk(self) -> Desk:
        from worklog.jobs.desk import Desk

        return Desk(self.config, self.now)

    def _memory(self) -> Memory:
        with self._store() as store:
            return store.memory()

    @contextmanager
    def _store(self) -> Iterator[Store]:
        file = self.config.history_folder / HISTORY_FILE
        with history_to_read(file) as store:
            if store is None:
                raise WorklogError(NO_HISTORY.format(file))
            yield store

    def _write(self, rows: Mapping[str, Sequence[Mapping[str, object]]], output: Path) -> list[str]:
        """Write rows into a new workbook that has the form of a log; no file that is there is ever replaced."""
        from worklog.adapters.files.private_files import make_folder
        from worklog.adapters.files.temporary import take_place, temporary_beside
        from worklog.adapters.office.national_days import national_days
        from worklog.adapters.workbook.log import WorkbookLog
        from worklog.adapters.workbook.writer import write_rows

        if output.is_dir():
            raise WorklogError(f"{output} adalah folder. Sebut nama berkas yang baru di dalamnya dengan --output.")
        if output.suffix.casefold() != ".xlsx":
            output = output.with_name(f"{output.name}.xlsx")
        if output.exists():
            raise WorklogError(f"{output} sudah ada dan tidak ditimpa. Sebut nama berkas yang baru dengan --output.")
        sop = self._desk.office.sop.in_force(self.now)
        make_folder(output.parent, WorklogError)
        with temporary_beside(output) as made:
            WorkbookLog(made, self.config.office.name, output.parent, 1).set_up(sop, national_days([]), self.now)
            write_rows(made, rows, sop.roles)
            take_place(made, output)
        return [f"Disimpan: {output}"]
