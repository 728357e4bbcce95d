"""The formulas that show, beside each staff row, the result that the script wrote for it into Hasil.

Only functions of Excel 2010 and older. A row finds its result by its own key, so it may stand anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
from openpyxl.utils import get_column_letter

from worklog.core.log import tabs
from worklog.core.publishing.results import lookup_text

_ESCAPED = re.compile(r'(?:SUBSTITUTE\(){3}(.*?)(?:,"[~*?]","~[~*?]"\)){3}')

Places = Mapping[str, int]
"""Header → column number, 1-based."""

NOT_AS_TEXT = ("Batas Waktu", "Terlambat")
"""Shown as they stand in Hasil; Terlambat was a number once, and the formulas of older logs stay as they are."""
SHOWN_IN_LOG = {"Status": "Status", "Batas Waktu": "Batas Waktu", "Terlambat": "Terlambat", "Temuan": "Temuan"}
SHOWN_IN_REGISTER = {"Status": "Status", "Kemajuan": "Kemajuan", "Batas Tayang": "Batas Waktu", "Temuan": "Temuan"}
SHOWN = {tabs.LOG.name: SHOWN_IN_LOG, tabs.REGISTER.name: SHOWN_IN_REGISTER}
"""Per tab: header of the formula column → header of the column of Hasil that it shows."""


def row_formulas(tab: str, columns: Places, row: int) -> dict[str, str]:
    """The formulas of one row by header, for the formula columns that the tab has; its key columns must be there."""
    key = as_it_stands(_key_formula(tab, columns, row), ",")
    shown = SHOWN[tab]
    return {header: _lookup(key, shown[header]) for header in shown if header in columns}


def as_it_stands(key: str, separator: str) -> str:
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


def _key_formula(tab: str, columns: Places, row: int) -> str:
    cells = {header: f"${get_column_letter(columns[header])}{row}" for header in key_headers(tab)}
    if tab == tabs.REGISTER.name:
        return f"TRIM({cells['ID Konten']})"
    round_ = f'TRIM(IF({cells["Putaran"]}="",1,{cells["Putaran"]}))'
    return f'TRIM({cells["ID Konten"]})&"|"&{round_}&"|"&TRIM({cells["No"]})'


def _lookup(key: str, header: str) -> str:
    name = tabs.RESULTS.name
    letter = get_column_letter(tabs.RESULTS.headers.index(header) + 1)
    found = f"INDEX({name}!${letter}:${letter},MATCH({key},{name}!$A:$A,0))"
    if header in NOT_AS_TEXT:
        return f'=IFERROR(IF({found}="","",{found}),"")'
    return f'=IFERROR({found}&"","")'
