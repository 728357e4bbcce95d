"""The tabs of the work log: their names, columns and who fills each column.

Names are the contract with the office: they stand in the workbook, in messages and in reports.
A column is found by its header text, never by its position. The columns of the roles come from the SOP: `LOG` and
`SOP` are without them, `log_tab` and `sop_tab` have them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from typing import Literal

Filler = Literal["staff", "prefilled", "formula", "script"]
"""Who fills a column: people, the script when it opens a block, a formula, or the script alone."""


@dataclass(frozen=True)
class Column:
    """One column of a tab: its header text, who fills it, its group in the upper header tier.

    `needed`: no check can do without it; setup makes the other columns too, but a log may lack them.
    """

    header: str
    filler: Filler = "staff"
    group: str | None = None
    needed: bool = True


@dataclass(frozen=True)
class Tab:
    """One tab: its name and its columns in the order in which they are laid out; a tab is known by its name."""

    name: str
    columns: tuple[Column, ...] = field(compare=False)

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    @property
    def read_headers(self) -> tuple[str, ...]:
        """The columns that must be there for a check."""
        return tuple(column.header for column in self.columns if column.needed)


PERFORMERS, STANDARD = "Pelaksana", "Mutu Baku"
"""The groups of the SOP's table: who does a step, and what is asked of it."""


def _group(name: str, filler: Filler, *headers: str) -> tuple[Column, ...]:
    return tuple(Column(header, filler, name, needed=filler == "staff") for header in headers)


REGISTER = Tab(
    "Daftar Konten",
    (
        Column("ID Konten"),
        Column("Tanggal"),
        Column("Alur"),
        Column("Judul"),
        Column("Waktu Acuan"),
        Column("Jadwal Tayang"),
        Column("Penanggung Jawab", needed=False),
        Column("Caption"),
        Column("Terkait ID"),
        *(Column(header, "formula", needed=False) for header in ("Status", "Kemajuan", "Batas Tayang", "Temuan")),
    ),
)

LOG = Tab(
    "Buku Kerja",
    (
        Column("ID Konten", "prefilled"),
        Column("No", "prefilled"),
        Column("Konten/Kegiatan", "prefilled", needed=False),
        Column("Judul Konten", "prefilled", needed=False),
        Column("Putaran", "prefilled"),
        *_group(STANDARD, "prefilled", "Kelengkapan", "Waktu", "Output"),
        Column("Keterangan", "prefilled", needed=False),
        *_group("Realisasi", "staff", "Mulai", "Selesai", "Keputusan", "Bukti", "Catatan"),
        *_group("Pemeriksaan", "formula", "Status", "Batas Waktu", "Terlambat", "Temuan"),
    ),
)

"""What tells a step stands first, so that it stays in view beside what is typed, on a phone too."""

PEOPLE = Tab(
    "Petugas",
    (
        Column("Nama"),
        Column("Peran"),
        Column("Jabatan", needed=False),
        Column("Surel", needed=False),
        Column("WhatsApp", needed=False),
        Column("Berlaku Dari"),
        Column("Berlaku Sampai"),
    ),
)

EXAMPLE_PERSON = "Contoh:"
"""A name in Petugas that begins so is an example of how a row is filled, and is read as no person."""

CALENDAR = Tab(
    "Kalender",
    (Column("Tanggal"), Column("Sampai"), Column("Jenis"), Column("Jam Kerja"), Column("Keterangan", needed=False)),
)

SOP = Tab(
    "SOP",
    (
        Column("No", "script"),
        Column("Konten/Kegiatan", "script"),
        *_group(STANDARD, "script", "Kelengkapan", "Waktu", "Output"),
        Column("Keterangan", "script"),
    ),
)

RESULTS = Tab(
    "Hasil",
    tuple(Column(header, "script") for header in ("Kunci", "Status", "Kemajuan", "Batas Waktu", "Terlambat", "Temuan")),
)
"""Looked up by the status formulas: `ID|Putaran|No` for a log row, `ID` for a register row."""

SUMMARY = Tab("Ringkasan", ())

