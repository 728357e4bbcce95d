"""The staff card as one prints it: docs/kartu-petugas.md laid out on one A4 sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

CARD = Path(__file__).absolute().parents[1] / "docs" / "kartu-petugas.md"
WIDTHS = (20, 72)
"""Of the two columns, in digits."""
LETTERS = 1.1
"""How many letters take the place of a digit: most are narrower."""
FONT, POINTS, LINE = "Calibri", 11, 15
"""Letters, their size, and the height of a line of them."""
EDGE = Side(style="thin", color="808080")


def write_card(folder: Path) -> Path:
    """The card as a workbook in a folder."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "portrait"  # A4
    for name in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, name, 0.5)
    for column, width in zip("AB", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    for row, (kind, cells) in enumerate(pieces(), 1):
        _write(sheet, row, kind, cells)
    target = folder / "Kartu Petugas.xlsx"
    book.save(target)
    return target


def pieces() -> Iterator[tuple[str, list[Token]]]:
    """The card from its top: a heading, text, list item or table row with its one or two texts, or a gap."""
    tokens = MarkdownIt("commonmark").enable("table").parse(CARD.read_text(encoding="utf-8"))
    kind, cells = "text", list[Token]()
    for token in tokens:
        if token.type in ("heading_open", "list_item_open", "thead_open", "tbody_open"):
            kind = token.type.removesuffix("_open")
        if token.type == "inline":
            cells.append(token)
        if token.type == "tr_close" or (token.type == "inline" and kind in ("heading", "list_item", "text")):
            yield kind, cells
            cells = []
        if token.type in ("heading_close", "bullet_list_close", "table_close") or (
            token.type == "paragraph_close" and kind == "text"
        ):
            kind = "text"
            yield "gap", []


def _write(sheet: Worksheet, row: int, kind: str, cells: list[Token]) -> None:
    room = WIDTHS if len(cells) == 2 else (sum(WIDTHS),)
    lines = [1.0]
    for column, (token, width) in enumerate(zip(cells, room, strict=bool(cells)), 1):
        cell = sheet.cell(row, column)
        text = _rich(token, "•  " if kind == "list_item" else "", bold=kind in ("thead", "heading"))
        cell.value = text
        cell.font = Font(FONT, 16 if kind == "heading" else POINTS, bold=kind in ("thead", "heading"))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        lines.append(ceil(len(str(text)) / width / LETTERS))
        if kind in ("thead", "tbody"):
            cell.border = Border(EDGE, EDGE, EDGE, EDGE)
            cell.fill = PatternFill("solid", fgColor="E8EEF7") if kind == "thead" else PatternFill()
    if len(cells) == 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    sheet.row_dimensions[row].height = {"gap": 5, "heading": 24}.get(kind, max(lines) * LINE + 1)


def _rich(token: Token, front: str, bold: bool) -> CellRichText:
    text, strong = CellRichText(front) if front else CellRichText(), bold
    for child in token.children or []:
        if child.type in ("strong_open", "strong_close"):
            strong = bold or child.type == "strong_open"
        elif child.type == "softbreak" or child.content:
            size = 16 if token.level == 1 and bold else POINTS
            text.append(TextBlock(InlineFont(rFont=FONT, sz=size, b=strong), child.content or " "))
    return text
