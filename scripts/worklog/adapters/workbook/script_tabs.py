"""The tabs of a workbook that only the script writes, each replaced whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from worklog.adapters.form.page import Formula, Page
from worklog.adapters.form.page_results import results_page
from worklog.adapters.form.page_sop import SOP_TITLE, flow_list_column, sop_page
from worklog.adapters.form.page_summary import SUMMARY_TITLE, summary_page
from worklog.adapters.form.style import LINE
from worklog.adapters.workbook.looks import Looks
from worklog.adapters.workbook.pages import write_whole_page
from worklog.adapters.workbook.places import find_sheet
from worklog.adapters.workbook.rules import FLOW_LIST
from worklog.adapters.workbook.saving.opening import Opened
from worklog.adapters.workbook.saving.stored_values import calculated
from worklog.adapters.workbook.saving.unchanged_cells import CellsWouldChange
from worklog.core.log import tabs
from worklog.core.publishing.summary import Summary
from worklog.core.sop.model import Sop

TITLES = {tabs.SOP.name: SOP_TITLE, tabs.SUMMARY.name: SUMMARY_TITLE}
SCRIPT_TAB_COLOUR = LINE


def refuse_tab_of_people(book: Any, tab: tabs.Tab) -> None:
    """Raise `CellsWouldChange` when a tab that has the name of a script-owned one was not written by the script."""
    sheet = find_sheet(book, tab)
    if sheet is None or not any(cell._value not in (None, "") for cell in sheet._cells.values()):
        return
    if tab == tabs.RESULTS:
        is_ours = (sheet["A1"].value, sheet["B1"].value) == tab.headers[:2]
    else:
        is_ours = str(sheet["A2"].value).startswith(TITLES[tab.name]) and str(sheet["A3"].value).startswith(
            "SOP Nomor "
        )
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
    index, state = len(book.sheetnames), "visible"
    if old is not None:
        index, state = book.index(old), old.sheet_state
        opened.stored.pop(old.title, None)
        book.remove(old)
    sheet = book.create_sheet(tab.name, index)
    sheet.sheet_state = state
    sheet.sheet_properties.tabColor = SCRIPT_TAB_COLOUR
    return sheet


def write_results(
    opened: Opened,
    looks: Looks,
    results: Sequence[tuple[object, ...]],
    office: str,
    sop_number: str,
    stamp: str = "",
) -> None:
    """Write Hasil whole, out of people's sight; with a stamp where a later check may rely on what stands there."""
    sheet = replace_tab(opened, tabs.RESULTS)
    write_whole_page(sheet, looks, results_page(results, stamp), office, sop_number)
    sheet.sheet_state = "hidden"


def write_summary(opened: Opened, looks: Looks, summary: Summary | None, office: str, sop: Sop) -> None:
    """Write Ringkasan whole; without a summary yet, the page says how to get one."""
    page = summary_page(summary, office, sop)
    sheet = replace_tab(opened, tabs.SUMMARY)
    write_whole_page(sheet, looks, page, office, sop.number)
    opened.calculated[sheet.title] = {
        sheet.cell(row, column).coordinate: calculated(value.shown, opened.book.epoch)
        for (row, column), (value, _) in page.cells.items()
        if isinstance(value, Formula)
    }


def write_sop(opened: Opened, looks: Looks, sop: Sop, office: str) -> None:
    """Write the SOP tab whole, and name the choices of the column Alur in it."""
    write_whole_page(replace_tab(opened, tabs.SOP), looks, sop_page(sop, office), office, sop.number)
    letter = get_column_letter(flow_list_column(sop))
    opened.book.defined_names[FLOW_LIST] = DefinedName(
        FLOW_LIST, attr_text=f"{tabs.SOP.name}!${letter}$1:${letter}${len(sop.flows)}"
    )


def office_of(book: Any, sop: Sop) -> str:
    """The office's name as setup wrote it at the head of the SOP tab, else the SOP's own."""
    sheet = find_sheet(book, tabs.SOP)
    return str((sheet.cell(1, 1).value if sheet is not None else None) or sop.office.upper())


def sop_differs(opened: Opened, sop: Sop, office: str) -> bool:
    """Whether the SOP tab is missing, or tells something else than the SOP."""
    sheet = find_sheet(opened.book, tabs.SOP)
    if sheet is None or FLOW_LIST not in opened.book.defined_names:
        return True
    held = {at: str(cell.value) for at, cell in sheet._cells.items() if cell.value not in (None, "")}
    return held != _contents(sop_page(sop, office))


def _contents(page: Page) -> dict[tuple[int, int], str]:
    return {at: str(value) for at, (value, _) in page.cells.items() if value not in (None, "")}
