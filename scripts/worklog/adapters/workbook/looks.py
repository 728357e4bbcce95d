"""The looks of the work log as styles of a workbook."""

from __future__ import annotations

from copy import copy
from typing import Any, Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.styleable import StyleableObject

from worklog.adapters.form.style import FONT, LINE, STRONG_LINE, Look


class Looks:
    """Gives each look as the style of one workbook; made once, then copied to every cell that has it."""

    def __init__(self, workbook: Any) -> None:
        self._sheet = workbook.worksheets[0]
        self._made: dict[Look, Any] = {}

    def paint(self, cell: Any, look: Look) -> None:
        """Give a cell, column or row dimension a look."""
        if look not in self._made:
            self._made[look] = _style(self._sheet, look)
        cell._style = copy(self._made[look])


def _style(sheet: Any, look: Look) -> Any:
    target: Any = StyleableObject(sheet)
    line: Literal["single"] | None = "single" if look.underline else None
    target.font = Font(name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.ink, underline=line)
    if look.fill:
        target.fill = PatternFill("solid", start_color=look.fill)
    if look.bordered:
        thin = Side("thin", color=LINE)
        top = Side("medium", color=STRONG_LINE) if look.above else thin
        target.border = Border(left=thin, right=thin, top=top, bottom=thin)
    # False is not written and reads as None, so it would never be found again, and added once more at each saving.
    wrap = look.wrap or None
    target.alignment = Alignment(horizontal=look.horizontal, vertical=look.vertical, wrap_text=wrap)
    target.number_format = look.number_format
    target.protection = Protection(locked=look.locked)
    return target._style
