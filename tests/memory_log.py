"""A work log that is kept in lists, and an office that has one: the smallest thing that is a log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd

from commands import Office, Row, Told, header_of
from office_roles import LOG, STAFF_TABS
from worklog.adapters.form.status_formulas import SHOWN, key_headers, row_keys, shown_results
from worklog.core.errors import LogBusy
from worklog.core.log import tabs
from worklog.core.log.grids import Grid, find_header
from worklog.core.publishing.blocks import not_there_yet, opened_sentence
from worklog.core.publishing.publication import Publication
from worklog.core.sop.book import InForce

Rows = list[list[Any]]


class Contents(NamedTuple):
    """A tab as it stands there: every cell, "" where a formula stands or nothing; and all formulas."""

    cells: Rows
    formulas: list[str]


class MemoryLog:
    """The tabs as lists of rows; `busy` is why it cannot be written just now, if it cannot."""

    name = "buku kerja"
    address = "ingatan program"
    notes = ()
    requests = 0
    to_mend = ()

    def __init__(self) -> None:
        self.tabs: dict[str, Rows] = {}
        self.busy = ""
        self.stamp = ""
        self._left = ""

    def set_up(self, sop: InForce, national_days: pd.DataFrame, now: datetime) -> list[str]:
        done = []
        for tab in (*STAFF_TABS, *tabs.SCRIPT_TABS):
            if tab.name not in self.tabs:
                self.tabs[tab.name] = [list(tab.headers)]
                done.append(f"Tab {tab.name}: dibuat.")
        for tab in STAFF_TABS:
            header = find_header(self.tabs[tab.name], tab)
            missing = [name for name in tab.headers if name not in header.columns]
            if missing:
                self.tabs[tab.name][header.row - 1] += missing
                done.append(f"Tab {tab.name}: kolom {', '.join(missing)} ditambahkan di ujung kanan.")
        return done

    def read(self) -> dict[str, Grid]:
        self.stamp = self._left
        return {tab.name: [list(row) for row in self.tabs[tab.name]] for tab in STAFF_TABS if tab.name in self.tabs}

    def look_behind(self, grids: Mapping[str, Grid]) -> dict[str, Grid]:
        return dict(grids)

    def publish(self, publication: Publication, sop: InForce, now: datetime) -> list[str]:
        if self.busy:
            raise LogBusy(self.busy)
        blocks = self._not_there_yet(publication.blocks)
        self._append(blocks)
        self.tabs[tabs.RESULTS.name] = [list(tabs.RESULTS.headers), *map(list, publication.results)]
        self.tabs[tabs.SUMMARY.name] = [[figure.label, figure.value] for figure in publication.summary.today]
        self._left = publication.stamp
        return [*opened_sentence(blocks), "Hasil pemeriksaan disimpan di ingatan, tab Hasil dan Ringkasan."]

    def _not_there_yet(self, blocks: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
        rows, header = self.tabs[tabs.LOG.name], find_header(self.tabs[tabs.LOG.name], LOG)
        named = [row for row in rows[header.row :] if _cell(row, header.columns["ID Konten"]) != ""]
        keys = ([_cell(row, header.columns[of]) for row in named] for of in ("ID Konten", "Putaran", "No"))
        return not_there_yet(blocks, *keys)

    def _append(self, blocks: Sequence[Mapping[str, object]]) -> None:
        rows, columns = self.tabs[tabs.LOG.name], find_header(self.tabs[tabs.LOG.name], LOG).columns
        while rows and all(cell in ("", None) for cell in rows[-1]):
            rows.pop()
        named = {column: header for header, column in columns.items()}
        rows += [[block.get(named.get(at, ""), "") for at in range(1, max(named) + 1)] for block in blocks]


def _cell(row: Sequence[object], column: int) -> object:
    return row[column - 1] if len(row) >= column else ""


@dataclass(frozen=True)
class MemoryOffice(Office):
    """An office that keeps its log in lists; `Desk.log` has to be that."""

    log: MemoryLog = field(default_factory=MemoryLog)

    def set_up(self) -> Told:
        return self.run("setup_worklog")

    def cells(self, tab: str, header: str) -> list[Any]:
        """A column below its header; of what shows results, what the row's key finds in Hasil."""
        bottom, columns = header_of(self.log.tabs[tab], tab)
        rows = self.log.tabs[tab][bottom:]
        shown = shown_results(tab, tabs.RESULTS.headers) if tab in SHOWN else {}
        if header not in shown:
            return [_cell(row, columns[header]) for row in rows]
        keys = row_keys(tab, {name: [_cell(row, columns[name]) for row in rows] for name in key_headers(tab)})
        results = {result[0]: shown_results(tab, result) for result in self.log.tabs[tabs.RESULTS.name][1:]}
        return [results[key][header] if key in results else "" for key in keys]

    def contents(self) -> dict[str, Contents]:
        return {name: Contents([list(row) for row in rows], []) for name, rows in self.log.tabs.items()}

    def type_into(self, tab: str, row: int, cells: Row) -> int:
        rows, (bottom, columns) = self.log.tabs[tab], header_of(self.log.tabs[tab], tab)
        rows += [[] for _ in range(bottom + row - len(rows))]
        typed = rows[bottom + row - 1]
        for header, value in cells.items():
            typed += [""] * (columns[header] - len(typed))
            typed[columns[header] - 1] = "" if value is None else value
        return bottom + row

    def fill(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Put rows below the last ones of tabs."""
        for tab, added in rows.items():
            below = len(self.log.tabs[tab]) - header_of(self.log.tabs[tab], tab)[0]
            for row, cells in enumerate(added, below + 1):
                self.type_into(tab, row, cells)

    def sort(self, tab: str, header: str) -> None:
        """Sort all rows below the header, the last ones first."""
        rows, (bottom, columns) = self.log.tabs[tab], header_of(self.log.tabs[tab], tab)
        rows[bottom:] = sorted(rows[bottom:], key=lambda row: str(_cell(row, columns[header])), reverse=True)

    def insert_row(self, tab: str, row: int) -> None:
        """Put an empty row above the one with that number below the header."""
        rows = self.log.tabs[tab]
        rows.insert(header_of(rows, tab)[0] + row - 1, [])

    def move_column(self, tab: str, header: str, before: str) -> None:
        """Drag a column to the left of another one that stands somewhere before it."""
        rows, (_, columns) = self.log.tabs[tab], header_of(self.log.tabs[tab], tab)
        for row in rows:
            row += [""] * (columns[header] - len(row))
            row.insert(columns[before] - 1, row.pop(columns[header] - 1))

    def add_column(self, tab: str, header: str, values: Sequence[object]) -> None:
        """Put a column of the office's own at the right end, filled from the first row below the header."""
        rows, (bottom, columns) = self.log.tabs[tab], header_of(self.log.tabs[tab], tab)
        for row, value in zip(rows[bottom - 1 :], [header, *values], strict=False):
            row += [""] * (max(columns.values()) - len(row)) + [value]

    def delete_column(self, tab: str, header: str) -> None:
        rows, (_, columns) = self.log.tabs[tab], header_of(self.log.tabs[tab], tab)
        for row in rows:
            del row[columns[header] - 1 : columns[header]]

    def delete_tab(self, tab: str) -> None:
        del self.log.tabs[tab]

    def stop_writing(self) -> str:
        """From now on the log cannot be written; what is said then."""
        self.log.busy = "Log ini sedang tidak dapat ditulis."
        return self.log.busy
