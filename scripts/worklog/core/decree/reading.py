"""Find the head and the tables of an SOP in the tabs of a workbook, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from worklog.core.decree import columns as c
from worklog.core.decree.draft import Draft, DraftFlow, DraftStep, Where, compared, name_of, typed
from worklog.core.indonesian import one_line
from worklog.core.log.cells import whole_numbers
from worklog.core.log.grids import Grid
from worklog.core.log.merged import Merged, area_name, column_letters

_HEADINGS = {name: name for name in (*c.DECREE_COLUMNS, c.STANDARD, *c.OWN_COLUMNS)} | c.OTHER_NAMES
_PAUSES = re.compile(r"[\s./‐-]+")
"""What headings are written with or without, such as a line break behind a slash or a hyphen."""
Head = dict[str, list[tuple[int, object]]]
_UPPER = frozenset((c.NO, c.ACTIVITY, c.ROLE, c.STANDARD))
_COLUMN_NUMBERS = ("1", "2")
"""How the row begins in which some decrees number the columns."""
LONGEST = 60
"""Signs of a text that is named."""
_FEW = 1
"""A row below a table with no more texts than this is a heading or a note, and ends it."""
_NO_SIGNS = (*c.NO_WORDS, "0", "false", "☐", "[]", "[ ]", "( )", "()")
"""What stands in a role's column where the role is not meant: blank, or a box that is not ticked."""
_LISTED = re.compile(r"(?:[A-Z]|\d+|[IVX]+)[.)]?")
"""What stands alone before a heading that is one of a list."""
_IS_NOTE = re.compile(r"(?:catatan|keterangan|ket)\b", re.IGNORECASE)


def read_draft(
    grids: Mapping[str, Grid], merged: Mapping[str, Iterable[Merged]] | None = None
) -> tuple[Draft, list[str]]:
    """The SOP in the tabs as typed, and what keeps its form from being understood; `merged`: the merged cells."""
    problems: list[str] = []
    areas = merged or {}
    flows = [f for name, grid in grids.items() for f in _flows(name, grid, tuple(areas.get(name, ())), problems)]
    tab, head = _head({name: _outside_tables(name, grid, flows) for name, grid in grids.items()}, problems)
    if not tab:
        problems.append(f'Tidak ada tab dengan kotak "{c.NUMBER}". Tulis kotak kepala SOP seperti di keputusannya.')
    if not flows:
        problems.append(
            f'Tidak ada tabel dengan judul kolom "{c.NO}", "{c.ACTIVITY}" dan "{c.ROLE}". Susun seperti contoh dari '
            "python scripts/import_sop.py --export."
        )
    left_out = [*(column for flow in flows for column in flow.left_out), *_left_out(grids, flows, head)]
    return Draft(tab or next(iter(grids), ""), head, flows, left_out), problems


def _head(grids: Mapping[str, Grid], problems: list[str]) -> tuple[str, Head]:
    """The first tab that has the SOP's number, and what stands to the right of each label there.

    A label that says something else further down, or on another tab with a head, is a problem: a workbook is one SOP.
    """
    heads = {tab: head for tab, grid in grids.items() if c.NUMBER in (head := _labelled(grid))}
    if not heads:
        return "", {}
    first, head = next(iter(heads.items()))
    for tab, other in heads.items():
        for label in other.keys() - set(c.LISTS):
            for row, value in other[label]:
                if typed(value) and typed(value) != typed(head.get(label, [(0, "")])[0][1]):
                    what = f'tertulis "{typed(value)}", lain dengan yang pertama di tab "{first}"'
                    problems.append(f"{Where(tab, row, label)}: {what}. Satu berkas hanya untuk satu SOP.")
    return first, head


def _outside_tables(tab: str, grid: Grid, flows: Sequence[DraftFlow]) -> Grid:
    """The cells of a tab without those of its tables, where the word of a label means something else."""
    tables = [range(f.header_row, f.steps[-1].row + 1) for f in flows if f.tab == tab and f.steps]
    return [() if any(row in table for table in tables) else cells for row, cells in enumerate(grid, 1)]


def _left_out(grids: Mapping[str, Grid], flows: Sequence[DraftFlow], head: Head) -> Iterator[str]:
    """The rows outside the tables of which something belongs to no SOP as it is read here."""
    values = {typed(_without_colon(value)) for values in head.values() for _, value in values}
    known, labels = {*values, *c.OWN_TEXTS, "", ":"}, set(map(_label, c.LABELS))
    names = {flow.name for flow in flows}
    for tab, grid in grids.items():
        for row, cells in enumerate(_outside_tables(tab, grid, flows), 1):
            texts = [text for text in map(typed, map(_without_colon, cells)) if text not in known]
            rest = [text for text in texts if _label(text) not in labels]
            if rest and names.isdisjoint(map(name_of, texts)):
                yield f'Tab "{tab}" baris {row} "{one_line(rest[0], LONGEST)}"'


