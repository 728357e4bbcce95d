"""Changing a workbook on disk so that at every moment either the old or the new one is there, whole."""

from __future__ import annotations

import gc
import hashlib
import os
import re
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.workbook.properties import CalcProperties

from worklog.adapters.files.archive import NO_SOUND_WORKBOOK, far_cell, is_too_large
from worklog.adapters.files.owner_files import refuse_if_open
from worklog.adapters.files.part_names import with_plain_names
from worklog.adapters.files.patience import patiently
from worklog.adapters.files.probes import is_read_only, reason_of
from worklog.adapters.files.temporary import discard, remove_stale, take_place, temporary_beside
from worklog.adapters.files.workbook_bytes import workbook_bytes
from worklog.adapters.workbook.saving.carried_parts import carried_over, without_drawings
from worklog.adapters.workbook.saving.exact_texts import as_openpyxl_reads
from worklog.adapters.workbook.saving.lost_parts import lost_parts
from worklog.adapters.workbook.saving.sound_styles import with_sound_styles
from worklog.adapters.workbook.saving.stored_values import Stored, StoredTab, put_back, stored_tabs
from worklog.core.errors import LogBusy, LogNotWritten

CalculatedValues = dict[str, dict[str, Stored]]
"""Tab → cell → what a formula that the script wrote shows."""


_SHARING = re.compile(rb"<(?:\w+:)?fileSharing\s([^>]*?)\s*/?>")
_FIRST_OF_BOOK = re.compile(rb"<workbookPr\b")
"""What openpyxl writes first into the part of the workbook; the advice stands before it."""


@dataclass
class Opened:
    """One workbook as it was read: openpyxl's `book`, and the exact `stored` values that openpyxl does not keep."""

    book: Any
    data: bytes
    stored: dict[str, StoredTab]
    calculated: CalculatedValues = field(default_factory=dict)

    @classmethod
    def blank(cls) -> Opened:
        """A workbook that is not on disk yet."""
        return cls(Workbook(), b"", {})

    def typed_value(self, cell: Any) -> object:
        """The value of a cell as people see it: of a formula, what it showed when the file was last saved."""
        if cell.data_type != "f":
            return str(cell.value) if isinstance(cell.value, list) else cell.value
        tab = self.stored.get(cell.parent.title)
        stored = tab.values.get(cell.coordinate) if tab else None
        return "" if stored is None else float(stored.text) if stored.type is None else stored.text


def read_whole(path: Path) -> bytes:
    """The bytes of a workbook. Raises `LogBusy` when it is locked, `LogNotWritten` when it cannot be read."""
    if path.is_dir():  # Windows would say of a folder that it is in use
        raise LogNotWritten(
            f"{path} adalah folder, padahal di situ harus ada buku kerja. Beri folder itu nama lain, atau betulkan "
            "source.path di sheets_config.json."
        )
    try:
        return with_plain_names(patiently(path.read_bytes))
    except PermissionError as error:
        raise _busy(path) from error
    except OSError as error:
        raise _not_saved(path, error) from error


def open_workbook(path: Path, data: bytes) -> Opened:
    """Open the bytes of a workbook. Raises `LogNotWritten` when they are none, or too many."""
    with _explained(path), ZipFile(BytesIO(data)) as archive, warnings.catch_warnings():
        _refuse_huge(path, archive)
        warnings.simplefilter("ignore")  # what openpyxl warns of is either kept here or refused before
        book = _loaded(without_drawings(data))
        if not book.worksheets:
            raise LogNotWritten(
                f"{path.name} tersimpan dalam bentuk yang tidak dapat ditulis ulang (misalnya Strict Open XML). Buka "
                "di Excel, pilih File > Save As, simpan sebagai Excel Workbook (.xlsx), lalu jalankan lagi."
            )
        return Opened(book, data, stored_tabs(archive))


def _loaded(data: bytes) -> Any:
    try:
        return load_workbook(BytesIO(data), rich_text=True)
    except IndexError:
        return load_workbook(BytesIO(with_sound_styles(data)), rich_text=True)


