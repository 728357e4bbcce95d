"""Looking at everything, one thing after another; nothing is changed, and no look keeps another from being taken."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from worklog.adapters.autostart.here import autostart_here
from worklog.adapters.state.diary import Diary
from worklog.adapters.state.outbox import Outbox
from worklog.adapters.state.state_file import STATE_FILE, copy_of_state
from worklog.config.config import Config, load_config
from worklog.config.sources import ConfigError
from worklog.core.errors import WorklogError
from worklog.core.indonesian import moment_text
from worklog.core.judging.check import Checked
from worklog.core.signs import Sign, wrong
from worklog.health import messages, places, timer
from worklog.health.history import history_sign
from worklog.health.signs import Section, look
from worklog.jobs.desk import Desk
from worklog.jobs.office import NO_DAYS
from worklog.progress import Tell, tell_nobody
from worklog.timer.startup import failed_start, is_running, registered


def examine(config_file: Path, now: datetime, offset: timedelta, tell: Tell = tell_nobody) -> list[Section]:
    """Look at an office's program; `offset` is that of the PC's own zone from UTC."""
    file = config_file.absolute()
    try:
        config = load_config(file)
    except ConfigError as error:
        return [Section("Pengaturan", [wrong(str(error)), *_failed_start(file)])]
    desk = Desk(config, now, tell=tell)
    seen: list[Checked] = []
    log = look("Buku kerja", partial(_log, desk, seen))
    tell("Melihat jadwal, folder dan jam PC…")
    diary = _diary(config)
    last = timer.last_noted(diary) if isinstance(diary, Diary) else None
    return [
        Section("Jadwal", _timer(file, desk, diary, seen)),
        Section(
            "Buku kerja, folder dan PC",
            [
                *look("Kunci Google", lambda: desk.kept.key_sign()),
                *log,
                *(sign for checked in seen for sign in look("Kolom peran", partial(places.roles_sign, checked))),
                *look("Folder laporan", partial(places.report_folder_sign, config)),
                *look("Folder cadangan", lambda: desk.kept.backup_sign()),
                *look("Riwayat", partial(history_sign, config)),
                *look("Ruang disk", partial(places.disk_sign, config, desk.kept.folders)),
                *look("Templat laporan", partial(_templates, desk)),
                *look("PDF", partial(places.pdf_sign, config)),
                *look("Jam PC", partial(places.clock_sign, now, last, offset)),
                places.config_sign(file),
            ],
        ),
        *_messages(config, diary),
    ]


def _failed_start(file: Path, since: datetime = datetime.min) -> list[Sign]:
    """A timer that could not start, without a window to say so, after it last did anything."""
    failed = failed_start(file)
    if failed is None or failed[0] < since.replace(second=0):
        return []
    at, sentence, log = failed
    return [wrong(f"Jadwal gagal mulai pada {moment_text(at)}: {sentence}", f"Benahi sebab itu. Catatannya: {log}")]


def _messages(config: Config, diary: Diary | WorklogError) -> list[Section]:
    if not messages.is_used(config):
        return []
    signs = [
        *look("Pemberitahuan", partial(messages.ways_sign, config)),
        *look("Server surel", partial(messages.server_sign, config)),
    ]
    if isinstance(diary, Diary):
        signs += look("Pesan", lambda: messages.outbox_sign(Outbox(diary.connection)))
        signs += look("Surel petugas", lambda: messages.staff_sign(Outbox(diary.connection)))
    return [Section("Pemberitahuan", signs)]


def _log(desk: Desk, seen: list[Checked]) -> Sign:
    """Read and judge the log as a check does."""
    seen.append(desk.check())
    return places.log_sign(desk.kept, seen[0], desk.log.address)


def _templates(desk: Desk) -> Sign:
    desk.office  # noqa: B018 - the SOP's tables are read here, and told when they are broken
    return places.template_sign()


def _diary(config: Config) -> Diary | WorklogError:
    try:
        return Diary(copy_of_state(config.state_folder / STATE_FILE))
    except WorklogError as error:
        return error


def _timer(file: Path, desk: Desk, diary: Diary | WorklogError, seen: list[Checked]) -> list[Sign]:
    known = registered(file, desk.config)
    autostart = [timer.autostart_sign(known, autostart_here().service)]
    if isinstance(diary, WorklogError):
        return [wrong(str(diary)), *autostart]
    try:
        calendar = desk.calendar(seen[0].tables.days if seen else NO_DAYS)
        running = is_running(desk.config)
    except WorklogError as error:
        return [wrong(str(error)), *autostart]
    standing = timer.Standing(diary, desk.config.schedule, calendar, running, desk.now)
    return [
        *look("Jadwal", partial(timer.running_sign, standing, known)),
        *([] if running else _failed_start(file, timer.last_noted(diary) or datetime.min)),
        *autostart,
        *look("Pemeriksaan", partial(timer.check_sign, standing)),
        *look("Laporan harian", partial(timer.daily_sign, standing)),
        *look("Laporan bulanan", partial(timer.monthly_sign, standing)),
    ]
