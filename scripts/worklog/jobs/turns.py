"""One command of this PC at a time writes into a log."""

from __future__ import annotations

from contextlib import AbstractContextManager

from worklog.config.config import Config

BEING_WRITTEN = (
    "Buku kerja sedang ditulis oleh perintah lain di PC ini. Tunggu beberapa menit, lalu jalankan lagi perintah ini."
)
LONGEST_WRITE = 180
"""Seconds to wait for another command that is writing."""


def writing_alone(config: Config) -> AbstractContextManager[None]:
    """No two of this PC's processes may read, decide which blocks to open, and write at the same time."""
    from worklog.adapters.state.instance_lock import WRITING, only_one

    return only_one(WRITING, config.log_identity, BEING_WRITTEN, LONGEST_WRITE)
