"""How items and rows stand: state, progress, verdict and the status that staff see."""

from __future__ import annotations

import numpy as np

from office import checked, found, steps
from worklog.core.judging.settings import Settings
from worklog.core.reports.past import at_end_of

POSTED = """
    P2 {id} acuan Sen 08.00
    1 | Budi | Sen 08.20 | | draf
    2 | Endah | Sen 08.30 | Setuju
    3 | Agus | Sen 08.40 | Setuju
    4 | Endah | Sen 08.50
    5 | Dewi | Sen 09.00 | {decision} | https://ig/1
"""


def states(log):
    return dict(zip(log.items["id"], log.items["state"], strict=True))


def verdicts(log):
    return dict(zip(log.items["id"], log.items["verdict"], strict=True))


def test_the_state_of_an_item():
    log = checked(
        """
        P2 dibuka acuan Sen 08.00
        1
        P2 dikerjakan acuan Sen 08.00
        1 | Budi
        P2 diteruskan acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        P2 dibatalkan acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Batal
        R2 didiamkan acuan Sen 08.00
        1 | Dewi | Sen 08.30 | Tidak direspon
        """
        + POSTED.format(id="terbit", decision="")
        + POSTED.format(id="dicabut", decision="Batal")
    )

    assert states(log) == {
        "dibuka": "belum mulai",
        "dikerjakan": "berjalan",
        "diteruskan": "berjalan",
        "dibatalkan": "batal",
        "didiamkan": "tidak direspon",
        "terbit": "tayang",
        "dicabut": "ditarik",
    }
    assert log.items["is_open"].tolist() == [True, True, True, False, False, False, False]


def test_the_first_closing_decision_tells_the_state():
    log = checked("""
        R1 2026-0001 acuan Sen 08.00
        1 | Dewi | Sen 08.30 | Tidak direspon
        2 | Endah | Sen 08.40 | Batal
    """)

    assert states(log) == {"2026-0001": "tidak direspon"}


def test_an_item_of_an_unknown_flow_has_not_begun():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00 | Alur=
        1 | Budi | Sen 08.30
    """)

    assert states(log) == {"2026-0001": "belum mulai"}
    assert log.items[["steps_done", "steps_total", "is_open", "code"]].iloc[0].tolist() == [0, 0, False, ""]


def test_steps_done_and_total_count_the_expected_steps_of_all_rounds():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.20 | | draf
        2 | Endah | Sen 08.30 | Revisi
        3 | Agus | Sen 08.35 | Setuju
        putaran 2
        1 | Budi | Sen 08.40 | | draf kedua
    """)

    assert log.items[["steps_done", "steps_total", "current_round", "current_step"]].iloc[0].tolist() == [3, 7, 2, 2]


def test_the_deadline_of_an_item_is_that_of_its_total_or_the_end_of_its_planned_day():
    log = checked("""
        P1 p1 acuan Sab 20.00
        P2 p2 acuan Sen 15.00
        P3 p3 acuan Sen 08.00 jadwal Kam
        R1 r1 acuan Sen 08.00
        R2 r2 acuan Jum 08.00
        P2 tanpa-acuan
        P3 tanpa-jadwal acuan Sen 08.00
        P2 tanpa-alur acuan Sen 08.00 | Alur=
    """)

    assert [None if due != due else f"{due:%d %H.%M}" for due in log.items["deadline"]] == [
        "07 22.00",
        "03 10.30",
        "06 00.00",
        "02 14.00",
        "09 08.00",
        None,
        None,
        None,
    ]


def test_published_is_the_finish_of_the_last_post():
    log = checked(
        POSTED.format(id="terbit", decision="")
        + """
        P2 belum acuan Sen 08.00
        1 | Budi | Sen 09.10 | | draf
        P2 batal acuan Sen 08.00
        1 | Budi | Sen 09.10 | Batal | draf
        """
    )

    assert [None if at != at else f"{at:%H.%M}" for at in log.items["published"]] == ["09.00", None, None]


def test_an_item_without_violations_is_sesuai_and_hints_do_not_change_that():
    log = checked(POSTED.format(id="2026-0001", decision=""), now="Jum 09.00")

    assert log.findings["code"].tolist() == ["T501"]
    assert verdicts(log) == {"2026-0001": "sesuai"}


def test_an_error_or_a_warning_about_time_is_a_violation_and_another_warning_is_not():
    log = checked("""
        P2 kesalahan acuan Sen 09.30
        1 | | Sen 10.00 | | draf
        P2 terlambat acuan Sen 08.00
        1 | Budi | Sen 10.01 | | draf
        P2 tak-terdaftar acuan Sen 09.30
        1 | Tono | Sen 10.00 | | draf
    """)

    assert found(log) == [("kesalahan 1", "P301"), ("terlambat 1", "W401"), ("tak-terdaftar 1", "P303")]
    assert verdicts(log) == {"kesalahan": "melanggar", "terlambat": "melanggar", "tak-terdaftar": "sesuai"}


