"""The item side of the monthly report: flows, content mix, responses, revision rounds, findings and the list of items.

An item belongs to the month of its airing; if it was not published, to that of its Waktu Acuan; failing that, of its
Tanggal; without any date, to the month of the check. So every item stands in exactly one month, and one published late
counts where it was published.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core import figures
from worklog.core.check import Checked
from worklog.core.tabs import REVISE

ALL, ALL_NAME = "Semua", "Semua alur"


def items_of(checked: Checked, first: np.datetime64, after: np.datetime64) -> pd.DataFrame:
    """The items of a period, with what the tables count.

    Adds: flow (code or `UNKNOWN_FLOW`), standing (`figures.punctuality`), answers, ceremonial, unfinished, rounds
    (the highest round of its expected steps), revisions (decisions `Revisi`).
    """
    items, timeline = checked.items, checked.timeline
    ceremonial = np.array([flow.ceremonial for flow in checked.sop.flow_models] + [False])
    table = items.assign(
        flow=figures.flow_codes(checked),
        standing=figures.punctuality(checked),
        answers=figures.answers_comments(checked),
        ceremonial=ceremonial[items["flow_index"]],
        unfinished=figures.is_unfinished(checked),
        rounds=timeline.groupby("item")["round"].max().reindex(items.index, fill_value=0),
        revisions=timeline[timeline["decision"] == REVISE].groupby("item").size().reindex(items.index, fill_value=0),
    )
    belongs = items["published"].fillna(items["reference"]).fillna(items["registered"]).fillna(checked.now)
    return table[figures.is_within(belongs, first, after)]


def flows_table(checked: Checked, items: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Per flow and for all: items, published, on time and its share of the judged ones, against the month before.

    `Perubahan` is the difference of the two shares, 0.1 = ten percentage points.
    """
    codes = list(dict.fromkeys(checked.sop.flows["code"]))
    if figures.UNKNOWN_FLOW in set(items["flow"]) | set(before["flow"]):
        codes.append(figures.UNKNOWN_FLOW)
    rows = [_flow_row(code, items[items["flow"] == code], before[before["flow"] == code]) for code in codes]
    names = {flow.code: flow.label for flow in checked.sop.flow_models}
    names |= {figures.UNKNOWN_FLOW: figures.UNKNOWN_FLOW_NAME, ALL: ALL_NAME}
    table = pd.DataFrame([*rows, _flow_row(ALL, items, before)])
    table.insert(1, "Nama alur", table["Alur"].map(names))
    return table


def _flow_row(code: str, items: pd.DataFrame, before: pd.DataFrame) -> dict[str, object]:
    now, then = figures.on_time_share(items["standing"]), figures.on_time_share(before["standing"])
    published = items["published"].notna()
    return {
        "Alur": code,
        "Jumlah": len(items),
        "Tayang": int(published.sum()),
        "Tepat waktu": int((items["standing"] == figures.ON_TIME).sum()),
        "Tidak tepat waktu": int((items["standing"] == figures.NOT_ON_TIME).sum()),
        "Bagian tepat waktu": now,
        "Belum selesai": int(items["unfinished"].sum()),
        "Ditutup tanpa tayang": int((~published & ~items["unfinished"]).sum()),
        "Jumlah bulan lalu": len(before),
        "Bagian tepat waktu bulan lalu": then,
        "Perubahan": now - then,
    }


