"""The two report commands as their users run them."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import DRAFTED, LATE, NEWS, NOW, SOON, Office, call, plain_log, start
from snapshots import disk_state
from worklog.cli import current_moment

pytest_plugins = ("command_offices",)

DAILY, MONTHLY = "report_daily", "report_monthly"
BOTH = pytest.mark.parametrize(
    ("command", "name"), [(DAILY, "Laporan Harian 2026-11-23.xlsx"), (MONTHLY, "Laporan Bulanan 2026-11.xlsx")]
)


def texts(path: Path) -> list[str]:
    """Every text of a workbook."""
    sheets = load_workbook(path).worksheets
    return [
        cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)
    ]


@pytest.mark.parametrize(
    ("command", "about", "own"),
    [(DAILY, "Membuat laporan harian Excel", "--date"), (MONTHLY, "Membuat laporan bulanan Excel", "--month")],
)
def test_help_is_indonesian_and_names_every_option(command: str, about: str, own: str) -> None:
    told = call(command, "--help")
    assert told.code == 0
    assert about in told.out
    options = re.findall(r"^  (?:-h, )?(--[\w-]+)", told.out, re.MULTILINE)
    assert options == ["--help", "--config", "--now", own, "--output"]


@BOTH
def test_the_report_of_now_is_put_where_the_configuration_says(office: Office, command: str, name: str) -> None:
    told = office.run(command)
    assert (told.code, told.err) == (0, "")
    assert told.out == f"Laporan: {office.reports / name}\n"
    assert "Jadwal layanan PPID" in texts(office.reports / name)


@BOTH
def test_the_log_is_only_read(office: Office, command: str, name: str) -> None:
    before = disk_state(office.folder)
    office.run(command)
    after = disk_state(office.folder)
    assert {path for path in after if path not in before} == {"laporan", f"laporan/{name}"}
    assert {path: after[path] for path in before} == before


@BOTH
def test_error_findings_end_with_code_1_and_the_report_is_made(office: Office, command: str, name: str) -> None:
    told = office.run(command, now=LATE)
    assert told.code == 1
    assert (office.reports / name).is_file()


@pytest.mark.parametrize(
    ("command", "choice", "name"),
    [
        (DAILY, ("--date", "2026-11-20"), "Laporan Harian 2026-11-20.xlsx"),
        (DAILY, ("--date", "1900-01-01"), "Laporan Harian 1900-01-01.xlsx"),
        (MONTHLY, ("--month", "2026-10"), "Laporan Bulanan 2026-10.xlsx"),
        (MONTHLY, ("--month", "1900-01"), "Laporan Bulanan 1900-01.xlsx"),
    ],
)
def test_another_day_or_month_can_be_reported(office: Office, command: str, choice: tuple[str, str], name: str) -> None:
    assert office.run(command, *choice).out == f"Laporan: {office.reports / name}\n"


@pytest.mark.parametrize(("command", "choice"), [(DAILY, ("--date", "9998-12-31")), (MONTHLY, ("--month", "9998-12"))])
def test_a_day_or_month_that_has_not_come_yet_is_refused(office: Office, command: str, choice: tuple[str, str]) -> None:
    told = office.run(command, *choice)

    assert told.code == 2
    assert "belum tiba" in told.err
    assert not office.reports.exists()


@BOTH
def test_another_folder_can_be_named_and_is_made(office: Office, tmp_path: Path, command: str, name: str) -> None:
    folder = tmp_path / "lain" / "Laporan KPU"
    assert office.run(command, "--output", folder).out == f"Laporan: {folder / name}\n"
    assert (folder / name).is_file()
    assert not office.reports.exists()


@BOTH
def test_a_new_run_replaces_the_report(office: Office, command: str, name: str) -> None:
    office.run(command)
    office.type_into("Daftar Konten", 1, {"Judul": "Judul yang baru"})
    office.run(command)
    assert [file.name for file in office.reports.iterdir()] == [name]
    told = texts(office.reports / name)
    assert "Judul yang baru" in told
    assert "Jadwal layanan PPID" not in told


@BOTH
def test_a_report_open_in_excel_is_kept_and_the_new_one_stands_beside_it(
    office: Office, command: str, name: str
) -> None:
    office.run(command)
    office.open_in_excel(office.reports / name)
    before = disk_state(office.reports)
    told = office.run(command, now="2026-11-23T08:31:05")
    beside = f"{Path(name).stem} (2026-11-23 08.31.05).xlsx"
    assert told.code == 0
    assert told.out == (
        f"{name} sedang dibuka, maka laporan yang baru disimpan sebagai {beside}.\nLaporan: {office.reports / beside}\n"
    )
    after = disk_state(office.reports)
    assert after.keys() == {*before, beside}
    assert after[name] == before[name]


@BOTH
def test_a_log_open_in_excel_is_reported_all_the_same(office: Office, command: str, name: str) -> None:
    office.open_in_excel(office.workbook)
    assert office.run(command).code == 0
    assert (office.reports / name).is_file()


@BOTH
def test_without_now_the_clock_tells_the_day(office: Office, command: str, name: str) -> None:
    told = call(command, "--config", office.config)
    today = current_moment()
    expected = f"Harian {today:%Y-%m-%d}" if command == DAILY else f"Bulanan {today:%Y-%m}"
    assert f"Laporan {expected}.xlsx" in told.out


def test_a_process_finds_its_places_from_any_folder(office: Office, tmp_path: Path) -> None:
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    arguments = ("--config", office.config, "--now", NOW, "--output", "ke sini")
    told = start(DAILY, *arguments, folder=elsewhere)
    assert (told.code, told.err) == (0, "")
    assert sorted(disk_state(elsewhere)) == ["ke sini", "ke sini/Laporan Harian 2026-11-23.xlsx"]


def test_letterhead_and_signers_of_the_configuration_stand_in_the_report(office: Office) -> None:
    signer = {
        "heading": "Mengetahui,",
        "position": "Ketua",
        "name": "Dra. Wahyuningsih",
        "nip": "19700101 199703 2 001",
    }
    office.configure(office={"name": "KPU Kota Contoh", "city": "Kota Contoh", "signers": [signer]})
    office.run(DAILY)
    told = "\n".join(texts(office.reports / "Laporan Harian 2026-11-23.xlsx"))
    for expected in ("KPU KOTA CONTOH", "Dra. Wahyuningsih", "19700101 199703 2 001"):
        assert expected.casefold() in told.casefold()


def test_a_name_that_looks_like_a_formula_is_text_in_the_report(office: Office) -> None:
    plain_log(office.workbook, [{**NEWS, "Judul": "=1+1"}], [DRAFTED])
    office.run(DAILY, now=SOON)
    book = load_workbook(office.reports / "Laporan Harian 2026-11-23.xlsx")
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert found
    assert {cell.data_type for cell in found} == {"s"}


def test_the_example_has_both_reports(example: Office) -> None:
    names = ["Laporan Bulanan 2026-11.xlsx", "Laporan Harian 2026-11-27.xlsx"]
    assert sorted(disk_state(example.reports)) == names
    assert "November 2026" in " ".join(texts(example.reports / names[0]))
    assert "27 November 2026" in " ".join(texts(example.reports / names[1]))
