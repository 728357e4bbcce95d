"""A workbook as the archive that it is: which part holds each tab, and what reading a damaged one raises."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from io import BytesIO
from posixpath import join, normpath
from typing import NamedTuple
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
MOST_CELLS = 20_000_000
"""The area up to a tab's last cell that is read at most: 0.9 GB, and twice that when two workbooks are compared."""
MOST_ROWS = 1_000_000
"""Below this row there would be no room for those that are still to come: a tab ends at row 1,048,576."""
LONGEST_TEXT = 32_767
"""Signs in a cell, as Excel allows them."""

_TEXT = re.compile(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si>", re.DOTALL)
_SHARED = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\st=["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)<""")
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d+)["']""")
_FILLED = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\sr=["']([A-Z]{1,3})(\d+)["'](?:[^>]*[^>/])?>""")
_COLUMN = re.compile(rb"""\sr=["']([A-Z]{1,3})\d""")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
_CELL_WITHOUT_PLACE = re.compile(rb"""<(?:\w+:)?c(?=[\s/>])(?![^>]*?\sr=["'])""")
_WITHOUT_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)(?=[\s/>])(?![^>]*?\sr=["'])""")
_HEAD, _LONGEST_PLACE, _BEFORE_A = 1000, 18, ord("A") - 1
_ENDS = np.frombuffer(b" >/\t\r\n", dtype=np.uint8)
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
    parts, there = sheet_parts(archive), set(archive.namelist())
    for tab in parts if tabs is None else tabs:
        xml = archive.read(parts[tab]) if parts[tab] in there else b""
        reach = plain_reach(xml)
        if reach is not None and reach.row <= MOST_ROWS and reach.column * reach.row <= MOST_CELLS:
            continue
        if _WITHOUT_PLACE.search(xml):
            column, row = _counted(xml)
            if _is_far([column], [row]):
                return FarCell(tab, column.decode(), int(row))
        # Rows that are only formatted do no harm; the longer look is for the few tabs that have rows so far out.
        if _is_far(_COLUMN.findall(xml), _ROW_NUMBER.findall(xml)):
            filled = _FILLED.findall(xml)
            columns, rows = [column for column, _ in filled], [row for _, row in filled]
            if _is_far(columns, rows):
                return FarCell(tab, max(columns, key=column_number).decode(), max(map(int, rows)))
    return None


class Reach(NamedTuple):
    """The last column and the last row of a tab's cells, from 1."""

    column: int
    row: int


def plain_reach(xml: bytes) -> Reach | None:
    """How far the cells of a tab reach where it is written as programs write it; None where that is not certain.

    As a rule each row begins with `<row r="12"` and each cell with `<c r="AB12"`, so that a look at the signs behind
    each `<` tells it: ten times faster than the patterns that allow for all else.
    """
    if b"<worksheet" not in xml[:_HEAD]:
        return None
    signs = np.frombuffer(xml, dtype=np.uint8)
    tags = np.flatnonzero(signs[:-_LONGEST_PLACE] == ord("<"))
    first = signs[tags + 1]
    cells, rows = tags[first == ord("c")], tags[first == ord("r")]
    cells = cells[np.isin(signs[cells + 2], _ENDS)]
    rows = rows[(signs[rows + 2] == ord("o")) & (signs[rows + 3] == ord("w")) & np.isin(signs[rows + 4], _ENDS)]
    if not (_all_go_on(signs, cells, b'<c r="') and _all_go_on(signs, rows, b'<row r="')):
        return None
    column, row = signs[cells + 6].astype(np.int64) - _BEFORE_A, np.zeros(len(rows), dtype=np.int64)
    for at in (7, 8):
        letter = signs[cells + at].astype(np.int64) - _BEFORE_A
        column = np.where(letter > 0, column * 26 + letter, column)
    last = 0
    for at in range(8, _LONGEST_PLACE):  # a quotation mark, which stands before the digits, ends the number
        digit = signs[rows + at].astype(np.int64) - ord("0")
        rows, row = rows[digit >= 0], row[digit >= 0] * 10 + digit[digit >= 0]
        last = max(last, int(row.max(initial=0)))
    return Reach(int(column.max(initial=1)), last)


def _all_go_on(signs: np.ndarray, tags: np.ndarray, text: bytes) -> bool:
    """Whether the same text stands at each of these places."""
    return all(bool((signs[tags + at] == sign).all()) for at, sign in enumerate(text))


def _is_far(columns: Sequence[bytes], rows: Sequence[bytes]) -> bool:
    row = max(map(int, rows), default=0)
    return row > MOST_ROWS or max(map(column_number, set(columns)), default=1) * row > MOST_CELLS


def _counted(xml: bytes) -> tuple[bytes, bytes]:
    """The column and row that cells can reach at most where some do not say where they stand: they are counted on."""
    rows = _ROW.split(xml)[1:]
    column = max(map(column_number, set(_COLUMN.findall(xml))), default=0)
    column += max((len(_CELL_WITHOUT_PLACE.findall(cells)) for cells in rows), default=0)
    row = max(map(int, _ROW_NUMBER.findall(xml)), default=0) + len(rows) - len(_ROW_NUMBER.findall(xml))
    return column_letters(max(column, 1)).encode(), str(row).encode()


def column_number(letters: bytes) -> int:
    """The number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The letters of a column by its number, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


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
