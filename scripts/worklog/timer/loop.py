"""The timer: a heartbeat of a minute at which each duty looks by itself whether anything is due.

A heartbeat survives what a plan does not: a PC that slept, a job that took long, a clock that was set.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from schedule import Scheduler

from worklog.adapters.state.instance_lock import TIMER, hold, only_one
from worklog.adapters.state.run_log import RunLog
from worklog.adapters.state.state_file import LOCK_FILE, STATE_FILE, make_state_folder, open_state
from worklog.adapters.state.state_folders import note_spellings
from worklog.config.config import Config, load_config
from worklog.config.sources import ConfigError
from worklog.progress import Tell, tell_nobody
from worklog.timer.duties import Duties

BEAT_SECONDS = 60
LOG_FILE = "jadwal.log"
RUNNING_ALREADY = (
    "Jadwal untuk buku kerja ini sudah berjalan di PC ini, jadi yang ini berhenti. "
    "Tidak perlu dijalankan dua kali; lihat keadaannya dengan --status."
)
RUNNING_ELSEWHERE = (
    "Jadwal untuk buku kerja ini sudah dijalankan oleh pengguna lain, PC lain, atau dengan pengaturan lain, jadi yang "
    "ini berhenti. Cukup satu yang berjalan; lihat keadaannya dengan --status."
)
STARTED = "Jadwal berjalan. Biarkan jendela ini terbuka; hentikan dengan Ctrl+C."
CONFIG_CHANGED = "Berkas pengaturan berubah; jadwal berjalan dengan pengaturan yang baru."
CONFIG_BROKEN = (
    "Jadwal berjalan terus dengan pengaturan yang lama. Perbaiki berkas itu, lalu simpan; "
    "program membacanya lagi otomatis."
)

Clock = Callable[[], datetime]


@contextmanager
def on_duty(config: Config, clock: Clock, verbose: bool = False, tell: Tell = tell_nobody) -> Iterator[Duties]:
    """The duties for a log, while this process alone has them; `LockHeld` when another process does."""
    folder = config.state_folder
    make_state_folder(folder)
    with only_one(TIMER, config.log_identity, RUNNING_ALREADY), hold(folder / LOCK_FILE, RUNNING_ELSEWHERE):
        note_spellings(folder, config.log_spellings)
        connection, note = open_state(folder / STATE_FILE, clock())
        with closing(connection), closing(RunLog(folder / LOG_FILE, verbose)) as run_log:
            if note:
                run_log.say(clock(), note)
            yield Duties(config, connection, run_log, clock, tell)


def serve(file: Path, config: Config, clock: Clock, verbose: bool = False) -> None:
    """Run the timer for ever, with the configuration as its file stands."""
    greeting = STARTED
    while True:
        with on_duty(config, clock, verbose) as duties:
            duties.run_log.say(clock(), greeting)
            config = _run_until_changed(file, duties)
        greeting = CONFIG_CHANGED


def _run_until_changed(file: Path, duties: Duties) -> Config:
    """Run the timer until another sound configuration is saved, and return that."""
    while True:
        run_timer(duties, partial(_is_as_saved, file, _saved_at(file)))
        try:
            return load_config(file)
        except ConfigError as error:
            duties.run_log.say(duties.clock(), f"{error} {CONFIG_BROKEN}", logging.ERROR)


def _is_as_saved(file: Path, at: int) -> bool:
    return _saved_at(file) == at


def _saved_at(file: Path) -> int:
    """When a file was saved last, in nanoseconds; 0 while it is not there or out of reach."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def run_timer(duties: Duties, go_on: Callable[[], bool], wait: Callable[[float], None] = time.sleep) -> None:
    """Do what is due, at once and then at each beat, as long as `go_on` says."""
    scheduler = _heartbeat(duties)
    scheduler.run_all()
    while go_on():
        idle = scheduler.idle_seconds or 0
        if idle > BEAT_SECONDS:  # the clock was set back, and the next beat would be as far away
            scheduler = _heartbeat(duties)
            idle = BEAT_SECONDS
        wait(max(idle, 1))
        scheduler.run_pending()


def _heartbeat(duties: Duties) -> Scheduler:
    """One job that does all duties, one after another: they never overlap, and no clock set meanwhile parts them."""
    scheduler = Scheduler()
    scheduler.every(BEAT_SECONDS).seconds.do(duties.do_all)
    return scheduler
