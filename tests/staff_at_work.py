"""Ten people at work in a Google Sheet, all at once and at random: what they do, the same for the same seed."""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import office_roles as roles
from emulator import Emulator, Refused, Unsupported
from emulator.book import Book
from emulator.grid import Sheet
from office_roles import LOG, STAFF_TABS
from worklog.adapters.google.tabs import TAB_IDS
from worklog.core.log import tabs
from worklog.core.log.grids import find_header

STAFF = tuple(f"petugas{number}@example.org" for number in range(1, 10))
NAMES = ("Dewi", "Budi", "Endah", "Agus", "Ratna", "Sari")
FLOWS = ("P1 Kegiatan", "P2", "P3 Ucapan", "P4", "R1", "R2")
DECISIONS = ("Setuju", "Setuju", "Revisi", "Revisi", "Batal")
KEY_HEADERS = ("ID Konten", "Putaran", "No")
STEP_HEADERS = (*roles.ROLES, "Mulai", "Selesai", "Keputusan", "Bukti", "Catatan")

Act = Callable[[str], None]
"""Something that a person, named by e-mail, does."""


@dataclass(frozen=True)
class Table:
    """A tab that people fill, as it stands: its columns by header, and its first row below them; both from 1."""

    tab: tabs.Tab
    sheet: Sheet
    columns: dict[str, int]
    first: int

    @property
    def rows(self) -> range:
        """The rows below the header as far as anything stands there, at least one."""
        return range(self.first, max(self.first, len(self.sheet.rows)) + 1)

    @property
    def shown(self) -> list[int]:
        """The columns that show results."""
        return [self.columns[c.header] for c in self.tab.columns if c.filler == "formula"]

    def text(self, row: int, header: str) -> str:
        """What somebody typed into a cell, or the program wrote there; "" for nothing and for formulas."""
        value = self.sheet.at(row - 1, self.columns[header] - 1).value
        return "" if value is None else str(value)

    def key(self, row: int) -> tuple[str, ...]:
        """What names a row: in the register its ID; in Buku Kerja the round and step too."""
        headers = KEY_HEADERS if self.tab == LOG else KEY_HEADERS[:1]
        return tuple(self.text(row, header) for header in headers)

    def is_blank(self, row: int) -> bool:
        return all(self.text(row, c.header) == "" for c in self.tab.columns)


def table(book: Book, tab: tabs.Tab) -> Table:
    """The table of a tab, whatever it is called now and wherever its columns were moved."""
    sheet = book.find_id(TAB_IDS[tab.name])
    assert sheet is not None
    header = find_header([["" if cell is None else cell.value for cell in row] for row in sheet.rows[:40]], tab)
    return Table(tab, sheet, header.columns, header.row + 1)


@dataclass(frozen=True)
class Keystroke:
    """A cell that somebody is about to fill: in the row with that key, or in a blank one when it has none."""

    tab: tabs.Tab
    key: tuple[str, ...]
    header: str
    text: str


