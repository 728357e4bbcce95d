"""The heads and feet of printed pages, as people set them.

openpyxl takes them apart: all of a corner gets one font, size and colour, and text that stands in no corner is lost.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from openpyxl.worksheet.header_footer import HeaderFooter

from worklog.adapters.workbook.saving.sheet_elements import MAIN, with_element

HEAD = f"{MAIN}headerFooter"
_PLACES = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def with_page_heads(sheet: bytes, original: Any) -> bytes:
    """The XML of a sheet with the page heads of `original` where openpyxl has only written what it made of them."""
    read = HeaderFooter.from_tree(original)
    was, understood = _texts(original), _texts(read.to_tree() if read else None)
    if was == understood:
        return sheet
    written = etree.fromstring(sheet, etree.XMLParser(huge_tree=True)).find(HEAD)
    now = _texts(written)
    now |= {place: text for place, text in was.items() if now.get(place) == understood.get(place)}
    heads = etree.Element(HEAD, (original if written is None else written).attrib)
    for place in filter(now.get, _PLACES):
        etree.SubElement(heads, f"{MAIN}{place}").text = now[place]
    return with_element(sheet, heads)


def _texts(heads: Any | None) -> dict[str, str]:
    """By place, the text of each head."""
    heads = () if heads is None else heads
    return {etree.QName(child.tag).localname: child.text for child in heads if child.text}
