"""Whether a file with a secret lies where others can get at it."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from worklog.adapters.files.programs import run_program

_PATIENCE = 10
"""Seconds that git may take."""


def secret_notes(
    path: Path,
    what: str = "Berkas kunci",
    setting: str = "source.credentials",
    *,
    program: Path | None = None,
    windows: bool = os.name == "nt",
    home: Path | None = None,
) -> list[str]:
    """Tell in sentences what makes a file less safe, and what to do.

    `what` it is called, and the `setting` that names it; `program`: a folder that is copied from PC to PC; `home` is
    that of the user unless told.
    """
    notes = []
    path = path.resolve()
    if _git_would_take(path):
        notes.append(
            f"{what} {path} berada di dalam folder git dan dapat ikut terkirim. Pindahkan ke luar folder itu, "
            f"lalu ubah {setting} di sheets_config.json."
        )
    elif program is not None and path.is_relative_to(program.resolve()):
        notes.append(
            f"{what} {path} berada di dalam folder program dan ikut tersalin bersamanya. Pindahkan ke luar folder itu, "
            f"lalu ubah {setting} di sheets_config.json."
        )
    if windows and not path.is_relative_to(home or Path.home()):
        notes.append(
            f"{what} {path} dapat dibaca pengguna lain PC ini. Pindahkan ke folder Anda sendiri, "
            f"{home or Path.home()}, lalu ubah {setting} di sheets_config.json."
        )
    if not windows and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        notes.append(f'{what} {path} dapat dibaca pengguna lain PC ini. Jalankan: chmod 600 "{path}"')
    return notes


def _git_would_take(path: Path) -> bool:
    if not any((folder / ".git").exists() for folder in path.parents):
        return False
    git = shutil.which("git")
    if git is None:
        return True
    # The folder's own settings may name a program that git would start first.
    command = [git, "-c", "core.fsmonitor=false", "-C", str(path.parent), "check-ignore", "--quiet", "--", path.name]
    return run_program(command, _PATIENCE).code != 0
