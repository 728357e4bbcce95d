"""W rules: the SOP's time limits, per step and in total."""

from __future__ import annotations

from office import checked, found, message, messages, places, steps
from worklog.core.judging.check import Checked


def test_w401_a_step_finished_one_minute_after_its_limit_is_late_and_at_its_limit_it_is_not():
    log = checked("""
        P2 tepat acuan Sen 08.00
        1 | Budi | Sen 10.00 | | draf
        P2 lewat acuan Sen 08.00
        1 | Budi | Sen 10.01 | | draf
    """)

    assert found(log) == [("lewat 1", "W401")]
    assert message(log, "W401") == (
        "lewat langkah 1 (putaran 1) selesai 2 Nov 2026 10.01, lewat 1 menit dari batas 2 Nov 2026 10.00. Bila "
        "ada sebabnya, tulis di kolom Catatan."
    )


def test_w401_the_clock_of_a_step_starts_when_the_step_before_it_is_finished():
    log = checked("""
        P2 tepat acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 09.30 | Setuju
        P2 lewat acuan Sen 08.00
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 09.31 | Setuju
    """)

    assert found(log) == [("lewat 2", "W401")]


def test_w401_only_working_time_counts():
    log = checked("""
        P2 lewat-istirahat acuan Sen 11.00
        1 | Budi | Sen 14.00 | | draf
        P2 lewat-malam acuan Sen 15.00
        1 | Budi | Sel 08.30 | | draf
        P2 lewat-semenit acuan Sen 15.00
        1 | Budi | Sel 08.31 | | draf
    """)

    assert places(log, "W401") == ["lewat-semenit 1"]


def test_w401_finishing_in_the_evening_of_a_deadline_at_closing_time_is_on_time():
    log = checked("""
        P2 malam-itu acuan Sen 14.00
        1 | Budi | Sen 21.00 | | draf
        P2 esok-pagi acuan Sen 14.00
        1 | Budi | Sel 07.31 | | draf
    """)

    assert places(log, "W401") == ["esok-pagi 1"]


def test_w401_is_not_told_where_the_handover_is_not_known():
    log = checked("""
        P2 tanpa-acuan
        1 | Budi | Jum 15.00 | | draf
        P2 terlewat acuan Sen 08.00
        2 | Endah | Jum 15.00 | Setuju
        P2 tak-terbaca acuan Sen 08.00
        1 | Budi | nanti | | draf
        2 | Endah | Jum 15.00 | Setuju
    """)

    assert places(log, "W401") == []


def test_w401_without_a_reference_time_the_own_start_counts():
    log = checked("""
        P2 2026-0001
        1 | Budi | Sen 08.00-10.01 | | draf
    """)

    assert found(log) == [("Daftar Konten 2", "D108"), ("1", "W401")]


def test_w401_does_not_judge_the_step_that_is_posted_on_the_planned_day():
    log = checked("""
        P4 2026-0001 acuan Sen 08.00 jadwal Kam
        1 | Ratna | Sen 09.00
        2 | Agus | Sen 09.10
        3 | Endah | Sen 09.20
        4 | Budi | Sen 10.00 | | draf
        5 | Endah | Sen 10.10 | Setuju
        6 | Agus | Sen 10.20 | Setuju
        7 | Ratna | Sen 10.30 | Setuju
        8 | Agus | Sen 10.40
        9 | Endah | Sen 10.50
        10 | Dewi | Kam 15.00 | | https://ig/1
    """)

    assert found(log) == []


LATE_NOW = """
    P2 2026-0001 acuan Sen 08.00
    1 | Budi | Sen 08.30 | | draf
    2 | Endah | Sen 08.40-
"""


def test_w402_the_current_step_is_past_its_deadline():
    log = checked(LATE_NOW, now="Sen 09.01")

    assert found(log) == [("2", "W402")]
    assert message(log, "W402") == (
        "2026-0001 langkah 2 (putaran 1) belum selesai, lewat 1 menit dari batas 2 Nov 2026 09.00. Selesaikan "
        "langkah ini, lalu isi kolom Selesai."
    )


def test_w402_at_the_deadline_itself_it_is_not_yet_late():
    assert found(checked(LATE_NOW, now="Sen 09.00")) == []


def test_w402_stands_without_a_row_when_the_current_step_has_none():
    log = checked(LATE_NOW.replace("2 | Endah | Sen 08.40-", ""), now="Sen 09.01")

    assert found(log) == [("2", "W402")]
    assert log.findings.loc[log.findings["code"] == "W402", "row"].tolist() == [0]


