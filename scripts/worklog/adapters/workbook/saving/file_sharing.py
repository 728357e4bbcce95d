"""The password to modify a workbook and the advice to open it read-only, which openpyxl drops."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from worklog.adapters.files.parts import packed

_SHARING = re.compile(rb"<(?:\w+:)?fileSharing\s([^>]*?)\s*/?>")
_FIRST_OF_BOOK = re.compile(rb"<workbookPr\b")
"""What openpyxl writes first into the part of the workbook; the advice stands before it."""


def with_sharing(content: bytes, data: bytes) -> bytes:
    """A workbook with the password and the advice of another one; the same bytes when that one has none."""
    found = _sharing(data)
    if not found:
        return content
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = _FIRST_OF_BOOK.sub(lambda first: found + first[0], book, count=1)
    return packed(parts.items())


def _sharing(data: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        element = _SHARING.search(archive.read("xl/workbook.xml"))
    return b"<fileSharing " + element[1] + b"/>" if element else b""
