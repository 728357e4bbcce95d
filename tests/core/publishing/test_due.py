"""When unchanged cells want the next check: at the very second at which it comes to something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import READY_TO_POST, SHORTHAND, checked, office
from oracle.cells import Log, Row
from oracle.random_logs import random_log
from worklog.core.indonesian import SHORT_WEEKDAYS
from worklog.core.judging.check import Checked, check
from worklog.core.judging.settings import Settings
from worklog.core.log.grids import Grid
from worklog.core.log.tabs import STAFF_TABS
from worklog.core.publishing.due import next_due
from worklog.core.publishing.results import result_rows
from worklog.core.publishing.summary import summarise

PLACE = ["code", "severity", "item", "id", "round", "step", "tab", "row", "column"]
STANDING = ["state", "verdict", "current_at", "current_round", "current_step"]
CHRISTMAS = [("2026-12-25", "Natal", False)]

POSTED = READY_TO_POST + "5 | Dewi | Sel 09.20 | | https://ig/1\n"
READY_FOR_THURSDAY = """
    P3 2026-0001 acuan Sen 08.00 jadwal Kam
    1 | Budi | Sen 09.00 | | draf
    2 | Endah | Sen 09.10 | Setuju
    3 | Agus | Sen 09.20 | Setuju
    4 | Endah | Sen 09.30
