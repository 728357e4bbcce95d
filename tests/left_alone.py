"""What people left in a Google Sheet, and what a program may do to it between two of their edits."""

from __future__ import annotations

from collections import Counter

from emulator import Emulator
from emulator.book import Book
from emulator.cells import Row
from office_roles import LOG, STAFF_TABS
from staff_at_work import Table, table
from worklog.adapters.google.tabs import TAB_IDS
from worklog.core.log import tabs

Key = tuple[str, str, str]
"""ID, Putaran and No of a row of Buku Kerja; no Putaran is 1."""


class Witness:
    """Sees to it that people find everything as their hands left it, apart from new rows below Buku Kerja.

    `wrong` tells what else was done. `by_hand`: keys of which people made a second row themselves.
    """

    def __init__(self, google: Emulator, book: Book) -> None:
        self.wrong: list[str] = []
        self.by_hand: set[Key] = set()
        self.opened: set[tuple[str, str]] = set()
        """ID and Putaran of all blocks that the program put there."""
        self._google, self._book = google, book
        self._seen: set[Key] = set()
        """Those that it must know to be there: since it read them, or put them there."""
        self._remember()

    def people_edited(self) -> None:
        """The hands are off the keys: as it stands now it is theirs."""
        before = Counter(self._keys)
        self._remember()
        self._seen &= set(self._keys)  # a row that people deleted may come back
        self.by_hand |= {key for key, times in Counter(self._keys).items() if times > max(1, before[key])}

    def program_reads(self) -> None:
        """From now on the program knows which rows are there."""
        self._seen = set(self._keys)

    def look(self) -> None:
        """Nobody but the program did anything since people edited."""
        for tab in STAFF_TABS:
            before, rows = self._left[tab.name], self._rows(tab)
            end = self._end if tab == LOG else max(len(before), len(rows))
            if rows[:end] != before[:end]:
                self._tell(f"cells of {tab.name} are not as they were left")
        added = log_keys(self._book)[len(self._keys) :]
        again = [key for key, times in Counter(added).items() if times > 1 or key in self._seen]
        if again:
            self._tell(f"opened once more: {again}")
        # What people put there since the program read is theirs, and the program could not know of it.
        self.by_hand |= set(added) & set(self._keys)
        self.opened |= {key[:2] for key in added}
        self._seen |= set(added)
        self._remember()

    def _tell(self, what: str) -> None:
        self.wrong.append(f"after request {len(self._google.requests)}: {what}")

    def _remember(self) -> None:
        self._left = {tab.name: list(self._rows(tab)) for tab in STAFF_TABS}
        self._end = table(self._book, LOG).sheet.row_after_data()
        self._keys = log_keys(self._book)

    def _rows(self, tab: tabs.Tab) -> list[Row]:
        return _rows_of(self._book, tab)


class TypedWitness:
    """Sees to it that whatever people typed stands where they left it, while a program may put formulas elsewhere.

    `wrong` tells what is lost.
    """

    def __init__(self, google: Emulator, book: Book) -> None:
        self.wrong: list[str] = []
        self._google, self._book = google, book
        self._left = self._typed()

    def people_edited(self) -> None:
        self._left = self._typed()

    def program_reads(self) -> None:
        """Whatever it reads, it may lose nothing."""

    def look(self) -> None:
        typed = self._typed()
        lost = {place for place, value in self._left.items() if typed.get(place) != value}
        if lost:
            self.wrong.append(f"after request {len(self._google.requests)}: {sorted(lost)[:3]} lost")
        self._left = typed

    def _typed(self) -> dict[tuple[str, int, int], object]:
        """Tab, row and column of each cell that holds something other than a formula, and what it holds."""
        return {
            (tab.name, row, column): cell.value
            for tab in STAFF_TABS
            for row, cells in enumerate(_rows_of(self._book, tab), 1)
            for column, cell in enumerate(cells, 1)
            if cell is not None and cell.value is not None and cell.formula is None
        }


def log_keys(book: Book) -> list[Key]:
    """The keys of the rows of Buku Kerja that have an ID, in their order."""
    log = table(book, LOG)
    return [log_key(log, row) for row in log.rows if log.text(row, "ID Konten")]


def log_key(log: Table, row: int) -> Key:
    item, round_, step = (log.text(row, header).strip() for header in ("ID Konten", "Putaran", "No"))
    return item, round_ or "1", step


def _rows_of(book: Book, tab: tabs.Tab) -> list[Row]:
    sheet = book.find_id(TAB_IDS[tab.name])
    assert sheet is not None
    return sheet.rows
