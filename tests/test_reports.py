"""The two report commands as their users run them."""

import re
from datetime import datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from commands import DRAFTED, LATE, NEWS, NOW, SOON, Example, Office, call, plain_log
from office_roles import ROLES
from selection import first_ones
from snapshots import disk_state
from worklog.adapters.form.text_height import MARGIN, count_lines
from worklog.adapters.reports.heights import column_points
from worklog.adapters.reports.pages import row_height
from worklog.cli import current_moment
from worklog.config.config import TEMPLATES, load_config
from worklog.core.judging.check import Checked
from worklog.core.reports.daily.step_bar import SIGNS
from worklog.example import EXAMPLE_NOW
from worklog.jobs.desk import Desk

pytest_plugins = ("command_offices",)

DAILY, MONTHLY = "report_daily", "report_monthly"
NAMES = [(DAILY, "Laporan Harian 2026-11-23.xlsx"), (MONTHLY, "Laporan Bulanan 2026-11.xlsx")]
BOTH = pytest.mark.parametrize(("command", "name"), NAMES)
EITHER = pytest.mark.parametrize(("command", "name"), first_ones(NAMES))
"""What the two commands do by the same code, the second one with `--all`."""


def texts(path: Path) -> list[str]:
    """Every text of a workbook."""
    sheets = load_workbook(path).worksheets
    return [
        cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)
    ]


@pytest.mark.parametrize(
    ("command", "about", "own"),
    [
        (DAILY, "Membuat laporan harian Excel", ["--date", "--output"]),
        (MONTHLY, "Membuat laporan bulanan Excel", ["--month", "--output", "--pegawai", "--revisi"]),
    ],
)
def test_help_is_indonesian_and_names_every_option(command: str, about: str, own: list[str]) -> None:
    told = call(command, "--help")
    assert told.code == 0
    assert about in told.out
    options = re.findall(r"^  (?:-h, )?(--[\w-]+)", told.out, re.MULTILINE)
    assert options == ["--help", "--config", "--now", *own]


@EITHER
def test_the_report_of_now_is_put_where_the_configuration_says(office: Office, command: str, name: str) -> None:
    told = office.run(command)
    assert (told.code, told.err) == (0, "")
    assert told.out == f"Laporan: {office.reports / name}\n"
    assert "Jadwal layanan PPID" in texts(office.reports / name)


@EITHER
def test_the_log_is_only_read(office: Office, command: str, name: str) -> None:
    before = disk_state(office.folder)
    office.run(command)
    after = disk_state(office.folder)
    assert {path for path in after if path not in before} == {"laporan", f"laporan/{name}"}
    assert {path: after[path] for path in before} == before


@EITHER
@pytest.mark.slow
def test_error_findings_end_with_code_1_and_the_report_is_made(office: Office, command: str, name: str) -> None:
    told = office.run(command, now=LATE)
    assert told.code == 1
    assert (office.reports / name).is_file()


@pytest.mark.parametrize(
    ("command", "choice", "name"),
    first_ones(
        [
            (DAILY, ("--date", "2026-11-20"), "Laporan Harian 2026-11-20.xlsx"),
            (DAILY, ("--date", "1900-01-01"), "Laporan Harian 1900-01-01.xlsx"),
            (MONTHLY, ("--month", "2026-10"), "Laporan Bulanan 2026-10.xlsx"),
            (MONTHLY, ("--month", "1900-01"), "Laporan Bulanan 1900-01.xlsx"),
        ]
    ),
)
def test_another_day_or_month_can_be_reported(office: Office, command: str, choice: tuple[str, str], name: str) -> None:
    assert office.run(command, *choice).out == f"Laporan: {office.reports / name}\n"


@pytest.mark.parametrize(("command", "choice"), [(DAILY, ("--date", "9998-12-31")), (MONTHLY, ("--month", "9998-12"))])
def test_a_day_or_month_that_has_not_come_yet_is_refused(office: Office, command: str, choice: tuple[str, str]) -> None:
    told = office.run(command, *choice)

    assert told.code == 2
    assert "belum tiba" in told.err
    assert not office.reports.exists()


