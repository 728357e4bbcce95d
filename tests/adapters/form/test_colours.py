"""How the staff tabs are coloured, and whose turn it is in a row of Buku Kerja."""

from __future__ import annotations

from pathlib import Path

from worklog.adapters.form.colours import FirstRow, turn_colours
from worklog.adapters.office.sop_files import load_sops
from worklog.core.sop.book import SopBook

BOOK = load_sops(Path(__file__).parents[3] / "templates" / "sop")
(SOP,) = BOOK.versions
COLUMNS = {"Konten/Kegiatan": 3, "Status": 20}


def turns(book: SopBook, separator: str) -> dict[str, str]:
    """The formula of each role."""
    row = FirstRow(COLUMNS, 7, separator)
    return {one.header: one.formula for one in turn_colours(book.in_force(SOP.effective), row)}


def test_each_step_of_the_sop_is_the_turn_of_its_own_role_alone() -> None:
    formulas = turns(BOOK, ",")
    for flow in SOP.flows:
        for step in flow.steps:
            named = [role for role, formula in formulas.items() if f'$C7="{step.activity}"' in formula]
            assert named == [step.role], (flow.code, step.no)


def test_words_of_two_roles_make_nobodys_turn_and_quotes_are_doubled() -> None:
    flow = SOP.flows[0]
    one, two, *rest = flow.steps
    steps = [
        one.model_copy(update={"activity": "Periksa"}),
        two.model_copy(update={"activity": "periksa"}),
        *(step.model_copy(update={"activity": f'Buat "{step.no}"'}) for step in rest),
    ]
    sop = SOP.model_copy(update={"flows": [flow.model_copy(update={"steps": steps})]})
    formulas = turns(SopBook([sop]), ";")
    assert "eriksa" not in "".join(formulas.values())
    assert ';OR($C7="Buat ""3"""))' in formulas["Fungsional Umum"]
