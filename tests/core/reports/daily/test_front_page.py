"""The page that the Kasubbag signs stays one page, whatever the day was like."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl import load_workbook

import office
from office import LETTERHEAD, TEMPLATES
from worklog.adapters.reports.filling import fill
from worklog.adapters.reports.pages import page_height, row_height
from worklog.core.reports.daily.front_page import MOST_PEOPLE, MOST_WRONG
from worklog.core.reports.daily.report import Daily, daily_tables

MONDAY = np.datetime64("2026-11-02")
LATE_DAY = """
P2 2026-0001 acuan Sen 08.00
1 | Budi | Sen 10.30 | | draf
P2 2026-0002 acuan Sen 08.00
1 | Budi | Sen 10.20 | | draf
P2 2026-0003 acuan Sen 07.30
1 | Budi | Sen 08.00 | | draf
2 | Endah | Sen 08.10 | Setuju
3 | Agus | Sen 08.20 | Setuju
4 | Endah | Sen 08.30
5 | Dewi | Sen 13.40 | | https://contoh.id/3
P2 2026-0004 acuan Sen 13.00
"""
MANY_OPEN = "".join(
    f"P2 2026-{number:04} acuan Sen 08.00 | Judul=Pengumuman yang judulnya panjang sekali supaya tidak muat dalam satu baris, {number}\n"
    f"1 | Petugas Nomor {number % 12} |\n"
    for number in range(1, 41)
)


def day_of(log: str, now: str = "Sen 13.45") -> Daily:
    return daily_tables(office.checked(log, now), MONDAY)


def test_what_went_wrong_is_told_worst_first_with_who_is_waited_for() -> None:
    told = day_of(LATE_DAY).wrong.to_numpy().tolist()
    assert told == [
        ["2026-0002 Judul 2026-0002", "Belum selesai, lewat 1 jam 55 menit (langkah 2)", "Endah"],
        ["2026-0001 Judul 2026-0001", "Belum selesai, lewat 1 jam 45 menit (langkah 2)", "Endah"],
        ["2026-0003 Judul 2026-0003", "Tayang tidak tepat waktu, batasnya 2 Nov 2026 11.30", ""],
        ["2026-0001, 2026-0002", "2 langkah selesai terlambat, paling lama 30 menit", "Budi"],
        ["2026-0003 Judul 2026-0003", "1 langkah selesai terlambat 3 jam 40 menit", "Dewi"],
    ]


def test_a_quiet_day_has_nothing_wrong_and_nothing_to_do() -> None:
    daily = day_of("")
    assert (len(daily.wrong), len(daily.tasks_of_today)) == (0, 0)
    assert daily.values(LETTERHEAD)["catatan_pemeriksaan"] == "Tidak ada catatan pemeriksaan yang perlu diperbaiki."


def test_tasks_of_today_stand_in_one_line_for_each_person_who_has_late_ones_first() -> None:
    log = f"{LATE_DAY}\nP2 2026-0005 acuan Sen 13.00\n1 | Budi |\nP2 2026-0006 acuan Sen 13.10\n1 | Budi |\n"
    tasks = day_of(log).tasks_of_today.set_index("Petugas")
    assert tasks.index[0] == "Endah"
    assert tasks.loc["Endah", ["Jumlah", "Terlambat"]].tolist() == [2, 2]
    assert tasks.loc["Budi", "Jumlah"] == 3
    assert tasks.loc["Budi", "Tugas"] == (
        "2026-0004 Judul 2026-0004 (langkah 1, sampai 15.00)\n2026-0005 Judul 2026-0005 (langkah 1, sampai 15.00); dan 1 lagi"
    )


def test_what_falls_due_later_is_no_task_of_today() -> None:
    assert day_of("P2 2026-0001 acuan Sen 15.30", "Sen 15.40").tasks_of_today.empty


def test_what_does_not_fit_is_counted_in_the_last_line() -> None:
    daily = day_of(MANY_OPEN, "Sen 15.50")
    wrong, tasks = daily.wrong, daily.tasks_of_today
    assert (len(wrong), len(tasks)) == (MOST_WRONG, MOST_PEOPLE + 1)
    assert wrong.iloc[-1]["Konten"] == "dan 35 hal lain"
    assert tasks.iloc[-1]["Petugas"] == "4 petugas lain"
    assert tasks["Jumlah"].sum() == tasks["Terlambat"].sum() == 40


def test_each_kind_has_its_share_of_the_page_and_free_lines_are_used() -> None:
    log = "".join(f"P2 2026-{n:04} acuan Sen 08.00\n1 | Budi | Sen 08.30\n2\n3\n4\n5\n" for n in range(1, 21))
    log += "P2 2026-0098 acuan Sen 08.00\n1 | Dewi | Sen 13.30 | | draf\n2\n3\n4\n5\n"
    log += "P2 2026-0099 acuan Sen 08.00\n5 | Dewi | Sen 14.30 | | https://a.id/1\n"
    wrong = day_of(log, "Sen 15.50").wrong
    assert len(wrong) > MOST_WRONG
    assert wrong["Konten"].str.startswith("2026-0099").any()
    assert wrong["Yang terjadi"].str.contains("langkah selesai terlambat").any()


def filled(daily: Daily) -> pd.DataFrame:
    book = load_workbook(TEMPLATES / "laporan-harian.xlsx")
    fill(book, daily.values(LETTERHEAD), daily.tables(), "laporan-harian.xlsx")
    sheets = [(sheet.title, sheet.sheet_state, sheet) for sheet in book.worksheets]
    return pd.DataFrame(sheets, columns=["title", "state", "sheet"]).set_index("title")


def test_the_page_is_one_page_that_can_be_read_also_with_forty_late_items() -> None:
    sheet = filled(day_of(MANY_OPEN, "Sen 15.50")).loc["Lembar Kasubbag", "sheet"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert not sheet.row_breaks.brk
    used = sum(row_height(sheet, row) for row in range(1, sheet.max_row + 1))
    assert used * 0.85 <= page_height(sheet), "shrunk to less than 85 % it would be hard to read"


def test_the_page_is_printed_without_attachments_when_there_is_nothing_in_them() -> None:
    states = filled(day_of("", "Min lalu 10.00"))["state"]
    assert states.to_dict() == {"Lembar Kasubbag": "visible", "Lampiran": "hidden", "Langkah": "hidden"}


def test_empty_sections_of_the_attachment_are_left_out() -> None:
    sheet = filled(day_of("P2 2026-0001 acuan Sen 13.00")).loc["Lampiran", "sheet"]
    shown = [
        row[0].value
        for row in sheet.iter_rows(max_col=1)
        if row[0].value and not sheet.row_dimensions[row[0].row].hidden
    ]
    assert "Konten dan langkahnya" in shown
    assert {"Tanggapan komentar", "Langkah yang melewati batas", "Tidak ada."}.isdisjoint(shown)


def test_the_templates_of_the_reports_are_there() -> None:
    assert sorted(path.name for path in Path(TEMPLATES).glob("*.xlsx")) == [
        "laporan-bulanan.xlsx",
        "laporan-harian.xlsx",
        "rekap-kantor.xlsx",
        "rekap-pegawai.xlsx",
    ]
