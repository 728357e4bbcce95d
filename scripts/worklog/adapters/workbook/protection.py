"""Protection without a password: formulas and script-owned tabs are locked, everything people type is not."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Protection

from worklog.adapters.workbook.dimensions import column_of
from worklog.adapters.workbook.places import Place

FREE_COLUMNS_RIGHT = 30
"""So many columns at the right of the table stay open for columns that people add."""


def protect(sheet: Any) -> None:
    """Protect the locked cells without a password; filtering and formatting stay possible."""
    protection = sheet.protection
    protection.sheet = True
    for action in (
        "formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows", "insertHyperlinks",
        "deleteColumns", "deleteRows", "sort", "autoFilter", "objects", "scenarios",
    ):  # fmt: skip
        setattr(protection, action, False)


def unlock_typed_cells(place: Place) -> None:
    """Leave everything below the header open for typing but the formula columns."""
    sheet = place.sheet
    locked = {place.columns[header] for header in place.formula_headers()}
    last = max(max(place.columns.values()), sheet.max_column)
    for column in range(1, last + FREE_COLUMNS_RIGHT + 1):
        if column not in locked:
            column_of(sheet, column).protection = Protection(locked=False)
    for (row, column), cell in sheet._cells.items():
        if row > place.bottom and cell.protection.locked == (column not in locked):
            cell.protection = Protection(locked=column in locked)
