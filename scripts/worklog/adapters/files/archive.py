"""A workbook as the archive that it is: which part holds each tab, and what reading a damaged one raises."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from copy import copy
from html import unescape
from io import BytesIO
from posixpath import join, normpath
from typing import Any, NamedTuple
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, ZipInfo

import numpy as np
from python_calamine import CalamineError

from worklog.core.log.merged import column_letters

NO_SOUND_WORKBOOK = (
    *(CalamineError, BadZipFile, zlib.error, EOFError, OSError),
    *(RuntimeError, LookupError, ValueError, TypeError, SyntaxError, AttributeError, ArithmeticError, AssertionError),
)
"""What the readers of zip, XML and cells raise for a file that is no sound workbook; XML errors are SyntaxErrors.

openpyxl takes much for granted, such as the index of a style: it stumbles in many ways over what it did not expect.
"""

MOST_BYTES = 350_000_000
"""Of the unpacked parts; ten million texts take that and 1.8 GB to read, 100,000 rows of a log a third of it."""
MOST_CELLS = 20_000_000
"""The area up to a tab's last cell that is read at most: 0.9 GB, and twice that when two workbooks are compared."""
MOST_ROWS = 1_000_000
"""Below this row there would be no room for those that are still to come: a tab ends at row 1,048,576."""
LAST_COLUMN = 16_384
"""XFD; no spreadsheet knows one behind it, so a place there was not written by one."""
MOST_COVERED = 100_000
"""Cells of a tab that merges and links may cover: openpyxl makes each of them, and a whole column takes it a minute."""
LONGEST_TEXT = 32_767
"""Signs in a cell, as Excel allows them."""

_TEXT = re.compile(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si>", re.DOTALL)
_SHARED = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)<""")
_PERHAPS_FAR = re.compile(rb"""r(?<=\sr)\s*=\s*["']\$?(?:[A-Za-z]{2,}|[A-Za-z]?\$?\d{6,})""")
"""A place that a tab of the usual kind has nowhere: beyond column Z, or below row 99,999.

It begins with a letter and not with a space, since that is found three times as fast.
"""
_WITHOUT_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)(?=[\s/>])(?![^>]*?\sr\s*=\s*["'])""")
_PLACE = re.compile(r"\$?([A-Za-z]+)\$?(\d+)")
_TAG = rb"""<(?:\w+:)?(?:%s)(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>"""
"""The start of an element; in its attributes `>` may stand as it is."""
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PIECE = 1 << 20


class FarCell(NamedTuple):
    """A tab, and the column and row up to which its cells reach."""

    tab: str
    column: str
    row: int

    def sentence(self, workbook: str) -> str:
        """What is wrong, and what to do."""
        return (
            f'Tab "{self.tab}" pada {workbook} memuat sel yang letaknya terlalu jauh, sampai kolom {self.column} dan '
            f"baris {self.row}. Tekan Ctrl+End pada tab itu, hapus kolom dan baris kosong sampai ke sana, simpan, lalu "
            "coba lagi."
        )


class FarRange(NamedTuple):
    """A tab, and the merged cells or the link in it that cover too much."""

    tab: str
    place: str
    is_link: bool

    def sentence(self, workbook: str) -> str:
        """What is wrong, and what to do."""
        what, remedy = (
            ("tautan", "klik kanan > Hapus Hyperlink (Remove Hyperlinks)")
            if self.is_link
            else ("sel gabungan", "batalkan penggabungannya (Beranda > Gabungkan & Ketengahkan)")
        )
        return (
            f'Tab "{self.tab}" pada {workbook} memuat {what} di {self.place}, yang terlalu besar atau terlalu jauh '
            f"untuk ditulis ulang. Ketik {self.place} di Kotak Nama (di atas kolom A), tekan Enter, {remedy}, "
            "simpan, lalu coba lagi."
        )


def is_too_large(archive: ZipFile) -> bool:
    """Whether the parts, unpacked, or the texts of the cells come to more than can be read.

    That is a damaged file, or one made to do harm. Raises `BadZipFile` for a part that is longer than is told.
    """
    if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
        return True
    for part in archive.infolist():
        _of_true_length(archive, part)
    return _bytes_of_texts(archive) > MOST_BYTES


class Unpacked(ZipFile):
    """An archive whose parts are unpacked once, however often they are read; for as long as it is open."""

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file)
        self.held: dict[str, bytes] = {}

    def read(self, name: str | ZipInfo, pwd: bytes | None = None) -> bytes:
        part = self.getinfo(name) if isinstance(name, str) else name
        if part.filename not in self.held:
            self.held[part.filename] = b"".join(_pieces(self, part))
        return self.held[part.filename]

    def close(self) -> None:
        self.held = {}
        super().close()


