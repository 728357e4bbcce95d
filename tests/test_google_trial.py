"""`setup_worklog.py --try-google`: what the program takes for granted of Google, tried on a spreadsheet of the office."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commands import Office, Told
from emulator import Emulator, Fault
from emulator.edits import HANDLERS
from emulator.strict import EVERYTHING, Strict
from emulator.traffic import json_answer
from google_office import NOTHING_TO_DO, GoogleOffice, connect
from selection import first_ones
from worklog.adapters.google.trial import trial as google_trial
from worklog.adapters.google.trial.probes import PROBES, REMOVED, Probe
from worklog.adapters.google.trial.scratch import COPY_TITLE, MARK, TAB_ID, TITLE, Scratch
from worklog.core.log import tabs

if TYPE_CHECKING:
    from signing_in import Browser

pytest_plugins = ("google_offices", "signing_in")

ALL = len(PROBES) + 1
CAN_BE_USED = "Google Sheet dapat dipakai."
ID_AGAIN = "Tanda dihapus dan dibuat lagi dalam satu kiriman"
DELETED = "Tanda dapat dihapus"
COUNTED = "Hitungan di spreadsheet terhapus hanya dengan nilainya"
COPIED = "Tanda tetap di tempatnya bila tab disalin"
ECHOED = "Jawaban menyebut bagian sheet persis seperti diminta"


def tried(office: Office) -> Told:
    return office.run("setup_worklog", "--try-google")


def different(told: Told) -> dict[str, str]:
    """What was not as assumed, by its name, with what it means."""
    lines = (line for line in told.out.splitlines() if line.startswith("✗ "))
    return dict(line.removeprefix("✗ ").split(": tidak. ", 1) for line in lines)


def left_behind(office: GoogleOffice) -> list[object]:
    titles = [sheet.title for sheet in office.book.sheets if sheet.title in (TITLE, COPY_TITLE)]
    return [*titles, *(item for item in office.book.metadata if item["metadataKey"] == MARK)]


def test_office_sees_in_one_command_that_google_is_as_assumed(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    with office.watching() as sent:
        told = tried(office)
    assert different(told) == {}
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        *(f"✓ {probe.name}." for probe in (*PROBES, REMOVED)),
        "",
        f"{ALL} dari {ALL} hal seperti yang diandalkan program.",
        CAN_BE_USED,
        f"Dicoba di: https://docs.google.com/spreadsheets/d/{office.book.id}/edit",
    ]
    assert len(sent) <= 180, "it would take longer than the quota of some three minutes"
    assert left_behind(office) == []


@pytest.mark.slow
def test_language_of_the_spreadsheet_is_given_back(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    before = dict(office.book.properties)
    assert tried(office).code == 0
    assert office.book.properties == before


def test_log_that_is_in_use_stays_as_it_is(google_office: GoogleOffice) -> None:
    office = google_office
    before, marks = office.contents(), list(office.book.metadata)
    assert tried(office).code == 0
    assert (office.contents(), office.book.metadata) == (before, marks)
    assert office.set_up().out.startswith(NOTHING_TO_DO)


@pytest.mark.parametrize(
    ("mode", "names"),
    first_ones(
        [
            (Strict.ID_ONCE_A_BATCH, {ID_AGAIN}),
            (Strict.NOTHING_TO_DELETE, {"Menghapus tanda yang tidak ada diterima"}),
            (Strict.METADATA_STAYS, {DELETED, ID_AGAIN, COUNTED, COPIED, REMOVED.name}),
            (Strict.ECHO_CLIPPED, {ECHOED}),
            (Strict.VALIDATED_IS_DATA, {"Baris yang hanya punya daftar pilihan dihitung kosong"}),
        ]
    ),
)
def test_what_google_does_otherwise_is_told_with_what_it_means(
    mode: Strict, names: set[str], new_google_office: GoogleOffice
) -> None:
    office = new_google_office
    office.book.strict = mode
    told = tried(office)
    assert told.code == 1
    assert different(told).keys() == names
    assert f"{ALL - len(names)} dari {ALL} hal seperti yang diandalkan program." in told.out


@pytest.mark.slow
def test_other_order_of_ranges_is_seen(new_google_office: GoogleOffice) -> None:
    new_google_office.book.strict = Strict.OVERLAPPING_TURNED
    assert "Bagian sheet yang bertumpuk dijawab menurut urutan" in different(tried(new_google_office))


def test_trial_comes_to_its_end_however_much_is_otherwise(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    office.book.strict = EVERYTHING
    told = tried(office)
    assert (told.code, told.err) == (1, "")
    assert {ID_AGAIN, DELETED, ECHOED} <= different(told).keys()
    assert "tidak diatasi program. Kirim daftar ini kepada pengelola program" in told.out
    assert [sheet.title for sheet in office.book.sheets] == ["Sheet1"]


def test_what_the_program_copes_with_does_not_keep_the_office_from_using_it(new_google_office: GoogleOffice) -> None:
    new_google_office.book.strict = Strict.ID_ONCE_A_BATCH
    told = tried(new_google_office)
    assert different(told)[ID_AGAIN].startswith("Diatasi program. Program menulis tanpa penjaga itu, membaca ulang")
    assert "(Google menolak" in different(told)[ID_AGAIN] or "(Google Sheet diubah orang" in different(told)[ID_AGAIN]
    assert f"Yang lain diatasi program: {CAN_BE_USED}" in told.out


IGNORED = [
    ("updateSpreadsheetProperties", "Bahasa Indonesia (in_ID) dan zona waktu Jakarta diterima"),
    ("createDeveloperMetadata", "Tanda program tersimpan di kolomnya"),
    ("createDeveloperMetadata", "Tanda bernomor sama ditolak dengan kalimat yang dikenal"),
    ("moveDimension", "Kolom yang dipindah membawa tandanya"),
    ("insertDimension", "Kolom yang tergeser membawa tandanya"),
    ("sortRange", "Baris yang diurutkan membawa tandanya"),
    ("appendCells", "Baris baru masuk di bawah isian terakhir, juga melewati baris kosong"),
    ("setDataValidation", "Daftar pilihan dan pemeriksaan tanggal terpasang"),
    ("addProtectedRange", "Sel dilindungi, dan program tetap dapat menulis di sana"),
    ("repeatCell", "Satu rumus benar di setiap baris"),
    ("mergeCells", "Membekukan sebagian sel gabungan ditolak"),
    ("addFilterView", "Tab Buku Kerja terbaca lagi seperti dibuat"),
    ("setBasicFilter", "Tab Petugas terbaca lagi seperti dibuat"),
]


@pytest.mark.parametrize(("kind", "name"), first_ones(IGNORED))
def test_request_that_google_would_ignore_is_not_taken_for_done(
    kind: str, name: str, new_google_office: GoogleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HANDLERS, kind, lambda edit, told: None)
    assert name in different(tried(new_google_office))


@pytest.mark.parametrize(
    ("part", "name"),
    first_ones(
        [
            ("aaaaaaaaaa", "Sel memuat 50.000 huruf"),
            ("duplicateSheet", COPIED),
            ("addChart", "Tab Ringkasan dapat dibuat"),
            ("addConditionalFormatRule", "Tab Buku Kerja dapat dibuat"),
        ]
    ),
)
def test_refusal_is_told_in_googles_words(part: str, name: str, new_google_office: GoogleOffice) -> None:
    office = new_google_office
    office.google.faults.add(Fault.status(400), lambda request: part.encode() in request.raw, times=None)
    told = tried(office)
    assert told.code == 1
    assert different(told)[name].endswith(
        "(Google menolak permintaan program ini (kode 400: Request contains an invalid argument.). "
        "Teruskan kalimat ini kepada pengelola program.)"
    )
    assert left_behind(office) == []


@pytest.mark.slow
def test_google_that_reads_a_tab_which_is_gone_is_seen(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    nothing = json_answer(200, {"spreadsheetId": office.book.id, "valueRanges": []})
    office.google.faults.add(
        Fault("reads nothing", before=lambda google, request: nothing),
        lambda request: b"332691" in request.raw and request.path.endswith(":batchGetByDataFilter"),
    )
    assert different(tried(office)).keys() == {"Membaca tab yang tidak ada ditolak"}


@pytest.mark.slow
def test_google_that_does_not_tell_links_and_formulas_is_seen(new_google_office: GoogleOffice) -> None:
    values_only = {"sheets": [{"data": [{"rowData": [{"values": [{}, {}, {}, {}]}]}]}]}
    new_google_office.google.faults.add(
        Fault("tells values only", before=lambda google, request: json_answer(200, values_only)),
        lambda request: "hyperlink" in str(request.query),
    )
    assert different(tried(new_google_office)).keys() == {"Rumus jam dan tautan di balik judul terbaca"}


def test_answer_of_another_shape_is_told(new_google_office: GoogleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = Probe("Aneh", lambda scratch: bool(scratch.values(1, 1, 1, 1)[0]), "Tidak apa-apa.", copes=True)
    monkeypatch.setattr(google_trial, "PROBES", [odd])
    assert different(tried(new_google_office)) == {
        "Aneh": "Diatasi program. Tidak apa-apa. (jawaban Google berbentuk lain: IndexError)"
    }


def test_trial_that_is_stopped_removes_what_it_made(
    new_google_office: GoogleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(scratch: Scratch) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(google_trial, "PROBES", [PROBES[0], Probe("Berhenti", stop, "")])
    told = tried(new_google_office)
    assert told.code == 130
    assert told.out.splitlines()[-1] == f"✓ {REMOVED.name}."
    assert left_behind(new_google_office) == []


@pytest.mark.slow
def test_trial_that_was_cut_off_is_cleared_away_by_the_next_one(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    begun = len(office.google.requests)
    office.google.faults.add(Fault.status(429), lambda request: len(office.google.requests) > begun + 30, times=None)
    told = tried(office)
    assert (told.code, told.err) == (
        2,
        f"{office.stop_writing()} Tunggu beberapa menit; pemeriksaan berikutnya mencoba lagi.\n",
    )
    assert different(told).keys() == {REMOVED.name}
    assert TITLE in left_behind(office)
    office.google.faults.clear()
    assert tried(office).code == 0
    assert left_behind(office) == []


def test_tab_of_people_is_left_alone(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    office.book.as_person(office.google.owner).add_tab(TITLE)
    told = tried(office)
    assert told.code == 2
    assert TITLE in [sheet.title for sheet in office.book.sheets]
    assert office.book.find_id(TAB_ID) is None


def test_sheet_that_is_not_shared_cannot_be_tried(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    office.google.unshare(office.book, office.google.service_account)
    told = tried(office)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("Program ini belum boleh membuka atau mengubah Google Sheet itu.")


def test_office_with_a_workbook_is_told_how_to_try_google(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.configure()
    told = tried(office)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("Buku kerja di sheets_config.json adalah berkas Excel, jadi tidak ada Google Sheet")
    assert "menurut bagian 2 sampai 4 docs/panduan-google.md" in told.err


def test_person_who_signs_in_tries_the_sheet_that_setup_then_uses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser
) -> None:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Emulator() as google:
        connect(google, monkeypatch)
        client = google.make_client(tmp_path)
        office = Office(tmp_path)
        source = {"type": "google", "credentials": client.name}
        office.config.write_text(json.dumps({"source": source}), encoding="utf-8")
        told = tried(office)
        (book,) = google.books.values()
        assert different(told) == {}
        made = f"Google Sheet baru dibuat: https://docs.google.com/spreadsheets/d/{book.id}/edit"
        assert made in told.out.splitlines()
        assert office.run("setup_worklog").code == 0
        assert {sheet.title for sheet in book.sheets} == {"Sheet1", *tabs.TAB_ORDER}
        assert len(google.books) == 1
