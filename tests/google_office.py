"""An office whose log is a Google Sheet, kept by the emulated service, and what people do to it there."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from commands import Office, Row, Told, header_of
from emulator import Emulator, Fault, Request
from emulator.batch import apply
from emulator.book import Book
from emulator.grid import Sheet
from emulator.patterns import is_moment
from emulator.serials import moment, serial
from memory_log import Contents
from office_roles import STAFF_TABS
from worklog.adapters.google.form import form as google_form
from worklog.adapters.google.service import client as google_client
from worklog.adapters.google.service.retry import Policy
from worklog.adapters.google.tabs import TAB_IDS
from worklog.core.log import tabs
from worklog.core.log.grids import Grid

UNCHANGED = "Tidak ada yang berubah sejak pemeriksaan terakhir; tab Hasil dan Ringkasan sudah sesuai.\n"
WRITTEN = "Hasil pemeriksaan ditulis di Google Sheet, tab Hasil dan Ringkasan.\n"
NOTHING_TO_DO = "Tidak ada yang perlu diperbaiki.\n"
EARLY, SOON_AFTER = "2026-11-23T08:35", "2026-11-23T08:40"
"""Two moments between which nothing falls due for `NEWS`."""

STAFF = "rina@example.org"
FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a sheet; a time without a day lies on it."""
FEW_ROWS = {tabs.REGISTER.name: 60, tabs.LOG.name: 60, tabs.PEOPLE.name: 20, tabs.CALENDAR.name: 100}
"""Rows of new tabs in most tests, because each row of Daftar Konten has formulas to be computed."""


