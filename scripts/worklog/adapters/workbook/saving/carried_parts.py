"""Parts of a workbook that openpyxl does not write, copied as they are from the old file into the new one.

What the workbook as a whole refers to (sensitivity label, XML of other programs, add-ins in the task pane, persons of
comments) and what tabs of people do (drawings with all that is in them, threads of comments, pictures behind cells and
in page heads). The cells that they point to stay where they are: rows are only added at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from posixpath import basename, dirname, join, normpath
from typing import Any
from zipfile import ZipFile

from lxml import etree

from worklog.adapters.files.archive import sheet_parts
from worklog.adapters.files.part_names import CONTENT_TYPES, WHOLE_RELS
from worklog.adapters.files.parts import packed
from worklog.adapters.workbook.saving.page_heads import HEAD, with_page_heads
from worklog.adapters.workbook.saving.sheet_elements import MAIN, SHEET_DATA, as_xml, with_element
from worklog.core.log.tabs import SCRIPT_TABS

_OF_THE_WHOLE = re.compile(r"docMetadata/.*|customXml/.*|customUI/.*|xl/(persons|webextensions)/.*")
_OF_TABS = re.compile(
    r"xl/(drawings|charts|media|diagrams|ink|threadedComments)/.*|xl/theme/themeOverride\d+\.xml|xl/customProperty\d+\.bin"
)
_SHEET_RELS = re.compile(r"xl/worksheets/_rels/[^/]+\.rels")
_THREAD, _DRAWING = "/threadedComment", "/drawing"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = f"{{{_RELATIONS}}}Relationship"
_ELEMENTS = ("protectedRanges", "customProperties", "drawing", "legacyDrawingHF", "picture")
_EXTENSIONS = (
    *("{05C60535-1F16-4fd2-B633-F4F36F0B64E0}", "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"),
    *("{64002731-A6B0-56B0-2670-7721B7C09600}", "http://schemas.microsoft.com/office/mac/excel/2008/main"),
)
"""Sparklines, dropdowns that look into another tab, and views of Excel for Mac, older and newer: they stand alone."""
_NEW_RULES, _SEQUEL = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}", "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"
"""Rules of the newer kind stand alone too, unless a rule of the older kind says that one of them is its sequel."""
_REVISION = re.compile(r"\{http://schemas\.microsoft\.com/office/spreadsheetml/\d+/revision\d*\}")
"""Marks that only a sheet may hold which tells older programs to pass them by."""


def carried_parts(archive: ZipFile) -> set[str]:
    """The names of all parts of a workbook that `carried_over` copies."""
    return set(_Carrier(archive, {}).carry())


def unreachable_parts(archive: ZipFile, folder: str) -> set[str]:
    """The parts of a folder to which no relation leads from outside: left behind, and seen by nobody."""
    unreached = {name for name in archive.namelist() if name.startswith(folder)}
    to_follow = [name for name in archive.namelist() if name.endswith(".rels") and name not in unreached]
    for rels in to_follow:  # which grows on the way
        for relation in etree.fromstring(archive.read(rels)).iter(_RELATION):
            target = _target(rels, relation)
            if target in unreached:
                unreached -= {target, _rels_of(target)}
                to_follow += [_rels_of(target)] * (_rels_of(target) in archive.namelist())
    return unreached


def carried_over(new: bytes, old: bytes) -> bytes:
    """The new workbook with what the old one has and openpyxl does not write; the same bytes when that is nothing."""
    with ZipFile(BytesIO(new)) as written, ZipFile(BytesIO(old)) as archive:
        before = {name: written.read(name) for name in written.namelist()}
        parts = dict(before)
        _Carrier(archive, parts, sheet_parts(written)).carry()
    return new if parts == before else packed(parts.items())


def without_drawings(data: bytes) -> bytes:
    """The workbook for openpyxl: without drawings, of which it reads some, refuses some, and writes none as it was."""
    changed = {}
    with ZipFile(BytesIO(data)) as archive:
        for rels in filter(_SHEET_RELS.fullmatch, archive.namelist()):
            tree = etree.fromstring(archive.read(rels))
            for relation in [each for each in tree.iter(_RELATION) if each.get("Type", "").endswith(_DRAWING)]:
                tree.remove(relation)
                changed[rels] = as_xml(tree)
        parts = {name: archive.read(name) for name in archive.namelist()} | changed
    return packed(parts.items()) if changed else data


def is_carried(element: Any) -> bool:
    """Whether a child of the sheet of a tab of people is copied, with the parts that it refers to.

    In no other dialect than the one that openpyxl writes.
    """
    if element.tag == f"{MAIN}extLst":
        alone = (*_EXTENSIONS, *((_NEW_RULES,) if not _has_sequels(element) else ()))
        return all(extension.get("uri") in alone for extension in element)
    return element.tag in [f"{MAIN}{name}" for name in _ELEMENTS]


def _has_sequels(element: Any) -> bool:
    return any(extension.get("uri") == _SEQUEL for extension in element.getroottree().iter(f"{MAIN}ext"))


def tabs_of_people(archive: ZipFile) -> dict[str, str]:
    """By name, the parts of the tabs that the program does not write whole."""
    owned = {tab.name.casefold() for tab in SCRIPT_TABS}
    return {name: part for name, part in sheet_parts(archive).items() if name.strip().casefold() not in owned}


class _Carrier:
    """Copies parts of `old` into `parts` (name → content), whose tabs are in the parts `tabs`."""

    def __init__(self, old: ZipFile, parts: dict[str, bytes], tabs: dict[str, str] | None = None) -> None:
        self.old, self.parts, self.tabs = old, parts, tabs
        self.there = set(old.namelist())
        self.copied: dict[str, str] = {}
        self.types = etree.fromstring(old.read(CONTENT_TYPES))

    def carry(self) -> dict[str, str]:
        """Copy all; the name of each copied part and of its relations in the old file → that in the new one."""
        for rels in WHOLE_RELS:
            for relation in self._relations(rels):
                target = _target(rels, relation)
                if target in self.there and _OF_THE_WHOLE.fullmatch(target):
                    self._relate(rels, relation, self._copy(target, _OF_THE_WHOLE))
        for name, part in tabs_of_people(self.old).items():
            if part in self.there and (self.tabs is None or name in self.tabs):
                self._carry_tab(part, part if self.tabs is None else self.tabs[name])
        return self.copied

    def _carry_tab(self, part: str, new_part: str) -> None:
        rels, new_rels = _rels_of(part), _rels_of(new_part)
        relations = {relation.get("Id"): relation for relation in self._relations(rels)}
        children = self._children(part)
        for head in children:
            if head.tag == HEAD and new_part in self.parts:
                self.parts[new_part] = with_page_heads(self.parts[new_part], head)
        for element in filter(is_carried, children):
            found = [(node, name) for node in element.iter() for name in node.attrib if name.startswith(_R)]
            for node, name in found:
                node.set(name, self._carry_relation(rels, new_rels, relations.get(node.get(name))))
            if new_part in self.parts and all(node.get(name) for node, name in found):
                self.parts[new_part] = with_element(self.parts[new_part], _without_revisions(element))
        for relation in relations.values():
            if relation.get("Type", "").endswith(_THREAD):
                self._carry_relation(rels, new_rels, relation)

    def _carry_relation(self, rels: str, new_rels: str, relation: Any | None) -> str:
        """Copy what a relation of a tab leads to; the new relation's id, "" when there is nothing to copy."""
        target = "" if relation is None else _target(rels, relation)
        if target not in self.there or not _OF_TABS.fullmatch(target):
            return ""
        return self._relate(new_rels, relation, self._copy(target, _OF_TABS))

    def _children(self, part: str) -> list[Any]:
        """The children of a sheet, but for its cells."""
        if not part.startswith("xl/worksheets/"):
            return []
        return list(etree.fromstring(SHEET_DATA.sub(b"", self.old.read(part), count=1)))

    def _relations(self, rels: str) -> Iterator[Any]:
        if rels in self.there:
            yield from etree.fromstring(self.old.read(rels)).iter(_RELATION)

    def _copy(self, part: str, allowed: re.Pattern[str]) -> str:
        """Copy a part and all that it refers to; its new name."""
        if part in self.copied:
            return self.copied[part]
        name = self._free_name(part)
        self.copied[part] = name
        self.parts[name] = self.old.read(part)
        self._declare(part, name)
        rels = _rels_of(part)
        if rels in self.there:
            self.copied[rels] = _rels_of(name)
            tree = etree.fromstring(self.old.read(rels))
            for relation in tree.iter(_RELATION):
                target = _target(rels, relation)
                if target in self.there and allowed.fullmatch(target):
                    relation.set("Target", f"/{self._copy(target, allowed)}")
            self.parts[_rels_of(name)] = as_xml(tree)
        return name

    def _free_name(self, part: str) -> str:
        if part not in self.parts:
            return part
        folder, file = dirname(part), basename(part)
        return next(name for number in count(1) if (name := f"{folder}/asli{number}-{file}") not in self.parts)

    def _relate(self, rels: str, relation: Any, target: str) -> str:
        """Add a relation like that one to a file of relations of the new workbook; its id."""
        tree = etree.fromstring(self.parts.get(rels) or f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        used = {other.get("Id") for other in tree}
        identity = next(name for number in count(1) if (name := f"asli{number}") not in used)
        etree.SubElement(tree, _RELATION, Id=identity, Type=relation.get("Type", ""), Target=f"/{target}")
        self.parts[rels] = as_xml(tree)
        return identity

    def _declare(self, part: str, name: str) -> None:
        """Tell the content type of a copied part."""
        kinds = {entry.get("PartName", "").lstrip("/"): entry.get("ContentType", "") for entry in self.types}
        endings = {entry.get("Extension", "").casefold(): entry.get("ContentType", "") for entry in self.types}
        kind = kinds.get(part) or endings.get(part.rpartition(".")[2].casefold())
        if kind and CONTENT_TYPES in self.parts:
            tree = etree.fromstring(self.parts[CONTENT_TYPES])
            override = etree.QName(etree.QName(tree).namespace, "Override")
            etree.SubElement(tree, override, PartName=f"/{name}", ContentType=kind)
            self.parts[CONTENT_TYPES] = as_xml(tree)


def _without_revisions(element: Any) -> Any:
    for node in element.iter():
        for name in [name for name in node.attrib if _REVISION.match(name)]:
            del node.attrib[name]
    return element


def _rels_of(part: str) -> str:
    return f"{dirname(part)}/_rels/{basename(part)}.rels".lstrip("/")


def _target(rels: str, relation: Any) -> str:
    """The part that a relation leads to; "" outside the workbook."""
    if relation.get("TargetMode") == "External":
        return ""
    return normpath(join("/", dirname(dirname(rels)), relation.get("Target", ""))).lstrip("/")
