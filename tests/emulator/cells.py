"""A cell: what stands in it and how it looks."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, NamedTuple

from emulator.errors import invalid

if TYPE_CHECKING:
    from emulator.formulas import Formula

JSON = dict[str, Any]

_ALMOST = 1e-5
"""So much of a shade may be lost where a share such as 52/255 is written in single precision."""

_ERROR_TYPES = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
    "#ERROR!": "ERROR",
}


class CellError(str):
    """An error value; its text is what the cell shows, for example `#N/A`."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        return _ERROR_TYPES[self]


Value = float | int | str | bool | None
"""A text, a number, a truth value, an error (CellError) or nothing."""


class Cell(NamedTuple):
    """One cell; never changed in place, so that rows can be shared between states of a sheet.

    A formula cell holds `formula`; `value` is then filled in only where the cell is shown with its result.
    """

    value: Value = None
    formula: Formula | None = None
    format: JSON | None = None
    note: str | None = None
    validation: JSON | None = None
    runs: list[JSON] | None = None

    @property
    def has_data(self) -> bool:
        return self.value is not None or self.formula is not None


EMPTY = Cell()

Row = tuple[Cell | None, ...]
"""The cells of a row from column A on; what is missing at the end is empty."""


def kept(cell: Cell) -> Cell | None:
    """The cell, or None when nothing at all is in it."""
    return None if cell == EMPTY else cell


def trimmed(cells: list[Cell | None]) -> Row:
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return tuple(cells[:end])


def number(value: float) -> float | int:
    """A number as the service shows it: whole numbers without a point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def extended_value(value: Value) -> JSON:
    """A constant or a result as an ExtendedValue."""
    if isinstance(value, CellError):
        return {"errorValue": {"type": value.kind}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {} if value is None else {"numberValue": number(value)}


def constant(told: JSON) -> Value:
    """The constant of an ExtendedValue that holds no formula; an empty text empties the cell."""
    if len(told) > 1:
        raise invalid("Only one of the fields of ExtendedValue can be set")
    if "errorValue" in told:
        raise invalid("ExtendedValue.errorValue is read-only")
    if "numberValue" in told:
        return number(told["numberValue"])
    if "boolValue" in told:
        return bool(told["boolValue"])
    return told.get("stringValue") or None


def normal_colours(told: Any) -> Any:
    """A copy in which each colour also has its `…Style` form and the other way round, in the service's precision."""
    if isinstance(told, list):
        return [normal_colours(item) for item in told]
    if not isinstance(told, dict):
        return told
    found = {name: normal_colours(item) for name, item in told.items()}
    for name in list(found):
        if name == "color" or name.endswith("Color"):
            if isinstance(found[name], dict):
                found[name] = _colour(found[name])
                found[f"{name}Style"] = found.get(f"{name}Style") or {"rgbColor": found[name]}
        elif name == "colorStyle" or name.endswith("ColorStyle"):
            rgb = found[name].get("rgbColor")
            if rgb is not None:
                rgb = _colour(rgb)
                found[name] = {"rgbColor": rgb}
                found[name.removesuffix("Style")] = rgb
    return found


def colour_mask(mask: Any) -> Any:
    """A mask that names a colour names both its forms."""
    if not mask:
        return mask
    found = {name: colour_mask(deeper) for name, deeper in mask.items()}
    for name in list(found):
        if name == "color" or name.endswith("Color"):
            found[f"{name}Style"] = None
        elif name == "colorStyle" or name.endswith("ColorStyle"):
            found[name.removesuffix("Style")] = None
    return found


def _colour(told: JSON) -> JSON:
    """A colour as the service keeps it: in 256 shades, what lies between two of them is cut off (0.5 is 127/255)."""
    parts = {part: int(told[part] * 255 + _ALMOST) for part in ("red", "green", "blue", "alpha") if told.get(part)}
    return {part: single_precision(shade / 255) for part, shade in parts.items() if shade}


def single_precision(value: float) -> float | int:
    """The shortest number that is the same in single precision: 0.2039215 of 52/255."""
    (single,) = struct.unpack("f", struct.pack("f", value))
    for digits in range(1, 10):
        short = float(f"{single:.{digits}g}")
        if struct.pack("f", short) == struct.pack("f", single):
            return number(short)
    return number(single)
