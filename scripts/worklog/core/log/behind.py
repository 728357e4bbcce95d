"""What stands behind the value that a cell shows: a formula, or the target of a link."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LINKS = "Bukti"
"""The column in which links are looked for."""
_CLOCK = re.compile(r"\b(NOW|TODAY)\s*\(", re.IGNORECASE)
"""Functions whose value is another one each time that the workbook is opened."""


@dataclass(frozen=True)
class Behind:
    """A cell as it shows, with the `formula` (text with its `=`) or the `link` (address) behind it; "" for none."""

    shown: object
    formula: str = ""
    link: str = ""


def shown(cell: object) -> object:
    """What a cell shows."""
    return cell.shown if isinstance(cell, Behind) else cell


def with_link(text: str, link: str) -> str:
    """A text with the address behind it, where it does not say that itself."""
    return text if link in text else f"{text} {link}".strip()


def formulas(cells: NDArray[np.object_], *, of_clock: bool = False) -> NDArray[np.bool_]:
    """Whether each cell is computed; `of_clock`: from the moment at which it is looked at."""
    found = (isinstance(cell, Behind) and cell.formula for cell in cells)
    wanted = (bool(formula and (not of_clock or _CLOCK.search(formula))) for formula in found)
    return np.fromiter(wanted, dtype=bool, count=len(cells))


def links(cells: NDArray[np.object_]) -> NDArray[np.object_]:
    """The address behind each cell, "" where there is none."""
    found = (cell.link if isinstance(cell, Behind) else "" for cell in cells)
    return np.fromiter(found, dtype=object, count=len(cells))
