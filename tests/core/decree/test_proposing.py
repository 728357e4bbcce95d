"""What is proposed from the wording of a decree, and what is left alone."""

from copy import deepcopy

import pytest

from worklog.adapters.office.sop_files import load_sops
from worklog.config.config import SOP_FOLDER
from worklog.core.decree import columns as c
from worklog.core.decree.draft import Draft, DraftStep
from worklog.core.decree.drafting import draft_of
from worklog.core.decree.proposing import disagreements, proposed


@pytest.fixture
def decree() -> Draft:
    """The decree of the office, all confirmed."""
    return draft_of(load_sops(SOP_FOLDER).versions[0])


def cleared(draft: Draft) -> Draft:
    """Without what is not in the decree itself."""
    result = deepcopy(draft)
    del result.head[c.OFFICE]
    for flow in result.flows:
        for step in flow.steps:
            step.cells |= dict.fromkeys(c.OWN_COLUMNS, "")
    return result


@pytest.mark.parametrize("column", [column for column in c.OWN_COLUMNS if column not in (c.RIGHT, c.REFERENCE)])
def test_proposals_for_the_decree_are_what_a_person_read_in_it(column: str, decree: Draft) -> None:
    found = proposed(cleared(decree), "KPU Kabupaten Pekalongan")
    told, right = (
        {(flow.name, step.cells[c.NO]): step.cells[column] for flow in draft.flows for step in flow.steps}
        for draft in (found, decree)
    )
    assert told == right


def test_the_office_is_proposed_and_nothing_is_confirmed(decree: Draft) -> None:
    found = proposed(cleared(decree), "KPU Kota Contoh")
    assert found.first(c.OFFICE) == "KPU Kota Contoh"
    assert not any(step.is_right for flow in found.flows for step in flow.steps)


def test_what_a_person_wrote_stays(decree: Draft) -> None:
    assert proposed(decree, "lain") == decree
    decree.flows[0].steps[1].cells |= {c.KIND: "proses", c.BACK_TO: ""}
    assert proposed(decree, "lain") == decree


@pytest.mark.parametrize(
    ("flow", "step", "column", "value"),
    [
        (1, 2, c.BACK_TO, "2"),
        (3, 1, c.BEFORE, "3"),
        (3, 3, c.BEFORE, "3"),
        (3, -1, c.PLANNED, "tidak"),
        (3, 0, c.TOTAL, "5 hari"),
        (0, 0, c.CLOCK, "jam kerja"),
    ],
)
def test_what_is_typed_beside_a_blank_kind_stays(flow: int, step: int, column: str, value: str, decree: Draft) -> None:
    """And nothing is proposed elsewhere in the flow that would contradict it."""
    draft = cleared(decree)
    draft.flows[flow].steps[step].cells[column] = value
    found = proposed(draft, "lain").flows[flow].steps
    assert found[step].cells[column] == value
    assert [one.cells[c.BEFORE] for one in found if one.cells[c.BEFORE]] in ([], ["2"], ["3"])
    assert (found[-1].cells[c.PLANNED] == c.YES) + bool(found[0].cells[c.TOTAL]) <= 1


def test_a_kind_that_is_typed_counts_in_whatever_case(decree: Draft) -> None:
    draft = cleared(decree)
    draft.flows[0].steps[2].cells[c.KIND] = " Perbaikan"
    assert proposed(draft, "lain").flows[0].steps[1].cells[c.BACK_TO] == ""


def test_codes_that_are_taken_are_not_proposed_again(decree: Draft) -> None:
    draft = cleared(decree)
    draft.flows[2].steps[0].cells[c.CODE] = "P1"
    codes = [flow.steps[0].cells[c.CODE] for flow in proposed(draft, "lain").flows]
    assert codes == ["P2", "P3", "P1", "P4", "R1", "R2"]


@pytest.mark.parametrize(
    ("activity", "kind"),
    [
        ("Kasubag memeriksa naskah", "pemeriksaan"),
        ("Naskah dikoreksi Kasubag", "pemeriksaan"),
        ("Ketua menandatangani surat", "persetujuan"),
        ("Sekretaris memaraf konsep", "persetujuan"),
        ("Staf menyusun laporan", "konsep"),
        ("Staf menyiapkan data pemerintah daerah", "konsep"),
        ("Staf membuat naskah permintaan data", "konsep"),
        ("Sekretaris memerintahkan Kasubag membuat konsep", "proses"),
        ("Kasubag meneruskan berkas", "proses"),
        ("Petugas mencatat tamu", "proses"),
    ],
)
def test_kind_is_proposed_by_the_verb(activity: str, kind: str, decree: Draft) -> None:
    flow = cleared(decree).flows[0]
    flow.steps[0] = DraftStep(1, {**flow.steps[0].cells, c.ACTIVITY: activity})
    assert proposed(Draft("", {}, [flow]), "lain").flows[0].steps[0].cells[c.KIND] == kind


@pytest.mark.parametrize(
    ("remark", "total", "clock"),
    [
        ("Maksimal 1 jam 30 menit setelah diterima", "90 menit", "jam kerja"),
        ("Maks. 1 jam dan 15 menit", "75 menit", "jam kerja"),
        ("Paling lambat 3 hari kerja setelah kegiatan", "3 hari kerja", "jam kerja"),
        ("Paling lambat 3 hari setelah kegiatan", "3 hari", "waktu kalender"),
        ("Maksimal 2 hari 4 jam", "", "jam kerja"),
    ],
)
def test_total_is_proposed_as_the_whole_of_the_words_says_it(
    remark: str, total: str, clock: str, decree: Draft
) -> None:
    flow = cleared(decree).flows[1]
    flow.steps[-1].cells[c.REMARK] = remark
    first = proposed(Draft("", {}, [flow]), "lain").flows[0].steps[0].cells
    assert (first[c.TOTAL], first[c.CLOCK]) == (total, clock)


def test_of_several_times_before_an_airing_none_is_proposed(decree: Draft) -> None:
    flow = cleared(decree).flows[2]
    flow.steps[0].cells[c.REMARK] = "Bahan 3 hari sebelum rapat, 7 hari sebelum pleno"
    assert proposed(Draft("", {}, [flow]), "lain").flows[0].steps[0].cells[c.BEFORE] == ""


@pytest.mark.parametrize(
    ("total", "remark", "told"),
    [
        ("90 menit", "Maksimal 1 jam 30 menit sudah tayang", ""),
        ("120 menit", "Maksimal 2 jam", ""),
        ("1 hari kerja", "Maksimal 1 hari kerja sudah tayang", ""),
        ("4 jam", "Maksimal 1 jam 30 menit", 'menyebut "maksimal 1 jam 30 menit". Yang dipakai: 4 jam.'),
    ],
)
def test_only_another_time_than_the_remark_says_is_a_contradiction(
    total: str, remark: str, told: str, decree: Draft
) -> None:
    flow = decree.flows[1]
    flow.steps[0].cells[c.TOTAL], flow.steps[-1].cells[c.REMARK] = total, remark
    found = disagreements(Draft("", {}, [flow]))
    assert [bool(found), *(told in sentence for sentence in found)] == ([True, True] if told else [False])
