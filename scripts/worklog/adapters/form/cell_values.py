"""Putting one value into a cell so that it stays what it is."""

from __future__ import annotations

from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

LONGEST_TEXT = 32_767
"""Characters that an Excel cell can hold."""
FORMULA_SIGNS = ("=", "+", "-", "@")


def without_controls(text: str) -> str:
    """A text without the control characters that no spreadsheet takes."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def put_value(cell: Any, value: object) -> None:
    """Put a value into a cell; text stays text whatever it begins with, and its control characters go."""
    if value is None:
        return
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = without_controls(value)[:LONGEST_TEXT]
    cell.data_type = "s"
    if value.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True
