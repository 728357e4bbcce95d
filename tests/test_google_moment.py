"""What happens in the very moment in which the program writes into a Google Sheet: a column moves, a request comes late."""

import shutil
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from commands import DRAFTED, NEWS, NOW, SOON
from emulator import Emulator, Fault, Request
from emulator.batch import apply
from emulator.errors import ApiError
from emulator.staff import Staff
from emulator.strict import Strict
from emulator.traffic import Answer
from google_office import NOTHING_TO_DO, UNCHANGED, WRITTEN, GoogleOffice
from google_results import strange_results
from left_alone import Witness, log_key, log_keys
from office_roles import LOG, STAFF_TABS
from selection import first_ones
from staff_at_work import Table, table
from worklog.adapters.google.guard import UNGUARDED_NOTE
from worklog.adapters.google.sending import ATTEMPTS
from worklog.adapters.google.writer import STAMP_COLUMN
from worklog.config.config import load_config
from worklog.jobs import desk
from worklog.jobs.desk import Desk

pytest_plugins = ("google_offices",)

Move = Callable[[GoogleOffice, Table], None]
"""What the owner does to the columns or rows of a tab."""

ANOTHER = {**NEWS, "ID Konten": "2026-0119", "Judul": "Jam layanan"}
OVERTAKEN = "Google Sheet diubah orang tepat ketika program menulis, jadi belum ditulis."
INDONESIAN = {"locale": "in_ID", "timeZone": "Asia/Jakarta"}
HEADERS = ("ID Konten", "Judul Konten", "Putaran", "No", "Konten/Kegiatan", "Output")


def moved(header: str, behind: str) -> Move:
    """The owner drags a column behind another one."""
    return lambda office, where: owner(office).move_column(
        where.sheet.title, where.columns[header], where.columns[behind]
    )


def inserted(before: str) -> Move:
    """The owner puts an empty column before another one."""
    return lambda office, where: owner(office).insert_column(where.sheet.title, where.columns[before])


def lowered(office: GoogleOffice, where: Table) -> None:
    """The owner puts an empty row above the header."""
    owner(office).insert_rows(where.sheet.title, 2)


def moved_results(office: GoogleOffice, where: Table) -> None:
    """The owner drags the columns of results, all together, before what people fill."""
    shown = {"startIndex": min(where.shown) - 1, "endIndex": max(where.shown)}
    source = {"sheetId": where.sheet.id, "dimension": "COLUMNS", **shown}
    office.owner_does({"moveDimension": {"source": source, "destinationIndex": where.columns["Mulai"] - 1}})


def owner(office: GoogleOffice) -> Staff:
    return office.book.as_person(office.google.owner)


MOVES = [
    pytest.param(moved("Putaran", behind="No"), id="Putaran behind No"),
    pytest.param(moved("ID Konten", behind="Judul Konten"), id="ID Konten behind Judul Konten"),
    pytest.param(moved_results, id="Status to Temuan before Mulai"),
    pytest.param(inserted("ID Konten"), id="a new first column"),
    pytest.param(inserted("No"), id="a new column before No"),
    pytest.param(inserted("Catatan"), id="a new column before Catatan"),
    pytest.param(lowered, id="a new row above the header"),
]


@dataclass
class Begun:
    """The spreadsheet and the folder of an office that began its work, once they were made."""

    folder: Path
    state: dict[str, Any] | None = None


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    return Begun(tmp_path_factory.mktemp("dimulai"))


@pytest.fixture
def office(google_office: GoogleOffice, begun: Begun) -> GoogleOffice:
    """An office whose log holds the steps of one request, and whose next check opens a second one; made once."""
    book, folder = google_office.book, google_office.folder
    if begun.state is None:
        google_office.type_into("Daftar Konten", 1, NEWS)
        google_office.check(now=NOW)
        google_office.type_into("Buku Kerja", 1, DRAFTED)
        google_office.type_into("Daftar Konten", 2, ANOTHER)
        shutil.copytree(folder, begun.folder, dirs_exist_ok=True)
    else:
        shutil.copytree(begun.folder, folder, dirs_exist_ok=True)
        with google_office.google.lock:
            book.restore(begun.state)
    begun.state = book.snapshot()
    return google_office


