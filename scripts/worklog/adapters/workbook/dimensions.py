"""Widths and settings of single columns of a sheet, also of those that other programs store in groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.units import DEFAULT_COLUMN_WIDTH
from openpyxl.worksheet.dimensions import ColumnDimension


def set_width(sheet: Any, column: int, width: float) -> None:
    """Set the width of one column."""
    column_of(sheet, column).width = width


def width_of(sheet: Any, column: int) -> float:
    """The width of one column, also of one that is stored in a group; nothing is added to the sheet."""
    found = _settings(sheet, column)
    return float(found.width if found else sheet.sheet_format.defaultColWidth or DEFAULT_COLUMN_WIDTH)


def shown_width(sheet: Any, column: int) -> float:
    """The same, and nothing for a column that is hidden."""
    found = _settings(sheet, column)
    return 0.0 if found and found.hidden else width_of(sheet, column)


def _settings(sheet: Any, column: int) -> Any | None:
    return next(_groups_over(sheet, column), None) or sheet.column_dimensions.get(get_column_letter(column))


def column_of(sheet: Any, column: int) -> Any:
    """The settings of one column alone, taken out of a group of columns that were stored together."""
    for group in list(_groups_over(sheet, column)):
        _split(sheet, group, group.min, column, group.max)
    return sheet.column_dimensions[get_column_letter(column)]


def _groups_over(sheet: Any, column: int) -> Iterator[Any]:
    """The entries for several columns at once that span a column: other programs store equal columns so."""
    for entry in sheet.column_dimensions.values():
        if entry.min and entry.max and entry.min < entry.max and entry.min <= column <= entry.max:
            yield entry


def _split(sheet: Any, group: Any, first: int, column: int, last: int) -> None:
    """Cut a group of columns into the part before a column, the column itself, and the part behind it."""
    del sheet.column_dimensions[group.index]
    for start, end in ((first, column - 1), (column, column), (column + 1, last)):
        if start <= end:
            letter = get_column_letter(start)
            part: Any = ColumnDimension(sheet, letter, group.width, group.bestFit, group.hidden, group.outlineLevel)
            part.collapsed, part._style, part.min, part.max = group.collapsed, group._style, start, end
            sheet.column_dimensions[letter] = part
