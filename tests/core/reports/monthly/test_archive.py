"""What aired in a month, with who approved it, and the month as a calendar."""

from __future__ import annotations

import numpy as np
import pandas as pd

import office
from core.monthly_log import november, report_of
from worklog.core.indonesian import WEEKDAYS
from worklog.core.reports.monthly.report import monthly_tables


def day(table: pd.DataFrame, number: int) -> list[str]:
    """The lines below the number of a day."""
    (text,) = [text for text in table.to_numpy().ravel() if text.split("\n")[0] == str(number)]
    return text.split("\n")[1:]


def test_every_airing_of_the_month_stands_in_order_of_time_with_its_approval_and_link() -> None:
    archive = november().archive
    assert archive["ID"].tolist() == ["2026-0005", "2026-0001", "2026-0002", "2026-0010"]
    assert archive.iloc[2].to_dict() == {
        "Tayang": office.cell_of("Sel 13.40"),
        "ID": "2026-0002",
        "Alur": "P2",
        "Judul": "Judul 2026-0002",
        "Tautan": "https://contoh.id/1",
        "Disetujui oleh": "Agus",
        "Disetujui pada": office.cell_of("Sel 13.20"),
        "Ketepatan": "Tidak tepat waktu",
    }


def test_an_airing_without_approval_names_nobody() -> None:
    log = "P2 2026-0001 acuan Sen 08.00\n3 | Agus | Sen 08.20\n5 | Dewi | Sen 08.30 | | https://contoh.id/1"
    (row,) = report_of(log).archive.to_dict("records")
    assert (row["Disetujui oleh"], row["Disetujui pada"]) == ("–", "–")


def test_the_calendar_has_the_weeks_of_the_month_and_no_day_of_another() -> None:
    table = november().calendar
    assert table.columns.tolist() == list(WEEKDAYS)
    numbers = [text.split("\n")[0] for text in table.to_numpy().ravel()]
    assert numbers == [""] * 6 + [str(number) for number in range(1, 31)] + [""] * 6


def test_a_month_that_begins_on_a_monday_and_ends_on_a_sunday_has_four_weeks() -> None:
    report = monthly_tables(
        office.checked("P2 2027-0001 acuan 2027-02-01 08:00", "2027-02-01 09:00"), np.datetime64("2027-02")
    )
    assert report.calendar.shape == (4, 7)
    assert report.calendar.to_numpy().ravel()[0].startswith("1\n○ Judul 2027-0001")


def test_the_calendar_tells_what_aired_and_what_is_planned() -> None:
    log = "P3 2026-0011 acuan Sel 08.00 jadwal 2026-11-20\nP2 2026-0012 acuan Sen 08.00\n5 | Dewi | Sen 08.30 | | https://a.id/1"
    table = report_of(log, "Sel 09.00").calendar
    assert day(table, 20) == ["○ Judul 2026-0011"]
    assert day(table, 2) == ["✓ 08.30 Judul 2026-0012"]
    assert day(table, 3) == []


def test_what_is_planned_and_what_was_missed_stand_before_what_aired() -> None:
    log = "".join(
        f"P2 2026-{n:04} acuan Sen 08.00\n5 | Dewi | Sen 08.{n:02} | | https://a.id/1\n" for n in range(10, 20)
    )
    lines = day(report_of(f"{log}P2 2026-0001 acuan Sen 08.10\n", "Sel 09.00").calendar, 2)
    assert lines[0] == "▲ Judul 2026-0001"
    assert lines[-1] == "dan 6 tayang lagi"


def test_a_day_with_too_much_to_show_counts_the_rest() -> None:
    log = "".join(
        f"P2 2026-{n:04} acuan Sen 08.00\n5 | Dewi | Sen 08.{n:02} | | https://a.id/1\n" for n in range(10, 20)
    )
    lines = day(report_of(log, "Sel 09.00").calendar, 2)
    assert (len(lines), lines[-1]) == (6, "dan 5 tayang lagi")


def test_a_national_day_stands_in_the_calendar() -> None:
    checked = office.checked(
        "Kalender: 2026-11-10 | | Hari Besar | | Hari Pahlawan\nP2 2026-0001 acuan Sen 08.00", "Sen 09.00"
    )
    assert day(monthly_tables(checked, np.datetime64("2026-11")).calendar, 10) == ["★ Hari Pahlawan"]
