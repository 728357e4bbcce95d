"""Publishing into the workbook: what is written, and above all what is not."""

import errno
import os
import re
import shutil
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from pandas.testing import assert_frame_equal

from archive_parts import changed_parts, parts_of, put_before
from office_roles import STAFF_TABS
from selection import first_ones
from workbook_samples import (
    IN_FORCE,
    NOW,
    REGISTER_ROW,
    SOP,
    block,
    fill,
    header,
    make_workbook,
    overlapping_columns,
    publication,
    recalculated,
    result,
    summary,
    values,
)
from worklog.adapters.form.text_height import height_of
from worklog.adapters.workbook import rows as workbook_rows
from worklog.adapters.workbook.places import find_place
from worklog.adapters.workbook.reader import read_workbook
from worklog.adapters.workbook.saving import lost_parts as workbook_parts
from worklog.adapters.workbook.writer import publish, write_rows
from worklog.core.errors import LogBusy, LogNotWritten
from worklog.core.log.grids import read_tabs
from worklog.core.log.tabs import PEOPLE, RowState
from worklog.core.publishing.publication import LogLeftAlone, Publication
from worklog.core.publishing.summary import OpenItem, Repair
from worklog.core.reminders.whatsapp import Contact

DEADLINE = datetime(2026, 11, 20, 11, 0)
RESULTS = [
    result("2026-0118", "Berjalan · sesuai", "1 dari 5", DEADLINE),
    result("2026-0118|1|1", "Selesai terlambat", "", datetime(2026, 11, 20, 10), 12, "W401 Langkah selesai terlambat"),
    result("2026-0118|1|2", "Berjalan"),
]
PEOPLES_TABS = ("Daftar Konten", "Buku Kerja", "Petugas", "Kalender")
FORMULA_HEADERS = {
    "Daftar Konten": ("Status", "Kemajuan", "Batas Tayang", "Temuan"),
    "Buku Kerja": ("Status", "Batas Waktu", "Terlambat", "Temuan"),
}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return make_workbook(tmp_path / "Buku Kerja.xlsx", register=[REGISTER_ROW])


WILD = ["A~*", "A", "AB", "A*", "A~?", "A?", "A~~", "*", "?", "~", "a1*"]
"""IDs of which most, read as a pattern, would find one that stands before them."""


def publish_into(path: Path, what: Publication | None = None, now: datetime = NOW, keep: int = 3) -> list[str]:
    return publish(path, what or publication(block(), RESULTS), IN_FORCE, now, path.parent / "cadangan", keep)


def left_alone(path: Path, what: Publication | None = None) -> list[str]:
    """What is told of a workbook that is not rewritten; nothing in it has changed then."""
    before = path.read_bytes()
    with pytest.raises(LogLeftAlone) as told:
        publish_into(path, what)
    assert path.read_bytes() == before
    return str(told.value).splitlines()


def everything_typed(path: Path) -> dict[tuple[str, str], object]:
    """Value, type and style of every cell of the tabs of people, the status formulas apart."""
    found = {}
    for sheet in load_workbook(path, rich_text=True).worksheets:
        if sheet.title not in PEOPLES_TABS:
            continue
        own = {header(sheet)[name] for name in FORMULA_HEADERS.get(sheet.title, ())}
        for row in sheet.iter_rows():
            for cell in row:
                if cell.column not in own and (cell.value is not None or cell.has_style):
                    found[sheet.title, cell.coordinate] = (cell.value, cell.data_type, style_of(cell), cell.quotePrefix)
    return found


def style_of(cell: Any) -> tuple[object, ...]:
    kept = (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
    return (*(repr(copy(part)) for part in kept), cell.number_format)


def validations(path: Path) -> dict[str, list[tuple[str, ...]]]:
    return {
        sheet.title: sorted(
            (str(v.sqref), v.type, v.formula1 or "", v.errorStyle or "", v.error or "")
            for v in sheet.data_validations.dataValidation
        )
        for sheet in load_workbook(path).worksheets
    }


def add_part(path: Path, name: str, content: bytes = b"<x/>") -> None:
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)


# What is written


def test_blocks_are_appended_with_the_acting_role_shaded(log: Path) -> None:
    told = publish_into(log)
    assert told[0] == "5 baris langkah dibuka di Buku Kerja untuk 2026-0118 putaran 1."
    assert values(log, "Buku Kerja", "No") == [1, 2, 3, 4, 5]
    sheet = load_workbook(log)["Buku Kerja"]
    columns = header(sheet)
    first = {role: sheet.cell(7, columns[role]).fill.start_color.rgb for role in ("Admin", "Fungsional Umum")}
    assert first == {"Admin": "00E5E5E5", "Fungsional Umum": "00FFF2CC"}


def test_each_block_begins_with_a_heavier_line(log: Path) -> None:
    publish_into(log, publication([*block(), *block("2026-0119")], RESULTS))
    sheet = load_workbook(log)["Buku Kerja"]
    assert [sheet.cell(row, 1).border.top.style for row in range(7, 17)] == ["medium", *["thin"] * 4] * 2


def test_rows_show_their_results_even_where_nothing_calculates(log: Path) -> None:
    publish_into(log)
    assert values(log, "Buku Kerja", "Status") == ["Selesai terlambat", "Berjalan", None, None, None]
    assert values(log, "Buku Kerja", "Batas Waktu")[0] == datetime(2026, 11, 20, 10)
    assert values(log, "Buku Kerja", "Terlambat")[:2] == [12, None]
    assert values(log, "Daftar Konten", "Kemajuan")[0] == "1 dari 5"
    assert values(log, "Daftar Konten", "Batas Tayang")[0] == DEADLINE


