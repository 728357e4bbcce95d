"""Whether what is remembered of the log is whole."""

from __future__ import annotations

from worklog.adapters.history.chain import first_break
from worklog.adapters.history.history_file import HISTORY_FILE, copies, history_to_read, is_sound
from worklog.config.config import Config
from worklog.core.indonesian import moment_text, number_text
from worklog.core.signs import Sign, fine, wrong


def history_sign(config: Config) -> Sign:
    """The history: SQLite's own check of the whole file, the chain of its entries, and the copies."""
    file = config.history_folder / HISTORY_FILE
    with history_to_read(file) as store:
        if store is None:
            return fine("Belum ada riwayat buku kerja; dicatat sejak pemeriksaan pertama.")
        kept = copies(file.parent / "cadangan")
        advice = (
            f"Simpan berkas itu di tempat lain, lalu salin {kept[-1].name if kept else 'cadangannya'} ke tempatnya."
        )
        if not is_sound(store):
            return wrong(f"Berkas riwayat buku kerja rusak: {file}", advice)
        broken, (number, _), since = first_break(store.connection), store.head(), store.since()
    if broken is not None:
        return wrong(f"Riwayat buku kerja TIDAK utuh: catatan nomor {broken} diubah atau hilang.\n{file}", advice)
    size = number_text(file.stat().st_size / 1e6, 1)
    return fine(
        f"Riwayat buku kerja utuh sejak {moment_text(since)} ({number_text(number)} catatan, {size} MB), "
        f"{len(kept)} cadangan: {file}"
    )
