"""An SOP in a workbook of its own: read from one that a person made, written into a new one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from worklog.adapters.files.patience import patiently
from worklog.adapters.files.private_files import make_folder
from worklog.adapters.files.temporary import take_place, temporary_beside
from worklog.adapters.files.workbook_bytes import workbook_bytes
from worklog.adapters.form.page import Page
from worklog.adapters.form.page_decree import FIRST_STEP_ROW, HEAD_TAB, decree_pages, table_columns
from worklog.adapters.workbook.looks import Looks
from worklog.adapters.workbook.pages import freeze_page, set_print_area, set_up_print, write_page
from worklog.adapters.workbook.reader import SUFFIXES, read_grids, workbook_content
from worklog.core.decree import columns as c
from worklog.core.decree.draft import Draft
from worklog.core.errors import WorklogError
from worklog.core.log.grids import Grid
from worklog.core.log.merged import Merged

MOST_STEPS = 200
"""Rows of a table that choices are offered for."""
_CHOICES = {
    c.KIND: tuple(c.KIND_WORDS.values()),
    c.CLOCK: tuple(c.CLOCK_WORDS.values()),
    **dict.fromkeys((c.PLANNED, c.ANSWERS, c.CEREMONIAL, c.GREETS, c.RIGHT), (c.YES,)),
}


def read_decree(path: Path) -> tuple[dict[str, Grid], dict[str, list[Merged]]]:
    """All tabs of a workbook, and their merged cells; raises `WorklogError`."""
    if path.name.startswith("~$"):
        raise WorklogError(f"{path} adalah tanda bahwa {path.name[2:]} sedang dibuka di Excel. Pakai berkas itu.")
    if path.suffix.lower() not in SUFFIXES:
        raise WorklogError(f"{path} bukan .xlsx. Simpan di Excel sebagai Excel Workbook (.xlsx), lalu coba lagi.")
    if not path.is_file():
        raise WorklogError(f"Berkas {path} tidak ada. Periksa letak dan namanya, lalu jalankan lagi.")
    return read_grids(path, workbook_content(path), every=True)


def proposal_files(path: Path) -> Iterator[Path]:
    """The names for what is proposed for a workbook, the first one first."""
    stem = re.sub(r" - usulan(?: \d+)?$", "", path.stem)
    return (path.with_name(f"{stem} - usulan{f' {n}' if n > 1 else ''}.xlsx") for n in count(1))


def write_decree(path: Path, draft: Draft, office: str) -> None:
    """Write a draft into a new workbook; raises `WorklogError` where a file is already, or none can be written."""
    if path.exists():
        raise WorklogError(f"{path} sudah ada dan tidak ditimpa. Sebut nama berkas yang baru.")
    make_folder(path.parent, WorklogError)
    try:
        with temporary_beside(path) as made:
            patiently(partial(made.write_bytes, workbook_bytes(_workbook(draft, office))))
            take_place(made, path)
    except OSError as error:
        raise WorklogError(f"{path} tidak dapat ditulis. Periksa izin menulis di foldernya.") from error


def _workbook(draft: Draft, office: str) -> Any:
    book = Workbook()
    looks = Looks(book)
    for name, page in decree_pages(draft).items():
        sheet: Any = book.create_sheet(name)
        write_page(sheet, looks, page)
        freeze_page(sheet, page)
        set_up_print(sheet, office, draft.first(c.NUMBER), page.repeated)
        set_print_area(sheet, page)
        if name != HEAD_TAB:
            _offer_choices(sheet, page, table_columns(draft))
    del book["Sheet"]
    return book


def _offer_choices(sheet: Any, page: Page, columns: Mapping[str, int]) -> None:
    for header, words in _CHOICES.items():
        offered = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False)
        column = get_column_letter(columns[header])
        offered.add(f"{column}{FIRST_STEP_ROW}:{column}{max(page.last_row, MOST_STEPS)}")
        sheet.add_data_validation(offered)
