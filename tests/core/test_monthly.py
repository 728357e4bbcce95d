"""The monthly report, counted by hand on a small log of November 2026; checked on the 10th."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import office
from worklog.core import monthly_items, monthly_steps
from worklog.core.monthly import MonthFigures, month_figures, monthly_file_name, monthly_tables

LOG = """
P2 2026-0001 acuan Sen 08.00
1 | Budi | Sen 08.10-08.30 | | draf
2 | Endah | Sen 08.40 | Setuju
3 | Agus | Sen 08.50 | Setuju
4 | Endah | Sen 09.00
5 | Dewi | Sen 09.10 | | https://contoh.id/1
P2 2026-0002 acuan Sel 08.00
1 | Budi | Sel 08.20-09.00 | | draf
2 | Endah | Sel 09.10 | Revisi
putaran 2
1 | Budi | Sel 12.00 | | draf kedua
2 | Endah | Sel 13.10 | Setuju
3 | Agus | Sel 13.20 | Setuju
4 | Endah | Sel 13.30
5 | Dewi | Sel 13.40 | | https://contoh.id/1
P2 2026-0003 acuan Rab 08.00
1 | Budi | Rab 09.30 | | draf
P1 2026-0004 acuan Jum lalu 08.00
1 | Budi | Jum lalu 08.30 | | draf
2 | Endah | Jum lalu 08.40 | Setuju
4 | Endah | Jum lalu 08.50 | Setuju
5 | Dewi | Jum lalu 09.00 | | https://contoh.id/1
P1 2026-0005 acuan Sab lalu 23.00
1 | Budi | Sab lalu 23.30 | | draf
2 | Endah | Sab lalu 23.40 | Setuju
4 | Endah | Sab lalu 23.50 | Setuju
5 | Dewi | Min lalu 00.00 | | https://contoh.id/1
R1 2026-0006 acuan Sen 10.00 | Terkait ID=2026-0001
1 | Dewi | Sen 10.30
2 | Endah | Sen 11.00 | Tidak direspon | draf
R1 2026-0007 acuan Sen 13.00 | Terkait ID=2026-0001
P2 2026-0008
1 | Budi | besok | | draf
P9 2026-0009 acuan Sen 10.00
P3 2026-0010 acuan Sel 08.00 jadwal Kam
1 | Budi | Sel 09.00 | | draf
2 | Endah | Sel 09.10 | Setuju
3 | Agus | Sel 09.20 | Setuju
4 | Endah | Sel 09.30
5 | Dewi | Kam 10.00 | | https://contoh.id/1
"""
NOVEMBER = np.datetime64("2026-11")
FIRST, AFTER = np.datetime64("2026-11-01", "s"), np.datetime64("2026-12-01", "s")


@pytest.fixture(scope="module")
def checked():
    return office.checked(LOG, "Sel depan 11.45")


@pytest.fixture(scope="module")
def monthly(checked):
    return monthly_tables(checked, NOVEMBER)


def row(table: pd.DataFrame, column: str, value: object) -> dict[str, object]:
    (found,) = table[table[column] == value].to_dict("records")
    return found


def test_file_name_has_the_month():
    assert monthly_file_name(NOVEMBER) == "Laporan Bulanan 2026-11.xlsx"


def test_figures_of_the_month_and_of_the_one_before(monthly):
    # Published: 0001, 0002 (late), 0005 and 0010. Steps: 5 + 7 + 1 + 1 + 2 + 5, one of them late.
    assert monthly.now == MonthFigures(items=9, published=4, on_time=0.75, steps=21, late=1 / 21)
    assert monthly.before == MonthFigures(items=1, published=1, on_time=1.0, steps=7, late=0.0)


def test_item_belongs_to_the_month_of_its_airing_then_of_its_reference_then_of_the_check(checked):
    items = monthly_items.items_of(checked, FIRST, AFTER)
    assert "2026-0005" in set(items["id"])  # began in October, aired in November
    assert "2026-0007" in set(items["id"])  # not aired: Waktu Acuan
    assert "2026-0008" in set(items["id"])  # without any date


def test_every_item_stands_in_exactly_one_month(checked):
    months = np.arange(np.datetime64("2026-09"), np.datetime64("2027-01"))
    parts = [monthly_items.items_of(checked, m.astype("M8[s]"), (m + 1).astype("M8[s]")) for m in months]
    assert sorted(pd.concat(parts)["id"]) == sorted(checked.items["id"])


def test_flows_are_counted_and_compared_with_the_month_before(monthly):
    general, ceremonial, total = (row(monthly.flows, "Alur", code) for code in ("P2", "P1", "Semua"))
    assert (general["Jumlah"], general["Tayang"], general["Tepat waktu"], general["Belum selesai"]) == (4, 2, 1, 2)
    assert general["Bagian tepat waktu"] == 0.5
    assert np.isnan(general["Bagian tepat waktu bulan lalu"])
    assert (ceremonial["Jumlah bulan lalu"], ceremonial["Perubahan"]) == (1, 0.0)
    assert (total["Jumlah"], total["Tidak tepat waktu"], total["Ditutup tanpa tayang"]) == (9, 1, 1)


def test_items_without_a_known_flow_are_counted_apart(monthly):
    assert row(monthly.flows, "Nama alur", "Alur tidak dikenal")["Jumlah"] == 1


def test_content_mix_is_of_published_posts(monthly):
    assert monthly.mix["Tayang"].tolist() == [1, 3]
    assert monthly.mix["Bagian"].tolist() == [0.25, 0.75]
    assert monthly.mix["Bagian bulan lalu"].tolist() == [1.0, 0.0]


def test_responses_tell_how_they_ended(monthly):
    r1 = row(monthly.responses, "Batas", "5 jam")
    assert (r1["Komentar"], r1["Dijawab"], r1["Tidak direspon"], r1["Belum dijawab"]) == (2, 0, 1, 1)


def test_rounds_and_revisions_are_counted_by_flow(monthly):
    p2 = row(monthly.rounds, "Alur", "P2")
    assert (p2["Lebih dari satu putaran"], p2["Bagian"], p2["Putaran terbanyak"]) == (1, 0.25, 2)
    assert p2["Keputusan Revisi"] == 1


def test_step_times_run_from_handover_to_finish(monthly):
    # P2 step 1 took 30, 60, 170 and 90 minutes of the 120; the median lies between 60 and 90.
    step = row(monthly.steps, "Kode", "P2.1")
    times = np.array([30, 60, 90, 170])
    assert (step["Jumlah"], step["Batas"], step["Terlambat"]) == (4, "2 jam", 1)
    assert step["Median (menit)"] == 75
    assert step["Persentil 95 (menit)"] == pytest.approx(np.percentile(times, 95))
    assert step["Median dari batas"] == 75 / 120
    assert step["Bagian terlambat"] == 0.25


def test_all_steps_of_the_sop_are_listed(monthly):
    assert len(monthly.steps) == 39
    assert row(monthly.steps, "Kode", "R2.7")["Jumlah"] == 0


def test_airing_on_the_planned_day_has_no_time_limit(monthly):
    step = row(monthly.steps, "Kode", "P3.5")
    assert (step["Jumlah"], step["Batas"], step["Terlambat"]) == (1, "hari tayang", 0)
    assert np.isnan(step["Median (menit)"])


def test_step_finished_before_its_handover_has_no_time():
    log = """
