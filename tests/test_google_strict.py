"""What an office gets where Google is not as the program would like it: the same log, or a true sentence and code 2."""

from datetime import datetime

import pytest

from commands import DRAFTED, LATE, NEWS, NOW, SOON
from emulator import Fault, limits
from emulator.cells import JSON
from emulator.edits import HANDLERS, Edit
from emulator.strict import EVERYTHING, USUAL, Strict
from google_office import NOTHING_TO_DO, UNCHANGED, WRITTEN, GoogleOffice
from google_results import strange_results
from left_alone import log_keys
from office_roles import LOG
from selection import first_ones
from staff_at_work import table
from worklog.adapters.google.guard import UNGUARDED_NOTE

pytest_plugins = ("google_offices",)

MODES = first_ones([EVERYTHING, USUAL, *Strict])
WITHOUT_GUARD = Strict.ID_ONCE_A_BATCH | Strict.METADATA_STAYS
ANOTHER = {**NEWS, "ID Konten": "2026-0119", "Judul": "Jam layanan"}
THIRD = {**NEWS, "ID Konten": "2026-0120", "Judul": "Daftar pemilih"}
OVERTAKEN = "Google Sheet diubah orang tepat ketika program menulis"


def named(mode: Strict) -> str:
    return "everything" if mode == EVERYTHING else mode.name or "usual"


def note_of(office: GoogleOffice, mode: Strict) -> str:
    """What is told of the guard each time, after what was done."""
    return f"{UNGUARDED_NOTE}\n" if mode & WITHOUT_GUARD else ""


def lengths(office: GoogleOffice) -> list[str]:
    """The IDs of Buku Kerja from its first row on, gaps too."""
    return [str(cell) for cell in office.cells("Buku Kerja", "ID Konten")]


@pytest.mark.parametrize("mode", MODES, ids=named)
def test_an_office_works_whatever_google_is_like(mode: Strict, new_google_office: GoogleOffice) -> None:
    office, told = new_google_office, note_of(new_google_office, mode)
    office.book.strict = mode
    assert office.set_up().code == 0
    again = office.set_up()
    assert again.out.startswith(f"{NOTHING_TO_DO}{told}Buku kerja: ")

    office.type_into("Daftar Konten", 1, NEWS)
    assert office.check(now=NOW).out.endswith(WRITTEN + told)
    office.type_into("Buku Kerja", 1, DRAFTED)
    office.type_into("Daftar Konten", 2, ANOTHER)
    opened = office.check(now=SOON)
    assert "5 baris langkah dibuka di Buku Kerja untuk 2026-0119 putaran 1.\n" in opened.out
    assert opened.out.endswith(WRITTEN + told)
    assert lengths(office) == ["2026-0118"] * 5 + ["2026-0119"] * 5
    assert strange_results(office.book) == []
    assert office.check(now=SOON).out.endswith(UNCHANGED + told)

    owner = office.book.as_person(office.google.owner)
    office.delete_tab("Hasil")
    office.delete_column("Buku Kerja", "Temuan")
    owner.move_column("Buku Kerja", table(office.book, LOG).columns["Putaran"], 1)
    repaired = office.set_up()
    assert repaired.code == 0
    assert "Tab Buku Kerja: kolom Temuan ditambahkan" in repaired.out
    assert "Tab Hasil: dibuat.\n" in repaired.out
    office.type_into("Daftar Konten", 3, THIRD)
    assert office.check(now=LATE).out.endswith(WRITTEN + told)
    assert lengths(office) == ["2026-0118"] * 5 + ["2026-0119"] * 5 + ["2026-0120"] * 5
    assert strange_results(office.book) == []
    assert "" not in office.cells("Buku Kerja", "Status")
    assert office.set_up().out.startswith(NOTHING_TO_DO)


