"""What only a Google Sheet does as a log: few requests, nothing where people type, and sentences when Google says no."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from commands import DRAFTED, LATE, NEWS, SOON
from emulator import Emulator, Fault, Request
from google_office import EARLY, NOTHING_TO_DO, SOON_AFTER, UNCHANGED, WRITTEN, GoogleOffice
from selection import first_ones
from worklog.adapters.google import writer as google_writer
from worklog.adapters.google.service import client as google_client
from worklog.adapters.google.tabs import TAB_IDS
from worklog.config.config import load_config
from worklog.core.log import tabs
from worklog.jobs.desk import Desk
from worklog.jobs.publishing import UNCHANGED as NOTHING_CHANGED
from worklog.jobs.publishing import Publishing
from worklog.jobs.reading import Reading

pytest_plugins = ("google_offices",)


@pytest.fixture
def office(google_office: GoogleOffice) -> GoogleOffice:
    """An office whose log holds one request, half an hour old at `NOW`."""
    google_office.type_into("Daftar Konten", 1, NEWS)
    return google_office


def writes(sent: Sequence[Request]) -> list[Request]:
    return [request for request in sent if request.path.endswith(":batchUpdate")]


def at(clock: str) -> str:
    return f"2026-11-23T{clock}"


# How much is asked of Google


def test_a_check_that_finds_nothing_changed_is_two_requests_and_writes_nothing(office: GoogleOffice) -> None:
    office.check(now=EARLY)
    before = office.book.version
    with office.watching() as sent:
        told = office.check(now=SOON_AFTER)
    assert len(sent) == 2
    assert told.out.endswith(UNCHANGED)
    assert office.book.version == before


def test_a_check_of_the_timer_that_finds_nothing_changed_is_one_request(office: GoogleOffice) -> None:
    reading = Reading()

    def check(moment: str) -> Publishing:
        return Desk(load_config(office.config), datetime.fromisoformat(moment), reading=reading).check_and_publish()[1]

    assert check(EARLY) != NOTHING_CHANGED
    assert check(EARLY) == NOTHING_CHANGED  # asks once more what stands behind cells: the results show in some now
    with office.watching() as sent:
        assert check(SOON_AFTER) == NOTHING_CHANGED
    assert len(sent) == 1


@pytest.mark.slow
def test_the_first_check_after_setup_takes_at_most_four_requests(office: GoogleOffice) -> None:
    with office.watching() as sent:
        assert office.check().out.endswith(WRITTEN)
    assert len(sent) <= 4
    assert office.cells("Buku Kerja", "Status") == ["Berjalan", *["Menunggu"] * 4]


def test_what_people_type_is_judged_with_at_most_four_requests(office: GoogleOffice) -> None:
    office.check()
    office.type_into("Buku Kerja", 1, {"Fungsional Umum": "Siti", "Selesai": datetime(2026, 11, 23, 8, 50)})
    with office.watching() as sent:
        assert office.check(now=SOON).out.endswith(WRITTEN)
    assert len(sent) <= 4
    assert office.cells("Buku Kerja", "Status")[0] != "Berjalan"


def test_checking_without_publishing_only_reads(office: GoogleOffice) -> None:
    before = office.book.version
    with office.watching() as sent:
        assert office.check("--no-publish", now=LATE).code == 1
    assert (len(sent), writes(sent), office.book.version) == (2, [], before)


@pytest.mark.slow
def test_results_that_look_different_are_no_reason_to_write(office: GoogleOffice) -> None:
    office.check(now=EARLY)
    bottom, columns = office.place("Buku Kerja")
    office.type_at("Buku Kerja", bottom + 1, columns["Status"], "coretan pemilik", office.google.owner)
    assert office.check(now=SOON_AFTER).out.endswith(UNCHANGED)


@pytest.mark.slow
def test_what_people_type_is_a_reason_when_it_changes_what_is_shown(office: GoogleOffice) -> None:
    office.check(now=EARLY)
    office.type_into("Buku Kerja", 1, {"Catatan": "diketik"})
    assert office.check(now=SOON_AFTER).out.endswith(UNCHANGED)
    office.type_into("Buku Kerja", 1, {"Bukti": "diketik"})
    assert office.check(now=SOON_AFTER).out.endswith(WRITTEN)


def test_what_falls_due_between_two_checks_is_judged_and_written(office: GoogleOffice) -> None:
    office.check(now=at("13:20"))
    assert "W404" not in office.cells("Daftar Konten", "Temuan")[0]
    assert office.check(now=at("13:30")).out.endswith(UNCHANGED)
    assert office.check(now=at("13:31")).out.endswith(WRITTEN)
    assert "W404" in office.cells("Daftar Konten", "Temuan")[0]


@pytest.mark.slow
def test_ringkasan_is_never_older_than_an_hour(google_office: GoogleOffice) -> None:
    google_office.check(now=at("08:30"))
    assert google_office.check(now=at("09:29")).out.endswith(UNCHANGED)
    assert google_office.check(now=at("09:30")).out.endswith(WRITTEN)
    assert "09.30" in str(google_office.grid("Ringkasan")[:6])


@pytest.mark.slow
def test_a_changed_configuration_is_judged_again(office: GoogleOffice) -> None:
    office.check(now=EARLY)
    office.configure(working_hours={"senin": "07:30-10:00", "selasa": "08:00-16:00"})
    assert office.check(now=SOON_AFTER).out.endswith(WRITTEN)
    assert office.cells("Daftar Konten", "Batas Tayang")[0] == datetime(2026, 11, 24, 10, 30)


# What is written, and where


def test_nothing_is_ever_addressed_to_a_row_of_people(office: GoogleOffice) -> None:
    office.check()
    office.type_into("Buku Kerja", 1, {name: DRAFTED[name] for name in ("Fungsional Umum", "Selesai")})
    office.type_into(
        "Buku Kerja", 2, {"Es. IV Kasubag": "Sri", "Selesai": datetime(2026, 11, 23, 9), "Keputusan": "Revisi"}
    )
    with office.watching() as sent:
        assert "putaran 2" in office.check(now=SOON).out
        office.check(now=LATE)
    touched = [(kind, sheet) for request in writes(sent) for change in request.body["requests"]
               for kind, sheet in [(next(iter(change)), sheet_of(change))]]  # fmt: skip
    assert touched.count(("appendCells", TAB_IDS["Buku Kerja"])) == 1
    in_cells = {sheet for kind, sheet in touched if kind != "appendCells" and "DeveloperMetadata" not in kind}
    script_tabs = {TAB_IDS[tab.name] for tab in tabs.SCRIPT_TABS}
    assert in_cells == script_tabs - {TAB_IDS["SOP"]}


def sheet_of(change: Any) -> int:
    """The tab that a request changes."""
    if isinstance(change, dict):
        found = [change["sheetId"]] if "sheetId" in change else [sheet_of(inner) for inner in change.values()]
        return max(found, default=0)
    return 0


def test_each_block_is_shaded_where_its_role_acts_and_begins_with_a_line(office: GoogleOffice) -> None:
    office.check()
    bottom, columns = office.place("Buku Kerja")
    cell = office.sheet("Buku Kerja").cell
    first, second = (cell(bottom + row, columns["Fungsional Umum"]).format or {} for row in (1, 2))
    assert first["backgroundColor"] != second["backgroundColor"]
    assert "top" in first["borders"]
    assert "top" not in second["borders"]


def test_rows_that_the_program_opens_offer_what_can_be_picked(office: GoogleOffice) -> None:
    office.check()
    bottom, columns = office.place("Buku Kerja")
    for header, kind in (
        ("Fungsional Umum", "ONE_OF_RANGE"),
        ("Keputusan", "ONE_OF_LIST"),
        ("Selesai", "DATE_IS_VALID"),
    ):
        rule = office.sheet("Buku Kerja").cell(bottom + 1, columns[header]).validation
        assert rule is not None
        assert rule["condition"]["type"] == kind


def test_an_answer_that_was_lost_opens_no_block_twice(office: GoogleOffice) -> None:
    office.google.faults.add(Fault.drop_after(), path=":batchUpdate")
    assert office.check().out.endswith(WRITTEN)
    assert office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5]
    assert office.cells("Buku Kerja", "Status")[0] == "Berjalan"


@pytest.mark.slow
def test_the_charts_are_drawn_from_numbers_and_days(office: GoogleOffice) -> None:
    office.check()
    sheet = office.sheet("Ringkasan")
    for chart in sheet.laid_over["charts"]:
        drawn = chart["spec"]["basicChart"]
        names, counts = (
            column[part]["sourceRange"]["sources"][0]
            for column, part in ((drawn["domains"][0], "domain"), (drawn["series"][0], "series"))
        )
        rows = range(names["startRowIndex"] + 2, names["endRowIndex"] + 1)
        shown = [(sheet.cell(row, names["startColumnIndex"] + 1).value, sheet.cell(row, counts["startColumnIndex"] + 1).value)
                 for row in rows]  # fmt: skip
        filled = [(name, count) for name, count in shown if name is not None]
        assert filled
        assert all(isinstance(count, int) for _, count in filled)
    assert ("Berjalan", 1) in {
        (sheet.cell(row, 10).value, sheet.cell(row, 11).value) for row in range(1, sheet.row_count + 1)
    }


@pytest.mark.slow
def test_blank_rows_of_ringkasan_are_no_higher_than_others(office: GoogleOffice) -> None:
    unknown = [{"ID Konten": f"2026-9{number:03}", "No": 1} for number in range(20)]
    office.fill({"Buku Kerja": unknown})
    office.check()
    for row, cells in enumerate(unknown, 1):
        office.type_into("Buku Kerja", row, dict.fromkeys(cells))
    office.check(now=SOON)
    shown = {row for row, cells in enumerate(office.grid("Ringkasan")) if any(cell != "" for cell in cells[:4])}
    assert {row: height for row, height in heights(office).items() if row not in shown and height > 40} == {}


def heights(office: GoogleOffice) -> dict[int, int]:
    """The heights in pixels of the rows of Ringkasan, counted from 0, as far as they were set."""
    rows = office.sheet("Ringkasan").dimensions["Row"]
    return {row: told["pixelSize"] for row, told in rows.items() if "pixelSize" in told}


# Large logs


def many(count: int) -> list[dict[str, object]]:
    return [{**NEWS, "ID Konten": f"2026-{number}"} for number in range(1000, 1000 + count)]


@pytest.mark.slow
def test_bodies_are_split_where_they_grow_too_large_and_leave_the_same(
    office: GoogleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.fill({"Daftar Konten": many(30)})
    state = office.book.snapshot()
    office.check(now=EARLY)
    whole = office.contents()
    office.book.restore(state)
    monkeypatch.setattr(google_writer, "MOST_BYTES", 10_000)
    with office.watching() as sent:
        assert office.check(now=EARLY).out.endswith(WRITTEN)
    with_results = [one for one in writes(sent) if TAB_IDS["Hasil"] == sheet_of(one.body["requests"][0])]
    assert len(with_results) > 2
    assert max(one.bytes for one in with_results[:-1]) <= 10_100
    last = writes(sent)[-1].body["requests"][-1]
    assert last["updateCells"]["range"] == google_writer.stamp_area(TAB_IDS["Hasil"])
    assert office.contents() == whole
    assert office.check(now=SOON_AFTER).out.endswith(UNCHANGED)


@pytest.mark.slow
def test_results_that_were_written_in_part_do_not_pass_for_whole(
    office: GoogleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when somebody takes back meanwhile what they typed, so that all is as when it was last written whole."""
    office.fill({"Daftar Konten": many(30)})
    office.check(now=EARLY)
    whole = office.contents()["Hasil"].cells
    office.type_into("Buku Kerja", 1, {"Selesai": "kemarin"})
    before = len(office.google.requests)
    with monkeypatch.context() as patch:
        patch.setattr(google_writer, "MOST_BYTES", 10_000)
        office.google.faults.add(
            Fault.status(503), lambda request: len(writes(office.google.requests[before:])) > 2, times=None
        )
        assert WRITTEN not in office.check(now=SOON_AFTER).out
    office.google.faults.clear()
    assert office.contents()["Hasil"].cells[1:] != whole[1:]
    office.type_into("Buku Kerja", 1, {"Selesai": None})
    assert office.check(now=SOON_AFTER).out.endswith(WRITTEN)
    assert office.contents()["Hasil"].cells[1:] == whole[1:]