@pytest.mark.slow
def test_formulas_evaluate_in_libreoffice_to_what_was_published(log: Path, tmp_path: Path) -> None:
    results = [result(f"2026-0118|1|{no}", state, late=no if no % 2 else None) for no, state in enumerate(RowState, 1)]
    write_rows(log, {"Daftar Konten": [{"ID Konten": 77}], "Buku Kerja": [{"ID Konten": 77, "No": "2"}]}, SOP.roles)
    more = [result("77", "Tayang · sesuai", "7 dari 7", DEADLINE), result("77|1|2", "Menunggu", deadline=DEADLINE)]
    publish_into(log, publication(block(flow=3), [*results, *more]))
    book = recalculated(log, tmp_path / "ulang")
    sheet, register = book["Buku Kerja"], book["Daftar Konten"]
    columns = header(sheet)
    shown = [[sheet.cell(row, columns[name]).value for name in FORMULA_HEADERS["Buku Kerja"]] for row in range(7, 18)]
    assert shown[0] == ["Menunggu", DEADLINE, None, None]
    assert [row[0] for row in shown[1:]] == [*RowState, None]
    assert [row[2] for row in shown[1:10]] == [no if no % 2 else None for no in range(1, 10)]
    assert [cell.value for cell in register[7]][9:12] == ["Tayang · sesuai", "7 dari 7", DEADLINE]


@pytest.mark.slow
def test_an_id_made_by_a_formula_finds_its_result(log: Path, tmp_path: Path) -> None:
    publish_into(log, publication())
    fill(log, "Daftar Konten", {(2, "ID Konten"): '="2026-"&TEXT(119,"0000")'})
    calculated = tmp_path / "hitung" / log.name
    recalculated(log, tmp_path / "hitung")
    publish_into(calculated, publication((), [result("2026-0119", "Berjalan · sesuai")]))
    assert values(calculated, "Daftar Konten", "ID Konten")[1] == "2026-0119"
    assert values(calculated, "Daftar Konten", "Status")[1] == "Berjalan · sesuai"


def test_hasil_is_written_whole(log: Path) -> None:
    publish_into(log)
    publish_into(log, publication((), RESULTS[:1]))
    rows = list(load_workbook(log)["Hasil"].iter_rows(values_only=True))
    assert rows == [
        ("Kunci", "Status", "Kemajuan", "Batas Waktu", "Terlambat", "Temuan"),
        ("2026-0118", "Berjalan · sesuai", "1 dari 5", DEADLINE, None, None),
    ]


def test_ringkasan_shows_open_items_and_repairs(log: Path) -> None:
    item = OpenItem("2026-0118", "Rapat", "P1", "2. Diperiksa", "Admin", "Rina", DEADLINE, "lewat 4 jam", "Terlambat")
    repair = Repair(
        "error", "Buku Kerja baris 7", "2026-0118", "D106", "Waktu tidak terbaca", "Kolom Selesai tidak terbaca.", 1
    )
    publish_into(log, Publication([], [], summary([item], [repair])))
    texts = [cell for row in load_workbook(log)["Ringkasan"].iter_rows(values_only=True) for cell in row if cell]
    assert {
        "SOP Nomor 09/HK.03.1/3326/2022",
        "Pemeriksaan terakhir: Jumat, 20 November 2026 pukul 15.30",
        "Nomor agenda berikutnya: 2026-0001",
        "▲ Terlambat",
        "2026-0118 · P1 · Rapat\n→ 2. Diperiksa\nRina (Admin)",
        f"{DEADLINE:%d/%m %H.%M}\nlewat 4 jam",
        "■ D106",
        "Waktu tidak terbaca\nBuku Kerja baris 7 · 2026-0118\nKolom Selesai tidak terbaca.",
    } <= set(texts)


def test_ringkasan_opens_whatsapp_for_those_who_have_a_number(log: Path) -> None:
    link = f"https://wa.me/6281234567890?text=%2AJudul%2A{'%20a' * 450}"
    waiting = (Contact("Rina", 3, 1, link), Contact('=HYPERLINK("x")', 1, 0, ""))
    for _ in range(2):  # what the first publication wrote is read again before the second
        publish_into(log, Publication([], [], replace(summary([], []), contacts=waiting)))
    sheet = load_workbook(log)["Ringkasan"]
    shown = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert shown["Kirim WhatsApp"].hyperlink.target == link
    assert shown["Rina\n3 langkah menunggu, 1 terlambat"].hyperlink is None
    assert shown["tanpa nomor"].hyperlink is None
    assert shown['=HYPERLINK("x")\n1 langkah menunggu'].data_type == "s"


@pytest.mark.slow
def test_stale_data_is_bright_on_ringkasan_though_the_pc_is_off(log: Path, tmp_path: Path) -> None:
    publish_into(log)
    sheet = load_workbook(log)["Ringkasan"]
    (rule,) = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert rule.formula == ['LEFT($A4,1)="▲"']
    assert rule.dxf.fill.start_color.rgb == "00C8501E"
    shown = recalculated(log, tmp_path / "ulang")["Ringkasan"]["A4"].value
    assert shown.startswith("✓ Data baru" if datetime.now() < NOW + timedelta(days=1) else "▲ Data lama: terakhir")


def test_hasil_is_out_of_sight_in_a_log_of_the_former_shape_too(log: Path) -> None:
    book = load_workbook(log)
    book["Hasil"].sheet_state = "visible"
    book.active = book.sheetnames.index("Hasil")
    book.save(log)
    publish_into(log)
    book = load_workbook(log)
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["Hasil"]
    assert book.active.sheet_state == "visible"


def test_a_long_title_makes_no_row_of_six_lines(log: Path) -> None:
    long = "Komentar pada “Infografis Lindungi Data Pribadi Pemilih”: menanyakan jadwal tahapan dan lokasi TPS terdekat"
    publish_into(log, publication(block(title=long)))
    heights = load_workbook(log)["Buku Kerja"].row_dimensions
    assert max(heights[row].height for row in range(7, 12)) <= height_of(4)


def test_ringkasan_says_how_much_more_there_is(log: Path) -> None:
    repair = Repair("warning", "Buku Kerja baris 7, 8", "2026-0118", "D110", "Konsep tanpa bukti", "Bukti kosong.", 2)
    publish_into(log, Publication([], [], replace(summary([], [repair]), repairs_total=9)))
    texts = [cell for row in load_workbook(log)["Ringkasan"].iter_rows(values_only=True) for cell in row if cell]
    assert {
        "Tidak ada konten yang sedang berjalan.",
        "Konsep tanpa bukti\nBuku Kerja baris 7, 8 · 2026-0118\nBukti kosong.",
        "… dan 7 lainnya; lihat kolom Temuan di Buku Kerja dan Daftar Konten.",
    } <= set(texts)


