"""Requests for developer metadata."""

from __future__ import annotations

from emulator import masks
from emulator.cells import JSON
from emulator.edits import Edit, handles
from emulator.errors import invalid
from emulator.limits import check_metadata
from emulator.metadata import matching
from emulator.ranges import echoed
from emulator.strict import Strict


@handles("createDeveloperMetadata")
def create(edit: Edit, told: JSON) -> JSON:
    given = dict(told.get("developerMetadata", {}))
    metadata_id = given.pop("metadataId", None) or edit.book.new_id()
    gone = edit.deleted_metadata if Strict.ID_ONCE_A_BATCH in edit.book.strict else set()
    if metadata_id in gone | {item["metadataId"] for item in edit.book.metadata}:
        raise invalid(
            f"Cannot add developer metadata with ID [{metadata_id}] "
            "because developer metadata with that ID already exists."
        )
    item = _checked(edit, {"metadataId": metadata_id, **given})
    edit.book.metadata.append(item)
    check_metadata(edit.book)
    return {"developerMetadata": item}


@handles("updateDeveloperMetadata")
def update(edit: Edit, told: JSON) -> JSON:
    mask = masks.update_mask(told.get("fields"), "DeveloperMetadata", root="developerMetadata")
    new = told.get("developerMetadata", {})
    ids = _ids(edit, told.get("dataFilters", []))
    changed = []
    for number, item in enumerate(edit.book.metadata):
        if item["metadataId"] in ids:
            item = _checked(edit, masks.updated(item, new, mask) | {"metadataId": item["metadataId"]})
            edit.book.metadata[number] = item
            changed.append(item)
    return {"developerMetadata": changed}


@handles("deleteDeveloperMetadata")
def delete(edit: Edit, told: JSON) -> JSON:
    ids = _ids(edit, [told.get("dataFilter", {})])
    if not ids and Strict.NOTHING_TO_DELETE in edit.book.strict:
        raise invalid("No developer metadata matches the data filter.")
    if ids and Strict.METADATA_STAYS in edit.book.strict:
        raise invalid("The developer metadata cannot be deleted.")
    edit.deleted_metadata |= ids
    gone = [item for item in edit.book.metadata if item["metadataId"] in ids]
    edit.book.metadata = [item for item in edit.book.metadata if item["metadataId"] not in ids]
    return {"deletedDeveloperMetadata": gone}


def _ids(edit: Edit, filters: list[JSON]) -> set[int]:
    lookups = [each["developerMetadataLookup"] for each in filters if "developerMetadataLookup" in each]
    if not lookups or len(lookups) < len(filters):
        raise invalid("Only developerMetadataLookup is supported as a dataFilter of this request")
    return {item["metadataId"] for lookup in lookups for item in matching(edit.book, lookup)}


def _checked(edit: Edit, item: JSON) -> JSON:
    """Developer metadata that the service would take, with the kind of its place."""
    if not item.get("metadataKey"):
        raise invalid("DeveloperMetadata.metadataKey is required")
    if item.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise invalid("DeveloperMetadata.visibility is required")
    location = {name: value for name, value in item.get("location", {}).items() if name != "locationType"}
    if len(location) != 1:
        raise invalid("DeveloperMetadata.location needs exactly one of spreadsheet, sheetId and dimensionRange")
    if location.get("spreadsheet"):
        return item | {"location": {"locationType": "SPREADSHEET"} | location}
    if "dimensionRange" not in location:
        edit.sheet(location)
        return item | {"location": {"locationType": "SHEET"} | location}
    told = location["dimensionRange"]
    sheet = edit.sheet(told)
    kind = {"ROWS": "ROW", "COLUMNS": "COLUMN"}.get(told.get("dimension", ""))
    start, end = told.get("startIndex", 0), told.get("endIndex", 0)
    if kind is None or end - start != 1 or end > sheet.count(kind.capitalize()):
        raise invalid("DeveloperMetadata.location.dimensionRange must be one row or one column of the grid")
    told = echoed(told) | {"startIndex": start}
    return item | {"location": {"locationType": kind, "dimensionRange": told}}
