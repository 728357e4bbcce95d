"""What was seen of one thing that the program needs, and what people have to do about it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Level = Literal["fine", "note", "wrong"]
CONNECT = "Sambungkan {} (kabel, jaringan, atau drive yang dipetakan), atau ganti {} di sheets_config.json."
"""What to do about a place out of reach; its drive, and the key of the configuration that names it."""


class Sign(NamedTuple):
    """What was seen; when it is not fine, what to do."""

    level: Level
    seen: str
    advice: str = ""


def fine(seen: str) -> Sign:
    """All is well."""
    return Sign("fine", seen)


def note(seen: str, advice: str) -> Sign:
    """It works, but people should know."""
    return Sign("note", seen, advice)


def wrong(seen: str, advice: str = "") -> Sign:
    """Something has to be done; `advice` is left out where what was seen says it."""
    return Sign("wrong", seen, advice)