def test_the_note_at_id_tells_the_next_number(log: Path) -> None:
    publish_into(log)
    assert load_workbook(log)["Daftar Konten"]["A5"].comment.text.endswith("Nomor berikutnya: 2026-0119")


@pytest.mark.slow
def test_a_note_of_the_office_at_id_is_kept(log: Path) -> None:
    book = load_workbook(log)
    book["Daftar Konten"]["A5"].comment = Comment("Nomor dari agenda umum", "Rina")
    book.save(log)
    publish_into(log)
    assert load_workbook(log)["Daftar Konten"]["A5"].comment.text == "Nomor dari agenda umum"


def test_a_block_that_is_there_is_not_appended_again(log: Path) -> None:
    publish_into(log)
    told = publish_into(log, publication([*block("  2026-0118 "), *block(round_=2)[2:]], RESULTS))
    assert told[0] == "3 baris langkah dibuka di Buku Kerja untuk 2026-0118 putaran 2."
    assert values(log, "Buku Kerja", "No") == [1, 2, 3, 4, 5, 3, 4, 5]


def test_blocks_go_below_anything_that_staff_wrote(log: Path) -> None:
    book = load_workbook(log)
    book["Buku Kerja"]["Z40"] = "catatan kantor"
    book.save(log)
    publish_into(log)
    sheet = load_workbook(log)["Buku Kerja"]
    assert (sheet["Z40"].value, sheet["A40"].value, sheet["A41"].value) == ("catatan kantor", None, "2026-0118")


def test_columns_are_found_where_staff_moved_them(log: Path) -> None:
    book = load_workbook(log)
    sheet = book["Buku Kerja"]
    for row in (5, 6):
        sheet.cell(row, 25).value = sheet.cell(row, 1).value if row == 5 else None
    sheet.unmerge_cells("A5:A6")
    sheet["A5"] = "Nomor urut kantor"
    book.save(log)
    publish_into(log)
    sheet = load_workbook(log)["Buku Kerja"]
    assert [sheet.cell(7, column).value for column in (1, 25)] == [None, "2026-0118"]
    assert "TRIM($Y7)" in sheet.cell(7, header(sheet)["Status"]).value


def test_a_typed_row_without_formulas_gets_them(log: Path) -> None:
    publish_into(log)
    write_rows(log, {"Daftar Konten": [{"ID Konten": "2026-0119"}]}, SOP.roles)
    book = load_workbook(log)
    for column in range(10, 14):
        book["Daftar Konten"].cell(7, column).value = None
    book.save(log)
    publish_into(log, publication((), [result("2026-0119", "Belum mulai · sesuai")]))
    assert values(log, "Daftar Konten", "Status")[:2] == [None, "Belum mulai · sesuai"]


def test_something_typed_over_a_status_formula_is_kept(log: Path) -> None:
    fill(log, "Daftar Konten", {(1, "Status"): "sudah, kata Bu Rina"})
    publish_into(log)
    assert values(log, "Daftar Konten", "Status")[0] == "sudah, kata Bu Rina"


@pytest.mark.usefixtures("usual_blank_rows")
def test_the_register_never_runs_out_of_rows_with_formulas(log: Path) -> None:
    write_rows(log, {"Daftar Konten": [{"ID Konten": f"2026-{number:04d}"} for number in range(200, 480)]}, SOP.roles)
    publish_into(log)
    assert len([text for text in values(log, "Daftar Konten", "Status", shown=False) if text]) == 281 + 300


def test_validations_and_colours_reach_rows_behind_their_end(log: Path) -> None:
    book = load_workbook(log)
    book["Buku Kerja"]["S4999"] = "catatan jauh di bawah"
    book.save(log)
    publish_into(log)
    sheet = load_workbook(log)["Buku Kerja"]
    reached = {area.max_row for v in sheet.data_validations.dataValidation for area in v.sqref.ranges}
    coloured = {area.max_row for formats in sheet.conditional_formatting for area in formats.sqref.ranges}
    assert reached == coloured == {5004}


def test_filter_buttons_reach_the_appended_rows(log: Path) -> None:
    publish_into(log)
    assert load_workbook(log)["Buku Kerja"].auto_filter.ref == "A6:W11"


@pytest.mark.slow
def test_hidden_script_tabs_stay_hidden(log: Path) -> None:
    book = load_workbook(log)
    book["Hasil"].sheet_state = "hidden"
    book.save(log)
    publish_into(log)
    assert load_workbook(log)["Hasil"].sheet_state == "hidden"


