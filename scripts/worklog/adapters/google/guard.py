"""How far a spreadsheet keeps the marks that guard what is written: tried by setup on a mark of its own.

Google documents neither that a mark may be taken away and made again in one batch, nor what happens where none is
there, and it stores so many of them and no more. Where the guard does not hold, the program writes without it, and
looks afterwards at what it wrote.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from worklog.adapters.google.cells import Json
from worklog.adapters.google.marks import Counter, count_from, count_on, stop_counting
from worklog.adapters.google.service.client import Spreadsheet
from worklog.adapters.google.service.errors import GoogleError, GoogleUnavailable, Overtaken, RequestRefused
from worklog.adapters.google.tabs import FORM_MARK, TAB_MARK

UNGUARDED_NOTE = (
    "Google Sheet ini tidak menerima tanda penjaga kolom, jadi program menulis tanpa tanda itu dan memeriksa lagi "
    "sesudahnya. Jangan memindahkan kolom ketika program sedang menulis."
)
_TRIAL = Counter("worklog.trial", 33_260_002)
_OF_TABS = {TAB_MARK, FORM_MARK}


class Keeps(IntEnum):
    """Which marks a spreadsheet keeps."""

    NOTHING = 0
    """None at all."""
    TABS = 1
    """Those that tell which tab is which; the others would guard nothing."""
    GUARD = 2
    """All, and they guard what is written."""


def tried(spreadsheet: Spreadsheet) -> Keeps:
    """Try what the guard needs, and leave nothing behind; raises `GoogleUnavailable`."""
    made = count_from(_TRIAL, 1)
    try:
        spreadsheet.change([made], repeatable=True)
    except Overtaken:
        pass  # left by a setup that was cut off
    except RequestRefused:
        return Keeps.NOTHING
    is_made_again = _takes(spreadsheet, count_on(_TRIAL, 1, 0))
    guards = is_made_again and not _takes(spreadsheet, count_on(_TRIAL, 2, 0))
    _takes(spreadsheet, [stop_counting(_TRIAL)])
    return Keeps.GUARD if guards else Keeps.TABS


def kept(requests: Iterable[Json], keeps: Keeps) -> list[Json]:
    """The requests without those for marks that the spreadsheet does not keep."""
    return [request for request in requests if _needs(request) <= keeps]


def _takes(spreadsheet: Spreadsheet, requests: list[Json]) -> bool:
    try:
        spreadsheet.change(requests, repeatable=True)
    except GoogleUnavailable:
        raise
    except GoogleError:
        return False
    return True


def _needs(request: Json) -> Keeps:
    if "deleteDeveloperMetadata" in request:
        return Keeps.GUARD
    if "createDeveloperMetadata" not in request:
        return Keeps.NOTHING
    key = request["createDeveloperMetadata"]["developerMetadata"]["metadataKey"]
    return Keeps.TABS if key in _OF_TABS else Keeps.GUARD
