"""How high a row must be for wrapped text: neither LibreOffice nor a merged cell finds out by itself."""

from __future__ import annotations

from functools import lru_cache
from textwrap import wrap

LINE_HEIGHT, PADDING, MOST_LINES = 12.75, 2.5, 30
CHARACTERS_PER_WIDTH = 1.25
"""A column's width counts digits, and most letters are narrower."""


@lru_cache(maxsize=50_000)
def lines_needed(text: str, width: float) -> int:
    """Lines that a text takes in a column of a width in characters."""
    per_line = max(1, int(width * CHARACTERS_PER_WIDTH))
    if len(text) > per_line * MOST_LINES:
        return MOST_LINES
    return sum(max(1, len(wrap(line, per_line))) for line in text.split("\n"))


def height_of(lines: int) -> float:
    """Height in points of a row with so many lines, within what Excel allows."""
    return LINE_HEIGHT * min(lines, MOST_LINES) + PADDING
