"""Having the timer of an office started together with the computer."""

from __future__ import annotations

import sys
from pathlib import Path

from worklog.adapters.autostart import Entry, Registered, autostart_here
from worklog.adapters.instance_lock import TIMER, is_held
from worklog.config import PROJECT, Config

ALSO_BY_HAND = (
    "Jadwal masih berjalan di jendela lain yang dibuka dengan tangan. Tutup jendela itu; dalam beberapa menit jadwal "
    "yang terdaftar mengambil alih."
)


def timer_entry(config_file: Path, config: Config) -> Entry:
    """What the system is to start: this Python with this copy of the program, for the log that the file names."""
    script = PROJECT / "scripts" / "run_schedule.py"
    command = [sys.executable, str(script), "--config", str(config_file.absolute())]
    return Entry(f"Medsos KPU - {config.state_folder.name}", command, PROJECT)


def install(config_file: Path, config: Config) -> list[str]:
    """Register the timer and start it; sentences of what was done. Raises `AutostartError`."""
    system, entry = autostart_here(), timer_entry(config_file, config)
    by_hand = system.registered(entry) == "no" and is_held(TIMER, config.log_identity)
    return [*system.install(entry), *([ALSO_BY_HAND] if by_hand else [])]


def uninstall(config_file: Path, config: Config) -> list[str]:
    """Stop the timer and forget it; sentences of what was done. Raises `AutostartError`."""
    return autostart_here().remove(timer_entry(config_file, config))


def registered(config_file: Path, config: Config) -> Registered:
    """Whether the timer starts by itself; nothing is changed."""
    return autostart_here().registered(timer_entry(config_file, config))
