"""How high a row must be for its wrapped text.

Excel and LibreOffice fit the heights of rows only when someone edits them, so a report made by a program must bring
them along.
"""

from __future__ import annotations

from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from worklog.adapters.form.text_height import MARGIN, POINTS_PER_UNIT, count_lines

DEFAULT_WIDTH = 8.43
DEFAULT_HEIGHT = 15.0
DEFAULT_SIZE = 11.0
HIGHEST_ROW = 409.0
"""Points; Excel has no higher rows."""
LINE_SPACING = 1.2
WIDEST = 1.1
"""No character is wider than this times the font size, so a text of few characters need not be measured."""


def fit_heights(sheet: Worksheet, first: int, last: int, least: float | None = None) -> None:
    """Make each row from `first` to `last` high enough for its text: at least `least` points, at most Excel's limit."""
    spans = {(m.min_row, m.min_col): m.max_col for m in sheet.merged_cells.ranges if m.min_row == m.max_row}
    widths = [column_points(sheet, column) for column in range(1, sheet.max_column + 1)]
    looks: dict[tuple[int, int], tuple[float, bool]] = {}
    for row, cells in enumerate(sheet.iter_rows(first, last), start=first):
        heights = [
            _cell_height(cell, sum(widths[column - 1 : spans.get((row, column), column)]), looks)
            for column, cell in enumerate(cells, start=1)
            if cell.value is not None
        ]
        sheet.row_dimensions[row].height = min(max([least or 0.0, *heights]), HIGHEST_ROW) or None


def column_points(sheet: Worksheet, column: int) -> float:
    """The width of a column in points; 0 when it is hidden."""
    dimension = sheet.column_dimensions.get(get_column_letter(column)) or _covering(sheet, column)
    if dimension is None:
        return DEFAULT_WIDTH * POINTS_PER_UNIT
    return 0.0 if dimension.hidden else dimension.width * POINTS_PER_UNIT


def _covering(sheet: Worksheet, column: int) -> ColumnDimension | None:
    """The columns of one width that a column belongs to: Excel and LibreOffice save neighbours as one."""
    dimensions = sheet.column_dimensions.values()
    return next((d for d in dimensions if d.min and d.max and d.min <= column <= d.max), None)


def _cell_height(cell: Any, width: float, looks: dict[tuple[int, int], tuple[float, bool]]) -> float:
    """The height of a cell that is so wide, both in points; `looks`: font and alignment that were looked up before."""
    look = (cell._style.fontId, cell._style.alignmentId) if cell.has_style else (0, 0)
    if look not in looks:
        looks[look] = float(cell.font.sz or DEFAULT_SIZE), bool(cell.alignment.wrap_text)
    size, wraps = looks[look]
    lines = _lines(str(cell.value), max(width - MARGIN, size), size) if wraps else 1
    return lines * size * LINE_SPACING + MARGIN


def _lines(text: str, width: float, size: float) -> int:
    if len(text) * size * WIDEST <= width and "\n" not in text:
        return 1
    return count_lines(text, width, size)
