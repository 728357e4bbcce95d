"""What an office may choose about the checks."""

from __future__ import annotations

import pytest

from office import checked, found, places
from worklog.core.judging.settings import Settings

FAULTY = """
    P2 2026-0001 acuan Sen 08.00
    1 | Tono | Sen 10.01
    2 | | Sen 10.10 | Setuju
"""


def test_all_rules_are_told_unless_an_office_chooses():
    assert found(checked(FAULTY)) == [("1 Bukti", "D110"), ("1", "P303"), ("1", "W401"), ("2", "P301")]


@pytest.mark.parametrize(
    ("ignore", "left"),
    [
        (("P303",), ["D110", "W401", "P301"]),
        (("P3",), ["D110", "W401"]),
        (("D", "W4"), ["P303", "P301"]),
        (("D", "P", "W", "U", "T"), []),
    ],
)
def test_a_code_or_the_beginning_of_codes_can_be_ignored(ignore, left):
    log = checked(FAULTY, settings=Settings(ignore=(*ignore, "D115")))

    assert [code for _, code in found(log)] == left


def test_the_longest_beginning_decides_the_severity():
    severity = {"P": "info", "P30": "error", "P303": "warning", "W401": "info", "D115": "info"}

    log = checked(FAULTY, settings=Settings(severity=severity))

    assert dict(zip(log.findings["code"], log.findings["severity"], strict=True)) == {
        "D110": "warning",
        "P303": "warning",
        "W401": "info",
        "P301": "error",
        "D115": "info",
    }


LATE = """
    P2 2026-0001 acuan Sen 08.00
    1 | Budi | Sen 10.01 | | draf
"""


@pytest.mark.parametrize(
    ("choices", "verdict"),
    [
        ({}, "melanggar"),
        ({"severity": {"W401": "info"}}, "sesuai"),
        ({"severity": {"W401": "error"}}, "melanggar"),
        ({"ignore": ("W401",)}, "sesuai"),
        ({"ignore": ("W401",), "severity": {"W408": "warning"}}, "melanggar"),
    ],
)
def test_the_verdict_follows_the_severities_that_the_office_chose(choices, verdict):
    assert checked(LATE, settings=Settings(**choices)).items["verdict"].tolist() == [verdict]


def test_a_warning_made_an_error_is_a_violation():
    log = checked(FAULTY.replace("10.01", "09.00"), settings=Settings(ignore=("P301",), severity={"D110": "error"}))

    assert log.items["verdict"].tolist() == ["melanggar"]


def test_the_share_of_the_limit_from_which_it_is_near():
    log = "P2 2026-0001 acuan Sen 08.00"

    assert places(checked(log, now="Sen 08.59", settings=Settings(near_limit_percent=50)), "W407") == []
    assert places(checked(log, now="Sen 09.00", settings=Settings(near_limit_percent=50)), "W407") == ["1"]


def test_the_minutes_that_a_clock_may_run_ahead():
    log = """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.06 | | draf
    """

    assert found(checked(log, now="Sen 08.00", settings=Settings(ignore=("D115",), future_tolerance_minutes=6))) == []
    assert found(checked(log, now="Sen 08.00", settings=Settings(ignore=("D115",), future_tolerance_minutes=5))) == [
        ("1 Selesai", "W409")
    ]


def test_the_minutes_until_a_response_should_be_registered():
    log = """
        P2 2026-0001 acuan Sen 08.00
        5 | Dewi | Sen 09.00 | | https://ig/1
    """

    assert places(checked(log, now="Sen 09.31", settings=Settings(response_window_minutes=31)), "T501") == []
    assert places(checked(log, now="Sen 09.31", settings=Settings(response_window_minutes=30)), "T501") != []


def test_the_working_days_that_national_days_are_looked_for_ahead():
    log = """
        Kalender: Sel | | Hari Besar
        Kalender: Rab | | Hari Besar
    """

    assert places(checked(log, now="Sen 08.00", settings=Settings(horizon_days=1)), "T504") == ["Kalender 2"]
    assert places(checked(log, now="Sen 08.00", settings=Settings(horizon_days=2)), "T504") == [
        "Kalender 2",
        "Kalender 3",
    ]


def test_greetings_and_hashtags_are_added_to_those_of_the_sop():
    text = """
        P2 kantor acuan Sen 08.00 | Caption=Sugeng enjing #KajenMemilih
        P2 sop acuan Sen 08.00 | Caption=Halo #KPUmelayani
    """
    own = Settings(greetings=("Sugeng enjing",), hashtags=("#Kajen*",))

    assert places(checked(text, settings=own), "T502") == places(checked(text, settings=own), "T503") == []
    assert places(checked(text), "T502") == places(checked(text), "T503") == ["kantor Daftar Konten 2"]
