"""A workbook as the archive that it is: which part holds each tab, and what reading a damaged one raises."""

from __future__ import annotations

import zlib
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError

NO_SOUND_WORKBOOK = (
    *(CalamineError, BadZipFile, zlib.error, EOFError, OSError),
    *(RuntimeError, LookupError, ValueError, TypeError, SyntaxError, AttributeError, ArithmeticError, AssertionError),
)
"""What the readers of zip, XML and cells raise for a file that is no sound workbook; XML errors are SyntaxErrors.

openpyxl takes much for granted, such as the index of a style: it stumbles in many ways over what it did not expect.
"""

MOST_BYTES = 500_000_000
"""Above this the unpacked parts do not fit into the memory of an office PC; 100,000 rows of a log take 100 million."""


def is_too_large(archive: ZipFile) -> bool:
    """Whether the parts, unpacked, come to more than can be read: a damaged file, or one made to do harm."""
    return sum(part.file_size for part in archive.infolist()) > MOST_BYTES


def sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Tab name → the part of the archive that holds its cells."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    parts = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if sheet.tag.endswith("}sheet"):
            relation = next((value for key, value in sheet.items() if key.endswith("}id")), None)
            # A target is written from the root ("/xl/worksheets/sheet1.xml") or from the folder of the workbook.
            parts[sheet.get("name", "")] = normpath(join("/xl", targets.get(relation, ""))).lstrip("/")
    return parts
