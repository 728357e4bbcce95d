"""The form of the Google Sheet that people fill, in the style of the SOP's worksheet: what of it is missing.

Nothing is deleted, and no cell that somebody typed changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from worklog.adapters.form.columns import last_in_view
from worklog.adapters.form.page_summary import STALE_ROW
from worklog.adapters.form.style import ACCENT, LINE
from worklog.adapters.google.blocks import named, noted
from worklog.adapters.google.cells import VALUE, Json, update
from worklog.adapters.google.charts import summary_charts
from worklog.adapters.google.form.headers import more_columns, new_header, new_place
from worklog.adapters.google.form.held import Held, noted_in
from worklog.adapters.google.form.script_tabs import refuse_tab_of_people, script_page, shows
from worklog.adapters.google.form.tables import Repair, protections, reference_days, repairs
from worklog.adapters.google.guard import Keeps, kept
from worklog.adapters.google.marks import BLOCKS, SETUPS, count_from, count_on, mark_table, marks_of, unmark, unmoved
from worklog.adapters.google.pages import whole_page
from worklog.adapters.google.places import Place, find_place, is_blank
from worklog.adapters.google.rules import alarm, is_protected, protection, validations
from worklog.adapters.google.tabs import (
    FORM_MARK,
    TAB_IDS,
    hidden,
    mark_form,
    mark_tab,
    mark_value,
    new_tab,
    tab_ids,
    take_tab,
    unmarked_tabs,
)
from worklog.adapters.google.writer import UNGUARDED, stamp_area
from worklog.core.errors import LogNotWritten
from worklog.core.log import tabs
from worklog.core.log.grids import Grid
from worklog.core.sop.book import InForce

ROWS = {tabs.REGISTER.name: 2000, tabs.LOG.name: 2000, tabs.PEOPLE.name: 200, tabs.CALENDAR.name: 400}
"""Rows that a new tab begins with; it grows."""
SCRIPT_TAB_SIZE = (100, 26)


def in_view(place: Place) -> tuple[int, int]:
    """The rows and columns of a new table that stay in view."""
    return place.bottom, place.columns[last_in_view(place.tab, place.columns)]


class Form:
    """One look at a spreadsheet that keeps so many marks: `requests` do what is to be done, `done` tells it.

    `as_seen` are requests that are refused when a table has moved since, or setup has written.
    """

    def __init__(
        self, form: Json, grids: Mapping[str, Grid], keeps: Keeps, sop: InForce, office: str, editors: Sequence[str]
    ) -> None:
        self.form, self.grids, self.keeps = form, grids, keeps
        self.sop, self.office, self.editors = sop, office, editors
        self.sheets = {sheet["properties"]["sheetId"]: sheet for sheet in form["sheets"]}
        self.ids = tab_ids(form)
        self.requests: list[Json] = []
        self.done: list[str] = []
        for tab in tabs.SCRIPT_TABS:
            refuse_tab_of_people(tab, grids.get(tab.name, ()))
        self.staff = [self._held(tab) for tab in tabs.staff_tabs(sop.roles)]
        setups = mark_value(form, SETUPS.key)
        self.as_seen = [count_from(SETUPS, 1)] if setups is None else count_on(SETUPS, int(setups))
        self.as_seen += [request for held in self.staff if not held.is_blank for request in unmoved(held.place)]
        self.as_seen = kept(self.as_seen, keeps)

    def secure(self) -> bool:
        """Secure what is there before any cell is written, and tell whether that has to be done.

        Marks show whether a column moves; protections keep hands off what the program writes. A blank tab gets its
        header, and is a table from the next look on.
        """
        for held in self.staff:
            if held.sheet:
                self._mark(held)
                if held.is_blank:
                    self._make_table(held)
                for repair in protections(held, self.editors):
                    self._make(repair, held)
        for tab in tabs.SCRIPT_TABS:
            if tab.name in self.ids:
                self._protect(tab)
        self.requests = kept(self.requests, self.keeps)
        return bool(self.requests)

    def complete(self, today: date, national_days: pd.DataFrame) -> None:
        """Make what is missing of the tabs and of their tables; needs their cells looked at closely."""
        for held in self.staff:
            if held.is_blank:
                self._make_table(held)
            else:
                self._add_missing_columns(held)
        for tab in tabs.SCRIPT_TABS:
            self._script_tab(tab)
        tables = {held.place.tab.name: held for held in self.staff}
        for held in self.staff:
            for repair in repairs(
                held, tables[tabs.PEOPLE.name].place, self._title(tabs.RESULTS), self.sop, self.editors
            ):
                self._make(repair, held)
        calendar, names = tables[tabs.CALENDAR.name], tables[tabs.PEOPLE.name].place.whole_column("Nama")
        rules = validations(tabs.CALENDAR.name, self.sop, names)
        for repair in reference_days(calendar, (today.year, today.year + 1), national_days, rules):
            self._make(repair, calendar)
        summary_id = self._id(tabs.SUMMARY)
        if not self.sheets.get(summary_id, {}).get("charts"):
            self.requests += summary_charts(summary_id)
            self._say(tabs.SUMMARY.name, "grafik dipasang")
        if not self.sheets.get(summary_id, {}).get("conditionalFormats"):
            self.requests.append(alarm(summary_id, STALE_ROW))
            if tabs.SUMMARY.name in self.ids:
                self._say(tabs.SUMMARY.name, "tanda data lama dipasang")
        self.requests += [mark_tab(name, sheet_id) for name, sheet_id in unmarked_tabs(self.form).items()]
        if mark_value(self.form, FORM_MARK) is None:
            self.requests.append(mark_form())
        self.requests = kept([*self.requests, *self._counting()], self.keeps)
        if self.requests and tabs.RESULTS.name in self.ids:  # formulas call it so, whoever renames it just then
            self.requests.insert(0, named(self._id(tabs.RESULTS), self._title(tabs.RESULTS)))

    def _counting(self) -> list[Json]:
        """Blocks are counted where that guards them; where not, it is noted for checks."""
        count, note, results_id = mark_value(self.form, BLOCKS.key), noted_in(self.grids), self._id(tabs.RESULTS)
        if self.keeps is not Keeps.GUARD:
            return [] if note == UNGUARDED else noted(UNGUARDED, results_id)
        counted = [] if count is not None else [count_from(BLOCKS, 0)]
        return counted + (noted(int(count or 0), results_id) if note == UNGUARDED else [])

    def _make(self, repair: Repair, held: Held) -> None:
        self.requests += repair.requests
        if held.sheet:
            self._say(held.place.title, repair.sentence)

    def _say(self, tab: str, what: str) -> None:
        self.done.append(f"Tab {tab}: {what}.")

    def _id(self, tab: tabs.Tab) -> int:
        return self.ids.get(tab.name, TAB_IDS[tab.name])

    def _title(self, tab: tabs.Tab) -> str:
        return str(self.sheets[self._id(tab)]["properties"]["title"]) if tab.name in self.ids else tab.name

    def _held(self, tab: tabs.Tab) -> Held:
        sheet_id, grid, title = self._id(tab), self.grids.get(tab.name, ()), self._title(tab)
        sheet = self.sheets.get(sheet_id, {})
        if is_blank(grid):
            return Held(new_place(tab, sheet_id, title), sheet=sheet, is_blank=True)
        place = find_place(sheet_id, title, tab, grid)
        if place is None:
            raise LogNotWritten(
                f"Tab {title} berisi sesuatu tetapi tidak memuat judul kolom {', '.join(tab.headers)}. "
                "Beri tab itu nama lain, lalu jalankan lagi; tab yang benar akan dibuat."
            )
        return Held(place, grid, sheet)

    def _mark(self, held: Held) -> None:
        wanted = {} if held.is_blank else marks_of(held.place)
        if held.marks != wanted:
            self.requests += [unmark(held.place.tab)] if held.marks else []
            self.requests += mark_table(held.place) if wanted else []

    def _make_table(self, held: Held) -> None:
        place = held.place
        tab, frozen = place.tab, in_view(place)
        size = (ROWS[tab.name], len(place.columns))
        if held.sheet:
            more = (size[0] - held.rows, size[1] - held.columns)
            self.requests += take_tab(place.sheet_id, more, place.bottom, frozen, ACCENT)
        else:
            self.requests += new_tab(tab.name, place.sheet_id, size, frozen, ACCENT)
        self.requests += new_header(place, self.office, self.sop.current)
        self._say(place.title, "dibuat")

    def _add_missing_columns(self, held: Held) -> None:
        place = held.place
        missing = [header for header in place.tab.headers if header not in place.columns]
        if missing:
            last = max(place.columns, key=lambda header: place.columns[header])
            held.add_columns(missing, after=place.columns[last])
            self.requests += more_columns(place, missing, self.sop.current)
            self._say(place.title, f"kolom {', '.join(missing)} ditambahkan di sebelah kanan kolom {last}")

    def _script_tab(self, tab: tabs.Tab) -> None:
        page, grid = script_page(tab, self.sop.current, self.office), self.grids.get(tab.name, ())
        if tab.name not in self.ids:
            self.requests += new_tab(tab.name, self._id(tab), SCRIPT_TAB_SIZE, (0, 0), LINE)
            self.requests.append(protection({"sheetId": self._id(tab)}, self.editors))
            if tabs.RESULTS.name in self.ids:  # what was published does not stand here any more
                self.requests.append(update(VALUE, stamp_area(self._id(tabs.RESULTS)), [[{}]]))
        if tab == tabs.RESULTS and not self.sheets.get(self._id(tab), {}).get("properties", {}).get("hidden"):
            self.requests.append(hidden(self._id(tab)))
            if tab.name in self.ids:
                self._say(tab.name, "disembunyikan; isinya tampil di kolom status dan di Ringkasan")
        if not is_blank(grid) and (tab != tabs.SOP or shows(grid, page)):
            return
        self.requests += whole_page(page, self._id(tab))
        self._say(tab.name, "ditulis menurut tabel SOP" if tab == tabs.SOP else "dibuat")

    def _protect(self, tab: tabs.Tab) -> None:
        if not is_protected(self.sheets[self._id(tab)]):
            self.requests.append(protection({"sheetId": self._id(tab)}, self.editors))
            self._say(tab.name, "dilindungi")
