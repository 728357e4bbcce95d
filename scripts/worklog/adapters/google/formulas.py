"""The status formulas of a Google Sheet: one text for a whole column, right in every row wherever it comes to stand.

A formula takes the cells of its own row by `INDEX($A:$A;ROW())`. So it may be written without knowing the row, which
people move while the script writes; the service itself follows columns that are moved. Separator `;`, as the locale
in_ID wants.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from openpyxl.utils import quote_sheetname

from worklog.adapters.form.status_formulas import formulas
from worklog.core.log import tabs

_READ = re.compile(r"\$[A-Z]+:\$[A-Z]+|SUBSTITUTE")


def status_formulas(tab: str, columns: Mapping[str, int], results: str = tabs.RESULTS.name) -> dict[str, str]:
    """The formula of each formula column that a tab has, by header; its key columns must be there.

    `results` is the name that the tab Hasil has now.
    """
    return formulas(tab, columns, lambda letter: f"INDEX(${letter}:${letter};ROW())", quote_sheetname(results), ";")


def is_ours(text: str, results: str = tabs.RESULTS.name) -> bool:
    """Whether a formula looks up a row of Hasil, or looks for a tab or column that is gone and may be replaced."""
    return "#REF!" in text or any(f"{name}!$" in text for name in (results, quote_sheetname(results)))


def reads_the_same(text: str, other: str) -> bool:
    """Whether two formulas read the same columns in the same order, however the service writes them otherwise.

    One in which IDs could be wildcards, as it was once written, reads otherwise.
    """
    return _READ.findall(text) == _READ.findall(other)
