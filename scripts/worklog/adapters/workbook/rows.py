"""New rows below a tab's table: values by header, the look of the row, and the status formulas."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter

from worklog.adapters.form.cell_values import put_value
from worklog.adapters.form.columns import column_form
from worklog.adapters.form.status_formulas import is_outdated, key_headers, row_formulas, row_keys, shown_results
from worklog.adapters.form.style import MUTED, OWN_ROLE_FILL, Look
from worklog.adapters.form.text_height import LOG_SIZE, MOST_LINES, height_of, lines_needed
from worklog.adapters.workbook.dimensions import width_of
from worklog.adapters.workbook.looks import Looks
from worklog.adapters.workbook.places import Place
from worklog.adapters.workbook.rules import extend_rules
from worklog.adapters.workbook.saving.opening import Opened
from worklog.adapters.workbook.saving.stored_values import Stored, StoredTab, calculated
from worklog.core.log import tabs
from worklog.core.publishing.blocks import ACTING_ROLE

_NOTHING = Stored("str", "", True)

ROWS_PRINTED_BLANK = 5
_PRINT_AREA = re.compile(r"!\$A\$1:\$([A-Z]+)\$\d+$")

MOST_CLIPPED = 3
"""So many lines a text may ask for that is cut off where its row ends."""
BLANK_FORMULA_ROWS = 300
FEW_BLANK_ROWS = 50


def append_rows(place: Place, looks: Looks, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows below the last used one, in the tab's look, with their formulas; no other cell is touched."""
    after = place.last_used(ignored=place.formula_headers())
    before: object = None
    for at, row in enumerate(rows, after + 1):
        block = (row.get("ID Konten"), row.get("Putaran"))
        _paint_row(place, looks, at, acting=row.get(ACTING_ROLE), begins=place.tab == tabs.LOG and block != before)
        for header, column in place.columns.items():
            put_value(place.sheet.cell(at, column), row.get(header))
        _write_formulas(place, at)
        before = block
    extend_rules(place.sheet, max(after, place.first), after + len(rows))


def complete_formulas(place: Place, looks: Looks) -> int:
    """Write the status formulas that typed rows lack, and in the register those of rows still to be typed.

    A cell that holds anything is left as it is, unless it is the formula as it was once written. Returns the number of
    rows that got formulas.
    """
    completed = sum(_complete_row(place, looks, row) for row in place.rows_with_id())
    if place.tab == tabs.REGISTER:
        for row in _rows_to_come(place):
            completed += _complete_row(place, looks, row)
            _frame_row(place, looks, row)
    return completed


def fit_heights(opened: Opened, place: Place) -> None:
    """Give the rows below the header the height that their texts need, unless a person set it.

    Excel fits a row when somebody types in it; LibreOffice, and Excel for text that a formula shows, do not.
    """
    sheet = place.sheet
    stored = opened.stored.get(sheet.title, StoredTab())
    shown = opened.calculated.get(sheet.title, {})
    looks = {column: column_form(place.tab.name, header).look for header, column in place.columns.items()}
    widths = {column: width_of(sheet, column) * LOG_SIZE / look.size for column, look in looks.items()}
    lines: dict[int, int] = {}
    for (row, column), cell in sheet._cells.items():
        if row > place.bottom and column in widths and row not in stored.fixed_rows:
            value = shown.get(cell.coordinate, _NOTHING).text if cell.data_type == "f" else cell._value
            if isinstance(value, str):
                most = MOST_CLIPPED if looks[column].clipped else MOST_LINES
                lines[row] = max(lines.get(row, 1), min(lines_needed(value, widths[column]), most))
    for row, count in lines.items():
        sheet.row_dimensions[row].height = height_of(count)


