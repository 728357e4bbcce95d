"""An SOP as worksheets laid out like the decree, with our columns beside it: the head, and a tab for each table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from worklog.adapters.form.page import HEADER, HOW_TO, TITLE, Page, add_header, fit_header
from worklog.adapters.form.style import DAY_FORMAT, FORMULA_FILL, OWN_ROLE_FILL, TEXT_FORMAT, TODO_FILL, Look
from worklog.adapters.form.text_height import height_of, lines_needed
from worklog.core.decree import columns as c
from worklog.core.decree.draft import Draft, DraftFlow, DraftStep, compared
from worklog.core.log.tabs import Column, Tab

HEAD_TAB, HEADING_ROW = "SOP", 1
HEADER_ROW, FIRST_STEP_ROW = HEADING_ROW + 1, HEADING_ROW + 3
_WIDE = {c.ACTIVITY: 40.0, c.REMARK: 28.0, c.REFERENCE: 24.0, c.REQUIREMENT: 20.0, c.OUTPUT: 18.0, c.NO: 5.0}
_WIDTH = 12.5
_NOTES = {
    c.KIND: f"Salah satu: {', '.join(c.KIND_WORDS.values())}. Langkah terakhir: penayangan (hasilnya sampai).",
    c.BACK_TO: "Nomor langkah yang diulang bila keputusan Revisi. Kosong: lanjut ke langkah berikutnya.",
    c.BEFORE: "Angka: langkah ini selesai sekian hari kerja sebelum hari tayang. Hanya satu langkah.",
    c.PLANNED: f'"{c.YES}" di langkah terakhir bila tayang pada hari yang direncanakan.',
    c.CODE: "Satu huruf besar dan satu angka, misalnya P1. Kode ini dipakai di Daftar Konten.",
    c.CLOCK: f"{c.CLOCK_WORDS['working']}, atau {c.CLOCK_WORDS['elapsed']} (malam dan hari libur ikut dihitung).",
    c.REFERENCE: "Sejak kapan waktu dihitung, misalnya: permintaan publikasi.",
    c.TOTAL: 'Batas seluruh alur, misalnya "2 jam". Kosong bila tayang pada hari yang direncanakan.',
    c.AFTER_AIRING: 'Alur baru mulai sekian lama sesudah tayang, misalnya "2 jam".',
    c.ANSWERS: f'"{c.YES}" bila alur ini menjawab komentar.',
    c.GREETS: f'"{c.YES}" bila alur ini untuk ucapan hari besar.',
    c.CEREMONIAL: f'"{c.YES}" bila alur ini untuk kegiatan seremonial.',
    c.RIGHT: f'Tulis "{c.YES}" bila baris ini sudah diperiksa.',
}
_AT_LEFT = (c.ACTIVITY, c.REQUIREMENT, c.OUTPUT, c.REMARK, c.CLOCK, c.REFERENCE)
_LABEL = Look(bold=True, vertical="center", fill=HEADER.fill)
_TO_CONFIRM = (*c.OWN_LABELS, c.HEAD_RIGHT)
_VALUE_WIDTH = 95.0


def decree_pages(draft: Draft) -> dict[str, Page]:
    """The tabs of a draft by their names."""
    flows = {f"Alur {number}": _flow_page(flow, _table(draft.roles)) for number, flow in enumerate(draft.flows, 1)}
    return {HEAD_TAB: _head_page(draft), **flows}


def table_columns(draft: Draft) -> dict[str, int]:
    """The column of each header of the tables of a draft."""
    return {header: at for at, header in enumerate(_table(draft.roles).headers, 1)}


def _table(roles: Sequence[str]) -> Tab:
    return Tab(
        "Alur",
        (
            Column(c.NO),
            Column(c.ACTIVITY),
            *(Column(role, group=c.ROLE) for role in roles),
            *(Column(name, group=c.STANDARD) for name in (c.REQUIREMENT, c.LIMIT, c.OUTPUT)),
            Column(c.REMARK),
            *(Column(name, group="Untuk program: langkah ini") for name in c.STEP_COLUMNS),
            *(Column(name, group="Untuk program: seluruh alur (baris pertama saja)") for name in c.FLOW_COLUMNS),
            Column(c.RIGHT),
        ),
    )


def _head_page(draft: Draft) -> Page:
    page = Page(widths={1: 22, 2: _VALUE_WIDTH}, grid_lines=False)
    page.put(1, 1, c.HEADING, TITLE)
    page.put(2, 1, c.HOW_TO_FILL, replace(HOW_TO, wrap=True))
    page.merge(2, 1, 2, 2)
    page.heights[1], page.heights[2] = 24, height_of(2)
    values = ((label, value) for label in c.LABELS for _, value in draft.head.get(label) or [(0, None)])
    for row, (label, value) in enumerate(values, 4):
        page.put(row, 1, label, _LABEL)
        page.put(row, 2, value or None, _value_look(label, draft.is_right))
        page.heights[row] = height_of(lines_needed(str(value or ""), _VALUE_WIDTH))
    return page


def _value_look(label: str, is_right: bool) -> Look:
    return Look(
        vertical="center",
        horizontal="left",
        number_format=DAY_FORMAT if label in c.DATES else TEXT_FORMAT,
        fill=TODO_FILL if label in _TO_CONFIRM and not is_right else None,
    )


def _flow_page(flow: DraftFlow, table: Tab) -> Page:
    columns = {header: at for at, header in enumerate(table.headers, 1)}
    page = Page(frozen=(HEADER_ROW + 1, columns[c.ACTIVITY]), repeated=(HEADER_ROW, HEADER_ROW + 1), grid_lines=False)
    page.put(HEADING_ROW, 1, flow.name, Look(bold=True, size=12, bordered=False, wrap=False))
    page.heights[HEADING_ROW] = 20
    add_header(page, table, columns, HEADER_ROW, HEADER_ROW + 1)
    page.heights[HEADER_ROW] = 18
    page.widths = {at: _WIDE.get(header, _WIDTH) for header, at in columns.items()}
    fit_header(page, table, columns, HEADER_ROW + 1, 30)
    for header, text in _NOTES.items():
        page.notes[HEADER_ROW if header == c.RIGHT else HEADER_ROW + 1, columns[header]] = text
    for number, step in enumerate(flow.steps):
        _add_step(page, FIRST_STEP_ROW + number, columns, step, first=number == 0)
    page.printed = (page.last_row, columns[c.REMARK])
    return page


def _add_step(page: Page, row: int, columns: Mapping[str, int], step: DraftStep, *, first: bool) -> None:
    marked = set(map(compared, step.marked))
    values = {**step.cells, **{header: c.MARK for header in columns if compared(header) in marked}}
    for header, at in columns.items():
        text = values.get(header, "")
        look = _look(header, step, is_marked=compared(header) in marked, is_first=first)
        page.put(row, at, int(text) if header == c.NO else text or None, look)
    texts = ((values.get(header, ""), _WIDE.get(header, _WIDTH)) for header in columns)
    page.heights[row] = height_of(max(lines_needed(text, width) for text, width in texts))


def _look(header: str, step: DraftStep, *, is_marked: bool, is_first: bool) -> Look:
    fill = None
    if is_marked:
        fill = OWN_ROLE_FILL
    elif header in c.FLOW_COLUMNS and not is_first:
        fill = FORMULA_FILL
    elif header in c.OWN_COLUMNS and not step.is_right:
        fill = TODO_FILL
    centred = None if header in _AT_LEFT else "center"
    number_format = "General" if header == c.NO else TEXT_FORMAT
    return Look(vertical="center", horizontal=centred, fill=fill, number_format=number_format)
