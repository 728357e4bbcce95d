"""Bad input of every kind: each ends in a sentence and code 2, or in a finding, and what people typed stays as it is."""

import errno
import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from openpyxl import load_workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Color, Font

from archive_parts import changed_parts, parts_of, put_before
from commands import DRAFTED, LATE, MAINS, NEWS, NOW, SOON, Office, call, plain_log
from selection import first_ones
from snapshots import disk_state, without_history
from worklog.adapters.files import far_places, private_files
from worklog.adapters.reports import files
from worklog.adapters.workbook import reader
from worklog.adapters.workbook.reader import read_workbook
from worklog.adapters.workbook.saving import lost_parts, opening

pytest_plugins = ("command_offices",)

ALL_COMMANDS = tuple(MAINS)
NOT_READING = ("setup_worklog", "run_schedule", "log_history", "import_sop")
READING = tuple(command for command in MAINS if command not in NOT_READING)
REPORTING = ("report_daily", "report_monthly")
EVIL = "=cmd|' /C calc'!A0"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINK_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rIdLink" '
    f'Type="{OFFICE}/hyperlink" Target="https://kpu.go.id/tautan" TargetMode="External"/></Relationships>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


START_NOTES = {"data", "data/jadwal", "data/jadwal/gagal-mulai.log"}


def refusal(office: Office, command: str, *arguments: object) -> str:
    """The sentence with which a command refuses to run; it ends with code 2, and nothing on disk changes."""
    before = disk_state(office.folder)
    told = office.run(command, *arguments)
    assert (told.code, told.out) == (2, "")
    assert left_alone(before, office)
    assert "Traceback" not in told.err
    assert "tidak terduga" not in told.err
    return told.err


def left_alone(before: Any, office: Office) -> bool:
    """Whether nothing changed on the disk, but for the line that the timer leaves when it cannot start."""
    now = {name: content for name, content in disk_state(office.folder).items() if name not in START_NOTES}
    return now == {name: content for name, content in before.items() if name not in START_NOTES}


def column_below_header(book: Any, tab: str, header: str) -> str:
    """The letter of a column of a plain log."""
    return next(cell.column_letter for cell in book[tab][1] if cell.value == header)


# The configuration


@pytest.mark.parametrize("command", ALL_COMMANDS)
def test_no_configuration(office: Office, command: str) -> None:
    before = disk_state(office.folder)
    told = call(command, "--config", office.folder / "tiada.json")
    assert (told.code, told.out) == (2, "")
    assert "- berkas ini tidak ada. Sebut berkas yang benar dengan --config" in told.err
    assert left_alone(before, office)


@pytest.mark.parametrize("command", ALL_COMMANDS)
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"source": ', "- baris 1 kolom 12: di sini seharusnya ada nilai"),
        (b'{"reports": {"folder": "x"},}', "koma sebelum kurung penutup harus dihapus"),
        (b"", "berkas ini kosong; isi sedikitnya dengan {}"),
        (b'{"colour": 1}', "- $.colour: kunci ini tidak dikenal. Kunci yang dikenal di sini: source, office"),
        (b'{"source": {"paht": "x"}}', "- $.source.paht: kunci ini tidak dikenal."),
        (b'{"backups": {"keep": "14"}}', "- $.backups.keep: "),
        (b"\xff\xfe{}", "berkas ini tidak tersimpan sebagai teks UTF-8"),
    ],
    ids=["broken", "comma", "empty", "unknown key", "unknown key inside", "text for a number", "not UTF-8"],
)
def test_a_configuration_that_cannot_be_used(office: Office, command: str, content: bytes, sentence: str) -> None:
    office.config.write_bytes(content)
    assert sentence in refusal(office, command)


def test_all_problems_of_a_configuration_are_told_at_once(office: Office) -> None:
    office.configure(colour=1, backups={"keep": 0}, schedule={"daily_report_at": "sore"})
    told = refusal(office, "check_progress")
    assert len(told.splitlines()) == 4
    assert all(path in told for path in ("- $.colour: ", "- $.backups.keep: ", "- $.schedule.daily_report_at: "))


# The arguments


@pytest.mark.parametrize(
    ("command", "arguments", "sentence"),
    [
        ("report_daily", ("--date", "besok"), 'pilihan --date: "besok" bukan tanggal'),
        ("report_daily", ("--date", "2026-02-30"), 'pilihan --date: "2026-02-30" bukan tanggal'),
        ("report_daily", ("--date", "31/11/2026"), 'pilihan --date: "31/11/2026" bukan tanggal'),
        ("report_daily", ("--date", "9999-12-31"), 'pilihan --date: "9999-12-31" bukan tanggal'),
        ("report_daily", ("--month", "2026-11"), "tidak mengenal --month 2026-11"),
        ("report_monthly", ("--month", "2026-13"), 'pilihan --month: "2026-13" bukan bulan'),
        ("report_monthly", ("--month", "November"), 'pilihan --month: "November" bukan bulan'),
        ("check_progress", ("--now", "tadi"), 'pilihan --now: "tadi" bukan tanggal dan jam setempat'),
        ("check_progress", ("--no-publis",), "tidak mengenal --no-publis; mungkin maksudnya --no-publish"),
        ("run_schedule", ("--now", "2026-11-22"), 'pilihan --now: "2026-11-22" bukan tanggal dan jam setempat'),
        ("setup_worklog", ("contoh",), "tidak mengenal contoh"),
    ],
)
def test_an_argument_that_cannot_be_used(
    office: Office, command: str, arguments: tuple[str, ...], sentence: str
) -> None:
    assert sentence in refusal(office, command, *arguments)


