"""What people and their programs leave in a workbook, and what is in it after a check has written it."""

import re
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from commands import SOON, Office

pytest_plugins = ("command_offices",)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES, REGISTER = "[Content_Types].xml", "xl/worksheets/sheet1.xml"
TITLE = "<t>Jadwal layanan PPID</t>"
PRESERVED = ' xml:space="preserve"'
RUN = '<r><rPr><b/><sz val="11"/><rFont val="Calibri"/></rPr><t{}>{}</t></r>'
TWO_BOLD_WORDS = RUN.format("", "Dua") + RUN.format(PRESERVED, " ") + RUN.format("", "kata")

Parts = dict[str, bytes]


def parts_of(office: Office) -> Parts:
    with ZipFile(office.workbook) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def change(office: Office, by: Callable[[Parts], None]) -> None:
    """Change the parts of the workbook as another program would."""
    parts = parts_of(office)
    by(parts)
    with ZipFile(office.workbook, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def check_writes(office: Office) -> Parts:
    """Check, and give the parts of the workbook that was written; blocks tell that it was."""
    told = office.check()
    assert office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5], told.out
    load_workbook(office.workbook)
    return parts_of(office)


def share(parts: Parts, string: str) -> None:
    """Put the title where Excel keeps texts: among the shared strings."""
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si>{string}</si></sst>'.encode()
    sheet = parts[REGISTER].decode()
    parts[REGISTER] = sheet.replace(f't="inlineStr"><is>{TITLE}</is>', 't="s"><v>0</v>').encode()
    add_relation(parts, "xl/_rels/workbook.xml.rels", "sharedStrings", "sharedStrings.xml")
    declare(
        parts, "/xl/sharedStrings.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    )


def add_relation(parts: Parts, rels: str, kind: str, target: str) -> str:
    """Relate a part, in the words that Excel uses; the id of the relation."""
    found = parts.get(rels, f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()).decode()
    identity = f"rIdKantor{found.count('<Relationship ')}"
    kind = kind if "/" in kind else f"{OFFICE}/{kind}"
    new = f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"/>'
    parts[rels] = found.replace("</Relationships>", f"{new}</Relationships>").encode()
    return identity


def declare(parts: Parts, part: str, kind: str) -> None:
    new = f'<Override PartName="{part}" ContentType="{kind}"/></Types>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", new.encode())


# Texts


@pytest.mark.parametrize("place", ["shared", "inline"])
@pytest.mark.parametrize(
    "string",
    [
        TWO_BOLD_WORDS,
        "<t>berakhir spasi </t>",
        f"<t{PRESERVED}> di kedua ujung </t>",
        "<t>nomor _x005F_x0041_</t>",
        '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>',
    ],
)
def test_a_title_reads_the_same_however_another_program_wrote_it(office: Office, string: str, place: str) -> None:
    if place == "inline":
        office.type_raw(TITLE, string)
    else:
        change(office, lambda parts: share(parts, string))
    before = office.cells("Daftar Konten", "Judul")[0]
    assert before != "Jadwal layanan PPID"
    check_writes(office)
    assert office.cells("Daftar Konten", "Judul")[0] == before


def test_rich_text_stands_in_the_file_as_it_stood(office: Office) -> None:
    office.type_raw(TITLE, TWO_BOLD_WORDS)
    check_writes(office)
    assert TWO_BOLD_WORDS in check_writes(office)[REGISTER].decode()


def test_a_text_that_the_program_replaces_is_not_put_back(office: Office) -> None:
    """Somebody made two words of tab Ringkasan, the program's own, bold."""
    office.check(now=SOON)

    def make_bold(parts: Parts) -> None:
        for name, content in parts.items():
            parts[name] = re.sub(rb"<t>(Pemeriksaan terakhir[^<]*)</t>", TWO_BOLD_WORDS.encode(), content)

    change(office, make_bold)
    assert any(b">Dua<" in content for content in parts_of(office).values())
    assert not any(b">Dua<" in content for content in check_writes(office).values())
