"""What openpyxl does not keep is put back into the written file."""

from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from workbook_samples import rewritten
from worklog.adapters.workbook.saving.stored_values import Stored, StoredTab, calculated, put_back, stored_tabs


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A1 a number, A2 a formula, A3 a text, A4 a date; row 2 with a height that somebody set."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Kantor & Co"
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = 1.5, "=A1*2", "teks", datetime(2026, 11, 22, 14, 5)
    sheet.row_dimensions[2].height = 40
    path = tmp_path / "buku.xlsx"
    workbook.save(path)
    return path


def shown(path: Path) -> list[object]:
    return [row[0] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]


def stored(path: Path) -> dict[str, StoredTab]:
    with ZipFile(path) as archive:
        return stored_tabs(archive)


def rewrite(path: Path, by_tab: dict[str, StoredTab]) -> None:
    path.write_bytes(put_back(path.read_bytes(), by_tab))


def test_numbers_dates_and_fixed_rows_are_found(book: Path) -> None:
    tab = stored(book)["Kantor & Co"]
    assert tab.values == {"A1": Stored(None, "1.5", False), "A4": Stored(None, "46348.58680555555", False)}
    assert tab.fixed_rows == {2}


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (3, 3.0),
        ("Selesai & <baru>", "Selesai & <baru>"),
        ("", ""),
        ("bel\x07", "bel"),
        (datetime(2026, 11, 22, 14, 5), 46348.586805555555),
    ],
)
def test_a_formula_shows_what_was_calculated_for_it(book: Path, value: object, read: object) -> None:
    rewrite(book, {"Kantor & Co": StoredTab({"A2": calculated(value, load_workbook(book).epoch)})})
    assert shown(book)[1] == pytest.approx(read) if isinstance(read, float) else shown(book)[1] == read
    assert load_workbook(book).active["A2"].value == "=A1*2"


def test_a_calculated_value_survives_openpyxl(book: Path) -> None:
    rewrite(book, {"Kantor & Co": StoredTab({"A2": Stored(None, "3", True)})})
    before = stored(book)
    load_workbook(book).save(book)
    assert shown(book)[1] == ""
    rewrite(book, before)
    assert shown(book)[1] == 3


def test_a_cell_that_holds_something_else_now_is_left_alone(book: Path) -> None:
    rewrite(book, {"Kantor & Co": StoredTab({"A1": Stored("str", "rumus", True), "A2": Stored(None, "7", False)})})
    assert shown(book)[:2] == [1.5, ""]


def test_a_number_that_became_an_error_is_a_number_again(book: Path) -> None:
    workbook = load_workbook(book)
    workbook.active["A4"].value = "#VALUE!"
    workbook.save(book)
    rewrite(book, {"Kantor & Co": StoredTab({"A4": Stored(None, "20261122", False)})})
    with ZipFile(book) as archive:
        assert b'<c r="A4" s="1"><v>20261122</v></c>' in archive.read("xl/worksheets/sheet1.xml")


def test_rows_that_nobody_fixed_may_grow_again(book: Path) -> None:
    rewrite(book, {"Kantor & Co": StoredTab({}, {5})})
    assert stored(book)["Kantor & Co"].fixed_rows == set()
    assert load_workbook(book).active.row_dimensions[2].height == 40


def test_tabs_not_named_are_copied_as_they_are(book: Path) -> None:
    with ZipFile(book) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    rewrite(book, {})
    with ZipFile(book) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == before


def test_a_part_that_is_told_by_way_of_another_folder_is_found(book: Path) -> None:
    rewritten(book, lambda _, xml: xml.replace(b"/xl/worksheets/", b"../xl/worksheets/"))
    assert stored(book)["Kantor & Co"].fixed_rows == {2}
