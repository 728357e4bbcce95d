"""The office's working time, told in situations: Friday prayers, Ramadan, cuti bersama, weekends, short days."""

from __future__ import annotations

import tracemalloc
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from worklog.core.log.hours import Windows, read_hours
from worklog.core.working_time.calendar import Calendar
from worklog.core.working_time.calendar_table import build_calendar, table_span

DAY_NAMES = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
MINUTE, HOUR = 60, 3600
NAT = np.datetime64("NaT", "s")


def hours(text: str) -> Windows:
    windows = read_hours(text)
    assert windows is not None
    return windows


WEEK = (*[hours("07:30-12:00, 13:00-16:00")] * 4, hours("07:30-11:30, 13:00-16:30"), (), ())


def at(text: str) -> np.datetime64:
    """Read `Jum 20/11/2026 11.15` or, for a day, `Jum 20/11/2026`; the name of the day must be right."""
    name, rest = text.split(" ", 1)
    moment = datetime.strptime(rest, "%d/%m/%Y %H.%M" if " " in rest else "%d/%m/%Y")
    assert name == DAY_NAMES[moment.weekday()], f"{text} is a {DAY_NAMES[moment.weekday()]}"
    return np.datetime64(moment, "s")


def office(*kalender: str, closed: tuple[str, ...] = (), week: tuple[Windows, ...] = WEEK) -> Calendar:
    """The calendar of 2026 with rows of the tab Kalender: `Jenis | Tanggal | Sampai | Jam Kerja`."""
    rows = [[part.strip() for part in f"{row} | | |".split("|")] for row in kalender]
    special = pd.DataFrame(
        {
            "first": pd.Series([at(row[1]) for row in rows], dtype="datetime64[s]"),
            "last": pd.Series([at(row[2] or row[1]) for row in rows], dtype="datetime64[s]"),
            "kind": pd.Series([row[0] for row in rows], dtype=str),
            "hours": pd.Series([hours(row[3]) for row in rows], dtype=object),
        }
    )
    closed_days = np.array([at(day) for day in closed], dtype="datetime64[D]")
    return build_calendar(week, at("Kam 01/01/2026"), at("Kam 31/12/2026"), closed_days, special)


def minutes(calendar: Calendar, start: str, end: str) -> float:
    return float(calendar.between(at(start), at(end)) / MINUTE)


def working_hours_of(calendar: Calendar, day: str) -> float:
    return minutes(calendar, f"{day} 00.00", f"{day} 23.59") / 60


class TestRegularWeek:
    def test_a_week_has_37_and_a_half_working_hours(self) -> None:
        assert minutes(office(), "Sen 16/11/2026 00.00", "Sen 23/11/2026 00.00") == 37.5 * 60

    def test_lunch_is_no_working_time(self) -> None:
        assert minutes(office(), "Rab 18/11/2026 11.50", "Rab 18/11/2026 13.10") == 20

    def test_friday_prayers_make_a_longer_break(self) -> None:
        assert minutes(office(), "Jum 20/11/2026 11.15", "Jum 20/11/2026 13.15") == 30

    def test_a_weekend_is_no_working_time(self) -> None:
        assert minutes(office(), "Jum 20/11/2026 16.30", "Sen 23/11/2026 07.30") == 0

    def test_an_earlier_end_counts_below_zero(self) -> None:
        assert minutes(office(), "Rab 18/11/2026 13.10", "Rab 18/11/2026 11.50") == -20

    def test_seconds_count(self) -> None:
        start = at("Rab 18/11/2026 11.59") + np.timedelta64(30, "s")
        assert office().between(start, at("Rab 18/11/2026 12.30")) == 30

    def test_one_now_is_compared_with_many_moments(self) -> None:
        starts = np.array([at("Jum 20/11/2026 16.00"), at("Sen 23/11/2026 08.00")])
        assert (office().between(starts, at("Sen 23/11/2026 08.00")) == [HOUR, 0]).all()


