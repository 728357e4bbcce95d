"""Each number of the monthly report can be found again in the raw sheets of the same file, with pandas as with a pivot."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from commands import Example, call
from office import LETTERHEAD
from report_tables import read_raw, read_table, read_value
from selection import first_ones
from worklog.config.config import load_config
from worklog.core.indonesian import UNKNOWN, duration_text
from worklog.core.reports.daily.report import daily_tables
from worklog.example import EXAMPLE_NOW
from worklog.jobs.desk import Desk

pytest_plugins = ("command_offices",)

MINUTE = timedelta(minutes=1)
WORKING_DAY = (27_000, "hari kerja")
PLANNED_STEPS = ("P3.5", "P4.10")


@pytest.fixture(scope="module")
def report(made_example: Example) -> Path:
    """The monthly report of the worked example."""
    return made_example.folder / "laporan" / "Laporan Bulanan 2026-11.xlsx"


@pytest.fixture(scope="module")
def steps(report: Path) -> pd.DataFrame:
    return read_raw(report, "Data").assign(
        minutes=lambda raw: pd.to_timedelta(raw["Dipakai"]) / MINUTE,
        work=lambda raw: pd.to_timedelta(raw["Kerja"]) / MINUTE,
        wait=lambda raw: pd.to_timedelta(raw["Menunggu"]) / MINUTE,
        judged=lambda raw: raw["Dinilai"] == "Ya",
        late=lambda raw: raw["Terlambat"] == "Ya",
    )


@pytest.fixture(scope="module")
def items(report: Path) -> pd.DataFrame:
    raw = read_raw(report, "Daftar")
    return raw.assign(
        aired=raw["Tayang"].notna(),
        open=raw["Keadaan"].isin(["Belum mulai", "Berjalan"]),
        overdue=raw["Ketepatan"] == "Belum tayang, lewat batas",
        on_time=raw["Ketepatan"] == "Tepat waktu",
        missed=raw["Ketepatan"] == "Tidak tepat waktu",
        unjudged=raw["Ketepatan"] == "Perlu dilengkapi",
    )


def known(shown: pd.Series) -> pd.Series:
    return shown.mask(shown == UNKNOWN).astype(float)


def same(shown: pd.Series, counted: pd.Series) -> None:
    """Compare a column of the report with what was counted, key by key; blank and a dash are not known."""
    np.testing.assert_allclose(
        known(shown).to_numpy(),
        counted.reindex(shown.index).astype(float).to_numpy(),
        rtol=1e-9,
    )


def in_words(minutes: pd.Series, codes: pd.Index | None = None) -> list[str]:
    """Times as the report tells them: by the clock of the step's flow, without one in hours."""
    days = [(0, "")] * len(minutes) if codes is None else [_day(code) for code in codes]
    told = zip(minutes.tolist(), days, strict=True)
    return [UNKNOWN if count != count else duration_text(round(count * 60), *day) for count, day in told]


def _day(code: str) -> tuple[int, str]:
    return (86_400, "hari") if code.startswith("P1.") or code in PLANNED_STEPS else WORKING_DAY


def test_raw_steps_have_real_moments_and_durations(report: Path) -> None:
    sheet = load_workbook(report)["Data"]
    cells = dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))
    assert {type(cells[name].value) for name in ("Serah terima", "Selesai", "Batas")} == {datetime}
    assert {type(cells[name].value) for name in ("Lama batas", "Dipakai")} == {timedelta}
    assert {cells[name].number_format for name in ("Lama batas", "Dipakai", "Kerja", "Lama terlambat")} == {"[h]:mm"}


@pytest.mark.parametrize(
    ("sheet", "table"),
    first_ones(
        [
            ("Data", "DataLangkah"),
            ("Daftar", "DaftarKonten"),
            ("Terlambat", "DaftarTerlambat"),
            ("Data Catatan", "DataTemuan"),
        ]
    ),
)
@pytest.mark.slow
def test_raw_sheets_are_tables_that_excel_can_pivot(report: Path, sheet: str, table: str) -> None:
    cells = load_workbook(report)[sheet]
    found = cells.tables[table]
    header, *body = cells[found.ref]
    assert [cell.value for cell in header] == [column.name for column in found.tableColumns]
    assert len({cell.value for cell in header}) == len(header)
    assert all(row[1].value is not None for row in body)
    assert cells.max_row == body[-1][0].row


