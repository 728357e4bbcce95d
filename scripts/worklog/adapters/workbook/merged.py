"""The merged cells of a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from zipfile import ZipFile

from worklog.adapters.files.archive import sheet_parts
from worklog.adapters.files.sheet_xml import corners, start_tags
from worklog.core.log.merged import Merged


def merged_cells(archive: ZipFile, tabs: Iterable[str]) -> dict[str, list[Merged]]:
    """Those of each of these tabs."""
    parts = sheet_parts(archive)
    return {
        name: [Merged(*corners(told.get("ref", ""))) for told in start_tags(archive.read(parts[name]), "mergeCell")]
        for name in tabs
    }
