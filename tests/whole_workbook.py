"""Whether a workbook that was written anew still holds all that was in the old one, as other readers see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook, SheetTypeEnum

from worklog.adapters.files.archive import NO_SOUND_WORKBOOK, sheet_parts
from worklog.adapters.files.error_values import with_known_errors
from worklog.adapters.workbook.saving.opening import open_workbook, read_whole
from worklog.core.log.tabs import SCRIPT_TABS

WRITTEN_ANEW = ("printerSettings", "comments", "vmlDrawing", "table", "hyperlink", "pivotTable")
"""Relations of a tab whose parts openpyxl writes in its own words; what they say is compared where it matters."""


def losses(before: Path, after: Path) -> list[str]:
    """What is not in the new workbook as it was in the old one, in the tabs that the program does not own."""
    old, new = read_whole(before), after.read_bytes()
    try:
        return [*_lost_parts(old, new), *_lost_values(old, new), *_lost_facts(open_workbook(before, old).book, new)]
    except NO_SOUND_WORKBOOK as error:
        return [f"cannot be opened: {error!r}"]


def _foreign(names: Mapping[str, Any]) -> dict[str, Any]:
    owned = {tab.name.casefold() for tab in SCRIPT_TABS}
    return {name: value for name, value in names.items() if name.strip().casefold() not in owned}


def _lost_values(old: bytes, new: bytes) -> Iterator[str]:
    """Cells that show something else."""
    before, after = _shown(old), _shown(new)
    for name, cells in _foreign(before).items():
        now = after.get(name, {})
        yield from (f"{name}: cell {at}" for at, value in cells.items() if now.get(at) != value)


def _shown(data: bytes) -> dict[str, dict[tuple[int, int], object]]:
    """Tab → (row, column) → what it shows, blank cells left out."""
    book = CalamineWorkbook.from_filelike(BytesIO(with_known_errors(data)))
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return {
        name: {
            (row, column): value
            for row, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1)
            for column, value in enumerate(cells, 1)
            if value != ""
        }
        for name in names
    }


def _lost_facts(before: Any, new: bytes) -> Iterator[str]:
    """Formulas, notes, links, merged cells, rules, tables and names that are no longer the same."""
    after = load_workbook(BytesIO(new), rich_text=True)
    for name, sheet in _foreign({sheet.title: sheet for sheet in before.worksheets}).items():
        if name not in after.sheetnames:
            yield f"tab {name}"
            continue
        now = _facts(after[name])
        for kind, facts in _facts(sheet).items():
            yield from (f"{name}: {kind} {fact}" for fact in facts - now[kind])
    yield from (f"name {name}" for name in before.defined_names if name not in after.defined_names)


def _facts(sheet: Any) -> dict[str, set[Any]]:
    cells = list(sheet._cells.values())
    return {
        "formula": {(cell.coordinate, _formula(cell.value)) for cell in cells if cell.data_type == "f"},
        "note": {(cell.coordinate, cell.comment.text) for cell in cells if getattr(cell, "comment", None)},
        "link": {(cell.coordinate, cell.hyperlink.target, cell.hyperlink.location) for cell in cells if cell.hyperlink},
        "merged": {str(area) for area in sheet.merged_cells.ranges},
        "dropdown": {(str(rule.sqref), rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation},
        "colours": {(str(area.sqref), len(area.rules)) for area in sheet.conditional_formatting},
        "table": {(table.name, table.ref) for table in sheet.tables.values()},
        "state": {sheet.sheet_state},
    }


def _formula(value: Any) -> str:
    return str(getattr(value, "text", None) or getattr(value, "ref", None) or value)


def _lost_parts(old: bytes, new: bytes) -> Iterator[str]:
    """Drawings, pictures, charts, threads and the like, byte for byte, that a tab no longer leads to."""
    with ZipFile(BytesIO(old)) as before, ZipFile(BytesIO(new)) as after:
        tabs = sheet_parts(after)
        for name, part in _foreign(sheet_parts(before)).items():
            lost = _behind(before, part, set()) - _behind(after, tabs.get(name, ""), set())
            yield from (f"{name}: {kind}" for kind, _ in lost)


def _behind(archive: ZipFile, part: str, seen: set[str]) -> Counter[tuple[str, str]]:
    """Kind and digest of all parts that a part leads to, by whatever way."""
    found: Counter[tuple[str, str]] = Counter()
    for kind, target in _relations(archive, part):
        if target not in seen:
            seen.add(target)
            found[kind, sha256(archive.read(target)).hexdigest()] += 1
            found += _behind(archive, target, seen)
    return found


def _relations(archive: ZipFile, part: str) -> Iterator[tuple[str, str]]:
    names, rels = set(archive.namelist()), f"{dirname(part)}/_rels/{basename(part)}.rels"
    for relation in ElementTree.fromstring(archive.read(rels)) if rels in names else ():
        kind = basename(relation.get("Type", ""))
        target = normpath(join("/", dirname(part), relation.get("Target", ""))).lstrip("/")
        if target in names and relation.get("TargetMode") != "External" and kind not in WRITTEN_ANEW:
            yield kind, target
