"""Fill an open report template by its defined names.

In a template a name of one cell takes one value. A name of one row takes a table: each cell of that row which holds a
column's name in braces, such as `{Judul}`, takes that column, `{#}` the number of the row, and the row is repeated in
its own style. Words in brackets, such as `[POKOK]`, are replaced wherever they stand in a text. Everything else in the
template stays as the office made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast

import pandas as pd
from openpyxl.styles import Alignment
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from worklog.adapters.form.cell_values import FORMULA_SIGNS, LONGEST_TEXT, without_controls
from worklog.adapters.reports.heights import fit_heights
from worklog.adapters.reports.names import ROW_NUMBER, NamedRange, find_place, find_places, is_word, table_columns
from worklog.adapters.reports.pages import KEEP_PREFIX, Rows, break_pages, closing_group, table_group
from worklog.adapters.reports.rows import charted_cells, charts_of, grow_rows
from worklog.adapters.reports.sections import has_values, hide_empty_sections
from worklog.core.indonesian import UNKNOWN
from worklog.core.log.behind import Behind

NOTHING = "Tidak ada."
RAW_PREFIX = "tabel_data"
"""Names of tables of raw data begin so."""
NO_CHART = "Belum ada data untuk grafik ini."


def fill(
    workbook: Workbook, values: Mapping[str, object], tables: Mapping[str, pd.DataFrame], template_name: str
) -> None:
    """Fill an open template; raises `ReportError` for missing names, and for columns that a table does not have."""
    places = find_places(workbook, [*values, *tables], template_name)
    columns = {
        name: table_columns(workbook, places[name], name, list(table.columns), template_name)
        for name, table in tables.items()
    }
    _put_words(workbook, {name: str(value) for name, value in values.items() if is_word(name)})
    for name, value in values.items():
        if is_word(name):
            continue
        known = None if value is None or pd.isna(cast(Any, value)) else value
        _set(workbook[places[name].sheet].cell(places[name].top, places[name].left), known)
    charted = charted_cells(workbook)
    dashed = {name: _dashed_columns(workbook, name, places[name], columns[name], charted) for name in tables}
    extra: dict[str, dict[int, int]] = {}
    for name, table in tables.items():
        if len(table) > 1:
            extra.setdefault(places[name].sheet, {})[places[name].top] = len(table) - 1
    grow_rows(workbook, extra)
    grown = find_places(workbook, tables, template_name)
    for name, table in tables.items():
        _fill_table(workbook[grown[name].sheet], grown[name], columns[name], table, dashed[name])
    hide_empty_sections(workbook, [(grown[name], table.empty) for name, table in tables.items()])
    _break_pages(workbook, grown.values())
    _replace_empty_charts(workbook)


def _put_words(workbook: Workbook, words: Mapping[str, str]) -> None:
    for cell in (cell for sheet in workbook.worksheets for cell in sheet._cells.values()):
        text = cell.value
        if isinstance(text, str) and "[" in text:
            for name, word in words.items():
                text = text.replace(name, word)
            cell.value = text


def _dashed_columns(
    workbook: Workbook, name: str, place: NamedRange, columns: Iterable[int], charted: set[tuple[str, str]]
) -> set[int]:
    """The columns of shares in which a dash stands for what is unknown; charts and readers of raw data take no text."""
    if name.startswith(RAW_PREFIX):
        return set()
    cells = {column: workbook[place.sheet].cell(place.top, column) for column in columns}
    return {
        n for n, cell in cells.items() if "%" in cell.number_format and (place.sheet, cell.coordinate) not in charted
    }


def _fill_table(
    sheet: Worksheet, place: NamedRange, columns: Mapping[int, str], table: pd.DataFrame, dashed: set[int]
) -> None:
    if table.empty:
        _say_nothing(sheet, place)
        return
    for column, name in columns.items():
        values = range(1, len(table) + 1) if name == ROW_NUMBER else cell_values(table[name])
        for row, value in enumerate(values, start=place.top):
            _set(sheet.cell(row, column), UNKNOWN if value is None and column in dashed else value)
    fit_heights(sheet, place.top, place.bottom, least=sheet.row_dimensions[place.top].height)


def cell_values(column: pd.Series) -> list[object]:
    """The values of a column as Python objects; unknown ones (NaT, NaN, None) as None."""
    if column.dtype.kind == "M":
        column = pd.Series(column.astype("datetime64[us]").dt.to_pydatetime(), dtype=object, index=column.index)
    values: list[object] = column.astype(object).where(column.notna(), None).tolist()
    return values


def _set(cell: Any, value: object) -> None:
    """Set a known value or None and keep the cell's own format; text stays text, whatever it looks like.

    Behind a text may be a link.

    Not by way of `cell.value`: openpyxl would give dates a format of its own, and looks at each value for long.
    """
    if isinstance(value, Behind):
        cell.hyperlink = value.link
        value = value.shown
    if isinstance(value, str):
        cell._value, cell.data_type = without_controls(value)[:LONGEST_TEXT], "s"
        if value.startswith(FORMULA_SIGNS):
            cell.quotePrefix = True
    else:
        cell._value, cell.data_type = value, "d" if isinstance(value, date | timedelta) else "n"


def _say_nothing(sheet: Worksheet, place: NamedRange) -> None:
    row = place.top
    for merged in [m for m in sheet.merged_cells.ranges if m.min_row == m.max_row == row]:
        sheet.unmerge_cells(merged.coord)
    for cells in sheet.iter_rows(row, row, place.left, place.right):
        for cell in cells:
            cell.value = None
    cell = sheet.cell(row, place.left)
    cell.value = NOTHING
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
    if not sheet.tables:  # Excel refuses merged cells in a table object
        sheet.merge_cells(None, row, place.left, row, place.right)


def _break_pages(workbook: Workbook, tables: Iterable[NamedRange]) -> None:
    groups: dict[str, list[Rows]] = {sheet: [] for sheet in workbook.sheetnames}
    rows: dict[str, list[Rows]] = {sheet: [] for sheet in workbook.sheetnames}
    for place in tables:
        groups[place.sheet].append(table_group(workbook[place.sheet], place.top, place.bottom))
        rows[place.sheet].append((place.top, place.bottom))
    for name in workbook.defined_names:
        closing = find_place(workbook, name) if name.startswith(KEEP_PREFIX) else None
        if closing is not None:
            groups[closing.sheet].append(closing_group(workbook[closing.sheet], closing.top, closing.bottom))
    break_pages(workbook, groups, rows)


def _replace_empty_charts(workbook: Workbook) -> None:
    """A chart whose values are all empty or zero says nothing: a sentence stands in its place.

    It is the template's own where its cell, which the chart covers, has one.
    """
    for sheet in workbook.worksheets:
        for chart in [chart for chart in charts_of(sheet) if not has_values(workbook, chart)]:
            charts_of(sheet).remove(chart)
            marker = chart.anchor._from
            cell = sheet.cell(marker.row + 1, marker.col + 1)
            cell.value = cell.value or NO_CHART
