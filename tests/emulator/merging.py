"""What merged cells forbid: that the edge of what stays in view cuts them, and filters over those of several rows."""

from __future__ import annotations

from collections.abc import Iterator

from emulator.errors import invalid
from emulator.grid import Sheet
from emulator.ranges import Area, clipped


def check_merge(sheet: Sheet, merge: Area) -> None:
    """Refuse a merge that the service does not make in this tab as it stands."""
    for noun in _cut_by_edge(sheet, merge):
        raise invalid(f"You can't merge frozen and non-frozen {noun}.")
    if (
        sheet.basic_filter is not None
        and _is_vertical(merge)
        and clipped(sheet.basic_filter["range"], sheet).meets(merge)
    ):
        raise invalid("You can't vertically merge cells that intersect an existing filter.")


def check_edges(sheet: Sheet) -> None:
    """Refuse a tab of which only part of a merged cell stays in view."""
    for merge in sheet.merge_areas():
        for noun in _cut_by_edge(sheet, merge):
            raise invalid(f"Sorry, you can't freeze {noun} which contain only part of a merged cell.")


def check_filter(sheet: Sheet, area: Area) -> None:
    """Refuse a filter over merged cells of several rows."""
    if any(_is_vertical(merge) and merge.meets(area) for merge in sheet.merge_areas()):
        raise invalid("You can't create a filter over a range containing vertical merges.")


def _is_vertical(merge: Area) -> bool:
    return merge.bottom - merge.top > 1


def _cut_by_edge(sheet: Sheet, merge: Area) -> Iterator[str]:
    grid = sheet.properties["gridProperties"]
    if merge.left < grid.get("frozenColumnCount", 0) < merge.right:
        yield "columns"
    if merge.top < grid.get("frozenRowCount", 0) < merge.bottom:
        yield "rows"
