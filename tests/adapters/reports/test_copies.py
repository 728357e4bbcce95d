"""One template, and a sheet of it for each person."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from PIL import Image as Picture

from adapters.report_template import saved, small_template
from worklog.adapters.reports.copies import sheet_titles
from worklog.adapters.reports.files import sheets_content
from worklog.adapters.reports.names import ReportError

NOW = datetime(2026, 11, 22, 14, 5, 30)


def rows(*names: str) -> pd.DataFrame:
    return pd.DataFrame({"Nama": names, "Jumlah": range(len(names))})


def made(folder: Path, *people: str) -> Path:
    book, sheet = small_template()
    Picture.new("RGB", (8, 8), "navy").save(folder / "logo.png")
    sheet.add_image(Image(folder / "logo.png"), "C1")
    sheet.print_title_rows = "3:3"
    sheet.oddFooter.left.text = "&F"
    sheet.page_setup.orientation = "landscape"
    sheet.conditional_formatting.add("B4", FormulaRule(formula=['$B4="Budi"'], font=Font(color="00FF0000")))
    sheets: dict[str, tuple[dict[str, object], dict[str, pd.DataFrame]]] = {
        name: ({"judul": f"Rekap {name}", "kaki": number}, {"tabel": rows(*[name] * (number + 1))})
        for number, name in enumerate(people)
    }
    path = folder / "Rekap.xlsx"
    path.write_bytes(sheets_content(saved(book, folder), sheets))
    return path


def test_each_person_gets_a_sheet_with_own_values_and_rows(tmp_path: Path) -> None:
    book = load_workbook(made(tmp_path, "Ani", "Budi, S.Sos"))
    assert book.sheetnames == ["Ani", "Budi, S.Sos"]
    ani, budi = book.worksheets
    assert [ani["A1"].value, ani["B4"].value, ani["A5"].value, ani["A6"].value] == ["Rekap Ani", "Ani", "Penutup", 0]
    assert [budi["A1"].value, budi["B5"].value, budi["A6"].value] == ["Rekap Budi, S.Sos", "Budi, S.Sos", "Penutup"]


def test_each_sheet_looks_and_prints_like_the_template(tmp_path: Path) -> None:
    for sheet in load_workbook(made(tmp_path, "Ani", "Budi")).worksheets:
        assert sheet["B4"].font.name == "Georgia"
        assert sheet.column_dimensions["B"].width == 33
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.oddFooter.left.text == "&F"
        assert sheet.page_setup.orientation == "landscape"
        assert len(sheet._images) == 1
        assert [rule.formula for area in sheet.conditional_formatting for rule in area.rules] == [['$B4="Budi"']]


def test_names_that_excel_refuses_or_has_twice_still_get_a_sheet_each(tmp_path: Path) -> None:
    people = ("Nur'aini / Dewi", "NUR'AINI : DEWI", "'Ani'", "[]", "A" * 40, "A" * 41)
    assert load_workbook(made(tmp_path, *people)).sheetnames == [
        "Nur'aini Dewi",
        "NUR'AINI DEWI (2)",
        "Ani",
        "Pegawai",
        "A" * 31,
        "A" * 27 + " (2)",
    ]


def test_a_name_missing_in_the_template_is_told_as_it_stands_there(tmp_path: Path) -> None:
    book, _ = small_template({"judul": "$A$1"})
    sheets: dict[str, tuple[dict[str, object], dict[str, pd.DataFrame]]] = {"Ani": ({"judul": "Rekap", "nip": ""}, {})}
    with pytest.raises(ReportError, match=r"tidak memiliki nama sel nip\."):
        sheets_content(saved(book, tmp_path), sheets)


@pytest.mark.parametrize("name", ["Raden Mas Kusumawardhana Adiningrat S.Sos", "x" * 31, "Ani"])
def test_the_names_of_sheets_are_never_too_long(name: str) -> None:
    (title,) = sheet_titles([name])
    assert 0 < len(title) <= 31
