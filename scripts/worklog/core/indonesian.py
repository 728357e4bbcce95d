"""Indonesian dates, times, durations and numbers: written for people, and read as people type them."""

from __future__ import annotations

import re
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

UNKNOWN = "—"

_OTHER_MONTHS = {
    1: "january",
    2: "peb pebruari february",
    3: "mrt march",
    5: "may",
    6: "june",
    7: "july",
    8: "agt ags aug agust august",
    9: "sept",
    10: "oct october",
    11: "nop nopember",
    12: "dec december",
}
_MONTH_NUMBERS = {
    **{name.casefold(): number for names in (MONTHS, SHORT_MONTHS) for number, name in enumerate(names, 1)},
    **{name: number for number, names in _OTHER_MONTHS.items() for name in names.split()},
}
_OTHER_WEEKDAYS = ("jum'at", "jum’at", "ahad", "mgg")
_WEEKDAY = "|".join(name.casefold() for name in (*WEEKDAYS, *SHORT_WEEKDAYS, *_OTHER_WEEKDAYS))
_YEAR = r"(\d{4}|\d\d)"
_WRITTEN = re.compile(
    rf"(?:(?:hari )?(?:{_WEEKDAY})(?:[.,] ?| ))?"
    rf"(?:(\d\d?) ?([/.-]) ?(\d\d?) ?\2 ?{_YEAR}"  # 22/11/2026, the day always first
    r"|(\d{4})([/.-])(\d\d?)\6(\d\d?)"  # 2026-11-22
    rf"|(\d\d?)[ ./-]?([a-z]+)[ .,/'-]{{0,2}}{_YEAR})"  # 22 November 2026
    r"(?:(?:t| ?, ?| - | )(?:(?:pukul|pkl\.?|pk\.?|jam) ?)?"
    r"(\d\d?)[:.](\d\d)(?:[:.](\d\d))?(?: ?wib)?)?"
)
_FIRST_YEAR = 1900
_CENTURY = 2000


def read_moment(text: str) -> datetime | None:
    """Read a date as people type it, midnight where no time stands with it; None when it cannot be read.

    The day stands before the month, never the American way; years of two digits are 20yy; WIB is the only zone.
    """
    match = _WRITTEN.fullmatch(" ".join(text.casefold().split()))
    if match is None:
        return None
    day, _, month, year, year_first, _, month_second, day_last, day_named, name, year_named, *time = match.groups()
    number = _MONTH_NUMBERS.get(name, 0) if name else int(month or month_second)
    years = year or year_first or year_named
    full_year = int(years) + (_CENTURY if len(years) == 2 else 0)
    if full_year < _FIRST_YEAR:
        return None
    hour, minute, second = (int(part or 0) for part in time)
    try:
        return datetime(full_year, number, int(day or day_last or day_named), hour, minute, second)
    except ValueError:
        return None


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


def month_text(year: int, month: int) -> str:
    """`November 2026`."""
    return f"{MONTHS[month - 1]} {year}"


def duration_text(seconds: int) -> str:
    """`2 jam 15 menit` for a duration from zero up, rounded up to whole minutes: 1 second too late is late."""
    hours, minutes = divmod(-(-int(seconds) // 60), 60)
    if not hours:
        return f"{minutes} menit"
    return f"{hours} jam {minutes} menit" if minutes else f"{hours} jam"


def number_text(number: float, decimals: int = 0) -> str:
    """`1.069` or `12,5`."""
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def _known(value: date | np.datetime64 | None) -> datetime | None:
    """The moment in whole seconds; None for None and for NaT, which is the one value that differs from itself."""
    if value is None or value != value:
        return None
    moment: datetime = np.array(value, dtype="datetime64[s]").item()
    return moment


def one_line(text: str, most: int) -> str:
    """A text from a cell as one line of so many characters at most."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
