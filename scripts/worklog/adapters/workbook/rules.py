"""Dropdowns and date validations in the staff tabs of a workbook, and how far down they reach.

Lists stand behind defined names, because Excel stores a list of another tab that is named directly in a way that other
programs lose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from worklog.adapters.form.choices import DATE_MESSAGE, DATES, choices, is_former_list
from worklog.adapters.workbook.places import Place
from worklog.core.sop.book import InForce

LAST_ROW = 5000
"""Down to here validations and colours reach at first; appended rows take them along."""

LONGEST_LIST = 255
"""So many characters of words may stand in a validation itself."""
FLOW_LIST, PEOPLE_LIST = "DaftarAlur", "DaftarPetugas"
_LISTS = {"flows": FLOW_LIST, "people": PEOPLE_LIST}


def add_missing_validations(place: Place, sop: InForce) -> list[str]:
    """Put validations where a column has none; the headers of those columns."""
    added = []
    for header, validation in _wanted_validations(place.tab.name, sop):
        column = place.columns.get(header)
        if column is None or _has_validation(place, column):
            continue
        validation.add(down(place, column))
        place.sheet.add_data_validation(validation)
        added.append(header)
    return added


def renew_choices(place: Place, sop: InForce) -> list[str]:
    """Put the words of all versions of the SOP into lists that setup made for fewer; the headers of those columns."""
    renewed = []
    for header, wanted in _wanted_validations(place.tab.name, sop):
        at, words = place.columns.get(header, 0), _words(wanted)
        for held in place.sheet.data_validations.dataValidation:
            if words and _reaches(held, place, at) and is_former_list(_words(held), words, sop):
                held.formula1 = wanted.formula1
                renewed.append(header)
    return renewed


def let_go_choices(place: Place, sop: InForce) -> list[str]:
    """Take away lists that lack words of the SOP and cannot hold them; the headers of those columns."""
    gone = []
    held = place.sheet.data_validations.dataValidation
    for header, choice in choices(place.tab.name, sop).items():
        at = place.columns.get(header, 0)
        if not isinstance(choice.words, str) and not _fits(choice.words):
            former = [v for v in held if _reaches(v, place, at) and is_former_list(_words(v), choice.words, sop)]
            for validation in former:
                held.remove(validation)
            gone += [header] if former else []
    return gone


def _fits(words: Sequence[str]) -> bool:
    """Whether Excel takes a list of these words in a validation itself."""
    source = f'"{",".join(words)}"'
    return len(source) <= LONGEST_LIST and source.count(",") < len(words)


def _words(validation: DataValidation) -> list[str]:
    """The words of a list that stands in the validation itself."""
    formula = str(validation.formula1 or "")
    return formula.strip('"').split(",") if validation.type == "list" and formula.startswith('"') else []


def down(place: Place, column: int) -> str:
    """The cells of a column below the header, as far as validations and colours reach at first."""
    letter = get_column_letter(column)
    return f"{letter}{place.first}:{letter}{max(LAST_ROW, place.sheet.max_row)}"


def extend_rules(sheet: Any, after: int, last: int) -> None:
    """Let validations, conditional formats and filter buttons that cover row `after` reach down to row `last`."""
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = _extended(validation.sqref, after, last)
    formats = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            formats.add(str(_extended(area.sqref, after, last)), rule)
    sheet.conditional_formatting = formats
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _reaching(CellRange(sheet.auto_filter.ref), after, last).coord


def _wanted_validations(tab: str, sop: InForce) -> Iterator[tuple[str, DataValidation]]:
    for header, choice in choices(tab, sop).items():
        source = _LISTS[choice.words] if isinstance(choice.words, str) else f'"{",".join(choice.words)}"'
        if isinstance(choice.words, str) or _fits(choice.words):
            yield header, _warning(DataValidation("list", formula1=source), choice.message)
    for header in DATES[tab]:
        yield header, _warning(DataValidation("date", operator="greaterThan", formula1="36526"), DATE_MESSAGE)


def _warning(validation: DataValidation, message: str) -> DataValidation:
    validation.allow_blank = True
    validation.showErrorMessage = True
    validation.errorStyle = "warning"
    validation.errorTitle = "Periksa isian"
    validation.error = message
    return validation


def _has_validation(place: Place, column: int) -> bool:
    return any(_reaches(validation, place, column) for validation in place.sheet.data_validations.dataValidation)


def _reaches(validation: DataValidation, place: Place, column: int) -> bool:
    """Whether a validation holds for cells below a header."""
    areas = validation.sqref.ranges
    return any(area.min_col <= column <= area.max_col and area.max_row >= place.first for area in areas)


def _extended(areas: MultiCellRange, after: int, last: int) -> MultiCellRange:
    return MultiCellRange([_reaching(area, after, last) for area in areas.ranges])


def _reaching(area: CellRange, after: int, last: int) -> CellRange:
    down = max(last, area.max_row) if area.min_row <= after <= area.max_row else area.max_row
    return CellRange(min_col=area.min_col, min_row=area.min_row, max_col=area.max_col, max_row=down)
