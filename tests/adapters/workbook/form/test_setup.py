"""The workbook as setup makes it, and what a second setup repairs."""

import errno
import os
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

import office_roles as roles
from office_roles import LOG, STAFF_TABS
from selection import first_ones
from workbook_samples import (
    IN_FORCE,
    NATIONAL_DAYS,
    NOW,
    OFFICE,
    REGISTER_ROW,
    SOP,
    TODAY,
    column_ranges,
    header,
    make_workbook,
    overlapping_columns,
    publication,
    recalculated,
    rewritten,
)
from worklog.adapters.workbook.form.setup import setup_workbook
from worklog.adapters.workbook.log import WorkbookLog
from worklog.adapters.workbook.reader import read_workbook
from worklog.adapters.workbook.writer import publish
from worklog.core.errors import LogBusy, LogNotWritten
from worklog.core.log import tabs
from worklog.core.log.grids import read_tabs
from worklog.core.sop.book import SopBook


def set_up(path: Path) -> list[str]:
    return setup_workbook(path, IN_FORCE, TODAY, NATIONAL_DAYS, OFFICE)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return make_workbook(tmp_path / "Buku Kerja.xlsx")


def test_setup_makes_the_workbook_and_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "media sosial" / "2026" / "Buku Kerja.xlsx"
    assert set_up(path) == [
        "Buku kerja Buku Kerja.xlsx dibuat dengan tab Daftar Konten, Buku Kerja, Petugas, Kalender, SOP, Hasil, Ringkasan."
    ]
    assert load_workbook(path).sheetnames == list(tabs.TAB_ORDER)


def test_the_tabs_can_be_read_by_the_checks(log: Path) -> None:
    frames = read_tabs(read_workbook(log), STAFF_TABS)
    assert {name: len(frame) for name, frame in frames.items()} == {
        "Daftar Konten": 0, "Buku Kerja": 0, "Petugas": 1, "Kalender": 4,
    }  # fmt: skip


def test_the_log_has_the_two_tiers_of_the_sop_worksheet(log: Path) -> None:
    sheet = load_workbook(log)["Buku Kerja"]
    upper, lower = ([cell.value for cell in sheet[row]] for row in (5, 6))
    assert [text for text in upper if text] == [
        "ID Konten", "No", "Konten/Kegiatan", "Judul Konten", "Putaran", "Pelaksana", "Mutu Baku", "Keterangan", "Realisasi",
        "Pemeriksaan",
    ]  # fmt: skip
    assert [text for text in lower if text] == [column.header for column in LOG.columns if column.group]
    assert {"F5:J5", "K5:M5", "N5:N6", "O5:S5", "T5:W5", "A5:A6"} <= {str(area) for area in sheet.merged_cells.ranges}


