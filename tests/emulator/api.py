"""The methods of the service: from a checked request to the JSON of its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from emulator import batch, masks, values_writing
from emulator.book import Book
from emulator.cells import JSON
from emulator.discovery import Route
from emulator.edits import Edit
from emulator.errors import Unsupported, forbidden, invalid, not_found
from emulator.metadata import marked_area, matching
from emulator.ranges import Area, area_of, echoed, parse_a1
from emulator.spreadsheets import described
from emulator.values import value_range

_HARMLESS = {"fields", "prettyPrint", "quotaUser", "alt"}
_WRITES = {"batchUpdate", "update", "append", "clear", "batchClear"}

Places = list[tuple[Any, Area]]


class Call(NamedTuple):
    """A request that fits the service's description of itself."""

    book: Book
    email: str
    variables: dict[str, str]
    query: dict[str, Any]
    body: Any
    mask: masks.Mask


def reads_only(route: Route) -> bool:
    return route.name.rpartition(".")[2] not in _WRITES


def answer(
    route: Route, variables: dict[str, str], query: dict[str, Any], body: Any, email: str, books: dict[str, Book]
) -> Any:
    """The JSON of the answer; raises ApiError or Unsupported."""
    method = _METHODS.get(route.name)
    if method is None:
        raise Unsupported(f"the method {route.name}")
    odd = {name for name in query if name in _UNKNOWN_QUERY} | (
        {"alt"} if query.get("alt", "json") != "json" else set()
    )
    if odd:
        raise Unsupported(f"the parameter {', '.join(sorted(odd))}")
    book = books.get(variables["spreadsheetId"])
    if book is None:
        raise not_found()
    role = book.roles.get(email)
    if role is None or (role == "reader" and not reads_only(route)):
        raise forbidden()
    mask = masks.response_mask(query.get("fields"), route.answer)
    return method(Call(book, email, variables, query, body or {}, mask))


_UNKNOWN_QUERY = {"$.xgafv", "access_token", "callback", "key", "oauth_token", "uploadType", "upload_protocol"}


def _get(call: Call) -> JSON:
    texts = call.query.get("ranges")
    places = None if texts is None else [parse_a1(text, call.book) for text in texts]
    return described(call.book, call.email, call.mask, places, bool(call.query.get("includeGridData")))


def _get_by_data_filter(call: Call) -> JSON:
    filters = call.body.get("dataFilters", [])
    places = [place for told in filters for place in _places(call.book, told)] if filters else None
    return described(call.book, call.email, call.mask, places, bool(call.body.get("includeGridData")))


def _batch_update(call: Call) -> JSON:
    body = call.body
    if "commentsViewMode" in body:
        raise Unsupported("comments")
    replies = batch.apply(call.book, call.email, body.get("requests", []))
    found: JSON = {"spreadsheetId": call.book.id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        texts = body.get("responseRanges")
        places = None if texts is None else [parse_a1(text, call.book) for text in texts]
        wanted, mask = masks.below(call.mask, "updatedSpreadsheet")
        with_cells = bool(body.get("responseIncludeGridData"))
        if wanted:
            found["updatedSpreadsheet"] = described(call.book, call.email, mask, places, with_cells)
    return found


def _values_get(call: Call) -> JSON:
    return value_range(call.book, *parse_a1(call.variables["range"], call.book), call.query)


def _values_batch_get(call: Call) -> JSON:
    places = [parse_a1(text, call.book) for text in call.query.get("ranges", [])]
    found = [value_range(call.book, sheet, area, call.query) for sheet, area in places]
    return {"spreadsheetId": call.book.id} | ({"valueRanges": found} if found else {})


def _values_batch_get_by_data_filter(call: Call) -> JSON:
    filters = call.body.get("dataFilters", [])
    if not filters:
        raise invalid("Must specify at least one dataFilter.")
    found = []
    for told in filters:
        for sheet, area in _places(call.book, told):
            found.append({"valueRange": value_range(call.book, sheet, area, call.body), "dataFilters": [_echoed(told)]})
    return {"spreadsheetId": call.book.id} | ({"valueRanges": found} if found else {})


def _echoed(told: JSON) -> JSON:
    return told | {"gridRange": echoed(told["gridRange"])} if "gridRange" in told else told


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


def _writing(write: Callable[[Edit, dict[str, str], dict[str, Any], Any], JSON]) -> Callable[[Call], JSON]:
    def method(call: Call) -> JSON:
        with call.book.changing():
            return write(Edit(call.book, call.email), call.variables, call.query, call.body)

    return method


_METHODS: dict[str, Callable[[Call], Any]] = {
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
