"""Which cells of the staff tabs are shown how by which formulas: status, whose turn it is, where a block begins.

The role that the SOP gives a step is known by the step's own words in the column Konten/Kegiatan. So no formula needs
another tab, and each is right wherever a row is sorted to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from worklog.adapters.form.choices import BLOCK, CURRENT_STATES, HEADINGS, OPEN_STATES
from worklog.adapters.form.style import (
    BAND_FILL,
    OPEN_TONES,
    REPEATED,
    TODO_FILL,
    TONES,
    VERDICT_TONES,
    Look,
    Tone,
)
from worklog.core.log import tabs
from worklog.core.sop.book import InForce

FORMER_WORDS = ("melanggar", "belum dapat dinilai", "sesuai")
"""The words that the colours of a log set up by a former version look for; "sesuai" would paint all verdicts green."""
_FORMER_SEARCHES = tuple(f'SEARCH("{sign}{word}"' for word in FORMER_WORDS for sign in ("", "· "))
"""How the formulas of those colours look for them."""

_TODO = Look(fill=TODO_FILL)
_BEGINS = Look(fill=BAND_FILL, bold=True)
_CALM = Look(ink=REPEATED)


class Colour(NamedTuple):
    """A conditional format of the cells below a header: the formula, without `=`, of its first row, and the look.

    A sign stands before the word; of formats with one the first that is true counts. `in_words` is the condition of
    a Google Sheet that means the same as the formula, and its word, where there is one.
    """

    header: str
    formula: str
    look: Look
    sign: str = ""
    in_words: tuple[str, str] | None = None


@dataclass(frozen=True)
class FirstRow:
    """The row below a header as formulas name its cells, and what parts the arguments of a function there."""

    columns: Mapping[str, int]
    row: int
    separator: str

    def cell(self, header: str, above: int = 0) -> str:
        """The cell below a header, or in a row above it."""
        return f"${get_column_letter(self.columns[header])}{self.row - above}"

    def call(self, function: str, *arguments: str) -> str:
        """A function with its arguments."""
        return f"{function}({self.separator.join(arguments)})"


def status_colours(tab: str, row: FirstRow) -> Iterator[Colour]:
    """How the words of the column Status are coloured; the word itself stays, so grey print tells as much.

    What is still open in the register and against the SOP wants somebody to act, what is over does not.
    """
    cell = row.cell("Status")
    if tab == tabs.LOG.name:
        for word, tone in TONES.items():
            yield _toned(f'{cell}="{word}"', tone, ("TEXT_EQ", word))
    else:
        yield _toned(row.call("AND", is_open(row), _found(row, tabs.OUTSIDE_SOP)), TONES[tabs.RowState.LATE])
        for word, tone in OPEN_TONES.items():
            yield _toned(row.call("AND", _starts(row, word), _found(row, "· sesuai")), tone)
        for word, tone in VERDICT_TONES.items():
            yield _toned(_found(row, word), tone, ("TEXT_CONTAINS", word))


def former_colours(formulas: Sequence[str]) -> list[int]:
    """Which conditional formats at the column Status of the register are the colours of a former version.

    What the office made looks for other words. None where no formula looks for the first of `FORMER_WORDS`, since no
    version of today looks for that.
    """
    is_former = any(_FORMER_SEARCHES[0] in formula for formula in formulas)
    return [n for n, formula in enumerate(formulas) if is_former and any(s in formula for s in _FORMER_SEARCHES)]


def turn_colours(sop: InForce, row: FirstRow) -> Iterator[Colour]:
    """What makes bright whose turn it is in Buku Kerja: per role that acts in a version of the SOP."""
    own: defaultdict[str, list[str]] = defaultdict(list)
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for step in (step for version in sop.versions for flow in version.flows for step in flow.steps):
        roles[step.activity.casefold()].add(step.role)
        own[step.role].append(step.activity)
    for role, activities in own.items():
        texts = [text for text in dict.fromkeys(activities) if len(roles[text.casefold()]) == 1]
        if texts:
            is_step = row.call("OR", *(_is(row.cell("Konten/Kegiatan"), text) for text in texts))
            yield Colour(role, row.call("AND", is_current(row), is_step), _TODO)


def turns_to_renew(held: Mapping[int, str], sop: InForce, row: FirstRow) -> list[Colour]:
    """Where a tab makes some turns bright, those for which it does not know the words of all versions of the SOP.

    `held`: the formulas of its conditional formats that make a turn bright (`is_turn`), by column.
    """
    return [one for one in turn_colours(sop, row) if held and held.get(row.columns[one.header]) != one.formula]


def is_turn(formula: str, row: FirstRow) -> bool:
    """Whether a formula makes a turn bright, whatever the SOP says."""
    return formula.startswith(f"AND({is_current(row)}{row.separator}OR(")


def finish_colour(row: FirstRow) -> Colour:
    """What makes the time bright that is to be filled now in Buku Kerja."""
    return Colour("Selesai", row.call("AND", is_current(row), f'{row.cell("Selesai")}=""'), _TODO)


def heading_colours(row: FirstRow) -> Iterator[Colour]:
    """What lets ID and title stand out in the first row of each block of Buku Kerja."""
    same = [f"{row.cell(header)}={row.cell(header, above=1)}" for header in BLOCK]
    begins = row.call("NOT", row.call("AND", *same))
    calm = row.call("AND", *same, row.call("NOT", is_current(row)))
    for header in HEADINGS:
        yield Colour(header, row.call("AND", f'{row.cell(header)}<>""', begins), _BEGINS)
        yield Colour(header, calm, _CALM)


def is_current(row: FirstRow) -> str:
    """Whether somebody has to type something into a row of Buku Kerja now, as a formula."""
    return row.call("OR", *(_is(row.cell("Status"), word) for word in CURRENT_STATES))


def is_open(row: FirstRow) -> str:
    """Whether somebody still has to act for a row of the register, as a formula."""
    return row.call("OR", *(_starts(row, word) for word in OPEN_STATES))


def _toned(formula: str, tone: Tone, in_words: tuple[str, str] | None = None) -> Colour:
    return Colour("Status", formula, Look(fill=tone.fill, ink=tone.ink, bold=True), tone.sign, in_words)


def _starts(row: FirstRow, word: str) -> str:
    return f'{row.call("LEFT", row.cell("Status"), str(len(word)))}="{word}"'


def _found(row: FirstRow, word: str) -> str:
    return row.call("ISNUMBER", row.call("SEARCH", f'"{word}"', row.cell("Status")))


def _is(cell: str, text: str) -> str:
    quoted = text.replace('"', '""')
    return f'{cell}="{quoted}"'
