"""What may be picked or typed in the columns of the staff tabs, and which words of the column Status are coloured how.

Rules warn and let pass: a date typed as text, or a person who is not in Petugas yet, is still a record, and the checks
say what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from worklog.core.log import tabs
from worklog.core.sop.book import InForce


@dataclass(frozen=True)
class Choice:
    """What a cell is picked from: some words, the people of Petugas or the flows of the SOP; and what is said else."""

    words: tuple[str, ...] | Literal["people", "flows"]
    message: str = "Pilih dari daftar, atau tulis persis seperti di daftar."


_PERSON = Choice("people", "Nama ini belum ada di tab Petugas. Tetap pakai?")


def choices(tab: str, sop: InForce) -> dict[str, Choice]:
    """What the cells of a tab are picked from, by header."""
    per_tab: dict[str, dict[str, Choice]] = {
        tabs.REGISTER.name: {"Alur": Choice("flows"), "Penanggung Jawab": _PERSON},
        tabs.LOG.name: {**dict.fromkeys(sop.roles, _PERSON), "Keputusan": Choice(tabs.DECISIONS)},
        tabs.PEOPLE.name: {"Peran": Choice(sop.roles)},
        tabs.CALENDAR.name: {"Jenis": Choice(tabs.DAY_KINDS)},
    }
    return per_tab[tab]


def is_former_list(words: Sequence[str], wanted: Sequence[str], sop: InForce) -> bool:
    """Whether a list that cells are picked from is one that setup made for other versions of the SOP.

    What holds other words is the office's own.
    """
    known = {*sop.roles, *(flow.label for version in sop.versions for flow in version.flows)}
    return list(words) != list(wanted) and bool(words) and known.issuperset(words) and known.issuperset(wanted)


DATES = {
    tabs.REGISTER.name: ("Tanggal", "Waktu Acuan", "Jadwal Tayang"),
    tabs.LOG.name: ("Mulai", "Selesai"),
    tabs.PEOPLE.name: ("Berlaku Dari", "Berlaku Sampai"),
    tabs.CALENDAR.name: ("Tanggal", "Sampai"),
}
"""Per tab: the headers of the columns that hold dates or moments."""
DATE_MESSAGE = "Tulis seperti 22/11/2026 14:05. Tetap pakai tulisan ini?"

CURRENT_STATES = tuple(
    state.value for state in (tabs.RowState.RUNNING, tabs.RowState.NEAR, tabs.RowState.LATE, tabs.RowState.FAULTY)
)
"""The status of a row of Buku Kerja in which somebody has to type something now."""
HEADINGS = ("ID Konten", "Judul Konten")
"""The columns of Buku Kerja that are the heading of a block in its first row, and calm in the rows below.

A row is compared with the one above it, wherever rows are sorted to. A row to be filled now is never calm, since its
block's first row may be filtered away.
"""
BLOCK = ("ID Konten", "Putaran")
"""What the rows of a block have in common."""
OPEN_STATES = (tabs.ItemState.BEGUN.capitalize(), tabs.ItemState.NOT_BEGUN.capitalize())
"""How the status of a register row begins while somebody still has to act."""
