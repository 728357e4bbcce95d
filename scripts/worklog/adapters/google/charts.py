"""The charts of Ringkasan in a Google Sheet, and the hidden columns that they are drawn from."""

from __future__ import annotations

from dataclasses import replace

from worklog.adapters.form.page import TITLE_ROWS, Page
from worklog.adapters.form.style import DAY_FORMAT, PLAIN
from worklog.adapters.google.cells import Json, area, colour
from worklog.core.log.tabs import RowState
from worklog.core.publishing.summary import Summary

DATA_COLUMN, CHART_COLUMN, LAST_COLUMN = 10, 14, 20
FIRST_ROW = TITLE_ROWS + 1
CLOSED_STATES = (RowState.DONE, RowState.DONE_LATE, RowState.NOT_NEEDED)
CHARTED_STATES = tuple(state.value for state in RowState if state not in CLOSED_STATES)
DAYS = 31
WIDTH, HEIGHT = 520, 300
BAR = "1B4A7A"
DAY = replace(PLAIN, number_format=DAY_FORMAT)


def add_chart_data(page: Page, summary: Summary | None) -> None:
    """Put the numbers behind the charts into hidden columns: open items by state, and what aired on each day."""
    page.put(1, LAST_COLUMN, None, PLAIN)  # The charts need columns to stand on.
    for offset, header in enumerate(("Keadaan", "Konten", "Hari", "Tayang")):
        page.put(FIRST_ROW, DATA_COLUMN + offset, header, PLAIN)
        page.hidden_columns.append(DATA_COLUMN + offset)
    if summary is None:
        return
    shown = [item.state for item in summary.open_items]
    for row, state in enumerate(CHARTED_STATES, FIRST_ROW + 1):
        page.put(row, DATA_COLUMN, state, PLAIN)
        page.put(row, DATA_COLUMN + 1, shown.count(state), PLAIN)
    for row, (day, count) in enumerate(summary.aired_by_day, FIRST_ROW + 1):
        page.put(row, DATA_COLUMN + 2, day, DAY)
        page.put(row, DATA_COLUMN + 3, count, PLAIN)


def summary_charts(sheet_id: int) -> list[Json]:
    """The requests that draw both charts at the right of the page."""
    states = _chart(
        sheet_id,
        "Konten yang sedang berjalan menurut keadaan",
        ("Keadaan langkah", "Jumlah konten"),
        0,
        len(CHARTED_STATES),
    )
    days = _chart(sheet_id, "Konten tayang per hari, bulan ini", ("Tanggal", "Jumlah konten"), 2, DAYS)
    return [_placed(sheet_id, states, FIRST_ROW), _placed(sheet_id, days, FIRST_ROW + 12)]


def _chart(sheet_id: int, title: str, axes: tuple[str, str], offset: int, rows: int) -> Json:
    def column(number: int) -> Json:
        at = DATA_COLUMN + offset + number
        return {"sourceRange": {"sources": [area(sheet_id, FIRST_ROW, at, FIRST_ROW + rows, at)]}}

    positions = ("BOTTOM_AXIS", "LEFT_AXIS")
    drawn = {
        "chartType": "COLUMN",
        "legendPosition": "NO_LEGEND",
        "axis": [{"position": at, "title": name} for at, name in zip(positions, axes, strict=True)],
        "domains": [{"domain": column(0)}],
        "series": [{"series": column(1), "targetAxis": "LEFT_AXIS", "colorStyle": colour(BAR)}],
        "headerCount": 1,
    }
    return {"title": title, "basicChart": drawn, "hiddenDimensionStrategy": "SHOW_ALL"}


def _placed(sheet_id: int, spec: Json, row: int) -> Json:
    anchor = {"sheetId": sheet_id, "rowIndex": row - 1, "columnIndex": CHART_COLUMN - 1}
    position = {"overlayPosition": {"anchorCell": anchor, "widthPixels": WIDTH, "heightPixels": HEIGHT}}
    return {"addChart": {"chart": {"spec": spec, "position": position}}}
