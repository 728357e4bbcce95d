"""The file that remembers: every reading of a log and every change that it saw, each bound to all before it.

`entries` only grows; the hash of each covers the one before, so that a later change of the file is found
(`adapters.history.chain`). `live` is what the rows say now, derived from the entries so that a reading need not go
through all of them. A transaction holds one reading whole; it is on the disk before the program goes on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

import numpy as np

from worklog.adapters.history.chain import FIELDS, Entry, entry_hash
from worklog.core.history.changes import GONE, Change, RowKey
from worklog.core.history.lives import Memory, Observation, Poll
from worklog.core.history.months import Closed, closed_text, read_closed
from worklog.core.log.tabs import STAFF_TABS

POLL, CHANGE = "lihat", "baris"
"""The kinds of entries: a reading of the log, and a change that the reading before it saw."""

BASIS = "dasar"
"""The kind of an entry that keeps what the reading before it is judged on, where that is not as it was."""
CLOSED = "tutup"
"""The kind of an entry that keeps the report of a month that was closed (`months.Closed`)."""
_TABS = {tab.name for tab in STAFF_TABS}

TABLES = """
CREATE TABLE IF NOT EXISTS entries (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, at TEXT, tab TEXT, key TEXT, was TEXT, row INTEGER, body TEXT,
    hash BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS live (
    tab TEXT NOT NULL, key TEXT NOT NULL, cells TEXT NOT NULL, PRIMARY KEY (tab, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
"""
Content = tuple[str, str | None, str | None, str | None, str | None, int | None, str | None]
"""An entry without its number: kind, at, tab, key, was, row, body."""


class Store:
    """An open history."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def live(self) -> dict[RowKey, str]:
        """The rows as they were last seen, their cells as JSON."""
        rows = self.connection.execute("SELECT tab, key, cells FROM live")
        return {(tab, key): cells for tab, key, cells in rows}

    def add(self, now: datetime, changes: Sequence[Change], basis: str = "") -> None:
        """Remember a reading of the log, what it saw, and what it is judged on."""
        if basis == self._last_basis():
            basis = ""
        judged: list[Content] = [(BASIS, None, None, None, None, None, basis)] if basis else []
        seen = ((CHANGE, None, c.tab, c.key, c.was or None, c.row or None, c.cells) for c in changes)
        with self.connection:
            self.append([(POLL, now.isoformat(), None, None, None, None, None), *judged, *seen])
            self._bring_up_to_date(changes)

    def append(self, contents: Iterable[Content]) -> None:
        """Put entries behind the last one, in the open transaction."""
        last, before = self.head()
        rows: list[tuple[object, ...]] = []
        for number, content in enumerate(contents, last + 1):
            entry: Entry = (number, *content)
            before = entry_hash(before, entry)
            rows.append((*entry, before))
        self.connection.executemany(f"INSERT INTO entries ({FIELDS}, hash) VALUES (?,?,?,?,?,?,?,?,?)", rows)

    def head(self) -> tuple[int, bytes]:
        """The number and the hash of the last entry."""
        row = self.connection.execute("SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1").fetchone()
        return row or (0, b"")

    def since(self) -> np.datetime64:
        """When the log was first read; NaT when it never was."""
        row = self.connection.execute(
            "SELECT at FROM entries WHERE kind = ? ORDER BY number LIMIT 1", (POLL,)
        ).fetchone()
        return np.datetime64(row[0] if row else "NaT", "s")

    def memory(self) -> Memory:
        """All that is remembered of the rows. Raises `ValueError` and the like where an entry is none of ours."""
        polls: list[Poll] = []
        observations: list[Observation] = []
        bases: list[tuple[int, str]] = []
        entries = self.connection.execute(
            "SELECT number, kind, at, tab, key, was, row, body, json_valid(body) AND body LIKE '{%' "
            "FROM entries WHERE kind IN (?, ?, ?) ORDER BY number",
            (POLL, CHANGE, BASIS),
        )
        for number, kind, at, tab, key, was, row, body, is_object in entries:
            if kind == POLL:
                polls.append(Poll(number, _moment(at)))
            elif kind == BASIS and is_object:
                bases.append((polls[-1].number, body))
            elif kind == CHANGE and (is_object or body == GONE):
                observations.append(Observation(polls[-1].number, _change(tab, key, was, row, body)))
            else:
                raise ValueError(f"entry {number}")
        return Memory(polls, observations, bases)

    def _last_basis(self) -> str:
        last = "SELECT body FROM entries WHERE kind = ? ORDER BY number DESC LIMIT 1"
        row = self.connection.execute(last, (BASIS,)).fetchone()
        return row[0] if row else ""

    def close_month(self, closed: Closed, files: Sequence[bytes]) -> None:
        """Keep the report of a month: what it said, its file, and that of its recap where there is one."""
        with self.connection:
            self.append([(CLOSED, closed.made, None, closed.month, None, closed.revision, closed_text(closed))])
            hashed = [(sha256(content).hexdigest(), content) for content in files]
            self.connection.executemany("INSERT OR IGNORE INTO files VALUES (?, ?)", hashed)

    def closed(self) -> list[Closed]:
        """The reports of months that were closed, in the order in which they were made."""
        rows = self.connection.execute("SELECT body FROM entries WHERE kind = ? ORDER BY number", (CLOSED,))
        return [read_closed(body) for (body,) in rows]

    def content(self, digest: str) -> bytes | None:
        """The content of a file that closed a month, by its hash; None where it is not kept, or is not as it was."""
        row = self.connection.execute("SELECT content FROM files WHERE sha256 = ?", (digest,)).fetchone()
        return row[0] if row and sha256(row[0]).hexdigest() == digest else None

    def _bring_up_to_date(self, changes: Sequence[Change]) -> None:
        left = [(c.tab, c.was or c.key) for c in changes if c.was or c.cells == GONE]
        stay = [(c.tab, c.key, c.whole) for c in changes if c.cells != GONE]
        self.connection.executemany("DELETE FROM live WHERE tab = ? AND key = ?", left)
        self.connection.executemany("INSERT OR REPLACE INTO live VALUES (?, ?, ?)", stay)


def _moment(text: str) -> np.datetime64:
    return np.datetime64(datetime.fromisoformat(text), "s")


def _change(tab: str, key: str, was: str | None, row: int | None, cells: str) -> Change:
    if tab not in _TABS or not isinstance(key, str) or not isinstance(was or "", str) or not isinstance(row or 0, int):
        raise ValueError(key)
    return Change(tab, key, was or "", row or 0, cells)
