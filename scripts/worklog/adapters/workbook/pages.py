"""Pages in a workbook, and what stands around a tab's table: widths, filter, frozen panes and print setup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from worklog.adapters.form.cell_values import put_value
from worklog.adapters.form.columns import last_in_view
from worklog.adapters.form.page import ALARM, Formula, Link, Page
from worklog.adapters.form.text_height import POINTS_PER_UNIT
from worklog.adapters.workbook.dimensions import column_of, set_width, shown_width
from worklog.adapters.workbook.looks import Looks
from worklog.adapters.workbook.notes import note
from worklog.adapters.workbook.protection import protect
from worklog.core.log.tabs import Tab

FOLIO = 14
PRINTED_WIDTH = 820
"""Points between the margins of F4 in landscape, less the twentieth by which LibreOffice shows columns wider."""
MARGIN_INCHES = 0.4
OFFICE_ROOM, SOP_ROOM = 140, 80
"""Characters of a footer that the office and the SOP may take: Excel opens no file that has more than 255 in all."""


def write_page(sheet: Any, looks: Looks, page: Page) -> None:
    """Put what a page holds into a sheet; where the page has nothing, the sheet stays as it is."""
    for (row, column), (value, look) in page.cells.items():
        cell = sheet.cell(row, column)
        looks.paint(cell, look)
        if isinstance(value, Formula):
            cell.value = value.text
        elif isinstance(value, Link):
            put_value(cell, value.shown)
            cell.hyperlink = value.address
        else:
            put_value(cell, value)
    for top, left, bottom, right in page.merged:
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
    for column, width in page.widths.items():
        set_width(sheet, column, width)
    for row, height in page.heights.items():
        sheet.row_dimensions[row].height = height
    for (row, column), text in page.notes.items():
        sheet.cell(row, column).comment = note(text)
    for column in page.hidden_columns:
        column_of(sheet, column).hidden = True
    if not page.grid_lines:
        sheet.sheet_view.showGridLines = False


def freeze_page(sheet: Any, page: Page) -> None:
    """Let the rows and columns stay in view that a page names."""
    rows, columns = page.frozen
    if rows or columns:
        sheet.freeze_panes = f"{get_column_letter(columns + 1)}{rows + 1}"


def set_print_area(sheet: Any, page: Page) -> None:
    """Let only what a page names be printed."""
    if page.printed:
        sheet.print_area = f"A1:{get_column_letter(page.printed[1])}{page.printed[0]}"


def write_whole_page(sheet: Any, looks: Looks, page: Page, office: str, sop_number: str) -> None:
    """Put a page into a blank sheet, with frozen panes and print setup, and protect it."""
    write_page(sheet, looks, page)
    freeze_page(sheet, page)
    set_up_print(sheet, office, sop_number, page.repeated)
    if page.portrait:
        sheet.page_setup.orientation = "portrait"
    if page.alarm:
        sheet.conditional_formatting.add(
            f"A{page.alarm}:{get_column_letter(page.last_column)}{page.alarm}", _bright(f"$A{page.alarm}")
        )
    set_print_area(sheet, page)
    protect(sheet)


def _bright(cell: str) -> Rule:
    """The rule that shows a row as an alarm while the text of its first cell begins with the sign of one."""
    style = DifferentialStyle(
        font=Font(color=ALARM.ink, bold=True),
        fill=PatternFill("solid", start_color=ALARM.fill, end_color=ALARM.fill),
    )
    return Rule(type="expression", dxf=style, formula=[f'LEFT({cell},1)="{ALARM.sign}"'])


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
    footer.left.text, footer.left.size = _footer_text(office, OFFICE_ROOM), 8
    footer.center.text, footer.center.size = "Halaman &P dari &N", 8
    footer.right.text, footer.right.size = _footer_text(f"SOP Nomor {sop_number}", SOP_ROOM), 8


def _footer_text(text: str, room: int) -> str:
    """A text as footers hold it, where "&" is doubled, cut where it needs more UTF-16 characters than there is room."""
    whole, cut = text.replace("&", "&&"), text
    while len(whole.encode("utf-16-le")) > 2 * room:
        cut = cut[:-1]
        whole = cut.rstrip().replace("&", "&&") + "…"
    return whole


def add_filter(sheet: Any, header_row: int, columns: dict[str, int]) -> None:
    """Put filter buttons on the header."""
    first, last = get_column_letter(min(columns.values())), get_column_letter(max(columns.values()))
    sheet.auto_filter.ref = f"{first}{header_row}:{last}{max(sheet.max_row, header_row + 1)}"


def freeze(sheet: Any, first_row: int, tab: Tab, columns: dict[str, int]) -> None:
    """Keep the header and the columns that name a row in view."""
    sheet.freeze_panes = f"{get_column_letter(columns.get(last_in_view(tab, columns), 0) + 1)}{first_row}"


def fold(sheet: Any, columns: Sequence[int]) -> None:
    """Group columns side by side under one button, and show them folded together."""
    for column in columns:
        settings = column_of(sheet, column)
        settings.outlineLevel, settings.hidden = 1, True
    column_of(sheet, columns[-1] + 1).collapsed = True


def print_two_pages_wide(sheet: Any, columns: Mapping[str, int]) -> None:
    """Print Buku Kerja as large as two pages side by side let it: what is to be done, and what was.

    What names a step is printed on both. A page break counts only where the sheet is not fitted to pages. Where people
    moved what was done before what names the step, it stays one page wide.
    """
    last_key, cut = columns.get("Konten/Kegiatan", columns["No"]), columns["Mulai"]
    if cut <= last_key:
        return
    widths = [shown_width(sheet, at) for at in range(1, max(columns.values()) + 1)]
    keys = sum(widths[:last_key])
    widest = max(sum(widths[: cut - 1]), keys + sum(widths[cut - 1 :])) * POINTS_PER_UNIT
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale = max(min(int(100 * PRINTED_WIDTH / widest), 100), 10)
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.print_title_cols = f"A:{get_column_letter(last_key)}"
    sheet.col_breaks.append(Break(id=cut - 1))
