"""What the commands say on screen about a check and about reports."""

from pathlib import Path

import pytest

import office
from worklog.core.judging.check import Checked
from worklog.jobs.reporting import Written
from worklog.screen import MOST_FINDINGS, check_lines, has_errors, report_lines

TWENTY_OVERDUE = "\n".join(f"P2 A{number:02d} acuan 2026-11-23 08:00" for number in range(20))


@pytest.fixture(scope="module")
def overdue() -> Checked:
    """Twenty items, each past its first step's deadline and past its total."""
    return office.checked(TWENTY_OVERDUE, "2026-11-23T14:00")


def test_an_empty_log_is_told_without_states() -> None:
    lines = check_lines(office.checked("", "2026-11-23T14:00"))
    assert lines == [
        "Keadaan 23 Nov 2026 14.00 WIB: 0 konten.",
        "Penilaian: 0 sesuai, 0 tidak sesuai SOP, 0 perlu dilengkapi",
        "Temuan: 0 kesalahan, 0 peringatan, 0 catatan.",
        "Belum ada konten: isi tab Daftar Konten di buku kerja, simpan dan tutup, lalu jalankan lagi.",
    ]


def test_states_and_verdicts_are_counted(overdue: Checked) -> None:
    lines = check_lines(overdue)
    assert lines[0] == "Keadaan 23 Nov 2026 14.00 WIB: 20 konten (20 belum mulai)."
    assert lines[1] == "Penilaian: 0 sesuai, 20 tidak sesuai SOP, 0 perlu dilengkapi"
    assert lines[2].startswith("Temuan: 40 kesalahan, 0 peringatan, ")


def test_only_the_first_findings_are_listed_and_the_rest_is_counted(overdue: Checked) -> None:
    lines = check_lines(overdue)
    assert len(lines) == 3 + MOST_FINDINGS + 1
    assert lines[-1] == "  … dan 30 lagi; semuanya di kolom Temuan, tab Ringkasan dan laporan."


def test_no_findings_are_listed_where_there_is_no_room(overdue: Checked) -> None:
    assert len(check_lines(overdue, shown=0)) == 3


def test_a_finding_names_its_row_where_it_has_one(overdue: Checked) -> None:
    lines = check_lines(overdue, shown=100)
    assert any(line.startswith("  W404 Daftar Konten baris 2: A00 belum tayang") for line in lines)
    assert any(line.startswith("  W402 Buku Kerja: A00 langkah 1 (putaran 1) belum selesai") for line in lines)


def test_errors_stand_before_warnings_and_hints_are_only_counted() -> None:
    late_then_unreadable_then_near = """
P2 A1 acuan 2026-11-23 08:00
1 | Budi | 2026-11-23 10:30 | | draf
P2 A2 acuan 2026-11-23 08:00
1 | Budi | kemarin | | draf
P2 A3 acuan 2026-11-23 09:00
1
"""
    checked = office.checked(late_then_unreadable_then_near, "2026-11-23T10:40")
    assert {"W401", "D106", "W407"} <= set(checked.findings["code"])
    lines = check_lines(checked)
    assert [line.split()[0] for line in lines[3:]] == ["D106", "W401"]
    assert lines[2].startswith("Temuan: 1 kesalahan, 1 peringatan, ")
    assert lines[2].endswith("; 1 di antaranya perlu diperbaiki di buku kerja (angka di Ringkasan).")


def test_one_name_that_is_not_listed_is_one_line_with_all_its_steps_and_all_are_counted() -> None:
    log = "".join(f"P2 A{n} acuan Sen 08.00\n1 | Rina, S.Sos | Sen 08.{n}0 | | draf\n" for n in (1, 2, 3))
    lines = check_lines(office.checked(log, "Sen 08.35"), shown=1)
    assert len(lines) == 4
    assert lines[3].startswith("  P303 Buku Kerja baris 2, 3, 4: Rina, S.Sos: 3 langkah. Rina, S.Sos belum")


def test_errors_are_noticed(overdue: Checked) -> None:
    assert has_errors(overdue)
    assert not has_errors(office.checked("P2 A1 acuan 2026-11-23 08:00", "2026-11-23T08:00"))


def test_reports_are_told_with_their_notes() -> None:
    reports = [Written(Path("a.xlsx")), Written(Path("b.xlsx"), "c.xlsx sedang dibuka.", Path("b.pdf"))]
    assert report_lines(reports) == ["Laporan: a.xlsx", "c.xlsx sedang dibuka.", "Laporan: b.xlsx", "PDF: b.pdf"]
    assert report_lines([Written(Path("a.xlsx"), pdf_note="PDF tidak dibuat.")])[1:] == ["PDF tidak dibuat."]
