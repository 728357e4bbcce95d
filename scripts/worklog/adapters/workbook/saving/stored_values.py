"""Keeps the exact numbers, texts and calculated values of a workbook that openpyxl writes again.

openpyxl drops the value that a formula had, rounds dates, turns a number too large for its date format into an error,
and fixes the height of every row, so that rows no longer grow while somebody types. What stood in the original file is
put back into the written one, and the status formulas get the value just published, so that readers that do not
calculate (previews, phones, the next check) see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

from lxml import etree
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.datetime import to_excel

from worklog.adapters.files.archive import sheet_parts
from worklog.adapters.files.parts import packed
from worklog.adapters.workbook.saving.exact_texts import INLINE, delicate_strings, inline, is_delicate
from worklog.adapters.workbook.saving.sheet_elements import MAIN

_ROW, _CELL, _FORMULA, _VALUE = (f"{MAIN}{name}" for name in ("row", "c", "f", "v"))
_FIXED = "customHeight"


class Stored(NamedTuple):
    """A value as the file stores it: its type (None is a number) and its text; `calculated` when by a formula."""

    type: str | None
    text: str
    calculated: bool


@dataclass
class StoredTab:
    """What openpyxl does not keep of one tab: `values` by cell, the `fixed_rows` whose height a person set, and by cell
    the `texts` that openpyxl would write otherwise (see `exact_texts`).
    """

    values: dict[str, Stored] = field(default_factory=dict)
    fixed_rows: set[int] = field(default_factory=set)
    texts: dict[str, Any] = field(default_factory=dict)


def stored_tabs(archive: ZipFile) -> dict[str, StoredTab]:
    """By tab, the cells that hold a number, a calculated value or a delicate text, and the rows of fixed height."""
    strings = delicate_strings(archive)
    return {name: _stored_tab(archive, part, strings) for name, part in sheet_parts(archive).items()}


def calculated(value: object, epoch: datetime) -> Stored:
    """The stored form of a value that a formula shows."""
    if isinstance(value, datetime):
        return Stored(None, repr(float(to_excel(value, epoch))), True)  # type: ignore[no-untyped-call]
    if isinstance(value, int | float):
        return Stored(None, repr(value), True)
    return Stored("str", ILLEGAL_CHARACTERS_RE.sub("", str(value)), True)


def put_back(data: bytes, by_tab: Mapping[str, StoredTab]) -> bytes:
    """A workbook with stored values and row heights put in; a cell that holds something else is left alone."""
    with ZipFile(BytesIO(data)) as archive:
        return packed(_with_stored(archive, by_tab))


def _with_stored(archive: ZipFile, by_tab: Mapping[str, StoredTab]) -> Iterator[tuple[str, bytes]]:
    names = {part: name for name, part in sheet_parts(archive).items()}
    for part in archive.namelist():
        stored, content = by_tab.get(names.get(part, "")), archive.read(part)
        yield part, _patched(content, stored) if stored else content


def _stored_tab(archive: ZipFile, part: str, strings: Mapping[int, Any]) -> StoredTab:
    tab = StoredTab()
    with archive.open(part) as source:
        for _, element in etree.iterparse(source, tag=(_CELL, _ROW)):
            if element.tag == _ROW:
                if element.get(_FIXED) in ("1", "true"):
                    tab.fixed_rows.add(int(element.get("r", 0)))
            elif not (at := element.get("r")):
                pass  # where it stands is counted: whether it changes is left to the comparison of all cells
            elif (stored := _stored_cell(element)) is not None:
                tab.values[at] = stored
            elif (text := _delicate_text(element, strings)) is not None:
                tab.texts[at] = text
            element.clear()
    return tab


def _stored_cell(cell: Any) -> Stored | None:
    value, is_formula = cell.find(_VALUE), cell.find(_FORMULA) is not None
    kind = cell.get("t")
    if value is None or value.text is None or not (is_formula or kind in (None, "n", "d")):
        return None
    return Stored(None if kind == "n" else kind, value.text, is_formula)


def _delicate_text(cell: Any, strings: Mapping[int, Any]) -> Any | None:
    if cell.get("t") == "s":
        return strings.get(int(cell.findtext(_VALUE) or -1))
    text = cell.find(INLINE)
    return deepcopy(text) if text is not None and is_delicate(text) else None


def _patched(xml: bytes, tab: StoredTab) -> bytes:
    root = etree.fromstring(xml, etree.XMLParser(huge_tree=True))
    for row in root.iter(_ROW):
        if row.get(_FIXED) and int(row.get("r", 0)) not in tab.fixed_rows:
            del row.attrib[_FIXED]
        for cell in row:
            stored = tab.values.get(cell.get("r", ""))
            if stored is not None and stored.calculated == (cell.find(_FORMULA) is not None):
                _put(cell, stored)
            elif cell.get("r", "") in tab.texts:
                _put_text(cell, tab.texts[cell.get("r", "")])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _put_text(cell: Any, text: Any) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.append(inline(text))
    cell.set("t", "inlineStr")


def _put(cell: Any, stored: Stored) -> None:
    value = cell.find(_VALUE)
    if value is None:
        value = etree.SubElement(cell, _VALUE)
    value.text = stored.text
    if stored.type is None:
        cell.attrib.pop("t", None)
    else:
        cell.set("t", stored.type)
