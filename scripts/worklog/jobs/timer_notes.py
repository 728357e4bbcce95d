"""What the timer of a log noted, for those who are not the timer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime

from worklog.adapters.files.private_files import is_there
from worklog.adapters.state.diary import CHECK, Diary
from worklog.adapters.state.state_file import STATE_FILE, StateError, copy_of_state
from worklog.config.config import Config
from worklog.core.indonesian import moment_text
from worklog.core.timetable import TimerStanding, next_daily_report_at, next_monthly_report_at
from worklog.core.working_time.calendar import Calendar

OFTEN = 2
"""Checks that failed in a row, from which on it is no matter of a moment."""


@dataclass(frozen=True)
class TimerNotes:
    """The notes of the timer that works by a configuration, as they stand at a moment."""

    config: Config
    now: datetime

    def standing(self, calendar: Calendar) -> TimerStanding | None:
        """How the timer stands; None where none ever ran on this PC, or when that cannot be read just now."""
        timetable = self.config.schedule
        with self._diary() as diary:
            if diary is None:
                return None
            last, failures = diary.last_success(CHECK), diary.failures()
        return TimerStanding(
            last_success=last.started if last else None,
            failures=max((times for job, times in failures.items() if job != CHECK), default=0),
            check_every=timetable.check_every_minutes,
            next_daily=next_daily_report_at(timetable, calendar, self.now),
            next_monthly=next_monthly_report_at(timetable, calendar, self.now),
        )

    def refused_again_and_again(self) -> str:
        """Why the last checks failed, in a sentence; "" when the last one or the one before did its work."""
        with self._diary() as diary:
            last = diary.last_run(CHECK) if diary else None
            times = diary.failures().get(CHECK, 0) if diary else 0
        if last is None or times < OFTEN:
            return ""
        return f"Pemeriksaan terakhir ({moment_text(last.started)}) gagal, {times} kali berturut-turut: {last.said}"

    def last_written(self) -> datetime:
        """When the log held last what the checks said; now where no timer ever ran."""
        with self._diary() as diary:
            return diary.last_written(self.now) if diary else self.now

    @contextmanager
    def _diary(self) -> Iterator[Diary | None]:
        """None where no timer ever ran on this PC, or when its notes cannot be read just now."""
        file = self.config.state_folder / STATE_FILE
        try:
            state = copy_of_state(file) if is_there(file, StateError) else None
        except StateError:
            state = None
        if state is None:
            yield None
            return
        with closing(state):
            yield Diary(state)
