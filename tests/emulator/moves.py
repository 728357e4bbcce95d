"""What inserting, deleting and moving rows or columns does to places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

JSON = dict[str, Any]


@dataclass(frozen=True)
class Move:
    """A change of the rows or columns of one tab.

    `kind` is insert (`count` new ones before `start`), delete (`count` from `start` on) or move (those, to before
    `target`). `inherits_before` says from which side inserted ones take their looks.
    """

    sheet: int
    axis: str
    kind: str
    start: int
    count: int
    target: int = 0
    inherits_before: bool = False

    @property
    def end(self) -> int:
        return self.start + self.count

    def index(self, index: int) -> int | None:
        """Where a row or column is afterwards; None when it is gone."""
        if self.kind == "insert":
            return index + self.count if index >= self.start else index
        if self.kind == "delete":
            if self.start <= index < self.end:
                return None
            return index - self.count if index >= self.end else index
        if self.start <= index < self.end:
            return index - self.start + self._landing
        index = index - self.count if index >= self.end else index
        return index + self.count if index >= self._landing else index

    def spot(self, spot: tuple[int, int]) -> tuple[int, int] | None:
        """Where a cell is afterwards; None when it is gone."""
        row, column = spot
        at = self.index(row if self.axis == "Row" else column)
        if at is None:
            return None
        return (at, column) if self.axis == "Row" else (row, at)

    def span(self, start: int, end: int | None, grows: bool = False) -> tuple[int, int | None] | None:
        """Where a range is afterwards; None when nothing of it is left. An end of None is open.

        A range that `grows` takes in rows inserted at its edge when they take their looks from it.
        """
        if self.kind == "insert":
            return self._span_inserted(start, end, grows)
        if self.kind == "delete":
            return self._span_deleted(start, end)
        if end is not None and self.start <= start and end <= self.end:
            shift = self._landing - self.start
            return start + shift, end + shift
        if end is None:
            return (start, None) if start == 0 else self._span_moved(start, None)
        return self._span_moved(start, end)

    @property
    def _landing(self) -> int:
        """Where the moved ones start once they are there."""
        return self.target if self.target <= self.start else self.target - self.count

    def _span_inserted(self, start: int, end: int | None, grows: bool) -> tuple[int, int | None]:
        at_start = start == self.start and grows and not self.inherits_before
        at_end = end == self.start and grows and self.inherits_before
        new_start = start + self.count if start >= self.start and not at_start else start
        if start == 0 and end is None:
            new_start = 0
        if end is None:
            return new_start, None
        return new_start, end + self.count if end > self.start or at_end else end

    def _span_deleted(self, start: int, end: int | None) -> tuple[int, int | None] | None:
        new_start = start - max(0, min(start, self.end) - self.start)
        if end is None:
            return new_start, None
        new_end = end - max(0, min(end, self.end) - self.start)
        return (new_start, new_end) if new_start < new_end else None

    def _span_moved(self, start: int, end: int | None) -> tuple[int, int | None]:
        taken = replace(self, kind="delete")._span_deleted(start, end)
        assert taken is not None, "a range that moves along was told apart before"
        put = replace(self, kind="insert", start=self._landing)
        is_at_edge = self.start == start and self._landing == taken[0]
        new = put._span_inserted(*taken, grows=is_at_edge)
        return new

    def grid_range(self, told: JSON, grows: bool = False) -> JSON | None:
        """A GridRange (or a DimensionRange of this axis) afterwards; None when it is gone."""
        if told.get("sheetId", 0) != self.sheet:
            return told
        names = (f"start{self.axis}Index", f"end{self.axis}Index")
        if not any(name in told for name in names):
            return told
        new = self.span(told.get(names[0], 0), told.get(names[1]), grows)
        if new is None:
            return None
        moved = {name: value for name, value in told.items() if name not in names}
        if names[0] in told or new[0]:
            moved[names[0]] = new[0]
        if new[1] is not None:
            moved[names[1]] = new[1]
        return moved


def moved_ranges(told: Any, move: Callable[[JSON], JSON | None]) -> Any:
    """Any description (of a chart, a filter) with every GridRange inside it moved; ranges that are gone are left out."""
    if isinstance(told, list):
        items = [moved_ranges(item, move) for item in told]
        return [item for item, old in zip(items, told, strict=True) if item is not None or old is None]
    if not isinstance(told, dict):
        return told
    if is_grid_range(told):
        return move(told)
    found = {name: moved_ranges(item, move) for name, item in told.items()}
    return {name: item for name, item in found.items() if item is not None or told[name] is None}


def is_grid_range(told: JSON) -> bool:
    """Whether a description is a GridRange: nothing but a tab and ends of rows or columns."""
    ends = {"startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"}
    return bool(told) and set(told) <= {"sheetId", *ends} and bool(ends & set(told))
