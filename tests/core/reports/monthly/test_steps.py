"""The steps of a month: their times against the limits of the SOP, and the raw rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.monthly_log import november, report_of, row


def test_step_times_run_from_handover_to_finish():
    # P2 step 1 took 30, 60, 170 and 90 minutes of the 120; the median lies between 60 and 90.
    step = row(november().steps, "Kode", "P2.1")
    assert (step["Jumlah"], step["Batas"], step["Terlambat"]) == (4, "2 jam", 1)
    assert step["Median (menit)"] == 75
    assert np.isnan(step["Persentil 95 (menit)"]), "four values have no 95th percentile"
    assert step["Median dari batas"] == 75 / 120
    assert step["Bagian terlambat"] == 0.25


def drafts(count: int) -> str:
    """So many items whose first step took 1, 2, 3 … minutes."""
    return "".join(
        f"P2 2026-{number:04} acuan Sen 08.00\n1 | Budi | Sen 08.{number:02} | | draf\n"
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize(("count", "is_told"), [(19, False), (20, True)])
def test_the_95th_percentile_is_told_from_twenty_values_on(count: int, is_told: bool):
    step = row(report_of(drafts(count), "Sen 09.00").steps, "Kode", "P2.1")
    expected = np.percentile(np.arange(1, count + 1), 95) if is_told else np.nan
    assert step["Persentil 95 (menit)"] == pytest.approx(expected, nan_ok=True)
    assert step["Persentil 95 dari batas"] == pytest.approx(expected / 120, nan_ok=True)


def test_the_five_slowest_steps_are_named_with_their_limit_the_slowest_first():
    slowest = november().slowest
    assert len(slowest) == 5
    assert slowest["Median dari batas"].is_monotonic_decreasing
    draft = row(slowest, "Langkah", "P2.1 Pegawai yang bertugas siapkan konsep publikasi (4 kali)")
    assert (draft["Batas"], draft["Median (menit)"], draft["Batas SOP"]) == ("2 jam", 75, 1.0)


def test_all_steps_of_the_sop_are_listed():
    assert len(november().steps) == 39
    assert row(november().steps, "Kode", "R2.7")["Jumlah"] == 0


def test_airing_on_the_planned_day_has_no_time_limit():
    step = row(november().steps, "Kode", "P3.5")
    assert (step["Jumlah"], step["Dinilai"], step["Diukur"]) == (1, 1, 0)
    assert (step["Batas"], step["Terlambat"]) == ("hari tayang", 0)
    assert np.isnan(step["Median (menit)"])


def test_step_finished_before_its_handover_has_no_time():
    log = """
P2 2026-0001 acuan Sen 08.00
1 | Budi | Sen 09.00 | | draf
2 | Endah | Sen 08.50 | Setuju
"""
    assert report_of(log).raw["Dipakai"].isna().tolist() == [False, True]


def test_raw_steps_hold_what_the_totals_are_made_of():
    raw = november().raw
    assert len(raw) == november().now.steps
    assert (raw["Terlambat"] == "Ya").sum() == november().steps["Terlambat"].sum()
    assert (raw["Dinilai"] == "Ya").sum() == november().steps["Dinilai"].sum()


def test_raw_times_are_durations():
    second = row(november().raw[november().raw["Putaran"] == 2], "Kode", "P2.1")
    minutes = {name: pd.Timedelta(minutes=count) for name, count in (("batas", 120), ("dipakai", 170), ("late", 50))}
    assert (second["Lama batas"], second["Dipakai"]) == (minutes["batas"], minutes["dipakai"])
    assert second["Lama terlambat"] == minutes["late"]
    assert second["Dipakai dari batas"] == 170 / 120


def test_duration_of_a_step_in_time_has_no_lateness():
    assert november().raw["Lama terlambat"].notna().sum() == 1
