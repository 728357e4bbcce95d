"""What the XML of a tab tells at a glance, where its cells are written as spreadsheets write them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

_SIGNS = 14
"""How much of each cell is looked at: `<c r="AB12345"`."""
_PIECE = 1 << 18
"""How many signs at once, so that they stay near the processor."""
_PLACE = np.frombuffer(b' r="', np.uint8)[:, None]
_LETTERS = 26
_ERRORS = np.frombuffer(b"DNRV", np.uint8)
"""How the error values begin that calamine knows, behind their `#`."""


class Glance(NamedTuple):
    """The columns of a tab that hold formulas, from 1, and whether a cell of it may hold an error value."""

    formulas: frozenset[int]
    errors: bool


def glance(xml: bytes) -> Glance | None:
    """What stands in a tab whose cells are all plain; None when one is not.

    A plain cell begins with its place, down to row 699,999 of columns A to Z or row 99,999 of AA to AZ: the area up to
    the last of them can be read. Names have no prefix.
    """
    end_of_cells = xml.rfind(b"sheetData") + len(b"sheetData")
    signs = np.frombuffer(xml, np.uint8)[:end_of_cells]
    none = np.zeros(0, np.intp)
    places, columns, formulas = [none], [none], [none]
    errors = False
    for begin in range(0, len(signs) - _SIGNS, _PIECE):
        piece = signs[begin : begin + _PIECE + _SIGNS - 1]
        cells, its_formulas = _elements(piece, "<")
        column = _columns(np.ascontiguousarray(sliding_window_view(piece, _SIGNS)[cells].T))
        if column is None or any(found.size for found in _elements(piece, ":")):
            return None
        places.append(cells + begin)
        columns.append(column)
        formulas.append(its_formulas + begin)
        errors = errors or bool(np.isin(piece[_all(piece, "#") + 1], _ERRORS).any())
    of_formulas = np.searchsorted(np.concatenate(places), np.concatenate(formulas)) - 1
    return Glance(frozenset(np.concatenate(columns)[of_formulas].tolist()), errors)


def _all(piece: np.ndarray, sign: str) -> np.ndarray:
    return np.flatnonzero(piece[: 1 - _SIGNS] == ord(sign))


def _elements(piece: np.ndarray, before: str) -> tuple[np.ndarray, np.ndarray]:
    """Where cells begin, and formulas, by the sign before their names."""
    tags = _all(piece, before)
    name, ends = piece[tags + 1], piece[tags + 2] < ord("A")
    return tags[(name == ord("c")) & ends], tags[(name == ord("f")) & ends]


def _columns(heads: np.ndarray) -> np.ndarray | None:
    """The column of each cell (one a column of signs), from 1; None when one of them is not plain."""
    first, second = heads[6], heads[7]
    two = (first == ord("A")) & (second - ord("A") < _LETTERS)
    digit = np.where(two, heads[8], second) - ord("0") < 10
    closed = heads[8:14] == ord('"')
    ended = closed[:5].any(axis=0) | closed[5] & (two | (second < ord("7")))
    if not ((heads[2:6] == _PLACE).all(axis=0) & (first - ord("A") < _LETTERS) & digit & ended).all():
        return None
    return np.where(two, second.astype(np.intp) + _LETTERS, first) - (ord("A") - 1)
