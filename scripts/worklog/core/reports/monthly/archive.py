"""What the office published in a month: the archive with its approvals, and the month as a calendar.

Column names are those that the report template asks for in braces.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.indonesian import UNKNOWN, WEEKDAYS
from worklog.core.judging.check import Checked
from worklog.core.log.tabs import Decision
from worklog.core.reports import figures
from worklog.core.reports.figures import short_titles, shown_titles

MOST_A_DAY, LONGEST_TITLE = 6, 48
"""Lines of one day of the calendar, and characters of a title in it."""
AIRED, PLANNED, OVERDUE, NATIONAL = "✓", "○", "▲", "★"
WEEK = 7


def archive_table(checked: Checked, items: pd.DataFrame) -> pd.DataFrame:
    """Every post and every answer of the month in order of time, with its links and who approved it when.

    `items`: those of `all_items` that belong to the month. The approval is the last one that says Setuju.
    """
    rows = items[items["aired"]].sort_values("published", kind="stable")
    approvals = _approvals(checked).reindex(rows.index)
    table = pd.DataFrame(
        {
            "Tayang": figures.shown_moments(rows["published"], rows["published_is_day"]),
            "ID": rows["id"],
            "Alur": rows["flow"],
            "Judul": shown_titles(rows),
            "Tautan": figures.links(checked).loc[rows.index],
            "Disetujui oleh": approvals["person"].fillna(UNKNOWN),
            "Disetujui pada": approvals["finish"].astype(object).where(approvals["finish"].notna(), UNKNOWN),
            "Ketepatan": rows["standing"],
        }
    )
    return table.reset_index(drop=True)


def _approvals(checked: Checked) -> pd.DataFrame:
    """Each item's last approval: person and finish."""
    steps = checked.timeline
    given = steps[(steps["kind"] == "approve") & steps["finished"] & (steps["decision"] == Decision.APPROVED)]
    return given.drop_duplicates("item", keep="last").set_index("item")[["person", "finish"]]


def calendar_table(checked: Checked, all_items: pd.DataFrame, month: np.datetime64) -> pd.DataFrame:
    """The weeks of a month, a column for each weekday: national days, what is planned, and what aired.

    `all_items`: those of any month. Days of other months are empty.
    """
    first, after = month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]")
    begin = first - (first.astype(int) + 3) % WEEK  # 1 January 1970 was a Thursday
    days = np.arange(begin, after + (WEEK - (after - begin).astype(int) % WEEK) % WEEK)
    of_day = dict(iter(_lines(checked, all_items).groupby("day")))
    nothing = pd.DataFrame({"line": [], "aired": []})
    texts = [_day(day, of_day.get(pd.Timestamp(day), nothing)) if first <= day < after else "" for day in days]
    return pd.DataFrame(np.array(texts, dtype=object).reshape(-1, WEEK), columns=list(WEEKDAYS))


def _day(day: np.datetime64, rows: pd.DataFrame) -> str:
    """What aired stands last, so that it is what may be left out, and is counted then."""
    shown = rows if len(rows) <= MOST_A_DAY else rows[: MOST_A_DAY - 1]
    left_out = rows["aired"][len(shown) :]
    what = "tayang lagi" if left_out.all() else "lagi"
    more = [f"dan {len(left_out)} {what}"] if len(left_out) else []
    return "\n".join([str(pd.Timestamp(day).day), *shown["line"], *more])


def _lines(checked: Checked, items: pd.DataFrame) -> pd.DataFrame:
    """One line for each event, in the order in which they stand in their day."""
    aired = items[items["aired"]]
    waiting = items[items["running"]]
    due = waiting["planned"].fillna(waiting["deadline"] - pd.Timedelta(seconds=1))
    marks = np.where(waiting["overdue_airing"], OVERDUE, PLANNED)
    times = aired["published"].dt.strftime("%H.%M ").mask(aired["published_is_day"], "")
    national = checked.national_days
    parts = [
        pd.DataFrame({"moment": national["day"].astype("datetime64[s]"), "line": f"{NATIONAL} " + national["name"]}),
        pd.DataFrame({"moment": due, "line": marks + (" " + short_titles(waiting, LONGEST_TITLE))}),
        pd.DataFrame({"moment": aired["published"], "line": f"{AIRED} " + times + short_titles(aired, LONGEST_TITLE)}),
    ]
    rows = pd.concat([part.assign(kind=kind) for kind, part in enumerate(parts)], ignore_index=True)
    rows = rows[rows["moment"].notna()].sort_values(["kind", "moment"], kind="stable")
    return rows.assign(day=rows["moment"].dt.normalize(), aired=rows["kind"] == len(parts) - 1)
