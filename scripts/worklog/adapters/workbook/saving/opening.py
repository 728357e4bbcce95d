"""Opening a workbook that is on disk, and what keeps one from being opened or read."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from worklog.adapters.files.archive import (
    NO_SOUND_WORKBOOK,
    is_too_large,
    sheet_parts,
)
from worklog.adapters.files.far_places import far_cell, far_range
from worklog.adapters.files.part_names import with_plain_names
from worklog.adapters.files.patience import patiently
from worklog.adapters.files.probes import reason_of
from worklog.adapters.files.sheet_xml import filled_cells
from worklog.adapters.workbook.saving.carried_parts import without_drawings
from worklog.adapters.workbook.saving.lost_parts import lost_parts
from worklog.adapters.workbook.saving.sound_styles import with_sound_styles
from worklog.adapters.workbook.saving.stored_values import Stored, StoredTab, stored_tabs
from worklog.core.errors import LogBusy, LogNotWritten

CalculatedValues = dict[str, dict[str, Stored]]
"""Tab → cell → what a formula that the script wrote shows."""


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
        raise busy(path) from error
    except OSError as error:
        raise not_saved(path, error) from error


def open_workbook(path: Path, data: bytes) -> Opened:
    """Open the bytes of a workbook. Raises `LogNotWritten` when they are none, or too many."""
    with _explained(path), ZipFile(BytesIO(data)) as archive, warnings.catch_warnings():
        _refuse_huge(path, archive)
        warnings.simplefilter("ignore")  # what openpyxl warns of is either kept here or refused before
        book = _loaded(without_drawings(data))
        if not book.worksheets:
            raise LogNotWritten(
                f"{path.name} tersimpan dalam bentuk yang tidak dapat ditulis ulang (misalnya Strict Open XML). Buka "
                "di Excel, pilih File > Simpan Sebagai (Save As), simpan sebagai Excel Workbook (.xlsx), lalu jalankan "
                "lagi."
            )
        if book.active not in book.worksheets:  # other programs write the number of a tab that is not there
            book.active = 0
        _empty_what_was_blank(book, archive)
        return Opened(book, data, stored_tabs(archive))


def _loaded(data: bytes) -> Any:
    try:
        with redirect_stdout(StringIO()):  # openpyxl prints a line about some styles, which would stand before our JSON
            return load_workbook(BytesIO(data), rich_text=True)
    except NO_SOUND_WORKBOOK:  # as a rule a style that is not there, of which openpyxl tells in many ways
        return load_workbook(BytesIO(with_sound_styles(data)), rich_text=True)


def _empty_what_was_blank(book: Any, archive: ZipFile) -> None:
    """Take out the addresses that openpyxl types into the blank cells of links."""
    parts = sheet_parts(archive)
    for sheet in book.worksheets:
        linked = [cell for cell in sheet._cells.values() if getattr(cell, "_hyperlink", None)]
        if linked and sheet.title in parts:
            filled = {(row, column) for row, column, _ in filled_cells(archive.read(parts[sheet.title]))}
            for cell in linked:
                if (cell.row, cell.column) not in filled:
                    cell.value = None


def lost_on_saving(path: Path, data: bytes) -> list[str]:
    """What rewriting a workbook would lose; see `lost_parts.lost_parts`."""
    with _explained(path), ZipFile(BytesIO(data)) as archive:
        _refuse_huge(path, archive)
        return lost_parts(archive)


def _refuse_huge(path: Path, archive: ZipFile) -> None:
    if is_too_large(archive):
        raise LogNotWritten(
            f"Isi {path.name} terlalu besar untuk ditulis ulang. Hapus isi dan format yang tidak dipakai, atau "
            "pulihkan dari cadangan."
        )
    far = far_cell(archive) or far_range(archive)
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
    except MemoryError as error:
        raise LogNotWritten(
            f"Memori PC ini tidak cukup untuk menulis ulang {path.name}, jadi berkas itu tidak diubah. Tutup program "
            "lain, hapus isi dan format yang tidak dipakai, lalu jalankan lagi."
        ) from error
    except NO_SOUND_WORKBOOK as error:
        raise LogNotWritten(
            f"{path.name} tidak dapat dibuka sebagai buku kerja Excel. Buka di Excel, simpan sebagai Excel Workbook "
            "(.xlsx) tanpa kata sandi, lalu jalankan lagi; bila Excel pun tidak dapat membukanya, pulihkan dari "
            "cadangan terakhir."
        ) from error


def busy(path: Path) -> LogBusy:
    """What to raise when the system refuses a workbook, as it does while another program has it open."""
    return LogBusy(
        f"{path.name} sedang dipakai program lain atau tidak boleh ditulis, jadi tidak diubah. "
        "Tutup berkas itu di semua komputer, atau minta izin menulis ke foldernya."
    )


def not_saved(path: Path, error: OSError) -> LogNotWritten:
    """What to raise when a workbook can be neither read nor written."""
    return LogNotWritten(
        f"{path.name} tidak dapat ditulis ({reason_of(error)}) dan tetap seperti semula. "
        "Periksa ruang disk dan sambungan ke foldernya, lalu jalankan lagi."
    )
