"""The page Ringkasan: what the office looks at first, on a phone as on a PC.

Its four columns take 350 pixels, so that a phone shows all of it without moving sideways. What matters most stands
first: whether the data is fresh, then who has to do what. Every colour has a word or a sign with it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from worklog.adapters.form.page import HEADER, OFFICE, TITLE, Formula, Link, Page
from worklog.adapters.form.style import ACCENT, BAND_FILL, LINK_INK, MUTED, TONES, Look
from worklog.adapters.form.text_height import height_of, lines_needed
from worklog.core.indonesian import day_text, moment_text, month_text
from worklog.core.log.cells import SERIAL_DAY_ZERO
from worklog.core.log.tabs import RowState
from worklog.core.publishing.summary import Figure, OpenItem, Repair, Summary
from worklog.core.reports.figures import NO_TITLE
from worklog.core.sop.model import Sop

SUMMARY_TITLE = "Ringkasan"
"""How the title begins, whatever the SOP is about."""
WIDTHS = (12.5, 12.5, 12.5, 12.5)
LAST = len(WIDTHS)

SOP_LINE = Look(ink=MUTED, size=9, italic=True, bordered=False, vertical="center")
CHECKED = Look(bold=True, bordered=False, vertical="center")
FRESH = Look(ink=MUTED, size=9, bordered=False, vertical="center")
HEADING = Look(bold=True, size=12, ink=ACCENT, bordered=False, wrap=False, vertical="center")
FIGURE = Look(bold=True, size=20, horizontal="center", vertical="center", fill=BAND_FILL)
LABEL = Look(size=9, ink=MUTED, horizontal="center", vertical="center", fill=BAND_FILL)
CELL = Look()
CENTRED = Look(horizontal="center")
LINK = Look(ink=LINK_INK, horizontal="center", underline=True)
NOTHING = Look(italic=True, ink=MUTED, bordered=False)

STALE_ROW = 4
STALE = ("▲ Data lama: terakhir diperiksa ", " hari yang lalu. Keadaan sekarang mungkin lain. Nyalakan PC program.")
"""Around the number of days; formulas part what they are given with the comma, so it stands in no text of them."""
CURRENT = "✓ Data baru: diperiksa dalam sehari terakhir."
CLOCKS = "Sisa dan lewat dihitung dengan jam kerja, kecuali yang menurut SOP memakai waktu kalender."
CODES = "Huruf depan kode: D isian, U urutan langkah, P pelaksana, W waktu."
NOT_OPENED = "Langkahnya belum dibuka: lengkapi barisnya di Daftar Konten."
HOW_TO_SEND = "Pesannya sudah tertulis; periksa dulu, lalu kirim. Nomor diisi di tab Petugas."
SEND, NO_NUMBER = "Kirim WhatsApp", "tanpa nomor"
SEE_STATUS = "Di PC program jalankan: python scripts/run_schedule.py --status"
NOT_CHECKED = "Belum ada pemeriksaan. Jalankan: python scripts/check_progress.py"


def summary_page(summary: Summary | None, office: str, sop: Sop) -> Page:
    """Ringkasan whole; without a summary yet, the page says how to get one."""
    page = Page(widths=dict(enumerate(WIDTHS, 1)), grid_lines=False, repeated=(1, 3), portrait=True)
    body = _Body(page)
    body.line(office, OFFICE, 15)
    body.line(f"{SUMMARY_TITLE} {sop.short_name}", TITLE, 22)
    body.line(f"SOP Nomor {sop.number}", SOP_LINE, 15)
    if summary is None:
        body.line(NOT_CHECKED, CHECKED, height_of(2))
        return page
    at = summary.checked_at
    page.alarm = STALE_ROW
    body.line(Formula(_freshness(at), CURRENT), FRESH, height_of(2))
    body.line(f"Pemeriksaan terakhir: {day_text(at)} pukul {at:%H.%M}", CHECKED, height_of(2))
    body.timer(summary)
    body.line(f"Nomor agenda berikutnya: {summary.next_number}", FRESH, 15)
    if summary.basis_note:
        body.line(summary.basis_note, FRESH, height_of(lines_needed(summary.basis_note, sum(WIDTHS))))
    body.figures("Hari ini", summary.today)
    body.open_items(summary)
    body.contacts(summary)
    body.repairs(summary)
    body.figures(month_text(at.year, at.month), summary.month)
    return page


def _freshness(at: datetime) -> str:
    """Whether the check is more than a day ago; in whole numbers, since decimals are not written alike everywhere."""
    day, minute = (at.date() - SERIAL_DAY_ZERO.date()).days, at.hour * 60 + at.minute
    age = f"NOW()-{day}-{minute}/1440"
    return f'=IF({age}>1,"{STALE[0]}"&INT({age})&"{STALE[1]}","{CURRENT}")'


def _step(item: OpenItem) -> str:
    """The step of an item and who acts, by name where that is known."""
    if not item.step:
        return NOT_OPENED
    return f"→ {item.step}\n{item.person} ({item.role})" if item.person else f"→ {item.step}\n({item.role})"


class _Body:
    """Writes downwards; `row` is the next free row."""

    def __init__(self, page: Page) -> None:
        self.page, self.row = page, 1

    def line(self, value: object, look: Look, height: float) -> None:
        self._across(1, value, look)
        self._end_row(height)

    def timer(self, summary: Summary) -> None:
        timer = summary.timer
        if timer is None:
            return
        if timer.failures:
            tone = TONES[RowState.LATE]
            since = f" Terakhir berhasil {moment_text(timer.last_success)}." if timer.last_success else ""
            text = f"{tone.sign} Pemeriksaan otomatis gagal {timer.failures} kali berturut-turut.{since} {SEE_STATUS}"
            self.line(text, replace(CHECKED, fill=tone.fill, ink=tone.ink), height_of(lines_needed(text, sum(WIDTHS))))
        daily = f"harian {timer.next_daily:%d/%m %H.%M}, " if timer.next_daily else ""
        reports = f"Laporan berikutnya: {daily}bulanan {timer.next_monthly:%d/%m %H.%M}."
        text = f"Diperiksa otomatis setiap {timer.check_every} menit pada jam kerja. {reports}"
        self.line(text, FRESH, height_of(lines_needed(text, sum(WIDTHS))))

    def figures(self, heading: str, figures: tuple[Figure, ...]) -> None:
        self._heading(heading)
        for column, figure in enumerate(figures, 1):
            tone = TONES.get(figure.alarm)
            big = replace(FIGURE, fill=tone.fill, ink=tone.ink) if tone else FIGURE
            text = f"{tone.sign} {figure.value}" if tone else figure.value
            self.page.put(self.row, column, text, big)
            self.page.put(self.row + 1, column, figure.label, LABEL)
        self._end_row(32)
        self._end_row(height_of(2))
        self.row += 1

    def open_items(self, summary: Summary) -> None:
        self._heading("Sedang berjalan, yang terlambat di atas")
        if summary.open_items:
            self.line(CLOCKS, NOTHING, height_of(lines_needed(CLOCKS, sum(WIDTHS))))
        self._header("Status", "Konten, langkah sekarang, pelaksana", "Batas waktu")
        for item in summary.open_items:
            self._open_item(item)
        self._rest(len(summary.open_items), summary.open_total, "Tidak ada konten yang sedang berjalan.")

    def contacts(self, summary: Summary) -> None:
        """Whom to remind, each with a link that opens the message; nothing when nobody is waited for."""
        if not summary.contacts:
            return
        self._heading("Ingatkan lewat WhatsApp")
        self.line(HOW_TO_SEND, NOTHING, height_of(lines_needed(HOW_TO_SEND, sum(WIDTHS))))
        for contact in summary.contacts:
            late = f", {contact.late} terlambat" if contact.late else ""
            text = f"{contact.person}\n{contact.steps} langkah menunggu{late}"
            link = Link(contact.link, SEND) if contact.link else NO_NUMBER
            self._across(1, text, CELL, 2)
            self._across(3, link, LINK if contact.link else replace(CENTRED, ink=MUTED))
            self._end_row(height_of(max(lines_needed(text, sum(WIDTHS[:2])), 2)))

    def repairs(self, summary: Summary) -> None:
        self._heading("Yang perlu diperbaiki, kesalahan di atas")
        if summary.repairs:
            self.line(CODES, NOTHING, height_of(lines_needed(CODES, sum(WIDTHS))))
        self._header("Kode", "Arti, letak, dan cara memperbaiki")
        for repair in summary.repairs:
            self._repair(repair)
        shown = sum(repair.times for repair in summary.repairs)
        self._rest(shown, summary.repairs_total, "Tidak ada yang perlu diperbaiki.")

    def _heading(self, text: str) -> None:
        if self.row > 1:
            self._end_row(8)
        self.page.put(self.row, 1, text, HEADING)
        self._end_row(22)

    def _header(self, first: str, second: str, third: str = "") -> None:
        self.page.put(self.row, 1, first, HEADER)
        self._across(2, second, HEADER, LAST - 1 if third else LAST)
        if third:
            self.page.put(self.row, LAST, third, HEADER)
        self._end_row(height_of(lines_needed(second, sum(WIDTHS[1 : LAST - 1]))))

    def _open_item(self, item: OpenItem) -> None:
        tone = TONES[item.state]
        state = f"{tone.sign} {item.state}"
        content = f"{item.id} · {item.flow} · {item.title or NO_TITLE}\n{_step(item)}"
        deadline = f"{item.deadline:%d/%m %H.%M}\n{item.left}" if item.deadline else item.left
        self.page.put(self.row, 1, state, replace(CENTRED, bold=True, fill=tone.fill, ink=tone.ink))
        self._across(2, content, CELL, LAST - 1)
        self.page.put(self.row, LAST, deadline, CENTRED)
        lines = (
            lines_needed(state, WIDTHS[0]),
            lines_needed(content, sum(WIDTHS[1:-1])),
            lines_needed(deadline, WIDTHS[-1]),
        )
        self._end_row(height_of(max(lines)))

    def _repair(self, repair: Repair) -> None:
        tone = TONES[RowState.FAULTY]
        marked = replace(CENTRED, bold=True, fill=tone.fill, ink=tone.ink) if repair.severity == "error" else CENTRED
        text = f"{repair.meaning}\n{repair.places}{f' · {repair.id}' if repair.id else ''}\n{repair.message}"
        self.page.put(self.row, 1, f"{tone.sign} {repair.code}" if repair.severity == "error" else repair.code, marked)
        self._across(2, text, CELL)
        self._end_row(height_of(lines_needed(text, sum(WIDTHS[1:]))))

    def _rest(self, shown: int, total: int, nothing: str) -> None:
        """Say that there is nothing, or how much more there is than shown."""
        if total == 0:
            self.line(nothing, NOTHING, 15)
        elif shown < total:
            more = f"… dan {total - shown} lainnya; lihat kolom Temuan di Buku Kerja dan Daftar Konten."
            self.line(more, NOTHING, height_of(2))

    def _across(self, first: int, value: object, look: Look, last: int = LAST) -> None:
        for column in range(first, last + 1):
            self.page.put(self.row, column, value if column == first else None, look)
        self.page.merge(self.row, first, self.row, last)

    def _end_row(self, height: float) -> None:
        self.page.heights[self.row] = height
        self.row += 1
