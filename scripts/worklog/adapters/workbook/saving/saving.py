"""Changing a workbook on disk so that at every moment either the old or the new one is there, whole."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl.workbook.properties import CalcProperties

from worklog.adapters.files.owner_files import refuse_if_open
from worklog.adapters.files.probes import is_read_only
from worklog.adapters.files.temporary import remove_stale, take_place, temporary_beside
from worklog.adapters.files.workbook_bytes import workbook_bytes
from worklog.adapters.workbook.saving.carried_parts import carried_over
from worklog.adapters.workbook.saving.exact_texts import as_openpyxl_reads
from worklog.adapters.workbook.saving.file_sharing import with_sharing
from worklog.adapters.workbook.saving.opening import Opened, busy, not_saved, read_whole
from worklog.adapters.workbook.saving.stored_values import StoredTab, put_back
from worklog.core.errors import LogNotWritten


def save_workbook(path: Path, opened: Opened, before_replacing: Callable[[Path], None] = lambda _: None) -> bool:
    """Put the changed workbook in the place of the one that was read; False when that one changed meanwhile.

    `before_replacing` may look at the finished new file, complete it, and raise to keep the old one. Of a link the
    workbook behind it is replaced, and not the link.
    """
    path = Path(os.path.realpath(path)) if path.is_symlink() else path
    remove_stale(path)
    try:
        with temporary_beside(path) as temporary:
            _write(temporary, opened)
            before_replacing(temporary)
            refuse_if_open(path)
            if path.exists():
                _refuse_read_only(path)
                with suppress(OSError):  # a share may refuse that, which is no reason to stop
                    shutil.copymode(path, temporary)
            if _digest(read_whole(path) if path.exists() else b"") != _digest(opened.data):
                return False
            take_place(temporary, path)
    except PermissionError as error:
        raise busy(path) from error
    except OSError as error:
        raise not_saved(path, error) from error
    return True


def _write(temporary: Path, opened: Opened) -> None:
    book = opened.book
    book.calculation = book.calculation or CalcProperties()  # a workbook of another program may have none
    book.calculation.fullCalcOnLoad = True
    for sheet in book.worksheets:  # two selected tabs would take every typed value twice
        sheet.sheet_view.tabSelected = sheet is book.active
    content = put_back(workbook_bytes(book), _merged(opened))
    if opened.data:
        content = with_sharing(carried_over(content, opened.data), opened.data)
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with ZipFile(temporary) as archive:
        broken = archive.testzip()
    if broken is not None:
        raise OSError(f"bagian {broken} rusak setelah ditulis")


def _merged(opened: Opened) -> dict[str, StoredTab]:
    """What was stored, with what the script's formulas show now."""
    merged = {name: replace(tab, texts=_texts_still_there(opened, name, tab)) for name, tab in opened.stored.items()}
    for name, values in opened.calculated.items():
        tab = merged.get(name, StoredTab())
        merged[name] = StoredTab({**tab.values, **values}, tab.fixed_rows, tab.texts)
    return merged


def _texts_still_there(opened: Opened, name: str, tab: StoredTab) -> dict[str, Any]:
    """The texts of a tab that were not replaced since they were read."""
    if name not in opened.book.sheetnames:
        return {}
    sheet = opened.book[name]
    return {at: text for at, text in tab.texts.items() if str(sheet[at].value) == as_openpyxl_reads(text)}


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _refuse_read_only(path: Path) -> None:
    if is_read_only(path):
        raise LogNotWritten(
            f"{path.name} bertanda Read-only (hanya dapat dibaca), jadi tidak diubah. Klik kanan berkas itu, pilih "
            "Properties, hapus centang Read-only, lalu klik OK."
        )
