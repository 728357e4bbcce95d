"""Who is reminded of what: at 75 % of a step's limit, at its end, and on the day of a planned airing."""

from __future__ import annotations

import pytest

from office import checked
from worklog.core.judging.settings import Settings
from worklog.core.publishing.summary import summarise
from worklog.core.reminders.mail_address import mail_address
from worklog.core.reminders.reminders import Reminder, digests, reminders
from worklog.core.reminders.whatsapp import contacts

BUDI = "Petugas: Budi | Fungsional Umum | Surel=budi@kpu.go.id"
WAITING = f"P2 2026-0001 acuan Sen 08.00\n1\n{BUDI}"
"""Budi has two hours for the draft: until Monday 10.00."""
READY_FOR_THURSDAY = """
    P3 2026-0001 acuan Sen 08.00 jadwal Kam
    1 | Budi | Sen 09.00 | | draf
    2 | Endah | Sen 09.10 | Setuju
    3 | Agus | Sen 09.20 | Setuju
    4 | Endah | Sen 09.30
    Petugas: Dewi | Admin | Surel=dewi@kpu.go.id
"""


def told(log: str, now: str, **choices: object) -> list[tuple[str, str]]:
    """The reminders as (threshold, address)."""
    return [(one.key.split("|")[3], one.email) for one in reminders(checked(log, now, **choices)).wanted]


def only(log: str, now: str) -> Reminder:
    (one,) = reminders(checked(log, now)).wanted
    return one


# When


def test_a_step_is_reminded_of_at_three_quarters_of_its_limit_and_at_its_end():
    assert told(WAITING, "Sen 09.29") == []
    assert told(WAITING, "Sen 09.30") == [("dekat", "budi@kpu.go.id")]
    assert told(WAITING, "Sen 09.59") == [("dekat", "budi@kpu.go.id")]
    assert told(WAITING, "Sen 10.00") == [("dekat", "budi@kpu.go.id")]
    assert told(WAITING, "Sen 10.01") == [("batas", "budi@kpu.go.id")]
    assert told(WAITING, "Kam 10.00") == [("batas", "budi@kpu.go.id")]


@pytest.mark.parametrize("now", ["Sen 16.00", "Sen 16.01", "Sen 23.00", "Sel 07.30"])
def test_a_step_whose_limit_is_used_up_at_closing_time_is_in_time_until_the_office_opens_again(now: str):
    log = WAITING.replace("Sen 08.00", "Sen 14.00")
    until_four = checked(log, now)
    assert told(log, now) == [("dekat", "budi@kpu.go.id")]
    assert {figure.label: figure.value for figure in summarise(until_four).today}["Terlambat"] == "0"
    assert [(one.state, one.left) for one in summarise(until_four).open_items] == [("Mendekati batas", "sisa 0 menit")]
    assert [(one.steps, one.late) for one in contacts(until_four)] == [(1, 0)]
    assert "terlambat" not in "".join(one.subject for one in digests(until_four).wanted)


def test_the_end_of_a_limit_is_reminded_of_in_the_first_minute_after_it():
    log = WAITING.replace("Sen 08.00", "Sen 14.00")
    assert told(log, "Sel 07.31") == [("batas", "budi@kpu.go.id")]
    assert [(one.steps, one.late) for one in contacts(checked(log, "Sel 07.31"))] == [(1, 1)]


def test_the_near_limit_is_the_offices_choice():
    assert told(WAITING, "Sen 09.00", settings=Settings(near_limit_percent=50)) == [("dekat", "budi@kpu.go.id")]


def test_the_near_limit_is_reached_on_the_clock_of_the_flow():
    on_sunday = f"P1 2026-0001 acuan Min 19.00\n1\n{BUDI}"
    over_noon = f"P2 2026-0001 acuan Sen 11.00\n1\n{BUDI}"

    assert told(on_sunday, "Min 19.44") == []
    assert told(on_sunday, "Min 19.45") == [("dekat", "budi@kpu.go.id")]
    assert told(over_noon, "Sen 13.29") == []
    assert told(over_noon, "Sen 13.30") == [("dekat", "budi@kpu.go.id")]