STAFF_TABS = (REGISTER, LOG, PEOPLE, CALENDAR)
"""The tabs that people fill and that every check reads; Buku Kerja without the columns of the roles."""


def log_tab(roles: Sequence[str], later: Collection[str] = ()) -> Tab:
    """Buku Kerja with the columns of these roles; those of `later` may be lacking still."""
    return _with_roles(LOG, "staff", roles, later)


def sop_tab(roles: Sequence[str]) -> Tab:
    """The tab SOP with the columns of these roles."""
    return _with_roles(SOP, "script", roles)


def staff_tabs(roles: Sequence[str], later: Collection[str] = ()) -> tuple[Tab, ...]:
    """The tabs that people fill, with Buku Kerja as `log_tab` tells it."""
    return tuple(log_tab(roles, later) if tab == LOG else tab for tab in STAFF_TABS)


def _with_roles(tab: Tab, filler: Filler, roles: Sequence[str], later: Collection[str] = ()) -> Tab:
    at = next(number for number, column in enumerate(tab.columns) if column.group == STANDARD)
    columns = [Column(role, filler, PERFORMERS, needed=filler == "staff" and role not in later) for role in roles]
    return replace(tab, columns=(*tab.columns[:at], *columns, *tab.columns[at:]))


def is_role(header: str) -> bool:
    """Whether a column of Buku Kerja is that of a role."""
    return header not in LOG.headers


def is_typed(tab: str, header: str) -> bool:
    """Whether people fill a column of a tab."""
    return header not in _NOT_TYPED[tab]


_NOT_TYPED = {tab.name: {c.header for c in tab.columns if c.filler != "staff"} for tab in STAFF_TABS}

SCRIPT_TABS = (SOP, RESULTS, SUMMARY)
"""The tabs that only the scripts write, each rewritten whole."""

TAB_ORDER = tuple(tab.name for tab in (*STAFF_TABS, *SCRIPT_TABS))

APPROVED, REVISE, NOT_ANSWERED, CANCELLED = "Setuju", "Revisi", "Tidak direspon", "Batal"
DECISIONS = (APPROVED, REVISE, NOT_ANSWERED, CANCELLED)


class Decision(IntEnum):
    """A decision as a number: its place in `DECISIONS`."""

    APPROVED, REVISE, NOT_ANSWERED, CANCELLED = range(4)


CLOSED_DAY, WORKING_DAY, SPECIAL_HOURS, NATIONAL_DAY = "Libur", "Masuk", "Jam Khusus", "Hari Besar"
DAY_KINDS = (CLOSED_DAY, WORKING_DAY, SPECIAL_HOURS, NATIONAL_DAY)


class RowState(StrEnum):
    """How a row of Buku Kerja stands."""

    DONE = "Selesai"
    DONE_LATE = "Selesai terlambat"
    RUNNING = "Berjalan"
    NEAR = "Mendekati batas"
    LATE = "Terlambat"
    WAITING = "Menunggu"
    FAULTY = "Perlu diperbaiki"
    NOT_JUDGED = "Belum dapat dinilai"
    NOT_NEEDED = "Tidak diperlukan"


class ItemState(StrEnum):
    """How an item stands, as a program reads it; people read it with a capital letter."""

    NOT_BEGUN = "belum mulai"
    BEGUN = "berjalan"
    AIRED = "tayang"
    NOT_ANSWERED = "tidak direspon"
    CANCELLED = "batal"
    WITHDRAWN = "ditarik"


class Verdict(StrEnum):
    """What the checks say of an item, as a program reads it; people read `VERDICT_WORDS`."""

    CONFORMS = "sesuai"
    VIOLATES = "melanggar"
    NOT_JUDGED = "belum dapat dinilai"


OUTSIDE_SOP = "tidak sesuai SOP"
VERDICT_WORDS = {
    Verdict.CONFORMS: "sesuai",
    Verdict.VIOLATES: OUTSIDE_SOP,
    Verdict.NOT_JUDGED: "perlu dilengkapi",
}
