"""The recap over offices: figures add up, and what differs or is missing is told."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.large_logs import NOW, office
from many_offices import office_frames
from worklog.core.judging.check import Checked, check_tables
from worklog.core.log.tables import parse_tables
from worklog.core.recap.figures import OfficeFigures, office_figures
from worklog.core.recap.tables import NO_ITEMS, Entry, recap_of
from worklog.core.reports.monthly.items import all_items
from worklog.core.reports.monthly.steps import finished_steps

CLOCK, SOP = "senin 07:30-16:00", "Nomor 9, berlaku 18 Jan 2022"


@pytest.fixture(scope="module")
def checked() -> list[Checked]:
    return [check_tables(parse_tables(office_frames(2100, n), office().sop, NOW), office(), NOW) for n in (1, 2)]


@pytest.fixture(scope="module")
def figures(checked: list[Checked]) -> list[OfficeFigures]:
    return [office_figures(each, CLOCK, SOP, NOW) for each in checked]


def test_shares_and_numbers_are_those_of_all_items(checked: list[Checked], figures: list[OfficeFigures]) -> None:
    recap = recap_of([Entry("Satu", "", figures[0]), Entry("Dua", "", figures[1])], NOW)
    first = np.datetime64("2025-12", "s")
    items = [all_items(each) for each in checked]
    items = [each[each["month"] >= first] for each in items]
    due = [int((each["judged"] | each["overdue_airing"]).sum()) for each in items]
    on_time = [int(each["on_time"].sum()) for each in items]
    by_office = recap.tables["tabel_kantor"]
    assert by_office["Dinilai"].tolist() == due
    assert by_office["Bagian tepat waktu"].tolist() == pytest.approx([a / b for a, b in zip(on_time, due, strict=True)])
    assert recap.values["angka_tepat"] == pytest.approx(sum(on_time) / sum(due))
    whole = recap.tables["tabel_alur"].set_index("Alur").loc["Semua"]
    assert (whole["Dinilai"], whole["Tepat waktu"], whole["Kantor"]) == (sum(due), sum(on_time), 2)
    assert recap.tables["tabel_tren"]["Tepat waktu"].sum() == sum(on_time)
    assert recap.tables["tabel_rinci"]["Tepat waktu"].sum() == sum(on_time)
    assert [recap.values[f"alur_{n}"] for n in range(1, 7)] == ["P1", "P2", "P3", "P4", "R1", "R2"]
    assert by_office[[f"Jumlah {n}" for n in range(1, 7)]].sum().sum() == sum(due)


def test_slow_steps_are_the_medians_over_all_offices(checked: list[Checked], figures: list[OfficeFigures]) -> None:
    slow = recap_of([Entry("Satu", "", figures[0]), Entry("Dua", "", figures[1])], NOW).tables["tabel_lambat"]
    steps = [finished_steps(each) for each in checked]
    taken = np.concatenate(
        [s[(s["month"] >= np.datetime64("2025-12")) & (s["code"] == "P2.1")]["ratio"] for s in steps]
    )
    told = slow[slow["Langkah"].str.startswith("P2.1 ")].iloc[0]
    known = np.sort(taken[~np.isnan(taken)])
    assert told["Jumlah"] == len(known)
    assert told["Median dari batas"] == pytest.approx(known[(len(known) - 1) // 2], abs=0.011)
    assert slow["Median dari batas"].is_monotonic_decreasing


def test_what_differs_from_most_offices_is_told(figures: list[OfficeFigures]) -> None:
    usual = figures[0]
    closed_more = "1" + usual.closed[1:]  # a Monday
    others = [
        replace(usual, clock="senin 08:00-16:00"),
        replace(usual, sop="Nomor 10"),
        replace(usual, closed=closed_more),
    ]
    entries = [Entry(f"Kantor {n}", "", each) for n, each in enumerate([usual, usual, usual, usual, *others])]
    assert recap_of(entries, NOW).tables["tabel_berbeda"].to_numpy().tolist() == [
        ["Kantor 4", "", "Jam kerja", "senin 08:00-16:00", CLOCK],
        ["Kantor 5", "", "SOP", "Nomor 10", SOP],
        ["Kantor 6", "", "Hari libur", "libur 1 Des 2025", "tidak ada libur tambahan"],
    ]


def test_what_is_not_as_of_now_or_not_ready_is_told(figures: list[OfficeFigures]) -> None:
    usual = figures[0]
    assert (usual.age, usual.lacking) == (0, "")
    old = replace(usual, as_of="2026-11-20T15:04:00", age=4)
    lacking = replace(usual, lacking="belum ada kolom")
    recap = recap_of([Entry("Satu", "", usual), Entry("Dua", "", old), Entry("Tiga", "", lacking)], NOW)
    told = "cuplikan 20 Nov 2026 15.04, 4 hari kerja penuh sebelum rekap ini"
    assert recap.tables["tabel_berbeda"].to_numpy().tolist() == [
        ["Dua", "", "Keadaan", told, "paling lama satu hari kerja"],
        ["Tiga", "", "SOP mendatang", "belum ada kolom", "tidak ada yang kurang"],
    ]
    days = recap.tables["tabel_kantor"]["Keadaan"].dt.strftime("%d/%m").tolist()
    assert days == ["27/11", "20/11", "27/11"]


def test_offices_without_data_are_told_with_the_reason(figures: list[OfficeFigures]) -> None:
    empty = replace(figures[0], flows={}, steps={})
    entries = [Entry("Satu", "Jawa", figures[0]), Entry("Dua", "Jawa", None, "Berkas rusak."), Entry("Tiga", "", empty)]
    recap = recap_of(entries, NOW)
    told = [["Dua", "Jawa", "Berkas rusak."], ["Tiga", "", NO_ITEMS]]
    assert recap.tables["tabel_tanpa_data"].to_numpy().tolist() == told
    assert recap.values["angka_kantor"] == 2


def test_no_office_at_all_still_makes_a_recap() -> None:
    recap = recap_of([Entry("Satu", "", None, "Rusak.")], NOW)
    assert recap.values["angka_kantor"] == 0
    assert len(recap.tables["tabel_kantor"]) == 1


def test_the_recap_is_about_what_most_offices_are(figures: list[OfficeFigures]) -> None:
    offices = [Entry(name, "", replace(figures[0], about=name)) for name in ("Arsip", "Arsip", "Media Sosial")]
    assert figures[0].about == "Media Sosial"
    assert recap_of(offices, NOW).values["[POKOK]"] == "ARSIP"
    assert recap_of([Entry("Satu", "", None, "Tidak terbaca.")], NOW).values["[POKOK]"] == "BUKU KERJA"


def test_flows_of_other_sops_that_only_share_a_code_are_not_added_up(figures: list[OfficeFigures]) -> None:
    other_names = [f"Pelayanan: {name}" if code == "P2" else name for code, name in _coded_names(figures[1])]
    other = replace(figures[1], flows={**figures[1].flows, "name": other_names})
    recap = recap_of([Entry("Satu", "", other), Entry("Dua", "", figures[0]), Entry("Tiga", "", figures[0])], NOW)
    by_flow = recap.tables["tabel_alur"].set_index("Alur")
    name = dict(_coded_names(figures[0]))["P2"]
    apart = [code for code in by_flow.index if code.startswith("P2")]
    assert apart == ["P2 (a)", "P2 (b)"]
    assert by_flow.loc[apart, "Nama alur"].tolist() == [name, f"Pelayanan: {name}"]
    assert by_flow.loc[apart, "Kantor"].tolist() == [2, 1]
    first, second = (
        sum(n for n, f in zip(each.flows["items"], each.flows["flow"], strict=True) if f == "P2") for each in figures
    )
    assert by_flow.loc[apart, "Konten"].tolist() == [2 * first, second]
    assert by_flow.loc["P1", "Kantor"] == 3


def test_flows_without_a_column_of_their_own_share_the_last_one(figures: list[OfficeFigures]) -> None:
    flows = {**figures[1].flows, "flow": [f"X{code}" for code, _ in _coded_names(figures[1])]}
    entries = [Entry("Satu", "", figures[0]), Entry("Dua", "", replace(figures[1], flows=flows))]
    recap = recap_of(entries, NOW)
    by_office = recap.tables["tabel_kantor"]
    headers = [recap.values[f"alur_{n}"] for n in range(1, 7)]
    assert headers[5] == "Alur lain"
    assert len(set(headers)) == 6
    assert by_office[[f"Jumlah {n}" for n in range(1, 7)]].sum(axis=1).tolist() == by_office["Dinilai"].tolist()


def test_a_flow_whose_name_is_only_typed_otherwise_is_the_same(figures: list[OfficeFigures]) -> None:
    shouted = replace(figures[1], flows={**figures[1].flows, "name": [n.upper() for _, n in _coded_names(figures[1])]})
    recap = recap_of([Entry("Satu", "", figures[0]), Entry("Dua", "", shouted)], NOW)
    assert recap.tables["tabel_alur"].set_index("Alur").loc["P2", "Kantor"] == 2


def _coded_names(figures: OfficeFigures) -> list[tuple[str, str]]:
    return list(zip(figures.flows["flow"], figures.flows["name"], strict=True))
