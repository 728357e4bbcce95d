"""The page around a tab's table: title block, header, frozen panes, protection and print setup."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.units import DEFAULT_COLUMN_WIDTH
from openpyxl.worksheet.dimensions import ColumnDimension

from worklog.adapters.cell_values import put_value
from worklog.adapters.workbook_columns import FORMS
from worklog.adapters.workbook_notes import note
from worklog.adapters.workbook_style import ACCENT, GROUP_FILL, HEADER_FILL, MUTED, Look, Looks
from worklog.core.tabs import LOG, Column, Tab

OFFICE = Look(ink=MUTED, size=10, bold=True, bordered=False, wrap=False, vertical="center")
TITLE = Look(ink=ACCENT, size=15, bold=True, bordered=False, wrap=False, vertical="center")
HOW_TO = Look(ink=MUTED, size=9, italic=True, bordered=False, wrap=False, vertical="center")
HEADER = Look(fill=HEADER_FILL, bold=True, horizontal="center", vertical="center")
GROUP = Look(fill=GROUP_FILL, bold=True, horizontal="center", vertical="center")

TITLE_ROWS = 4
FOLIO = 14
MARGIN_INCHES = 0.4


def write_title_block(sheet: Any, looks: Looks, office: str, title: str, sop_number: str, how_to: str) -> None:
    """Write office, title, and SOP number with one line of help into rows 1 to 3; row 4 stays free."""
    lines = (
        (office, OFFICE, 15),
        (title, TITLE, 22),
        (f"SOP Nomor {sop_number}   |   {how_to}" if how_to else f"SOP Nomor {sop_number}", HOW_TO, 15),
    )
    for row, (text, look, height) in enumerate(lines, 1):
        put_value(sheet.cell(row, 1), text)
        looks.paint(sheet.cell(row, 1), look)
        sheet.row_dimensions[row].height = height
    sheet.row_dimensions[TITLE_ROWS].height = 6
    sheet.sheet_view.showGridLines = False


def header_rows(tab: Tab) -> int:
    """Two tiers when the tab has groups, else one row."""
    return 2 if any(column.group for column in tab.columns) else 1


def write_header(sheet: Any, looks: Looks, tab: Tab, columns: dict[str, int], top: int, bottom: int) -> None:
    """Write the header of some columns; with two rows, groups stand in the upper one over merged cells."""
    wanted = [(column, columns[column.header]) for column in tab.columns if column.header in columns]
    for column, at in wanted:
        _write_one_header(sheet, looks, column, at, top, bottom)
        form = FORMS.get(tab.name, {}).get(column.header)
        if form:
            set_width(sheet, at, form.width)
            if form.note:
                sheet.cell(top if column.group is None else bottom, at).comment = note(form.note)
    if bottom > top:
        for group, members in groupby(wanted, key=lambda pair: pair[0].group):
            if group is not None:
                places = [at for _, at in members]
                sheet.cell(top, places[0]).value = group
                sheet.merge_cells(start_row=top, end_row=top, start_column=places[0], end_column=places[-1])


def _write_one_header(sheet: Any, looks: Looks, column: Column, at: int, top: int, bottom: int) -> None:
    for row in range(top, bottom + 1):
        looks.paint(sheet.cell(row, at), HEADER if row == bottom or column.group is None else GROUP)
    sheet.cell(top if column.group is None else bottom, at).value = column.header
    if column.group is None and bottom > top:
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=at, end_column=at)


def set_width(sheet: Any, column: int, width: float) -> None:
    """Set the width of one column."""
    column_of(sheet, column).width = width


def width_of(sheet: Any, column: int) -> float:
    """The width of one column, also of one that is stored in a group; nothing is added to the sheet."""
    group = next(_groups_over(sheet, column), None)
    alone = sheet.column_dimensions.get(get_column_letter(column))
    found = group or alone
    return float(found.width if found else sheet.sheet_format.defaultColWidth or DEFAULT_COLUMN_WIDTH)


def column_of(sheet: Any, column: int) -> Any:
    """The settings of one column alone, taken out of a group of columns that were stored together."""
    for group in list(_groups_over(sheet, column)):
        _split(sheet, group, group.min, column, group.max)
    return sheet.column_dimensions[get_column_letter(column)]


def _groups_over(sheet: Any, column: int) -> Iterator[Any]:
    """The entries for several columns at once that span a column: other programs store equal columns so."""
    for entry in sheet.column_dimensions.values():
        if entry.min and entry.max and entry.min < entry.max and entry.min <= column <= entry.max:
            yield entry


def _split(sheet: Any, group: Any, first: int, column: int, last: int) -> None:
    """Cut a group of columns into the part before a column, the column itself, and the part behind it."""
    del sheet.column_dimensions[group.index]
    for start, end in ((first, column - 1), (column, column), (column + 1, last)):
        if start <= end:
            letter = get_column_letter(start)
            part: Any = ColumnDimension(sheet, letter, group.width, group.bestFit, group.hidden, group.outlineLevel)
            part.collapsed, part._style, part.min, part.max = group.collapsed, group._style, start, end
            sheet.column_dimensions[letter] = part


def set_up_print(sheet: Any, office: str, sop_number: str, header: tuple[int, int]) -> None:
    """Print on F4 (Folio) in landscape, one page wide, with repeated header rows; footer: office, page, SOP."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = FOLIO
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = MARGIN_INCHES
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.print_title_rows = f"{header[0]}:{header[1]}"
    footer = sheet.oddFooter
    footer.left.text, footer.left.size = office.replace("&", "&&"), 8
    footer.center.text, footer.center.size = "Halaman &P dari &N", 8
    footer.right.text, footer.right.size = f"SOP Nomor {sop_number}".replace("&", "&&"), 8


def add_filter(sheet: Any, header_row: int, columns: dict[str, int]) -> None:
    """Put filter buttons on the header."""
    first, last = get_column_letter(min(columns.values())), get_column_letter(max(columns.values()))
    sheet.auto_filter.ref = f"{first}{header_row}:{last}{max(sheet.max_row, header_row + 1)}"


def freeze(sheet: Any, first_row: int, tab: Tab, columns: dict[str, int]) -> None:
    """Keep the header and the columns that name a row in view."""
    header = "Judul Konten" if tab is LOG else tab.headers[0]
    sheet.freeze_panes = f"{get_column_letter(columns.get(header, 0) + 1)}{first_row}"