class TestDeadline:
    @pytest.mark.parametrize(
        ("start", "length", "deadline"),
        [
            ("Rab 18/11/2026 08.00", 30 * MINUTE, "Rab 18/11/2026 08.30"),
            ("Rab 18/11/2026 11.45", 30 * MINUTE, "Rab 18/11/2026 13.15"),
            ("Jum 20/11/2026 11.15", 30 * MINUTE, "Jum 20/11/2026 13.15"),
            ("Rab 18/11/2026 06.00", 30 * MINUTE, "Rab 18/11/2026 08.00"),
            ("Rab 18/11/2026 12.20", 30 * MINUTE, "Rab 18/11/2026 13.30"),
            ("Jum 20/11/2026 16.15", 30 * MINUTE, "Sen 23/11/2026 07.45"),
            ("Sab 21/11/2026 20.00", 30 * MINUTE, "Sen 23/11/2026 08.00"),
            ("Jum 20/11/2026 14.30", 4 * HOUR, "Sen 23/11/2026 09.30"),
        ],
    )
    def test_a_limit_runs_in_working_time(self, start: str, length: int, deadline: str) -> None:
        assert office().after(at(start), length) == at(deadline)

    @pytest.mark.parametrize(
        ("start", "deadline"),
        [
            ("Rab 18/11/2026 11.30", "Rab 18/11/2026 12.00"),
            ("Rab 18/11/2026 15.30", "Rab 18/11/2026 16.00"),
            ("Jum 20/11/2026 16.00", "Jum 20/11/2026 16.30"),
        ],
    )
    def test_a_limit_used_up_at_closing_ends_there_and_not_at_the_next_opening(self, start: str, deadline: str) -> None:
        assert office().after(at(start), 30 * MINUTE) == at(deadline)

    def test_finishing_at_the_next_opening_is_no_overrun_of_a_deadline_at_closing(self) -> None:
        deadline = office().after(at("Rab 18/11/2026 15.30"), 30 * MINUTE)
        assert office().between(deadline, at("Kam 19/11/2026 07.30")) == 0

    def test_each_moment_may_have_its_own_limit(self) -> None:
        starts = np.array([at("Rab 18/11/2026 08.00"), at("Jum 20/11/2026 16.15"), NAT])
        deadlines = office().after(starts, np.array([HOUR, 2 * HOUR, HOUR]))
        assert deadlines[:2].tolist() == [at("Rab 18/11/2026 09.00"), at("Sen 23/11/2026 09.15")]
        assert np.isnat(deadlines[2])

    def test_windows_that_touch_are_worked_through(self) -> None:
        calendar = office("Jam Khusus | Rab 18/11/2026 | | 08:00-12:00, 12:00-15:00")
        assert calendar.after(at("Rab 18/11/2026 11.30"), HOUR) == at("Rab 18/11/2026 12.30")

    def test_a_shift_up_to_midnight_ends_at_midnight(self) -> None:
        calendar = office("Masuk | Sab 21/11/2026 | | 20:00-24:00")
        assert calendar.after(at("Sab 21/11/2026 20.00"), 4 * HOUR) == at("Min 22/11/2026 00.00")


