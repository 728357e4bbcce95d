"""Values that the program keeps for itself in small JSON files, readable by their owner only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from worklog.adapters.files.private_files import write_whole


def keep(file: Path, content: Mapping[str, str]) -> None:
    """Write a file whole or not at all. Raises `OSError`."""
    write_whole(file, json.dumps(content).encode())


def kept(file: Path, key: str) -> str:
    """What was kept under a key; "" when nothing was, or when the file cannot be read."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))[key]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""
