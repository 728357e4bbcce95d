"""The names of people as they are typed: which spellings are one person, and which cells hold several."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

import numpy as np
import pandas as pd

from worklog.core.lookup import NONE

_APOSTROPHES = re.compile("['`‘’‛′ʹʻʼʽʾʿˈ＇ꞌ]| ?\u0301")
_BETWEEN_NAMES = re.compile(r"[,;&/]|\bdan\b", re.IGNORECASE)
_ALIKE = 0.7
"""How much of two names must agree for the one to be offered in place of the other."""


def name_key(name: str) -> str:
    """The key under which two spellings are one name: no case, extra spaces, apostrophes, full stops and commas."""
    plain = _APOSTROPHES.sub("", name.casefold()).replace(".", "").replace(",", " ")
    return " ".join(plain.split()) or name.strip()


class Names:
    """Gives every name a number, the same for all its spellings."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {"": -1}
        self._texts: list[str] = []

    def numbers(self, names: np.ndarray) -> np.ndarray:
        """The number of each name, -1 for a blank one."""
        codes, unique = pd.factorize(names)
        return np.array([self._one(name) for name in unique], dtype=np.int64)[codes]

    def _one(self, name: str) -> int:
        key = name_key(name)
        if key not in self._number:
            self._number[key] = len(self._texts)
            self._texts.append(name)
        return self._number[key]

    def texts(self) -> np.ndarray:
        """Each name once, as first typed, by its number."""
        return np.array(self._texts, dtype=object)

    def together(self, listed: np.ndarray) -> pd.DataFrame:
        """The people in each cell: cell and person (both numbers), in the order in which they stand there.

        A cell that is no listed name, but whose every part between `,` `;` `&` `/` `dan` is one, holds several.
        """
        known = set(listed.tolist())
        pairs = [(cell, person) for cell in range(len(self._texts)) for person in self._people_in(cell, known)]
        return pd.DataFrame(pairs, columns=["cell", "person"], dtype=np.int64)

    def _people_in(self, cell: int, listed: set[int]) -> list[int]:
        if cell in listed:
            return [cell]
        parts = [part for part in _BETWEEN_NAMES.split(self._texts[cell]) if part.strip()]
        numbers = [self._number.get(name_key(part), NONE) for part in parts]
        return list(dict.fromkeys(numbers)) if numbers and listed.issuperset(numbers) else [cell]


def nearest_name(name: str, listed: Iterable[str]) -> str:
    """The listed name that was probably meant; "" for none, and where several people seem to be meant.

    It has all words of the name or the name all of its words (people leave titles out, or add them), or is spelled
    alike.
    """
    keys = {name_key(other): other for other in listed}
    parts = _without_titles(name)
    people = {key for part in parts for key in _with_the_same_words(part, keys)}
    if len(parts) > 1 and len(people) > 1:
        return ""
    same = _with_the_same_words(name, keys)
    if len(same) == 1:
        return keys[same[0]]
    alike = get_close_matches(name_key(name), keys, 1, _ALIKE)
    return keys[alike[0]] if alike else ""


def names_several(name: str) -> bool:
    """Whether a cell that holds no listed names seems to name several people."""
    return len(_without_titles(name)) > 1


def _without_titles(name: str) -> list[str]:
    return [part for part in _BETWEEN_NAMES.split(name) if not _is_title(part)]


def _with_the_same_words(name: str, keys: Iterable[str]) -> list[str]:
    """The keys that have all words of a name, or else those of which the name has all words."""
    words = set(name_key(name).split())
    holding = [key for key in keys if words <= set(key.split())]
    return holding or [key for key in keys if set(key.split()) <= words]


def _is_title(part: str) -> bool:
    """Whether what stands between two signs is no name: nothing, or words that are all shortened (`S.Sos`, `M.Si.`)."""
    return all("." in word for word in part.split())
