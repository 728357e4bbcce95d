"""Merged cells of the staff tabs of a workbook."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from worklog.adapters.files.archive import corners, sheet_parts, start_tags
from worklog.core.log.merged import Merged, fill_merged, merged_sentences

HOW_TO_PART = "Beranda > Gabungkan & Ketengahkan"


def read_merged(content: bytes, grids: dict[str, Any]) -> list[str]:
    """Give each row of merged cells what their first cell holds; sentences on them. The grids are changed."""
    with ZipFile(BytesIO(content)) as archive:
        parts = sheet_parts(archive)
        merged = {
            name: [Merged(*corners(told.get("ref", ""))) for told in start_tags(archive.read(parts[name]), "mergeCell")]
            for name in grids
        }
    return merged_sentences(fill_merged(grids, merged), HOW_TO_PART)
