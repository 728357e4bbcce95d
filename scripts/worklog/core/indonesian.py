"""Indonesian dates, times, durations and numbers, written for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import numpy as np

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SHORT_WEEKDAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
"""Monday first, as `date.weekday` counts."""

_COUNTS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")

UNKNOWN = "–"
BLANK = "(kosong)"
"""Stands for a cell in which nothing is typed."""


def day_text(day: date | np.datetime64 | None) -> str:
    """`Minggu, 22 November 2026`; a dash when unknown (None or NaT)."""
    known = _known(day)
    return f"{WEEKDAYS[known.weekday()]}, {known.day} {month_text(known.year, known.month)}" if known else UNKNOWN


def short_day_text(day: date | np.datetime64 | None) -> str:
    """`22 Nov 2026`; a dash when unknown (None or NaT)."""
    known = _known(day)
    return f"{known.day} {SHORT_MONTHS[known.month - 1]} {known.year}" if known else UNKNOWN


def moment_text(moment: date | np.datetime64 | None) -> str:
    """`22 Nov 2026 14.05`; a dash when unknown (None or NaT)."""
    known = _known(moment)
    return f"{short_day_text(known)} {known:%H.%M}" if known else UNKNOWN


def moment_texts(moments: np.ndarray) -> list[str]:
    """Each of many moments as `moment_text` writes it; the day and the time of day are each written once."""
    known = ~np.isnat(moments)
    days, day = np.unique(moments.astype("datetime64[D]"), return_inverse=True)
    minute, time = np.unique(moments.astype("datetime64[m]").astype(np.int64) % 1440, return_inverse=True)
    times = [f" {at // 60:02}.{at % 60:02}" for at in minute.tolist()]
    texts = np.array([*map(short_day_text, days)], dtype=object)[day]
    texts[known] += np.array(times, dtype=object)[time[known]]
    told: list[str] = texts.tolist()
    return told


def month_text(year: int, month: int) -> str:
    """`November 2026`."""
    return f"{MONTHS[month - 1]} {year}"


def duration_text(seconds: int, day: int = 0, unit: str = "hari kerja") -> str:
    """`2 jam 15 menit` for a duration from zero up, rounded up to whole minutes.

    From one day of so many seconds on, whole days and hours: `2 hari kerja 5 jam`; day 0: never in days.
    """
    if day and seconds >= day:
        days, rest = divmod(int(seconds), day)
        return f"{days} {unit} {rest // 3600} jam" if rest >= 3600 else f"{days} {unit}"
    hours, minutes = divmod(-(-int(seconds) // 60), 60)
    if not hours:
        return f"{minutes} menit"
    return f"{hours} jam {minutes} menit" if minutes else f"{hours} jam"


def number_text(number: float, decimals: int = 0) -> str:
    """`1.069` or `12,5`."""
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def percent_text(share: float) -> str:
    """`95,7%` for a fraction of 1; a dash when unknown (NaN)."""
    return f"{number_text(100 * share, 1)}%" if share == share else UNKNOWN


def _known(value: date | np.datetime64 | None) -> datetime | None:
    """The moment in whole seconds; None for None and for NaT, which is the one value that differs from itself."""
    if value is None or value != value:
        return None
    if type(value) is datetime:
        return value.replace(microsecond=0)
    moment: datetime = np.array(value, dtype="datetime64[s]").item()
    return moment


def and_text(words: Sequence[str]) -> str:
    """Some words as people list them: `P3 dan P4`, `P1, P2 dan P4`."""
    return " dan ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def listed(words: Sequence[str], most: int, others: str = "lainnya") -> str:
    """So many words at most, and how many more there are: `P1, P2 dan 3 lainnya`."""
    more = f" dan {len(words) - most} {others}" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def count_text(count: int) -> str:
    """A small number in words."""
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def one_line(text: str, most: int) -> str:
    """A text from a cell as one line of so many characters at most."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
