"""The status formulas of a Google Sheet: one text for a whole column, right in every row wherever it comes to stand.

A formula takes the cells of its own row by `INDEX($A:$A;ROW())`. So it may be written without knowing the row, which
people move while the script writes; the service itself follows columns that are moved. Separator `;`, as the locale
in_ID wants.
"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.utils import get_column_letter

from worklog.adapters.workbook_formulas import NUMERIC, SHOWN
from worklog.core import tabs


def status_formulas(tab: str, columns: Mapping[str, int]) -> dict[str, str]:
    """The formula of each formula column that a tab has, by header; its key columns must be there."""
    key = _key(tab, columns)
    return {header: _lookup(key, shown) for header, shown in SHOWN[tab].items() if header in columns}


def _key(tab: str, columns: Mapping[str, int]) -> str:
    def own(header: str) -> str:
        letter = get_column_letter(columns[header])
        return f"INDEX(${letter}:${letter};ROW())"

    if tab == tabs.REGISTER.name:
        return f"TRIM({own('ID Konten')})"
    round_ = f'TRIM(IF({own("Putaran")}="";1;{own("Putaran")}))'
    return f'TRIM({own("ID Konten")})&"|"&{round_}&"|"&TRIM({own("No")})'


def _lookup(key: str, header: str) -> str:
    letter = get_column_letter(tabs.RESULTS.headers.index(header) + 1)
    found = f"INDEX({tabs.RESULTS.name}!${letter}:${letter};MATCH({key};{tabs.RESULTS.name}!$A:$A;0))"
    if header in NUMERIC:
        return f'=IFERROR(IF({found}="";"";{found});"")'
    return f'=IFERROR({found}&"";"")'
