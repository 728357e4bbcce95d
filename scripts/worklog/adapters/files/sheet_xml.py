"""What the XML of a tab tells: its filled cells, its elements, and the areas they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any

_PLACE = re.compile(r"\$?([A-Za-z]+)\$?(\d+)")
_TAG = rb"""<(?:\w+:)?(?:%s)(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>"""
"""The start of an element; in its attributes `>` may stand as it is."""
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def filled_cells(xml: bytes) -> Iterator[tuple[int, int, Any]]:
    """The row and the column of each cell that holds something, and its element, which lasts until the next one.

    A cell stands where it says, whatever its row says; one that says nothing stands behind the one before.
    """
    from lxml import etree  # here, because few workbooks have to be looked at so closely

    row = column = 0
    found = etree.iterparse(
        BytesIO(xml), ("start", "end"), tag=("{*}row", "{*}c"), recover=True, huge_tree=True, resolve_entities=False
    )
    for event, element in found:
        if str(element.tag).endswith("row"):
            if event == "start":
                number = element.get("r", "").strip()
                row, column = int(number) if number.isdecimal() else row + 1, 0
            else:
                element.clear()
        elif event == "end":
            place = _PLACE.fullmatch(element.get("r", "").strip())
            column = column_number(place[1].encode()) if place else column + 1
            if len(element):
                yield (int(place[2]) if place else row), column, element


def start_tags(xml: bytes, name: str) -> Iterator[dict[str, str]]:
    """The attributes of each element of a name behind the cells, whatever its prefix, by their names without one."""
    first = xml.find(name.encode(), max(xml.rfind(b"sheetData"), 0))
    if first < 0:
        return
    for tag in re.compile(_TAG % name.encode()).finditer(xml, max(xml.rfind(b"<", 0, first), 0)):
        yield {
            key.rpartition(b":")[2].decode(): unescape((double or single).decode())
            for key, double, single in _ATTRIBUTE.findall(tag[1])
        }


def corners(ref: str) -> tuple[int, int, int, int]:
    """The top, left, bottom and right of an area such as `A12:B13`, from 1, whichever corners it names.

    What cannot be read is the first cell.
    """
    named = [_PLACE.fullmatch(corner.strip()) for corner in ref.split(":")]
    rows = [int(place[2]) for place in named if place] or [1]
    columns = [column_number(place[1].encode()) for place in named if place] or [1]
    return min(rows), min(columns), max(rows), max(columns)


def column_number(letters: bytes) -> int:
    """The number of a column, from 1, by its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
