"""The work of roles and people."""

from __future__ import annotations

from core.monthly_log import november, report_of, row
from worklog.core.reports.monthly.work import NO_NAME


def test_work_by_role_tells_work_and_waiting_apart_where_mulai_is_given():
    staff = row(november().roles, "Peran", "Fungsional Umum")
    assert len(november().roles) == 5
    assert (staff["Langkah selesai"], staff["Terlambat"], staff["Mulai diisi"]) == (5, 1, 2)
    assert (staff["Median kerja (menit)"], staff["Median menunggu (menit)"]) == (30, 15)
    assert (staff["Dinilai"], staff["Bagian terlambat"]) == (5, 0.2)


def test_roles_tell_how_many_of_their_steps_are_still_overdue():
    overdue = dict(zip(november().roles["Peran"], november().roles["Masih lewat batas"], strict=True))
    assert overdue == {
        "Admin": 1,
        "Fungsional Umum": 0,
        "Es. IV Kasubag": 1,
        "Es. III Sekretaris": 0,
        "Ketua/Anggota": 0,
    }


def test_work_by_person_starts_with_the_busiest():
    people = november().people
    assert people["Petugas"].tolist()[0] == "Endah"
    assert people["Langkah selesai"].sum() == 21


def test_person_is_told_with_all_roles_in_which_they_worked():
    log = """
Petugas: Endah | Fungsional Umum
P2 2026-0001 acuan Sen 08.00
1 | Endah | Sen 08.30 | | draf
2 | Endah | Sen 08.40 | Setuju
"""
    assert row(report_of(log).people, "Petugas", "Endah")["Peran"] == "Fungsional Umum, Es. IV Kasubag"


def test_step_without_a_name_is_counted_under_no_name():
    log = "P2 2026-0001 acuan Sen 08.00\n1 | | Sen 08.10-08.30 | | draf"
    assert report_of(log).people["Petugas"].tolist() == [NO_NAME]
