"""An SOP as typed in a worksheet, before anything of it is understood: what a person wrote, and where."""

from __future__ import annotations

from dataclasses import dataclass, field

from worklog.core.decree import columns as c
from worklog.core.log.cells import texts, words


@dataclass(frozen=True)
class Where:
    """Where something stands, or should stand; row 0: a box of the head that is not there."""

    tab: str
    row: int
    column: str

    def __str__(self) -> str:
        place = f'baris {self.row} kolom "{self.column}"' if self.row else f'kotak "{self.column}"'
        return f'Tab "{self.tab}" {place}'


@dataclass
class DraftStep:
    """One row of a table: texts by column; `marked` are the roles that have a sign."""

    row: int
    cells: dict[str, str]
    marked: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        return is_yes(self.cells.get(c.RIGHT, ""))


@dataclass
class DraftFlow:
    """One table: the heading above it, the row of its header, the roles that have a column there, and its rows.

    `is_understood`: nothing of its form was told as a problem. `left_out` names the columns that are none of an SOP's.
    """

    tab: str
    name: str
    header_row: int
    roles: tuple[str, ...] = ()
    steps: list[DraftStep] = field(default_factory=list)
    is_understood: bool = True
    left_out: list[str] = field(default_factory=list)

    def where(self, row: int, column: str) -> Where:
        return Where(self.tab, row, column)


@dataclass
class Draft:
    """A whole SOP: for each label of the head its values with their rows, then the tables.

    Values of the head are as typed. `tab` is the one with the head. `left_out` names what else the workbook holds.
    """

    tab: str
    head: dict[str, list[tuple[int, object]]]
    flows: list[DraftFlow]
    left_out: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return is_yes(self.first(c.HEAD_RIGHT))

    def first(self, label: str) -> str:
        values = self.head.get(label)
        return _said(label, values[0][1]) if values else ""

    def listed(self, label: str) -> tuple[str, ...]:
        """All that is typed behind a label which may stand in several rows."""
        return tuple(text for _, value in self.head.get(label, []) if (text := _said(label, value)))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that the head lists, else those of the tables, each once."""
        if listed := self.listed(c.ROLES):
            return listed
        found: dict[str, str] = {}
        for role in (role for flow in self.flows for role in flow.roles):
            found.setdefault(compared(role), role)
        return tuple(found.values())

    def where(self, label: str) -> Where:
        values = self.head.get(label)
        return Where(self.tab, values[0][0] if values else 0, label)

    def open_places(self) -> list[Where]:
        """Where a person still has to say that all is right."""
        head = [] if self.is_right else [self.where(c.HEAD_RIGHT)]
        rows = [flow.where(step.row, c.RIGHT) for flow in self.flows for step in flow.steps if not step.is_right]
        return head + rows


def typed(cell: object) -> str:
    """A cell as text; what a person typed as text stays as it is but for blanks around it."""
    shown: str = cell.strip() if isinstance(cell, str) else texts([cell])[0]
    return shown


def name_of(cell: object) -> str:
    """A cell that names something, on one line: names stand in headers, lists and sentences, and are compared there."""
    return " ".join(texts([cell])[0].split())


def _said(label: str, value: object) -> str:
    return typed(value) if label == c.NOTE else name_of(value)


def compared(text: str) -> str:
    """A text as words are compared: without case, invisible signs and runs of blanks."""
    word: str = words(texts([text]))[0]
    return word


def is_yes(text: str) -> bool:
    """Whether a person has said Ya."""
    return compared(text) == compared(c.YES)
