"""The chain of hashes that binds the entries of a history, and whether it still holds."""

from __future__ import annotations

import json
import sqlite3
from hashlib import blake2b

FIELDS = "number, kind, at, tab, key, was, row, body"
Entry = tuple[int, str, str | None, str | None, str | None, str | None, int | None, str | None]
"""An entry by `FIELDS`."""
CUT = "pangkas"
"""The kind of an entry that says up to which number retention has emptied entries (`row`)."""
EMPTIED = "kosong"
"""The kind of an entry whose content retention took away; its hash still binds the others."""


def entry_hash(before: bytes, entry: Entry) -> bytes:
    """The hash of an entry, bound to the hash of the one before it."""
    return blake2b(before + json.dumps(entry, ensure_ascii=False).encode(), digest_size=16).digest()


def first_break(connection: sqlite3.Connection) -> int | None:
    """The number of the first entry that is not as it was written, or is missing; None when the chain is whole."""
    (cut,) = connection.execute("SELECT coalesce(max(row), 0) FROM entries WHERE kind = ?", (CUT,)).fetchone()
    before, expected = b"", 1
    for *fields, stored in connection.execute(f"SELECT {FIELDS}, hash FROM entries ORDER BY number"):
        entry: Entry = tuple(fields)
        emptied = entry[1] == EMPTIED and entry[0] <= cut
        if entry[0] != expected or (not emptied and stored != entry_hash(before, entry)):
            return expected
        before, expected = stored, expected + 1
    return None
