"""Styles and properties as other programs write them, at which Excel looks away and openpyxl stumbles.

Styles that are named and not there, fills of nothing, colours and days that are none, parts in two versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils.datetime import from_ISO8601

from worklog.adapters.files.parts import packed
from worklog.adapters.workbook.saving.sheet_elements import MAIN

_STYLES, _PROPERTIES = "xl/styles.xml", "docProps/core.xml"
_VERSIONS = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_COLOUR = re.compile("(?:[0-9A-Fa-f]{2}){3,4}")
_STYLED = re.compile(rb"""(<(?:\w+:)?(?:c|row|col)\b[^>]*?\s(?:s|style)\s*=\s*["'])([^"']*)""")
_CHANGED_LOOK = re.compile(rb"""(\sdxfId\s*=\s*)["']([^"']*)["']""")
_KEPT_IN = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
"""Where that lies which a format names by its number."""


def with_sound_styles(data: bytes) -> bytes:
    """A workbook in which an unknown style, font, fill or border is the plain one, an unknown look of a rule none.

    Colours that are none are the automatic one; days that are none are left out.
    """
    with ZipFile(BytesIO(data)) as archive:
        return packed(_plain_where_unknown(archive))


def _plain_where_unknown(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    styles = _styles(archive.read(_STYLES)) if _STYLES in archive.namelist() else None
    formats, changed_looks = max(_count(styles, "cellXfs"), 1), _count(styles, "dxfs")
    for name in archive.namelist():
        content = archive.read(name)
        if name == _STYLES:
            content = _with_known_parts(styles)
        elif name == _PROPERTIES:
            content = _with_known_days(content)
        elif name.startswith("xl/worksheets/"):
            content = _STYLED.sub(lambda told: told[0] if _is_known(told[2], formats) else told[1] + b"0", content)
            content = _CHANGED_LOOK.sub(lambda told: told[0] if _is_known(told[2], changed_looks) else b"", content)
        yield name, content


def _styles(content: bytes) -> Any:
    """The styles, each in the version that all programs know, and those of which openpyxl makes nothing filled in."""
    styles: Any = etree.fromstring(content)
    _take_older_versions(styles)
    for fill in styles.iterfind(f"{MAIN}fills/{MAIN}fill"):
        if not len(fill):
            etree.SubElement(fill, f"{MAIN}patternFill", patternType="none")
    for colour in styles.xpath("//*[@rgb]"):
        if not _COLOUR.fullmatch(colour.get("rgb")):
            of_palette = colour.tag == f"{MAIN}rgbColor"
            colour.attrib.pop("rgb")
            colour.set(*(("rgb", "00000000") if of_palette else ("indexed", "64")))  # 64 is the automatic one
    _name_all(styles)
    return styles


def _take_older_versions(styles: Any) -> None:
    for choice in list(styles.iter(f"{_VERSIONS}AlternateContent")):
        for child in choice.findall(f"{_VERSIONS}Fallback/*"):
            choice.addprevious(child)
        choice.getparent().remove(choice)


def _name_all(styles: Any) -> None:
    """Give each named style a name, and all of them a format to begin from."""
    for named in styles.iterfind(f"{MAIN}cellStyles/{MAIN}cellStyle"):
        if not named.get("name"):
            named.set("name", "Normal" if named.get("builtinId") == "0" else f"Gaya {named.get('xfId', '')}".strip())
    formats = styles.find(f"{MAIN}cellXfs")
    if formats is not None and not _count(styles, "cellStyleXfs"):
        for empty in styles.findall(f"{MAIN}cellStyleXfs"):
            styles.remove(empty)
        plain = etree.Element(f"{MAIN}cellStyleXfs")
        etree.SubElement(plain, f"{MAIN}xf")
        formats.addprevious(plain)


def _with_known_days(properties: bytes) -> bytes:
    root = etree.fromstring(properties)
    for element in [each for each in root if "W3CDTF" in "".join(each.attrib.values())]:
        try:
            from_ISO8601(element.text or "")  # type: ignore[no-untyped-call]
        except ValueError:
            root.remove(element)
    return bytes(etree.tostring(root))


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
