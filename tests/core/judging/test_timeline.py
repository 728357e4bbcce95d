"""The timeline: when each step's clock starts, when its limit ends, and how it stands against that."""

from __future__ import annotations

from datetime import date

from office import SOP, checked, found, steps
from worklog.core.log.tables import NO_DECISION
from worklog.core.log.tabs import Decision
from worklog.core.sop.book import SopBook
from worklog.core.sop.model import Limit


def test_the_first_clock_starts_at_the_reference_time_and_the_next_when_the_step_before_is_finished():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.50 | Setuju
    """)

    assert steps(log, "handover") == {"1": "Sen 08.00", "2": "Sen 08.30", "3": "Sen 08.50", "4": "", "5": ""}
    assert steps(log, "deadline") == {"1": "Sen 10.00", "2": "Sen 09.00", "3": "Sen 09.20", "4": "", "5": ""}


def test_an_unfinished_step_in_between_leaves_the_next_one_without_a_handover():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        3 | Agus | Sen 08.50 | Setuju
        4 | Endah | Sen 09.00
    """)

    assert steps(log, "handover") == {"1": "Sen 08.00", "2": "Sen 08.30", "3": "", "4": "Sen 08.50", "5": "Sen 09.00"}


def test_without_a_reference_time_the_own_start_counts_for_the_first_finished_step_only():
    log = checked("""
        P2 2026-0001
        1 | Budi | Sen 08.10-08.30 | | draf
        2 | Endah | Sen 08.35-08.50 | Setuju
    """)

    assert [steps(log, "handover")[place] for place in ("1", "2")] == ["Sen 08.10", "Sen 08.30"]


def test_nothing_is_guessed_when_the_finish_before_cannot_be_read():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | nanti | | draf
        2 | Endah | Sen 08.50 | Setuju
    """)

    assert steps(log, "judged") == {"1": False, "2": False, "3": True, "4": False, "5": False}


def test_the_handover_of_a_new_round_is_the_decision_that_sent_it_back():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
    """)

    assert steps(log, "handover")["2.1"] == "Sen 08.40"
    assert steps(log, "deadline")["2.1"] == "Sen 10.40"


