"""What each person did in a month, as an employee hands it in with the SKP."""

from __future__ import annotations

import numpy as np

import office
from core.monthly_log import NOVEMBER, checked, report_of
from office import LETTERHEAD
from worklog.core.reports.letterhead import BLANK_NAME, Letterhead, Signer
from worklog.core.reports.monthly.recap import Recap, recaps

STAFF_AND_HEAD = Letterhead(
    "KPU",
    "Unit",
    "",
    "Kajen",
    (Signer("Mengetahui,", "Sekretaris", "Agus"), Signer("Dibuat oleh,", "Kepala Subbagian Parmas", "Endah", "198")),
)


def recap_of(name: str, log: str = "", now: str = "Sel depan 11.45") -> Recap:
    people = recaps(office.checked(log, now) if log else checked(), NOVEMBER).people
    (found,) = (person for person in people if person.name == name)
    return found


def values_of(name: str, log: str = "", now: str = "Sel depan 11.45") -> dict[str, object]:
    report = recaps(office.checked(log, now) if log else checked(), NOVEMBER)
    return report.sheets(STAFF_AND_HEAD)[name][0]


def test_every_person_who_finished_a_step_has_a_recap_by_name() -> None:
    assert [person.name for person in recaps(checked(), NOVEMBER).people] == ["Agus", "Budi", "Dewi", "Endah"]


def test_all_steps_of_a_person_stand_in_order_of_time_with_item_output_and_link() -> None:
    steps = recap_of("Dewi").steps
    assert steps["Selesai"].is_monotonic_increasing
    assert steps.iloc[0].to_dict() == {
        "Selesai": office.cell_of("Min lalu 00.01"),
        "Konten": "2026-0005 · Judul 2026-0005",
        "Pekerjaan": "5. Admin mengunggah ke media sosial",
        "Sebagai": "Admin",
        "Output": "Konten Tayang",
        "Bukti": "https://contoh.id/1",
        "Tepat waktu": "Ya",
    }


def test_the_month_has_only_its_own_steps() -> None:
    log = "P2 2026-0001 acuan 2026-10-30 08:00\n1 | Budi | 2026-10-30 09:00 | | draf\n2 | Endah | Sen 08.00 | Setuju"
    assert [person.name for person in recaps(office.checked(log), NOVEMBER).people] == ["Endah"]


def test_a_late_step_says_by_how_much() -> None:
    log = "P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 10.20 | | draf"
    assert recap_of("Budi", log).steps["Tepat waktu"].tolist() == ["Tidak, lewat 20 menit"]


def test_a_step_that_cannot_be_judged_is_to_be_completed_and_neither_on_time_nor_late() -> None:
    log = "P2 2026-0001\n2 | Endah | Sen 08.40 | Setuju"
    person = recap_of("Endah", log)
    assert person.steps["Tepat waktu"].tolist() == ["Perlu dilengkapi"]
    assert person.totals.iloc[0].to_dict() == {
        "Jenis pekerjaan": "Memeriksa",
        "Jumlah": 1,
        "Tepat waktu": 0,
        "Terlambat": 0,
        "Perlu dilengkapi": 1,
    }


def test_totals_by_kind_add_up_to_the_steps() -> None:
    for person in recaps(checked(), NOVEMBER).people:
        totals = person.totals
        assert totals["Jumlah"].sum() == len(person.steps)
        assert (totals[["Tepat waktu", "Terlambat", "Perlu dilengkapi"]].sum(axis="columns") == totals["Jumlah"]).all()


def test_the_steps_of_all_recaps_are_the_named_steps_of_the_monthly_report() -> None:
    raw = report_of(_log(), "Sel depan 11.45").raw
    told = sum(len(person.steps) for person in recaps(checked(), NOVEMBER).people)
    assert told == (raw["Petugas"] != "").sum()


def _log() -> str:
    from core.monthly_log import LOG

    return LOG


def test_a_check_without_evidence_shows_where_the_item_aired_and_one_that_did_not_air_a_dash() -> None:
    steps = recap_of("Agus").steps
    assert set(steps["Bukti"]) == {"https://contoh.id/1"}
    assert recap_of("Endah", "P2 2026-0001 acuan Sen 08.00\n2 | Endah | Sen 08.40 | Setuju").steps["Bukti"][0] == "–"


def test_work_of_a_further_round_says_so() -> None:
    assert "1. Pegawai yang bertugas siapkan konsep publikasi (putaran 2)" in set(recap_of("Budi").steps["Pekerjaan"])


def test_a_time_to_come_is_no_work_done() -> None:
    log = "P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 09.00 | | draf\n2 | Endah | Rab 08.40 | Setuju"
    assert [person.name for person in recaps(office.checked(log, "Sen 10.00"), NOVEMBER).people] == ["Budi"]


def test_steps_whose_time_cannot_be_read_are_told() -> None:
    log = "P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 09.00 | | draf\nP2 2026-0002 acuan Sen 08.00\n1 | Budi | kemarin | | x"
    assert str(values_of("Budi", log)["catatan"]).startswith("Belum termasuk 1 langkah")
    assert values_of("Dewi")["catatan"] == ""


def test_figures_on_top_are_those_of_the_table_of_kinds() -> None:
    totals, values = recap_of("Budi").totals, values_of("Budi")
    told = [values[f"jumlah_{what}"] for what in ("langkah", "tepat", "terlambat", "dilengkapi")]
    assert told == [totals[column].sum() for column in ("Jumlah", "Tepat waktu", "Terlambat", "Perlu dilengkapi")]


def test_the_kasubbag_signs_for_the_staff_and_the_secretary_for_the_kasubbag() -> None:
    for name in ("Budi", "Dewi"):
        values = values_of(name)
        assert (values["penanda_1_nama"], values["penanda_2_nama"], values["penanda_2_nip"]) == (
            name,
            "Endah",
            "NIP 198",
        )
    assert values_of("Endah")["penanda_2_nama"] == "Agus"


def test_for_those_above_them_and_where_the_office_names_no_kasubbag_the_place_is_left_open() -> None:
    assert values_of("Agus")["penanda_2_nama"] == BLANK_NAME
    assert recaps(checked(), NOVEMBER).sheets(LETTERHEAD)["Budi"][0]["penanda_2_jabatan"] == BLANK_NAME


def test_a_recap_made_later_says_so_and_is_dated_on_the_day_it_is_made() -> None:
    values = values_of("Budi", now="2026-12-03 09:00", log=_log())
    assert values["keadaan_pada"] == "Keadaan pada akhir 30 Nov 2026, dibuat 3 Des 2026 09.00 WIB"
    assert values["tempat_tanggal"] == "Kajen, 3 Desember 2026"
    assert values_of("Budi")["keadaan_pada"] == "Keadaan pada 10 Nov 2026 11.45 WIB; bulan ini belum berakhir"


def test_a_month_without_work_has_no_recaps() -> None:
    assert recaps(checked(), np.datetime64("2026-01")).people == ()