# The workbook as a file


@pytest.mark.parametrize("command", READING)
def test_a_missing_workbook(office: Office, command: str) -> None:
    office.workbook.unlink()
    told = refusal(office, command)
    assert told.startswith(f"Buku kerja tidak ditemukan: {office.workbook}.")
    assert "python scripts/setup_worklog.py" in told


def test_the_timer_tells_a_missing_workbook_among_errors(office: Office) -> None:
    office.workbook.unlink()
    told = office.run("run_schedule")
    assert (told.code, told.out) == (2, "")
    assert f"Pemeriksaan GAGAL: Buku kerja tidak ditemukan: {office.workbook}." in told.err
    assert "Traceback" not in told.err


def spoil(workbook: Path, how: str) -> None:
    """Put something else in the place of a workbook."""
    content = workbook.read_bytes()
    workbook.unlink()
    spoiled = {
        "text": b"ID Konten;Tanggal\n",
        "empty": b"",
        "half": content[: len(content) // 2],
        "beginning": content[:100],
        "password": bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2000),
    }
    if how == "folder":
        workbook.mkdir()
    elif how == "letter":
        with ZipFile(workbook, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
    else:
        workbook.write_bytes(spoiled[how])


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("text", "bukan buku kerja Excel walau namanya demikian"),
        ("empty", "bukan buku kerja Excel walau namanya demikian"),
        ("half", "rusak atau terpotong"),
        ("beginning", "rusak atau terpotong"),
        ("letter", "rusak atau terpotong"),
        ("password", "dilindungi kata sandi"),
        ("folder", "adalah folder"),
    ],
)
def test_a_file_that_is_no_workbook(office: Office, command: str, how: str, sentence: str) -> None:
    spoil(office.workbook, how)
    told = refusal(office, command)
    assert sentence in told
    assert str(office.workbook) in told


@pytest.mark.parametrize("how", ["text", "empty", "half", "beginning", "letter", "password"])
def test_setup_leaves_a_file_that_is_no_workbook(office: Office, how: str) -> None:
    spoil(office.workbook, how)
    assert "tidak dapat dibuka sebagai buku kerja Excel. Buka di Excel, simpan sebagai" in refusal(
        office, "setup_worklog"
    )


def test_setup_leaves_a_folder_in_the_place_of_the_workbook(office: Office) -> None:
    spoil(office.workbook, "folder")
    assert f"{office.workbook} adalah folder" in refusal(office, "setup_worklog")


# Tabs and columns


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("tab", ["Daftar Konten", "Buku Kerja", "Petugas", "Kalender"])
def test_a_missing_tab(office: Office, command: str, tab: str) -> None:
    book = load_workbook(office.workbook)
    del book[tab]
    book.save(office.workbook)
    told = refusal(office, command)
    assert told == (
        f'Buku kerja belum lengkap:\n- Tab "{tab}" tidak ada di buku kerja. Bila namanya diganti, kembalikan; '
        "bila terhapus, ambil dari cadangan atau jalankan: python scripts/setup_worklog.py\n"
    )


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize(("tab", "header"), [("Daftar Konten", "Waktu Acuan"), ("Buku Kerja", "Selesai")])
def test_a_missing_column(office: Office, command: str, tab: str, header: str) -> None:
    book = load_workbook(office.workbook)
    book[tab][f"{column_below_header(book, tab, header)}1"] = f"{header} (lama)"
    book.save(office.workbook)
    told = refusal(office, command)
    assert f'- Tab "{tab}" tidak memiliki kolom "{header}".' in told
    assert "python scripts/setup_worklog.py" in told


def test_all_that_is_missing_is_told_at_once(office: Office) -> None:
    book = load_workbook(office.workbook)
    del book["Petugas"]
    for cell in book["Kalender"][1]:
        cell.value = None
    book["Buku Kerja"][f"{column_below_header(book, 'Buku Kerja', 'No')}1"] = None
    book.save(office.workbook)
    told = refusal(office, "check_progress").splitlines()
    assert [line.split('"')[1] for line in told[1:]] == ["Buku Kerja", "Petugas", "Kalender"]


# Nothing, and much of nothing


def test_an_empty_log_is_checked_and_reported(office: Office) -> None:
    plain_log(office.workbook)
    told = office.run("run_schedule", now="2026-11-23T15:30")
    assert (told.code, told.err) == (0, "")
    assert "\nKeadaan 23 Nov 2026 15.30 WIB: 0 konten.\n" in told.out
    assert office.document()["items"] == []
    assert office.cells("Hasil", "Kunci") == []
    assert [file.name for file in office.reports.iterdir()] == ["Laporan Harian 2026-11-23.xlsx"]


@pytest.mark.slow
def test_an_empty_log_as_setup_makes_it_is_checked_and_reported(office: Office) -> None:
    office.workbook.unlink()
    office.run("setup_worklog")
    told = office.run("run_schedule")
    assert (told.code, told.err) == (0, "")
    assert "0 konten." in told.out


