"""Make room for table rows in a worksheet, and move everything that stands below along with them.

openpyxl inserts rows without moving merged cells, row heights, conditional formats, names, charts or images: this
module does. Rows are those of the template on one side, and those of the filled sheet on the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, cast

from openpyxl.cell.cell import Cell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

_REFERENCE = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[\w.]+)!)?(?P<start>\$?[A-Z]{1,3}\$?)(?P<first>\d+)(?::(?P<end>\$?[A-Z]{1,3}\$?)(?P<last>\d+))?"
)


@dataclass(frozen=True)
class RowMap:
    """Where the rows of a template come to stand when some of them grow: `extra` rows below each growing row."""

    extra: Mapping[int, int]

    def first(self, row: int) -> int:
        """The row of the filled sheet where a template row begins."""
        return row + sum(count for grown, count in self.extra.items() if grown < row)

    def last(self, row: int) -> int:
        """The row of the filled sheet where a template row ends: below its first one if it grows."""
        return self.first(row) + self.extra.get(row, 0)


def grow_rows(workbook: Workbook, extra: Mapping[str, Mapping[int, int]]) -> None:
    """Insert rows below growing rows (sheet, row, count), styled as the row that grows, and move the rest.

    Ranges, names and charts that cover a growing row then cover all its rows.
    """
    maps = {sheet.title: RowMap(extra.get(sheet.title, {})) for sheet in workbook.worksheets}
    for sheet in workbook.worksheets:
        rows = maps[sheet.title]
        _move_cells(sheet, rows)
        _move_merged_cells(sheet, rows)
        _move_heights(sheet, rows)
        _copy_styles(sheet, rows)
        _move_conditional_formats(sheet, maps)
        _move_print_setup(sheet, rows)
        _move_drawings(sheet, maps)
        _move_tables(sheet, rows)
        _move_formulas(sheet, maps)
        for name in sheet.defined_names.values():
            name.attr_text = move_references(name.attr_text, sheet.title, maps)
    for name in workbook.defined_names.values():
        name.attr_text = move_references(name.attr_text, "", maps)


def copy_rows(sheet: Worksheet, sources: Mapping[int, int]) -> None:
    """Make rows look like other ones and say the same; `sources` gives the row that each row copies."""
    areas = _areas_by_row(sheet)
    replaced = {id(area) for target in sources for area in areas.get(target, ())}
    sheet.merged_cells.ranges = {area for area in sheet.merged_cells.ranges if id(area) not in replaced}
    columns = range(1, sheet.max_column + 1)
    for target, source in sources.items():
        for column in columns:
            cell, copied = sheet.cell(source, column), sheet.cell(target, column)
            cast(Any, copied)._style = copy(cast(Any, cell)._style)
            if cell.value is not None:
                copied.value = cell.value
        for area in areas.get(source, ()):
            _merge(sheet, target, area)
        sheet.row_dimensions[target].height = sheet.row_dimensions[source].height


def move_references(text: str, own_sheet: str, maps: Mapping[str, RowMap], *, grow_single: bool = True) -> str:
    """Move all cell references of a text to the filled sheets; those without a sheet are to `own_sheet`.

    With `grow_single` a reference to one cell of a growing row becomes a range.
    """

    def moved(match: re.Match[str]) -> str:
        sheet = _sheet_of(match, own_sheet)
        if sheet not in maps:
            return match[0]
        first, last = int(match["first"]), int(match["last"] or match["first"])
        start, end = maps[sheet].first(first), maps[sheet].last(last)
        is_range = match["last"] is not None or (grow_single and end != start)
        text = f"{match['sheet'] or ''}{match['start']}{start}"
        return f"{text}:{match['end'] or match['start']}{end}" if is_range else text

    return _REFERENCE.sub(moved, text)


def charts_of(sheet: Worksheet) -> list[Any]:
    """The charts of a sheet; openpyxl has no public name for them."""
    return cast("list[Any]", cast(Any, sheet)._charts)


def charted_cells(workbook: Workbook) -> set[tuple[str, str]]:
    """The cells of a template that its charts read: their sheets and coordinates."""
    found = set()
    for sheet in workbook.worksheets:
        for reference in (part for chart in charts_of(sheet) for part in _series_references(chart)):
            for match in _REFERENCE.finditer(reference.f):
                found.add((_sheet_of(match, sheet.title), f"{match['start']}{match['first']}".replace("$", "")))
    return found


def _sheet_of(match: re.Match[str], own_sheet: str) -> str:
    return (match["sheet"] or own_sheet).rstrip("!").strip("'").replace("''", "'")


def _series_references(chart: Any) -> Iterator[Any]:
    """The references (objects with `f`) of a chart's series: titles, categories and values."""
    for part in chart._charts:
        for series in part.series:
            for source in (getattr(series, name, None) for name in ("tx", "cat", "val", "xVal", "yVal")):
                for kind in ("strRef", "numRef", "multiLvlStrRef"):
                    reference = getattr(source, kind, None)
                    if reference is not None:
                        yield reference


def _cells_of(sheet: Worksheet) -> dict[tuple[int, int], Any]:
    """The cells by (row, column); openpyxl's own ways to them take as long as all the rest."""
    return cast("dict[tuple[int, int], Any]", cast(Any, sheet)._cells)