@pytest.mark.slow
def test_a_large_log_is_checked_in_few_requests(office: GoogleOffice) -> None:
    steps = [{"ID Konten": row["ID Konten"], "Putaran": 1, "No": no} for row in many(300) for no in range(1, 6)]
    office.fill({"Daftar Konten": many(300), "Buku Kerja": steps})
    with office.watching() as sent:
        assert "Tab Buku Kerja: rumus status dipasang pada 1500 baris.\n" in office.set_up().out
        assert office.check(now=LATE).out.endswith(WRITTEN)
    assert len(sent) <= 8
    assert max(request.bytes for request in sent) < 1_000_000
    assert office.cells("Buku Kerja", "Status") == ["Terlambat", *["Menunggu"] * 4] * 301
    with office.watching() as sent:
        assert office.check(now=at("14:05")).out.endswith(UNCHANGED)
    assert len(sent) == 2


# Formulas


def test_formulas_are_right_at_once_wherever_people_move_rows_and_columns(office: GoogleOffice) -> None:
    office.type_into(
        "Daftar Konten", 2, {**NEWS, "ID Konten": "2026-0119", "Waktu Acuan": datetime(2026, 11, 23, 13, 45)}
    )
    office.check(now=LATE)
    shown = dict(zip(office.cells("Daftar Konten", "ID Konten"), office.cells("Daftar Konten", "Status"), strict=False))
    steps = office.cells("Buku Kerja", "Status")
    assert shown["2026-0118"] != shown["2026-0119"]
    office.sort("Daftar Konten", "ID Konten")
    office.insert_row("Daftar Konten", 1)
    office.move_column("Daftar Konten", "Judul", before="ID Konten")
    office.insert_row("Buku Kerja", 1)
    office.book.as_person(office.google.owner).insert_column("Buku Kerja", 1)
    rows = list(zip(office.cells("Daftar Konten", "ID Konten"), office.cells("Daftar Konten", "Status"), strict=False))
    assert rows[:3] == [("", ""), ("2026-0119", shown["2026-0119"]), ("2026-0118", shown["2026-0118"])]
    assert office.cells("Buku Kerja", "Status") == ["", *steps]


