"""Write the example's items as the cells of Daftar Konten and Buku Kerja, typed the way people type."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime

from worklog.core.blocks import prefilled
from worklog.example.schedule import Entry, Item

Row = dict[str, object]

_MONTHS = {10: "Oktober", 11: "November"}
_TYPED_AS_TEXT = 0.07


def register_row(item: Item) -> Row:
    """The register row of an item; blank cells are left out."""
    rng = random.Random(item.id)
    makers = [entry.person for entry in item.entries if entry.step.kind == "make"]
    cells: Row = {
        "ID Konten": item.id,
        "Tanggal": item.reference.date(),
        "Alur": item.flow.label,
        "Judul": item.title,
        "Waktu Acuan": _moment(item.reference, rng),
        "Jadwal Tayang": item.planned,
        "Penanggung Jawab": makers[0] if makers else None,
        "Caption": item.caption if item.entries else None,
        "Terkait ID": item.related.id if item.related else None,
    }
    return _filled(cells | item.cells)


def blocks(item: Item) -> Iterator[tuple[datetime, list[Row]]]:
    """The blocks of log rows of an item, each with the moment when it was opened; a round is a block."""
    rng = random.Random(f"{item.id} {item.title}")
    rounds: dict[int, tuple[datetime, int]] = {1: (item.reference, 1)}
    for entry in item.entries:
        if entry.round > 1 and entry.round not in rounds:
            opened = max(e.finish or item.reference for e in item.entries if e.round < entry.round)
            rounds[entry.round] = (opened, entry.step.no)
    if item.spare_round:
        rounds[item.spare_round] = (item.reference, 1)
    for round_, (opened, first) in rounds.items():
        done = {entry.step.no: entry for entry in item.entries if entry.round == round_}
        rows = [_log_row(item, round_, step.no, done.get(step.no), rng) for step in item.flow.steps[first - 1 :]]
        if round_ == 1:
            rows += [_filled(rows[no - 1] | changed) for no, changed in item.copies]
        yield opened, rows


def _log_row(item: Item, round_: int, no: int, entry: Entry | None, rng: random.Random) -> Row:
    cells = prefilled(item.id, item.title, round_, item.flow.steps[no - 1])
    return _filled(cells | (_typed(entry, rng) if entry is not None else {}))


def _typed(entry: Entry, rng: random.Random) -> Row:
    decision = entry.decision.lower() if rng.random() < 0.1 else entry.decision
    return {
        entry.role: entry.person,
        "Mulai": _moment(entry.start, rng),
        "Selesai": _moment(entry.finish, rng),
        "Keputusan": decision,
        "Bukti": entry.evidence,
        "Catatan": entry.note,
        **entry.cells,
    }


def _moment(moment: datetime | None, rng: random.Random) -> datetime | str | None:
    """A moment as a date cell, sometimes as the text that people type instead."""
    if moment is None or rng.random() >= _TYPED_AS_TEXT:
        return moment
    month = _MONTHS[moment.month]
    return rng.choice(
        (
            f"{moment.day} {month} {moment.year} pukul {moment:%H.%M} WIB",
            f"{moment:%d/%m/%Y %H.%M}",
            f"{moment:%d-%m-%Y %H.%M}",
            f"{moment.day} {month[:3]} {moment.year} {moment:%H:%M}",
            f"{moment:%Y-%m-%d %H:%M}",
            f"{moment:%d/%m/%y %H:%M}",
        )
    )


def _filled(cells: Row) -> Row:
    return {header: value for header, value in cells.items() if value is not None and value != ""}
