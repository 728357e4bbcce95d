"""The timer's loop: it beats each minute, survives a clock that is set, and takes over a changed configuration."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

import run_schedule
from commands import Office, call
from worklog.config.config import load_config
from worklog.health.examination import examine
from worklog.timer import loop as timer
from worklog.timer.duties import Duties
from worklog.timer.loop import on_duty, run_timer, serve
from worklog.timer.startup import failed_start, is_running

pytest_plugins = ("command_offices",)

MONDAY = datetime(2026, 11, 23, 8, 30)


class Stopped(Exception):
    """Ends the endless loop in a test."""


class Beats:
    """Stands in for the duties: notes when each was done, by the PC's clock."""

    def __init__(self) -> None:
        self.at: list[datetime] = []

    def do_all(self) -> None:
        self.at.append(datetime.now())


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 23, 1, 30, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def beats(clock: time_machine.Traveller, *waits: Callable[[float], timedelta]) -> list[float]:
    """Minutes, by the PC's clock, of the beats of a timer; each wait tells how far the clock went on meanwhile."""
    began, done, left = datetime.now(), Beats(), list(waits)

    def wait(seconds: float) -> None:
        assert 1 <= seconds <= 60
        clock.shift(left.pop(0)(seconds))

    run_timer(done, lambda: bool(left), wait)  # type: ignore[arg-type]
    return [(at - began).total_seconds() / 60 for at in done.at]


def in_time(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_it_beats_at_once_and_then_each_minute(clock: time_machine.Traveller) -> None:
    assert beats(clock, in_time, in_time, in_time) == [0, 1, 2, 3]


def test_after_sleep_it_beats_once_and_goes_on(clock: time_machine.Traveller) -> None:
    assert beats(clock, in_time, lambda _: timedelta(hours=14), in_time) == [0, 1, 841, 842]


def test_a_clock_set_back_does_not_stop_it_for_that_long(clock: time_machine.Traveller) -> None:
    assert beats(clock, in_time, lambda _: timedelta(hours=-1), in_time, in_time) == [0, 1, -58, -57]


def test_a_clock_set_years_ahead_and_back_goes_on(clock: time_machine.Traveller) -> None:
    years = timedelta(days=3000)
    minutes = beats(clock, in_time, lambda _: years, lambda _: -years, in_time, in_time)
    assert minutes[-2:] == [2, 3]


def test_the_pc_is_idle_between_the_beats(clock: time_machine.Traveller) -> None:
    """A wait of a minute is one sleep: the processor has nothing to do."""
    waited = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        clock.shift(seconds)

    run_timer(Beats(), lambda: len(waited) < 5, wait)  # type: ignore[arg-type]
    assert waited == [60] * 5


# The configuration, while the timer runs


@pytest.fixture
def loops(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[Duties], None]]:
    """What the office does while the timer runs, one after another; then the timer is stopped."""
    acts: list[Callable[[Duties], None]] = []

    def one_loop(duties: Duties, go_on: Callable[[], bool]) -> None:
        if not acts:
            raise Stopped
        assert go_on()
        acts.pop(0)(duties)
        assert not go_on(), "the change was not seen"

    monkeypatch.setattr(timer, "run_timer", one_loop)
    return acts


def saved(file: Path, text: str) -> None:
    before = file.stat().st_mtime_ns
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(before + 10**9, before + 10**9))


def said(office: Office) -> list[str]:
    (log,) = (office.folder / "data" / "jadwal").glob("*/jadwal.log")
    return [line[17:] for line in log.read_text("utf-8").splitlines()]


def run(office: Office) -> None:
    with pytest.raises(Stopped):
        serve(office.config, load_config(office.config), lambda: MONDAY)


def test_a_changed_configuration_is_taken_over_without_a_restart(
    office: Office, loops: list[Callable[[Duties], None]]
) -> None:
    seen = []

    def act(duties: Duties) -> None:
        seen.append(duties.config.schedule.check_every_minutes)
        saved(office.config, '{"source": {"path": "Buku Kerja.xlsx"}, "schedule": {"check_every_minutes": 5}}')

    loops += [act, act]
    run(office)
    assert seen == [10, 5]
    assert said(office)[:2] == [
        "Jadwal berjalan. Biarkan jendela ini terbuka; hentikan dengan Ctrl+C.",
        "Berkas pengaturan berubah; jadwal berjalan dengan pengaturan yang baru.",
    ]


