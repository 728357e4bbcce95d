"""How large a spreadsheet may be."""

from __future__ import annotations

from emulator.book import Book
from emulator.errors import invalid

MOST_CELLS = 10_000_000


def check_cell_count(book: Book) -> None:
    """Refuse a spreadsheet of more cells than the service keeps."""
    if sum(sheet.row_count * sheet.column_count for sheet in book.sheets) > MOST_CELLS:
        raise invalid(
            f"This action would increase the number of cells in the workbook above the limit of {MOST_CELLS} cells."
        )