@EITHER
@pytest.mark.slow
def test_another_folder_can_be_named_and_is_made(office: Office, tmp_path: Path, command: str, name: str) -> None:
    folder = tmp_path / "lain" / "Laporan KPU"
    assert office.run(command, "--output", folder).out == f"Laporan: {folder / name}\n"
    assert (folder / name).is_file()
    assert not office.reports.exists()


@EITHER
def test_a_new_run_replaces_the_report(office: Office, command: str, name: str) -> None:
    office.run(command)
    office.type_into("Daftar Konten", 1, {"Judul": "Judul yang baru"})
    office.run(command)
    assert [file.name for file in office.reports.iterdir()] == [name]
    told = texts(office.reports / name)
    assert "Judul yang baru" in told
    assert "Jadwal layanan PPID" not in told


@EITHER
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


@EITHER
def test_a_log_open_in_excel_is_reported_all_the_same(office: Office, command: str, name: str) -> None:
    office.open_in_excel(office.workbook)
    assert office.run(command).code == 0
    assert (office.reports / name).is_file()


@EITHER
@pytest.mark.slow
def test_without_now_the_clock_tells_the_day(office: Office, command: str, name: str) -> None:
    told = call(command, "--config", office.config)
    today = current_moment()
    expected = f"Harian {today:%Y-%m-%d}" if command == DAILY else f"Bulanan {today:%Y-%m}"
    assert f"Laporan {expected}.xlsx" in told.out