@pytest.mark.parametrize("mode", MODES, ids=named)
def test_days_of_a_new_year_come_right_below_the_others(
    mode: Strict, new_google_office: GoogleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = new_google_office
    office.book.strict = mode
    office.set_up()
    year = datetime.now().year + 1
    monkeypatch.setattr("setup_worklog.current_moment", lambda: datetime(year, 1, 2, 8))
    assert f"libur nasional dan cuti bersama {year + 1} ditambahkan" in office.set_up().out
    assert "" not in office.cells("Kalender", "Tanggal")
    _, columns = office.place("Kalender")
    assert office.sheet("Kalender").cell(office.sheet("Kalender").row_count, columns["Jenis"]).validation is not None


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES, ids=named)
def test_a_sheet_that_google_treats_otherwise_from_some_day_on_is_written_all_the_same(
    mode: Strict, google_office: GoogleOffice
) -> None:
    """As when the spreadsheet was copied, whose marks can no longer be deleted."""
    office = google_office
    office.type_into("Daftar Konten", 1, NEWS)
    office.check(now=NOW)
    office.type_into("Daftar Konten", 2, ANOTHER)
    office.book.strict = mode
    assert office.check(now=SOON).out.endswith(WRITTEN + note_of(office, mode))
    assert lengths(office) == ["2026-0118"] * 5 + ["2026-0119"] * 5
    office.delete_column("Buku Kerja", "Temuan")
    assert office.set_up().code == 0
    assert office.set_up().out.startswith(NOTHING_TO_DO + note_of(office, mode))
    office.book.strict = USUAL
    assert office.set_up().code == 0
    office.type_into("Daftar Konten", 3, THIRD)
    with office.watching() as sent:
        assert office.check(now=LATE).out.endswith(WRITTEN)
    assert len(sent) == 4
    assert "deleteDeveloperMetadata" in str(sent[-1].body)


