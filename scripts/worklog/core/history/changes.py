"""What differs between the rows that are remembered and those that a check sees now."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from worklog.core.history.rows import IDENTITY, SEPARATOR, SeenRow
from worklog.core.log.tabs import CALENDAR, LOG, PEOPLE, REGISTER, is_role, is_typed

RowKey = tuple[str, str]
"""A row by its tab and its key."""
TWIN = "\x1f"
"""Stands between a key and the number of a row that is about the same as another one."""
GONE = ""
"""The cells of a row that is not there any more."""

Cells = Mapping[str, object]
Sign = Callable[[RowKey, Cells], object]
"""What tells a row from others; nothing where it has none."""


class Change(NamedTuple):
    """A row that is not as it was: `cells` are those that differ, as JSON (null: emptied), `GONE` for all of it.

    `was` is the key that the row had before, where people corrected its identity; else "". `row` is where it
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
    came = {place: row.cells for place, row in now.items() if place not in live}
    moved = _moved({place: live[place] for place in gone}, came)
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


def _moved(gone: Mapping[RowKey, str], came: Mapping[RowKey, str]) -> dict[RowKey, RowKey]:
    """Where rows come from whose identity was corrected: by a sign that one row of each side has, the surest first."""
    if not gone or not came:
        return {}
    left, new = ({place: json.loads(cells) for place, cells in rows.items()} for rows in (gone, came))
    found: dict[RowKey, RowKey] = {}

    def follow(sign: Sign, sign_before: Sign | None = None) -> None:
        origin, target = _by_sign(left, sign_before or sign), _by_sign(new, sign)
        for each in target.keys() & origin.keys():
            found[target[each]] = origin[each]
            del new[target[each]], left[origin[each]]

    follow(_all_else)
    follow(_surest)
    ids = {was[1]: place[1] for place, was in found.items() if place[0] == REGISTER.name}
    follow(_key_of_step, lambda place, cells: _key_of_step((place[0], _with_new_id(place[1], ids)), cells))
    for tab in (PEOPLE.name, CALENDAR.name):
        for header in reversed(IDENTITY[tab]):
            follow(_cell_of(tab, header))
        pairs = [[place for place in side if place[0] == tab] for side in (new, left)]
        if len(pairs[0]) == len(pairs[1]):
            found.update(zip(*pairs, strict=True))
    return found


def _by_sign(rows: Mapping[RowKey, Cells], sign: Sign) -> dict[str, RowKey]:
    found: dict[str, list[RowKey]] = defaultdict(list)
    for place, cells in rows.items():
        value = sign(place, cells)
        if value:
            found[json.dumps([place[0], value])].append(place)
    return {value: places[0] for value, places in found.items() if len(places) == 1}


def _all_else(place: RowKey, cells: Cells) -> object:
    """All that was typed besides the identity."""
    return {h: v for h, v in cells.items() if is_typed(place[0], h) and h not in IDENTITY[place[0]]}


def _surest(place: RowKey, cells: Cells) -> object:
    """What tells one row of a tab from another even where something else was typed in the same while."""
    if place[0] == LOG.name:
        people = sorted((h, v) for h, v in cells.items() if is_role(h))
        return [cells["Selesai"], people] if cells.get("Selesai") and people else None
    if place[0] == REGISTER.name:
        said = [cells.get("Judul"), cells.get("Waktu Acuan")]
        return said if all(said) else None
    return None


def _cell_of(tab: str, header: str) -> Sign:
    return lambda place, cells: cells.get(header) if place[0] == tab else None


def _key_of_step(place: RowKey, _cells: Cells) -> object:
    return place[1] if place[0] == LOG.name else None


def _with_new_id(key: str, ids: Mapping[str, str]) -> str:
    """The key of a step whose item was renamed in the register."""
    item, *rest = key.rsplit(SEPARATOR, 2)
    return SEPARATOR.join((ids.get(item, item), *rest))


def _difference(before: str, after: str) -> str:
    """The cells that differ, those that were emptied as null."""
    if before == "{}":
        return after
    old, new = json.loads(before), json.loads(after)
    differ = {h: new.get(h) for h in {**old, **new} if old.get(h) != new.get(h)}
    return json.dumps(differ, ensure_ascii=False)
