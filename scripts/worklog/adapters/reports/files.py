"""Make a report file: open the template, fill it, and save it whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook

from worklog.adapters.files.archive import NO_SOUND_WORKBOOK
from worklog.adapters.files.owner_files import refuse_if_open
from worklog.adapters.files.private_files import make_folder, write_private
from worklog.adapters.files.probes import is_read_only, reason_of
from worklog.adapters.files.temporary import take_place, temporary_beside
from worklog.adapters.files.workbook_bytes import workbook_bytes
from worklog.adapters.reports.copies import copy_sheets, own_name
from worklog.adapters.reports.filling import fill
from worklog.adapters.reports.koreksi import Koreksi, add_koreksi
from worklog.adapters.reports.names import ReportError, find_places
from worklog.core.errors import LogBusy

_UNREADABLE = (*NO_SOUND_WORKBOOK, InvalidFileException)
"""What openpyxl raises for a file that is no sound workbook, or whose name does not end like one."""


@dataclass(frozen=True)
class Saved:
    """Where a report was saved, and a sentence for the user when that is not where it should be ("" otherwise)."""

    path: Path
    note: str = ""


def write_report(
    template: Path,
    target: Path,
    values: Mapping[str, object],
    tables: Mapping[str, pd.DataFrame],
    now: datetime,
    koreksi: Koreksi | None = None,
) -> Saved:
    """Fill `template` and save it as `target`, which is replaced in one step; every name given must be in the template.

    When the target is open in Excel or LibreOffice the report is saved beside it under a name with the time `now`.
    Raises `ReportError` when the template cannot be used or nothing can be saved.
    """
    workbook = _open(template)
    fill(workbook, values, tables, template.name)
    if koreksi is not None:
        add_koreksi(workbook, koreksi)
    return save_content(workbook_bytes(workbook), target, now)


def write_again(target: Path, content: bytes, now: datetime) -> Saved:
    """Save a report that was made before; where it stands already, nothing is written. Raises `ReportError`."""
    if target.is_file() and target.read_bytes() == content:
        return Saved(target)
    return save_content(content, target, now)


def sheets_content(
    template: Path, sheets: Mapping[str, tuple[Mapping[str, object], Mapping[str, pd.DataFrame]]]
) -> bytes:
    """The file from a template of one sheet, with a sheet for each title that holds its own values and tables."""
    workbook = _open(template)
    find_places(workbook, {name for own in sheets.values() for names in own for name in names}, template.name)
    copy_sheets(workbook, sheets)
    values: dict[str, object] = {}
    tables: dict[str, pd.DataFrame] = {}
    for number, (own_values, own_tables) in enumerate(sheets.values(), start=1):
        values |= {own_name(name, number): value for name, value in own_values.items()}
        tables |= {own_name(name, number): table for name, table in own_tables.items()}
    fill(workbook, values, tables, template.name)
    return workbook_bytes(workbook)


def _open(template: Path) -> Workbook:
    try:
        return load_workbook(template)
    except FileNotFoundError:
        raise ReportError(f"Templat laporan {template} tidak ada. Kembalikan berkas itu ke foldernya.") from None
    except _UNREADABLE as problem:
        raise ReportError(
            f"Templat laporan {template} tidak dapat dibuka sebagai berkas .xlsx ({problem}). "
            "Simpan ulang templat itu dari Excel sebagai .xlsx, atau kembalikan templat asli."
        ) from None


def save_content(content: bytes, target: Path, now: datetime) -> Saved:
    """Write a temporary file in the same folder, then put it in the target's place in one step.

    Raises `ReportError` when that cannot be.
    """
    make_folder(target.parent, ReportError, private=True, so=f"{target.name} tidak dapat disimpan.")
    try:
        with temporary_beside(target) as temporary:
            write_private(temporary, content)
            return put_in_place(temporary, target, now)
    except OSError as problem:
        raise ReportError(
            f"Laporan {target} tidak dapat disimpan ({reason_of(problem)}). "
            "Periksa izin menulis dan ruang kosong di folder itu, lalu jalankan lagi."
        ) from None


def put_in_place(temporary: Path, target: Path, now: datetime) -> Saved:
    """Let a finished file take its place in one step, or one beside it while that is open; OSError when neither can."""
    if not target.exists():
        return Saved(take_place(temporary, target))
    beside = target.with_name(f"{target.stem} ({now:%Y-%m-%d %H.%M.%S}){target.suffix}")
    if target.is_dir():
        note = f"{target.name} adalah folder, maka laporan yang baru disimpan sebagai {beside.name}."
    elif is_read_only(target):
        note = f"{target.name} bertanda Read-only, maka laporan yang baru disimpan sebagai {beside.name}."
    else:
        try:
            refuse_if_open(target)
            return Saved(take_place(temporary, target))
        except (LogBusy, PermissionError):
            note = f"{target.name} sedang dibuka, maka laporan yang baru disimpan sebagai {beside.name}."
    return Saved(take_place(temporary, beside), note)
