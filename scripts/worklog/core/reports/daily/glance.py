"""Three sentences on top of the daily report: what is wrong, who has to act, and whether it gets better."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from worklog.core.indonesian import percent_text
from worklog.core.judging.check import Checked
from worklog.core.log.tabs import RowState
from worklog.core.moments import ONE_DAY
from worklog.core.reports import figures
from worklog.core.reports.figures import aired_on, is_on, short_titles
from worklog.core.reports.open_items import due_by_the_end_of, late_items

MOST_NAMED, MOST_PEOPLE, LONGEST_TITLE = 3, 8, 60
TREND_DAYS = 5
SMALL_CHANGE = 0.02
"""A difference of two shares that is too small to be called a change."""


class Glance(NamedTuple):
    """What is wrong, who has to act, and whether it gets better: a sentence or two each."""

    wrong: str
    to_do: str
    trend: str

    def answers(self) -> list[tuple[str, str]]:
        """The questions of a reader, with their answers."""
        return list(zip(("Yang salah", "Harus dikerjakan", "Membaik?"), self, strict=True))


def at_a_glance(checked: Checked, opened: pd.DataFrame, day: np.datetime64, to_repair: int) -> Glance:
    """`opened`: `open_items.open_items`; `to_repair`: the number of findings."""
    return Glance(
        what_is_wrong(checked, opened, day, to_repair),
        who_has_to_act(opened, day),
        whether_it_gets_better(checked, day),
    )


def what_is_wrong(checked: Checked, opened: pd.DataFrame, day: np.datetime64, to_repair: int) -> str:
    """The items that are late, the latest first and those waited for, and how much else went wrong that day."""
    late = late_items(opened)
    named = late.head(MOST_NAMED)
    items = checked.items.loc[named.index]
    waits = (", menunggu " + named["who"]).where(named["who"] != "", "")
    told = (items["id"] + " " + short_titles(items, LONGEST_TITLE) + " (" + named["left"] + waits + ")").tolist()
    if len(late) > len(told):
        told.append(f"dan {len(late) - len(told)} lainnya")
    steps = checked.timeline
    others = {
        "langkah selesai terlambat": int((steps["late"] & is_on(steps["finish"], day)).sum()),
        "tayang tidak tepat waktu": int((aired_on(checked, day) & checked.items["missed"]).sum()),
        "isian perlu diperbaiki": to_repair,
    }
    first = f"{len(late)} konten terlambat: {'; '.join(told)}." if told else "Tidak ada konten yang terlambat."
    also = ", ".join(f"{count} {what}" for what, count in others.items() if count)
    return f"{first} {also}." if also else first


def who_has_to_act(opened: pd.DataFrame, day: np.datetime64) -> str:
    """How many steps each person has that are late or fall due by the end of a day, the busiest first."""
    due = due_by_the_end_of(opened, day)
    if due.empty:
        return "Tidak ada langkah yang jatuh tempo hari itu."
    counts = due.assign(late=due["state"] == RowState.LATE).groupby("who")["late"].agg(["size", "sum"])
    counts = counts.sort_values(["sum", "size"], ascending=False, kind="stable")
    told = [
        f"{who} {size} langkah" + (f" ({late} terlambat)" if late else "")
        for who, size, late in counts.head(MOST_PEOPLE).itertuples()
    ]
    if len(counts) > MOST_PEOPLE:
        told.append(f"dan {len(counts) - MOST_PEOPLE} pelaksana lainnya")
    return f"{'; '.join(told)}."


def whether_it_gets_better(checked: Checked, day: np.datetime64) -> str:
    """The shares on time of what was published and of the steps done, in five working days and in the five before."""
    after = day + ONE_DAY
    starts = checked.calendar.working_day_before(after, np.array([2, 1]) * TREND_DAYS)
    first_before, first, end = (moment.astype("datetime64[s]") for moment in (*starts, after))
    aired = checked.items[checked.items["judged"]]
    steps = checked.timeline[checked.timeline["judged"]]
    told = []
    for what, moments, on_time in (
        ("tayang tepat waktu", aired["published"], aired["on_time"]),
        ("langkah tepat waktu", steps["finish"], ~steps["late"]),
    ):
        now = on_time[figures.is_within(moments, first, end)]
        before = on_time[figures.is_within(moments, first_before, first)]
        if len(now):
            told.append(f"{what} {_share_text(now)}, sebelumnya {_share_text(before)}{_verdict(now, before)}")
    return f"{TREND_DAYS} hari kerja terakhir: {'; '.join(told) or 'belum ada yang tayang atau selesai'}."


def _share_text(on_time: pd.Series) -> str:
    return f"{percent_text(on_time.mean())} ({on_time.sum()} dari {len(on_time)})" if len(on_time) else "tidak ada"


def _verdict(now: pd.Series, before: pd.Series) -> str:
    """What the two shares say; "" when there was none before."""
    if before.empty:
        return ""
    change = now.mean() - before.mean()
    return ": hampir sama" if abs(change) < SMALL_CHANGE else ": membaik" if change > 0 else ": memburuk"
