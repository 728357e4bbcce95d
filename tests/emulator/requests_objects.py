"""Requests for what lies over the cells: protection, names, filters, stripes and charts."""

from __future__ import annotations

import re
from typing import Any

from emulator import masks
from emulator.book import Book
from emulator.cells import JSON, normal_colours
from emulator.conditions import check_condition
from emulator.edits import Edit, handles
from emulator.errors import Unsupported, invalid
from emulator.grid import Sheet
from emulator.protection import shown_protection
from emulator.ranges import Area, area_of, clipped, echoed, grid_range

_CHART_SIZE = {"widthPixels": 600, "heightPixels": 371}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,249}")
_LIKE_A1 = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|(?i:true|false)")


@handles("addProtectedRange")
def add_protected_range(edit: Edit, told: JSON) -> JSON:
    given = _checked_protection(edit, dict(told.get("protectedRange", {})))
    sheet = edit.sheet(edit.protected_range(given))
    protected_id = given.pop("protectedRangeId", None) or edit.book.new_id()
    protected = {"protectedRangeId": protected_id, **given}
    sheet.laid_over["protectedRanges"].append(protected)
    return {"protectedRange": shown_protection(edit.book, protected, edit.email)}


@handles("updateProtectedRange")
def update_protected_range(edit: Edit, told: JSON) -> None:
    new = told.get("protectedRange", {})
    mask = masks.update_mask(told.get("fields"), "ProtectedRange", root="protectedRange")
    sheet, index, old = _lying(edit.book, "protectedRanges", "protectedRangeId", new.get("protectedRangeId"))
    edit.check_may_change(old)
    changed = masks.updated(old, new, mask) | {"protectedRangeId": old["protectedRangeId"]}
    del sheet.laid_over["protectedRanges"][index]
    protected = _checked_protection(edit, changed)
    edit.sheet(edit.protected_range(protected)).laid_over["protectedRanges"].insert(index, protected)


@handles("deleteProtectedRange")
def delete_protected_range(edit: Edit, told: JSON) -> None:
    sheet, index, old = _lying(edit.book, "protectedRanges", "protectedRangeId", told.get("protectedRangeId"))
    edit.check_may_change(old)
    del sheet.laid_over["protectedRanges"][index]


@handles("addNamedRange")
def add_named_range(edit: Edit, told: JSON) -> JSON:
    given = told.get("namedRange", {})
    named_id = given.get("namedRangeId") or str(edit.book.new_id())
    named = _checked_name(edit, given | {"namedRangeId": named_id})
    edit.book.named_ranges.append(named)
    return {"namedRange": named}


@handles("updateNamedRange")
def update_named_range(edit: Edit, told: JSON) -> None:
    new = told.get("namedRange", {})
    mask = masks.update_mask(told.get("fields"), "NamedRange", root="namedRange")
    index, old = _named(edit.book, new.get("namedRangeId"))
    changed = masks.updated(old, new, mask) | {"namedRangeId": old["namedRangeId"]}
    del edit.book.named_ranges[index]
    edit.book.named_ranges.insert(index, _checked_name(edit, changed))


@handles("deleteNamedRange")
def delete_named_range(edit: Edit, told: JSON) -> None:
    index, _ = _named(edit.book, told.get("namedRangeId"))
    del edit.book.named_ranges[index]


@handles("setBasicFilter")
def set_basic_filter(edit: Edit, told: JSON) -> None:
    basic = told.get("filter", {})
    _check_filter(edit, basic)
    sheet, area = edit.place(basic["range"])
    sheet.basic_filter = basic | {"range": grid_range(sheet.id, area)}


@handles("clearBasicFilter")
def clear_basic_filter(edit: Edit, told: JSON) -> None:
    edit.sheet(told).basic_filter = None


@handles("addFilterView")
def add_filter_view(edit: Edit, told: JSON) -> JSON:
    view = told.get("filter", {})
    _check_filter(edit, view)
    sheet, area = edit.place(view["range"])
    number = len(sheet.laid_over["filterViews"]) + 1
    view_id = view.get("filterViewId") or edit.book.new_id()
    view = {"filterViewId": view_id, "title": view.get("title") or f"Filter {number}"} | view
    view |= {"range": grid_range(sheet.id, area)}
    sheet.laid_over["filterViews"].append(view)
    return {"filter": view}


@handles("updateFilterView")
def update_filter_view(edit: Edit, told: JSON) -> None:
    new = told.get("filter", {})
    mask = masks.update_mask(told.get("fields"), "FilterView", root="filter")
    sheet, index, old = _lying(edit.book, "filterViews", "filterViewId", new.get("filterViewId"))
    changed = masks.updated(old, new, mask) | {"filterViewId": old["filterViewId"]}
    _check_filter(edit, changed)
    sheet.laid_over["filterViews"][index] = changed


@handles("deleteFilterView")
def delete_filter_view(edit: Edit, told: JSON) -> None:
    sheet, index, _ = _lying(edit.book, "filterViews", "filterViewId", told.get("filterId"))
    del sheet.laid_over["filterViews"][index]


