"""The daily report, counted by hand on a small log of Tuesday, 3 November 2026, at 11.45."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import office
from worklog.core import daily_lists
from worklog.core.daily import DayFigures, daily_file_name, daily_tables, day_figures

LOG = f"""
{office.READY_TO_POST}
5 | Dewi | Sel 09.20 | | https://contoh.id/2026-0001
P2 2026-0002 acuan Sel 08.00
1 | Budi | Sel 08.30-11.00 | | draf
2
P1 2026-0003 acuan Sen 08.00
1 | Budi | Sen 08.30 | | tanpa tautan
2 | Endah | Sen 08.40 | Setuju
4 | Endah | Sen 08.50 | Setuju
5 | Dewi | Sen 09.00 | | lupa
R1 2026-0004 acuan Sel 10.00 | Terkait ID=2026-0001
1
P3 2026-0005 acuan Sen 08.00 jadwal Kam
1
R1 2026-0006 acuan Sen 10.00 | Terkait ID=2026-0003
1 | Dewi | Sen 10.30
2 | Endah | Sen 11.00 | Tidak direspon | draf
P9 2026-0007 acuan Sen 10.00
"""
TODAY, YESTERDAY = np.datetime64("2026-11-03"), np.datetime64("2026-11-02")
NOW = np.datetime64("2026-11-03T11:45:00")


@pytest.fixture(scope="module")
def checked():
    return office.checked(LOG, "Sel 11.45")


@pytest.fixture(scope="module")
def daily(checked):
    return daily_tables(checked, TODAY)


def test_file_name_has_the_day():
    assert daily_file_name(np.datetime64("2026-11-22")) == "Laporan Harian 2026-11-22.xlsx"


def test_figures_of_the_day_and_of_yesterday(daily):
    # Open: 0002, 0004, 0005 and the one without a flow; the findings to repair: its D104.
    assert daily.today == DayFigures(posted=1, open=4, overdue=1, to_repair=1)
    assert daily.yesterday == DayFigures(posted=1, open=2, overdue=0, to_repair=None)


def test_figures_of_a_past_day_are_those_of_its_end(checked):
    assert day_figures(checked, YESTERDAY, to_repair=None) == DayFigures(1, 2, 0, None)


def test_finding_of_a_finished_item_is_counted_as_old(daily):
    assert daily.older_findings == 1  # the D111 of 0003


def test_posted_items_have_their_link_and_whether_they_were_in_time(checked):
    (row,) = daily_lists.posted_items(checked, TODAY).to_dict("records")
    assert row["ID"] == "2026-0001"
    assert row["Tayang"] == pd.Timestamp("2026-11-03 09:20")
    assert row["Batas tayang"] == pd.Timestamp("2026-11-03 12:00")
    assert row["Ketepatan"] == "Tepat waktu"
    assert row["Tautan"] == "https://contoh.id/2026-0001"


def test_items_worked_on_show_the_steps_done_and_the_current_one(checked):
    steps = daily_lists.worked_steps(checked, TODAY)
    second = steps[steps["ID"] == "2026-0002"]
    assert (steps["ID"] == "2026-0001").sum() == 5
    assert second["Langkah"].str[:2].tolist() == ["1.", "2."]
    assert second["Terlambat (menit)"].tolist() == [60, 15]
    assert second["Status"].tolist() == ["Selesai terlambat", "Terlambat"]


def test_past_day_does_not_show_what_was_done_later(checked):
    steps = daily_lists.worked_steps(checked, YESTERDAY)
    assert set(steps["ID"]) == {"2026-0003", "2026-0006"}
    assert (steps["Selesai"] < pd.Timestamp(TODAY)).all()


def test_open_items_stand_with_the_overdue_first_and_tell_the_minutes_left(checked):
    table = daily_lists.open_items(checked, NOW)
    assert table["ID"].tolist() == ["2026-0002", "2026-0004", "2026-0005", "2026-0007"]
    assert table["Keadaan"].tolist() == ["Terlambat", "Dalam batas", "Dalam batas", "Belum dapat dinilai"]
    assert table["Terlambat (menit)"].fillna(0).tolist() == [15, 0, 0, 0]
    # 0005 until Thursday 07.30: 15 minutes and 3 hours today, 7.5 hours on Wednesday.
    assert table["Sisa (menit)"].fillna(0).tolist() == [0, 15, 645, 0]
    assert table["Peran"].tolist() == ["Es. IV Kasubag", "Admin", "Fungsional Umum", ""]


def test_step_in_time_of_an_item_past_its_total_is_marked():
    log = """