class TestWorkingDays:
    """The SOP's "hari" on the working clock."""

    @pytest.mark.parametrize(
        ("start", "days", "deadline"),
        [
            ("Sel 17/11/2026 09.10", 1, "Rab 18/11/2026 09.10"),
            ("Jum 20/11/2026 09.10", 1, "Sen 23/11/2026 09.10"),
            ("Kam 19/11/2026 09.10", 2, "Sen 23/11/2026 09.10"),
            ("Sab 21/11/2026 09.10", 1, "Sel 24/11/2026 07.30"),
            ("Sel 17/11/2026 05.00", 1, "Rab 18/11/2026 07.30"),
            ("Sel 17/11/2026 12.00", 1, "Rab 18/11/2026 13.00"),
            ("Sel 17/11/2026 12.30", 1, "Rab 18/11/2026 13.00"),
            ("Sel 17/11/2026 16.00", 1, "Kam 19/11/2026 07.30"),
            ("Sel 17/11/2026 21.00", 1, "Kam 19/11/2026 07.30"),
        ],
    )
    def test_a_day_is_the_same_time_on_the_next_working_day(self, start: str, days: int, deadline: str) -> None:
        assert office().after_days(at(start), days) == at(deadline)

    def test_the_last_half_hour_of_a_friday_is_clipped_to_closing_on_monday(self) -> None:
        assert office().after_days(at("Jum 20/11/2026 16.20"), 1) == at("Sen 23/11/2026 16.00")

    def test_an_afternoon_is_clipped_to_the_closing_of_a_short_day(self) -> None:
        calendar = office("Jam Khusus | Rab 18/11/2026 | | 08:00-12:00")
        assert calendar.after_days(at("Sel 17/11/2026 14.00"), 1) == at("Rab 18/11/2026 12.00")

    def test_the_same_time_may_fall_into_fridays_break(self) -> None:
        assert office().after_days(at("Kam 19/11/2026 11.45"), 1) == at("Jum 20/11/2026 11.45")

    def test_days_off_do_not_count(self) -> None:
        calendar = office(closed=("Kam 24/12/2026", "Jum 25/12/2026"))
        assert calendar.after_days(at("Rab 23/12/2026 10.00"), 1) == at("Sen 28/12/2026 10.00")

    def test_no_days_give_the_first_working_moment(self) -> None:
        starts = np.array([at("Jum 20/11/2026 09.10"), at("Jum 20/11/2026 16.30")])
        assert office().after_days(starts, 0).tolist() == [at("Jum 20/11/2026 09.10"), at("Sen 23/11/2026 07.30")]

    def test_the_office_is_open_from_the_opening_until_before_the_closing(self) -> None:
        times = ("07.29", "07.30", "11.59", "12.00", "12.59", "13.00", "15.59", "16.00")
        moments = np.array([at(f"Kam 26/11/2026 {time}") for time in times] + [at("Sab 28/11/2026 09.00"), NAT])
        assert office().is_open(moments).tolist() == [False, True, True, False, False, True, True, *[False] * 3]

    def test_the_second_working_day_before_a_monday_is_the_thursday(self) -> None:
        assert office().working_day_before(at("Sen 23/11/2026"), 2) == at("Kam 19/11/2026")

    def test_days_before_a_holiday_are_counted_back_from_it(self) -> None:
        calendar = office(closed=("Sen 17/08/2026",))
        assert calendar.working_day_before(at("Sen 17/08/2026"), 2) == at("Kam 13/08/2026")

    def test_the_fifth_working_day_after_a_wednesday_is_the_next_wednesday(self) -> None:
        assert office().working_day_after(at("Rab 18/11/2026"), 5) == at("Rab 25/11/2026")

    def test_the_first_working_day_after_a_saturday_is_the_monday(self) -> None:
        assert office().working_day_after(at("Sab 21/11/2026"), 1) == at("Sen 23/11/2026")

    def test_working_days_are_told_from_days_off(self) -> None:
        days = np.array([at("Jum 20/11/2026"), at("Sab 21/11/2026"), NAT], dtype="datetime64[D]")
        assert office().is_working_day(days).tolist() == [True, False, False]

    def test_a_working_day_opens_at_its_first_window_and_a_closed_day_never(self) -> None:
        openings = office().opening(np.array([at("Jum 20/11/2026"), at("Sab 21/11/2026")]))
        assert openings[0] == at("Jum 20/11/2026 07.30")
        assert np.isnat(openings[1])

    def test_a_day_ends_at_the_next_midnight(self) -> None:
        assert office().end_of_day(at("Jum 20/11/2026 09.10")) == at("Sab 21/11/2026 00.00")