class Crew:
    """Nine people who type, and the owner, who also moves rows and columns and renames tabs.

    `now` is what their watches show. `done` counts what they did; `edits` all that they tried.
    """

    def __init__(self, google: Emulator, book: Book, chance: random.Random) -> None:
        self.now = datetime(2026, 11, 23, 8)
        self.edits = 0
        self.done: Counter[str] = Counter()
        self._book, self._owner, self._chance = book, google.owner, chance
        self._hands = {email: book.as_person(email) for email in (self._owner, *STAFF)}
        self._plans: dict[str, deque[Keystroke]] = {email: deque() for email in self._hands}
        self._texts = 0
        self._typing: dict[Act, int] = {
            self._type_on: 60, self._type_over: 6, self._clear: 4, self._type_below: 1, self._paste: 3, self._undo: 5,
        }  # fmt: skip
        self._moving: dict[Act, int] = {
            self._insert_rows: 6, self._delete_rows: 3, self._sort: 4, self._rename: 3, self._move_column: 4,
            self._insert_column: 1, self._undo: 5,
        }  # fmt: skip

    def edit(self) -> None:
        """One edit by whoever it is."""
        is_move = self._chance.random() < 0.15
        person = self._owner if is_move else self._chance.choice(list(self._hands))
        kinds = self._moving if is_move else self._typing
        (act,) = self._chance.choices(list(kinds), list(kinds.values()))
        self.edits += 1
        try:
            act(person)
        except (Refused, Unsupported):
            return
        self.done[act.__name__] += 1

    def _type_on(self, person: str) -> None:
        """The next cell of what the person is about: a new item, or a step that was done."""
        plan = self._plans[person]
        if not plan:
            plan.extend(self._new_item() if self._chance.random() < 0.25 else self._step())
        stroke = plan.popleft()
        where = table(self._book, stroke.tab)
        rows = range(where.first, where.sheet.row_count + 1)
        fits = (row for row in rows if (where.key(row) == stroke.key if stroke.key else where.is_blank(row)))
        row = next(fits, None)
        if row is None:
            plan.clear()
            raise Refused("the row is gone")
        self._hands[person].type(where.sheet.title, row, where.columns[stroke.header], stroke.text)

    def _new_item(self) -> list[Keystroke]:
        number = self._number()
        item = f"2026-{number:04}" if number % 4 else str(100 + number)
        flow = self._chance.choice(FLOWS)
        cells = {"Alur": flow, "Judul": self._text("judul"), "Waktu Acuan": self._moment(180)}
        cells["Caption"] = self._text("Selamat pagi")
        if flow[:2] in ("P3", "P4"):
            cells["Jadwal Tayang"] = f"{self.now + timedelta(days=3):%d/%m/%Y}"
        rest = [Keystroke(tabs.REGISTER, (item,), header, text) for header, text in cells.items()]
        return [Keystroke(tabs.REGISTER, (), "ID Konten", item), *rest]

    def _step(self) -> list[Keystroke]:
        """Mostly the next step of an item, now and then any row of Buku Kerja."""
        log = table(self._book, LOG)
        keys = [key for row in log.rows if (key := log.key(row))[0]]
        if not keys:
            raise Refused("no step is open")
        key = self._chance.choice(keys)
        if self._chance.random() < 0.8:
            todo = [log.key(row) for row in log.rows if log.key(row)[0] == key[0] and not log.text(row, "Selesai")]
            key = min(todo, default=key)
        cells = {self._chance.choice(roles.ROLES): self._chance.choice(NAMES), "Selesai": self._moment(40)}
        more = {"Mulai": self._moment(90), "Keputusan": self._chance.choice(DECISIONS)}
        more |= {header: self._text(header.lower()) for header in ("Bukti", "Catatan")}
        cells |= {header: text for header, text in more.items() if self._chance.random() < 0.5}
        return [Keystroke(LOG, key, header, text) for header, text in cells.items()]

    def _type_over(self, person: str) -> None:
        """Any cell that people fill, whatever stands there: a slip, or a correction."""
        where = table(self._book, self._chance.choice(STAFF_TABS))
        header = self._chance.choice([c.header for c in where.tab.columns if c.filler == "staff"])
        texts = {"ID Konten": f"2026-{self._number():04}", "Alur": self._chance.choice(FLOWS)}
        text = texts.get(header) or self._text(header.lower())
        self._hands[person].type(where.sheet.title, self._row(where), where.columns[header], text)

    def _clear(self, person: str) -> None:
        log = table(self._book, LOG)
        column = log.columns[self._chance.choice(STEP_HEADERS)]
        self._hands[person].clear(log.sheet.title, self._row(log), column)

    def _type_below(self, person: str) -> None:
        """A note in the row behind the last one, where the program puts its next block."""
        log = table(self._book, LOG)
        row = log.sheet.row_after_data() + 1
        self._hands[person].type(log.sheet.title, row, log.columns["Catatan"], self._text("catatan"))

    def _paste(self, person: str) -> None:
        """Rows once more, over others or below the last one, as far as the columns that show results."""
        where = table(self._book, self._chance.choice((tabs.REGISTER, LOG)))
        source, width = self._row(where), min(where.shown) - 1
        rows = range(source, min(source + self._chance.randint(1, 4), where.rows.stop))
        block = [[where.sheet.at(row - 1, column).value for column in range(width)] for row in rows]
        target = self._chance.choice((self._row(where), where.rows.stop))
        self._hands[person].paste(where.sheet.title, target, 1, block)

    def _undo(self, person: str) -> None:
        self._hands[person].undo()

    def _insert_rows(self, person: str) -> None:
        where = table(self._book, self._chance.choice((tabs.REGISTER, LOG)))
        self._hands[person].insert_rows(where.sheet.title, self._row(where), self._chance.randint(1, 3))

    def _delete_rows(self, person: str) -> None:
        where = table(self._book, self._chance.choice((tabs.REGISTER, LOG)))
        self._hands[person].delete_rows(where.sheet.title, self._row(where), self._chance.randint(1, 3))

    def _sort(self, person: str) -> None:
        where = table(self._book, self._chance.choice((tabs.REGISTER, LOG)))
        column = self._chance.choice(list(where.columns.values()))
        self._hands[person].sort(where.sheet.title, where.first, column, descending=self._chance.random() < 0.5)

    def _rename(self, person: str) -> None:
        name = self._chance.choice(tabs.TAB_ORDER)
        sheet = self._book.find_id(TAB_IDS[name])
        assert sheet is not None
        self._hands[person].rename(sheet.title, self._chance.choice((name, f"{name} '26", self._text(name))))

    def _move_column(self, person: str) -> None:
        where = table(self._book, self._chance.choice(STAFF_TABS))
        column, to = self._chance.sample(list(where.columns.values()), 2)
        self._hands[person].move_column(where.sheet.title, column, to)

    def _insert_column(self, person: str) -> None:
        where = table(self._book, self._chance.choice(STAFF_TABS))
        self._hands[person].insert_column(where.sheet.title, self._chance.choice(list(where.columns.values())))

    def _row(self, where: Table) -> int:
        return self._chance.choice(where.rows)

    def _number(self) -> int:
        self._texts += 1
        return self._texts

    def _text(self, kind: str) -> str:
        """A text that stands nowhere else."""
        return f"{kind} {self._number()}"

    def _moment(self, minutes: int) -> str:
        return f"{self.now + timedelta(minutes=self._chance.randint(-minutes, 5)):%d/%m/%Y %H:%M}"