def lost_on_saving(path: Path, data: bytes) -> list[str]:
    """What rewriting a workbook would lose; see `workbook_parts.lost_parts`."""
    with _explained(path), ZipFile(BytesIO(data)) as archive:
        _refuse_huge(path, archive)
        return lost_parts(archive)


def _refuse_huge(path: Path, archive: ZipFile) -> None:
    if is_too_large(archive):
        raise LogNotWritten(
            f"Isi {path.name} terlalu besar untuk ditulis ulang. Hapus isi dan format yang tidak dipakai, atau "
            "pulihkan dari cadangan."
        )
    far = far_cell(archive)
    if far:
        raise LogNotWritten(far.sentence(path.name))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Hold Python's search for garbage while a workbook is open: a fifth of the time, since every cell is kept."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except NO_SOUND_WORKBOOK as error:
        raise LogNotWritten(
            f"{path.name} tidak dapat dibuka sebagai buku kerja Excel. Buka di Excel, simpan sebagai Excel Workbook "
            "(.xlsx) tanpa kata sandi, lalu jalankan lagi; bila Excel pun tidak dapat membukanya, pulihkan dari "
            "cadangan terakhir."
        ) from error


def save_workbook(path: Path, opened: Opened, before_replacing: Callable[[Path], None] = lambda _: None) -> bool:
    """Put the changed workbook in the place of the one that was read; False when that one changed meanwhile.

    `before_replacing` may look at the finished new file and raise to keep the old one.
    """
    remove_stale(path)
    temporary = temporary_beside(path)
    try:
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
        raise _busy(path) from error
    except OSError as error:
        raise _not_saved(path, error) from error
    finally:
        discard(temporary)
    return True


def _write(temporary: Path, opened: Opened) -> None:
    book = opened.book
    book.calculation = book.calculation or CalcProperties()  # a workbook of another program may have none
    book.calculation.fullCalcOnLoad = True
    for sheet in book.worksheets:  # two selected tabs would take every typed value twice
        sheet.sheet_view.tabSelected = sheet is book.active
    content = put_back(workbook_bytes(book), _merged(opened))
    if opened.data:
        content = _with_sharing(carried_over(content, opened.data), opened.data)
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with ZipFile(temporary) as archive:
        broken = archive.testzip()
    if broken is not None:
        raise OSError(f"bagian {broken} rusak setelah ditulis")


def _with_sharing(content: bytes, data: bytes) -> bytes:
    """A workbook with the password to modify and the advice to open read-only that openpyxl dropped of another one."""
    found = _sharing(data)
    if not found:
        return content
    written = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            part = source.read(info)
            if info.filename == "xl/workbook.xml":
                part = _FIRST_OF_BOOK.sub(lambda first: found + first[0], part, count=1)
            target.writestr(info.filename, part)
    return written.getvalue()


def _sharing(data: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        element = _SHARING.search(archive.read("xl/workbook.xml"))
    return b"<fileSharing " + element[1] + b"/>" if element else b""


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


def _busy(path: Path) -> LogBusy:
    return LogBusy(
        f"{path.name} sedang dipakai program lain atau tidak boleh ditulis, jadi tidak diubah. "
        "Tutup berkas itu di semua komputer, atau minta izin menulis ke foldernya."
    )


def _refuse_read_only(path: Path) -> None:
    if is_read_only(path):
        raise LogNotWritten(
            f"{path.name} bertanda Read-only (hanya dapat dibaca), jadi tidak diubah. Klik kanan berkas itu, pilih "
            "Properties, hapus centang Read-only, lalu klik OK."
        )


def _not_saved(path: Path, error: OSError) -> LogNotWritten:
    return LogNotWritten(
        f"{path.name} tidak dapat ditulis ({reason_of(error)}) dan tetap seperti semula. "
        "Periksa ruang disk dan sambungan ke foldernya, lalu jalankan lagi."
    )
