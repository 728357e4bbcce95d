"""What follows when rows or columns move or a tab comes or goes: formulas, conditions, named ranges, metadata."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from emulator.book import Book
from emulator.cells import JSON, Cell
from emulator.formulas import Formula
from emulator.grid import Sheet
from emulator.moves import Move, moved_ranges
from emulator.rules_kept import changed_rule

AXES = {"ROWS": "Row", "COLUMNS": "Column"}


def move_cells(book: Book, move: Move) -> None:
    """Insert, delete or move rows or columns, and take along everything that points at them."""
    _move_conditional_formulas(book, move)
    book.sheet_by_id(move.sheet).shift(move)
    _move_formulas(book, move)
    for sheet in book.sheets:
        sheet.shift_laid_over(move)
    book.named_ranges = [item for item in moved_ranges(book.named_ranges, move.grid_range) if "range" in item]
    book.metadata = [item for item in (_moved_metadata(item, move) for item in book.metadata) if item is not None]
    book.note_move(move.sheet, move.spot)


def tab_added(book: Book) -> None:
    """Formulas that named the new tab before it was there find it now."""
    _each_formula(book, lambda formula: formula.resolved(book.id_of_title))


def delete_tab(book: Book, sheet: Sheet) -> None:
    book.sheets.remove(sheet)
    book.number_sheets()
    _each_formula(book, lambda formula: formula.without_sheet(sheet.id))
    book.named_ranges = [item for item in book.named_ranges if item["range"].get("sheetId", 0) != sheet.id]
    book.metadata = [item for item in book.metadata if tab_of_metadata(item) != sheet.id]


def tab_of_metadata(item: JSON) -> int | None:
    """The ID of the tab that developer metadata belongs to; None when it belongs to the spreadsheet."""
    location = item["location"]
    if location.get("spreadsheet"):
        return None
    return int(location.get("dimensionRange", location).get("sheetId", 0))


def _each_formula(book: Book, change: Callable[[Formula], Formula]) -> None:
    _change_cells(book, lambda formula, sheet, row, column: change(formula))


def _change_cells(book: Book, change: Callable[[Formula, Sheet, int, int], Formula]) -> None:
    """Replace the formulas of all cells, those of their data validations too."""
    known: dict[Any, JSON] = {}
    for sheet in book.sheets:
        for row, cells in enumerate(sheet.rows):
            changed: list[Cell | None] | None = None
            for column, cell in enumerate(cells):
                if cell is None or (cell.formula is None and cell.validation is None):
                    continue
                at = (sheet, row, column)
                new = _changed_cell(cell, lambda formula, at=at: change(formula, *at), known)  # type: ignore[misc]
                if new is not cell:
                    changed = list(cells) if changed is None else changed
                    changed[column] = new
            if changed is not None:
                sheet.rows[row] = tuple(changed)


def _changed_cell(cell: Cell, change: Callable[[Formula], Formula], known: dict[Any, JSON]) -> Cell:
    formula = None if cell.formula is None else change(cell.formula)
    rule = None if cell.validation is None else changed_rule(cell.validation, change, known)
    if formula is cell.formula and rule is cell.validation:
        return cell
    return cell._replace(formula=formula, validation=rule)


def _move_formulas(book: Book, move: Move) -> None:
    back = _backwards(move)
    known: dict[Any, Formula] = {}

    def moved(formula: Formula, sheet: Sheet, row: int, column: int) -> Formula:
        """The formula that stands there after the move, where it has moved along with its cell."""
        new = (row, column)
        was = back(row if move.axis == "Row" else column) if sheet.id == move.sheet else None
        old = new if was is None else (was, column) if move.axis == "Row" else (row, was)
        if formula.is_row_bound and move.axis == "Row":
            return formula
        if not formula.is_row_bound and not formula.is_fixed:
            return formula.moved(move, sheet.id, old, new)
        key = (formula, sheet.id, None if formula.is_fixed else (old[1], column))
        if key not in known:
            known[key] = formula.moved(move, sheet.id, old, new)
        return known[key]

    _change_cells(book, moved)


def _backwards(move: Move) -> Callable[[int], int | None]:
    """Where what now stands at an index stood before; None for what is new."""
    if move.kind == "insert":
        return lambda at: None if move.start <= at < move.end else at - move.count if at >= move.end else at
    if move.kind == "delete":
        return lambda at: at + move.count if at >= move.start else at
    low, high = min(move.start, move.target), max(move.end, move.target)
    old = {move.index(at): at for at in range(low, high)}
    return lambda at: old.get(at, at)


def _move_conditional_formulas(book: Book, move: Move) -> None:
    """The formulas of conditional formats, which count from the first cell of their first range."""
    for sheet in book.sheets:
        sheet.laid_over["conditionalFormats"] = [
            _moved_rule(book, rule, move, sheet.id) for rule in sheet.laid_over["conditionalFormats"]
        ]


def _moved_rule(book: Book, rule: JSON, move: Move, sheet: int) -> JSON:
    first = rule["ranges"][0]
    after = move.grid_range(first, grows=True)
    if "booleanRule" not in rule or after is None:
        return rule
    old, new = _corner(first), _corner(after)
    condition = _moved_condition(book, rule["booleanRule"]["condition"], move, sheet, old, new)
    return rule | {"booleanRule": rule["booleanRule"] | {"condition": condition}}


def _moved_condition(
    book: Book, condition: JSON, move: Move, sheet: int, old: tuple[int, int], new: tuple[int, int]
) -> JSON:
    values = condition.get("values", [])
    if not any(value.get("userEnteredValue", "").startswith("=") for value in values):
        return condition

    def moved(value: JSON) -> JSON:
        text = value.get("userEnteredValue", "")
        if not text.startswith("="):
            return value
        formula = Formula.parse(text, *old, book.id_of_title, book.separator)
        return value | {"userEnteredValue": book.formula_text(formula.moved(move, sheet, old, new), *new)}

    return condition | {"values": [moved(value) for value in values]}


def _corner(told: JSON) -> tuple[int, int]:
    return told.get("startRowIndex", 0), told.get("startColumnIndex", 0)


def _moved_metadata(item: JSON, move: Move) -> JSON | None:
    told = item["location"].get("dimensionRange")
    if told is None or told.get("sheetId", 0) != move.sheet or AXES[told["dimension"]] != move.axis:
        return item
    span = move.span(told["startIndex"], told["endIndex"])
    if span is None:
        return None
    return item | {
        "location": item["location"] | {"dimensionRange": told | {"startIndex": span[0], "endIndex": span[1]}}
    }
