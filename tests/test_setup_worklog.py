"""Making the work log and repairing it, as its users run it."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import DRAFTED, LATE, NEWS, NOW, SOON, Office, call, plain_log, start
from snapshots import disk_state
from worklog.adapters.workbook import writer as workbook_writer
from worklog.jobs import example as worked_example

pytest_plugins = ("command_offices",)

ALL_TABS = ["Daftar Konten", "Buku Kerja", "Petugas", "Kalender", "SOP", "Hasil", "Ringkasan"]


@pytest.fixture
def empty_office(office: Office) -> Office:
    """An office that has a configuration and no workbook yet."""
    office.workbook.unlink()
    return office


def test_help_is_indonesian_and_names_every_option() -> None:
    told = call("setup_worklog", "--help")
    assert told.code == 0
    assert "Membuat buku kerja, atau memperbaiki yang kurang" in told.out
    assert re.findall(r"^  (?:-h, )?(--[\w-]+)", told.out, re.MULTILINE) == [
        "--help",
        "--config",
        "--example",
        "--first-steps",
        "--try-google",
    ]


def test_the_log_is_made_where_the_configuration_says(empty_office: Office) -> None:
    told = empty_office.run("setup_worklog")
    assert told.code == 0
    assert told.out == (
        f"Buku kerja Buku Kerja.xlsx dibuat dengan tab {', '.join(ALL_TABS)}.\nBuku kerja: {empty_office.workbook}\n"
    )
    assert load_workbook(empty_office.workbook).sheetnames == ALL_TABS
    assert sorted(disk_state(empty_office.folder)) == ["Buku Kerja.xlsx", "sheets_config.json"]


def test_folders_that_the_place_names_are_made(empty_office: Office) -> None:
    empty_office.configure(source={"path": "bersama/2026/log.xlsx"})
    assert empty_office.run("setup_worklog").code == 0
    assert (empty_office.folder / "bersama" / "2026" / "log.xlsx").is_file()


def test_a_log_that_lacks_nothing_is_not_written(empty_office: Office) -> None:
    empty_office.run("setup_worklog")
    before = disk_state(empty_office.folder)
    told = empty_office.run("setup_worklog")
    assert told.out == f"Tidak ada yang perlu diperbaiki.\nBuku kerja: {empty_office.workbook}\n"
    assert disk_state(empty_office.folder) == before


def test_kalender_has_the_holidays_of_this_year_and_the_next(empty_office: Office) -> None:
    empty_office.run("setup_worklog")
    years = {day.year for day in empty_office.cells("Kalender", "Tanggal") if isinstance(day, date)}
    assert years == {date.today().year, date.today().year + 1}


def test_a_new_log_is_filled_checked_and_shows_its_results(empty_office: Office) -> None:
    empty_office.run("setup_worklog")
    empty_office.type_into("Daftar Konten", 1, NEWS)
    assert empty_office.check(now=NOW).code == 0
    assert empty_office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5]
    assert empty_office.check(now=LATE).code == 1
    assert empty_office.cells("Buku Kerja", "Status") == ["Terlambat", *["Menunggu"] * 4]
    assert empty_office.cells("Daftar Konten", "Status")[0] == "Belum mulai · tidak sesuai SOP"


def test_missing_tabs_and_columns_come_back_and_nothing_typed_changes(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED], [{"Nama": "Siti", "Peran": "Fungsional Umum"}])
    book = load_workbook(office.workbook)
    del book["Kalender"]
    book["Petugas"].delete_cols(3)
    book.save(office.workbook)
    assert office.check("--no-publish").code == 2
    told = office.run("setup_worklog")
    assert "Tab Kalender: dibuat.\n" in told.out
    assert "Tab Petugas: kolom Jabatan ditambahkan di ujung kanan.\n" in told.out
    assert office.check("--no-publish", now=SOON).code == 0
    for tab, typed in {"Daftar Konten": NEWS, "Buku Kerja": DRAFTED, "Petugas": {"Nama": "Siti"}}.items():
        assert {header: office.cells(tab, header)[0] for header in typed} == typed


def test_a_log_open_in_excel_is_not_repaired(office: Office) -> None:
    office.open_in_excel(office.workbook)
    before = disk_state(office.folder)
    told = office.run("setup_worklog")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("Buku Kerja.xlsx sedang dibuka di Excel oleh Rina")
    assert disk_state(office.folder) == before


@pytest.mark.slow
def test_it_runs_as_a_process_from_any_folder(empty_office: Office, tmp_path: Path) -> None:
    told = start("setup_worklog", "--config", "Kantor KPU/sheets_config.json", folder=tmp_path)
    assert (told.code, told.err) == (0, "")
    assert [entry.name for entry in tmp_path.iterdir()] == ["Kantor KPU"]
    assert empty_office.workbook.is_file()


# The worked example


@pytest.mark.slow
def test_the_example_is_made_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worked_example, "EXAMPLE_FOLDER", tmp_path / "data" / "contoh")
    made = Office(tmp_path / "data" / "contoh")
    told = call("setup_worklog", "--example")
    assert told.code == 0
    assert told.out.endswith(f"Buku kerja: {made.workbook}\n")
    assert sorted(disk_state(made.folder)) == ["Buku Kerja Contoh.xlsx", "sheets_config.json"]
    before = disk_state(tmp_path)
    assert call("setup_worklog", "--example").code == 0
    assert disk_state(tmp_path) == before


@pytest.mark.slow
def test_an_example_that_was_interrupted_is_made_whole_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(worked_example, "EXAMPLE_FOLDER", tmp_path)
    made = Office(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(workbook_writer, "write_rows", interrupt)
        assert call("setup_worklog", "--example").code == 130
    assert not made.workbook.exists()
    assert call("setup_worklog", "--example").code == 0
    assert len([name for name in made.cells("Daftar Konten", "ID Konten") if name]) > 150
    assert sorted(disk_state(tmp_path)) == ["Buku Kerja Contoh.xlsx", "sheets_config.json"]


def test_an_example_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").write_text("berkas di tempat folder", encoding="utf-8")
    monkeypatch.setattr(worked_example, "EXAMPLE_FOLDER", tmp_path / "data" / "contoh")
    before = disk_state(tmp_path)
    told = call("setup_worklog", "--example")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"Contoh tidak dapat dibuat di {tmp_path / 'data' / 'contoh'}")
    assert disk_state(tmp_path) == before
