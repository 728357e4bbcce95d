"""The tables of a month per flow: on time or not, content mix, responses and revision rounds.

They count the rows of `items.all_items` that belong to one month.
"""

from __future__ import annotations

import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.reports import figures
from worklog.core.reports.figures import shares
from worklog.core.reports.monthly.items import CEREMONIAL, INFORMATION

ALL, ALL_NAME = "Semua", "Semua alur"
POSTS = (CEREMONIAL, INFORMATION)


def flows_table(checked: Checked, items: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Per flow: items and how they ended, those published and how punctual they were, against the month before.

    `Jumlah` = Tayang + Belum selesai + Ditutup tanpa tayang; `Lewat batas` is a part of Belum selesai. `Tayang` = Tepat
    waktu + Tidak tepat waktu + Belum dapat dinilai; the shares are those of `on_time_shares`, as fractions of 1, and
    `Perubahan (poin)` is their difference in percentage points.
    """
    names = flow_names(checked)
    return _flow_rows(items, before, pd.Series(names))


def totals_table(items: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The rows below `flows_table`, with its columns: items without a known flow, if any, and all items."""
    all_flows = _flow_rows(items.assign(flow=ALL), before.assign(flow=ALL), pd.Series({ALL: ALL_NAME}))
    occurs = any((part["flow"] == figures.UNKNOWN_FLOW).any() for part in (items, before))
    names = {figures.UNKNOWN_FLOW: figures.UNKNOWN_FLOW_NAME} if occurs else {}
    return pd.concat([_flow_rows(items, before, pd.Series(names, dtype=object)), all_flows], ignore_index=True)


def flow_names(checked: Checked) -> dict[str, str]:
    """The name of each flow by its code."""
    return {flow.code: flow.name for flow in checked.sop.flow_models}


def _flow_rows(items: pd.DataFrame, before: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    now, then = (flow_counts(part).reindex(names.index, fill_value=0) for part in (items, before))
    share, share_before = (on_time_shares(counts) for counts in (now, then))
    table = pd.DataFrame(
        {
            "Alur": names.index,
            "Nama alur": names,
            "Jumlah": now["items"],
            "Tayang": now["aired"],
            "Tepat waktu": now["on_time"],
            "Tidak tepat waktu": now["judged"] - now["on_time"],
            "Belum dapat dinilai": now["aired"] - now["judged"],
            "Belum selesai": now["unfinished"],
            "Lewat batas": now["overdue_airing"],
            "Ditutup tanpa tayang": now["closed_unaired"],
            "Bagian tepat waktu": share,
            "Jumlah bulan lalu": then["items"],
            "Bagian tepat waktu bulan lalu": share_before,
            "Perubahan (poin)": (share - share_before) * 100,
        }
    )
    return table.reset_index(drop=True)


def on_time_shares(counts: pd.DataFrame) -> pd.Series:
    """On time / due (aired and judged, or overdue and not aired), so that what never aired hides no failure."""
    return shares(counts["on_time"], counts["due"])


def flow_counts(items: pd.DataFrame) -> pd.DataFrame:
    """Per flow (code), the numbers of items by how they ended and by how punctual they were.

    Columns: items, aired, judged and on_time (of what aired), unfinished, overdue_airing, due, closed_unaired.
    """
    facts = items[["aired", "judged", "on_time", "unfinished", "overdue_airing", "due"]]
    counted = facts.assign(items=True, closed_unaired=~items["aired"] & ~items["unfinished"])
    return counted.astype(int).groupby(items["flow"]).sum()


def named_flow_counts(checked: Checked, items: pd.DataFrame) -> pd.DataFrame:
    """`flow_counts` of every flow of the SOP, with columns flow and name, in the order of the SOP."""
    names = pd.Series(flow_names(checked), name="name")
    return flow_counts(items).reindex(names.index, fill_value=0).assign(name=names, flow=names.index)


def ceremonial_share(items: pd.DataFrame) -> float:
    """Ceremonies / posts aired (not the responses); NaN of none."""
    kinds = items.loc[items["aired"], "kind"]
    return figures.share(int((kinds == CEREMONIAL).sum()), int(kinds.isin(POSTS).sum()))


def mix_table(checked: Checked, items: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Ceremonial against information among the published posts (not the responses), and their share.

    Columns: the headers of `tabel_jenis` in the template. No rows where the SOP calls no flow ceremonial.
    """
    kinds = pd.Index(POSTS if checked.sop.flows["ceremonial"].any() else (), dtype="str")
    now, then = (
        part.loc[part["aired"], "kind"].value_counts().reindex(kinds, fill_value=0) for part in (items, before)
    )
    table = pd.DataFrame(
        {
            "Jenis konten": kinds,
            "Tayang": now,
            "Bagian": now / (now.sum() or float("nan")),
            "Tayang bulan lalu": then,
            "Bagian bulan lalu": then / (then.sum() or float("nan")),
        }
    )
    return table.reset_index(drop=True)


def responses_table(checked: Checked, items: pd.DataFrame) -> pd.DataFrame:
    """Per response flow: comments, how they ended, and the share within the flow's limit (`on_time_shares`).

    `Komentar` = Dijawab + Tidak direspon + Belum dijawab + Batal; `Dijawab` = Dalam batas + Lewat batas + Belum dapat
    dinilai.
    """
    flows = {flow.code: flow for flow in checked.sop.flow_models if flow.answers_comments}
    codes = pd.Index(list(flows))
    counts = flow_counts(items).reindex(codes, fill_value=0)
    ends = figures.response_ends(checked.items).loc[items.index].astype(int)
    ended = ends.groupby(items["flow"]).sum().reindex(codes, fill_value=0)
    table = pd.DataFrame(
        {
            "Alur": [flow.label for flow in flows.values()],
            "Batas": [flow.total.text if flow.total else "" for flow in flows.values()],
            "Komentar": counts["items"],
            "Dijawab": ended["answered"],
            "Dalam batas": counts["on_time"],
            "Lewat batas": counts["judged"] - counts["on_time"],
            "Belum dapat dinilai": counts["aired"] - counts["judged"],
            "Bagian dalam batas": on_time_shares(counts),
            "Tidak direspon": ended["not_answered"],
            "Belum dijawab": ended["open"],
            "Batal": ended["cancelled"],
        }
    )
    return table.reset_index(drop=True)


def revised_beyond_total(checked: Checked, items: pd.DataFrame) -> pd.DataFrame:
    """The flows whose total is used up by one round, and how many of their items a Revisi sent into another one.

    Columns: flow, total (as the SOP says it), count, ids, missed (aired late, or overdue). A Revisi repeats steps, so
    such an item can be late although each step was in time: evidence for the next revision of the SOP.
    """
    again = items[items["rounds"] > 1]
    rows = []
    for flow in checked.sop.flow_models:
        ids = again.loc[again["flow"] == flow.code, "id"].tolist()
        if ids and flow.total and 0 < flow.total.seconds <= sum(step.limit.seconds for step in flow.steps):
            count = int(again.loc[again["flow"] == flow.code, "missed"].sum())
            rows.append((flow.code, flow.total.text, len(ids), ids, count))
    return pd.DataFrame(rows, columns=["flow", "total", "count", "ids", "missed"]).drop_duplicates("flow")


def rounds_table(checked: Checked, items: pd.DataFrame) -> pd.DataFrame:
    """Per flow: items with more than one round, their share, the highest round, and all decisions `Revisi`."""
    names = pd.Series(flow_names(checked))
    grouped = items.assign(again=items["rounds"] > 1).groupby("flow")
    count, again = (series.reindex(names.index, fill_value=0) for series in (grouped.size(), grouped["again"].sum()))
    table = pd.DataFrame(
        {
            "Alur": names.index,
            "Nama alur": names,
            "Jumlah": count,
            "Lebih dari satu putaran": again,
            "Bagian": shares(again, count),
            "Putaran terbanyak": grouped["rounds"].max().reindex(names.index),
            "Keputusan Revisi": grouped["revisions"].sum().reindex(names.index, fill_value=0),
        }
    )
    return table.reset_index(drop=True)
