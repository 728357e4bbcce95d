"""Closing a month: made again its report is the same, what was changed since is told in the next one, or it is revised."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import Office, plain_log
from selection import first_ones
from snapshots import disk_state
from worklog.adapters.history.history_file import history_to_read
from worklog.core.history.months import Closed
from worklog.jobs import reporting

pytest_plugins = ("command_offices",)

OCTOBER = "Laporan Bulanan 2026-10.xlsx"
NOVEMBER = "Laporan Bulanan 2026-11.xlsx"
ITEM = {
    "ID Konten": "2026-0101",
    "Alur": "P2 Informasi",
    "Judul": "Jadwal layanan",
    "Waktu Acuan": datetime(2026, 10, 26, 8),
}
STEPS = [
    {"ID Konten": "2026-0101", "Putaran": 1, "No": no, role: who, "Selesai": datetime(2026, 10, 26, 8, 10 * no)}
    for no, role, who in ((1, "Fungsional Umum", "Siti"), (2, "Es. IV Kasubag", "Endah"))
]


@pytest.fixture(scope="module")
def closed_once(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """October was checked at its end, and closed by its report on 2 November."""
    office = Office(tmp_path_factory.mktemp("Kantor KPU"))
    office.configure()
    plain_log(office.workbook, [ITEM], STEPS)
    office.check(now="2026-10-30T15:00")
    office.check(now="2026-11-02T07:50")
    assert office.run("report_monthly", "--month", "2026-10", now="2026-11-02T08:00").code in (0, 1)
    return office


@pytest.fixture
def closed(closed_once: Office, tmp_path: Path) -> Office:
    """A copy, for tests that change something."""
    shutil.copytree(closed_once.folder, tmp_path / "salinan")
    return Office(tmp_path / "salinan")


def change(office: Office, now: str = "2026-11-10T10:00") -> None:
    """Somebody changes a time of October, and a check sees it."""
    office.type_into("Buku Kerja", 1, {"Selesai": datetime(2026, 10, 26, 9, 40)})
    office.check(now=now)


def report(office: Office, *arguments: str, now: str = "2026-11-11T08:00") -> str:
    told = office.run("report_monthly", *arguments, now=now)
    assert told.code in (0, 1), told.err
    return told.out


def koreksi(office: Office, name: str) -> list[tuple[object, ...]]:
    sheet = load_workbook(office.reports / name)["Koreksi"]
    return [tuple(cell for cell in row if cell is not None) for row in sheet.iter_rows(values_only=True)]


def kept(office: Office) -> list[Closed]:
    (file,) = office.folder.glob("data/riwayat/*/riwayat.db")
    with history_to_read(file) as store:
        assert store is not None
        return store.closed()


def test_a_month_is_closed_with_its_figures_items_file_and_what_it_was_judged_on(closed: Office) -> None:
    (month,) = kept(closed)
    assert (month.month, month.revision, month.made, month.file) == ("2026-10", 0, "2026-11-02T08:00:00", OCTOBER)
    assert [item["ID"] for item in month.items] == ["2026-0101"]
    assert month.figures
    basis = json.loads(month.basis)
    assert basis["sop"]["number"]
    assert basis["working_hours"]["jumat"] == "07:30-11:30, 13:00-16:30"
    assert "2026-10-31" in basis["closed_days"]
    assert "2026-10-30" not in basis["closed_days"]


RECAP = "Rekap Pegawai 2026-10.xlsx"


def recap_of(office: Office, name: str = RECAP) -> list[str]:
    """What the recap says that people did."""
    book = load_workbook(office.reports / name)
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_recap_of_a_closed_month_is_that_of_its_close_and_a_revision_has_its_own(closed: Office) -> None:
    change(closed)
    report(closed, "--month", "2026-10", "--pegawai")
    assert "2026-10-26 08:10:00" in recap_of(closed)
    made = (closed.reports / RECAP).read_bytes()
    report(closed, "--month", "2026-10", "--pegawai", "--revisi", "Waktu salah ketik", now="2026-11-12T08:00")
    assert "2026-10-26 09:40:00" in recap_of(closed, "Rekap Pegawai 2026-10 Revisi 1.xlsx")
    assert (closed.reports / RECAP).read_bytes() == made


def test_a_recap_that_is_lost_in_the_history_is_told_and_not_made_of_what_stands_there_now(closed: Office) -> None:
    change(closed)
    (file,) = closed.folder.glob("data/riwayat/*/riwayat.db")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM files WHERE sha256 = ?", (kept(closed)[0].recap,))
    told = closed.run("report_monthly", "--month", "2026-10", "--pegawai", now="2026-11-11T08:00")
    assert told.code == 2
    assert f"{RECAP}, yang menutup bulan itu" in told.err
    assert not (closed.reports / RECAP).exists()
    assert closed.run("log_history", "--verify").code == 1


@pytest.mark.slow
def test_a_broken_template_of_the_recap_keeps_no_month_from_being_closed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_log(office.workbook, [ITEM], STEPS)
    office.check(now="2026-10-30T15:00")
    with monkeypatch.context() as patch:
        patch.setattr(reporting, "TEMPLATES", shutil.copytree(reporting.TEMPLATES, tmp_path / "templat"))
        (tmp_path / "templat" / "rekap-pegawai.xlsx").unlink()
        report(office, "--month", "2026-10", now="2026-11-02T08:00")
    assert kept(office)[0].recap is None
    report(office, "--month", "2026-10", "--pegawai")
    assert "2026-10-26 08:10:00" in recap_of(office), "there is none to put there again, so it is made"


@pytest.mark.slow
def test_a_closed_month_is_the_same_however_often_it_is_made_and_whatever_was_changed(closed: Office) -> None:
    before = (closed.reports / OCTOBER).read_bytes()
    change(closed)
    assert "sudah ditutup" in report(closed, "--month", "2026-10")
    assert (closed.reports / OCTOBER).read_bytes() == before
    (closed.reports / OCTOBER).unlink()
    report(closed, "--month", "2026-10")
    assert (closed.reports / OCTOBER).read_bytes() == before
    closed.configure(working_hours={"senin": "09:00-10:00"})
    (closed.reports / OCTOBER).write_bytes(b"diubah orang")
    report(closed, "--month", "2026-10")
    assert (closed.reports / OCTOBER).read_bytes() == before
    assert len(kept(closed)) == 1


def test_what_was_changed_in_a_closed_month_is_told_in_the_next_report_and_only_there(closed: Office) -> None:
    change(closed)
    report(closed, "--month", "2026-11", now="2026-12-01T08:00")
    assert koreksi(closed, NOVEMBER) == [
        ("Koreksi atas bulan yang sudah ditutup",),
        ("Riwayat sejak 30 Okt 2026 15.00; tanpa riwayat sebelum itu.",),
        (),
        ("Bulan", "ID Konten", "Yang berubah", "Semula", "Menjadi", "Terlihat"),
        (
            "2026-10",
            "2026-0101",
            "Putaran 1 No 1: Selesai",
            "26 Okt 2026 08.10",
            "26 Okt 2026 09.40",
            "antara 2 Nov 2026 08.00 dan 10 Nov 2026 10.00",
        ),
    ]
    report(closed, "--month", "2026-12", now="2027-01-04T08:00")
    assert koreksi(closed, "Laporan Bulanan 2026-12.xlsx")[2] == ("Tidak ada perubahan pada bulan yang sudah ditutup.",)


def test_a_report_is_revised_with_a_number_and_a_reason_and_the_former_one_stays(closed: Office) -> None:
    before = (closed.reports / OCTOBER).read_bytes()
    change(closed)
    report(closed, "--month", "2026-10", "--revisi", "salah ketik Selesai")
    revised = "Laporan Bulanan 2026-10 Revisi 1.xlsx"
    assert (closed.reports / OCTOBER).read_bytes() == before
    lines = [row[0] for row in koreksi(closed, revised) if row]
    assert lines[1:3] == [
        "Revisi 1: salah ketik Selesai",
        f"Menggantikan {OCTOBER}, dibuat 2 Nov 2026 08.00; berkas itu tetap disimpan.",
    ]
    assert [(each.revision, each.reason) for each in kept(closed)] == [(0, ""), (1, "salah ketik Selesai")]
    again = (closed.reports / revised).read_bytes()
    (closed.reports / revised).unlink()
    report(closed, "--month", "2026-10", now="2026-11-12T08:00")
    assert (closed.reports / revised).read_bytes() == again


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--month", "2026-09", "--revisi", "sebab"), "Laporan September 2026 belum ditutup"),
        (("--month", "2026-10", "--revisi", " "), "pilihan --revisi: tulis sebabnya"),
    ],
)
def test_a_revision_that_cannot_be_made_is_told(closed_once: Office, arguments: tuple[str, ...], said: str) -> None:
    told = closed_once.run("report_monthly", *arguments, now="2026-11-11T08:00")
    assert told.code == 2
    assert said in told.err


@pytest.mark.slow
def test_a_month_that_is_not_over_is_not_closed(closed: Office) -> None:
    report(closed, "--month", "2026-11")
    assert [each.month for each in kept(closed)] == ["2026-10"]


def test_without_a_history_a_report_is_made_anew_each_time_and_writes_nothing_else(office: Office) -> None:
    report(office, "--month", "2026-10")
    assert set(disk_state(office.folder)) == {
        "Buku Kerja.xlsx",
        "laporan",
        f"laporan/{OCTOBER}",
        "sheets_config.json",
    }
    assert koreksi(office, OCTOBER)[1:] == [
        ("Tanpa riwayat: perubahan pada bulan yang sudah ditutup tidak diketahui; bulan ini tidak ditutup.",)
    ]


@pytest.mark.parametrize("statement", first_ones(["UPDATE files SET content = x'00'", "DELETE FROM files"]))
def test_a_closed_month_whose_file_is_lost_in_the_history_is_made_anew_only_as_a_revision(
    closed: Office, statement: str
) -> None:
    (file,) = closed.folder.glob("data/riwayat/*/riwayat.db")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)
    before = sorted(path.name for path in closed.reports.iterdir())
    told = closed.run("report_monthly", "--month", "2026-10", now="2026-11-11T08:00")
    assert told.code == 2
    assert f"{OCTOBER}, yang menutup bulan itu pada 2 Nov 2026 08.00, hilang dari riwayat" in told.err
    assert sorted(path.name for path in closed.reports.iterdir()) == before
    report(closed, "--month", "2026-10", "--revisi", "berkas hilang")
    assert (closed.reports / "Laporan Bulanan 2026-10 Revisi 1.xlsx").exists()


@pytest.mark.parametrize("report", first_ones(["report_daily", "report_monthly"]))
@pytest.mark.slow
def test_a_history_that_cannot_be_read_is_told_by_reports_too(closed: Office, report: str) -> None:
    (file,) = closed.folder.glob("data/riwayat/*/riwayat.db")
    file.write_bytes(b"bukan basis data" * 1000)
    told = closed.run(report, now="2026-11-11T08:00")
    assert told.code in (0, 1), told.err
    assert told.out.count(f"Riwayat di {file} rusak atau diubah orang") == 1


def test_a_closed_month_is_not_written_over_while_the_history_cannot_be_read(closed: Office) -> None:
    before = (closed.reports / OCTOBER).read_bytes()
    change(closed)
    (file,) = closed.folder.glob("data/riwayat/*/riwayat.db")
    content = b"bukan basis data" * 1000
    file.write_bytes(content)
    told = closed.run("report_monthly", "--month", "2026-10", now="2026-11-11T08:00")
    assert told.code == 2
    assert "tidak dibuat, sebab mungkin sudah ditutup" in told.err
    assert (closed.reports / OCTOBER).read_bytes() == before
    assert file.read_bytes() == content


@pytest.mark.slow
def test_what_was_typed_right_before_a_month_is_closed_is_no_correction_of_it(closed: Office) -> None:
    closed.type_into("Buku Kerja", 1, {"Selesai": datetime(2026, 10, 26, 9, 40)})
    report(closed, "--month", "2026-10", "--revisi", "salah ketik", now="2026-11-05T08:00")
    closed.check(now="2026-11-06T08:00")
    report(closed, "--month", "2026-11", now="2026-12-01T08:00")
    assert koreksi(closed, NOVEMBER)[2] == ("Tidak ada perubahan pada bulan yang sudah ditutup.",)
