"""The last look before a workbook is replaced: everything that stood in it must stand in the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain, repeat
from pathlib import Path
from zipfile import ZipFile

from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from worklog.adapters.files.error_values import with_known_errors
from worklog.adapters.files.far_places import far_cell
from worklog.core.errors import LogNotWritten
from worklog.core.log import tabs


class CellsWouldChange(LogNotWritten):
    """The new workbook would differ in a cell that the script must not change; the old one was kept."""


def refuse_changed_cells(original: bytes, written: Path, formula_columns: Mapping[str, frozenset[int]]) -> None:
    """Raise `CellsWouldChange` unless every filled cell of every tab of people reads the same in both files.

    Read with another program than the one that wrote it. `formula_columns` gives, by tab, the columns (from 1) whose
    status formulas show something else now; script-owned tabs are left out.
    """
    if not original:
        return
    try:
        new = written.read_bytes()
        with ZipFile(BytesIO(new)) as archive:
            far = far_cell(archive)  # reading it back would end the whole program
        if far:
            raise CellsWouldChange(far.sentence(written.name))
        changed = _first_changed(original, new, formula_columns)
    except CalamineError as error:
        raise CellsWouldChange(f"Berkas baru tidak terbaca kembali ({error}), jadi yang lama dibiarkan.") from error
    if changed:
        raise CellsWouldChange(f"Isi sel {changed} akan berubah bila berkas ditulis ulang, jadi yang lama dibiarkan.")


def _first_changed(old: bytes, new: bytes, ignored: Mapping[str, frozenset[int]]) -> str | None:
    try:
        return next(_changed_cells(old, new, ignored), None)
    except CalamineError:
        return next(_changed_cells(with_known_errors(old), with_known_errors(new), ignored), None)


def _changed_cells(old: bytes, new: bytes, ignored: Mapping[str, frozenset[int]]) -> Iterator[str]:
    before = CalamineWorkbook.from_filelike(BytesIO(old))
    after = CalamineWorkbook.from_filelike(BytesIO(new))
    script_owned = {tab.name.casefold() for tab in tabs.SCRIPT_TABS}
    for sheet in before.sheets_metadata:
        name = sheet.name
        if name.strip().casefold() in script_owned or sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        old_rows = before.get_sheet_by_name(name).to_python(skip_empty_area=False)
        new_rows = after.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for number, (was, is_) in enumerate(zip(old_rows, chain(new_rows, repeat([])), strict=False), 1):
            if was != is_[: len(was)]:
                yield from _changed_in_row(name, number, was, is_, ignored.get(name, frozenset()))


def _changed_in_row(
    name: str, number: int, was: Sequence[object], is_: Sequence[object], ignored: frozenset[int]
) -> Iterator[str]:
    for column, (old, new) in enumerate(zip(was, chain(is_, repeat("")), strict=False), 1):
        if old != "" and old != new and column not in ignored:
            yield f"{name}!{get_column_letter(column)}{number}"
