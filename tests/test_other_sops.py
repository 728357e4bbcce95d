"""Offices with SOPs of their own, of which `decrees` tells the sources: from the worksheet to the reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

import import_sop
from commands import Office, Told, call
from decrees import INFORMATION, LEGAL_PRODUCTS, SOCIAL_MEDIA, Tables, confirm, type_decree
from office_roles import ROLES
from selection import first_ones
from worklog.adapters.office.sop_files import load_sops
from worklog.adapters.workbook.writer import write_rows
from worklog.config.config import SOP_FOLDER
from worklog.core.judging.rules import ALL_RULES
from worklog.core.log.grids import find_header
from worklog.core.log.tabs import log_tab
from worklog.core.sop.model import Sop
from worklog.jobs import office as jobs

NOW = "2026-07-01T08:00"
OTHERS: Mapping[str, tuple[Tables, str]] = {
    "media sosial provinsi": (SOCIAL_MEDIA, "SOP Pengelolaan Media Sosial di Lingkungan KPU Provinsi Contoh"),
    "informasi publik": (INFORMATION, "SOP Layanan Informasi Publik di Lingkungan KPU Provinsi Contoh"),
    "produk hukum": (LEGAL_PRODUCTS, "SOP Pengelolaan JDIH di Lingkungan KPU Provinsi Contoh"),
}


@pytest.fixture
def sops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for SOPs, with none in it yet."""
    folder = tmp_path / "sop"
    folder.mkdir()
    for module in (import_sop, jobs):
        monkeypatch.setattr(module, "SOP_FOLDER", folder)
    return folder


def put_in_force(folder: Path, name: str) -> Sop:
    """Import an SOP as typed by the office, with what is proposed for it confirmed."""
    tables, title = OTHERS[name]
    path = type_decree(folder.parent / f"{name}.xlsx", tables, title=title)
    call("import_sop", path)
    proposal = path.with_name(f"{name} - usulan.xlsx")
    confirm(proposal)
    told = call("import_sop", proposal)
    assert told.code == 0, told.out + told.err
    return load_sops(folder).versions[-1]


def register(sop: Sop) -> list[dict[str, object]]:
    """An item of each flow."""
    return [
        {
            "ID Konten": f"2026-000{number}",
            "Tanggal": datetime(2026, 7, 1),
            "Alur": flow.label,
            "Judul": f"Urusan {number}",
            "Waktu Acuan": datetime(2026, 7, 1, 8),
            "Jadwal Tayang": datetime(2026, 7, 8) if flow.is_planned else None,
            "Terkait ID": "2026-0001" if flow.answers_comments else None,
        }
        for number, flow in enumerate(sop.flows, 1)
    ]


def people(sop: Sop) -> list[dict[str, object]]:
    return [{"Nama": f"Orang {number}", "Peran": role} for number, role in enumerate(sop.roles)]


def done(sop: Sop) -> list[dict[str, object]]:
    """What is typed when the first step of each item is done by the right person."""
    steps = [(row["ID Konten"], flow.steps[0]) for row, flow in zip(register(sop), sop.flows, strict=True)]
    return [
        {"ID Konten": item, "No": 1, step.role: f"Orang {sop.roles.index(step.role)}", "Selesai": "1/7/2026 08:10"}
        for item, step in steps
    ]


@dataclass(frozen=True)
class WorkbookLog(Office):
    """A log in a workbook under an SOP with roles of its own."""

    def fill(self, rows: Mapping[str, list[dict[str, object]]], sop: Sop) -> None:
        write_rows(self.workbook, rows, sop.roles)

    def grid(self, tab: str) -> list[list[Any]]:
        with CalamineWorkbook.from_path(self.workbook) as book:
            return book.get_sheet_by_name(tab).to_python(skip_empty_area=False)

    def type_steps(self, rows: list[dict[str, object]], sop: Sop) -> None:
        header = find_header(self.grid("Buku Kerja"), log_tab(sop.roles))
        book = load_workbook(self.workbook)
        sheet: Any = book["Buku Kerja"]
        for row in range(header.row + 1, sheet.max_row + 1):
            key = [sheet.cell(row, header.columns[name]).value for name in ("ID Konten", "No")]
            for typed in rows:
                if key == [typed["ID Konten"], typed["No"]]:
                    for name, value in typed.items():
                        sheet.cell(row, header.columns[name]).value = value
        book.save(self.workbook)


