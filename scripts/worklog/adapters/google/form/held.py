"""What the staff tabs of a Google Sheet hold when setup looks at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from worklog.adapters.form.page_results import STAMP_COLUMN
from worklog.adapters.google.behind import merged_in
from worklog.adapters.google.cells import Json, area
from worklog.adapters.google.marks import Marks, key_of
from worklog.adapters.google.places import Place
from worklog.adapters.google.service.client import Spreadsheet
from worklog.adapters.google.tabs import FIELDS
from worklog.core.log import tabs
from worklog.core.log.grids import Grid
from worklog.core.log.merged import Merged

FORM = (
    f"{FIELDS},sheets(merges,conditionalFormats,basicFilter(range),filterViews(filterViewId),charts(chartId),"
    "protectedRanges(protectedRangeId,range,description))"
)
"""What of a spreadsheet's form has to be known, its cells apart."""
_MARKS = "developerMetadata(metadataId,metadataKey)"
_CELLS = (
    "sheets(properties(sheetId),data(startRow,startColumn,rowData(values(userEnteredValue,note,dataValidation)),"
    f"rowMetadata({_MARKS}),columnMetadata({_MARKS})))"
)


@dataclass
class Held:
    """A staff tab: its place, its values, its form; when looked at closely, by (row, column) its cells, and its marks.

    One that `is_blank` has no table yet; `place` is where it will stand, and what is merged there will be parted. A tab
    that is not there has no `sheet`.
    """

    place: Place
    grid: Grid = ()
    sheet: Json = field(default_factory=dict)
    cells: dict[tuple[int, int], Json] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    is_blank: bool = False

    @property
    def rows(self) -> int:
        """The rows that the sheet has, filled or not."""
        return int(self.sheet["properties"]["gridProperties"]["rowCount"]) if self.sheet else self.place.first

    @property
    def columns(self) -> int:
        """The columns that the sheet has, filled or not."""
        return int(self.sheet["properties"]["gridProperties"]["columnCount"])

    def __post_init__(self) -> None:
        self.merges: list[Merged] = [] if self.is_blank else merged_in(self.sheet)

    def merged_in_header(self) -> list[Merged]:
        """Cells that are merged downwards inside the header."""
        top, bottom = self.place.top, self.place.bottom
        return [merged for merged in self.merges if top <= merged[0] < merged[2] <= bottom]

    def merged_under_filter(self, first: int, last: int) -> list[Merged]:
        """Merged cells that no filter of these columns may lie over: more than one row, or reaching out sidewards."""
        met = [m for m in self.merges if m[2] >= self.place.bottom and m[1] <= last and m[3] >= first]
        parted = self.merged_in_header()
        return [m for m in met if (m[0] < m[2] or m[1] < first or m[3] > last) and m not in parted]

    def add_columns(self, headers: Sequence[str], after: int) -> None:
        """Know of new columns to the right of the one with that number, counted from 1."""
        count = len(headers)
        self.grid = [[*row[:after], *[""] * count, *row[after:]] if len(row) > after else row for row in self.grid]
        self.cells = {(row, at + count * (at > after)): cell for (row, at), cell in self.cells.items()}
        self.merges = [
            Merged(top, left + count * (left > after), bottom, right + count * (right > after))
            for top, left, bottom, right in self.merges
        ]
        self.place.columns.update({header: at for at, header in enumerate(headers, after + 1)})

    def cell(self, row: int, column: int) -> Json:
        return self.cells.get((row, column), {})


def read_values(spreadsheet: Spreadsheet, ids: Mapping[str, int]) -> dict[str, Grid]:
    """The values of the tabs that are there, by name."""
    if not ids:
        return {}
    read = spreadsheet.read([area(sheet_id) for sheet_id in ids.values()])
    return {name: part.get("values", []) for name, part in zip(ids, read, strict=True)}


def noted_in(grids: Mapping[str, Grid]) -> str:
    """What stands below the stamp in Hasil, where the program notes the blocks that it opened."""
    rows = grids.get(tabs.RESULTS.name, ())
    at = STAMP_COLUMN - 1
    return str(rows[1][at]) if len(rows) > 1 and len(rows[1]) > at else ""


def look_closely(spreadsheet: Spreadsheet, staff: Sequence[Held]) -> None:
    """Read notes, validations and marks at the header, and the formulas below it, of the tabs that are there."""
    by_id = {held.place.sheet_id: held for held in staff if held.sheet}
    if not by_id:
        return
    answer = spreadsheet.get(_CELLS, [name for held in by_id.values() for name in _ranges(held)])
    for sheet in answer["sheets"]:
        for part in sheet["data"]:
            _take_in(by_id[sheet["properties"]["sheetId"]], part)


def _take_in(held: Held, part: Json) -> None:
    """Know of a part of a tab, which tells itself where it begins."""
    top, left = part.get("startRow", 0), part.get("startColumn", 0)
    for row, data in enumerate(part.get("rowData", ()), top + 1):
        for column, cell in enumerate(data.get("values", ()), left + 1):
            held.cells.setdefault((row, column), {}).update(cell)
    held.marks |= _marks(held, "ROWS", part.get("rowMetadata", ()), top)
    held.marks |= _marks(held, "COLUMNS", part.get("columnMetadata", ()), left)


def _marks(held: Held, dimension: str, lines: Iterable[Json], first: int) -> Marks:
    key = key_of(held.place.tab)
    return {
        mark["metadataId"]: (dimension, index)
        for index, line in enumerate(lines, first)
        for mark in line.get("developerMetadata", ())
        if mark["metadataKey"] == key
    }


def _ranges(held: Held) -> list[str]:
    """The ranges to look at."""
    place = held.place
    if held.is_blank:
        return [place.name(1, 1, 1, held.columns)]
    ranges = [place.name(place.top, 1, place.first, held.columns)]
    shown = [place.columns[header] for header in place.formula_headers]
    if shown:
        ranges.append(place.name(place.first, min(shown), "", max(shown)))
    return ranges
