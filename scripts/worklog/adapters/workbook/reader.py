"""Read the staff tabs of a local workbook (.xlsx, .xlsm): every cell as typed, in its true sheet row and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from worklog.adapters.files.archive import (
    NO_SOUND_WORKBOOK,
    Unpacked,
    is_too_large,
    sheet_parts,
    sheets,
)
from worklog.adapters.files.error_values import with_known_errors
from worklog.adapters.files.far_places import far_cell
from worklog.adapters.files.part_names import with_plain_names
from worklog.adapters.files.patience import patiently
from worklog.adapters.files.plain_cells import Glance, glance
from worklog.adapters.files.probes import file_in_the_way, reason_of, standing_folder
from worklog.adapters.files.sheet_xml import filled_cells
from worklog.adapters.form.page_results import STAMP_COLUMN
from worklog.adapters.workbook.behind import put_behind
from worklog.adapters.workbook.merged import merged_cells
from worklog.core.errors import WorklogError
from worklog.core.log.grids import Grid, compared, tab_name
from worklog.core.log.merged import Merged, fill_merged
from worklog.core.log.tabs import RESULTS, SCRIPT_TABS, STAFF_TABS

OR_A_NEW_ONE = ", atau buat buku kerja baru dengan: python scripts/setup_worklog.py"
"""What an office can do that has no workbook yet."""
SUFFIXES = (".xlsx", ".xlsm")
_ZIP_SIGNATURE = b"PK"
_OLD_OFFICE_SIGNATURE = bytes.fromhex("D0CF11E0")


class WorkbookError(WorklogError):
    """The workbook cannot be read; the text says in Indonesian why, and what to do."""


def read_workbook(path: Path) -> dict[str, Grid]:
    """Read the tabs that people fill, by their names in the workbook; other tabs are not touched.

    A formula gives its last computed value, blank when it was never computed. Raises WorkbookError.
    """
    return read_grids(path, workbook_content(path))[0]


def read_grids(path: Path, content: bytes, *, every: bool = False) -> tuple[dict[str, Grid], dict[str, list[Merged]]]:
    """The same of a workbook whose `content` was read before, and its merged cells (`core.log.merged.fill_merged`).

    `every`: all its tabs, whose merged cells are told and not filled. Raises WorkbookError.
    """
    try:
        with Unpacked(BytesIO(content)) as archive:
            return _grids(path, content, archive, every)
    except MemoryError as error:
        raise WorkbookError(
            f"Memori PC ini tidak cukup untuk membaca {path}. Tutup program lain, hapus isi dan format yang tidak "
            "dipakai, lalu coba lagi."
        ) from error
    except NO_SOUND_WORKBOOK as error:
        raise WorkbookError(
            f"Berkas {path} rusak atau terpotong. Bila sedang disimpan atau disalin, tunggu sampai selesai lalu coba "
            "lagi; bila tetap begitu, buka dan simpan lagi di Excel sebagai Excel Workbook (.xlsx), atau kembalikan "
            "berkas dari cadangan."
        ) from error


def _grids(
    path: Path, content: bytes, archive: Unpacked, every: bool
) -> tuple[dict[str, Grid], dict[str, list[Merged]]]:
    _refuse_huge(path, archive)
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    wanted = set(compared([tab.name for tab in STAFF_TABS]))
    every_name = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    plain_names = zip(every_name, compared(every_name), strict=True)
    names = [name for name, plain in plain_names if every or plain in wanted]
    glances = {name: glance(xml) for name, xml in sheets(archive, names)}
    _refuse_too_large(path, archive, [name for name in names if glances[name] is None])
    try:
        grids = _rows(workbook, names)
    except CalamineError:
        glances = dict.fromkeys(names)
        grids = _rows(CalamineWorkbook.from_filelike(BytesIO(with_known_errors(content))), names)
    _put_error_values(archive, grids, glances)
    put_behind(archive, grids, glances)
    merged = merged_cells(archive, grids)
    return {**grids}, merged if every else fill_merged(grids, merged)


def _rows(workbook: CalamineWorkbook, names: Sequence[str]) -> dict[str, Any]:
    """The cells of some tabs; with the empty area kept, row numbers in a grid are those of the sheet."""
    return {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}


def stamp_in(content: bytes) -> str:
    """What the last publication left in a workbook that could be read (`core.publishing.freshness.Stamp` as text).

    "" where it left nothing, and where one of the tabs that it wrote is gone.
    """
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    found = [tab_name(workbook.sheet_names, tab) for tab in SCRIPT_TABS]
    names = [name for name in found if name is not None]
    with ZipFile(BytesIO(content)) as archive:
        if len(names) < len(found) or far_cell(archive, names):
            return ""
    results = workbook.get_sheet_by_name(names[SCRIPT_TABS.index(RESULTS)]).to_python(skip_empty_area=False, nrows=1)
    return str(results[0][STAMP_COLUMN - 1]) if results and len(results[0]) >= STAMP_COLUMN else ""


def workbook_content(path: Path) -> bytes:
    """A workbook as it stands on the disk; raises WorkbookError when there is none."""
    try:
        if path.is_dir():
            raise WorkbookError(
                f"{path} adalah folder. Isi source.path di sheets_config.json dengan letak berkas .xlsx."
            )
        content = with_plain_names(patiently(path.read_bytes))
    except (FileNotFoundError, NotADirectoryError) as error:
        blocking = file_in_the_way(path)
        if blocking is not None:
            raise WorkbookError(
                f"{blocking} adalah berkas, padahal menurut source.path di sheets_config.json itu sebuah folder. Beri "
                "berkas itu nama lain, atau betulkan source.path."
            ) from error
        if standing_folder(path.parent) is None:
            raise WorkbookError(
                f"Buku kerja tidak terjangkau: {path}. {path.anchor} tidak ada atau tidak tersambung. Sambungkan "
                "(kabel, jaringan, atau drive yang dipetakan), lalu coba lagi; jangan membuat buku kerja baru."
            ) from error
        raise WorkbookError(
            f"Buku kerja tidak ditemukan: {path}. Periksa source.path di sheets_config.json{OR_A_NEW_ONE}"
        ) from error
    except PermissionError as error:
        raise WorkbookError(
            f"Berkas {path} tidak boleh dibaca. Tutup program lain yang sedang memakainya, atau minta izin membaca "
            "berkas dan foldernya."
        ) from error
    except OSError as error:
        raise WorkbookError(
            f"Berkas {path} tidak dapat dibaca ({reason_of(error)}). Periksa jaringan atau disk tempatnya, "
            "lalu coba lagi."
        ) from error
    _refuse_other_kinds(path, content)
    return content


def _refuse_other_kinds(path: Path, content: bytes) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise WorkbookError(
            f"Berkas {path} bukan .xlsx. Buka di Excel, pilih File > Simpan Sebagai (Save As), simpan sebagai Excel "
            "Workbook (.xlsx), lalu ubah source.path di sheets_config.json."
        )
    if content.startswith(_OLD_OFFICE_SIGNATURE):
        raise WorkbookError(
            f"Berkas {path} dilindungi kata sandi, atau masih berformat lama (.xls). Buka di Excel, hapus kata "
            "sandinya lewat File > Info > Proteksi Buku Kerja (Protect Workbook) > Encrypt with Password, simpan "
            "sebagai Excel Workbook (.xlsx), lalu coba lagi."
        )
    if not content.startswith(_ZIP_SIGNATURE):
        raise WorkbookError(
            f"Isi berkas {path} bukan buku kerja Excel walau namanya demikian. Buka dan simpan di Excel sebagai Excel "
            "Workbook (.xlsx), atau kembalikan berkas dari cadangan."
        )


def _refuse_too_large(path: Path, archive: ZipFile, names: list[str]) -> None:
    far = far_cell(archive, names)
    if far:
        raise WorkbookError(far.sentence(str(path)))


def _refuse_huge(path: Path, archive: ZipFile) -> None:
    if is_too_large(archive):
        raise WorkbookError(
            f"Isi berkas {path} terlalu besar untuk dibaca. Hapus isi dan format yang tidak dipakai, atau "
            "kembalikan berkas dari cadangan."
        )


def _put_error_values(archive: ZipFile, grids: dict[str, Any], glances: Mapping[str, Glance | None]) -> None:
    """Put `#REF!`, `#N/A` and the like where they stand: calamine leaves such cells blank, but they are not."""
    parts = sheet_parts(archive)
    for name, grid in grids.items():
        seen, xml = glances[name], archive.read(parts[name])
        if (seen and not seen.errors) or (b'"e"' not in xml and b"'e'" not in xml):
            continue  # no error, as a rule: told much quicker than by looking at each cell
        for row, column, cell in filled_cells(xml):
            value = cell.findtext("{*}v")
            if cell.get("t", "").strip() == "e" and value:
                cells = grid[row - 1]
                cells.extend([""] * (column - len(cells)))
                cells[column - 1] = value
