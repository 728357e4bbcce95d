"""What a CellData does to a cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from emulator import masks
from emulator.cells import JSON, Cell, Value, colour_mask, constant, normal_colours
from emulator.conditions import check_condition
from emulator.errors import Unsupported, invalid
from emulator.formulas import Formula
from emulator.limits import check_length
from emulator.rules_kept import kept_rule, rule_formulas

if TYPE_CHECKING:
    from emulator.book import Book

_NOT_EMULATED = ("pivotTable", "dataSourceTable", "dataSourceFormula", "chipRuns")
_READ_ONLY = ("effectiveValue", "effectiveFormat", "formattedValue", "hyperlink")

Change = Callable[[Cell, JSON, int, int], Cell]
"""A cell as it is, a CellData, its row and its column → the cell as it will be."""


def cell_change(book: Book, fields: str | None) -> Change:
    """What a CellData does to a cell under a field mask."""
    mask = masks.update_mask(fields, "CellData")
    if mask is not None and set(mask) & {*_NOT_EMULATED, *_READ_ONLY}:
        raise Unsupported(f"writing {', '.join(sorted(set(mask) & {*_NOT_EMULATED, *_READ_ONLY}))}")
    sets_value, value_mask = masks.below(mask, "userEnteredValue")
    sets_format, format_mask = masks.below(mask, "userEnteredFormat")
    sets_note, sets_validation = masks.wants(mask, "note"), masks.wants(mask, "dataValidation")
    sets_runs = masks.wants(mask, "textFormatRuns")
    restyle = _restyling(colour_mask(format_mask))
    rule_of = _rule_keeper(book)

    def change(cell: Cell, told: JSON, row: int, column: int) -> Cell:
        value, formula, style, note, validation, runs = cell
        if mask is None and any(name in told for name in (*_NOT_EMULATED, *_READ_ONLY)):
            raise Unsupported("writing a field of a cell that the emulator does not keep")
        if sets_value:
            value, formula = _entered(book, masks.shown(told.get("userEnteredValue"), value_mask), row, column)
            runs = None
        if sets_format:
            style = restyle(style, told.get("userEnteredFormat"))
        if sets_note:
            note = told.get("note") or None
        if sets_validation:
            validation = rule_of(told.get("dataValidation"), row, column)
        if sets_runs:
            runs = told.get("textFormatRuns") or None
        return Cell(value, formula, style, note, validation, runs)

    return change


def _rule_keeper(book: Book) -> Callable[[JSON | None, int, int], JSON | None]:
    """What makes a cell's validation of the one sent; equal ones are one object."""
    checked: dict[str, JSON | None] = {}
    known: dict[tuple[str, tuple[Formula, ...]], JSON] = {}

    def rule_of(told: JSON | None, row: int, column: int) -> JSON | None:
        text = repr(told)
        if text not in checked:
            checked[text] = checked_validation(book, told)
        rule = checked[text]
        if rule is None or "'=" not in text:
            return rule
        rule = kept_rule(book, rule, row, column)
        return known.setdefault((text, rule_formulas(rule)), rule)

    return rule_of


def checked_validation(book: Book, rule: JSON | None) -> JSON | None:
    """A data validation that the service would take."""
    if not rule:
        return None
    check_condition(book, rule.get("condition", {}), "data validation")
    return {name: value for name, value in rule.items() if value or name == "condition"}


def _entered(book: Book, told: JSON | None, row: int, column: int) -> tuple[Value, Any]:
    if not told:
        return None, None
    text = told.get("formulaValue")
    check_length(text or told.get("stringValue") or "")
    if text is None:
        return constant(told), None
    if len(told) > 1:
        raise invalid("Only one of the fields of ExtendedValue can be set")
    if not text.startswith("="):
        raise invalid(f"Invalid value for formulaValue: {text}. A formula must start with =")
    return None, book.formula(text, row, column)


def _restyling(mask: Any) -> Callable[[JSON | None, JSON | None], JSON | None]:
    """The new format of a cell; equal ones are one object, so that ten thousand cells are quick."""
    known: dict[tuple[int, str], JSON | None] = {}
    kept_alive: list[Any] = []

    def restyle(old: JSON | None, new: JSON | None) -> JSON | None:
        key = (id(old), repr(new))
        if key not in known:
            normal = normal_colours(new or {})
            known[key] = masks.updated(old or {}, normal, mask) or None
            kept_alive.append(old)
        return known[key]

    return restyle
