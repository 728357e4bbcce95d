"""The notes at column headers that tell what to type, and the next agenda number in one of them."""

from __future__ import annotations

from typing import Any

from openpyxl.comments import Comment

from worklog.adapters.form.columns import REGISTER_FORMS
from worklog.adapters.workbook.places import Place
from worklog.adapters.workbook.saving.opening import Opened
from worklog.core.log.agenda import next_number

WIDTH, LINE_HEIGHT, CHARACTERS_PER_LINE = 280, 18, 42
NEXT_NUMBER = "Nomor berikutnya"


def note(text: str) -> Comment:
    """A header note, large enough for its text."""
    comment = Comment(text, "Buku Kerja")
    _fit(comment)
    return comment


def fit_notes(book: Any) -> None:
    """Make every note large enough for its text: openpyxl forgets the size of notes when it reads them."""
    for sheet in book.worksheets:
        for cell in sheet._cells.values():
            if cell.comment is not None:
                _fit(cell.comment)


def show_next_number(opened: Opened, register: Place, year: int) -> None:
    """Tell the next agenda number in the note at ID Konten, unless somebody put a note of their own there."""
    cell, own = register.header_cell("ID Konten"), REGISTER_FORMS["ID Konten"].note
    column = register.columns["ID Konten"]
    if cell.comment is not None and not cell.comment.text.startswith(own):
        return
    used = [str(opened.typed_value(register.sheet.cell(row, column))) for row in register.rows_with_id()]
    cell.comment = note(f"{own}\n{NEXT_NUMBER}: {next_number(used, year)}")


def _fit(comment: Comment) -> None:
    lines = sum(1 + len(line) // CHARACTERS_PER_LINE for line in comment.text.splitlines())
    comment.width, comment.height = WIDTH, (lines + 1) * LINE_HEIGHT
