"""How many lines a text takes when it is wrapped, and how high its row must be then.

Neither LibreOffice nor a merged cell finds out by itself. Widths are those of Arial (Liberation Sans, Helvetica), which
most office fonts do not exceed by much.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

POINTS_PER_UNIT = 5.25
"""Points per unit of column width: 7 pixels of the usual default font at 96 dots per inch."""
MARGIN = 4.0
"""Points of a cell's width and height that no text may use."""
LOG_SIZE, LINE_HEIGHT, PADDING, MOST_LINES = 10, 12.75, 2.5, 30
"""Font size of the work log, and the heights of its rows, in points."""
BOLD = 1.08
"""How much wider bold text is."""
SAFETY = 1.02
"""Text is taken to be a little wider than measured, since a line too few would be cut."""

_FIRST = 32
_USUAL = 556
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
"""Thousandths of the font size for the characters from the space to `~`, from Helvetica's published font metrics."""


@lru_cache(maxsize=50_000)
def lines_needed(text: str, width: float) -> int:
    """Lines that a text of the work log takes in a column of a width in characters."""
    points = max(width * POINTS_PER_UNIT - MARGIN, LOG_SIZE)
    if len(text) * LOG_SIZE > 4 * points * MOST_LINES:
        return MOST_LINES
    return min(count_lines(text, points, LOG_SIZE), MOST_LINES)


def height_of(lines: int) -> float:
    """Height in points of a row of the work log with so many lines, within what Excel allows."""
    return LINE_HEIGHT * min(lines, MOST_LINES) + PADDING


@lru_cache(maxsize=50_000)
def count_lines(text: str, width: float, size: float) -> int:
    """Lines that a text of a font size takes in a width, both in points, broken between words where it can be."""
    return sum(_lines_of_paragraph(paragraph, width / SAFETY, size) for paragraph in text.split("\n"))


def _lines_of_paragraph(paragraph: str, width: float, size: float) -> int:
    lines, used, space = 1, 0.0, _text_width(" ", size)
    for word in paragraph.split(" "):
        length = _text_width(word, size)
        if used and used + space + length <= width:
            used += space + length
            continue
        if used:
            lines += 1
        # A long link is broken at its slashes, so its lines are not full.
        overflow = max(ceil(length / width) - 1 + ("/" in word and length > width), 0)
        lines, used = lines + overflow, length - overflow * width
    return lines


def _text_width(text: str, size: float) -> float:
    places = (ord(character) - _FIRST for character in text)
    return sum(_WIDTHS[place] if 0 <= place < len(_WIDTHS) else _USUAL for place in places) * size / 1000
