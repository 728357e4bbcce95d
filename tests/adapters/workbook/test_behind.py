"""What people put behind the cells of a workbook: formulas, links, and days counted from 1904."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from office_roles import LOG
from workbook_samples import rewritten
from worklog.adapters.workbook.reader import read_workbook
from worklog.core.log.behind import Behind
from worklog.core.log.cells import dates

AT = {header: number for number, header in enumerate(LOG.headers, 1)}


@pytest.fixture
def book() -> Workbook:
    made = Workbook()
    made.worksheets[0].title = LOG.name
    made.worksheets[0].append(LOG.headers)
    return made


def read(book: Workbook, path: Path, header: str, shown: bytes = b"") -> object:
    """The cell in row 2; `shown`: what a formula was last computed to."""
    book.save(path)
    rewritten(path, lambda _, part: part.replace(b"<v></v>", shown).replace(b"<v/>", shown).replace(b"<v />", shown))
    return read_workbook(path)[LOG.name][1][AT[header] - 1]


def test_a_time_that_is_computed_is_told_as_a_formula(book: Workbook, tmp_path: Path) -> None:
    book[LOG.name].cell(2, AT["Selesai"]).value = "=NOW()"
    cell = read(book, tmp_path / "log.xlsx", "Selesai", b"<v>46348.5</v>")
    assert cell == Behind(46348.5, formula="=NOW()")


def test_a_link_behind_a_title_is_read_with_its_address(book: Workbook, tmp_path: Path) -> None:
    cell = book[LOG.name].cell(2, AT["Bukti"])
    cell.value, cell.hyperlink = "Unggahan kami", "https://ig/p/1?a=b&c=d"
    assert read(book, tmp_path / "log.xlsx", "Bukti") == Behind("Unggahan kami", link="https://ig/p/1?a=b&c=d")


def test_a_link_behind_several_cells_is_that_of_each(book: Workbook, tmp_path: Path) -> None:
    first, second = (book[LOG.name].cell(row, AT["Bukti"]) for row in (2, 3))
    first.value = second.value = "Unggahan kami"
    first.hyperlink = "https://ig/p/1"
    first.hyperlink.ref = f"{first.coordinate}:{second.coordinate}"
    assert read(book, tmp_path / "log.xlsx", "Bukti") == Behind("Unggahan kami", link="https://ig/p/1")
    assert read_workbook(tmp_path / "log.xlsx")[LOG.name][2][AT["Bukti"] - 1] == Behind(
        "Unggahan kami", link="https://ig/p/1"
    )


def test_a_link_with_a_bracket_and_an_apostrophe_in_its_words_is_read(book: Workbook, tmp_path: Path) -> None:
    cell = book[LOG.name].cell(2, AT["Bukti"])
    cell.value, cell.hyperlink = "Unggahan kami", "https://ig/p/1"
    book.save(tmp_path / "log.xlsx")
    words = b"""<hyperlink tooltip="Jum'at > Sabtu" """
    rewritten(tmp_path / "log.xlsx", lambda _, part: part.replace(b"<hyperlink ", words))
    found = read_workbook(tmp_path / "log.xlsx")[LOG.name][1][AT["Bukti"] - 1]
    assert found == Behind("Unggahan kami", link="https://ig/p/1")


@pytest.mark.parametrize(
    ("written", "formula"),
    [
        (b"<f><![CDATA[NOW()]]></f>", "=NOW()"),
        (b"<f ><![CDATA[IF(1<2,]]>NOW()&gt;0)</f >", "=IF(1<2,NOW()>0)"),
        (b"<f>IF(1&lt;2,NOW())</f>", "=IF(1<2,NOW())"),
    ],
)
def test_a_formula_is_seen_however_its_text_is_written(
    book: Workbook, tmp_path: Path, written: bytes, formula: str
) -> None:
    cell = book[LOG.name].cell(2, AT["Selesai"])
    cell.value = "=NOW()"
    path, place = tmp_path / "log.xlsx", f'r="{cell.coordinate}"'.encode()
    book.save(path)

    def other(_: str, part: bytes) -> bytes:
        part = part.replace(place, place.replace(b"=", b" = ").lower()).replace(b"<f>NOW()</f>", written)
        return (
            part.replace(b"<v></v>", b"<v>46348.5</v>")
            .replace(b"<v/>", b"<v>46348.5</v>")
            .replace(b"<v />", b"<v>46348.5</v>")
        )

    rewritten(path, other)
    assert read_workbook(path)[LOG.name][1][AT["Selesai"] - 1] == Behind(46348.5, formula=formula)


def test_the_function_for_links_is_read_with_its_address(book: Workbook, tmp_path: Path) -> None:
    cell = book[LOG.name].cell(2, AT["Bukti"])
    cell.value = '=HYPERLINK("https://ig/p/1","Unggahan")'
    book.save(tmp_path / "log.xlsx")
    rewritten(
        tmp_path / "log.xlsx",
        lambda _, part: part.replace(b"</f><v></v>", b"</f><v>1</v>").replace(b"</f><v />", b"</f><v>1</v>"),
    )
    found = read_workbook(tmp_path / "log.xlsx")[LOG.name][1][AT["Bukti"] - 1]
    assert isinstance(found, Behind)
    assert found.link == "https://ig/p/1"


def test_the_address_may_stand_in_another_cell(book: Workbook, tmp_path: Path) -> None:
    sheet, note = book[LOG.name], AT["Catatan"]
    sheet.cell(2, note).value = "https://ig/p/7"
    sheet.cell(2, AT["Bukti"]).value = f'=HYPERLINK({sheet.cell(2, note).coordinate},"Unggahan")'
    cell = read(book, tmp_path / "log.xlsx", "Bukti", b"<v>1</v>")
    assert isinstance(cell, Behind)
    assert cell.link == "https://ig/p/7"


def test_formulas_filled_down_take_the_address_of_their_own_row(book: Workbook, tmp_path: Path) -> None:
    sheet, note, at = book[LOG.name], AT["Catatan"], AT["Bukti"]
    for row, address in ((2, "https://ig/p/2"), (3, "https://ig/p/3")):
        sheet.cell(row, note).value = address
        sheet.cell(row, at).value = f'=HYPERLINK({sheet.cell(row, note).coordinate},"Unggahan")'
    first = sheet.cell(2, at).coordinate.encode()
    noted = sheet.cell(3, note).coordinate.encode()
    path = tmp_path / "log.xlsx"
    book.save(path)

    def filled_down(_: str, part: bytes) -> bytes:
        part = part.replace(b'r="' + first + b'"><f>', b'r="' + first + b'"><f t="shared" ref="A1:A9" si="0">')
        whole = b"<f>HYPERLINK(" + noted + b',"Unggahan")</f>'
        part = part.replace(whole, b'<f t="shared" si="0"/>')
        return part.replace(b"<v></v>", b"<v>1</v>").replace(b"<v/>", b"<v>1</v>").replace(b"<v />", b"<v>1</v>")

    rewritten(path, filled_down)
    cells = [row[at - 1] for row in read_workbook(path)[LOG.name][1:3]]
    assert [cell.link for cell in cells if isinstance(cell, Behind)] == ["https://ig/p/2", "https://ig/p/3"]


@pytest.mark.parametrize("address", ["Z900", "ZZ1", "Kalender!A1", 'A2&"x"'])
def test_an_address_that_cannot_be_told_counts_as_no_link(book: Workbook, tmp_path: Path, address: str) -> None:
    book[LOG.name].cell(2, AT["Bukti"]).value = f'=HYPERLINK({address},"Unggahan")'
    assert not isinstance(read(book, tmp_path / "log.xlsx", "Bukti", b"<v>1</v>"), Behind)


def test_a_text_with_bold_words_is_read_whole(book: Workbook, tmp_path: Path) -> None:
    bold = TextBlock(InlineFont(b=True), "Unggahan ")
    book[LOG.name].cell(2, AT["Bukti"]).value = CellRichText(bold, "https://ig/p/1 di Instagram")
    assert read(book, tmp_path / "log.xlsx", "Bukti") == "Unggahan https://ig/p/1 di Instagram"


def test_a_plain_number_of_a_workbook_that_counts_from_1904_is_the_day_it_shows(book: Workbook, tmp_path: Path) -> None:
    book.epoch = CALENDAR_MAC_1904
    book[LOG.name].cell(2, AT["Selesai"]).value = 46348.5 - 1462
    cell = read(book, tmp_path / "log.xlsx", "Selesai")
    assert dates([cell]).values.tolist() == [datetime(2026, 11, 22, 12)]
