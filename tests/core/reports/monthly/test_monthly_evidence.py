"""What a month tells about the limits of the SOP."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

import office
from core.monthly_log import november
from office import SOP
from worklog.core.reports.monthly.report import monthly_tables
from worklog.core.reports.monthly.steps import LEAST_STEPS, TIGHT, WIDE, unfit_limits
from worklog.core.sop.book import SopBook


def step(code: str = "P2.1", judged: int = 20, missed: float = 0.0, p95: float = 0.8) -> dict[str, object]:
    return {
        "code": code,
        "judged": judged,
        "timed": judged,
        "late_share": missed,
        "p95_ratio": p95,
    }


def hints(*steps: dict[str, object]) -> dict[str, str]:
    limits = unfit_limits(pd.DataFrame(steps))
    return dict(zip(limits["code"], limits["tight"].map({True: TIGHT, False: WIDE}), strict=True))


@pytest.mark.parametrize(("missed", "expected"), [(0.25, {}), (0.26, {"P2.1": TIGHT})])
def test_limit_missed_by_more_than_a_quarter_is_told(missed, expected):
    assert hints(step(missed=missed, p95=1.4)) == expected


@pytest.mark.parametrize(("p95", "expected"), [(0.5, {}), (0.49, {"P2.1": WIDE})])
def test_limit_of_which_not_even_half_is_ever_used_is_told(p95, expected):
    assert hints(step(p95=p95)) == expected


def test_few_steps_say_nothing_about_a_limit():
    few = LEAST_STEPS - 1
    assert hints(step("P2.1", judged=few, missed=1.0), step("P2.2", judged=few, p95=0.1)) == {}


def test_step_without_a_measured_time_is_not_called_too_wide():
    assert hints({**step(p95=float("nan")), "timed": 0}) == {}


def test_limits_most_often_missed_stand_first_and_wide_ones_last():
    found = hints(step("A", p95=0.4), step("B", missed=0.3), step("C", missed=0.5), step("D", p95=0.1))
    assert list(found) == ["C", "B", "D", "A"]


def test_each_version_of_a_step_is_told_with_its_own_limit():
    """Of two versions of the SOP both have a step P2.1; only one of them is often missed."""
    log = "P2 2026-000{0} acuan Sen 08.00\n1 | Budi | Sen 15.00 | | draf\n"
    sop = SopBook([SOP.versions[0].model_copy(update={"effective": date(2026, 11, 3)}), *SOP.versions])
    checked = office.checked("".join(log.format(number) for number in range(1, 7)), "Rab 08.00", sop)
    table = monthly_tables(checked, np.datetime64("2026-11")).evidence
    assert table[["Kode", "Jumlah", "Petunjuk"]].to_numpy().tolist() == [["P2.1", 6, TIGHT]]


def test_month_whose_steps_are_few_has_no_evidence():
    assert november().evidence.empty