@pytest.mark.parametrize("many", [2_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_a_million_empty_formatted_rows_are_no_rows_and_the_log_is_not_rewritten(
    office: Office, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Buku Kerja has a format down to the last rows of the sheet, as dragging a format gives it."""
    if many == 2_000:
        monkeypatch.setattr(lost_parts, "MOST_CELLS", 3 * many // 2)
    rows = "".join(f'<row r="{row}" s="1"><c r="A{row}" s="1"/></row>' for row in range(2, many + 2))
    with changed_parts(office.workbook) as parts:
        put_before(parts, "xl/worksheets/sheet2.xml", b"</sheetData>", rows.encode())
    before = office.workbook.read_bytes()
    told = office.run("run_schedule")
    assert (told.code, told.err) == (0, "")
    assert "1 konten (1 belum mulai)." in told.out
    assert "Buku Kerja.xlsx memuat lebih dari sejuta sel kosong berformat" in told.out
    assert office.workbook.read_bytes() == before
    assert office.workbook.with_name("Buku Kerja - Hasil.xlsx").is_file()


# Rounds


@pytest.mark.parametrize(
    "round_", first_ones([0, -1, 1.5, "dua", "1,0", 1e300, float(2**63), True, datetime(2026, 11, 23), "I"], 3)
)
def test_a_round_that_is_no_whole_number_is_a_finding(office: Office, round_: object) -> None:
    plain_log(office.workbook, [NEWS], [{**DRAFTED, "Putaran": round_}])
    told = office.check("--json", "--no-publish", now=SOON)
    (finding,) = (finding for finding in json.loads(told.out)["findings"] if finding["code"] == "D105")
    assert (finding["round"], finding["row"], finding["severity"]) == (None, 2, "error")
    assert told.code == 1


@pytest.mark.parametrize("round_", first_ones([None, "", " 1 ", "1", "１", 1.0], 2))
def test_a_round_that_can_be_read_is_round_1(office: Office, round_: object) -> None:
    plain_log(office.workbook, [NEWS], [{**DRAFTED, "Putaran": round_}])
    document = office.document(SOON)
    assert "D105" not in document["counts"]["by_code"]
    assert document["items"][0]["steps_done"] == 1


@pytest.mark.parametrize("round_", first_ones([3, 99, 10**9, 2**31]))
@pytest.mark.slow
def test_a_round_far_away_is_judged_and_opens_no_endless_rounds(office: Office, round_: int) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED, {**DRAFTED, "Putaran": round_}])
    assert [finding["round"] for finding in office.found("U207", SOON)] == [round_]
    office.check(now=SOON)
    rounds = office.cells("Buku Kerja", "Putaran")
    assert set(rounds) == {1, round_}
    assert len(rounds) == 2 * 5  # the rows that these two rounds lacked


@pytest.mark.slow
def test_rounds_that_send_back_in_a_circle_open_one_more_round(office: Office) -> None:
    back = {**DRAFTED, "No": 2, "Fungsional Umum": None, "Es. IV Kasubag": "Sri", "Keputusan": "Revisi"}
    rows = [{**row, "Putaran": round_} for round_ in (2, 1, 3) for row in (back, DRAFTED)]
    plain_log(office.workbook, [NEWS], rows)
    for _ in range(2):
        office.check(now=SOON)
    assert office.cells("Buku Kerja", "Putaran") == [2, 2, 1, 1, 3, 3, 4, 4, 4, 4, 4]


def test_a_round_computed_from_itself_is_what_excel_last_showed(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [{**DRAFTED, "Putaran": 4711}])
    office.type_raw("<v>4711</v>", "<f>A2+Q2</f><v>0</v>")
    assert len(office.found("D105", SOON)) == 1


# Texts that are no texts


def every_cell(folder: Path) -> Iterator[Any]:
    """Every cell of every workbook below a folder, in the form in which it is stored."""
    for path in folder.rglob("*.xlsx"):
        for sheet in load_workbook(path).worksheets:
            for row in sheet.iter_rows():
                yield from row


@pytest.fixture
def evil_office(office: Office) -> Office:
    """An office whose staff typed a command into every cell that takes text."""
    register = {**NEWS, "Judul": EVIL, "Penanggung Jawab": EVIL, "Caption": EVIL, "Terkait ID": EVIL}
    decision = {**DRAFTED, "No": 2, "Es. IV Kasubag": EVIL, "Keputusan": EVIL, "Selesai": EVIL}
    step = {**DRAFTED, "Fungsional Umum": EVIL, "Bukti": EVIL, "Catatan": EVIL}
    nameless = {"ID Konten": EVIL, "Alur": EVIL, "Judul": "x"}
    plain_log(office.workbook, [register, nameless], [step, decision], [{"Nama": EVIL, "Peran": EVIL}])
    return office


@pytest.mark.parametrize("command", first_ones(READING))
def test_commands_in_staff_cells_stay_text_in_every_file(evil_office: Office, command: str) -> None:
    assert evil_office.run(command, now=SOON).code == 1
    found = [cell for cell in every_cell(evil_office.folder) if isinstance(cell.value, str) and "cmd|" in cell.value]
    assert len(found) > 8
    assert {cell.data_type for cell in found} == {"s"}


def test_commands_in_staff_cells_stand_in_json_as_typed(evil_office: Office) -> None:
    document = evil_office.document(SOON)
    assert [item["title"] for item in document["items"]] == [EVIL, "x"]
    assert any(EVIL in finding["message"] for finding in document["findings"])


@pytest.mark.slow
def test_a_real_formula_in_a_staff_cell_is_kept(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    office.type_into("Buku Kerja", 1, {"Catatan": "=1+1"})
    office.check(now=SOON)
    book = load_workbook(office.workbook)
    assert book["Buku Kerja"][f"{column_below_header(book, 'Buku Kerja', 'Catatan')}2"].value == "=1+1"


@pytest.mark.parametrize("command", first_ones(READING))
def test_control_characters_reach_neither_screen_nor_reports(office: Office, command: str) -> None:
    controls = "_x001B_[2J_x0007_ _x0000__x009B_"
    register = [{**NEWS, "Judul": "TANDA"}, {**NEWS, "ID Konten": "2026-0119", "Alur": "TANDA"}]
    plain_log(office.workbook, register, [{**DRAFTED, "Admin": "TANDA", "Keputusan": "TANDA"}])
    office.type_raw("TANDA", f"{controls}TANDA")
    told = office.run(command, now=SOON)
    assert told.code == 1
    assert {character for character in told.out + told.err if not character.isprintable()} == {"\n"}
    written = [path for path in office.folder.rglob("*.xlsx") if path.parent == office.reports]
    values = [cell.value for path in written for cell in every_cell(path.parent) if isinstance(cell.value, str)]
    assert not any(set("\x1b\x07\x00") & set(value) or "_x00" in value for value in values)


@pytest.mark.slow
def test_control_characters_in_the_log_stay_as_they_are(office: Office) -> None:
    plain_log(office.workbook, [{**NEWS, "Judul": "TANDA"}], [DRAFTED])
    office.type_raw("TANDA", "a_x001B_b_x0007_TANDA")
    office.check(now=SOON)
    book = load_workbook(office.workbook)
    assert b"a_x001B_b_x0007_TANDA" in b"".join(parts_of(office.workbook).values())
    assert book["Hasil"]["A2"].value == "2026-0118"


# Texts that are too long


@pytest.fixture
def talkative_office(office: Office) -> Office:
    """An office with cells of 40,000 characters, more than Excel itself allows."""
    register = {**NEWS, "Judul": "PANJANG", "Caption": "PANJANG"}
    step = {**DRAFTED, "Bukti": "PANJANG", "Catatan": "PANJANG", "Selesai": "PANJANG", "Keputusan": "PANJANG"}
    plain_log(office.workbook, [register], [step])
    office.type_raw("PANJANG", "x y " * 10_000)
    return office


def test_cells_that_are_too_long_are_judged_in_short_sentences(talkative_office: Office) -> None:
    assert len(talkative_office.found("D106", SOON)) == 1
    messages = [finding["message"] for finding in talkative_office.document(SOON)["findings"]]
    assert max(map(len, messages)) < 400


def test_cells_that_are_too_long_stay_as_they_are_when_the_log_is_rewritten(talkative_office: Office) -> None:
    before = long_cells(talkative_office.workbook)
    told = talkative_office.check(now=SOON)
    assert (told.code, len(before)) == (1, 6)
    assert "Hasil pemeriksaan ditulis di Buku Kerja.xlsx" in told.out
    assert long_cells(talkative_office.workbook) == before


def long_cells(workbook: Path) -> list[str]:
    """The texts of the staff tabs that are longer than Excel allows, read by a reader that cuts nothing."""
    grids = read_workbook(workbook)
    cells = [cell for tab in ("Daftar Konten", "Buku Kerja") for row in grids[tab] for cell in row]
    return [cell for cell in cells if isinstance(cell, str) and len(cell) > 32_767]


@pytest.mark.parametrize("command", first_ones(REPORTING))
@pytest.mark.slow
def test_reports_hold_what_excel_can_of_a_long_cell(talkative_office: Office, command: str) -> None:
    assert talkative_office.run(command, now=SOON).code == 1
    lengths = [len(cell.value) for cell in every_cell(talkative_office.reports) if isinstance(cell.value, str)]
    assert 30_000 < max(lengths) <= 32_767


# Dates far away


@pytest.mark.parametrize(
    ("moment", "now", "readable"),
    first_ones(
        [
            (datetime(1900, 1, 1, 5), NOW, False),
            (datetime(1900, 12, 31, 23, 59), "9998-12-31T23:59", False),
            (datetime(9999, 1, 1, 8), "1900-01-01T00:00", False),
            (datetime(9999, 12, 31, 23, 59), NOW, False),
            (datetime(9999, 12, 31, 23, 59), "9998-12-31T23:59", True),
        ]
    ),
)
@pytest.mark.slow
def test_dates_in_1900_and_9999_are_judged_published_and_reported(
    office: Office, moment: datetime, now: str, readable: bool
) -> None:
    news = {**NEWS, "Tanggal": moment, "Waktu Acuan": moment}
    items = [{**news, "ID Konten": flow, "Alur": flow, "Jadwal Tayang": moment} for flow in ("P1", "P2", "P3", "P4")]
    steps = [{**DRAFTED, "ID Konten": "P1", "Mulai": moment, "Selesai": moment}]
    people = [{"Nama": "Siti", "Peran": "Fungsional Umum", "Berlaku Dari": moment, "Berlaku Sampai": moment}]
    plain_log(office.workbook, items, steps, people)
    book = load_workbook(office.workbook)
    book["Kalender"].append([moment, datetime(9999, 12, 31), "Libur"])
    book["Kalender"].append([datetime(1900, 1, 1), moment, "Jam Khusus", "08:00-12:00"])
    book.save(office.workbook)
    told = office.run("run_schedule", now=now)
    assert (told.code, told.err) == (1, "")
    assert "4 konten" in told.out
    assert ("D106" not in told.out) == readable


def test_numbers_that_are_no_dates_are_findings(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [{**DRAFTED, "Mulai": 1e300, "Selesai": -5}])
    assert [finding["column"] for finding in office.found("D106", SOON)] == ["Mulai", "Selesai"]


# A disk that does not take it


@pytest.fixture
def no_permission(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file may take the place of another: what Windows says of a file in use or of a folder without permission."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(Path, "replace", refuse)


@pytest.fixture
def full_disk(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be written any more, once the office is there."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for owner, name in ((ZipFile, "writestr"), (Path, "write_bytes"), (os, "fsync")):
        monkeypatch.setattr(owner, name, refuse)


@pytest.mark.usefixtures("no_permission")
@pytest.mark.slow
def test_setup_without_permission(office: Office) -> None:
    (office.folder / "cadangan").mkdir()
    told = refusal(office, "setup_worklog")
    assert "tidak dapat ditulis (tidak ada izin), jadi Buku Kerja.xlsx tidak diubah." in told


@pytest.mark.usefixtures("no_permission")
@pytest.mark.parametrize("command", first_ones(REPORTING))
@pytest.mark.slow
def test_a_report_without_permission(office: Office, command: str) -> None:
    office.reports.mkdir()
    assert "tidak dapat disimpan" in refusal(office, command)


def test_a_check_without_permission_is_told_and_leaves_the_log(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    office.check()
    before = disk_state(office.folder)
    monkeypatch.setattr(os, "replace", refuse)
    told = office.check(now=LATE)
    assert told.code == 1
    assert "Buku Kerja.xlsx sedang dipakai program lain atau tidak boleh ditulis, jadi tidak diubah." in told.out
    assert without_history(disk_state(office.folder)) == without_history(before)


@pytest.mark.parametrize("command", first_ones(REPORTING))
def test_a_file_in_the_place_of_the_report_folder(office: Office, command: str) -> None:
    office.reports.write_text("berkas di tempat folder", encoding="utf-8")
    told = refusal(office, command)
    assert re.match(r"Laporan (Harian|Bulanan) [\d-]+\.xlsx tidak dapat disimpan\. ", told)
    assert f"({office.reports} adalah berkas, padahal di situ harus ada folder)" in told
    assert "Periksa letaknya, sambungan ke tempat itu dan izin menulisnya, lalu jalankan lagi." in told


@pytest.mark.slow
def test_a_file_in_the_place_of_the_backup_folder(office: Office) -> None:
    (office.folder / "cadangan").write_text("berkas di tempat folder", encoding="utf-8")
    before = disk_state(office.folder)
    told = office.check()
    assert told.code == 2
    assert "Keadaan 23 Nov 2026 08.30 WIB: 1 konten" in told.out
    assert "jadi Buku Kerja.xlsx tidak diubah. " in told.out
    assert "Periksa letaknya, sambungan ke tempat itu dan izin menulisnya, lalu jalankan lagi." in told.out
    assert f"({office.folder / 'cadangan'} adalah berkas, padahal di situ harus ada folder)" in told.out
    assert without_history(disk_state(office.folder)) == without_history(before)


def test_a_file_in_the_place_of_the_folder_of_the_log(office: Office) -> None:
    office.configure(source={"path": "bersama/log.xlsx"})
    (office.folder / "bersama").write_text("berkas di tempat folder", encoding="utf-8")
    blocked = f"{office.folder / 'bersama'} adalah berkas, padahal"
    assert blocked in refusal(office, "setup_worklog")
    assert blocked in refusal(office, "check_progress")


@pytest.mark.parametrize("key", ["reports", "backups"])
def test_status_tells_of_a_file_in_the_place_of_a_folder(office: Office, key: str) -> None:
    office.configure(**{key: {"folder": "berkas/di sini"}})
    (office.folder / "berkas").write_text("berkas di tempat folder", encoding="utf-8")
    told = office.run("run_schedule", "--status")
    assert f"({office.folder / 'berkas'} adalah berkas, padahal di situ harus ada folder)" in told.out


@pytest.mark.usefixtures("full_disk")
def test_setup_on_a_full_disk(office: Office) -> None:
    assert "Buku Kerja.xlsx tidak dapat ditulis (disk penuh) dan tetap seperti semula." in refusal(
        office, "setup_worklog"
    )


@pytest.mark.usefixtures("full_disk")
def test_setup_of_a_new_log_on_a_full_disk(office: Office) -> None:
    office.workbook.unlink()
    assert "tidak dapat ditulis (disk penuh)" in refusal(office, "setup_worklog")


@pytest.mark.parametrize("command", first_ones(REPORTING))
@pytest.mark.slow
def test_a_report_on_a_full_disk(office: Office, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    office.reports.mkdir()
    monkeypatch.setattr(private_files, "write_private", refuse)
    monkeypatch.setattr(files, "write_private", refuse)
    assert "tidak dapat disimpan" in refusal(office, command)


@pytest.mark.parametrize("arguments", [(), pytest.param(("--json",), marks=pytest.mark.slow)])
def test_a_check_on_a_full_disk_tells_what_it_found_and_that_it_could_not_be_saved(
    office: Office, arguments: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    office.check()
    before = disk_state(office.folder)
    request.getfixturevalue("full_disk")
    told = office.check(*arguments, now=LATE)
    assert told.code == 2
    sentence = "Buku Kerja.xlsx tidak dapat ditulis (disk penuh) dan tetap seperti semula."
    if arguments:
        assert json.loads(told.out)["counts"]["by_code"] == {"W402": 1, "W404": 1}
        assert told.err.startswith(sentence)
    else:
        assert "Temuan: 2 kesalahan, 0 peringatan, 0 catatan." in told.out
        assert sentence in told.out
    assert without_history(disk_state(office.folder)) == without_history(before)


@pytest.mark.slow
def test_once_on_a_disk_too_full_for_the_log_still_makes_the_report(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    office.check()
    before = office.workbook.read_bytes()
    monkeypatch.setattr(os, "fsync", refuse)
    told = office.run("run_schedule", now="2026-11-23T15:30")
    assert told.code == 2
    assert "Buku Kerja.xlsx tidak dapat ditulis (disk penuh)" in told.err
    assert [file.name for file in office.reports.iterdir()] == ["Laporan Harian 2026-11-23.xlsx"]
    assert office.workbook.read_bytes() == before


# Workbooks that would end the program


def test_a_stray_cell_in_the_last_corner_of_a_tab_of_their_own_leaves_the_log_as_it_is(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    book = load_workbook(office.workbook)
    book.create_sheet("Catatan sendiri").cell(1_048_576, 16_384, "x")
    book.save(office.workbook)
    before = office.workbook.read_bytes()
    told = office.check(now=SOON)
    assert 'Tab "Catatan sendiri" pada Buku Kerja.xlsx memuat sel yang letaknya terlalu jauh, sampai' in told.out
    assert office.workbook.read_bytes() == before
    assert "letaknya terlalu jauh" in refusal(office, "setup_worklog")


@pytest.mark.parametrize("cell", ["A1048576", "B1000001", "XFD1048576"])
@pytest.mark.parametrize("tab", ["Daftar Konten", "Buku Kerja"])
def test_a_stray_cell_in_one_of_the_last_rows_is_told_by_every_command(office: Office, tab: str, cell: str) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    book = load_workbook(office.workbook)
    book[tab][cell] = 1
    book.save(office.workbook)
    for command in ("check_progress", "setup_worklog", "report_daily"):
        assert "letaknya terlalu jauh, sampai kolom" in refusal(office, command)


FAR_CELLS = {
    "in a row without a number": '<row><c r="XFD1048576"',
    "in a row of another number": '<row r="17"><c r="XFD1048576"',
    "in lower case": '<row r="1048576"><c r="xfd1048576"',
    "with spaces": '<row r = "1048576"><c r = "XFD1048576"',
    "behind the last column": '<row r="17"><c r="ZZZZZ17"',
    "behind a sign that ends no tag": '<row r="1048576"><c ph="a>b" r="XFD1048576"',
}


def test_a_log_of_a_hundred_thousand_rows_is_looked_at_once_like_any_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    with changed_parts(office.workbook) as parts:
        sheet = parts["xl/worksheets/sheet2.xml"]
        row = b'<row r="123456"><c r="A123456" t="inlineStr"><is><t>2026-0118</t></is></c></row></sheetData>'
        parts["xl/worksheets/sheet2.xml"] = sheet.replace(b"</sheetData>", row)
    monkeypatch.setattr(far_places, "_reach", lambda _: pytest.fail("every cell of it was looked at"))
    assert office.document()["findings"]


@pytest.mark.parametrize("how", FAR_CELLS)
def test_a_stray_cell_far_away_is_told_however_its_place_is_written(office: Office, how: str) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    with changed_parts(office.workbook) as parts:
        stray = f'{FAR_CELLS[how]} t="inlineStr"><is><t>x</t></is></c></row></sheetData>'.encode()
        sheet = parts["xl/worksheets/sheet2.xml"]
        parts["xl/worksheets/sheet2.xml"] = sheet.replace(b"</sheetData>", stray)
    assert "letaknya terlalu jauh, sampai kolom" in refusal(office, "check_progress")
    assert "letaknya terlalu jauh, sampai kolom" in refusal(office, "setup_worklog")


@pytest.mark.parametrize("area", first_ones(["X1:AH1048576", "X1:X1048576", "X1048570:Y1048575", "X20:Y100000"]))
@pytest.mark.parametrize("what", ["sel gabungan", "tautan"])
def test_merges_and_links_over_too_many_cells_are_told_and_the_log_stays_as_it_is(
    office: Office, what: str, area: str
) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    with_range(office.workbook, what, area)
    before = office.workbook.read_bytes()
    told = office.check(now=SOON)
    assert f'Tab "Buku Kerja" pada Buku Kerja.xlsx memuat {what} di {area}' in told.out
    assert office.workbook.read_bytes() == before
    assert f"Ketik {area} di Kotak Nama" in refusal(office, "setup_worklog")


def test_a_link_on_the_last_cell_is_told_and_the_log_stays_as_it_is(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    with_range(office.workbook, "tautan", "XFD1048576")
    assert "memuat tautan di XFD1048576" in refusal(office, "setup_worklog")


@pytest.mark.slow
def test_blank_cells_of_a_link_over_many_stay_blank(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    with_range(office.workbook, "tautan", "M2:AD9")
    assert office.run("setup_worklog").code == 0
    assert "Hasil pemeriksaan ditulis di Buku Kerja.xlsx" in office.check(now=SOON).out
    cells = [cell for row in read_workbook(office.workbook)["Buku Kerja"] for cell in row]  # openpyxl fills them itself
    assert "https://kpu.go.id/tautan" not in cells
    rows = load_workbook(office.workbook)["Buku Kerja"]["M2:AD9"]
    assert all(cell.hyperlink for row in rows for cell in row)


def test_a_link_behind_a_blank_cell_of_a_tab_of_their_own_stays(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    with_range(office.workbook, "tautan", "A1", tab=own_tab(office.workbook))
    assert office.run("setup_worklog").code == 0
    cell = load_workbook(office.workbook)["Rapat"]["A1"]
    assert cell.hyperlink is not None
    assert cell.hyperlink.target == "https://kpu.go.id/tautan"


def own_tab(workbook: Path) -> int:
    """Add a blank tab to a workbook; the number of its part."""
    book = load_workbook(workbook)
    book.create_sheet("Rapat")
    book.save(workbook)
    return len(book.sheetnames)


def with_range(workbook: Path, what: str, area: str, tab: int = 2) -> None:
    """Merge cells of a tab (Buku Kerja), or lay one link over them, as other programs can."""
    relation = f'xmlns:r="{OFFICE}" r:id="rIdLink"'
    kinds = {
        "sel gabungan": f'<mergeCells><mergeCell ref="{area}"/></mergeCells>',
        "tautan": f'<hyperlinks><hyperlink tooltip="a > b" ref="{area}" {relation}/></hyperlinks>',
    }
    with changed_parts(workbook) as parts:
        put_before(parts, f"xl/worksheets/sheet{tab}.xml", b"<pageMargins", kinds[what].encode())
        parts[f"xl/worksheets/_rels/sheet{tab}.xml.rels"] = LINK_RELATION.encode()


def test_too_little_memory_is_told_as_that(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Any:
        raise MemoryError

    plain_log(office.workbook, [NEWS], [DRAFTED])
    monkeypatch.setattr(opening, "load_workbook", refuse)
    assert "Memori PC ini tidak cukup untuk menulis ulang Buku Kerja.xlsx" in refusal(office, "setup_worklog")
    monkeypatch.setattr(reader, "put_behind", refuse)
    assert "Memori PC ini tidak cukup untuk membaca" in refusal(office, "check_progress")


def test_a_text_of_a_million_signs_in_a_thousand_cells_is_refused_at_once(office: Office) -> None:
    plain_log(office.workbook, [{**NEWS, "Judul": "PANJANG"}] * 1000, [DRAFTED])
    shared_by_all(office.workbook, "PANJANG", "x" * 1_000_000)
    assert "terlalu besar untuk dibaca" in refusal(office, "check_progress")


def shared_by_all(workbook: Path, text: str, instead: str) -> None:
    """Let the cells with a text show another one, which is stored once for all of them, as Excel does."""
    inline = f't="inlineStr"><is><t>{text}</t></is>'.encode()
    with changed_parts(workbook) as parts:
        for name, content in parts.items():
            parts[name] = content.replace(inline, b't="s"><v>0</v>')
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si><t>{instead}</t></si></sst>'.encode()


RENAMED = {
    "other case": lambda name: name.replace("sheet1", "Sheet1").replace("workbook.xml", "Workbook.xml"),
    "backslashes": lambda name: name.replace("/", "\\"),
}


@pytest.mark.parametrize("how", first_ones(RENAMED))
def test_parts_whose_names_other_programs_wrote_their_own_way_are_found(office: Office, how: str) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    parts = {RENAMED[how](name): content for name, content in parts_of(office.workbook).items()}
    with ZipFile(office.workbook, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = ZipInfo("x")
            info.filename = name  # ZipInfo itself would turn the slashes
            archive.writestr(info, content)
    assert office.run("setup_worklog").code == 0
    told = office.check(now=SOON)
    assert "Hasil pemeriksaan ditulis di Buku Kerja.xlsx" in told.out


@pytest.mark.skipif(os.name == "nt", reason="only an administrator may make links there")
def test_a_link_to_the_workbook_stays_a_link_and_what_it_leads_to_is_written(office: Office) -> None:
    shared = office.folder / "server" / "Log Humas.xlsx"
    shared.parent.mkdir()
    plain_log(shared, [NEWS], [DRAFTED])
    office.workbook.unlink(missing_ok=True)
    office.workbook.symlink_to(shared)
    assert office.run("setup_worklog").code == 0
    assert "Hasil pemeriksaan ditulis di Buku Kerja.xlsx" in office.check(now=SOON).out
    assert office.workbook.is_symlink()
    assert "Hasil" in load_workbook(shared).sheetnames
    office.open_in_excel(shared)
    assert "Log Humas.xlsx sedang dibuka di Excel oleh Rina" in office.check(now=LATE).out


UNUSUAL = {
    "docProps/core.xml": "package/services/metadata/core-properties/1f.psmdcp",
    "docProps/custom.xml": "docProps/sendiri.xml",
    "xl/styles.xml": "xl/gaya.xml",
    "xl/theme/theme1.xml": "xl/theme/theme.xml",
}


def test_parts_that_other_programs_put_elsewhere_than_excel_are_found(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    book = load_workbook(office.workbook)
    book.properties.title, book["Petugas"]["A1"].font = "Log Humas", Font(name="Arial", color=Color(theme=4))
    book.custom_doc_props.append(StringProperty(name="Bagian", value="Humas"))
    book.save(office.workbook)
    with changed_parts(office.workbook) as parts:
        theme = parts["xl/theme/theme1.xml"] = parts["xl/theme/theme1.xml"].replace(b"4F81BD", b"123456")
        for usual, unusual in UNUSUAL.items():
            parts[unusual] = parts.pop(usual)
            for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
                old, new = usual.removeprefix("xl/").encode(), unusual.removeprefix("xl/").encode()
                parts[name] = parts[name].replace(old, new)
    before = office.workbook.read_bytes()
    assert office.run("setup_worklog").code == 0
    assert [backup.read_bytes() for backup in (office.folder / "cadangan").iterdir()] == [before]
    book = load_workbook(office.workbook)
    assert (book.properties.title, book.custom_doc_props.names) == ("Log Humas", ["Bagian"])
    assert book["Petugas"]["A1"].font.name == "Arial"
    assert book.loaded_theme == theme


@pytest.mark.parametrize("styles", first_ones(["as they are", "gone"]))
@pytest.mark.slow
def test_cells_of_a_style_that_is_not_there_are_plain(office: Office, styles: str) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    with changed_parts(office.workbook) as parts:
        sheet = parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = re.sub(rb'<c r="A2"(?: s="\d+")?', b'<c r="A2" s="9999"', sheet)
        if styles == "gone":
            del parts["xl/styles.xml"]
    assert office.run("setup_worklog").code == 0
    assert "Hasil pemeriksaan ditulis di Buku Kerja.xlsx" in office.check(now=SOON).out


TWO_VERSIONS = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="hs">'
    rb"<font/></mc:Choice><mc:Fallback>\1</mc:Fallback></mc:AlternateContent>"
)
BROKEN_STYLES = {
    "no styles": ("xl/styles.xml", b".*", b""),
    "a font": ("xl/styles.xml", rb'fontId="\d+"', b'fontId="999"'),
    "a fill": ("xl/styles.xml", rb'fillId="\d+"', b'fillId="-1"'),
    "a style that others build on": ("xl/styles.xml", rb'xfId="0"', b'xfId="77"'),
    "the look of a rule": ("xl/worksheets/sheet2.xml", rb'dxfId="\d+"', b'dxfId="999"'),
    "fills of nothing": ("xl/styles.xml", rb"<fill><patternFill ?/></fill>", b"<fill/>"),
    "a colour that is none": ("xl/styles.xml", rb'rgb="00[0-9A-F]{6}"', b'rgb="FF"'),
    "nothing that styles build on": ("xl/styles.xml", rb"<cellStyleXfs.*?</cellStyleXfs>", b"<cellStyleXfs/>"),
    "fonts in two versions": ("xl/styles.xml", rb"(<font>.*?</font>)(?=</fonts>)", TWO_VERSIONS),
    "days that are none": ("docProps/core.xml", rb">\d{4}-", b">2021- "),
    "names of styles": ("xl/styles.xml", rb'<cellStyle name="[^"]*"', b"<cellStyle"),
    "a style with a name": ("xl/worksheets/sheet2.xml", rb' s="\d+"', b' s="abc"'),
}


@pytest.mark.parametrize("what", first_ones(BROKEN_STYLES))
def test_a_log_that_names_styles_which_are_not_there_is_written(office: Office, what: str) -> None:
    assert office.run("setup_worklog").code == 0
    part, pattern, instead = BROKEN_STYLES[what]
    with changed_parts(office.workbook) as parts:
        if instead:
            assert re.search(pattern, parts[part])
            parts[part] = re.sub(pattern, instead, parts[part])
        else:
            del parts[part]
    told = office.check(now=SOON)
    assert "Hasil pemeriksaan ditulis di Buku Kerja.xlsx, tab Hasil dan Ringkasan" in told.out
    assert "1 konten" in office.check(now=SOON).out
    load_workbook(office.workbook)


def test_json_stays_json_when_styles_are_mended(office: Office) -> None:
    """openpyxl itself prints a line about some of them."""
    assert office.run("setup_worklog").code == 0
    part, pattern, instead = BROKEN_STYLES["nothing that styles build on"]
    with changed_parts(office.workbook) as parts:
        parts[part] = re.sub(pattern, instead, parts[part])
    assert json.loads(office.check("--json", now=SOON).out)["items"]


@pytest.mark.slow
def test_cells_that_do_not_say_where_they_stand_are_written_or_told(office: Office) -> None:
    plain_log(office.workbook, [{**NEWS, "Judul": " di tepi "}], [DRAFTED])
    with changed_parts(office.workbook) as parts:
        sheet = parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = re.sub(rb' r="[A-Z]+2"', b"", sheet)
    told = office.run("setup_worklog")
    assert told.code in (0, 2)
    assert "tidak terduga" not in told.err
    assert "1 konten" in office.check(now=SOON).out


def test_a_workbook_that_opens_on_a_tab_which_is_not_there_is_set_up_and_opens_on_the_first(office: Office) -> None:
    plain_log(office.workbook, [NEWS], [DRAFTED])
    with changed_parts(office.workbook) as parts:
        parts["xl/workbook.xml"] = re.sub(rb'activeTab="\d+"', b'activeTab="25"', parts["xl/workbook.xml"])
    assert office.run("setup_worklog").code == 0
    book = load_workbook(office.workbook)
    assert book.active == book.worksheets[0]
