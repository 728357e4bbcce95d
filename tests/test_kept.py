"""What people and their programs leave in a workbook, and what is in it after a check has written it."""

import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from archive_parts import changed_parts, parts_of, put_before
from commands import SOON, Office
from selection import first_ones

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


def change(office: Office, by: Callable[[Parts], None]) -> None:
    """Change the parts of the workbook as another program would."""
    with changed_parts(office.workbook) as parts:
        by(parts)


def check_writes(office: Office, openable: bool = True) -> Parts:
    """Check, and give the parts of the workbook that was written; blocks tell that it was."""
    told = office.check()
    assert office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5], told.out
    if openable:
        load_workbook(office.workbook)
    return parts_of(office.workbook)


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
    first_ones(
        [
            TWO_BOLD_WORDS,
            "<t>berakhir spasi </t>",
            f"<t{PRESERVED}> di kedua ujung </t>",
            "<t>nomor _x005F_x0041_</t>",
            '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>',
        ]
    ),
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


@pytest.mark.slow
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
    assert any(b">Dua<" in content for content in parts_of(office.workbook).values())
    assert not any(b">Dua<" in content for content in check_writes(office).values())


@pytest.mark.parametrize("error", first_ones(["#SPILL!", "#ERROR!"]))
def test_an_error_value_that_only_some_programs_know_stays_and_is_no_reason_not_to_write(
    office: Office, error: str
) -> None:
    office.type_raw('t="inlineStr"><is><t>Selamat pagi, #TemanPemilih</t></is>', f't="e"><v>{error}</v>')
    parts = check_writes(office)
    assert f't="e"><v>{error}</v>'.encode() in parts[REGISTER]


# Parts

