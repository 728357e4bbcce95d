"""What a cell of the worksheet says to the program, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from worklog.core.decree import columns as c
from worklog.core.decree.draft import compared, is_yes
from worklog.core.sop.model import Limit, read_limit

WORKING_DAY = re.compile(r"\bhari kerja\b")
NUMBER = re.compile(r"[1-9]\d{0,2}", re.ASCII)
_HOURS_AND_MINUTES = re.compile(r"(\d+) jam (?:dan )?(\d+) menit", re.ASCII)
_TIMES = re.compile(r"(\d+) ?[x×] ?(\d+) (menit|jam|hari)", re.ASCII)
_BESIDE = re.compile(r"^(?:±|\+/-|sekitar|kurang lebih|maks\w*\.?)|\(.*?\)")
"""What people write beside a limit that says no other one: about, at most, the number in words."""
_CODE = re.compile(r"[A-Z]\d", re.ASCII)


class CellProblem(ValueError):
    """What is wrong with one cell, as a sentence."""


def limit(text: str) -> Limit:
    """A time limit; working days pass for days, which `Flow.clock` tells apart. Raises CellProblem."""
    plain = WORKING_DAY.sub("hari", compared(text))
    try:
        return read_limit(plain)
    except ValueError:
        if meant := _meant(" ".join(_BESIDE.sub(" ", plain).split())):
            raise CellProblem(f'tulis dengan satu angka dan satu satuan: "{meant}".') from None
        raise CellProblem('tulis satu angka bulat dan satuannya, seperti "15 menit", "2 jam" atau "1 hari".') from None


def _meant(text: str) -> str:
    """The limit that is written in another way, "" where that is not sure."""
    if both := _HOURS_AND_MINUTES.fullmatch(text):
        return f"{60 * int(both[1]) + int(both[2])} menit"
    if times := _TIMES.fullmatch(text):
        return f"{int(times[1]) * int(times[2])} {times[3]}"
    try:
        return read_limit(text).text
    except ValueError:
        return ""


def kind(text: str) -> str:
    """The kind of a step."""
    return _one_of(text, {word: kind for kind, word in c.KIND_WORDS.items()})


def clock(text: str) -> str:
    """The clock of a flow."""
    return _one_of(text, {word: clock for clock, word in c.CLOCK_WORDS.items()})


def _one_of(text: str, known: Mapping[str, str]) -> str:
    if compared(text) not in known:
        raise CellProblem(f"tulis salah satu: {', '.join(known)}.")
    return known[compared(text)]


def whole(text: str) -> int:
    """A whole number from 1 on; raises CellProblem."""
    if not NUMBER.fullmatch(text):
        raise CellProblem("tulis angka bulat.")
    return int(text)


def code(text: str) -> str:
    """The code of a flow; raises CellProblem."""
    if not _CODE.fullmatch(text):
        raise CellProblem('tulis satu huruf besar dan satu angka, seperti "P1".')
    return text


def yes(text: str) -> bool:
    """Whether Ya is said; raises CellProblem."""
    if not is_yes(text) and compared(text) not in c.NO_WORDS:
        raise CellProblem(f'tulis "{c.YES}", atau kosongkan.')
    return is_yes(text)