"""


def outcome(result: Checked) -> tuple[object, ...]:
    """All that a check comes to, apart from what only counts time."""
    summary = summarise(result)
    open_items = tuple(replace(item, left="") for item in summary.open_items)
    return (
        result.findings[PLACE].to_numpy().tolist(),
        result.items[STANDING].to_numpy().tolist(),
        result.timeline["state"].tolist(),
        result.log_states.tolist(),
        [(*shown, late is not None, found) for *shown, late, found in result_rows(result)],
        replace(summary, checked_at=datetime.min, open_items=open_items),
    )


def next_turn(log: str, now: str, choices: Settings = SHORTHAND) -> tuple[str, str]:
    """When the next check is due, and the codes that it ends and begins; a second earlier nothing has changed."""
    before = checked(log, now, settings=choices)
    due = next_due(before)
    assert outcome(checked(log, str(due - 1), settings=choices)) == outcome(before)
    after = checked(log, str(due), settings=choices)
    ended, begun = (set(a.findings["code"]) - set(b.findings["code"]) for a, b in ((before, after), (after, before)))
    turns = [f"-{code}" for code in sorted(ended)] + [f"+{code}" for code in sorted(begun)]
    return f"{SHORT_WEEKDAYS[due.item().weekday()]} {due.item():%H.%M.%S}", " ".join(turns)


def test_a_step_is_late_in_the_second_after_its_deadline():
    assert next_turn("P2 2026-0001 acuan Sen 08.00", now="Sen 09.31") == ("Sen 10.00.01", "-W407 +W402")
    assert next_turn("P2 2026-0001 acuan Sen 08.00", now="Sen 10.00") == ("Sen 10.00.01", "-W407 +W402")


def test_a_deadline_at_closing_time_passes_when_the_office_has_opened_again():
    log = "P2 2026-0001 acuan Sen 14.00"

    assert next_turn(log, now="Sen 16.00") == ("Sel 00.00.00", "")
    assert next_turn(log, now="Sel 00.00") == ("Sel 07.30.01", "-W407 +W402")


def test_a_step_nears_its_limit_on_the_clock_of_its_flow():
    assert next_turn("P2 2026-0001 acuan Sen 11.00", now="Sen 11.01") == ("Sen 13.30.00", "+W407")
    assert next_turn("P1 2026-0001 acuan Min 19.00", now="Min 19.01") == ("Min 19.45.00", "+W407")


def test_a_share_of_the_limit_that_is_no_whole_second_is_reached_in_the_second_after_it():
    # Two working days from Friday 16.19 end on Tuesday at closing: 15 hours 11 minutes, of which 77 % are 42088.2 seconds.
    log = "P3 2026-0001 acuan Jum 16.19 jadwal Sel depan"

    assert next_turn(log, "Sel depan 08.00", Settings(near_limit_percent=77)) == ("Sel 11.30.29", "+W407")


def test_the_steps_left_may_take_longer_than_what_is_left_of_the_total():
    log = """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
    """

    assert next_turn(log, now="Sen 09.31") == ("Sen 10.00.01", "+W408")


def test_the_total_is_past_in_the_second_after_it():
    assert next_turn("P2 2026-0001 acuan Sen 08.00", now="Sen 10.30") == ("Sen 13.00.01", "-W408 +W404")
    assert next_turn("P1 2026-0001 acuan Min 19.00", now="Min 20.30") == ("Min 21.00.01", "-W408 +W404")


def test_a_planned_day_is_over_in_the_second_after_midnight():
    assert next_turn(READY_FOR_THURSDAY, now="Kam 07.30") == ("Jum 00.00.00", "")
    assert next_turn(READY_FOR_THURSDAY, now="Jum 00.00") == ("Jum 00.00.01", "+W405")
    assert next_turn(READY_FOR_THURSDAY, now="2026-11-06T00:00:01") == ("Sab 00.00.00", "")


def test_the_preparation_is_missed_in_the_second_after_its_last_day():
    assert next_turn("P3 2026-0001 acuan Sen 08.00 jadwal Kam", now="Rab 00.00") == ("Rab 00.00.01", "+W406")


@pytest.mark.parametrize(
    "log",
    [
        "P3 2026-0001 acuan Sen 08.00 jadwal Kam\n1 | Budi | Sen 09.00-",
        "P3 2026-0001 acuan Sen 08.00 jadwal Kam\n1 | Budi | Sen 09.00 | | draf\n2 | Endah | Sen 09.10 | Revisi",
        "P3 2026-0001 acuan 4/11/2026 00:00:01 jadwal Kam | Tanggal=2/11/2026",
        "P3 2026-0001 acuan Sen 08.00 jadwal Kam\n1 | Budi | | Batal",
    ],
    ids=["begun", "begun again", "asked for too late", "cancelled"],
)
def test_a_preparation_that_cannot_be_missed_is_not_waited_for(log: str):
    assert next_due(checked(log, now="Rab 00.00")) > np.datetime64("2026-11-04T00:00:01")


def test_a_moment_in_the_future_is_told_no_longer_once_it_is_as_near_as_is_tolerated():
    log = """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30-Sen 09.00 | | draf
    """

    assert next_turn(log, now="Sen 08.00", choices=Settings(future_tolerance_minutes=0))[0] == "Sen 08.30.00"
    assert next_turn(log, now="Sen 08.30") == ("Sen 08.50.00", "-W409")


def test_comments_are_asked_for_when_the_two_hours_after_the_posting_are_over():
    assert next_turn(POSTED, now="Sel 09.21") == ("Sel 11.20.01", "+T501")
    assert next_turn(POSTED.replace("Sel 09.20", "Sel 14.00"), now="Rab 00.00") == ("Rab 07.30.01", "+T501")


def test_an_answered_post_is_not_waited_for():
    answered = POSTED + "R1 2026-0002 acuan Sel 09.20 | Terkait ID=2026-0001\n1 | Dewi | Sel 09.20 | Tidak direspon"

    assert next_turn(answered, now="Sel 09.21") == ("Rab 00.00.00", "")


@pytest.mark.parametrize(
    "log",
    [
        "",
        POSTED,
        "P2 2026-0001 acuan Sel 08.00\n1 | Budi | Sel 08.10 | Batal | draf",
        "R1 2026-0001 acuan Sel 08.00\n7 | Dewi | Sel 11.00 | | https://ig/1",
    ],
    ids=["empty", "posted", "cancelled", "answered"],
)
def test_where_nothing_is_left_to_do_the_next_check_is_due_at_midnight(log: str):
    assert next_turn(log, now="Sel 12.00") == ("Rab 00.00.00", "")


def test_at_midnight_the_figures_of_the_day_turn():
    today, tomorrow = (
        {figure.label: figure.value for figure in summarise(checked(POSTED, now=now)).today}["Tayang hari ini"]
        for now in ("Sel 12.00", "2026-11-04T00:00:00")
    )

    assert (today, tomorrow) == ("1", "0")


def test_the_minutes_of_a_step_that_is_late_go_on_without_a_check():
    log = """
        P2 2026-0001 acuan Sen 08.00
        1
    """
    late = [
        {key: minutes for key, _, _, _, minutes, _ in result_rows(checked(log, now=now))}["2026-0001|1|1"]
        for now in ("Sen 14.00", "Sen 15.00")
    ]

    assert late == [180, 240]
    assert next_turn(log, now="Sen 14.00") == ("Sel 00.00.00", "")


def test_a_deadline_that_is_not_known_is_not_waited_for():
    assert next_turn("P2 2026-0001", now="Sel 12.00") == ("Rab 00.00.00", "")


def test_a_step_that_nears_its_limit_is_waited_for_even_when_nothing_is_told_of_it():
    log = "P2 2026-0001 acuan Sen 08.00"

    assert next_turn(log, "Sen 08.01", Settings(ignore=("W407",))) == ("Sen 09.30.00", "")


def test_a_step_turns_late_even_when_nothing_is_told_of_late_steps():
    log = "P2 2026-0001 acuan Sen 08.00\n1"

    assert next_turn(log, "Sen 09.31", Settings(ignore=("W4",))) == ("Sen 10.00.01", "")


def test_while_the_office_is_closed_for_good_only_wall_time_is_waited_for():
    log = """
        P1 2026-0001 acuan Sel 19.00
        P2 2026-0002 acuan Sen 08.00
        Kalender: Sen | 31/12/2029 | Libur
    """

    assert next_turn(log, now="Sel 19.01") == ("Sel 19.45.00", "+W407")
    assert next_turn(log, now="Sel 22.00") == ("Rab 00.00.00", "")


def grids_as_typed(log: Log) -> dict[str, Grid]:
    """The tabs as read: the header in row 1, each row in its own sheet row."""
    grids: dict[str, Grid] = {}
    for tab in STAFF_TABS:
        rows = log.tabs()[tab.name]
        grid: list[list[object]] = [[] for _ in range(max((row.row for row in rows), default=1))]
        grid[0] = list(tab.headers)
        for row in rows:
            grid[row.row - 1] = [row[header] for header in tab.headers]
        grids[tab.name] = grid
    return grids


def as_it_stood(log: Log, now: datetime) -> Log:
    """The log before anybody filled the rows that tell of later moments."""
    rows = []
    for row in log.log:
        moments = (row["Mulai"], row["Selesai"])
        is_later = any(isinstance(moment, datetime) and moment > now for moment in moments)
        prefilled = {header: row[header] for header in ("ID Konten", "Putaran", "No")}
        rows.append(Row(row.row, prefilled) if is_later else row)
    return replace(log, log=rows)


choices = st.builds(
    Settings,
    near_limit_percent=st.integers(1, 100),
    future_tolerance_minutes=st.sampled_from([0, 10, 1440]),
    response_window_minutes=st.sampled_from([1, 120, 600]),
)


@given(st.integers(0, 10_000), st.timedeltas(timedelta(0), timedelta(days=4)), st.booleans(), choices, st.data())
def test_between_two_turns_nothing_changes_and_at_each_but_midnight_something_does(
    seed: int, earlier: timedelta, filled_ahead: bool, chosen: Settings, data: st.DataObject
):
    log, now = random_log(seed)
    now -= earlier
    grids = grids_as_typed(log if filled_ahead else as_it_stood(log, now))
    this_office = office(settings=chosen, national_days=CHRISTMAS)
    judged = check(grids, this_office, np.datetime64(now, "s"))
    settled = outcome(judged)
    for _ in range(3):
        due = next_due(judged)
        last = int((due - judged.now).astype(np.int64)) - 1
        for seconds in {last, data.draw(st.integers(0, last))} - {0}:
            assert outcome(check(grids, this_office, judged.now + seconds)) == settled
        judged = check(grids, this_office, due)
        before, settled = settled, outcome(judged)
        assert due == due.astype("datetime64[D]") or settled != before
