"""An open workbook as the bytes of its file, made without any file on the way, and as Microsoft's validator wants it.

Where openpyxl writes to a full disk it leaves its files behind, still open, so that Windows lets nobody delete them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Font
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

FONT_PARTS = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""What a font is made of, in the order of the Open XML SDK's schema; openpyxl begins with the name."""


def workbook_bytes(book: Any) -> bytes:
    """The file that `book.save` would write, with fonts in order and conditional formats of different priority."""
    Font.__elements__ = FONT_PARTS
    for sheet in book.worksheets:
        _give_own_priorities(sheet)
    content = BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        _Writer(book, archive).write_data()
    return content.getvalue()


def _give_own_priorities(sheet: Any) -> None:
    """Let no two conditional formats of a sheet claim the same priority, as new ones do beside those of other programs.

    The older one goes first, so what an office chose itself still holds.
    """
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    if len({rule.priority for rule in rules}) < len(rules):
        for number, rule in enumerate(sorted(rules, key=lambda rule: rule.priority), 1):
            rule.priority = number


class _Writer(ExcelWriter):
    _archive: ZipFile

    def write_worksheet(self, ws: Any) -> None:
        """Put a sheet into the archive; openpyxl's own method would write it to a temporary file before."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer: Any = _SheetWriter(ws, BytesIO())
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


class _SheetWriter(WorksheetWriter):
    def write_hyperlinks(self) -> None:
        """Tell links of blank cells without a look too: openpyxl leaves out such cells, and their links with them."""
        sheet: Any = self.ws
        told = set(map(id, sheet._hyperlinks))
        links = (getattr(cell, "_hyperlink", None) for cell in sheet._cells.values())
        sheet._hyperlinks.extend(link for link in links if link is not None and id(link) not in told)
        super().write_hyperlinks()
