"""A month with its history: one back-dates, one fills in while the PC is off, rows come and go, a closed month is edited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from memory_log import MemoryOffice
from worklog.jobs.desk import Desk

pytest_plugins = ("command_offices",)

HOURS = ((8, 30), (11, 0), (15, 0))
PC_OFF = {date(2026, 11, 5), date(2026, 11, 6)}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MemoryOffice:
    made = MemoryOffice(tmp_path)
    monkeypatch.setattr(Desk, "log", made.log)
    made.configure()
    made.set_up()
    return made


def item(number: int, day: int) -> dict[str, object]:
    return {
        "ID Konten": f"2026-{number:04}",
        "Tanggal": date(2026, 11, day),
        "Alur": "P2 Informasi Kepemiluan",
        "Judul": f"Informasi {number}",
        "Waktu Acuan": datetime(2026, 11, day, 8, 0),
    }


def polls(office: MemoryOffice, first: date, last: date) -> None:
    """The checks of these days, on which the PC was on."""
    day = first
    while day <= last:
        if day.weekday() < 5 and day not in PC_OFF:
            for hour, minute in HOURS:
                told = office.check(now=datetime(day.year, day.month, day.day, hour, minute).isoformat())
                assert told.code in (0, 1), told.err
        day += timedelta(days=1)


def done(office: MemoryOffice, row: int, who: str, finish: datetime) -> None:
    """Somebody finishes the first step of a block."""
    office.type_into("Buku Kerja", row, {"Fungsional Umum": who, "Selesai": finish, "Bukti": "draf"})


def a_findings(office: MemoryOffice, now: str) -> list[tuple[str, str, object]]:
    return [(f["code"], f["id"], f["step"]) for f in office.document(now)["findings"] if f["code"].startswith("A")]


def koreksi(office: MemoryOffice, name: str) -> Sequence[tuple[object, ...]]:
    rows = list(load_workbook(office.reports / name)["Koreksi"].iter_rows(values_only=True))
    return [tuple(row[:5]) for row in rows if str(row[0]).startswith("2026-")]


def a_codes(office: MemoryOffice, name: str) -> set[str]:
    """The A rules of which a report tells."""
    book = load_workbook(office.reports / name, data_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return {cell for cell in cells if isinstance(cell, str) and re.fullmatch(r"A\d{3}", cell)}


@pytest.mark.slow
def test_a_month_with_a_history_tells_what_happened_and_no_more(office: MemoryOffice) -> None:
    office.fill({"Daftar Konten": [item(1, 2), item(2, 5), item(3, 9)]})
    polls(office, date(2026, 11, 2), date(2026, 11, 3))
    rows = {office.cells("Buku Kerja", "ID Konten")[at]: at + 1 for at in range(14, -1, -1)}

    # One writes on Wednesday that it was done on Monday morning; readings in between did not see it.
    done(office, rows["2026-0001"], "Budi", datetime(2026, 11, 2, 8, 20))
    polls(office, date(2026, 11, 4), date(2026, 11, 4))
    late = [("A601", "2026-0001", 1)]
    assert a_findings(office, "2026-11-04T15:00") == late

    # Another writes at once, while the PC is off until Monday.
    done(office, rows["2026-0002"], "Budi", datetime(2026, 11, 5, 8, 40))
    polls(office, date(2026, 11, 5), date(2026, 11, 9))
    assert a_findings(office, "2026-11-09T15:00") == late

    # A row is deleted, opened again without what stood in it, and filled again from the history.
    done(office, rows["2026-0003"], "Budi", datetime(2026, 11, 9, 15, 10))
    polls(office, date(2026, 11, 10), date(2026, 11, 10))
    log = office.log.tabs["Buku Kerja"]
    log.pop(rows["2026-0003"])
    polls(office, date(2026, 11, 11), date(2026, 11, 11))
    assert sorted(a_findings(office, "2026-11-11T15:00"), key=str) == [*late, ("A603", "2026-0003", None)]
    assert "\tBudi\t" in office.run("log_history", "--deleted").out
    done(office, len(log) - 1, "Budi", datetime(2026, 11, 9, 15, 10))
    polls(office, date(2026, 11, 12), date(2026, 11, 12))
    assert a_findings(office, "2026-11-12T15:00") == late

    # The month is closed, edited, and made again; December tells what was edited, once.
    polls(office, date(2026, 12, 1), date(2026, 12, 1))
    assert office.run("report_monthly", "--month", "2026-11", now="2026-12-01T15:30").code in (0, 1)
    closed = (office.reports / "Laporan Bulanan 2026-11.xlsx").read_bytes()
    assert a_codes(office, "Laporan Bulanan 2026-11.xlsx") == {"A601"}
    done(office, rows["2026-0002"], "Sari", datetime(2026, 11, 5, 8, 40))
    polls(office, date(2026, 12, 3), date(2026, 12, 3))
    assert sorted(a_findings(office, "2026-12-03T15:00")) == [*late, ("A602", "2026-0002", 1)]
    office.run("report_monthly", "--month", "2026-11", now="2026-12-04T15:30")
    assert (office.reports / "Laporan Bulanan 2026-11.xlsx").read_bytes() == closed
    office.run("report_monthly", "--month", "2026-12", now="2027-01-04T08:00")
    assert koreksi(office, "Laporan Bulanan 2026-12.xlsx") == [
        ("2026-11", "2026-0002", "Putaran 1 No 1: Fungsional Umum", "Budi", "Sari")
    ]
    assert office.run("log_history", "--verify").code == 0