LABEL = b'<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{1}"/></clbl:labelList>'
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>
<xdr:from><xdr:col>20</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>
<xdr:to><xdr:col>21</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>
<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Foto"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{image}"/><a:srcRect l="25000"/>
<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom></xdr:spPr>
</xdr:pic><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"""
"""A picture that was cropped to an ellipse, which openpyxl would forget."""
KIND = "application/vnd.openxmlformats-officedocument.drawing+xml"
THREADS = b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
PERSONS = b'<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
PROPERTIES = (
    b'<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    b' ds:itemID="{4D0A5B6C-0000-4000-8000-000000000001}"/>'
)
MICROSOFT = "http://schemas.microsoft.com/office"
NEW_RULES, SEQUEL = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}", "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"


def draw(parts: Parts, sheet: str, drawing: str) -> None:
    """Put the element into a sheet that leads to its drawing."""
    element = f'<drawing xmlns:r="{OFFICE}" r:id="{drawing}"/>'.encode()
    before = b"<legacyDrawing" if b"<legacyDrawing" in parts[sheet] else b"</worksheet>"
    parts[sheet] = parts[sheet].replace(before, element + before, 1)


def picture(parts: Parts, sheet: str = REGISTER) -> None:
    rels = sheet.replace("worksheets/", "worksheets/_rels/") + ".rels"
    drawing = add_relation(parts, rels, "drawing", "../drawings/drawing1.xml")
    image = add_relation(parts, "xl/drawings/_rels/drawing1.xml.rels", "image", "../media/image1.png")
    parts["xl/drawings/drawing1.xml"] = DRAWING.format(image=image).encode()
    parts["xl/media/image1.png"] = PIXEL
    declare(parts, "/xl/drawings/drawing1.xml", KIND)
    parts[TYPES] = parts[TYPES].replace(b"<Override", b'<Default Extension="png" ContentType="image/png"/><Override', 1)
    draw(parts, sheet, drawing)


def related(parts: Parts, rels: str, kind: str) -> list[str]:
    """The parts that relations of a kind lead to."""
    found = re.findall(r"<Relationship [^>]*>", parts.get(rels, b"").decode())
    return [re.search(r'Target="/?([^"]+)"', each)[1] for each in found if f'{kind}"' in each]  # type: ignore[index]


@pytest.mark.slow
def test_a_sensitivity_label_stays(office: Office) -> None:
    def label(parts: Parts) -> None:
        parts["docMetadata/LabelInfo.xml"] = LABEL
        kind = f"{MICROSOFT}/2020/02/relationships/classificationlabels"
        add_relation(parts, "_rels/.rels", kind, "docMetadata/LabelInfo.xml")
        declare(parts, "/docMetadata/LabelInfo.xml", "application/vnd.ms-office.classificationlabels+xml")

    change(office, label)
    for _ in range(2):
        parts = check_writes(office)
        assert parts["docMetadata/LabelInfo.xml"] == LABEL
        assert related(parts, "_rels/.rels", "classificationlabels") == ["docMetadata/LabelInfo.xml"]
        assert parts[TYPES].count(b"classificationlabels+xml") == 1


@pytest.mark.slow
def test_the_xml_of_a_document_library_stays(office: Office) -> None:
    def library(parts: Parts) -> None:
        parts["customXml/item1.xml"], parts["customXml/itemProps1.xml"] = b"<data>kantor</data>", PROPERTIES
        add_relation(parts, "xl/_rels/workbook.xml.rels", "customXml", "../customXml/item1.xml")
        add_relation(parts, "customXml/_rels/item1.xml.rels", "customXmlProps", "itemProps1.xml")
        declare(
            parts, "/customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
        )

    change(office, library)
    parts = check_writes(office)
    assert (parts["customXml/item1.xml"], parts["customXml/itemProps1.xml"]) == (b"<data>kantor</data>", PROPERTIES)
    assert related(parts, "xl/_rels/workbook.xml.rels", "customXml") == ["customXml/item1.xml"]
    assert related(parts, "customXml/_rels/item1.xml.rels", "customXmlProps") == ["customXml/itemProps1.xml"]
    assert b"customXmlProperties+xml" in parts[TYPES]


@pytest.mark.slow
def test_the_pane_of_an_add_in_stays(office: Office) -> None:
    pane, add_in = b"<wetp:taskpanes xmlns:wetp='wetp'/>", b"<we:webextension xmlns:we='we'/>"

    def add_pane(parts: Parts) -> None:
        parts["xl/webextensions/taskpanes.xml"], parts["xl/webextensions/webextension1.xml"] = pane, add_in
        add_relation(parts, "_rels/.rels", "webextensiontaskpanes", "xl/webextensions/taskpanes.xml")
        add_relation(parts, "xl/webextensions/_rels/taskpanes.xml.rels", "webextension", "webextension1.xml")

    change(office, add_pane)
    parts = check_writes(office)
    assert related(parts, "_rels/.rels", "webextensiontaskpanes") == ["xl/webextensions/taskpanes.xml"]
    assert (parts["xl/webextensions/taskpanes.xml"], parts["xl/webextensions/webextension1.xml"]) == (pane, add_in)


def test_what_office_left_of_replaced_parts_is_no_reason_not_to_write(office: Office) -> None:
    change(office, lambda parts: parts.update({"[trash]/0000.dat": b"\0" * 9}))
    check_writes(office)


@pytest.mark.parametrize("part", first_ones(["xl/.DS_Store", "__MACOSX/._xl", "desktop.ini", "xl/media/Thumbs.db"]))
def test_what_a_system_left_in_a_folder_that_was_packed_is_no_reason_not_to_write(office: Office, part: str) -> None:
    change(office, lambda parts: parts.update({part: b"x"}))
    check_writes(office)


@pytest.mark.slow
def test_a_cropped_picture_stays_as_it_is(office: Office) -> None:
    change(office, picture)
    for _ in range(2):
        parts = check_writes(office)
        (drawing,) = related(parts, "xl/worksheets/_rels/sheet1.xml.rels", "/drawing")
        assert b'prst="ellipse"' in parts[drawing]
        (image,) = related(parts, drawing.replace("drawings/", "drawings/_rels/") + ".rels", "/image")
        assert parts[image] == PIXEL
        assert parts[REGISTER].count(b"<drawing ") == 1
        assert len([name for name in parts if "media/" in name]) == 1
    (shown,) = load_workbook(office.workbook)["Daftar Konten"]._images  # type: ignore[attr-defined]
    assert (shown.width, shown.height) == (1, 1)


@pytest.mark.slow
def test_pictures_of_two_tabs_do_not_take_each_others_place(office: Office) -> None:
    def two(parts: Parts) -> None:
        picture(parts)
        second = "xl/worksheets/_rels/sheet2.xml.rels"
        drawing = add_relation(parts, second, "drawing", "../drawings/drawing2.xml")
        chart = add_relation(parts, "xl/drawings/_rels/drawing2.xml.rels", "image", "/xl/media/image1.png")
        parts["xl/drawings/drawing2.xml"] = DRAWING.format(image=chart).replace("Foto", "Logo").encode()
        declare(parts, "/xl/drawings/drawing2.xml", KIND)
        draw(parts, "xl/worksheets/sheet2.xml", drawing)

    change(office, two)
    parts = check_writes(office)
    for sheet, name in ((1, b"Foto"), (2, b"Logo")):
        (drawing,) = related(parts, f"xl/worksheets/_rels/sheet{sheet}.xml.rels", "/drawing")
        assert name in parts[drawing]


def test_threads_of_comments_and_their_persons_stay(office: Office) -> None:
    def thread(parts: Parts) -> None:
        parts["xl/threadedComments/threadedComment1.xml"], parts["xl/persons/person.xml"] = THREADS, PERSONS
        rels = "xl/worksheets/_rels/sheet1.xml.rels"
        kind = f"{MICROSOFT}/2017/10/relationships"
        add_relation(parts, rels, f"{kind}/threadedComment", "../threadedComments/threadedComment1.xml")
        add_relation(parts, "xl/_rels/workbook.xml.rels", f"{kind}/person", "persons/person.xml")
        declare(parts, "/xl/threadedComments/threadedComment1.xml", "application/vnd.ms-excel.threadedcomments+xml")
        declare(parts, "/xl/persons/person.xml", "application/vnd.ms-excel.person+xml")

    change(office, thread)
    parts = check_writes(office)
    (threads,) = related(parts, "xl/worksheets/_rels/sheet1.xml.rels", "/threadedComment")
    (persons,) = related(parts, "xl/_rels/workbook.xml.rels", "/person")
    assert (parts[threads], parts[persons]) == (THREADS, PERSONS)
    assert parts[TYPES].count(b"ms-excel.person+xml") == 1


@pytest.mark.slow
def test_ranges_that_only_some_may_change_stay(office: Office) -> None:
    element = b'<protectedRanges><protectedRange sqref="A7:A9" name="Kasubag"/></protectedRanges>'
    change(
        office,
        lambda parts: parts.update({REGISTER: parts[REGISTER].replace(b"</sheetData>", b"</sheetData>" + element)}),
    )
    assert b"</sheetData>" + element in check_writes(office)[REGISTER]


LETTERHEAD = '&amp;C&amp;"Arial,Bold"&amp;14KPU&amp;"Arial,Regular"&amp;10 Kabupaten Pekalongan'


def set_head(office: Office, head: str) -> bytes:
    """Give printed pages of the register a head; as it stands in the file."""
    element = f"<oddHeader>{head}</oddHeader>"

    def put(parts: Parts) -> None:
        at = b"</worksheet>"
        parts[REGISTER] = parts[REGISTER].replace(at, f"<headerFooter>{element}</headerFooter>".encode() + at)

    change(office, put)
    return element.encode()


@pytest.mark.parametrize("head", first_ones([LETTERHEAD, "di luar sudut"]), ids=["two fonts", "in no corner"])
@pytest.mark.slow
def test_a_page_head_that_openpyxl_would_simplify_stays_as_people_set_it(office: Office, head: str) -> None:
    element = set_head(office, head)
    for _ in range(2):
        assert check_writes(office)[REGISTER].count(element) == 1


def test_a_page_head_stays_beside_the_page_foot_that_setup_adds(office: Office) -> None:
    element = set_head(office, LETTERHEAD)
    assert office.run("setup_worklog").code == 0
    sheet = parts_of(office.workbook)[REGISTER]
    assert element in sheet
    assert b"Halaman &amp;P dari &amp;N" in sheet


@pytest.mark.slow
def test_a_picture_on_a_tab_that_the_program_writes_anew_is_no_more_lost_than_before(office: Office) -> None:
    office.check(now=SOON)
    names = load_workbook(office.workbook).sheetnames
    change(office, lambda parts: picture(parts, f"xl/worksheets/sheet{names.index('Ringkasan') + 1}.xml"))
    before = office.workbook.read_bytes()
    assert "Buku Kerja.xlsx memuat gambar" in office.check().out
    assert office.workbook.read_bytes() == before


@pytest.mark.slow
def test_a_drawing_that_leads_nowhere_is_left_out(office: Office) -> None:
    change(office, lambda parts: draw(parts, REGISTER, "rIdHilang"))
    assert b"<drawing " not in check_writes(office)[REGISTER]


def test_a_chart_that_openpyxl_cannot_read_stays_as_it_is(office: Office) -> None:
    chart = b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:belumDikenal/></c:chartSpace>'
    frame = (
        '<xdr:graphicFrame xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" macro="">'
        '<xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Grafik"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart '
        f'xmlns:r="{OFFICE}" r:id="{{chart}}"/></a:graphicData></a:graphic></xdr:graphicFrame>'
    )

    def put_chart(parts: Parts) -> None:
        picture(parts)
        identity = add_relation(parts, "xl/drawings/_rels/drawing1.xml.rels", "chart", "../charts/chart1.xml")
        pic = re.compile(rb"<xdr:pic>.*</xdr:pic>", re.DOTALL)
        parts["xl/drawings/drawing1.xml"] = pic.sub(
            frame.format(chart=identity).encode(), parts["xl/drawings/drawing1.xml"]
        )
        parts["xl/charts/chart1.xml"] = chart
        declare(parts, "/xl/charts/chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")

    change(office, put_chart)
    assert chart in check_writes(office).values()


@pytest.mark.slow
def test_a_picture_in_another_dialect_of_the_file_is_not_risked(office: Office) -> None:
    def strict(parts: Parts) -> None:
        picture(parts)
        parts[REGISTER] = parts[REGISTER].replace(
            b"<drawing ", b'<drawing xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" '
        )

    change(office, strict)
    before = office.workbook.read_bytes()
    assert "Buku Kerja.xlsx memuat gambar" in office.check().out
    assert office.workbook.read_bytes() == before


SPARKLINES = """<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
 uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups
 xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup displayEmptyCellsAs="gap"
 xmlns:xr2="http://schemas.microsoft.com/office/spreadsheetml/2015/revision2" xr2:uid="{1}"><x14:sparklines><x14:sparkline>
