"""Mobile numbers as people type them into a cell: read to the digits that a link to WhatsApp needs."""

from __future__ import annotations

import re
import unicodedata

COUNTRY = "62"
_MOBILE = re.compile(r"(?:00|\+)?(?:62)?0?(8[1-9][0-9]{7,10})")
_BETWEEN = frozenset(("Zs", "Pd", "Cf"))
"""Spaces, dashes and what cannot be seen, as copying from a phone brings them along."""


def mobile_number(text: str) -> str:
    """The number in its international form, digits only (`6281234567890`); "" when the text is no Indonesian one.

    `0812…`, `+62 812…`, `62812…` and `812…`, which a sheet makes of a number typed with its zero, are the same.
    """
    match = _MOBILE.fullmatch("".join(sign for sign in text.strip() if not _is_between(sign)))
    return COUNTRY + match[1] if match else ""


def _is_between(sign: str) -> bool:
    return sign in ".()" or unicodedata.category(sign) in _BETWEEN
