"""The look of the workbook: colours that stay apart for colour-blind eyes and on a black-and-white printer."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.styleable import StyleableObject

FONT = "Arial"
INK, MUTED, ACCENT = "1F1F1F", "6B6B6B", "7A1F1F"
LINE, STRONG_LINE = "A6A6A6", "404040"
HEADER_FILL, GROUP_FILL = "EAE5DF", "D8D0C7"
TODO_FILL, OTHER_ROLE_FILL, FORMULA_FILL, BAND_FILL = "FFF2CC", "F2F2F2", "F4F6F9", "EFEAE4"

MOMENT_FORMAT, DAY_FORMAT = "dd/mm/yyyy hh:mm", "dd/mm/yyyy"
MINUTES_FORMAT, TEXT_FORMAT = '#,##0" menit"', "@"


@dataclass(frozen=True)
class Tone:
    """How one status is shown: a sign beside the word, the fill behind it and the colour of the word."""

    sign: str
    fill: str
    ink: str


TONES = {
    "Selesai": Tone("✓", "D7EFE3", "0B5345"),
    "Selesai terlambat": Tone("✓", "F8E3B0", "6B4A00"),
    "Berjalan": Tone("●", "DCE9F8", "1B4A7A"),
    "Mendekati batas": Tone("△", "FFF0B8", "6B5500"),
    "Terlambat": Tone("▲", "C8501E", "FFFFFF"),
    "Menunggu": Tone("○", "FFFFFF", MUTED),
    "Perlu diperbaiki": Tone("■", "E9D3E8", "5B1A55"),
    "Belum dapat dinilai": Tone("?", "E4E4E4", "3D3D3D"),
    "Tidak diperlukan": Tone("–", "FAFAFA", "8C8C8C"),
}
"""Every row status; the keys are `tabs.ROW_STATES`."""

VERDICT_TONES = {
    "melanggar": Tone("!", "F8E3B0", "6B4A00"),
    "belum dapat dinilai": TONES["Belum dapat dinilai"],
    "sesuai": TONES["Selesai"],
}
"""The verdict that stands in the status of a register row; the keys are `tabs.VERDICTS`."""


@dataclass(frozen=True)
class Look:
    """One way to show a cell; `above` draws the heavier line with which a block begins."""

    fill: str | None = None
    ink: str = INK
    size: int = 10
    bold: bool = False
    italic: bool = False
    horizontal: str | None = None
    vertical: str = "top"
    wrap: bool = True
    number_format: str = "General"
    locked: bool = True
    bordered: bool = True
    above: bool = False


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
    target.font = Font(name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.ink)
    if look.fill:
        target.fill = PatternFill("solid", start_color=look.fill)
    if look.bordered:
        thin = Side("thin", color=LINE)
        top = Side("medium", color=STRONG_LINE) if look.above else thin
        target.border = Border(left=thin, right=thin, top=top, bottom=thin)
    target.alignment = Alignment(horizontal=look.horizontal, vertical=look.vertical, wrap_text=look.wrap)
    target.number_format = look.number_format
    target.protection = Protection(locked=look.locked)
    return target._style
