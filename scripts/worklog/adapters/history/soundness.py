"""Whether a history is as it was written: its file, the chain of its entries, and what is derived from them."""

from __future__ import annotations

import json
from hashlib import sha256

from worklog.adapters.history.chain import first_break
from worklog.adapters.history.history_file import NO_ENTRIES, is_sound
from worklog.adapters.history.store import Store

DAMAGED = "Berkas riwayat buku kerja rusak"


def what_is_wrong(store: Store) -> str:
    """What of a history is not as it was written, as a sentence without its full stop; "" when all of it is."""
    if not is_sound(store):
        return DAMAGED
    broken = first_break(store.connection)
    if broken is not None:
        return f"Riwayat buku kerja TIDAK utuh: catatan nomor {broken} bukan seperti saat ditulis, atau hilang"
    if not _is_derived(store):
        return "Riwayat buku kerja TIDAK utuh: keadaan terakhir (tabel live) bukan yang tercatat"
    lost = _lost_reports(store)
    if lost:
        return f"Riwayat buku kerja TIDAK utuh: berkas laporan {', '.join(lost)} diubah atau hilang"
    return ""


def _is_derived(store: Store) -> bool:
    """Whether the rows as they were last seen are those that the entries give."""
    try:
        live = {place: json.loads(cells) for place, cells in store.live().items()}
        return live == {place: life.cells for place, life in store.memory().alive().items()}
    except NO_ENTRIES:
        return False


def _lost_reports(store: Store) -> list[str]:
    """The reports of closed months that are not kept as they were, with their recaps, by name."""
    closed = [
        each.file
        for each in store.closed()
        for digest in (each.sha256, each.recap)
        if digest and not store.content(digest)
    ]
    altered = [
        digest
        for digest, content in store.connection.execute("SELECT sha256, content FROM files")
        if sha256(content).hexdigest() != digest
    ]
    return closed or altered
