"""What is tried of reading, and of what values become when they are written or typed."""

from __future__ import annotations

from datetime import datetime

from worklog.adapters.google.behind import FIELDS, link_of, told_cells
from worklog.adapters.google.cells import FORMAT, LONGEST_TEXT, VALUE, Json, area, cell, column_look, update
from worklog.adapters.google.form.setup import LOCALE, TIME_ZONE
from worklog.adapters.google.pages import dimension
from worklog.adapters.google.service.errors import RequestRefused
from worklog.adapters.google.trial.scratch import COPY_ID, TAB_ID, TITLE, Scratch, line
from worklog.adapters.google.writer import MOST_BYTES
from worklog.core.log import tabs

_MOMENT = datetime(2026, 11, 22, 14, 5)
_SERIAL = 46348 + (14 * 60 + 5) / (24 * 60)
_ADDRESS = "https://www.kpu.go.id/"
_LITTLE = 1e-6
"""Days; less than a second."""


def is_indonesian(scratch: Scratch) -> bool:
    """The language and the time zone are taken, as setup sets them."""
    wanted = {"locale": LOCALE, "timeZone": TIME_ZONE}
    if scratch.language() != wanted:
        scratch.set_language()
    return scratch.language() == wanted


def has_our_id(scratch: Scratch) -> bool:
    """A tab has the id that was chosen for it, and no other tab gets it."""
    twin = {"addSheet": {"properties": {"sheetId": TAB_ID, "title": f"{TITLE} 2"}}}
    return scratch.refusal(twin) is not None and scratch.answer(area(TAB_ID)) != []


def is_whole_or_nothing(scratch: Scratch) -> bool:
    """Of a batch that is refused nothing is done."""
    scratch.made(line(1, "utuh"))
    twin = {"addSheet": {"properties": {"sheetId": TAB_ID}}}
    return scratch.refusal(line(1, "pecah"), twin) is not None and scratch.values(1, 1, 1, 1) == [["utuh"]]


def echoes(scratch: Scratch) -> bool:
    """A range is told as it was asked for."""
    asked = area(TAB_ID, 3)
    ((told,),) = (answer["dataFilters"] for answer in scratch.answer(asked))
    return {name: at for name, at in told["gridRange"].items() if at} == {name: at for name, at in asked.items() if at}


def refuses_what_is_not_there(scratch: Scratch) -> bool:
    """A tab that is not there is refused, by which the program learns that it has to look for it."""
    try:
        scratch.answer(area(COPY_ID))
    except RequestRefused:
        return True
    return False


def names_its_tab(scratch: Scratch) -> bool:
    """What was read tells the name of its tab."""
    (told,) = scratch.answer(area(TAB_ID))
    return str(told["valueRange"]["range"]).startswith(f"'{TITLE}'!")


def keeps_the_order(scratch: Scratch) -> bool:
    """Ranges come in the order in which they were asked for, also where they overlap."""
    scratch.made(update(VALUE, area(TAB_ID, 1, 1, 2, 1), [[cell("satu")], [cell("dua")]]))
    told = scratch.answer(area(TAB_ID, 1, 1, 2, 1), area(TAB_ID, 2, 1, 2, 1))
    ranges = [f"'{TITLE}'!A1:A5", f"'{TITLE}'!A2:A2"]
    (sheet,) = scratch.spreadsheet.get("sheets(data(startRow))", ranges)["sheets"]
    read = [part["valueRange"].get("values") for part in told]
    return read == [[["satu"], ["dua"]], [["dua"]]] and [part.get("startRow", 0) for part in sheet["data"]] == [0, 1]


def leaves_out_blanks(scratch: Scratch) -> bool:
    """Nothing is read behind the last cell of a row and below the last row."""
    scratch.made(line(2, "isi"))
    blank, filled = scratch.answer(area(TAB_ID, 4, 1, 5, 3), area(TAB_ID, 1, 1, 5, 3))
    return "values" not in blank["valueRange"] and filled["valueRange"]["values"] == [[], ["isi"]]


