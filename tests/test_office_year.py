"""A year unattended: the real loop and state file, a PC that is anything but reliable, and nothing lost or told twice."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import time_machine

from office_year import OfficeYear, PowerCut, YearDesk
from worklog.adapters.channels.channels import Channel
from worklog.adapters.state import state_file
from worklog.adapters.state.diary import Diary
from worklog.adapters.state.state_file import open_state
from worklog.config.config import Config
from worklog.config.sections import Email, Notification, Rules, Schedule
from worklog.core.judging.check import Checked
from worklog.core.reminders.reminders import Reminders
from worklog.core.working_time.calendar import Calendar
from worklog.jobs.desk import Desk
from worklog.messages import notices
from worklog.timer import loop as timer
from worklog.timer.duties import Duties
from worklog.timer.loop import on_duty, run_timer

pytestmark = pytest.mark.slow

SEEDS = (2028,)
FIRST, LAST = datetime(2028, 1, 1, 0, 0), datetime(2028, 4, 15, 0, 0)
"""A leap day and the change to summer time of the zone that the PC believes to be in."""


class Year:
    """The year as it went, and what the state file says of it."""

    def __init__(self, config: Config, world: OfficeYear, objects: list[int]) -> None:
        self.config, self.world, self.objects = config, world, objects
        self.calendar: Calendar = Desk(config, datetime(2028, 7, 1)).calendar()
        self.diary = Diary(open_state(config.state_folder / "jadwal.db", LAST).connection)


@pytest.fixture(scope="module", params=SEEDS)
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    folder: Path = tmp_path_factory.mktemp("tahun")
    config = Config(
        notification=Notification(
            email=Email(host="surel.example.org", sender="robot@kpu.example.org"),
            kasubag=("kasubag@kpu.example.org",),
            pengelola=("pengelola@kpu.example.org",),
            reminders="each",
            quiet="12:00-13:00",
        ),
        schedule=Schedule(monthly_report_at="08:30"),
        rules=Rules(ignore=("D", "U", "P", "T")),  # reminders come from the timeline; the rest only takes time here
    )
    config.model_post_init(folder)
    start = (FIRST - timedelta(hours=7)).replace(tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(start, tick=False) as clock:
        patch.setenv("TZ", "Europe/Amsterdam")
        world = OfficeYear(clock, LAST, request.param)
        patch.setattr(timer, "BEAT_SECONDS", 600)
        patch.setattr(state_file, "SYNCHRONOUS", "OFF")  # no power is really cut here; the kill test has it on
        patch.setattr(Channel, "send", lambda channel, message: world.send(channel, message))
        patch.setattr(notices, "reminders", remembered(notices.reminders))
        patch.setattr(Duties, "desk", lambda duties, now: YearDesk(world, duties.config, now))
        objects = list(live_through(config, world))
        yield Year(config, world, objects)


def remembered(reminders: Callable[[Checked], Reminders]) -> Callable[[Checked], Reminders]:
    """The reminders of a check, worked out once as long as that check stands."""
    last: list[tuple[Checked, Reminders]] = []

    def of(checked: Checked) -> Reminders:
        if not last or last[0][0] is not checked:
            last[:] = [(checked, reminders(checked))]
        return last[0][1]

    return of


def live_through(config: Config, world: OfficeYear) -> Iterator[int]:
    """Start the program again whenever the PC is on again; the number of live objects at some of the power cuts."""
    while world.now() < LAST:
        with on_duty(config, world.now) as duties, suppress(PowerCut):
            run_timer(duties, lambda: world.now() < LAST, world.wait)
        if world.power_cuts % 20 == 0:
            gc.collect()
            yield len(gc.get_objects())


def working_days(year: Year, first: datetime, last: datetime) -> list[object]:
    days = np.arange(first.date(), last.date(), dtype="datetime64[D]")
    return days[year.calendar.is_working_day(days)].tolist()


def test_the_time_was_eventful(year: Year) -> None:
    assert year.world.power_cuts > 60
    assert len(year.world.checks) > 3_000
    assert len(year.world.letters) > 90
    assert any(not run.ok for run in year.diary.runs(5000))


def test_every_working_day_has_exactly_one_daily_report(year: Year) -> None:
    made = [day for job, day, _ in year.world.reports if job == "harian"]
    assert made == sorted(made), "the oldest is made first"
    due = working_days(year, FIRST, LAST)
    assert [day for day in made if day < LAST.date() - timedelta(days=4)] == [
        d for d in due if d < LAST.date() - timedelta(days=4)
    ]
    assert datetime(2028, 2, 29).date() in made


def test_every_month_has_exactly_one_monthly_report(year: Year) -> None:
    made = [day for job, day, _ in year.world.reports if job == "bulanan"]
    assert made == [datetime(2028, month, 1).date() for month in range(1, LAST.month)]


def test_reports_are_sent_to_the_kasubag_once_each(year: Year) -> None:
    titles = Counter(subject for name, subject, _ in year.world.letters if name.startswith("kasubag"))
    assert set(titles.values()) == {1}
    assert len(titles) == pytest.approx(len(year.world.reports), abs=4), "the last ones may still wait"


def test_no_reminder_comes_out_of_office_hours_or_in_quiet_ones(year: Year) -> None:
    reminders = [at for name, _, at in year.world.letters if not name.startswith(("kasubag", "pengelola"))]
    assert len(reminders) > 5
    moments = np.array(reminders, dtype="datetime64[s]")
    assert year.calendar.is_open(moments).all()
    assert not any(at.hour == 12 for at in reminders)


def test_nobody_is_reminded_of_the_same_thing_twice(year: Year) -> None:
    """A message with one reminder names it in its subject; several in one are counted by the outbox."""
    told = Counter((name, subject) for name, subject, _ in year.world.letters if "langkah" in subject)
    single = {about: times for about, times in told.items() if "langkah menunggu Anda" not in about[1]}
    assert len(single) > 5
    assert set(single.values()) == {1}


def test_trouble_is_told_once_until_it_works_again(year: Year) -> None:
    """Without a network nothing can be told at once; what is over by then is told with its end alone."""
    told = [subject for name, subject, _ in year.world.letters if name.startswith("pengelola")]
    assert len(told) >= 1
    troubles = [subject.endswith("terganggu") for subject in told]
    assert not any(one and next_one for one, next_one in pairwise(troubles))


def test_no_check_is_made_twice_at_one_moment(year: Year) -> None:
    assert all(one != next_one for one, next_one in pairwise(year.world.checks))


def test_memory_does_not_grow(year: Year) -> None:
    quarter = len(year.objects) // 4
    early, late = np.median(year.objects[quarter : 2 * quarter]), np.median(year.objects[-quarter:])
    assert late < early * 1.02 + 2000
