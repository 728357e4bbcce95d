"""Cells that name a style which is not there: other programs write such, Excel shows them plain, openpyxl stumbles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from worklog.adapters.files.parts import packed

_STYLED = re.compile(rb"""(<(?:\w+:)?(?:c|row|col)\b[^>]*?\s(?:s|style)=["'])(\d+)""")
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b")


def with_sound_styles(data: bytes) -> bytes:
    """A workbook in which cells, rows and columns of an unknown style have the plain one."""
    with ZipFile(BytesIO(data)) as archive:
        return packed(_plain_where_unknown(archive, _known_styles(archive)))


def _known_styles(archive: ZipFile) -> int:
    styles = archive.read("xl/styles.xml") if "xl/styles.xml" in archive.namelist() else b""
    formats = _FORMATS.search(styles)
    return len(_FORMAT.findall(formats[0])) if formats else 1


def _plain_where_unknown(archive: ZipFile, known: int) -> Iterator[tuple[str, bytes]]:
    for name in archive.namelist():
        content = archive.read(name)
        if name.startswith("xl/worksheets/"):
            content = _STYLED.sub(lambda style: style[0] if int(style[2]) < known else style[1] + b"0", content)
        yield name, content
