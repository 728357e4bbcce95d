"""The plain timer: check every few minutes, the daily report each day, the monthly report on the first of a month."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from schedule import Scheduler

from worklog.cli import crash_sentence
from worklog.config import Config
from worklog.core.errors import WorklogError
from worklog.jobs import Desk
from worklog.screen import check_lines, report_lines

Say = Callable[[str], None]


def make_scheduler(config: Config, clock: Callable[[], datetime], say: Say) -> Scheduler:
    """The scheduler with the configured jobs; `clock` tells the office's local time when a job starts."""
    timetable = config.schedule
    scheduler = Scheduler()
    scheduler.every(timetable.check_every_minutes).minutes.do(_do, check, config, clock, say)
    scheduler.every().day.at(timetable.daily_report_at).do(_do, report_day, config, clock, say)
    scheduler.every().day.at(timetable.monthly_report_at).do(_do, report_month_before, config, clock, say)
    return scheduler


def run_timer(scheduler: Scheduler, wait: Callable[[float], None] = time.sleep) -> None:
    """Run what is due, for ever."""
    while True:
        scheduler.run_pending()
        wait(max(scheduler.idle_seconds or 0, 1))


def _do(job: Callable[[Desk], list[str]], config: Config, clock: Callable[[], datetime], say: Say) -> None:
    """One job at its time; what keeps it from working is told, and the timer goes on."""
    now = clock()
    try:
        lines = job(Desk(config, now))
    except WorklogError as error:
        lines = [str(error)]
    except Exception as error:
        lines = [crash_sentence(error, config.folder)]
    for line in lines:
        say(f"{now:%d/%m/%Y %H.%M} {line}")


def check(desk: Desk) -> list[str]:
    """Check and publish, if anything changed or became due; what to tell."""
    done = desk.poll()
    if done is None:
        return []
    checked, publishing = done
    return [*check_lines(checked, shown=0), *publishing.notes]


def report_day(desk: Desk) -> list[str]:
    """The daily report of today; where it was saved."""
    return report_lines([desk.daily_report(desk.check(), desk.now.date())])


def report_month_before(desk: Desk) -> list[str]:
    """On the first day of a month, the report of the month that ended the day before."""
    if desk.now.day != 1:
        return []
    return report_lines([desk.monthly_report(desk.check(), (desk.now - timedelta(days=1)).date())])