def test_the_key_names_the_step_in_its_round_the_threshold_and_the_deadline():
    assert only(WAITING, "Sen 09.30").key == "2026-0001|1|1|dekat|2026-11-02T10:00"
    again = """
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        2 | Endah | Sen 08.40 | Revisi
        putaran 2
        1
        Petugas: Budi | Fungsional Umum | Surel=budi@kpu.go.id
    """
    assert only(again, "Sen 10.41").key == "2026-0001|2|1|batas|2026-11-02T10:40"


def test_the_key_does_not_change_with_the_spelling_of_the_id():
    assert only(WAITING.replace("2026-0001", "A-1"), "Sen 09.30").key == "a-1|1|1|dekat|2026-11-02T10:00"


@pytest.mark.parametrize(
    "log",
    [
        f"P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 09.00 | | draf\n{BUDI}",
        f"P2 2026-0001 acuan Sen 08.00\n1 | Budi | | Batal\n{BUDI}",
        f"P2 2026-0001 acuan Sel 08.00\n1\n{BUDI}",
        f"P2 2026-0001\n1\n{BUDI}",
    ],
    ids=["done", "cancelled", "still to come", "no deadline"],
)
def test_who_has_nothing_pressing_to_do_is_not_reminded(log: str):
    assert told(log, "Sen 09.45") == []


def test_nobody_is_reminded_of_what_was_due_more_than_a_year_ago():
    assert told(WAITING, "2027-11-02T10:00") == [("batas", "budi@kpu.go.id")]
    assert told(WAITING, "2027-11-02T10:01") == []


# Planned airings


def test_a_planned_airing_is_reminded_of_on_its_day_and_when_the_day_is_over():
    assert told(READY_FOR_THURSDAY, "Rab 23.59") == []
    assert told(READY_FOR_THURSDAY, "2026-11-05T00:00") == [("tayang", "dewi@kpu.go.id")]
    assert told(READY_FOR_THURSDAY, "Kam 15.00") == [("tayang", "dewi@kpu.go.id")]
    assert told(READY_FOR_THURSDAY, "2026-11-06T00:00") == [("tayang", "dewi@kpu.go.id")]
    assert told(READY_FOR_THURSDAY, "2026-11-06T00:01") == [("batas", "dewi@kpu.go.id")]


def test_an_airing_planned_for_a_day_off_is_reminded_of_on_the_last_working_day_before():
    holiday = [("Kam", "Hari Raya", False)]
    result = reminders(checked_with_holiday := checked_on(READY_FOR_THURSDAY, "Rab 07.30", holiday))
    assert [one.key for one in result.wanted] == ["2026-0001|1|5|tayang|2026-11-06T00:00"]
    assert "Harus tayang Kamis, 5 November 2026 (hari libur)." in result.wanted[0].text
    assert checked_with_holiday.calendar.is_working_day(checked_with_holiday.now)
    assert reminders(checked_on(READY_FOR_THURSDAY, "Sel 15.59", holiday)).wanted == []


def checked_on(log: str, now: str, holidays: list[tuple[str, str, bool]]):
    return checked(log, now, national_days=holidays)


# Whom


def test_the_person_named_in_the_steps_own_column_is_reminded():
    log = f"P2 2026-0001 acuan Sen 08.00\n1 | Tono\n{BUDI}\nPetugas: Tono | Fungsional Umum | Surel=tono@kpu.go.id"

    assert told(log, "Sen 09.30") == [("dekat", "tono@kpu.go.id")]


