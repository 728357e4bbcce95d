"""A finding that repeats itself is told once, with how often and where."""

from __future__ import annotations

import pandas as pd

import office
from worklog.core.judging.repeated import told_once


def told(log: str, code: str, now: str = "Sen 10.00") -> pd.DataFrame:
    checked = office.checked(log, now)
    return told_once(checked, checked.findings[checked.findings["code"] == code])


def test_one_name_is_one_line_however_many_steps_it_stands_at() -> None:
    log = "".join(f"P2 A{n} acuan Sen 08.00\n1 | Rina, S.Sos | Sen 08.1{n} | | draf\n" for n in range(9))
    (row,) = told(log, "P303").to_dict("records")
    assert row["times"] == 9
    assert row["places"] == "Buku Kerja baris 2, 3, 4, 5, 6, 7 dan 3 lainnya"
    assert row["told"].startswith("Rina, S.Sos: 9 langkah. Rina, S.Sos belum tercatat")


def test_two_names_are_two_lines_and_one_that_stands_once_says_so_as_ever() -> None:
    log = "P2 A1 acuan Sen 08.00\n1 | Rina | Sen 08.10 | | draf\n2 | Sari | Sen 08.20 | Setuju"
    rows = told(log, "P303")
    assert rows["times"].tolist() == [1, 1]
    assert rows["told"].tolist() == rows["message"].tolist()


def test_the_same_fault_of_one_item_is_one_line_and_that_of_another_item_a_line_of_its_own() -> None:
    steps = "2 | Endah | Sen 08.20\n3 | Agus | Sen 08.30\n"
    log = f"P2 A1 acuan Sen 08.00\n1 | Budi | Sen 08.10 | | draf\n{steps}P2 A2 acuan Sen 08.00\n1 | Budi | Sen 08.10 | | draf\n{steps}"
    rows = told(log, "D112")
    assert rows["places"].tolist() == ["Buku Kerja baris 3, 4", "Buku Kerja baris 6, 7"]
    assert all(text.endswith(" Begitu juga pada 1 isian lain konten ini.") for text in rows["told"])


def test_findings_of_no_item_stay_as_they_are() -> None:
    rows = told("| Judul=Tanpa nomor\nPetugas: Sari | Penyiar\nPetugas: Rina | Penyiar", "D114")
    assert rows["times"].tolist() == [1, 1]


def test_nothing_found_is_nothing_told() -> None:
    assert told("P2 A1 acuan Sen 08.00", "P303", "Sen 08.00").empty