def test_times_of_each_step_are_those_of_the_raw_sheet(report: Path, steps: pd.DataFrame) -> None:
    shown = read_table(report, "tabel_langkah").set_index("Kode")
    happened = shown[shown["Jumlah"] > 0]
    by_step = steps.groupby("Kode")
    assert shown["Jumlah"].sum() == len(steps)
    same(happened["Jumlah"], by_step.size())
    same(happened["Dinilai"], by_step["judged"].sum())
    same(happened["Terlambat"], by_step["late"].sum())
    same(happened["Bagian terlambat"], by_step["late"].sum() / by_step["judged"].sum())
    medians = by_step["minutes"].median().reindex(happened.index)
    assert happened["Median"].tolist() == in_words(medians, happened.index)
    enough = by_step["minutes"].count() >= 20
    p95 = by_step["minutes"].quantile(0.95).where(enough).reindex(happened.index)
    assert happened["Persentil 95"].tolist() == in_words(p95, happened.index)
    same(happened["Median dari batas"], by_step["Dipakai dari batas"].median())
    same(happened["Persentil 95 dari batas"], by_step["Dipakai dari batas"].quantile(0.95).where(enough))


def test_limits_to_be_revised_follow_from_the_raw_sheet(report: Path, steps: pd.DataFrame) -> None:
    by_step = steps.groupby("Kode")
    missed, p95 = by_step["late"].sum() / by_step["judged"].sum(), by_step["Dipakai dari batas"].quantile(0.95)
    judged, measured = by_step["judged"].sum() >= 5, by_step["Dipakai dari batas"].count() >= 20
    expected = {*missed.index[judged & (missed > 0.25)], *p95.index[measured & (p95 < 0.5)]}
    assert set(read_table(report, "tabel_batas")["Kode"]) == (expected or {"Tidak ada."})


@pytest.mark.parametrize(
    ("table", "shown_as", "key"), [("tabel_peran", "Pelaksana", "Peran"), ("tabel_petugas", "Petugas", "Petugas")]
)
def test_work_of_roles_and_people_is_that_of_the_raw_sheet(
    report: Path, steps: pd.DataFrame, table: str, shown_as: str, key: str
) -> None:
    shown = read_table(report, table).set_index(shown_as)
    grouped = steps.fillna({key: "(nama tidak diisi)"}).groupby(key)
    assert shown["Langkah selesai"].sum() == len(steps)
    same(shown["Langkah selesai"], grouped.size())
    same(shown["Terlambat"], grouped["late"].sum())
    same(shown["Bagian terlambat"], grouped["late"].sum() / grouped["judged"].sum())
    same(shown["Mulai diisi"], grouped["work"].count())
    for name, column in (("Median waktu langkah", "minutes"), ("Median kerja", "work"), ("Median menunggu", "wait")):
        assert shown[name].tolist() == in_words(grouped[column].median().reindex(shown.index))


def test_late_steps_are_those_of_the_list_of_overruns(report: Path, steps: pd.DataFrame) -> None:
    listed, roles = read_table(report, "tabel_terlambat"), read_table(report, "tabel_peran").set_index("Pelaksana")
    finished = listed[listed["Keterangan"] == "Selesai terlambat"]
    assert sorted(finished["ID"]) == sorted(steps.loc[steps["late"], "ID"])
    late = steps[steps["late"]]
    minutes = np.ceil(pd.to_timedelta(late["Lama terlambat"]) / MINUTE)
    assert sorted(finished["Terlambat"]) == sorted(in_words(minutes, pd.Index(late["Kode"])))
    overdue = listed[listed["Keterangan"] == "Belum selesai"].groupby("Pelaksana").size()
    same(roles["Masih lewat batas"], overdue.reindex(roles.index, fill_value=0))


def test_flows_are_counted_from_the_list_of_items(report: Path, items: pd.DataFrame) -> None:
    total = read_table(report, "tabel_alur_jumlah", header_of="tabel_alur")
    shown = pd.concat([read_table(report, "tabel_alur"), total]).set_index("Alur")
    everything = pd.concat([items, items.assign(Alur="Semua")])
    by_flow = everything.groupby("Alur")
    same(shown["Jumlah"], by_flow.size())
    for column, counted in (
        ("Tayang", "aired"),
        ("Tepat waktu", "on_time"),
        ("Tidak tepat waktu", "missed"),
        ("Perlu dilengkapi", "unjudged"),
        ("Belum selesai", "open"),
        ("… di antaranya lewat batas", "overdue"),
    ):
        same(shown[column], by_flow[counted].sum())
    same(shown["Ditutup tanpa tayang"], (~everything["aired"] & ~everything["open"]).groupby(everything["Alur"]).sum())
    due = (everything["on_time"] | everything["missed"] | everything["overdue"]).groupby(everything["Alur"]).sum()
    same(shown["Bagian tepat waktu"], by_flow["on_time"].sum() / due.where(due > 0))
    same(
        shown["Perubahan (poin persen)"],
        (known(shown["Bagian tepat waktu"]) - known(shown["Bagian bulan lalu"])) * 100,
    )


def test_content_mix_and_rounds_are_counted_from_the_list_of_items(report: Path, items: pd.DataFrame) -> None:
    mix, rounds = read_table(report, "tabel_jenis"), read_table(report, "tabel_putaran").set_index("Alur")
    posted = items.loc[items["aired"], "Jenis"].value_counts()
    same(mix.set_index("Jenis konten")["Tayang"], posted)
    by_flow = items.assign(again=items["Putaran"] > 1).groupby("Alur")
    same(rounds["Lebih dari satu putaran"], by_flow["again"].sum())
    same(rounds["Putaran terbanyak"], by_flow["Putaran"].max())
    same(rounds["Keputusan Revisi"], by_flow["Revisi"].sum())


