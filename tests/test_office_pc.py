"""The life of an office PC: a folder with an odd name, and files that somebody has open."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import LATE, NEWS, NOW, Office, plain_log, start
from windows_files import held_alone

pytest_plugins = ("command_offices",)

ODD = "Data Kantor é 100% (Humas) & Co!"


@pytest.mark.slow
def test_an_office_works_in_a_folder_whose_name_has_every_sign_that_windows_allows(tmp_path: Path) -> None:
    folder = tmp_path / ODD
    folder.mkdir()
    office = Office(folder)
    office.configure()
    plain_log(office.workbook, [NEWS])
    for command in ("setup_worklog", "report_daily"):
        told = office.run(command)
        assert (told.code, told.err) == (0, ""), told
    told = start("check_progress", "--config", f"{ODD}/sheets_config.json", "--now", NOW, folder=tmp_path)
    assert (told.code, told.err) == (0, ""), told
    assert office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5]
    assert [path.name for path in office.reports.iterdir()] == ["Laporan Harian 2026-11-23.xlsx"]


@pytest.mark.parametrize("options", [(), ("--no-publish",)])
def test_a_log_that_a_program_holds_alone_is_told_and_left_as_it_is(office: Office, options: tuple[str, ...]) -> None:
    before = office.workbook.read_bytes()
    with held_alone(office.workbook):
        told = office.check(*options)
    assert told.code == 2
    assert "Buku Kerja.xlsx tidak boleh dibaca. Tutup program lain yang sedang memakainya" in told.err
    assert office.workbook.read_bytes() == before
    assert office.check().code == 0


def test_a_report_that_a_program_holds_alone_stays_and_the_new_one_lies_beside_it(office: Office) -> None:
    office.run("report_daily")
    report = next(office.reports.iterdir())
    before = report.read_bytes()
    with held_alone(report):
        told = office.run("report_daily", now=LATE)
    assert told.code in (0, 1)
    assert report.read_bytes() == before
    assert len(list(office.reports.iterdir())) == 2
