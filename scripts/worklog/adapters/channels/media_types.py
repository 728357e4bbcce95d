"""What kind of file is sent, by the name that mail programs know it by."""

from __future__ import annotations

import mimetypes
from pathlib import Path

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def media_type(file: Path) -> str:
    """The media type of a file, such as `application/pdf`."""
    return _WORKBOOK if file.suffix == ".xlsx" else mimetypes.guess_type(file.name)[0] or "application/octet-stream"