def test_responses_are_counted_from_the_list_of_items(report: Path, items: pd.DataFrame) -> None:
    shown = read_table(report, "tabel_respon")
    shown = shown.set_index(shown["Alur"].str[:2])
    by_flow = items[items["Jenis"] == "Respon"].groupby("Alur")
    same(shown["Komentar"], by_flow.size())
    for column, counted in (("Dijawab", "aired"), ("Dalam batas", "on_time"), ("Lewat batas", "missed")):
        same(shown[column], by_flow[counted].sum())
    ended = shown[["Dijawab", "Tidak direspon", "Belum dijawab", "Batal"]].sum(axis="columns")
    same(shown["Komentar"], ended)


def test_days_are_counted_from_the_raw_sheets(report: Path, items: pd.DataFrame, steps: pd.DataFrame) -> None:
    shown = read_table(report, "tabel_hari").set_index("Tanggal")
    answers = items["Jenis"] == "Respon"
    for column, moments in (
        ("Konten tayang", items.loc[~answers, "Tayang"]),
        ("Respon tayang", items.loc[answers, "Tayang"]),
        ("Langkah selesai", steps["Selesai"]),
        ("Langkah terlambat", steps.loc[steps["late"], "Selesai"]),
    ):
        days = pd.to_datetime(moments).dt.normalize().value_counts()
        same(shown[column], days.reindex(shown.index, fill_value=0))


def test_findings_by_rule_are_counted_from_the_list_of_findings(report: Path) -> None:
    shown, raw = read_table(report, "tabel_temuan").set_index("Kode"), read_raw(report, "Data Catatan")
    same(shown["Jumlah catatan"], raw.groupby("Kode").size())
    of_items = raw[raw["Alur"].notna()].groupby("Kode")["ID"].nunique()
    same(shown["Jumlah konten"], of_items.reindex(shown.index, fill_value=0))


def test_figures_on_top_are_the_totals_of_the_raw_sheets(
    report: Path, items: pd.DataFrame, steps: pd.DataFrame
) -> None:
    on_time, overdue = items["on_time"].sum(), items["overdue"].sum()
    due = on_time + items["missed"].sum() + overdue
    expected = {
        "angka_konten": len(items),
        "angka_tayang": items["aired"].sum(),
        "angka_tepat": on_time / due,
        "angka_langkah": len(steps),
        "angka_terlambat": steps["late"].sum() / steps["judged"].sum(),
        "rincian_tepat": f"{on_time} dari {due}, termasuk {overdue} lewat batas",
        "rincian_terlambat": f"{steps['late'].sum()} dari {steps['judged'].sum()} yang dapat dinilai",
    }
    assert {name: read_value(report, name) for name in expected} == pytest.approx(expected)


@pytest.mark.slow
def test_month_before_is_what_its_own_report_says(report: Path, made_example: Example, tmp_path: Path) -> None:
    asked = ("--now", EXAMPLE_NOW.isoformat(), "--month", "2026-10", "--output", tmp_path)
    call("report_monthly", "--config", made_example.folder / "sheets_config.json", *asked)
    before = tmp_path / "Laporan Bulanan 2026-10.xlsx"
    for name in ("angka_konten", "angka_tayang", "angka_tepat", "angka_langkah", "angka_terlambat"):
        assert read_value(report, f"{name}_lalu") == read_value(before, name)
    trend = read_table(report, "tabel_tren")
    on_time = [read_raw(path, "Daftar")["Ketepatan"].eq("Tepat waktu").sum() for path in (before, report)]
    assert trend["Tepat waktu"].tolist() == on_time
    same(trend["Bagian tepat waktu"], trend["Tepat waktu"] / (trend["Dinilai"] + trend["Lewat batas, belum tayang"]))


@pytest.mark.parametrize("each", first_ones([9, 1]), ids="each {}. day".format)
def test_daily_reports_of_a_month_add_up_to_the_monthly_one(report: Path, made_example: Example, each: int) -> None:
    desk = Desk(load_config(made_example.folder / "sheets_config.json"), EXAMPLE_NOW)
    checked = desk.check()
    days = read_table(report, "tabel_hari").set_index("Tanggal")
    days = days[days.index <= pd.Timestamp(EXAMPLE_NOW)]
    aired = days["Konten tayang"] + days["Respon tayang"]
    assert aired.sum() == read_value(report, "angka_tayang")
    looked_at = aired[::-each]
    assert looked_at.iloc[0] > 0
    for day, count in zip(looked_at.index.to_numpy("M8[D]"), looked_at, strict=True):
        assert daily_tables(checked, day).values(LETTERHEAD)["angka_tayang"] == count
