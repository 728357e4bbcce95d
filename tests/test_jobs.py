"""The jobs behind the commands: what the configuration does to them, and what they hand on."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from commands import LATE, NOW, Office
from selection import first_ones
from worklog.adapters.workbook.reader import stamp_in
from worklog.config.config import load_config
from worklog.jobs import example as worked_example
from worklog.jobs.desk import Desk
from worklog.jobs.example import example_desk
from worklog.jobs.publishing import UNCHANGED

pytest_plugins = ("command_offices",)

CHRISTMAS_EVE = np.datetime64("2026-12-24")
"""A day of joint leave before a public holiday."""


def desk_of(office: Office, now: str = NOW) -> Desk:
    return Desk(load_config(office.config), datetime.fromisoformat(now))


def is_open(calendar_desk: Desk, day: np.datetime64) -> bool:
    calendar = calendar_desk.calendar()
    worked = calendar.worked(np.array([day, day + 1]).astype("datetime64[s]"))
    return bool(worked[1] > worked[0])


def test_the_desk_opens_the_workbook_of_its_configuration(office: Office) -> None:
    desk = desk_of(office)
    assert desk.log.address == str(office.workbook)
    assert list(desk.log.read()) == ["Daftar Konten", "Buku Kerja", "Petugas", "Kalender"]


@pytest.mark.parametrize(
    ("holidays", "eve", "christmas"),
    [
        ({}, False, False),
        ({"joint_leave": False}, True, False),
        ({"public": False}, False, True),
        ({"public": False, "joint_leave": False}, True, True),
    ],
)
def test_the_configuration_says_which_national_days_close(
    office: Office, holidays: dict[str, bool], eve: bool, christmas: bool
) -> None:
    office.configure(holidays=holidays)
    desk = desk_of(office)
    assert (is_open(desk, CHRISTMAS_EVE), is_open(desk, CHRISTMAS_EVE + 1)) == (eve, christmas)


def test_hours_of_the_configuration_move_the_deadlines(office: Office) -> None:
    deadline = pd.Timestamp("2026-11-23T13:30")
    assert desk_of(office).check().items["deadline"].tolist() == [deadline]
    office.configure(working_hours={"senin": "07:30-10:00", "selasa": "08:00-16:00"})
    assert desk_of(office).check().items["deadline"].tolist() == [pd.Timestamp("2026-11-24T10:30")]


def test_set_up_lists_only_days_that_close_as_reference(office: Office) -> None:
    office.configure(holidays={"joint_leave": False})
    desk_of(office).set_up()
    days = office.cells("Kalender", "Tanggal")
    assert date(2026, 12, 25) in days
    assert date(2026, 12, 24) not in days


def test_a_check_judges_the_blocks_that_it_opened(office: Office) -> None:
    checked, publishing = desk_of(office).check_and_publish()
    assert checked.timeline["row"].tolist() == [2, 3, 4, 5, 6]
    assert not publishing.failed


def test_a_check_judges_the_log_as_it_stands_when_blocks_could_not_be_opened(office: Office) -> None:
    office.open_in_excel(office.workbook)
    checked, publishing = desk_of(office, LATE).check_and_publish()
    assert checked.timeline["row"].tolist() == [0] * 5
    assert len(publishing.notes) == 1
    assert not publishing.failed


def test_a_backup_that_cannot_be_kept_is_a_failure(office: Office) -> None:
    (office.folder / "cadangan").write_text("berkas di tempat folder", encoding="utf-8")
    checked, publishing = desk_of(office).check_and_publish()
    assert checked.timeline["row"].tolist() == [0] * 5
    assert publishing.failed
    assert publishing.notes[0].startswith("Cadangan ")


@pytest.mark.slow
def test_only_as_many_backups_are_kept_as_the_configuration_says(office: Office) -> None:
    office.configure(backups={"folder": "arsip", "keep": 2})
    for day in (23, 24, 25):
        desk_of(office, f"2026-11-{day}T08:30").check_and_publish()
    names = sorted(file.name for file in (office.folder / "arsip").iterdir())
    assert names == ["Buku Kerja 2026-11-24.xlsx", "Buku Kerja 2026-11-25.xlsx"]


@pytest.mark.slow
def test_reports_go_to_the_folder_of_the_configuration_unless_another_is_named(office: Office, tmp_path: Path) -> None:
    office.configure(reports={"folder": "keluar"})
    desk = desk_of(office)
    checked = desk.check()
    assert desk.daily_report(checked, date(2026, 11, 23))[0].parent == office.folder / "keluar"
    assert desk.monthly_report(checked, date(2026, 11, 1), tmp_path / "x")[0].parent == tmp_path / "x"


@pytest.mark.slow
def test_two_reports_of_the_same_check_hold_the_same(office: Office, tmp_path: Path) -> None:
    desk = desk_of(office)
    checked = desk.check()
    paths = [desk.daily_report(checked, date(2026, 11, 23), tmp_path / name)[0] for name in "ab"]
    first, second = (
        [[cell.value for cell in row] for sheet in load_workbook(path) for row in sheet.iter_rows()] for path in paths
    )
    assert first == second


def test_the_example_is_looked_at_in_its_own_time_unless_told(example: Office) -> None:
    assert example_desk().now == datetime(2026, 11, 27, 14, 10)
    assert example_desk(datetime(2027, 1, 4, 8)).now == datetime(2027, 1, 4, 8)


def test_the_configuration_of_the_example_may_be_changed(example: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    example.configure(source={"path": "Buku Kerja Contoh.xlsx"}, office={"name": "KPU Kota Contoh"})
    monkeypatch.setattr(worked_example, "EXAMPLE_FOLDER", example.folder)
    assert example_desk().config.office.name == "KPU Kota Contoh"


def test_pdf_is_made_beside_the_report_when_wanted(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.configure(reports={"pdf": True})
    monkeypatch.setenv("PATH", str(tmp_path))
    told = office.run("report_daily")
    assert told.code == 0
    assert [line.split()[0] for line in told.out.splitlines()] == ["Laporan:", "PDF"]
    assert "LibreOffice belum terpasang" in told.out


@pytest.mark.slow
def test_each_stage_of_long_work_is_told_in_its_turn(office: Office) -> None:
    told: list[str] = []
    desk = Desk(load_config(office.config), datetime.fromisoformat(NOW), tell=told.append)
    checked, _ = desk.check_and_publish()
    desk.daily_report(checked, desk.now.date())
    desk.monthly_report(checked, desk.now.date())
    assert told == [
        "Membaca buku kerja…",
        "Memeriksa 1 baris…",
        "Memeriksa 6 baris…",
        "Menulis hasil ke buku kerja…",
        "Membuat laporan harian…",
        "Membuat laporan bulanan…",
    ]


# What stands in the workbook already


@pytest.fixture
def written(office: Office) -> tuple[Office, bytes]:
    """An office whose log was checked when its request was late, and its workbook as it was left."""
    assert desk_of(office, LATE).check_and_publish()[1].is_current
    return office, office.workbook.read_bytes()


@pytest.mark.parametrize("minutes", first_ones([0, 59]))
def test_a_check_that_finds_what_stands_there_leaves_the_workbook_as_it_is(
    written: tuple[Office, bytes], minutes: int
) -> None:
    office, before = written
    office.open_in_excel(office.workbook)  # nobody is told that it is open, since nothing has to be written
    now = datetime.fromisoformat(LATE) + timedelta(minutes=minutes)
    assert desk_of(office, now.isoformat()).check_and_publish()[1] == UNCHANGED
    assert office.workbook.read_bytes() == before


def test_ringkasan_of_a_workbook_is_never_older_than_an_hour(written: tuple[Office, bytes]) -> None:
    office, _ = written
    hour_later = datetime.fromisoformat(LATE) + timedelta(hours=1)
    assert desk_of(office, hour_later.isoformat()).check_and_publish()[1] != UNCHANGED
    shown = [str(row[0].value) for row in load_workbook(office.workbook)["Ringkasan"].iter_rows(max_row=6)]
    assert any(f"{hour_later:%H.%M}" in text for text in shown)


def test_what_falls_due_is_written_into_the_workbook_at_once(office: Office) -> None:
    deadline = desk_of(office).check().items["deadline"][0].to_pydatetime()
    shown = []
    for minute in (-1, 0, 1):
        publishing = desk_of(office, (deadline + timedelta(minutes=minute)).isoformat()).check_and_publish()[1]
        shown.append((publishing == UNCHANGED, "W404" in office.cells("Hasil", "Temuan")[0]))
    assert shown == [(False, False), (True, False), (False, True)]


@pytest.mark.parametrize("tab", first_ones(["Hasil", "Ringkasan", "SOP"]))
@pytest.mark.slow
def test_a_tab_of_results_that_somebody_deleted_is_written_again(written: tuple[Office, bytes], tab: str) -> None:
    office, _ = written
    book = load_workbook(office.workbook)
    del book[tab]
    book.save(office.workbook)
    assert desk_of(office, LATE).check_and_publish()[1] != UNCHANGED
    assert tab in load_workbook(office.workbook).sheetnames


@pytest.mark.slow
def test_results_in_a_second_file_are_not_taken_for_those_of_the_workbook(written: tuple[Office, bytes]) -> None:
    office, _ = written
    office.type_into("Buku Kerja", 1, {"Selesai": "kemarin"})
    with ZipFile(office.workbook, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"makro")
    beside = office.workbook.with_name(f"{office.workbook.stem} - Hasil.xlsx")
    for _ in range(2):
        publishing = desk_of(office, LATE).check_and_publish()[1]
        assert not publishing.is_current
        assert stamp_in(beside.read_bytes()) == ""
        beside.unlink()


def formats_of(workbook: Path) -> dict[str, str]:
    """How many fonts, fills, cell formats and conditional formats a workbook counts."""
    with ZipFile(workbook) as archive:
        styles = archive.read("xl/styles.xml").decode()
    return dict(re.findall(r'<(fonts|fills|borders|cellXfs|dxfs)\b[^>]*count="(\d+)"', styles))


@pytest.mark.slow
def test_a_workbook_written_again_and_again_gains_no_cell_formats(office: Office) -> None:
    late = datetime.fromisoformat(NOW) + timedelta(days=3)  # from here on every look that it needs is there
    desk_of(office).set_up()
    counted = []
    for hours in (0, 1, 2, 25):
        desk_of(office, (late + timedelta(hours=hours)).isoformat()).check_and_publish()
        counted.append(formats_of(office.workbook))
    assert counted[0].keys() == {"fonts", "fills", "borders", "cellXfs", "dxfs"}
    assert counted == counted[:1] * 4
