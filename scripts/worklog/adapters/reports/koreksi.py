"""The sheet Koreksi of a monthly report: what was changed in months that were closed, and why a report is revised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.workbook import Workbook

from worklog.adapters.form.text_height import height_of, lines_needed

NAME = "Koreksi"
NOTHING = "Tidak ada perubahan pada bulan yang sudah ditutup."
LETTERS = "Calibri"
WIDTHS = (12, 16, 34, 34, 34, 44)
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(_LINE, _LINE, _LINE, _LINE)
_HEAD = PatternFill("solid", fgColor="D9E2F3")


class Koreksi(NamedTuple):
    """The sentences above the table, and the table; `is_known`: an empty one says that nothing was changed."""

    notes: Sequence[str]
    table: pd.DataFrame
    is_known: bool = True


def add_koreksi(workbook: Workbook, koreksi: Koreksi) -> None:
    """Put the sheet behind the others, where there is anything to say."""
    if not koreksi.notes and koreksi.table.empty:
        return
    sheet = workbook.create_sheet(NAME)
    sheet.append(["Koreksi atas bulan yang sudah ditutup"])
    sheet["A1"].font = Font(name=LETTERS, bold=True, size=14)
    for note in koreksi.notes:
        sheet.append([note])
    sheet.append([NOTHING] if koreksi.table.empty and koreksi.is_known else [])
    if len(koreksi.table):
        sheet.append(list(koreksi.table.columns))
        head = sheet.max_row
        for row in koreksi.table.itertuples(index=False, name=None):
            sheet.append([None] * len(row))
            for cell, text in zip(sheet[sheet.max_row], row, strict=True):
                cell.value, cell.data_type = text, "s"  # what people typed is text here, never a formula
            lines = max(map(lines_needed, map(str, row), WIDTHS))
            sheet.row_dimensions[sheet.max_row].height = height_of(lines)
        for cells in sheet.iter_rows(min_row=head):
            for cell in cells:
                cell.border, cell.alignment = _BORDER, Alignment(wrap_text=True, vertical="top")
                if cell.row == head:
                    cell.font, cell.fill = Font(name=LETTERS, bold=True), _HEAD
        sheet.print_title_rows = f"{head}:{head}"
    for column, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    first = workbook.worksheets[0].page_setup.paperSize
    sheet.page_setup.paperSize = first
