"""How much of a history is kept: readings that saw nothing, and rows that are gone, are emptied when they are old.

Their hashes stay, so the chain still binds all the others, and an entry says up to where it was done. What is known of
rows that are in the log stays, however old.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

import numpy as np

from worklog.adapters.history.chain import CUT, EMPTIED
from worklog.adapters.history.store import BASIS, CHANGE, POLL, Store
from worklog.core.history.changes import GONE, RowKey
from worklog.core.history.clocks import corrected

FEWEST_MONTHS = 2
DAYS_TO_CONFIRM = 3


def prune(store: Store, now: datetime, keep_months: int, largest_bytes: int) -> None:
    """Empty what is older than so many months, and of fewer months while the file is larger than it may be."""
    months = keep_months
    _empty_before(store, _months_before(now, months), now)
    while months > FEWEST_MONTHS and size(store) > largest_bytes:
        months = max(months // 2, FEWEST_MONTHS)
        _empty_before(store, _months_before(now, months), now)


def size(store: Store) -> int:
    """Bytes of the file."""
    (pages,), (bytes_,) = (
        store.connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
    )
    return int(pages) * int(bytes_)


def is_new_month(store: Store, now: datetime) -> bool:
    """Whether the last reading was in another month."""
    row = store.connection.execute(
        "SELECT at FROM entries WHERE kind = ? ORDER BY number DESC LIMIT 1", (POLL,)
    ).fetchone()
    return row is not None and row[0][:7] != f"{now:%Y-%m}"


def _months_before(now: datetime, months: int) -> datetime:
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return datetime(year, month + 1, 1)


def _empty_before(store: Store, moment: datetime, now: datetime) -> None:
    """Empty old entries in one transaction, and give their place back to the disk."""
    numbers = list(_empty_ones(store, _last_before(store, moment)))
    if not numbers:
        return
    with store.connection:
        store.connection.executemany(
            "UPDATE entries SET kind = ?, at = NULL, tab = NULL, key = NULL, was = NULL, row = NULL, body = NULL "
            "WHERE number = ?",
            [(EMPTIED, number) for number in numbers],
        )
        store.append([(CUT, now.isoformat(), None, None, None, max(numbers), None)])
    store.connection.execute("VACUUM")


def _last_before(store: Store, moment: datetime) -> int:
    """The last reading before a moment; 0 while it was not confirmed by readings on several days that it has passed.

    A clock that was wrong once makes nothing old.
    """
    of_polls = "SELECT number, at FROM entries WHERE kind = ? ORDER BY number"
    polls = store.connection.execute(of_polls, (POLL,)).fetchall()
    at = corrected(np.array([when for _, when in polls], dtype="datetime64[s]"))
    since = at >= np.datetime64(moment, "s")
    if len(np.unique(at[since].astype("datetime64[D]"))) < DAYS_TO_CONFIRM:
        return 0
    first = int(since.argmax())
    return int(polls[first - 1][0]) if first else 0


def _empty_ones(store: Store, last: int) -> Iterator[int]:
    """Readings up to that entry that saw nothing worth keeping, and the changes of rows that were gone by then."""
    lives: dict[RowKey, list[int]] = defaultdict(list)
    of_poll: dict[int, int] = {}
    gone: set[int] = set()
    polls = []
    for number, kind, tab, key, was, body in store.connection.execute(
        "SELECT number, kind, tab, key, was, body FROM entries WHERE kind IN (?, ?, ?) ORDER BY number",
        (POLL, CHANGE, BASIS),
    ):
        if kind == POLL:
            if number > last:
                break
            polls.append(number)
            continue
        if kind == BASIS:
            of_poll[number] = polls[-1]
            continue
        numbers = [*lives.pop((tab, was or key), []), number]
        lives[tab, key] = numbers
        of_poll[number] = polls[-1]
        if body == GONE:
            lives.pop((tab, key))
            gone.update(numbers)
    used = {poll for number, poll in of_poll.items() if number not in gone}
    yield from sorted(gone)
    yield from (poll for poll in polls[:-1] if poll not in used)
