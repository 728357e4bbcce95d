"""What falls due up to the fifth working day: national days, airings, deadlines."""

from __future__ import annotations

import numpy as np
import pandas as pd

import office
from worklog.core.judging.check import check
from worklog.core.reports.daily.report import daily_tables

TODAY = np.datetime64("2026-11-03")
NATIONAL_DAYS = [
    ("Rab", "Hari Pertama", False),
    ("Kam", "Cuti Bersama Hari Pertama", True),
    ("Kam depan", "Hari Jauh", False),
]


def plan(log: str, now: str = "Sel 11.45", national_days: list[tuple[str, str, bool]] | None = None) -> pd.DataFrame:
    of_office = office.office(national_days=national_days or [])
    checked = check(office.grids_of(log), of_office, np.datetime64(office.cell_of(now), "s"))
    return daily_tables(checked, TODAY).plan


def shown(table: pd.DataFrame) -> list[list[object]]:
    """Day of the month, time, what, and the item."""
    return [[row["Hari"].day, row["Jam"], row["Rencana"], row["ID"]] for row in table.to_dict("records")]


def test_day_by_day_airings_then_deadlines_by_time():
    log = """
    P3 2026-0001 acuan Sen 08.00 jadwal Kam
    1 | Budi | Sel 08.00 | | draf
    2 | Endah | Sel 08.10 | Setuju
    3
    P3 2026-0002 acuan Sen 08.00 jadwal Jum
    1
    R1 2026-0003 acuan Sel 11.00
    1
    """
    assert shown(plan(log)) == [
        [4, "08.30", "Batas menjawab", "2026-0003"],
        [5, "", "Jadwal tayang", "2026-0001"],
        [6, "", "Jadwal tayang", "2026-0002"],
        [6, "07.30", "Batas langkah 1. Pegawai yang bertugas siapkan konsep konten", "2026-0002"],
    ]


def test_deadline_of_the_total_stands_in_the_plan_of_every_flow_that_has_one():
    log = """
    P1 2026-0001 acuan Sel 23.00
    1
    P2 2026-0002 acuan Sel 15.00
    1
    R2 2026-0003 acuan Sel 11.00
    1
    """
    table = plan(log, "Sel 23.05")
    assert shown(table[table["Rencana"].str.startswith(("Batas tayang", "Batas menjawab"))]) == [
        [4, "01.00", "Batas tayang", "2026-0001"],
        [4, "10.30", "Batas tayang", "2026-0002"],
        [4, "11.00", "Batas menjawab", "2026-0003"],
    ]


def test_deadline_at_the_end_of_a_day_belongs_to_that_day_and_is_not_told_twice():
    log = """
    P3 2026-0001 acuan Rab lalu 08.00 jadwal Rab
    1 | Budi | Rab lalu 09.00 | | draf
    2 | Endah | Rab lalu 09.10 | Setuju
    3 | Agus | Rab lalu 09.20 | Setuju
    4 | Endah | Rab lalu 09.30
    5
    """
    assert shown(plan(log)) == [[4, "", "Jadwal tayang", "2026-0001"]]


def test_step_that_may_end_after_the_airing_is_left_to_the_airing():
    log = """
    P3 2026-0001 acuan Sel 11.00 jadwal Rab
    1
    """
    assert shown(plan(log)) == [[4, "", "Jadwal tayang", "2026-0001"]]


def test_plan_ends_after_the_fifth_working_day():
    log = """
    P3 2026-0001 acuan Sen 08.00 jadwal Sel depan
    P3 2026-0002 acuan Sen 08.00 jadwal Rab depan
    """
    table = plan(log)
    assert table["ID"][table["Rencana"] == "Jadwal tayang"].tolist() == ["2026-0001"]


def test_national_days_tell_what_closes_and_whether_a_greeting_is_planned():
    log = """
    P3 2026-0001 acuan Sen 08.00 jadwal Rab
    Kalender: Jum | | Hari Besar | | Hari Kantor
    """
    table = plan(log, national_days=NATIONAL_DAYS)
    assert table[["Rencana", "Keterangan"]].to_numpy().tolist() == [
        ["Hari besar: Hari Pertama", "kantor tutup; ucapan 2026-0001"],
        ["Jadwal tayang", "sekarang langkah 1 dari 5"],
        ["Cuti Bersama Hari Pertama", "kantor tutup"],
        ["Hari besar: Hari Kantor", "belum ada ucapan"],
        ["Hari besar: Hari Jauh", "kantor tutup; belum ada ucapan"],
    ]


def test_who_answers_for_an_airing_and_who_acts_in_a_step():
    log = """
    P4 2026-0001 acuan Sen 08.00 jadwal Jum | Penanggung Jawab=Budi
    1
    """
    assert plan(log)["Pelaksana"].tolist() == ["Budi", "Ratna"]


def test_closed_items_are_not_planned():
    log = """
    P3 2026-0001 acuan Sen 08.00 jadwal Kam
    1 | Budi | Sel 08.00 | Batal | draf
    """
    assert plan(log).empty
