"""The check as its users run it: what it opens, says, publishes and leaves alone."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from commands import DRAFTED, LATE, NEWS, NOW, SOON, Office, Told, call, first_rows, header_of, plain_log, start
from office_roles import STAFF_TABS
from snapshots import disk_state, without_history
from workbook_samples import recalculated
from worklog.adapters.workbook.reader import read_workbook
from worklog.core.log.grids import read_tabs

pytest_plugins = ("command_offices",)

APPROVERS = [
    {"Nama": "Siti", "Peran": "Fungsional Umum"},
    {"Nama": "Sri", "Peran": "Es. IV Kasubag"},
    {"Nama": "Agus", "Peran": "Es. III Sekretaris"},
]
SENT_BACK = {
    "ID Konten": "2026-0118",
    "Putaran": 1,
    "No": 2,
    "Es. IV Kasubag": "Sri",
    "Selesai": datetime(2026, 11, 23, 9),
    "Keputusan": "Revisi",
}


@pytest.fixture
def sent_back(office: Office) -> Office:
    """The office after its news was drafted and sent back."""
    plain_log(office.workbook, [NEWS], [DRAFTED, SENT_BACK], APPROVERS)
    return office


def test_help_is_indonesian_and_names_every_option() -> None:
    told = call("check_progress", "--help")
    assert told.code == 0
    assert "Membuka blok langkah bagi konten baru" in told.out
    assert re.findall(r"^  (?:-h, )?(--[\w-]+)", told.out, re.MULTILINE) == [
        "--help", "--config", "--now", "--json", "--no-publish",
    ]  # fmt: skip


# What it says


def test_a_log_without_errors_ends_with_code_0(office: Office) -> None:
    assert office.check() == Told(
        0,
        "Keadaan 23 Nov 2026 08.30 WIB: 1 konten (1 belum mulai).\n"
        "Penilaian: 1 sesuai, 0 tidak sesuai SOP, 0 perlu dilengkapi\n"
        "Temuan: 0 kesalahan, 0 peringatan, 0 catatan.\n"
        "5 baris langkah dibuka di Buku Kerja untuk 2026-0118 putaran 1.\n"
        "Hasil pemeriksaan ditulis di Buku Kerja.xlsx, tab Hasil dan Ringkasan.\n",
        "",
    )


def test_an_error_finding_ends_with_code_1_and_is_told(office: Office) -> None:
    told = office.check(now=LATE)
    assert told.code == 1
    assert "Temuan: 2 kesalahan, 0 peringatan, 0 catatan" in told.out
    assert "  W404 Daftar Konten baris 2: 2026-0118 belum tayang" in told.out
    assert told.err == ""


def test_a_warning_alone_ends_with_code_0(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [{**DRAFTED, "Bukti": None}], APPROVERS)
    told = office.check(now=SOON)
    assert told.code == 0
    assert (
        "Temuan: 0 kesalahan, 1 peringatan, 0 catatan; 1 di antaranya perlu diperbaiki di buku kerja (angka di Ringkasan).\n  D110 Buku Kerja baris 2: "
        in told.out
    )


def test_the_moment_given_is_the_moment_judged(office: Office) -> None:
    deadline = {now: office.found("W404", f"2026-11-23T{now}") for now in ("13:30", "13:31")}
    assert [len(found) for found in deadline.values()] == [0, 1]
    assert office.document("2026-11-23T13:30:59")["now"] == "2026-11-23T13:30:00"


@pytest.mark.slow
def test_a_log_that_setup_never_saw_is_checked_and_gets_its_results(office: Office) -> None:
    assert office.check().code == 0
    assert load_workbook(office.workbook).sheetnames == [
        "Daftar Konten", "Buku Kerja", "Petugas", "Kalender", "SOP", "Hasil", "Ringkasan",
    ]  # fmt: skip
    assert office.cells("Hasil", "Kunci") == ["2026-0118", *(f"2026-0118|1|{no}" for no in range(1, 6))]


# JSON


def test_json_has_exactly_the_documented_keys(office: Office) -> None:
    document = office.document(LATE)
    item, finding = document["items"][0], document["findings"][0]
    assert list(document) == ["now", "source", "sop", "items", "findings", "counts"]
    assert list(item) == [
        "id", "flow", "title", "state", "steps_done", "steps_total", "current_step", "deadline", "verdict",
    ]  # fmt: skip
    assert list(finding) == [
        "code", "severity", "id", "round", "step", "tab", "row", "column", "message", "sop",
    ]  # fmt: skip
    assert list(document["counts"]) == ["by_code", "by_severity"]


def test_json_tells_items_and_counts(office: Office) -> None:
    document = office.document(LATE)
    assert document["items"] == [
        {
            "id": "2026-0118",
            "flow": "P2",
            "title": "Jadwal layanan PPID",
            "state": "belum mulai",
            "steps_done": 0,
            "steps_total": 5,
            "current_step": 1,
            "deadline": "2026-11-23T13:30:00",
            "verdict": "melanggar",
        }
    ]
    assert document["source"] == str(office.workbook)
    assert document["sop"] == "09/HK.03.1/3326/2022"
    assert document["counts"] == {
        "by_code": {"W402": 1, "W404": 1},
        "by_severity": {"error": 2, "warning": 0, "info": 0},
    }


def test_a_step_without_a_row_has_none_in_json(office: Office) -> None:
    (overdue,) = office.found("W402", LATE)
    assert (overdue["tab"], overdue["row"], overdue["round"], overdue["step"]) == ("Buku Kerja", None, 1, 1)


def test_json_stands_alone_on_stdout_and_the_notes_go_to_stderr(office: Office) -> None:
    told = office.check("--json")
    assert json.loads(told.out)["findings"] == []
    assert told.err == (
        "5 baris langkah dibuka di Buku Kerja untuk 2026-0118 putaran 1.\n"
        "Hasil pemeriksaan ditulis di Buku Kerja.xlsx, tab Hasil dan Ringkasan.\n"
    )


def test_json_of_a_process_is_utf8_and_nothing_else(office: Office, tmp_path: Path) -> None:
    office.type_into("Daftar Konten", 1, {"Judul": "Pemilih pemula – “KPU” → é 🙂"})
    told = start("check_progress", "--config", office.config, "--now", LATE, "--json", folder=tmp_path)
    assert told.code == 1
    assert json.loads(told.out)["items"][0]["title"] == "Pemilih pemula – “KPU” → é 🙂"


def test_findings_in_json_follow_the_order_of_the_tabs(example: Office) -> None:
    order = ["Daftar Konten", "Buku Kerja", "Petugas", "Kalender"]

    def key(finding: dict[str, Any]) -> tuple[object, ...]:
        row = finding["row"] or 10**9
        return order.index(finding["tab"]), row, finding["id"] or "", finding["round"] or 0, finding["step"] or 0

    findings = example.document("2026-11-27T14:10")["findings"]
    assert len(findings) > 50
    assert findings == sorted(findings, key=key)


# What it writes


def test_no_publish_writes_nothing_anywhere(office: Office) -> None:
    before = disk_state(office.folder)
    for arguments in (["--no-publish"], ["--no-publish", "--json"]):
        assert office.check(*arguments, now=LATE).code == 1
    assert disk_state(office.folder) == before


@pytest.mark.slow
def test_no_publish_as_a_process_writes_nothing_either_and_waits_for_nothing_that_only_writes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = disk_state(office.folder)
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    told = start("check_progress", "--config", office.config.name, "--now", NOW, "--no-publish", folder=office.folder)
    assert told.code == 0
    assert disk_state(office.folder) == before
    imported = set(re.findall(r"\| +([\w.]+)$", told.err, re.MULTILINE))
    assert {"pandas", "holidays"} <= imported
    assert imported & {"openpyxl", "lxml.etree", "holidays.countries", "gspread", "requests", "apprise"} == set()


@pytest.mark.slow
def test_a_block_is_opened_once(office: Office) -> None:
    office.check()
    rows = office.cells("Buku Kerja", "ID Konten"), office.cells("Buku Kerja", "No")
    again = office.check()
    assert "dibuka" not in again.out
    assert (office.cells("Buku Kerja", "ID Konten"), office.cells("Buku Kerja", "No")) == rows
    assert rows[1] == [1, 2, 3, 4, 5]


@pytest.mark.slow
def test_a_round_after_revisi_is_opened_once(sent_back: Office) -> None:
    assert "5 baris langkah dibuka di Buku Kerja untuk 2026-0118 putaran 2.\n" in sent_back.check(now=SOON).out
    assert "dibuka" not in sent_back.check(now=SOON).out
    assert sent_back.cells("Buku Kerja", "Putaran") == [1, 1, 2, 2, 2, 2, 2]


@pytest.mark.slow
def test_an_incomplete_register_row_opens_no_block(office: Office) -> None:
    office.type_into("Daftar Konten", 1, {"Judul": None})
    assert "dibuka" not in office.check().out
    assert office.cells("Buku Kerja", "No") == []


@pytest.mark.slow
def test_rows_told_are_those_where_the_new_block_stands(office: Office) -> None:
    told = json.loads(office.check("--json", now=LATE).out)["findings"]
    assert told == office.document(LATE)["findings"]
    assert [finding["row"] for finding in told if finding["code"] == "W402"] == [2]


def test_the_log_is_kept_as_it_was_before_the_first_check_of_a_day(office: Office) -> None:
    before = office.workbook.read_bytes()
    office.check()
    office.check()
    (backup,) = (office.folder / "cadangan").iterdir()
    assert backup.name == "Buku Kerja 2026-11-23.xlsx"
    assert backup.read_bytes() == before


@pytest.mark.slow
def test_nothing_that_was_typed_differs_after_a_check(example: Office) -> None:
    def typed() -> dict[str, list[list[object]]]:
        frames = read_tabs(read_workbook(example.workbook), STAFF_TABS)
        return {tab.name: frames[tab.name][["row", *tab.read_headers]].to_numpy().tolist() for tab in STAFF_TABS}

    before = typed()
    told = example.check(now="2026-11-30T16:00")
    assert "tab Hasil dan Ringkasan." in told.out
    assert typed() == before


@pytest.mark.slow
def test_a_date_typed_as_nonsense_is_found_and_shown_beside_the_row(example: Office) -> None:
    finished = next(at for at, value in enumerate(example.cells("Buku Kerja", "Selesai"), 1) if value)
    row = example.type_into("Buku Kerja", finished, {"Selesai": "kemarin sore"})
    told = example.check("--json", now="2026-11-27T14:10")
    unreadable = [f for f in json.loads(told.out)["findings"] if f["code"] == "D106" and f["tab"] == "Buku Kerja"]
    assert (row, "Selesai") in [(finding["row"], finding["column"]) for finding in unreadable]
    assert example.cells("Buku Kerja", "Status")[finished - 1] == "Perlu diperbaiki"
    assert "D106" in example.cells("Buku Kerja", "Temuan")[finished - 1]
    assert told.code == 1


@pytest.mark.slow
def test_formulas_of_the_log_evaluate_to_what_was_published(example: Office, tmp_path: Path) -> None:
    book = load_workbook(example.workbook)
    book.save(example.workbook)  # forgets what the formulas showed, so that each has to be computed
    computed = recalculated(example.workbook, tmp_path / "hitung")
    published = {row[0]: row[1:] for row in computed["Hasil"].iter_rows(min_row=2, max_col=6, values_only=True)}
    shown, expected = [], []
    for tab, names in (
        ("Daftar Konten", ("Status", "Kemajuan", "Batas Tayang", "Temuan")),
        ("Buku Kerja", ("Status", "Batas Waktu", "Terlambat", "Temuan")),
    ):
        sheet = computed[tab]
        bottom, columns = header_of(first_rows(sheet), tab)
        for row in range(bottom + 1, sheet.max_row + 1):
            cell = {header: sheet.cell(row, at).value for header, at in columns.items()}
            if cell["ID Konten"]:
                key = str(cell["ID Konten"]).strip()
                status, progress, deadline, late, found = published[
                    key if tab == "Daftar Konten" else f"{key}|{cell['Putaran'] or 1}|{cell['No']}"
                ]
                middle = (progress, deadline) if tab == "Daftar Konten" else (deadline, late)
                shown.append([cell[name] for name in names])
                expected.append([status, *middle, found])
    assert len(shown) > 700
    assert shown == expected


# When it cannot write


def test_a_log_open_in_excel_is_judged_and_left_alone(office: Office) -> None:
    office.open_in_excel(office.workbook)
    before = disk_state(office.folder)
    sentence = "Buku Kerja.xlsx sedang dibuka di Excel oleh Rina, jadi belum ditulis apa pun ke dalamnya."
    for now, code in ((NOW, 0), (LATE, 1)):
        told = office.check(now=now)
        assert told.code == code
        assert sentence in told.out
    assert without_history(disk_state(office.folder)) == before


def test_a_block_that_could_not_be_opened_has_no_rows(office: Office) -> None:
    office.open_in_excel(office.workbook)
    told = json.loads(office.check("--json", now=LATE).out)["findings"]
    assert [finding["row"] for finding in told if finding["code"] == "W402"] == [None]


def test_a_log_with_a_chart_is_left_alone_and_results_stand_beside_it(office: Office) -> None:
    with ZipFile(office.workbook, "a") as archive:
        archive.writestr("xl/charts/chart1.xml", "<x/>")
    before = office.workbook.read_bytes()
    told = office.check()
    assert told.code == 0
    assert "Buku Kerja.xlsx memuat grafik yang akan hilang bila ditulis ulang, jadi tidak diubah.\n" in told.out
    assert "Langkah baru ada di tab Blok Baru: salin ke Buku Kerja." in told.out
    assert office.workbook.read_bytes() == before
    assert office.workbook.with_name("Buku Kerja - Hasil.xlsx").exists()


# Where it looks


def test_places_are_counted_from_the_configuration_from_any_working_folder(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert call("check_progress", "--config", "../Kantor KPU/sheets_config.json", "--now", NOW).code == 0
    assert (office.folder / "cadangan").is_dir()
    assert disk_state(elsewhere) == {}


def test_a_configuration_of_only_a_source_is_enough(office: Office) -> None:
    assert json.loads(office.config.read_text(encoding="utf-8")).keys() == {"source"}
    assert office.check("--no-publish").code == 0


def test_choices_of_the_configuration_are_followed(office: Office) -> None:
    office.configure(rules={"ignore": ["W402"], "severity": {"W404": "warning"}})
    told = office.check("--no-publish", now=LATE)
    assert told.code == 0
    assert re.search(r"Temuan: 0 kesalahan, 1 peringatan, 0 catatan.*\n  W404 ", told.out)
