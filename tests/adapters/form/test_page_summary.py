"""The page Ringkasan, whatever it is kept in."""

from __future__ import annotations

from datetime import datetime

from workbook_samples import SOP
from worklog.adapters.form.page import Formula, Link, Page
from worklog.adapters.form.page_summary import STALE_ROW, summary_page
from worklog.adapters.google.cells import cell
from worklog.core.publishing.summary import OpenItem, Repair, Summary
from worklog.core.reminders.whatsapp import Contact

AT = datetime(2026, 11, 27, 14, 10)


def page(
    items: tuple[OpenItem, ...] = (), repairs: tuple[Repair, ...] = (), contacts: tuple[Contact, ...] = ()
) -> Page:
    summary = Summary(AT, "09", "2026-0001", (), (), (), items, len(items), repairs, len(repairs), contacts)
    return summary_page(summary, "KPU", SOP)


def values(shown: Page) -> list[object]:
    return [value for value, _ in shown.cells.values() if value is not None]


def item(step: str = "2. Diperiksa", role: str = "Es. IV Kasubag", person: str = "") -> OpenItem:
    return OpenItem("2026-0001", "Rapat", "P1", step, role, person, None, "sisa 1 jam", "Berjalan")


def test_the_line_on_the_age_of_the_data_compares_with_the_clock_and_is_bright_when_it_warns() -> None:
    shown = page()
    value, _ = shown.cells[STALE_ROW, 1]
    assert isinstance(value, Formula)
    assert value.text.startswith(
        '=IF(NOW()-46353-850/1440>1,"▲ Data lama: terakhir diperiksa "&INT(NOW()-46353-850/1440)&'
    )
    assert value.text.count(",") == 2  # those that part what IF is given, since Google parts it with another sign
    assert shown.alarm == STALE_ROW


def test_without_a_check_nothing_is_said_to_be_stale() -> None:
    assert summary_page(None, "KPU", SOP).alarm is None


def test_an_open_item_tells_who_acts_by_name_and_role_or_by_role() -> None:
    shown = values(page((item(person="Endah"), item(), item("", "", ""))))
    assert "2026-0001 · P1 · Rapat\n→ 2. Diperiksa\nEndah (Es. IV Kasubag)" in shown
    assert "2026-0001 · P1 · Rapat\n→ 2. Diperiksa\n(Es. IV Kasubag)" in shown
    assert "2026-0001 · P1 · Rapat\nLangkahnya belum dibuka: lengkapi barisnya di Daftar Konten." in shown


def test_codes_are_explained_where_they_are_shown() -> None:
    repair = Repair(
        "error", "Buku Kerja baris 7", "2026-0001", "D106", "Waktu tidak terbaca", "Ketik seperti 22/11/2026.", 1
    )
    shown = values(page(repairs=(repair,)))
    assert "Huruf depan kode: D isian, U urutan langkah, P pelaksana, W waktu." in shown
    assert "Waktu tidak terbaca\nBuku Kerja baris 7 · 2026-0001\nKetik seperti 22/11/2026." in shown
    assert not any("Huruf depan" in str(value) for value in values(page()))


def test_green_is_for_what_is_finished_only() -> None:
    greens = [value for value, look in page((item(),)).cells.values() if look.fill == "D7EFE3"]
    assert greens == []


def test_reminders_stand_with_a_link_or_say_that_there_is_no_number() -> None:
    shown = values(page(contacts=(Contact("Endah", 2, 1, "https://wa.me/62?text=a"), Contact("Budi", 1, 0, ""))))
    assert Link("https://wa.me/62?text=a", "Kirim WhatsApp") in shown
    assert {"Endah\n2 langkah menunggu, 1 terlambat", "Budi\n1 langkah menunggu", "tanpa nomor"} <= set(map(str, shown))
    assert "Ingatkan lewat WhatsApp" not in values(page())


def test_a_google_sheet_opens_the_link_by_a_formula_of_the_programs_own() -> None:
    assert cell(Link("https://wa.me/62?text=a%2Cb", "Kirim")) == {
        "userEnteredValue": {"formulaValue": '=HYPERLINK("https://wa.me/62?text=a%2Cb";"Kirim")'}
    }
