"""The namespace of sheets, and the children of a sheet, each in its place."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET_DATA = re.compile(rb"<(\w+:)?sheetData>.*</(\w+:)?sheetData>", re.DOTALL)
_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *(
        "phoneticPr",
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
    ),
    *("headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags"),
    *("drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
    *("tableParts", "extLst"),
)
"""The children of a sheet in the order that the standard asks for (ECMA-376, part 1, CT_Worksheet)."""


def with_element(sheet: bytes, element: Any) -> bytes:
    """The XML of a sheet with a child put in, instead of one of that name that is there."""
    root = etree.fromstring(sheet, etree.XMLParser(huge_tree=True))
    name = etree.QName(element).localname
    for other in root.findall(f"{MAIN}{name}"):
        root.remove(other)
    behind = _ORDER[_ORDER.index(name) :]
    at = next((place for place, child in enumerate(root) if etree.QName(child).localname in behind), len(root))
    root.insert(at, element)
    return as_xml(root)


def as_xml(tree: Any) -> bytes:
    """A part as Excel writes it."""
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
