"""What a Google Sheet shows of a check: the rows of Hasil, and beside each row of people its own one."""

from __future__ import annotations

from datetime import datetime

from emulator.book import Book
from emulator.grid import Sheet
from emulator.serials import serial
from left_alone import log_key
from office_roles import LOG
from staff_at_work import table
from worklog.adapters.google.tabs import TAB_IDS
from worklog.core.judging.check import Checked
from worklog.core.log import tabs
from worklog.core.publishing.results import result_rows

Shown = tuple[object, ...]
"""A row of Hasil as the service gives it: moments as serial numbers, blanks as ""."""


def written_results(book: Book) -> list[Shown]:
    """The rows of Hasil."""
    columns = len(tabs.RESULTS.columns)
    return [tuple([*row, *[""] * columns][:columns]) for row in _results(book).values()[1:]]


def expected_results(checked: Checked) -> list[Shown]:
    """The rows that Hasil must have after a check."""
    return [tuple(_cell(value) for value in row) for row in result_rows(checked)]


def strange_results(book: Book) -> list[str]:
    """The rows of Buku Kerja and of the register that show something else than their own row of Hasil, or nothing."""
    own = {str(row[0]): dict(zip(tabs.RESULTS.headers, row, strict=True)) for row in written_results(book)}
    strange = []
    for tab in (tabs.REGISTER, LOG):
        where = table(book, tab)
        for row in where.rows:
            key = "|".join(log_key(where, row)) if tab == LOG else where.text(row, "ID Konten")
            for header in ("Status", "Temuan"):
                shown = where.sheet.cell(row, where.columns[header]).value
                if shown not in (None, "", own.get(key, {}).get(header)):
                    strange.append(f"{tab.name} {row} ({key}) shows {shown}")
    return strange


def _results(book: Book) -> Sheet:
    sheet = book.find_id(TAB_IDS[tabs.RESULTS.name])
    assert sheet is not None
    return sheet


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return serial(value)
    return "" if value is None else value
