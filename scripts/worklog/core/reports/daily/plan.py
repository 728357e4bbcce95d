"""The plan of the daily report: what falls due up to the fifth working day, and the national days until then.

Column names are the ones that the report template asks for in braces.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.lookup import NONE, look_up
from worklog.core.moments import ONE_DAY
from worklog.core.reports import figures
from worklog.core.reports.figures import named_items

PLAN_DAYS = 5
_NATIONAL_DAY, _AIRING, _DEADLINE = range(3)


def plan_table(checked: Checked, opened: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    """From the day after `day` up to the fifth working day, day by day: national days, planned airings, deadlines.

    `opened`: `open_items.open_items`. Deadlines are those of the airing of items whose SOP sets a total, and of the
    steps at which items stand, where these are sooner.
    """
    last = np.max(checked.calendar.working_day_after(day, PLAN_DAYS))
    first, after = (day + ONE_DAY).astype("datetime64[s]"), (last + ONE_DAY).astype("datetime64[s]")
    parts = [_national_days(checked, day), _airings(checked, opened), _totals(checked, opened), _steps(checked, opened)]
    rows = pd.concat(parts, ignore_index=True)
    rows = rows[figures.is_within(rows["moment"], first, after)]
    shown = figures.shown_deadlines(rows["moment"]).where(rows["kind"] == _DEADLINE, rows["moment"])
    rows = rows.assign(day=shown.dt.normalize(), time=shown).sort_values(["day", "kind", "time"], kind="stable")
    items = checked.items.reindex(rows["item"]).set_axis(rows.index)
    table = pd.DataFrame(
        {
            "Hari": rows["day"],
            "Jam": rows["time"].dt.strftime("%H.%M").where(rows["kind"] == _DEADLINE, ""),
            "Rencana": rows["what"],
            "ID": items["id"].fillna(""),
            "Alur": figures.flow_codes(checked).reindex(rows["item"]).set_axis(rows.index).fillna(""),
            "Judul": items["title"].fillna(""),
            "Konten": named_items(items).fillna(""),
            "Pelaksana": rows["who"],
            "Keterangan": rows["note"],
        }
    )
    return table.reset_index(drop=True)


def _rows(moments: pd.Series, kind: int, what: object, items: object, who: object, note: object) -> pd.DataFrame:
    columns = {"moment": moments, "kind": kind, "what": what, "item": items, "who": who, "note": note}
    return pd.DataFrame(columns, index=moments.index)


def _airings(checked: Checked, opened: pd.DataFrame) -> pd.DataFrame:
    items = checked.items.loc[opened.index]
    return _rows(items["planned"], _AIRING, "Jadwal tayang", items.index, items["person"], _progress(checked, opened))


def _totals(checked: Checked, opened: pd.DataFrame) -> pd.DataFrame:
    items = checked.items.loc[opened.index]
    items = items[~items["planned_flow"]]
    what = np.where(items["answers"], "Batas menjawab", "Batas tayang")
    return _rows(items["deadline"], _DEADLINE, what, items.index, items["person"], _progress(checked, opened))


def _steps(checked: Checked, opened: pd.DataFrame) -> pd.DataFrame:
    """The deadlines of steps before that of the airing, which has its own line."""
    rows = opened[~(opened["deadline"] >= checked.items.loc[opened.index, "deadline"])]
    return _rows(rows["deadline"], _DEADLINE, "Batas langkah " + rows["activity"], rows.index, rows["who"], "")


def _progress(checked: Checked, opened: pd.DataFrame) -> pd.Series:
    """At which step of how many each item stands."""
    last = look_up(checked.sop.flows["last"], checked.items.loc[opened.index, "flow_index"], 0)
    text = "sekarang langkah " + opened["no"].astype(str) + " dari " + pd.Series(last, opened.index).astype(str)
    return text.where(opened["no"] > 0, "")


def _national_days(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """National days with the greetings planned for them, and cuti bersama; what closes the office says so."""
    year, known = pd.Timestamp(day).year, checked.national_days
    leave = checked.office.national_days([year, year + 1])
    leave = leave[leave["joint_leave"]]
    greetings = checked.items[checked.items["greeting"]].groupby("planned")["id"].agg(", ".join).to_dict()
    none = "belum ada ucapan" if any(flow.greeting for flow in checked.sop.at(day).flows) else ""
    greeted = [f"ucapan {greetings[at]}" if at in greetings else none for at in known["day"]]
    days = pd.concat([known["day"], leave["day"]], ignore_index=True).astype("datetime64[s]")
    closed = np.where(checked.calendar.is_working_day(days.to_numpy()), "", "kantor tutup")
    what = [*(f"Hari besar: {name}" for name in known["name"]), *leave["name"]]
    notes = zip(closed, [*greeted, *[""] * len(leave)], strict=True)
    return _rows(days, _NATIONAL_DAY, what, NONE, "", ["; ".join(filter(None, note)) for note in notes])
