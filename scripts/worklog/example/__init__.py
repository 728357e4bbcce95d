"""A worked example: a realistic month of the office, mostly good, with everything the rules can find at least once.

The CSV files beside this module hold the cells as people typed them. A date or a moment in ISO form is a real date;
what begins with an apostrophe is text, as in Excel. In `log.csv`, Langkah names the step of the SOP (`P2.1`) that the
row was opened for; Judul Konten is given where it is not that of the register.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from worklog.core.log.tabs import CALENDAR, LOG, PEOPLE, REGISTER
from worklog.core.publishing.blocks import prefilled
from worklog.core.sop.model import Sop

EXAMPLE_NOW = datetime(2026, 11, 27, 14, 10)
"""The moment at which the example is looked at: a Friday afternoon near the end of a month."""

Row = dict[str, object]
_FOLDER = Path(__file__).parent
_ISO = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")


def example_rows(sop: Sop) -> dict[str, list[Row]]:
    """The cells of the staff tabs as people would have left them at `EXAMPLE_NOW`.

    One dict per row, header to value, blank cells left out; moments are datetimes or text, days are dates.
    A log row also has the key `Pelaksana`: the header of the role column that is to be filled.
    """
    register = list(_rows("register"))
    titles = {row.get("ID Konten"): row.get("Judul") for row in reversed(register)}
    return {
        REGISTER.name: register,
        LOG.name: [_log_row(row, titles, sop) for row in _rows("log")],
        PEOPLE.name: list(_rows("people")),
        CALENDAR.name: list(_rows("calendar")),
    }


def _rows(name: str) -> Iterator[Row]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {header: _cell(text) for header, text in row.items() if text}


def _cell(text: str) -> object:
    if text.isdecimal():
        return int(text)
    if _ISO.fullmatch(text):
        return datetime.fromisoformat(text) if " " in text else date.fromisoformat(text)
    return text.removeprefix("'")


def _log_row(typed: Row, titles: dict[object, object], sop: Sop) -> Row:
    """A row as it was opened for a step of the SOP, and what was typed into it since."""
    code, no = str(typed.pop("Langkah")).split(".")
    (step,) = (step for flow in sop.flows if flow.code == code for step in flow.steps if step.no == int(no))
    title = typed.get("Judul Konten", titles.get(typed.get("ID Konten")))
    opened = prefilled(None, str(title or ""), 0, step) | {"Putaran": None, "No": None}
    return {header: cell for header, cell in {**opened, **typed}.items() if cell not in (None, "")}