class TestKalender:
    RAMADAN = "Jam Khusus | Rab 18/02/2026 | Kam 19/03/2026 | 08:00-12:00, 12:30-15:00"

    def test_ramadan_hours_replace_those_of_working_days(self) -> None:
        assert working_hours_of(office(self.RAMADAN), "Rab 18/02/2026") == 6.5

    def test_ramadan_hours_open_no_weekend(self) -> None:
        assert working_hours_of(office(self.RAMADAN), "Sab 21/02/2026") == 0

    def test_ramadan_hours_open_no_cuti_bersama(self) -> None:
        assert working_hours_of(office(self.RAMADAN, closed=("Rab 18/03/2026",)), "Rab 18/03/2026") == 0

    def test_the_days_around_ramadan_keep_their_hours(self) -> None:
        assert working_hours_of(office(self.RAMADAN), "Sel 17/02/2026") == 7.5
        assert working_hours_of(office(self.RAMADAN), "Jum 20/03/2026") == 7.5

    def test_special_hours_without_hours_change_nothing(self) -> None:
        assert working_hours_of(office("Jam Khusus | Rab 18/11/2026"), "Rab 18/11/2026") == 7.5

    @pytest.mark.parametrize("order", [1, -1])
    def test_libur_beats_jam_khusus_in_any_order(self, order: int) -> None:
        rows = [self.RAMADAN, "Libur | Rab 18/02/2026"]
        assert working_hours_of(office(*rows[::order]), "Rab 18/02/2026") == 0

    @pytest.mark.parametrize("order", [1, -1])
    def test_masuk_beats_libur_in_any_order(self, order: int) -> None:
        rows = ["Libur | Sen 16/11/2026 | Jum 20/11/2026", "Masuk | Rab 18/11/2026"]
        assert working_hours_of(office(*rows[::order]), "Rab 18/11/2026") == 7.5

    def test_masuk_beats_a_national_holiday(self) -> None:
        calendar = office("Masuk | Rab 09/12/2026 | | 07:00-20:00", closed=("Rab 09/12/2026",))
        assert working_hours_of(calendar, "Rab 09/12/2026") == 13

    def test_masuk_on_a_weekend_has_mondays_hours(self) -> None:
        calendar = office("Masuk | Sab 21/11/2026 | Min 22/11/2026")
        for day in ("Sab 21/11/2026", "Min 22/11/2026"):
            assert minutes(calendar, f"{day} 11.50", f"{day} 13.10") == 20
            assert working_hours_of(calendar, day) == 7.5

    def test_masuk_on_a_friday_off_has_fridays_hours(self) -> None:
        calendar = office("Masuk | Jum 15/05/2026", closed=("Jum 15/05/2026",))
        assert minutes(calendar, "Jum 15/05/2026 11.15", "Jum 15/05/2026 13.15") == 30

    def test_masuk_in_ramadan_has_the_regular_hours_unless_it_gives_its_own(self) -> None:
        calendar = office(self.RAMADAN, "Masuk | Sab 21/02/2026", "Masuk | Sab 28/02/2026 | | 08:00-12:00")
        assert working_hours_of(calendar, "Sab 21/02/2026") == 7.5
        assert working_hours_of(calendar, "Sab 28/02/2026") == 4

    def test_masuk_on_a_saturday_keeps_the_hours_of_an_office_that_works_saturdays(self) -> None:
        week = (*WEEK[:5], hours("07:30-12:00"), ())
        calendar = office("Libur | Sab 21/11/2026", "Masuk | Sab 21/11/2026", week=week)
        assert working_hours_of(calendar, "Sab 21/11/2026") == 4.5

    def test_masuk_where_mondays_are_free_has_the_first_hours_of_the_week(self) -> None:
        week = ((), hours("08:00-10:00"), *WEEK[2:])
        assert working_hours_of(office("Masuk | Sab 21/11/2026", week=week), "Sab 21/11/2026") == 2

    def test_the_later_of_two_rows_of_a_kind_wins(self) -> None:
        calendar = office(self.RAMADAN, "Jam Khusus | Rab 18/02/2026 | | 08:00-10:00")
        assert working_hours_of(calendar, "Rab 18/02/2026") == 2

    def test_hari_besar_changes_no_hours(self) -> None:
        assert working_hours_of(office("Hari Besar | Rab 18/11/2026"), "Rab 18/11/2026") == 7.5

    def test_a_row_over_centuries_is_cut_to_the_table(self) -> None:
        calendar = office("Jam Khusus | Sen 01/01/1900 | Jum 31/12/9999 | 08:00-09:00")
        assert working_hours_of(calendar, "Rab 18/11/2026") == 1

    @pytest.mark.parametrize("day", ["Sen 01/01/1900", "Jum 31/12/9999"])
    def test_a_row_far_away_changes_nothing(self, day: str) -> None:
        calendar = office(f"Libur | {day}", f"Masuk | {day}")
        assert minutes(calendar, "Kam 01/01/2026 00.00", "Jum 01/01/2027 00.00") == 261 * 7.5 * 60

    def test_a_row_that_ends_before_it_begins_changes_nothing(self) -> None:
        assert working_hours_of(office("Libur | Jum 20/11/2026 | Rab 18/11/2026"), "Kam 19/11/2026") == 7.5


