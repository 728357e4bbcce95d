"""Finding developer metadata, and the ranges that it marks."""

from __future__ import annotations

from emulator.book import Book
from emulator.cells import JSON
from emulator.following import AXES, tab_of_metadata
from emulator.grid import Sheet
from emulator.ranges import Area


def matching(book: Book, lookup: JSON) -> list[JSON]:
    """The metadata that a DeveloperMetadataLookup means."""
    return [item for item in book.metadata if _fits(item, lookup)]


def marked_area(book: Book, item: JSON) -> tuple[Sheet, Area] | None:
    """The rows, columns or tab that metadata belongs to; None for the whole spreadsheet."""
    tab = tab_of_metadata(item)
    if tab is None:
        return None
    sheet = book.sheet_by_id(tab)
    told = item["location"].get("dimensionRange")
    if told is None:
        return sheet, sheet.area
    span = (told["startIndex"], told["endIndex"])
    if AXES[told["dimension"]] == "Row":
        return sheet, Area(span[0], 0, span[1], sheet.column_count)
    return sheet, Area(0, span[0], sheet.row_count, span[1])


def _fits(item: JSON, lookup: JSON) -> bool:
    plain = ("metadataId", "metadataKey", "metadataValue", "visibility")
    if any(name in lookup and item.get(name) != lookup[name] for name in plain):
        return False
    if "locationType" in lookup and item["location"]["locationType"] != lookup["locationType"]:
        return False
    if "metadataLocation" not in lookup:
        return True
    return _is_at(item["location"], lookup["metadataLocation"], lookup.get("locationMatchingStrategy", ""))


def _is_at(location: JSON, wanted: JSON, strategy: str) -> bool:
    if wanted.get("spreadsheet"):
        return bool(location.get("spreadsheet")) or strategy == "INTERSECTING_LOCATION"
    told, here = wanted.get("dimensionRange"), location.get("dimensionRange")
    tab = (told or wanted).get("sheetId", 0)
    if location.get("spreadsheet"):
        return strategy == "INTERSECTING_LOCATION"
    if (here or location).get("sheetId", 0) != tab:
        return False
    if strategy == "INTERSECTING_LOCATION" and (told is None or here is None):
        return True
    if told is None or here is None:
        return told is here
    if told["dimension"] != here["dimension"]:
        return False
    if strategy == "INTERSECTING_LOCATION":
        return told["startIndex"] < here["endIndex"] and here["startIndex"] < told["endIndex"]
    return (told["startIndex"], told["endIndex"]) == (here["startIndex"], here["endIndex"])
