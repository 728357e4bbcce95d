"""A whole batch of requests: all of it or nothing."""

from __future__ import annotations

from emulator import requests_cells as _cells
from emulator import requests_charts as _charts
from emulator import requests_copies as _copies
from emulator import requests_dimensions as _dimensions
from emulator import requests_filters as _filters
from emulator import requests_formats as _formats
from emulator import requests_groups as _groups
from emulator import requests_metadata as _metadata
from emulator import requests_names as _names
from emulator import requests_protection as _protection
from emulator import requests_rules as _rules
from emulator import requests_sheets as _sheets
from emulator import requests_sorting as _sorting
from emulator.book import Book
from emulator.cells import JSON
from emulator.edits import HANDLERS, Edit
from emulator.errors import ApiError, Unsupported, invalid

FAMILIES = (
    _cells,
    _charts,
    _copies,
    _dimensions,
    _filters,
    _formats,
    _groups,
    _metadata,
    _names,
    _protection,
    _rules,
    _sheets,
    _sorting,
)
"""The modules whose functions do the requests; importing them enters these in HANDLERS."""


def apply(book: Book, email: str, requests: list[JSON]) -> list[JSON]:
    """Do all requests in order in somebody's name; their replies. When one fails, none was done."""
    if not requests:
        raise invalid("Must specify at least one request.")
    edit = Edit(book, email)
    kinds = [_kind(request, number) for number, request in enumerate(requests)]
    with book.changing():
        return [
            _done(edit, kind, request[kind], number)
            for number, (kind, request) in enumerate(zip(kinds, requests, strict=True))
        ]


def _kind(request: JSON, number: int) -> str:
    if len(request) != 1:
        problem = "No request set" if not request else "oneof field 'kind' is already set"
        raise invalid(f"Invalid requests[{number}]: {problem}.")
    (kind,) = request
    if kind not in HANDLERS:
        raise Unsupported(f"the request {kind}")
    return kind


def _done(edit: Edit, kind: str, told: JSON, number: int) -> JSON:
    try:
        reply = HANDLERS[kind](edit, told)
    except ApiError as problem:
        problem.message = f"Invalid requests[{number}].{kind}: {problem.message}"
        raise
    edit.book.changed()
    return {} if reply is None else {kind: reply}
