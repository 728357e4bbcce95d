"""What differs between the rows that are remembered and those that a check sees now."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from worklog.core.history.rows import IDENTITY, SeenRow
from worklog.core.log.tabs import LOG, REGISTER, is_typed

RowKey = tuple[str, str]
"""A row by its tab and its key."""
TWIN = "\x1f"
"""Stands between a key and the number of a row that is about the same as another one."""
GONE = ""
"""The cells of a row that is not there any more."""


class Change(NamedTuple):
    """A row that is not as it was: `cells` are those that differ, as JSON (null: emptied), `GONE` for all of it.

    `was` is the key that the row had before, where people corrected its ID, Putaran or No; else "". `row` is where it
    stands in the sheet, 0 where nowhere. `whole` is all of its cells, which is not remembered twice.
    """

    tab: str
    key: str
    was: str
    row: int
    cells: str
    whole: str = ""


def changes(live: Mapping[RowKey, str], seen: Sequence[SeenRow]) -> list[Change]:
    """The changes from the rows that are remembered (their cells as JSON) to those that are seen, in sheet order."""
    now = numbered(live, seen)
    gone = [place for place in live if place not in now]
    moved = _moved(
        [(place, live[place]) for place in gone], [(p, row.cells) for p, row in now.items() if p not in live]
    )
    found = []
    for place, row in now.items():
        was = moved.get(place, place)
        before = live.get(was, "{}")
        if before != row.cells:
            key = was[1] if place in moved else ""
            found.append(Change(*place, key, row.row, _difference(before, row.cells), row.cells))
    left = set(moved.values())
    return [*(Change(*place, "", 0, GONE) for place in gone if place not in left), *found]


def applied(cells: dict[str, object], difference: Mapping[str, object]) -> dict[str, object]:
    """A row's cells after a change."""
    return {header: value for header, value in {**cells, **difference}.items() if value is not None}


def numbered(live: Mapping[RowKey, str], seen: Sequence[SeenRow]) -> dict[RowKey, SeenRow]:
    """The rows by place; of several about the same each keeps the number of the remembered one that says the same."""
    remembered: dict[RowKey, list[RowKey]] = defaultdict(list)
    for tab, key in live:
        if TWIN in key:
            remembered[tab, key.partition(TWIN)[0]].append((tab, key))
    count = Counter((row.tab, row.key) for row in seen)
    alone = {place for place, times in count.items() if times == 1 and place not in remembered}
    places = {(row.tab, row.key): row for row in seen if (row.tab, row.key) in alone}
    if len(places) < len(seen):
        twins: dict[RowKey, list[SeenRow]] = defaultdict(list)
        for row in seen:
            if (row.tab, row.key) not in alone:
                twins[row.tab, row.key].append(row)
        for place, rows in twins.items():
            known = sorted([*([place] if place in live else []), *remembered[place]], key=_number)
            places.update(_matched({name: live[name] for name in known}, rows, place))
    return places


def _number(place: RowKey) -> int:
    return int(place[1].partition(TWIN)[2] or 1)


def _matched(known: Mapping[RowKey, str], rows: Sequence[SeenRow], place: RowKey) -> Iterator[tuple[RowKey, SeenRow]]:
    """Give each row a place: that of a remembered row with the same cells, else a free one."""
    by_cells = defaultdict(list)
    for name, cells in reversed(list(known.items())):
        by_cells[cells].append(name)
    same = [(by_cells[row.cells].pop() if by_cells[row.cells] else None, row) for row in rows]
    taken = {name for name, _ in same}
    beyond = max(map(_number, known), default=0) + len(rows) + 1
    further = (place if n == 1 else (place[0], f"{place[1]}{TWIN}{n}") for n in range(1, beyond))
    free = iter(dict.fromkeys(name for name in (*known, *further) if name not in taken))
    return ((name or next(free), row) for name, row in same)


def _moved(gone: Iterable[tuple[RowKey, str]], came: Iterable[tuple[RowKey, str]]) -> dict[RowKey, RowKey]:
    """Where rows come from whose ID, Putaran or No was corrected: no other row says all else that they say."""
    origin, target = (_by_content(rows) for rows in (gone, came))
    return {target[content]: origin[content] for content in target.keys() & origin.keys()}


def _by_content(rows: Iterable[tuple[RowKey, str]]) -> dict[tuple[str, str], RowKey]:
    found: dict[tuple[str, str], list[RowKey]] = defaultdict(list)
    for place, text in rows:
        tab = place[0]
        if tab in (REGISTER.name, LOG.name):
            typed = {h: v for h, v in json.loads(text).items() if is_typed(tab, h) and h not in IDENTITY[tab]}
            if typed:
                found[tab, json.dumps(typed)].append(place)
    return {content: places[0] for content, places in found.items() if len(places) == 1}


def _difference(before: str, after: str) -> str:
    """The cells that differ, those that were emptied as null."""
    if before == "{}":
        return after
    old, new = json.loads(before), json.loads(after)
    differ = {h: new.get(h) for h in {**old, **new} if old.get(h) != new.get(h)}
    return json.dumps(differ, ensure_ascii=False)