def _labelled(grid: Grid) -> Head:
    labels = {_label(label): label for label in c.LABELS}
    head: Head = {}
    for row, cells in enumerate(grid, 1):
        label = ""
        filled = [cell for cell in cells if typed(cell) not in ("", ":")]
        for at, cell in enumerate(filled):
            found = labels.get(_label(typed(cell)))
            if found and not (label and at + 1 == len(filled)):  # the last of a row is what another one says
                label = found
                head.setdefault(label, []).append((row, None))
            elif label:
                head[label][-1] = (row, _without_colon(cell))
                label = ""
    return head


def _label(text: str) -> str:
    return _letters(text).replace("tanggal", "tgl").rstrip(":")


def _letters(text: str) -> str:
    return _PAUSES.sub("", compared(text))


_COLUMNS = {_letters(name): column for name, column in _HEADINGS.items()}


def _column(cell: object) -> str:
    """The column that a cell heads, "" for none."""
    return _COLUMNS.get(_letters(typed(cell)), "")


def _without_colon(value: object) -> object:
    return value.strip().removeprefix(":").strip() if isinstance(value, str) else value


def _flows(tab: str, grid: Grid, merged: Sequence[Merged], problems: list[str]) -> list[DraftFlow]:
    headers = [row for row in range(len(grid)) if _is_header(grid, row)]
    flows = []
    for at, header in enumerate(headers):
        before = headers[at - 1] + 1 if at else -1
        end = headers[at + 1] if at + 1 < len(headers) else len(grid)
        told = len(problems)
        flow = _Table(tab, grid, header, merged, problems).flow(before, end)
        flow.is_understood = len(problems) == told
        flows.append(flow)
    return flows


def _is_header(grid: Grid, row: int) -> bool:
    """A header that lacks a column is one all the same: a table is never passed over in silence."""
    return len(_UPPER.intersection(_column(cell) for cell in grid[row])) > 1


