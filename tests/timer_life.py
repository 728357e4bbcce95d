"""The timer in a process of its own that can be killed at any moment: days pass in moments, reports are mailed."""

from __future__ import annotations

import mimetypes
import multiprocessing
import os
import signal
import sys
from contextlib import redirect_stdout
from datetime import date, datetime, timedelta
from io import StringIO
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from office import checked
from worklog.config.config import Config
from worklog.config.sections import Email, Notification
from worklog.core.judging.check import Checked
from worklog.jobs.desk import Desk
from worklog.jobs.office import NO_DAYS
from worklog.jobs.publishing import Publishing
from worklog.jobs.reporting import Written
from worklog.timer.duties import Duties
from worklog.timer.loop import on_duty

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # on Windows both end a process at once
KILLED = KILL if os.name == "nt" else -KILL
"""The exit code of a life that was killed."""
mimetypes.init()  # read once for all lives
STEP = timedelta(hours=2)
CALENDAR = Desk(Config(), datetime(2026, 7, 1)).calendar()
_CHECKED = checked(
    """
    P2 2026-0001 acuan Sen 08.00
    1 | Budi | Sen 08.10-08.40 | | draf
    2
    """
)


def office_config(folder: Path, port: int) -> Config:
    mail = Email(host="localhost", port=port, security="none", sender="robot@kpu.example.org")
    config = Config(notification=Notification(email=mail, kasubag=("kasubag@kpu.example.org",)))
    config.model_post_init(folder)
    return config


def reached(folder: Path, start: datetime) -> datetime:
    """The moment that the office's clock had reached when it was read last."""
    file = folder / "jam.txt"
    return datetime.fromisoformat(file.read_text("utf-8")) if file.exists() else start


def live(folder: Path, port: int, start: datetime, end: datetime, calls: int = 0) -> BaseProcess:
    """Start the timer where the clock stands; it ends by itself at `end`, or is killed at the so-manyth call of anything.

    Counting calls and not seconds, it dies at the same place however busy the computer is.
    """
    # A fork has all that is imported, so that it is at work within milliseconds.
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if can_fork else "spawn")
    process = context.Process(target=_live, args=(folder, port, start, end, calls))  # type: ignore[attr-defined]
    process.start()
    return process


def _live(folder: Path, port: int, start: datetime, end: datetime, calls: int) -> None:
    now = reached(folder, start)
    if calls:
        sys.setprofile(_Death(calls))
    Duties.desk = lambda duties, moment: LifeDesk(duties.config, moment)  # type: ignore[assignment,method-assign,return-value]
    with redirect_stdout(StringIO()), on_duty(office_config(folder, port), lambda: now) as duties:
        while now < end:
            duties.do_all()
            now += STEP
            beside = folder / "jam.tulis"
            beside.write_text(now.isoformat(), encoding="utf-8")
            beside.replace(folder / "jam.txt")


class _Death:
    """Kills this process before or behind the so-manyth call, be it of Python or of the C below it."""

    def __init__(self, calls: int) -> None:
        self.left = calls

    def __call__(self, *_: object) -> None:
        self.left -= 1
        if self.left <= 0:
            os.kill(os.getpid(), KILL)


class LifeDesk:
    """Stands in for `jobs.Desk`: nothing to judge, and reports of a few bytes."""

    def __init__(self, config: Config, now: datetime) -> None:
        self.config, self.now = config, now
        self.log = SimpleNamespace(address="Buku Kerja", requests=0)
        self.own_notes: list[str] = []

    def calendar(self, special: Any = NO_DAYS) -> Any:
        return CALENDAR

    def check(self) -> Checked:
        return _CHECKED

    def check_to_report(self, _: date) -> Checked:
        return _CHECKED

    def check_and_publish(self) -> tuple[Checked, Publishing]:
        return _CHECKED, Publishing([])

    def daily_report(self, _: Checked, day: date) -> Written:
        return self._written(f"Laporan Harian {day}.xlsx")

    def keep_snapshot(self, _: Checked) -> list[str]:
        return []

    def monthly_report(self, _: Checked, month: date) -> Written:
        return self._written(f"Laporan Bulanan {month:%Y-%m}.xlsx")

    def _written(self, name: str) -> Written:
        path = self.config.report_folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"laporan")
        return Written(path, figures=("Tayang: 1",))
