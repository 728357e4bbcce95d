"""T rules: what the SOP's notes ask of posts and responses; hints, never violations."""

from __future__ import annotations

from datetime import date

from office import SOP, checked, found, message, messages, places
from worklog.core.sop.book import SopBook

POSTED = """
    P2 {id} acuan Sen 08.00
    1 | Budi | Sen 08.20 | | draf
    2 | Endah | Sen 08.30 | Setuju
    3 | Agus | Sen 08.40 | Setuju
    4 | Endah | Sen 08.50
    5 | Dewi | {posted} | | https://ig/1
"""


def test_t501_no_response_registered_within_two_hours_after_the_posting():
    log = POSTED.format(id="2026-0001", posted="Sen 09.00")

    assert places(checked(log, now="Sen 11.00"), "T501") == []
    assert places(checked(log, now="Sen 11.01"), "T501") == ["Daftar Konten 2"]
    assert message(checked(log, now="Sen 11.01"), "T501") == (
        "2026-0001 tayang 2 Nov 2026 09.00, tetapi belum ada respon (R1/R2) dengan Terkait ID 2026-0001. "
        "Pantau komentarnya; bila ada yang perlu ditanggapi, daftarkan."
    )


def test_t501_the_two_hours_are_working_time():
    log = POSTED.format(id="2026-0001", posted="Sen 17.00")

    assert places(checked(log, now="Sel 09.30"), "T501") == []
    assert places(checked(log, now="Sel 09.31"), "T501") == ["Daftar Konten 2"]


def test_t501_a_response_that_names_the_post_answers_it_and_another_post_does_not():
    log = checked(
        POSTED.format(id="direspon", posted="Sen 09.00")
        + POSTED.format(id="disebut", posted="Sen 09.00")
        + """
        R1 respon acuan Sen 10.00 | Terkait ID= DIRESPON
        P1 posting acuan Sen 10.00 | Terkait ID=disebut
        """,
        now="Sen 15.00",
    )

    assert places(log, "T501") == ["disebut Daftar Konten 3"]


def test_t501_nothing_is_asked_of_what_is_not_posted_and_of_responses():
    log = checked(
        """
        P2 berjalan acuan Sen 08.00
        R1 respon acuan Sen 08.00
        1 | Dewi | Sen 08.10
        2 | Endah | Sen 08.20 | | draf
        3 | Agus | Sen 08.30 | Setuju
        5 | Agus | Sen 08.40 | Setuju
        6 | Endah | Sen 08.50
        7 | Dewi | Sen 09.00 | | https://ig/1
        P2 tanpa-alur acuan Sen 08.00 | Alur=
        """,
        now="Jum 09.00",
    )

    assert places(log, "T501") == []


def test_t502_a_caption_without_greeting():
    log = checked("P2 2026-0001 acuan Sen 08.00 | Caption=Pengumuman hasil seleksi #KPUmelayani")

    assert places(log, "T502") == ["Daftar Konten 2"]
    assert message(log, "T502") == (
        "Caption 2026-0001 belum memuat sapaan ringan. Tambahkan misalnya «Hai, Hallo, Halo»."
    )


def test_t502_a_greeting_is_whole_words_in_any_case():
    captions = ("hai #KPUmelayani", "SELAMAT  PAGI semua", "Sahabat, Halo!", "Haiti bagus", "selamat jalan", "Haloo")

    log = checked("\n".join(f"P2 {n} acuan Sen 08.00 | Caption={caption}" for n, caption in enumerate(captions, 1)))

    assert places(log, "T502") == ["4 Daftar Konten 5", "5 Daftar Konten 6", "6 Daftar Konten 7"]


def test_t502_and_t503_are_about_filled_captions_of_posts():
    log = checked("""
        P2 kosong acuan Sen 08.00
        R1 respon acuan Sen 08.00 | Caption=Terima kasih
        P2 tanpa-alur acuan Sen 08.00 | Alur= | Caption=Pengumuman
    """)

    assert places(log, "T502") == places(log, "T503") == []


