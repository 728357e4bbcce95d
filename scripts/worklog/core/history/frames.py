"""The tabs as they were seen at a moment: for reports of a day that is past."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from worklog.core.history.changes import RowKey, numbered
from worklog.core.history.lives import Memory
from worklog.core.history.rows import seen_rows
from worklog.core.history.values import read_cell
from worklog.core.log.behind import shown
from worklog.core.log.cells import dates
from worklog.core.log.tabs import STAFF_TABS

Cells = Mapping[str, object]
Frames = Mapping[str, pd.DataFrame]
_CLAIMS = ("Mulai", "Selesai")


def frames_at(frames: Frames, memory: Memory, moment: np.datetime64, roles: Sequence[str]) -> Frames | None:
    """The frames (`grids.read_tabs`) as they were last seen by a moment; None where nothing was seen by then.

    What was typed between that reading and the next one, or now, counts when it says that it was done by the moment:
    whoever worked while the PC was off did work. Rows that are still there keep their sheet rows, and what is behind
    their cells. `roles`: `SopBook.roles`.
    """
    then = memory.until(moment)
    if not then.polls:
        return None
    seen = then.brackets[then.polls[-1].number].seen
    before = {place: life.cells for place, life in then.alive().items()}
    rows = _rows_now(frames, memory, roles)
    now = {place: json.loads(cells) for place, (_, cells) in rows.items()}
    after = _next(memory, len(then.polls)) or now
    wanted = _merged(before, after, seen, moment)
    places = {place: row for place, (row, _) in rows.items()}
    return {tab.name: _frame(frames[tab.name], tab.name, wanted, now, places) for tab in STAFF_TABS}


def _rows_now(frames: Frames, memory: Memory, roles: Sequence[str]) -> dict[RowKey, tuple[int, str]]:
    live = {place: json.dumps(life.cells, ensure_ascii=False) for place, life in memory.alive().items()}
    return {place: (row.row, row.cells) for place, row in numbered(live, seen_rows(frames, roles)).items()}


def _next(memory: Memory, polls: int) -> dict[RowKey, Cells] | None:
    """The rows as the reading after the first so many saw them."""
    if polls >= len(memory.polls):
        return None
    last = memory.polls[polls].number
    kept = [seen for seen in memory.observations if seen.poll <= last]
    return {place: life.cells for place, life in Memory(memory.polls[: polls + 1], kept).alive().items()}


def _merged(
    before: Mapping[RowKey, Cells], after: Mapping[RowKey, Cells], seen: np.datetime64, moment: np.datetime64
) -> dict[RowKey, Cells]:
    came = {place: cells for place, cells in after.items() if place not in before}
    done = {
        place: after[place]
        for place, cells in before.items()
        if place in after and cells != after[place] and _done_between(cells, after[place], seen, moment)
    }
    return {**before, **done, **came}


def _done_between(before: Cells, after: Cells, seen: np.datetime64, moment: np.datetime64) -> bool:
    """Whether a row says now, and did not before, that something was done between two moments."""
    new = [read_cell(after[header]) for header in _CLAIMS if header in after and after[header] != before.get(header)]
    return bool(((dates(new)[0] > seen) & (dates(new)[0] <= moment)).any()) if new else False


def _frame(
    frame: pd.DataFrame,
    tab: str,
    wanted: Mapping[RowKey, Cells],
    now: Mapping[RowKey, Cells],
    rows: Mapping[RowKey, int],
) -> pd.DataFrame:
    """The frame with the rows that are wanted; one that is as it is now is taken as it stands."""
    at = {row: number for number, row in enumerate(frame["row"].tolist())}
    places = [place for place in wanted if place[0] == tab]
    same = {rows[place]: at[rows[place]] for place in places if place in rows and now[place] == wanted[place]}
    other = [place for place in places if rows.get(place) not in same]
    kept = frame.iloc[sorted(same.values())]
    if not other:
        return kept.reset_index(drop=True)
    beyond = iter(range(int(max(at, default=0)) + 1, int(max(at, default=0)) + 1 + len(other)))
    records = list(_records(frame, other, wanted, {p: at[rows[p]] for p in other if p in rows}, beyond))
    made = pd.DataFrame(records, columns=list(frame.columns), dtype=object).astype({"row": "int64"})
    return pd.concat([kept, made]).sort_values("row", ignore_index=True)


def _records(
    frame: pd.DataFrame,
    places: list[RowKey],
    wanted: Mapping[RowKey, Cells],
    at: Mapping[RowKey, int],
    beyond: Iterator[int],
) -> Iterator[dict[str, object]]:
    for place in places:
        cells = {header: read_cell(cell) for header, cell in wanted[place].items()}
        there = frame.iloc[at[place]].to_dict() if place in at else {}
        behind = {header: cell for header, cell in there.items() if header in cells and shown(cell) == cells[header]}
        blank = dict.fromkeys(frame.columns)
        yield {**blank, **cells, **behind, "row": there.get("row") or next(beyond)}
