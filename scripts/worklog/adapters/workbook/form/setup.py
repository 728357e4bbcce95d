"""Make the workbook that people fill, in the style of the SOP's worksheet, or repair what is missing in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from worklog.adapters.files.owner_files import refuse_if_open
from worklog.adapters.files.private_files import is_there, make_folder
from worklog.adapters.form.columns import EXCEL_NOTES, FOLDED, column_form
from worklog.adapters.form.header_notes import example_row, header_notes, how_to_fill
from worklog.adapters.form.page import (
    HEADER_HEIGHT,
    TITLE_ROWS,
    Page,
    add_header,
    add_title_block,
    fit_header,
    header_rows,
)
from worklog.adapters.form.style import ACCENT
from worklog.adapters.workbook.colours import (
    add_missing_colours,
    add_missing_headings,
    add_missing_highlights,
    renew_highlights,
)
from worklog.adapters.workbook.dimensions import column_of
from worklog.adapters.workbook.form.reference_days import add_reference_days
from worklog.adapters.workbook.looks import Looks
from worklog.adapters.workbook.notes import note, show_next_number
from worklog.adapters.workbook.pages import add_filter, fold, freeze, print_two_pages_wide, set_up_print, write_page
from worklog.adapters.workbook.places import Place, find_place, find_sheet
from worklog.adapters.workbook.protection import protect, unlock_typed_cells
from worklog.adapters.workbook.rows import complete_formulas, fit_print_area, show_example, style_rows
from worklog.adapters.workbook.rules import PEOPLE_LIST, add_missing_validations, let_go_choices, renew_choices
from worklog.adapters.workbook.saving.opening import Opened, lost_on_saving, open_workbook, read_whole
from worklog.adapters.workbook.saving.saving import save_workbook
from worklog.adapters.workbook.saving.unchanged_cells import refuse_changed_cells
from worklog.adapters.workbook.script_tabs import (
    refuse_tab_of_people,
    sop_differs,
    write_results,
    write_sop,
    write_summary,
)
from worklog.core.errors import LogBusy, LogNotWritten
from worklog.core.log import tabs
from worklog.core.sop.book import InForce

BLANK_ROWS = 25
MOST_PEOPLE = 500


def setup_workbook(
    path: Path,
    sop: InForce,
    today: date,
    national_days: pd.DataFrame,
    title: str,
    keep: Callable[[], None] = lambda: None,
) -> list[str]:
    """Make or repair the workbook; the Indonesian sentences of what was done, none when nothing was missing.

    `national_days`: day, name (see `national_days.national_days`). `title` is the office's name. No cell that somebody
    typed changes, nothing moves, and a workbook that lacks nothing is not written. `keep` is called right before a
    workbook is replaced. Raises `LogBusy` when it is open elsewhere, `LogNotWritten` when it cannot be
    written or would lose something.
    """
    is_new = not is_there(path, LogNotWritten)
    opened = Opened.blank() if is_new else open_workbook(path, read_whole(path))
    done = _Setup(opened, sop, title.upper()).run(today, national_days)
    if not is_new:
        _refuse_loss(path, opened)
    if not done:
        return []
    if is_new:
        del opened.book["Sheet"]
        opened.book.properties.creator = title
        make_folder(path.parent, LogNotWritten)
        done = [f"Buku kerja {path.name} dibuat dengan tab {', '.join(tabs.TAB_ORDER)}."]
    else:
        refuse_if_open(path)

    def look_and_keep(written: Path) -> None:
        refuse_changed_cells(opened.data, written, {})
        if not is_new:
            keep()

    if not save_workbook(path, opened, look_and_keep):
        raise LogBusy(f"{path.name} sedang diubah orang lain. Jalankan lagi setelah mereka selesai.")
    return done


def _refuse_loss(path: Path, opened: Opened) -> None:
    lost = lost_on_saving(path, opened.data)
    if lost:
        raise LogNotWritten(
            f"{path.name} tidak dapat diisi, karena memuat {', '.join(lost)} yang akan hilang bila ditulis ulang. "
            "Pindahkan bagian itu ke berkas lain, lalu jalankan lagi."
        )


class _Setup:
    """One run over an open workbook; `done` collects what was made or repaired."""

    def __init__(self, opened: Opened, sop: InForce, office: str) -> None:
        self.opened, self.book, self.sop, self.office = opened, opened.book, sop, office
        self.current = sop.current
        self.looks = Looks(opened.book)
        self.done: list[str] = []

    def run(self, today: date, national_days: pd.DataFrame) -> list[str]:
        places = [self._staff_tab(tab) for tab in tabs.staff_tabs(self.sop.roles)]
        self._script_tabs()
        self._people_list(places[tabs.STAFF_TABS.index(tabs.PEOPLE)])
        for place in places:
            self._complete(place, today)
        years = add_reference_days(places[tabs.STAFF_TABS.index(tabs.CALENDAR)], self.looks, today, national_days)
        if years:
            listed = ", ".join(str(year) for year in years)
            self._say(tabs.CALENDAR, f"libur nasional dan cuti bersama {listed} ditambahkan")
        return self.done

    def _say(self, tab: tabs.Tab, what: str) -> None:
        self.done.append(f"Tab {tab.name}: {what}.")

    def _staff_tab(self, tab: tabs.Tab) -> Place:
        sheet = find_sheet(self.book, tab)
        if sheet is None or not any(cell.value not in (None, "") for cell in sheet._cells.values()):
            return self._make_tab(tab, sheet)
        place = find_place(sheet, tab)
        if place is None:
            raise LogNotWritten(
                f"Tab {sheet.title} berisi sesuatu tetapi tidak memuat judul kolom {', '.join(tab.headers)}. "
                "Beri tab itu nama lain, lalu jalankan lagi; tab yang benar akan dibuat."
            )
        self._add_missing_columns(place)
        return place

    def _make_tab(self, tab: tabs.Tab, sheet: Any | None) -> Place:
        if sheet is None:
            index = tabs.TAB_ORDER.index(tab.name)
            sheet = self.book.create_sheet(tab.name, min(index, len(self.book.sheetnames)))
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(area.coord)
        columns = {column.header: at for at, column in enumerate(tab.columns, 1)}
        top = TITLE_ROWS + 1
        bottom = top + header_rows(tab) - 1
        page = Page()
        add_title_block(page, self.office, tab.name, self.current.number, how_to_fill(tab.name, self.current))
        add_header(page, tab, columns, top, bottom, header_notes(tab, self.current, EXCEL_NOTES))
        page.heights[top] = 18
        fit_header(page, tab, columns, bottom, HEADER_HEIGHT)
        write_page(sheet, self.looks, page)
        place = Place(sheet, tab, top, bottom, columns)
        sheet.sheet_properties.tabColor = ACCENT
        if tab == tabs.PEOPLE:
            style_rows(place, self.looks, place.first, place.first + BLANK_ROWS - 1)
            show_example(place, self.looks, example_row(tab.name, self.current) or {})
        for header, column in columns.items():
            self.looks.paint(
                column_of(sheet, column), replace(column_form(tab.name, header).look, fill=None, bordered=False)
            )
        if tab.name in FOLDED:
            fold(sheet, [columns[header] for header in FOLDED[tab.name]])
        self._say(tab, "dibuat")
        return place

    def _add_missing_columns(self, place: Place) -> None:
        missing = [header for header in place.tab.headers if header not in place.columns]
        if not missing:
            return
        added = {header: place.last_header_column() + number for number, header in enumerate(missing, 1)}
        page = Page()
        notes = header_notes(place.tab, self.current, EXCEL_NOTES)
        add_header(page, place.tab, added, place.top, place.bottom, notes)
        height = place.sheet.row_dimensions[place.bottom].height or HEADER_HEIGHT
        fit_header(page, place.tab, added, place.bottom, height)
        write_page(place.sheet, self.looks, page)
        place.columns.update(added)
        new = Place(place.sheet, place.tab, place.top, place.bottom, added)
        style_rows(new, self.looks, place.first, place.last_used(ignored=place.formula_headers()))
        self._say(place.tab, f"kolom {', '.join(missing)} ditambahkan di ujung kanan")

    def _script_tabs(self) -> None:
        for tab in tabs.SCRIPT_TABS:
            refuse_tab_of_people(self.book, tab)
        if sop_differs(self.opened, self.current, self.office):
            write_sop(self.opened, self.looks, self.current, self.office)
            self._say(tabs.SOP, "ditulis menurut tabel SOP")
        if find_sheet(self.book, tabs.RESULTS) is None:
            write_results(self.opened, self.looks, [], self.office, self.current.number)
            self._say(tabs.RESULTS, "dibuat")
        if find_sheet(self.book, tabs.SUMMARY) is None:
            write_summary(self.opened, self.looks, None, self.office, self.current)
            self._say(tabs.SUMMARY, "dibuat")

    def _people_list(self, place: Place) -> None:
        if PEOPLE_LIST in self.book.defined_names:
            return
        letter, name = get_column_letter(place.columns["Nama"]), quote_sheetname(place.sheet.title)
        whole = f"{name}!${letter}${place.first}:${letter}${place.first + MOST_PEOPLE}"
        first = f'1+(LEFT(INDEX({whole},1),{len(tabs.EXAMPLE_PERSON)})="{tabs.EXAMPLE_PERSON}")'  # never the example
        filled = f"INDEX({whole},{first}):INDEX({whole},MAX({first},COUNTA({whole})))"
        self.book.defined_names[PEOPLE_LIST] = DefinedName(PEOPLE_LIST, attr_text=filled)
        self._say(tabs.PEOPLE, "daftar nama untuk pilihan dipasang")

    def _renew_notes(self, place: Place) -> list[str]:
        """Let the notes that setup put for another version of the SOP tell of this one; the headers of these."""
        wanted = header_notes(place.tab, self.current, EXCEL_NOTES)
        former = [header_notes(place.tab, version, EXCEL_NOTES) for version in self.sop.versions]
        renewed = []
        for header in wanted.keys() & place.columns.keys():
            cell = place.header_cell(header)
            held = cell.comment.text if cell.comment is not None else ""
            if held != wanted[header] and held in [notes.get(header) for notes in former]:
                cell.comment = note(wanted[header])
                renewed.append(header)
        return sorted(renewed, key=place.tab.headers.index)

    def _complete(self, place: Place, today: date) -> None:
        sheet, tab = place.sheet, place.tab
        if tab in (tabs.LOG, tabs.REGISTER) and (count := complete_formulas(place, self.looks)):
            self._say(tab, f"rumus status dipasang pada {count} baris")
        if tab == tabs.REGISTER and place.header_cell("ID Konten").comment is None:
            show_next_number(self.opened, place, today.year)
            self._say(tab, "catatan nomor agenda dipasang")
        if added := add_missing_validations(place, self.sop):
            self._say(tab, f"pilihan dan pemeriksaan isian dipasang pada kolom {', '.join(added)}")
        if renewed := renew_choices(place, self.sop):
            self._say(tab, f"pilihan pada kolom {', '.join(renewed)} disesuaikan dengan SOP")
        if gone := let_go_choices(place, self.sop):
            self._say(
                tab, f"pilihan pada kolom {', '.join(gone)} dilepas, sebab daftarnya tidak muat di Excel; ketik saja"
            )
        if renewed := self._renew_notes(place):
            self._say(tab, f"petunjuk pada kolom {', '.join(renewed)} disesuaikan dengan SOP")
        if add_missing_colours(place):
            self._say(tab, "warna status dipasang")
        if add_missing_highlights(place, self.sop):
            self._say(tab, "sel yang harus diisi sekarang dibuat terang")
        elif renew_highlights(place, self.sop):
            self._say(tab, "giliran peran disesuaikan dengan SOP")
        if add_missing_headings(place):
            self._say(tab, "judul setiap konten ditonjolkan")
        if not sheet.auto_filter.ref:
            add_filter(sheet, place.bottom, place.columns)
            self._say(tab, "tombol saring dipasang")
        if sheet.freeze_panes is None:
            freeze(sheet, place.first, tab, place.columns)
            self._say(tab, "judul kolom dibekukan")
        if not sheet.print_title_rows:
            set_up_print(sheet, self.office, self.current.number, (place.top, place.bottom))
            if tab == tabs.REGISTER:
                fit_print_area(place)
            if tab == tabs.LOG:
                print_two_pages_wide(sheet, place.columns)
            self._say(tab, "pengaturan cetak dipasang")
        if not sheet.protection.sheet:
            unlock_typed_cells(place)
            protect(sheet)
            self._say(tab, "kolom rumus dilindungi (tanpa kata sandi)")
