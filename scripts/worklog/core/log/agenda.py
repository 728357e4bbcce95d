"""The next agenda number of the register."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"(\d{4})-(\d{1,6})")


def next_number(identifiers: Iterable[str], year: int) -> str:
    """The number after the highest `year-NNNN` in use, such as `2026-0119`; IDs of another form do not count."""
    matches = (_NUMBER.fullmatch(text.strip()) for text in identifiers)
    used = [int(match[2]) for match in matches if match and int(match[1]) == year]
    return f"{year}-{max(used, default=0) + 1:04d}"