def test_w402_and_w404_are_not_told_of_a_closed_item():
    log = checked(LATE_NOW.replace("Sen 08.40-", "Sen 08.40 | Batal"), now="Jum 09.00")

    assert found(log) == []


POSTED = """
    P2 {id} acuan Sen 08.00
    1 | Budi | Sen 10.00 | | draf
    2 | Endah | Sen 10.30 | Setuju
    3 | Agus | Sen 11.00 | Setuju
    4 | Endah | Sen 11.30
    5 | Dewi | {posted} | | https://ig/1"""


def test_w403_posted_one_minute_after_the_total_is_late_and_at_its_end_it_is_not():
    log = checked(POSTED.format(id="tepat", posted="Sen 12.00") + POSTED.format(id="lewat", posted="Sen 13.01"))

    assert found(log) == [("lewat Daftar Konten 3", "W403"), ("lewat 5", "W401")]
    assert message(log, "W403") == (
        "lewat tayang 2 Nov 2026 13.01, lewat 1 menit dari batas 2 Nov 2026 12.00. Bila ada sebabnya, tulis di "
        "kolom Catatan."
    )


def test_w403_a_posted_item_is_not_told_as_unposted():
    log = checked(POSTED.format(id="2026-0001", posted="Sen 15.00"), now="Jum 09.00")

    assert places(log, "W404") == []


def test_w403_is_not_told_where_the_posting_cannot_be_read_or_the_reference_is_missing():
    log = checked(
        POSTED.format(id="tak-terbaca", posted="nanti")
        + POSTED.format(id="tanpa-acuan", posted="Jum 15.00").replace(" acuan Sen 08.00", "")
    )

    assert places(log, "W403") == []


def test_w403_a_withdrawn_post_is_judged_as_usual():
    log = checked(POSTED.format(id="2026-0001", posted="Sen 14.00") + " | Keputusan=Batal")

    assert found(log) == [("Daftar Konten 2", "W403"), ("5", "W401")]


def test_w403_the_last_of_several_posts_counts():
    log = checked("""
        P1 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Setuju
        4 | Endah | Sen 08.45 | Setuju
        5 | Dewi | Sen 08.50 | | https://ig/1
        putaran 2
        5 | Dewi | Sen 10.01 | | https://ig/2
    """)

    assert places(log, "W403") == ["Daftar Konten 2"]


def test_w404_not_posted_and_the_total_is_past():
    log = checked("P2 2026-0001 acuan Sen 08.00", now="Sen 13.01")

    assert found(log) == [("Daftar Konten 2", "W404"), ("1", "W402")]
    assert message(log, "W404") == (
        "2026-0001 belum tayang, lewat 1 menit dari batas 2 Nov 2026 12.00. Selesaikan langkah yang tersisa."
    )


def test_w404_a_total_that_ends_at_closing_time_is_not_past_until_the_office_opens():
    assert places(checked("P2 2026-0001 acuan Sen 08.00", now="Sen 13.00"), "W404") == []


PREPARED = """
    P3 {id} acuan Sen 08.00 jadwal Kam
    1 | Budi | Sen 09.00 | | draf
    2 | Endah | Sen 09.10 | Setuju
    3 | Agus | Sen 09.20 | Setuju
    4 | Endah | Sen 09.30
    5 | Dewi | {posted} | | https://ig/1
"""


def test_w405_posted_on_another_day_than_planned():
    posted = {"kemarin": "Rab 23.59", "pagi": "Kam 00.01", "malam": "Kam 23.59", "besok": "Jum 00.01"}

    log = checked("".join(PREPARED.format(id=id_, posted=moment) for id_, moment in posted.items()))

    assert found(log) == [("kemarin Daftar Konten 2", "W405"), ("besok Daftar Konten 5", "W405")]
    assert messages(log, "W405") == [
        "kemarin dijadwalkan tayang Kamis, 5 November 2026, tetapi tayang Rabu, 4 November 2026. "
        "Periksa Jadwal Tayang dan Selesai; bila keduanya benar, tulis sebabnya di kolom Catatan.",
        "besok dijadwalkan tayang Kamis, 5 November 2026, tetapi tayang Jumat, 6 November 2026. "
        "Periksa Jadwal Tayang dan Selesai; bila keduanya benar, tulis sebabnya di kolom Catatan.",
    ]


