"""Who is to be reminded of which current step: at the near limit, at its end, and on the day of a planned airing."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.log.people_and_days import in_office
from worklog.core.reminders.mail_address import mail_address
from worklog.core.reminders.texts import AIRING, END, NEAR, digest_text, reminder_subject, reminder_text
from worklog.core.reports import figures
from worklog.core.reports.who_acts import role_holders

OLDEST = np.timedelta64(365, "D")
"""Nobody is reminded of a step that was due longer ago; so what was sent may be forgotten some time after that."""


@dataclass(frozen=True)
class Reminder:
    """One reminder for one person; `key` is the same whenever the same thing is to be told."""

    key: str
    email: str
    person: str
    subject: str
    text: str


@dataclass(frozen=True)
class Reminders:
    """What to tell people, and sentences about those who cannot be told."""

    wanted: Sequence[Reminder]
    unreached: Sequence[str]


def reminders(checked: Checked) -> Reminders:
    """A reminder for every current step that has reached a threshold, for each person who is to do it.

    The key is `ID|Putaran|No|threshold|deadline`: a deadline that moved is told anew.
    Only the furthest threshold of a step is told; what is due first stands first.
    """
    steps = current_steps(checked)
    rows, unreached = addressed(checked, steps[steps["threshold"] != ""].sort_values("deadline", kind="stable"))
    wanted = [
        Reminder(_key(step), email, person, reminder_subject(step), reminder_text(step))
        for step, email, person in zip(rows.to_dict("records"), rows["email"], rows["who"], strict=True)
    ]
    return Reminders(wanted, unreached)


def _key(step: Mapping[Hashable, Any]) -> str:
    return f"{step['key']}|{step['threshold']}|{step['deadline']:%Y-%m-%dT%H:%M}"


def digests(checked: Checked) -> Reminders:
    """For each person all current steps in one message, late ones first; on a working day only."""
    today = checked.now.astype("datetime64[D]")
    steps = current_steps(checked)
    if not checked.calendar.is_working_day(today):
        steps = steps.iloc[:0]
    rows, unreached = addressed(checked, steps)
    rows = rows.sort_values(["email", "past", "due"], ascending=[True, False, True], na_position="last", kind="stable")
    wanted = [_digest(today.item(), str(email), group) for email, group in rows.groupby("email", sort=False)]
    return Reminders(wanted, unreached)


def _digest(day: date, email: str, rows: pd.DataFrame) -> Reminder:
    people = ", ".join(rows["who"].drop_duplicates())
    late = int(rows["past"].sum())
    subject = f"Rangkuman {day:%d/%m/%Y}: {len(rows)} langkah menunggu Anda" + (f", {late} terlambat" if late else "")
    return Reminder(f"rangkuman|{day}", email, people, subject, digest_text(rows.to_dict("records")))


def current_steps(checked: Checked) -> pd.DataFrame:
    """The current step of every open item: the columns of the timeline, and what is said of it.

    Adds: key (`ID|Putaran|No`), title, activity, role_name, threshold (the furthest reached, "" none), percent (of the
    limit, at which it is near), closed_day (the planned day is no working day), due (the deadline of what falls due
    next, the step or the airing, as people read it), past (whether that is over: a moment equal to it is in time).
    """
    steps = checked.timeline[checked.timeline["is_current"]]
    keys = checked.items["key"].to_numpy()[steps["item"]].astype(object)
    day = steps["deadline"].to_numpy().astype("datetime64[D]") - 1
    due = checked.items.loc[steps["item"], ["next_deadline", "next_overrun"]].set_axis(steps.index)
    return steps.assign(
        key=keys + "|" + steps["round"].astype(str) + "|" + steps["step"].astype(str),
        title=figures.titles(checked, steps["item"]),
        activity=figures.activities(checked, steps["sop_step"]),
        role_name=figures.role_names(checked, steps["role"]),
        threshold=_thresholds(checked, steps, day),
        percent=checked.office.settings.near_limit_percent,
        closed_day=steps["planned"] & ~checked.calendar.is_working_day(day),
        due=figures.shown_deadlines(due["next_deadline"]),
        past=due["next_overrun"] > 0,
    )


def _thresholds(checked: Checked, steps: pd.DataFrame, planned_day: np.ndarray) -> np.ndarray:
    """`planned_day`: the day that ends at the deadline; of use only where the airing is planned."""
    calendar, today = checked.calendar, checked.now.astype("datetime64[D]")
    is_open = calendar.is_working_day(planned_day)
    last_working_day = np.where(is_open, planned_day, calendar.working_day_before(planned_day, 1))
    planned = steps["planned"].to_numpy()
    told = steps["judged"] & ~(checked.now - steps["deadline"] > OLDEST)
    return np.select(
        [~told, steps["late"], steps["is_near"], planned & (today >= last_working_day)],
        ["", END, NEAR, AIRING],
        "",
    ).astype(object)


def addressed(checked: Checked, steps: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Each step once for every person to tell, with `who` and `email`; and sentences about people without an address.

    The person is the one named in the step's own role column; without a name, all whom Petugas lists in the role today.
    """
    today = checked.now.astype("datetime64[D]")
    typed = _typed_addresses(checked, today)
    plausible = typed[typed["email"] != ""].drop_duplicates("name").set_index("name")["email"]
    names = np.append(checked.tables.names, "")
    pairs = _performers(steps, role_holders(checked, today))
    rows = steps.iloc[pairs["at"]].assign(who=names[pairs["name"]], email=pairs["name"].map(plausible).to_numpy())
    reached = rows[rows["email"].notna()].drop_duplicates(["key", "email"])
    bad = typed.loc[~typed["name"].isin(plausible.index), "name"].unique()
    named = steps.loc[steps["own_name"] >= 0, "own_name"]
    silent = named[~named.isin(plausible.index) & ~named.isin(bad)].unique()
    empty_roles = steps.loc[(steps["own_name"] < 0) & ~steps["key"].isin(reached["key"]), "role_name"].unique()
    return reached, [
        *(f"Surel {names[name]} di tab Petugas tidak dapat dipakai. Tulis satu alamat surel saja." for name in bad),
        *(f"Surel {names[name]} di tab Petugas kosong, jadi ia tidak diingatkan. Isi Surel-nya." for name in silent),
        *(f"Belum ada Surel petugas {role} di tab Petugas, jadi tidak ada yang diingatkan." for role in empty_roles),
    ]


def _performers(steps: pd.DataFrame, holders: pd.DataFrame) -> pd.DataFrame:
    """Who is to do each step: `at`, its place among the steps, and `name`, a row of `Tables.names`."""
    who = pd.DataFrame({"at": np.arange(len(steps)), "name": steps["own_name"], "role": steps["role"]})
    is_named = who["name"] >= 0
    by_role = who.loc[~is_named, ["at", "role"]].merge(holders[["role", "name"]], on="role")
    return pd.concat([who.loc[is_named, ["at", "name"]], by_role[["at", "name"]]]).sort_values("at", kind="stable")


def _typed_addresses(checked: Checked, today: np.datetime64) -> pd.DataFrame:
    """The filled Surel cells by name, those of today's terms first; `email` is "" where it is no plain address."""
    people = checked.tables.people
    people = people[people["email"] != ""]
    people = people.assign(in_term=in_office(people, today)).sort_values("in_term", ascending=False, kind="stable")
    return people.assign(email=[mail_address(text) for text in people["email"]])
