"""A tab of its own, in which a trial sends Google what the program will send; nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from secrets import randbelow
from typing import Any
from urllib.parse import quote

from worklog.adapters.google.cells import FORMAT, NOTE, VALIDATION, VALUE, Json, area, cell, update
from worklog.adapters.google.form.setup import LOCALE, TIME_ZONE
from worklog.adapters.google.pages import grid
from worklog.adapters.google.service.client import Spreadsheet
from worklog.adapters.google.service.errors import RequestRefused
from worklog.adapters.google.tabs import mark
from worklog.core.sop.book import InForce

TITLE, COPY_TITLE = "Uji coba program (sementara)", "Uji coba program (salinan)"
TAB_ID, COPY_ID = 332_690, 332_691
"""Ids like those of the log's tabs, which setup chooses as well."""
MARK = "worklog.trial"
ROWS, COLUMNS = 60, 40
_STANDING = "properties(locale,timeZone),developerMetadata,sheets(properties(sheetId,title))"
_MARKS = "developerMetadata(metadataId)"
_WHERE = f"sheets(properties(sheetId),data(rowMetadata({_MARKS}),columnMetadata({_MARKS})))"


class Scratch:
    """The tab of a trial; every method raises `GoogleError`.

    `editors` are the accounts that write for the program, `office` is its name in capital letters.
    """

    def __init__(self, spreadsheet: Spreadsheet, sop: InForce, office: str, editors: Sequence[str]) -> None:
        self.spreadsheet, self.sop, self.office, self.editors = spreadsheet, sop, office, editors
        self.began = False
        self._properties: dict[str, str] = {}
        self._ids = count(1_000_000_000 + randbelow(1_000_000_000))

    def begin(self) -> None:
        """Make the tab, after removing what a trial left behind that was ended before it could."""
        self._properties = self._standing()["properties"]
        self.remove()
        self.began = True
        self.renew()

    def renew(self) -> None:
        """Make the tab anew."""
        if TAB_ID in self._tabs():
            self.change({"deleteSheet": {"sheetId": TAB_ID}})
        size = {"rowCount": ROWS, "columnCount": COLUMNS}
        self.change({"addSheet": {"properties": {"sheetId": TAB_ID, "title": TITLE, "gridProperties": size}}})

    def remove(self) -> bool:
        """Remove the tabs and marks of a trial, and give the spreadsheet its language back; whether all that is so."""
        for sheet_id in self._tabs():
            self._if_taken({"deleteSheet": {"sheetId": sheet_id}})
        if self.marks_of_spreadsheet():
            self._if_taken(self.unmark())
        if self._properties != self._standing()["properties"]:
            self.set_language(self._properties)
        return not (self._tabs() or self.marks_of_spreadsheet())

    def set_language(self, properties: Json | None = None) -> None:
        """Let the spreadsheet be Indonesian, or what it was."""
        wanted = properties or {"locale": LOCALE, "timeZone": TIME_ZONE}
        self.change({"updateSpreadsheetProperties": {"properties": wanted, "fields": ",".join(wanted)}})

    def language(self) -> Json:
        """What the spreadsheet's language and time zone are now."""
        found: Json = self._standing()["properties"]
        return found

    def change(self, *requests: Json) -> None:
        """Make changes, all or none."""
        self.spreadsheet.change(requests, repeatable=False)

    def made(self, *requests: Json) -> None:
        """Make changes in the tab as it is when it is blank."""
        everything = f"{VALUE},{FORMAT},{NOTE},{VALIDATION}"
        blank = [
            *grid(TAB_ID, ROWS, COLUMNS, (0, 0), grid_lines=True),
            update(everything, area(TAB_ID), []),
        ]
        self.change(*blank, *requests)

    def refusal(self, *requests: Json) -> RequestRefused | None:
        """How Google refuses changes; None when it makes them."""
        try:
            self.change(*requests)
        except RequestRefused as refusal:
            return refusal
        return None

    def values(self, top: int, left: int, bottom: int, right: int) -> list[list[Any]]:
        """The values of a range, as a check reads them."""
        (read,) = self.spreadsheet.read([area(TAB_ID, top, left, bottom, right)])
        found: list[list[Any]] = read.get("values", [])
        return found

    def answer(self, *ranges: Json) -> list[Json]:
        """What Google itself answers to the request that a check reads by."""
        body = {
            "dataFilters": [{"gridRange": part} for part in ranges],
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        found: list[Json] = self.spreadsheet.ask("post", "/values:batchGetByDataFilter", body=body)["valueRanges"]
        return found

    def type_in(self, *texts: str) -> None:
        """Put texts into the first row as if somebody typed them."""
        where = quote(f"'{TITLE}'!A1:{'ABCDEF'[len(texts) - 1]}1", safe="")
        body = {"values": [list(texts)]}
        self.spreadsheet.ask("put", f"/values/{where}", params={"valueInputOption": "USER_ENTERED"}, body=body)

    def new_id(self) -> int:
        """An id that no mark has."""
        return next(self._ids)

    def marked(self, mark_id: int, at: int, dimension: str = "COLUMNS") -> Json:
        """The request that marks a column or row, counted from 0."""
        return mark(MARK, "", self._line(at, dimension), mark_id)

    def unmark(self, mark_id: int | None = None, at: int | None = None, **lookup: str) -> Json:
        """The request that takes marks of the trial away: that with the id, only if it lies at that column."""
        wanted: Json = {"metadataKey": MARK, **lookup}
        if mark_id is not None:
            wanted["metadataId"] = mark_id
        if at is not None:
            wanted |= {"metadataLocation": self._line(at), "locationMatchingStrategy": "EXACT_LOCATION"}
        return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": wanted}}}

    def places(self, title: str = TITLE) -> dict[int, tuple[str, int]]:
        """Where the marks in the first rows and columns of a tab lie: by id, the dimension and the index from 0."""
        (sheet,) = self.spreadsheet.get(_WHERE, [f"'{title}'!A1:J10"])["sheets"]
        found: dict[int, tuple[str, int]] = {}
        for dimension, name in (("ROWS", "rowMetadata"), ("COLUMNS", "columnMetadata")):
            for at, line in enumerate(sheet["data"][0].get(name, ())):
                found |= {one["metadataId"]: (dimension, at) for one in line.get("developerMetadata", ())}
        return found

    def marks_of_spreadsheet(self) -> list[Json]:
        """The marks of a trial on the spreadsheet as a whole."""
        return [one for one in self._standing().get("developerMetadata", ()) if one["metadataKey"] == MARK]

    def _standing(self) -> Json:
        return self.spreadsheet.get(_STANDING)

    def _tabs(self) -> list[int]:
        """The tabs of a trial that are there."""
        sheets = (sheet["properties"] for sheet in self._standing()["sheets"])
        ours = ((TAB_ID, TITLE), (COPY_ID, COPY_TITLE))
        return [held["sheetId"] for held in sheets if (held["sheetId"], held["title"]) in ours]

    def _if_taken(self, request: Json) -> None:
        try:
            self.change(request)
        except RequestRefused:
            return

    def _line(self, at: int, dimension: str = "COLUMNS") -> Json:
        span = {"sheetId": TAB_ID, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
        return {"dimensionRange": span}


def line(row: int, text: str) -> Json:
    """The request that writes a text into the first cell of a row."""
    return update(VALUE, area(TAB_ID, row, 1, row, 1), [[cell(text)]])