def at_a_change(office: GoogleOffice, act: Callable[[], object], *, times: int | None = 1) -> None:
    """Let something happen right before Google makes a change of the program."""
    office.google.faults.add(Fault.call_before(lambda request: act()), path=":batchUpdate", times=times)


def move_now(office: GoogleOffice, move: Move) -> None:
    move(office, table(office.book, LOG))


# Blocks


@pytest.mark.parametrize("move", first_ones(MOVES))
def test_a_block_lies_under_its_headers_when_a_column_moves_as_it_is_opened(move: Move, office: GoogleOffice) -> None:
    witness = Witness(office.google, office.book)

    def act() -> None:
        witness.look()
        move_now(office, move)
        witness.people_edited()

    at_a_change(office, act)
    assert office.check(now=SOON).out.endswith(WRITTEN)
    witness.look()
    assert witness.wrong == []
    assert rows_of(office, "2026-0119") == [{**row, **named(ANOTHER)} for row in rows_of(office, "2026-0118")]
    assert strange_results(office.book) == []
    office.check(now=SOON)
    assert office.check(now=SOON).out.endswith(UNCHANGED)
    assert office.set_up().out.startswith(NOTHING_TO_DO)


def rows_of(office: GoogleOffice, item: str) -> list[dict[str, str]]:
    """What the program wrote into the rows of an item."""
    log = table(office.book, LOG)
    rows = [row for row in log.rows if log_key(log, row)[0] == item]
    return [{header: log.text(row, header) for header in HEADERS} for row in rows]


def named(item: dict[str, object]) -> dict[str, object]:
    return {"ID Konten": item["ID Konten"], "Judul Konten": item["Judul"]}


def test_columns_that_move_again_and_again_are_told_and_the_next_check_goes_on(office: GoogleOffice) -> None:
    before = log_keys(office.book)
    at_a_change(office, lambda: move_now(office, inserted("No")), times=2 * ATTEMPTS)
    told = office.check(now=SOON)
    assert OVERTAKEN in told.out
    assert told.code != 2
    assert log_keys(office.book) == before
    office.google.faults.clear()
    assert office.check(now=SOON).out.endswith(WRITTEN)
    assert len(rows_of(office, "2026-0119")) == 5


@pytest.mark.slow
def test_nothing_is_written_while_the_owner_types_a_header_over(office: GoogleOffice) -> None:
    log = table(office.book, LOG)
    cell = ("Buku Kerja", log.first - 1, log.columns["Selesai"])
    office.google.faults.add(Fault.call_after(lambda request: owner(office).type(*cell, "Sele")), path=":batchGet")
    told = office.check(now=SOON)
    assert told.out.endswith(
        "Judul kolom tab Buku Kerja sedang diubah, jadi belum ditulis. Hasil ditulis pada pemeriksaan berikutnya.\n"
    )
    assert rows_of(office, "2026-0119") == []
    owner(office).type(*cell, "Selesai")
    assert office.check(now=SOON).out.endswith(WRITTEN)


def test_status_is_shown_when_hasil_is_renamed_as_a_block_is_opened(office: GoogleOffice) -> None:
    at_a_change(office, lambda: owner(office).rename("Hasil", "Hasil '26"))
    assert office.check(now=SOON).out.endswith(WRITTEN)
    assert len(list(filter(None, office.cells("Buku Kerja", "Status")))) == 10
    assert strange_results(office.book) == []


def swap_headers(office: GoogleOffice) -> None:
    """The owner types the headers of two columns over, instead of moving the columns."""
    log = table(office.book, LOG)
    for header, other in (("Output", "Keterangan"), ("Keterangan", "Output")):
        office.type_at("Buku Kerja", log.first - 1, log.columns[header], other, office.google.owner)


def remake_results(office: GoogleOffice) -> None:
    """The owner deletes Hasil, and setup makes it again."""
    office.delete_tab("Hasil")
    office.set_up()


def spoil_count(office: GoogleOffice) -> None:
    """The owner types where the program notes how many blocks it opened."""
    office.type_at("Hasil", 2, STAMP_COLUMN, "coretan", office.google.owner)


def lose_marks(office: GoogleOffice) -> None:
    """The sheet was set up before there were marks."""
    office.book.metadata = [mark for mark in office.book.metadata if mark["metadataId"] < 33_000_000]


