"""Requests for tabs and for the spreadsheet as a whole."""

from __future__ import annotations

from emulator import masks
from emulator.book import Book
from emulator.cells import JSON, colour_mask, normal_colours
from emulator.edits import Edit, handles
from emulator.errors import Unsupported, invalid
from emulator.following import delete_tab, tab_added
from emulator.grid import Sheet
from emulator.limits import check_cell_count
from emulator.merging import check_edges
from emulator.spreadsheets import sheet_properties

_GRID = {"rowCount", "columnCount", "frozenRowCount", "frozenColumnCount", "hideGridlines"}
_KEPT = {
    "sheetId",
    "title",
    "index",
    "sheetType",
    "gridProperties",
    "hidden",
    "tabColor",
    "tabColorStyle",
    "rightToLeft",
}
_LONGEST_TITLE = 100


@handles("addSheet")
def add_sheet(edit: Edit, told: JSON) -> JSON:
    properties = normal_colours(told.get("properties", {}))
    _check_kept(properties)
    if properties.get("sheetType", "GRID") != "GRID":
        raise Unsupported("a tab that is not a grid")
    if "sheetId" in properties:
        sheet_id = properties["sheetId"]
        if sheet_id < 0:
            raise invalid("sheetId must not be negative")
        if edit.book.find_id(sheet_id) is not None:
            raise invalid(f'A sheet with id "{sheet_id}" already exists.')
    if properties.get("title"):
        _check_title(edit.book, properties["title"])
    sheet = edit.book.add_sheet(properties)
    _check_grid(sheet)
    check_cell_count(edit.book)
    tab_added(edit.book)
    return {"properties": sheet_properties(sheet)}


@handles("deleteSheet")
def delete_sheet(edit: Edit, told: JSON) -> None:
    sheet = edit.sheet(told)
    if len(edit.book.sheets) == 1:
        raise invalid("You can't remove all the sheets in a document.")
    edit.check_may_edit(sheet, sheet.area)
    delete_tab(edit.book, sheet)
    _check_one_visible(edit.book)


@handles("updateSheetProperties")
def update_sheet_properties(edit: Edit, told: JSON) -> None:
    properties = normal_colours(told.get("properties", {}))
    mask = colour_mask(masks.update_mask(told.get("fields"), "SheetProperties", root="properties"))
    sheet = edit.sheet(properties)
    if mask is None:
        mask = dict.fromkeys(_KEPT - {"sheetId", "sheetType"})
    mask = {name: deeper for name, deeper in mask.items() if name != "sheetId"}
    _check_kept(mask)
    _check_kept({"gridProperties": mask["gridProperties"]} if mask.get("gridProperties") else {})
    if "title" in mask:
        _rename(edit.book, sheet, properties.get("title", ""))
    if "gridProperties" in mask:
        _reshape(edit, sheet, properties.get("gridProperties", {}), mask["gridProperties"])
    if "index" in mask:
        _place(edit.book, sheet, properties.get("index", 0))
    plain = {name: mask[name] for name in ("hidden", "tabColor", "tabColorStyle", "rightToLeft") if name in mask}
    given = {name: value for name, value in properties.items() if value}
    sheet.properties = masks.updated(sheet.properties, given, plain)
    _check_one_visible(edit.book)


@handles("updateSpreadsheetProperties")
def update_spreadsheet_properties(edit: Edit, told: JSON) -> None:
    mask = masks.update_mask(told.get("fields"), "SpreadsheetProperties", root="properties")
    if mask is None or set(mask) - {"title", "locale", "timeZone", "autoRecalc"}:
        raise Unsupported("spreadsheet properties other than title, locale, timeZone and autoRecalc")
    properties = told.get("properties", {})
    if any(not properties.get(name) for name in mask):
        raise invalid(f"SpreadsheetProperties: {', '.join(sorted(mask))} must not be empty")
    edit.book.properties = masks.updated(edit.book.properties, properties, mask)


def _check_kept(told: JSON) -> None:
    unknown = set(told) - _KEPT | set(told.get("gridProperties") or {}) - _GRID
    if unknown:
        raise Unsupported(f"the tab properties {', '.join(sorted(unknown))}")


def _check_title(book: Book, title: str, own: Sheet | None = None) -> None:
    if not title:
        raise invalid("A sheet must have a title.")
    if len(title) > _LONGEST_TITLE:
        raise invalid(f"A sheet title must not have more than {_LONGEST_TITLE} characters.")
    if book.find_title(title) not in (None, own):
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _rename(book: Book, sheet: Sheet, title: str) -> None:
    _check_title(book, title, sheet)
    sheet.properties = sheet.properties | {"title": title}


def _reshape(edit: Edit, sheet: Sheet, told: JSON, mask: masks.Mask) -> None:
    for axis in ("Row", "Column"):
        name = f"{axis.lower()}Count"
        if masks.wants(mask, name) and (mask is not None or name in told):
            count = told.get(name, 0)
            if count < 1:
                raise invalid(f"gridProperties.{name} must be greater than 0")
            if count < sheet.count(axis):
                end = {"top": count} if axis == "Row" else {"left": count}
                edit.check_may_edit(sheet, sheet.area._replace(**end))
            sheet.resize(axis, count)
    plain = _GRID - {"rowCount", "columnCount"}
    sub = dict.fromkeys(plain) if mask is None else {name: None for name in mask if name in plain}
    given = {name: value for name, value in told.items() if value}
    sheet.properties = sheet.properties | {
        "gridProperties": masks.updated(sheet.properties["gridProperties"], given, sub)
    }
    _check_grid(sheet)
    check_edges(sheet)
    check_cell_count(edit.book)


def _check_grid(sheet: Sheet) -> None:
    grid = sheet.properties["gridProperties"]
    for axis, noun in (("Row", "rows"), ("Column", "columns")):
        if grid.get(f"frozen{axis}Count", 0) >= sheet.count(axis):
            raise invalid(f"You can't freeze all visible {noun} on the sheet.")


def _place(book: Book, sheet: Sheet, index: int) -> None:
    """Move a tab; the index counts the tabs as they stand before the move."""
    if not 0 <= index <= len(book.sheets):
        raise invalid(f"SheetProperties.index[{index}] is after the last sheet[{len(book.sheets) - 1}]")
    old = book.sheets.index(sheet)
    if index in (old, old + 1):
        return
    book.sheets.insert(index, sheet)
    del book.sheets[old + (index <= old)]
    book.number_sheets()


def _check_one_visible(book: Book) -> None:
    if all(sheet.properties.get("hidden") for sheet in book.sheets):
        raise invalid("You can't hide all the sheets in a document.")
