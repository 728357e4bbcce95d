"""What one look tells, and how people read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from worklog.core.errors import WorklogError
from worklog.core.indonesian import day_text
from worklog.core.signs import Level, Sign, wrong

MARKS: Mapping[Level, str] = {"fine": "✓", "note": "!", "wrong": "✗"}
OLD_MARKS: Mapping[Level, str] = {"fine": "+", "note": "!", "wrong": "x"}
"""For consoles whose letters have no ✓."""


class Section(NamedTuple):
    """Signs that belong together."""

    title: str
    signs: Sequence[Sign]


def look(what: str, at: Callable[[], Sign | None]) -> list[Sign]:
    """Look at one thing; what keeps one look from ending well is a sign, and the others go on."""
    try:
        sign = at()
    except WorklogError as error:
        return [wrong(f"{what}: {error}")]
    except Exception as error:
        return [
            wrong(f"{what} tidak dapat diperiksa ({type(error).__name__}: {error}).", "Tanyakan pengelola program.")
        ]
    return [sign] if sign else []


def is_well(sections: Iterable[Section]) -> bool:
    """Whether nothing is wrong; what people should only know does not count."""
    return not any(sign.level == "wrong" for section in sections for sign in section.signs)


def health_lines(sections: Sequence[Section], now: datetime, marks: Mapping[Level, str] = MARKS) -> list[str]:
    """All that was seen, section by section, and at the end how much of it is not fine."""
    lines = [f"Keadaan program pada {day_text(now)} pukul {now:%H.%M} WIB"]
    for section in sections:
        lines += ["", section.title]
        for sign in section.signs:
            lines += _indented(f"{marks[sign.level]} {sign.seen}", "  ")
            lines += _indented(f"  Yang harus dilakukan: {sign.advice}", "    ") if sign.advice else []
    return [*lines, "", _conclusion(sections, marks)]


def _indented(text: str, further: str) -> list[str]:
    first, *rest = text.splitlines()
    return [first, *(further + line for line in rest)]


def _conclusion(sections: Iterable[Section], marks: Mapping[Level, str]) -> str:
    levels = [sign.level for section in sections for sign in section.signs]
    bad, known = levels.count("wrong"), levels.count("note")
    told = [f"{bad} hal harus dibenahi (tanda {marks['wrong']})"] * bool(bad)
    told += [f"{known} hal perlu diketahui (tanda {marks['note']})"] * bool(known)
    return f"Kesimpulan: {', '.join(told)}." if told else "Kesimpulan: semuanya baik."
