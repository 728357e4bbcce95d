"""The timer's diary: first start, what is done, and how the last runs went."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from worklog.adapters.state import diary as diary_module
from worklog.adapters.state.diary import CHECK, DAILY, MONTHLY, Diary, Run
from worklog.adapters.state.state_file import open_state

NOW = datetime(2026, 11, 23, 8, 30)


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    return Diary(open_state(tmp_path / "jadwal.db", NOW).connection)


def run(job: str = CHECK, minutes: int = 0, ok: bool = True, said: str = "") -> Run:
    return Run(job, "", NOW + timedelta(minutes=minutes), 1.5, ok, rows=10, findings=2, requests=3, said=said)


def test_the_first_start_is_kept_for_ever(diary: Diary) -> None:
    assert diary.first_start(NOW) == NOW
    assert diary.first_start(NOW + timedelta(days=3)) == NOW


def test_a_first_start_noted_by_a_clock_that_ran_ahead_is_forgotten(diary: Diary) -> None:
    diary.first_start(NOW + timedelta(days=900))
    assert diary.first_start(NOW) == NOW


def test_a_clock_whose_battery_is_empty_is_no_first_start(diary: Diary) -> None:
    assert diary.first_start(datetime(2009, 1, 1)) == datetime(2009, 1, 1)
    assert diary.first_start(NOW) == NOW
    assert diary.first_start(datetime(2009, 1, 1)) == NOW


def test_what_is_done_is_told_by_job_and_period(diary: Diary) -> None:
    with diary.connection:
        diary.finish(DAILY, "2026-11-23", NOW)
        diary.finish(MONTHLY, "2026-10", NOW)
    assert diary.done(DAILY) == {"2026-11-23": NOW}
    assert diary.done(MONTHLY) == {"2026-10": NOW}


def test_what_was_not_committed_is_not_done(diary: Diary) -> None:
    diary.finish(DAILY, "2026-11-23", NOW)
    diary.connection.rollback()
    assert diary.done(DAILY) == {}


def test_the_last_run_and_the_last_success_are_known(diary: Diary) -> None:
    diary.note_run(run(minutes=0))
    diary.note_run(run(minutes=10, ok=False, said="Tidak ada internet."))
    diary.note_run(run(DAILY, minutes=20))
    assert diary.last_success(CHECK) == run(minutes=0)
    assert diary.last_run(CHECK) == run(minutes=10, ok=False, said="Tidak ada internet.")
    assert [r.job for r in diary.runs(2)] == [DAILY, CHECK]
    assert diary.last_run(MONTHLY) is None


@pytest.mark.parametrize(
    ("runs", "failures"),
    [
        ([], {}),
        ([run(), run()], {}),
        ([run(ok=False), run(), run(ok=False), run(ok=False)], {CHECK: 2}),
        ([run(ok=False), run(ok=False), run()], {}),
        ([run(DAILY, ok=False), run(), run(DAILY, ok=False), run()], {DAILY: 2}),
        ([run(ok=False), run(DAILY, ok=False), run(DAILY, ok=False), run(DAILY, ok=False)], {CHECK: 1, DAILY: 3}),
    ],
)
def test_failures_are_counted_for_each_job_since_it_last_worked(
    diary: Diary, runs: list[Run], failures: dict[str, int]
) -> None:
    for minutes, each in enumerate(runs):
        diary.note_run(replace(each, started=NOW + timedelta(minutes=minutes)))
    assert diary.failures() == failures


def test_reports_of_several_days_that_fail_at_one_beat_are_one_failure(diary: Diary) -> None:
    for day in range(3):
        diary.note_run(replace(run(DAILY, ok=False), period=f"2026-11-{20 + day}"))
    assert diary.failures() == {DAILY: 1}


def test_old_runs_are_forgotten(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diary_module, "KEPT_RUNS", 3)
    for minutes in range(6):
        diary.note_run(run(minutes=minutes))
    assert [r.started.minute for r in diary.runs(10)] == [35, 34, 33]
