"""The description of a spreadsheet, as spreadsheets.get gives it: no more of it than the field mask wants."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from emulator import masks
from emulator.book import Book
from emulator.cells import JSON, Cell, extended_value
from emulator.defaults import CELL_FORMAT
from emulator.errors import Unsupported
from emulator.following import tab_of_metadata
from emulator.grid import COLUMN_WIDTH, GROUPS, LAID_OVER, ROW_HEIGHT, Sheet
from emulator.masks import Mask, below, wants
from emulator.patterns import formatted
from emulator.protection import shown_protection
from emulator.ranges import Area, clipped, echoed, echoed_in
from emulator.rules_kept import shown_rule
from emulator.strict import Strict

Places = list[tuple[Sheet, Area]]


def described(book: Book, email: str, mask: Mask, places: Places | None, with_cells: bool) -> JSON:
    """A Spreadsheet; `places` are the ranges asked for, None for all tabs."""
    found: JSON = {}
    if wants(mask, "spreadsheetId"):
        found["spreadsheetId"] = book.id
    if wants(mask, "properties"):
        found["properties"] = masks.shown(book.properties, below(mask, "properties")[1])
    wanted, sheet_mask = below(mask, "sheets")
    if wanted:
        tabs = [_tab(book, sheet, email, sheet_mask, areas, with_cells) for sheet, areas in _by_tab(book, places)]
        found["sheets"] = tabs
    if book.named_ranges and wants(mask, "namedRanges"):
        found["namedRanges"] = masks.shown(book.named_ranges, below(mask, "namedRanges")[1])
    if wants(mask, "spreadsheetUrl"):
        found["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    own = [item for item in book.metadata if tab_of_metadata(item) is None]
    if own and wants(mask, "developerMetadata"):
        found["developerMetadata"] = masks.shown(own, below(mask, "developerMetadata")[1])
    return found


def sheet_properties(sheet: Sheet) -> JSON:
    return sheet.properties


def _by_tab(book: Book, places: Places | None) -> Iterable[tuple[Sheet, list[Area]]]:
    if places is None:
        return [(sheet, [sheet.area]) for sheet in book.sheets]
    found = [(sheet, areas) for sheet in book.sheets if (areas := [area for of, area in places if of is sheet])]
    if Strict.OVERLAPPING_TURNED in book.strict:
        return [(sheet, areas[::-1] if _overlap(areas) else areas) for sheet, areas in found]
    return found


def _overlap(areas: list[Area]) -> bool:
    return any(area.meets(other) for area, other in combinations(areas, 2))


def _tab(book: Book, sheet: Sheet, email: str, mask: Mask, areas: list[Area], with_cells: bool) -> JSON:
    found: JSON = {}
    wanted, properties_mask = below(mask, "properties")
    if wanted:
        found["properties"] = masks.shown(sheet.properties, properties_mask)
    wanted, data_mask = below(mask, "data")
    if wanted and (with_cells or mask is not None):
        found["data"] = [_grid_data(book, sheet, area, data_mask) for area in areas]
    for name in LAID_OVER:
        items = sheet.laid_over[name]
        if items and wants(mask, name):
            if name == "protectedRanges":
                items = [shown_protection(book, item, email) for item in items]
            elif name == "merges":
                items = [_whole_range(item, sheet) for item in items]
            elif name == "conditionalFormats":
                items = [rule | {"ranges": [echoed(each) for each in rule["ranges"]]} for rule in items]
            elif name in GROUPS.values():
                items = echoed_in(items)
            found[name] = masks.shown(items, below(mask, name)[1])
    if sheet.basic_filter is not None and wants(mask, "basicFilter"):
        found["basicFilter"] = masks.shown(sheet.basic_filter, below(mask, "basicFilter")[1])
    own = [item for item in book.metadata if tab_of_metadata(item) == sheet.id and "sheetId" in item["location"]]
    if own and wants(mask, "developerMetadata"):
        found["developerMetadata"] = masks.shown(own, below(mask, "developerMetadata")[1])
    return found


def _whole_range(told: JSON, sheet: Sheet) -> JSON:
    area = clipped(told, sheet)
    ends = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
    return echoed({"sheetId": sheet.id} | dict(zip(ends, area, strict=True)))


def _grid_data(book: Book, sheet: Sheet, area: Area, mask: Mask) -> JSON:
    found: JSON = {}
    if area.top and wants(mask, "startRow"):
        found["startRow"] = area.top
    if area.left and wants(mask, "startColumn"):
        found["startColumn"] = area.left
    wanted, row_mask = below(mask, "rowData")
    if wanted:
        rows = _row_data(book, sheet, area, row_mask)
        if rows:
            found["rowData"] = rows
    for name, axis, start, end in (
        ("rowMetadata", "Row", area.top, area.bottom),
        ("columnMetadata", "Column", area.left, area.right),
    ):
        wanted, dimension_mask = below(mask, name)
        if wanted:
            found[name] = [masks.shown(told, dimension_mask) for told in _dimensions(book, sheet, axis, start, end)]
    return found


def _dimensions(book: Book, sheet: Sheet, axis: str, start: int, end: int) -> list[JSON]:
    size = {"pixelSize": ROW_HEIGHT if axis == "Row" else COLUMN_WIDTH}
    told = sheet.dimensions[axis]
    marked: dict[int, list[JSON]] = {}
    for item in book.metadata:
        place = item["location"].get("dimensionRange")
        if place and place.get("sheetId", 0) == sheet.id and place["dimension"] == f"{axis.upper()}S":
            marked.setdefault(place["startIndex"], []).append(item)
    return [
        size | told.get(at, {}) | ({"developerMetadata": marked[at]} if at in marked else {})
        for at in range(start, end)
    ]


def _row_data(book: Book, sheet: Sheet, area: Area, mask: Mask) -> list[JSON]:
    wanted, cell_mask = below(mask, "values")
    show = _cell_shower(book, sheet, cell_mask)
    rows: list[JSON] = []
    for row in range(area.top, min(area.bottom, len(sheet.rows))):
        cells = sheet.rows[row][area.left : area.right] if wanted else ()
        shown = [{} if cell is None else show(cell, row, column) for column, cell in enumerate(cells, area.left)]
        rows.append({"values": shown} if shown else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cell_shower(book: Book, sheet: Sheet, mask: Mask) -> Callable[[Cell, int, int], JSON]:
    """What shows a cell as CellData under a mask."""
    names = ("userEnteredValue", "effectiveValue", "formattedValue", "userEnteredFormat", "effectiveFormat")
    entered, effective, shown_text, own_format, full_format = (wants(mask, name) for name in names)
    names = ("note", "dataValidation", "textFormatRuns", "hyperlink")
    note, validation, runs, link = (wants(mask, name) for name in names)
    if full_format and sheet.laid_over["conditionalFormats"]:
        raise Unsupported("effectiveFormat on a tab with conditional formats")
    known: dict[tuple[str, int], Any] = {}

    def part(name: str, told: Any) -> Any:
        deeper = below(mask, name)[1]
        if deeper is None:
            return told
        key = (name, id(told))
        if key not in known:
            known[key] = masks.shown(told, deeper)
        return known[key]

    def hyperlink(cell: Cell, row: int, column: int) -> str:
        """The one address behind a cell: of its format, of one run of its text, or of HYPERLINK with a text."""
        whole = (cell.format or {}).get("textFormat", {}).get("link", {}).get("uri", "")
        of_runs = {run.get("format", {}).get("link", {}).get("uri") for run in cell.runs or ()} - {None}
        formula = book.formula_text(cell.formula, row, column) if cell.formula is not None else ""
        called = re.match(r'=HYPERLINK\("([^"]+)"', formula, re.IGNORECASE)
        return whole or (called[1] if called else "") or (of_runs.pop() if len(of_runs) == 1 else "")

    def show(cell: Cell, row: int, column: int) -> JSON:
        found: JSON = {}
        if entered and cell.formula is not None:
            found["userEnteredValue"] = {"formulaValue": book.formula_text(cell.formula, row, column)}
        elif entered and cell.value is not None:
            found["userEnteredValue"] = extended_value(cell.value)
        if cell.has_data and (effective or shown_text):
            value = book.results.cell(sheet, row, column)
            if effective:
                found["effectiveValue"] = extended_value(value)
            if shown_text:
                found["formattedValue"] = formatted(value, cell.format, book.locale)
        if own_format and cell.format is not None:
            found["userEnteredFormat"] = part("userEnteredFormat", cell.format)
        if full_format and (cell.has_data or cell.format is not None):
            found["effectiveFormat"] = part("effectiveFormat", _effective(cell.format))
        if note and cell.note is not None:
            found["note"] = cell.note
        if runs and cell.runs is not None:
            found["textFormatRuns"] = part("textFormatRuns", cell.runs)
        if link and (address := hyperlink(cell, row, column)):
            found["hyperlink"] = address
        if validation and cell.validation is not None:
            rule = shown_rule(book, cell.validation, row, column)
            found["dataValidation"] = masks.shown(rule, below(mask, "dataValidation")[1])
        return found

    return show


def _effective(own: JSON | None) -> JSON:
    """The default format with the cell's own over it."""
    found = CELL_FORMAT | (own or {})
    for name in ("textFormat", "padding"):
        found[name] = CELL_FORMAT[name] | (own or {}).get(name, {})
    return found
