"""Texts of a workbook that openpyxl would not write as they were.

A run of rich text that is nothing but spaces loses them, spaces at the ends become lasting ones where they were not,
escapes of control characters and the readings of Asian scripts get lost. Such texts are put back as they stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from zipfile import ZipFile

from lxml import etree

from worklog.adapters.workbook.saving.sheet_elements import MAIN

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STRINGS = "xl/sharedStrings.xml"
_ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")
INLINE = f"{MAIN}is"


def delicate_strings(archive: ZipFile) -> dict[int, Any]:
    """By number, the shared strings that have to be put back as they are."""
    if _STRINGS not in archive.namelist():
        return {}
    found = {}
    with archive.open(_STRINGS) as source:
        for number, (_, string) in enumerate(etree.iterparse(source, tag=f"{MAIN}si")):
            if is_delicate(string):
                found[number] = deepcopy(string)
            string.clear()
    return found


def is_delicate(string: Any) -> bool:
    """Whether openpyxl would write a text otherwise; `string` is the element that holds it."""
    if any(child.tag != f"{MAIN}t" for child in string):
        return True
    return any(
        _ESCAPE.search(text) or (text != text.strip() and part.get(_SPACE) != "preserve")
        for part in string
        if (text := part.text or "")
    )


def as_openpyxl_reads(string: Any) -> str:
    """The text that openpyxl has for it; with its runs, when there are any."""
    return "".join(_texts(string)).replace("x005F_", "")


def inline(string: Any) -> Any:
    """The same text as an element that stands in its cell."""
    copied = deepcopy(string)
    copied.tag = INLINE
    copied.tail = None
    return copied


def _texts(string: Any) -> Iterator[str]:
    for child in string:
        text = child if child.tag == f"{MAIN}t" else child.find(f"{MAIN}t") if child.tag == f"{MAIN}r" else None
        if text is not None:
            yield text.text or ""
