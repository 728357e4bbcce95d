"""Publish the result of a check into the workbook, so that nothing a person typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from worklog.adapters.files.owner_files import refuse_if_open
from worklog.adapters.workbook.colours import renew_colours
from worklog.adapters.workbook.looks import Looks
from worklog.adapters.workbook.notes import fit_notes, show_next_number
from worklog.adapters.workbook.places import Place, find_place, find_sheet
from worklog.adapters.workbook.results_file import publish_beside, remove_second_files
from worklog.adapters.workbook.rows import append_rows, complete_formulas, fit_heights, fit_print_area, published_values
from worklog.adapters.workbook.saving.backups import keep_backup
from worklog.adapters.workbook.saving.opening import (
    Opened,
    lost_on_saving,
    open_workbook,
    read_whole,
    without_collecting,
)
from worklog.adapters.workbook.saving.saving import save_workbook
from worklog.adapters.workbook.saving.unchanged_cells import CellsWouldChange, refuse_changed_cells
from worklog.adapters.workbook.script_tabs import office_of, sop_differs, write_results, write_sop, write_summary
from worklog.core.errors import LogBusy, LogNotWritten
from worklog.core.log import tabs
from worklog.core.publishing.blocks import not_there_yet, opened_sentence
from worklog.core.publishing.publication import Publication
from worklog.core.sop.book import InForce

ATTEMPTS = 3
"""How often to start over when somebody saves the workbook while it is being written."""


def publish(path: Path, publication: Publication, sop: InForce, now: datetime, backups: Path, keep: int) -> list[str]:
    """Write new blocks, Hasil and Ringkasan into the workbook; the Indonesian sentences of what was done.

    Only script-owned tabs are rewritten, rows appended to Buku Kerja, and status formulas put where a row lacks them.
    Before the first change of a day its state is kept in `backups`, the last `keep` of them. A workbook that would
    lose something is left alone: `LogLeftAlone`, the results are in a second file beside it. Raises `LogBusy` when the
    workbook is open elsewhere, `LogNotWritten` when it cannot be written; it is unchanged then.
    """
    for _ in range(ATTEMPTS):
        with without_collecting():
            done = _try_to_publish(path, publication, sop, now, backups, keep)
        if done:
            return [*done, *remove_second_files(path)]
    raise LogBusy(
        f"{path.name} terus berubah selama ditulis, jadi belum diisi. Hasil ditulis pada pemeriksaan berikutnya."
    )


def _try_to_publish(
    path: Path, publication: Publication, sop: InForce, now: datetime, backups: Path, keep: int
) -> list[str]:
    """Publish once; nothing when the workbook changed meanwhile."""
    data = read_whole(path)
    lost = lost_on_saving(path, data)
    if lost:
        reason = f"{path.name} memuat {', '.join(lost)} yang akan hilang bila ditulis ulang, jadi tidak diubah."
        raise publish_beside(path, publication, sop, reason)
    refuse_if_open(path)
    try:
        opened = open_workbook(path, data)
    except LogNotWritten as error:
        raise publish_beside(path, publication, sop, str(error)) from error
    change = _Change(path, opened, tabs.log_tab(sop.roles, sop.later_roles))
    try:
        done = change.publish(publication, sop, now)
        keep_backup(path, backups, now.date(), keep)
        return done if save_workbook(path, opened, change.refuse_changed_cells) else []
    except CellsWouldChange as error:
        raise publish_beside(path, publication, sop, f"{path.name} tidak diubah. {error}") from error


def write_rows(path: Path, rows: Mapping[str, Sequence[Mapping[str, object]]], roles: Sequence[str]) -> None:
    """Fill rows below the headers of a workbook: tab name → rows of header → value.

    A row of Buku Kerja may name under `Pelaksana` the role column to shade; `roles` are those of the SOP.
    Raises as `publish` does.
    """
    refuse_if_open(path)
    opened = open_workbook(path, read_whole(path))
    change = _Change(path, opened, tabs.log_tab(roles))
    for tab in tabs.staff_tabs(roles):
        if tab.name in rows:
            append_rows(change.place(tab), change.looks, rows[tab.name])
    change.finish({})
    if not save_workbook(path, opened, change.refuse_changed_cells):
        raise LogBusy(f"{path.name} sedang diubah orang lain. Jalankan lagi setelah mereka selesai.")


class _Change:
    """The changes of one publication to one open workbook."""

    def __init__(self, path: Path, opened: Opened, log: tabs.Tab) -> None:
        self.path, self.opened, self.looks = path, opened, Looks(opened.book)
        self.register, self.log = self.place(tabs.REGISTER), self.place(log)

    def place(self, tab: tabs.Tab) -> Place:
        sheet = find_sheet(self.opened.book, tab)
        place = find_place(sheet, tab) if sheet is not None else None
        if place is None or not place.columns.keys() >= set(tab.read_headers):
            raise LogNotWritten(
                f"Tab {tab.name} atau sebagian judul kolomnya tidak ada di {self.path.name}. "
                "Jalankan: python scripts/setup_worklog.py"
            )
        return place

    def publish(self, publication: Publication, sop: InForce, now: datetime) -> list[str]:
        blocks = self._not_there_yet(publication.blocks)
        append_rows(self.log, self.looks, blocks)
        self.finish({result[0].casefold(): result for result in reversed(publication.results)})
        show_next_number(self.opened, self.register, now.year)
        current = sop.current
        office = office_of(self.opened.book, current)
        if sop_differs(self.opened, current, office):
            write_sop(self.opened, self.looks, current, office)
        write_results(self.opened, self.looks, publication.results, office, current.number, publication.stamp)
        write_summary(self.opened, self.looks, publication.summary, office, current)
        return [*opened_sentence(blocks), f"Hasil pemeriksaan ditulis di {self.path.name}, tab Hasil dan Ringkasan."]

    def finish(self, results: Mapping[str, tuple[object, ...]]) -> None:
        """Complete what rows lack, and fit what depends on how much is written."""
        renew_colours(self.register)
        for place in (self.register, self.log):
            complete_formulas(place, self.looks)
            self.opened.calculated[place.sheet.title] = published_values(self.opened, place, results)
            fit_heights(self.opened, place)
        for tab in (tabs.PEOPLE, tabs.CALENDAR):
            fit_heights(self.opened, self.place(tab))
        fit_print_area(self.register)
        fit_notes(self.opened.book)

    def refuse_changed_cells(self, written: Path) -> None:
        columns = {
            place.sheet.title: frozenset(place.columns[h] for h in place.formula_headers() if h in place.columns)
            for place in (self.register, self.log)
        }
        refuse_changed_cells(self.opened.data, written, columns)

    def _not_there_yet(self, blocks: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
        """Blocks of which the workbook has no row yet: somebody may have added them since the log was read."""
        sheet, columns, rows = self.log.sheet, self.log.columns, self.log.rows_with_id()
        identifiers, rounds, numbers = (
            [self.opened.typed_value(sheet.cell(row, columns[header])) for row in rows]
            for header in ("ID Konten", "Putaran", "No")
        )
        return not_there_yet(blocks, identifiers, rounds, numbers)
