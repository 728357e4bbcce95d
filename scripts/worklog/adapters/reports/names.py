"""The defined names of a report template: where they stand, and which columns the row of a table takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import MergedCell
from openpyxl.utils import range_boundaries
from openpyxl.workbook.workbook import Workbook

from worklog.core.errors import WorklogError

ROW_NUMBER = "#"
_PLACEHOLDER = re.compile(r"\{(.+)\}")


class ReportError(WorklogError):
    """The report could not be made; the message is one Indonesian sentence that says what to do."""


@dataclass(frozen=True)
class NamedRange:
    """The cells of a defined name: its sheet, and its first and last column and row."""

    sheet: str
    left: int
    top: int
    right: int
    bottom: int


def is_word(name: str) -> bool:
    """Whether what it names stands in the midst of texts, as `[POKOK]`, and not in a cell of its own."""
    return name.startswith("[")


def find_places(workbook: Workbook, names: Iterable[str], template_name: str) -> dict[str, NamedRange]:
    """Where each name stands, words apart; raises `ReportError` naming all that are missing."""
    found = {name: find_place(workbook, name) for name in names if not is_word(name)}
    missing = [name for name, place in found.items() if place is None]
    if missing:
        raise ReportError(
            f"Templat {template_name} tidak memiliki nama sel {', '.join(missing)}. "
            "Buat lagi nama itu di Excel (Rumus > Pengelola Nama), atau kembalikan templat asli."
        )
    return {name: place for name, place in found.items() if place is not None}


def find_place(workbook: Workbook, name: str) -> NamedRange | None:
    """Where a name stands; None when it is missing, broken (`#REF!`), not a range, or hidden in a merged one."""
    owners = (workbook.defined_names, *(sheet.defined_names for sheet in workbook.worksheets))
    for names in owners:
        defined = names.get(name)
        destinations = list(defined.destinations) if defined is not None else []
        if len(destinations) == 1 and (sheet := _unquoted(destinations[0][0])) in workbook.sheetnames:
            area = destinations[0][1]
            edges = [edge for edge in range_boundaries(area) if edge is not None]
            if len(edges) == 4 and not isinstance(workbook[sheet].cell(edges[1], edges[0]), MergedCell):
                return NamedRange(sheet, *edges)
    return None


def _unquoted(sheet: str) -> str:
    """A sheet's name without what formulas write twice: openpyxl takes away only the quotes around it."""
    return sheet.replace("''", "'")


def table_columns(
    workbook: Workbook, place: NamedRange, name: str, known: Sequence[str], template_name: str
) -> dict[int, str]:
    """The columns of the sheet that a table fills, each with the table's column (or `ROW_NUMBER`) that it takes.

    Raises `ReportError` when the name does not mark one row with such columns, or for columns that are not `known`.
    """
    row = next(workbook[place.sheet].iter_rows(place.top, place.top, place.left, place.right))
    held = [_PLACEHOLDER.fullmatch(str(cell.value).strip()) for cell in row]
    columns = {column: match[1].strip() for column, match in enumerate(held, start=place.left) if match}
    unknown = [column for column in columns.values() if column != ROW_NUMBER and column not in known]
    if place.top != place.bottom or not columns:
        raise ReportError(
            f"Nama {name} di templat {template_name} harus menandai tepat satu baris yang berisi nama kolom dalam "
            "kurung kurawal, misalnya {ID}. Perbaiki nama itu, atau kembalikan templat asli."
        )
    if unknown:
        raise ReportError(
            f"Tabel {name} di templat {template_name} tidak mengenal kolom {', '.join(unknown)}. "
            f"Kolom yang ada: {', '.join(known)}."
        )
    return columns