def test_a_row_that_was_not_expected_hands_over_all_the_same():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
        3 | Agus | Sen 08.50 | Setuju
        putaran 2
        1 | Budi | Sen 09.00 | | draf kedua
    """)

    assert steps(log, "handover")["2.1"] == "Sen 08.50"


def test_p1_runs_on_the_elapsed_clock_through_the_weekend():
    log = checked("""
        P1 2026-0001 acuan Sab 20.00
        1 | Budi | Sab 21.00 | | draf
        2 | Endah | Sab 21.16 | Setuju
    """)

    assert steps(log, "deadline")["2"] == "Sab 21.15"
    assert found(log) == [("2", "W401")]
    assert log.items["deadline"].dt.strftime("%d %H.%M").tolist() == ["07 22.00"]


def test_the_other_flows_wait_for_the_office_to_open():
    log = checked("P2 2026-0001 acuan Sab 20.00")

    assert steps(log, "deadline")["1"] == "Sen depan 09.30"


def test_one_day_is_the_same_time_of_the_next_working_day_and_ends_with_it():
    log = checked(
        "".join(
            f"""
            R2 {number} acuan Sen 08.00
            1 | Dewi | Sen 08.10
            2 | Endah | Sen 08.20 | | draf
            3 | Agus | {given} | Setuju
            """
            for number, given in enumerate(("Kam 10.00", "Jum 10.00", "Jum 16.15", "Jum 18.00", "Sab 10.00"), 1)
        )
    )

    assert [steps(log, "deadline")[f"{number} 4"] for number in range(1, 6)] == [
        "Jum 10.00",
        "Sen depan 10.00",
        "Sen depan 16.00",
        "Sel depan 07.30",
        "Sel depan 07.30",
    ]


def test_the_preparation_begins_two_working_days_before_the_planned_day_and_ends_with_it():
    log = checked("""
        P3 lama acuan Sen 08.00 jadwal Jum
        P3 hari-itu acuan Rab 10.00 jadwal Jum
        P3 mendadak acuan Jum 09.00 jadwal Jum
    """)

    assert [steps(log, "handover")[f"{id_} 1"] for id_ in ("lama", "hari-itu", "mendadak")] == [
        "Rab 07.30",
        "Rab 10.00",
        "Jum 09.00",
    ]
    assert [steps(log, "deadline")[f"{id_} 1"] for id_ in ("lama", "hari-itu", "mendadak")] == [
        "Jum 07.30",
        "Jum 10.00",
        "Sab 00.00",
    ]


def test_the_floor_holds_up_to_the_prepare_step_only():
    log = checked("""
        P4 2026-0001 acuan Sen 08.00 jadwal Jum depan
        1 | Ratna | Sen 09.00
        2 | Agus | Sen 10.00
    """)

    assert [steps(log, "handover")[place] for place in ("1", "2", "3")] == [
        "Rab depan 07.30",
        "Rab depan 07.30",
        "Sen 10.00",
    ]


def test_steps_up_to_the_prepare_step_cannot_be_judged_without_a_planned_day():
    log = checked("""
        P4 2026-0001 acuan Sen 08.00
        1 | Ratna | Sen 09.00
        2 | Agus | Sen 09.10
    """)

    assert [steps(log, "judged")[place] for place in ("1", "2", "3")] == [False, False, True]


def test_a_post_on_the_planned_day_has_until_the_end_of_that_day_whatever_came_before():
    log = checked("P3 2026-0001 acuan Sen 08.00 jadwal Jum")

    assert steps(log, "handover")["5"] == ""
    assert steps(log, "deadline")["5"] == "Sab 00.00"
    assert steps(log, "judged")["5"]
    assert steps(log, "overrun_elapsed")["5"] == 0


def test_the_current_step_is_the_first_unfinished_one_behind_the_last_finished_one():
    log = checked("""
        P2 baru acuan Sen 08.00
        P2 terlewat acuan Sen 08.00
        1 | Budi
        2 | Endah | Sen 08.50 | Setuju
        P2 dikembalikan acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
        P2 batal acuan Sen 08.00
        1 | Budi | | Batal
    """)

    assert [place for place, current in steps(log, "is_current").items() if current] == [
        "baru 1",
        "terlewat 3",
        "dikembalikan 2.1",
    ]


def test_overrun_is_told_on_the_clock_of_the_flow_and_in_elapsed_time():
    log = checked("""
        P2 2026-0001 acuan Sen 15.00
        1 | Budi | Sel 09.00 | | draf
        2 | Endah | Sel 09.10 | Setuju
    """)

    assert [steps(log, "overrun")[place] for place in ("1", "2")] == [30 * 60, -20 * 60]
    assert [steps(log, "overrun_elapsed")[place] for place in ("1", "2")] == [30 * 60, -20 * 60]
    assert [steps(log, "late")[place] for place in ("1", "2")] == [True, False]


def test_elapsed_overrun_counts_the_night_that_the_working_clock_leaves_out():
    log = checked("""
        P2 2026-0001 acuan Sen 13.30
        1 | Budi | Sel 08.00 | | draf
    """)

    assert steps(log, "overrun")["1"] == 60 * 60
    assert steps(log, "overrun_elapsed")["1"] == 16.5 * 60 * 60


def test_the_overrun_of_the_current_step_is_counted_until_now():
    log = checked("P2 2026-0001 acuan Sen 08.00", now="Sen 10.15")

    assert steps(log, "overrun") == {"1": 15 * 60, "2": 0, "3": 0, "4": 0, "5": 0}
    assert steps(log, "overrun_elapsed") == {"1": 15 * 60, "2": 0, "3": 0, "4": 0, "5": 0}
    assert steps(log, "used_seconds")["1"] == 135 * 60
    assert steps(log, "limit_seconds")["1"] == 120 * 60


def test_work_and_waiting_are_told_apart_where_the_start_is_given():
    log = checked("""
        P2 2026-0001 acuan Sen 11.00
        1 | Budi | Sen 11.30-13.30 | | draf
        2 | Endah | Sen 13.40 | Setuju
        3 | Agus | Sen 13.45-
    """)

    assert [steps(log, "wait_seconds")[place] for place in ("1", "2", "3")] == [30 * 60, -1, 5 * 60]
    assert [steps(log, "work_seconds")[place] for place in ("1", "2", "3")] == [60 * 60, -1, -1]


def test_a_start_before_the_handover_is_no_waiting_and_a_reversed_span_no_work():
    log = checked("""
        P2 2026-0001 acuan Sen 09.00
        1 | Budi | Sen 08.30-08.00 | | draf
    """)

    assert steps(log, "wait_seconds")["1"] == 0
    assert steps(log, "work_seconds")["1"] == -1


def test_a_step_tells_who_did_it_and_what_was_decided_and_shown():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf di folder
        2 | Admin=Dewi | Sen 08.40 | setuju
    """)

    assert [steps(log, "person")[place] for place in ("1", "2", "3")] == ["Budi", "", ""]
    assert [steps(log, "decision")[place] for place in ("1", "2", "3")] == [NO_DECISION, Decision.APPROVED, NO_DECISION]
    assert [steps(log, "evidence")[place] for place in ("1", "2", "3")] == ["draf di folder", "", ""]


