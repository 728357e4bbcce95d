"""What has to be done, by person: the current step of every open item under the name of who is to do it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.log.behind import Behind
from worklog.core.log.tabs import RowState
from worklog.core.reports import figures
from worklog.core.reports.figures import named_items, shown_titles

REMIND = "Ingatkan"


def tasks_table(checked: Checked, opened: pd.DataFrame, links: Mapping[str, str]) -> pd.DataFrame:
    """The steps to do, those of a person together: who has the most pressing one first, and for each the same.

    `opened`: `open_items.open_items`. `links`: for each person the address that reminds him. Items without a step
    to do (their flow is unknown) are not there.
    """
    rows = opened[opened["no"] > 0]
    rows = rows.assign(in_time=rows["state"] != RowState.LATE).sort_values(
        ["in_time", "due"], na_position="last", kind="stable"
    )
    people = rows["who"].drop_duplicates().reset_index(drop=True)
    rows = rows.sort_values("who", key=lambda who: who.map(pd.Series(people.index, index=people)), kind="stable")
    items = checked.items.loc[rows.index]
    table = pd.DataFrame(
        {
            "Pelaksana": rows["who"],
            "Peran": rows["role"],
            "ID": items["id"],
            "Alur": figures.flow_codes(checked)[items.index],
            "Judul": shown_titles(items),
            "Konten": named_items(items),
            "Langkah": rows["activity"],
            "Penanggung jawab": items["person"],
            "Sampai": figures.shown_deadlines(rows["due"]),
            "Sisa atau lewat": rows["left"],
            "Terlambat (menit)": figures.late_minutes(rows["late_seconds"]),
            "Keadaan": rows["state"],
            "WhatsApp": _at_first(rows["who"], links),
        }
    )
    return table.reset_index(drop=True)


def _at_first(who: pd.Series, links: Mapping[str, str]) -> pd.Series:
    """The link at the first step of each person; "" without one."""
    addresses = [links.get(person, "") for person in who.mask(who.duplicated(), "")]
    shown = [Behind(REMIND, link=address) if address else "" for address in addresses]
    return pd.Series(shown, index=who.index, dtype=object)
