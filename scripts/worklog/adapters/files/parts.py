"""The parts of a workbook put into one archive."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of parts (name, content): always the same bytes for the same parts, so that a change can be told."""
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, content in parts:
            info = ZipInfo(name)  # as old as archives can be, whatever the time is now
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return whole.getvalue()
