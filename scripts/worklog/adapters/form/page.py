"""A tab, or a part of one, as cells with values and looks, whatever it is kept in; and what every tab begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from worklog.adapters.form.columns import column_form, has_form
from worklog.adapters.form.style import ACCENT, GROUP_FILL, HEADER_FILL, MUTED, TONES, Look
from worklog.adapters.form.text_height import BOLD, height_of, lines_needed
from worklog.core.log.tabs import PERFORMERS, Column, RowState, Tab

OFFICE = Look(ink=MUTED, size=10, bold=True, bordered=False, wrap=False, vertical="center")
TITLE = Look(ink=ACCENT, size=15, bold=True, bordered=False, wrap=False, vertical="center")
HOW_TO = Look(ink=MUTED, size=9, italic=True, bordered=False, wrap=False, vertical="center")
HEADER = Look(fill=HEADER_FILL, bold=True, horizontal="center", vertical="center")
GROUP = Look(fill=GROUP_FILL, bold=True, horizontal="center", vertical="center")

TITLE_ROWS, HEADER_HEIGHT = 4, 32
ALARM = TONES[RowState.LATE]
NO_NOTES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Formula:
    """A formula of the script's own, in Excel's words, and what it shows when it is written."""

    text: str
    shown: str


@dataclass(frozen=True)
class Link:
    """A text that opens an address of the script's own making when it is clicked."""

    address: str
    shown: str


Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; counted from 1, all included."""


@dataclass
class Page:
    """Cells by (row, column), counted from 1, each with its value and look; merged areas, widths, heights and notes.

    Widths are in characters, heights in points. `frozen` are the rows and columns that stay in view, `repeated`
    the rows printed on every page, and `printed` the last row and column that are printed (the whole page when None).
    `alarm` is a row that is bright while its text begins with the sign of `ALARM`, which may depend on the clock.
    """

    cells: dict[tuple[int, int], tuple[object, Look]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: list[int] = field(default_factory=list)
    grid_lines: bool = True
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] = (1, 1)
    printed: tuple[int, int] | None = None
    portrait: bool = False
    alarm: int | None = None

    def put(self, row: int, column: int, value: object, look: Look) -> None:
        self.cells[row, column] = (value, look)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.merged.append((top, left, bottom, right))

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)


def add_title_block(page: Page, office: str, title: str, sop_number: str, how_to: str) -> None:
    """Put office, title, and SOP number with one line of help into rows 1 to 3; row 4 stays free."""
    lines = (
        (office, OFFICE, 15),
        (title, TITLE, 22),
        (f"SOP Nomor {sop_number}   |   {how_to}" if how_to else f"SOP Nomor {sop_number}", HOW_TO, 15),
    )
    for row, (text, look, height) in enumerate(lines, 1):
        page.put(row, 1, text, look)
        page.heights[row] = height
    page.heights[TITLE_ROWS] = 6
    page.grid_lines = False


def header_rows(tab: Tab) -> int:
    """Two tiers when the tab has groups, else one row."""
    return 2 if any(column.group for column in tab.columns) else 1


def add_header(
    page: Page, tab: Tab, columns: Mapping[str, int], top: int, bottom: int, notes: Mapping[str, str] = NO_NOTES
) -> None:
    """Put the header of some columns; with two rows, groups stand in the upper one over merged cells.

    `notes`: header → its note (`columns.header_notes`).
    """
    wanted = [(column, columns[column.header]) for column in tab.columns if column.header in columns]
    for column, at in wanted:
        _add_one_header(page, column, at, top, bottom)
        if has_form(tab):
            page.widths[at] = column_form(tab.name, column.header).width
        if note := notes.get(column.header):
            page.notes[top if column.group is None else bottom, at] = note
    if bottom > top:
        for group, members in groupby(wanted, key=lambda pair: pair[0].group):
            if group is not None:
                places = [at for _, at in members]
                page.put(top, places[0], group, GROUP)
                page.merge(top, places[0], top, places[-1])


def fit_header(page: Page, tab: Tab, columns: Mapping[str, int], row: int, least: float) -> None:
    """Make the lower row of a header as high as the longest name of an SOP's roles needs, `least` points at least."""
    roles = [column.header for column in tab.columns if column.group == PERFORMERS and column.header in columns]
    # Long names are broken at their slashes.
    lines = [lines_needed(role.replace("/", "/ "), page.widths[columns[role]] / BOLD) for role in roles]
    page.heights[row] = max(least, height_of(max(lines, default=1)))


def _add_one_header(page: Page, column: Column, at: int, top: int, bottom: int) -> None:
    for row in range(top, bottom + 1):
        page.put(row, at, None, HEADER if row == bottom or column.group is None else GROUP)
    page.put(top if column.group is None else bottom, at, column.header, HEADER)
    if column.group is None and bottom > top:
        page.merge(top, at, bottom, at)
