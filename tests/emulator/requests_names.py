"""Requests for named ranges."""

from __future__ import annotations

import re
from typing import Any

from emulator import masks
from emulator.book import Book
from emulator.cells import JSON
from emulator.edits import Edit, handles
from emulator.errors import invalid
from emulator.ranges import echoed

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,249}")
_LIKE_A1 = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|(?i:true|false)")


@handles("addNamedRange")
def add_named_range(edit: Edit, told: JSON) -> JSON:
    given = told.get("namedRange", {})
    named_id = given.get("namedRangeId") or str(edit.book.new_id())
    named = _checked_name(edit, given | {"namedRangeId": named_id})
    edit.book.named_ranges.append(named)
    return {"namedRange": named}


@handles("updateNamedRange")
def update_named_range(edit: Edit, told: JSON) -> None:
    new = told.get("namedRange", {})
    mask = masks.update_mask(told.get("fields"), "NamedRange", root="namedRange")
    index, old = _named(edit.book, new.get("namedRangeId"))
    changed = masks.updated(old, new, mask) | {"namedRangeId": old["namedRangeId"]}
    del edit.book.named_ranges[index]
    edit.book.named_ranges.insert(index, _checked_name(edit, changed))


@handles("deleteNamedRange")
def delete_named_range(edit: Edit, told: JSON) -> None:
    index, _ = _named(edit.book, told.get("namedRangeId"))
    del edit.book.named_ranges[index]


def _checked_name(edit: Edit, named: JSON) -> JSON:
    name = named.get("name", "")
    if not _NAME.fullmatch(name) or _LIKE_A1.fullmatch(name):
        raise invalid(f"The name you have entered is not a valid name for a range: {name}")
    if any(item["name"].casefold() == name.casefold() for item in edit.book.named_ranges):
        raise invalid(f"A named range with the name {name} already exists.")
    edit.place(named.get("range"))
    return {"namedRangeId": named["namedRangeId"], "name": name, "range": echoed(named["range"])}


def _named(book: Book, named_id: Any) -> tuple[int, JSON]:
    for index, item in enumerate(book.named_ranges):
        if item["namedRangeId"] == named_id:
            return index, item
    raise invalid(f"No named range with id: {named_id}")