def test_without_a_name_all_who_hold_the_role_that_day_are_reminded():
    log = f"""
        {WAITING}
        Petugas: Tono | Fungsional Umum | Sen | Sen | Surel=tono@kpu.go.id
        Petugas: Yuni | Fungsional Umum | Sel | | Surel=yuni@kpu.go.id
        Petugas: Endah | Es. IV Kasubag | Surel=endah@kpu.go.id
    """

    assert told(log, "Sen 09.30") == [("dekat", "budi@kpu.go.id"), ("dekat", "tono@kpu.go.id")]
    assert told(log, "Sel 09.30") == [("batas", "budi@kpu.go.id"), ("batas", "yuni@kpu.go.id")]


def test_two_people_with_one_address_are_told_once():
    log = f"{WAITING}\nPetugas: Tono | Fungsional Umum | Surel=budi@kpu.go.id"

    assert told(log, "Sen 09.30") == [("dekat", "budi@kpu.go.id")]


def test_of_several_addresses_of_a_person_that_of_todays_term_counts():
    log = """
        P2 2026-0001 acuan Sen 08.00
        1 | Tono
        Petugas: Tono | Admin | Jum depan | | Surel=baru@kpu.go.id
        Petugas: Tono | Fungsional Umum | Sen lalu | | Surel=tono@kpu.go.id
    """

    assert told(log, "Sen 09.30") == [("dekat", "tono@kpu.go.id")]


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        (
            "P2 2026-0001 acuan Sen 08.00\n1 | Budi",
            "Surel Budi di tab Petugas kosong, jadi ia tidak diingatkan. Isi Surel-nya.",
        ),
        (
            "P2 2026-0001 acuan Sen 08.00\n1",
            "Belum ada Surel petugas Fungsional Umum di tab Petugas, jadi tidak ada yang diingatkan.",
        ),
        (
            "P2 2026-0001 acuan Sen 08.00\n1 | Budi\nPetugas: Budi | Admin | Surel=budi@kpu",
            "Surel Budi di tab Petugas tidak dapat dipakai. Tulis satu alamat surel saja.",
        ),
    ],
    ids=["named", "role", "bad"],
)
def test_who_cannot_be_reminded_is_told_of(log: str, sentence: str):
    result = reminders(checked(log, "Sen 09.30"))
    assert (result.wanted, result.unreached) == ([], [sentence])


def test_a_log_without_the_column_surel_reminds_nobody():
    from office import grids_of, office
    from worklog.core.judging.check import check

    grids = grids_of(WAITING)
    at = grids["Petugas"][0].index("Surel")
    grids["Petugas"] = [[cell for place, cell in enumerate(row) if place != at] for row in grids["Petugas"]]
    assert reminders(check(grids, office(), checked(WAITING, "Sen 09.30").now)).wanted == []


# What


def test_a_reminder_says_what_until_when_and_what_to_do():
    near, late = only(WAITING, "Sen 09.30"), only(WAITING, "Sen 10.01")
    assert near.person == "Budi"
    assert near.subject == "Pengingat: 2026-0001 langkah 1, batas 2 Nov 2026 10.00"
    assert near.text.splitlines() == [
        "2026-0001 Judul 2026-0001, langkah 1. Pegawai yang bertugas siapkan konsep publikasi",
        "   Batasnya 2 Nov 2026 10.00; sedikitnya 75% waktunya sudah terpakai.",
        "   Sesudah dikerjakan, isi Selesai di tab Buku Kerja, baris 2.",
    ]
    assert late.subject == "Lewat batas: 2026-0001 langkah 1"
    assert "   Waktunya sudah habis pada 2 Nov 2026 10.00." in late.text.splitlines()


def test_a_step_without_a_row_says_what_its_item_lacks():
    (_, _, advice) = only(WAITING.replace("\n1\n", "\n"), "Sen 10.00").text.splitlines()
    assert advice == "   Barisnya belum ada di Buku Kerja; lengkapi dulu barisnya di Daftar Konten."


def test_an_item_without_a_title_is_named_by_its_id():
    log = WAITING.replace("acuan Sen 08.00", "acuan Sen 08.00 | Judul=")
    assert only(log, "Sen 10.00").text.startswith("2026-0001 (tanpa judul), langkah 1.")


