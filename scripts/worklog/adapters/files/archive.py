"""A workbook as the archive that it is: which part holds each tab, and what reading a damaged one raises."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from copy import copy
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, ZipInfo

import numpy as np
from python_calamine import CalamineError

NO_SOUND_WORKBOOK = (
    *(CalamineError, BadZipFile, zlib.error, EOFError, OSError),
    *(RuntimeError, LookupError, ValueError, TypeError, SyntaxError, AttributeError, ArithmeticError, AssertionError),
)
"""What the readers of zip, XML and cells raise for a file that is no sound workbook; XML errors are SyntaxErrors.

openpyxl takes much for granted, such as the index of a style: it stumbles in many ways over what it did not expect.
"""

MOST_BYTES = 350_000_000
"""Of the unpacked parts; ten million texts take that and 1.8 GB to read, 100,000 rows of a log a third of it."""
LONGEST_TEXT = 32_767
"""Signs in a cell, as Excel allows them."""

_TEXT = re.compile(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si>", re.DOTALL)
_SHARED = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)<""")


def is_too_large(archive: ZipFile) -> bool:
    """Whether the parts, unpacked, or the texts of the cells come to more than can be read.

    That is a damaged file, or one made to do harm. Raises `BadZipFile` for a part that is longer than is told.
    """
    if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
        return True
    for part in archive.infolist():
        if isinstance(archive, Unpacked):
            archive.read(part)  # which keeps it for those that read it after
        else:
            _whole(archive, part)
    return _bytes_of_texts(archive) > MOST_BYTES


class Unpacked(ZipFile):
    """An archive whose parts are unpacked once, however often they are read; for as long as it is open."""

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file)
        self.held: dict[str, bytes] = {}

    def read(self, name: str | ZipInfo, pwd: bytes | None = None) -> bytes:
        part = self.getinfo(name) if isinstance(name, str) else name
        if part.filename not in self.held:
            self.held[part.filename] = _whole(self, part)
        return self.held[part.filename]

    def close(self) -> None:
        self.held = {}
        super().close()


def _whole(archive: ZipFile, part: ZipInfo) -> bytes:
    """A part, unpacked no further than it should be long; raises `BadZipFile` when it is longer."""
    open_ended = copy(part)
    open_ended.file_size = MOST_BYTES  # its data ends by itself, however long the archive says that it is
    with archive.open(open_ended) as content:
        data = content.read(part.file_size + 1)
    if len(data) > part.file_size:
        raise BadZipFile(f"{part.filename} is longer than the archive tells")
    return data


def _bytes_of_texts(archive: ZipFile) -> int:
    """What the cells come to as texts, where one is much longer than Excel allows: it is stored only once."""
    names = [part.filename for part in archive.infolist()]
    shared = [name for name in names if name.casefold().endswith("sharedstrings.xml")]
    lengths = np.array([len(text) for name in shared for text in _TEXT.findall(archive.read(name))], dtype=np.int64)
    if lengths.max(initial=0) <= 4 * LONGEST_TEXT:
        return 0
    total = 0
    for name in names:
        if "worksheets/" in name and name.endswith(".xml"):
            shown = np.array(_SHARED.findall(archive.read(name)), dtype=np.int64)
            total += int(lengths[shown[shown < len(lengths)]].sum())
    return total


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


def sheets(archive: ZipFile, tabs: Iterable[str] | None = None) -> Iterator[tuple[str, bytes]]:
    """These tabs (all), each with its XML; of one that has no part, none."""
    parts, there = sheet_parts(archive), set(archive.namelist())
    for tab in parts if tabs is None else tabs:
        yield tab, archive.read(parts[tab]) if parts[tab] in there else b""
