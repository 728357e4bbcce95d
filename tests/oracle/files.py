"""Write a log as a plain workbook in the many shapes in which offices keep one."""

from __future__ import annotations

from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from office_roles import STAFF_TABS
from oracle.cells import Log, Row
from worklog.core.log.tabs import Column, Tab

EXTRA_COLUMNS = ("Nomor Surat", "Paraf", "Warna", "Catatan Kasubag")
TITLES = ("KOMISI PEMILIHAN UMUM KABUPATEN PEKALONGAN", "Pengelolaan Media Sosial", "Tahun 2026")


def write_log(path: Path, log: Log, seed: int) -> Log:
    """Write the four tabs in a random layout; returns the log with the sheet rows that it has in the file.

    Random: the order of tabs and of columns, unknown columns, title rows above, blank lines between rows, and for
    grouped columns a header of one row or of two with merged cells. Columns that no check reads may be left out.
    """
    rng = Random(seed)
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    placed: dict[str, list[Row]] = {}
    tabs = list(STAFF_TABS)
    rng.shuffle(tabs)
    for tab in tabs:
        placed[tab.name] = write_tab(rng, workbook.create_sheet(tab.name), tab, log.tabs()[tab.name])
    if rng.random() < 0.3:
        workbook.create_sheet("Catatan Rapat", rng.randint(0, 4))["A1"] = "Rapat hari Senin"
    workbook.save(path)
    return Log(*(placed[tab.name] for tab in STAFF_TABS))


def write_tab(rng: Random, sheet: Worksheet, tab: Tab, rows: list[Row]) -> list[Row]:
    groups = column_groups(rng, tab)
    columns = [column for group in groups for column in group]
    at = rng.choice([0, 0, 1, 3])
    for line in range(at - 1):
        sheet.cell(line + 1, 1, TITLES[line])
    at = write_header(sheet, groups, at + 1, two_tiers=rng.random() < 0.7)
    placed = []
    for row in rows:
        at += 1 if rng.random() < 0.9 else rng.randint(2, 3)
        for position, column in enumerate(columns, start=1):
            value = row.cells.get(column.header)
            if value is not None:
                sheet.cell(at, position).value = value  # type: ignore[assignment]
            elif column.header in EXTRA_COLUMNS and rng.random() < 0.5:
                sheet.cell(at, position, "lain")
        placed.append(Row(at, row.cells))
    return placed


def column_groups(rng: Random, tab: Tab) -> list[list[Column]]:
    """The columns in random order, those of one header group side by side."""
    groups: dict[str, list[Column]] = {}
    for column in tab.columns:
        if column.header in tab.read_headers or rng.random() < 0.8:
            groups.setdefault(column.group or column.header, []).append(column)
    for name in rng.sample(EXTRA_COLUMNS, rng.randint(0, 2)):
        groups[name] = [Column(name)]
    shuffled = list(groups.values())
    if rng.random() < 0.7:
        rng.shuffle(shuffled)
        for group in shuffled:
            rng.shuffle(group)
    return shuffled


def write_header(sheet: Worksheet, groups: list[list[Column]], top: int, two_tiers: bool) -> int:
    """Write the header from a row on; the last row that it takes."""
    two_tiers = two_tiers and any(group[0].group for group in groups)
    position = 1
    for group in groups:
        last = position + len(group) - 1
        if two_tiers and group[0].group:
            sheet.cell(top, position, group[0].group)
            if len(group) > 1:
                sheet.merge_cells(start_row=top, end_row=top, start_column=position, end_column=last)
        elif two_tiers:
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=position, end_column=position)
        for offset, column in enumerate(group):
            row = top + 1 if two_tiers and column.group else top
            sheet.cell(row, position + offset, column.header)
        position = last + 1
    return top + 1 if two_tiers else top
