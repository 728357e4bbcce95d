"""Which way of starting programs by itself this system has."""

from __future__ import annotations

import sys

from worklog.adapters.autostart.entry import Autostart
from worklog.adapters.files.programs import RunProgram, run_program


def autostart_here(run: RunProgram = run_program, platform: str = sys.platform) -> Autostart:
    """What this system has."""
    from worklog.adapters.autostart.linux import SystemdUser
    from worklog.adapters.autostart.windows import TaskScheduler

    return TaskScheduler(run) if platform == "win32" else SystemdUser(run)
