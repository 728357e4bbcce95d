"""The tabs that only the script writes, each replaced whole; Hasil and the SOP's own table are laid out here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from worklog.adapters.cell_values import put_value
from worklog.adapters.text_height import height_of, lines_needed
from worklog.adapters.workbook_page import (
    HEADER,
    TITLE_ROWS,
    freeze,
    set_up_print,
    set_width,
    write_header,
    write_title_block,
)
from worklog.adapters.workbook_places import find_sheet
from worklog.adapters.workbook_protection import protect
from worklog.adapters.workbook_rules import FLOW_LIST
from worklog.adapters.workbook_saving import Opened
from worklog.adapters.workbook_style import (
    BAND_FILL,
    LINE,
    MINUTES_FORMAT,
    MOMENT_FORMAT,
    TODO_FILL,
    Look,
    Looks,
)
from worklog.adapters.workbook_unchanged import CellsWouldChange
from worklog.core import tabs
from worklog.core.indonesian import month_text
from worklog.core.sop import Flow, Sop

TITLES = {tabs.SOP.name: "Standar Operasional Prosedur", tabs.SUMMARY.name: "Ringkasan Media Sosial"}
SCRIPT_TAB_COLOUR = LINE
CELL = Look(vertical="center")
CENTRED = Look(vertical="center", horizontal="center")
ROLE_MARK = Look(vertical="center", horizontal="center", size=12, fill=TODO_FILL)
FLOW_TITLE = Look(fill=BAND_FILL, bold=True, vertical="center")
HEADING = Look(bold=True, bordered=False, wrap=False, vertical="center")
PARAGRAPH = Look(bordered=False)
PLAIN = Look(bordered=False, wrap=False)

SOP_WIDTHS = (6, 53, 12, 12, 12, 12, 12, 24, 11, 18, 42)
FLOW_LIST_COLUMN = len(tabs.SOP.columns) + 3
"""Out of sight: the choices of the register's column Alur, too long for a list inside a validation."""


def refuse_tab_of_people(book: Any, tab: tabs.Tab) -> None:
    """Raise `CellsWouldChange` when a tab that has the name of a script-owned one was not written by the script."""
    sheet = find_sheet(book, tab)
    if sheet is None or not any(cell._value not in (None, "") for cell in sheet._cells.values()):
        return
    if tab is tabs.RESULTS:
        is_ours = (sheet["A1"].value, sheet["B1"].value) == tab.headers[:2]
    else:
        is_ours = sheet["A2"].value == TITLES[tab.name] and str(sheet["A3"].value).startswith("SOP Nomor ")
    if not is_ours:
        raise CellsWouldChange(
            f"Tab {sheet.title} berisi sesuatu yang tidak ditulis oleh program, dan nama itu dipakai program untuk "
            "tabnya sendiri. Beri tab itu nama lain, lalu jalankan: python scripts/setup_worklog.py"
        )


def replace_tab(opened: Opened, tab: tabs.Tab) -> Any:
    """A blank sheet in the place of a script-owned tab, at the end when there was none.

    Raises `CellsWouldChange` when people wrote that tab.
    """
    book, old = opened.book, find_sheet(opened.book, tab)
    refuse_tab_of_people(book, tab)
    active, index = book.index(book.active), len(book.sheetnames)
    state = "visible"
    if old is not None:
        index, state = book.index(old), old.sheet_state
        opened.stored.pop(old.title, None)
        book.remove(old)
    sheet = book.create_sheet(tab.name, index)
    sheet.sheet_state = state
    sheet.sheet_properties.tabColor = SCRIPT_TAB_COLOUR
    book.active = active
    return sheet


def write_results(
    opened: Opened, looks: Looks, results: Sequence[tuple[object, ...]], office: str, sop_number: str
) -> None:
    """Write Hasil whole: the rows that the status formulas look up by their first column."""
    sheet = replace_tab(opened, tabs.RESULTS)
    formats = {"Batas Waktu": MOMENT_FORMAT, "Terlambat": MINUTES_FORMAT}
    for column, (header, width) in enumerate(zip(tabs.RESULTS.headers, (26, 30, 26, 18, 14, 70), strict=True), 1):
        put_value(sheet.cell(1, column), header)
        looks.paint(sheet.cell(1, column), HEADER)
        set_width(sheet, column, width)
    plain = {h: replace(PLAIN, number_format=formats.get(h, "General")) for h in tabs.RESULTS.headers}
    for row, result in enumerate(results, 2):
        for column, (header, value) in enumerate(zip(tabs.RESULTS.headers, result, strict=True), 1):
            if value not in (None, ""):
                cell = sheet.cell(row, column)
                looks.paint(cell, plain[header])
                put_value(cell, value)
    sheet.freeze_panes = "B2"
    set_up_print(sheet, office, sop_number, (1, 1))
    protect(sheet)