P2 2026-0001 acuan Sel 08.00
1 | Budi | Sel 13.10 | | draf
2
"""
    table = daily_lists.open_items(office.checked(log, "Sel 13.20"), np.datetime64("2026-11-03T13:20:00"))
    assert table["Keadaan"].tolist() == ["Lewat batas tayang"]


def test_overruns_name_the_role_and_whether_it_is_still_to_be_done(daily):
    columns = ["ID", "Peran", "Terlambat (menit)", "Keterangan"]
    assert daily.overruns[columns].to_numpy().tolist() == [
        ["2026-0002", "Fungsional Umum", 60, "Selesai terlambat"],
        ["2026-0002", "Es. IV Kasubag", 15, "Belum selesai"],
    ]


def test_findings_to_repair_are_of_living_items_and_of_no_item(daily):
    (row,) = daily.findings.to_dict("records")
    assert (row["Tingkat"], row["Kode"], row["Tab"], row["ID"]) == ("Kesalahan", "D104", "Daftar Konten", "2026-0007")


def test_being_late_is_not_to_be_repaired():
    codes = pd.DataFrame({"code": ["D101", "W401", "W409", "P303", "T501"], "severity": ["error"] * 5})
    assert daily_lists.is_repairable(codes).tolist() == [True, False, True, True, False]


def test_open_response_has_its_age_until_now(checked):
    (row,) = daily_lists.comment_responses(checked, TODAY).to_dict("records")
    assert (row["ID"], row["Menjawab"], row["Keadaan"]) == ("2026-0004", "Judul 2026-0001", "Belum dijawab")
    assert row["Umur (jam)"] == pd.Timedelta(minutes=105)


def test_response_closed_that_day_has_its_age_until_then(checked):
    (row,) = daily_lists.comment_responses(checked, YESTERDAY).to_dict("records")
    assert (row["ID"], row["Keadaan"]) == ("2026-0006", "Tidak direspon")
    assert row["Umur (jam)"] == pd.Timedelta(hours=1)


def test_plan_holds_planned_airings_and_deadlines_of_the_next_five_working_days(checked):
    plan = daily_lists.coming_days(checked, TODAY)
    assert plan["Waktu"].tolist() == [pd.Timestamp("2026-11-05"), pd.Timestamp("2026-11-05 07:30")]
    assert plan["Rencana"].str.slice(0, 13).tolist() == ["Jadwal tayang", "Batas langkah"]
    assert set(plan["ID"]) == {"2026-0005"}


def test_plan_ends_after_the_fifth_working_day():
    log = """
P3 2026-0001 acuan Sen 08.00 jadwal Sel depan
P3 2026-0002 acuan Sen 08.00 jadwal Rab depan
"""
    plan = daily_lists.coming_days(office.checked(log, "Sel 11.45"), TODAY)
    assert plan["ID"][plan["Rencana"] == "Jadwal tayang"].tolist() == ["2026-0001"]


def test_moment_on_the_next_midnight_is_not_on_the_day():
    moments = pd.Series(np.array(["2026-11-03T00:00", "2026-11-04T00:00"], "M8[s]"))
    assert daily_lists.is_on(moments, TODAY).tolist() == [True, False]


def test_day_without_anything_has_empty_tables():
    daily = daily_tables(office.checked("", "Sel 11.45"), TODAY)
    assert daily.today == DayFigures(0, 0, 0, 0)
    assert all(table.empty for table in daily.tables().values())


def test_values_are_the_head_the_figures_and_the_signers(daily):
    values = daily.values(office.LETTERHEAD)
    assert values["tanggal"] == pd.Timestamp("2026-11-03")
    assert values["keadaan_pada"] == pd.Timestamp("2026-11-03 11:45")
    assert values["nomor_sop"] == "SOP Nomor 09/HK.03.1/3326/2022"
    assert values["angka_terbuka"] == 4
    assert values["angka_terlambat_kemarin"] == 0
    assert values["tempat_tanggal"] == "Kajen, 3 November 2026"
    assert (values["penanda_1_nama"], values["penanda_1_nip"]) == ("Agus", "NIP 1970")
    assert values["penanda_2_jabatan"] == ""
    assert values["temuan_lama"] == "Temuan lama pada konten yang sudah selesai: 1 (lihat laporan bulanan)."


def test_past_day_is_shown_as_it_stood_in_its_last_minute(checked):
    values = daily_tables(checked, YESTERDAY).values(office.LETTERHEAD)
    assert values["keadaan_pada"] == pd.Timestamp("2026-11-02 23:59")