def test_title_block_names_office_tab_sop_and_how_to_fill(log: Path) -> None:
    sheet = load_workbook(log)["Petugas"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == [
        "KPU KABUPATEN PEKALONGAN",
        "Petugas",
        "SOP Nomor 09/HK.03.1/3326/2022   |   Satu baris untuk satu orang dalam satu peran. "
        "Plh/Plt ditulis dengan tanggal berlakunya.",
    ]


def test_choices_stand_behind_names_that_other_programs_keep(log: Path) -> None:
    book = load_workbook(log)
    lists = {v.formula1 for sheet in book.worksheets for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert lists == {
        "DaftarAlur", "DaftarPetugas", '"Setuju,Revisi,Tidak direspon,Batal"', '"Libur,Masuk,Jam Khusus,Hari Besar"',
        '"Admin,Fungsional Umum,Es. IV Kasubag,Es. III Sekretaris,Ketua/Anggota"',
    }  # fmt: skip
    sheet, area = next(iter(book.defined_names["DaftarAlur"].destinations))
    assert [row[0].value for row in book[sheet][area]] == [flow.label for flow in SOP.flows]


def test_nothing_that_people_type_is_blocked(log: Path) -> None:
    validations = [v for sheet in load_workbook(log).worksheets for v in sheet.data_validations.dataValidation]
    assert {v.errorStyle for v in validations} == {"warning"}


def test_formula_columns_are_locked_and_typed_columns_are_not(log: Path) -> None:
    for tab in (tabs.REGISTER, LOG):
        sheet = load_workbook(log)[tab.name]
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        forbidden = [name for name in ("sort", "autoFilter", "insertRows") if getattr(sheet.protection, name)]
        assert forbidden == []
        columns = header(sheet)
        for column in tab.columns:
            letter = sheet.cell(1, columns[column.header]).column_letter
            assert sheet.column_dimensions[letter].protection.locked == (column.filler == "formula")


@pytest.mark.parametrize(("tab", "frozen"), [("Daftar Konten", "B6"), ("Buku Kerja", "D7"), ("Kalender", "B6")])
def test_header_and_first_columns_stay_in_view(log: Path, tab: str, frozen: str) -> None:
    assert load_workbook(log)[tab].freeze_panes == frozen


def test_what_tells_the_step_leaves_room_on_a_phone_for_what_is_typed(log: Path) -> None:
    sheet = load_workbook(log)["Buku Kerja"]
    cells = [cell for row in sheet["A5:W6"] for cell in row]
    pixels = {cell.value: sheet.column_dimensions[get_column_letter(cell.column)].width * 7 for cell in cells}
    in_view = [pixels[header] for header in ("ID Konten", "No", "Konten/Kegiatan")]
    assert 30 + sum(in_view) + pixels["Selesai"] <= 360  # 30 for the numbers of the rows


def test_mutu_baku_is_folded_together_and_opens_as_one(log: Path) -> None:
    sheet = load_workbook(log)["Buku Kerja"]
    settings = {letter: sheet.column_dimensions[letter] for letter in "JKLMN"}
    assert {letter: bool(one.outlineLevel) for letter, one in settings.items()} == {
        "J": False, "K": True, "L": True, "M": True, "N": False,
    }  # fmt: skip
    assert [one.hidden for one in settings.values()] == [False, True, True, True, False]
    assert settings["N"].collapsed
    assert "Perlihatkan" in sheet["N5"].comment.text


def test_buku_kerja_is_printed_two_pages_wide_in_letters_that_can_be_read(log: Path) -> None:
    sheet = load_workbook(log)["Buku Kerja"]
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$A:$C", "$5:$6")
    assert [cut.id for cut in sheet.col_breaks.brk] == [14]  # before Mulai
    assert sheet.page_setup.scale * 9 / 100 >= 8
    for letter in "KLM":
        assert sheet.column_dimensions[letter].hidden
    widths = [0 if (of := sheet.column_dimensions[get_column_letter(at)]).hidden else of.width for at in range(1, 24)]
    for page in (widths[:14], widths[:3] + widths[14:]):
        assert sum(page) * 5.25 * sheet.page_setup.scale / 100 < 879  # F4 less its margins, in points


@pytest.mark.slow
def test_a_log_in_which_people_moved_what_was_done_to_the_front_prints_one_page_wide(log: Path) -> None:
    book = load_workbook(log)
    sheet = book["Buku Kerja"]
    for area in ("A5:A6", "O5:S5"):
        sheet.unmerge_cells(area)
    sheet["A5"], sheet["A6"], sheet["O6"] = None, "Mulai", "ID Konten"
    sheet["O5"] = None
    sheet._print_rows = sheet._print_cols = None
    sheet.page_setup.scale, sheet.sheet_properties.pageSetUpPr.fitToPage = None, True
    sheet.col_breaks.brk.clear()
    book.save(log)
    assert "Tab Buku Kerja: pengaturan cetak dipasang." in set_up(log)
    sheet = load_workbook(log)["Buku Kerja"]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_cols, sheet.col_breaks.brk) == (None, [])


def test_the_tab_that_formulas_read_is_out_of_sight(log: Path) -> None:
    assert [sheet.title for sheet in load_workbook(log) if sheet.sheet_state != "visible"] == ["Hasil"]


def test_petugas_begins_with_an_example_that_is_no_choice(log: Path) -> None:
    book = load_workbook(log)
    assert book["Petugas"]["A6"].value == "Contoh: Nama Pegawai, S.Sos"
    assert book["Petugas"]["A6"].font.i
    names = book.defined_names["DaftarPetugas"].attr_text
    assert names.startswith("INDEX('Petugas'!$A$6:$A$506,1+(LEFT(INDEX('Petugas'!$A$6:$A$506,1),7)=\"Contoh:\")):")


def test_a_log_with_people_gets_no_example(log: Path) -> None:
    book = load_workbook(log)
    for cell in book["Petugas"][6]:
        cell.value = None
    book.save(log)
    assert set_up(log) == []
    assert load_workbook(log)["Petugas"]["A6"].value is None


def test_a_log_of_the_former_shape_keeps_its_columns_and_what_stays_in_view(log: Path) -> None:
    book = load_workbook(log)
    sheet = book["Buku Kerja"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(area.coord)
    former = ("ID Konten", "Judul Konten", "Putaran", "No", "Konten/Kegiatan")
    for column, text in enumerate(former, 1):
        sheet.cell(5, column).value = None
        sheet.cell(6, column).value = text
    sheet.freeze_panes = None
    book.save(log)

    assert "Tab Buku Kerja: judul kolom dibekukan." in set_up(log)
    sheet = load_workbook(log)["Buku Kerja"]
    assert [sheet.cell(6, column).value for column in range(1, 6)] == list(former)
    assert sheet.freeze_panes == "C7"


def test_pages_are_f4_landscape_one_page_wide_with_repeated_headers(log: Path) -> None:
    sheet = load_workbook(log)["Daftar Konten"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        14,
        0,
    )
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.oddFooter.center.text == "Halaman &P dari &N"


@pytest.mark.parametrize(
    "office", first_ones(["KPU " + "Kabupaten & Kota " * 20, "😀" * 200, "& " * 200, "KPU Kabupaten Pekalongan"])
)
def test_footers_are_short_enough_for_excel_whatever_the_office_is_called(tmp_path: Path, office: str) -> None:
    path = tmp_path / "Buku Kerja.xlsx"
    setup_workbook(path, IN_FORCE, TODAY, NATIONAL_DAYS, office)
    with ZipFile(path) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    footers = [unescape(re.search("<oddFooter>(.*)</oddFooter>", sheet)[1]) for sheet in sheets]  # type: ignore[index]
    assert len(footers) == 7
    for footer in footers:
        assert len(footer.encode("utf-16-le")) / 2 <= 255
        assert re.sub("&&|&[LCR]|&8 |&[PN]", "", footer).count("&") == 0
        assert ("…" in footer) == (len(office) > 100)
        assert footer.endswith(f"SOP Nomor {SOP.number}")


def priorities(path: Path) -> list[list[int]]:
    """Of each tab, the priorities of its conditional formats."""
    return [
        sorted(rule.priority for area in sheet.conditional_formatting for rule in area.rules)
        for sheet in load_workbook(path)
    ]


def test_each_conditional_format_of_a_tab_has_a_priority_of_its_own(log: Path) -> None:
    found = priorities(log)
    assert max(map(len, found)) > 10
    assert [numbers for numbers in found if len(set(numbers)) < len(numbers)] == []


def test_new_colours_stand_behind_those_of_an_office_and_none_shares_its_priority(log: Path) -> None:
    book = load_workbook(log)
    sheet = book["Buku Kerja"]
    sheet.conditional_formatting = ConditionalFormattingList()
    for column in "AB":  # two with one priority, as earlier versions of this program left them
        own = CellIsRule(operator="equal", formula=['"sendiri"'], fill=PatternFill("solid", end_color="00FF00"))
        own.priority = 2
        sheet.conditional_formatting.add(f"{column}7:{column}100", own)
    book.save(log)
    set_up(log)
    assert [numbers for numbers in priorities(log) if len(set(numbers)) < len(numbers)] == []
    formats = load_workbook(log)["Buku Kerja"].conditional_formatting
    ranked = sorted((rule.priority, rule.formula[0]) for area in formats for rule in area.rules)
    assert len(ranked) > 10
    assert [number for number, (_, formula) in enumerate(ranked) if formula == '"sendiri"'] == [0, 1]


def test_every_status_has_its_own_colour_and_sign(log: Path) -> None:
    formats = load_workbook(log)["Buku Kerja"].conditional_formatting
    rules = {rule.formula[0]: rule.dxf for area in formats for rule in area.rules if str(area.sqref).startswith("T")}
    assert set(rules) == {f'$T7="{state}"' for state in tabs.RowState}
    assert len({dxf.fill.start_color.rgb for dxf in rules.values()}) == len(tabs.RowState)
    assert rules['$T7="Terlambat"'].numFmt.formatCode == '"▲ "@'


def test_only_what_is_to_be_filled_now_is_bright(log: Path) -> None:
    formats = load_workbook(log)["Buku Kerja"].conditional_formatting
    rules = {str(area.sqref): rule for area in formats for rule in area.rules if str(area.sqref)[0] not in "ADT"}
    current = 'OR($T7="Berjalan",$T7="Mendekati batas",$T7="Terlambat",$T7="Perlu diperbaiki")'
    formulas = {cells[0]: rule.formula[0] for cells, rule in rules.items()}
    assert list(formulas) == [*"GHFIJ", "P"]
    assert formulas["P"] == f'AND({current},$P7="")'
    for column, role in zip("FGHIJ", roles.ROLES, strict=True):
        steps = {step.activity for flow in SOP.flows for step in flow.steps if step.role == role}
        assert formulas[column].startswith(f'AND({current},OR($C7="')
        assert set(re.findall(r'\$C7="(.*?)"', formulas[column])) == steps
    assert {rule.dxf.fill.start_color.rgb for rule in rules.values()} == {"00FFD54F"}


def test_first_row_of_each_block_is_its_heading_wherever_rows_are_sorted_to(log: Path) -> None:
    formats = load_workbook(log)["Buku Kerja"].conditional_formatting
    rules = {str(area.sqref): [(r.formula[0], r.dxf) for r in area.rules] for area in formats}
    for column in "AD":
        (begins, heading), (goes_on, calm) = rules[f"{column}7:{column}5000"]
        assert begins == f'AND(${column}7<>"",NOT(AND($A7=$A6,$E7=$E6)))'  # ID and Putaran of the row above
        assert goes_on.startswith('AND($A7=$A6,$E7=$E6,NOT(OR($T7="Berjalan",')
        assert heading.font.b
        assert not calm.font.b


@pytest.mark.slow
def test_status_colours_of_a_former_version_are_put_anew_and_those_of_the_office_stay(
    log: Path, tmp_path: Path
) -> None:
    book = load_workbook(log)
    sheet = book["Daftar Konten"]
    today = {rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules}
    sheet.conditional_formatting = ConditionalFormattingList()

    def colour(where: str, formula: str) -> None:
        sheet.conditional_formatting.add(
            where, FormulaRule(formula=[formula], fill=PatternFill("solid", start_color="FF00FF"))
        )

    for word in ("melanggar", "belum dapat dinilai", "· sesuai"):
        colour("J6:J305", f'ISNUMBER(SEARCH("{word}",$J6))')
    own = {"D6:D305": 'ISNUMBER(SEARCH("sesuai",$D6))', "J6:K305": 'ISNUMBER(SEARCH("melanggar",$J6))'}
    own["J6:J20"] = 'ISNUMBER(SEARCH("cuti",$J6))'
    for where, formula in own.items():
        colour(where, formula)
    book.save(log)
    by_check = Path(shutil.copy(log, log.with_name("diperiksa.xlsx")))
    publish(by_check, publication(), IN_FORCE, NOW, tmp_path / "cadangan", 1)
    assert "Tab Daftar Konten: warna status dipasang." in set_up(log)
    for path in (log, by_check):
        areas = load_workbook(path)["Daftar Konten"].conditional_formatting
        assert {rule.formula[0] for area in areas for rule in area.rules} == today | set(own.values())
    assert set_up(log) == []


@pytest.mark.slow
def test_colours_of_the_office_at_judul_are_left_alone(log: Path) -> None:
    book = load_workbook(log)
    without_colours(book)
    own = CellIsRule(operator="equal", formula=['"Rapat"'], fill=PatternFill("solid", start_color="FF00FF"))
    book["Buku Kerja"].conditional_formatting.add("D7:D100", own)
    book.save(log)
    assert "Tab Buku Kerja: judul setiap konten ditonjolkan." not in set_up(log)


def test_colours_of_the_office_at_selesai_are_left_alone(log: Path) -> None:
    book = load_workbook(log)
    without_colours(book)
    own = CellIsRule(operator="lessThan", formula=["TODAY()"], fill=PatternFill("solid", start_color="FF00FF"))
    book["Buku Kerja"].conditional_formatting.add("P7:P100", own)
    book.save(log)
    told = set_up(log)
    assert "Tab Buku Kerja: warna status dipasang." in told
    assert "Tab Buku Kerja: sel yang harus diisi sekarang dibuat terang." not in told


@pytest.mark.usefixtures("usual_blank_rows")
def test_register_rows_are_ready_to_show_their_status(log: Path) -> None:
    sheet = load_workbook(log)["Daftar Konten"]
    key = 'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(TRIM($A6),"~","~~"),"*","~*"),"?","~?")'
    formula = f'=IFERROR(INDEX(Hasil!$B:$B,MATCH({key},Hasil!$A:$A,0))&"","")'
    assert (sheet["J6"].value, sheet["J305"].value, sheet["J306"].value) == (
        formula,
        formula.replace("6)", "305)"),
        None,
    )


def test_the_calendar_lists_the_holidays_of_two_years(log: Path) -> None:
    sheet = load_workbook(log)["Kalender"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(6, 9)]
    assert [(f"{day:%d/%m/%Y}", kind, note) for day, _, kind, _, note in rows] == [
        ("17/08/2026", "Libur", "Hari Kemerdekaan Republik Indonesia"),
        ("25/12/2026", "Libur", "Hari Raya Natal"),
        ("01/01/2027", "Libur", "Tahun Baru Masehi"),
        ("17/08/2027", "Libur", "Hari Kemerdekaan"),
    ]


def test_next_year_adds_only_the_year_that_is_not_listed(log: Path) -> None:
    more = NATIONAL_DAYS.assign(
        day=NATIONAL_DAYS["day"] + (NATIONAL_DAYS["day"].iloc[3] - NATIONAL_DAYS["day"].iloc[0])
    )
    told = setup_workbook(log, IN_FORCE, TODAY.replace(year=2027), more, OFFICE)
    assert told == ["Tab Kalender: libur nasional dan cuti bersama 2028 ditambahkan."]


def test_the_sop_tab_is_the_table_of_the_decree(log: Path) -> None:
    sheet = load_workbook(log)["SOP"]
    rows = [[cell.value for cell in row][:11] for row in sheet.iter_rows(7, sheet.max_row)]
    titles = [row[0] for row in rows if isinstance(row[0], str) and row[0][:2] in ("P1", "P2", "P3", "P4", "R1", "R2")]
    assert titles[0] == (
        "P1 Kegiatan Ceremonial KPU dan Pemilu/Pemilihan   (batas total 2 jam sejak selesainya kegiatan; waktu kalender)"
    )
    assert len(titles) == 6
    assert rows[1] == [
        1, "Pegawai yang bertugas peliputan menyiapkan foto dan konsep caption", None, "●", None, None, None,
        "Foto dokumentasi", "1 jam", "Konsep Konten", "Maksimal 1 jam setelah kegiatan berlangsung",
    ]  # fmt: skip
    texts = [str(row[0]) for row in rows]
    assert any(text.startswith("1. Persetujuan Ketua dan Anggota") for text in texts)
    assert sum("Keduanya dipakai seperti tertulis." in text for text in texts) == 1


def test_a_second_setup_writes_nothing(log: Path) -> None:
    before, changed = log.read_bytes(), log.stat().st_mtime_ns
    assert set_up(log) == []
    assert (log.read_bytes(), log.stat().st_mtime_ns) == (before, changed)


def without_tab(book: Any) -> None:
    del book["Petugas"]


def without_script_tabs(book: Any) -> None:
    for name in ("SOP", "Hasil", "Ringkasan"):
        del book[name]


def without_validation(book: Any) -> None:
    validations = book["Buku Kerja"].data_validations
    validations.dataValidation = [v for v in validations.dataValidation if "Q7" not in v.sqref]


def without_colours(book: Any) -> None:
    book["Buku Kerja"].conditional_formatting = ConditionalFormattingList()


def without_protection(book: Any) -> None:
    book["Kalender"].protection.sheet = False
    book["Kalender"].column_dimensions.group("A", "D")  # as LibreOffice stores columns that are alike


def without_print_setup(book: Any) -> None:
    book["Petugas"]._print_rows = None


def without_freeze(book: Any) -> None:
    book["Buku Kerja"].freeze_panes = None


def without_filter(book: Any) -> None:
    book["Buku Kerja"].auto_filter.ref = None


def without_formulas(book: Any) -> None:
    book["Daftar Konten"]["J6"] = None


def without_note(book: Any) -> None:
    book["Daftar Konten"]["A5"].comment = None


def with_another_sop_text(book: Any) -> None:
    book["SOP"]["B9"] = "diubah orang"


def without_people_list(book: Any) -> None:
    del book.defined_names["DaftarPetugas"]


@pytest.mark.parametrize(
    ("damage", "told"),
    first_ones(
        [
            (without_tab, ["Tab Petugas: dibuat."]),
            (
                without_script_tabs,
                ["Tab SOP: ditulis menurut tabel SOP.", "Tab Hasil: dibuat.", "Tab Ringkasan: dibuat."],
            ),
            (without_validation, ["Tab Buku Kerja: pilihan dan pemeriksaan isian dipasang pada kolom Keputusan."]),
            (
                without_colours,
                [
                    "Tab Buku Kerja: warna status dipasang.",
                    "Tab Buku Kerja: sel yang harus diisi sekarang dibuat terang.",
                    "Tab Buku Kerja: judul setiap konten ditonjolkan.",
                ],
            ),
            (without_protection, ["Tab Kalender: kolom rumus dilindungi (tanpa kata sandi)."]),
            (without_print_setup, ["Tab Petugas: pengaturan cetak dipasang."]),
            (without_freeze, ["Tab Buku Kerja: judul kolom dibekukan."]),
            (without_filter, ["Tab Buku Kerja: tombol saring dipasang."]),
            (without_formulas, ["Tab Daftar Konten: rumus status dipasang pada 1 baris."]),
            (without_note, ["Tab Daftar Konten: catatan nomor agenda dipasang."]),
            (with_another_sop_text, ["Tab SOP: ditulis menurut tabel SOP."]),
            (without_people_list, ["Tab Petugas: daftar nama untuk pilihan dipasang."]),
        ],
        2,
    ),
)
def test_what_is_missing_is_repaired_once(log: Path, damage: Callable[[Any], None], told: list[str]) -> None:
    book = load_workbook(log)
    damage(book)
    book.save(log)
    repaired = set_up(log)
    assert repaired[: len(told)] == told
    assert damage is without_tab or len(repaired) == len(told)
    assert set_up(log) == []


def test_missing_columns_come_to_the_right_end_and_what_is_typed_stays(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "log.xlsx", register=[REGISTER_ROW], log=[{"ID Konten": "2026-0118", "No": 1}])
    book = load_workbook(path)
    sheet = book["Buku Kerja"]
    sheet["X6"], sheet["X7"] = "Kolom kantor", "isi"
    for name in ("Bukti", "Output", "Keputusan"):
        sheet.cell(6, header(sheet)[name]).value = f"{name} lama"
    book.save(path)
    assert set_up(path) == [
        "Tab Buku Kerja: kolom Output, Keputusan, Bukti ditambahkan di ujung kanan.",
        "Tab Buku Kerja: pilihan dan pemeriksaan isian dipasang pada kolom Keputusan.",
    ]
    sheet = load_workbook(path)["Buku Kerja"]
    assert [sheet.cell(6, column).value for column in range(24, 28)] == ["Kolom kantor", "Output", "Keputusan", "Bukti"]
    assert [sheet.cell(5, column).value for column in range(25, 28)] == ["Mutu Baku", "Realisasi", None]
    assert (sheet["X7"].value, sheet["A7"].value) == ("isi", "2026-0118")
    assert set_up(path) == []


def plain_log(path: Path) -> Path:
    """A log that somebody made by hand: one header row at the top, no formats, columns in another order."""
    book = Workbook()
    book.active.title = "Catatan"
    rows: dict[tabs.Tab, list[object]] = {tabs.REGISTER: ["2026-0007"], LOG: ["2026-0007"], tabs.PEOPLE: ["Budi"]}
    for tab in STAFF_TABS:
        sheet = book.create_sheet(tab.name.upper())
        sheet.append([column.header for column in tab.columns if column.filler != "formula"])
        sheet.append(rows.get(tab, []))
    book.save(path)
    return path


def test_a_log_made_by_hand_becomes_a_full_one(tmp_path: Path) -> None:
    path = plain_log(tmp_path / "log.xlsx")
    before = read_workbook(path)
    told = set_up(path)
    assert "Tab Buku Kerja: kolom Status, Batas Waktu, Terlambat, Temuan ditambahkan di ujung kanan." in told
    after = read_workbook(path)
    assert [row[:15] for row in after["BUKU KERJA"]] == [row[:15] for row in before["BUKU KERJA"]]
    sheet = load_workbook(path)["BUKU KERJA"]
    assert "TRIM($A2)" in sheet["T2"].value
    assert (sheet["A2"].protection.locked, sheet["T2"].protection.locked) == (False, True)
    assert set_up(path) == []


def test_a_tab_with_something_else_in_it_is_not_touched(log: Path) -> None:
    book = load_workbook(log)
    book["Petugas"].delete_rows(1, 10)
    book["Petugas"]["A1"] = "rapat besok"
    book.save(log)
    before = log.read_bytes()
    with pytest.raises(LogNotWritten, match="Beri tab itu nama lain, lalu jalankan lagi"):
        set_up(log)
    assert log.read_bytes() == before


def test_a_blank_tab_is_filled_in_its_place(log: Path) -> None:
    book = load_workbook(log)
    book.remove(book["Petugas"])
    book.create_sheet("Petugas", 0)
    book.save(log)
    assert set_up(log)[0] == "Tab Petugas: dibuat."
    assert load_workbook(log).sheetnames[0] == "Petugas"


def test_a_workbook_with_a_chart_is_repaired_by_nobody(log: Path) -> None:
    from zipfile import ZipFile

    book = load_workbook(log)
    without_freeze(book)
    book.save(log)
    with ZipFile(log, "a") as archive:
        archive.writestr("xl/charts/chart1.xml", "<x/>")
    before = log.read_bytes()
    with pytest.raises(LogNotWritten, match="memuat grafik yang akan hilang"):
        set_up(log)
    assert log.read_bytes() == before


def test_an_open_workbook_is_not_repaired(log: Path) -> None:
    book = load_workbook(log)
    without_freeze(book)
    book.save(log)
    log.with_name("~$Buku Kerja.xlsx").write_bytes(b"\x04Rina")
    with pytest.raises(LogBusy, match="sedang dibuka di Excel oleh Rina"):
        set_up(log)


def test_a_workbook_that_changes_meanwhile_is_busy(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = load_workbook(log)
    without_freeze(book)
    book.save(log)
    monkeypatch.setattr(os, "fsync", lambda _: log.write_bytes(log.read_bytes() + b"\0"))
    with pytest.raises(LogBusy, match="sedang diubah orang lain"):
        set_up(log)


@pytest.mark.slow
def test_a_workbook_saved_by_libreoffice_is_still_whole(log: Path, tmp_path: Path) -> None:
    recalculated(log, tmp_path / "libreoffice")
    path = tmp_path / "libreoffice" / log.name
    # Without a window LibreOffice forgets which panes were frozen.
    assert {told.split(": ")[1] for told in set_up(path)} <= {"judul kolom dibekukan."}
    assert set_up(path) == []


def test_a_sop_without_notes_and_contradictions_has_only_its_table(tmp_path: Path) -> None:
    sop = SOP.model_copy(update={"notes": (), "flows": SOP.flows[:1]})
    setup_workbook(tmp_path / "log.xlsx", SopBook([sop]).in_force(TODAY), TODAY, NATIONAL_DAYS, OFFICE)
    sheet = load_workbook(tmp_path / "log.xlsx")["SOP"]
    assert sheet.max_row == 7 + len(sop.flows[0].steps)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(LogNotWritten, match=r"Folder .* tidak dapat dibuat"):
        set_up(tmp_path / "baru" / "log.xlsx")


@pytest.mark.slow
def test_widths_that_are_set_anew_never_overlap_those_of_grouped_columns(log: Path, tmp_path: Path) -> None:
    recalculated(log, tmp_path / "libreoffice")
    path = tmp_path / "libreoffice" / log.name
    book = load_workbook(path)
    sheet = book["Buku Kerja"]
    for name in roles.ROLES:
        sheet.cell(6, header(sheet)[name]).value = f"{name} lama"
    sheet.protection.sheet = False
    book.save(path)
    assert any("ditambahkan di ujung kanan" in told for told in set_up(path))
    assert overlapping_columns(path) == []


@pytest.mark.slow
def test_a_group_of_columns_that_another_program_made_twice_is_cut_apart(log: Path) -> None:
    book = load_workbook(log)
    sheet = book["Buku Kerja"]
    sheet.protection.sheet = False
    sheet.column_dimensions["F"].max = 10
    book.save(log)
    assert overlapping_columns(log) != []
    set_up(log)
    assert overlapping_columns(log) == []
    assert (6, 6) in column_ranges(log)["xl/worksheets/sheet2.xml"]


@pytest.mark.parametrize("area", first_ones(["A8:M8", "J9:M11", "A4:A5"]))
def test_a_register_with_merged_cells_is_repaired(log: Path, area: str) -> None:
    book = load_workbook(log)
    without_freeze(book)
    sheet = book["Daftar Konten"]
    for row in sheet[area]:
        for cell in row:
            cell.value = None
    sheet[area][0][0].value = "ID Konten" if area == "A4:A5" else None
    sheet.merge_cells(area)
    book.save(log)
    assert "Tab Buku Kerja: judul kolom dibekukan." in set_up(log)
    assert area in {str(found) for found in load_workbook(log)["Daftar Konten"].merged_cells.ranges}
    assert set_up(log) == []


@pytest.mark.slow
def test_missing_columns_come_behind_a_merged_header(log: Path) -> None:
    book = load_workbook(log)
    sheet = book["Daftar Konten"]
    sheet["L5"], sheet["N5"] = "Batas", "Milik kantor"
    sheet.merge_cells("N5:P5")
    book.save(log)
    assert "Tab Daftar Konten: kolom Batas Tayang ditambahkan di ujung kanan." in set_up(log)
    assert load_workbook(log)["Daftar Konten"]["Q5"].value == "Batas Tayang"
    assert set_up(log) == []


def test_a_tab_that_was_emptied_but_for_its_merged_cells_is_made_again(log: Path) -> None:
    book = load_workbook(log)
    sheet = book["Buku Kerja"]
    sheet.merge_cells("A1:C4")
    for cell in list(sheet._cells.values()):
        if cell.value is not None:
            cell.value = None
    book.save(log)
    assert set_up(log)[0] == "Tab Buku Kerja: dibuat."
    assert load_workbook(log)["Buku Kerja"]["A2"].value == "Buku Kerja"


def log_source(path: Path, backups: Path) -> WorkbookLog:
    return WorkbookLog(path, OFFICE, backups, 3)


def test_the_state_before_a_repair_is_kept(log: Path, tmp_path: Path) -> None:
    book = load_workbook(log)
    without_freeze(book)
    book.save(log)
    before = log.read_bytes()
    source = log_source(log, tmp_path / "cadangan")
    assert source.set_up(IN_FORCE, NATIONAL_DAYS, NOW) == ["Tab Buku Kerja: judul kolom dibekukan."]
    assert (tmp_path / "cadangan" / "Buku Kerja 2026-11-20.xlsx").read_bytes() == before


def test_what_lacks_nothing_is_not_backed_up(log: Path, tmp_path: Path) -> None:
    assert log_source(log, tmp_path / "cadangan").set_up(IN_FORCE, NATIONAL_DAYS, NOW) == []
    assert not (tmp_path / "cadangan").exists()


def test_without_a_backup_nothing_is_repaired(log: Path, tmp_path: Path) -> None:
    book = load_workbook(log)
    without_freeze(book)
    book.save(log)
    before = log.read_bytes()
    (tmp_path / "cadangan").write_text("bukan folder")
    with pytest.raises(LogNotWritten, match=r"Cadangan .* jadi Buku Kerja\.xlsx tidak diubah"):
        log_source(log, tmp_path / "cadangan").set_up(IN_FORCE, NATIONAL_DAYS, NOW)
    assert log.read_bytes() == before


def test_a_column_of_the_office_with_the_name_of_ours_stays_theirs(tmp_path: Path) -> None:
    path = plain_log(tmp_path / "log.xlsx")
    book = load_workbook(path)
    sheet = book["BUKU KERJA"]
    sheet.insert_cols(1)
    sheet["A1"], sheet["A2"], sheet["B3"] = "Temuan", "salah ketik tanggal", "2026-0008"
    book.save(path)
    assert "kolom Status, Batas Waktu, Terlambat, Temuan ditambahkan" in " ".join(set_up(path))
    sheet = load_workbook(path)["BUKU KERJA"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["Temuan", "salah ketik tanggal", None]
    assert "Hasil!" in sheet.cell(3, sheet.max_column).value
    assert set_up(path) == []


@pytest.mark.parametrize("tab", ["SOP", "Hasil", "Ringkasan"])
def test_a_tab_of_the_office_with_the_name_of_ours_is_not_replaced(tmp_path: Path, tab: str) -> None:
    path = plain_log(tmp_path / "log.xlsx")
    book = load_workbook(path)
    book.create_sheet(tab.lower())["B3"] = "milik kantor"
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(LogNotWritten, match=f"Tab {tab.lower()} berisi .* Beri tab itu nama lain"):
        set_up(path)
    assert path.read_bytes() == before


def test_an_open_workbook_is_not_backed_up(log: Path, tmp_path: Path) -> None:
    book = load_workbook(log)
    without_freeze(book)
    book.save(log)
    log.with_name("~$Buku Kerja.xlsx").write_bytes(b"\x04Rina")
    with pytest.raises(LogBusy):
        log_source(log, tmp_path / "cadangan").set_up(IN_FORCE, NATIONAL_DAYS, NOW)
    assert not (tmp_path / "cadangan").exists()


def test_a_workbook_of_another_program_without_settings_of_calculation_is_completed(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "log.xlsx")
    book = load_workbook(path)
    del book["Ringkasan"]
    book.save(path)
    rewritten(path, lambda _, part: re.sub(rb"<calcPr [^>]*/>", b"", part))

    assert setup_workbook(path, IN_FORCE, TODAY, NATIONAL_DAYS, OFFICE)
    assert "Ringkasan" in load_workbook(path).sheetnames


def test_the_password_to_modify_stays_in_a_repaired_workbook(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "log.xlsx")
    book = load_workbook(path)
    del book["Ringkasan"]
    book.save(path)
    sharing = b'<fileSharing readOnlyRecommended="1" userName="Admin" reservationPassword="CC1A"/>'
    rewritten(path, lambda _, part: part.replace(b"<workbookPr", sharing + b"<workbookPr"))

    assert setup_workbook(path, IN_FORCE, TODAY, NATIONAL_DAYS, OFFICE)
    assert sharing in ZipFile(path).read("xl/workbook.xml")
    assert "Ringkasan" in load_workbook(path).sheetnames


def test_a_strict_workbook_is_told_with_how_to_save_it(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "log.xlsx")
    schemas, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    kinds = re.compile(schemas + rb"(spreadsheetml|officeDocument)/2006/")
    rewritten(path, lambda _, part: kinds.sub(strict + rb"\1/", part))
    with pytest.raises(LogNotWritten, match="Excel Workbook"):
        setup_workbook(path, IN_FORCE, TODAY, NATIONAL_DAYS, OFFICE)


@pytest.mark.parametrize("roles", [("Ketua, Anggota",), tuple(f"Kepala Subbagian Nomor {n}" for n in range(20))])
def test_roles_that_no_list_in_a_cell_can_hold_are_typed_without_one(roles: tuple[str, ...], tmp_path: Path) -> None:
    """Excel parts a list at each comma, and takes 255 characters."""
    step = SOP.flows[0].steps[-1].model_copy(update={"no": 1, "role": roles[0]})
    sop = SOP.model_copy(update={"roles": roles, "flows": (SOP.flows[0].model_copy(update={"steps": (step,)}),)})
    setup_workbook(tmp_path / "log.xlsx", SopBook([sop]).in_force(TODAY), TODAY, NATIONAL_DAYS, OFFICE)
    rules = load_workbook(tmp_path / "log.xlsx")["Petugas"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules if rule.type == "list"] == []
