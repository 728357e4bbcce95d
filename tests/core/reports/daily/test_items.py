"""The main table of the daily report: the items with the step at which each stands."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import office
from selection import first_ones
from worklog.core.judging.check import Checked
from worklog.core.publishing.summary import summarise
from worklog.core.reports import figures
from worklog.core.reports.daily.report import daily_tables
from worklog.core.reports.figures import NO_TITLE

TODAY, YESTERDAY = np.datetime64("2026-11-03"), np.datetime64("2026-11-02")
LOG = f"""
{office.READY_TO_POST}
5 | Dewi | Sel 09.20 | | https://contoh.id/2026-0001
P2 2026-0002 acuan Sel 08.00
1 | Budi | Sel 08.30-11.00 | | draf
2
R1 2026-0004 acuan Sel 10.00
1
P3 2026-0005 acuan Sen 08.00 jadwal Kam
1
P9 2026-0007 acuan Sen 10.00
R1 2026-0008 acuan Sel 08.00
1 | Dewi | Sel 08.30
2 | Endah | Sel 08.40 | Tidak direspon | draf
"""


def items_of(checked: Checked, day: np.datetime64 = TODAY) -> pd.DataFrame:
    return daily_tables(checked, day).items.set_index("ID")


def only(log: str, now: str, day: np.datetime64 = TODAY) -> pd.Series:
    """The row of the only item of a log."""
    ((_, row),) = items_of(office.checked(log, now), day).iterrows()
    return row


@pytest.fixture(scope="module")
def items():
    return items_of(office.checked(LOG, "Sel 11.45"))


def test_overdue_items_stand_first_then_by_deadline_then_those_closed_today_by_time(items):
    assert items.index.tolist() == ["2026-0002", "2026-0004", "2026-0005", "2026-0007", "2026-0008", "2026-0001"]
    assert items["Keadaan"].tolist() == [
        "Terlambat", "Mendekati batas", "Berjalan", "Belum dapat dinilai", "Tidak direspon", "Tayang 09.20",
    ]  # fmt: skip


def test_open_item_has_its_step_and_its_deadlines(items):
    row = items.loc["2026-0002"]
    assert row["Langkah"].startswith("2. Diperiksa Es. IV")
    assert (row["Peran"], row["Pelaksana"]) == ("Es. IV Kasubag", "Endah")
    assert row["Batas langkah"] == pd.Timestamp("2026-11-03 11:30")
    assert row["Batas tayang"] == pd.Timestamp("2026-11-03 12:00")
    assert (row["Terlambat (menit)"], row["Sisa atau lewat"]) == (15, "lewat 15 menit")


def test_time_left_is_counted_in_working_time_until_what_comes_first(items):
    # Until Thursday 07.30: 15 minutes and 3 hours today, 7.5 hours on Wednesday.
    assert items["Sisa atau lewat"]["2026-0005"] == "sisa 1 hari kerja 3 jam"
    assert items["Sisa atau lewat"]["2026-0007"] == "batas belum diketahui"
    assert items["Terlambat (menit)"].notna().tolist() == [True, False, False, False, False, False]


def test_closed_item_waits_for_nobody(items):
    row = items.loc["2026-0001"]
    assert (row["Langkah"], row["Pelaksana"], row["Sisa atau lewat"]) == ("", "", "")
    assert pd.isna(row["Batas langkah"])


def test_item_whose_airing_is_late_is_late_though_its_step_is_in_time():
    row = only(
        """
        P2 2026-0001 acuan Sel 08.00
        1 | Budi | Sel 13.10 | | draf
        2
        """,
        "Sel 13.20",
    )
    assert (row["Keadaan"], row["Terlambat (menit)"]) == ("Terlambat", 20)
    assert row["Sisa atau lewat"] == "batas tayang lewat 20 menit"


def test_airing_that_is_due_before_the_step_is_told():
    row = only(
        """
        P2 2026-0001 acuan Sel 08.00
        1 | Budi | Sel 11.40 | | draf
        2
        """,
        "Sel 11.45",
    )
    assert (row["Sisa atau lewat"], row["Terlambat (menit)"]) == (
        "batas tayang sisa 15 menit",
        pytest.approx(np.nan, nan_ok=True),
    )


def test_late_airing_is_told():
    log = f"""
    {office.READY_TO_POST}
    5 | Dewi | Sel 13.05 | | https://contoh.id/1
    """
    assert only(log, "Sel 13.30")["Keadaan"] == "Tayang 13.05, tidak tepat waktu"


def test_airing_typed_ahead_has_to_be_put_right():
    log = f"""
    {office.READY_TO_POST}
    5 | Dewi | Rab 09.00 | | https://contoh.id/1
    """
    row = only(log, "Sel 11.45")
    assert (row["Keadaan"], row["5"]) == ("Perlu diperbaiki", "■")


def test_airing_a_few_minutes_ahead_of_the_clock_is_an_airing():
    log = f"""
    {office.READY_TO_POST}
    5 | Dewi | Sel 11.50 | | https://contoh.id/1
    """
    row = only(log, "Sel 11.45")
    assert (row["Keadaan"], row["5"]) == ("Tayang 11.50", "✓!")


def test_item_taken_back_and_item_without_title_say_so():
    log = """
    P2 2026-0001 acuan Sel 08.00 | Judul=
    1 | Budi | Sel 08.30 | Batal | draf
    """
    row = only(log, "Sel 11.45")
    assert (row["Judul"], row["Keadaan"]) == (NO_TITLE, "Batal")


@pytest.mark.slow
def test_items_of_a_past_day_stand_as_they_did_at_its_end():
    log = """
    P2 2026-0001 acuan Sen 14.00
    1 | Budi | Sen 14.30 | | draf
    2 | Endah | Sel 08.00 | Setuju
    3
    P2 2026-0002 acuan Sel 08.00
    1
    """
    row = only(log, "Sel 11.45", YESTERDAY)
    assert row.name == "2026-0001"
    assert (row["Langkah"][:2], row["Keadaan"], row["Terlambat (menit)"]) == ("2.", "Terlambat", 60)


@pytest.mark.parametrize(
    ("now", "expected"),
    first_ones(
        [
            ("Sel 08.20", "Berjalan"),
            ("Sel 09.40", "Mendekati batas"),
            ("Sel 10.00", "Mendekati batas"),
            ("Sel 10.01", "Terlambat"),
        ],
        2,
    ),
)
def test_state_is_said_in_the_words_of_the_page_ringkasan(now, expected):
    log = """
    P2 2026-0001 acuan Sel 08.00
    1
    """
    checked = office.checked(log, now)
    (of_page,) = summarise(checked).open_items
    row = items_of(checked).iloc[0]
    assert row["Keadaan"] == of_page.state == expected
    assert row["Sisa atau lewat"] == of_page.left


@pytest.mark.slow
def test_state_at_the_end_of_a_past_day_is_judged_like_that_of_now():
    """What the report of yesterday says is what the report said in the last minute of yesterday, one minute later."""
    log = """
    P1 2026-0001 acuan Sen 23.10
    1
    P1 2026-0002 acuan Sen 22.00
    1
    P1 2026-0003 acuan Sen 23.50
    1
    P2 2026-0004
    1
    """
    then = items_of(office.checked(log, "2026-11-02T23:59:59"), YESTERDAY)
    later = items_of(office.checked(log, "Sel 11.45"), YESTERDAY)
    columns = ["Putaran", "1", "2", "Langkah", "Pelaksana", "Batas langkah", "Keadaan"]
    assert later["Keadaan"].tolist() == ["Terlambat", "Mendekati batas", "Berjalan", "Belum dapat dinilai"]
    pd.testing.assert_frame_equal(then[columns], later[columns])


def test_every_figure_of_the_table_is_the_one_of_the_log():
    checked = office.checked(LOG, "Sel 11.45")
    table = items_of(checked)
    raw = checked.items.set_index("id").loc[table.index]
    assert (table["Judul"] == raw["title"]).all()
    shown, known = table["Batas tayang"], figures.shown_deadlines(raw["deadline"])
    assert shown.equals(known.rename("Batas tayang"))
    late = checked.timeline[checked.timeline["is_current"] & (checked.timeline["overrun"] > 0)].set_index("id")
    assert (table["Terlambat (menit)"].dropna() * 60).to_dict() == late["overrun"].to_dict()
