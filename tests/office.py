"""The office's log as a few lines of text, judged by the real checks.

    P2 2026-0001 acuan Sen 08.00
    1 | Budi | Sen 08.30-09.10 | | draf di folder bersama
    2 | Endah | Sen 09.30 | Revisi
    putaran 2
    1 | Budi | Sen 10.15 | | draf kedua
    2
    Petugas: Sari | Admin | Sen | Rab
    Kalender: Kam | Jum | Jam Khusus | 08:00-12:00

A line that begins with a flow is a row of Daftar Konten; `jadwal Kam` behind it is the Jadwal Tayang. The lines below it
are its rows of Buku Kerja: No | name | [Mulai-]Selesai | Keputusan | Bukti; a name goes to the column of the role that the
SOP gives the step. `Admin=Sari` or `Alur=` in any place fills or empties that column instead. Petugas has one person for
each role (`PEOPLE`); more rows, and those of Kalender, follow the tab's columns; `Surel=…` fills that column. `Sen` is
Monday 2 November 2026, a week without holidays, `Sen depan` the Monday after it, `Sen lalu` the one before; any other
text is typed as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import office_roles as roles
from office_roles import LOG, STAFF_TABS
from worklog.adapters.office.sop_files import load_sops
from worklog.core.indonesian import SHORT_WEEKDAYS
from worklog.core.judging.check import Checked, Office, check
from worklog.core.judging.settings import Settings
from worklog.core.log import tabs
from worklog.core.log.hours import read_hours
from worklog.core.reports.letterhead import Letterhead, Signer
from worklog.core.sop.book import SopBook

TEMPLATES = Path(__file__).parents[1] / "templates"
SOP = load_sops(TEMPLATES / "sop")
PEOPLE = dict(zip(roles.ROLES, ("Dewi", "Budi", "Endah", "Agus", "Ratna"), strict=True))
WEEK = [read_hours("07:30-12:00, 13:00-16:00") or ()] * 4 + [read_hours("07:30-11:30, 13:00-16:30") or (), (), ()]
SHORTHAND = Settings(ignore=("D115", "D116"))
"""A log of a few lines leaves out the rows that nobody filled, and what a response answers."""
MONDAY = datetime(2026, 11, 2)
LETTERHEAD = Letterhead("KPU", "Subbagian", "Jalan", "Kajen", [Signer("Mengetahui,", "Sekretaris", "Agus", "1970")])

READY_TO_POST = """
P2 2026-0001 acuan Sel 08.00
1 | Budi | Sel 08.10-08.40 | | draf
2 | Endah | Sel 08.50 | Setuju
3 | Agus | Sel 09.00 | Setuju
4 | Endah | Sel 09.10
"""
"""An item with all its steps but the posting; a log that begins with it goes on with step 5."""

_ITEM = re.compile(r"([A-Z]\d) (\S+)(?: acuan (.+?))?(?: jadwal (.+))?")
_DAY = rf"(?:{'|'.join(SHORT_WEEKDAYS)})(?: depan| lalu)?"
_WEEKS = {"lalu": -1, "": 0, "depan": 1}
_MOMENT = re.compile(rf"({_DAY})(?: (\d\d)\.(\d\d))?")
_SPAN = re.compile(rf"({_DAY}) ([\d.]+)-(?:({_DAY}) )?([\d.]+)?")
_ITEM_HEADERS = ("Alur", "ID Konten", "Waktu Acuan", "Jadwal Tayang")
_STEP_HEADERS = ("No", "name", "Selesai", "Keputusan", "Bukti")
_PEOPLE_HEADERS = ("Nama", "Peran", "Berlaku Dari", "Berlaku Sampai")

Cells = dict[str, object]


def checked(log: str, now: str = "", sop: SopBook = SOP, **choices: Any) -> Checked:
    """Judge the log as it stands at `now` (`Sen 08.30` or ISO), or else at the latest moment that stands in the log."""
    grids = grids_of(log, sop)
    moments = [cell for grid in grids.values() for row in grid for cell in row if isinstance(cell, datetime)]
    return check(grids, office(sop, **choices), np.datetime64(cell_of(now) or max(moments), "s"))


def found(result: Checked) -> list[tuple[str, str]]:
    """Where each finding stands, and its code; hints (info) are left out.

    `3` is step 3, `2.3` step 3 of round 2, `3 Selesai` that cell of it; else it is the row of a tab. Where the log has
    several items, the ID stands before it.
    """
    return _pairs(result, result.findings[result.findings["severity"] != "info"])


def places(result: Checked, code: str) -> list[str]:
    """Where the findings with one code stand, as `found` writes it."""
    return [place for place, _ in _pairs(result, result.findings[result.findings["code"] == code])]


def steps(result: Checked, column: str) -> dict[str, Any]:
    """A column of the timeline by the place of the step; moments as the log writes them, unknown ones as an empty text."""
    several = len(result.items) > 1
    expected = result.timeline.assign(column="").to_dict("records")
    return {_place(step, several): _spoken(step[column]) for step in expected}


def message(result: Checked, code: str) -> str:
    """What the one finding with this code says."""
    (text,) = messages(result, code)
    return text


def messages(result: Checked, code: str) -> list[str]:
    """What each finding with this code says."""
    chosen: list[str] = result.findings.loc[result.findings["code"] == code, "message"].tolist()
    return chosen


def office(
    sop: SopBook = SOP, settings: Settings = SHORTHAND, national_days: Sequence[tuple[str, str, bool]] = ()
) -> Office:
    """The office of the log; a national day is (day, name, whether it is a cuti bersama), and closes it."""
    table = pd.DataFrame(national_days, columns=["day", "name", "joint_leave"]).assign(closed=True)
    days = np.array([cell_of(day) for day in table["day"]], dtype="datetime64[s]")
    table = table.assign(day=days).astype({"joint_leave": bool})
    return Office(sop, WEEK, lambda _years: table, settings)


def grids_of(log: str, sop: SopBook = SOP) -> dict[str, list[list[object]]]:
    """The tabs as read: the header in row 1, the rows of the text from row 2 on."""
    roles = {(flow.code, str(step.no)): step.role for flow in sop.flow_models for step in flow.steps}
    rows: dict[str, list[Cells]] = {tab.name: [] for tab in STAFF_TABS}
    rows["Petugas"] = [{"Nama": name, "Peran": role} for role, name in PEOPLE.items()]
    code, keys = "", Cells()
    for line in filter(None, map(str.strip, log.splitlines())):
        first, _, rest = line.partition("|")
        if line.startswith("putaran "):
            keys["Putaran"] = line.removeprefix("putaran ")
        elif line.startswith("Petugas: "):
            rows["Petugas"].append(_cells(line.removeprefix("Petugas: "), _PEOPLE_HEADERS))
        elif line.startswith("Kalender: "):
            rows["Kalender"].append(_cells(line.removeprefix("Kalender: "), tabs.CALENDAR.headers))
        elif item := _ITEM.fullmatch(first.strip()):
            code, keys = item[1], {"ID Konten": item[2], "Putaran": "1"}
            named = zip(_ITEM_HEADERS, map(cell_of, item.groups()), strict=True)
            rows["Daftar Konten"].append({"Judul": f"Judul {item[2]}", **dict(named), **_cells(rest, ())})
        else:
            cells = keys | _cells(line, _STEP_HEADERS)
            if name := cells.pop("name", None):
                cells[roles[code, str(cells["No"])]] = name
            rows["Buku Kerja"].append(_with_start(cells))
    return {tab.name: _grid(tab, rows[tab.name]) for tab in STAFF_TABS}


def cell_of(text: str | None) -> object:
    """`Sen` as a date, `Sen 08.30` as a date with its time, all else as typed; None for nothing."""
    moment = _MOMENT.fullmatch(text or "")
    if moment is None:
        return text or None
    weekday, _, week = moment[1].partition(" ")
    day = MONDAY + timedelta(days=SHORT_WEEKDAYS.index(weekday), weeks=_WEEKS[week])
    return day + timedelta(hours=int(moment[2]), minutes=int(moment[3])) if moment[2] else day.date()


def _spoken(value: object) -> object:
    """The value; a moment as `cell_of` reads it."""
    if value is pd.NaT:
        return ""
    if not isinstance(value, datetime):
        return value
    week, weekday = divmod((value - MONDAY).days, 7)
    return f"{SHORT_WEEKDAYS[weekday]}{' lalu' * -week}{' depan' * week} {value:%H.%M}"


def _cells(line: str, headers: Sequence[str]) -> Cells:
    """The cells of a line under these headers; `Header=text` stands under its own."""
    cells: Cells = {}
    for place, text in enumerate(map(str.strip, line.split("|"))):
        header, equals, value = text.partition("=")
        if equals and header in (*tabs.REGISTER.headers, *LOG.headers, *tabs.PEOPLE.headers):
            cells[header] = cell_of(value)
        elif text:
            cells[headers[place]] = cell_of(text)
    return cells


def _with_start(cells: Cells) -> Cells:
    """`Sen 08.30-09.10` parted into Mulai and Selesai; `Sen 08.30-` is a Mulai alone."""
    span = _SPAN.fullmatch(str(cells.get("Selesai")))
    if span is None:
        return cells
    day, start, last_day, finish = span.groups()
    return cells | {"Mulai": cell_of(f"{day} {start}"), "Selesai": finish and cell_of(f"{last_day or day} {finish}")}


def _grid(tab: tabs.Tab, rows: Sequence[Cells]) -> list[list[object]]:
    return [list(tab.headers), *([row.get(header) for header in tab.headers] for row in rows)]


def _pairs(result: Checked, findings: pd.DataFrame) -> list[tuple[str, str]]:
    several = len(result.items) > 1
    return [(_place(finding, several), finding["code"]) for finding in findings.to_dict("records")]


def _place(finding: dict[str, Any], several: bool) -> str:
    id_ = finding["id"] if several else ""
    round_ = f"{finding['round']}." if finding["round"] > 1 else ""
    at = f"{round_}{finding['step']}" if finding["step"] else f"{finding['tab']} {finding['row'] or 'tanpa baris'}"
    return f"{id_} {at} {finding['column']}".strip()
