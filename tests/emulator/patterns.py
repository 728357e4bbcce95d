"""How numbers, dates and times are shown: the number patterns of a sheet, in the spreadsheet's locale."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from emulator.cells import CellError, Value
from emulator.errors import Unsupported
from emulator.formulas import separator_of
from emulator.serials import moment

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "in": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}
_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "in": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
}
_SHORT_MONTHS = {"in": "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"}

DATE, TIME, DATE_TIME = "DATE", "TIME", "DATE_TIME"
_DEFAULTS = {
    "en": {DATE: "M/d/yyyy", TIME: "h:mm:ss AM/PM", DATE_TIME: "M/d/yyyy H:mm:ss"},
    "in": {DATE: "dd/MM/yyyy", TIME: "HH:mm:ss", DATE_TIME: "dd/MM/yyyy HH:mm:ss"},
}
_NUMBERS = {"NUMBER": "#,##0.00", "PERCENT": "0.00%"}

_DATE_PART = re.compile(
    r"\"(?P<text>[^\"]*)\"|\\(?P<char>.)|(?P<long>\[[hms]+\])|(?P<part>y+|d+|m+|h+|s+|AM/PM|A/P)|(?P<other>.)",
    re.IGNORECASE,
)
_NUMBER_PART = re.compile(r"\"(?P<text>[^\"]*)\"|\\(?P<char>.)|(?P<digits>[#0?,.]+)|(?P<other>.)")


def is_moment(value: Value, told: dict[str, Any] | None) -> bool:
    """Whether a number is shown as a date or a time."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and _kind(told) in (DATE, TIME, DATE_TIME)


