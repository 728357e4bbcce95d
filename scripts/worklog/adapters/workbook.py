"""The local workbook as a work log (`worklog.source.LogSource`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from worklog.adapters.owner_files import left_behind
from worklog.adapters.workbook_reader import read_workbook
from worklog.core.grids import Grid
from worklog.core.publication import Publication
from worklog.core.sop import Sop


@dataclass(frozen=True)
class WorkbookLog:
    """A workbook at `path`; its state before the first change of a day goes to `backups`, the last `keep` are kept."""

    path: Path
    office: str
    backups: Path
    keep: int

    @property
    def place(self) -> str:
        return str(self.path)

    @property
    def stamp(self) -> str:
        return ""

    @property
    def notes(self) -> tuple[str, ...]:
        return ()

    @property
    def requests(self) -> int:
        return 0

    def set_up(self, sop: Sop, national_days: pd.DataFrame, now: datetime) -> list[str]:
        from worklog.adapters.workbook_backups import keep_backup
        from worklog.adapters.workbook_form import setup_workbook

        def keep(before: bytes) -> None:
            keep_backup(self.path, before, self.backups, now.date(), self.keep)

        return setup_workbook(self.path, sop, now.date(), national_days, self.office, keep)

    def read(self) -> dict[str, Grid]:
        return read_workbook(self.path)

    def publish(self, publication: Publication, sop: Sop, now: datetime) -> list[str]:
        from worklog.adapters.workbook_writer import publish

        done = publish(self.path, publication, sop, now, self.backups, self.keep)
        return [*done, *left_behind(self.path)]
