"""The items of a month: to which month each belongs, the list of them, and what was published on each day.

An item belongs to the month of its airing; if it was not published, to that of its Waktu Acuan; failing that, of its
Tanggal; without any date, to the month of the check. So every item stands in exactly one month, and one published late
counts where it was published.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.log.tabs import Decision
from worklog.core.reports import figures

CEREMONIAL, INFORMATION, RESPONSE, UNKNOWN_KIND = "Kegiatan ceremonial", "Informasi", "Respon", "Tidak dikenal"
OVERDUE = "Belum tayang, lewat batas"


def all_items(checked: Checked) -> pd.DataFrame:
    """Every item with what the tables count.

    Adds: month (its first moment), flow (code or `UNKNOWN_FLOW`), kind, standing (`figures.punctuality`), rounds (the
    highest round of its expected steps), revisions (decisions `Revisi`). An airing that is still to come was typed
    wrongly: `published` is empty there.
    """
    items, timeline = checked.items, checked.timeline
    published = items["published"].where(items["aired"])
    belongs = published.fillna(items["reference"]).fillna(items["registered"]).fillna(checked.now)
    return items.assign(
        published=published,
        month=months_of(belongs),
        flow=figures.flow_codes(checked),
        kind=_kinds(items),
        standing=figures.punctuality(items),
        rounds=timeline.groupby("item")["round"].max().reindex(items.index, fill_value=0),
        revisions=timeline[timeline["decision"] == Decision.REVISE]
        .groupby("item")
        .size()
        .reindex(items.index, fill_value=0),
    )


def months_of(moments: pd.Series) -> np.ndarray:
    """The first moment of the month of each moment."""
    return moments.to_numpy(dtype="datetime64[M]").astype("datetime64[s]")


def _kinds(items: pd.DataFrame) -> np.ndarray:
    known = items["flow_index"] >= 0
    return np.select([~known, items["answers"], items["ceremonial"]], [UNKNOWN_KIND, RESPONSE, CEREMONIAL], INFORMATION)


def days_table(items: pd.DataFrame, steps: pd.DataFrame, month: np.datetime64) -> pd.DataFrame:
    """Each day of the month: posts and responses published, steps finished, steps finished late."""
    days = np.arange(month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]"))
    answers = items["kind"] == RESPONSE
    table = pd.DataFrame(
        {
            "Tanggal": days,
            "Konten": _per_day(items.loc[~answers, "published"], days),
            "Respon": _per_day(items.loc[answers, "published"], days),
            "Langkah selesai": _per_day(steps["finish"], days),
            "Langkah terlambat": _per_day(steps.loc[steps["late"], "finish"], days),
        }
    )
    return table


def _per_day(moments: pd.Series, days: np.ndarray) -> np.ndarray:
    known = moments.dropna().to_numpy(dtype="datetime64[D]")
    return np.bincount((known - days[0]).astype(np.int64), minlength=len(days))


def items_table(checked: Checked, items: pd.DataFrame) -> pd.DataFrame:
    """Every item of the month, in order of Waktu Acuan: what the totals of items are made of."""
    rows = items.sort_values(["reference", "id"], kind="stable")
    found = checked.findings[checked.findings["item"].isin(rows.index)]
    codes = found["code"].groupby(found["item"]).agg(lambda texts: ", ".join(texts.unique()))
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Alur": rows["flow"],
            "Jenis": rows["kind"],
            "Judul": rows["title"],
            "Penanggung jawab": rows["person"],
            "Waktu acuan": rows["reference"],
            "Batas tayang": figures.shown_deadlines(rows["deadline"]),
            "Tayang": figures.shown_moments(rows["published"], rows["published_is_day"]),
            "Ketepatan": rows["standing"].mask(rows["overdue_airing"], OVERDUE),
            "Putaran": rows["rounds"].where(rows["rounds"] > 0),
            "Revisi": rows["revisions"],
            "Langkah selesai": rows["steps_done"],
            "Langkah": rows["steps_total"],
            "Keadaan": rows["state"].str.capitalize(),
            "Penilaian": rows["verdict"].map(figures.VERDICT_NAMES),
            "Temuan": codes.reindex(rows.index).fillna(""),
        }
    )
    return table.reset_index(drop=True)
