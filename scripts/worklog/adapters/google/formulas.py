"""The status formulas of a Google Sheet: one text for a whole column, right in every row wherever it comes to stand.

A formula takes the cells of its own row by `INDEX($A:$A;ROW())`. So it may be written without knowing the row, which
people move while the script writes; the service itself follows columns that are moved. Separator `;`, as the locale
in_ID wants.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from openpyxl.utils import get_column_letter

from worklog.adapters.form.status_formulas import NOT_AS_TEXT, SHOWN, as_it_stands
from worklog.core.log import tabs

_READ = re.compile(r"\$[A-Z]+:\$[A-Z]+|SUBSTITUTE")


def status_formulas(tab: str, columns: Mapping[str, int], results: str = tabs.RESULTS.name) -> dict[str, str]:
    """The formula of each formula column that a tab has, by header; its key columns must be there.

    `results` is the name that the tab Hasil has now.
    """
    key, quoted = as_it_stands(_key(tab, columns), ";"), "'" + results.replace("'", "''") + "'"
    return {header: _lookup(key, quoted, shown) for header, shown in SHOWN[tab].items() if header in columns}


def is_ours(text: str, results: str = tabs.RESULTS.name) -> bool:
    """Whether a formula looks up a row of Hasil, or looks for a tab or column that is gone and may be replaced."""
    quoted = "'" + results.replace("'", "''") + "'"
    return "#REF!" in text or any(f"{name}!$" in text for name in (results, quoted))


def reads_the_same(text: str, other: str) -> bool:
    """Whether two formulas read the same columns in the same order, however the service writes them otherwise.

    One in which IDs could be wildcards, as it was once written, reads otherwise.
    """
    return _READ.findall(text) == _READ.findall(other)


def _key(tab: str, columns: Mapping[str, int]) -> str:
    def own(header: str) -> str:
        letter = get_column_letter(columns[header])
        return f"INDEX(${letter}:${letter};ROW())"

    if tab == tabs.REGISTER.name:
        return f"TRIM({own('ID Konten')})"
    round_ = f'TRIM(IF({own("Putaran")}="";1;{own("Putaran")}))'
    return f'TRIM({own("ID Konten")})&"|"&{round_}&"|"&TRIM({own("No")})'


def _lookup(key: str, results: str, header: str) -> str:
    letter = get_column_letter(tabs.RESULTS.headers.index(header) + 1)
    found = f"INDEX({results}!${letter}:${letter};MATCH({key};{results}!$A:$A;0))"
    if header in NOT_AS_TEXT:
        return f'=IFERROR(IF({found}="";"";{found});"")'
    return f'=IFERROR({found}&"";"")'