def test_what_was_due_first_stands_first():
    log = f"P2 2026-0001 acuan Sen 09.00\n1\nP2 2026-0002 acuan Sen 08.00\n1\n{BUDI}"
    found = [one.key for one in reminders(checked(log, "Sen 11.01")).wanted]
    assert found == ["2026-0002|1|1|batas|2026-11-02T10:00", "2026-0001|1|1|batas|2026-11-02T11:00"]


def test_an_airing_says_its_day():
    assert "Harus tayang Kamis, 5 November 2026." in only(READY_FOR_THURSDAY, "Kam 09.00").text
    assert "Seharusnya tayang Kamis, 5 November 2026." in only(READY_FOR_THURSDAY, "Jum 09.00").text
    assert only(READY_FOR_THURSDAY, "Kam 09.00").subject == (
        "Pengingat: 2026-0001 langkah 5, tayang Kamis, 5 November 2026"
    )


def test_what_stands_in_a_cell_stays_one_line_of_a_decent_length():
    long = "Rapat\nBcc: semua@kpu.go.id " + "panjang " * 40
    log = WAITING.replace("acuan Sen 08.00", "acuan Sen 08.00 | Judul=x")
    result = checked(log, "Sen 09.30")
    result.items.loc[0, "title"] = long
    (one,) = reminders(result).wanted
    first, *_ = one.text.splitlines()
    assert first.startswith("2026-0001 Rapat Bcc: semua@kpu.go.id panjang")
    assert "…, langkah 1." in first
    assert "\n" not in one.subject


# The digest


def test_a_digest_has_all_steps_of_a_person_the_late_ones_first():
    log = f"""
        P2 2026-0001 acuan Sen 09.30
        1
        P2 2026-0002 acuan Sen 08.00
        1 | Budi
        P2 2026-0003
        1
        P2 2026-0004 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
        {BUDI}
    """
    (one,) = digests(checked(log, "Sen 10.30")).wanted
    assert (one.key, one.email, one.person) == ("rangkuman|2026-11-02", "budi@kpu.go.id", "Budi")
    assert one.subject == "Rangkuman 02/11/2026: 3 langkah menunggu Anda, 1 terlambat"
    starts = [line for line in one.text.splitlines() if line[:1].isdigit()]
    assert [line.split()[:2] for line in starts] == [["1.", "2026-0002"], ["2.", "2026-0001"], ["3.", "2026-0003"]]
    assert "Batasnya belum dapat dihitung; lihat kolom Temuan." in one.text


def test_each_person_gets_a_digest_of_the_own_steps():
    log = f"{WAITING}\n{READY_FOR_THURSDAY.replace('0001', '0002')}"
    found = {one.email: one.subject for one in digests(checked(log, "Sen 09.31")).wanted}
    assert found == {
        "budi@kpu.go.id": "Rangkuman 02/11/2026: 1 langkah menunggu Anda",
        "dewi@kpu.go.id": "Rangkuman 02/11/2026: 1 langkah menunggu Anda",
    }


def test_on_a_day_off_there_is_no_digest():
    assert digests(checked(WAITING, "Sab 09.00")).wanted == []


# Addresses


@pytest.mark.parametrize("text", ["budi@kpu.go.id", " Budi.S@kpu-pekalongan.go.id ", "humas+medsos_2@kpu.id"])
def test_a_plain_address_is_taken(text: str):
    assert mail_address(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "belum ada", "budi", "budi@kpu", "budi@kpu.go.id, tono@kpu.go.id", "Budi <budi@kpu.go.id>",
        "budi@kpu.go.id\nBcc: x@y.id", "budi @kpu.go.id", "budi..s@kpu.go.id", ".budi@kpu.go.id", "budi@kpu..id",
        "budi@-kpu.id", "o'neil@kpu.id", "-budi@kpu.id", "budi-@kpu.id", "büdi@kpu.go.id", "mailto:budi@kpu.go.id", "a" * 250 + "@kpu.id",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_not_taken(text: str):
    assert mail_address(text) == ""
