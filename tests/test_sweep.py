"""The sweep over foreign workbooks: it counts right, and sees what is no longer whole."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

import sweep
from archive_parts import changed_parts
from whole_workbook import losses


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A workbook of somebody else."""
    path = tmp_path / "asing.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Anggaran"
    for row in (["Bulan", "Rupiah"], ["Januari", 10], ["Jumlah", "=SUM(B2:B2)"]):
        sheet.append(row)
    sheet["A1"].comment, sheet["A2"].hyperlink = Comment("Lihat surat", "Rina"), "https://kab-pekalongan.kpu.go.id"
    sheet.merge_cells("D1:E1")
    sheet.add_data_validation(DataValidation("list", formula1='"ya,tidak"', sqref="F1"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=2))
    sheet.add_chart(chart, "H1")
    book.save(path)
    return path


def counts(text: str) -> dict[str, int]:
    lines = (line.rpartition(": ") for line in text.splitlines()[-len(sweep.ENDINGS) :])
    return {ending: int(count) for ending, _, count in lines}


@pytest.mark.slow
def test_workbooks_are_set_up_or_refused_and_stay_as_they_are(
    foreign: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (foreign.parent / "teks.xlsx").write_bytes(b"bukan buku kerja")
    with ZipFile(foreign.parent / "makro.xlsx", "w") as macro, ZipFile(foreign) as plain:
        for name in plain.namelist():
            macro.writestr(name, plain.read(name))
        macro.writestr("xl/vbaProject.bin", b"x")
    before = {path.name: path.read_bytes() for path in foreign.parent.iterdir()}
    for variable in ("XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(variable, os.environ[variable])
    assert sweep.main([str(foreign.parent)]) == 0
    assert before == {path.name: path.read_bytes() for path in foreign.parent.iterdir()}
    out = capsys.readouterr().out
    assert "makro.xlsx: refused with a sentence: Buku Kerja.xlsx tidak dapat diisi, karena memuat makro" in out
    assert counts(out) == {ending: {sweep.SET_UP: 1, sweep.REFUSED: 2}.get(ending, 0) for ending in sweep.ENDINGS}


class Deadly:
    """Stands for a workbook at which the process dies as soon as it gets it."""

    name = "maut.xlsx"

    def __reduce__(self) -> Any:
        return os._exit, (3,)


@pytest.mark.slow
def test_a_process_that_dies_or_hangs_is_counted_and_the_next_workbook_gets_a_new_one(
    foreign: Path, tmp_path: Path
) -> None:
    deadly: Any = Deadly()
    assert [found.ending for found in sweep.sweep([deadly, foreign], tmp_path / "satu", 60)] == [
        sweep.DIED,
        sweep.SET_UP,
    ]
    assert [found.ending for found in sweep.sweep([foreign], tmp_path / "dua", 0.01)] == [sweep.TOO_SLOW]


def change(by: Callable[[Any], object]) -> Callable[[Path], None]:
    def changed(path: Path) -> None:
        book = load_workbook(path)
        by(book["Anggaran"])
        book.save(path)

    return changed


def change_chart(path: Path) -> None:
    with changed_parts(path) as parts:
        parts["xl/charts/chart1.xml"] += b"<!-- -->"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def rename_tab(sheet: Any) -> None:
    sheet.title = "Anggaran baru"


LOST: dict[str, tuple[Callable[[Path], None], str]] = {
    "value": (change(lambda sheet: sheet.__setitem__("B2", 11)), "Anggaran: cell (2, 2)"),
    "formula": (change(lambda sheet: sheet.__setitem__("B3", "=B2")), "Anggaran: formula ('B3', '=SUM(B2:B2)')"),
    "note": (change(lambda sheet: setattr(sheet["A1"], "comment", None)), "Anggaran: note ('A1', 'Lihat surat')"),
    "merged": (change(lambda sheet: sheet.unmerge_cells("D1:E1")), "Anggaran: merged D1:E1"),
    "hidden": (change(lambda sheet: setattr(sheet, "sheet_state", "hidden")), "Anggaran: state visible"),
    "chart": (change_chart, "Anggaran: chart"),
    "all": (cut, "cannot be opened: BadZipFile('File is not a zip file')"),
    "tab": (change(rename_tab), "tab Anggaran"),
}


@pytest.mark.parametrize("what", LOST)
def test_what_a_new_workbook_lost_is_named(foreign: Path, what: str) -> None:
    lose, told = LOST[what]
    after = foreign.with_name("baru.xlsx")
    after.write_bytes(foreign.read_bytes())
    assert losses(foreign, after) == []
    if what == "hidden":
        change(lambda sheet: sheet.parent.create_sheet("Lain"))(after)
    lose(after)
    assert told in losses(foreign, after)