def _move_cells(sheet: Worksheet, rows: RowMap) -> None:
    """Move every cell at once; inserting rows one by one would move those at the end again and again."""
    if not rows.extra:
        return
    cells = _cells_of(sheet)
    places = {row: rows.first(row) for row in {row for row, _ in cells}}
    for (row, _), cell in cells.items():
        cell.row = places[row]
        if cell.hyperlink:
            cell.hyperlink.ref = cell.coordinate
    cast(Any, sheet)._cells = {(places[row], column): cell for (row, column), cell in cells.items()}


def _move_merged_cells(sheet: Worksheet, rows: RowMap) -> None:
    merged = list(sheet.merged_cells.ranges)
    for area in merged:
        area.shift(row_shift=rows.first(area.min_row) - area.min_row)
    sheet.merged_cells.ranges = set(merged)


def _move_heights(sheet: Worksheet, rows: RowMap) -> None:
    kept = {row: (dimension.height, dimension.hidden) for row, dimension in sheet.row_dimensions.items()}
    sheet.row_dimensions.clear()
    for row, (height, hidden) in kept.items():
        for target in range(rows.first(row), rows.last(row) + 1):
            sheet.row_dimensions[target].height = height
            sheet.row_dimensions[target].hidden = hidden


def _copy_styles(sheet: Worksheet, rows: RowMap) -> None:
    areas, columns, cells = _areas_by_row(sheet), range(1, sheet.max_column + 1), _cells_of(sheet)
    for row, count in rows.extra.items():
        first = rows.first(row)
        styles = [(c, cast(Any, sheet.cell(first, c))._style) for c in columns if sheet.cell(first, c).has_style]
        for target in range(first + 1, first + count + 1):
            for column, style in styles:
                cells[target, column] = Cell(sheet, target, column, style_array=style)
            for area in areas.get(first, ()):
                _merge(sheet, target, area)


def _areas_by_row(sheet: Worksheet) -> dict[int, list[CellRange]]:
    """The merged areas of one row, by that row."""
    areas: dict[int, list[CellRange]] = {}
    for area in sheet.merged_cells.ranges:
        if area.min_row == area.max_row:
            areas.setdefault(area.min_row, []).append(area)
    return areas


def _merge(sheet: Worksheet, row: int, like: CellRange) -> None:
    """Merge the cells of a row that are merged in another one.

    Its cells have their styles already. openpyxl's own way compares with every area that is there and draws the borders
    again, which takes a minute for some thousand rows.
    """
    sheet.merged_cells.ranges.add(CellRange(None, like.min_col, row, like.max_col, row))


def _move_conditional_formats(sheet: Worksheet, maps: Mapping[str, RowMap]) -> None:
    old, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    for formatted in old:
        area = " ".join(move_references(part, sheet.title, maps) for part in str(formatted.sqref).split())
        for rule in formatted.rules:
            rule.formula = [move_references(f, sheet.title, maps, grow_single=False) for f in rule.formula]
            sheet.conditional_formatting.add(area, rule)


def _move_print_setup(sheet: Worksheet, rows: RowMap) -> None:
    if sheet.print_title_rows:
        first, last = (int(row.replace("$", "")) for row in sheet.print_title_rows.split(":"))
        sheet.print_title_rows = f"{rows.first(first)}:{rows.last(last)}"
    if sheet.print_area:
        maps = {sheet.title: rows}
        sheet.print_area = ",".join(
            move_references(part.rpartition("!")[2], sheet.title, maps) for part in sheet.print_area.split(",")
        )
    for mark in sheet.row_breaks.brk:
        mark.id = rows.last(mark.id)


def _move_drawings(sheet: Worksheet, maps: Mapping[str, RowMap]) -> None:
    """Move charts and images with the row where they begin; their size stays. Charts then read the filled rows."""
    for drawing in (*charts_of(sheet), *cast(Any, sheet)._images):
        marker = drawing.anchor._from
        shift = maps[sheet.title].first(marker.row + 1) - (marker.row + 1)
        for end in (marker, getattr(drawing.anchor, "to", None)):
            if end is not None:
                end.row += shift
    for chart in charts_of(sheet):
        for reference in _series_references(chart):
            reference.f = move_references(reference.f, sheet.title, maps)
            for cache in ("strCache", "numCache", "multiLvlStrCache"):
                if hasattr(reference, cache):
                    setattr(reference, cache, None)


def _move_tables(sheet: Worksheet, rows: RowMap) -> None:
    for table in sheet.tables.values():
        table.ref = move_references(table.ref, sheet.title, {sheet.title: rows})
        if table.autoFilter is not None:
            table.autoFilter.ref = table.ref


def _move_formulas(sheet: Worksheet, maps: Mapping[str, RowMap]) -> None:
    for cell in _cells_of(sheet).values():
        if cell.data_type == "f" and isinstance(cell.value, str):
            tokens = Tokenizer(cell.value).items
            cell.value = "=" + "".join(_moved_token(token, sheet.title, maps) for token in tokens)


def _moved_token(token: Token, sheet: str, maps: Mapping[str, RowMap]) -> str:
    if token.type == Token.OPERAND and token.subtype == Token.RANGE:
        return move_references(token.value, sheet, maps, grow_single=False)
    return str(token.value)
