"""What stands on disk, so that "nothing changed" is one comparison."""

import hashlib
from pathlib import Path


def disk_state(folder: Path) -> dict[str, str]:
    """Every file and folder below `folder` by its relative path: the hash of a file's bytes, "" for a folder."""
    return {path.relative_to(folder).as_posix(): _content(path) for path in sorted(folder.rglob("*"))}


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def without_history(state: dict[str, str]) -> dict[str, str]:
    """A state of a folder apart from what each check remembers of the log."""
    return {name: content for name, content in state.items() if name != "data" and not name.startswith("data/riwayat")}