def test_text_that_looks_like_a_formula_stays_text(log: Path) -> None:
    evil = "=cmd|' /C calc'!A0"
    publish_into(log, publication(block(title=evil), [result("2026-0118|1|1", found="+1 @x\x07")]))
    cell = load_workbook(log)["Buku Kerja"]["D7"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (evil, "s", True)
    assert load_workbook(log)["Hasil"]["F2"].value == "+1 @x"


def test_what_a_check_reads_is_the_same_before_and_after(log: Path) -> None:
    publish_into(log)
    before = read_workbook(log)
    publish_into(log)
    assert read_workbook(log) == before


# What is not written


pytestmark = pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")


def messy(path: Path) -> None:
    """Everything that people do to cells."""
    publish_into(path)
    fill(
        path,
        "Buku Kerja",
        {
            (1, "Fungsional Umum"): "Budi  Santoso ",
            (1, "Mulai"): datetime(1900, 1, 1, 8, 0),
            (1, "Selesai"): datetime(9999, 12, 31, 23, 59, 59),
            (1, "Bukti"): "https://kpu.go.id/a?b=1&c=<2>",
            (2, "Mulai"): "22 November 2026 pukul 14.05 WIB",
            (2, "Selesai"): 20261122,
            (2, "Catatan"): "baris satu\nbaris dua\ttab",
            (3, "Selesai"): 46348.58680555555,
            (3, "Catatan"): CellRichText("penting ", TextBlock(InlineFont(b=True), "sekali")),
            (4, "Mulai"): time(8, 30),
            (4, "Selesai"): timedelta(hours=30),
            (4, "Bukti"): True,
            (4, "Catatan"): "_x000D_ \u200b\xa0",
            (5, "Mulai"): "=NOW()",
            (5, "Selesai"): 0.1 + 0.2,
            (5, "Catatan"): "#N/A",
        },
    )
    book = load_workbook(path, rich_text=True)
    sheet = book["Buku Kerja"]
    evil = sheet.cell(7, header(sheet)["Catatan"])
    evil.value, evil.data_type = "=cmd|' /C calc'!A0", "s"
    longest = sheet.cell(9, header(sheet)["Bukti"])
    longest._value, longest.data_type = "panjang " * 5000, "s"
    sheet.cell(8, header(sheet)["Bukti"]).fill = PatternFill("solid", start_color="FF00FF")
    sheet.cell(8, header(sheet)["Bukti"]).font = Font(name="Comic Sans MS", size=17, strike=True)
    sheet.cell(8, header(sheet)["Bukti"]).hyperlink = "https://kpu.go.id"
    sheet["X5"], sheet["X9"] = "Kolom kantor", "isi kolom kantor"
    sheet.column_dimensions["X"].width = 44
    sheet.row_dimensions[9].height = 77
    book["Petugas"]["A6"] = "Budi Santoso"
    own = book.create_sheet("Rapat")
    own["B2"], own["B3"], own["B4"] = "milik kantor", 3.5, "=B3*2"
    book.save(path)


@pytest.mark.slow
def test_nothing_typed_differs_after_a_publish(log: Path) -> None:
    messy(log)
    before, rules = everything_typed(log), validations(log)
    publish_into(log, publication(block("2026-0119"), RESULTS))
    after = everything_typed(log)
    assert {cell: after.get(cell) for cell in before} == before
    assert {tab: validations(log)[tab] for tab in PEOPLES_TABS} == {tab: rules[tab] for tab in PEOPLES_TABS}
    assert len(before) > 300


@pytest.mark.slow
def test_a_check_reads_what_was_typed_before(log: Path) -> None:
    messy(log)
    before = read_tabs(read_workbook(log), STAFF_TABS)
    publish_into(log, publication((), RESULTS))
    after = read_tabs(read_workbook(log), STAFF_TABS)
    for tab in STAFF_TABS:
        columns = [column.header for column in tab.columns if column.filler != "formula"]
        assert_frame_equal(after[tab.name][columns], before[tab.name][columns])


@pytest.mark.slow
def test_a_number_too_large_for_its_date_format_stays(log: Path) -> None:
    publish_into(log)
    fill(log, "Buku Kerja", {(1, "Selesai"): 221120261405})
    publish_into(log, publication((), RESULTS))
    assert read_workbook(log)["Buku Kerja"][6][15] == 221120261405


def test_other_tabs_and_the_look_of_columns_and_rows_stay(log: Path) -> None:
    messy(log)
    publish_into(log)
    book = load_workbook(log)
    assert [[cell.value for cell in row] for row in book["Rapat"]["B2:B4"]] == [["milik kantor"], [3.5], ["=B3*2"]]
    sheet = book["Buku Kerja"]
    assert (sheet.column_dimensions["X"].width, sheet.row_dimensions[9].height) == (44, 77)


@pytest.mark.slow
def test_columns_that_another_program_grouped_never_overlap(log: Path, tmp_path: Path) -> None:
    recalculated(log, tmp_path / "libreoffice")
    path = tmp_path / "libreoffice" / log.name
    for _ in range(2):
        publish_into(path)
        assert overlapping_columns(path) == []


def test_texts_in_grouped_columns_are_measured_by_the_width_of_the_group(log: Path) -> None:
    book = load_workbook(log)
    sheet = book["Buku Kerja"]
    sheet.column_dimensions.group("K", "M")
    sheet.column_dimensions["K"].width = 60
    book.save(log)
    short = dict.fromkeys(("Konten/Kegiatan", "Judul Konten", "Keterangan"), "pendek")
    publish_into(log, publication([{**block()[0], "Output": "kata " * 10, **short}]))
    assert load_workbook(log)["Buku Kerja"].row_dimensions[7].height < 30


@pytest.mark.parametrize(
    ("tab", "area"),
    first_ones(
        [("Daftar Konten", "A7:M7"), ("Daftar Konten", "J6:J9"), ("Daftar Konten", "M6:N6"), ("Daftar Konten", "A4:A5")]
    ),
)
def test_merged_cells_in_the_register_stay_merged(log: Path, tab: str, area: str) -> None:
    book = load_workbook(log)
    sheet = book[tab]
    header_cell = sheet["A5"].value
    for row in sheet[area]:
        for cell in row:
            cell.value = None
    sheet[area][0][0].value = header_cell if area == "A4:A5" else "— Desember —"
    sheet.merge_cells(area)
    book.save(log)
    publish_into(log)
    assert area in {str(found) for found in load_workbook(log)[tab].merged_cells.ranges}
    assert values(log, "Buku Kerja", "No") == [1, 2, 3, 4, 5]


def test_blocks_go_below_a_merged_cell_that_reaches_further_down(log: Path) -> None:
    publish_into(log)
    book = load_workbook(log)
    book["Buku Kerja"].merge_cells("S11:S13")
    book.save(log)
    publish_into(log, publication(block("2026-0119"), RESULTS))
    assert values(log, "Buku Kerja", "ID Konten")[4:8] == ["2026-0118", None, None, "2026-0119"]


def test_rows_still_grow_while_somebody_types(log: Path) -> None:
    publish_into(log)
    publish_into(log)
    sheet = parts_of(log)["xl/worksheets/sheet2.xml"].decode()
    title, row = (sheet.split(f'<row r="{number}"')[1].split(">")[0] for number in (2, 7))
    assert "customHeight" in title
    assert "customHeight" not in row


def test_a_crashed_save_leaves_no_file_behind(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "rusak")))
    with pytest.raises(LogNotWritten):
        publish_into(log)
    assert sorted(file.name for file in log.parent.iterdir()) == ["Buku Kerja.xlsx", "cadangan"]


