"""The local workbook as a work log (`worklog.source.LogSource`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd

from worklog.adapters.files.owner_files import left_behind
from worklog.adapters.workbook.reader import read_grids, stamp_in, workbook_content
from worklog.core.log.grids import Grid
from worklog.core.log.merged import merged_sentences
from worklog.core.publishing.publication import Publication
from worklog.core.sop.book import InForce

HOW_TO_PART = "Beranda > Gabungkan & Ketengahkan"


@dataclass
class WorkbookLog:
    """A workbook at `path`; its state before the first change of a day goes to `backups`, the last `keep` are kept."""

    path: Path
    office: str
    backups: Path
    keep: int
    _content: bytes = field(default=b"", init=False, repr=False)
    _merged: list[str] = field(default_factory=list, init=False, repr=False)

    @property
    def name(self) -> str:
        return "buku kerja"

    @property
    def address(self) -> str:
        return str(self.path)

    @property
    def stamp(self) -> str:
        return stamp_in(self._content) if self._content else ""

    @property
    def notes(self) -> tuple[str, ...]:
        return ()

    @property
    def to_mend(self) -> list[str]:
        return self._merged

    @property
    def requests(self) -> int:
        return 0

    def set_up(self, sop: InForce, national_days: pd.DataFrame, now: datetime) -> list[str]:
        from worklog.adapters.workbook.form.setup import setup_workbook
        from worklog.adapters.workbook.saving.backups import keep_backup

        def keep() -> None:
            keep_backup(self.path, self.backups, now.date(), self.keep)

        done = setup_workbook(self.path, sop, now.date(), national_days, self.office, keep)
        content = workbook_content(self.path)
        _, merged = read_grids(self.path, content)
        self._merged = merged_sentences(merged, HOW_TO_PART)
        return done

    def read(self) -> dict[str, Grid]:
        self._content = workbook_content(self.path)
        grids, merged = read_grids(self.path, self._content)
        self._merged = merged_sentences(merged, HOW_TO_PART)
        return grids

    def look_behind(self, grids: Mapping[str, Grid]) -> dict[str, Grid]:
        return dict(grids)

    def publish(self, publication: Publication, sop: InForce, now: datetime) -> list[str]:
        from worklog.adapters.workbook.writer import publish

        done = publish(self.path, publication, sop, now, self.backups, self.keep)
        return [*done, *left_behind(self.path)]
