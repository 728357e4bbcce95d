"""Make the Google Sheet that people fill, in the style of the SOP's worksheet, or repair what is missing in it.

Everything that is missing is made in one change, all or none. Nothing is deleted, and no cell that somebody typed
changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from worklog.adapters.google_cells import (
    FORMAT,
    NOTE,
    VALUE,
    Json,
    area,
    cell,
    cell_format,
    colour,
    column_look,
    repeat,
    update,
)
from worklog.adapters.google_charts import add_chart_data, summary_charts
from worklog.adapters.google_client import Spreadsheet
from worklog.adapters.google_held import FORM, Held, look_closely, read_values
from worklog.adapters.google_pages import part_of_page, whole_page
from worklog.adapters.google_places import Place, find_place, is_blank
from worklog.adapters.google_rules import is_protected, protection
from worklog.adapters.google_tables import Repair, reference_days, repairs
from worklog.adapters.google_tabs import (
    TAB_IDS,
    form_version,
    mark_form,
    mark_tab,
    tab_ids,
    tab_of_people,
    unmarked_tabs,
)
from worklog.adapters.log_columns import GOOGLE_NOTES, HOW_TO_FILL
from worklog.adapters.log_page import TITLE_ROWS, Page, add_header, add_title_block, header_rows
from worklog.adapters.log_style import ACCENT, LINE
from worklog.adapters.page_results import results_page
from worklog.adapters.page_sop import SOP_TITLE, sop_page
from worklog.adapters.page_summary import SUMMARY_TITLE, summary_page
from worklog.core import tabs
from worklog.core.grids import Grid
from worklog.core.publication import LogNotWritten
from worklog.core.sop import Sop

LOCALE, TIME_ZONE = "in_ID", "Asia/Jakarta"
ROWS = {tabs.REGISTER.name: 2000, tabs.LOG.name: 2000, tabs.PEOPLE.name: 200, tabs.CALENDAR.name: 400}
"""Rows that a new tab begins with; it grows."""
SCRIPT_TAB_SIZE = (100, 26)
NEXT_NUMBER = "Nomor berikutnya tertulis di tab Ringkasan."


def set_up_sheet(
    spreadsheet: Spreadsheet, sop: Sop, today: date, national_days: pd.DataFrame, title: str, editors: Sequence[str]
) -> list[str]:
    """Make or repair the form; the Indonesian sentences of what was done, none when nothing was missing.

    `national_days`: day, name. `title` is the office's name. `editors` are the accounts that write for the program.
    Raises `GoogleError` and `LogNotWritten`.
    """
    form = spreadsheet.get(FORM)
    done = _set_locale(spreadsheet, form["properties"])
    setup = _Setup(form, read_values(spreadsheet, tab_ids(form)), sop, title.upper(), editors)
    staff = setup.make_tabs()
    look_closely(spreadsheet, staff)
    setup.complete(staff, today, national_days)
    if setup.requests:
        spreadsheet.change(setup.requests, repeatable=False)
    return [*done, *setup.done]


def _set_locale(spreadsheet: Spreadsheet, properties: Mapping[str, str]) -> list[str]:
    """Numbers, dates and formulas are written the Indonesian way; this must be so before any formula is written."""
    if (properties.get("locale"), properties.get("timeZone")) == (LOCALE, TIME_ZONE):
        return []
    wanted = {"properties": {"locale": LOCALE, "timeZone": TIME_ZONE}, "fields": "locale,timeZone"}
    spreadsheet.change([{"updateSpreadsheetProperties": wanted}], repeatable=True)
    return ["Bahasa dan zona waktu Google Sheet diatur ke Indonesia (WIB)."]


class _Setup:
    """One run over a spreadsheet: `requests` make what is missing, `done` tells it."""

    def __init__(self, form: Json, grids: Mapping[str, Grid], sop: Sop, office: str, editors: Sequence[str]) -> None:
        self.form, self.grids, self.sop, self.office, self.editors = form, grids, sop, office, editors
        self.sheets = {sheet["properties"]["sheetId"]: sheet for sheet in form["sheets"]}
        self.ids = tab_ids(form)
        self.requests: list[Json] = []
        self.done: list[str] = []

    def make_tabs(self) -> list[Held]:
        """Make the tabs and columns that are missing; the staff tabs as they will be."""
        for tab in tabs.SCRIPT_TABS:
            _refuse_tab_of_people(tab, self.grids.get(tab.name, ()))
        staff = [self._staff_tab(tab) for tab in tabs.STAFF_TABS]
        for tab in tabs.SCRIPT_TABS:
            self._script_tab(tab)
        return staff

    def complete(self, staff: Sequence[Held], today: date, national_days: pd.DataFrame) -> None:
        """Complete the tables of the staff tabs; needs their cells looked at closely."""
        held = {one.place.tab.name: one for one in staff}
        for one in staff:
            for repair in repairs(one, held[tabs.PEOPLE.name].place, self._title(tabs.RESULTS), self.sop, self.editors):
                self._make(repair, one)
        for repair in reference_days(held[tabs.CALENDAR.name], (today.year, today.year + 1), national_days):
            self._make(repair, held[tabs.CALENDAR.name])
        summary_id = self._id(tabs.SUMMARY)
        if not self.sheets.get(summary_id, {}).get("charts"):
            self.requests += summary_charts(summary_id)
            self._say(tabs.SUMMARY.name, "grafik dipasang")
        self.requests += [mark_tab(name, sheet_id) for name, sheet_id in unmarked_tabs(self.form).items()]
        if form_version(self.form) is None:
            self.requests.append(mark_form())

    def _make(self, repair: Repair, held: Held) -> None:
        self.requests += repair.requests
        if not held.is_new:
            self._say(held.place.title, repair.sentence)

    def _say(self, tab: str, what: str) -> None:
        self.done.append(f"Tab {tab}: {what}.")

    def _id(self, tab: tabs.Tab) -> int:
        return self.ids.get(tab.name, TAB_IDS[tab.name])

    def _title(self, tab: tabs.Tab) -> str:
        return str(self.sheets[self._id(tab)]["properties"]["title"]) if tab.name in self.ids else tab.name

    def _staff_tab(self, tab: tabs.Tab) -> Held:
        sheet_id, grid = self._id(tab), self.grids.get(tab.name, ())
        title = self._title(tab)
        if is_blank(grid):
            return Held(self._make_staff_tab(tab, sheet_id, title), is_new=True)
        place = find_place(sheet_id, title, tab, grid)
        if place is None:
            raise LogNotWritten(
                f"Tab {title} berisi sesuatu tetapi tidak memuat judul kolom {', '.join(tab.headers)}. "
                "Beri tab itu nama lain, lalu jalankan lagi; tab yang benar akan dibuat."
            )
        self._add_missing_columns(place, grid)
        return Held(place, grid, self.sheets[sheet_id])

    def _make_staff_tab(self, tab: tabs.Tab, sheet_id: int, title: str) -> Place:
        top = TITLE_ROWS + 1
        bottom = top + header_rows(tab) - 1
        columns = {column.header: at for at, column in enumerate(tab.columns, 1)}
        place = Place(sheet_id, title, tab, top, bottom, columns)
        page = Page()
        add_title_block(page, self.office, tab.name, self.sop.number, HOW_TO_FILL[tab.name])
        add_header(page, tab, columns, top, bottom, GOOGLE_NOTES)
        page.heights.update({top: 18, bottom: 32})
        if tab is tabs.REGISTER:
            page.notes[bottom, columns["ID Konten"]] += f"\n{NEXT_NUMBER}"
        frozen = (bottom, columns["Judul Konten" if tab is tabs.LOG else tab.headers[0]])
        self._add_tab(tab, (ROWS[tab.name], len(columns)), frozen, ACCENT)
        self.requests += part_of_page(page, sheet_id, 1, bottom)
        self.requests += _column_looks(place, columns)
        self._say(title, "dibuat")
        return place

    def _add_tab(self, tab: tabs.Tab, size: tuple[int, int], frozen: tuple[int, int], tab_colour: str) -> None:
        """Add a sheet; one that is there already, and blank, gets the same look and is made large enough."""
        sheet_id = self._id(tab)
        there = self.sheets.get(sheet_id, {}).get("properties", {}).get("gridProperties", {})
        grid = {
            "rowCount": max(size[0], there.get("rowCount", 0)),
            "columnCount": max(size[1], there.get("columnCount", 0)),
            "frozenRowCount": frozen[0],
            "frozenColumnCount": frozen[1],
            "hideGridlines": True,
        }
        look = {"sheetId": sheet_id, "tabColorStyle": colour(tab_colour), "gridProperties": grid}
        if there:
            fields = ",".join(("tabColorStyle", *(f"gridProperties.{name}" for name in grid)))
            self.requests.append({"updateSheetProperties": {"properties": look, "fields": fields}})
        else:
            made = {**look, "title": tab.name, "index": tabs.TAB_ORDER.index(tab.name)}
            self.requests += [{"addSheet": {"properties": made}}, mark_tab(tab.name, sheet_id)]

    def _add_missing_columns(self, place: Place, grid: Grid) -> None:
        missing = [header for header in place.tab.headers if header not in place.columns]
        if not missing:
            return
        end = max(*(len(row) for row in grid), *place.columns.values())
        added = {header: end + number for number, header in enumerate(missing, 1)}
        more = end + len(missing) - self.sheets[place.sheet_id]["properties"]["gridProperties"]["columnCount"]
        if more > 0:
            self.requests.append(
                {"appendDimension": {"sheetId": place.sheet_id, "dimension": "COLUMNS", "length": more}}
            )
        page = Page()
        add_header(page, place.tab, added, place.top, place.bottom, GOOGLE_NOTES)
        for row in range(place.top, place.bottom + 1):
            cells = [{**cell(*page.cells[row, at]), NOTE: page.notes.get((row, at), "")} for at in added.values()]
            where = area(place.sheet_id, row, end + 1, row, end + len(missing))
            self.requests.append(update(f"{VALUE},{FORMAT},{NOTE}", where, [cells]))
        self.requests += _column_looks(place, added)
        place.columns.update(added)
        self._say(place.title, f"kolom {', '.join(missing)} ditambahkan di ujung kanan")

    def _script_tab(self, tab: tabs.Tab) -> None:
        page, grid = self._script_page(tab), self.grids.get(tab.name, ())
        if tab.name not in self.ids:
            self._add_tab(tab, SCRIPT_TAB_SIZE, (0, 0), LINE)
        if not is_protected(self.sheets.get(self._id(tab), {})):
            self.requests.append(protection({"sheetId": self._id(tab)}, self.editors))
            if tab.name in self.ids:
                self._say(tab.name, "dilindungi")
        if not is_blank(grid) and (tab is not tabs.SOP or _contents(grid) == _texts(page)):
            return
        self.requests += whole_page(page, self._id(tab))
        self._say(tab.name, "ditulis menurut tabel SOP" if tab is tabs.SOP else "dibuat")

    def _script_page(self, tab: tabs.Tab) -> Page:
        if tab is tabs.SOP:
            return sop_page(self.sop, self.office)
        if tab is tabs.RESULTS:
            return results_page([])
        page = summary_page(None, self.office, self.sop.number)
        add_chart_data(page, None)
        return page


def _column_looks(place: Place, columns: Mapping[str, int]) -> list[Json]:
    """The look of columns below the header; blocks of Buku Kerja bring their frames along."""
    requests = []
    for header, at in columns.items():
        look = column_look(place.tab.name, header)
        if place.tab is tabs.LOG:
            look = replace(look, fill=None, bordered=False)
        where = area(place.sheet_id, place.first, at, right=at)
        requests.append(repeat(FORMAT, where, {FORMAT: cell_format(look)}))
    return requests


def _refuse_tab_of_people(tab: tabs.Tab, grid: Grid) -> None:
    """Raise `LogNotWritten` when a tab that has the name of a script-owned one was not written by the script."""
    if is_blank(grid):
        return
    rows = [list(row) or [""] for row in grid[:3]]
    if tab is tabs.RESULTS:
        is_ours = tuple(rows[0][:2]) == tab.headers[:2]
    else:
        title = SOP_TITLE if tab is tabs.SOP else SUMMARY_TITLE
        is_ours = len(rows) == 3 and rows[1][0] == title and str(rows[2][0]).startswith("SOP Nomor ")
    if not is_ours:
        raise LogNotWritten(tab_of_people(tab.name))


def _contents(grid: Grid) -> dict[tuple[int, int], str]:
    return {
        (row, column): str(value)
        for row, values in enumerate(grid, 1)
        for column, value in enumerate(values, 1)
        if value not in (None, "")
    }


def _texts(page: Page) -> dict[tuple[int, int], str]:
    return {at: str(value) for at, (value, _) in page.cells.items() if value not in (None, "")}
