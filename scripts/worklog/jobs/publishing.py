"""How publishing went (`jobs.publisher`)."""

from __future__ import annotations

from typing import NamedTuple


class Publishing(NamedTuple):
    """How publishing went: sentences for people, whether something has to be mended before it can work, and whether the
    log itself shows now what was found.
    """

    notes: list[str]
    failed: bool = False
    is_current: bool = True


UNCHANGED = Publishing(["Tidak ada yang berubah sejak pemeriksaan terakhir; tab Hasil dan Ringkasan sudah sesuai."])
"""Nothing was written, since all of it stands in the log already."""