<xm:f>A7:A9</xm:f><xm:sqref>T7</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext>
</extLst>"""


def test_sparklines_stay_without_marks_that_old_excels_do_not_know(office: Office) -> None:
    change(
        office,
        lambda parts: parts.update(
            {REGISTER: parts[REGISTER].replace(b"</worksheet>", SPARKLINES.encode() + b"</worksheet>")}
        ),
    )
    for _ in range(2):
        sheet = check_writes(office)[REGISTER]
        assert sheet.count(b"<xm:f>A7:A9</xm:f><xm:sqref>T7</xm:sqref>") == 1
        assert b"xr2:uid" not in sheet


NEW_KINDS = {
    "a dropdown that looks into another tab": (
        "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}",
        '<x14:dataValidations count="1"><x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Petugas!$A$6:$A$9'
        "</xm:f></x14:formula1><xm:sqref>X7:X99</xm:sqref></x14:dataValidation></x14:dataValidations>",
    ),
    "a view of Excel for Mac": (
        "http://schemas.microsoft.com/office/mac/excel/2008/main",
        '<mx:PLV xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main" Mode="0" OnePage="0" WScale="0"/>',
    ),
    "a rule that looks into another tab": (
        NEW_RULES,
        '<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="expression" priority="99" id="{1}">'
        "<xm:f>Petugas!$A$6=1</xm:f><x14:dxf><font><b/></font></x14:dxf></x14:cfRule><xm:sqref>X7:X99</xm:sqref>"
        "</x14:conditionalFormatting></x14:conditionalFormattings>",
    ),
}


def extension(uri: str, content: str) -> bytes:
    """An extension of a sheet, as Excel writes it."""
    spaces = f'xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main" xmlns:xm="{MICROSOFT}/excel/2006/main"'
    return f'<extLst><ext {spaces} uri="{uri}">{content}</ext></extLst>'.encode()


@pytest.mark.parametrize("kind", first_ones(NEW_KINDS))
def test_what_newer_excels_put_into_a_sheet_stays(office: Office, kind: str) -> None:
    uri, content = NEW_KINDS[kind]
    change(office, lambda parts: put_before(parts, REGISTER, b"</worksheet>", extension(uri, content)))
    for _ in range(2):
        assert check_writes(office)[REGISTER].count(content.encode()) == 1


def test_a_rule_of_two_parts_is_told(office: Office) -> None:
    """A data bar: its newer part says how it looks, its older part where it stands."""
    sequel = f"<extLst><ext uri='{SEQUEL}'/></extLst>"
    rule = f'<conditionalFormatting sqref="X7"><cfRule type="dataBar" priority="98">{sequel}</cfRule></conditionalFormatting>'

    def put(parts: Parts) -> None:
        put_before(parts, REGISTER, b"</worksheet>", extension(*NEW_KINDS["a rule that looks into another tab"]))
        parts[REGISTER] = parts[REGISTER].replace(b"</sheetData>", b"</sheetData>" + rule.encode(), 1)

    change(office, put)
    assert "Buku Kerja.xlsx memuat format bersyarat" in office.check().out


@pytest.mark.slow
def test_sparklines_on_a_tab_that_the_program_writes_anew_are_told(office: Office) -> None:
    office.check(now=SOON)
    at = load_workbook(office.workbook).sheetnames.index("Ringkasan") + 1
    sheet = f"xl/worksheets/sheet{at}.xml"
    change(
        office,
        lambda parts: parts.update(
            {sheet: parts[sheet].replace(b"</worksheet>", SPARKLINES.encode() + b"</worksheet>")}
        ),
    )
    assert "Buku Kerja.xlsx memuat format bersyarat" in office.check().out
