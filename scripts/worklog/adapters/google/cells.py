"""Values and looks of the log as cells of a Google Sheet: the JSON objects `CellData`, `GridRange` and `ColorStyle`.

Values are literal: what begins with `=` stays text. Only `formula` makes a formula.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from worklog.adapters.form.cell_values import without_controls
from worklog.adapters.form.columns import FREE_TEXT, column_form
from worklog.adapters.form.page import Formula, Link
from worklog.adapters.form.style import (
    DAY_FORMAT,
    INK,
    LINE,
    MOMENT_FORMAT,
    STRONG_LINE,
    TEXT_FORMAT,
    Look,
)
from worklog.core.log.cells import SERIAL_DAY_ZERO

Json = dict[str, Any]

VALUE, FORMAT, NOTE, VALIDATION = "userEnteredValue", "userEnteredFormat", "note", "dataValidation"
DEFAULT_SIZE = 10
"""Points; a new sheet has this size, in Arial and black."""
LONGEST_TEXT = 50_000
"""Characters that a cell of a Google Sheet can hold."""

_NUMBER_FORMATS = {
    MOMENT_FORMAT: {"type": "DATE_TIME", "pattern": "dd/mm/yyyy hh:mm"},
    DAY_FORMAT: {"type": "DATE", "pattern": "dd/mm/yyyy"},
    TEXT_FORMAT: {"type": "TEXT"},
}
_HORIZONTAL = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}
_VERTICAL = {"top": "TOP", "center": "MIDDLE", "bottom": "BOTTOM"}


def cell(value: object, look: Look | None = None) -> Json:
    """A cell with a literal value or a formula of ours and, if given, a look; {} for a blank without one.

    The locale in_ID parts the arguments of a formula with `;`.
    """
    data: Json = {}
    if isinstance(value, Formula):
        data |= formula(value.text.replace(",", ";"))
    elif isinstance(value, Link):
        data |= formula(f'=HYPERLINK("{value.address}";"{value.shown}")')
    elif value is not None and value != "":
        data[VALUE] = literal(value)
    if look is not None:
        data[FORMAT] = cell_format(look)
    return data


def literal(value: object) -> Json:
    """A value as `ExtendedValue`; dates as serial numbers, text without control characters and as text."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": value}
    if isinstance(value, date):
        value = value if isinstance(value, datetime) else datetime.combine(value, time())
        return {"numberValue": (value - SERIAL_DAY_ZERO) / timedelta(days=1)}
    return {"stringValue": _shortened(without_controls(str(value)))}


def _shortened(text: str) -> str:
    """As much of a text as a cell holds, counted as strictly as can be: an emoji takes two."""
    if len(text) <= LONGEST_TEXT // 2:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")


def formula(text: str) -> Json:
    """A cell that holds a formula of our own."""
    return {VALUE: {"formulaValue": text}}


@lru_cache(maxsize=500)
def cell_format(look: Look) -> Json:
    """A look as `CellFormat`, without what is so by default; the object is shared and must not be changed.

    Neighbours share a line, so each cell draws the two behind and below it.
    """
    data: Json = {
        "verticalAlignment": _VERTICAL[look.vertical],
        "wrapStrategy": "CLIP" if look.clipped else "WRAP" if look.wrap else "OVERFLOW_CELL",
    }
    text = text_format(look)
    if text:
        data["textFormat"] = text
    if look.horizontal:
        data["horizontalAlignment"] = _HORIZONTAL[look.horizontal]
    if look.fill:
        data["backgroundColorStyle"] = colour(look.fill)
    if look.number_format in _NUMBER_FORMATS:
        data["numberFormat"] = _NUMBER_FORMATS[look.number_format]
    if look.bordered:
        line = {"style": "SOLID", "colorStyle": colour(LINE)}
        data["borders"] = {"bottom": line, "right": line}
    if look.above:
        data["borders"]["top"] = {"style": "SOLID_MEDIUM", "colorStyle": colour(STRONG_LINE)}
    return data


def column_look(tab: str, header: str) -> Look:
    """The look of a column of the form; in one of free text a title such as `17 Agustus 2026` stays text."""
    look = column_form(tab, header).look
    return replace(look, number_format=TEXT_FORMAT) if look in FREE_TEXT else look


def text_format(look: Look) -> Json:
    """How a look shows text as `TextFormat`, without what is so by default."""
    data: Json = {}
    if look.size != DEFAULT_SIZE:
        data["fontSize"] = look.size
    if look.bold:
        data["bold"] = True
    if look.italic:
        data["italic"] = True
    if look.underline:
        data["underline"] = True
    if look.ink != INK:
        data["foregroundColorStyle"] = colour(look.ink)
    return data


def colour(rgb: str) -> Json:
    """A colour written as RRGGBB; the service cuts off what lies between two of its 256 shades."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def area(sheet_id: int, top: int = 1, left: int = 1, bottom: int | None = None, right: int | None = None) -> Json:
    """A `GridRange` from rows and columns counted from 1, all included; without an end it reaches the sheet's end."""
    data: Json = {"sheetId": sheet_id, "startRowIndex": top - 1, "startColumnIndex": left - 1}
    if bottom is not None:
        data["endRowIndex"] = bottom
    if right is not None:
        data["endColumnIndex"] = right
    return data


def update(field_mask: str, where: Json, rows: list[list[Json]]) -> Json:
    """One `updateCells`: what the rows do not cover of the range is cleared in these fields."""
    return {"updateCells": {"range": where, "rows": [{"values": row} for row in rows], "fields": field_mask}}


def repeat(field_mask: str, where: Json, data: Json) -> Json:
    """One `repeatCell`: the same in every cell of a range."""
    return {"repeatCell": {"range": where, "cell": data, "fields": field_mask}}