def two_versions() -> SopBook:
    """From Wednesday on P2 has one hour for its concept, and is approved without the check."""
    old = SOP.versions[0]
    p2 = next(flow for flow in old.flows if flow.code == "P2")
    first = p2.steps[0].model_copy(update={"limit": Limit(text="1 jam", seconds=3600)})
    rest = [step.model_copy(update={"no": no, "back_to": None}) for no, step in enumerate(p2.steps[2:], 2)]
    changed = p2.model_copy(update={"steps": (first, *rest)})
    new = old.model_copy(update={"effective": date(2026, 11, 4), "number": "baru", "flows": (changed,)})
    return SopBook([new, old])


def test_each_item_is_judged_by_the_sop_in_force_at_its_reference_time():
    log = checked(
        """
        P2 lama acuan Sel 15.00
        P2 baru acuan Rab 07.30
        """,
        sop=two_versions(),
    )

    assert steps(log, "deadline")["lama 1"] == "Rab 08.30"
    assert steps(log, "deadline")["baru 1"] == "Rab 08.30"
    assert log.items["steps_total"].tolist() == [5, 4]
    assert steps(log, "kind")["lama 2"] == "check"
    assert steps(log, "kind")["baru 2"] == "approve"


def test_a_step_or_a_flow_that_the_version_does_not_have_is_unknown_there():
    log = checked(
        """
        P2 lama acuan Sel 15.00
        5 | Admin=Dewi
        P2 baru acuan Rab 07.30
        5 | Admin=Dewi
        P3 tidak-ada acuan Rab 07.30 jadwal Jum
        """,
        sop=two_versions(),
    )

    assert [pair for pair in found(log) if pair[1].startswith("D")] == [
        ("tidak-ada Daftar Konten 4", "D104"),
        ("baru Buku Kerja 3", "D105"),
    ]


def test_a_revision_goes_back_only_where_the_version_of_the_item_says_so():
    log = checked(
        """
        P2 lama acuan Sel 15.00
        3 | | | Revisi
        P2 baru acuan Rab 07.30
        2 | | | Revisi
        """,
        sop=two_versions(),
    )

    assert [place for place in steps(log, "step") if " 2." in place] == [f"lama 2.{no}" for no in range(1, 6)]


def test_without_a_reference_time_the_date_decides_the_version_and_without_any_date_today():
    log = checked(
        """
        P2 acuan-lama acuan Sel 08.00 | Tanggal=Rab
        P2 tanggal-lama | Tanggal=Sel
        P2 tanggal-baru | Tanggal=Rab
        P2 tanpa-tanggal
        """,
        now="Rab 09.00",
        sop=two_versions(),
    )

    assert log.items["steps_total"].tolist() == [5, 5, 4, 4]


def test_dates_that_nobody_means_are_unreadable_and_do_not_break_the_others():
    log = checked(
        """
        P2 kuno acuan 1/1/1900 08:00
        1 | Budi | 31/12/9999 23:59 | | draf
        P3 jauh acuan Sen 08.00 jadwal 31/12/9999
        P2 biasa acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        """,
        now="Sen 08.30",
    )

    assert steps(log, "deadline")["biasa 1"] == "Sen 10.00"
    assert {("kuno 1 Selesai", "D106"), ("kuno Daftar Konten 2 Waktu Acuan", "D106")} <= set(found(log))
