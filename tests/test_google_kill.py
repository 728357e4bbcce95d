"""The program is killed in the middle of its talk with Google: the next run finds its way on from there."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from commands import DRAFTED, NEWS, NOW, SOON
from emulator import Emulator, Fault, Request
from emulator.traffic import Answer
from google_command import USUAL_BYTES, start
from google_office import NOTHING_TO_DO, UNCHANGED, GoogleOffice, connect, open_office
from google_results import expected_results, strange_results, written_results
from left_alone import Witness, log_keys
from selection import first_ones
from worklog.cli import CLEAN, ERROR_FINDINGS
from worklog.config.config import load_config
from worklog.jobs.desk import Desk

pytestmark = pytest.mark.slow

SMALL_BYTES = 3_000
"""Bodies so small that each block, each part of Hasil and the stamp are requests of their own."""
SETUP_REQUESTS = 7
CHECK_REQUESTS = {USUAL_BYTES: 4, SMALL_BYTES: 10}
"""How many requests an undisturbed command sends."""
CHECK = ("check_progress", "--now", SOON, "--config")
MOMENTS = ("before", "after")
LONGEST = 60
"""Seconds after which a command that does not come to its end fails the test."""

REVISED = {
    "ID Konten": "2026-0118",
    "Putaran": 1,
    "No": 2,
    "Es. IV Kasubag": "Endah",
    "Selesai": datetime(2026, 11, 23, 9),
    "Keputusan": "Revisi",
    "Catatan": "judulnya terlalu panjang",
}
"""The second step of `NEWS`, after which a second round is opened."""
ANSWER = {**NEWS, "ID Konten": 119, "Judul": "Tanggapan warga", "Alur": "R1"}
ROWS_OF_BLOCKS = {("2026-0118", "1"): 5, ("2026-0118", "2"): 5, ("119", "1"): 7}

Looks = dict[str, tuple[object, ...]]


@pytest.fixture(scope="module")
def google() -> Iterator[Emulator]:
    with Emulator() as google, pytest.MonkeyPatch.context() as patch:
        connect(google, patch)
        yield google


@pytest.fixture
def blank(google: Emulator, tmp_path: Path) -> GoogleOffice:
    """An office with a blank spreadsheet, in which setup has never run."""
    return open_office(tmp_path, google)


@pytest.fixture(scope="module")
def whole(google: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Looks:
    """The form that an undisturbed setup makes."""
    office = open_office(tmp_path_factory.mktemp("Baru"), google)
    office.set_up()
    return looks(office)


@pytest.fixture(scope="module")
def used(google: Emulator, tmp_path_factory: pytest.TempPathFactory) -> GoogleOffice:
    """An office where the next check opens a second round of one item and the first of another."""
    office = open_office(tmp_path_factory.mktemp("Terpakai"), google)
    office.set_up()
    office.type_into("Daftar Konten", 1, NEWS)
    office.check(now=NOW)
    for row, cells in enumerate((DRAFTED, REVISED), 1):
        office.type_into("Buku Kerja", row, cells)
    office.type_into("Daftar Konten", 2, ANSWER)
    return office


@pytest.fixture
def busy(used: GoogleOffice) -> Iterator[GoogleOffice]:
    """The same office, put back afterwards."""
    state = used.book.snapshot()
    yield used
    used.google.faults.clear()
    with used.google.lock:
        used.book.restore(state)


@pytest.fixture(scope="module")
def checked(used: GoogleOffice) -> Looks:
    """The sheet as an undisturbed check leaves it."""
    state = used.book.snapshot()
    used.check(now=SOON)
    found = looks(used)
    with used.google.lock:
        used.book.restore(state)
    return found


@pytest.mark.parametrize(
    ("number", "moment"),
    first_ones(sorted(product(range(1, SETUP_REQUESTS + 1), MOMENTS), key=lambda case: case != (4, "after"))),
)
def test_setup_killed_at_any_request(number: int, moment: str, blank: GoogleOffice, whole: Looks) -> None:
    kill_at(number, moment, blank, "setup_worklog", "--config", blank.config)

    blank.set_up()

    assert looks(blank) == whole


@pytest.mark.parametrize(
    ("most_bytes", "number", "moment"),
    first_ones(
        (most_bytes, number, moment)
        for most_bytes, requests in reversed(CHECK_REQUESTS.items())
        for number in reversed(range(1, requests + 1))
        for moment in reversed(MOMENTS)
    ),
)
def test_check_killed_at_any_request(
    most_bytes: int, number: int, moment: str, busy: GoogleOffice, checked: Looks
) -> None:
    witness = Witness(busy.google, busy.book)
    kill_at(number, moment, busy, *CHECK, busy.config, most_bytes=most_bytes)
    witness.look()

    busy.check(now=SOON)

    witness.look()
    assert witness.wrong == []
    assert looks(busy) == checked


@pytest.mark.parametrize("number", first_ones(range(3, 7)))
def test_an_edit_that_is_taken_back_after_a_check_was_killed(number: int, busy: GoogleOffice) -> None:
    """Half of Hasil is then of the edit, while the log is again as it was when Hasil was last whole."""
    busy.check(now=SOON)
    before = looks(busy)
    busy.type_into("Buku Kerja", 2, {"Keputusan": "Batal"})
    kill_at(number, "after", busy, *CHECK, busy.config, most_bytes=SMALL_BYTES)
    assert looks(busy) != before
    busy.type_into("Buku Kerja", 2, REVISED)

    busy.check(now=SOON)

    assert looks(busy) == before


def test_setup_sends_no_other_requests(blank: GoogleOffice, whole: Looks) -> None:
    with blank.watching() as sent:
        finish(start("setup_worklog", "--config", blank.config))
    assert len(sent) == SETUP_REQUESTS
    assert looks(blank) == whole
    assert blank.set_up().out.startswith(NOTHING_TO_DO)


@pytest.mark.parametrize(("most_bytes", "requests"), CHECK_REQUESTS.items())
def test_a_check_sends_no_other_requests(most_bytes: int, requests: int, busy: GoogleOffice, checked: Looks) -> None:
    """However large its bodies are, the sheet is the same in the end, and right."""
    with busy.watching() as sent:
        finish(start(*CHECK, busy.config, most_bytes=most_bytes))
    assert len(sent) == requests
    assert looks(busy) == checked
    assert Counter(key[:2] for key in log_keys(busy.book)) == ROWS_OF_BLOCKS
    fresh = Desk(load_config(busy.config), datetime.fromisoformat(SOON)).check()
    assert written_results(busy.book) == expected_results(fresh)
    assert strange_results(busy.book) == []
    assert busy.check(now=SOON).out.endswith(UNCHANGED)
    assert busy.set_up().out.startswith(NOTHING_TO_DO)


def kill_at(
    number: int, moment: str, office: GoogleOffice, command: str, *arguments: object, most_bytes: int = USUAL_BYTES
) -> None:
    """Run a command and kill it at its request with that number, before it is applied or after."""

    def cut_off(google: Emulator, request: Request) -> Answer:
        process.kill()
        return Answer(0, b"", cut=0)

    faults = {"before": Fault("killed", before=cut_off), "after": Fault.call_after(lambda request: process.kill())}
    sent = max((request.number for request in office.google.requests), default=0)
    office.google.faults.add(faults[moment], number=sent + number)
    process = start(command, *arguments, most_bytes=most_bytes)
    process.join(LONGEST)
    assert process.exitcode is not None
    assert process.exitcode < 0, "it came to its end before it was killed"


def finish(process: BaseProcess) -> None:
    process.join(LONGEST)
    assert process.exitcode in (CLEAN, ERROR_FINDINGS)


def looks(office: GoogleOffice) -> Looks:
    """All that there is to see in a spreadsheet, tab by tab."""
    return {
        sheet.title: (sheet.rows, sheet.properties, sheet.laid_over, sheet.dimensions, sheet.basic_filter)
        for sheet in office.book.sheets
    } | {"": (office.book.properties, sorted(office.book.metadata, key=lambda mark: mark["metadataId"]))}
