"""Working hours as people type them: `08:00-12:00, 12:30-15:00`.

A window is a pair (opening, closing) in seconds of the day, half-open: the closing moment is outside it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from worklog.core.moments import DAY_SECONDS

Window = tuple[int, int]
Windows = tuple[Window, ...]

_MOMENT = r"(\d{1,2})\s*[:.]\s*(\d{2})"
_TO = r"(?:[-‐–—−]|s\s?[./]?\s?d\.?|sampai)"
_WINDOW = re.compile(rf"\s*{_MOMENT}\s*{_TO}\s*{_MOMENT}\s*(?:wib)?\s*", re.IGNORECASE)


def read_hours(text: str) -> Windows | None:
    """Read the windows of one day, earliest first.

    Accepts `:` or `.` in a time, any dash, `s.d.`, `s/d` or `sampai` between opening and closing, `,`, `;`, `&`,
    `dan` or a new line between windows, and `WIB` behind one. The last closing may be 24:00. Blank text means that
    no hours are given: an empty tuple. None when the text cannot be read, or when the windows overlap or do not
    follow each other.
    """
    windows = _spans(text)
    if windows is None or any(opening >= closing for opening, closing in windows):
        return None
    return windows if all(before[1] <= after[0] for before, after in pairwise(windows)) else None


def read_quiet_hours(text: str) -> Windows | None:
    """Read the hours of a day in which nobody is to be disturbed, written the same way.

    They may overlap and stand in any order; those that begin later than they end go over midnight (`21:00-06:00`).
    None when the text cannot be read.
    """
    spans = _spans(text)
    if spans is None or any(opening == closing for opening, closing in spans):
        return None
    over_midnight = [(0, closing) for opening, closing in spans if opening > closing > 0]
    return tuple(sorted([*over_midnight, *((o, c if o < c else DAY_SECONDS) for o, c in spans)]))


def is_within(windows: Windows, second: int) -> bool:
    """Whether a second of the day lies in one of the windows."""
    return any(opening <= second < closing for opening, closing in windows)


def _spans(text: str) -> Windows | None:
    """The pairs of times in a text, as they stand."""
    plain = unicodedata.normalize("NFKC", text).strip(" \t\r\n,;")
    if not plain:
        return () if not text.strip() else None
    spans = tuple(_read_span(part) for part in re.split(r"[,;&\n]|\bdan\b", plain, flags=re.IGNORECASE))
    known = tuple(span for span in spans if span is not None)
    return known if len(known) == len(spans) else None


def _read_span(text: str) -> Window | None:
    match = _WINDOW.fullmatch(text)
    if match is None:
        return None
    opening, closing = _seconds(match[1], match[2]), _seconds(match[3], match[4])
    return None if opening is None or closing is None else (opening, closing)


def _seconds(hour: str, minute: str) -> int | None:
    seconds = int(hour) * 3600 + int(minute) * 60
    return seconds if int(minute) < 60 and seconds <= DAY_SECONDS else None