def test_t503_a_caption_without_a_supporting_hashtag():
    log = checked("P2 2026-0001 acuan Sen 08.00 | Caption=Halo semua #libur")

    assert places(log, "T503") == ["Daftar Konten 2"]
    assert message(log, "T503") == (
        "Caption 2026-0001 belum memuat tagar yang mendukung. Tambahkan misalnya #TemanPemilih, "
        "#PemilihBerdaulat, #KPUmelayani."
    )


def test_t503_a_hashtag_is_a_whole_one_in_any_case_and_a_star_stands_for_any_ending():
    captions = ("#kpumelayani", "Ayo #Pemilu2029!", "#PEMILIHAN", "KPUmelayani", "#KPUmelayanikita", "##Pilkada2024")

    log = checked(
        "\n".join(f"P2 {n} acuan Sen 08.00 | Caption=Halo {caption}" for n, caption in enumerate(captions, 1))
    )

    assert places(log, "T503") == ["4 Daftar Konten 5", "5 Daftar Konten 6"]


def test_t504_a_national_day_of_the_next_five_working_days_without_a_greeting():
    days = [("Sen", "Hari Ini", False), ("Sel", "Hari Pahlawan", False), ("Rab depan", "Terlalu Jauh", False)]

    log = checked("", now="Sen 08.00", national_days=days)

    assert places(log, "T504") == ["Kalender tanpa baris"]
    assert message(log, "T504") == (
        "Hari Pahlawan jatuh pada Selasa, 3 November 2026, tetapi belum ada konten P3 dengan Jadwal Tayang hari itu. "
        "Daftarkan ucapannya."
    )


def test_t504_the_fifth_working_day_is_within_and_the_days_off_behind_it_are_not():
    # Monday the 2nd: the fifth working day after it is Monday the 9th.
    log = checked(
        """
        Kalender: Min | | Hari Besar | | Hari Ulang Tahun
        Kalender: Sen depan | | Hari Besar | | Hari Kelima
        Kalender: Sel depan | | Hari Besar | | Hari Keenam
        """,
        now="Sen 08.00",
    )

    assert places(log, "T504") == ["Kalender 2", "Kalender 3"]


def test_t504_a_p3_item_planned_on_that_day_greets_it_and_other_flows_do_not():
    log = """
        Kalender: Kam | | Hari Besar | | Hari Sumpah
        {flow} 2026-0001 acuan Sen 08.00 jadwal Kam
    """

    assert places(checked(log.format(flow="P3")), "T504") == []
    assert places(checked(log.format(flow="P4")), "T504") == ["Kalender 2"]


def test_t504_joint_leave_is_no_day_to_greet():
    assert found(checked("", now="Sen 08.00", national_days=[("Sel", "Cuti Bersama", True)])) == []
    assert places(checked("", now="Sen 08.00", national_days=[("Sel", "Cuti Bersama", True)]), "T504") == []


def test_t504_a_day_of_the_tab_stands_for_the_same_national_day_and_needs_no_name():
    log = checked("Kalender: Sel | | Hari Besar", now="Sen 08.00", national_days=[("Sel", "Maulid", False)])

    assert places(log, "T504") == ["Kalender 2"]
    assert messages(log, "T504")[0].startswith("Hari besar jatuh pada Selasa, 3 November 2026")


def test_t502_a_caption_is_judged_by_the_words_of_the_sop_in_force_at_its_time():
    old = SOP.versions[0]
    words = old.captions.model_copy(update={"greetings": ("Sugeng enjing",)})
    new = old.model_copy(update={"effective": date(2026, 11, 4), "number": "baru", "captions": words})

    log = checked(
        """
        P2 lama acuan Sel 08.00 | Caption=Hai, pemilih! #TemanPemilih
        P2 baru acuan Kam 08.00 | Caption=Hai, pemilih! #TemanPemilih
        P2 betul acuan Kam 08.00 | Caption=Sugeng enjing, pemilih! #TemanPemilih
        """,
        sop=SopBook([old, new]),
    )

    assert places(log, "T502") == ["baru Daftar Konten 3"]
