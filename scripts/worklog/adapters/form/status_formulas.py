"""The formulas that show, beside each staff row, the result that the script wrote for it into Hasil.

Only functions of Excel 2010 and older. A row finds its result by its own key, so it may stand anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pandas as pd
from openpyxl.utils import get_column_letter

from worklog.core.log import tabs
from worklog.core.publishing.results import lookup_text

_ESCAPED = re.compile(r'(?:SUBSTITUTE\(){3}(.*?)(?:,"[~*?]","~[~*?]"\)){3}')

NOT_AS_TEXT = ("Batas Waktu", "Terlambat")
"""Shown as they stand in Hasil; Terlambat was a number once, and the formulas of older logs stay as they are."""
SHOWN_IN_LOG = {"Status": "Status", "Batas Waktu": "Batas Waktu", "Terlambat": "Terlambat", "Temuan": "Temuan"}
SHOWN_IN_REGISTER = {"Status": "Status", "Kemajuan": "Kemajuan", "Batas Tayang": "Batas Waktu", "Temuan": "Temuan"}
SHOWN = {tabs.LOG.name: SHOWN_IN_LOG, tabs.REGISTER.name: SHOWN_IN_REGISTER}
"""Per tab: header of the formula column → header of the column of Hasil that it shows."""


def row_formulas(tab: str, columns: Mapping[str, int], row: int) -> dict[str, str]:
    """The formulas of one row of a workbook (see `formulas`)."""
    return formulas(tab, columns, lambda letter: f"${letter}{row}", tabs.RESULTS.name, ",")


def formulas(
    tab: str, columns: Mapping[str, int], own: Callable[[str], str], results: str, separator: str
) -> dict[str, str]:
    """The formulas of a row by header, for the formula columns that the tab has; its key columns must be there.

    `own` names the row's own cell in the column of a letter, `results` the tab Hasil, as formulas write them.
    """
    key = _as_it_stands(_key(tab, lambda header: own(get_column_letter(columns[header])), separator), separator)
    shown = {header: of for header, of in SHOWN[tab].items() if header in columns}
    return {header: _lookup(key, results, of, separator) for header, of in shown.items()}


def _as_it_stands(key: str, separator: str) -> str:
    """A formula for a text that MATCH finds as it stands: `*`, `?` and `~` in an ID are no wildcards."""
    for sign in "~*?":
        key = f'SUBSTITUTE({key}{separator}"{sign}"{separator}"~{sign}")'
    return key


def is_outdated(value: object, formula: str) -> bool:
    """Whether a cell holds the formula as it was once written, when IDs could be wildcards."""
    return isinstance(value, str) and value != formula and value == _ESCAPED.sub(r"\1", formula)


def row_keys(tab: str, cells: Mapping[str, list[object]]) -> list[str]:
    """The keys of many rows as the formulas make them, from the cells of the key columns by header."""
    identifiers = lookup_text(pd.Series(cells["ID Konten"], dtype=object))
    if tab == tabs.REGISTER.name:
        return identifiers.tolist()
    rounds = lookup_text(pd.Series([1 if cell in (None, "") else cell for cell in cells["Putaran"]], dtype=object))
    steps = lookup_text(pd.Series(cells["No"], dtype=object))
    return (identifiers + "|" + rounds + "|" + steps).tolist()


def shown_results(tab: str, result: tuple[object, ...]) -> dict[str, object]:
    """What the formulas of a row show by header, given its row of Hasil; "" where there is nothing to show."""
    by_header = dict(zip(tabs.RESULTS.headers, result, strict=True))
    return {header: "" if by_header[of] is None else by_header[of] for header, of in SHOWN[tab].items()}


def key_headers(tab: str) -> tuple[str, ...]:
    """The columns that make the key of a row."""
    return ("ID Konten",) if tab == tabs.REGISTER.name else ("ID Konten", "Putaran", "No")


def _key(tab: str, cell: Callable[[str], str], separator: str) -> str:
    identifier = f"TRIM({cell('ID Konten')})"
    if tab == tabs.REGISTER.name:
        return identifier
    round_ = f'TRIM(IF({cell("Putaran")}=""{separator}1{separator}{cell("Putaran")}))'
    return f'{identifier}&"|"&{round_}&"|"&TRIM({cell("No")})'


def _lookup(key: str, results: str, header: str, separator: str) -> str:
    letter = get_column_letter(tabs.RESULTS.headers.index(header) + 1)
    row = f"MATCH({key}{separator}{results}!$A:$A{separator}0)"
    found = f"INDEX({results}!${letter}:${letter}{separator}{row})"
    shown = f'IF({found}=""{separator}""{separator}{found})' if header in NOT_AS_TEXT else f'{found}&""'
    return f'=IFERROR({shown}{separator}"")'
