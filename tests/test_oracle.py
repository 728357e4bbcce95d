"""The simple reading of the checks, held against examples worked out by hand.

Monday is 23 November 2026. Working hours are 07:30-12:00 and 13:00-16:00, on Friday 07:30-11:30 and 13:00-16:30.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from oracle import cells
from oracle.calendar import Clock, Entry, Limit, WorkingCalendar
from oracle.cells import Log, Row
from oracle.compliant import LINK, STAFF, people_rows, sheet_rows
from oracle.files import write_log
from oracle.random_logs import COMPANIONS, FAULTS, compliant_case, random_log
from oracle.reader import ItemResult, check, findings
from oracle.sop import read_flows

MONDAY = datetime(2026, 11, 23)
FLOWS = read_flows()

Cell = object
Finished = tuple[int, int, str | None, str]
"""Putaran, No, Selesai ("Sen 08.40") or None, Keputusan."""


def at(words: str) -> datetime:
    """`Sen 08.40` is Monday 23 November 2026, 08:40; `Sen2` is a week later."""
    weekday, clock = words.split()
    days = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min").index(weekday[:3]) + 7 * (len(weekday) - 3)
    hour, minute = clock.split(".")
    return MONDAY + timedelta(days=days, hours=int(hour), minutes=int(minute))


def log_of(flow: str, reference: str | None, rows: Sequence[Finished], **register: Cell) -> Log:
    """One item "1" and its rows, each done by the right person, with Bukti; blank rows to the end of each round."""
    item = {"ID Konten": "1", "Tanggal": MONDAY, "Alur": flow, "Judul": "Konten"}
    item |= {"Waktu Acuan": at(reference) if reference else None}
    item |= {header.replace("_", " "): value for header, value in register.items()}
    typed_rows = []
    rests = [
        (number, no, None, "")
        for number in sorted({row[0] for row in rows})
        for no in range(max(row[1] for row in rows if row[0] == number) + 1, len(FLOWS[flow].steps) + 1)
    ]
    for number, no, finish, decision in [*rows, *rests]:
        row = {"ID Konten": "1", "Putaran": number, "No": no, "Keputusan": decision or None}
        if finish:
            role = FLOWS[flow].step(no).role
            row |= {"Selesai": at(finish), role: STAFF[role][0], "Bukti": LINK}
        typed_rows.append(row)
    return Log(sheet_rows([item]), sheet_rows(typed_rows), sheet_rows(people_rows()), [])


def found(log: Log, now: str) -> list[tuple[str, int | None, int | None]]:
    """Code, Putaran, No of what is found on the item, without the hints about responses and captions."""
    return [(f[0], f[2], f[3]) for f in findings(log, at(now)) if f[1] == "1" and not f[0].startswith("T")]


def item_of(log: Log, now: str) -> ItemResult:
    return check(log, at(now))[1]["1"]


P2_DONE: list[Finished] = [
    (1, 1, "Sen 10.00", ""),
    (1, 2, "Sen 10.30", "Setuju"),
    (1, 3, "Sen 11.00", "Setuju"),
    (1, 4, "Sen 11.30", ""),
    (1, 5, "Sen 12.00", ""),
]


class TestWorkingTime:
    calendar = WorkingCalendar([])

    def test_a_deadline_that_fits_the_morning_is_its_closing_time(self) -> None:
        assert self.calendar.after_minutes(at("Sen 11.30"), 30) == at("Sen 12.00")

    def test_one_minute_more_falls_behind_lunch(self) -> None:
        assert self.calendar.after_minutes(at("Sen 11.30"), 31) == at("Sen 13.01")

    def test_friday_afternoon_goes_on_on_monday(self) -> None:
        assert self.calendar.after_minutes(at("Jum 16.00"), 60) == at("Sen2 08.00")

    def test_a_day_is_the_same_time_a_working_day_later(self) -> None:
        assert self.calendar.after_days(at("Kam 10.00"), 2) == at("Sen2 10.00")

    def test_a_day_from_lunch_starts_when_lunch_ends(self) -> None:
        assert self.calendar.after_days(at("Kam 12.00"), 1) == at("Jum 13.00")

    def test_a_day_is_clipped_to_closing_time(self) -> None:
        assert self.calendar.after_days(at("Jum 16.20"), 1) == at("Sen2 16.00")

    def test_lunch_after_a_deadline_at_noon_is_not_late(self) -> None:
        clock = Clock("working", self.calendar)
        assert not clock.late(at("Sen 13.00"), at("Sen 12.00"))
        assert clock.late(at("Sen 13.01"), at("Sen 12.00"))

    def test_special_hours_do_not_open_a_closed_day_but_masuk_does(self) -> None:
        saturday = date(2026, 11, 28)
        special = Entry(saturday, saturday, "Jam Khusus", ((480, 720),), 2)
        opened = Entry(saturday, saturday, "Masuk", None, 3)
        assert WorkingCalendar([special]).windows(saturday) == []
        assert len(WorkingCalendar([special, opened]).windows(saturday)) == 2

    def test_christmas_and_its_joint_holiday_are_closed(self) -> None:
        assert self.calendar.after_minutes(datetime(2026, 12, 23, 15, 30), 60) == datetime(2026, 12, 28, 8)

    def test_a_limit_is_read_from_its_words(self) -> None:
        limits = [Limit.read("3 jam"), Limit.read("15 menit"), Limit.read("2 hari")]
        assert limits == [Limit(180), Limit(15), Limit(days=2)]


class TestRounds:
    def test_a_finished_item_breaks_no_rule(self) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE)
        assert found(log, "Sen 12.30") == []
        assert item_of(log, "Sen 12.30") == ItemResult("1", "P2", "tayang", 5, 5, None, at("Sen 12.00"), "sesuai")

    def test_a_revisi_opens_the_next_round_without_rows(self) -> None:
        log = log_of("P2", "Sen 08.00", [(1, 1, "Sen 10.00", ""), (1, 2, "Sen 10.20", "Revisi"), (1, 3, None, "")])
        result = item_of(log, "Sen 10.21")
        assert (result.steps_done, result.steps_total, result.current_step) == (2, 7, 1)

    def test_a_revisi_corrected_to_setuju_leaves_no_trace(self) -> None:
        leftovers: list[Finished] = [(2, no, None, "") for no in range(1, 6)]
        log = log_of("P2", "Sen 08.00", P2_DONE + leftovers)
        assert found(log, "Sen 12.30") == []
        assert item_of(log, "Sen 12.30").steps_total == 5

    def test_going_on_behind_a_revisi_is_u205_at_the_first_row(self) -> None:
        rows = [(1, 1, "Sen 10.00", ""), (1, 2, "Sen 10.20", "Revisi"), (1, 3, "Sen 10.30", "Setuju")]
        assert ("U205", 1, 3) in found(log_of("P2", "Sen 08.00", rows), "Sen 10.40")

    def test_a_missed_round_number_is_u207(self) -> None:
        rows = [(1, 1, "Sen 10.00", ""), (1, 2, "Sen 10.20", "Revisi"), (3, 1, "Sen 10.40", "")]
        assert ("U207", 3, 1) in found(log_of("P2", "Sen 08.00", rows), "Sen 10.45")

    def test_repair_is_not_needed_after_setuju(self) -> None:
        rows = [(1, 1, "Sab 20.30", ""), (1, 2, "Sab 20.40", "Setuju"), (1, 3, None, ""), (1, 4, "Sab 20.55", "Setuju")]
        log = log_of("P1", "Sab 20.00", [*rows, (1, 5, "Sab 21.10", "")])
        assert found(log, "Sab 22.00") == []
        assert item_of(log, "Sab 22.00").steps_total == 4


class TestOrder:
    def test_a_skipped_step_is_u201_and_the_next_is_not_judged(self) -> None:
        rows = [*P2_DONE[:3], (1, 4, None, ""), (1, 5, "Sen 11.59", "")]
        assert found(log_of("P2", "Sen 08.00", rows), "Sen 12.30") == [("U201", 1, 4)]

    def test_a_missing_row_of_a_skipped_step_has_no_sheet_row(self) -> None:
        log = log_of("P2", "Sen 08.00", [*P2_DONE[:3], P2_DONE[4]])
        assert ("U201", "1", 1, 4, "Buku Kerja", None, None) in findings(log, at("Sen 12.30"))

    def test_an_earlier_finish_is_u202_at_selesai(self) -> None:
        log = log_of("P2", "Sen 08.00", [*P2_DONE[:3], (1, 4, "Sen 10.59", "")])
        assert ("U202", "1", 1, 4, "Buku Kerja", 5, "Selesai") in findings(log, at("Sen 11.00"))

    def test_posting_behind_an_open_approval_is_u208(self) -> None:
        rows = [*P2_DONE[:2], (1, 3, None, ""), *P2_DONE[3:]]
        assert found(log_of("P2", "Sen 08.00", rows), "Sen 12.30") == [("U201", 1, 3), ("U208", 1, 5)]

    def test_an_approval_without_a_decision_is_d112_alone(self) -> None:
        rows = [*P2_DONE[:2], (1, 3, "Sen 11.00", ""), *P2_DONE[3:]]
        assert found(log_of("P2", "Sen 08.00", rows), "Sen 12.30") == [("D112", 1, 3)]

    def test_a_cancelled_item_is_asked_for_nothing_more(self) -> None:
        log = log_of("P2", "Sen 08.00", [P2_DONE[0], (1, 2, "Sen 10.30", "batal "), (1, 3, None, "")])
        assert found(log, "Jum 10.00") == []
        assert item_of(log, "Jum 10.00").state == "batal"

    def test_a_withdrawn_post_is_judged_as_usual(self) -> None:
        log = log_of("P2", "Sen 08.00", [*P2_DONE[:4], (1, 5, "Sen 13.01", "Batal")])
        assert found(log, "Jum 10.00") == [("W403", None, None), ("W401", 1, 5)]
        assert item_of(log, "Jum 10.00").state == "ditarik"


class TestTime:
    def test_equal_to_the_deadline_is_on_time(self) -> None:
        log = log_of("P2", "Sen 08.00", [])
        assert found(log, "Sen 10.00") == [("W407", 1, 1)]

    def test_a_minute_later_is_late(self) -> None:
        assert ("W402", 1, 1) in found(log_of("P2", "Sen 08.00", []), "Sen 10.01")

    def test_the_night_after_closing_time_is_not_late(self) -> None:
        log = log_of("P2", "Sen 14.00", [])
        assert ("W402", 1, 1) not in found(log, "Sel 07.30")
        assert ("W402", 1, 1) in found(log, "Sel 07.31")

    def test_an_unreadable_finish_is_d106_alone(self) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE)
        log.log[1].cells["Selesai"] = "kemarin"
        assert [f[0] for f in findings(log, at("Sen 12.30")) if f[0][0] != "T"] == ["D106"]

    def test_a_day_alone_is_not_a_moment(self) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE)
        log.log[1].cells["Selesai"] = date(2026, 11, 23)
        assert [f[0] for f in findings(log, at("Sen 12.30")) if f[0][0] != "T"] == ["D106"]

    def test_text_in_the_office_form_is_a_moment(self) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE)
        log.log[1].cells["Selesai"] = "23/11/2026 10:30"
        assert found(log, "Sen 12.30") == []

    def test_a_planned_step_is_not_late_before_its_prepare_day_opens(self) -> None:
        """Planned on Friday: the second working day before is Wednesday; 2 hari from its opening is Friday 07:30."""
        log = log_of("P3", "Sen 08.00", [(1, 1, "Jum 07.30", "")], Jadwal_Tayang=date(2026, 11, 27))
        log.log[0].cells["Mulai"] = at("Rab 15.00")
        assert found(log, "Jum 07.31") == []

    def test_preparing_a_day_late_is_w406(self) -> None:
        log = log_of("P3", "Sen 08.00", [(1, 1, "Kam 08.00", "")], Jadwal_Tayang=date(2026, 11, 27))
        assert found(log, "Kam 08.01") == [("W406", None, None)]

    @pytest.mark.parametrize(
        ("posted", "late"), [("Jum 00.00", False), ("Jum 23.59", False), ("Sab 00.00", True), ("Sab 00.01", True)]
    )
    def test_the_planned_day_ends_at_24(self, posted: str, late: bool) -> None:
        rows: list[Finished] = [(1, 1, "Rab 08.00", ""), (1, 2, "Rab 08.10", "Setuju"), (1, 3, "Rab 08.20", "Setuju")]
        rows += [(1, 4, "Rab 08.30", ""), (1, 5, posted, "")]
        log = log_of("P3", "Sen 08.00", rows, Jadwal_Tayang=date(2026, 11, 27))
        assert found(log, "Sab 12.00") == ([("W405", None, None)] if late else [])

    def test_more_than_ten_minutes_ahead_is_w409(self) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE[:1])
        assert found(log, "Sen 09.50") == []
        assert ("W409", 1, 1) in found(log, "Sen 09.49")


class TestTyping:
    NEAR = date(2026, 11, 20)

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("23/11/2026 jam 9", datetime(2026, 11, 23, 9)),
            ("23/11/2026 pukul 9 pagi", datetime(2026, 11, 23, 9)),
            ("23/11/2026 jam 2 siang", datetime(2026, 11, 23, 14)),
            ("23\u201311\u20132026 14.05", datetime(2026, 11, 23, 14, 5)),
            ("tgl 23/11/2026 14.05", datetime(2026, 11, 23, 14, 5)),
            ("14:05 23/11/2026", datetime(2026, 11, 23, 14, 5)),
            ("23/11/2026 14.05.", datetime(2026, 11, 23, 14, 5)),
            ("23/11/2026 24:00", datetime(2026, 11, 24)),
            ("Senin, 23 November 2026 pukul 14.05 WIB", datetime(2026, 11, 23, 14, 5)),
            ("2026-11-23T14:05:59", datetime(2026, 11, 23, 14, 5)),
            ("23/11 08.15", datetime(2026, 11, 23, 8, 15)),
            ("19 Jan 08.15", datetime(2027, 1, 19, 8, 15)),
            ("20 Jan 08.15", None),
            ("Minggu, 23/11/2026 08.15", None),
            ("23/11/2026 14", None),
            ("23/11/2026 00.00", None),
            ("jam 9", None),
            ("23/11/1999 08.15", None),
        ],
    )
    def test_a_time_is_read_where_it_has_one_reading(self, typed: str, read: datetime | None) -> None:
        assert cells.moment(typed, MONDAY, self.NEAR).value == read

    def test_seconds_are_cut_off(self) -> None:
        assert cells.moment(datetime(2026, 11, 23, 8, 0, 59), MONDAY).value == at("Sen 08.00")
        log = log_of("P2", "Sen 08.00", [])
        assert ("W402", 1, 1) not in [(f[0], f[2], f[3]) for f in findings(log, datetime(2026, 11, 23, 10, 0, 59))]

    def test_the_bounds_of_readable_dates_are_included(self) -> None:
        now = datetime(2026, 11, 23, 9, 0, 30)
        assert cells.moment(datetime(2028, 11, 23, 9, 0, 59), now).value == datetime(2028, 11, 23, 9)
        assert cells.moment(datetime(2028, 11, 23, 9, 1), now).unreadable


class TestDoubt:
    def test_a_finish_before_its_start_accuses_nobody_else(self) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE)
        log.log[2].cells["Mulai"] = at("Sen 11.10")
        log.log[3].cells["Selesai"] = at("Sen 15.00")
        log.log[4].cells["Selesai"] = at("Sen 15.10")
        assert found(log, "Sel 08.00") == [("W403", None, None), ("U203", 1, 3)]

    def test_step_1_before_waktu_acuan_is_u206_and_not_judgeable(self) -> None:
        log = log_of("P2", "Sen 10.01", P2_DONE)
        assert found(log, "Sen 12.30") == [("U206", 1, 1)]
        assert item_of(log, "Sen 12.30").verdict == "belum dapat dinilai"

    @pytest.mark.parametrize(("finish", "told"), [("Sab 20.00", []), ("Sab 19.59", ["U206"])])
    def test_p1_may_begin_a_day_before_the_event_ends(self, finish: str, told: list[str]) -> None:
        codes = [f[0] for f in found(log_of("P1", "Min 20.00", [(1, 1, finish, "")]), "Min 20.05")]
        assert [code for code in codes if code.startswith("U")] == told

    def test_overlapping_work_is_a_warning_at_mulai(self) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE)
        log.log[1].cells["Mulai"] = at("Sen 09.00")
        assert found(log, "Sen 12.30") == [("U202", 1, 2)]
        assert item_of(log, "Sen 12.30").verdict == "sesuai"

    def test_what_is_missing_makes_no_offence(self) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE)
        log.log[1].cells["Keputusan"] = None
        assert item_of(log, "Sen 12.30").verdict == "belum dapat dinilai"


class TestClosing:
    def test_batal_after_the_total_is_w404(self) -> None:
        rows = [P2_DONE[0], (1, 2, "Sen 13.00", "Batal")]
        assert [f[0] for f in found(log_of("P2", "Sen 08.00", rows), "Jum 10.00")] == ["W401"]
        rows[1] = (1, 2, "Sen 13.01", "Batal")
        assert [f[0] for f in found(log_of("P2", "Sen 08.00", rows), "Jum 10.00")] == ["W404", "W401"]

    def test_a_closing_decision_needs_a_time(self) -> None:
        log = log_of("P2", "Sen 08.00", [P2_DONE[0], (1, 2, None, "Batal!")])
        assert found(log, "Jum 10.00") == [("D112", 1, 2)]

    @pytest.mark.parametrize(("typed", "expected"), [("ok", 4), ("ACC.", 4), ("entah", 4), ("Perbaiki!", 5)])
    def test_an_unreadable_check_asks_for_no_repair(self, typed: str, expected: int) -> None:
        log = log_of("P1", "Sab 20.00", [(1, 1, "Sab 20.30", ""), (1, 2, "Sab 20.40", typed)])
        assert item_of(log, "Sab 20.41").steps_total == expected


class TestDeletedRows:
    def test_the_first_missing_row_of_a_round_is_d115(self) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE[:1])
        del log.log[2:4]
        assert findings(log, at("Sen 10.01")) == [("D115", "1", 1, 3, "Buku Kerja", None, None)]

    def test_not_when_a_row_cannot_be_placed(self) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE[:1])
        log.log[2].cells["No"] = "tiga"
        assert [f[0] for f in findings(log, at("Sen 10.01"))] == ["D105"]


class TestResponses:
    def answered(self, related: str) -> Log:
        """A P1 item posted on Monday at 10.00, and a comment of 10.05 on it."""
        rows: list[Finished] = [(1, 1, "Sen 09.00", ""), (1, 2, "Sen 09.10", "Setuju"), (1, 3, None, "")]
        post = log_of("P1", "Sen 08.30", [*rows, (1, 4, "Sen 09.20", "ok"), (1, 5, "Sen 10.00", "")])
        answer = {"ID Konten": "2", "Alur": "R1", "Judul": "x", "Waktu Acuan": at("Sen 10.05"), "Terkait ID": related}
        post.register.append(Row(3, answer))
        return post

    def test_comments_are_due_from_two_hours_after_the_airing(self) -> None:
        result = check(self.answered("01"), at("Sel 08.30"))[1]["2"]
        assert result.deadline == at("Sel 09.30")

    def test_without_a_post_the_comment_counts(self) -> None:
        found_of_2, results = check(self.answered("2"), at("Sen 11.00"))
        assert ("D116", "2", None, None, "Daftar Konten", 3, "Terkait ID") in found_of_2
        assert results["2"].deadline == at("Sel 07.35")


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("BAMBANG  UTOMO.", None),
            ("Bambang, Utomo", None),
            ("Bambang Utomo & Dewi Lestari", "P303"),
            ("Bambang Utomo dan orang lain", "P303"),
            ("Budi Santoso; Bambang Utomo", "P303"),
        ],
    )
    def test_names_are_compared_as_people_type_them(self, typed: str, code: str | None) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE)
        log.log[2].cells["Es. III Sekretaris"] = typed
        codes = {f[0] for f in found(log, "Sen 12.30")}
        assert codes == ({code} if code else set()) | ({"P304"} if typed.startswith("Budi") else set())


class TestRows:
    def test_a_row_without_id_and_content_is_judged_by_nothing(self) -> None:
        assert findings(Log(log=[Row(2, {"No": "dua", "Putaran": -1, "Waktu": "1 jam"})]), MONDAY) == []

    def test_a_note_alone_is_content(self) -> None:
        log = Log(log=[Row(2, {"No": 1, "Catatan": "siapa?"})])
        assert findings(log, MONDAY) == [("D101", None, 1, 1, "Buku Kerja", 2, None)]

    def test_the_first_of_two_rows_counts(self) -> None:
        log = log_of("P2", "Sen 08.00", [*P2_DONE, (1, 5, "Jum 10.00", "")])
        assert found(log, "Jum 10.00") == [("D107", 1, 5)]

    def test_a_number_that_cannot_be_used_is_null(self) -> None:
        log = log_of("P2", "Sen 08.00", P2_DONE)
        log.log.append(Row(9, {"ID Konten": "1", "Putaran": 1, "No": 6}))
        assert ("D105", "1", 1, None, "Buku Kerja", 9, None) in findings(log, at("Sen 12.30"))


def test_a_compliant_log_has_nothing_to_find() -> None:
    case = compliant_case(1)
    found_in_case, items = check(case.log(), case.now)
    assert found_in_case == []
    assert {item.verdict for item in items.values()} == {"sesuai"}


@pytest.mark.parametrize("code", FAULTS)
@pytest.mark.slow
def test_one_fault_gives_its_own_finding(code: str) -> None:
    for seed in range(3):
        case = compliant_case(seed)
        FAULTS[code](case)
        assert {f[0] for f in findings(case.log(), case.now)} == {code} | COMPANIONS.get(code, set())


def test_random_logs_reach_every_rule() -> None:
    codes = {f[0] for seed in range(60) for f in findings(*random_log(seed))}
    assert codes >= set(FAULTS) - {"D109", "W408"}


def test_a_written_log_says_where_its_rows_are(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    log, _ = random_log(3)
    placed = write_log(path, log, 3)
    sheet = openpyxl.load_workbook(path)["Daftar Konten"]
    for row in placed.register:
        title = row.cells.get("Judul")
        assert title is None or title in [cell.value for cell in sheet[row.row]]