def test_a_broken_configuration_is_told_and_the_old_one_goes_on(
    office: Office, loops: list[Callable[[Duties], None]]
) -> None:
    seen = []

    def act(duties: Duties) -> None:
        seen.append(duties.config.schedule.check_every_minutes)
        saved(office.config, '{"schedule": {"check_every_minute": 5}}')

    loops += [act, act]
    run(office)
    assert seen == [10, 10]
    line = said(office)[1]
    assert "check_every_minute" in line
    assert line.endswith("Perbaiki berkas itu, lalu simpan; program membacanya lagi otomatis.")


def test_a_configuration_that_is_gone_is_told_and_the_old_one_goes_on(
    office: Office, loops: list[Callable[[Duties], None]]
) -> None:
    loops.append(lambda _: office.config.unlink())
    run(office)
    assert "Jadwal berjalan terus dengan pengaturan yang lama." in said(office)[1]


# One timer for each log


def test_a_second_timer_of_the_same_log_says_so_and_ends_with_2(office: Office) -> None:
    other = office.folder / "lain.json"
    other.write_text(office.config.read_text("utf-8"), encoding="utf-8")
    with on_duty(load_config(office.config), lambda: MONDAY):
        for arguments in ((), ("--once",)):
            told = call("run_schedule", "--config", other, *arguments)
            assert told.code == 2
            assert told.err.startswith("Jadwal untuk buku kerja ini sudah berjalan di PC ini, jadi yang ini berhenti.")


def test_another_user_of_the_pc_is_told_that_it_runs_and_status_knows_it(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = load_config(office.config)
    with on_duty(config, lambda: MONDAY):
        for variable in ("XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
            monkeypatch.setenv(variable, str(tmp_path / "pengguna lain"))
        told = call("run_schedule", "--config", office.config, "--once")
        assert told.code == 2
        assert "sudah dijalankan oleh pengguna lain" in told.err
        assert is_running(config)
    assert not is_running(config)


@pytest.mark.skipif(os.name == "nt", reason="rights of files are those of the folder there")
def test_what_the_timer_keeps_is_its_owners_alone(office: Office) -> None:
    before = os.umask(0)
    try:
        with on_duty(load_config(office.config), lambda: MONDAY) as duties:
            duties.do_all()
    finally:
        os.umask(before)
    folder = load_config(office.config).state_folder
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.name: file.stat().st_mode & 0o077 for file in folder.iterdir() if file.suffix != ".lock"} == {
        "jadwal.db": 0, "jadwal.log": 0, "letak.txt": 0,
    }  # fmt: skip


def test_a_timer_that_cannot_start_leaves_a_line_and_a_cross(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = office.config.read_text("utf-8")
    office.config.write_text("{,}", encoding="utf-8")
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    for _ in range(2):
        assert run_schedule.main(["--config", str(office.config)]) == 2
    found = failed_start(office.config)
    assert found is not None
    _, sentence, log = found
    assert sentence.startswith(f"Pengaturan di {office.config} belum dapat dipakai")
    assert len(log.read_text("utf-8").splitlines()) == 2
    for text in ("{,}", sound):
        office.config.write_text(text, encoding="utf-8")
        signs = [sign for section in examine(office.config, MONDAY, timedelta(hours=7)) for sign in section.signs]
        assert any(sign.level == "wrong" and sign.seen.startswith("Jadwal gagal mulai pada") for sign in signs)


def test_a_broken_state_file_is_told_and_the_timer_works(office: Office) -> None:
    config = load_config(office.config)
    config.state_folder.mkdir(parents=True)
    (config.state_folder / "jadwal.db").write_bytes(b"rusak" * 1000)
    with on_duty(config, lambda: MONDAY) as duties:
        duties.do_all()
    assert said(office)[0].startswith("Catatan jadwal rusak; disimpan sebagai jadwal rusak 2026-11-23")
    assert said(office)[1].startswith("Pemeriksaan selesai")