def mix_table(items: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Ceremonial against information among the posts (not the responses), published ones and their share."""
    posts = items[items["published"].notna() & ~items["answers"]]
    posts_before = before[before["published"].notna() & ~before["answers"]]
    rows = [
        {
            "Jenis konten": name,
            "Tayang": int((posts["ceremonial"] == ceremonial).sum()),
            "Bagian": figures.share((posts["ceremonial"] == ceremonial).sum(), len(posts)),
            "Tayang bulan lalu": int((posts_before["ceremonial"] == ceremonial).sum()),
            "Bagian bulan lalu": figures.share((posts_before["ceremonial"] == ceremonial).sum(), len(posts_before)),
        }
        for name, ceremonial in (("Kegiatan ceremonial", True), ("Informasi", False))
    ]
    return pd.DataFrame(rows)


def responses_table(checked: Checked, items: pd.DataFrame) -> pd.DataFrame:
    """Per response flow: comments, how they ended, and the share answered within the flow's limit."""
    states = figures.response_states(checked).loc[items.index]
    flows = {flow.code: flow for flow in checked.sop.flow_models if flow.answers_comments}
    rows = []
    for code, flow in flows.items():
        own = items["flow"] == code
        count = states[own].value_counts()
        rows.append(
            {
                "Alur": flow.label,
                "Batas": flow.total.text if flow.total else "",
                "Komentar": int(own.sum()),
                "Dijawab": int(count.get("Dijawab", 0)),
                "Dalam batas": int((items.loc[own, "standing"] == figures.ON_TIME).sum()),
                "Bagian dalam batas": figures.on_time_share(items.loc[own, "standing"]),
                "Tidak direspon": int(count.get("Tidak direspon", 0)),
                "Belum dijawab": int(count.get("Belum dijawab", 0)),
                "Batal": int(count.get("Batal", 0)),
            }
        )
    return pd.DataFrame(rows)


def rounds_table(checked: Checked, items: pd.DataFrame) -> pd.DataFrame:
    """Per flow: items with more than one round, their share, the highest round, and all decisions `Revisi`."""
    codes = list(dict.fromkeys(checked.sop.flows["code"]))
    names = {flow.code: flow.label for flow in checked.sop.flow_models}
    grouped = items.assign(again=items["rounds"] > 1).groupby("flow")
    count, again = (series.reindex(codes, fill_value=0) for series in (grouped.size(), grouped["again"].sum()))
    table = pd.DataFrame(
        {
            "Alur": codes,
            "Nama alur": [names[code] for code in codes],
            "Jumlah": count.to_numpy(),
            "Lebih dari satu putaran": again.to_numpy(),
            "Bagian": (again / count.where(count > 0)).to_numpy(),
            "Putaran terbanyak": grouped["rounds"].max().reindex(codes).to_numpy(),
            "Keputusan Revisi": grouped["revisions"].sum().reindex(codes, fill_value=0).to_numpy(),
        }
    )
    return table


def rules_table(checked: Checked, items: pd.DataFrame, *, with_itemless: bool) -> pd.DataFrame:
    """Findings of the month's items by rule, errors first; those of no item carry no date and are added on request."""
    found = checked.findings
    found = found[found["item"].isin(items.index) | ((found["item"] < 0) & with_itemless)]
    grouped = found.groupby(["code", "title", "severity"], sort=False)
    counted = grouped.agg(count=("code", "size"), items=("item", "nunique")).reset_index()
    order = counted["severity"].map({"error": 0, "warning": 1, "info": 2})
    counted = counted.assign(order=order).sort_values(["order", "count"], ascending=[True, False], kind="stable")
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


def not_judgeable_table(checked: Checked, items: pd.DataFrame) -> pd.DataFrame:
    """The items that could not be judged wholly, and why: their D and U201 findings, else the steps in question.

    Also items that violate something else: a pass or a fault in one place says nothing about what cannot be judged.
    """
    steps, found = checked.timeline, checked.findings
    is_open_question = (steps["finished"] | steps["is_current"]) & (steps["deadline"].isna() | steps["handover"].isna())
    is_open_question |= steps["finished"] & steps["finish"].isna()
    questions = steps[is_open_question].groupby("item").size()
    rows = items[items["deadline"].isna() | items.index.isin(questions.index)]
    found = found[found["item"].isin(rows.index) & (found["code"].str.startswith("D") | (found["code"] == "U201"))]
    reasons = (found["code"] + " " + found["title"]).groupby(found["item"]).agg(lambda texts: "; ".join(texts.unique()))
    unknown = "Serah terima atau batas tidak diketahui pada " + questions.astype(str) + " langkah"
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Alur": rows["flow"],
            "Judul": rows["title"],
            "Sebab": reasons.reindex(rows.index).fillna(unknown.reindex(rows.index)),
        }
    )
    return table.reset_index(drop=True)


def days_table(items: pd.DataFrame, steps: pd.DataFrame, month: np.datetime64) -> pd.DataFrame:
    """Each day of the month: posts and responses published, steps finished, steps finished late."""
    days = np.arange(month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]"))
    table = pd.DataFrame(
        {
            "Tanggal": days,
            "Konten": _per_day(items.loc[~items["answers"], "published"], days),
            "Respon": _per_day(items.loc[items["answers"], "published"], days),
            "Langkah selesai": _per_day(steps["finish"], days),
            "Langkah terlambat": _per_day(steps.loc[steps["late"], "finish"], days),
        }
    )
    return table


def _per_day(moments: pd.Series, days: np.ndarray) -> np.ndarray:
    known = moments.dropna().to_numpy(dtype="datetime64[D]")
    return np.bincount((known - days[0]).astype(np.int64), minlength=len(days))


def items_table(checked: Checked, items: pd.DataFrame) -> pd.DataFrame:
    """Every item of the month, in order of Waktu Acuan."""
    rows = items.sort_values(["reference", "id"], kind="stable")
    found = checked.findings[checked.findings["item"].isin(rows.index)]
    codes = found["code"].groupby(found["item"]).agg(lambda texts: ", ".join(texts.unique()))
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Alur": rows["flow"],
            "Judul": rows["title"],
            "Penanggung jawab": rows["person"],
            "Waktu acuan": rows["reference"],
            "Batas tayang": figures.shown_deadlines(rows["deadline"]),
            "Tayang": rows["published"],
            "Ketepatan": rows["standing"],
            "Putaran": rows["rounds"].where(rows["rounds"] > 0),
            "Langkah selesai": rows["steps_done"],
            "Langkah": rows["steps_total"],
            "Keadaan": rows["state"].str.capitalize(),
            "Penilaian": rows["verdict"].str.capitalize(),
            "Temuan": codes.reindex(rows.index).fillna(""),
        }
    )
    return table.reset_index(drop=True)