def write_sop(opened: Opened, looks: Looks, sop: Sop, office: str) -> None:
    """Write the SOP tab whole: the decree's table of every flow, its Catatan, and where its limits contradict."""
    sheet = replace_tab(opened, tabs.SOP)
    columns = {column.header: at for at, column in enumerate(tabs.SOP.columns, 1)}
    write_title_block(sheet, looks, office, TITLES[tabs.SOP.name], sop.number, _dates(sop))
    for at, width in enumerate(SOP_WIDTHS, 1):
        set_width(sheet, at, width)
    top = TITLE_ROWS + 1
    write_header(sheet, looks, tabs.SOP, columns, top, top + 1)
    sheet.row_dimensions[top].height, sheet.row_dimensions[top + 1].height = 18, 30
    row = top + 2
    for flow in sop.flows:
        row = _write_flow(sheet, looks, flow, row)
    row = _write_paragraphs(sheet, looks, row + 1, "Catatan", sop.notes)
    _write_paragraphs(sheet, looks, row + 1, "Yang bertentangan di dalam SOP", sop.contradictions())
    _write_flow_list(opened.book, sheet, sop)
    freeze(sheet, top + 2, tabs.SOP, columns)
    set_up_print(sheet, office, sop.number, (top, top + 1))
    sheet.print_area = f"A1:{get_column_letter(len(columns))}{sheet.max_row}"
    protect(sheet)


def office_of(book: Any, sop: Sop) -> str:
    """The office's name as setup wrote it at the head of the SOP tab, else the SOP's own."""
    sheet = find_sheet(book, tabs.SOP)
    return str((sheet.cell(1, 1).value if sheet is not None else None) or sop.office.upper())


def sop_differs(opened: Opened, sop: Sop, office: str) -> bool:
    """Whether the SOP tab is missing, or tells something else than the SOP."""
    sheet = find_sheet(opened.book, tabs.SOP)
    if sheet is None or FLOW_LIST not in opened.book.defined_names:
        return True
    fresh = Opened.blank()
    write_sop(fresh, Looks(fresh.book), sop, office)
    return _contents(sheet) != _contents(fresh.book[tabs.SOP.name])


def _contents(sheet: Any) -> dict[str, str]:
    return {c.coordinate: str(c.value) for c in sheet._cells.values() if c.value not in (None, "")}


def _dates(sop: Sop) -> str:
    revision = f" · revisi {_date(sop.revision)}" if sop.revision else ""
    return f"Dibuat {_date(sop.made)}{revision} · berlaku {_date(sop.effective)} · disahkan {sop.approved_by}"


def _date(day: date) -> str:
    return f"{day.day} {month_text(day.year, day.month)}"


def _write_flow(sheet: Any, looks: Looks, flow: Flow, row: int) -> int:
    width = len(tabs.SOP.columns)
    put_value(sheet.cell(row, 1), _flow_title(flow))
    for column in range(1, width + 1):
        looks.paint(sheet.cell(row, column), FLOW_TITLE)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    sheet.row_dimensions[row].height = 20
    for at, step in enumerate(flow.steps, row + 1):
        marks = ["●" if step.role == role else "" for role in tabs.ROLES]
        values = (step.no, step.activity, *marks, step.requirement, step.limit.text, step.output, step.note)
        for column, (header, value) in enumerate(zip(tabs.SOP.headers, values, strict=True), 1):
            cell = sheet.cell(at, column)
            centred = CENTRED if header in (*tabs.ROLES, "No", "Waktu") else CELL
            looks.paint(cell, ROLE_MARK if value == "●" else centred)
            put_value(cell, value or None)
        texts = ((step.activity, SOP_WIDTHS[1]), (step.note, SOP_WIDTHS[-1]))
        sheet.row_dimensions[at].height = height_of(max(lines_needed(text, width) for text, width in texts))
    return row + 1 + len(flow.steps)


def _flow_title(flow: Flow) -> str:
    clock = "waktu berjalan terus" if flow.clock == "elapsed" else "jam kerja"
    if flow.total is None:
        return f"{flow.label}   (tayang pada hari yang ditentukan; {clock})"
    return f"{flow.label}   (batas total {flow.total.text} sejak {flow.reference}; {clock})"


def _write_paragraphs(sheet: Any, looks: Looks, row: int, heading: str, paragraphs: Sequence[str]) -> int:
    """Write a heading with numbered paragraphs across the table; the first row behind them."""
    if not paragraphs:
        return row
    put_value(sheet.cell(row, 1), heading)
    looks.paint(sheet.cell(row, 1), HEADING)
    for at, paragraph in enumerate(paragraphs, row + 1):
        put_value(sheet.cell(at, 1), f"{at - row}. {paragraph}")
        looks.paint(sheet.cell(at, 1), PARAGRAPH)
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(tabs.SOP.columns))
        sheet.row_dimensions[at].height = height_of(lines_needed(paragraph, sum(SOP_WIDTHS)))
    return row + 1 + len(paragraphs)


def _write_flow_list(book: Any, sheet: Any, sop: Sop) -> None:
    for row, flow in enumerate(sop.flows, 1):
        put_value(sheet.cell(row, FLOW_LIST_COLUMN), flow.label)
    letter = get_column_letter(FLOW_LIST_COLUMN)
    sheet.column_dimensions[letter].hidden = True
    book.defined_names[FLOW_LIST] = DefinedName(
        FLOW_LIST, attr_text=f"{tabs.SOP.name}!${letter}$1:${letter}${len(sop.flows)}"
    )
