"""The daily report, counted by hand on a small log of Tuesday, 3 November 2026, at 11.45."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import office
from core.history.remembered import memory_of
from worklog.core.history.lives import NO_MEMORY
from worklog.core.judging.check import check
from worklog.core.log.grids import Grid
from worklog.core.publishing.summary import summarise
from worklog.core.reports.daily.report import DayFigures, daily_file_name, daily_tables, day_figures

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


@pytest.fixture(scope="module")
def checked():
    return office.checked(LOG, "Sel 11.45")


@pytest.fixture(scope="module")
def daily(checked):
    return daily_tables(checked, TODAY)


def test_file_name_has_the_day():
    assert daily_file_name(np.datetime64("2026-11-22")) == "Laporan Harian 2026-11-22.xlsx"


def test_figures_of_the_day_and_of_yesterday(daily):
    # Open: 0002, 0004, 0005 and the one without a flow.
    assert daily.today == DayFigures(posted=1, open=4, overdue=1)
    assert daily.yesterday == DayFigures(posted=1, open=2, overdue=0)


@pytest.mark.slow
def test_figures_of_a_past_day_are_those_of_its_end(checked):
    assert daily_tables(checked, YESTERDAY).today == daily_tables(checked, TODAY).yesterday == DayFigures(1, 2, 0)


def test_item_that_was_late_at_the_end_of_yesterday_counts_for_yesterday():
    log = """
    P2 2026-0001 acuan Sen 08.00
    1 | Budi | Sel 08.00 | | draf
    """
    daily = daily_tables(office.checked(log, "Sel 08.10"), TODAY)
    assert (daily.today.overdue, daily.yesterday.overdue) == (1, 1)


def test_airing_typed_ahead_has_not_been_today():
    log = f"""
    {office.READY_TO_POST}
    5 | Dewi | Sel 12.05 | | https://contoh.id/1
    """
    assert day_figures(office.checked(log, "Sel 11.45"), TODAY) == DayFigures(posted=0, open=0, overdue=0)
    assert day_figures(office.checked(log, "Sel 11.55"), TODAY).posted == 1  # within the tolerance of W409


def test_what_there_is_to_repair_is_that_of_the_end_of_the_day(checked, daily):
    past = daily_tables(checked, YESTERDAY)
    assert daily.findings["Kode"].tolist() == ["D104"]
    assert past.findings["Kode"].tolist() == ["D104", "D111"]  # of 0003, aired without a link that day


def test_the_total_of_findings_is_that_of_ringkasan_and_says_which_part_the_report_lists(checked, daily):
    assert daily.all_findings == summarise(checked).repairs_total == 2  # the D111 of 0003, finished, and the D104
    assert daily.values(office.LETTERHEAD)["catatan_pemeriksaan"] == (
        "2 catatan di buku kerja perlu dilengkapi atau diperbaiki, seperti di tab Ringkasan; 1 di antaranya pada konten yang "
        "berjalan atau dikerjakan hari itu (daftarnya di lampiran). 1 sudah ada kemarin."
    )


def test_finding_that_is_new_today_was_not_there_yesterday():
    log = "P9 2026-0001 acuan Sen 08.00\nP9 2026-0002 acuan Sel 08.00"
    daily = daily_tables(office.checked(log, "Sel 11.45"), TODAY)
    assert (len(daily.findings), daily.standing_findings) == (2, 1)


def test_day_without_anything_has_empty_tables():
    daily = daily_tables(office.checked("", "Sel 11.45"), TODAY)
    assert daily.today == DayFigures(0, 0, 0)
    assert [name for name, table in daily.tables().items() if len(table)] == []


def test_values_are_the_head_the_figures_and_the_signers(daily):
    values = daily.values(office.LETTERHEAD)
    assert values["tanggal"] == pd.Timestamp("2026-11-03")
    assert values["keadaan_pada"] == "Keadaan pada 3 Nov 2026 11.45 WIB"
    assert values["nomor_sop"] == "SOP Nomor 09/HK.03.1/3326/2022"
    assert values["tempat_tanggal"] == "Kajen, 3 November 2026"
    assert (values["penanda_1_nama"], values["penanda_1_nip"]) == ("Agus", "NIP 1970")
    assert values["penanda_2_jabatan"] == ""


def test_values_have_yesterday_and_the_change_beside_today(daily):
    values = daily.values(office.LETTERHEAD)
    assert [values[f"{kind}"] for kind in ("angka_terbuka", "angka_terbuka_kemarin", "ubah_terbuka")] == [4, 2, 2]
    assert [values[f"{kind}"] for kind in ("angka_tayang", "angka_tayang_kemarin", "ubah_tayang")] == [1, 1, 0]


def test_report_of_a_past_day_says_of_which_moment_it_is_and_when_it_was_made(checked):
    values = daily_tables(checked, YESTERDAY).values(office.LETTERHEAD)
    assert values["keadaan_pada"] == ("Laporan susulan, dibuat 3 Nov 2026 11.45 WIB: keadaan pada akhir 2 Nov 2026")
    assert values["tempat_tanggal"] == "Kajen, 3 November 2026", "it is signed on the day on which it is made"


def test_what_the_history_warns_of_stands_behind_what_can_be_repaired_and_is_not_counted():
    item, late = "P2 2026-0001 acuan Sel 08.00\n", "1 | Budi | Sel 08.20\n2"
    memory = memory_of([("2026-11-03T10:00", item + "1\n2"), ("2026-11-03T11:00", item + late)])
    grids: dict[str, Grid] = dict(office.grids_of(item + late))
    now = np.datetime64("2026-11-03T11:45", "s")
    without, daily = (daily_tables(check(grids, office.office(), now, m), TODAY) for m in (NO_MEMORY, memory))
    assert daily.findings["Kode"].tolist() == [*without.findings["Kode"], "A601"]
    assert len(without.findings)
    assert (daily.findings_of_day, daily.all_findings) == (without.findings_of_day, without.all_findings)


@pytest.mark.parametrize(
    ("seen", "told"), [("2026-11-03T08:00", " Tanpa riwayat sebelum 3 Nov 2026 08.00."), ("2026-11-02T16:00", "")]
)
def test_a_past_day_before_the_history_began_says_so(seen: str, told: str):
    grids: dict[str, Grid] = dict(office.grids_of(LOG))
    checked = check(grids, office.office(), np.datetime64("2026-11-03T11:45", "s"), memory_of([(seen, LOG)]))
    about = {
        day: daily_tables(checked, day).values(office.LETTERHEAD)["catatan_pemeriksaan"] for day in (TODAY, YESTERDAY)
    }
    assert "Tanpa riwayat" not in str(about[TODAY])
    assert str(about[YESTERDAY]).endswith(told)
    assert ("Tanpa riwayat" in str(about[YESTERDAY])) == bool(told)