def reads_moments(scratch: Scratch) -> bool:
    """Dates that were written are read as days since 1899-12-30."""
    look = column_look(tabs.LOG.name, "Mulai")
    scratch.made(update(f"{VALUE},userEnteredFormat", area(TAB_ID, 1, 1, 1, 1), [[cell(_MOMENT, look)]]))
    return _is_moment(scratch.values(1, 1, 1, 1))


def reads_typed_moments(scratch: Scratch) -> bool:
    """Dates that people type the Indonesian way are dates."""
    look = column_look(tabs.LOG.name, "Mulai")
    scratch.made(update("userEnteredFormat", area(TAB_ID, 1, 1, 1, 1), [[cell(None, look)]]))
    scratch.type_in(f"{_MOMENT:%d/%m/%Y %H:%M}")
    return _is_moment(scratch.values(1, 1, 1, 1))


def leaves_titles_alone(scratch: Scratch) -> bool:
    """What looks like a date stays text in a column of free text."""
    look = column_look(tabs.REGISTER.name, "Judul")
    scratch.made(update("userEnteredFormat", area(TAB_ID, 1, 1, 1, 1), [[cell(None, look)]]))
    scratch.type_in("17/08/2026")
    return scratch.values(1, 1, 1, 1) == [["17/08/2026"]]


def keeps_text(scratch: Scratch) -> bool:
    """A text that begins with = stays text."""
    scratch.made(line(1, "=1+1"))
    return scratch.values(1, 1, 1, 1) == [["=1+1"]]


def takes_long_text(scratch: Scratch) -> bool:
    """A cell holds as many characters as the program writes at most."""
    scratch.made(line(1, "a" * LONGEST_TEXT))
    return scratch.values(1, 1, 1, 1) == [["a" * LONGEST_TEXT]]


def takes_a_full_body(scratch: Scratch) -> bool:
    """A batch may be as large as the program sends them."""
    rows = MOST_BYTES // LONGEST_TEXT
    scratch.made(update(VALUE, area(TAB_ID, 1, 1, rows, 1), [[cell("a" * (LONGEST_TEXT - 100))]] * rows))
    return len(scratch.values(rows, 1, rows, 1)[0][0]) == LONGEST_TEXT - 100


def reads_hidden_columns(scratch: Scratch) -> bool:
    """A hidden column is read like others."""
    scratch.made(line(1, "isi"), dimension(TAB_ID, "COLUMNS", 1, 1, hiddenByUser=True))
    return scratch.values(1, 1, 1, 1) == [["isi"]]


def tells_what_stands_behind(scratch: Scratch) -> bool:
    """A computed time tells its formula, and a title the address to which it, or a part of it, leads."""
    link = {"link": {"uri": _ADDRESS}}
    in_part = {VALUE: {"stringValue": "judul"}, "textFormatRuns": [{"startIndex": 1, "format": link}]}
    formulas = ("=NOW()", f'=HYPERLINK("{_ADDRESS}";"judul")')
    row: list[Json] = [{VALUE: {"formulaValue": text}} for text in formulas]
    whole: Json = {VALUE: {"stringValue": "judul"}, FORMAT: {"textFormat": link}}
    scratch.made(update(f"{VALUE},{FORMAT},textFormatRuns", area(TAB_ID, 1, 1, 1, 4), [[*row, whole, in_part]]))
    (sheet,) = scratch.spreadsheet.get(FIELDS, [f"'{TITLE}'!A1:D1"])["sheets"]
    computed, *titles = (cell for _, _, cell in told_cells(sheet))
    return "formulaValue" in computed["userEnteredValue"] and [link_of(cell) for cell in titles] == [_ADDRESS] * 3


def _is_moment(read: list[list[object]]) -> bool:
    (value,) = read[0] if read else ("",)
    return isinstance(value, float) and abs(value - _SERIAL) < _LITTLE
