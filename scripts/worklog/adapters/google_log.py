"""A shared Google Sheet as a work log (`worklog.source.LogSource`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from secrets import randbelow
from typing import TypeVar

import pandas as pd

from worklog.adapters.google_cells import area
from worklog.adapters.google_client import Spreadsheet
from worklog.adapters.google_errors import (
    AmbiguousChange,
    GoogleError,
    GoogleUnavailable,
    Overtaken,
    RequestRefused,
)
from worklog.adapters.google_places import Place, find_place
from worklog.adapters.google_reader import show_dates
from worklog.adapters.google_tabs import FIELDS, TAB_IDS, columns_of, tab_ids, tab_of_people, unmarked_tabs
from worklog.adapters.google_writer import (
    STAMP_COLUMN,
    Block,
    Body,
    begun_anew,
    block_steps,
    notes_area,
    number_of,
    opening,
    packed,
    results_steps,
)
from worklog.adapters.page_sop import sop_page
from worklog.core import tabs
from worklog.core.blocks import not_there_yet, opened_sentence
from worklog.core.grids import SETUP, Grid
from worklog.core.publication import LogBusy, LogNotWritten, Publication
from worklog.core.sop import Sop

ATTEMPTS = 4
"""How often to look again and send what is missing, when it is not known whether a change was made."""
ANY_COUNT = 1_000_000_000
"""Counting begins anew somewhere below that number, so that no body of before fits."""
SOP_LINE = 3
"""The row of the tab SOP that tells its number and dates."""

Result = TypeVar("Result")


class GoogleLog:
    """The spreadsheet at `place`, written by the accounts `editors`.

    `stamp` is what the last publication left, as of the last `read`. `notes` tell how safely the key is kept.
    """

    def __init__(
        self, spreadsheet: Spreadsheet, place: str, office: str, editors: Sequence[str], notes: Sequence[str] = ()
    ) -> None:
        self.place, self.notes, self.stamp = place, notes, ""
        self._spreadsheet, self._office, self._editors = spreadsheet, office, editors
        self._ids: Mapping[str, int] = TAB_IDS
        self._grids: Mapping[str, Grid] = {}
        self._titles: Mapping[str, str] = {}
        self._sop_line, self._opened = "", 0
        self._of_people: Set[str] = frozenset()
        self._has_stamp = True

    def set_up(self, sop: Sop, national_days: pd.DataFrame, now: datetime) -> list[str]:
        from worklog.adapters.google_form import set_up_sheet

        def make() -> list[str]:
            return set_up_sheet(self._spreadsheet, sop, now.date(), national_days, self._office, self._editors)

        return _until_made(make)

    def read(self) -> dict[str, Grid]:
        try:
            return self._read()
        except RequestRefused:
            self._look_for_tabs()
            return self._read()

    def publish(self, publication: Publication, sop: Sop, now: datetime) -> list[str]:
        self._refuse_missing_tabs()
        opened: dict[tuple[object, ...], Block] = {}

        def send() -> None:
            # Looked at in the last moment: somebody may have opened a block or moved a column since the check began.
            blocks = self._not_there_yet(publication.blocks)
            for body in self._bodies(blocks, publication, sop):
                self._send(body, opened)

        try:
            self._look_when_refused(lambda: _until_made(send, self._begin_anew))
        except (GoogleUnavailable, Overtaken) as error:
            raise LogBusy(str(error)) from error
        except GoogleError as error:
            raise LogNotWritten(str(error)) from error
        return [
            *opened_sentence(list(opened.values())),
            "Hasil pemeriksaan ditulis di Google Sheet, tab Hasil dan Ringkasan.",
        ]

    def _look_when_refused(self, change: Callable[[], None]) -> None:
        """Make a change; when it is refused, look whether a tab is gone, which says more than the refusal."""
        try:
            change()
        except RequestRefused:
            self._look_for_tabs()
            self._refuse_missing_tabs()
            raise

    def _look_for_tabs(self) -> None:
        """A tab has another id than setup would have chosen, or is gone; tabs of people are none of the script's."""
        spreadsheet = self._spreadsheet.get(FIELDS)
        script_tabs = {tab.name for tab in tabs.SCRIPT_TABS}
        self._of_people = script_tabs & unmarked_tabs(spreadsheet).keys()
        self._ids = {name: sheet_id for name, sheet_id in tab_ids(spreadsheet).items() if name not in self._of_people}
        results = self._ids.get(tabs.RESULTS.name)
        self._has_stamp = results is not None and columns_of(spreadsheet, results) >= STAMP_COLUMN

    def _read(self) -> dict[str, Grid]:
        """One request for all that a check needs."""
        wanted = {tab.name: area(self._ids[tab.name]) for tab in tabs.STAFF_TABS if tab.name in self._ids}
        if self._has_stamp:
            wanted[tabs.RESULTS.name] = notes_area(self._ids[tabs.RESULTS.name])
        if tabs.SOP.name in self._ids:
            wanted[tabs.SOP.name] = area(self._ids[tabs.SOP.name], SOP_LINE, 1, SOP_LINE, 1)
        if not wanted:
            return {}
        read = dict(zip(wanted, self._spreadsheet.read(list(wanted.values())), strict=True))
        self._titles = {name: _title(part["range"]) for name, part in read.items()}
        values = {name: part.get("values", []) for name, part in read.items()}
        self.stamp, opened = _cells_below(values.pop(tabs.RESULTS.name, []), 2)
        self._opened = int(opened) if opened.isdecimal() else 0
        (self._sop_line,) = _cells_below(values.pop(tabs.SOP.name, []), 1)
        show_dates(values)
        self._grids = values
        return values

    def _not_there_yet(self, blocks: Sequence[Block]) -> list[Block]:
        """Look again which blocks the log still lacks."""
        if not blocks:
            return []
        grid = self._read()[tabs.LOG.name]
        place = self._place(tabs.LOG)
        columns = (place.columns["ID Konten"] - 1, place.columns["Putaran"] - 1)
        rows = [row for row in grid[place.bottom :] if len(row) > columns[0] and row[columns[0]] != ""]
        identifiers, rounds = ([row[at] if at < len(row) else "" for row in rows] for at in columns)
        return not_there_yet(blocks, identifiers, rounds)

    def _bodies(self, blocks: Sequence[Block], publication: Publication, sop: Sop) -> Iterator[Body]:
        results_id, results = self._ids[tabs.RESULTS.name], self._titles.get(tabs.RESULTS.name, tabs.RESULTS.name)
        changed_sop = sop if self._sop_line != _sop_line(sop, self._office.upper()) else None
        steps = list(results_steps(publication, self._ids, self._office.upper(), changed_sop))
        if blocks:
            log = self._place(tabs.LOG)
            steps = [*block_steps(blocks, log, self._place(tabs.PEOPLE), results, sop), *steps]
        opened = self._opened
        for body in packed(steps):
            if body.blocks:
                head = opening(body.blocks, log, opened, results_id, results)
                body = replace(body, requests=[*head, *body.requests])
                opened += number_of(body.blocks)
            yield body

    def _send(self, body: Body, opened: dict[tuple[object, ...], Block]) -> None:
        """Send a body, and note the rows that it appended or may have appended."""
        rows = {tuple(row[header] for header in ("ID Konten", "Putaran", "No")): row for row in body.blocks}
        try:
            self._spreadsheet.change(body.requests, repeatable=not body.blocks)
        except AmbiguousChange:
            opened.update(rows)
            raise
        opened.update(rows)

    def _begin_anew(self) -> None:
        """Put the marks anew that blocks are opened by: people pasted headers, or a tab was made again."""
        requests = begun_anew(self._place(tabs.LOG), randbelow(ANY_COUNT), self._ids[tabs.RESULTS.name])
        self._spreadsheet.change(requests, repeatable=True)

    def _place(self, tab: tabs.Tab) -> Place:
        place = find_place(self._ids[tab.name], self._titles[tab.name], tab, self._grids[tab.name])
        if place is None or not place.columns.keys() >= set(tab.read_headers):
            raise LogBusy(
                f"Judul kolom tab {tab.name} sedang diubah, jadi belum ditulis. "
                "Hasil ditulis pada pemeriksaan berikutnya."
            )
        return place

    def _refuse_missing_tabs(self) -> None:
        if self._of_people:
            raise LogNotWritten(" ".join(tab_of_people(name) for name in sorted(self._of_people)))
        missing = [tab.name for tab in tabs.SCRIPT_TABS if tab.name not in self._ids]
        if missing:
            raise LogNotWritten(f"Tab {', '.join(missing)} tidak ada di Google Sheet. Jalankan: {SETUP}")


def _until_made(change: Callable[[], Result], mend: Callable[[], None] = lambda: None) -> Result:
    """Make a change that first looks at what is there, again and again until it is known to be made.

    What is overtaken twice is not so by chance, and is mended.
    """
    was_overtaken = False
    for _ in range(ATTEMPTS - 1):
        try:
            return change()
        except AmbiguousChange:
            continue
        except Overtaken:
            if was_overtaken:
                mend()
            was_overtaken = True
    return change()


def _title(range_: str) -> str:
    """The name of the tab in a range as the service writes it: `'Buku Kerja'!A1:Z1000`."""
    title = range_.rpartition("!")[0]
    return title[1:-1].replace("''", "'") if title.startswith("'") else title


def _cells_below(values: Sequence[Sequence[object]], count: int) -> list[str]:
    """The cells of one column as text, "" where nothing stands."""
    cells = [str(row[0]) if row else "" for row in values]
    return [*cells, *[""] * count][:count]


def _sop_line(sop: Sop, office: str) -> str:
    return str(sop_page(sop, office).cells[SOP_LINE, 1][0])
