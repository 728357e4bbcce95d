"""Cells of any type as text and back, so that a column of a file holds what people typed, mixed as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from worklog.core.log.behind import Behind

_MICROSECOND = timedelta(microseconds=1)
_READ: dict[str, Callable[[str], object]] = {
    "s": str,
    "i": int,
    "f": float,
    "b": lambda text: text == "1",
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "h": time.fromisoformat,
    "l": lambda text: int(text) * _MICROSECOND,
    "x": lambda text: _behind(*json.loads(text)),
}
"""How the rest of a text is read, by the letter that it begins with."""


def as_texts(cells: Iterable[object]) -> list[str | None]:
    """Each cell as text; None for a blank one. Every different cell is translated once."""
    known: dict[tuple[type, object], str | None] = {}
    written = []
    for cell in cells:
        key = (type(cell), cell)
        if key not in known:
            known[key] = _text(cell)
        written.append(known[key])
    return written


def as_cells(written: Iterable[str | None]) -> list[object]:
    """The cells that `as_texts` wrote. Raises `ValueError`, `LookupError` or `TypeError` for other texts."""
    known: dict[str | None, object] = {}
    cells = []
    for text in written:
        if text not in known:
            known[text] = None if text is None else _READ[text[0]](text[1:])
        cells.append(known[text])
    return cells


def _text(cell: object) -> str | None:
    if cell is None or cell == "" or cell != cell:  # pandas has blanks that differ from themselves
        return None
    match cell:
        case str():
            return f"s{cell}"
        case bool():
            return f"b{cell:d}"
        case int():
            return f"i{cell}"
        case float():
            return f"f{cell!r}"
        case datetime():
            return f"t{cell.isoformat()}"
        case date():
            return f"d{cell.isoformat()}"
        case time():
            return f"h{cell.isoformat()}"
        case timedelta():
            return f"l{cell // _MICROSECOND}"
        case Behind():
            return "x" + json.dumps([_text(cell.shown), cell.formula, cell.link], ensure_ascii=False)
        case _:
            return f"s{cell}"


def _behind(shown: str | None, formula: str, link: str) -> Behind:
    return Behind(as_cells([shown])[0], formula, link)
