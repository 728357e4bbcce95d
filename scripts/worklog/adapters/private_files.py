"""Small JSON files that the program keeps for itself, readable by their owner only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from worklog.adapters.workbook_temporary import discard, take_place, temporary_beside


def keep(file: Path, content: Mapping[str, str]) -> None:
    """Write a file whole or not at all. Raises `OSError`."""
    temporary = temporary_beside(file)
    try:
        temporary.touch(mode=0o600, exist_ok=False)
        temporary.write_text(json.dumps(content), encoding="utf-8")
        take_place(temporary, file)
    except OSError:
        discard(temporary)
        raise


def kept(file: Path, key: str) -> str:
    """What was kept under a key; "" when nothing was, or when the file cannot be read."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))[key]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""
