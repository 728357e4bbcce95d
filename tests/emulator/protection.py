"""Protected ranges as people see them."""

from __future__ import annotations

from emulator.book import Book
from emulator.cells import JSON
from emulator.edits import Edit
from emulator.ranges import echoed


def shown_protection(book: Book, protected: JSON, email: str) -> JSON:
    """A protected range as it is shown to a person: the editors only to those who are among them."""
    may_edit = Edit(book, email).may_change(protected)
    shown = {name: value for name, value in protected.items() if name not in ("requestingUserCanEdit", "editors")}
    if "range" in shown:
        shown["range"] = echoed(shown["range"])
    if may_edit:
        shown["requestingUserCanEdit"] = True
        shown["editors"] = protected["editors"]
    return shown