P2 2026-0001 acuan Sen 08.00
1 | Budi | Sen 09.00 | | draf
2 | Endah | Sen 08.50 | Setuju
"""
    steps = monthly_steps.finished_steps(office.checked(log, "Sel depan 08.00"), FIRST, AFTER)
    assert steps["used"].isna().tolist() == [False, True]


def test_overruns_are_those_of_the_month_with_what_was_overdue_at_its_end(monthly):
    assert monthly.overruns["ID"].tolist() == ["2026-0007", "2026-0003", "2026-0002"]
    assert monthly.overruns["Terlambat (menit)"].tolist()[-1] == 50


def test_work_by_role_tells_work_and_waiting_apart_where_mulai_is_given(monthly):
    staff = row(monthly.roles, "Peran", "Fungsional Umum")
    assert len(monthly.roles) == 5
    assert (staff["Langkah selesai"], staff["Terlambat"], staff["Mulai diisi"]) == (5, 1, 2)
    assert (staff["Median kerja (menit)"], staff["Median menunggu (menit)"]) == (30, 15)


def test_work_by_person_starts_with_the_busiest(monthly):
    assert monthly.people["Petugas"].tolist()[0] == "Endah"
    assert monthly.people["Langkah selesai"].sum() == 21


def test_step_without_a_name_is_counted_under_no_name():
    log = "P2 2026-0001 acuan Sen 08.00\n1 | | Sen 08.10-08.30 | | draf"
    steps = monthly_steps.finished_steps(office.checked(log, "Sel depan 08.00"), FIRST, AFTER)
    assert monthly_steps.people_table(steps)["Petugas"].tolist() == [monthly_steps.NO_NAME]


def test_findings_are_counted_by_rule_with_errors_first(monthly):
    late = row(monthly.rules, "Kode", "W404")
    assert (late["Tingkat"], late["Jumlah"], late["Konten"]) == ("Kesalahan", 2, 2)
    assert monthly.rules["Tingkat"].tolist() == sorted(
        monthly.rules["Tingkat"], key=["Kesalahan", "Peringatan", "Catatan"].index
    )


def test_findings_of_no_item_are_counted_on_request(checked):
    items = monthly_items.items_of(checked, FIRST, AFTER)
    loose = replace(checked, findings=checked.findings.assign(item=-1))
    assert monthly_items.rules_table(loose, items, with_itemless=True)["Jumlah"].sum() == len(checked.findings)
    assert monthly_items.rules_table(loose, items, with_itemless=False).empty


def test_items_not_judgeable_tell_why(monthly):
    causes = dict(zip(monthly.not_judgeable["ID"], monthly.not_judgeable["Sebab"], strict=True))
    assert set(causes) == {"2026-0008", "2026-0009"}
    assert causes["2026-0008"].startswith("D108 ")
    assert "D106 " in causes["2026-0008"]
    assert causes["2026-0009"].startswith("D104 ")


def test_days_of_the_month_add_up_to_its_totals(monthly):
    assert len(monthly.days) == 30
    assert monthly.days["Konten"].sum() + monthly.days["Respon"].sum() == monthly.now.published
    assert monthly.days["Langkah selesai"].sum() == monthly.now.steps
    assert row(monthly.days, "Tanggal", pd.Timestamp("2026-11-03"))["Langkah terlambat"] == 1


def test_list_of_items_has_each_item_once(monthly):
    assert len(monthly.items) == 9
    late = row(monthly.items, "ID", "2026-0002")
    assert (late["Ketepatan"], late["Putaran"], late["Langkah selesai"]) == ("Tidak tepat waktu", 2, 7)
    assert "W403" in late["Temuan"]


def test_raw_steps_hold_what_the_totals_are_made_of(monthly):
    assert len(monthly.raw) == monthly.now.steps
    assert (monthly.raw["Terlambat"] == "Ya").sum() == monthly.steps["Terlambat"].sum()
    first = row(monthly.raw[monthly.raw["Putaran"] == 2], "No", 1)
    assert (first["Batas (menit)"], first["Dipakai (menit)"], first["Terlambat (menit)"]) == (120, 170, 50)


def test_month_without_anything_has_zeros_and_unknown_shares():
    checked = office.checked("", "Sel depan 11.45")
    monthly = monthly_tables(checked, NOVEMBER)
    assert (monthly.now.items, monthly.now.steps) == (0, 0)
    assert np.isnan(monthly.now.on_time)
    assert monthly.values(office.LETTERHEAD)["angka_tepat"] == "—"
    assert monthly.flows["Jumlah"].sum() == 0
    assert monthly.items.empty


def test_values_of_the_month(monthly):
    values = monthly.values(office.LETTERHEAD)
    assert values["bulan"] == pd.Timestamp("2026-11-01")
    assert (values["angka_konten"], values["angka_konten_lalu"], values["angka_tepat"]) == (9, 1, 0.75)
    assert values["tempat_tanggal"] == "Kajen, 10 November 2026"


def test_month_that_is_over_is_dated_on_its_last_day(checked):
    assert monthly_tables(checked, np.datetime64("2026-10")).day == np.datetime64("2026-10-31")


def test_month_figures_share_of_judged_steps():
    log = "P2 2026-0001\n1 | Budi | Sen 08.30 | | draf"
    checked = office.checked(log, "Sel depan 08.00")
    steps = monthly_steps.finished_steps(checked, FIRST, AFTER)
    figures = month_figures(monthly_items.items_of(checked, FIRST, AFTER), steps)
    assert figures.steps == 1
    assert np.isnan(figures.late)
