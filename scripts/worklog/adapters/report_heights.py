"""How high a row must be for its wrapped text.

Excel and LibreOffice fit the heights of rows only when someone edits them, so a report made by a program must bring
them along. Widths are those of Arial (Liberation Sans, Helvetica), which most office fonts do not exceed by much.
"""

from __future__ import annotations

from math import ceil

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

POINTS_PER_UNIT = 5.25
"""Points per unit of column width: 7 pixels of the usual default font at 96 dots per inch."""
DEFAULT_WIDTH = 8.43
DEFAULT_HEIGHT = 15.0
DEFAULT_SIZE = 11.0
HIGHEST_ROW = 409.0
"""Points; Excel has no higher rows."""
LINE_SPACING = 1.2
PADDING = 4.0
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


def fit_heights(sheet: Worksheet, first: int, last: int, least: float | None = None) -> None:
    """Make each row from `first` to `last` high enough for its text: at least `least` points, at most Excel's limit."""
    spans = {(m.min_row, m.min_col): m.max_col for m in sheet.merged_cells.ranges if m.min_row == m.max_row}
    for row, cells in enumerate(sheet.iter_rows(first, last), start=first):
        heights = [
            _cell_height(sheet, cell, column, spans.get((row, column), column))
            for column, cell in enumerate(cells, start=1)
            if cell.value is not None
        ]
        sheet.row_dimensions[row].height = min(max([least or 0.0, *heights]), HIGHEST_ROW) or None


def column_points(sheet: Worksheet, column: int) -> float:
    """The width of a column in points; 0 when it is hidden."""
    dimension = sheet.column_dimensions.get(get_column_letter(column))
    if dimension is None:
        return DEFAULT_WIDTH * POINTS_PER_UNIT
    return 0.0 if dimension.hidden else dimension.width * POINTS_PER_UNIT


def count_lines(text: str, width: float, size: float) -> int:
    """Lines that a text of a font size takes in a width, both in points, broken between words where it can be."""
    return sum(_lines_of_paragraph(paragraph, width / SAFETY, size) for paragraph in text.split("\n"))


def _cell_height(sheet: Worksheet, cell: Cell, first_column: int, last_column: int) -> float:
    width = sum(column_points(sheet, column) for column in range(first_column, last_column + 1)) - PADDING
    size = float(cell.font.sz or DEFAULT_SIZE)
    lines = count_lines(str(cell.value), max(width, size), size) if cell.alignment.wrap_text else 1
    return lines * size * LINE_SPACING + PADDING


def _lines_of_paragraph(paragraph: str, width: float, size: float) -> int:
    lines, used, space = 1, 0.0, _text_width(" ", size)
    for word in paragraph.split(" "):
        length = _text_width(word, size)
        if used and used + space + length <= width:
            used += space + length
            continue
        if used:
            lines += 1
        overflow = max(ceil(length / width) - 1, 0)
        lines, used = lines + overflow, length - overflow * width
    return lines


def _text_width(text: str, size: float) -> float:
    places = (ord(character) - _FIRST for character in text)
    return sum(_WIDTHS[place] if 0 <= place < len(_WIDTHS) else _USUAL for place in places) * size / 1000
