"""What a check reads of a Google Sheet, all of it in one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from worklog.adapters.form.choices import DATES
from worklog.adapters.google.cells import Json, area
from worklog.adapters.google.places import Place, find_place
from worklog.adapters.google.service.client import Spreadsheet
from worklog.adapters.google.writer import SOP_LINE, UNGUARDED, notes_area
from worklog.core.errors import LogBusy
from worklog.core.log import tabs
from worklog.core.log.cells import END_OF_SERIALS, SERIAL_DAY_ZERO
from worklog.core.log.grids import Grid, LogShapeError, find_header
from worklog.core.moments import DAY_SECONDS


@dataclass(frozen=True)
class Seen:
    """A spreadsheet as it stands at one moment.

    `ids` and `titles` are those of the tabs, `grids` the cells of the staff tabs as people see them. The program itself
    left `stamp`, the number of blocks that it `opened`, and the line of the tab SOP that tells which SOP it is; where
    its marks guard nothing, it noted that it writes without: then it `is_guarded` no more.
    """

    ids: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    grids: dict[str, Grid] = field(default_factory=dict)
    stamp: str = ""
    opened: int = 0
    is_guarded: bool = True
    sop_line: str = ""

    def place(self, tab: tabs.Tab) -> Place:
        """Where a staff tab's table stands; raises `LogBusy` while its header is being changed."""
        place = find_place(self.ids[tab.name], self.titles[tab.name], tab, self.grids[tab.name])
        if place is None or not place.columns.keys() >= set(tab.read_headers):
            raise LogBusy(
                f"Judul kolom tab {tab.name} sedang diubah, jadi belum ditulis. "
                "Hasil ditulis pada pemeriksaan berikutnya."
            )
        return place

    def column(self, place: Place, header: str) -> list[object]:
        """The cells of a table in one of its columns, "" where nothing stands."""
        at = place.columns[header] - 1
        return [row[at] if at < len(row) else "" for row in self.grids[place.tab.name][place.bottom :]]


def look_at(spreadsheet: Spreadsheet, ids: Mapping[str, int], *, with_notes: bool) -> Seen:
    """Look at the tabs with these ids; `with_notes`: also at what the program noted in Hasil."""
    wanted = {tab.name: area(ids[tab.name]) for tab in tabs.STAFF_TABS if tab.name in ids}
    if with_notes:
        wanted[tabs.RESULTS.name] = notes_area(ids[tabs.RESULTS.name])
    if tabs.SOP.name in ids:
        wanted[tabs.SOP.name] = area(ids[tabs.SOP.name], SOP_LINE, 1, SOP_LINE, 1)
    if not wanted:
        return Seen(ids)
    read = dict(zip(wanted, spreadsheet.read(list(wanted.values())), strict=True))
    titles = {name: _title(part["range"]) for name, part in read.items()}
    stamp, opened = _cells_below(read.pop(tabs.RESULTS.name, {}), 2)
    (sop_line,) = _cells_below(read.pop(tabs.SOP.name, {}), 1)
    grids = {name: part.get("values", []) for name, part in read.items()}
    _show_dates(grids)
    count = int(opened) if opened.isdecimal() else 0
    return Seen(ids, titles, grids, stamp, count, opened != UNGUARDED, sop_line)


def _title(range_: str) -> str:
    """The name of the tab in a range as the service writes it: `'Buku Kerja'!A1:Z1000`."""
    title = range_.rpartition("!")[0]
    return title[1:-1].replace("''", "'") if title.startswith("'") else title


def _cells_below(part: Json, count: int) -> list[str]:
    """The cells of one column as text, "" where nothing stands."""
    cells = [str(row[0]) if row else "" for row in part.get("values", ())]
    return [*cells, *[""] * count][:count]


def _show_dates(grids: Mapping[str, list[list[object]]]) -> None:
    """Put a date for each number without a time, and a time for each one without a day, into the columns of dates.

    `grids` by the name of the tab; they are changed. So what cannot be read is told as it stands in the sheet. A number
    with a day and a time is read as it is, and stays.
    """
    for tab in tabs.STAFF_TABS:
        grid = grids.get(tab.name, [])
        for at in _date_columns(grid, tab):
            for row in grid:
                if at < len(row):
                    row[at] = _shown(row[at])


def _date_columns(grid: Grid, tab: tabs.Tab) -> list[int]:
    try:
        columns = find_header(grid, tab).columns
    except LogShapeError:
        return []
    return [columns[header] - 1 for header in DATES[tab.name] if header in columns]


def _shown(value: object) -> object:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    if value % 1 == 0 and 1 <= value < END_OF_SERIALS:
        return SERIAL_DAY_ZERO.date() + timedelta(days=int(value))
    if 0 < value < 1:
        return (datetime.min + timedelta(seconds=min(round(value * DAY_SECONDS), DAY_SECONDS - 1))).time()
    return value
