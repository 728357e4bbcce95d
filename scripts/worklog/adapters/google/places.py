"""Where the table of a staff tab stands in a Google Sheet, wherever people moved it."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter, quote_sheetname

from worklog.core.log.grids import Grid, Header, LogShapeError, find_header, last_used, top_row
from worklog.core.log.tabs import Tab


@dataclass(frozen=True)
class Place:
    """The table of one tab: `top` and `bottom` are its header rows, `columns` gives the column of each header."""

    sheet_id: int
    title: str
    tab: Tab
    top: int
    bottom: int
    columns: dict[str, int]

    @property
    def first(self) -> int:
        """The first row below the header."""
        return self.bottom + 1

    @property
    def formula_headers(self) -> tuple[str, ...]:
        """The headers of the columns that show results and are there."""
        return tuple(c.header for c in self.tab.columns if c.filler == "formula" and c.header in self.columns)

    def last_used(self, grid: Grid) -> int:
        """The last row with anything in it, the columns apart that show results; the header's row when empty."""
        return last_used(grid, self.tab, Header(self.bottom, self.columns))

    def name(self, first: int, column: int, last: int | str, last_column: int) -> str:
        """A range of the tab as people write it: `'Buku Kerja'!S7:V12`; with "" as last row down to the tab's end."""
        return (
            f"{quote_sheetname(self.title)}!{get_column_letter(column)}{first}:{get_column_letter(last_column)}{last}"
        )

    def whole_column(self, header: str) -> str:
        """The cells below a header as a formula: `='Petugas'!$A$6:$A`."""
        letter = get_column_letter(self.columns[header])
        return f"={quote_sheetname(self.title)}!${letter}${self.first}:${letter}"


def find_place(sheet_id: int, title: str, tab: Tab, grid: Grid) -> Place | None:
    """Where a tab's table stands; None when no header is found."""
    try:
        header = find_header(grid, tab)
    except LogShapeError:
        return None
    return Place(sheet_id, title, tab, top_row(grid, tab, header), header.row, dict(header.columns))


def is_blank(grid: Grid) -> bool:
    """Whether nothing stands in a tab."""
    return all(cell in (None, "") for row in grid for cell in row)
