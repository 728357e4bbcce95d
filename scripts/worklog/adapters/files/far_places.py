"""Cells, merges and links of a workbook that reach so far that reading or writing it would end the program."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from zipfile import ZipFile

from worklog.adapters.files.archive import sheets
from worklog.adapters.files.plain_cells import glance
from worklog.adapters.files.sheet_xml import corners, filled_cells, start_tags
from worklog.core.log.merged import column_letters

MOST_CELLS = 20_000_000
"""The area up to a tab's last cell that is read at most: 0.9 GB, and twice that when two workbooks are compared."""
MOST_ROWS = 1_000_000
"""Below this row there would be no room for those that are still to come: a tab ends at row 1,048,576."""
LAST_COLUMN = 16_384
"""XFD; no spreadsheet knows one behind it, so a place there was not written by one."""
MOST_COVERED = 100_000
"""Cells of a tab that merges and links may cover: openpyxl makes each of them, and a whole column takes it a minute."""

_FAR_AND_FILLED = re.compile(
    rb"""r(?<=\sr)(?<!<row\sr)\s*=\s*["']\$?(?:[A-Za-z]{2,}|[A-Za-z]?\$?(?:[7-9]\d{5}|\d{7,}))[^"']*["']"""
    rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*>"""
)
"""A place beyond column Z or row 699,999, not of a row, nor of a cell that ends at once, as a formatted one does.

It begins with a letter and not with a space, since that is found three times as fast.
"""
_WITHOUT_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)(?=[\s/>])(?![^>]*?\sr\s*=\s*["'])""")


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


def far_cell(archive: ZipFile, tabs: Iterable[str] | None = None) -> FarCell | None:
    """The first of these tabs (of all) whose last cell lies too far out.

    Reading the area up to it would end the whole program, or no row could be added below it. One cell typed by accident
    in the last corner of a tab is enough for that. The cells are asked themselves: what a tab tells of its size may be
    missing or wrong.
    """
    for tab, xml in sheets(archive, tabs):
        # Cells that are only formatted do no harm; the longer look is for the few tabs that have others so far out.
        if glance(xml) is not None:
            continue
        if _FAR_AND_FILLED.search(xml) or _WITHOUT_PLACE.search(xml):
            column, row = _reach(xml)
            if row > MOST_ROWS or column > LAST_COLUMN or column * row > MOST_CELLS:
                return FarCell(tab, column_letters(column), row)
    return None


def far_range(archive: ZipFile) -> FarRange | None:
    """The first merged cells or link of a workbook that cover too much for openpyxl, which makes each cell of them."""
    for tab, xml in sheets(archive):
        covered = 0
        for name in ("mergeCell", "hyperlink"):
            for told in start_tags(xml, name):
                top, left, bottom, right = corners(told.get("ref", ""))
                covered += (bottom - top + 1) * (right - left + 1)
                if bottom > MOST_ROWS or covered > MOST_COVERED:
                    return FarRange(tab, told.get("ref", ""), name == "hyperlink")
    return None


def _reach(xml: bytes) -> tuple[int, int]:
    """The column and the row up to which the cells of a tab reach that hold something."""
    column = row = 1
    for own_row, own_column, _ in filled_cells(xml):
        column, row = max(column, own_column), max(row, own_row)
    return column, row
