"""Reminders that a person sends by hand: a link per colleague that opens WhatsApp with the message already written.

No gateway and no key: whoever taps the link reads the message and sends it, or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.log.people_and_days import in_office
from worklog.core.log.phone_numbers import mobile_number
from worklog.core.lookup import look_up
from worklog.core.reminders.reminders import current_steps
from worklog.core.reminders.texts import Step, whatsapp_text
from worklog.core.reports.who_acts import acting_people

LONGEST_LINK = 2000
"""Characters; Excel takes 2,079 for the address of a cell and calls a file with a longer one damaged."""


@dataclass(frozen=True)
class Contact:
    """Somebody for whom steps wait: how many, how many of them late, and the link; "" without a usable number."""

    person: str
    steps: int
    late: int
    link: str


def whatsapp_link(number: str, text: str) -> str:
    """The address that opens WhatsApp with a text for a number, both as typed; "" when the number is none."""
    digits = mobile_number(number)
    return f"https://wa.me/{digits}?text={quote(text, safe='', errors='replace')}" if digits else ""


def contacts(checked: Checked) -> list[Contact]:
    """Everybody who is known to have to do an open step now; whoever is late stands first, then by deadline.

    The person is the one named in the row, else the only one or the responsible one of the role on this day
    (see `who_acts`). A step that is not opened in Buku Kerja yet waits for nobody.
    """
    steps = current_steps(checked)
    steps = steps[(steps["row"] > 0) & checked.items["running"].to_numpy()[steps["item"]]]
    today = checked.now.astype("datetime64[D]")
    steps = steps.assign(who=acting_people(checked, steps, today), in_time=~steps["past"])
    steps = steps[steps["who"] >= 0].sort_values(["in_time", "due"], na_position="last", kind="stable")
    steps = steps.assign(
        person=look_up(checked.tables.names, steps["who"], ""),
        number=_numbers(checked).reindex(steps["who"], fill_value="").to_numpy(),
    )
    return [_contact(group) for _, group in steps.groupby("who", sort=False)]


def _contact(steps: pd.DataFrame) -> Contact:
    """`steps` are those of one person."""
    name, number = steps["person"].iloc[0], steps["number"].iloc[0]
    late = int((~steps["in_time"]).sum())
    return Contact(name, len(steps), late, _fitting_link(number, name, steps.to_dict("records")))


def _fitting_link(number: str, name: str, steps: Sequence[Step]) -> str:
    """The link with as many of the steps, told one by one, as it may be long."""
    for told in range(len(steps), 0, -1):
        link = whatsapp_link(number, whatsapp_text(name, steps, told))
        if len(link) <= LONGEST_LINK:
            return link
    return ""


def _numbers(checked: Checked) -> pd.Series:
    """The number of each person (by row of `Tables.names`): of several rows of Petugas one that holds today."""
    people = checked.tables.people
    people = people[people["whatsapp"] != ""]
    people = people.assign(in_term=in_office(people, checked.now.astype("datetime64[D]")))
    first = people.sort_values("in_term", ascending=False, kind="stable").drop_duplicates("name")
    return first.set_index("name")["whatsapp"]
