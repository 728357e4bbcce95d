"""Whose turn it is in a row of Buku Kerja."""

from __future__ import annotations

from pathlib import Path

from worklog.adapters.form.turns import turns
from worklog.adapters.office.sop_files import load_sops
from worklog.core.sop.book import SopBook

BOOK = load_sops(Path(__file__).parents[3] / "templates" / "sop")
(SOP,) = BOOK.versions


def test_each_step_of_the_sop_is_the_turn_of_its_own_role_alone() -> None:
    formulas = turns(BOOK.in_force(SOP.effective), "$C7", "$T7", ",")
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
    formulas = turns(SopBook([sop]).in_force(sop.effective), "$C7", "$T7", ";")
    assert "eriksa" not in "".join(formulas.values())
    assert ';OR($C7="Buat ""3"""))' in formulas["Fungsional Umum"]
