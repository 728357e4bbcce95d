"""What the values of a Google Sheet do not tell: formulas of times, targets of links, and which cells are merged.

Links are those of the whole cell, of `=HYPERLINK(…)`, of a part of its text, and of a smart chip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from worklog.adapters.form.choices import DATES
from worklog.adapters.google.cells import Json
from worklog.adapters.google.places import Place, find_place
from worklog.adapters.google.service.client import Spreadsheet
from worklog.core.log import tabs
from worklog.core.log.behind import LINKS, Behind
from worklog.core.log.grids import Grid
from worklog.core.log.merged import Merged, fill_merged

FIELDS = (
    "spreadsheetId,sheets(properties.sheetId,merges,data(startRow,startColumn,rowData.values(hyperlink,userEnteredValue.formulaValue,"
    "textFormatRuns.format.link.uri,chipRuns.chip.richLinkProperties.uri)))"
)


def with_behind(
    spreadsheet: Spreadsheet, ids: Mapping[str, int], titles: Mapping[str, str], grids: Mapping[str, Grid]
) -> tuple[dict[str, Grid], dict[str, list[Merged]]]:
    """The grids with a `Behind` for each date that is computed and each link in Bukti; one more request.

    Each row of merged cells has what their first cell holds (`core.log.merged`); these cells, by tab.

    `ids`, `titles` and `grids` by the name of the tab. Raises `GoogleError`.
    """
    places = [
        place
        for tab in tabs.STAFF_TABS
        if tab.name in grids and (place := find_place(ids[tab.name], titles[tab.name], tab, grids[tab.name]))
    ]
    wanted = [(place, column) for place in places for column in _columns(place)]
    if not wanted:
        return dict(grids), {}
    filters = [{"gridRange": _below_header(place, column)} for place, column in wanted]
    answer = spreadsheet.ask("post", ":getByDataFilter", params={"fields": FIELDS}, body={"dataFilters": filters})
    by_id = {place.sheet_id: place for place in places}
    found: dict[str, list[list[object]]] = {name: [list(row) for row in grid] for name, grid in grids.items()}
    merged: dict[str, list[Merged]] = {}
    for sheet in answer.get("sheets", ()):
        place = by_id[sheet["properties"].get("sheetId", 0)]
        for row, column, cell in told_cells(sheet):
            _put(found[place.tab.name], place, row, column, cell)
        merged[place.tab.name] = merged_in(sheet)
    told = fill_merged(found, merged)
    return {**found}, told


def _below_header(place: Place, column: int) -> Json:
    """A column by the id of its tab, whatever people call that meanwhile."""
    columns = {"startColumnIndex": column - 1, "endColumnIndex": column}
    return {"sheetId": place.sheet_id, "startRowIndex": place.first - 1, **columns}


def _columns(place: Place) -> list[int]:
    """Those of times and links; the first one, in case Google tells merged cells of the asked columns only."""
    headers = dict.fromkeys((place.tab.headers[0], *DATES[place.tab.name], LINKS))
    return [place.columns[header] for header in headers if header in place.columns]


def merged_in(sheet: Json) -> list[Merged]:
    """The merged cells of a tab, as Google tells them."""
    return [
        Merged(
            told.get("startRowIndex", 0) + 1,
            told.get("startColumnIndex", 0) + 1,
            told["endRowIndex"],
            told["endColumnIndex"],
        )
        for told in sheet.get("merges", ())
    ]


def told_cells(sheet: Json) -> Iterator[tuple[int, int, Json]]:
    """Row and column, from 0, of each cell that told something."""
    for part in sheet.get("data", ()):
        for row, data in enumerate(part.get("rowData", ()), part.get("startRow", 0)):
            for column, cell in enumerate(data.get("values", ()), part.get("startColumn", 0)):
                if cell:
                    yield row, column, cell


def _put(grid: list[list[object]], place: Place, row: int, column: int, cell: Json) -> None:
    if row >= len(grid) or column >= len(grid[row]) or grid[row][column] in ("", None):
        return
    if column + 1 == place.columns.get(LINKS):
        link = link_of(cell)
        if link:
            grid[row][column] = Behind(grid[row][column], link=link)
    elif column + 1 not in {place.columns.get(header) for header in DATES[place.tab.name]}:
        return
    elif formula := cell.get("userEnteredValue", {}).get("formulaValue", ""):
        grid[row][column] = Behind(grid[row][column], formula=formula)


def link_of(cell: Json) -> str:
    """The address behind a cell, the first one of several; "" when there is none."""
    runs = [run.get("format", {}).get("link", {}).get("uri") for run in cell.get("textFormatRuns", ())]
    chips = [run.get("chip", {}).get("richLinkProperties", {}).get("uri") for run in cell.get("chipRuns", ())]
    return next(filter(None, [cell.get("hyperlink"), *runs, *chips]), "")
