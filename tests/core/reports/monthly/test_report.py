"""The monthly report as a whole, counted by hand on the log of `monthly_log`."""

from __future__ import annotations

import numpy as np
import pandas as pd

import office
from core.monthly_log import NOVEMBER, checked, november, report_of, row
from worklog.core.reports.monthly.report import monthly_file_name, monthly_tables
from worklog.core.reports.monthly.trend import MonthFigures

OCTOBER, DECEMBER = NOVEMBER - 1, NOVEMBER + 1


def test_file_name_has_the_month():
    assert monthly_file_name(NOVEMBER) == "Laporan Bulanan 2026-11.xlsx"


def test_figures_of_the_month_and_of_the_one_before():
    # Published: 0001, 0002 (late), 0005 and 0010. Steps: 5 + 7 + 1 + 1 + 2 + 5, one of them late.
    assert november().now == MonthFigures(
        items=9, answers=2, published=4, judged=4, on_time=3, overdue=2, due=6, steps=21, judged_steps=21, late=1
    )
    assert november().before == MonthFigures(
        items=1, answers=0, published=1, judged=1, on_time=1, overdue=0, due=1, steps=7, judged_steps=7, late=0
    )


def test_shares_are_of_what_could_be_judged():
    figures = MonthFigures(
        items=5, answers=0, published=4, judged=3, on_time=2, overdue=0, due=3, steps=9, judged_steps=8, late=2
    )
    assert (figures.on_time_share, figures.late_share) == (2 / 3, 0.25)


def test_steps_without_a_deadline_are_not_judged():
    figures = report_of("P2 2026-0001\n1 | Budi | Sen 08.30 | | draf").now
    assert (figures.steps, figures.judged_steps) == (1, 0)
    assert np.isnan(figures.late_share)


def test_values_of_the_month():
    values = november().values(office.LETTERHEAD)
    assert values["bulan"] == pd.Timestamp("2026-11-01")
    assert (values["angka_konten"], values["angka_konten_lalu"], values["angka_tepat"]) == (9, 1, 0.5)
    assert values["tempat_tanggal"] == "Kajen, 10 November 2026"


def test_each_figure_says_what_it_is_a_part_of():
    values = november().values(office.LETTERHEAD)
    assert values["rincian_konten"] == "7 konten, 2 respon"
    assert values["rincian_tepat"] == "3 dari 6, termasuk 2 lewat batas"
    assert values["rincian_terlambat"] == "1 dari 21 yang dapat dinilai"


def test_report_says_when_it_was_counted_and_whether_the_month_is_over():
    values = [monthly_tables(checked(), month).values(office.LETTERHEAD) for month in (OCTOBER, NOVEMBER)]
    assert [value["dihitung"] for value in values] == [
        "Dibuat 10 Nov 2026 11.45 WIB: keadaan pada akhir 31 Okt 2026",
        "Dihitung 10 Nov 2026 11.45; bulan ini belum berakhir",
    ]


def test_month_that_is_over_is_dated_on_its_last_day():
    assert monthly_tables(checked(), OCTOBER).day == np.datetime64("2026-10-31")


def test_month_without_anything_has_unknown_shares_and_no_rows_of_zeros():
    empty = report_of("")
    values = empty.values(office.LETTERHEAD)
    assert (values["angka_konten"], values["angka_tepat"]) == (0, "–")
    assert {name: len(table) for name, table in empty.tables().items() if len(table)} == {}


def test_month_with_items_but_without_work_has_no_rows_of_zeros_for_it():
    tables = report_of("P2 2026-0001 acuan Sen 08.00", "Sen 09.00").tables()
    assert row(tables["tabel_alur"], "Alur", "P2")["Jumlah"] == 1
    assert tables["tabel_langkah"].empty
    assert tables["tabel_hari"].empty


def test_month_after_one_with_work_left_over_tells_only_what_is_still_to_do():
    left_over = report_of("P2 2026-0001 acuan Sen 08.00", "2026-12-01T08:00", DECEMBER)
    assert left_over.tables()["tabel_simpulan"].to_dict("records") == [
        {
            "Pertanyaan": "Yang perlu diubah?",
            "Jawaban": "Selesaikan 1 langkah yang masih lewat batas; yang paling lama konten 2026-0001.",
        }
    ]


def test_overruns_are_those_of_the_month_with_what_was_overdue_at_its_end():
    assert november().overruns["ID"].tolist() == ["2026-0007", "2026-0003", "2026-0002"]
    assert november().overruns["Terlambat (menit)"].tolist()[-1] == 50
