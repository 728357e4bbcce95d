"""Marks by which Google itself refuses a change when what it was made for is no longer so.

The service has no lock and no "only if". But no two developer metadata of a spreadsheet may have the same id, and a
batch is made whole or not at all. So a batch begins by taking marks away *where they were seen*, and making them again
under their ids: one that is not as it was seen stays, its id is in use, and the whole batch is refused (`Overtaken`).

A mark lies on each column of a table and on each row of its header, and goes along when people move them. Two more
count the blocks that were opened and the times that setup wrote, so that a batch that Google makes late, after its
answer was given up and it was sent once more, is not made again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from worklog.adapters.google.cells import Json
from worklog.adapters.google.places import Place
from worklog.adapters.google.tabs import TAB_IDS, mark
from worklog.core.log.tabs import Tab


class Counter(NamedTuple):
    """A mark on the spreadsheet as a whole that counts."""

    key: str
    mark_id: int


BLOCKS, SETUPS = Counter("worklog.blocks", 33_260_000), Counter("worklog.setups", 33_260_001)
"""How many blocks were opened, and how often setup wrote."""
_FIRST_ROW = 90
"""Number of the mark on the first row of a header; those of columns are smaller."""

Marks = dict[int, tuple[str, int]]
"""Id of a mark → what it lies on: `COLUMNS` or `ROWS`, and the index of that column or row, counted from 0."""


def marks_of(place: Place) -> Marks:
    """The marks that a table has to have."""
    rows = range(place.top, place.bottom + 1)
    of_rows = {_id(place.tab, _FIRST_ROW + number): ("ROWS", row - 1) for number, row in enumerate(rows)}
    return _of_columns(place, place.columns) | of_rows


def key_of(tab: Tab) -> str:
    """The key of all marks of a table."""
    return f"worklog.place.{tab.name}"


def mark_table(place: Place) -> list[Json]:
    """The requests that mark a table which has no marks."""
    return _made(place, marks_of(place))


def mark_columns(place: Place, headers: Iterable[str]) -> list[Json]:
    """The requests that mark columns which have no marks."""
    return _made(place, _of_columns(place, headers))


def unmark(tab: Tab) -> Json:
    """The request that takes all marks of a table away, wherever they lie."""
    return _taken({"metadataKey": key_of(tab)})


def unmoved(place: Place) -> list[Json]:
    """Requests that are refused unless the columns and the header of a table are where they were seen."""
    exactly = {"locationMatchingStrategy": "EXACT_LOCATION"}
    seen = [
        _taken({"metadataId": mark_id, "metadataLocation": _location(place, where), **exactly})
        for mark_id, where in marks_of(place).items()
    ]
    return [*seen, *mark_table(place)]


def count_on(counter: Counter, seen: int, more: int = 1) -> list[Json]:
    """Requests that are refused unless it was counted so far; then it is counted on."""
    return [_taken({"metadataId": counter.mark_id, "metadataValue": str(seen)}), count_from(counter, seen + more)]


def count_from(counter: Counter, number: int) -> Json:
    """The request that begins to count; refused when it is counted already."""
    return mark(counter.key, str(number), {"spreadsheet": True}, counter.mark_id)


def stop_counting(counter: Counter) -> Json:
    """The request after which nothing is counted, until it begins anew."""
    return _taken({"metadataKey": counter.key})


def _of_columns(place: Place, headers: Iterable[str]) -> Marks:
    numbers = {header: number for number, header in enumerate(place.tab.headers)}
    return {_id(place.tab, numbers[header]): ("COLUMNS", place.columns[header] - 1) for header in headers}


def _id(tab: Tab, number: int) -> int:
    return TAB_IDS[tab.name] * 100 + number


def _made(place: Place, marks: Marks) -> list[Json]:
    key = key_of(place.tab)
    return [mark(key, "", _location(place, where), mark_id) for mark_id, where in marks.items()]


def _taken(lookup: Json) -> Json:
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}


def _location(place: Place, where: tuple[str, int]) -> Json:
    dimension, index = where
    span = {"sheetId": place.sheet_id, "dimension": dimension, "startIndex": index, "endIndex": index + 1}
    return {"dimensionRange": span}