def remake_column(office: GoogleOffice) -> None:
    """The owner deletes a column, and makes it again by hand."""
    log = table(office.book, LOG)
    office.delete_column("Buku Kerja", "Output")
    owner(office).insert_column("Buku Kerja", log.columns["Output"])
    office.type_at("Buku Kerja", log.first - 1, log.columns["Output"], "Output", office.google.owner)


@pytest.mark.parametrize("spoil", first_ones([swap_headers, remake_results, spoil_count, lose_marks, remake_column]))
@pytest.mark.slow
def test_blocks_are_opened_under_their_headers_though_the_marks_were_spoiled(
    office: GoogleOffice, spoil: Callable[[GoogleOffice], None]
) -> None:
    outputs = [row["Output"] for row in rows_of(office, "2026-0118")]
    spoil(office)
    assert office.check(now=SOON).out.endswith(WRITTEN)
    assert [row["Output"] for row in rows_of(office, "2026-0119")] == outputs
    office.type_into("Daftar Konten", 3, {**ANOTHER, "ID Konten": "2026-0120"})
    with office.watching() as sent:
        assert office.check(now=SOON).out.endswith(WRITTEN)
    assert len(sent) == 4


@pytest.mark.slow
def test_marks_that_are_lost_are_done_without_if_google_takes_away_no_mark_that_is_not_there(
    office: GoogleOffice,
) -> None:
    office.book.strict = Strict.NOTHING_TO_DELETE
    at_a_change(office, lambda: move_now(office, inserted("No")))
    assert office.check(now=SOON).out.endswith(WRITTEN)
    assert len(rows_of(office, "2026-0119")) == 5
    lose_marks(office)
    for item in ("2026-0120", "2026-0121"):
        office.type_into("Daftar Konten", int(item[-1]) + 3, {**ANOTHER, "ID Konten": item})
        assert office.check(now=SOON).out.endswith(f"{WRITTEN}{UNGUARDED_NOTE}\n")
        assert len(rows_of(office, item)) == 5
    assert office.set_up().code == 0
    office.type_into("Daftar Konten", 5, {**ANOTHER, "ID Konten": "2026-0122"})
    assert office.check(now=SOON).out.endswith(WRITTEN)


# Requests that come late, other runs, and colleagues


def lost_and_late(office: GoogleOffice, when: str) -> list[Request]:
    """The next change is lost on its way, and arrives in the end, `when` beside the change that is sent in its place.

    What did not arrive yet.
    """
    late: list[Request] = []

    def lose(google: Emulator, request: Request) -> Answer:
        late.append(request)
        return Answer(0, b"", cut=0)

    def arrive(request: Request) -> None:
        with nullcontext() if when == "before" else pytest.raises(ApiError):
            apply(office.book, office.google.service_account, late.pop().body["requests"])

    office.google.faults.add(Fault("lost", before=lose), path=":batchUpdate")
    fault = Fault.call_before if when == "before" else Fault.call_after
    office.google.faults.add(fault(arrive), path=":batchUpdate")
    return late


@pytest.mark.parametrize("when", first_ones(["before", "after"]))
@pytest.mark.slow
def test_a_change_that_google_makes_late_opens_no_block_twice(office: GoogleOffice, when: str) -> None:
    """The program gave up waiting, looked, found nothing and sends once more; the first change is made after all."""
    late = lost_and_late(office, when)
    assert "5 baris langkah dibuka di Buku Kerja untuk 2026-0119 putaran 1.\n" in office.check(now=SOON).out
    assert late == []
    assert len(rows_of(office, "2026-0119")) == 5
    assert office.check(now=SOON).out.endswith(UNCHANGED)


@pytest.mark.parametrize("when", first_ones(["before", "after"]))
def test_a_change_of_setup_that_google_makes_late_lists_no_day_twice(office: GoogleOffice, when: str) -> None:
    days = office.cells("Kalender", "Tanggal")
    owner(office).delete_rows("Kalender", office.place("Kalender")[0] + 1, len(days))
    late = lost_and_late(office, when)
    assert office.set_up().code == 0
    assert late == []
    assert office.cells("Kalender", "Tanggal") == days