@pytest.mark.slow
def test_a_report_finds_its_places_from_any_folder(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    told = call(DAILY, "--config", office.config, "--now", NOW, "--output", "ke sini")
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


RECAP = "Rekap Pegawai 2026-11.xlsx"


def test_the_recap_of_the_staff_is_made_when_asked_for(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    told = office.run(MONTHLY, "--pegawai", now=SOON)
    assert told.out.splitlines() == [
        f"Laporan: {office.reports / 'Laporan Bulanan 2026-11.xlsx'}",
        f"Laporan: {office.reports / RECAP}",
    ]
    sheet = load_workbook(office.reports / RECAP)["Siti"]
    assert "2026-0118 · Jadwal layanan PPID" in [cell.value for row in sheet for cell in row]


@pytest.mark.slow
def test_the_recap_of_the_staff_is_made_each_time_when_the_configuration_says_so(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    office.run(MONTHLY, now=SOON)
    assert not (office.reports / RECAP).exists()
    office.configure(reports={"per_person": True})
    office.run(MONTHLY, now=SOON)
    assert (office.reports / RECAP).is_file()


@pytest.mark.slow
def test_a_month_in_which_nobody_finished_a_step_says_so_instead_of_a_recap(office: Office) -> None:
    told = office.run(MONTHLY, "--pegawai", "--month", "2026-10")
    assert told.out.splitlines()[1:] == [
        "Rekap pegawai Oktober 2026 tidak dibuat: pada bulan itu belum ada langkah yang selesai dengan nama petugas."
    ]
    assert not (office.reports / "Rekap Pegawai 2026-10.xlsx").exists()


def test_the_example_has_both_reports(example: Office) -> None:
    names = ["Laporan Bulanan 2026-11.xlsx", "Laporan Harian 2026-11-27.xlsx"]
    assert sorted(disk_state(example.reports)) == names
    assert "November 2026" in " ".join(texts(example.reports / names[0]))
    assert "27 November 2026" in " ".join(texts(example.reports / names[1]))


def daily_sheet(path: Path) -> Worksheet:
    return load_workbook(path)["Lampiran"]


def named(sheet: Worksheet, name: str) -> Any:
    """The value of a defined name of one cell."""
    ((title, cell),) = sheet.parent.defined_names[name].destinations
    return sheet.parent[title][cell].value


def rows_of(sheet: Worksheet, table: str) -> list[dict[str, Any]]:
    """The rows of a table of a report by the header above it; headers repeated on a new page are left out."""
    ((_, area),) = sheet.parent.defined_names[table].destinations
    first, *rest = sheet[area]
    header = [cell.value for cell in sheet[first[0].row - 1]]
    rows = [[cell.value for cell in sheet[cells[0].row]] for cells in (first, *rest)]
    return [dict(zip(header, row, strict=True)) for row in rows if row != header]


def moment(value: object) -> datetime | None:
    return None if pd.isna(value) else pd.Timestamp(value).to_pydatetime()


@pytest.fixture(scope="module")
def friday(made_example: Example) -> tuple[Worksheet, Checked]:
    """The daily report of the example, and the check that it was made from."""
    made = Office(made_example.folder)
    checked = Desk(load_config(made.config), EXAMPLE_NOW).check()
    return daily_sheet(made.reports / "Laporan Harian 2026-11-27.xlsx"), checked


@pytest.mark.slow
def test_figures_on_top_are_those_of_the_log_with_yesterday_beside_them(friday: tuple[Worksheet, Checked]) -> None:
    sheet, checked = friday
    items = checked.items
    day = items["published"].dt.normalize()
    now = pd.Timestamp(checked.now)
    assert named(sheet, "angka_tayang") == ((day == now.normalize()) & (items["published"] <= now)).sum() == 6
    assert named(sheet, "angka_tayang_kemarin") == (day == now.normalize() - pd.Timedelta(days=1)).sum()
    assert named(sheet, "angka_terbuka") == items["state"].isin(["belum mulai", "berjalan"]).sum()
    assert named(sheet, "ubah_terbuka") == named(sheet, "angka_terbuka") - named(sheet, "angka_terbuka_kemarin")
    late_steps = checked.timeline.loc[checked.timeline["is_current"] & checked.timeline["late"], "item"]
    late_airings = items.index[items["is_open"] & (items["deadline"] < now)]
    assert named(sheet, "angka_terlambat") == len({*late_steps, *late_airings}) == 3
    assert str(named(sheet, "catatan_pemeriksaan")).startswith(
        f"{checked.findings['repairable'].sum()} catatan di buku"
    )


def test_bar_of_each_open_item_has_a_sign_for_each_step_of_the_log(friday: tuple[Worksheet, Checked]) -> None:
    sheet, checked = friday
    rows = {row["ID"]: row for row in rows_of(sheet, "tabel_konten")}
    steps = checked.timeline
    current = steps[steps["is_current"]]
    assert len(current) > 20
    for step in current.to_dict("records"):
        bar = [rows[step["id"]][str(number)] or "" for number in range(1, 13)]
        of_round = steps[(steps["item"] == step["item"]) & (steps["round"] == step["round"])]
        assert [number for number, sign in enumerate(bar, 1) if sign.startswith("[")] == [step["step"]]
        assert bar[step["step"] - 1] == f"[{SIGNS[step['state']]}]"
        assert rows[step["id"]]["Putaran"] == step["round"]
        for other in of_round.to_dict("records"):
            assert bar[other["step"] - 1].strip("[]") == SIGNS[other["state"]]
        assert "".join(bar[len(checked.sop.flow_models[step["flow_index"]].steps) :]) == ""


def test_deadlines_and_minutes_in_the_table_are_those_of_the_log(friday: tuple[Worksheet, Checked]) -> None:
    sheet, checked = friday
    rows = {row["ID"]: row for row in rows_of(sheet, "tabel_konten")}
    late = checked.timeline[checked.timeline["is_current"] & checked.timeline["late"]]
    assert {id_ for id_, row in rows.items() if row["Terlambat"]} == set(late["id"])
    for step in late.to_dict("records"):
        told = checked.clock.duration_text(step["overrun"], working=step["overrun_working"])
        assert rows[step["id"]]["Terlambat"] == told
    for item in checked.items[checked.items["id"].isin(rows)].to_dict("records"):
        shown, known = rows[item["id"]]["Batas tayang"], moment(item["deadline"])
        assert shown == (known and (known - timedelta(minutes=1) if known.time() == time() else known))


def test_every_task_stands_once_under_one_name(friday: tuple[Worksheet, Checked]) -> None:
    sheet, checked = friday
    tasks = rows_of(sheet, "tabel_tugas")
    ids = [row["Konten"].partition(" · ")[0] for row in tasks]
    assert sorted(ids) == sorted(checked.timeline.loc[checked.timeline["is_current"], "id"])
    people = [row["Pelaksana"] for row in tasks]
    assert len(list(groupby(people))) == len(set(people))
    listed = {*checked.tables.names, *ROLES}
    assert set(people) <= listed


@pytest.mark.slow
def test_airing_typed_ahead_is_among_the_repairs_and_not_among_the_airings(friday: tuple[Worksheet, Checked]) -> None:
    sheet, _ = friday
    assert "2026-1190" not in {row["ID"] for row in rows_of(sheet, "tabel_tayang")}
    (row,) = [row for row in rows_of(sheet, "tabel_konten") if row["ID"] == "2026-1190"]
    assert row["Keadaan"] == "Perlu diperbaiki"
    (finding,) = [row for row in rows_of(sheet, "tabel_temuan") if row["Kode"] == "W409"]
    assert finding["Letak"].endswith(", kolom Selesai")


def test_report_of_a_past_day_is_that_of_its_end(example: Office, friday: tuple[Worksheet, Checked]) -> None:
    sheet, checked = friday
    example.run(DAILY, "--date", "2026-11-26", now="2026-11-27T14:10")
    thursday = daily_sheet(example.reports / "Laporan Harian 2026-11-26.xlsx")
    assert named(thursday, "keadaan_pada") == (
        "Laporan susulan, dibuat 27 Nov 2026 14.10 WIB: keadaan pada akhir 26 Nov 2026"
    )
    for figure in ("angka_tayang", "angka_terbuka", "angka_terlambat"):
        assert named(thursday, figure) == named(sheet, f"{figure}_kemarin")
    assert rows_of(thursday, "tabel_temuan")
    registered_since = set(checked.items.loc[checked.items["reference"] >= "2026-11-27", "id"])
    shown = {row["ID"] for row in rows_of(thursday, "tabel_konten")}
    assert registered_since
    assert not shown & registered_since


def test_template_colours_every_sign_of_the_bar_and_marks_where_an_item_stands() -> None:
    sheet = daily_sheet(TEMPLATES / "laporan-harian.xlsx")
    formulas = [
        rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules if "FIND" in rule.formula[0]
    ]
    signs = [re.findall('FIND\\("(.+?)"', formula)[0] for formula in formulas]
    assert {sign for sign in signs if not sign.startswith("[")} == set(SIGNS.values()) - {"▲", "△"}
    assert {sign.strip("[]") for sign in signs if sign.startswith("[")} == {"●", "△", "▲", "■", "?"}
    assert signs.index("✓!") < signs.index("✓")


def test_no_text_of_the_daily_report_is_cut(office: Office) -> None:
    title = "Judul yang sangat panjang, supaya terlihat bahwa tidak ada yang terpotong di laporan harian; " * 3
    item = {"Judul": title, "Penanggung Jawab": "Nama Petugas Yang Sangat Panjang Sekali, S.Sos., M.A.P."}
    office.type_into("Daftar Konten", 1, item)
    office.run(DAILY, now=LATE)
    sheet = daily_sheet(office.reports / "Laporan Harian 2026-11-23.xlsx")
    wide = {(area.min_row, area.min_col): area.max_col for area in sheet.merged_cells.ranges}
    checked = 0
    for cells in sheet.iter_rows(min_row=3):
        for cell in cells:
            is_shown = isinstance(cell.value, str) and not sheet.row_dimensions[cell.row].hidden
            if is_shown and cell.column not in range(6, 18):
                last = wide.get((cell.row, cell.column), cell.column)
                width = sum(column_points(sheet, column) for column in range(cell.column, last + 1)) - MARGIN
                lines = count_lines(cell.value, width, float(cell.font.sz))
                assert lines == 1 or cell.alignment.wrap_text, cell.coordinate
                assert lines * float(cell.font.sz) <= row_height(sheet, cell.row), cell.coordinate
                checked += lines > 3
    assert checked >= 3  # the long title stands in three tables
