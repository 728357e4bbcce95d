"""Closing a month: its report is kept when it is made after the month's end, and made again it is the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from worklog.core.errors import WorklogError
from worklog.core.history.corrections import corrections
from worklog.core.history.lives import Memory
from worklog.core.history.months import Closed, latest
from worklog.core.history.telling import since_text
from worklog.core.indonesian import moment_text, month_text
from worklog.jobs.history import LogHistory


@dataclass(frozen=True)
class MonthClose:
    """The close of `month` (datetime64[M]) by a report that is made at `now`; `reason`: why it is revised ("" not).

    Without a history nothing is closed, and every report is made anew.
    """

    history: LogHistory
    memory: Memory
    month: np.datetime64
    now: np.datetime64
    reason: str = ""

    @cached_property
    def _closed(self) -> list[Closed]:
        """All reports of closed months. Raises `WorklogError` where a closed one may be written over unknowingly."""
        closed = self.history.closed() if self.is_known else []
        if self._is_over and self.history.unread and self.history.file.exists():
            raise WorklogError(
                f"Laporan bulan yang sudah berakhir tidak dibuat, sebab mungkin sudah ditutup. {self.history.unread[0]}"
            )
        return closed

    @property
    def _is_over(self) -> bool:
        return bool(self.now >= (self.month + 1).astype("datetime64[s]"))

    @property
    def closed(self) -> Closed | None:
        """The report of this month that counts, where it was closed before."""
        return latest(self._closed, self.month)

    @property
    def is_known(self) -> bool:
        """Whether there is a history."""
        return bool(self.memory.polls)

    @property
    def stands(self) -> bool:
        """Whether that report stands as it is."""
        return self.closed is not None and not self.reason

    @property
    def revision(self) -> int:
        """The number of the revision that is made now; 0 for the first report."""
        return self.closed.revision + 1 if self.closed else 0

    def refuse_needless(self) -> None:
        """Raise `WorklogError` for a revision of a month that was never closed."""
        if self.reason and self.closed is None:
            month = month_text(*map(int, str(self.month).split("-")))
            raise WorklogError(
                f"Laporan {month} belum ditutup, jadi belum ada yang direvisi. Buat laporannya tanpa --revisi; laporan "
                "ditutup bila dibuat sesudah bulan itu berakhir dan riwayat sudah dicatat (check_progress.py)."
            )

    @property
    def closes(self) -> bool:
        """Whether the report that is made now closes its month: the month is over, and there is a history."""
        return self.is_known and self._is_over

    def file_name(self, usual: str) -> str:
        """The name of the report file; a revision stands beside the former one."""
        return name_of_revision(usual, self.revision)

    def content(self, closed: Closed, digest: str, name: str) -> bytes:
        """A file of the report that stands. Raises `WorklogError` where it is lost: no other may take its place."""
        content = self.history.content(digest)
        if content is None:
            raise WorklogError(
                f"{name}, yang menutup bulan itu pada {moment_text(closed.made_at)}, hilang dari riwayat atau "
                "diubah di sana. Ambil salinan riwayat yang baik dari folder cadangan di data/riwayat, atau terbitkan "
                'ulang dengan --revisi "sebabnya".'
            )
        return content

    def notes(self) -> list[str]:
        """What the sheet Koreksi says above its table."""
        told = [f"Revisi {self.revision}: {self.reason}"] if self.revision else []
        earlier = self.closed
        if self.revision and earlier:
            made = moment_text(earlier.made_at)
            told.append(f"Menggantikan {earlier.file}, dibuat {made}; berkas itu tetap disimpan.")
        if self.is_known:
            told.append(since_text(self.memory))
        elif self._is_over:
            told.append(
                "Tanpa riwayat: perubahan pada bulan yang sudah ditutup tidak diketahui; bulan ini tidak ditutup."
            )
        return told

    def corrections(self) -> pd.DataFrame:
        """What was changed in closed months since the last of them was closed; in a revision, also in this month.

        Columns: those of the function of this name in `core.history`.
        """
        return corrections(self.memory, self._closed, self.month + 1 if self.revision else self.month)

    def close(
        self, report: Path, name: str, figures: tuple[str, ...], items: pd.DataFrame, basis: str, recap: bytes | None
    ) -> None:
        """Keep the report that was just made under its usual name, and its recap of the staff.

        A blank recap says that nobody did anything, None that there is none to keep.
        """
        content = report.read_bytes()
        listed = json.loads(items.astype(str).to_json(orient="records"))
        closed = Closed(
            month=str(self.month),
            revision=self.revision,
            made=str(self.now),
            reason=self.reason,
            file=name,
            sha256=sha256(content).hexdigest(),
            figures=figures,
            items=listed,
            basis=basis,
            recap=_digest(recap),
        )
        self.history.close_month(closed, [content, *filter(None, [recap])])


def name_of_revision(usual: str, revision: int) -> str:
    """The name of a report's file with the number of its revision behind it; 0: the first report."""
    path = Path(usual)
    return f"{path.stem} Revisi {revision}{path.suffix}" if revision else usual


def _digest(recap: bytes | None) -> str | None:
    if recap is None:
        return None
    return sha256(recap).hexdigest() if recap else ""
