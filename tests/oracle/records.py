"""One register row and one log row, read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from office_roles import ROLES
from oracle.cells import Moment, Row, aired, day, filled, identity, moment, text, whole_number, word
from oracle.sop import Flow
from worklog.core.log.tabs import APPROVED, DECISIONS, REVISE

UNKNOWN = "?"
"""A Keputusan that is none of the known words."""

APPROVALS = ("ok", "oke", "acc", "disetujui")
REVISIONS = ("perbaiki", "perbaikan", "diperbaiki", "direvisi")
"""Other words for Setuju and Revisi."""

Key = tuple[int, int]
"""Putaran and No: the order of the trace."""


@dataclass
class LogRow:
    """One row of Buku Kerja, read; `number` and `step` are None where they cannot be used."""

    row: int
    id: str
    round: int | None
    step: int | None
    names: dict[str, str]
    start: Moment
    finish: Moment
    decision: str
    evidence: str
    note: str

    @property
    def key(self) -> Key:
        assert self.round is not None
        assert self.step is not None
        return self.round, self.step

    @property
    def finished(self) -> bool:
        return self.finish.filled

    @property
    def touched(self) -> bool:
        return bool(
            any(self.names.values()) or self.start.filled or self.finish.filled or self.decision or self.evidence
        )

    @property
    def has_content(self) -> bool:
        return self.touched or bool(self.note)


def decision_of(typed: object) -> str:
    """The decision meant; UNKNOWN for any other word, "" for a blank cell."""
    if not filled(typed):
        return ""
    meant = {word(decision): decision for decision in DECISIONS}
    meant |= dict.fromkeys(APPROVALS, APPROVED) | dict.fromkeys(REVISIONS, REVISE)
    return meant.get(word(typed).rstrip(".! "), UNKNOWN)


def read_log_row(row: Row, item: Item | None, now: datetime) -> LogRow:
    flow, step = item.flow if item else None, whole_number(row["No"])
    on_planned_day = (
        flow is not None and step is not None and step <= len(flow.steps) and flow.step(step).on_planned_day
    )
    near = item.registered.value.date() if item is not None and item.registered.value is not None else None
    return LogRow(
        row.row,
        text(row["ID Konten"]),
        whole_number(row["Putaran"]) if filled(row["Putaran"]) else 1,
        whole_number(row["No"]),
        {role: text(row[role]) for role in ROLES},
        moment(row["Mulai"], now, near),
        (aired if on_planned_day else moment)(row["Selesai"], now, near),
        decision_of(row["Keputusan"]),
        text(row["Bukti"]),
        text(row["Catatan"]),
    )


@dataclass
class Item:
    """The register row that counts for an ID."""

    row: int
    id: str
    flow: Flow | None
    title: str
    registered: Moment
    reference: Moment
    planned: Moment
    caption: str
    related: str

    @property
    def key(self) -> str:
        return identity(self.id)


def register_day(row: Row, now: datetime) -> date | None:
    """The day of Tanggal, near which dates without a year lie; None when it is blank or cannot be read."""
    registered = day(row["Tanggal"], now).value
    return None if registered is None else registered.date()


def read_item(row: Row, flows: dict[str, Flow], now: datetime) -> Item:
    words, near = word(row["Alur"]).split(), register_day(row, now)
    return Item(
        row.row,
        text(row["ID Konten"]),
        flows.get(words[0].upper()) if words else None,
        text(row["Judul"]),
        day(row["Tanggal"], now),
        moment(row["Waktu Acuan"], now, near),
        day(row["Jadwal Tayang"], now, near),
        text(row["Caption"]),
        identity(row["Terkait ID"]),
    )
