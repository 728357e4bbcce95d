"""A shared Google Sheet as a work log (`worklog.source.LogSource`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import datetime
from secrets import randbelow
from typing import TypeVar

import pandas as pd

from worklog.adapters.google_blocks import begun_anew, block_steps, number_of, opening
from worklog.adapters.google_client import Spreadsheet
from worklog.adapters.google_errors import (
    AmbiguousChange,
    GoogleError,
    GoogleUnavailable,
    Overtaken,
    RequestRefused,
)
from worklog.adapters.google_reader import Seen, look_at
from worklog.adapters.google_tabs import FIELDS, TAB_IDS, columns_of, tab_ids, tab_of_people, unmarked_tabs
from worklog.adapters.google_writer import STAMP_COLUMN, Block, Body, packed, results_steps, sop_line
from worklog.core import tabs
from worklog.core.blocks import not_there_yet, opened_sentence
from worklog.core.grids import SETUP, Grid
from worklog.core.publication import LogBusy, LogNotWritten, Publication
from worklog.core.sop import Sop

ATTEMPTS = 4
"""How often to look again and send what is missing, when it is not known whether a change was made."""
ANY_COUNT = 1_000_000_000
"""Counting begins anew somewhere below that number, so that no body of before fits."""

Result = TypeVar("Result")


class GoogleLog:
    """The spreadsheet at `place`, written by the accounts `editors`.

    `stamp` is what the last publication left, as of the last `read`. `notes` tell how safely the key is kept.
    """

    def __init__(
        self, spreadsheet: Spreadsheet, place: str, office: str, editors: Sequence[str], notes: Sequence[str] = ()
    ) -> None:
        self.place, self.notes = place, notes
        self._spreadsheet, self._office, self._editors = spreadsheet, office, editors
        self._seen = Seen()
        self._ids: Mapping[str, int] = TAB_IDS
        self._of_people: Set[str] = frozenset()
        self._has_notes = True

    @property
    def stamp(self) -> str:
        return self._seen.stamp

    @property
    def requests(self) -> int:
        return self._spreadsheet.requests

    def set_up(self, sop: Sop, national_days: pd.DataFrame, now: datetime) -> list[str]:
        from worklog.adapters.google_form import set_up_sheet

        def make() -> list[str]:
            return set_up_sheet(self._spreadsheet, sop, now.date(), national_days, self._office, self._editors)

        # Any request is refused that names a tab which somebody renames just then.
        return _until_made(make, again=RequestRefused)

    def read(self) -> dict[str, Grid]:
        try:
            self._look()
        except RequestRefused:
            self._look_for_tabs()
            self._look()
        return self._seen.grids

    def publish(self, publication: Publication, sop: Sop, now: datetime) -> list[str]:
        self._refuse_missing_tabs()
        opened: dict[tuple[object, ...], Block] = {}

        results = self._results_steps(publication, sop)

        def send() -> None:
            # Looked at in the last moment: somebody may have opened a block or moved a column since the check began.
            blocks = self._not_there_yet(publication.blocks)
            for body in self._bodies(blocks, results, sop):
                self._send(body, opened)

        try:
            self._look_when_refused(lambda: _until_made(send, mend=self._begin_anew))
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
        self._has_notes = results is not None and columns_of(spreadsheet, results) >= STAMP_COLUMN

    def _look(self) -> None:
        self._seen = look_at(self._spreadsheet, self._ids, with_notes=self._has_notes)

    def _results_steps(self, publication: Publication, sop: Sop) -> list[Body]:
        office = self._office.upper()
        changed_sop = sop if self._seen.sop_line != sop_line(sop, office) else None
        return list(results_steps(publication, self._ids, office, changed_sop))

    def _not_there_yet(self, blocks: Sequence[Block]) -> list[Block]:
        """Seen again which blocks the log still lacks."""
        if not blocks:
            return []
        self._look()
        log = self._seen.place(tabs.LOG)
        keys = zip(self._seen.column(log, "ID Konten"), self._seen.column(log, "Putaran"), strict=True)
        there = [key for key in keys if key[0] != ""]
        return not_there_yet(blocks, [key[0] for key in there], [key[1] for key in there])

    def _bodies(self, blocks: Sequence[Block], results: Sequence[Body], sop: Sop) -> Iterator[Body]:
        """What is to be sent, blocks first; those go only to where they were looked for."""
        seen = self._seen
        if not blocks:
            yield from packed(results)
            return
        log, people = seen.place(tabs.LOG), seen.place(tabs.PEOPLE)
        results_id, name = self._ids[tabs.RESULTS.name], seen.titles.get(tabs.RESULTS.name, tabs.RESULTS.name)
        opened = seen.opened
        for body in packed([*block_steps(blocks, log, people, name, sop), *results]):
            if body.blocks:
                head = opening(body.blocks, log, opened, results_id, name)
                opened += number_of(body.blocks)
                body = Body([*head, *body.requests], body.blocks)
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
        requests = begun_anew(self._seen.place(tabs.LOG), randbelow(ANY_COUNT), self._ids[tabs.RESULTS.name])
        self._spreadsheet.change(requests, repeatable=True)

    def _refuse_missing_tabs(self) -> None:
        if self._of_people:
            raise LogNotWritten(" ".join(tab_of_people(name) for name in sorted(self._of_people)))
        missing = [tab.name for tab in tabs.SCRIPT_TABS if tab.name not in self._ids]
        if missing:
            raise LogNotWritten(f"Tab {', '.join(missing)} tidak ada di Google Sheet. Jalankan: {SETUP}")


def _until_made(
    change: Callable[[], Result], again: type[RequestRefused] = Overtaken, mend: Callable[[], None] = lambda: None
) -> Result:
    """Make a change that first looks at what is there, again and again until it is known to be made.

    `again` is the refusal after which it is looked again; after the second one, something is mended before.
    """
    was_refused = False
    for _ in range(ATTEMPTS - 1):
        try:
            return change()
        except AmbiguousChange:
            continue
        except again:
            if was_refused:
                mend()
            was_refused = True
    return change()
