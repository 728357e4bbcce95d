"""What the staff tabs of a Google Sheet hold when setup looks at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from worklog.adapters.google_cells import Json, area
from worklog.adapters.google_client import Spreadsheet
from worklog.adapters.google_places import Place
from worklog.adapters.google_tabs import FIELDS
from worklog.core.grids import Grid

FORM = (
    f"{FIELDS},sheets(conditionalFormats,basicFilter(range),filterViews(filterViewId),charts(chartId),"
    "protectedRanges(protectedRangeId,range,description))"
)
"""What of a spreadsheet's form has to be known, its cells apart."""
_CELLS = "sheets(properties(sheetId),data(startRow,rowData(values(userEnteredValue,note,dataValidation))))"


@dataclass
class Held:
    """A staff tab: its place, its values, its form, and by (row, column) the cells that were looked at closely.

    A tab that this run of setup makes `is_new` and holds nothing.
    """

    place: Place
    grid: Grid = ()
    sheet: Json = field(default_factory=dict)
    cells: dict[tuple[int, int], Json] = field(default_factory=dict)
    is_new: bool = False

    @property
    def rows(self) -> int:
        """The rows that the sheet has, filled or not."""
        return self.place.first if self.is_new else int(self.sheet["properties"]["gridProperties"]["rowCount"])

    def cell(self, row: int, column: int) -> Json:
        return self.cells.get((row, column), {})


def read_values(spreadsheet: Spreadsheet, ids: Mapping[str, int]) -> dict[str, Grid]:
    """The values of the tabs that are there, by name."""
    if not ids:
        return {}
    read = spreadsheet.read([area(sheet_id) for sheet_id in ids.values()])
    return {name: part.get("values", []) for name, part in zip(ids, read, strict=True)}


def look_closely(spreadsheet: Spreadsheet, tabs: Sequence[Held]) -> None:
    """Read notes and validations at the header, and the formulas below it, of tabs that were there already."""
    looked_at = [(held, part) for held in tabs if not held.is_new for part in _ranges(held.place)]
    if not looked_at:
        return
    answer = spreadsheet.get(_CELLS, [name for _, (name, _) in looked_at])
    parts = {sheet["properties"]["sheetId"]: iter(sheet["data"]) for sheet in answer["sheets"]}
    for held, (_, first_column) in looked_at:
        part = next(parts[held.place.sheet_id])
        for row, data in enumerate(part.get("rowData", ()), part.get("startRow", 0) + 1):
            for column, cell in enumerate(data.get("values", ()), first_column):
                held.cells.setdefault((row, column), {}).update(cell)


def _ranges(place: Place) -> list[tuple[str, int]]:
    """The ranges to look at, each with its first column."""
    ranges = [(place.name(place.top, 1, place.first, max(place.columns.values())), 1)]
    shown = [place.columns[header] for header in place.formula_headers]
    if shown:
        ranges.append((place.name(place.first, min(shown), "", max(shown)), min(shown)))
    return ranges