def _of_true_length(archive: ZipFile, part: ZipInfo) -> None:
    """Raise `BadZipFile` for a part that is longer than is told: who reads it whole would unpack all of it."""
    if isinstance(archive, Unpacked):
        archive.read(part)
        return
    for _ in _pieces(archive, part):
        pass


def _pieces(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    open_ended = copy(part)
    open_ended.file_size = MOST_BYTES  # its data ends by itself, however long the archive says that it is
    length = 0
    with archive.open(open_ended) as content:
        while piece := content.read(_PIECE):
            length += len(piece)
            if length > part.file_size:
                raise BadZipFile(f"{part.filename} is longer than the archive tells")
            yield piece


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


def far_cell(archive: ZipFile, tabs: Iterable[str] | None = None) -> FarCell | None:
    """The first of these tabs (of all) whose last cell lies too far out.

    Reading the area up to it would end the whole program, or no row could be added below it. One cell typed by accident
    in the last corner of a tab is enough for that. The cells are asked themselves: what a tab tells of its size may be
    missing or wrong.
    """
    for tab, xml in _sheets(archive, tabs):
        # Cells that are only formatted do no harm; the longer look is for the few tabs that have places so far out.
        if _PERHAPS_FAR.search(xml) or _WITHOUT_PLACE.search(xml):
            column, row = _reach(xml)
            if row > MOST_ROWS or column > LAST_COLUMN or column * row > MOST_CELLS:
                return FarCell(tab, column_letters(column), row)
    return None


def far_range(archive: ZipFile) -> FarRange | None:
    """The first merged cells or link of a workbook that cover too much for openpyxl, which makes each cell of them."""
    for tab, xml in _sheets(archive):
        covered = 0
        for name in ("mergeCell", "hyperlink"):
            for told in start_tags(xml, name):
                top, left, bottom, right = corners(told.get("ref", ""))
                covered += (bottom - top + 1) * (right - left + 1)
                if bottom > MOST_ROWS or covered > MOST_COVERED:
                    return FarRange(tab, told.get("ref", ""), name == "hyperlink")
    return None


def _sheets(archive: ZipFile, tabs: Iterable[str] | None = None) -> Iterator[tuple[str, bytes]]:
    """These tabs (all), each with its XML; of one that has no part, none."""
    parts, there = sheet_parts(archive), set(archive.namelist())
    for tab in parts if tabs is None else tabs:
        yield tab, archive.read(parts[tab]) if parts[tab] in there else b""


def _reach(xml: bytes) -> tuple[int, int]:
    """The column and the row up to which the cells of a tab reach that hold something."""
    column = row = 1
    for own_row, own_column, _ in filled_cells(xml):
        column, row = max(column, own_column), max(row, own_row)
    return column, row


def filled_cells(xml: bytes) -> Iterator[tuple[int, int, Any]]:
    """The row and the column of each cell that holds something, and its element, which lasts until the next one.

    A cell stands where it says, whatever its row says; one that says nothing stands behind the one before.
    """
    from lxml import etree  # here, because few workbooks have to be looked at so closely

    row = column = 0
    found = etree.iterparse(
        BytesIO(xml), ("start", "end"), tag=("{*}row", "{*}c"), recover=True, huge_tree=True, resolve_entities=False
    )
    for event, element in found:
        if str(element.tag).endswith("row"):
            if event == "start":
                number = element.get("r", "").strip()
                row, column = int(number) if number.isdecimal() else row + 1, 0
            else:
                element.clear()
        elif event == "end":
            place = _PLACE.fullmatch(element.get("r", "").strip())
            column = column_number(place[1].encode()) if place else column + 1
            if len(element):
                yield (int(place[2]) if place else row), column, element


def start_tags(xml: bytes, name: str) -> Iterator[dict[str, str]]:
    """The attributes of each element of a name, whatever its prefix, by their names without one."""
    first = xml.find(name.encode())  # nothing of all that stands before is looked through
    if first < 0:
        return
    for tag in re.compile(_TAG % name.encode()).finditer(xml, max(xml.rfind(b"<", 0, first), 0)):
        yield {
            key.rpartition(b":")[2].decode(): unescape((double or single).decode())
            for key, double, single in _ATTRIBUTE.findall(tag[1])
        }


def corners(ref: str) -> tuple[int, int, int, int]:
    """The top, left, bottom and right of an area such as `A12:B13`, from 1, whichever corners it names.

    What cannot be read is the first cell.
    """
    named = [_PLACE.fullmatch(corner.strip()) for corner in ref.split(":")]
    rows = [int(place[2]) for place in named if place] or [1]
    columns = [column_number(place[1].encode()) for place in named if place] or [1]
    return min(rows), min(columns), max(rows), max(columns)


def column_number(letters: bytes) -> int:
    """The number of a column, from 1, by its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


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
