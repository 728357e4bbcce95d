"""The links that open WhatsApp with the reminder already written."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from office import checked
from worklog.core.reminders.whatsapp import LONGEST_LINK, Contact, contacts, whatsapp_link

DEWI = "Petugas: Dewi Sartika, S.Sos | Fungsional Umum | WhatsApp=0812-3456-7890"
WAITING = f"P2 2026-0001 acuan Sen 08.00\n1 | Dewi Sartika, S.Sos\n{DEWI}"


def message_of(contact: Contact) -> str:
    (text,) = parse_qs(urlsplit(contact.link).query, strict_parsing=True)["text"]
    return text


def of(log: str, now: str = "Sen 09.00") -> dict[str, Contact]:
    return {contact.person: contact for contact in contacts(checked(log, now))}


def test_the_link_opens_whatsapp_for_the_number_with_the_text() -> None:
    link = whatsapp_link("+62 812-3456-7890", "Baris 1\nA&B? 50% #1 “é”")

    assert link.startswith("https://wa.me/6281234567890?text=")
    assert link.isascii()
    assert not set(link[33:]) & set(" \n&?#\"'<>")
    assert parse_qs(urlsplit(link).query) == {"text": ["Baris 1\nA&B? 50% #1 “é”"]}


@pytest.mark.parametrize("number", ["", "0812", "javascript:alert(1)", "08123456789&text=x"])
def test_a_bad_number_makes_no_link(number: str) -> None:
    assert whatsapp_link(number, "apa pun") == ""


def test_a_text_that_no_encoding_takes_makes_a_link_all_the_same() -> None:
    assert whatsapp_link("081234567890", "a\ud800b").endswith("?text=a%3Fb")


def test_the_message_begins_with_the_title_and_tells_whom_what_and_until_when() -> None:
    text = message_of(of(WAITING)["Dewi Sartika, S.Sos"])

    assert text.splitlines() == [
        "*Judul 2026-0001*",
        "Yth. Bapak/Ibu Dewi Sartika, S.Sos, mohon dikerjakan:",
        "1. 2026-0001 Judul 2026-0001, langkah 1. Pegawai yang bertugas siapkan konsep publikasi. "
        "Batasnya 2 Nov 2026 10.00.",
        "Sesudah dikerjakan, mohon isi kolom Selesai di Buku Kerja. Terima kasih.",
    ]


def test_the_limit_of_the_whole_is_told_where_it_comes_before_that_of_the_step() -> None:
    log = f"""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 11.50 | | draf
        2 | Endah
        Petugas: Endah | Es. IV Kasubag | WhatsApp=0812-3456-7890
        {DEWI}
    """

    before, behind = (of(log, now)["Endah"] for now in ("Sen 11.55", "Sen 13.10"))

    assert "Batasnya 2 Nov 2026 12.00." in message_of(before)
    assert "Waktunya sudah habis pada 2 Nov 2026 12.00." in message_of(behind)
    assert (before.late, behind.late) == (0, 1)


def test_who_is_late_stands_first_and_each_person_once() -> None:
    log = f"""
        P2 2026-0001 acuan Sen 09.30
        1 | Rudi
        P2 2026-0002 acuan Sen 07.30
        1 | Dewi Sartika, S.Sos
        P2 2026-0003 acuan Sen 09.40
        1 | Dewi Sartika, S.Sos
        {DEWI}
    """
    found = contacts(checked(log, "Sen 10.00"))

    assert [(one.person, one.steps, one.late) for one in found] == [("Dewi Sartika, S.Sos", 2, 1), ("Rudi", 1, 0)]
    assert found[1].link == ""
    text = message_of(found[0])
    assert text.startswith("*Judul 2026-0002* dan 1 langkah lain\n")
    assert text.index("1. 2026-0002") < text.index("2. 2026-0003")


def test_without_a_name_it_is_the_only_one_of_the_role_and_nobody_where_several_are() -> None:
    step = "P2 2026-0001 acuan Sen 08.00\n1 | Budi | Sen 08.30 | | draf\n2"
    head = "Petugas: {} | Es. IV Kasubag | WhatsApp=081234567890"

    assert list(of(step)) == ["Endah"]
    assert of(f"{step}\n{head.format('Tuti')}") == {}


def test_a_number_of_a_term_that_holds_today_goes_before_one_of_a_term_that_is_over() -> None:
    log = f"""
        {WAITING.replace("WhatsApp=0812-3456-7890", "Berlaku Sampai=Sen lalu | WhatsApp=0811-1111-1111")}
        Petugas: Dewi Sartika, S.Sos | Fungsional Umum | WhatsApp=0822-2222-2222
    """
    assert of(log)["Dewi Sartika, S.Sos"].link.startswith("https://wa.me/6282222222222?")


def test_what_is_not_opened_yet_waits_for_nobody() -> None:
    assert of(f"P2 2026-0001 acuan Sen 08.00\n{DEWI}") == {}


def test_many_steps_are_told_as_far_as_a_link_may_be_long() -> None:
    items = "\n".join(
        f"P2 2026-{number:04} acuan Sen 08.00 | Judul={'Sosialisasi & rapat ' * 4}\n1 | Dewi Sartika, S.Sos"
        for number in range(1, 30)
    )
    contact = of(f"{items}\n{DEWI}")["Dewi Sartika, S.Sos"]

    assert (contact.steps, contact.late) == (29, 0)
    assert 1200 < len(contact.link) <= LONGEST_LINK
    assert "langkah lain, lihat tab Ringkasan." in message_of(contact)


def test_a_title_in_letters_that_take_many_signs_makes_no_link_too_long() -> None:
    contact = of(WAITING.replace("08.00\n", f"08.00 | Judul={'🎉' * 300}\n"))["Dewi Sartika, S.Sos"]

    assert len(contact.link) <= LONGEST_LINK