@dataclass(frozen=True)
class GoogleOffice(Office):
    """A folder with a configuration and a key, and the spreadsheet that the configuration names."""

    google: Emulator
    book: Book

    @property
    def key(self) -> Path:
        return self.folder / "kunci-akun-layanan.json"

    def configure(self, **keys: object) -> None:
        source = {"type": "google", "spreadsheet_id": self.book.id, "credentials": self.key.name}
        self.config.write_text(json.dumps({"source": source, **keys}), encoding="utf-8")

    def set_up(self) -> Told:
        return self.run("setup_worklog")

    @contextmanager
    def watching(self) -> Iterator[list[Request]]:
        """The requests for the spreadsheet that were sent inside, once it is left."""
        sent: list[Request] = []
        before = len(self.google.requests)
        yield sent
        sent += [request for request in self.google.requests[before:] if not request.is_token]

    def sheet(self, tab: str) -> Sheet:
        """The tab, whatever people call it."""
        return self.book.find_id(TAB_IDS[tab]) or self.book.sheet(tab)

    def grid(self, tab: str) -> Grid:
        """What people see, dates as serial numbers."""
        return self.sheet(tab).values()

    def place(self, tab: str) -> tuple[int, dict[str, int]]:
        """The last row of a tab's header, and the column of each header text."""
        return header_of(self.grid(tab), tab)

    def cells(self, tab: str, header: str) -> list[Any]:
        bottom, columns = self.place(tab)
        sheet, column = self.sheet(tab), columns[header]
        last = max((row for row, cells in enumerate(self.grid(tab), 1) if any(cell != "" for cell in cells)), default=0)
        return [_shown(sheet, row, column) for row in range(bottom + 1, last + 1)]

    def contents(self) -> dict[str, Contents]:
        return {sheet.title: self._content(sheet) for sheet in self.book.sheets}

    def _content(self, sheet: Sheet) -> Contents:
        cells = [["" if cell is None or cell.value is None else cell.value for cell in row] for row in sheet.rows]
        formulas = [
            str(sheet.cell(row, column).formula)
            for row, held in enumerate(sheet.rows, 1)
            for column, cell in enumerate(held, 1)
            if cell is not None and cell.formula is not None
        ]
        return Contents(cells, formulas)

    def type_into(self, tab: str, row: int, cells: Row) -> int:
        bottom, columns = self.place(tab)
        for header, value in cells.items():
            self.type_at(tab, bottom + row, columns[header], value)
        return bottom + row

    def type_at(self, tab: str, row: int, column: int, value: object, email: str = STAFF) -> None:
        """Type as people do on the keyboard: dates the Indonesian way, an apostrophe before what is no formula."""
        person, title = self.book.as_person(email), self.sheet(tab).title
        if isinstance(value, datetime):
            person.type(title, row, column, f"{value:%d/%m/%Y %H:%M:%S}")
        elif isinstance(value, date):
            person.type(title, row, column, f"{value:%d/%m/%Y}")
        elif isinstance(value, str):
            style = self.sheet(tab).at(row - 1, column - 1).format or {}
            is_text = style.get("numberFormat", {}).get("type") == "TEXT"
            person.type(title, row, column, f"'{value}" if value.startswith("=") and not is_text else value)
        else:
            person.paste(title, row, column, [["" if value is None else value]])

    def fill(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Put rows below the last used ones of tabs, faster than people type."""
        for name, added in rows.items():
            sheet, (bottom, columns) = self.sheet(name), self.place(name)
            shown = {c.header for tab in STAFF_TABS if tab.name == name for c in tab.columns if c.filler == "formula"}
            typed = [at - 1 for header, at in columns.items() if header not in shown]
            grid = self.grid(name)
            used = (n for n, cells in enumerate(grid, 1) if any(cells[at] != "" for at in typed if at < len(cells)))
            first = max(bottom, *used)
            more = first + len(added) - sheet.row_count
            if more > 0:
                self.book.as_person(self.google.owner).insert_rows(sheet.title, sheet.row_count + 1, more)
            for row, cells in enumerate(added, first):
                for header, value in cells.items():
                    if header in columns:
                        cell = sheet.at(row, columns[header] - 1)
                        sheet.put(row, columns[header] - 1, cell._replace(value=_stored(value)))
        self.book.changed()

    def owner_does(self, *requests: dict[str, Any]) -> None:
        """What the owner changes by hand, as requests."""
        apply(self.book, self.google.owner, list(requests))

    def sort(self, tab: str, header: str) -> None:
        """Sort all rows below the header, the last ones first."""
        bottom, columns = self.place(tab)
        self.book.as_person(self.google.owner).sort(self.sheet(tab).title, bottom + 1, columns[header], descending=True)

    def insert_row(self, tab: str, row: int) -> None:
        """Put an empty row above the one with that number below the header."""
        self.book.as_person(self.google.owner).insert_rows(self.sheet(tab).title, self.place(tab)[0] + row)

    def move_column(self, tab: str, header: str, before: str) -> None:
        """Drag a column to the left of another one that stands somewhere before it."""
        _, columns = self.place(tab)
        owner = self.book.as_person(self.google.owner)
        owner.move_column(self.sheet(tab).title, columns[header], columns[before])

    def add_column(self, tab: str, header: str, values: Sequence[object]) -> None:
        """Put a column of the office's own at the right end, filled from the first row below the header."""
        title, (bottom, columns) = self.sheet(tab).title, self.place(tab)
        column = max(columns.values()) + 1
        self.book.as_person(self.google.owner).insert_column(title, column)
        for row, value in enumerate([header, *values], bottom):
            self.type_at(tab, row, column, value, self.google.owner)

    def delete_column(self, tab: str, header: str) -> None:
        _, columns = self.place(tab)
        at = columns[header]
        where = {"sheetId": self.sheet(tab).id, "dimension": "COLUMNS", "startIndex": at - 1, "endIndex": at}
        self.owner_does({"deleteDimension": {"range": where}})

    def delete_tab(self, tab: str) -> None:
        self.owner_does({"deleteSheet": {"sheetId": self.sheet(tab).id}})

    def stop_writing(self) -> str:
        """From now on the service takes no changes, as when too much was asked of it; what is said then."""
        self.google.faults.add(Fault.status(429), path=":batchUpdate", times=None)
        return "Jatah permintaan ke Google Sheets sedang habis."


def _shown(sheet: Sheet, row: int, column: int) -> Any:
    cell = sheet.cell(row, column)
    if cell.value is None:
        return ""
    return moment(cell.value) if is_moment(cell.value, cell.format) else cell.value


def _stored(value: object) -> Any:
    if isinstance(value, datetime):
        return serial(value)
    if isinstance(value, time):
        return serial(datetime.combine(FIRST_DAY, value))
    return serial(datetime.combine(value, time())) if isinstance(value, date) else value


def connect(google: Emulator, patch: pytest.MonkeyPatch) -> None:
    """Let the program find the emulated service, send nothing a second time, and make tabs of few rows."""
    patch.setattr(google_client, "API", google.url)
    patch.setattr(google_client, "Policy", lambda: Policy(seconds=0))
    for tab, rows in FEW_ROWS.items():
        patch.setitem(google_form.ROWS, tab, rows)


def open_office(folder: Path, google: Emulator) -> GoogleOffice:
    """A new spreadsheet shared with the service account, and a configuration that names it."""
    book = google.create("Buku Kerja Media Sosial")
    google.share(book, google.service_account)
    google.make_key(folder).chmod(0o600)
    office = GoogleOffice(folder, google, book)
    office.configure()
    return office
