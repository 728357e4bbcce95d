"""Cells that name a style which is not there: other programs write such, Excel shows them plain, openpyxl stumbles."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_STYLED = re.compile(rb"""(<(?:\w+:)?(?:c|row|col)\b[^>]*?\s(?:s|style)=["'])(\d+)""")
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b")


def with_sound_styles(data: bytes) -> bytes:
    """A workbook in which cells, rows and columns of an unknown style have the plain one."""
    written = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(written, "w", ZIP_DEFLATED) as target:
        styles = archive.read("xl/styles.xml") if "xl/styles.xml" in archive.namelist() else b""
        formats = _FORMATS.search(styles)
        known = len(_FORMAT.findall(formats[0])) if formats else 1
        for info in archive.infolist():
            content = archive.read(info)
            if info.filename.startswith("xl/worksheets/"):
                content = _STYLED.sub(lambda style: style[0] if int(style[2]) < known else style[1] + b"0", content)
            target.writestr(info.filename, content)
    return written.getvalue()