def published_values(opened: Opened, place: Place, results: Mapping[str, tuple[object, ...]]) -> dict[str, Stored]:
    """What each status formula of the tab shows once the results are published, by cell."""
    rows = place.rows_with_id()
    sheet, columns = place.sheet, place.columns
    headers = key_headers(place.tab.name)
    cells = {h: [opened.typed_value(sheet.cell(row, columns[h])) for row in rows] for h in headers}
    nothing = (None,) * len(tabs.RESULTS.columns)
    values: dict[str, Stored] = {}
    for row, key in zip(rows, row_keys(place.tab.name, cells), strict=True):
        shown = shown_results(place.tab.name, results.get(key.casefold(), nothing))
        for header, formula in row_formulas(place.tab.name, columns, row).items():
            cell = sheet.cell(row, columns[header])
            if cell.value == formula:
                values[cell.coordinate] = calculated(shown[header], opened.book.epoch)
    return values


def fit_print_area(register: Place) -> None:
    """Print the register down to its last typed row and a few blank ones, not all rows that hold formulas."""
    last = max(register.last_used(ignored=register.formula_headers()), register.bottom) + ROWS_PRINTED_BLANK
    area = _PRINT_AREA.search(register.sheet.print_area or "")
    if not register.sheet.print_area:
        register.sheet.print_area = f"A1:{get_column_letter(max(register.columns.values()))}{last}"
    elif area:
        register.sheet.print_area = f"A1:{area[1]}{last}"


def show_example(place: Place, looks: Looks, row: Mapping[str, object]) -> None:
    """Put a row that shows how a tab is filled into its first row, in the ink of what counts for nothing."""
    for header, value in row.items():
        cell = place.sheet.cell(place.first, place.columns[header])
        looks.paint(cell, replace(column_form(place.tab.name, header).look, ink=MUTED, italic=True))
        put_value(cell, value)


def style_rows(place: Place, looks: Looks, first: int, last: int) -> None:
    """Give rows that are still blank the tab's look."""
    for row in range(first, last + 1):
        _paint_row(place, looks, row)


def _rows_to_come(place: Place) -> range:
    """Blank register rows that shall have formulas: the next few, and many more once not even those have them."""
    last_typed = place.last_used(ignored=place.formula_headers())
    status = place.sheet.cell(last_typed + FEW_BLANK_ROWS, place.columns.get("Status", 1))
    count = FEW_BLANK_ROWS if status.value is not None else BLANK_FORMULA_ROWS
    return range(last_typed + 1, last_typed + count + 1)


def _complete_row(place: Place, looks: Looks, row: int) -> int:
    formulas = row_formulas(place.tab.name, place.columns, row)
    cells = {header: place.sheet.cell(row, place.columns[header]) for header in formulas}
    blank = {header: cell for header, cell in cells.items() if _is_blank(cell)}
    for header, cell in blank.items():
        looks.paint(cell, column_form(place.tab.name, header).look)
    outdated = {header: cell for header, cell in cells.items() if is_outdated(cell.value, formulas[header])}
    for header, cell in {**blank, **outdated}.items():
        cell.value = formulas[header]
    return int(bool(blank or outdated))


def _frame_row(place: Place, looks: Looks, row: int) -> None:
    """Give the cells of a blank row that have no look yet the tab's look."""
    for header, column in place.columns.items():
        cell = place.sheet.cell(row, column)
        if _is_blank(cell) and not cell.has_style:
            looks.paint(cell, column_form(place.tab.name, header).look)


def _is_blank(cell: Any) -> bool:
    """Whether something may be put into a cell; the rest of a merged range takes nothing."""
    return cell.value is None and not isinstance(cell, MergedCell)


def _write_formulas(place: Place, row: int) -> None:
    if place.tab.name in (tabs.LOG.name, tabs.REGISTER.name):
        for header, formula in row_formulas(place.tab.name, place.columns, row).items():
            place.sheet.cell(row, place.columns[header]).value = formula


def _paint_row(place: Place, looks: Looks, row: int, *, acting: object = None, begins: bool = False) -> None:
    for header, column in place.columns.items():
        look: Look = column_form(place.tab.name, header).look
        if header == acting:
            look = replace(look, fill=OWN_ROLE_FILL)
        looks.paint(place.sheet.cell(row, column), replace(look, above=begins))
