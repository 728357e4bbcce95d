"""Copying a tab within its spreadsheet."""

from __future__ import annotations

from emulator.cells import JSON
from emulator.edits import Edit, handles
from emulator.errors import Unsupported
from emulator.following import tab_of_metadata
from emulator.requests_sheets import add_sheet


@handles("duplicateSheet")
def duplicate_sheet(edit: Edit, told: JSON) -> JSON:
    """The cells and the developer metadata of the tab, this under new ids; nothing lies over the cells yet."""
    source = edit.sheet({"sheetId": told.get("sourceSheetId", 0)})
    has_formulas = any(cell is not None and cell.formula is not None for row in source.rows for cell in row)
    if any(source.laid_over.values()) or source.basic_filter is not None or has_formulas:
        raise Unsupported("the copy of a tab with formulas, or with anything over its cells")
    named = {"title": told.get("newSheetName") or f"Copy of {source.title}", "index": source.properties["index"] + 1}
    own_id = {"sheetId": told["newSheetId"]} if "newSheetId" in told else {"sheetId": edit.book.new_id()}
    reply = add_sheet(edit, {"properties": source.properties | named | own_id})
    copy = edit.sheet(own_id)
    copy.rows = list(source.rows)
    copy.dimensions = {axis: dict(lines) for axis, lines in source.dimensions.items()}
    marks = [item for item in edit.book.metadata if tab_of_metadata(item) == source.id]
    edit.book.metadata += [_on(copy.id, item, edit.book.new_id()) for item in marks]
    return reply


def _on(sheet_id: int, item: JSON, metadata_id: int) -> JSON:
    """Developer metadata as it lies on a copy of its tab."""
    location = item["location"]
    if "dimensionRange" in location:
        location = location | {"dimensionRange": location["dimensionRange"] | {"sheetId": sheet_id}}
    else:
        location = location | {"sheetId": sheet_id}
    return item | {"metadataId": metadata_id, "location": location}
