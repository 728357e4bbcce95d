"""A revision of the SOP comes while work is going on: what setup adds for it, and by which SOP each item is judged."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import import_sop
from commands import DRAFTED, NEWS, Office, Told, call
from google_office import GoogleOffice
from office_roles import ROLES
from worklog.adapters.office.sop_files import load_sops, save_sop
from worklog.adapters.workbook.decree_files import write_decree
from worklog.adapters.workbook.writer import write_rows
from worklog.config.config import SOP_FOLDER
from worklog.core.decree.drafting import draft_of
from worklog.core.log.grids import find_header
from worklog.core.log.tabs import log_tab
from worklog.core.sop.model import Sop
from worklog.jobs import office as jobs

pytest_plugins = ("google_offices",)

BEFORE, AFTER = "2026-11-23T09:05", "2026-12-01T09:05"
HEAD_OF_DIVISION = "Es. II Kepala Bagian"
MORE: dict[str, object] = {
    "ID Konten": "2026-0200",
    "Tanggal": date(2026, 12, 1),
    "Alur": "P2 Publikasi Informasi Umum",
    "Judul": "Pengumuman hasil",
    "Waktu Acuan": datetime(2026, 12, 1, 9),
}


@pytest.fixture
def sops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(SOP_FOLDER, tmp_path / "sop")
    for module in (import_sop, jobs):
        monkeypatch.setattr(module, "SOP_FOLDER", folder)
    return folder


def revised(sop: Sop) -> Sop:
    """From December on a new role approves P2, in other words, and there is a flow more."""
    data: dict[str, Any] = sop.model_dump(mode="json")
    data |= {"number": "21/HK.03.1/3326/2026", "revision": "2026-11-20", "effective": "2026-12-01"}
    data["roles"].insert(4, HEAD_OF_DIVISION)
    (posts,) = (flow for flow in data["flows"] if flow["code"] == "P2")
    posts["steps"][2] |= {"role": HEAD_OF_DIVISION, "activity": "Es. II menyetujui konsep publikasi"}
    data["flows"].append({**posts, "code": "P5", "name": "Siaran Pers"})
    return Sop.model_validate(data)


def put_in_force(sops: Path) -> Told:
    (sop,) = load_sops(sops).versions
    path = sops.parent / "Revisi.xlsx"
    write_decree(path, draft_of(revised(sop)), sop.office)
    return call("import_sop", path)


def well(told: Told) -> str:
    assert told.code in (0, 1), told.err
    return told.out


def typed(office: Any) -> list[list[Any]]:
    """All that people typed in Buku Kerja, by the roles of before."""
    return [
        office.cells("Buku Kerja", h) for h in ("ID Konten", "No", *ROLES, "Mulai", "Selesai", "Keputusan", "Bukti")
    ]


def follow_a_revision(office: Any, sops: Path) -> None:
    """What holds wherever the log is kept."""
    well(office.check(now=BEFORE))
    before = typed(office)
    old = office.document(BEFORE)

    assert "Berlaku untuk konten dengan Waktu Acuan mulai Selasa, 1 Desember 2026" in well(put_in_force(sops))
    told = well(office.run("setup_worklog"))

    assert f"kolom {HEAD_OF_DIVISION} ditambahkan" in told
    assert "pilihan pada kolom Peran disesuaikan dengan SOP" in told
    assert "giliran peran disesuaikan dengan SOP" in told
    assert "Tidak ada yang perlu diperbaiki." in well(office.run("setup_worklog"))
    assert typed(office) == before
    assert office.document(BEFORE)["items"] == old["items"]

    office.fill({"Daftar Konten": [MORE]})
    well(office.check(now=AFTER))
    header = find_header(office.grid("Buku Kerja"), log_tab((*ROLES, HEAD_OF_DIVISION)))
    rows = [row for row in office.grid("Buku Kerja")[header.row :] if row[header.columns["ID Konten"] - 1]]
    activities = [(row[header.columns["ID Konten"] - 1], row[header.columns["Konten/Kegiatan"] - 1]) for row in rows]
    assert ("2026-0118", "Diperiksa kembali oleh Es. III untuk disetujui") in activities
    assert ("2026-0200", "Es. II menyetujui konsep publikasi") in activities
    left = [column[: len(old)] for column, old in zip(typed(office), before, strict=True)]
    assert left == before
    for row in (3, 8):  # step 3 of both items, which only the former SOP gives to the Sekretaris
        office.type_into("Buku Kerja", row, {"Es. III Sekretaris": "Agus"})
    (wrong,) = office.found("P302", AFTER)
    assert (wrong["id"], wrong["step"]) == ("2026-0200", 3)
    assert f"adalah tugas {HEAD_OF_DIVISION}" in wrong["message"]


def test_revision_in_a_workbook(tmp_path: Path, sops: Path) -> None:
    class WorkbookOffice(Office):
        def fill(self, rows: dict[str, list[Any]]) -> None:
            write_rows(self.workbook, rows, load_sops(sops).roles)

        def grid(self, tab: str) -> list[list[Any]]:
            return [[cell.value for cell in row] for row in load_workbook(self.workbook)[tab].iter_rows()]

    office = WorkbookOffice(tmp_path)
    office.configure()
    well(office.run("setup_worklog"))
    office.fill({"Daftar Konten": [NEWS], "Buku Kerja": [DRAFTED]})
    follow_a_revision(office, sops)
    book = load_workbook(office.workbook)
    formulas = [f for area in book["Buku Kerja"].conditional_formatting for r in area.rules for f in r.formula or ()]
    assert any("Es. II menyetujui konsep publikasi" in formula for formula in formulas)
    lists = [rule.formula1 for rule in book["Petugas"].data_validations.dataValidation]
    assert f'"{",".join((*ROLES, HEAD_OF_DIVISION))}"' in lists
    assert book.defined_names["DaftarAlur"].attr_text.endswith("$7")


def test_a_list_of_roles_that_excel_cannot_hold_with_the_new_ones_is_let_go_and_told(
    tmp_path: Path, sops: Path
) -> None:
    office = Office(tmp_path)
    office.configure()
    well(office.run("setup_worklog"))
    (sop,) = load_sops(sops).versions
    roles = (*sop.roles, *(f"Es. III Kepala Bagian Nomor {number}" for number in range(1, 12)))
    save_sop(sops, sop.model_copy(update={"number": "21/2026", "effective": date(2026, 12, 1), "roles": roles}))
    assert "Tab Petugas: pilihan pada kolom Peran dilepas, sebab daftarnya tidak muat di Excel" in well(
        office.run("setup_worklog")
    )
    lists = [str(rule.formula1) for rule in load_workbook(office.workbook)["Petugas"].data_validations.dataValidation]
    assert not [words for words in lists if "Admin" in words]
    assert "tidak memiliki kolom" not in office.check(now=BEFORE).err


def test_a_header_grows_with_a_new_role_of_a_long_name_and_never_shrinks(tmp_path: Path, sops: Path) -> None:
    office = Office(tmp_path)
    office.configure()
    well(office.run("setup_worklog"))
    (sop,) = load_sops(sops).versions
    heights = [load_workbook(office.workbook)["Buku Kerja"].row_dimensions[6].height]
    for month, role in ((11, "Kepala Subbagian Teknis Penyelenggaraan Pemilu dan Hupmas"), (12, "Es. II")):
        roles = (*sop.roles, role)
        save_sop(sops, sop.model_copy(update={"effective": date(2026, month, 1), "roles": roles}))
        well(office.run("setup_worklog"))
        heights.append(load_workbook(office.workbook)["Buku Kerja"].row_dimensions[6].height)
    assert heights == [32, 91.75, 91.75]


LACKING = (
    f'Buku Kerja belum memiliki kolom "{HEAD_OF_DIVISION}". SOP Nomor 21/HK.03.1/3326/2026 memerlukannya mulai '
    "Selasa, 1 Desember 2026; sebelum hari itu jalankan: python scripts/setup_worklog.py"
)
NO_COLUMN = "atau ada SOP baru dengan peran itu, jalankan: python scripts/setup_worklog.py"


@pytest.fixture
def waiting(tmp_path: Path, sops: Path) -> Office:
    """An office that works on while a new SOP with a new role waits for its day; setup has not run since."""
    office = Office(tmp_path)
    office.configure()
    well(office.run("setup_worklog"))
    put_in_force(sops)
    return office


def test_until_a_new_sop_is_in_force_checks_go_on_without_its_columns_and_say_that_they_are_lacking(
    waiting: Office,
) -> None:
    write_rows(waiting.workbook, {"Daftar Konten": [NEWS]}, ROLES)
    told = waiting.check(now=BEFORE)
    assert "baris langkah dibuka di Buku Kerja" in well(told)
    assert LACKING in told.out
    assert waiting.document(BEFORE)["items"]
    assert LACKING in well(waiting.run("report_daily", "--date", "2026-11-23", "--now", BEFORE))
    well(waiting.run("setup_worklog"))
    assert "belum memiliki kolom" not in well(waiting.check(now=BEFORE))


def test_from_its_day_on_a_new_sop_needs_its_columns(waiting: Office) -> None:
    told = waiting.check(now=AFTER)
    assert told.code == 2
    assert NO_COLUMN in told.err


def test_an_item_of_an_sop_to_come_whose_flow_needs_its_columns_is_named_before_its_day(waiting: Office) -> None:
    write_rows(waiting.workbook, {"Daftar Konten": [MORE]}, ROLES)
    told = waiting.check(now=BEFORE)
    assert told.code == 2
    assert (
        f"2026-0200 (baris 6 di Daftar Konten) memakai SOP Nomor 21/HK.03.1/3326/2026, tetapi Buku Kerja belum "
        f"memiliki kolom {HEAD_OF_DIVISION} untuk itu. Bila Waktu Acuan atau Tanggal di baris itu keliru, betulkan; "
        "bila benar, jalankan: python scripts/setup_worklog.py"
    ) in told.err


def test_an_item_of_an_sop_to_come_whose_flow_needs_none_of_its_columns_stops_nothing(waiting: Office) -> None:
    write_rows(waiting.workbook, {"Daftar Konten": [MORE | {"Alur": "P3 Ucapan"}]}, ROLES)
    assert LACKING in well(waiting.check(now=BEFORE))


def test_the_state_of_the_program_tells_of_columns_that_are_lacking(waiting: Office) -> None:
    told = waiting.run("run_schedule", "--status", "--now", BEFORE)
    assert LACKING in " ".join(told.out.split())


@pytest.mark.slow
def test_revision_in_a_google_sheet(google_office: GoogleOffice, sops: Path) -> None:
    google_office.fill({"Daftar Konten": [NEWS], "Buku Kerja": [DRAFTED]})
    follow_a_revision(google_office, sops)


@pytest.mark.slow
def test_a_google_sheet_goes_on_without_the_columns_of_an_sop_to_come(google_office: GoogleOffice, sops: Path) -> None:
    put_in_force(sops)
    google_office.fill({"Daftar Konten": [NEWS]})
    told = google_office.check(now=BEFORE)
    assert "baris langkah dibuka di Buku Kerja" in well(told)
    assert LACKING in told.out


@pytest.mark.slow
def test_a_header_in_a_google_sheet_grows_with_a_new_role_of_a_long_name(
    google_office: GoogleOffice, sops: Path
) -> None:
    tab = google_office.sheet("Buku Kerja")
    before = tab.dimensions["Row"][5]["pixelSize"]
    (sop,) = load_sops(sops).versions
    roles = (*sop.roles, "Kepala Subbagian Teknis Penyelenggaraan Pemilu dan Hupmas")
    save_sop(sops, sop.model_copy(update={"effective": date(2026, 12, 1), "roles": roles}))
    well(google_office.run("setup_worklog"))
    assert (before, tab.dimensions["Row"][5]["pixelSize"]) == (43, 122)