def test_two_pcs_at_once_open_a_block_once(office: GoogleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "writing_alone", lambda _: nullcontext())  # a lock is known on its own PC only
    other = Desk(load_config(office.config), datetime.fromisoformat(SOON))
    at_a_change(office, other.check_and_publish)
    told = office.check(now=SOON)
    assert "dibuka" not in told.out
    assert told.out.endswith(WRITTEN)
    assert len(rows_of(office, "2026-0119")) == 5
    assert strange_results(office.book) == []


def test_a_block_that_a_colleague_opened_meanwhile_is_left_to_them(office: GoogleOffice) -> None:
    row = {"ID Konten": "2026-0119", "Putaran": 1, "No": 1}
    office.google.faults.add(Fault.call_after(lambda request: office.type_into("Buku Kerja", 6, row)), path=":batchGet")
    told = office.check(now=SOON)
    assert "dibuka" not in told.out
    assert told.out.endswith(WRITTEN)
    assert len(rows_of(office, "2026-0119")) == 1


# Setup


@pytest.fixture
def pasted(office: GoogleOffice) -> GoogleOffice:
    """An office where people pasted rows, with a note in each, for which setup has to put status formulas."""
    office.check(now=SOON)
    rows = [
        {"ID Konten": "2026-0118", "Putaran": 2, "No": number, "Catatan": f"catatan {number}"} for number in range(1, 6)
    ]
    office.fill({"Buku Kerja": rows})
    return office


def typed(office: GoogleOffice) -> dict[str, list[list[object]]]:
    """What people and the program typed, by header, whichever way the columns lie."""
    return {
        f"{tab.name} {column.header}": office.cells(tab.name, column.header)
        for tab in STAFF_TABS
        for column in tab.columns
        if column.filler != "formula"
    }


def strip_form(office: GoogleOffice) -> None:
    """As when people made the table by hand: no marks, no protections."""
    lose_marks(office)
    held = office.sheet("Buku Kerja").laid_over["protectedRanges"]
    office.owner_does(*({"deleteProtectedRange": {"protectedRangeId": one["protectedRangeId"]}} for one in held))


@pytest.mark.parametrize("move", first_ones(MOVES))
@pytest.mark.slow
def test_setup_writes_over_nothing_when_a_column_moves_as_it_writes(move: Move, pasted: GoogleOffice) -> None:
    before = typed(pasted)
    at_a_change(pasted, lambda: move_now(pasted, move))
    assert "Tab Buku Kerja: rumus status dipasang pada 5 baris.\n" in pasted.set_up().out
    assert typed(pasted) == before
    assert pasted.set_up().out.startswith(NOTHING_TO_DO)
    pasted.check(now=SOON)
    assert pasted.cells("Buku Kerja", "Status")[10:] == ["Tidak diperlukan"] * 5
    assert strange_results(pasted.book) == []


@pytest.mark.slow
@pytest.mark.parametrize("change", first_ones([1, 2]))
@pytest.mark.parametrize("move", first_ones(MOVES[::2]))
def test_setup_of_a_table_made_by_hand_writes_over_nothing(move: Move, change: int, pasted: GoogleOffice) -> None:
    strip_form(pasted)
    before = typed(pasted)
    changes = iter(range(1, 9))
    at_a_change(pasted, lambda: move_now(pasted, move) if next(changes) == change else None, times=2)
    assert pasted.set_up().code == 0
    assert typed(pasted) == before
    assert pasted.set_up().out.startswith(NOTHING_TO_DO)


@pytest.mark.slow
def test_setup_tells_what_somebody_typed_into_a_column_of_results_as_it_wrote(pasted: GoogleOffice) -> None:
    strip_form(pasted)
    bottom, columns = pasted.place("Buku Kerja")
    at_a_change(pasted, lambda: pasted.type_at("Buku Kerja", bottom + 12, columns["Status"], "lihat nanti"))
    assert "Tab Buku Kerja: kolom Status berisi ketikan, jadi rumusnya tidak dipasang.\n" in pasted.set_up().out
    assert pasted.cells("Buku Kerja", "Status")[11] == "lihat nanti"


