"""Whether what is remembered of the log is whole."""

from __future__ import annotations

from worklog.adapters.history.history_file import HISTORY_FILE, copies, history_to_read
from worklog.adapters.history.soundness import what_is_wrong
from worklog.config.config import Config
from worklog.core.indonesian import moment_text, number_text
from worklog.core.signs import Sign, fine, wrong


def history_sign(config: Config) -> Sign:
    """The history: whether all of it is as it was written, its size, and the copies."""
    file = config.history_folder / HISTORY_FILE
    with history_to_read(file) as store:
        if store is None:
            return fine("Belum ada riwayat buku kerja; dicatat sejak pemeriksaan pertama.")
        kept = copies(file.parent / "cadangan")
        advice = (
            f"Simpan berkas itu di tempat lain, lalu salin {kept[-1].name if kept else 'cadangannya'} ke tempatnya."
        )
        fault = what_is_wrong(store)
        if fault:
            return wrong(f"{fault}.\n{file}", advice)
        (number, _), since = store.head(), store.since()
    size = number_text(file.stat().st_size / 1e6, 1)
    return fine(
        f"Riwayat buku kerja utuh sejak {moment_text(since)} ({number_text(number)} catatan, {size} MB), "
        f"{len(kept)} cadangan: {file}"
    )
