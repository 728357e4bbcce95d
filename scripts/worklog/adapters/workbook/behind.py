"""What stands behind the cells of a workbook that calamine does not tell: formulas of times, and targets of links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from posixpath import dirname, join
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from worklog.adapters.files.archive import sheet_parts
from worklog.adapters.files.plain_cells import Glance
from worklog.adapters.files.sheet_xml import column_number, corners, start_tags
from worklog.adapters.form.choices import DATES
from worklog.core.log import tabs
from worklog.core.log.behind import LINKS, Behind, shown
from worklog.core.log.grids import LogShapeError, find_header, tab_name

DAYS_BEFORE_1904 = 1462
"""A workbook that counts its days from 1904 gives a number this much smaller."""

_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]+\d+)["'][^>]*>\s*"""
    rb"""<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*(?:<!\[CDATA\[.*?\]\]>[^<]*)*)</(?:\w+:)?f\s*>)""",
    re.DOTALL,
)
_SHARED = re.compile(rb"""\bsi\s*=\s*["'](\d+)["']""")
_LINKS = re.compile(rb"<(?:\w+:)?hyperlinks\b.*?</(?:\w+:)?hyperlinks>", re.DOTALL)
_IN_FORMULA = re.compile(r"""HYPERLINK\s*\(\s*(?:"([^"]+)"|(\$?[A-Z]{1,3}\$?[1-9]\d*)\s*[,)])""", re.IGNORECASE)
"""The address that a formula leads to, or the cell of the same tab that holds it."""
_COUNTS_FROM_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""")


def put_behind(archive: ZipFile, grids: dict[str, list[list[Any]]], glances: Mapping[str, Glance | None]) -> None:
    """Put a `Behind` for each date that is computed and each link in Bukti; the grids are changed.

    `glances`: what each tab tells at a glance. Plain numbers in columns of dates get the
    days that a workbook counting from 1904 leaves out.
    """
    parts = sheet_parts(archive)
    from_1904 = _COUNTS_FROM_1904.search(archive.read("xl/workbook.xml")) is not None
    named = [(name, tab) for tab in tabs.STAFF_TABS for name in grids if tab_name([name], tab)]
    for name, tab in named:
        grid = grids[name]
        try:
            columns = find_header(grid, tab).columns
        except LogShapeError:
            continue
        dates = {columns[header] for header in DATES[tab.name] if header in columns}
        if from_1904:
            _count_from_1900(grid, dates)
        links, seen = columns.get(LINKS, 0), glances[name]
        if seen is None or seen.formulas & {*dates, links}:
            _put_formulas(archive.read(parts[name]), grid, dates, links)
        if LINKS in columns:
            _put_links(archive, parts[name], grid, columns[LINKS])


def _count_from_1900(grid: list[list[Any]], columns: set[int]) -> None:
    for row in grid:
        for column in columns:
            if column <= len(row) and isinstance(row[column - 1], float) and row[column - 1] >= 1:
                row[column - 1] += DAYS_BEFORE_1904


def _put_formulas(xml: bytes, grid: list[list[Any]], dates: set[int], links: int) -> None:
    shared: dict[bytes, tuple[str, str]] = {}
    for place, attributes, text in _FORMULA.findall(xml):
        formula, origin = "=" + _text(text), place.decode()
        row, column = _cell(origin)
        group = _SHARED.search(attributes)
        if group:  # the first cell of a group tells the formula of all
            formula, origin = shared.setdefault(group[1], (formula, origin))
        if column in dates:
            _put(grid, row, column, formula=formula)
        elif column == links and (link := _link(grid, formula, origin, place.decode())):
            _put(grid, row, column, link=link)


def _text(xml: bytes) -> str:
    """What stands in an element that holds text alone, also where it is marked as such."""
    return "".join(ElementTree.fromstring(b"<f>%s</f>" % xml).itertext()) if b"<" in xml else unescape(xml.decode())


def _link(grid: list[list[Any]], formula: str, origin: str, place: str) -> str:
    """The address that a formula, written for the cell `origin`, leads to in the cell `place`; "" when unknown."""
    if place != origin:
        # Imported here, because it takes a third of a second, and few formulas are shared by cells of links.
        from openpyxl.formula.translate import Translator

        formula = Translator(formula, origin).translate_formula(place)
    found = _IN_FORMULA.search(formula)
    if found is None or found[1]:
        return found[1] if found else ""
    row, column = _cell(found[2].replace("$", "").upper())
    cells = grid[row - 1] if row <= len(grid) else []
    return str(shown(cells[column - 1])) if column <= len(cells) else ""


def _cell(place: str) -> tuple[int, int]:
    """The row and the column of a cell, from 1."""
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :]), column_number(letters.encode())


def _put_links(archive: ZipFile, part: str, grid: list[list[Any]], column: int) -> None:
    xml = archive.read(part)
    found = _LINKS.search(xml, max(xml.rfind(b"sheetData"), 0))  # they stand behind the cells
    if found is None:
        return
    targets = _targets(archive, part)
    for told in start_tags(found[0], "hyperlink"):
        address = targets.get(told.get("id", ""))
        if not address:
            continue
        top, left, bottom, right = corners(told.get("ref", ""))
        for row in range(top, min(bottom, len(grid)) + 1) if left <= column <= right else ():
            _put(grid, row, column, link=address)


def _targets(archive: ZipFile, part: str) -> dict[str, str]:
    """The address of each relation of a sheet."""
    name = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
    if name not in archive.namelist():
        return {}
    relations = ElementTree.fromstring(archive.read(name))
    return {relation.get("Id", ""): relation.get("Target", "") for relation in relations}


def _put(grid: list[list[Any]], row: int, column: int, *, formula: str = "", link: str = "") -> None:
    if row <= len(grid) and column <= len(grid[row - 1]) and grid[row - 1][column - 1] not in ("", None):
        grid[row - 1][column - 1] = Behind(grid[row - 1][column - 1], formula=formula, link=link)
