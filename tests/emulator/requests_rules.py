"""Requests for data validations and conditional formats."""

from __future__ import annotations

from typing import Any

from emulator.cell_changes import checked_validation
from emulator.cells import JSON, Cell, normal_colours
from emulator.conditions import check_condition
from emulator.edits import Edit, handles
from emulator.errors import invalid
from emulator.grid import Sheet
from emulator.ranges import area_of
from emulator.rules_kept import kept_rule

_FORMAT = {"backgroundColor", "backgroundColorStyle", "textFormat"}
_TEXT = {"bold", "italic", "strikethrough", "underline", "foregroundColor", "foregroundColorStyle"}


@handles("setDataValidation")
def set_data_validation(edit: Edit, told: JSON) -> None:
    sheet, area = edit.place_to_write(told.get("range"))
    rule = checked_validation(edit.book, told.get("rule"))
    if rule is not None:
        rule = kept_rule(edit.book, rule, area.top, area.left)

    def change(cell: Cell, row: int, column: int) -> Cell:
        return cell._replace(validation=rule)

    sheet.change(area, change)


@handles("addConditionalFormatRule")
def add_rule(edit: Edit, told: JSON) -> None:
    rule = told.get("rule", {})
    sheet = _checked_sheet(edit, rule)
    _insert(sheet, told.get("index", 0), normal_colours(rule))


@handles("updateConditionalFormatRule")
def update_rule(edit: Edit, told: JSON) -> JSON:
    rule = told.get("rule")
    sheet = _checked_sheet(edit, rule) if rule else edit.sheet(told)
    index = told.get("index", 0)
    old = _rule_at(sheet, index)
    rules = sheet.laid_over["conditionalFormats"]
    del rules[index]
    new_index = index if rule else told.get("newIndex", 0)
    new = normal_colours(rule) if rule else old
    _insert(sheet, new_index, new)
    return {"newRule": new, "newIndex": new_index, "oldRule": old, "oldIndex": index}


@handles("deleteConditionalFormatRule")
def delete_rule(edit: Edit, told: JSON) -> JSON:
    sheet = edit.sheet(told)
    index = told.get("index", 0)
    rule = _rule_at(sheet, index)
    del sheet.laid_over["conditionalFormats"][index]
    return {"rule": rule}


def _rule_at(sheet: Sheet, index: int) -> JSON:
    rules = sheet.laid_over["conditionalFormats"]
    if not 0 <= index < len(rules):
        raise invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return rules[index]


def _insert(sheet: Sheet, index: int, rule: JSON) -> None:
    rules = sheet.laid_over["conditionalFormats"]
    if not 0 <= index <= len(rules):
        raise invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    rules.insert(index, rule)


def _checked_sheet(edit: Edit, rule: JSON) -> Sheet:
    """The tab of a rule that the service would take."""
    ranges = rule.get("ranges", [])
    if not ranges:
        raise invalid("ConditionalFormatRule.ranges is required")
    if len({told.get("sheetId", 0) for told in ranges}) > 1:
        raise invalid("ConditionalFormatRule.ranges must all be on the same grid")
    sheet = edit.sheet(ranges[0])
    for told in ranges:
        edit.check_may_edit(sheet, area_of(told, sheet))
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise invalid("ConditionalFormatRule needs either a booleanRule or a gradientRule")
    if "booleanRule" in rule:
        check_condition(edit.book, rule["booleanRule"].get("condition", {}), "conditional format", sheet.id)
        _check_format(rule["booleanRule"].get("format", {}))
    return sheet


def _check_format(told: dict[str, Any]) -> None:
    if set(told) - _FORMAT or set(told.get("textFormat", {})) - _TEXT:
        raise invalid(
            "Conditional formatting can only apply bold, italic, strikethrough, underline, "
            "foreground color and background color."
        )