@handles("addBanding")
def add_banding(edit: Edit, told: JSON) -> JSON:
    band = normal_colours(told.get("bandedRange", {}))
    sheet, area = edit.place_to_write(band.get("range"))
    if any(clipped(each["range"], sheet).meets(area) for each in sheet.laid_over["bandedRanges"]):
        raise invalid(
            "You cannot add alternating background colors to a range that already has alternating background colors."
        )
    if not band.get("rowProperties") and not band.get("columnProperties"):
        raise invalid("At least one of rowProperties and columnProperties must be set.")
    band = {"bandedRangeId": band.get("bandedRangeId") or edit.book.new_id()} | band
    band |= {"range": echoed(band["range"])}
    sheet.laid_over["bandedRanges"].append(band)
    return {"bandedRange": band}


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
    sheet, index, old = _lying(edit.book, "charts", "chartId", told.get("chartId"))
    spec = normal_colours(told.get("spec", {}))
    _check_sources(edit, spec)
    sheet.laid_over["charts"][index] = old | {"spec": spec}


@handles("updateEmbeddedObjectPosition")
def update_position(edit: Edit, told: JSON) -> JSON:
    if not told.get("fields"):
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    mask = masks.parse(told["fields"])
    sheet, index, old = _lying(edit.book, "charts", "chartId", told.get("objectId"))
    new = told.get("newPosition", {})
    _refuse_own_tab(new)
    overlay = masks.updated(old["position"]["overlayPosition"], new.get("overlayPosition", {}), mask)
    position = _position(edit, {"overlayPosition": overlay})
    del sheet.laid_over["charts"][index]
    edit.sheet(position["overlayPosition"]["anchorCell"]).laid_over["charts"].append(old | {"position": position})
    return {"position": position}


@handles("deleteEmbeddedObject")
def delete_embedded_object(edit: Edit, told: JSON) -> None:
    sheet, index, _ = _lying(edit.book, "charts", "chartId", told.get("objectId"))
    del sheet.laid_over["charts"][index]


def _checked_protection(edit: Edit, told: JSON) -> JSON:
    """A protected range that the service would take, with its editors."""
    if ("range" in told) == ("namedRangeId" in told):
        raise invalid("Exactly one of range and namedRangeId must be set.")
    if "tableId" in told:
        raise Unsupported("the protection of a table")
    sheet = edit.sheet(edit.protected_range(told))
    whole = area_of(edit.protected_range(told), sheet)
    for free in told.get("unprotectedRanges", ()):
        if whole != sheet.area or not whole.holds(area_of(free, sheet)):
            raise invalid("unprotectedRanges are only allowed inside a protected sheet")
    if told.get("warningOnly"):
        if told.get("editors", {}).get("users"):
            raise invalid("Editors are not supported with warningOnly protection.")
        return {name: value for name, value in told.items() if name != "editors"}
    return told | {"editors": _checked_editors(edit, told.get("editors"))}


def _checked_editors(edit: Edit, told: JSON | None) -> JSON:
    """The people who may edit a protected range: those named, always with the owner."""
    roles = edit.book.roles
    if told is None:
        return {"users": [email for email, role in roles.items() if role in ("owner", "writer")]}
    if told.get("groups") or told.get("domainUsersCanEdit"):
        raise Unsupported("groups and domains as editors")
    users = told.get("users", [])
    strangers = [email for email in users if roles.get(email) not in ("owner", "writer")]
    if strangers:
        raise invalid(f"The following users do not have write access to the spreadsheet: {', '.join(strangers)}")
    if edit.email != edit.book.owner and edit.email not in users:
        raise invalid("You can't remove yourself as an editor.")
    return {"users": [*users, *([] if edit.book.owner in users else [edit.book.owner])]}


def _checked_name(edit: Edit, named: JSON) -> JSON:
    name = named.get("name", "")
    if not _NAME.fullmatch(name) or _LIKE_A1.fullmatch(name):
        raise invalid(f"The name you have entered is not a valid name for a range: {name}")
    if any(item["name"].casefold() == name.casefold() for item in edit.book.named_ranges):
        raise invalid(f"A named range with the name {name} already exists.")
    edit.place(named.get("range"))
    return {"namedRangeId": named["namedRangeId"], "name": name, "range": echoed(named["range"])}


def _named(book: Book, named_id: Any) -> tuple[int, JSON]:
    for index, item in enumerate(book.named_ranges):
        if item["namedRangeId"] == named_id:
            return index, item
    raise invalid(f"No named range with id: {named_id}")


_NOUNS = {
    "protectedRanges": "protected range",
    "filterViews": "filter view",
    "charts": "embedded object",
}


def _lying(book: Book, kind: str, name: str, wanted: Any) -> tuple[Sheet, int, JSON]:
    """The tab, the place and the description of something that lies over cells, by its ID."""
    for sheet in book.sheets:
        for index, item in enumerate(sheet.laid_over[kind]):
            if item[name] == wanted:
                return sheet, index, item
    raise invalid(f"No {_NOUNS[kind]} with id: {wanted or 0}")


def _check_filter(edit: Edit, told: JSON) -> None:
    if "namedRangeId" in told or "tableId" in told:
        raise Unsupported("a filter of a named range or a table")
    if told.get("sortSpecs"):
        raise Unsupported("a filter that sorts")
    edit.place(told.get("range"))
    criteria = [*told.get("criteria", {}).values()]
    criteria += [spec.get("filterCriteria", {}) for spec in told.get("filterSpecs", ())]
    for each in criteria:
        if "condition" in each:
            check_condition(edit.book, each["condition"], "filter")


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
