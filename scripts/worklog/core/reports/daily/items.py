"""The main table of the daily report: every item that was open or was closed that day, with its steps.

Column names are the ones that the report template asks for in braces.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.log.tabs import ItemState, RowState
from worklog.core.reports import figures
from worklog.core.reports.daily.step_bar import step_bars
from worklog.core.reports.figures import is_on, shown_titles


def items_table(checked: Checked, opened: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    """The open items, overdue ones first, then by deadline; below them those that were closed on the day, by time.

    `opened`: `open_items.open_items`. `Terlambat` is by how much the step is late, or the airing where the step is in
    time. An item whose airing was typed with a time to come (W409)
    stands between the open and the closed ones, to be put right.
    """
    closed_at, state = checked.items["closed_at"], opened["state"].reindex(checked.items.index)
    typed_ahead = checked.items["published"].notna() & ~checked.items["aired"]
    closed = is_on(closed_at, day) & ~typed_ahead & state.isna()
    state = state.mask(typed_ahead, RowState.FAULTY.value).mask(closed, _endings(checked))
    items = checked.items[state.notna()]
    now = opened.reindex(items.index)
    late = figures.late_minutes(now["late_seconds"])
    words = now[["activity", "role", "who", "left"]].fillna("")
    table = pd.DataFrame(
        {
            "ID": items["id"],
            "Alur": figures.flow_codes(checked)[items.index],
            "Judul": shown_titles(items),
            "Penanggung jawab": items["person"],
            **step_bars(checked.timeline, items, checked.sop),
            "Langkah": words["activity"],
            "Peran": words["role"],
            "Pelaksana": words["who"],
            "Batas langkah": figures.shown_deadlines(now["deadline"]),
            "Batas tayang": figures.shown_deadlines(items["deadline"]),
            "Sisa atau lewat": words["left"],
            "Terlambat": figures.in_words(checked, late, now["late_working"]),
            "Terlambat (menit)": late,
            "Keadaan": state[items.index],
        }
    )
    order = pd.DataFrame(
        {
            "group": np.select([closed[items.index], typed_ahead[items.index]], [2, 1]),
            "in_time": ~items["overdue"],
            "time": now["due"].fillna(closed_at[items.index]),
        }
    ).sort_values(["group", "in_time", "time"], na_position="last", kind="stable")
    return table.loc[order.index].reset_index(drop=True)


def _endings(checked: Checked) -> pd.Series:
    """How each closed item ended, such as `Tayang 08.10`, `Tayang` (of which only the day is known) or `Batal`."""
    items = checked.items
    times = items["published"].dt.strftime(" %H.%M").fillna("").mask(items["published_is_day"], "")
    verb = np.where(items["answers"], "Dijawab", "Tayang")
    late = np.where(items["missed"], ", tidak tepat waktu", "")
    aired = (items["published"].notna() & (items["state"] != ItemState.WITHDRAWN)).to_numpy()
    return items["state"].str.capitalize().mask(aired, verb + times + late)
