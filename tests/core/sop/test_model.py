"""The SOP as data: what its file says, what loading refuses, and how it is asked."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from worklog.core.sop.book import SopBook
from worklog.core.sop.model import Sop, limits_text

SOP_FILE = Path(__file__).parents[3] / "templates" / "sop" / "09-HK.03.1-3326-2022.json"
SHORT = {
    "Admin": "A",
    "Fungsional Umum": "F",
    "Es. IV Kasubag": "K",
    "Es. III Sekretaris": "S",
    "Ketua/Anggota": "C",
}
# Role, kind, limit, and `<` the step that a Revisi goes back to, as the decree's tables have them.
STEPS = {
    "P1": "F make 1 jam | K check 15 menit | F repair 15 menit | K approve 15 menit <3 | A publish 15 menit",
    "P2": "F make 2 jam | K check 30 menit <1 | S approve 30 menit <1 | K do 30 menit | A publish 30 menit",
    "P3": "F make 2 hari | K check 30 menit <1 | S approve 30 menit <1 | K do 30 menit | A publish 1 hari",
    "P4": "C do 2 hari | S do 30 menit | K do 30 menit | F make 3 jam | K check 30 menit <4 | S check 30 menit <4 | "
    "C approve 30 menit <4 | S do 30 menit | K do 30 menit | A publish 30 menit",
    "R1": "A do 2 jam | K make 30 menit | S check 30 menit | K repair 30 menit | S approve 30 menit <4 | "
    "K do 30 menit | A publish 30 menit",
    "R2": "A do 2 jam | K make 30 menit | S check 30 menit <2 | C approve 1 hari <2 | S do 30 menit | K do 30 menit | "
    "A publish 30 menit",
}


@pytest.fixture
def data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SOP_FILE.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def sop(data: dict[str, Any]) -> Sop:
    return Sop.model_validate(data)


def told(data: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        Sop.model_validate(data)
    return str(caught.value)


@pytest.mark.parametrize("code", STEPS)
def test_steps_are_those_of_the_decree(code: str, sop: Sop) -> None:
    flow = next(flow for flow in sop.flows if flow.code == code)
    told_steps = (
        f"{SHORT[step.role]} {step.kind} {step.limit.text}{f' <{step.back_to}' if step.back_to else ''}"
        for step in flow.steps
    )
    assert " | ".join(told_steps) == STEPS[code]


def test_flows_have_the_clocks_totals_and_preparation_of_the_decree(sop: Sop) -> None:
    facts = {
        flow.code: (
            flow.clock,
            flow.total.text if flow.total else "hari yang direncanakan",
            (flow.prepare.step, flow.prepare.days) if flow.prepare else None,
        )
        for flow in sop.flows
    }
    assert facts == {
        "P1": ("elapsed", "2 jam", None),
        "P2": ("working", "4 jam", None),
        "P3": ("working", "hari yang direncanakan", (1, 2)),
        "P4": ("working", "hari yang direncanakan", (2, 2)),
        "R1": ("working", "5 jam", None),
        "R2": ("working", "1 hari", None),
    }


def test_only_the_flows_whose_steps_add_up_to_their_total_fit_it(sop: Sop) -> None:
    assert [flow.code for flow in sop.flows if flow.fits_total] == ["P1", "P2", "R1"]


def test_contradictions_of_the_decree_are_told_and_not_resolved(sop: Sop) -> None:
    preparation, response = sop.contradictions()
    assert preparation.startswith("Alur P4: persiapan 2 hari tertulis pada langkah 2, yaitu perintah")
    assert response == (
        "Alur R2: jumlah batas langkah 1 hari 4 jam 30 menit melebihi batas total 1 hari. "
        "Keduanya dipakai seperti tertulis."
    )


def test_label_of_a_flow_is_its_code_and_name(sop: Sop) -> None:
    assert sop.flows[1].label == "P2 Publikasi Informasi Umum"


def test_limits_are_added_up_in_words(sop: Sop) -> None:
    assert limits_text([step.limit for step in sop.flows[0].steps]) == "2 jam"
    assert limits_text([step.limit for step in sop.flows[2].steps]) == "3 hari 1 jam 30 menit"


@pytest.mark.parametrize("limit", ["0 menit", "2 minggu", "dua jam", "1,5 jam", ""])
def test_limit_that_the_program_cannot_read_is_refused(limit: str, data: dict[str, Any]) -> None:
    data["flows"][0]["steps"][0]["limit"] = limit
    assert f"batas waktu '{limit}' harus seperti '15 menit', '2 jam' atau '1 hari'" in told(data)


def test_limit_that_is_no_text_is_refused(data: dict[str, Any]) -> None:
    data["flows"][0]["steps"][0]["limit"] = 15
    assert "flows.0.steps.0.limit" in told(data)


def test_unknown_role_is_refused(data: dict[str, Any]) -> None:
    data["flows"][0]["steps"][0]["role"] = "Humas"
    assert "peran 'Humas' bukan salah satu dari Admin, Fungsional Umum" in told(data)


def test_numbers_of_steps_must_run_without_gap(data: dict[str, Any]) -> None:
    del data["flows"][0]["steps"][1]
    assert "alur P1: nomor langkah harus 1, 2, 3" in told(data)


def test_only_the_last_step_publishes(data: dict[str, Any]) -> None:
    data["flows"][0]["steps"][0]["kind"] = "publish"
    assert "alur P1: hanya langkah terakhir yang menayangkan" in told(data)


@pytest.mark.parametrize(("step", "back_to"), [(4, 4), (4, 5), (4, 0), (1, 1), (5, 1)])
def test_back_to_must_lead_from_a_decision_to_a_step_before_it(step: int, back_to: int, data: dict[str, Any]) -> None:
    data["flows"][0]["steps"][step - 1]["back_to"] = back_to
    assert f"alur P1 langkah {step}: back_to harus ke langkah sebelumnya" in told(data)


def test_preparation_must_name_a_step(data: dict[str, Any]) -> None:
    data["flows"][2]["prepare"]["step"] = 9
    assert "alur P3: langkah persiapan 9 tidak ada" in told(data)


def test_flow_needs_a_total_or_a_planned_day_and_not_both(data: dict[str, Any]) -> None:
    data["flows"][0]["total"] = None
    data["flows"][2]["total"] = "1 hari"
    faults = told(data)
    assert "alur P1: perlu batas total" in faults
    assert "alur P3: perlu batas total" in faults


def test_codes_of_flows_must_differ(data: dict[str, Any]) -> None:
    data["flows"][1]["code"] = "P1"
    assert "kode alur tidak boleh sama" in told(data)


def test_book_without_a_version_is_refused() -> None:
    with pytest.raises(ValueError, match="tidak ada tabel SOP"):
        SopBook([])


@pytest.fixture
def book(sop: Sop) -> SopBook:
    """Two versions, handed over newest first; the newer one lacks the flow P1."""
    newer = sop.model_copy(update={"number": "baru", "effective": date(2026, 7, 1), "flows": sop.flows[1:]})
    return SopBook([newer, sop])


def test_version_is_the_one_in_force_on_the_day(book: SopBook) -> None:
    days = np.array(["1999-01-01", "2022-01-18", "2026-06-30", "2026-07-01", "9999-12-31"], dtype="datetime64[D]")
    assert book.version_at(days).tolist() == [0, 0, 0, 1, 1]
    assert book.at(np.datetime64("2026-07-01T08:00:00", "s")).number == "baru"


def test_flow_is_found_by_version_and_code(book: SopBook) -> None:
    found = book.flow_index(np.array([0, 1, 1, 0, 0]), ["P1", "P1", "P2", None, "X9"])
    assert found.tolist() == [0, -1, 6, -1, -1]


def test_steps_are_found_by_flow_and_number(book: SopBook) -> None:
    rows = book.step_rows(np.array([0, 3, 6]), np.array([1, 10, 5]))
    steps = book.steps.iloc[rows]
    assert steps["flow"].tolist() == [0, 3, 6]
    assert steps["no"].tolist() == [1, 10, 5]


def test_a_repair_step_that_does_not_follow_a_check_is_refused(data: dict[str, Any]) -> None:
    data["flows"][0]["steps"][1]["kind"] = "do"

    assert "alur P1 langkah 3: perbaikan harus tepat setelah pemeriksaan" in told(data)
