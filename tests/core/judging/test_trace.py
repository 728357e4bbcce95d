"""The trace: which rounds are there, which steps are expected, and what closes an item."""

from __future__ import annotations

from office import checked, found, steps
from worklog.core.judging.check import Checked


def expected(log: Checked) -> list[str]:
    return list(steps(log, "step"))


def test_an_item_without_rows_is_expected_to_go_through_all_steps_of_its_flow():
    flows = {"P1": 5, "P2": 5, "P3": 5, "P4": 10, "R1": 7, "R2": 7}

    log = checked("\n".join(f"{flow} {flow} acuan Sen 08.00 jadwal Jum" for flow in flows))

    assert expected(log) == [f"{flow} {no}" for flow, last in flows.items() for no in range(1, last + 1)]


def test_an_item_of_an_unknown_flow_has_no_expected_steps():
    assert expected(checked("P2 2026-0001 acuan Sen 08.00 | Alur=")) == []


def test_rows_count_in_the_order_of_round_and_step_wherever_they_stand():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        2 | Endah | Sen 08.40 | Setuju
        1 | Budi | Sen 08.30 | | draf
    """)

    assert found(log) == []
    assert steps(log, "finish") == {"1": "Sen 08.30", "2": "Sen 08.40", "3": "", "4": "", "5": ""}
    assert steps(log, "row") == {"1": 3, "2": 2, "3": 0, "4": 0, "5": 0}


def test_the_first_of_duplicate_rows_counts():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        1 | Budi | Sen 09.30 | | draf
    """)

    assert steps(log, "finish")["1"] == "Sen 08.30"


REVISED = """
    P2 2026-0001 acuan Sen 08.00
    1 | Budi | Sen 08.30 | | draf
    2 | Endah | Sen 08.40 | {decision}
    3
    putaran 2
    {second}
"""


def test_behind_a_revision_the_next_round_is_expected_from_where_it_goes_back_to():
    log = checked(REVISED.format(decision="Revisi", second=""))

    assert expected(log) == ["1", "2", "2.1", "2.2", "2.3", "2.4", "2.5"]


def test_a_revision_corrected_to_setuju_leaves_no_trace():
    opened = "1\n2\n3\n4\n5"

    log = checked(REVISED.format(decision="Setuju", second=opened))

    assert expected(log) == ["1", "2", "3", "4", "5"]
    assert found(log) == []
    assert log.log_states.tolist()[3:] == ["Tidak diperlukan"] * 5


def test_a_round_that_was_filled_stays_even_when_the_revision_is_taken_back():
    log = checked(REVISED.format(decision="Setuju", second="1\n2 | Endah | Sen 08.50 | Setuju"))

    assert expected(log) == ["1", "2", "3", "4", "5", "2.2", "2.3", "2.4", "2.5"]


def test_a_round_behind_a_revision_begins_where_it_goes_back_to_even_when_that_row_is_empty():
    log = checked(REVISED.format(decision="Revisi", second="2 | Endah | Sen 08.50 | Setuju"))

    assert expected(log)[2:] == ["2.1", "2.2", "2.3", "2.4", "2.5"]


def test_each_revision_goes_back_to_the_step_that_the_sop_names():
    log = checked("""
        P1 P1-4 acuan Sen 08.00
        4 | | | Revisi
        P2 P2-3 acuan Sen 08.00
        3 | | | Revisi
        P4 P4-6 acuan Sen 08.00 jadwal Jum
        6 | | | Revisi
        R1 R1-5 acuan Sen 08.00
        5 | | | Revisi
        R2 R2-4 acuan Sen 08.00
        4 | | | Revisi
    """)

    again = log.timeline[log.timeline["round"] == 2].drop_duplicates("id")
    assert dict(zip(again["id"], again["step"], strict=True)) == {"P1-4": 3, "P2-3": 1, "P4-6": 4, "R1-5": 4, "R2-4": 2}


def test_a_revision_before_the_repair_step_opens_no_round():
    log = checked("""
        P1 P1 acuan Sen 08.00
        2 | | | Revisi
        R1 R1 acuan Sen 08.00
        3 | | | Revisi
    """)

    assert expected(log) == [*(f"P1 {no}" for no in range(1, 6)), *(f"R1 {no}" for no in range(1, 8))]


def test_the_repair_step_falls_away_only_behind_a_check_that_said_setuju():
    log = checked("""
        P1 setuju acuan Sen 08.00
        2 | Endah | | Setuju
        3
        P1 revisi acuan Sen 08.00
        2 | Endah | | Revisi
        3
        P1 belum acuan Sen 08.00
        2
        3
    """)

    assert [place for place in expected(log) if place.endswith(" 3")] == ["revisi 3", "belum 3"]


def test_a_repair_step_that_was_filled_is_expected_although_the_check_said_setuju():
    log = checked("""
        P1 2026-0001 acuan Sen 08.00
        2 | Endah | | Setuju
        3 | Budi
    """)

    assert "3" in expected(log)


def test_the_second_round_of_p1_begins_with_the_repair_although_the_first_check_said_setuju():
    log = checked("""
        P1 2026-0001 acuan Sen 08.00
        2 | Endah | | Setuju
        4 | Endah | | Revisi
    """)

    assert expected(log) == ["1", "2", "4", "2.3", "2.4", "2.5"]


def test_nothing_is_expected_behind_a_closing_decision():
    log = checked("""
        P2 batal acuan Sen 08.00
        2 | Endah | | Batal
        R2 tidak-direspon acuan Sen 08.00
        1 | Dewi | | Tidak direspon
        P2 salah-pilih acuan Sen 08.00
        1 | Budi | | Tidak direspon
    """)

    assert expected(log) == ["batal 1", "batal 2", "tidak-direspon 1", *(f"salah-pilih {no}" for no in range(1, 6))]
    assert log.items["is_open"].tolist() == [False, False, True]


def test_an_item_is_closed_by_a_finished_post_of_any_round_and_opens_no_round_then():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
        5 | Dewi | nanti | | https://ig/1
    """)

    assert log.items["is_open"].tolist() == [False]
    assert expected(log) == ["1", "2"]
    assert log.items["current_step"].tolist() == [0]


def test_a_missed_round_number_leaves_both_rounds_standing():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
        putaran 3
        1 | Budi | Sen 08.50 | | draf
        2
    """)

    assert expected(log) == [
        "1", "2", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4", "3.5",
    ]  # fmt: skip


def test_round_one_is_not_expected_when_only_a_later_round_was_filled():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        putaran 2
        3 | Agus | Sen 08.50 | Setuju
    """)

    assert expected(log) == ["2.3", "2.4", "2.5"]


def test_absurdly_large_round_numbers_are_rounds_like_any_other():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        putaran 9007199254740991
        2 | Endah | Sen 08.40 | Revisi
        P2 2026-0002 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
    """)

    assert ("2026-0001 9007199254740991.2", "U207") in found(log)
    assert log.timeline.loc[log.timeline["item"] == 0, "round"].drop_duplicates().tolist() == [
        1,
        9007199254740991,
        9007199254740992,
    ]
    assert expected(log)[-5:] == [f"2026-0002 {no}" for no in range(1, 6)]