@pytest.fixture
def office(tmp_path: Path, sops: Path) -> WorkbookLog:
    made = WorkbookLog(tmp_path / "kantor")
    made.folder.mkdir()
    made.configure(office={"name": "KPU Provinsi Contoh"}, reports={"per_person": True})
    return made


def well(told: Told) -> str:
    assert told.code in (0, 1), told.err
    assert told.err == ""
    return told.out


def texts_of(path: Path) -> str:
    """All that stands in a workbook, notes too."""
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    notes = [cell.comment.text for cell in cells if cell.comment]
    return "\n".join([*(str(cell.value) for cell in cells if cell.value is not None), *notes])


@pytest.mark.parametrize("name", first_ones(OTHERS))
def test_log_rules_and_reports_follow_an_sop_with_other_roles(name: str, office: WorkbookLog, sops: Path) -> None:
    sop = put_in_force(sops, name)
    assert "dibuat" in well(office.run("setup_worklog"))
    office.fill({"Daftar Konten": register(sop), "Petugas": people(sop)}, sop)

    well(office.check(now=NOW))
    office.type_steps(done(sop), sop)
    told = office.document(now="2026-07-01T08:30")

    header = find_header(office.grid("Buku Kerja"), log_tab(sop.roles))
    assert set(sop.roles) <= header.columns.keys()
    assert not set(ROLES) & header.columns.keys() - set(sop.roles)
    assert len(office.grid("Buku Kerja")) - header.row == sum(len(flow.steps) for flow in sop.flows)
    assert [item["steps_done"] for item in told["items"]] == [1] * len(sop.flows)
    assert {finding["code"] for finding in told["findings"]} <= {"D116", "D110", "W407"}, told["findings"]

    assert "Tidak ada yang perlu diperbaiki." in well(office.run("setup_worklog"))
    well(office.check(now="2026-07-02T16:00"))
    well(office.run("report_daily", now="2026-07-02T16:00"))
    well(office.run("report_monthly", now="2026-07-31T16:00"))
    assert len(list(office.reports.iterdir())) == 3
    for path in (office.workbook, *office.reports.iterdir()):
        words = texts_of(path)
        assert [role for role in ROLES[1:] if role in words] == [], path
        assert ("media sosial" in words.casefold()) == (name == "media sosial provinsi"), path
        assert [code for code in ("P3", "P4", "R2") if code in words] == [], path
        assert ("Komentar ditanggapi" in words) <= any(flow.answers_comments for flow in sop.flows), path


def test_clauses_name_notes_only_of_an_sop_that_has_them(sops: Path) -> None:
    other, own = put_in_force(sops, "produk hukum"), load_sops(SOP_FOLDER).versions[-1]
    clauses = [rule.sop for rule in ALL_RULES if not isinstance(rule.sop, str)]
    assert {"Catatan 2 (posting)", "Catatan 2 (merespon)"} <= {told(own) for told in clauses}
    assert [told(other) for told in clauses if "Catatan" in told(other)] == []
    assert [rule.code for rule in ALL_RULES if isinstance(rule.sop, str) and "Catatan" in rule.sop] == []


@pytest.mark.parametrize("name", first_ones(OTHERS))
@pytest.mark.slow
def test_a_name_in_the_wrong_role_and_a_late_step_are_found(name: str, office: WorkbookLog, sops: Path) -> None:
    sop = put_in_force(sops, name)
    office.run("setup_worklog")
    office.fill({"Daftar Konten": register(sop), "Petugas": people(sop)}, sop)
    well(office.check(now=NOW))
    first = sop.flows[0].steps[0]
    other = next(role for role in sop.roles if role != first.role)
    office.type_steps([{"ID Konten": "2026-0001", "No": 1, other: "Orang 9", "Selesai": "20/7/2026 15:00"}], sop)
    found = {finding["code"]: finding["message"] for finding in office.document("2026-07-20T16:00")["findings"]}
    assert f"adalah tugas {first.role}, tetapi nama «Orang 9» tertulis di kolom {other}." in found["P302"]
    assert "langkah 1 (putaran 1) selesai" in found["W401"]