@pytest.mark.slow
@pytest.mark.parametrize("move", first_ones(MOVES[2:5]))
def test_columns_that_setup_adds_lie_over_no_column_of_the_office(move: Move, pasted: GoogleOffice) -> None:
    pasted.delete_column("Buku Kerja", "Status")
    pasted.add_column("Buku Kerja", "Nomor Surat", ["B-1", "B-2", "B-3"])
    before = typed(pasted)
    at_a_change(pasted, lambda: move_now(pasted, move))
    assert "kolom Status ditambahkan di sebelah kanan kolom " in pasted.set_up().out
    assert typed(pasted) == before
    own = pasted.grid("Buku Kerja")[pasted.place("Buku Kerja")[0] - 1].index("Nomor Surat")
    assert [row[own] for row in pasted.grid("Buku Kerja") if len(row) > own and row[own]] == [
        "Nomor Surat",
        "B-1",
        "B-2",
        "B-3",
    ]
    assert pasted.set_up().out.startswith(NOTHING_TO_DO)


@pytest.mark.slow
def test_what_somebody_types_into_a_blank_tab_as_setup_takes_it_is_left(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    owner(office).add_tab("Petugas")
    office.owner_does({"updateSpreadsheetProperties": {"properties": INDONESIAN, "fields": "locale,timeZone"}})
    at_a_change(office, lambda: owner(office).paste("Petugas", 1, 1, [["Daftar"], ["Rina"]]))
    told = office.set_up()
    assert "Tab Petugas: dibuat.\n" in told.out
    assert office.cells("Petugas", "Nama")[:2] == ["Daftar", "Rina"]
    assert office.set_up().out.startswith(NOTHING_TO_DO)


@pytest.mark.slow
def test_setup_goes_on_when_a_tab_is_renamed_as_it_looks(pasted: GoogleOffice) -> None:
    rename = Fault.call_before(lambda request: owner(pasted).rename("Buku Kerja", "Buku Kerja '26"))
    pasted.google.faults.add(rename, lambda request: "ranges" in request.query)
    assert "Tab Buku Kerja '26: rumus status dipasang pada 5 baris.\n" in pasted.set_up().out


@pytest.mark.slow
def test_formulas_of_setup_find_hasil_though_it_is_renamed_as_they_are_written(pasted: GoogleOffice) -> None:
    at_a_change(pasted, lambda: owner(pasted).rename("Hasil", "Hasil '26"))
    assert "Tab Buku Kerja: rumus status dipasang pada 5 baris.\n" in pasted.set_up().out
    assert pasted.set_up().out.startswith(NOTHING_TO_DO)


@pytest.mark.slow
def test_setup_gives_up_in_one_sentence_when_columns_move_all_the_time(pasted: GoogleOffice) -> None:
    before = typed(pasted)
    at_a_change(pasted, lambda: move_now(pasted, inserted("Catatan")), times=None)
    told = pasted.set_up()
    assert told.code == 2
    assert told.err.startswith(OVERTAKEN)
    assert told.err.count("\n") == 1
    assert typed(pasted) == before


@pytest.mark.slow
def test_setup_mends_formulas_that_read_other_columns(pasted: GoogleOffice) -> None:
    """People swapped two columns by typing, so that the formulas of old rows look for the wrong key."""
    log = table(pasted.book, LOG)
    wrong = '=IFERROR(INDEX(Hasil!$B:$B;MATCH(TRIM(INDEX($B:$B;ROW()));Hasil!$A:$A;0))&"";"")'
    pasted.owner_does(
        {
            "repeatCell": {
                "range": {
                    "sheetId": log.sheet.id,
                    "startRowIndex": log.first - 1,
                    "endRowIndex": log.first + 2,
                    "startColumnIndex": log.columns["Status"] - 1,
                    "endColumnIndex": log.columns["Status"],
                },
                "cell": {"userEnteredValue": {"formulaValue": wrong}},
                "fields": "userEnteredValue",
            }
        }
    )
    assert "Tab Buku Kerja: rumus status dipasang pada 8 baris.\n" in pasted.set_up().out
    pasted.check(now=SOON)
    assert strange_results(pasted.book) == []
    assert "" not in pasted.cells("Buku Kerja", "Status")
    assert pasted.set_up().out.startswith(NOTHING_TO_DO)