def test_w405_the_planned_day_lasts_from_its_first_to_its_last_minute_and_the_day_alone_will_do():
    posted = {"awal": "5/11/2026 00:01", "akhir": "5/11/2026 23:59", "hari": "5/11/2026", "lusa": "6/11/2026 00:00"}

    log = checked("".join(PREPARED.format(id=id_, posted=moment) for id_, moment in posted.items()), now="Jum 08.00")

    assert [place.split()[0] for place in places(log, "W405")] == ["lusa"]


def test_w405_not_posted_and_the_planned_day_is_over():
    log = PREPARED.format(id="2026-0001", posted="")

    assert found(checked(log, now="Jum 00.00")) == []
    assert found(checked(log, now="Jum 00.01")) == [("Daftar Konten 2", "W405")]
    assert message(checked(log, now="Jum 00.01"), "W405") == (
        "2026-0001 dijadwalkan tayang Kamis, 5 November 2026, tetapi belum tayang. Tayangkan sesegera mungkin "
        "dan beri tahu atasan."
    )


def test_w405_is_not_told_of_a_cancelled_item_or_a_post_whose_time_cannot_be_read():
    log = checked(
        """
        P3 batal acuan Sen 08.00 jadwal Kam
        1 | Budi | Sen 09.00 | Batal | draf
        """
        + PREPARED.format(id="tak-terbaca", posted="nanti"),
        now="Jum 09.00",
    )

    assert found(log) == [("tak-terbaca 5 Selesai", "D106")]


def test_w406_the_preparation_not_begun_by_the_end_of_the_second_working_day_before():
    log = checked("P3 2026-0001 acuan Sen 08.00 jadwal Kam", now="Rab 00.01")

    assert found(log) == [("Daftar Konten 2", "W406")]
    assert message(log, "W406") == (
        "Persiapan 2026-0001 harus dimulai paling lambat Selasa, 3 November 2026, 2 hari kerja sebelum tayang; "
        "pada akhir hari itu yang ditunggu langkah 1. Mulailah hari ini, lalu isi kolom Mulai."
    )


def test_w406_until_the_end_of_that_day_there_is_time():
    assert found(checked("P3 2026-0001 acuan Sen 08.00 jadwal Kam", now="Rab 00.00")) == []


def test_w406_begun_is_what_counts_and_selesai_stands_for_a_missing_mulai():
    log = checked(
        """
        P3 mulai-tepat acuan Sen 08.00 jadwal Kam
        1 | Budi | Rab 09.00 | | draf | Mulai=4/11/2026 00:00
        P3 mulai-lewat acuan Sen 08.00 jadwal Kam
        1 | Budi | Rab 07.30-Rab 09.00 | | draf
        P3 selesai-tepat acuan Sen 08.00 jadwal Kam
        1 | Budi | Sel 15.59 | | draf
        P3 selesai-lewat acuan Sen 08.00 jadwal Kam
        1 | Budi | Rab 07.30 | | draf
        """
    )

    assert places(log, "W406") == ["mulai-lewat Daftar Konten 3", "selesai-lewat Daftar Konten 5"]


def test_w406_in_p4_the_order_of_step_2_is_the_preparation():
    log = checked("""
        P4 2026-0001 acuan Sen 08.00 jadwal Kam
        1 | Ratna | Sen 09.00
        2 | Agus | Rab 09.00
    """)

    assert places(log, "W406") == ["Daftar Konten 2"]
    assert "yang ditunggu langkah 2." in message(log, "W406")


def test_w406_weekends_and_days_off_are_not_working_days():
    log = checked(
        """
        Kalender: Kam | | Libur
        P3 2026-0001 acuan Sen 08.00 jadwal Jum
        """,
        now="Rab 00.01",
    )

    assert "paling lambat Selasa, 3 November 2026" in message(log, "W406")


def test_w406_is_not_judged_when_the_request_came_too_late_or_the_start_cannot_be_read():
    log = checked(
        """
        P3 diminta-rabu acuan Rab 00.01 jadwal Kam
        P3 tak-terbaca acuan Sen 08.00 jadwal Kam
        1 | Mulai=tadi
        P3 selesai-tak-terbaca acuan Sen 08.00 jadwal Kam
        1 | Selesai=nanti | Bukti=draf
        P3 tanpa-jadwal acuan Sen 08.00
        """,
        now="Rab 09.00",
    )

    assert places(log, "W406") == []


def test_w406_a_request_at_the_last_moment_of_that_day_is_judged():
    log = checked("P3 2026-0001 acuan 4/11/2026 00:00 jadwal Kam", now="Rab 09.00")

    assert places(log, "W406") == ["Daftar Konten 2"]


