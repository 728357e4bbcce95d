"""How large a spreadsheet and a cell may be, and how much metadata is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.errors import invalid

if TYPE_CHECKING:
    from emulator.book import Book

MOST_CELLS = 10_000_000
MOST_METADATA = 1_200
"""At about so many entries a recording met the limit, which Google counts by their storage."""
LONGEST_TEXT = 50_000
"""Characters of a cell, in UTF-16 units: the strictest way to count them."""


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


def check_length(text: str) -> None:
    """Refuse a text or formula that is longer than the service keeps in a cell."""
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_TEXT:
        raise invalid(f"Your input contains more than the maximum of {LONGEST_TEXT} characters in a single cell.")
