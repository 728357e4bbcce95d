"""What is tried of formulas, and of where rows are appended."""

from __future__ import annotations

from worklog.adapters.google.cells import VALIDATION, VALUE, Json, area, cell, formula, repeat, update
from worklog.adapters.google.formulas import status_formulas
from worklog.adapters.google.trial.scratch import ROWS, TAB_ID, TITLE, Scratch, line
from worklog.core.log import tabs

_PLACES = {"ID Konten": 8, "Putaran": 9, "No": 10, "Status": 12}
"""Where the columns of Buku Kerja are, beside those of Hasil."""
_OWN_ROW = formula('=INDEX($A:$A;ROW())&""')


def computes_with_semicolons(scratch: Scratch) -> bool:
    """The arguments of a formula are parted with semicolons."""
    scratch.made(update(VALUE, area(TAB_ID, 1, 1, 1, 1), [[formula('=IF(ISNUMBER(1);"ya";"tidak")')]]))
    return scratch.values(1, 1, 1, 1) == [["ya"]]


def computes_each_row(scratch: Scratch) -> bool:
    """One formula for a whole column takes the cell of each row."""
    scratch.made(_column("satu", "dua"), repeat(VALUE, area(TAB_ID, 1, 3, None, 3), _OWN_ROW))
    return scratch.values(1, 3, 2, 3) == [["satu"], ["dua"]]


def follows_columns(scratch: Scratch) -> bool:
    """A formula goes on reading a column that is moved."""
    source = {"sheetId": TAB_ID, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    scratch.made(_column("satu", "dua"), repeat(VALUE, area(TAB_ID, 1, 3, 2, 3), _OWN_ROW))
    scratch.change({"moveDimension": {"source": source, "destinationIndex": 2}})
    return scratch.values(1, 3, 2, 3) == [["satu"], ["dua"]]


def looks_results_up(scratch: Scratch) -> bool:
    """The status formula of Buku Kerja finds the row's result."""
    text = status_formulas(tabs.LOG.name, _PLACES, TITLE)["Status"]
    held = ("2026-0118|1|2", "Terlambat", *[None] * 5, "2026-0118", 1, 2, None)
    scratch.made(update(VALUE, area(TAB_ID, 1, 1, 1, 12), [[*map(cell, held), formula(text)]]))
    return scratch.values(1, 12, 1, 12) == [["Terlambat"]]


def looks_up_signs(scratch: Scratch) -> bool:
    """An ID with a sign that could stand for others finds its own result, not that of another ID."""
    text = status_formulas(tabs.LOG.name, _PLACES, TITLE)["Status"]
    other = ("2026-0118|1|2", "salah")
    held = ("2026-*|1|2", "Terlambat", *[None] * 5, "2026-*", 1, 2, None)
    rows = [[*map(cell, other)], [*map(cell, held), formula(text)]]
    scratch.made(update(VALUE, area(TAB_ID, 1, 1, 2, 12), rows))
    return scratch.values(2, 12, 2, 12) == [["Terlambat"]]


def appends_behind_gaps(scratch: Scratch) -> bool:
    """Rows are appended behind the last row with data, also where rows above are blank."""
    scratch.made(line(1, "isi"), line(5, "isi"), _appended())
    return scratch.values(6, 1, 6, 1) == [["baru"]]


def appends_above_dropdowns(scratch: Scratch) -> bool:
    """A row with nothing but a dropdown is a blank row."""
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "baru"}]}}
    scratch.made(line(1, "isi"), {"setDataValidation": {"range": area(TAB_ID, 1, 1, 20, 1), "rule": rule}}, _appended())
    return scratch.values(2, 1, 2, 1) == [["baru"]]


def grows(scratch: Scratch) -> bool:
    """A tab that is full gets another row for what is appended."""
    scratch.made(line(ROWS, "isi"), _appended())
    return scratch.values(ROWS + 1, 1, ROWS + 1, 1) == [["baru"]]


def clears_the_rest(scratch: Scratch) -> bool:
    """What is written whole leaves nothing of what was there."""
    scratch.made(_column("satu", "dua", "tiga"))
    scratch.change(update(VALUE, area(TAB_ID, right=3), [[cell("baru")]]))
    return scratch.values(1, 1, 10, 3) == [["baru"]]


def _column(*texts: str) -> Json:
    return update(VALUE, area(TAB_ID, 1, 1, len(texts), 1), [[cell(text)] for text in texts])


def _appended() -> Json:
    return {"appendCells": {"sheetId": TAB_ID, "rows": [{"values": [cell("baru")]}], "fields": f"{VALUE},{VALIDATION}"}}
