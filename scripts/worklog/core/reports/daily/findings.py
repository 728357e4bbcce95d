"""The findings of the daily report: what somebody can put right in the log now, what the history explains, and where.

Column names are the ones that the report template asks for in braces.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.judging.repeated import told_once
from worklog.core.reports import figures
from worklog.core.reports.figures import is_on


def findings_to_repair(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """Those of `Checked.findings` that someone can put right now, errors first.

    Of open items, of items worked on that day, and of no item at all.
    """
    rows = _of_day(checked, day)
    rows = rows[rows["repairable"]]
    return rows.sort_values("severity", key=lambda names: names != "error", kind="stable")


def findings_table(checked: Checked, to_repair: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    """Findings as people read them, repeated ones once, with their places; `Jumlah` says how often.

    Behind those that someone can put right (`findings_to_repair`) stand the warnings of the history, which nobody
    counts as such.
    """
    explained = _of_day(checked, day)
    explained = explained[explained["explains"] & (explained["severity"] != "info")]
    rows = told_once(checked, pd.concat([to_repair, explained]))
    column = (", kolom " + rows["column"]).where(rows["column"] != "", "")
    table = pd.DataFrame(
        {
            "Tingkat": rows["severity"].map(figures.SEVERITY_NAMES),
            "Kode": rows["code"],
            "Tab": rows["tab"],
            "Baris": rows["row"].where(rows["row"] > 0),
            "ID": rows["id"].fillna(""),
            "Kolom": rows["column"],
            "Jumlah": rows["times"],
            "Letak": rows["places"] + column,
            "Temuan dan cara memperbaiki": rows["told"],
        }
    )
    return table.reset_index(drop=True)


def _of_day(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """The findings of open items, of items worked on that day, and of no item at all."""
    found, steps, items = checked.findings, checked.timeline, checked.items
    on_day = is_on(steps["start"], day) | is_on(steps["finish"], day)
    alive = np.union1d(items.index[items["unfinished"]], steps.loc[on_day, "item"])
    return found[found["item"].isin(alive) | (found["item"] < 0)]


def count_standing(findings: pd.DataFrame, before: pd.DataFrame) -> int:
    """How many of some findings were among earlier ones: the same rule broken at the same place."""
    place = ["code", "tab", "row", "column"]
    return len(findings.merge(before[place].drop_duplicates(), on=place))
