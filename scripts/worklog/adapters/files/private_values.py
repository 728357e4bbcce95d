"""Values that the program keeps for itself in small JSON files, readable by their owner only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from worklog.adapters.files.private_files import write_private
from worklog.adapters.files.temporary import take_place, temporary_beside


def keep(file: Path, content: Mapping[str, str]) -> None:
    """Write a file whole or not at all. Raises `OSError`."""
    with temporary_beside(file) as temporary:
        write_private(temporary, json.dumps(content).encode())
        take_place(temporary, file)


def kept(file: Path, key: str) -> str:
    """What was kept under a key; "" when nothing was, or when the file cannot be read."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))[key]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""
