"""Late steps: whose they were, and how long they waited apart from how long the work took."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import office
from worklog.core.reports.daily.report import daily_tables

TODAY, YESTERDAY = np.datetime64("2026-11-03"), np.datetime64("2026-11-02")


def overruns(log: str, now: str, day: np.datetime64 = TODAY) -> list[dict[str, object]]:
    return daily_tables(office.checked(log, now), day).overruns.to_dict("records")


def spent(log: str, now: str, day: np.datetime64 = TODAY) -> list[object]:
    """Minutes late, waiting and worked of the only late step; None unknown."""
    (row,) = overruns(log, now, day)
    minutes = [row[name] for name in ("Terlambat (menit)", "Menunggu (menit)", "Dikerjakan (menit)")]
    return [None if pd.isna(minute) else minute for minute in minutes]


def test_late_step_names_the_role_and_the_person():
    log = """
    P2 2026-0001 acuan Sel 08.00
    1 | Budi | Sel 08.30-11.00 | | draf
    2
    """
    late, open_ = overruns(log, "Sel 11.45")
    assert (late["Peran"], late["Pelaksana"], late["Selesai"]) == (
        "Fungsional Umum",
        "Budi",
        pd.Timestamp("2026-11-03 11:00"),
    )
    assert open_["Tanggung jawab"] == "Es. IV Kasubag\nEndah"
    assert (open_["Selesai"], open_["Terlambat (menit)"]) == ("belum selesai", 15)


def test_role_without_a_person_stands_alone():
    log = """
    P2 2026-0001 acuan Sel 08.00
    1
    Petugas: Sari | Fungsional Umum
    """
    ((row),) = overruns(log, "Sel 11.45")
    assert row["Tanggung jawab"] == "Fungsional Umum"


def test_waiting_runs_to_mulai_and_work_from_there_in_working_time():
    log = """
    P2 2026-0001 acuan Sel 08.00
    1 | Budi | Sel 08.30-13.30 | | draf
    2 | Endah | Sel 13.35 | Setuju
    3
    """
    # 08.30 to 13.30 without the hour of lunch.
    assert spent(log, "Sel 13.40") == [150, 30, 240]


def test_step_that_runs_is_worked_on_until_now():
    assert spent("P2 2026-0001 acuan Sel 08.00\n1 | Budi | Sel 09.00-", "Sel 11.45") == [105, 60, 165]


def test_step_that_nobody_touched_waits_until_now():
    assert spent("P2 2026-0001 acuan Sel 08.00\n1", "Sel 11.45") == [105, 225, 0]


def test_without_mulai_waiting_and_work_cannot_be_told_apart():
    log = """
    P2 2026-0001 acuan Sel 08.00
    1 | Budi | Sel 11.00 | | draf
    2 | Endah | Sel 11.05 | Setuju
    3
    """
    assert spent(log, "Sel 11.10") == [60, None, None]
    assert spent("P2 2026-0001 acuan Sel 08.00\n1 | Budi", "Sel 11.45") == [105, None, None]


@pytest.mark.slow
def test_at_the_end_of_a_past_day_a_step_begun_later_was_still_waiting():
    log = """
    P2 2026-0001 acuan Sen 13.00
    1 | Budi | Sel 09.00-10.00 | | draf
    2
    """
    assert spent(log, "Sel 10.05", YESTERDAY) == [60, 180, 0]
    (row,) = overruns(log, "Sel 10.05", YESTERDAY)
    assert (row["Selesai"], row["Mulai"]) == ("belum selesai", pd.NaT)


def test_longest_overrun_stands_first_and_is_that_of_the_timeline():
    log = "\n".join(f"P2 2026-000{n} acuan Sel 0{n}.00\n1" for n in (8, 7, 9))
    checked = office.checked(log, "Sel 11.45")
    table = daily_tables(checked, TODAY).overruns
    assert table["ID"].tolist() == ["2026-0007", "2026-0008", "2026-0009"]
    known = checked.timeline[checked.timeline["is_current"]].set_index("id")["overrun"] / 60
    assert table.set_index("ID")["Terlambat (menit)"].to_dict() == known.to_dict()
