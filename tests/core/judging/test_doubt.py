"""A time that cannot be relied on accuses nobody but its own cell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import checked, found, places, steps
from worklog.core.judging.check import Checked
from worklog.core.judging.settings import Settings

LATE_NEXT = """
    P2 2026-0001 acuan Sen 08.00
    1 | Budi | {finish} | | draf
    2 | Endah | Sen 11.40 | Setuju
    3 | Agus | Sen 11.50 | Setuju
"""


def verdict(log: Checked) -> str:
    return str(log.items["verdict"][0])


@pytest.mark.parametrize(
    ("finish", "code"),
    [("nanti", "D106"), ("Sen 07.00", "U206"), ("Sen 09.30-09.00", "U203"), ("Sel depan 09.00", "W409")],
    ids=["unreadable", "before Waktu Acuan", "before its Mulai", "in the future"],
)
def test_the_next_step_cannot_be_judged_and_nobody_else_is_accused(finish, code):
    log = checked(LATE_NEXT.format(finish=finish), now="Sen 11.55")

    assert [pair for pair in found(log) if pair[0].startswith(("2", "3"))] == []
    assert found(log) == [("1 Selesai", code)]
    assert steps(log, "handover")["2"] == ""
    assert steps(log, "judged") == {"1": False, "2": False, "3": True, "4": True, "5": False}


def test_a_step_too_early_hands_nothing_over():
    log = checked(
        """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 08.40 | Setuju
        3 | Agus | Sen 11.50 | Setuju
        """
    )

    assert found(log) == [("2 Selesai", "U202")]
    assert steps(log, "judged")["3"] is False


def test_what_follows_a_step_too_early_is_not_measured_against_it():
    log = checked(
        """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 10.00 | | draf
        2 | Endah | Sen 09.00 | Setuju
        3 | Agus | Sen 08.50 | Setuju
        4 | Endah | Sen 08.45
        """
    )

    assert found(log) == [("2 Selesai", "U202"), ("4 Selesai", "U202")]


def test_work_that_overlaps_is_a_warning_and_no_violation():
    log = checked(
        """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 08.50-09.10 | Setuju
        """
    )

    assert found(log) == [("2 Mulai", "U202")]
    assert log.findings["severity"].tolist() == ["warning"]
    assert verdict(log) == "sesuai"


def test_work_for_an_event_may_be_done_while_it_lasts():
    assert places(checked("P1 2026-0001 acuan Sel 08.00\n1 | Budi | Sen 08.00 | | draf"), "U206") == []
    assert places(checked("P1 2026-0001 acuan Sel 08.00\n1 | Budi | Sen 07.59 | | draf"), "U206") == ["1 Selesai"]


def test_a_post_at_a_doubtful_time_is_neither_late_nor_in_time():
    log = checked(
        """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.10 | | draf
        2 | Endah | Sen 08.20 | Setuju
        3 | Agus | Sen 08.30 | Setuju
        4 | Endah | Sen 08.40
        5 | Dewi | kemarin | | https://ig/1
        """,
        now="Sel 08.00",
    )

    assert found(log) == [("5 Selesai", "D106")]
    assert log.items[["late", "on_time", "judged"]].to_numpy().tolist() == [[False, False, False]]
    assert verdict(log) == "belum dapat dinilai"


def test_what_is_missing_is_not_against_the_sop():
    log = checked("P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 08.10 | | draf\n2 | Endah | Sen 08.20")

    assert found(log) == [("2 Keputusan", "D112")]
    assert verdict(log) == "belum dapat dinilai"


def test_seconds_count_for_nothing():
    log = checked(
        "P2 2026-0001 acuan 2/11/2026 08:00:50\n1 | Budi | 2/11/2026 10:00:59 | | draf", now="2026-11-02T10:00:59"
    )

    assert found(log) == []
    assert log.now == np.datetime64("2026-11-02T10:00:00")


DAYS = st.sampled_from(["Sen", "Sel", "Rab", "Kam", "Jum", "Sen lalu", "Sen depan"])
TIMES = st.builds("{} {:02}.{:02}".format, DAYS, st.integers(7, 16), st.integers(0, 59))
OTHER = st.sampled_from(["", "nanti", "22/11", "14.05"])
TYPED = st.one_of(TIMES, TIMES, TIMES, OTHER)


@given(
    st.lists(TYPED, min_size=5, max_size=5),
    st.lists(st.one_of(st.just(""), TYPED), min_size=5, max_size=5),
    st.sampled_from(["Setuju", "Revisi", ""]),
    st.integers(0, 4),
)
def test_a_doubtful_time_never_yields_a_finding_on_another_row(finishes, starts, decision, at):
    """Against the same log in which that step was not judged by its time: no row has a finding more."""
    who = ["Budi", "Endah", "Agus", "Endah", "Dewi"]
    decisions = ["", decision, "Setuju", "", ""]
    evidence = ["draf", "", "", "", "https://ig/1"]

    def log(times: list[str]) -> Checked:
        begun = [f"Mulai={start}" for start in starts]
        rows = zip(range(1, 6), who, times, decisions, evidence, begun, strict=True)
        lines = "\n".join(" | ".join(map(str, row)) for row in rows)
        return checked(f"P2 2026-0001 acuan Sen 08.00\n{lines}", now="Jum 16.00", settings=Settings())

    def elsewhere(result: Checked) -> set[tuple[str, str]]:
        """Time findings about other rows; what follows a step that is not done at all is another matter."""
        timed = result.findings[result.findings["code"].str.match("U2|W4|D106")]
        others = timed[timed["step"] != at + 1]
        return set(zip(others["step"].astype(str), others["code"] + others["column"], strict=True))

    unreadable = [*finishes[:at], "tidak terbaca", *finishes[at + 1 :]]
    given_ = log(finishes)
    is_doubtful = given_.trace.rows.set_index("step")["doubtful"].reindex(range(1, 6), fill_value=False)[at + 1]
    if is_doubtful:
        assert elsewhere(given_) == elsewhere(log(unreadable))