@pytest.mark.parametrize("step", first_ones(["write", "replace", "backup"]))
def test_a_full_disk_leaves_the_workbook_as_it_was(log: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    publish_into(log)
    before = log.read_bytes()
    place = {"write": (ZipFile, "writestr"), "replace": (os, "replace"), "backup": (Path, "write_bytes")}[step]
    monkeypatch.setattr(*place, full)
    with pytest.raises(LogNotWritten, match="disk penuh"):
        publish_into(log, now=NOW + timedelta(days=1 if step == "backup" else 0))
    monkeypatch.undo()
    assert log.read_bytes() == before
    files = sorted(file.name for file in log.parent.rglob("*") if file.is_file())
    assert files == ["Buku Kerja 2026-11-20.xlsx", "Buku Kerja.xlsx"]


@pytest.mark.slow
def test_no_permission_is_told_as_busy(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    publish_into(log)
    before = log.read_bytes()
    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(LogBusy, match="sedang dipakai program lain"):
        publish_into(log)
    assert log.read_bytes() == before


# Open elsewhere


def test_a_workbook_open_in_excel_is_refused_by_name(log: Path) -> None:
    name = b"Rina Wulandari"
    log.with_name("~$Buku Kerja.xlsx").write_bytes(bytes([len(name)]) + name.ljust(54) + b"\x0e\0" + b"R\0i\0")
    before = log.read_bytes()
    with pytest.raises(LogBusy, match=r"sedang dibuka di Excel oleh Rina Wulandari.*hapus berkas ~\$Buku Kerja"):
        publish_into(log)
    assert log.read_bytes() == before


def test_a_workbook_open_in_libreoffice_is_refused_by_name(log: Path) -> None:
    log.with_name(".~lock.Buku Kerja.xlsx#").write_text(",budi,pc-humas,20.11.2026 15:30,file:///x;", "utf-8")
    with pytest.raises(LogBusy, match="sedang dibuka di LibreOffice oleh budi"):
        publish_into(log)


def test_an_unreadable_owner_file_is_refused_without_a_name(log: Path) -> None:
    log.with_name("~$Buku Kerja.xlsx").write_bytes(b"")
    with pytest.raises(LogBusy, match=r"sedang dibuka di Excel, jadi"):
        publish_into(log)


@pytest.mark.parametrize("name", ["~$Buku Kerja.xlsx", ".~lock.Buku Kerja.xlsx#"])
def test_an_owner_file_that_cannot_be_read_still_refuses(log: Path, name: str) -> None:
    log.with_name(name).mkdir()  # reading a folder fails just as reading a locked file does
    with pytest.raises(LogBusy, match="sedang dibuka di"):
        publish_into(log)


def test_a_workbook_that_may_not_be_read_is_busy(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(LogBusy, match="sedang dipakai program lain"):
        publish_into(log)


def test_a_file_that_was_written_wrongly_never_replaces_the_old_one(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = log.read_bytes()
    monkeypatch.setattr(ZipFile, "testzip", lambda _: "xl/workbook.xml")
    with pytest.raises(LogNotWritten, match=r"bagian xl/workbook.xml rusak setelah ditulis.*tetap seperti semula"):
        publish_into(log)
    assert log.read_bytes() == before


def test_filling_rows_while_somebody_saves_is_busy(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: log.write_bytes(log.read_bytes() + b"\0"))
    with pytest.raises(LogBusy, match="sedang diubah orang lain"):
        write_rows(log, {"Petugas": [{"Nama": "Budi"}]}, SOP.roles)


def test_a_change_while_writing_starts_over(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    somebody: Iterator[int] = iter([1])
    fsync = os.fsync

    def meanwhile(handle: int) -> None:
        fsync(handle)
        if next(somebody, None):
            fill(log, "Petugas", {(1, "Nama"): "Budi, baru saja"})

    monkeypatch.setattr(os, "fsync", meanwhile)
    publish_into(log)
    assert values(log, "Petugas", "Nama")[0] == "Budi, baru saja"
    assert values(log, "Buku Kerja", "No") == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "step",
    [
        (os, "fsync"),
        *(pytest.param(late, marks=pytest.mark.slow) for late in ((ZipFile, "testzip"), (shutil, "copymode"))),
    ],
)
@pytest.mark.slow
def test_two_publications_at_once_are_both_there(log: Path, monkeypatch: pytest.MonkeyPatch, step: Any) -> None:
    other: Iterator[int] = iter([1])
    place, name = step
    real = getattr(place, name)

    def meanwhile(*given: Any, **named: Any) -> Any:
        if next(other, None):
            publish_into(log, publication(block("2026-0119"), RESULTS))
        return real(*given, **named)

    monkeypatch.setattr(place, name, meanwhile)
    publish_into(log)
    assert values(log, "Buku Kerja", "ID Konten") == ["2026-0119"] * 5 + ["2026-0118"] * 5
    assert sorted(file.name for file in log.parent.iterdir()) == ["Buku Kerja.xlsx", "cadangan"]


def test_publications_of_two_threads_leave_a_sound_workbook(log: Path) -> None:
    def run(identifier: str) -> list[str]:
        try:
            return publish_into(log, publication(block(identifier), RESULTS))
        except LogBusy:
            return []

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(run, ["2026-0118", "2026-0119"]))
    assert any(told)
    assert set(values(log, "Buku Kerja", "No")) == {1, 2, 3, 4, 5}


def test_what_a_broken_off_run_left_goes_after_a_day(log: Path) -> None:
    old, new = (log.with_name(f".Buku Kerja.{name}.tulis.xlsx") for name in ("7-ab", "8-cd"))
    for file in (old, new):
        file.write_bytes(b"PK")
    os.utime(old, (0, 0))
    publish_into(log)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_workbook_that_keeps_changing_is_busy(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(_: int) -> None:
        log.write_bytes(log.read_bytes() + b"\0")

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(LogBusy, match="terus berubah"):
        publish_into(log)


# Backups


def test_the_state_before_the_first_write_of_a_day_is_kept(log: Path) -> None:
    before = log.read_bytes()
    publish_into(log)
    publish_into(log)
    backup = log.parent / "cadangan" / "Buku Kerja 2026-11-20.xlsx"
    assert backup.read_bytes() == before


def test_old_backups_go_and_other_files_stay(log: Path) -> None:
    folder = log.parent / "cadangan"
    folder.mkdir()
    (folder / "Buku Kerja penting.xlsx").write_text("x")
    (folder / "Arsip 2020-01-01.xlsx").write_text("x")
    for day in (20, 21, 22, 23):
        publish_into(log, now=datetime(2026, 11, day, 8), keep=2)
    assert sorted(file.name for file in folder.iterdir()) == [
        "Arsip 2020-01-01.xlsx",
        "Buku Kerja 2026-11-22.xlsx",
        "Buku Kerja 2026-11-23.xlsx",
        "Buku Kerja penting.xlsx",
    ]


def test_an_old_backup_that_somebody_has_open_stops_nothing(log: Path) -> None:
    folder = log.parent / "cadangan"
    for day in (20, 21, 22):
        (folder / f"Buku Kerja 2026-10-{day}.xlsx").mkdir(parents=True)  # deleting a folder fails as an open file does
    (folder / "Buku Kerja 2026-10-23.xlsx").write_bytes(b"PK")
    assert publish_into(log, keep=1)[-1].startswith("Hasil pemeriksaan ditulis di Buku Kerja.xlsx")
    assert "Buku Kerja 2026-10-23.xlsx" not in {file.name for file in folder.iterdir()}


# Parts that would be lost


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl/charts/chart1.xml", "grafik"),
        ("xl/media/image1.png", "gambar"),
        ("xl/drawings/drawing9.xml", "gambar atau bentuk"),
        ("xl/vbaProject.bin", "makro"),
        ("xl/pivotTables/pivotTable1.xml", "tabel pivot"),
        ("xl/threadedComments/threadedComment1.xml", "utas komentar"),
        ("xl/slicers/slicer1.xml", "pemotong"),
        ("xl/ctrlProps/ctrlProp1.xml", "tombol atau kontrol formulir"),
        ("xl/belumDikenal/x.xml", "bagian xl/belumDikenal/x.xml"),
    ],
)
def test_a_workbook_with_parts_that_would_be_lost_is_not_rewritten(log: Path, part: str, told: str) -> None:
    add_part(log, part, b"<a><b/></a>")
    sentences = left_alone(log)
    assert sentences[0].startswith(f"Buku Kerja.xlsx memuat {told}")
    assert sentences[1] == (
        "Hasil pemeriksaan ditulis di Buku Kerja - Hasil.xlsx, di folder yang sama. "
        "Langkah baru ada di tab Blok Baru: salin ke Buku Kerja."
    )


def test_xml_that_another_program_left_without_a_relation_is_no_reason_to_refuse(log: Path) -> None:
    add_part(log, "customXml/item1.xml")
    add_part(log, "customXml/itemProps1.xml")
    assert publish_into(log)[-1] == "Hasil pemeriksaan ditulis di Buku Kerja.xlsx, tab Hasil dan Ringkasan."


def test_xml_that_a_sheet_refers_to_would_be_lost(log: Path) -> None:
    with changed_parts(log) as parts:
        relation = b'<Relationship Id="rId77" Type="customXml" Target="/customXml/item%d.xml"/>'
        put_before(parts, "xl/worksheets/_rels/sheet3.xml.rels", b"</Relationships>", relation % 1)
        parts["customXml/item1.xml"] = parts["customXml/item2.xml"] = b"<a/>"
        rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        parts["customXml/_rels/item1.xml.rels"] = rels
        put_before(parts, "customXml/_rels/item1.xml.rels", b"</Relationships>", relation % 2)
    assert left_alone(log)[0].startswith("Buku Kerja.xlsx memuat data XML khusus")


def test_the_second_file_holds_results_and_new_blocks_under_the_same_columns(log: Path) -> None:
    add_part(log, "xl/charts/chart1.xml")
    left_alone(log)
    left_alone(log)
    book = load_workbook(log.with_name("Buku Kerja - Hasil.xlsx"))
    assert book.sheetnames == ["Hasil", "Ringkasan", "Blok Baru"]
    assert book["Hasil"]["A2"].value == "2026-0118"
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert [cell.value for cell in book["Blok Baru"][6]][:5] == [
        "2026-0118", 1, "Pegawai yang bertugas peliputan menyiapkan foto dan konsep caption", "Rapat koordinasi", 1,
    ]  # fmt: skip


@pytest.fixture
def second(log: Path) -> Path:
    """The second file of a log that had a macro, which has been taken out since."""
    before = log.read_bytes()
    add_part(log, "xl/vbaProject.bin")
    left_alone(log)
    log.write_bytes(before)
    return log.with_name("Buku Kerja - Hasil.xlsx")


def test_a_second_file_goes_away_when_the_log_can_be_written_again(log: Path, second: Path) -> None:
    assert publish_into(log)[-2:] == [
        "Hasil pemeriksaan ditulis di Buku Kerja.xlsx, tab Hasil dan Ringkasan.",
        "Buku Kerja - Hasil.xlsx dihapus, karena hasilnya kini ada di Buku Kerja.xlsx.",
    ]
    assert not second.exists()


def test_a_second_file_in_which_somebody_typed_stays_and_is_told(log: Path, second: Path) -> None:
    type_into_second(second)
    before = second.read_bytes()
    assert publish_into(log)[-1] == (
        "Buku Kerja - Hasil.xlsx tidak diperbarui lagi dan dibiarkan, karena isinya pernah diubah orang."
    )
    assert second.read_bytes() == before


def test_a_file_of_somebody_else_with_the_name_of_the_second_file_stays(log: Path) -> None:
    second = log.with_name("Buku Kerja - Hasil.xlsx")
    second.write_bytes(b"catatan")
    publish_into(log)
    assert second.read_bytes() == b"catatan"


def test_a_second_file_open_in_excel_stays_until_it_is_closed(log: Path, second: Path) -> None:
    owner = log.with_name("~$Buku Kerja - Hasil.xlsx")
    owner.write_bytes(b"\x04Rina")
    assert "dihapus" not in publish_into(log)[-1]
    owner.unlink()
    assert "dihapus" in publish_into(log)[-1]


def test_what_somebody_typed_into_the_second_file_is_not_replaced_by_the_next_results(log: Path, second: Path) -> None:
    type_into_second(second)
    before = second.read_bytes()
    add_part(log, "xl/vbaProject.bin")
    for _ in range(2):
        assert left_alone(log)[1].startswith("Hasil pemeriksaan ditulis di Buku Kerja - Hasil (2).xlsx")
    assert second.read_bytes() == before
    assert sorted(file.name for file in log.parent.glob("* - Hasil*")) == [
        "Buku Kerja - Hasil (2).xlsx", "Buku Kerja - Hasil.xlsx",
    ]  # fmt: skip


def type_into_second(second: Path) -> None:
    book = load_workbook(second)
    book["Ringkasan"]["A30"] = "kata Bu Rina"
    book.save(second)


def test_a_second_file_open_in_excel_is_refused(log: Path) -> None:
    add_part(log, "xl/charts/chart1.xml")
    log.with_name("~$Buku Kerja - Hasil.xlsx").write_bytes(b"\x04Rina")
    with pytest.raises(LogBusy, match=r"Buku Kerja - Hasil\.xlsx sedang dibuka di Excel oleh Rina"):
        publish_into(log)


@pytest.mark.parametrize(
    ("element", "told"),
    [
        (b"<extLst><ext uri='x'/></extLst>", "format bersyarat atau validasi jenis baru"),
        (b"<dataConsolidate/>", "konsolidasi data"),
        (b"<belumDikenal/>", "bagian lembar belumDikenal"),
    ],
)
def test_a_sheet_with_elements_that_would_be_lost_is_not_rewritten(log: Path, element: bytes, told: str) -> None:
    with changed_parts(log) as parts:
        put_before(parts, "xl/worksheets/sheet3.xml", b"</worksheet>", element)
    assert told in left_alone(log)[0]


def test_a_form_control_among_the_notes_is_noticed(log: Path) -> None:
    add_part(log, "xl/drawings/vmlDrawing9.vml", b'<xml><x:ClientData ObjectType="Button"/></xml>')
    assert "tombol" in left_alone(log)[0]


def test_the_empty_drawings_of_libreoffice_are_no_reason_to_refuse(log: Path) -> None:
    add_part(log, "xl/drawings/drawing1.xml", b"<wsDr/>")
    assert publish_into(log)[-1] == "Hasil pemeriksaan ditulis di Buku Kerja.xlsx, tab Hasil dan Ringkasan."


@pytest.mark.slow
def test_a_cell_that_another_program_cannot_read_is_not_risked(log: Path) -> None:
    book = load_workbook(log)
    book["Petugas"]["A6"]._value, book["Petugas"]["A6"].data_type = "1_000", "n"
    book.save(log)
    assert "Berkas baru tidak terbaca kembali" in left_alone(log, publication((), RESULTS))[0]


def test_a_workbook_swollen_with_blank_cells_is_not_rewritten(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_parts, "MOST_CELLS", 1000)
    assert "hapus baris kosong di bawah isian" in left_alone(log)[0]


def test_a_second_file_that_keeps_changing_is_busy(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_part(log, "xl/charts/chart1.xml")
    second = log.with_name("Buku Kerja - Hasil.xlsx")
    monkeypatch.setattr(os, "fsync", lambda _: second.write_bytes(b"baru"))
    with pytest.raises(LogBusy, match="sedang diubah program lain"):
        publish_into(log)


def test_a_value_hidden_in_a_merged_cell_is_not_lost(log: Path) -> None:
    """openpyxl empties the cells under a merged one, LibreOffice may keep something in them."""
    write_rows(log, {"Petugas": [{"Nama": "Budi", "Peran": "Admin", "Jabatan": "Staf"}]}, SOP.roles)
    merged = b'<mergeCells count="1"><mergeCell ref="B6:C6"/></mergeCells>'
    with changed_parts(log) as parts:
        put_before(parts, "xl/worksheets/sheet3.xml", b"<dataValidations", merged)
    told = left_alone(log)
    assert told[0] == (
        "Buku Kerja.xlsx tidak diubah. Isi sel Petugas!C6 akan berubah bila berkas ditulis ulang, jadi yang lama dibiarkan."
    )


@pytest.mark.parametrize("tab", first_ones(["SOP", "Hasil", "Ringkasan"]))
def test_a_tab_of_the_office_with_the_name_of_ours_is_not_replaced(log: Path, tab: str) -> None:
    book = load_workbook(log)
    del book[tab]
    book.create_sheet(tab)["A2"] = "milik kantor"
    book.save(log)
    told = left_alone(log)
    assert told[0].startswith(f"Buku Kerja.xlsx tidak diubah. Tab {tab} berisi sesuatu yang tidak ditulis oleh program")
    assert "Beri tab itu nama lain" in told[0]
    assert told[1].startswith("Hasil pemeriksaan ditulis di Buku Kerja - Hasil.xlsx")


@pytest.mark.slow
def test_a_column_of_the_office_with_the_name_of_ours_gets_no_formulas(log: Path) -> None:
    publish_into(log)
    book = load_workbook(log)
    sheet = book["Daftar Konten"]
    sheet["D5"], sheet["D6"], sheet["N5"] = "Temuan", "kata Bu Rina", "Judul"
    sheet["A7"] = "2026-0119"
    book.save(log)
    publish_into(log, publication((), [result("2026-0119", found="W401")]))
    sheet = load_workbook(log)["Daftar Konten"]
    assert [sheet["D6"].value, sheet["D7"].value] == ["kata Bu Rina", None]
    assert load_workbook(log, data_only=True)["Daftar Konten"]["M7"].value == "W401"


# Workbooks that are none


@pytest.mark.parametrize("content", [b"", b"bukan berkas Excel", b"PK\x03\x04 terpotong"])
def test_a_file_that_is_no_workbook_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "Buku Kerja.xlsx"
    path.write_bytes(content)
    with pytest.raises(LogNotWritten, match="tidak dapat dibuka sebagai buku kerja Excel"):
        publish_into(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("error", [zlib.error("rusak"), EOFError(), RuntimeError("kata sandi")])
def test_every_damage_of_an_archive_is_told(log: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def damaged(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(ZipFile, "read", damaged)
    with pytest.raises(LogNotWritten, match="tidak dapat dibuka sebagai buku kerja Excel"):
        publish_into(log)


def test_looking_for_the_header_adds_no_cells(log: Path) -> None:
    sheet = load_workbook(log)["Petugas"]
    before = len(sheet._cells)
    find_place(sheet, PEOPLE)
    assert len(sheet._cells) == before


def test_what_only_openpyxl_cannot_open_gets_a_second_file(log: Path) -> None:
    with changed_parts(log) as parts:
        parts["xl/styles.xml"] = b"<styleSheet><ini rusak"
    told = left_alone(log, publication((), RESULTS))
    assert told[1] == "Hasil pemeriksaan ditulis di Buku Kerja - Hasil.xlsx, di folder yang sama."


def test_a_missing_workbook_is_told(tmp_path: Path) -> None:
    with pytest.raises(LogNotWritten, match="folder atau berkas tidak ada"):
        publish_into(tmp_path / "Buku Kerja.xlsx")


def test_a_missing_key_column_is_told_with_the_command_that_repairs_it(log: Path) -> None:
    book = load_workbook(log)
    book["Buku Kerja"]["B5"] = "Nomor langkah"
    book.save(log)
    with pytest.raises(LogNotWritten, match="Tab Buku Kerja atau sebagian judul kolomnya tidak ada"):
        publish_into(log)


def test_a_missing_tab_is_told_with_the_command_that_repairs_it(log: Path) -> None:
    book = load_workbook(log)
    del book["Buku Kerja"]
    book.save(log)
    with pytest.raises(LogNotWritten, match=r"Tab Buku Kerja .* tidak ada .*python scripts/setup_worklog.py"):
        publish_into(log)


@pytest.mark.slow
def test_long_position_of_a_person_is_not_cut(log: Path) -> None:
    book = load_workbook(log)
    place = find_place(book["Petugas"], PEOPLE)
    assert place is not None
    row = place.first + 20
    book["Petugas"].cell(row, place.columns["Nama"], "Endah")
    book["Petugas"].cell(row, place.columns["Jabatan"], "Kepala Subbagian " * 8)
    book.save(log)
    publish_into(log)
    assert load_workbook(log)["Petugas"].row_dimensions[row].height > 30


@pytest.mark.slow
def test_ids_with_signs_of_patterns_show_their_own_results(tmp_path: Path) -> None:
    log = make_workbook(tmp_path / "Buku Kerja.xlsx", register=[{**REGISTER_ROW, "ID Konten": id_} for id_ in WILD])
    rows = [{**block()[0], "ID Konten": id_} for id_ in WILD]
    found = [result(id_, f"keadaan {id_}") for id_ in WILD]
    found += [result(f"{id_}|1|1", f"langkah {id_}") for id_ in WILD]
    publish_into(log, publication(rows, found))
    load_workbook(log).save(log)  # forgets what the formulas showed, so that each has to be computed
    recalculated(log, tmp_path / "hitung")
    computed = tmp_path / "hitung" / log.name
    assert values(computed, "Daftar Konten", "Status")[: len(WILD)] == [f"keadaan {id_}" for id_ in WILD]
    assert values(computed, "Buku Kerja", "Status") == [f"langkah {id_}" for id_ in WILD]


@pytest.mark.slow
def test_formulas_that_took_ids_for_patterns_are_written_anew(log: Path) -> None:
    publish_into(log)
    new = formulas(log)
    book = load_workbook(log)
    for tab in FORMULA_HEADERS:
        for row in book[tab].iter_rows():
            for cell in row:
                if str(cell.value).startswith("=IFERROR("):
                    cell.value = re.sub(r"SUBSTITUTE\(|,\"[~*?]\",\"~[~*?]\"\)", "", cell.value)
    book["Buku Kerja"]["V7"].value = own = '=IF(1=1,"milik kantor","")'
    book.save(log)
    assert "SUBSTITUTE" not in str(formulas(log))
    publish_into(log, publication([], RESULTS))
    assert formulas(log) == {**new, ("Buku Kerja", "V7"): own}


def formulas(log: Path) -> dict[tuple[str, str], str]:
    """The formulas of rows with an ID."""
    book = load_workbook(log)
    lines = ((tab, row) for tab in FORMULA_HEADERS for row in book[tab].iter_rows(min_row=6) if row[0].value)
    cells = ((tab, cell) for tab, row in lines for cell in row)
    return {(tab, cell.coordinate): cell.value for tab, cell in cells if cell.data_type == "f"}


@pytest.mark.slow
def test_any_number_of_publishes_of_a_changing_workbook_leaves_its_cell_formats_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_rows, "BLANK_FORMULA_ROWS", 5)
    log = make_workbook(tmp_path / "Buku Kerja.xlsx", register=[REGISTER_ROW])
    styles = set()
    for number in range(60):
        opened = block(f"2026-{number:04}") if number % 10 == 0 else ()
        key, state = f"2026-{number // 10 * 10:04}|1|1", [*RowState][number % len(RowState)]
        found = f"W401 Langkah selesai terlambat {number}" if number % 2 else ""
        publish_into(log, publication(opened, [result(key, state, late=number, found=found)]))
        styles.add(parts_of(log)["xl/styles.xml"])
    assert len(styles) == 1  # byte for byte, so what 60 do not add 500 do not either
