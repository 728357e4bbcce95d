"""Cells as they are remembered: the values that JSON knows, and days and times of day marked as such."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from math import isfinite

from worklog.core.log.behind import Behind, shown, with_link

_HALF_SECOND = timedelta(milliseconds=500)


def cell_text(cell: object) -> str:
    """A cell as JSON: equal texts are equal values, whatever kept them; "" for a blank one.

    An address behind a title is part of what was given as evidence, and is remembered behind it.
    """
    cell = with_link(str(cell.shown or ""), cell.link) if isinstance(cell, Behind) and cell.link else shown(cell)
    return "" if cell is None or cell == "" else json.dumps(_plain(cell), ensure_ascii=False)


def read_cell(value: object) -> object:
    """A remembered cell (what its JSON says) as a workbook would give it; what is no cell as the text that it is."""
    try:
        return _read(value)
    except (ValueError, OverflowError):
        return json.dumps(value, ensure_ascii=False)


def _read(value: object) -> object:
    match value:
        case {"waktu": str(text)}:
            return datetime.fromisoformat(text)
        case {"hari": str(text)}:
            return date.fromisoformat(text)
        case {"jam": str(text)}:
            return time.fromisoformat(text)
        case {"detik": int() | float() as seconds}:
            return timedelta(seconds=seconds)
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return value


def _plain(cell: object) -> object:
    match cell:
        case bool() | str() | int():
            return cell
        case float() if not isfinite(cell):
            return str(cell)  # JSON has no such numbers; some programs write them into cells
        case float():
            return int(cell) if cell.is_integer() else cell
        case datetime():
            return {"waktu": (cell + _HALF_SECOND).replace(microsecond=0).isoformat()}
        case date():
            return {"hari": cell.isoformat()}
        case time():
            return {"jam": cell.isoformat()}
        case timedelta():
            return {"detik": cell.total_seconds()}
        case _:
            return str(cell)
