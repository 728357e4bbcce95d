"""The tab SOP as a page: the decree's table of every flow, its Catatan, and where its limits contradict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from worklog.adapters.form.page import TITLE_ROWS, Page, add_header, add_title_block, fit_header
from worklog.adapters.form.style import BAND_FILL, OWN_ROLE_FILL, PLAIN, Look
from worklog.adapters.form.text_height import height_of, lines_needed
from worklog.core.indonesian import month_text
from worklog.core.log import tabs
from worklog.core.sop.model import Flow, Sop

SOP_TITLE = "Standar Operasional Prosedur"
CELL = Look(vertical="center")
CENTRED = Look(vertical="center", horizontal="center")
MARK = "●"
LEFT = ("Konten/Kegiatan", "Kelengkapan", "Output", "Keterangan")
ROLE_MARK = Look(vertical="center", horizontal="center", size=12, fill=OWN_ROLE_FILL)
FLOW_TITLE = Look(fill=BAND_FILL, bold=True, vertical="center")
HEADING = Look(bold=True, bordered=False, wrap=False, vertical="center")
PARAGRAPH = Look(bordered=False)

ROLE_WIDTH = 12
WIDTHS = {"No": 6, "Konten/Kegiatan": 53, "Kelengkapan": 24, "Waktu": 11, "Output": 18, "Keterangan": 42}


def flow_list_column(sop: Sop) -> int:
    """Out of sight: the choices of the register's column Alur, too long for a list inside a validation."""
    return len(tabs.sop_tab(sop.roles).columns) + 3


def sop_page(sop: Sop, office: str) -> Page:
    """The SOP as a table; the labels of its flows stand in the hidden column `flow_list_column`, from row 1 on."""
    tab = tabs.sop_tab(sop.roles)
    columns = {header: at for at, header in enumerate(tab.headers, 1)}
    top = TITLE_ROWS + 1
    page = Page(widths=_widths(tab), frozen=(top + 1, 1), repeated=(top, top + 1))
    add_title_block(page, office, SOP_TITLE, sop.number, _dates(sop))
    add_header(page, tab, columns, top, top + 1)
    page.heights[top] = 18
    fit_header(page, tab, columns, top + 1, 30)
    row = top + 2
    for flow in sop.flows:
        row = _add_flow(page, tab, flow, row)
    row = _add_paragraphs(page, tab, row + 1, "Catatan", sop.notes)
    _add_paragraphs(page, tab, row + 1, "Yang bertentangan di dalam SOP", sop.contradictions())
    page.printed = (page.last_row, len(columns))
    for row, flow in enumerate(sop.flows, 1):
        page.put(row, flow_list_column(sop), flow.label, PLAIN)
    page.hidden_columns.append(flow_list_column(sop))
    return page


def _widths(tab: tabs.Tab) -> dict[int, float]:
    return {at: WIDTHS.get(header, ROLE_WIDTH) for at, header in enumerate(tab.headers, 1)}


def _dates(sop: Sop) -> str:
    revision = f" · revisi {_date(sop.revision)}" if sop.revision else ""
    return f"Dibuat {_date(sop.made)}{revision} · berlaku {_date(sop.effective)} · disahkan {sop.approved_by}"


def _date(day: date) -> str:
    return f"{day.day} {month_text(day.year, day.month)}"


def _add_flow(page: Page, tab: tabs.Tab, flow: Flow, row: int) -> int:
    width = len(tab.columns)
    for column in range(1, width + 1):
        page.put(row, column, _flow_title(flow) if column == 1 else None, FLOW_TITLE)
    page.merge(row, 1, row, width)
    page.heights[row] = 20
    for at, step in enumerate(flow.steps, row + 1):
        values = {
            "No": step.no,
            "Konten/Kegiatan": step.activity,
            step.role: MARK,
            "Kelengkapan": step.requirement,
            "Waktu": step.limit.text,
            "Output": step.output,
            "Keterangan": step.note,
        }
        for column, header in enumerate(tab.headers, 1):
            look = ROLE_MARK if header == step.role else CENTRED if header not in LEFT else CELL
            page.put(at, column, values.get(header) or None, look)
        page.heights[at] = height_of(max(lines_needed(str(values[header]), WIDTHS[header]) for header in WIDTHS))
    return row + 1 + len(flow.steps)


def _flow_title(flow: Flow) -> str:
    clock = "waktu kalender" if flow.clock == "elapsed" else "jam kerja"
    if flow.total is None:
        return f"{flow.label}   (tayang pada hari yang ditentukan; {clock})"
    return f"{flow.label}   (batas total {flow.total.text} sejak {flow.reference}; {clock})"


def _add_paragraphs(page: Page, tab: tabs.Tab, row: int, heading: str, paragraphs: Sequence[str]) -> int:
    """Put a heading with numbered paragraphs across the table; the first row behind them."""
    if not paragraphs:
        return row
    page.put(row, 1, heading, HEADING)
    for at, paragraph in enumerate(paragraphs, row + 1):
        page.put(at, 1, f"{at - row}. {paragraph}", PARAGRAPH)
        page.merge(at, 1, at, len(tab.columns))
        page.heights[at] = height_of(lines_needed(paragraph, sum(_widths(tab).values())))
    return row + 1 + len(paragraphs)
