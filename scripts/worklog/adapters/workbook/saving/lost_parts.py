"""What a workbook holds that would be lost if openpyxl wrote it again: then it must never be rewritten.

Only what is known to survive or is carried over is let through; all else, also what nobody has thought of, is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from worklog.adapters.workbook.saving.carried_parts import carried_parts, is_carried, tabs_of_people, unreachable_parts
from worklog.adapters.workbook.saving.sheet_elements import SHEET_DATA

SURVIVING_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app|custom)\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(sharedStrings|styles|calcChain)\.xml|xl/theme/theme\d+\.xml|xl/worksheets/[^/]+\.xml"
    r"|xl/worksheets/_rels/[^/]+\.rels|xl/comments\d*\.xml|xl/comments/[^/]+\.xml|xl/drawings/[^/]+\.vml"
    r"|xl/tables/table\d*\.xml|xl/externalLinks/[^/]+\.xml|xl/externalLinks/_rels/[^/]+\.rels"
)
HARMLESS_PARTS = re.compile(
    r"xl/printerSettings/.*|docProps/thumbnail\..*|xl/persons/.*|\[trash\]/.*|.*/"
    r"|__MACOSX/.*|(.*/)?(\.DS_Store|Thumbs\.db|desktop\.ini)"
)
"""Parts that are lost without anybody missing them: `[trash]` is what Office leaves of parts that it replaced, the last
ones what a system leaves in folders that somebody unpacked and packed again.
"""

KINDS = {
    "xl/charts/": "grafik",
    "xl/chartsheets/": "lembar grafik",
    "xl/media/": "gambar",
    "xl/drawings/": "gambar atau bentuk",
    "xl/vbaProject": "makro",
    "xl/pivot": "tabel pivot",
    "xl/threadedComments/": "utas komentar",
    "xl/slicer": "pemotong (slicer)",
    "xl/timeline": "garis waktu",
    "xl/ctrlProps/": "tombol atau kontrol formulir",
    "xl/activeX/": "kontrol ActiveX",
    "xl/embeddings/": "objek sisipan",
    "xl/queryTables/": "kueri data",
    "xl/connections": "sambungan data",
    "xl/metadata": "rumus array dinamis",
    "xl/richData/": "gambar dalam sel",
    "customXml/": "data XML khusus",
    "_xmlsignatures/": "tanda tangan digital",
}

SURVIVING_ELEMENTS = frozenset(
    (
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
        "scenarios", "autoFilter", "sortState", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
        "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
        "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "tableParts",
    )
)  # fmt: skip
"""Elements of a sheet that survive, or that nobody misses; `drawing` is told by its part."""

ELEMENT_KINDS = {
    "extLst": "format bersyarat atau validasi jenis baru",
    "protectedRanges": "rentang dengan izin khusus",
    "legacyDrawingHF": "gambar di kepala atau kaki halaman",
    "picture": "gambar latar",
    "customSheetViews": "tampilan khusus",
    "dataConsolidate": "konsolidasi data",
    "controls": "tombol atau kontrol formulir",
    "oleObjects": "objek sisipan",
}

MOST_CELLS = 1_500_000
"""Above this, rewriting would take minutes and gigabytes; it happens when whole empty sheets were formatted."""

_CELLS = re.compile(rb"<(?:\w+:)?(?:c|row)[ />]")
_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_NOT_A_NOTE = re.compile(rb"ObjectType=\"(?!Note\")|<v:imagedata", re.IGNORECASE)


def lost_parts(archive: ZipFile) -> list[str]:
    """In Indonesian, what the workbook holds that rewriting would lose; empty when it may be rewritten."""
    found = [*_foreign_parts(archive), *_foreign_elements(archive)]
    return list(dict.fromkeys(found))


def _foreign_parts(archive: ZipFile) -> Iterator[str]:
    passed_by = carried_parts(archive) | unreachable_parts(archive, "customXml/")
    for name in archive.namelist():
        if name in passed_by:
            continue
        if SURVIVING_PARTS.fullmatch(name):
            if name.endswith(".vml") and _NOT_A_NOTE.search(archive.read(name)):
                yield "tombol, kontrol formulir, atau gambar"
        elif _DRAWING.fullmatch(name):
            # LibreOffice writes an empty drawing beside notes.
            if len(etree.fromstring(archive.read(name))):
                yield KINDS["xl/drawings/"]
        elif not HARMLESS_PARTS.fullmatch(name):
            yield next((kind for start, kind in KINDS.items() if name.startswith(start)), f"bagian {name}")


def _foreign_elements(archive: ZipFile) -> Iterator[str]:
    cells, of_people = 0, tabs_of_people(archive).values()
    for name in archive.namelist():
        if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            continue
        xml = archive.read(name)
        cells += sum(1 for _ in _CELLS.finditer(xml))
        for element in etree.fromstring(SHEET_DATA.sub(b"", xml, count=1)):
            tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if tag and tag not in SURVIVING_ELEMENTS and not (name in of_people and is_carried(element)):
                yield ELEMENT_KINDS.get(tag, f"bagian lembar {tag}")
    if cells > MOST_CELLS:
        yield "lebih dari sejuta sel kosong berformat (hapus baris kosong di bawah isian)"
