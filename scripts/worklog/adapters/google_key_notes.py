"""Whether a key file lies where others can get at it."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

_PATIENCE = 10
"""Seconds that git may take."""


def key_notes(path: Path, *, windows: bool = os.name == "nt", home: Path | None = None) -> list[str]:
    """Tell in sentences what makes a key file less safe, and what to do; `home` is that of the user unless told."""
    notes = []
    path = path.resolve()
    if _git_would_take(path):
        notes.append(
            f"Berkas kunci {path} berada di dalam folder git dan dapat ikut terkirim. Pindahkan ke luar folder itu, "
            "lalu ubah source.credentials di sheets_config.json."
        )
    if windows and not path.is_relative_to(home or Path.home()):
        notes.append(
            f"Berkas kunci {path} dapat dibaca pengguna lain PC ini. Pindahkan ke folder Anda sendiri, "
            f"{home or Path.home()}, lalu ubah source.credentials di sheets_config.json."
        )
    if not windows and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        notes.append(f'Berkas kunci {path} dapat dibaca pengguna lain PC ini. Jalankan: chmod 600 "{path}"')
    return notes


def _git_would_take(path: Path) -> bool:
    if not any((folder / ".git").exists() for folder in path.parents):
        return False
    git = shutil.which("git")
    if git is None:
        return True
    command = [git, "-C", str(path.parent), "check-ignore", "--quiet", "--", path.name]
    # Without a console of its own (pythonw), Windows would open one for git.
    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        ignored = subprocess.run(command, capture_output=True, timeout=_PATIENCE, creationflags=no_window)
    except (OSError, subprocess.SubprocessError):
        return True
    return ignored.returncode != 0
