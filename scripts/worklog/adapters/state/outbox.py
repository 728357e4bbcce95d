"""The messages that wait to be sent, in the timer's file, so that each is sent once whatever happens in between.

A message waits, is claimed (committed) before it is handed to a channel, and is settled by what the channel tells. The
timer's lock keeps others from sending meanwhile; so a claim that is found and nobody settled was cut off in between:
whether it arrived is unknown, and it is never sent again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=1)
"""Until a message that was refused is tried again: twice as long each time."""
GIVEN_UP_AFTER = timedelta(days=7)
KEPT_DAYS, KEPT_ROWS = timedelta(days=400), 20_000
"""What is settled is forgotten when it is both older than that and not among the last ones: a clock that ran ahead
for a while must not let a reminder go twice."""

WAITING, CLAIMED, SENT, UNCERTAIN, DROPPED = "menunggu", "dikirim", "terkirim", "tidak pasti", "batal"

_TABLES = """
CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, recipient TEXT NOT NULL, kind TEXT NOT NULL,
    person TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, files TEXT NOT NULL, state TEXT NOT NULL,
    made TEXT NOT NULL, send_from TEXT NOT NULL, tries INTEGER NOT NULL, changed TEXT NOT NULL,
    UNIQUE (key, recipient)
);
CREATE INDEX IF NOT EXISTS outbox_by_state ON outbox (state, kind);
CREATE TABLE IF NOT EXISTS outbox_notes (note TEXT PRIMARY KEY, told INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS outbox_alarm (since TEXT NOT NULL, key TEXT NOT NULL);
"""
_FIELDS = "number, key, recipient, kind, person, subject, text, files, made, send_from, tries"


@dataclass(frozen=True)
class Letter:
    """A message for one recipient, an e-mail address or the id of a channel; `key` says what it is about."""

    key: str
    recipient: str
    kind: str
    subject: str
    text: str
    person: str = ""
    files: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """A letter in the outbox, the moment from which it may be sent, and how often it was tried."""

    number: int
    letter: Letter
    made: datetime
    send_from: datetime
    tries: int


class Outbox:
    """The tables `outbox`, `outbox_notes` and `outbox_alarm` of a state file.

    What is put in joins the transaction that is open, or is one of its own; what is claimed and settled is always
    committed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        for statement in _TABLES.split(";"):
            connection.execute(statement)

    def put(self, letters: Iterable[Letter], now: datetime) -> None:
        """Let letters wait, each of which was never put in before."""
        with self.joined():
            self._forget_wrong_clock(now)
            self._insert(letters, now, now)

    def replace(self, kind: str, letters: Sequence[Letter], now: datetime, send_from: datetime | None = None) -> None:
        """Let just these letters of a kind wait: the others are taken out, and texts are renewed.

        A letter whose key was sent already, to whomever, is not put in again.
        """
        with self.joined():
            self._forget_wrong_clock(now)
            kept = {(letter.key, letter.recipient) for letter in letters}
            waiting = self._rows("state = ? AND kind = ?", WAITING, kind)
            outdated = [(w.number,) for w in waiting if (w.letter.key, w.letter.recipient) not in kept]
            self.connection.executemany("DELETE FROM outbox WHERE number = ?", outdated)
            used = {
                letter.key
                for letter in letters
                if self.connection.execute(
                    "SELECT 1 FROM outbox WHERE key = ? AND state <> ? LIMIT 1", (letter.key, WAITING)
                ).fetchone()
            }
            self._insert((letter for letter in letters if letter.key not in used), now, send_from or now)
            self.connection.executemany(
                "UPDATE outbox SET person = ?, subject = ?, text = ? WHERE key = ? AND recipient = ? AND state = ?",
                [(each.person, each.subject, each.text, each.key, each.recipient, WAITING) for each in letters],
            )
            self._forget(now)

    def withdraw(self, waiting: Iterable[Waiting]) -> None:
        """Take letters out that nobody wants any more."""
        with self.joined():
            self.connection.executemany("DELETE FROM outbox WHERE number = ?", [(w.number,) for w in waiting])

    def waiting(self, now: datetime) -> list[Waiting]:
        """The letters that may be tried now, the oldest first.

        A moment so far ahead that only a clock that was wrong can have set it holds nothing back.
        """
        latest = (now + LONGEST_PAUSE + timedelta(days=1)).isoformat()
        return self._rows("state = ? AND (send_from <= ? OR send_from > ?)", WAITING, now.isoformat(), latest)

    def count_waiting(self, tries: int = 0) -> int:
        """How many letters wait that were tried at least so often."""
        (count,) = self.connection.execute(
            "SELECT count(*) FROM outbox WHERE state = ? AND tries >= ?", (WAITING, tries)
        ).fetchone()
        return int(count)

    def claim(self, letters: Sequence[Waiting], now: datetime) -> list[Waiting]:
        """Note that letters are handed to a channel from now on; those of them that still waited until then."""
        with self.connection:
            return [
                each
                for each in letters
                if self.connection.execute(
                    "UPDATE outbox SET state = ?, changed = ? WHERE number = ? AND state = ?",
                    (CLAIMED, now.isoformat(), each.number, WAITING),
                ).rowcount
            ]

    def adopt(self, keys: Iterable[tuple[str, str]]) -> None:
        """Let what was told under an older version's key (the first of each pair) count as told under the second."""
        with self.joined():
            self.connection.executemany(
                "UPDATE OR IGNORE outbox SET key = ? WHERE key = ?", [(new, old) for old, new in keys]
            )

    def settle(self, letters: Sequence[Waiting], now: datetime, *, certain: bool) -> None:
        """Note that letters arrived, or that it cannot be known; their texts are not kept."""
        self._settle(letters, SENT if certain else UNCERTAIN, now)

    def put_back(self, letters: Sequence[Waiting], now: datetime) -> list[Waiting]:
        """Let letters wait that certainly did not arrive; those given up, for they have waited too long."""
        given_up = [w for w in letters if now - w.made > GIVEN_UP_AFTER]
        with self.connection:
            for each in letters:
                pause = min(FIRST_PAUSE * 2 ** min(each.tries, 10), LONGEST_PAUSE)
                self.connection.execute(
                    "UPDATE outbox SET state = ?, tries = tries + 1, send_from = ?, changed = ? WHERE number = ?",
                    (WAITING, (now + pause).isoformat(), now.isoformat(), each.number),
                )
        self._settle(given_up, DROPPED, now)
        return given_up

    def cut_off(self, now: datetime) -> list[Waiting]:
        """The letters that were claimed and never settled; they count as sent from now on."""
        letters = self._rows("state = ?", CLAIMED)
        self._settle(letters, UNCERTAIN, now)
        return letters

    def note(self, about: str, notes: Sequence[str]) -> None:
        """Keep the sentences that hold now about something; those that hold no longer may be told again one day."""
        keys = [f"{about}|{note}" for note in notes]
        with self.joined():
            marks = ", ".join("?" * len(keys))
            self.connection.execute(
                f"DELETE FROM outbox_notes WHERE substr(note, 1, ?) = ? AND note NOT IN ({marks})",
                (len(about) + 1, f"{about}|", *keys),
            )
            self.connection.executemany("INSERT OR IGNORE INTO outbox_notes VALUES (?, 0)", [(key,) for key in keys])

    def notes(self, about: str) -> list[str]:
        """The sentences that hold now about something."""
        rows = self.connection.execute("SELECT note FROM outbox_notes ORDER BY note")
        return [note for found, _, note in (row[0].partition("|") for row in rows) if found == about]

    def untold_notes(self) -> list[str]:
        """The sentences that hold now and were not told yet; they count as told from now on."""
        rows = self.connection.execute("SELECT note FROM outbox_notes WHERE told = 0").fetchall()
        if rows:
            with self.connection:
                self.connection.execute("UPDATE outbox_notes SET told = 1")
        return [note.partition("|")[2] for (note,) in rows]

    def alarm(self) -> tuple[datetime, str] | None:
        """Since when the alarm stands, and the key of its letters; None when all is well."""
        row = self.connection.execute("SELECT since, key FROM outbox_alarm").fetchone()
        return (datetime.fromisoformat(row[0]), row[1]) if row else None

    def raise_alarm(self, key: str, now: datetime) -> None:
        with self.joined():
            self.connection.execute("INSERT INTO outbox_alarm VALUES (?, ?)", (now.isoformat(), key))

    def end_alarm(self) -> list[Waiting]:
        """Let the alarm rest; its letters that still wait, and were never sent."""
        standing = self.alarm()
        with self.joined():
            self.connection.execute("DELETE FROM outbox_alarm")
        return self._rows("state = ? AND key = ?", WAITING, standing[1]) if standing else []

    def _insert(self, letters: Iterable[Letter], now: datetime, send_from: datetime) -> None:
        self.connection.executemany(
            "INSERT OR IGNORE INTO outbox (key, recipient, kind, person, subject, text, files, state, made, send_from, "
            "tries, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
            [
                (
                    *(letter.key, letter.recipient, letter.kind, letter.person, letter.subject, letter.text),
                    json.dumps([str(file) for file in letter.files]),
                    *(WAITING, now.isoformat(), send_from.isoformat(), now.isoformat()),
                )
                for letter in letters
            ],
        )

    def _settle(self, letters: Sequence[Waiting], state: str, now: datetime) -> None:
        with self.connection:
            self.connection.executemany(
                "UPDATE outbox SET state = ?, changed = ?, text = '', files = '[]' WHERE number = ?",
                [(state, now.isoformat(), each.number) for each in letters],
            )

    def _forget_wrong_clock(self, now: datetime) -> None:
        """What was settled by a clock that ran days ahead was not told of these days."""
        self.connection.execute(
            "DELETE FROM outbox WHERE state NOT IN (?, ?) AND made > ?",
            (WAITING, CLAIMED, (now + timedelta(days=1)).isoformat()),
        )

    def _forget(self, now: datetime) -> None:
        self.connection.execute(
            "DELETE FROM outbox WHERE state NOT IN (?, ?) AND changed < ? "
            "AND number <= (SELECT max(number) FROM outbox) - ?",
            (WAITING, CLAIMED, (now - KEPT_DAYS).isoformat(), KEPT_ROWS),
        )

    def _rows(self, condition: str, *values: object) -> list[Waiting]:
        rows = self.connection.execute(f"SELECT {_FIELDS} FROM outbox WHERE {condition} ORDER BY number", values)
        return [
            Waiting(
                number,
                Letter(key, recipient, kind, subject, text, person, tuple(map(Path, json.loads(files)))),
                datetime.fromisoformat(made),
                datetime.fromisoformat(send_from),
                tries,
            )
            for number, key, recipient, kind, person, subject, text, files, made, send_from, tries in rows
        ]

    @contextmanager
    def joined(self) -> Iterator[None]:
        """Join the open transaction, or be one."""
        if self.connection.in_transaction:
            yield
        else:
            with self.connection:
                yield
