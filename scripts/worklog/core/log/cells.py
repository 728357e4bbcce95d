"""Read the cells of a column as people typed them: texts, IDs, moments, days and whole numbers.

A column is any sequence of raw cells: str, int, float, bool, datetime, date, time, timedelta, and None or an empty
text for blank. Work is done per type and per different text, never per row. What cannot be read is marked, and
nothing raises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from types import NoneType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from worklog.core.log.behind import Behind, shown
from worklog.core.log.written import Written, read_written, time_alone
from worklog.core.moments import DAY_SECONDS

Cells = Sequence[object] | NDArray[np.object_] | pd.Series
Texts = NDArray[np.object_]
Flags = NDArray[np.bool_]
Moments = NDArray[np.datetime64]

TIME_ALONE, OTHER_WEEKDAY = "time", "weekday"
"""What is odd about a date: only a time of day stands there, or a weekday that is not that day's."""

SERIAL_DAY_ZERO = datetime(1899, 12, 30)
"""From here the serial numbers of Excel and Google Sheets count days."""
_FIRST_SERIAL, END_OF_SERIALS = 1, 2_958_466
"""The year 10000 is out of reach."""
_LAST_MOMENT = np.datetime64("9999-12-31T23:59:59", "s")
_END_OF_WHOLE_NUMBERS = 2**53
"""From here on a sheet's numbers are no longer exact."""
_MOST_DIGITS = 16

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_LINE_BREAK = re.compile("\r\n?|[\x85\u2028\u2029]")
_BLANK = re.compile("[\t\v\f]")
_INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Control and zero-width characters, soft hyphens and marks of writing direction; not the line break."""


def links_in(text: str) -> list[str]:
    """The http(s) links that a text holds, in whatever case their beginning was typed."""
    return _LINK.findall(text)


def texts(cells: Cells) -> Texts:
    """Each cell as the text a person sees: cleaned of invisible characters, `118` for 118.0, "" for blank."""
    return _as_texts(cells, _text)


def as_shown(cells: Cells) -> Texts:
    """Each cell as `texts` gives it, but days and times as the sheet shows them: `23/11/2026 14:05`, `08:15`."""
    return _as_texts(cells, _sheet_text)


def _as_texts(cells: Cells, translate: Callable[[Any], str]) -> Texts:
    result = np.full(len(cells), "", dtype=object)
    for kind, where, values in _by_type(cells):
        if kind is not NoneType:
            result[where] = _translated(values, translate)
    return result


def words(texts: Texts) -> Texts:
    """Texts as they are compared: without case, and with runs of white space as one space."""
    return _translated(texts, _word)


def identifiers(texts: Texts) -> Texts:
    """The key under which two IDs are the same: their words, and numbers without leading zeros."""
    return _translated(texts, _identifier)


def days(cells: Cells) -> tuple[Moments, Flags, Flags]:
    """Day of each cell (datetime64[D]), whether it is filled, whether readable; a time that stands with it is cut."""
    read = dates(cells)
    return read.days, read.filled, ~np.isnat(read.days) & (read.odd == "")


class Dates(NamedTuple):
    """What the cells of a column say.

    values (datetime64[s], NaT where unreadable, midnight without a time), days (datetime64[D]; `22/11/2026 24:00` is
    of the 22nd), filled, timed (a time of day stands there), odd (`TIME_ALONE`, `OTHER_WEEKDAY`, "" for neither).
    """

    values: Moments
    days: Moments
    filled: Flags
    timed: Flags
    odd: Texts


def dates(cells: Cells, around: Moments | None = None) -> Dates:
    """Date and time of each cell; `around`: the day (datetime64[D]) near which a date without a year lies."""
    values = np.full(len(cells), np.datetime64("NaT"), dtype="datetime64[s]")
    days = values.astype("datetime64[D]")
    filled = np.zeros(len(cells), dtype=bool)
    timed = np.zeros(len(cells), dtype=bool)
    odd = np.full(len(cells), "", dtype=object)
    for kind, where, part in _by_type(cells):
        filled[where] = kind is not NoneType
        if issubclass(kind, str):
            near = np.full(len(part), np.datetime64("NaT", "D")) if around is None else around[where]
            values[where], days[where], filled[where], timed[where], odd[where] = _written_dates(part, near)
            continue
        if _is_number(kind):
            values[where] = _serial_dates(part)
            numbers = _floats(part)
            odd[where] = np.where((numbers > 0) & (numbers < _FIRST_SERIAL), TIME_ALONE, "")
        elif issubclass(kind, date):
            values[where] = _whole_seconds(pd.DatetimeIndex(part, dtype="datetime64[us]").to_numpy())
        elif issubclass(kind, (time, timedelta)):
            odd[where] = TIME_ALONE
        days[where] = values[where].astype("datetime64[D]")
        timed[where] = ~np.isnat(values[where]) & (values[where] != days[where])
    return Dates(values, days, filled, timed, odd)


def whole_numbers(cells: Cells) -> tuple[NDArray[np.int64], Flags, Flags]:
    """Whole number from 1 of each cell (0 where there is none), whether it is filled, whether it is good."""
    result = np.zeros(len(cells), dtype=np.int64)
    filled = np.zeros(len(cells), dtype=bool)
    for kind, where, values in _by_type(cells):
        filled[where] = kind is not NoneType
        if issubclass(kind, str):
            cleaned = _translated(values, _clean)
            filled[where] = cleaned != ""
            result[where] = _translated(cleaned, _digits)
        elif _is_number(kind):
            numbers = _floats(values)
            good = (numbers >= 1) & (numbers < _END_OF_WHOLE_NUMBERS) & (numbers == np.floor(numbers))
            result[where] = np.where(good, numbers, 0)
    return result, filled, result > 0


def _by_type(cells: Cells) -> Iterator[tuple[type, Flags, NDArray[Any]]]:
    """For each type among the cells: the type, where its cells stand, and these."""
    values = np.fromiter(cells, dtype=object, count=len(cells))
    kinds = np.fromiter(map(type, values), dtype=object, count=len(values))
    if Behind in kinds:
        values = np.fromiter(map(shown, values), dtype=object, count=len(values))
        kinds = np.fromiter(map(type, values), dtype=object, count=len(values))
    for kind in set(kinds):
        where = kinds == kind
        yield kind, where, values[where]


def _is_number(kind: type) -> bool:
    return issubclass(kind, (int, float)) and kind is not bool


def _floats(numbers: NDArray[np.object_]) -> NDArray[np.float64]:
    if isinstance(numbers[0], int):
        # A Python int may be too large for a float; none beyond these bounds is ever good.
        numbers = np.clip(numbers, 0, _END_OF_WHOLE_NUMBERS)
    return numbers.astype(np.float64)


def _translated(values: NDArray[Any], translate: Callable[[Any], object]) -> NDArray[Any]:
    """Translate each different value once."""
    known = {value: translate(value) for value in set(values)}
    return np.fromiter(map(known.__getitem__, values), dtype=object, count=len(values))


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _BLANK.sub(" ", _LINE_BREAK.sub("\n", text))
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).strip()


def _sheet_text(cell: object) -> str:
    match cell:
        case datetime():
            return f"{cell:%d/%m/%Y}" if cell.time() == time() else f"{cell:%d/%m/%Y %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case float() if 0 < cell < _FIRST_SERIAL:
            return _text(timedelta(minutes=round(cell * DAY_SECONDS / 60)))
        case _:
            return _text(cell)


def _text(cell: object) -> str:
    match cell:
        case str():
            return _clean(cell)
        case bool():
            return str(cell).upper()
        case float():
            return np.format_float_positional(cell, trim="-")
        case datetime():
            return cell.isoformat(" ", "minutes")
        case time():
            return cell.isoformat("minutes")
        case timedelta():
            hours, minutes = divmod(cell // timedelta(minutes=1), 60)
            return f"{hours}:{minutes:02}"
        case _:
            return str(cell)


def _word(text: str) -> str:
    return " ".join(text.casefold().split())


def _identifier(text: str) -> str:
    word = _word(text)
    return word.lstrip("0") or "0" if word.isascii() and word.isdigit() else word


def _digits(text: str) -> int:
    """The whole number that a cleaned text spells; 0 when it spells none from 1 to the last exact one."""
    digits = text.lstrip("0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        return 0
    number = int(digits)
    return number if number < _END_OF_WHOLE_NUMBERS else 0


def _written_dates(part: Texts, around: Moments) -> Dates:
    """Read each different text once, and once for each day around which it was typed where it names no year."""
    codes, unique = pd.factorize(_translated(part, _clean))
    written = [read_written(text) for text in unique]
    needs_year = np.fromiter((w is not None and w.year is None for w in written), dtype=bool, count=len(written))
    near = np.where(needs_year[codes], around, np.datetime64("NaT", "D"))
    pairs = pd.MultiIndex.from_arrays([codes, near])
    at, different = pd.factorize(pairs)
    read = [_placed(unique[code], written[code], day) for code, day in different]
    values, days, filled, timed, odd = (list(column) for column in zip(*read, strict=True)) if read else [[]] * 5
    return Dates(
        np.array(values, dtype="datetime64[s]")[at],
        np.array(days, dtype="datetime64[D]")[at],
        np.array(filled, dtype=bool)[at],
        np.array(timed, dtype=bool)[at],
        np.array(odd, dtype=object)[at],
    )


def _placed(text: str, written: Written | None, around: pd.Timestamp) -> tuple[object, object, bool, bool, str]:
    """One text as the row of `Dates` that it is."""
    day = written.on(None if pd.isna(around) else around.date()) if written else None
    if written is None or day is None:
        return None, None, text != "", False, TIME_ALONE if text and time_alone(text) is not None else ""
    odd = OTHER_WEEKDAY if written.weekday not in (None, day.weekday()) else ""
    moment = np.datetime64(day, "s") + np.timedelta64(written.seconds or 0, "s")
    return moment, day, True, written.seconds is not None and (written.seconds > 0), odd


def _serial_dates(part: NDArray[Any]) -> Moments:
    serials = _floats(part)
    sensible = (serials >= _FIRST_SERIAL) & (serials < END_OF_SERIALS)
    since_epoch = np.rint(np.where(sensible, serials, 0) * DAY_SECONDS).astype("timedelta64[s]")
    return np.where(
        sensible, np.minimum(np.datetime64(SERIAL_DAY_ZERO, "s") + since_epoch, _LAST_MOMENT), np.datetime64("NaT", "s")
    )


def _whole_seconds(values: Moments) -> Moments:
    """Round to the nearest second: a sheet's moments are fractions of days and hardly ever exact."""
    rounded: Moments = (values + np.timedelta64(500, "ms")).astype("datetime64[s]")
    return np.minimum(rounded, _LAST_MOMENT)
