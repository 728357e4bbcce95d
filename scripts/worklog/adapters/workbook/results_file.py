"""The second file that takes the results of a workbook which must not be rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count, takewhile
from pathlib import Path

from worklog.adapters.files.owner_files import refuse_if_open
from worklog.adapters.form.header_notes import header_notes
from worklog.adapters.form.page import TITLE_ROWS, Page, add_header, add_title_block
from worklog.adapters.workbook.looks import Looks
from worklog.adapters.workbook.pages import set_up_print, write_page
from worklog.adapters.workbook.places import Place
from worklog.adapters.workbook.reader import read_workbook
from worklog.adapters.workbook.rows import append_rows, fit_heights
from worklog.adapters.workbook.saving.opening import Opened, read_whole
from worklog.adapters.workbook.saving.saving import save_workbook
from worklog.adapters.workbook.saving.untouched import is_untouched, sign, to_be_signed
from worklog.adapters.workbook.script_tabs import write_results, write_summary
from worklog.core.errors import LogBusy
from worklog.core.log.grids import find_header
from worklog.core.log.tabs import Tab, log_tab
from worklog.core.publishing.publication import LogLeftAlone, Publication
from worklog.core.sop.book import InForce

NEW_BLOCKS = "Blok Baru"
HOW_TO_COPY = "Salin baris di bawah ini ke bawah baris terakhir Buku Kerja, di kolom yang sama."


def publish_beside(path: Path, publication: Publication, sop: InForce, reason: str) -> LogLeftAlone:
    """Write Hasil, Ringkasan and new blocks into `<name> - Hasil.xlsx`; what to raise, which begins with the reason.

    Where people have changed that file, the next free name is taken.
    """
    target = next(file for file in _second_files(path) if not file.exists() or is_untouched(file))
    refuse_if_open(target)
    opened = Opened.blank()
    opened.data = read_whole(target) if target.exists() else b""
    looks = Looks(opened.book)
    office = sop.current.office.upper()
    write_results(opened, looks, publication.results, office, sop.current.number)
    opened.book["Hasil"].sheet_state = "visible"  # no column of this file shows what it holds
    write_summary(opened, looks, publication.summary, office, sop.current)
    if publication.blocks:
        _write_blocks(opened, looks, publication.blocks, path, office, sop)
    del opened.book["Sheet"]
    opened.book.active = opened.book.sheetnames.index("Ringkasan")
    to_be_signed(opened)
    if not save_workbook(target, opened, sign):
        raise LogBusy(f"{target.name} sedang diubah program lain. Hasil ditulis pada pemeriksaan berikutnya.")
    to_copy = f" Langkah baru ada di tab {NEW_BLOCKS}: salin ke Buku Kerja." if publication.blocks else ""
    return LogLeftAlone(f"{reason}\nHasil pemeriksaan ditulis di {target.name}, di folder yang sama.{to_copy}")


def remove_second_files(path: Path) -> list[str]:
    """Delete what earlier checks wrote beside a workbook that has the results itself now; what to tell.

    What people have changed or have open stays.
    """
    told = []
    for file in takewhile(Path.exists, _second_files(path)):
        if not is_untouched(file):
            told.append(f"{file.name} tidak diperbarui lagi dan dibiarkan, karena isinya pernah diubah orang.")
            continue
        with suppress(LogBusy, OSError):
            refuse_if_open(file)
            file.unlink()
            told.append(f"{file.name} dihapus, karena hasilnya kini ada di {path.name}.")
    return told


def _second_files(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.stem} - Hasil.xlsx")
    yield from (path.with_name(f"{path.stem} - Hasil ({number}).xlsx") for number in count(2))


def _write_blocks(
    opened: Opened, looks: Looks, blocks: Sequence[Mapping[str, object]], path: Path, office: str, sop: InForce
) -> None:
    """Put the new rows under the same columns that they have in the workbook."""
    sheet = opened.book.create_sheet(NEW_BLOCKS)
    tab = log_tab(sop.roles)
    columns = _columns_in(path, tab)
    row = TITLE_ROWS + 1
    page = Page(heights={row: 32})
    add_title_block(page, office, NEW_BLOCKS, sop.current.number, HOW_TO_COPY)
    add_header(page, tab, columns, row, row, header_notes(tab, sop.current, {}))
    write_page(sheet, looks, page)
    place = Place(sheet, tab, row, row, columns)
    append_rows(place, looks, blocks)
    fit_heights(opened, place)
    set_up_print(sheet, office, sop.current.number, (row, row))


def _columns_in(path: Path, tab: Tab) -> dict[str, int]:
    """Where the columns that people or blocks fill stand in the workbook's Buku Kerja."""
    grids = read_workbook(path)
    name = next(name for name in grids if name.strip().casefold() == tab.name.casefold())
    columns = find_header(grids[name], tab).columns
    return {c.header: columns[c.header] for c in tab.columns if c.filler != "formula" and c.header in columns}