@pytest.mark.slow
def test_where_other_programs_used_up_the_metadata_setup_does_without(
    new_google_office: GoogleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = new_google_office
    for room in (0, 1, 20):
        monkeypatch.setattr(limits, "MOST_METADATA", len(office.book.metadata) + room)
        assert office.set_up().code == 0
        assert office.set_up().out.startswith(f"{NOTHING_TO_DO}{UNGUARDED_NOTE}\n")
    office.type_into("Daftar Konten", 1, NEWS)
    assert office.check(now=NOW).out.endswith(f"{WRITTEN}{UNGUARDED_NOTE}\n")
    assert len(log_keys(office.book)) == 5


def unguarded(office: GoogleOffice) -> GoogleOffice:
    """The same office where the guard does not hold, and whose next check opens a block."""
    office.book.strict = WITHOUT_GUARD
    office.type_into("Daftar Konten", 1, NEWS)
    office.check(now=NOW)
    office.type_into("Daftar Konten", 2, ANOTHER)
    return office


@pytest.mark.slow
def test_a_block_that_came_under_other_headers_without_the_guard_is_told(google_office: GoogleOffice) -> None:
    office = unguarded(google_office)
    log = table(office.book, LOG)
    owner = office.book.as_person(office.google.owner)
    moved = Fault.call_before(
        lambda request: owner.move_column("Buku Kerja", log.columns["Putaran"], log.columns["Judul Konten"])
    )
    office.google.faults.add(moved, path=":batchUpdate", number=sent_so_far(office) + 4)
    told = office.check(now=SOON)
    assert told.code == 2
    assert "baris untuk 2026-0119 putaran 1 tidak di bawah judul kolomnya atau ada dua kali" in told.out


@pytest.mark.slow
def test_a_block_that_two_pcs_opened_without_the_guard_is_told(google_office: GoogleOffice) -> None:
    office = unguarded(google_office)
    row = {"ID Konten": "2026-0119", "Putaran": 1, "No": 2}
    typed = Fault.call_before(lambda request: office.type_into("Buku Kerja", 6, row))
    office.google.faults.add(typed, path=":batchUpdate", number=sent_so_far(office) + 4)
    told = office.check(now=SOON)
    assert told.code == 2
    assert "atau ada dua kali" in told.out


@pytest.mark.slow
def test_headers_that_are_typed_over_as_a_block_is_opened_without_the_guard_are_told(
    google_office: GoogleOffice,
) -> None:
    office = unguarded(google_office)
    log = table(office.book, LOG)
    office.google.faults.add(
        Fault.call_before(
            lambda request: office.type_at(
                "Buku Kerja", log.first - 1, log.columns["Selesai"], "Sele", office.google.owner
            )
        ),
        path=":batchUpdate",
        number=sent_so_far(office) + 4,
    )
    told = office.check(now=SOON)
    assert told.code == 2
    assert "tidak di bawah judul kolomnya" in told.out


def sent_so_far(office: GoogleOffice) -> int:
    return max(request.number for request in office.google.requests)


@pytest.mark.slow
def test_setup_tells_of_a_table_that_moved_while_nothing_guarded_it(google_office: GoogleOffice) -> None:
    office = unguarded(google_office)
    office.set_up()
    office.delete_column("Buku Kerja", "Temuan")
    owner = office.book.as_person(office.google.owner)
    moved = Fault.call_before(lambda request: owner.insert_column("Buku Kerja", 1))
    office.google.faults.add(moved, lambda request: "insertDimension" in str(request.body))
    told = office.set_up()
    assert told.code == 2
    assert told.err.startswith("Kolom atau judul tab Buku Kerja dipindahkan orang tepat ketika program menulis")
    assert told.err.count("\n") == 1


# What is refused for good


REFUSED = Fault.status(400)


@pytest.mark.parametrize("has_blocks", first_ones([True, False]))
def test_a_change_that_google_refuses_for_good_is_quoted_and_code_2(
    google_office: GoogleOffice, has_blocks: bool
) -> None:
    office = google_office
    if has_blocks:
        office.type_into("Daftar Konten", 1, NEWS)
    office.google.faults.add(REFUSED, path=":batchUpdate", times=None)
    told = office.check(now=NOW)
    assert told.code == 2
    assert "Google menolak permintaan program ini (kode 400" in told.out
    assert OVERTAKEN not in told.out
    assert log_keys(office.book) == []


def test_what_google_refuses_for_good_is_quoted_also_while_somebody_moves_columns(google_office: GoogleOffice) -> None:
    office = google_office
    office.type_into("Daftar Konten", 1, NEWS)
    office.google.faults.add(REFUSED, path=":batchUpdate", times=None)

    def move(_: object) -> None:
        log = table(office.book, LOG)
        office.book.as_person(office.google.owner).insert_column(log.sheet.title, log.columns["Catatan"])

    office.google.faults.add(Fault.call_before(move), path=":batchGet", times=None)
    told = office.check(now=NOW)
    assert told.code == 2
    assert "Google menolak permintaan program ini (kode 400" in told.out
    assert OVERTAKEN not in told.out


def test_setup_that_google_refuses_for_good_is_quoted_and_code_2(google_office: GoogleOffice) -> None:
    office = google_office
    office.delete_column("Buku Kerja", "Temuan")
    office.google.faults.add(REFUSED, path=":batchUpdate", times=None)
    told = office.set_up()
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("Google menolak permintaan program ini (kode 400")
    assert told.err.count("\n") == 1


def test_what_setup_made_is_told_though_its_answer_was_lost(google_office: GoogleOffice) -> None:
    office = google_office
    office.delete_column("Buku Kerja", "Temuan")
    office.google.faults.add(Fault.drop_after(), lambda request: "insertDimension" in str(request.body))
    assert "Tab Buku Kerja: kolom Temuan ditambahkan" in office.set_up().out


# What setup tries


def test_a_guard_that_refuses_nothing_is_no_guard(
    new_google_office: GoogleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, make = new_google_office, HANDLERS["createDeveloperMetadata"]

    def make_whatever_is_there(edit: Edit, told: JSON) -> JSON | None:
        wanted = told["developerMetadata"].get("metadataId")
        edit.book.metadata = [mark for mark in edit.book.metadata if mark["metadataId"] != wanted]
        return make(edit, told)

    monkeypatch.setitem(HANDLERS, "createDeveloperMetadata", make_whatever_is_there)
    assert office.set_up().code == 0
    assert office.set_up().out.startswith(f"{NOTHING_TO_DO}{UNGUARDED_NOTE}\n")


def test_setup_that_google_drops_out_of_as_it_tries_the_guard_begins_anew(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    office.google.faults.add(Fault.status(503), lambda request: "deleteDeveloperMetadata" in str(request.body))
    assert office.set_up().code == 2
    told = office.set_up()
    assert told.code == 0
    assert UNGUARDED_NOTE not in told.out
    assert [mark for mark in office.book.metadata if mark["metadataKey"] == "worklog.trial"] == []
