"""The tables of a report file as a reader finds them: by their names, with the headers that stand above them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

RAW_HEADERS = {"Daftar": 3, "Data": 0, "Data Catatan": 0}
"""How many rows stand above the header of the sheets that Excel can pivot."""


def read_raw(path: Path, sheet: str) -> pd.DataFrame:
    """A raw sheet of a monthly report as pandas reads it."""
    return pd.read_excel(path, sheet_name=sheet, header=RAW_HEADERS[sheet], engine="openpyxl")


def read_value(path: Path, name: str) -> object:
    """The value of the cell with a defined name."""
    ((value,),) = _cells(_opened(path, path.stat().st_mtime_ns), name)
    return value


def read_table(path: Path, name: str, header_of: str = "") -> pd.DataFrame:
    """The rows of a defined name under its headers; `header_of` names the table above that has them.

    Headers that are repeated where a page begins are left out.
    """
    book = _opened(path, path.stat().st_mtime_ns)
    rows = _cells(book, name)
    headers = _cells(book, header_of or name, above=1)[0]
    columns = [place for place, header in enumerate(headers) if header is not None]
    body = [[row[place] for place in columns] for row in rows if row != headers]
    return pd.DataFrame(body, columns=[headers[place] for place in columns])


@lru_cache(maxsize=2)
def _opened(path: Path, _changed: int) -> Workbook:
    """The file as it was saved last; nobody changes what is opened here."""
    return load_workbook(path)


def _cells(book: Workbook, name: str, above: int = 0) -> list[tuple[object, ...]]:
    sheet, area = next(iter(book.defined_names[name].destinations))
    left, top, right, bottom = range_boundaries(area)
    return list(book[sheet].iter_rows(top - above, bottom, left, right, values_only=True))
