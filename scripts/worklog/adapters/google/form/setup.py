"""Make the form of a Google Sheet, or repair what is missing in it.

First the tables that are there are secured: marks and protections, which touch no cell. Then, after another look, all
that is missing is made in one change, which Google refuses when a column or a header has moved since that look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from worklog.adapters.google.cells import Json
from worklog.adapters.google.form.form import Form
from worklog.adapters.google.form.held import FORM, look_closely, noted_in, read_values
from worklog.adapters.google.guard import Keeps, tried
from worklog.adapters.google.marks import BLOCKS, SETUPS
from worklog.adapters.google.places import find_place
from worklog.adapters.google.service.client import Spreadsheet
from worklog.adapters.google.service.errors import AmbiguousChange, RequestRefused
from worklog.adapters.google.tabs import mark_value, tab_ids
from worklog.adapters.google.writer import UNGUARDED
from worklog.core.errors import LogNotWritten
from worklog.core.sop.book import InForce

LOCALE, TIME_ZONE = "in_ID", "Asia/Jakarta"
SECURED = 2
"""How often what is there is secured at most, before the rest is made as it stands then."""


class SettingUp:
    """A setup (a `sending.Change`); `national_days`: day, name.

    `office` is its name. `editors` are the accounts that write for the program.
    """

    def __init__(
        self,
        spreadsheet: Spreadsheet,
        sop: InForce,
        today: date,
        national_days: pd.DataFrame,
        office: str,
        editors: Sequence[str],
    ) -> None:
        self.seen: object = None
        self._spreadsheet, self._today, self._national_days = spreadsheet, today, national_days
        self._of_office = (sop, office.upper(), editors)
        self._keeps: Keeps | None = None
        self._done: list[str] = []

    @property
    def is_guarded(self) -> bool:
        """Whether Google refuses what would be written elsewhere."""
        return self._keeps is Keeps.GUARD

    def send(self) -> list[str]:
        """Make what is missing; the Indonesian sentences of all that was done, none when nothing was missing.

        Raises `GoogleError` and `LogNotWritten`.
        """
        form = self._look()
        for _ in range(SECURED):
            if not form.secure():
                break
            self._change(form.requests, form.done)
            form = self._look()
        form.complete(self._today, self._national_days)
        if form.requests:
            self._change([*form.as_seen, *form.requests], form.done)
            if not self.is_guarded:
                self._look_after(form)
        return list(dict.fromkeys([*self._done, *form.done]))

    def yield_to(self, refusal: RequestRefused) -> bool:
        """Do without the marks that Google may have refused."""
        if not self._keeps:
            return False
        self._keeps = Keeps(self._keeps - 1)
        return True

    def _look(self) -> Form:
        seen = self._spreadsheet.get(FORM)
        self._set_locale(seen["properties"])
        self.seen = repr([sheet["properties"] for sheet in seen["sheets"]])
        grids = read_values(self._spreadsheet, tab_ids(seen))
        if self._keeps is None:
            is_kept = mark_value(seen, BLOCKS.key) is not None and noted_in(grids) != UNGUARDED
            self._keeps = Keeps.GUARD if is_kept else tried(self._spreadsheet)
        form = Form(seen, grids, self._keeps, *self._of_office)
        self.seen = repr((self.seen, mark_value(seen, SETUPS.key), [held.place for held in form.staff]))
        look_closely(self._spreadsheet, form.staff)
        return form

    def _set_locale(self, properties: Mapping[str, str]) -> None:
        """Numbers, dates and formulas are written the Indonesian way; this must be so before any formula is written."""
        if (properties.get("locale"), properties.get("timeZone")) == (LOCALE, TIME_ZONE):
            return
        wanted = {"properties": {"locale": LOCALE, "timeZone": TIME_ZONE}, "fields": "locale,timeZone"}
        self._spreadsheet.change([{"updateSpreadsheetProperties": wanted}], repeatable=True)
        self._done.append("Bahasa dan zona waktu Google Sheet diatur ke Indonesia (WIB).")

    def _change(self, requests: Sequence[Json], done: Sequence[str]) -> None:
        """Change something; what was done, or may have been, is told in the end."""
        try:
            self._spreadsheet.change(requests, repeatable=False)
        except AmbiguousChange:
            self._done += done
            raise
        self._done += done

    def _look_after(self, form: Form) -> None:
        """Tell of tables that moved while nothing guarded what was written into them."""
        wanted = {held.place.tab.name: held.place for held in form.staff}
        grids = read_values(self._spreadsheet, {name: place.sheet_id for name, place in wanted.items()})
        moved = [
            place.title
            for name, place in wanted.items()
            if find_place(place.sheet_id, place.title, place.tab, grids[name]) != place
        ]
        if moved:
            raise LogNotWritten(
                f"Kolom atau judul tab {', '.join(moved)} dipindahkan orang tepat ketika program menulis, sehingga ada "
                "yang mungkin tertulis di kolom lain. Periksa tab itu lewat File > Histori versi, kembalikan bila "
                "perlu, lalu jalankan lagi perintah ini."
            )
