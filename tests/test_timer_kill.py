"""The timer's process is killed many times at random moments: its file is sound, nothing is lost, nothing is sent twice."""

import random
import sqlite3
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mail_server import Mailbox, mail_server
from timer_life import CALENDAR, KILLED, STEP, live, office_config, reached
from worklog.adapters.state.diary import DAILY, MONTHLY, Diary
from worklog.config.config import Config
from worklog.core.timetable import monthly_report_at
from worklog.messages.notices import send_tests

pytestmark = pytest.mark.slow

START = datetime(2026, 1, 5, 7)
MANY_KILLS = (24, 200)
MOST_CALLS = 60_000
"""About a week of the office."""
LONGEST = 60


@pytest.fixture(scope="module", params=MANY_KILLS, ids="{} kills".format)
def killed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Mailbox, Counter[str]]:
    """The office's folder after all kills and an undisturbed week; the mail that arrived; what the kills met."""
    folder, box, met = tmp_path_factory.mktemp("Kantor"), Mailbox(), Counter[str]()
    chance = random.Random(2026)
    with mail_server(box) as port:
        send_tests(office_config(folder, port), START)  # what sending loads is loaded once, for all lives
        box.taken.clear()
        for _ in range(request.param):
            life = live(folder, port, START, datetime.max, calls=chance.randint(1, MOST_CALLS))
            life.join(timeout=LONGEST)
            met[f"exit {life.exitcode}"] += 1
            life.close()
            met[integrity(folder, port)] += 1
        now = reached(folder, START)
        life = live(folder, port, now, now + timedelta(days=7))
        life.join(timeout=LONGEST)
        assert life.exitcode == 0
    return folder, box, met


def integrity(folder: Path, port: int) -> str:
    file = office_config(folder, port).state_folder / "jadwal.db"
    if not file.exists():
        return "no file yet"
    with sqlite3.connect(file) as connection:
        (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return str(answer)


def state_of(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(office_config(folder, 1).state_folder / "jadwal.db")


def test_each_process_was_killed_alive_and_the_file_was_sound(
    killed: tuple[Path, Mailbox, Counter[str]],
) -> None:
    _, _, met = killed
    kills = met[f"exit {KILLED}"]
    assert kills in MANY_KILLS
    assert met == Counter({f"exit {KILLED}": kills, "ok": met["ok"], "no file yet": met["no file yet"]})
    assert met["ok"] > kills * 0.8


def test_no_file_was_put_aside_as_broken(killed: tuple[Path, Mailbox, Counter[str]]) -> None:
    folder, _, _ = killed
    assert [file.name for file in (folder / "data").rglob("*rusak*")] == []


def test_nothing_was_sent_twice(killed: tuple[Path, Mailbox, Counter[str]]) -> None:
    _, box, _ = killed
    assert len(box.subjects) > 5
    assert [subject for subject, times in Counter(box.subjects).items() if times > 1] == []


def test_no_day_and_no_month_was_lost(killed: tuple[Path, Mailbox, Counter[str]]) -> None:
    folder, _, _ = killed
    diary, now = Diary(state_of(folder)), reached(folder, START)
    calendar_days = [START.date() + timedelta(days=n) for n in range((now - START).days)]
    done = diary.done(DAILY)
    free = {"2026-01-16", "2026-02-16", "2026-02-17"}
    missed = [day for day in calendar_days if day.weekday() < 5 and day.isoformat() not in {*done, *free}]
    assert [day for day in missed if day < datetime(2026, 3, 1).date()] == []
    # A month's report is due on the first working day behind it, which may be yet to come where this life ended.
    months = sorted({day.replace(day=1) for day in calendar_days})
    timetable, last_beat = Config().schedule, now - STEP
    due = [month for month in months if monthly_report_at(timetable, CALENDAR, month) <= last_beat]
    assert due or now < datetime(2026, 2, 3)
    assert sorted(diary.done(MONTHLY)) == [f"{month:%Y-%m}" for month in due]


def test_what_counts_as_sent_has_arrived_and_the_rest_is_known_as_uncertain(
    killed: tuple[Path, Mailbox, Counter[str]],
) -> None:
    folder, box, _ = killed
    rows = state_of(folder).execute("SELECT subject, state FROM outbox").fetchall()
    assert {state for _, state in rows} <= {"terkirim", "tidak pasti"}
    assert {subject for subject, state in rows if state == "terkirim"} <= set(box.subjects)
    assert set(box.subjects) <= {subject for subject, _ in rows}