def formatted(value: Value, told: dict[str, Any] | None, locale: str) -> str:
    """A value as its cell shows it."""
    pattern = ((told or {}).get("numberFormat") or {}).get("pattern", "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value if isinstance(value, CellError) or not pattern else _text_shown(value, pattern)
    if value is None:
        return ""
    kind = _kind(told)
    if kind in (DATE, TIME, DATE_TIME):
        return _date_shown(value, pattern or _DEFAULTS[language(locale)][kind], language(locale))
    pattern = pattern or _NUMBERS.get(kind, "")
    if kind in ("CURRENCY", "SCIENTIFIC") and not pattern:
        raise Unsupported(f"the number format {kind} without a pattern")
    return _number_shown(value, pattern, decimal_sign(locale)) if pattern else general(value, decimal_sign(locale))


def general(value: float, decimal: str) -> str:
    """A number without a format."""
    shown = f"{value:.10g}" if isinstance(value, float) else str(value)
    if "e" in shown and abs(value) < 1e15:
        shown = f"{value:.15f}".rstrip("0") if abs(value) < 1 else f"{value:.0f}"
    return shown.upper().replace(".", decimal)


def language(locale: str) -> str:
    """The languages whose dates the emulator writes and reads: `in` (Indonesian) or `en`."""
    code = {"id": "in"}.get(locale.split("_")[0], locale.split("_")[0])
    if code not in _DEFAULTS:
        raise Unsupported(f"dates in the locale {locale}")
    return code


def decimal_sign(locale: str) -> str:
    return "," if separator_of(locale) == ";" else "."


def month_names(code: str) -> list[str]:
    return _MONTHS[code].split()


def short_month_names(code: str) -> list[str]:
    return _SHORT_MONTHS[code].split() if code in _SHORT_MONTHS else [name[:3] for name in month_names(code)]


def _kind(told: dict[str, Any] | None) -> str:
    return str(((told or {}).get("numberFormat") or {}).get("type", ""))


def _text_shown(value: str, pattern: str) -> str:
    sections = _sections(pattern)
    text = sections[3] if len(sections) > 3 else next((section for section in sections if "@" in section), "@")
    parts = re.findall(r"\"([^\"]*)\"|\\(.)|(.)", text)
    return "".join(quoted or escaped or (value if plain == "@" else plain) for quoted, escaped, plain in parts)


def _sections(pattern: str) -> list[str]:
    return re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", pattern)


def _number_shown(value: float, pattern: str, decimal: str) -> str:
    sections = _sections(pattern)
    section = sections[0]
    if len(sections) > 2 and value == 0:
        section = sections[2]
    elif len(sections) > 1 and value < 0:
        section, value = sections[1], abs(value)
    if section.strip() == "@" or section == "General":
        return general(value, decimal)
    section = re.sub(
        r"^\[(?:\$(?P<sign>[^\]-]*)[^\]]*|[A-Za-z]+\d*)\]", lambda match: f'"{match["sign"] or ""}"', section
    )
    scale = 100 if "%" in re.sub(r"\"[^\"]*\"", "", section) else 1
    shown = ""
    is_placed = False
    for match in _NUMBER_PART.finditer(section):
        if match["digits"] and not is_placed and re.search(r"[#0?]", match["digits"]):
            shown += _digits_shown(Decimal(repr(abs(value))) * scale, match["digits"], decimal)
            is_placed = True
        elif match["other"] in ("_", "*", "E", "e", "/", "[", "@"):
            raise Unsupported(f"the number pattern {pattern}")
        else:
            shown += match["text"] or match["char"] or match["digits"] or match["other"] or ""
    return f"-{shown}" if value < 0 and re.search(r"[1-9]", shown) else shown


def _digits_shown(value: Decimal, pattern: str, decimal: str) -> str:
    whole, _, fraction = pattern.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    digits, _, after = f"{rounded:f}".partition(".")
    needed = fraction.count("0")
    while len(after) > needed and after.endswith("0"):
        after = after[:-1]
    digits = digits.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        group = "." if decimal == "," else ","
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", group, digits)
    return digits + (decimal + after if after else "")


def _date_shown(value: float, pattern: str, code: str) -> str:
    when = moment(value)
    parts = list(_DATE_PART.finditer(pattern))
    is_half = any((part["part"] or "").upper() in ("AM/PM", "A/P") for part in parts)
    shown = ""
    for number, match in enumerate(parts):
        if match["long"]:
            shown += _elapsed(value, match["long"][1:-1].lower())
        elif match["part"]:
            part = match["part"]
            is_minute = part[0] in "mM" and _is_minute(parts, number)
            shown += _part_shown(when, part.lower(), code, is_minute, is_half)
        else:
            shown += match["text"] or match["char"] or match["other"] or ""
    return shown


def _is_minute(parts: list[re.Match[str]], number: int) -> bool:
    """`mm` means minutes behind hours or before seconds."""
    times = [(match["long"] or match["part"] or "").strip("[]").lower() for match in parts]
    before = next((time for time in reversed(times[:number]) if time), "")
    after = next((time for time in times[number + 1 :] if time), "")
    return before.startswith("h") or after.startswith("s")


def _part_shown(when: Any, part: str, code: str, is_minute: bool, is_half: bool) -> str:
    if part in ("am/pm", "a/p"):
        half = "AM" if when.hour < 12 else "PM"
        return half if part == "am/pm" else half[0]
    if part[0] == "y":
        return f"{when.year:04d}" if len(part) > 2 else f"{when.year % 100:02d}"
    if part[0] == "m" and not is_minute and len(part) > 2:
        return (short_month_names(code) if len(part) == 3 else month_names(code))[when.month - 1]
    if part[0] == "d" and len(part) > 2:
        day = _DAYS[code].split()[when.weekday()]
        return day[:3] if len(part) == 3 else day
    hour = (when.hour % 12 or 12) if is_half else when.hour
    numbers = {"m": when.minute if is_minute else when.month, "d": when.day, "h": hour, "s": when.second}
    return f"{numbers[part[0]]:0{min(len(part), 2)}d}"


def _elapsed(value: float, unit: str) -> str:
    seconds = round(abs(value) * 86_400)
    amount = seconds // {"h": 3600, "m": 60, "s": 1}[unit[0]]
    return ("-" if value < 0 else "") + f"{amount:0{len(unit)}d}"