def test_a_row_of_an_unknown_id_makes_no_item_violate():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | ID Konten=2026-0010
    """)

    assert verdicts(log) == {"2026-0001": "sesuai"}


def test_what_cannot_be_judged_is_no_pass():
    log = checked(
        """
        P2 tanpa-acuan
        P3 tanpa-jadwal acuan Sen 08.00
        P2 tak-terbaca acuan Sen 08.00
        1 | Budi | nanti | | draf
        P2 terlewat acuan Sen 08.00
        2 | Endah | Sen 08.30 | Setuju
        P2 lancar acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        """,
        settings=Settings(ignore=("D", "U")),
    )

    assert log.findings.empty
    assert verdicts(log) == {
        "tanpa-acuan": "belum dapat dinilai",
        "tanpa-jadwal": "belum dapat dinilai",
        "tak-terbaca": "belum dapat dinilai",
        "terlewat": "belum dapat dinilai",
        "lancar": "sesuai",
    }


def test_a_violation_weighs_more_than_what_cannot_be_judged():
    log = checked("P2 2026-0001\n1 | | Sen 08.00 | | draf", now="Sen 08.30")

    assert verdicts(log) == {"2026-0001": "melanggar"}


def test_the_status_of_rows_that_were_done():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 10.01 | | draf
        2 | Endah | Sen 10.30 | Setuju
        3 | Agus | Sen 10.40
    """)

    assert log.log_states.tolist() == ["Selesai terlambat", "Selesai", "Perlu diperbaiki"]


def test_the_status_of_the_current_step_as_its_time_runs_out():
    log = """
        P2 2026-0001 acuan Sen 08.00
        1
        2
    """

    assert checked(log, now="Sen 09.00").log_states.tolist() == ["Berjalan", "Menunggu"]
    assert checked(log, now="Sen 09.30").log_states.tolist() == ["Mendekati batas", "Menunggu"]
    assert checked(log, now="Sen 10.01").log_states.tolist() == ["Terlambat", "Menunggu"]


def test_a_row_that_closes_its_item_is_done_once_it_tells_when():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | Batal
        2
        R1 2026-0002 acuan Sen 08.00
        1 | Dewi | | Tidak direspon
    """)

    assert log.log_states.tolist() == ["Selesai", "Tidak diperlukan", "Perlu diperbaiki"]


def test_a_later_step_that_someone_began_is_berjalan():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1
        2 | Endah
    """)

    assert log.log_states.tolist() == ["Berjalan", "Berjalan"]


def test_the_status_of_the_step_that_waits_for_its_planned_day():
    log = """
        P3 2026-0001 acuan Sen 08.00 jadwal Kam
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 09.10 | Setuju
        3 | Agus | Sen 09.20 | Setuju
        4 | Endah | Sen 09.30
        5
    """

    assert checked(log, now="Kam 23.00").log_states[4] == "Berjalan"
    assert checked(log, now="Jum 00.01").log_states[4] == "Terlambat"
    assert checked(log.rstrip() + "| Dewi | Jum 09.00 | | https://ig/1").log_states[4] == "Selesai terlambat"


def test_the_status_of_rows_that_cannot_be_judged():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | nanti | | draf
        2 | Endah | Sen 08.30 | Setuju
        P2 2026-0002
        1
    """)

    assert log.log_states.tolist() == ["Perlu diperbaiki", "Belum dapat dinilai", "Belum dapat dinilai"]


def test_a_step_that_was_left_out_is_to_be_put_right_and_a_late_one_is_not():
    log = checked(
        """
        P2 2026-0001 acuan Sen 08.00
        1
        2 | Endah | Sen 08.30 | Setuju
        3
        """,
        now="Sen 10.00",
    )

    assert found(log) == [("1", "U201"), ("3", "W402")]
    assert log.log_states.tolist() == ["Perlu diperbaiki", "Belum dapat dinilai", "Terlambat"]


def test_the_status_of_rows_that_belong_to_no_expected_step():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.20 | | draf
        2 | Endah | Sen 08.30 | Revisi
        3
        4 | Endah | Sen 08.40
        5 | Dewi
        satu
        1 | ID Konten=2026-0010
    """)

    assert log.log_states.tolist()[2:] == [
        "Tidak diperlukan",
        "Perlu diperbaiki",
        "Tidak diperlukan",
        "Perlu diperbaiki",
        "Perlu diperbaiki",
    ]


def test_the_repair_step_that_was_not_needed():
    log = checked("""
        P1 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.20 | | draf
        2 | Endah | Sen 08.30 | Setuju
        3
    """)

    assert log.log_states.tolist() == ["Selesai", "Selesai", "Tidak diperlukan"]


def test_steps_without_a_row_have_a_status_too():
    log = checked("P2 2026-0001 acuan Sen 08.00", now="Sen 10.01")

    assert steps(log, "state") == {"1": "Terlambat", "2": "Menunggu", "3": "Menunggu", "4": "Menunggu", "5": "Menunggu"}


def test_a_row_of_an_item_without_flow_cannot_be_judged():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00 | Alur=
        1 | Admin=Budi | Sen 08.30
    """)

    assert log.log_states.tolist() == ["Belum dapat dinilai"]


def test_an_item_that_begins_on_the_next_day_was_not_open_yet_on_the_day_before():
    log = checked("P2 2026-0001 acuan Sel 08.00 | Tanggal=3/11/2026", now="Sel 09.00")

    assert not at_end_of(log, np.datetime64("2026-11-02")).items["running"].any()
    assert log.items["running"].all()