class _Table:
    """One table of a tab: where its columns are, and its rows."""

    def __init__(self, tab: str, grid: Grid, header: int, merged: Sequence[Merged], problems: list[str]) -> None:
        self.tab, self.grid, self.header, self.merged, self.problems = tab, grid, header, merged, problems
        self.columns: dict[str, int] = {}
        lower: Sequence[object] = grid[header + 1] if header + 1 < len(grid) else ()
        for cells in (grid[header], lower):
            for at, cell in enumerate(cells):
                if name := _column(cell):
                    self.columns.setdefault(name, at)
        self.roles = self._roles(lower)
        for name in (*c.DECREE_COLUMNS, c.STANDARD):
            if name not in self.columns:
                self._tell(header + 1, name, "judul kolom ini tidak ada di dua baris kepala tabel; tambahkan.")

    def _roles(self, lower: Sequence[object]) -> dict[int, str]:
        """The role of each column below Pelaksana, which ends where Mutu Baku begins."""
        found: dict[int, str] = {}
        end = min(self.columns.get(c.STANDARD, 0), len(lower))
        for at in range(self.columns.get(c.ROLE, end), end):
            heading = name_of(lower[at])
            if compared(heading) in map(compared, found.values()):
                self._tell(self.header + 2, heading, "dua kolom untuk peran yang sama; gabungkan.")
            elif heading:
                found[at] = heading
        if not found and self.columns.keys() >= {c.ROLE, c.STANDARD}:
            self._tell(self.header + 2, c.ROLE, "di bawahnya belum ada nama peran; tulis satu peran di setiap kolom.")
        return found

    def _tell(self, row: int, column: str, sentence: str) -> None:
        self.problems.append(f"{Where(self.tab, row, column)}: {sentence}")

    def flow(self, before: int, end: int) -> DraftFlow:
        """The table's rows down to the row `end`; its heading stands below the row `before`."""
        flow = DraftFlow(self.tab, self._name(before), self.header + 1, tuple(self.roles.values()))
        if not flow.name:
            self._tell(self.header, c.NO, "di atas tabel belum ada judul alurnya; tulis namanya di baris itu.")
        note = 0
        for row in range(self.header + 2, end):
            cells = [typed(cell) for cell in self.grid[row]]
            number = self._cell(cells, c.NO)
            if (number, self._cell(cells, c.ACTIVITY)) == _COLUMN_NUMBERS:
                continue
            whole = whole_numbers([number.rstrip(".)")])[0][0]
            if note:
                if self._cell(cells, c.LIMIT) or self._marked(row, cells):
                    self._tell(row + 1, c.NO, f"langkah ini terpisah dari tabelnya oleh baris {note}; hapus baris itu.")
            elif whole:
                flow.steps.append(self._step(row, cells, str(whole)))
                self._tell_merged(row, cells)
            elif any(cells) and self.columns.get(c.NO) in self._covered(row):
                self._tell_merged(row, cells)
            elif sum(map(bool, cells)) > _FEW:
                what = f'tertulis "{name_of(number)}"' if number else "belum diisi"
                self._tell(row + 1, c.NO, f"{what}; isi dengan nomor langkah 1, 2, 3, …")
            elif any(cells):
                note = row + 1
                is_below = bool(flow.steps) and flow.steps[-1].row == row
                if is_below and self._cell(cells, c.ACTIVITY) and not self._is_heading(row, end):
                    told = f"belum diisi; isi nomor langkahnya, atau pindahkan catatan ke kolom {c.NO}."
                    self._tell(row + 1, c.NO, told)
        flow.left_out = self._left_out(flow.steps)
        if not flow.steps:
            self._tell(self.header + 3, c.NO, "tabel ini belum berisi langkah; isi mulai baris ini.")
        return flow

    def _is_heading(self, row: int, end: int) -> bool:
        """Whether a row is the one right above the next table, which has its header in the row `end`."""
        return end < len(self.grid) and not any(map(typed, chain.from_iterable(self.grid[row + 1 : end])))

    def _name(self, before: int) -> str:
        """The one text in the nearest row above that is not blank, behind its place in a list; no note and no label."""
        labels = set(map(_label, c.LABELS))
        for row in range(self.header - 1, before, -1):
            filled = [text for text in map(name_of, self.grid[row]) if text]
            if len(filled) > _FEW and _LISTED.fullmatch(filled[0]):
                filled = filled[1:]
            if filled:
                is_name = len(filled) == _FEW and _label(filled[0]) not in labels and not _IS_NOTE.match(filled[0])
                return filled[0] if is_name else ""
        return ""

    def _step(self, row: int, cells: list[str], number: str) -> DraftStep:
        names = [name for name in (*c.DECREE_COLUMNS, *c.OWN_COLUMNS) if name != c.ROLE]
        values = {name: self._cell(cells, name) for name in names}
        return DraftStep(row + 1, {**values, c.NO: number}, self._marked(row, cells))

    def _marked(self, row: int, cells: list[str]) -> tuple[str, ...]:
        """The roles that have a sign in a row; one in merged cells stands for the role of each of their columns."""
        signs = {at for at in self.roles if at < len(cells) and compared(cells[at]) not in _NO_SIGNS}
        for area in self.merged:
            if area.top == row + 1 and area.left - 1 in signs:
                signs.update(range(area.left - 1, area.right))
        return tuple(role for at, role in self.roles.items() if at in signs)

    def _covered(self, row: int) -> dict[int, Merged]:
        """The columns of which the cell of a row is merged with one above it."""
        body = self.header + 2
        return {area.left - 1: area for area in self.merged if body < area.top <= row < area.bottom}

    def _tell_merged(self, row: int, cells: list[str]) -> None:
        """Tell of cells that a step lacks only since they are merged with those of the step above it."""
        needed = {self.columns[name]: name for name in (c.NO, c.ACTIVITY, c.LIMIT) if name in self.columns}
        needed |= {} if self._marked(row, cells) else self.roles
        for at, area in self._covered(row).items():
            if at in needed and typed(self.grid[area.top - 1][at]):
                what = f"sel {area_name(area)} digabung, jadi hanya yang pertama terisi"
                self._tell(row + 1, needed[at], f"{what}; batalkan penggabungannya, lalu isi tiap sel.")

    def _left_out(self, steps: Sequence[DraftStep]) -> list[str]:
        """The columns with something in a step that are none of an SOP's."""
        known = {*self.columns.values(), *self.roles}
        rows = [self.grid[step.row - 1] for step in steps]
        other = {at for cells in rows for at, cell in enumerate(cells) if at not in known and typed(cell)}
        return [f'Tab "{self.tab}" kolom {column_letters(at + 1)}{self._heading(at)}' for at in sorted(other)]

    def _heading(self, at: int) -> str:
        headings = (name_of(row[at]) for row in self.grid[self.header : self.header + 2] if at < len(row))
        return next((f' "{one_line(heading, LONGEST)}"' for heading in headings if heading), "")

    def _cell(self, cells: list[str], name: str) -> str:
        at = self.columns.get(name, len(cells))
        return cells[at] if at < len(cells) else ""
