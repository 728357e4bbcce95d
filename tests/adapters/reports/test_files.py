"""Filling a report template, and saving the report whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from PIL import Image as Picture

from adapters.report_template import saved, small_template
from office import LETTERHEAD, READY_TO_POST, TEMPLATES, checked
from selection import first_ones
from worklog.adapters.reports import files as report_files
from worklog.adapters.reports.files import write_report
from worklog.adapters.reports.filling import NO_CHART, NOTHING, cell_values, fill
from worklog.adapters.reports.names import ReportError
from worklog.core.reports.daily.report import daily_tables
from worklog.core.reports.monthly.report import monthly_tables

NOW = datetime(2026, 11, 22, 14, 5, 30)
ROWS = pd.DataFrame({"Nama": ["Ani", "Budi", "Cici"], "Jumlah": [1, 2, 3], "Lain": ["x", "y", "z"]})
VALUES: dict[str, object] = {"judul": "Laporan", "kaki": 7}
LOG = f"""
{READY_TO_POST}
5 | Dewi | Sel 12.30 | | https://contoh.id/1
P1 2026-0002 acuan Sel 08.00
1 | Budi | Sel 08.30 | | draf
R1 2026-0003 acuan Sel 09.00 | Terkait ID=2026-0001
"""
TWO_MONTHS = (
    f"{LOG}\nP3 2026-0004 acuan 2026-10-01 08:00 jadwal 2026-10-07\n5 | Dewi | 2026-10-07 09:00 | | https://contoh.id/4"
)


def filled(book: Workbook, table: pd.DataFrame = ROWS, values: dict[str, object] | None = None) -> Workbook:
    fill(book, VALUES if values is None else values, {"tabel": table}, "templat.xlsx")
    return book


def texts(book: Workbook) -> list[list[object]]:
    return [[cell.value for cell in row] for row in book["Isi"].iter_rows()]


def test_values_and_rows_take_their_places_and_what_is_below_moves_down():
    book, _ = small_template()
    assert texts(filled(book)) == [
        ["Laporan", None, None],
        [None, None, None],
        ["No", "Nama", "Jumlah"],
        [1, "Ani", 1],
        [2, "Budi", 2],
        [3, "Cici", 3],
        ["Penutup", None, None],
        [7, None, None],
    ]


def test_empty_table_says_so_in_one_row():
    book, sheet = small_template()
    filled(book, ROWS.iloc[:0])
    assert sheet["A4"].value == NOTHING
    assert "A4:C4" in {area.coord for area in sheet.merged_cells.ranges}
    assert sheet["A5"].value == "Penutup"


def test_table_of_one_row_moves_nothing():
    book, sheet = small_template()
    filled(book, ROWS.iloc[:1])
    assert sheet["A5"].value == "Penutup"
    assert sheet["B4"].value == "Ani"


def test_style_of_the_row_is_that_of_all_its_rows():
    book, sheet = small_template()
    filled(book)
    for row in (4, 5, 6):
        assert (sheet.cell(row, 2).font.name, sheet.cell(row, 2).font.sz) == ("Georgia", 13)
        assert sheet.cell(row, 3).fill.fgColor.rgb == "00FFEE00"
        assert sheet.cell(row, 3).border.bottom.style == "thick"
        assert sheet.cell(row, 3).number_format == '0.0" kali"'
    assert sheet.column_dimensions["B"].width == 33
    assert sheet.row_dimensions[7].height == 44
    assert {area.coord for area in sheet.merged_cells.ranges} == {"A7:C7"}


def test_unknown_share_is_a_dash_but_not_where_a_chart_or_raw_data_would_take_it_for_a_number(tmp_path):
    rows = ROWS.assign(Jumlah=[0.25, np.nan, np.nan])
    book, sheet = small_template()
    sheet["C4"].number_format = "0.0%"
    assert [cell.value for cell in filled(book, rows)["Isi"]["C"][3:6]] == [0.25, "–", "–"]
    book, sheet = small_template()
    sheet["C4"].number_format = "0.0%"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=4))
    sheet.add_chart(chart, "E1")
    assert [cell.value for cell in filled(load_workbook(saved(book, tmp_path)), rows)["Isi"]["C"][3:6]] == [
        0.25,
        None,
        None,
    ]
    book, sheet = small_template({"tabel_data": "$A$4:$C$4"})
    sheet["C4"].number_format = "0.0%"
    fill(book, {}, {"tabel_data": rows}, "templat.xlsx")
    assert [cell.value for cell in sheet["C"][3:6]] == [0.25, None, None]


def test_office_may_reorder_columns_and_leave_some_out():
    book, sheet = small_template()
    for cell, text in (("A4", "{Jumlah}"), ("B4", "tetap"), ("C4", "{Lain}")):
        sheet[cell] = text
    filled(book)
    assert [cell.value for cell in sheet[5]] == [2, None, "y"]


@pytest.mark.parametrize("text", ["=1+1", "+62 812", "-5", "@nama", "=cmd|' /C calc'!A0", "#N/A", "0118"])
def test_text_stays_text(text, tmp_path):
    book, _ = small_template()
    filled(book, pd.DataFrame({"Nama": [text], "Jumlah": [1]}), {"judul": text, "kaki": text})
    sheet = load_workbook(saved(book, tmp_path))["Isi"]
    for cell in (sheet["B4"], sheet["A1"]):
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix == (text[0] in "=+-@")


def test_control_characters_and_overlong_texts_do_not_break_the_file(tmp_path):
    book, _ = small_template()
    filled(book, pd.DataFrame({"Nama": ["a\x00b\x0bc" + "x" * 40_000], "Jumlah": [1]}))
    text = load_workbook(saved(book, tmp_path))["Isi"]["B4"].value
    assert isinstance(text, str)
    assert text.startswith("abcx")
    assert len(text) == 32_767


def test_dates_are_excel_dates_in_the_format_of_the_template(tmp_path):
    book, sheet = small_template()
    sheet["C4"].number_format = r"[$-421]dd mmm yyyy hh\.mm"
    moments = np.array(["2026-11-22T14:05:00", "NaT", "9999-12-31T23:59:59"], "datetime64[s]")
    filled(book, ROWS.assign(Jumlah=moments))
    sheet = load_workbook(saved(book, tmp_path))["Isi"]
    assert [sheet.cell(row, 3).value for row in (4, 5, 6)] == [
        datetime(2026, 11, 22, 14, 5),
        None,
        datetime(9999, 12, 31, 23, 59, 59),
    ]
    assert sheet["C6"].number_format == r"[$-421]dd mmm yyyy hh\.mm"


def test_date_in_a_cell_without_a_date_format_keeps_that_format():
    book, sheet = small_template()
    filled(book, ROWS.assign(Jumlah=pd.Timestamp("2026-11-22")))
    assert sheet["C4"].number_format == '0.0" kali"'


def test_unknown_values_are_empty_cells():
    assert cell_values(pd.Series([1.5, np.nan])) == [1.5, None]
    assert cell_values(pd.Series(["a", None], dtype=object)) == ["a", None]
    assert cell_values(pd.Series(np.array(["NaT"], "M8[s]"))) == [None]


def test_missing_names_are_told_together():
    book, _ = small_template({"tabel": "$A$4:$C$4"})
    with pytest.raises(ReportError, match=r"Templat templat.xlsx tidak memiliki nama sel judul, kaki\."):
        filled(book)


@pytest.mark.parametrize("cells", ["#REF!", "$A:$C", "$B$5"])
def test_name_that_points_nowhere_counts_as_missing(cells):
    book, _ = small_template({"judul": cells, "tabel": "$A$4:$C$4", "kaki": "$A$6"})
    with pytest.raises(ReportError, match="nama sel judul"):
        filled(book)


def test_name_of_a_sheet_serves_as_well():
    book, sheet = small_template()
    sheet.defined_names["judul"] = book.defined_names.pop("judul")
    assert texts(filled(book))[0][0] == "Laporan"


def test_table_name_that_is_not_the_row_with_columns_is_told():
    book, _ = small_template({"judul": "$A$1", "tabel": "$A$3:$C$3", "kaki": "$A$6"})
    with pytest.raises(ReportError, match=r"Nama tabel di templat templat\.xlsx harus menandai tepat satu baris"):
        filled(book)


def test_unknown_column_is_told_with_the_known_ones():
    book, sheet = small_template()
    sheet["B4"] = "{Nmaa}"
    with pytest.raises(ReportError, match=r"tidak mengenal kolom Nmaa\. Kolom yang ada: Nama, Jumlah, Lain\."):
        filled(book)


def test_report_is_saved_and_saved_again_in_its_place(tmp_path):
    template = saved(small_template()[0], tmp_path)
    target = tmp_path / "Laporan" / "Laporan Harian 2026-11-22.xlsx"
    for rows in (ROWS, ROWS.iloc[:1]):
        result = write_report(template, target, VALUES, {"tabel": rows}, NOW)
    assert (result.path, result.note) == (target, "")
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert load_workbook(target)["Isi"]["A5"].value == "Penutup"


@pytest.mark.parametrize("owner_file", ["~$L.xlsx", ".~lock.L.xlsx#"])
def test_open_report_is_saved_beside_it_with_a_sentence(tmp_path, owner_file):
    template = saved(small_template()[0], tmp_path)
    target = tmp_path / "L.xlsx"
    target.write_bytes(b"yang lama")
    (tmp_path / owner_file).write_bytes(b"")
    result = write_report(template, target, VALUES, {"tabel": ROWS}, NOW)
    assert result.path.name == "L (2026-11-22 14.05.30).xlsx"
    assert result.note == f"L.xlsx sedang dibuka, maka laporan yang baru disimpan sebagai {result.path.name}."
    assert target.read_bytes() == b"yang lama"
    assert load_workbook(result.path)["Isi"]["A1"].value == "Laporan"


def test_owner_file_left_behind_does_not_keep_a_new_report_away(tmp_path):
    template = saved(small_template()[0], tmp_path)
    (tmp_path / "~$L.xlsx").write_bytes(b"")
    assert write_report(template, tmp_path / "L.xlsx", VALUES, {"tabel": ROWS}, NOW).path.name == "L.xlsx"


def test_report_that_windows_will_not_replace_is_saved_beside_it(tmp_path, monkeypatch):
    template = saved(small_template()[0], tmp_path)
    target = tmp_path / "L.xlsx"
    target.write_bytes(b"yang lama")
    replace = Path.replace

    def refuse(self, to):
        if Path(to) == target:
            raise PermissionError(13, "Permission denied")
        return replace(self, to)

    monkeypatch.setattr(Path, "replace", refuse)
    result = write_report(template, target, VALUES, {"tabel": ROWS}, NOW)
    assert result.path.name == "L (2026-11-22 14.05.30).xlsx"
    assert target.read_bytes() == b"yang lama"


def test_full_disk_is_one_sentence_and_leaves_the_old_report(tmp_path, monkeypatch):
    template = saved(small_template()[0], tmp_path)
    target = tmp_path / "folder" / "L.xlsx"
    target.parent.mkdir()
    target.write_bytes(b"yang lama")

    def full(file, content):
        file.write_bytes(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(report_files, "write_private", full)
    with pytest.raises(ReportError, match=r"L.xlsx tidak dapat disimpan \(disk penuh\)"):
        write_report(template, target, VALUES, {"tabel": ROWS}, NOW)
    assert [path.name for path in target.parent.iterdir()] == ["L.xlsx"]
    assert target.read_bytes() == b"yang lama"


@pytest.mark.skipif(os.name == "nt", reason="rights of files are those of the folder there")
def test_a_report_is_its_owners_alone(tmp_path):
    template = saved(small_template()[0], tmp_path)
    made = write_report(template, tmp_path / "laporan" / "L.xlsx", VALUES, {"tabel": ROWS}, NOW).path
    assert (made.stat().st_mode & 0o077, made.parent.stat().st_mode & 0o077) == (0, 0)


def test_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    template = saved(small_template()[0], tmp_path)
    with pytest.raises(ReportError, match=r"^L\.xlsx tidak dapat disimpan\. Folder .* tidak dapat dibuat \("):
        write_report(template, template / "folder" / "L.xlsx", VALUES, {"tabel": ROWS}, NOW)


def test_missing_template_is_one_sentence(tmp_path):
    with pytest.raises(ReportError, match=r"tidak-ada.xlsx tidak ada\."):
        write_report(tmp_path / "tidak-ada.xlsx", tmp_path / "L.xlsx", VALUES, {"tabel": ROWS}, NOW)


@pytest.mark.parametrize("content", [b"", b"bukan buku kerja", b"PK\x03\x04 terpotong"])
def test_template_that_is_no_workbook_is_one_sentence(tmp_path, content):
    (tmp_path / "templat.xlsx").write_bytes(content)
    with pytest.raises(ReportError, match=r"tidak dapat dibuka sebagai berkas \.xlsx"):
        write_report(tmp_path / "templat.xlsx", tmp_path / "L.xlsx", VALUES, {"tabel": ROWS}, NOW)


def test_logo_of_the_office_stays_and_moves_with_its_row(tmp_path):
    Picture.new("RGB", (20, 10), "red").save(tmp_path / "logo.png")
    book, sheet = small_template()
    sheet.add_image(Image(tmp_path / "logo.png"), "A1")
    sheet.add_image(Image(tmp_path / "logo.png"), "A6")
    result = write_report(saved(book, tmp_path), tmp_path / "L.xlsx", VALUES, {"tabel": ROWS}, NOW)
    images = load_workbook(result.path)["Isi"]._images
    assert sorted(image.anchor._from.row for image in images) == [0, 7]


@cache
def opened(log: str) -> tuple[Workbook, Workbook]:
    """The daily and the monthly report of a log as they stand in their files; nobody changes them."""
    with TemporaryDirectory() as folder:
        daily, monthly = (load_workbook(path) for path in both_reports(TEMPLATES, Path(folder), log))
    return daily, monthly


def both_reports(templates: Path, folder: Path, log: str) -> list[Path]:
    result = checked(log, "Sel 13.00")
    day = np.datetime64("2026-11-03")
    daily, monthly = daily_tables(result, day), monthly_tables(result, day.astype("datetime64[M]"))
    return [
        write_report(
            templates / f"laporan-{name}.xlsx", folder / f"{name}.xlsx", report.values(LETTERHEAD), report.tables(), NOW
        ).path
        for name, report in (("harian", daily), ("bulanan", monthly))
    ]


@pytest.mark.parametrize("log", first_ones(["", LOG]))
def test_templates_of_the_program_take_every_column(log):
    for book in opened(log):
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [text for text in cells if text.startswith("{")]
        assert not [text for text in cells if text in ("KANTOR", "Unit", "SOP", "kepala", "jabatan", "nama", "nip")]


def test_pages_are_folio_fitted_to_width_with_numbers_and_repeated_headers():
    for book in opened(LOG):
        for sheet in book:
            upright = "portrait" if sheet.title == "Lembar Kasubbag" else "landscape"
            assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (14, upright)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.fitToWidth == 1
            assert sheet.oddFooter.right.text == "Halaman &P dari &N"
    assert book["Daftar"].print_title_rows is not None
    assert book["Data"].print_title_rows is not None


@pytest.mark.parametrize("log", first_ones(["", LOG, TWO_MONTHS]))
def test_no_page_is_printed_that_has_only_headers(log):
    for book in opened(log):
        for sheet in book:
            assert not sheet.print_area, "an area narrower than the sheet prints its header alone"
            if sheet.sheet_state == "hidden":
                continue
            shown = [row for row in sheet.iter_rows() if not sheet.row_dimensions[row[0].row].hidden]
            assert max(cell.row for row in shown for cell in row if cell.value is not None) > 4, sheet.title
    raw = [opened(LOG)[1][name] for name in ("Data", "Data Catatan")]
    assert {sheet.sheet_state for sheet in raw} == {"hidden"}


def test_axes_of_all_charts_begin_at_zero():
    book = opened(TWO_MONTHS)[1]
    charts = [chart for sheet in book for chart in sheet._charts]
    assert charts
    assert {chart.y_axis.scaling.min for chart in charts} == {0}


def test_charts_read_all_rows_of_their_tables():
    book = opened(TWO_MONTHS)[1]
    charts = [chart for sheet in book for chart in sheet._charts]
    references = [series.val.numRef.f for chart in charts for part in chart._charts for series in part.series]
    assert (len(book["Grafik"]._charts), len(book["Ringkasan"]._charts)) == (5, 1)
    assert {reference for reference in references if "Hari" in reference} == {
        "'Hari'!$B$6:$B$35",
        "'Hari'!$C$6:$C$35",
        "'Hari'!$F$40:$F$41",
    }
    assert all(chart.title and chart.x_axis.title and chart.y_axis.title for chart in charts)


@pytest.mark.slow
def test_flows_that_nobody_knows_are_not_drawn():
    book = opened(f"{LOG}\nP9 2026-0009 acuan Sel 08.00")[1]
    flows = book["Grafik"]._charts[0].series[0].cat.numRef.f.partition("!")[2].replace("$", "")
    assert [cell.value for (cell,) in book["Ringkasan"][flows]] == ["P1", "P2", "P3", "P4", "R1", "R2"]
    assert "Alur tidak dikenal" in [cell.value for row in book["Ringkasan"].iter_rows() for cell in row]


def test_one_month_alone_has_no_trend():
    book = opened(LOG)[1]
    rows = book.defined_names["bagian_tren"].attr_text.partition("!")[2].replace("$", "")
    assert book["Ringkasan"]._charts == []
    assert all(book["Ringkasan"].row_dimensions[cells[0].row].hidden for cells in book["Ringkasan"][rows])


def test_month_without_anything_is_one_page_with_one_sentence():
    book = opened("")[1]
    (sheet,) = [sheet for sheet in book if sheet.sheet_state == "visible"]
    shown = [row for row in sheet.iter_rows() if not sheet.row_dimensions[row[0].row].hidden]
    told = [cell.value for row in shown for cell in row if isinstance(cell.value, str)]
    assert [text for text in told if text in (NOTHING, NO_CHART)] == []
    assert [text for text in told if text.endswith(".")] == [
        "Tidak ada konten, respon, maupun langkah yang tercatat pada November 2026.",
        "Lama waktu di laporan ini dihitung dengan jam kerja, kecuali alur dan hari tayang yang menurut SOP memakai waktu "
        "kalender.",
    ]
    assert sheet.row_breaks.brk == []


def test_raw_steps_are_a_table_that_excel_can_pivot():
    book = opened(LOG)[1]
    table = book["Data"].tables["DataLangkah"]
    assert table.ref == f"A1:T{1 + 6}"
    assert [column.name for column in table.tableColumns] == [cell.value for cell in book["Data"][1]]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice belum ada: pasang libreoffice-calc")
def test_templates_restyled_in_libreoffice_still_work(tmp_path):
    restyled, reports = tmp_path / "templat", tmp_path / "laporan"
    for name in ("harian", "bulanan"):
        book = load_workbook(TEMPLATES / f"laporan-{name}.xlsx")
        sheet = book.worksheets[0]
        sheet["A1"].font = Font(name="Courier New", size=14, color="AA0000")
        sheet.column_dimensions["B"].width = 70
        (tmp_path / name).mkdir()
        book.save(tmp_path / name / f"laporan-{name}.xlsx")
    convert = ["soffice", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless"]
    files = [str(tmp_path / name / f"laporan-{name}.xlsx") for name in ("harian", "bulanan")]
    subprocess.run([*convert, "--convert-to", "xlsx", "--outdir", str(restyled), *files], check=True, timeout=180)
    for path in both_reports(restyled, reports, LOG):
        book = load_workbook(path)
        sheet = book.worksheets[0]
        assert sheet["A1"].value == "KPU"
        assert (sheet["A1"].font.name, sheet["A1"].font.color.rgb) == ("Courier New", "FFAA0000")
        assert sheet.column_dimensions["B"].width == pytest.approx(70, abs=1)
    assert len(book["Grafik"]._charts) == 5


def test_message_of_a_failed_save_does_not_hide_a_bug(tmp_path, monkeypatch):
    template = saved(small_template()[0], tmp_path)
    monkeypatch.setattr(report_files, "fill", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_report(template, tmp_path / "L.xlsx", VALUES, {"tabel": ROWS}, NOW)
