"""A shared Google Sheet as a work log (`worklog.source.LogSource`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime

import pandas as pd

from worklog.adapters.form.page_results import STAMP_COLUMN
from worklog.adapters.google.guard import UNGUARDED_NOTE
from worklog.adapters.google.opening import Opening
from worklog.adapters.google.reader import Seen, look_at
from worklog.adapters.google.sending import until_made
from worklog.adapters.google.service.client import Spreadsheet
from worklog.adapters.google.service.errors import GoogleError, GoogleUnavailable, Overtaken, RequestRefused
from worklog.adapters.google.tabs import FIELDS, TAB_IDS, columns_of, tab_ids, tab_of_people, unmarked_tabs
from worklog.adapters.google.writer import Body, packed, results_steps, sop_line
from worklog.core.errors import LogBusy, LogNotWritten
from worklog.core.log import tabs
from worklog.core.log.grids import SETUP, Grid
from worklog.core.log.merged import merged_sentences
from worklog.core.publishing.blocks import opened_sentence
from worklog.core.publishing.publication import Publication
from worklog.core.sop.book import InForce
from worklog.core.sop.model import Sop

HOW_TO_PART = "Format > Gabungkan sel > Batalkan penggabungan"


class GoogleLog:
    """The spreadsheet at `address`, written by the accounts `editors`.

    `stamp` is what the last publication left, as of the last `read`. `notes` tell how safely the key is kept.
    """

    def __init__(
        self, spreadsheet: Spreadsheet, address: str, office: str, editors: Sequence[str], notes: Sequence[str] = ()
    ) -> None:
        self.name = "Google Sheet"
        self.address = address
        self._notes = notes
        self._spreadsheet, self._office, self._editors = spreadsheet, office, editors
        self._seen = Seen()
        self._merged: list[str] = []
        self._ids: Mapping[str, int] = TAB_IDS
        self._of_people: Set[str] = frozenset()
        self._has_notes = True

    @property
    def stamp(self) -> str:
        """Nothing where a tab of the program is gone: what was published does not stand there any more."""
        return self._seen.stamp if all(tab.name in self._seen.ids for tab in tabs.SCRIPT_TABS) else ""

    @property
    def notes(self) -> Sequence[str]:
        return self._notes if self._seen.is_guarded else [*self._notes, UNGUARDED_NOTE]

    @property
    def to_mend(self) -> Sequence[str]:
        return self._merged

    @property
    def requests(self) -> int:
        return self._spreadsheet.requests

    def set_up(self, sop: InForce, national_days: pd.DataFrame, now: datetime) -> list[str]:
        from worklog.adapters.google.form.setup import SettingUp

        setup = SettingUp(self._spreadsheet, sop, now.date(), national_days, self._office, self._editors)
        done = until_made(setup)
        self._seen = replace(self._seen, is_guarded=setup.is_guarded)
        return done

    def read(self) -> dict[str, Grid]:
        try:
            self._look()
        except RequestRefused:
            self._look_for_tabs()
            self._look()
        return self._seen.grids

    def look_behind(self, grids: Mapping[str, Grid]) -> dict[str, Grid]:
        from worklog.adapters.google.behind import with_behind

        found, merged = with_behind(self._spreadsheet, self._seen.ids, self._seen.titles, grids)
        self._merged = merged_sentences(merged, HOW_TO_PART)
        return found

    def publish(self, publication: Publication, sop: InForce, now: datetime) -> list[str]:
        self._refuse_missing_tabs()
        results = self._results_steps(publication, sop.current)
        opening = Opening(self._spreadsheet, self._look, self._ids[tabs.RESULTS.name], publication.blocks, results, sop)

        def send() -> None:
            if publication.blocks:
                until_made(opening)
                return
            for body in packed(results):
                self._spreadsheet.change(body.requests, repeatable=True)

        try:
            self._look_when_refused(send)
        except (GoogleUnavailable, Overtaken) as error:
            raise LogBusy(str(error)) from error
        except GoogleError as error:
            raise LogNotWritten(str(error)) from error
        return [
            *opened_sentence(list(opening.opened.values())),
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

    def _look(self) -> Seen:
        self._seen = look_at(self._spreadsheet, self._ids, with_notes=self._has_notes)
        return self._seen

    def _results_steps(self, publication: Publication, sop: Sop) -> list[Body]:
        office = self._office.upper()
        is_other = self._seen.sop_line != sop_line(sop, office)
        return list(results_steps(publication, self._ids, office, sop, with_sop=is_other))

    def _refuse_missing_tabs(self) -> None:
        if self._of_people:
            raise LogNotWritten(" ".join(tab_of_people(name) for name in sorted(self._of_people)))
        missing = [tab.name for tab in (*tabs.STAFF_TABS, *tabs.SCRIPT_TABS) if tab.name not in self._ids]
        if missing:
            raise LogNotWritten(f"Tab {', '.join(missing)} tidak ada di Google Sheet. Jalankan: {SETUP}")
