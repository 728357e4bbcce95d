"""To which month an item belongs, the list of items, and the days of a month."""

from __future__ import annotations

import pandas as pd
import pytest

import office
from core.monthly_log import checked, november, report_of, row
from worklog.core.reports.monthly.items import all_items, items_table


def month_of(id_: str) -> str:
    items = all_items(checked())
    return f"{items.set_index('id').loc[id_, 'month']:%Y-%m}"


@pytest.mark.parametrize(
    ("id_", "month"),
    [
        ("2026-0004", "2026-10"),  # aired in October
        ("2026-0005", "2026-11"),  # began in October, aired in November
        ("2026-0007", "2026-11"),  # not aired: Waktu Acuan
        ("2026-0008", "2026-11"),  # without any date: the month of the check
    ],
)
def test_item_belongs_to_the_month_of_its_airing_then_of_its_reference_then_of_the_check(id_, month):
    assert month_of(id_) == month


def test_airing_typed_for_a_day_to_come_is_not_counted_as_published():
    log = f"{office.READY_TO_POST}\n5 | Dewi | Jum 12.30 | | https://contoh.id/1"
    report = report_of(log, "Sel 13.00")
    assert (report.now.items, report.now.published) == (1, 0)
    assert report.days["Konten"].sum() == 0


def test_days_of_the_month_add_up_to_its_totals():
    days = november().days
    assert len(days) == 30
    assert days["Konten"].sum() + days["Respon"].sum() == november().now.published
    assert days["Langkah selesai"].sum() == november().now.steps
    assert row(days, "Tanggal", pd.Timestamp("2026-11-03"))["Langkah terlambat"] == 1


def test_list_of_items_has_each_item_once():
    items = november().items
    assert len(items) == 9
    late = row(items, "ID", "2026-0002")
    assert (late["Jenis"], late["Ketepatan"]) == ("Informasi", "Tidak tepat waktu")
    assert (late["Putaran"], late["Revisi"], late["Langkah selesai"]) == (2, 1, 7)
    assert "W403" in late["Temuan"]


def test_item_that_is_not_aired_and_past_its_deadline_stands_out_in_the_list():
    assert row(november().items, "ID", "2026-0003")["Ketepatan"] == "Belum tayang, lewat batas"
    assert row(november().items, "ID", "2026-0006")["Ketepatan"] == ""


def test_planned_item_is_overdue_only_when_its_day_is_over():
    log = "P3 2026-0001 acuan Sen 08.00 jadwal Kam"
    assert [report_of(log, now).now.overdue for now in ("Kam 23.00", "Jum 07.00")] == [0, 1]


def test_list_shows_the_day_where_nobody_typed_a_time():
    log = "P3 2026-0001 acuan Sen 08.00 jadwal Kam\n" + "".join(
        f"{step}\n"
        for step in (
            "1 | Budi | Sen 09.00 | | draf",
            "2 | Endah | Sen 09.10 | Setuju",
            "3 | Agus | Sen 09.20 | Setuju",
            "4 | Endah | Sen 09.30",
            "5 | Dewi | 5/11/2026 | | https://ig/1",
        )
    )
    judged = office.checked(log, "Jum 09.00")
    assert items_table(judged, all_items(judged))["Tayang"].tolist() == ["5 Nov 2026"]
