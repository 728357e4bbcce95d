"""Finding what lies over cells by its ID."""

from __future__ import annotations

from typing import Any

from emulator.book import Book
from emulator.cells import JSON
from emulator.errors import invalid
from emulator.grid import Sheet

_NOUNS = {
    "protectedRanges": "protected range",
    "filterViews": "filter view",
    "charts": "embedded object",
}


def lying_over(book: Book, kind: str, name: str, wanted: Any) -> tuple[Sheet, int, JSON]:
    """The tab, the place and the description of something that lies over cells, by its ID."""
    for sheet in book.sheets:
        for index, item in enumerate(sheet.laid_over[kind]):
            if item[name] == wanted:
                return sheet, index, item
    raise invalid(f"No {_NOUNS[kind]} with id: {wanted or 0}")
