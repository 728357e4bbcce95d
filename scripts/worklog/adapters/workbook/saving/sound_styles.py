"""Styles that are named and not there: other programs write such, Excel shows them plain, openpyxl stumbles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from worklog.adapters.files.parts import packed

_STYLES = "xl/styles.xml"
_STYLED = re.compile(rb"""(<(?:\w+:)?(?:c|row|col)\b[^>]*?\s(?:s|style)\s*=\s*["'])([^"']*)""")
_CHANGED_LOOK = re.compile(rb"""(\sdxfId\s*=\s*)["']([^"']*)["']""")
_KEPT_IN = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
"""Where that lies which a format names by its number."""


def with_sound_styles(data: bytes) -> bytes:
    """A workbook in which an unknown style, font, fill or border is the plain one, an unknown look of a rule none."""
    with ZipFile(BytesIO(data)) as archive:
        return packed(_plain_where_unknown(archive))


def _plain_where_unknown(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    styles = etree.fromstring(archive.read(_STYLES)) if _STYLES in archive.namelist() else None
    formats, changed_looks = max(_count(styles, "cellXfs"), 1), _count(styles, "dxfs")
    for name in archive.namelist():
        content = archive.read(name)
        if name == _STYLES:
            content = _with_known_parts(styles)
        elif name.startswith("xl/worksheets/"):
            content = _STYLED.sub(lambda told: told[0] if _is_known(told[2], formats) else told[1] + b"0", content)
            content = _CHANGED_LOOK.sub(lambda told: told[0] if _is_known(told[2], changed_looks) else b"", content)
        yield name, content


def _with_known_parts(styles: Any) -> bytes:
    for attribute, kept_in in _KEPT_IN.items():
        count = _count(styles, kept_in)
        for named in styles.xpath(f"//*[@{attribute}]"):
            if not _is_known(named.get(attribute).encode(), count):
                named.set(attribute, "0")
    return bytes(etree.tostring(styles))


def _count(styles: Any, name: str) -> int:
    found = None if styles is None else styles.find(f"{{*}}{name}")
    return 0 if found is None else len(found)


def _is_known(number: bytes, count: int) -> bool:
    return number.isdigit() and int(number) < count
