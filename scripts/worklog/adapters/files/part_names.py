"""The parts of a workbook under the names by which they call each other.

Excel finds a part whatever the case and the slashes of its name, and by what it is; the readers here find only the very
name, some only the usual one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from posixpath import basename, dirname, join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

from worklog.adapters.files.archive import NO_SOUND_WORKBOOK
from worklog.adapters.files.parts import packed

CONTENT_TYPES = "[Content_Types].xml"
_PLAIN = {name.casefold(): name for name in (CONTENT_TYPES, "_rels/.rels")}
_USUAL = {"core-properties": "docProps/core.xml", "custom-properties": "docProps/custom.xml"}
_USUAL |= {"styles": "xl/styles.xml", "theme": "xl/theme/theme1.xml"}
"""By the kind of the relation, where openpyxl looks; programs that are made with .NET put them elsewhere."""
WHOLE_RELS = ("_rels/.rels", "xl/_rels/workbook.xml.rels")


def with_plain_names(data: bytes) -> bytes:
    """A workbook whose parts have the names that its relations call them by; the same bytes where they have them.

    What is no sound archive is given back as it is, for others to tell.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = [name for name in archive.namelist() if not name.endswith(("/", "\\"))]
            relations = {name: archive.read(name) for name in parts if name.casefold().endswith(".rels")}
            names = _plain_names(parts, relations)
            if all(name == plain for name, plain in names.items()) or len(set(names.values())) < len(names):
                return data
            return packed(_renamed(archive, names))
    except NO_SOUND_WORKBOOK:
        return data


def _renamed(archive: ZipFile, names: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    for name, plain in names.items():
        content = archive.read(name)
        yield plain, _types(content, names) if plain == CONTENT_TYPES else content


def _plain_names(parts: Sequence[str], relations: Mapping[str, bytes]) -> dict[str, str]:
    """The plain name of each part."""
    slashed = {name: name.replace("\\", "/").lstrip("/") for name in parts}
    called = dict(_PLAIN)
    for name, content in relations.items():
        folder, _, source = slashed[name].casefold().rpartition("_rels/")
        for relation in ElementTree.fromstring(content):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "").replace("\\", "/")
                base = dirname(called.get(f"{folder}{source.removesuffix('.rels')}", slashed[name][: len(folder)]))
                plain = normpath(join("/", base, target)).lstrip("/")
                usual = _USUAL.get(basename(relation.get("Type", "")), plain)
                called.setdefault(plain.casefold(), usual if slashed[name].casefold() in WHOLE_RELS else plain)
    return {name: _called(slash, called) for name, slash in slashed.items()}


def _called(name: str, called: Mapping[str, str]) -> str:
    folder, rels, source = name.casefold().rpartition("_rels/")
    if rels and source.endswith(".rels") and source != ".rels":
        part = called.get(f"{folder}{source.removesuffix('.rels')}", f"{folder}{source.removesuffix('.rels')}")
        return join(dirname(part), "_rels", f"{basename(part)}.rels")
    return called.get(name.casefold(), name)


def _types(content: bytes, names: Mapping[str, str]) -> bytes:
    """The list of the parts' types under their plain names."""
    by_case = {plain.casefold(): plain for plain in names.values()}
    root = ElementTree.fromstring(content)
    for element in root:
        part = element.get("PartName", "").replace("\\", "/").lstrip("/")
        if part:
            element.set("PartName", "/" + by_case.get(part.casefold(), part))
    ElementTree.register_namespace("", root.tag[1:].partition("}")[0])
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
