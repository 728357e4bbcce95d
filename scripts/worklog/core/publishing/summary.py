"""The page Ringkasan as data: headline figures, open items by deadline, and findings to repair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from worklog.core.history.basis import basis_note
from worklog.core.indonesian import percent_text
from worklog.core.judging.repeated import told_once
from worklog.core.log.agenda import next_number
from worklog.core.log.tabs import RowState
from worklog.core.reminders.whatsapp import Contact, contacts
from worklog.core.reports.figures import aired_on, flow_codes, share, shown_deadlines
from worklog.core.reports.monthly.items import all_items
from worklog.core.reports.open_items import open_items
from worklog.core.timetable import TimerStanding

if TYPE_CHECKING:
    from worklog.core.judging.check import Checked

MOST_OPEN_ITEMS = 200
MOST_REPAIRS = 50


@dataclass(frozen=True)
class Figure:
    """One headline figure; `alarm` is the status in whose colour one stands that wants somebody to act, "" for none."""

    label: str
    value: str
    alarm: str = ""


@dataclass(frozen=True)
class OpenItem:
    """One open item at its current step; `left` says in words how long is left or how late it is.

    `person` is "" where several may act. No step, role and person are told of an item that is not opened in Buku Kerja
    yet (its limits count all the same), or whose flow is unknown.
    """

    id: str
    title: str
    flow: str
    step: str
    role: str
    person: str
    deadline: datetime | None
    left: str
    state: str


@dataclass(frozen=True)
class Repair:
    """What somebody can put right, with what its code means; `times` findings that repeat themselves in `places`."""

    severity: str
    places: str
    id: str
    code: str
    meaning: str
    message: str
    times: int


@dataclass(frozen=True)
class Summary:
    """The page Ringkasan.

    `next_number`: the next agenda number. `aired_by_day`: what aired on each day of the month up to today. `open_items`
    are the first `MOST_OPEN_ITEMS` of `open_total`, overdue first; `repairs` the first `MOST_REPAIRS`, errors first,
    and `repairs_total` the number of all findings that can be repaired. `contacts`: for whom steps wait. `timer` is
    None where no timer ever ran. `basis_note` says what items are judged on since a short time ("" nothing new).
    """

    checked_at: datetime
    sop_number: str
    next_number: str
    today: tuple[Figure, ...]
    month: tuple[Figure, ...]
    aired_by_day: tuple[tuple[date, int], ...]
    open_items: tuple[OpenItem, ...]
    open_total: int
    repairs: tuple[Repair, ...]
    repairs_total: int
    contacts: tuple[Contact, ...] = ()
    timer: TimerStanding | None = None
    basis_note: str = ""


def summarise(checked: Checked, timer: TimerStanding | None = None) -> Summary:
    """Sum up one check for the people who look at the log; `timer` tells how the timer stands, where there is one."""
    open_items = _open_items(checked)
    to_repair = checked.findings[checked.findings["repairable"]]
    repairs = _repairs(checked, to_repair)
    return Summary(
        checked_at=checked.now.astype("datetime64[s]").item(),
        sop_number=checked.sop.at(checked.now).number,
        next_number=next_number(checked.items["id"], pd.Timestamp(checked.now).year),
        today=_today(checked, len(to_repair)),
        month=_month(checked),
        aired_by_day=tuple(_aired_by_day(checked)),
        open_items=tuple(OpenItem(*row) for row in open_items.head(MOST_OPEN_ITEMS).to_numpy().tolist()),
        open_total=len(open_items),
        repairs=tuple(Repair(*row) for row in repairs.head(MOST_REPAIRS).to_numpy().tolist()),
        repairs_total=len(to_repair),
        contacts=tuple(contacts(checked)),
        timer=timer,
        basis_note=basis_note(checked.memory, checked.now),
    )


def _today(checked: Checked, repairs: int) -> tuple[Figure, ...]:
    items = checked.items
    today = aired_on(checked, checked.now.astype("datetime64[D]"))
    late = int(items["overdue"].sum())
    return (
        Figure("Tayang hari ini", str(int(today.sum()))),
        Figure("Sedang berjalan", str(int(items["running"].sum()))),
        Figure("Terlambat", str(late), RowState.LATE.value if late else ""),
        Figure("Perlu diperbaiki (semua)", str(repairs), RowState.FAULTY.value if repairs else ""),
    )


def _month(checked: Checked) -> tuple[Figure, ...]:
    first = checked.now.astype("datetime64[M]")
    of_month = all_items(checked)
    of_month = of_month[of_month["month"] == first.astype("datetime64[s]")]
    items = of_month[of_month["aired"]]
    answers = int(items["answers"].sum())
    on_time = share(int(of_month["on_time"].sum()), int(of_month["due"].sum()))
    return (
        Figure("Konten tayang", str(len(items) - answers)),
        *([Figure("Komentar ditanggapi", str(answers))] if checked.sop.flows["answers_comments"].any() else []),
        Figure("Tepat waktu", percent_text(on_time)),
        Figure("Perlu dilengkapi", str(int((~items["judged"]).sum()))),
    )


def _aired_by_day(checked: Checked) -> Iterator[tuple[date, int]]:
    today = checked.now.astype("datetime64[D]")
    days = np.arange(today.astype("datetime64[M]").astype("datetime64[D]"), today + 1)
    posted = checked.items["published"].where(checked.items["aired"]).to_numpy().astype("datetime64[D]")
    counts = (posted[None, :] == days[:, None]).sum(axis=1)
    return zip(days.tolist(), counts.tolist(), strict=True)


def _open_items(checked: Checked) -> pd.DataFrame:
    """The fields of `OpenItem`, overdue first, then by deadline; without a known deadline last."""
    opened = open_items(checked, checked.now.astype("datetime64[D]"))
    items = checked.items.loc[opened.index]
    step = opened[["activity", "role", "person"]].where(opened["opened"], "")
    rows = pd.DataFrame(
        {
            "id": items["id"],
            "title": items["title"],
            "flow": flow_codes(checked)[items.index],
            "step": step["activity"],
            "role": step["role"],
            "person": step["person"],
            "deadline": opened["due"],
            "left": opened["left"],
            "state": opened["state"],
        }
    )
    rows = rows.assign(in_time=~items["overdue"]).sort_values(["in_time", "deadline", "id"], na_position="last")
    shown = shown_deadlines(rows["deadline"])
    known = [None if pd.isna(moment) else moment.to_pydatetime() for moment in shown]
    return rows.drop(columns="in_time").assign(deadline=pd.Series(known, index=rows.index, dtype=object))


def _repairs(checked: Checked, findings: pd.DataFrame) -> pd.DataFrame:
    """The fields of `Repair`, errors first, otherwise in the order of the sheets."""
    rows = told_once(checked, findings.sort_values("severity", kind="stable"))
    places = rows["places"].mask(rows["places"] == rows["tab"], rows["tab"] + " (belum ada barisnya)")
    return rows.assign(places=places)[["severity", "places", "id", "code", "title", "told", "times"]]
