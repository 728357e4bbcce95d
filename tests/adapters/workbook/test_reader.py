"""Workbooks as Excel writes them, and the files that are no such workbooks."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from office_roles import LOG, STAFF_TABS
from workbook_samples import rewritten
from worklog.adapters.files import far_places
from worklog.adapters.workbook import reader
from worklog.adapters.workbook.reader import WorkbookError, read_workbook
from worklog.core.log.cells import dates
from worklog.core.log.grids import Grid

SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="{area}"/><sheetData>{rows}</sheetData></worksheet>'
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Buku Kerja Media Sosial.xlsx"


def saved(path: Path, fill: Callable[[Worksheet], object]) -> Path:
    """A workbook whose only tab, Buku Kerja, is filled by `fill`."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = LOG.name
    fill(sheet)
    workbook.save(path)
    return path


def saved_sheet(path: Path, rows: Iterable[str], area: str = "A1:W1000") -> Path:
    """The same with the tab's rows as the XML that stands in the file."""
    plain = saved(path.with_name("plain.xlsx"), lambda sheet: sheet.append(["x"]))
    with ZipFile(plain) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            target.writestr(name, SHEET.format(area=area, rows="".join(rows)) if is_sheet else source.read(name))
    return path


def read_cells(path: Path) -> Grid:
    return read_workbook(path)[LOG.name]


def refusal(path: Path) -> str:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    return str(caught.value)


def test_every_kind_of_cell_keeps_its_type(path: Path) -> None:
    typed = [118, 1.5, "0118", True, datetime(2026, 11, 22, 14, 5), date(2026, 11, 22), time(14, 5)]
    (cells,) = read_cells(saved(path, lambda sheet: sheet.append(typed)))
    assert cells == typed
    assert [type(cell) for cell in cells] == [float, float, str, bool, datetime, date, time]


def test_a_date_cell_without_time_is_no_moment(path: Path) -> None:
    (cells,) = read_cells(saved(path, lambda sheet: sheet.append([date(2026, 11, 22), datetime(2026, 11, 22, 14, 5)])))
    assert dates(cells).timed.tolist() == [False, True]


