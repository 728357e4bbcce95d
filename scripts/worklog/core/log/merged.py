"""Cells of a table that people merged downwards: only the first of them holds something.

What it holds counts for each row that it covers, since that is what people mean by it: one ID for all steps of an item,
one name, one time. What decides is given to none: a row that lacks it is told and left alone. Merged numbers of
steps are those that follow the first, where no other row has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from worklog.core.indonesian import listed
from worklog.core.log import tabs
from worklog.core.log.cells import identifiers, texts, whole_numbers
from worklog.core.log.grids import Header, LogShapeError, find_header, tab_name

MOST_NAMED = 10
"""So many merged areas of a tab are named."""
_OF_ONE_ROW = {tabs.REGISTER.name: ("ID Konten",), tabs.LOG.name: ("No", "Keputusan")}
_STEP = ("ID Konten", "Putaran", "No")
"""What tells the rows of Buku Kerja apart."""
_BLANKS = ("", None)


class Merged(NamedTuple):
    """First row, first column, last row, last column; counted from 1, all included."""

    top: int
    left: int
    bottom: int
    right: int


def fill_merged(
    grids: Mapping[str, list[list[object]]], merged: Mapping[str, Iterable[Merged]]
) -> dict[str, list[Merged]]:
    """Give each row of merged cells what its first cell holds; the merges of more than one row, by the tab's own name.

    Both by the name that the tab has in the log. The grids are changed.
    """
    found: dict[str, list[Merged]] = {}
    for tab in tabs.STAFF_TABS:
        name = tab_name(grids, tab)
        if name is None or not merged.get(name):
            continue
        try:
            header = find_header(grids[name], tab)
        except LogShapeError:
            continue
        own = [area for area in merged[name] if _is_told(area, header)]
        for area in own:
            _fill(grids[name], area, tab, header)
        if tab is tabs.LOG:
            _number_steps(grids[name], own, header)
        if own:
            found[tab.name] = sorted(own)
    return found


def merged_sentences(found: Mapping[str, Sequence[Merged]], how: str) -> list[str]:
    """What to tell of merged cells, a sentence for each tab; `how` to unmerge them."""
    sentences = []
    for tab, areas in found.items():
        named = listed([area_name(area) for area in areas], MOST_NAMED)
        sentences.append(
            f"Tab {tab}: sel {named} digabung, jadi hanya sel pertamanya terisi. Batalkan penggabungannya ({how}), "
            "isi tiap sel, lalu jalankan lagi."
        )
    return sentences


def area_name(area: Merged) -> str:
    """As people write it: `A7:A11`."""
    return f"{column_letters(area.left)}{area.top}:{column_letters(area.right)}{area.bottom}"


def column_letters(number: int) -> str:
    """The letters of a column by its number, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _is_told(area: Merged, header: Header) -> bool:
    columns = header.columns.values()
    is_in_table = area.left <= max(columns) and area.right >= min(columns)
    return area.bottom > max(area.top, header.row) and is_in_table


def _fill(grid: list[list[object]], area: Merged, tab: tabs.Tab, header: Header) -> None:
    """Put what stands in the first cell into its column of the rows below, where a row holds anything."""
    columns = {at: name for name, at in header.columns.items()}
    name = columns.get(area.left)
    if area.top <= header.row or area.top > len(grid) or name is None or name in _OF_ONE_ROW.get(tab.name, ()):
        return
    first = grid[area.top - 1]
    title = header.columns.get("Judul Konten", 0) if (tab, name) == (tabs.LOG, "ID Konten") else 0
    known = {_cell(row, title): _cell(row, area.left) for row in grid if title and _cell(row, area.left) not in _BLANKS}
    typed = [header.columns[c.header] for c in tab.columns if c.filler != "formula" and c.header in header.columns]
    for row in grid[area.top : area.bottom]:
        if any(_cell(row, at) not in _BLANKS for at in typed):
            row.extend([""] * (area.left - len(row)))
            # Rows of another item were merged with it: what else the log tells of that title is its ID.
            is_alike = not title or _cell(row, title) == _cell(first, title)
            row[area.left - 1] = _cell(first if is_alike else [], area.left) or known.get(_cell(row, title), "")


def _number_steps(grid: list[list[object]], areas: Iterable[Merged], header: Header) -> None:
    """Number the steps whose No was merged, each one more than that above it in the same round of its item.

    None gets a number that another row of that round has.
    """
    at = [header.columns.get(name, 0) for name in _STEP]
    own = [area for area in areas if area.left == at[-1] and area.top > header.row]
    if not own:
        return
    ids, rounds, numbers = ([_cell(row, column) for row in grid] for column in at)
    items = list(zip(identifiers(texts(ids)), whole_numbers(rounds)[0].clip(1), strict=True))
    steps = whole_numbers(numbers)[0]
    for area in own:
        for row in range(area.top, min(area.bottom, len(grid))):
            taken = {number for item, number in zip(items, steps, strict=True) if item == items[row]}
            if items[row] == items[row - 1] and steps[row - 1] and steps[row - 1] + 1 not in taken:
                steps[row] = steps[row - 1] + 1
                grid[row][at[-1] - 1] = int(steps[row])


def _cell(row: Sequence[object], column: int) -> object:
    return row[column - 1] if column <= len(row) else ""
