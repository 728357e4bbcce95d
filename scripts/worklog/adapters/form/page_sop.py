"""The tab SOP as a page: the decree's table of every flow, its Catatan, and where its limits contradict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from worklog.adapters.form.page import TITLE_ROWS, Page, add_header, add_title_block
from worklog.adapters.form.style import BAND_FILL, OWN_ROLE_FILL, Look
from worklog.adapters.form.text_height import height_of, lines_needed
from worklog.core.indonesian import month_text
from worklog.core.log import tabs
from worklog.core.sop import roles
from worklog.core.sop.model import Flow, Sop

SOP_TITLE = "Standar Operasional Prosedur"
CELL = Look(vertical="center")
CENTRED = Look(vertical="center", horizontal="center")
ROLE_MARK = Look(vertical="center", horizontal="center", size=12, fill=OWN_ROLE_FILL)
FLOW_TITLE = Look(fill=BAND_FILL, bold=True, vertical="center")
HEADING = Look(bold=True, bordered=False, wrap=False, vertical="center")
PARAGRAPH = Look(bordered=False)
PLAIN = Look(bordered=False, wrap=False)

WIDTHS = (6, 53, 12, 12, 12, 12, 12, 24, 11, 18, 42)
FLOW_LIST_COLUMN = len(tabs.SOP.columns) + 3
"""Out of sight: the choices of the register's column Alur, too long for a list inside a validation."""


def sop_page(sop: Sop, office: str) -> Page:
    """The SOP as a table; the labels of its flows stand in the hidden column `FLOW_LIST_COLUMN`, from row 1 on."""
    columns = {column.header: at for at, column in enumerate(tabs.SOP.columns, 1)}
    top = TITLE_ROWS + 1
    page = Page(widths=dict(enumerate(WIDTHS, 1)), frozen=(top + 1, 1), repeated=(top, top + 1))
    add_title_block(page, office, SOP_TITLE, sop.number, _dates(sop))
    add_header(page, tabs.SOP, columns, top, top + 1)
    page.heights[top], page.heights[top + 1] = 18, 30
    row = top + 2
    for flow in sop.flows:
        row = _add_flow(page, flow, row)
    row = _add_paragraphs(page, row + 1, "Catatan", sop.notes)
    _add_paragraphs(page, row + 1, "Yang bertentangan di dalam SOP", sop.contradictions())
    page.printed = (page.last_row, len(columns))
    for row, flow in enumerate(sop.flows, 1):
        page.put(row, FLOW_LIST_COLUMN, flow.label, PLAIN)
    page.hidden_columns.append(FLOW_LIST_COLUMN)
    return page


def _dates(sop: Sop) -> str:
    revision = f" · revisi {_date(sop.revision)}" if sop.revision else ""
    return f"Dibuat {_date(sop.made)}{revision} · berlaku {_date(sop.effective)} · disahkan {sop.approved_by}"


def _date(day: date) -> str:
    return f"{day.day} {month_text(day.year, day.month)}"


def _add_flow(page: Page, flow: Flow, row: int) -> int:
    width = len(tabs.SOP.columns)
    for column in range(1, width + 1):
        page.put(row, column, _flow_title(flow) if column == 1 else None, FLOW_TITLE)
    page.merge(row, 1, row, width)
    page.heights[row] = 20
    for at, step in enumerate(flow.steps, row + 1):
        marks = ["●" if step.role == role else "" for role in roles.ROLES]
        values = (step.no, step.activity, *marks, step.requirement, step.limit.text, step.output, step.note)
        for column, (header, value) in enumerate(zip(tabs.SOP.headers, values, strict=True), 1):
            centred = CENTRED if header in (*roles.ROLES, "No", "Waktu") else CELL
            page.put(at, column, value or None, ROLE_MARK if value == "●" else centred)
        texts = ((step.activity, WIDTHS[1]), (step.note, WIDTHS[-1]))
        page.heights[at] = height_of(max(lines_needed(text, width) for text, width in texts))
    return row + 1 + len(flow.steps)


def _flow_title(flow: Flow) -> str:
    clock = "waktu kalender" if flow.clock == "elapsed" else "jam kerja"
    if flow.total is None:
        return f"{flow.label}   (tayang pada hari yang ditentukan; {clock})"
    return f"{flow.label}   (batas total {flow.total.text} sejak {flow.reference}; {clock})"


def _add_paragraphs(page: Page, row: int, heading: str, paragraphs: Sequence[str]) -> int:
    """Put a heading with numbered paragraphs across the table; the first row behind them."""
    if not paragraphs:
        return row
    page.put(row, 1, heading, HEADING)
    for at, paragraph in enumerate(paragraphs, row + 1):
        page.put(at, 1, f"{at - row}. {paragraph}", PARAGRAPH)
        page.merge(at, 1, at, len(tabs.SOP.columns))
        page.heights[at] = height_of(lines_needed(paragraph, sum(WIDTHS)))
    return row + 1 + len(paragraphs)