def test_formulas_are_written_the_indonesian_way_and_name_no_row(office: GoogleOffice) -> None:
    office.check()
    for tab, columns in (("Daftar Konten", 4), ("Buku Kerja", 4)):
        formulas = set(office.contents()[tab].formulas)
        assert len(formulas) == columns
        assert all(";" in formula and "," not in formula for formula in formulas)
        assert not any(
            digit in formula.replace(";0)", "").replace(";1;", "") for formula in formulas for digit in "123456789"
        )


def test_ids_with_signs_of_patterns_show_their_own_results(google_office: GoogleOffice) -> None:
    """Read as a pattern, most of these IDs would find one that stands before them."""
    office = google_office
    ids = ["A~*", "A", "AB", "A*", "A~?", "A?", "A~~", "*", "?", "~"]
    for row, identifier in enumerate(ids, 1):
        start = datetime(2026, 11, 23, 8, row)
        office.type_into("Daftar Konten", row, {**NEWS, "ID Konten": identifier, "Waktu Acuan": start})
    office.check()
    own = office.cells("Daftar Konten", "Batas Tayang")
    assert [(moment - datetime(2026, 11, 23)).seconds // 60 % 60 for moment in own] == list(range(1, len(ids) + 1))
    first = zip(office.cells("Buku Kerja", "No"), office.cells("Buku Kerja", "Batas Waktu"), strict=True)
    assert [moment.minute for step, moment in first if step == 1] == list(range(1, len(ids) + 1))


@pytest.mark.slow
def test_setup_writes_formulas_anew_that_took_ids_for_patterns(office: GoogleOffice) -> None:
    office.check()
    new = {tab: office.contents()[tab].formulas for tab in ("Daftar Konten", "Buku Kerja")}
    for tab, formulas in new.items():
        bottom, columns = office.place(tab)
        sheet = office.sheet(tab)
        for column, text in ((columns["Status"], formulas[0]), (columns["Temuan"], formulas[3])):
            old = re.sub(r'SUBSTITUTE\(|;"[~*?]";"~[~*?]"\)', "", text)
            where = {"sheetId": sheet.id, "startRowIndex": bottom, "endRowIndex": bottom + 3,
                     "startColumnIndex": column - 1, "endColumnIndex": column}  # fmt: skip
            cell = {"userEnteredValue": {"formulaValue": old}}
            office.owner_does({"repeatCell": {"range": where, "cell": cell, "fields": "userEnteredValue"}})
    told = office.set_up().out
    assert "Tab Daftar Konten: rumus status dipasang pada 3 baris.\n" in told
    assert "Tab Buku Kerja: rumus status dipasang pada 3 baris.\n" in told
    assert {tab: office.contents()[tab].formulas for tab in new} == new
    assert office.set_up().out.startswith(NOTHING_TO_DO)


# When Google says no


def nobody_there(office: GoogleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    with Emulator() as gone:
        url = gone.url
    monkeypatch.setattr(google_client, "API", url)


def not_shared(office: GoogleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    office.google.unshare(office.book, office.google.service_account)


def not_there(office: GoogleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    written = json.loads(office.config.read_text(encoding="utf-8"))
    written["source"]["spreadsheet_id"] = "1" * 44
    office.config.write_text(json.dumps(written), encoding="utf-8")


def no_quota(office: GoogleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    office.google.faults.add(Fault.status(429), times=None)


def disturbed(office: GoogleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    office.google.faults.add(Fault.html_502(), times=None)


def other_key(office: GoogleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    key = json.loads(office.key.read_text(encoding="utf-8"))
    office.key.write_text(
        json.dumps({**key, "client_email": "lain@kantor-lain.iam.gserviceaccount.com"}), encoding="utf-8"
    )


def no_key(office: GoogleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    office.key.unlink()


REFUSALS = [
    (nobody_there, "Google tidak dapat dihubungi. Periksa sambungan internet PC ini"),
    (not_shared, "buku-kerja@kantor-uji.iam.gserviceaccount.com sebagai Editor"),
    (not_there, "Google Sheet itu tidak ditemukan. Buka sheet itu di browser"),
    (no_quota, "Jatah permintaan ke Google Sheets sedang habis. Tunggu beberapa menit"),
    (disturbed, "Google Sheets sedang terganggu (kode 502). Tunggu saja"),
    (other_key, "Google tidak menerima kunci di "),
    (no_key, "Berkas kunci Google "),
]


@pytest.mark.parametrize("command", ["check_progress", "report_daily", "setup_worklog"])
@pytest.mark.parametrize(("happens", "sentence"), REFUSALS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_google_sheet_that_cannot_be_read_is_one_sentence_and_code_2(
    office: GoogleOffice, happens: Callable[..., None], sentence: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.book.version
    happens(office, monkeypatch)
    told = office.run(command)
    assert (told.code, told.out) == (2, "")
    assert sentence in told.err
    assert told.err.count("\n") == 1
    assert "PRIVATE KEY" not in told.err
    assert office.book.version == before
    assert not office.reports.exists()


def test_a_sheet_that_may_only_be_read_is_told_and_the_reports_are_written(office: GoogleOffice) -> None:
    office.google.share(office.book, office.google.service_account, "reader")
    told = office.run("run_schedule", now=at("15:30"))
    assert told.code == 2
    assert "Program ini belum boleh membuka atau mengubah Google Sheet itu." in told.err
    assert "Laporan Harian 2026-11-23.xlsx" in told.out
    assert [file.name for file in office.reports.iterdir()] == ["Laporan Harian 2026-11-23.xlsx"]
    assert office.check("--no-publish", now=LATE).code == 1


@pytest.mark.slow
def test_what_could_not_be_written_is_written_by_the_next_check(office: GoogleOffice) -> None:
    sentence = office.stop_writing()
    assert sentence in office.check().out
    assert office.cells("Buku Kerja", "No") == []
    office.google.faults.clear()
    assert office.check(now=EARLY).out.endswith(WRITTEN)
    assert office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5]


@pytest.mark.slow
def test_a_key_that_others_can_read_is_told_beside_what_was_done(
    office: GoogleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.key.chmod(0o644)
    monkeypatch.setenv("USERPROFILE", str(office.folder / "Siti"))  # on Windows it is told by the folder
    sentence = f"Berkas kunci {office.key} dapat dibaca pengguna lain PC ini. "
    assert f"{NOTHING_TO_DO}{sentence}" in office.set_up().out
    assert f"{WRITTEN}{sentence}" in office.check().out


@pytest.mark.slow
def test_the_stamp_that_somebody_spoiled_is_written_again(office: GoogleOffice) -> None:
    office.check()
    office.type_at("Hasil", 1, google_writer.STAMP_COLUMN, "coretan", office.google.owner)
    assert office.check(now=EARLY).out.endswith(WRITTEN)
    assert office.check(now=at("08:36")).out.endswith(UNCHANGED)


def test_title_that_is_a_date_stays_a_text(office: GoogleOffice) -> None:
    office.type_into("Daftar Konten", 1, {**NEWS, "ID Konten": "2026-0119"})
    bottom, columns = office.place("Daftar Konten")
    office.book.as_person(office.google.owner).type("Daftar Konten", bottom + 1, columns["Judul"], "17 Agustus 2026")
    office.check()
    assert set(office.cells("Buku Kerja", "Judul Konten")) == {"17 Agustus 2026"}


@pytest.mark.slow
def test_reports_are_written_when_google_drops_out_while_a_tab_is_gone(office: GoogleOffice) -> None:
    office.delete_tab("Ringkasan")
    looks_for_tabs = lambda request: request.method == "GET" and "ranges" not in request.query  # noqa: E731
    office.google.faults.add(Fault.status(503), looks_for_tabs, times=None)
    told = office.run("run_schedule", now=at("15:30"))
    assert told.code in (0, 1)
    assert "Laporan harian 2026-11-23 selesai" in told.out


def third_request() -> Callable[[Request], bool]:
    """The third request from now on: the last look before blocks are opened."""
    numbers: list[int] = []

    def is_third(request: Request) -> bool:
        if not request.is_token:
            numbers.append(request.number)
        return len(numbers) == 3

    return is_third


@pytest.mark.parametrize("tab", first_ones(["Buku Kerja", "Hasil"]))
def test_tab_that_somebody_deletes_before_blocks_are_opened_is_told(office: GoogleOffice, tab: str) -> None:
    office.google.faults.add(Fault.call_before(lambda _: office.delete_tab(tab)), third_request())
    told = office.check()
    assert (told.code, told.err) == (2, "")
    assert f"Tab {tab} tidak ada di Google Sheet. Jalankan: python scripts/setup_worklog.py" in told.out


def test_look_that_google_refuses_before_blocks_are_opened_is_quoted(office: GoogleOffice) -> None:
    office.google.faults.add(Fault.status(400), third_request())
    told = office.check()
    assert (told.code, told.err) == (2, "")
    assert "Google menolak permintaan program ini (kode 400: Request contains an invalid argument.)" in told.out


@pytest.mark.parametrize("command", first_ones(["setup_worklog", "check_progress"]))
def test_answer_with_nothing_in_it_is_not_taken_for_googles(office: GoogleOffice, command: str) -> None:
    empty = Fault("{}", after=lambda google, request, answer: replace(answer, body=b"{}"))
    office.google.faults.add(empty, lambda request: not request.is_token, times=None)
    told = office.run(command)
    assert told.code == 2
    assert "Jawaban Google terputus atau tidak terbaca." in told.err
