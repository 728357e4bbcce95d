"""Having the timer of an office started together with the computer."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from platformdirs import user_state_path

from worklog.adapters.autostart.entry import Entry, Registered
from worklog.adapters.autostart.here import autostart_here
from worklog.adapters.files.private_files import make_folder, write_private
from worklog.adapters.state.instance_lock import APPLICATION, TIMER, is_held, is_locked
from worklog.adapters.state.state_file import LOCK_FILE
from worklog.config.config import PROJECT, Config
from worklog.core.errors import WorklogError

START_LOG, KEPT_LINES = "gagal-mulai.log", 200
"""Where it stands why the timer could not start, and how many lines of that are kept."""

ALSO_BY_HAND = (
    "Jadwal masih berjalan di jendela lain yang dibuka dengan tangan. Tutup jendela itu; dalam beberapa menit jadwal "
    "yang terdaftar mengambil alih."
)


def note_failed_start(config_file: Path, now: datetime, sentence: str) -> None:
    """Leave a line on a timer that could not start: without a window nobody sees what it says."""
    for folder in _start_log_folders(config_file):
        with suppress(OSError, WorklogError):
            make_folder(folder, WorklogError)
            file = folder / START_LOG
            lines = file.read_text(encoding="utf-8").splitlines()[1 - KEPT_LINES :] if file.exists() else []
            lines.append(f"{now:%d/%m/%Y %H.%M} {' '.join(sentence.split())}")
            write_private(file, "\n".join([*lines, ""]).encode("utf-8", "backslashreplace"))
            return


def failed_start(config_file: Path) -> tuple[datetime, str, Path] | None:
    """When a timer could not start last, what it said, and the file that tells; None when none is known."""
    for folder in _start_log_folders(config_file):
        with suppress(OSError, ValueError, IndexError):
            line = (folder / START_LOG).read_text(encoding="utf-8").splitlines()[-1]
            return datetime.strptime(line[:16], "%d/%m/%Y %H.%M"), line[17:], folder / START_LOG
    return None


def _start_log_folders(config_file: Path) -> list[Path]:
    """Beside the states of all logs; with the user's own things when that cannot be written."""
    beside = config_file.absolute().parent
    own = user_state_path(APPLICATION, appauthor=False)
    return [beside / "data" / "jadwal", own] if beside.is_dir() else [own]


def timer_entry(config_file: Path, config: Config) -> Entry:
    """What the system is to start: this Python with this copy of the program, for the log that the file names."""
    script = PROJECT / "scripts" / "run_schedule.py"
    command = [sys.executable, str(script), "--config", str(config_file.absolute())]
    return Entry(f"Medsos KPU - {config.state_folder.name}", command, PROJECT)


def install(config_file: Path, config: Config) -> list[str]:
    """Register the timer and start it; sentences of what was done. Raises `AutostartError`."""
    system, entry = autostart_here(), timer_entry(config_file, config)
    by_hand = system.registered(entry) == "no" and is_running(config)
    return [*system.install(entry), *([ALSO_BY_HAND] if by_hand else [])]


def uninstall(config_file: Path, config: Config) -> list[str]:
    """Stop the timer and forget it; sentences of what was done. Raises `AutostartError`."""
    return autostart_here().remove(timer_entry(config_file, config))


def is_running(config: Config) -> bool:
    """Whether the timer of a log runs, whoever started it; no file is made for that."""
    return is_held(TIMER, config.log_identity) or is_locked(config.state_folder / LOCK_FILE)


def registered(config_file: Path, config: Config) -> Registered:
    """Whether the timer starts by itself; nothing is changed."""
    return autostart_here().registered(timer_entry(config_file, config))
