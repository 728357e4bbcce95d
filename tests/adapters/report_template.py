"""A small report template made in a test, and the names in it."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

NAMES = {"judul": "$A$1", "tabel": "$A$4:$C$4", "kaki": "$A$6"}


def small_template(names: dict[str, str] | None = None) -> tuple[Workbook, Worksheet]:
    """A title, a table of three columns below its header, a line below with merged cells, and a footer cell."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Isi"
    for row, cells in enumerate((["JUDUL"], [], ["No", "Nama", "Jumlah"], ["{#}", "{Nama}", "{Jumlah}"]), start=1):
        for column, text in enumerate(cells, start=1):
            sheet.cell(row, column, text)
    sheet["A5"] = "Penutup"
    sheet["A6"] = "kaki"
    sheet.merge_cells("A5:C5")
    sheet["B4"].font = Font(name="Georgia", size=13, color="00AA00")
    sheet["B4"].alignment = Alignment(wrap_text=True)
    sheet["C4"].fill = PatternFill("solid", fgColor="FFEE00")
    sheet["C4"].border = Border(bottom=Side(style="thick"))
    sheet["C4"].number_format = '0.0" kali"'
    sheet.column_dimensions["B"].width = 33
    sheet.row_dimensions[5].height = 44
    for name, cells in (NAMES if names is None else names).items():
        book.defined_names[name] = DefinedName(name, attr_text=f"Isi!{cells}")
    return book, sheet


def saved(book: Workbook, folder: Path) -> Path:
    path = folder / "templat.xlsx"
    book.save(path)
    return path