def test_w406_a_closed_item_that_was_never_begun_is_not_told():
    log = checked(
        """
        P3 2026-0001 acuan Sen 08.00 jadwal Kam
        1 | Budi | | Batal
        """,
        now="Rab 09.00",
    )

    assert places(log, "W406") == []


def test_w406_looks_at_the_first_round():
    log = checked("""
        P3 2026-0001 acuan Sen 08.00 jadwal Kam
        1 | Budi | Sen 09.00 | | draf
        2 | Endah | Sen 09.10 | Revisi
        putaran 2
        1 | Budi | Rab 09.00 | | draf kedua
    """)

    assert places(log, "W406") == []


def test_w407_three_quarters_of_the_limit_are_used():
    log = checked("P2 2026-0001 acuan Sen 08.00", now="Sen 09.30")

    assert places(log, "W407") == ["1"]
    assert message(log, "W407") == (
        "2026-0001 langkah 1 sudah memakai 75,0% dari waktunya; batasnya 2 Nov 2026 10.00. Dahulukan langkah ini."
    )


def test_w407_is_silent_a_minute_before_that_and_once_the_step_is_late():
    assert places(checked("P2 2026-0001 acuan Sen 08.00", now="Sen 09.29"), "W407") == []
    assert places(checked("P2 2026-0001 acuan Sen 08.00", now="Sen 10.00"), "W407") == ["1"]
    assert places(checked("P2 2026-0001 acuan Sen 08.00", now="Sen 10.01"), "W407") == []


def test_w407_a_limit_in_days_is_used_up_in_working_time():
    # From Monday 08.00 to Wednesday 08.00 there are 15 working hours; Tuesday 11.15 is the middle of the twelfth.
    log = "P3 2026-0001 acuan Sen 08.00 jadwal Jum depan"

    assert places(checked(log, now="Sel 11.15"), "W407") == []


def test_w407_is_not_told_of_the_step_that_waits_for_its_planned_day():
    assert places(checked(PREPARED.format(id="2026-0001", posted=""), now="Kam 15.59"), "W407") == []


def test_w408_less_is_left_of_the_total_than_the_steps_left_may_take():
    log = checked(
        """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 10.01 | | draf
        2 | Endah
        """,
        now="Sen 10.11",
    )

    assert places(log, "W408") == ["2"]
    assert message(log, "W408") == (
        "Sisa waktu 2026-0001 sampai 2 Nov 2026 12.00 tinggal 1 jam 49 menit, padahal langkah yang tersisa memerlukan "
        "1 jam 50 menit. Dahulukan langkah ini."
    )


def test_w408_counts_what_the_current_step_has_left_so_that_steps_in_time_never_have_it():
    log = """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 10.00 | | draf
        2 | Endah
    """

    assert [places(checked(log, now=f"Sen 10.{minute:02}"), "W408") for minute in (0, 15, 30)] == [[], [], []]
    assert places(checked(log, now="Sen 10.31"), "W408") == ["2"]


