"""The figures, open items and repairs of the page Ringkasan."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from office_roles import STAFF_TABS
from worklog.adapters.office.sop_files import load_sops
from worklog.core.judging.check import Checked, Office, check
from worklog.core.log.hours import read_hours
from worklog.core.publishing.results import result_rows
from worklog.core.publishing.summary import Summary, summarise

WEEK = [read_hours("07:30-12:00, 13:00-16:00") or ()] * 4 + [read_hours("07:30-11:30, 13:00-16:30") or (), (), ()]
HEADERS = {tab.name: [column.header for column in tab.columns if column.filler != "formula"] for tab in STAFF_TABS}
NAMES = {"Admin": "Rina", "Fungsional Umum": "Budi", "Es. IV Kasubag": "Slamet", "Es. III Sekretaris": "Ahmad"}


def no_holidays(_: Sequence[int]) -> pd.DataFrame:
    flags = pd.Series(dtype=bool)
    return pd.DataFrame({"day": pd.Series(dtype="M8[s]"), "name": "", "joint_leave": flags, "closed": flags})


OFFICE = Office(load_sops(Path(__file__).parents[3] / "templates" / "sop"), WEEK, no_holidays)


def checked(items: list[str], steps: list[str], now: str) -> Checked:
    """A check of items `ID | Alur | Waktu Acuan | Jadwal Tayang` and steps `ID | No | Peran | Selesai | Keputusan`."""
    register = [cells(line, "ID Konten", "Alur", "Waktu Acuan", "Jadwal Tayang") | {"Judul": "Judul"} for line in items]
    log = []
    for line in steps:
        row = cells(line, "ID Konten", "No", "Peran", "Selesai", "Keputusan")
        log.append(row | {row["Peran"]: NAMES[row["Peran"]], "Bukti": "https://kpu.go.id"} if row["Selesai"] else row)
    people = [{"Nama": name, "Peran": role} for role, name in NAMES.items()]
    rows = {"Daftar Konten": register, "Buku Kerja": log, "Petugas": people, "Kalender": []}
    grids = {
        name: [HEADERS[name], *[[row.get(header, "") for header in HEADERS[name]] for row in rows[name]]]
        for name in HEADERS
    }
    return check(grids, OFFICE, np.datetime64(now))


def cells(line: str, *headers: str) -> dict[str, str]:
    given = [cell.strip() for cell in line.split("|")]
    return dict(zip(headers, given + [""] * len(headers), strict=False))


def summary_of(items: list[str], steps: list[str], now: str) -> Summary:
    return summarise(checked(items, steps, now))


def figures(summary: Summary) -> dict[str, str]:
    return {figure.label: figure.value for figure in (*summary.today, *summary.month)}


POSTED = [
    "A | 1 | Fungsional Umum | 2026-11-20 09:30",
    "A | 2 | Es. IV Kasubag | 2026-11-20 09:40 | Setuju",
    "A | 4 | Es. IV Kasubag | 2026-11-20 09:50 | Setuju",
    "A | 5 | Admin | 2026-11-20 10:00",
]


def test_an_empty_log_has_zeros_and_no_share() -> None:
    summary = summary_of([], [], "2026-11-20T15:00:00")
    assert figures(summary) == {
        "Tayang hari ini": "0", "Sedang berjalan": "0", "Terlambat": "0", "Perlu diperbaiki (semua)": "0", "Konten tayang": "0",
        "Komentar ditanggapi": "0", "Tepat waktu": "–", "Perlu dilengkapi": "0",
    }  # fmt: skip
    assert (summary.open_items, summary.repairs) == ((), ())
    assert summary.sop_number == "09/HK.03.1/3326/2022"


def test_what_was_posted_counts_today_and_this_month() -> None:
    today = figures(summary_of(["A | P1 | 2026-11-20 09:00"], POSTED, "2026-11-20T15:00:00"))
    tomorrow = figures(summary_of(["A | P1 | 2026-11-20 09:00"], POSTED, "2026-11-21T15:00:00"))
    next_month = figures(summary_of(["A | P1 | 2026-11-20 09:00"], POSTED, "2026-12-01T15:00:00"))
    assert [f["Tayang hari ini"] for f in (today, tomorrow, next_month)] == ["1", "0", "0"]
    assert [f["Konten tayang"] for f in (today, tomorrow, next_month)] == ["1", "1", "0"]
    assert today["Tepat waktu"] == "100,0%"


def test_what_is_overdue_and_not_posted_counts_against_the_share_as_in_the_monthly_report() -> None:
    items = ["A | P1 | 2026-11-20 09:00", "B | P1 | 2026-11-20 10:00"]
    assert figures(summary_of(items, POSTED, "2026-11-20T11:00:00"))["Tepat waktu"] == "100,0%"
    assert figures(summary_of(items, POSTED, "2026-11-20T15:00:00"))["Tepat waktu"] == "50,0%"


def test_a_post_behind_its_total_deadline_is_not_on_time() -> None:
    late = [*POSTED[:3], "A | 5 | Admin | 2026-11-20 11:30"]
    assert figures(summary_of(["A | P1 | 2026-11-20 09:00"], late, "2026-11-20T15:00:00"))["Tepat waktu"] == "0,0%"


def test_an_answered_comment_counts_apart() -> None:
    roles = [
        "Admin",
        "Es. IV Kasubag",
        "Es. III Sekretaris",
        "Es. IV Kasubag",
        "Es. III Sekretaris",
        "Es. IV Kasubag",
        "Admin",
    ]
    steps = [
        f"R | {no} | {role} | 2026-11-20 08:{no}0 | {'Setuju' if role.startswith('Es. III') else ''}"
        for no, role in enumerate(roles, 1)
        if no != 4 and no != 6
    ]
    shown = figures(
        summary_of(
            ["R | R1 | 2026-11-20 08:00"], [*steps[:-1], "R | 7 | Admin | 2026-11-20 09:00"], "2026-11-20T15:00:00"
        )
    )
    assert (shown["Konten tayang"], shown["Komentar ditanggapi"]) == ("0", "1")


def test_open_items_stand_overdue_first_then_by_deadline() -> None:
    items = [
        "C | P2 | 2026-11-20 14:30",
        "B | P2 | 2026-11-20 14:00",
        "L | P2 | 2026-11-19 09:00",
        "A | P2 | 2026-11-18 09:00",
    ]
    summary = summary_of(items, [f"{i} | 1 | Fungsional Umum |" for i in "CBLA"], "2026-11-20T15:00:00")
    assert [(item.id, item.state) for item in summary.open_items] == [
        ("A", "Terlambat"), ("L", "Terlambat"), ("B", "Berjalan"), ("C", "Berjalan"),
    ]  # fmt: skip
    assert summary.open_items[2].left == "sisa 1 jam"
    assert summary.open_items[1].left == "lewat 1 hari kerja 2 jam"
    assert (summary.open_items[0].step, summary.open_items[0].role) == (
        "1. Pegawai yang bertugas siapkan konsep publikasi", "Fungsional Umum",
    )  # fmt: skip


def test_an_item_whose_step_has_no_deadline_is_shown_with_that_of_its_total() -> None:
    steps = ["A | 1 | Fungsional Umum | kemarin sore", "A | 2 | Es. IV Kasubag |"]
    item = summary_of(["A | P2 | 2026-11-19 07:30"], steps, "2026-11-20T15:00:00").open_items[0]
    assert (f"{item.deadline:%d/%m/%Y %H:%M}", item.state) == ("19/11/2026 11:30", "Terlambat")


def test_what_is_due_first_is_shown_also_when_that_is_the_airing_or_the_answer() -> None:
    post = ["A | 1 | Fungsional Umum | 2026-11-20 11:10", "A | 2 | Es. IV Kasubag |"]
    response = ["A | 1 | Admin | 2026-11-20 11:20", "A | 2 | Es. IV Kasubag |"]
    shown = [
        (item.state, f"{item.deadline:%H:%M}", item.left)
        for flow, begin, steps, now in (
            ("P2", "2026-11-20 07:30", post, "11:15"),
            ("P2", "2026-11-20 07:30", post, "13:05"),
            ("P2", "2026-11-20 07:30", post, "13:15"),
            ("R1", "2026-11-19 13:30", response, "11:25"),
        )
        for item in summary_of([f"A | {flow} | {begin}"], steps, f"2026-11-20T{now}:00").open_items
    ]
    assert shown == [
        ("Berjalan", "11:30", "batas tayang sisa 15 menit"),
        ("Terlambat", "11:30", "batas tayang lewat 5 menit"),
        ("Terlambat", "11:30", "batas tayang lewat 15 menit"),
        ("Terlambat", "10:00", "batas jawab lewat 1 jam 25 menit"),
    ]


def test_an_item_without_any_deadline_says_so() -> None:
    steps = ["A | 1 | Fungsional Umum | kemarin sore", "A | 2 | Es. IV Kasubag |"]
    item = summary_of(["A | P2 |"], steps, "2026-11-20T15:00:00").open_items[0]
    assert (item.deadline, item.left) == (None, "batas belum diketahui")


def test_a_planned_item_has_until_the_end_of_its_day() -> None:
    steps = [f"A | {no} | {role} | 2026-11-19 0{no + 7}:00 | {word}" for no, role, word in (
        (1, "Fungsional Umum", ""), (2, "Es. IV Kasubag", "Setuju"), (4, "Es. IV Kasubag", ""))]  # fmt: skip
    steps.insert(2, "A | 3 | Es. III Sekretaris | 2026-11-19 10:00 | Setuju")
    item = summary_of(["A | P3 | 2026-11-16 08:00 | 2026-11-20"], [*steps, "A | 5 | Admin |"], "2026-11-20T15:00:00")
    assert item.open_items[0].left == "sisa 9 jam"


def test_an_open_item_names_the_only_person_of_the_role() -> None:
    item = summary_of(["A | P2 | 2026-11-20 14:00"], ["A | 1 | Fungsional Umum |"], "2026-11-20T15:00:00").open_items[0]
    assert (item.person, item.role) == ("Budi", "Fungsional Umum")


def test_an_item_that_is_not_opened_yet_shows_no_step() -> None:
    result = checked(["A | P2 | 2026-11-20 14:00"], [], "2026-11-20T15:00:00")
    item = summarise(result).open_items[0]
    assert (item.step, item.role, item.person, item.state) == ("", "", "", "Berjalan")
    assert item.left == "sisa 1 jam"  # of the step: its clock runs, with or without its row
    assert {key: progress for key, _, progress, *_ in result_rows(result)} == {"A": "0 dari 5"}


def test_an_item_of_an_unknown_flow_runs_and_is_listed_as_what_cannot_be_judged_yet() -> None:
    summary = summary_of(["A | P9 | 2026-11-20 14:00", "B | P2 | 2026-11-20 14:00"], [], "2026-11-20T15:00:00")
    assert figures(summary)["Sedang berjalan"] == str(summary.open_total) == str(len(summary.open_items)) == "2"
    (item,) = (item for item in summary.open_items if item.id == "A")
    assert (item.flow, item.step, item.state) == ("?", "", "Belum dapat dinilai")
    assert (item.deadline, item.left) == (None, "batas belum diketahui")


def test_an_item_that_is_not_opened_and_over_its_total_is_late_all_the_same() -> None:
    item = summary_of(["A | P2 | 2026-11-18 09:00"], [], "2026-11-20T15:00:00").open_items[0]
    assert (item.step, item.state) == ("", "Terlambat")


def test_those_for_whom_steps_wait_are_told() -> None:
    (contact,) = summary_of(
        ["A | P2 | 2026-11-20 14:00"], ["A | 1 | Fungsional Umum |"], "2026-11-20T15:00:00"
    ).contacts
    assert (contact.person, contact.steps, contact.link) == ("Budi", 1, "")


def test_repairs_are_errors_first_and_never_mere_lateness() -> None:
    steps = ["A | 1 | Fungsional Umum | 2026-11-19 08:00", "A | 9 | Admin |", "Z | 1 | Admin |"]
    summary = summary_of(["A | P2 | 2026-11-18 08:00"], steps, "2026-11-20T15:00:00")
    assert [(repair.severity, repair.places, repair.code) for repair in summary.repairs] == [
        ("error", "Buku Kerja baris 3", "D105"), ("error", "Buku Kerja baris 4", "D102"),
    ]  # fmt: skip
    assert summary.repairs_total == 2
    assert figures(summary)["Perlu diperbaiki (semua)"] == "2"


def test_what_repeats_itself_is_told_once_and_counted_each_time() -> None:
    steps = ["A | 1 | Fungsional Umum | kemarin", "A | 2 | Es. IV Kasubag | kemarin | Setuju"]
    summary = summary_of(["A | P2 | 2026-11-20 14:00"], steps, "2026-11-20T15:00:00")
    (repair,) = (repair for repair in summary.repairs if repair.code == "D106")
    assert (repair.places, repair.times) == ("Buku Kerja baris 2, 3", 2)
    assert summary.repairs_total == sum(repair.times for repair in summary.repairs)


def test_many_repairs_are_cut_and_counted() -> None:
    steps = [f"Z{number} | 1 | Admin |" for number in range(80)]
    summary = summary_of([], steps, "2026-11-20T15:00:00")
    assert (len(summary.repairs), summary.repairs_total) == (50, 80)
