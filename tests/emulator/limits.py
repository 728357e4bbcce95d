"""How large a spreadsheet may be, and how much metadata it keeps."""

from __future__ import annotations

from emulator.book import Book
from emulator.errors import invalid

MOST_CELLS = 10_000_000
MOST_METADATA = 1_200
"""At about so many entries a recording met the limit, which Google counts by their storage."""


def check_cell_count(book: Book) -> None:
    """Refuse a spreadsheet of more cells than the service keeps."""
    if sum(sheet.row_count * sheet.column_count for sheet in book.sheets) > MOST_CELLS:
        raise invalid(
            f"This action would increase the number of cells in the workbook above the limit of {MOST_CELLS} cells."
        )


def check_metadata(book: Book) -> None:
    """Refuse more developer metadata than the service stores."""
    if len(book.metadata) > MOST_METADATA:
        raise invalid("Adding the requested developer metadata would exceed the allowed storage limit.")
