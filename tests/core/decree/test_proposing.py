"""What is proposed from the wording of a decree, and what is left alone."""

from copy import deepcopy

import pytest

from worklog.adapters.office.sop_files import load_sops
from worklog.config.config import SOP_FOLDER
from worklog.core.decree import columns as c
from worklog.core.decree.draft import Draft, DraftStep
from worklog.core.decree.drafting import draft_of
from worklog.core.decree.proposing import proposed


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