def test_rows_and_columns_keep_their_places_behind_blank_ones(path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C4"] = "tiga-empat"

    grid = read_cells(saved(path, fill))
    assert len(grid) == 4
    assert list(grid[3]) == ["", "", "tiga-empat"]


def test_merged_cells_are_blank_but_for_the_first(path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"] = "Pelaksana"
        sheet.merge_cells("B2:C3")
        sheet["D3"] = "Mulai"

    assert read_cells(saved(path, fill))[1:] == [["", "Pelaksana", "", ""], ["", "", "", "Mulai"]]


def test_the_years_1900_and_9999_are_read(path: Path) -> None:
    typed = [datetime(1900, 1, 1, 5), datetime(9999, 12, 31, 23, 59, 59)]
    (cells,) = read_cells(saved(path, lambda sheet: sheet.append(typed)))
    assert cells == typed


def test_text_that_looks_like_a_command_stays_text(path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "=cmd|' /C calc'!A0"
        sheet["A1"].data_type = "s"

    assert read_cells(saved(path, fill)) == [["=cmd|' /C calc'!A0"]]


def test_a_formula_that_was_never_computed_is_blank(path: Path) -> None:
    assert read_cells(saved(path, lambda sheet: sheet.append(["=1+1", "x"]))) == [["", "x"]]


def test_escaped_control_characters_and_long_texts_are_read(path: Path) -> None:
    texts = ["a_x0001_b", "_x005F_x0001_", "x" * 40_000]
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    assert read_cells(saved_sheet(path, [f'<row r="1">{cells}</row>'])) == [["a\x01b", "_x0001_", "x" * 40_000]]


@pytest.mark.slow
def test_formatted_rows_without_content_are_not_rows(path: Path) -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    empty = (f'<row r="{row}" s="1"><c r="A{row}" s="1"/></row>' for row in range(2, 1_000_001))
    assert read_cells(saved_sheet(path, [first, *empty], area="A1:A1000000")) == [[1.0]]


def test_formatted_rows_down_to_the_end_are_not_looked_at_cell_by_cell(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten seconds instead of one, at every check."""
    monkeypatch.setattr(far_places, "filled_cells", None)
    rows = ('<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="999999" s="1"><c r="XFD999999" s="1"/></row>')
    assert read_cells(saved_sheet(path, rows)) == [[1.0]]


def test_only_the_tabs_that_people_fill_are_read(path: Path) -> None:
    workbook = Workbook()
    for name in (*(tab.name for tab in STAFF_TABS), "Hasil", "Catatan rapat"):
        workbook.create_sheet(name).append(["x"])
    workbook.save(path)
    assert read_workbook(path) == {tab.name: [["x"]] for tab in STAFF_TABS}


def test_tabs_are_found_by_names_that_differ_in_case_and_spaces(path: Path) -> None:
    workbook = Workbook()
    workbook.create_sheet(" buku KERJA ").append(["x"])
    workbook.save(path)
    assert read_workbook(path) == {" buku KERJA ": [["x"]]}


def test_a_chart_that_is_named_like_a_tab_is_no_tab(path: Path) -> None:
    workbook = Workbook()
    workbook.create_chartsheet(LOG.name)
    workbook.save(path)
    assert read_workbook(path) == {}


@pytest.mark.parametrize("name", ["log.xlsm", "LOG.XLSX", "Buku Kerja é.xlsx"])
def test_macro_workbooks_and_other_spellings_of_the_ending_are_read(tmp_path: Path, name: str) -> None:
    assert read_cells(saved(tmp_path / name, lambda sheet: sheet.append(["x"]))) == [["x"]]


def test_a_missing_file_is_told_with_what_to_do(path: Path) -> None:
    told = refusal(path)
    assert f"tidak ditemukan: {path}" in told
    assert "python scripts/setup_worklog.py" in told


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert "adalah folder" in refusal(tmp_path)


@pytest.mark.parametrize("name", ["log.xls", "log.ods", "log.csv", "log"])
def test_another_ending_is_told_with_how_to_save_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    assert "Save As" in refusal(tmp_path / name)


@pytest.mark.parametrize("content", [b"", b"ID Konten;Tanggal\n", b"<html></html>"], ids=["empty", "text", "page"])
def test_another_file_that_is_named_xlsx_is_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "bukan buku kerja Excel" in refusal(path)


def test_a_workbook_with_a_password_is_told(path: Path) -> None:
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2000))
    told = refusal(path)
    assert "kata sandi" in told
    assert "File > Info > Proteksi Buku Kerja (Protect Workbook)" in told


@pytest.mark.parametrize("kept", [4, 100, 0.5, -1])
def test_a_truncated_workbook_is_told(path: Path, kept: float) -> None:
    content = saved(path, lambda sheet: sheet.append(["x"])).read_bytes()
    path.write_bytes(content[: int(len(content) * kept) if kept == 0.5 else int(kept)])
    assert "rusak atau terpotong" in refusal(path)


def test_a_workbook_with_a_broken_sheet_is_told(path: Path) -> None:
    assert "rusak atau terpotong" in refusal(saved_sheet(path, ["<row><c></row>"]))


def test_another_archive_that_is_named_xlsx_is_told(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "rusak atau terpotong" in refusal(path)


def test_a_cell_in_the_last_corner_is_told_before_it_fills_the_memory(path: Path) -> None:
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    told = refusal(saved_sheet(path, [row], area="A1:XFD1048576"))
    assert f'Tab "{LOG.name}"' in told
    assert "sampai kolom XFD dan baris 1048576" in told


def test_a_cell_in_the_last_corner_of_a_tab_that_does_not_tell_its_size_is_told_too(path: Path) -> None:
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    saved_sheet(path, [row])
    rewritten(path, lambda _, part: part.replace(b'<dimension ref="A1:W1000"/>', b""))
    assert "letaknya terlalu jauh" in refusal(path)


def test_cells_that_do_not_say_where_they_stand_are_counted_before_they_fill_the_memory(path: Path) -> None:
    filled = "<c><v>1</v></c>"
    rows = [f"<row>{'<c/>' * 9_999}{filled}</row>", "<row/>" * 2_999, f"<row>{filled}</row>"]
    assert "sampai kolom NTP dan baris 3001" in refusal(saved_sheet(path, rows))


def test_cells_that_do_not_say_where_they_stand_are_read(path: Path) -> None:
    rows = ["<row><c><v>1</v></c><c><v>2</v></c></row>", "<row><c><v>3</v></c></row>"]
    assert read_cells(saved_sheet(path, rows)) == [[1, 2], [3, ""]]


def test_a_part_that_is_longer_than_the_archive_tells_is_not_unpacked_whole(path: Path) -> None:
    saved(path, lambda sheet: sheet.append(["x"]))
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", bytes(90_000_000))
    content = path.read_bytes()
    path.write_bytes(content.replace((90_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little")))
    with ZipFile(path) as archive:
        assert archive.getinfo("xl/worksheets/sheet9.xml").file_size == 9
    tracemalloc.start()
    told, (_, peak) = refusal(path), tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "rusak atau terpotong" in told
    assert peak < 10_000_000


@pytest.mark.slow
def test_a_file_that_unpacks_to_more_than_the_memory_is_told_before_it_is_unpacked(path: Path) -> None:
    saved(path, lambda sheet: sheet.append(["x"]))
    with ZipFile(path, "a", ZIP_DEFLATED) as archive, archive.open("xl/media/image1.png", "w") as part:
        for _ in range(6):
            part.write(bytes(100_000_000))
    assert "terlalu besar" in refusal(path)


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_an_error_value_is_seen_behind_any_prefix_and_in_any_order_of_attributes(path: Path, prefix: str) -> None:
    row = "<row r='1'><c t='e' s='0' r='B1'><f>1/0</f><v>#DIV/0!</v></c></row>"
    sheet = SHEET.format(area="A1:B1", rows=row)
    if prefix:
        sheet = re.sub(r"<(/?)(?=[a-zA-Z])", rf"<\1{prefix}", sheet).replace("xmlns=", "xmlns:x=")
    saved(path, lambda sheet: sheet.append(["x"]))
    rewritten(path, lambda name, part: sheet.encode() if name == "xl/worksheets/sheet1.xml" else part)
    assert read_cells(path)[0][1] == "#DIV/0!"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B1" t = "e"><v>#N/A</v></c>',
        '<c r="B1" t="e"><v><![CDATA[#N/A]]></v></c>',
        '<c r="B1" t="e"><f><![CDATA[1<2]]></f><v>#N/A</v></c>',
        '<c t="e"><v>#N/A</v></c>',
    ],
    ids=["spaces", "CDATA", "CDATA before it", "no place"],
)
def test_an_error_value_is_seen_however_it_is_written(path: Path, cell: str) -> None:
    saved_sheet(path, [f'<row r="1"><c r="A1"><v>1</v></c>{cell}</row>'])
    assert read_cells(path)[0] == [1, "#N/A"]


@pytest.mark.parametrize("error", ["#SPILL!", "#ERROR!", "#CALC!", "#GETTING_DATA", "#n/a", "<![CDATA[#FIELD!]]>"])
def test_an_error_value_is_seen_that_only_newer_or_other_programs_know(path: Path, error: str) -> None:
    cells = f'<c r="A1" t="e"/><c r="B1" t="e"><f>X(</f><v>{error}</v></c><c r="C1" t="e"><v>#N/A</v></c>'
    saved_sheet(path, [f'<row r="1">{cells}<c r="D1"><v>1</v></c></row>'])
    assert read_cells(path)[0] == ["", re.sub(r"<!\[CDATA\[|]]>", "", error), "#N/A", 1]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied"), "tidak boleh dibaca"),
        (OSError(64, "jaringan putus"), "jaringan putus"),
    ],
    ids=["permission", "network"],
)
def test_a_file_that_cannot_be_opened_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, told: str
) -> None:
    def fail(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", fail)
    assert told in refusal(path)


def test_a_cell_with_an_error_value_is_not_blank(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    book = Workbook()
    sheet = book.active
    sheet.title = "Petugas"
    sheet.append(["Nama", "Peran"])
    sheet.append(["Budi", "#REF!"])
    sheet["B2"].data_type = "e"
    book.save(path)

    assert read_workbook(path)["Petugas"][1] == ["Budi", "#REF!"]


def test_a_workbook_on_a_drive_that_is_gone_is_not_one_to_be_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "standing_folder", lambda folder: None)
    with pytest.raises(WorkbookError, match=r"tidak tersambung.*jangan membuat buku kerja baru"):
        read_workbook(Path("/tiada/Buku Kerja.xlsx"))