def test_w408_as_much_as_the_steps_may_take_is_enough():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 10.00 | | draf
    """)

    assert places(log, "W408") == []


def test_w408_counts_no_more_than_the_limit_of_a_step_whose_clock_starts_later():
    log = """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 10.00 | | draf
        2 | Endah | Sen 10.33 | Setuju
        P1 2026-0002 acuan Sel 20.00
        4 | Keputusan=Revisi
    """

    assert [places(checked(log, now=f"Sen 10.{minute}"), "W408") for minute in (28, 31)] == [[], ["2026-0001 3"]]


def test_w408_once_the_total_is_past_w404_alone_is_told():
    assert places(checked("P2 2026-0001 acuan Sen 08.00", now="Sen 12.00"), "W408") == ["1"]
    assert places(checked("P2 2026-0001 acuan Sen 08.00", now="Sen 13.01"), "W408") == []


def test_w408_is_told_only_in_flows_whose_steps_fit_into_their_total():
    log = checked(
        """
        R2 2026-0001 acuan Sen 08.00
        P3 2026-0002 acuan Sen 08.00 jadwal Kam
        P2 2026-0003 acuan Sen 08.00 | Alur=
        P2 2026-0004
        """,
        now="Sen 15.00",
    )

    assert places(log, "W408") == []


def test_w409_more_than_ten_minutes_in_the_future_in_any_row_and_each_cell():
    log = checked(
        """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 09.11-09.12 | | draf
        2 | Mulai=Sen 09.10
        99 | Selesai=Sen 09.11
        1 | ID Konten=2026-0010 | Selesai=Sen 09.11
        """,
        now="Sen 09.00",
    )

    assert [pair for pair in found(log) if pair[1] == "W409"] == [
        ("1 Mulai", "W409"),
        ("1 Selesai", "W409"),
        ("Buku Kerja 4 Selesai", "W409"),
        ("1 Selesai", "W409"),
    ]
    assert messages(log, "W409")[0] == (
        "Waktu di kolom Mulai (2 Nov 2026 09.11) belum terjadi. Betulkan bila salah ketik; bila langkahnya belum "
        "dikerjakan, kosongkan dulu."
    )


def test_w404_an_item_cancelled_behind_its_deadline_was_not_published_in_time():
    def log(cancelled: str) -> Checked:
        return checked(f"P2 2026-0001 acuan Sen 08.00\n1 | Budi | {cancelled} | Batal | draf", now="Sel 08.00")

    assert places(log("Sen 12.00"), "W404") == []
    assert places(log("Sen 13.01"), "W404") == ["Daftar Konten 2"]
    assert message(log("Sen 13.01"), "W404") == (
        "2026-0001 dibatalkan 2 Nov 2026 13.01, lewat 1 menit dari batas 2 Nov 2026 12.00. "
        "Bila ada sebabnya, tulis di kolom Catatan."
    )


def test_w404_an_item_cancelled_at_an_unknown_time_cannot_be_judged():
    log = checked("P2 2026-0001 acuan Sen 08.00\n1 | Budi | entah | Batal | draf", now="Sel 08.00")

    assert places(log, "W404") == []
    assert log.items["verdict"].tolist() == ["belum dapat dinilai"]


ANSWERED = """
    P2 2026-0001 acuan Sen 08.00
    1 | Budi | Sen 08.10 | | draf
    2 | Endah | Sen 08.20 | Setuju
    3 | Agus | Sen 08.30 | Setuju
    4 | Endah | Sen 08.40
    5 | Dewi | {aired} | | https://ig/1
    R1 2026-0002 acuan Sen 09.10 | Terkait ID=2026-0001
"""


def test_the_clock_of_a_response_begins_two_hours_after_the_airing():
    log = checked(ANSWERED.format(aired="Sen 09.00"), now="Sen 12.00")

    assert steps(log, "handover")["2026-0002 1"] == "Sen 11.00"
    assert steps(log, "deadline")["2026-0002 1"] == "Sen 14.00"
    assert str(log.items["deadline"][1]) == "2026-11-03 08:30:00"


def test_the_clock_of_a_response_to_a_post_at_a_doubtful_time_begins_at_waktu_acuan():
    log = checked(ANSWERED.format(aired="Sen 08.30"), now="Sen 12.00")

    assert steps(log, "handover")["2026-0002 1"] == "Sen 09.10"


def test_the_clock_of_a_late_comment_begins_with_the_comment():
    log = checked(ANSWERED.format(aired="Sen 09.00").replace("acuan Sen 09.10", "acuan Sel 08.00"), now="Sel 09.00")

    assert steps(log, "handover")["2026-0002 1"] == "Sel 08.00"


def test_w406_names_the_step_that_held_the_work():
    text = "P4 2026-0001 acuan Sen 08.00 jadwal Kam\n1 | Ratna | {ordered}\n2 | Agus | Rab 09.30"

    assert "yang ditunggu langkah 1." in message(checked(text.format(ordered="Rab 09.00")), "W406")
    assert "yang ditunggu langkah 2." in message(checked(text.format(ordered="Sel 09.00")), "W406")


def test_w406_is_not_judged_when_the_request_came_at_the_closing_of_the_last_day_to_begin():
    def told(request: str) -> list[str]:
        return places(checked(f"P3 2026-0001 acuan {request} jadwal Kam", now="Rab 08.00"), "W406")

    assert told("Sel 15.59") == ["Daftar Konten 2"]
    assert told("Sel 16.00") == []


def test_responses_are_answered_and_posts_air():
    log = checked(
        """
        R1 2026-0002 acuan Sen 08.00
        7 | Dewi | Sel 16.00
        """
    )

    assert message(log, "W403").startswith("2026-0002 dijawab 3 Nov 2026 16.00, lewat ")
    assert message(log, "D111").startswith("2026-0002 sudah dijawab, ")
