"""The methods of the service: from a checked request to the JSON of its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from emulator import batch, masks, values_writing
from emulator.book import Book
from emulator.calls import Call
from emulator.cells import JSON
from emulator.edits import Edit
from emulator.errors import Unsupported, forbidden, invalid, not_found
from emulator.grid import Sheet
from emulator.metadata import marked_area, matching
from emulator.ranges import Area, area_of, echoed, grid_range, parse_a1
from emulator.spreadsheets import described
from emulator.strict import Strict
from emulator.values import value_range

Places = list[tuple[Sheet, Area]]

_READS = (":getByDataFilter", ":batchGetByDataFilter", "/developerMetadata:search")
_NOT_EMULATED = {"$.xgafv", "access_token", "callback", "key", "oauth_token", "uploadType", "upload_protocol"}


class Asked(NamedTuple):
    """A call on a spreadsheet by somebody who may make it."""

    book: Book
    email: str
    call: Call

    @property
    def query(self) -> dict[str, Any]:
        return self.call.query

    @property
    def body(self) -> Any:
        return self.call.body

    @property
    def mask(self) -> masks.Mask:
        return self.call.mask


def reads_only(verb: str, path: str) -> bool:
    """Whether a request changes nothing, whatever it says."""
    return verb == "GET" or path.endswith(_READS)


def answer(call: Call, email: str, books: dict[str, Book]) -> Any:
    """The JSON of the answer; raises ApiError or Unsupported."""
    method = _METHODS.get(call.method)
    if method is None:
        raise Unsupported(f"the method {call.method}")
    odd = _NOT_EMULATED & set(call.query) | ({"alt"} if call.query.get("alt", "json") != "json" else set())
    if odd:
        raise Unsupported(f"the parameter {', '.join(sorted(odd))}")
    book = books.get(call.variables["spreadsheetId"])
    if book is None:
        raise not_found()
    role = book.roles.get(email)
    if role is None or (role == "reader" and call.method not in _FOR_READERS):
        raise forbidden()
    found = method(Asked(book, email, call))
    # A description of a spreadsheet is made by the mask from the start; anything else is cut down to it.
    return (
        found if call.method in ("spreadsheets.get", "spreadsheets.getByDataFilter") else masks.shown(found, call.mask)
    )


def _get(asked: Asked) -> JSON:
    texts = asked.query.get("ranges")
    places = None if texts is None else [parse_a1(text, asked.book) for text in texts]
    return described(asked.book, asked.email, asked.mask, places, bool(asked.query.get("includeGridData")))


def _get_by_data_filter(asked: Asked) -> JSON:
    filters = asked.body.get("dataFilters", [])
    places = [place for told in filters for place in _places(asked.book, told)] if filters else None
    return described(asked.book, asked.email, asked.mask, places, bool(asked.body.get("includeGridData")))


def _batch_update(asked: Asked) -> JSON:
    body = asked.body
    if "commentsViewMode" in body:
        raise Unsupported("comments")
    replies = batch.apply(asked.book, asked.email, body.get("requests", []))
    found: JSON = {"spreadsheetId": asked.book.id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        texts = body.get("responseRanges")
        places = None if texts is None else [parse_a1(text, asked.book) for text in texts]
        wanted, mask = masks.below(asked.mask, "updatedSpreadsheet")
        with_cells = bool(body.get("responseIncludeGridData"))
        if wanted:
            found["updatedSpreadsheet"] = described(asked.book, asked.email, mask, places, with_cells)
    return found


def _values_get(asked: Asked) -> JSON:
    return value_range(asked.book, *parse_a1(asked.call.variables["range"], asked.book), asked.query)


def _values_batch_get(asked: Asked) -> JSON:
    places = [parse_a1(text, asked.book) for text in asked.query.get("ranges", [])]
    found = [value_range(asked.book, sheet, area, asked.query) for sheet, area in places]
    return {"spreadsheetId": asked.book.id} | ({"valueRanges": found} if found else {})


def _values_batch_get_by_data_filter(asked: Asked) -> JSON:
    filters = asked.body.get("dataFilters", [])
    if not filters:
        raise invalid("Must specify at least one dataFilter.")
    found = []
    for told in filters:
        for sheet, area in _places(asked.book, told):
            echo = _echoed(asked.book, told, sheet, area)
            found.append({"valueRange": value_range(asked.book, sheet, area, asked.body), "dataFilters": [echo]})
    return {"spreadsheetId": asked.book.id} | ({"valueRanges": found} if found else {})


def _echoed(book: Book, told: JSON, sheet: Sheet, area: Area) -> JSON:
    if "gridRange" not in told:
        return told
    is_clipped = Strict.ECHO_CLIPPED in book.strict
    return told | {"gridRange": grid_range(sheet.id, area) if is_clipped else echoed(told["gridRange"])}


def _places(book: Book, told: JSON) -> Places:
    """The tabs and areas that a DataFilter means."""
    if len(told) != 1:
        raise invalid("A DataFilter needs exactly one of a1Range, gridRange and developerMetadataLookup")
    if "a1Range" in told:
        return [parse_a1(told["a1Range"], book)]
    if "gridRange" in told:
        sheet = book.sheet_by_id(told["gridRange"].get("sheetId", 0))
        return [(sheet, area_of(told["gridRange"], sheet))]
    areas = [marked_area(book, item) for item in matching(book, told["developerMetadataLookup"])]
    return [area for area in areas if area is not None]


def _writing(write: Callable[[Edit, dict[str, str], dict[str, Any], Any], JSON]) -> Callable[[Asked], JSON]:
    def method(asked: Asked) -> JSON:
        with asked.book.changing():
            return write(Edit(asked.book, asked.email), asked.call.variables, asked.query, asked.body)

    return method


_METHODS: dict[str, Callable[[Asked], Any]] = {
    "spreadsheets.get": _get,
    "spreadsheets.getByDataFilter": _get_by_data_filter,
    "spreadsheets.batchUpdate": _batch_update,
    "spreadsheets.values.get": _values_get,
    "spreadsheets.values.batchGet": _values_batch_get,
    "spreadsheets.values.batchGetByDataFilter": _values_batch_get_by_data_filter,
    "spreadsheets.values.update": _writing(values_writing.update),
    "spreadsheets.values.batchUpdate": _writing(values_writing.batch_update),
    "spreadsheets.values.append": _writing(values_writing.append),
    "spreadsheets.values.clear": _writing(values_writing.clear),
    "spreadsheets.values.batchClear": _writing(values_writing.batch_clear),
}

_FOR_READERS = {
    "spreadsheets.get",
    "spreadsheets.getByDataFilter",
    "spreadsheets.values.get",
    "spreadsheets.values.batchGet",
    "spreadsheets.values.batchGetByDataFilter",
}
