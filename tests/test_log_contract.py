"""What every log does, whatever it is kept in: a workbook, a Google Sheet, or a list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formula.translate import Translator

from commands import DRAFTED, LATE, NEWS, NOW, SOON, Office, Row, Told, first_rows, header_of
from google_office import GoogleOffice
from memory_log import Contents, MemoryOffice
from office_roles import ROLES, STAFF_TABS
from selection import first_ones
from worklog.adapters.workbook.writer import write_rows
from worklog.config.config import load_config
from worklog.core.log import tabs
from worklog.core.publishing.publication import Publication
from worklog.jobs.desk import Desk
from worklog.jobs.source import LogSource

pytest_plugins = ("google_offices",)

KINDS = ("google", "workbook", "memory")
EVIL = "=cmd|' /C calc'!A0"
PLANNED = {
    "ID Konten": "2026-0119",
    "Tanggal": date(2026, 11, 23),
    "Alur": "P3 Ucapan Hari Besar",
    "Judul": "Hari Guru Nasional",
    "Waktu Acuan": datetime(2026, 11, 23, 8, 15, 30),
    "Jadwal Tayang": date(2026, 11, 25),
}
PEOPLE = [
    {"Nama": "Siti", "Peran": "Fungsional Umum"},
    {"Nama": "Sri", "Peran": "Es. IV Kasubag", "Berlaku Dari": date(2026, 1, 1)},
    {"Nama": "Agus", "Peran": "Es. III Sekretaris"},
]
SENT_BACK = {"Es. IV Kasubag": "Sri", "Selesai": datetime(2026, 11, 23, 9), "Keputusan": "Revisi"}
NEWS_SENT_BACK = {
    "Daftar Konten": [NEWS],
    "Buku Kerja": [
        DRAFTED,
        {"ID Konten": "2026-0118", "Putaran": 1, "No": 2, **SENT_BACK},
        *({"ID Konten": "2026-0118", "Putaran": 1, "No": no} for no in (3, 4, 5)),
    ],
    "Petugas": PEOPLE,
}
"""The news was drafted in time and sent back."""


@dataclass(frozen=True)
class WorkbookOffice(Office):
    """An office whose log is a workbook, and what people do to it in Excel."""

    def set_up(self) -> Told:
        return self.run("setup_worklog")

    def contents(self) -> dict[str, Contents]:
        return {sheet.title: _content(sheet) for sheet in load_workbook(self.workbook)}

    def type_into(self, tab: str, row: int, cells: Any) -> int:
        book = load_workbook(self.workbook)
        bottom, columns = header_of(first_rows(book[tab]), tab)
        for header, value in cells.items():
            cell = book[tab].cell(bottom + row, columns[header])
            cell.value = value
            if cell.data_type == "f":
                cell.data_type = "s"
        book.save(self.workbook)
        return bottom + row

    def fill(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Put rows below the last used ones of tabs."""
        write_rows(self.workbook, rows, ROLES)

    def sort(self, tab: str, header: str) -> None:
        """Sort all rows below the header, the last ones first."""
        book, sheet, bottom, columns = self._opened(tab)
        rows = [list(row) for row in sheet.iter_rows(min_row=bottom + 1)]
        rows.sort(key=lambda row: str(row[columns[header] - 1].value or ""), reverse=True)
        values = [[(cell.value, cell.coordinate) for cell in row] for row in rows]
        for number, row in enumerate(values, bottom + 1):
            for column, (value, origin) in enumerate(row, 1):
                target = sheet.cell(number, column)
                is_formula = isinstance(value, str) and value.startswith("=")
                target.value = Translator(value, origin).translate_formula(target.coordinate) if is_formula else value
        book.save(self.workbook)

    def insert_row(self, tab: str, row: int) -> None:
        """Put an empty row above the one with that number below the header."""
        book, sheet, bottom, _ = self._opened(tab)
        rest = f"A{bottom + row}:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        sheet.move_range(rest, rows=1, translate=True)
        book.save(self.workbook)

    def move_column(self, tab: str, header: str, before: str) -> None:
        """Drag a column to the left of another one that stands somewhere before it.

        Formulas are left out: openpyxl does not let them follow, and the next check puts them where they are missing.
        """
        book, sheet, bottom, columns = self._opened(tab)
        for row in sheet.iter_rows(min_row=bottom):
            values = ["" if cell.data_type == "f" else cell.value for cell in row]
            values.insert(columns[before] - 1, values.pop(columns[header] - 1))
            for cell, value in zip(row, values, strict=True):
                cell.value = value or None
        book.save(self.workbook)

    def add_column(self, tab: str, header: str, values: Sequence[object]) -> None:
        """Put a column of the office's own at the right end, filled from the first row below the header."""
        book, sheet, bottom, columns = self._opened(tab)
        for row, value in enumerate([header, *values], bottom):
            sheet.cell(row, max(columns.values()) + 1).value = value
        book.save(self.workbook)

    def delete_column(self, tab: str, header: str) -> None:
        book, sheet, _, columns = self._opened(tab)
        sheet.delete_cols(columns[header])
        book.save(self.workbook)

    def delete_tab(self, tab: str) -> None:
        book = load_workbook(self.workbook)
        del book[tab]
        book.save(self.workbook)

    def stop_writing(self) -> str:
        """Open it in Excel; what is said then."""
        self.open_in_excel(self.workbook)
        return "Buku Kerja.xlsx sedang dibuka di Excel oleh Rina"

    def _opened(self, tab: str) -> tuple[Workbook, Any, int, dict[str, int]]:
        book = load_workbook(self.workbook)
        return book, book[tab], *header_of(first_rows(book[tab]), tab)


