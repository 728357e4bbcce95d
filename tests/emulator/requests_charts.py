"""Requests for charts."""

from __future__ import annotations

from typing import Any

from emulator import masks
from emulator.cells import JSON, normal_colours
from emulator.edits import Edit, handles
from emulator.errors import Unsupported, invalid
from emulator.lying_over import lying_over
from emulator.ranges import Area, echoed

_CHART_SIZE = {"widthPixels": 600, "heightPixels": 371}


@handles("addChart")
def add_chart(edit: Edit, told: JSON) -> JSON:
    chart = normal_colours(told.get("chart", {}))
    if set(chart) - {"chartId", "position", "spec"}:
        raise Unsupported("a chart with a border of its own")
    position = _position(edit, chart.get("position", {}))
    _check_sources(edit, chart.get("spec", {}))
    chart = {"chartId": chart.get("chartId") or edit.book.new_id(), "spec": chart.get("spec", {}), "position": position}
    anchor = position["overlayPosition"]["anchorCell"]
    edit.sheet(anchor).laid_over["charts"].append(chart)
    return {"chart": chart}


@handles("updateChartSpec")
def update_chart_spec(edit: Edit, told: JSON) -> None:
    sheet, index, old = lying_over(edit.book, "charts", "chartId", told.get("chartId"))
    spec = normal_colours(told.get("spec", {}))
    _check_sources(edit, spec)
    sheet.laid_over["charts"][index] = old | {"spec": spec}


@handles("updateEmbeddedObjectPosition")
def update_position(edit: Edit, told: JSON) -> JSON:
    if not told.get("fields"):
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    mask = masks.parse(told["fields"])
    sheet, index, old = lying_over(edit.book, "charts", "chartId", told.get("objectId"))
    new = told.get("newPosition", {})
    _refuse_own_tab(new)
    overlay = masks.updated(old["position"]["overlayPosition"], new.get("overlayPosition", {}), mask)
    position = _position(edit, {"overlayPosition": overlay})
    del sheet.laid_over["charts"][index]
    edit.sheet(position["overlayPosition"]["anchorCell"]).laid_over["charts"].append(old | {"position": position})
    return {"position": position}


@handles("deleteEmbeddedObject")
def delete_embedded_object(edit: Edit, told: JSON) -> None:
    sheet, index, _ = lying_over(edit.book, "charts", "chartId", told.get("objectId"))
    del sheet.laid_over["charts"][index]


def _position(edit: Edit, told: JSON) -> JSON:
    """Where a chart lies, with the size that the service gives it."""
    _refuse_own_tab(told)
    overlay = told.get("overlayPosition", {})
    anchor = overlay.get("anchorCell", {})
    sheet = edit.sheet(anchor)
    row, column = anchor.get("rowIndex", 0), anchor.get("columnIndex", 0)
    if not (0 <= row < sheet.row_count and 0 <= column < sheet.column_count):
        raise invalid(f"GridCoordinate.rowIndex[{row}] is after last row in grid[{sheet.row_count - 1}]")
    edit.check_may_edit(sheet, Area(row, column, row + 1, column + 1))
    return {
        "overlayPosition": {"anchorCell": echoed(anchor)}
        | _CHART_SIZE
        | {n: v for n, v in overlay.items() if n != "anchorCell"}
    }


def _refuse_own_tab(told: JSON) -> None:
    if "newSheet" in told or "sheetId" in told:
        raise Unsupported("a chart on a tab of its own")


def _check_sources(edit: Edit, told: Any) -> None:
    """Every range that a chart draws from must be there."""
    if isinstance(told, list):
        for item in told:
            _check_sources(edit, item)
    elif isinstance(told, dict):
        for source in told.get("sources", ()):
            edit.place(source)
        for name, item in told.items():
            if name != "sources":
                _check_sources(edit, item)