class TestEdges:
    def test_unknown_moments_stay_unknown(self) -> None:
        calendar, unknown = office(), np.array([NAT])
        assert calendar.worked(unknown).tolist() == [0]
        assert calendar.between(unknown, at("Rab 18/11/2026 09.00")).tolist() == [0]
        assert calendar.between(at("Rab 18/11/2026 09.00"), unknown).tolist() == [0]
        for moments in (
            calendar.after(unknown, HOUR),
            calendar.after_days(unknown, 1),
            calendar.working_day_before(unknown, 1),
            calendar.working_day_after(unknown, 1),
            calendar.opening(unknown),
            calendar.end_of_day(unknown),
        ):
            assert np.isnat(moments).all()

    def test_nothing_in_gives_nothing_out(self) -> None:
        nothing = np.array([], dtype="datetime64[s]")
        assert office().after(nothing, HOUR).shape == office().between(nothing, nothing).shape == (0,)

    def test_a_deadline_behind_the_table_is_unknown(self) -> None:
        calendar, start = office(), at("Rab 18/11/2026 09.00")
        assert np.isnat(calendar.after(start, 10_000 * HOUR))
        assert np.isnat(calendar.after_days(start, 1_000))
        assert np.isnat(calendar.working_day_after(start, 1_000))
        assert np.isnat(calendar.working_day_before(start, 1_000))

    def test_a_moment_outside_the_table_is_unknown(self) -> None:
        calendar, early, late = office(), at("Sen 01/01/1900 09.00"), at("Jum 31/12/9999 09.00")
        assert calendar.worked(early) == 0
        assert calendar.worked(late) == calendar.worked(at("Sab 05/02/2028 00.00"))
        for moment in (early, late):
            assert np.isnat(calendar.after(moment, HOUR))
            assert np.isnat(calendar.after_days(moment, 1))
            assert not calendar.is_working_day(moment)

    def test_an_office_that_never_opens_has_no_deadlines(self) -> None:
        calendar = office("Masuk | Sab 21/11/2026", week=((),) * 7)
        start = at("Rab 18/11/2026 09.00")
        assert minutes(calendar, "Kam 01/01/2026 00.00", "Kam 31/12/2026 00.00") == 0
        assert np.isnat(calendar.after(start, 1))
        assert np.isnat(calendar.after_days(start, 1))

    def test_the_table_is_padded_but_stays_within_the_years_1_to_9999(self) -> None:
        assert table_span(at("Kam 01/01/2026"), at("Kam 31/12/2026")) == (at("Rab 27/11/2024"), at("Jum 04/02/2028"))
        far = np.array(["0001-02-03", "9999-12-01"], dtype="datetime64[s]")
        assert [str(day) for day in table_span(*far)] == ["0001-01-01", "9999-12-31"]

    def test_the_tables_first_day_is_an_ordinary_day(self) -> None:
        first = at("Rab 27/11/2024")
        assert office("Libur | Sen 01/01/1900 | Sel 26/11/2024").is_working_day(first)
        assert not office(closed=("Rab 27/11/2024",)).is_working_day(first)

    def test_the_last_day_of_all_ends_a_second_early(self) -> None:
        assert office().end_of_day(at("Jum 31/12/9999")) == np.datetime64("9999-12-31T23:59:59")

    def test_a_log_with_a_date_in_1900_and_one_in_9999_is_counted_within_300_megabytes(self) -> None:
        first, last = at("Sen 01/01/1900 08.00"), at("Jum 31/12/9999 08.00")
        special = pd.DataFrame({"first": [first], "last": [last], "kind": ["Jam Khusus"], "hours": [WEEK[4]]})
        tracemalloc.start()
        calendar = build_calendar(WEEK, first, last, np.array([], dtype="datetime64[D]"), special)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 300e6
        assert calendar.after(np.array([first, last]), HOUR).tolist() == [
            at("Sen 01/01/1900 09.00"),
            at("Jum 31/12/9999 09.00"),
        ]
        weeks, rest = divmod(int((last - first).astype(int)) // 86_400, 7)
        assert rest == 4
        assert calendar.between(first, last) == (weeks * 5 + 4) * 7.5 * HOUR
