"""The findings of a month's items: by rule, one by one, and the items that could not be judged."""

from __future__ import annotations

import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.judging.settings import SEVERITIES
from worklog.core.reports import figures

SEPARATOR = "; "
NO_DEADLINE = "Batas tayang tidak dapat dihitung"


def findings_of(checked: Checked, items: pd.DataFrame, *, with_itemless: bool) -> pd.DataFrame:
    """The findings of some items; those of no item carry no date and are added on request.

    Columns: those of `findings.find_all`.
    """
    found = checked.findings
    return found[found["item"].isin(items.index) | ((found["item"] < 0) & with_itemless)]


def rules_table(found: pd.DataFrame) -> pd.DataFrame:
    """Findings by rule with the number of items that have them, errors first, then the most frequent.

    Columns: the headers of `tabel_temuan` in the template.
    """
    grouped = found.assign(item=found["item"].where(found["item"] >= 0)).groupby(["code", "title", "severity"])
    counted = grouped.agg(count=("code", "size"), items=("item", "nunique")).reset_index()
    counted["order"] = counted["severity"].map(SEVERITIES.index)
    counted = counted.sort_values(["order", "count"], ascending=[True, False], kind="stable")
    table = pd.DataFrame(
        {
            "Kode": counted["code"],
            "Temuan": counted["title"],
            "Tingkat": counted["severity"].map(figures.SEVERITY_NAMES),
            "Jumlah": counted["count"],
            "Konten": counted["items"],
        }
    )
    return table.reset_index(drop=True)


def raw_findings_table(found: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Every finding as one row: what the totals by rule are made of. `Alur` is empty where no item is meant."""
    table = pd.DataFrame(
        {
            "Kode": found["code"],
            "Temuan": found["title"],
            "Tingkat": found["severity"].map(figures.SEVERITY_NAMES),
            "ID": found["id"].fillna(""),
            "Alur": items["flow"].astype(object).reindex(found["item"]).fillna("").to_numpy(),
            "Putaran": found["round"].where(found["round"] > 0),
            "No": found["step"].where(found["step"] > 0),
            "Tab": found["tab"],
            "Baris": found["row"].where(found["row"] > 0),
            "Kolom": found["column"],
            "Pesan": found["message"],
        }
    )
    return table.reset_index(drop=True)


def unjudged_causes(checked: Checked, items: pd.DataFrame) -> pd.Series:
    """Why items could not be judged wholly: the findings that keep them from it, else the steps in question.

    Texts by item, one per cause. Also of items that violate something else: a pass or a fault in one place says nothing
    about what cannot be judged.
    """
    steps, found = checked.timeline, checked.findings
    is_open_question = (steps["finished"] | steps["is_current"]) & (steps["deadline"].isna() | steps["handover"].isna())
    is_open_question |= steps["finished"] & steps["finish"].isna()
    questions = steps[is_open_question].groupby("item").size()
    unjudged = items.index[items["deadline"].isna() | items.index.isin(questions.index)]
    found = found[found["item"].isin(unjudged) & found["blocks"]]
    told = pd.Series((found["code"] + " " + found["title"]).to_numpy(), index=found["item"], dtype=object)
    told = told[~told.index.to_frame(name="item").assign(cause=told.to_numpy()).duplicated().to_numpy()]
    untold = unjudged[~unjudged.isin(told.index)]
    unknown = "Serah terima atau batas tidak diketahui pada " + questions.astype(str) + " langkah"
    return pd.concat([told, unknown.astype(object).reindex(untold).fillna(NO_DEADLINE)])


def not_judgeable_table(items: pd.DataFrame, causes: pd.Series) -> pd.DataFrame:
    """The items that could not be judged wholly, each with its causes (`unjudged_causes`)."""
    rows = items[items.index.isin(causes.index)]
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Alur": rows["flow"],
            "Judul": rows["title"],
            "Sebab": causes.groupby(level=0, sort=False).agg(SEPARATOR.join).reindex(rows.index),
        }
    )
    return table.reset_index(drop=True)
