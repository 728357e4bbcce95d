"""From the cells of a log to a log that shows what was found in them: blocks opened, judged, published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np

from worklog.config.config import Config
from worklog.core.errors import LogBusy, LogNotWritten, WorklogError
from worklog.core.indonesian import moment_text
from worklog.core.judging.check import Checked
from worklog.core.log.grids import Grid
from worklog.core.publishing.blocks import blocks_to_open, with_blocks
from worklog.core.publishing.freshness import is_overdue, stamp_of
from worklog.core.publishing.publication import LogLeftAlone, Publication
from worklog.core.publishing.results import result_rows
from worklog.core.publishing.summary import summarise
from worklog.core.working_time.calendar import Calendar
from worklog.jobs.source import LogSource
from worklog.jobs.timer_notes import TimerNotes
from worklog.progress import Tell


class Publishing(NamedTuple):
    """How publishing went: sentences for people, whether something has to be mended before it can work, and whether the
    log itself shows now what was found.
    """

    notes: list[str]
    failed: bool = False
    is_current: bool = True


UNCHANGED = Publishing(["Tidak ada yang berubah sejak pemeriksaan terakhir; tab Hasil dan Ringkasan sudah sesuai."])
"""Nothing was written, since all of it stands in the log already."""


@dataclass(frozen=True)
class Publisher:
    """Publishes into a log what `judge` finds at a moment; `tell` is told each stage."""

    config: Config
    log: LogSource
    now: datetime
    judge: Callable[[Mapping[str, Grid]], Checked]
    tell: Tell

    def publish(self, grids: Mapping[str, Grid]) -> tuple[Checked, Publishing]:
        """Open blocks, judge, and write what does not stand there yet.

        The log is judged without the blocks when nothing could be published.
        """
        checked = as_read = self.judge(grids)
        blocks = blocks_to_open(checked)
        if blocks:
            checked = self.judge(with_blocks(grids, blocks))
        publication = self._publication(checked, blocks)
        if publication is None:
            return checked, UNCHANGED
        self.tell(f"Menulis hasil ke {self.log.name}…")
        try:
            return checked, Publishing(self.log.publish(publication, checked.sop.in_force(self.now), self.now))
        except LogLeftAlone as reason:
            return checked, self._not_published(checked.calendar, reason)
        except LogBusy as reason:
            return as_read, self._not_published(checked.calendar, reason)
        except LogNotWritten as reason:
            return as_read, self._not_published(checked.calendar, reason)._replace(failed=True)

    def _publication(self, checked: Checked, blocks: Sequence[Mapping[str, object]]) -> Publication | None:
        """What is to be written; None when all of it stands in the log already."""
        timer, sop = TimerNotes(self.config, self.now).standing(checked.calendar), checked.sop.at(checked.now)
        results, summary = result_rows(checked), summarise(checked, timer)
        stamp = stamp_of(results, summary, self.config.office.model_dump_json() + sop.model_dump_json())
        stands = not blocks and stamp.stands(self.log.stamp)
        return None if stands else Publication(blocks, results, summary, str(stamp))

    def _not_published(self, calendar: Calendar, reason: WorklogError) -> Publishing:
        """Why the log does not show what was found: a failure, once that has lasted for a working day or so."""
        notes, hours = str(reason).splitlines(), self.config.schedule.unwritten_hours
        written, now = TimerNotes(self.config, self.now).last_written(), np.datetime64(self.now, "s")
        overdue = is_overdue(calendar, np.datetime64(written, "s"), now, hours)
        if overdue:
            notes.append(
                f"Sejak {moment_text(written)}, {hours} jam kerja yang lalu atau lebih, tidak ada hasil baru di "
                f"{self.log.name}: yang tampil di sana sudah lama."
            )
        return Publishing(notes, failed=overdue, is_current=False)