def _content(sheet: Any) -> Contents:
    rows = list(sheet.iter_rows())
    cells = [["" if cell.data_type == "f" or cell.value is None else cell.value for cell in row] for row in rows]
    return Contents(cells, [str(cell.value) for row in rows for cell in row if cell.data_type == "f"])


AnyOffice = WorkbookOffice | GoogleOffice | MemoryOffice


@pytest.fixture(scope="session")
def made_workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook that was just set up."""
    made = WorkbookOffice(tmp_path_factory.mktemp("Kantor"))
    made.configure()
    assert made.set_up().code == 0
    return made.workbook.read_bytes()


@pytest.fixture(params=first_ones(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def new_office(kind: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AnyOffice:
    """An office of each kind that has a configuration and never ran setup."""
    if kind == "google":
        return request.getfixturevalue("new_google_office")
    made = WorkbookOffice(tmp_path) if kind == "workbook" else MemoryOffice(tmp_path)
    if isinstance(made, MemoryOffice):
        monkeypatch.setattr(Desk, "log", made.log)
    made.configure()
    return made


@pytest.fixture
def office(kind: str, request: pytest.FixtureRequest) -> AnyOffice:
    """An office of each kind whose log was just set up."""
    if kind == "google":
        return request.getfixturevalue("google_office")
    made = request.getfixturevalue("new_office")
    if kind == "workbook":
        made.workbook.write_bytes(request.getfixturevalue("made_workbook"))
    else:
        made.set_up()
    return made


class Watched:
    """A log beside which something happens: `after_read` is done once, behind the first reading."""

    def __init__(self, log: LogSource, after_read: Callable[[], object] = lambda: None) -> None:
        self._log, self._after_read = log, after_read
        self.published: list[Publication] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def read(self) -> Any:
        grids = self._log.read()
        action, self._after_read = self._after_read, lambda: None
        action()
        return grids

    def publish(self, publication: Publication, *rest: Any) -> list[str]:
        self.published.append(publication)
        return self._log.publish(publication, *rest)


def desk_of(office: Office, now: str = NOW) -> Desk:
    return Desk(load_config(office.config), datetime.fromisoformat(now))


def watched(desk: Desk, after_read: Callable[[], object] = lambda: None) -> Watched:
    """Put something between a desk and its log."""
    desk.__dict__["log"] = between = Watched(desk.log, after_read)
    return between


def typed(office: AnyOffice) -> dict[str, list[list[object]]]:
    """All cells of the staff tabs that hold no formula, without blank ends."""
    contents = office.contents()
    return {tab.name: trimmed(contents[tab.name].cells) for tab in STAFF_TABS if tab.name in contents}


def everything(office: AnyOffice) -> dict[str, tuple[list[list[object]], list[str]]]:
    contents = office.contents()
    return {name: (trimmed(contents[name].cells), contents[name].formulas) for name in tabs.TAB_ORDER}


def trimmed(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    kept = [list(row) for row in rows]
    for row in kept:
        while row and row[-1] in ("", None):
            row.pop()
    while kept and not kept[-1]:
        kept.pop()
    return kept


def own_column(office: AnyOffice, tab: str, header: str) -> list[object]:
    """What stands in a column that no tab of ours has, below its header."""
    rows = typed(office)[tab]
    ((top, at),) = [(number, row.index(header)) for number, row in enumerate(rows) if header in row]
    return [row[at] for row in rows[top + 1 :] if len(row) > at and row[at] not in ("", None)]


def by_key(office: AnyOffice, header: str) -> dict[tuple[object, ...], object]:
    """What the rows of Buku Kerja show in a column, by ID, Putaran and No."""
    columns = [office.cells("Buku Kerja", name) for name in ("ID Konten", "Putaran", "No", header)]
    return {(item, round_, step): shown for item, round_, step, shown in zip(*columns, strict=False) if item != ""}


# Setup


def test_setup_makes_every_tab_and_says_so(new_office: AnyOffice) -> None:
    told = new_office.set_up()
    assert (told.code, told.err) == (0, "")
    assert all(name in told.out for name in tabs.TAB_ORDER)
    assert new_office.contents().keys() >= set(tabs.TAB_ORDER)
    assert new_office.check().code == 0


def test_a_second_setup_says_there_is_nothing_to_do_and_changes_nothing(office: AnyOffice) -> None:
    office.type_into("Daftar Konten", 1, NEWS)
    office.check()
    before = everything(office)
    told = office.set_up()
    assert told.code == 0
    assert told.out.startswith("Tidak ada yang perlu diperbaiki.\n")
    assert everything(office) == before


def test_setup_puts_a_column_back_and_leaves_what_was_typed(office: AnyOffice) -> None:
    office.type_into("Petugas", 1, {"Nama": "Siti", "Peran": "Fungsional Umum", "Berlaku Dari": date(2026, 1, 1)})
    office.delete_column("Petugas", "Peran")
    told = office.check()
    assert (told.code, told.out) == (2, "")
    assert 'Tab "Petugas" tidak memiliki kolom "Peran".' in told.err
    assert "jalankan: python scripts/setup_worklog.py" in told.err
    assert "Tab Petugas: kolom Peran ditambahkan di " in office.set_up().out
    assert office.cells("Petugas", "Nama")[0] == "Siti"
    office.type_into("Petugas", 1, {"Peran": "Fungsional Umum"})
    assert office.check().code == 0


def test_a_missing_tab_is_one_sentence_and_code_2_and_setup_makes_it(office: AnyOffice) -> None:
    office.delete_tab("Kalender")
    before = typed(office)
    told = office.check()
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        'Buku kerja belum lengkap:\n- Tab "Kalender" tidak ada di buku kerja. Bila namanya diganti, kembalikan; bila '
        "terhapus, ambil dari cadangan atau jalankan: python scripts/setup_worklog.py\n"
    )
    assert typed(office) == before
    assert "Tab Kalender: dibuat." in office.set_up().out
    assert office.check().code == 0


# Reading


def test_what_was_typed_is_read_with_its_kind(office: AnyOffice) -> None:
    office.type_into("Daftar Konten", 1, {**NEWS, "ID Konten": 118, "Waktu Acuan": datetime(2026, 11, 23, 8, 15, 30)})
    office.type_into("Daftar Konten", 2, PLANNED)
    told = office.document()
    assert [(item["id"], item["title"], item["deadline"]) for item in told["items"]] == [
        ("118", "Jadwal layanan PPID", "2026-11-23T13:15:00"),
        ("2026-0119", "Hari Guru Nasional", "2026-11-26T00:00:00"),
    ]
    assert told["counts"]["by_severity"]["error"] == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (date(2026, 11, 23), "«23/11/2026», belum terbaca sebagai tanggal dan jam."),
        ("kemarin sore", "«kemarin sore», belum terbaca sebagai tanggal dan jam."),
    ],
)
def test_a_date_without_a_time_is_found_and_told_as_people_write_it(
    office: AnyOffice, typed: object, told: str
) -> None:
    row = office.type_into("Daftar Konten", 1, {**NEWS, "Waktu Acuan": typed})
    (finding,) = office.found("D106")
    assert (finding["row"], finding["column"]) == (row, "Waktu Acuan")
    assert told in finding["message"]


def test_numbers_typed_as_text_count_as_numbers(office: AnyOffice) -> None:
    office.type_into("Daftar Konten", 1, NEWS)
    office.type_into("Buku Kerja", 1, {**DRAFTED, "Putaran": "1", "No": "1"})
    (item,) = office.document(SOON)["items"]
    assert (item["state"], item["steps_done"]) == ("berjalan", 1)


# Opening blocks


def test_a_block_is_opened_once_in_the_order_of_the_sop(office: AnyOffice) -> None:
    office.type_into("Daftar Konten", 1, NEWS)
    office.type_into("Daftar Konten", 2, PLANNED)
    told = office.check()
    assert "dibuka di Buku Kerja untuk 2026-0118 putaran 1, 2026-0119 putaran 1.\n" in told.out
    flows = {flow.code: flow for flow in desk_of(office).office.sop.versions[-1].flows}
    wanted = [
        (item, 1, step.no, step.activity)
        for item, code in (("2026-0118", "P2"), ("2026-0119", "P3"))
        for step in flows[code].steps
    ]
    columns = [office.cells("Buku Kerja", header) for header in ("ID Konten", "Putaran", "No", "Konten/Kegiatan")]
    assert list(zip(*columns, strict=True)) == wanted
    before = typed(office)
    assert "dibuka" not in office.check(now=SOON).out
    assert typed(office) == before


def test_a_round_after_revisi_is_opened_once(office: AnyOffice) -> None:
    office.fill(NEWS_SENT_BACK)
    assert "5 baris langkah dibuka di Buku Kerja untuk 2026-0118 putaran 2.\n" in office.check(now=SOON).out
    assert "dibuka" not in office.check(now=SOON).out
    assert office.cells("Buku Kerja", "Putaran") == [1] * 5 + [2] * 5


def test_a_row_that_somebody_deleted_is_told_and_opened_again_once(office: AnyOffice) -> None:
    kept = [DRAFTED, *({"ID Konten": "2026-0118", "Putaran": 1, "No": no} for no in (2, 4, 5))]
    office.fill({"Daftar Konten": [NEWS], "Buku Kerja": kept, "Petugas": PEOPLE})
    (finding,) = office.found("D115")
    assert (finding["row"], finding["step"]) == (None, 3)
    told = office.check(now=SOON).out
    assert "Baris yang hilang dibuka lagi di bagian bawah Buku Kerja: 2026-0118 putaran 1 langkah 3.\n" in told
    assert office.cells("Buku Kerja", "No") == [1, 2, 4, 5, 3]
    assert "dibuka" not in office.check(now=SOON).out
    assert office.cells("Buku Kerja", "No") == [1, 2, 4, 5, 3]
    assert office.found("D115") == []


def test_blocks_go_below_the_last_row_that_people_used(office: AnyOffice) -> None:
    office.type_into("Daftar Konten", 1, NEWS)
    office.type_into("Buku Kerja", 4, {"Catatan": "jangan ditimpa"})
    office.check()
    assert office.cells("Buku Kerja", "No") == ["", "", "", "", 1, 2, 3, 4, 5]
    assert office.cells("Buku Kerja", "Catatan")[3] == "jangan ditimpa"


def test_blocks_that_another_pc_opened_meanwhile_are_not_opened_again(office: AnyOffice, tmp_path: Path) -> None:
    office.type_into("Daftar Konten", 1, NEWS)
    desk, told_there = desk_of(office), []

    def check_on_another_pc() -> None:
        with pytest.MonkeyPatch.context() as patch:  # no lock of this PC holds there
            for name in ("XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
                patch.setenv(name, str(tmp_path / "PC lain"))
            told_there.append(office.check().out)

    log = watched(desk, check_on_another_pc)
    told = desk.check_and_publish()[1]
    assert "5 baris langkah dibuka di Buku Kerja untuk 2026-0118 putaran 1.\n" in told_there[0]
    assert len(log.published[0].blocks) == 5
    assert not told.failed
    assert "dibuka" not in "".join(told.notes)
    assert office.cells("Buku Kerja", "No") == [1, 2, 3, 4, 5]


def test_publishing_the_same_twice_leaves_what_publishing_once_leaves(office: AnyOffice) -> None:
    office.type_into("Daftar Konten", 1, NEWS)
    desk = desk_of(office)
    log = watched(desk)
    checked, _ = desk.check_and_publish()
    before = everything(office)
    again = desk_of(office).log
    again.read()
    again.publish(log.published[0], checked.sop.in_force(desk.now), desk.now)
    assert everything(office) == before


# Results


def test_results_are_found_wherever_a_row_was_moved(office: AnyOffice) -> None:
    office.fill({**NEWS_SENT_BACK, "Buku Kerja": []})
    office.check()
    office.type_into("Buku Kerja", 1, {name: DRAFTED[name] for name in ("Fungsional Umum", "Mulai", "Selesai")})
    office.type_into("Buku Kerja", 2, SENT_BACK)
    office.check(now=LATE)
    status, late = by_key(office, "Status"), by_key(office, "Terlambat")
    assert len(status) == 10
    assert {"Selesai", "Terlambat", "Menunggu"} <= set(status.values())
    office.sort("Buku Kerja", "Konten/Kegiatan")
    office.insert_row("Buku Kerja", 3)
    moved = [office.cells("Buku Kerja", header) for header in ("Putaran", "No")]
    office.check(now=LATE)
    assert (by_key(office, "Status"), by_key(office, "Terlambat")) == (status, late)
    assert [office.cells("Buku Kerja", header) for header in ("Putaran", "No")] == moved
    assert moved[1] != [1, 2, 3, 4, 5] * 2


def test_an_item_shows_its_result_in_the_register(office: AnyOffice) -> None:
    office.type_into("Daftar Konten", 2, NEWS)
    office.check(now=LATE)
    assert office.cells("Daftar Konten", "Status")[:2] == ["", "Belum mulai · tidak sesuai SOP"]
    assert office.cells("Daftar Konten", "Batas Tayang")[1] == datetime(2026, 11, 23, 13, 30)


def test_results_follow_what_people_type(office: AnyOffice) -> None:
    office.type_into("Daftar Konten", 1, NEWS)
    office.check()
    assert office.cells("Buku Kerja", "Status") == ["Berjalan", *["Menunggu"] * 4]
    office.type_into("Buku Kerja", 1, {name: DRAFTED[name] for name in ("Fungsional Umum", "Mulai", "Selesai")})
    office.check(now=SOON)
    assert office.cells("Buku Kerja", "Status") == ["Selesai", "Berjalan", *["Menunggu"] * 3]


# What people typed


def test_nothing_that_was_typed_changes(office: AnyOffice) -> None:
    office.fill(NEWS_SENT_BACK)
    office.fill({
        "Daftar Konten": [{}, {"Judul": "Ide: kuis", "Waktu Acuan": "kapan-kapan", "Caption": "=1+1"}],
        "Buku Kerja": [{"Bukti": "tanpa ID", "Selesai": "kemarin sore", "Putaran": 0.5}],
        "Petugas": [{"Nama": "Siti", "Peran": "Sopir", "Berlaku Dari": True}],
        "Kalender": [{"Tanggal": "besok", "Jenis": "?", "Jam Kerja": 8}],
    })  # fmt: skip
    before = typed(office)
    office.check(now=LATE)
    after = typed(office)
    opened = after["Buku Kerja"][len(before["Buku Kerja"]) :]
    assert len(opened) == 5
    assert {**after, "Buku Kerja": after["Buku Kerja"][: len(before["Buku Kerja"])]} == before


def test_columns_that_staff_moved_or_added_are_found_and_left_alone(office: AnyOffice) -> None:
    office.type_into("Daftar Konten", 1, NEWS)
    office.check()
    office.move_column("Daftar Konten", "Judul", before="ID Konten")
    office.add_column("Daftar Konten", "Nomor surat", ["12/PP/2026"])
    office.add_column("Buku Kerja", "Arsip", ["lemari 3", "lemari 4"])
    office.type_into("Daftar Konten", 2, PLANNED)
    office.check(now=LATE)
    assert office.cells("Daftar Konten", "Status")[:2] == ["Belum mulai · tidak sesuai SOP", "Belum mulai · sesuai"]
    assert office.cells("Buku Kerja", "Status")[0] == "Terlambat"
    assert office.cells("Buku Kerja", "Judul Konten")[5] == "Hari Guru Nasional"
    assert own_column(office, "Daftar Konten", "Nomor surat") == ["12/PP/2026"]
    assert own_column(office, "Buku Kerja", "Arsip") == ["lemari 3", "lemari 4"]


def test_text_that_looks_like_a_formula_stays_text_everywhere(office: AnyOffice) -> None:
    office.type_into("Daftar Konten", 1, {**NEWS, "ID Konten": "=1+1", "Judul": EVIL})
    office.check(now=LATE)
    assert office.cells("Buku Kerja", "Judul Konten") == [EVIL] * 5
    assert office.cells("Buku Kerja", "ID Konten") == ["=1+1"] * 5
    assert office.cells("Buku Kerja", "Status")[0] == "Terlambat"
    assert office.cells("Hasil", "Kunci")[:2] == ["=1+1", "=1+1|1|1"]
    assert not any(text in formula for held in office.contents().values() for formula in held.formulas
                   for text in ("cmd", "1+1"))  # fmt: skip


# When it cannot be written


def test_a_log_that_cannot_be_written_is_told_and_the_report_is_written_all_the_same(office: AnyOffice) -> None:
    office.type_into("Daftar Konten", 1, NEWS)
    before = typed(office)
    sentence = office.stop_writing()
    told = office.run("run_schedule", now="2026-11-23T15:30")
    assert (told.code, told.err) == (1, "")
    assert " ".join(sentence.split()) in told.out
    assert "dibuka di Buku Kerja untuk" not in told.out
    assert [file.name for file in office.reports.iterdir()] == ["Laporan Harian 2026-11-23.xlsx"]
    assert typed(office) == before
