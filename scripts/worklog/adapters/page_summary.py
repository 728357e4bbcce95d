"""The page Ringkasan: what the office looks at first."""

from __future__ import annotations

from dataclasses import replace

from worklog.adapters.log_page import HEADER, TITLE_ROWS, Page, add_title_block
from worklog.adapters.log_style import ACCENT, BAND_FILL, MOMENT_FORMAT, MUTED, TONES, Look
from worklog.adapters.text_height import height_of, lines_needed
from worklog.core.indonesian import day_text, month_text
from worklog.core.summary import Figure, OpenItem, Repair, Summary

SUMMARY_TITLE = "Ringkasan Media Sosial"
WIDTHS = (13, 40, 9, 46, 19, 18, 22, 20)
CARD_COLUMNS = 2
MESSAGE_FROM = 4

HEADING = Look(bold=True, size=12, ink=ACCENT, bordered=False, wrap=False, vertical="center")
FIGURE = Look(bold=True, size=20, horizontal="center", vertical="center", fill=BAND_FILL)
LABEL = Look(size=9, ink=MUTED, horizontal="center", vertical="center", fill=BAND_FILL)
CELL = Look()
CENTRED = Look(horizontal="center")
MOMENT = Look(horizontal="center", number_format=MOMENT_FORMAT)
NOTHING = Look(italic=True, ink=MUTED, bordered=False, wrap=False)

OPEN_HEADERS = ("ID", "Judul", "Alur", "Langkah sekarang", "Dikerjakan oleh", "Batas waktu", "Sisa / lewat", "Status")
REPAIR_HEADERS = ("ID", "Letak", "Kode", "Yang perlu diperbaiki")


def summary_page(summary: Summary | None, office: str, sop_number: str) -> Page:
    """Ringkasan whole; without a summary yet, the page says how to get one."""
    page = Page(widths=dict(enumerate(WIDTHS, 1)), frozen=(TITLE_ROWS, 0), repeated=(1, TITLE_ROWS))
    if summary is None:
        checked = "Belum ada pemeriksaan. Jalankan: python scripts/check_progress.py"
    else:
        at = summary.checked_at
        checked = (
            f"Pemeriksaan terakhir: {day_text(at)} pukul {at:%H.%M}   |   "
            f"Nomor agenda berikutnya: {summary.next_number}"
        )
    add_title_block(page, office, SUMMARY_TITLE, sop_number, checked)
    if summary is not None:
        body = _Body(page)
        body.figures("Hari ini", summary.today)
        body.figures(month_text(summary.checked_at.year, summary.checked_at.month), summary.month)
        body.open_items(summary)
        body.repairs(summary)
    return page


class _Body:
    """Writes downwards; `row` is the next free row."""

    def __init__(self, page: Page) -> None:
        self.page, self.row = page, TITLE_ROWS + 1

    def figures(self, heading: str, figures: tuple[Figure, ...]) -> None:
        self._heading(heading)
        for number, figure in enumerate(figures):
            first = number * CARD_COLUMNS + 1
            alarm = TONES["Terlambat"]
            big = replace(FIGURE, fill=alarm.fill, ink=alarm.ink) if figure.alarm else FIGURE
            text = f"{alarm.sign} {figure.value}" if figure.alarm else figure.value
            self._card(self.row, first, text, big)
            self._card(self.row + 1, first, figure.label, LABEL)
        self.page.heights[self.row] = 32
        self.page.heights[self.row + 1] = 16
        self.row += 3

    def open_items(self, summary: Summary) -> None:
        self._heading("Sedang berjalan, yang terlambat di atas")
        self._header(OPEN_HEADERS)
        for item in summary.open_items:
            self._open_item(item)
        self._rest(len(summary.open_items), summary.open_total, "Tidak ada konten yang sedang berjalan.")

    def repairs(self, summary: Summary) -> None:
        self._heading("Yang perlu diperbaiki, kesalahan di atas")
        self._header(REPAIR_HEADERS)
        self.page.merge(self.row - 1, MESSAGE_FROM, self.row - 1, len(WIDTHS))
        for repair in summary.repairs:
            self._repair(repair)
        self._rest(len(summary.repairs), summary.repairs_total, "Tidak ada yang perlu diperbaiki.")

    def _heading(self, text: str) -> None:
        self._put(1, text, HEADING)
        self.page.heights[self.row] = 22
        self.row += 1

    def _header(self, headers: tuple[str, ...]) -> None:
        for column in range(1, len(WIDTHS) + 1):
            self._put(column, headers[column - 1] if column <= len(headers) else None, HEADER)
        self.page.heights[self.row] = 20
        self.row += 1

    def _open_item(self, item: OpenItem) -> None:
        tone = TONES[item.state]
        shown: tuple[tuple[object, Look], ...] = (
            (item.id, CELL),
            (item.title, CELL),
            (item.flow, CENTRED),
            (item.step, CELL),
            (item.role, CENTRED),
            (item.deadline, MOMENT),
            (item.left, CENTRED),
            (f"{tone.sign} {item.state}", replace(CENTRED, bold=True, fill=tone.fill, ink=tone.ink)),
        )
        for column, (value, look) in enumerate(shown, 1):
            self._put(column, value, look)
        lines = (lines_needed(item.title, WIDTHS[1]), lines_needed(item.step, WIDTHS[3]))
        self.page.heights[self.row] = height_of(max(lines))
        self.row += 1

    def _repair(self, repair: Repair) -> None:
        place = f"{repair.tab}, baris {repair.row}" if repair.row else f"{repair.tab} (belum ada barisnya)"
        tone = TONES["Perlu diperbaiki"]
        code = replace(CENTRED, bold=True, fill=tone.fill, ink=tone.ink) if repair.severity == "error" else CENTRED
        for column, (value, look) in enumerate(
            ((repair.id, CELL), (place, CELL), (repair.code, code), (repair.message, CELL)), 1
        ):
            self._put(column, value, look)
        for column in range(MESSAGE_FROM + 1, len(WIDTHS) + 1):
            self._put(column, None, CELL)
        self.page.merge(self.row, MESSAGE_FROM, self.row, len(WIDTHS))
        lines = lines_needed(repair.message, sum(WIDTHS[MESSAGE_FROM - 1 :]))
        self.page.heights[self.row] = height_of(lines)
        self.row += 1

    def _rest(self, shown: int, total: int, nothing: str) -> None:
        """Say that there is nothing, or how much more there is than shown."""
        if total == 0:
            self._put(1, nothing, NOTHING)
            self.row += 1
        elif shown < total:
            self._put(1, f"… dan {total - shown} lainnya; lihat kolom Temuan di Buku Kerja dan Daftar Konten.", NOTHING)
            self.row += 1
        self.row += 1

    def _card(self, row: int, first: int, text: str, look: Look) -> None:
        last = first + CARD_COLUMNS - 1
        for column in range(first, last + 1):
            self.page.put(row, column, text if column == first else None, look)
        self.page.merge(row, first, row, last)

    def _put(self, column: int, value: object, look: Look) -> None:
        self.page.put(self.row, column, value, look)
