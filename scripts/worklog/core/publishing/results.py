"""The rows of tab Hasil: what the status formulas of Buku Kerja and Daftar Konten look up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.log.tabs import LOG, REGISTER, VERDICT_WORDS, RowState
from worklog.core.lookup import NONE, look_up
from worklog.core.reports.figures import shown_deadlines

Result = tuple[str, str, str, object, str, str]
"""Kunci, Status, Kemajuan, Batas Waktu (datetime or None), Terlambat ("" or how long, in words), Temuan."""

LONGEST_FINDINGS = 250


def result_rows(checked: Checked) -> list[Result]:
    """One row per register item and per row of Buku Kerja with an ID.

    A key is made of the cells just as the formula makes it, so that any row finds its own result wherever it stands.
    """
    table = pd.concat([_of_items(checked), _of_log(checked)], ignore_index=True)
    table = table.sort_values("state", key=lambda s: s != RowState.FAULTY, kind="stable").drop_duplicates("key")
    table = table.sort_index()
    shown = shown_deadlines(table["deadline"])
    deadlines = [None if pd.isna(moment) else moment.to_pydatetime() for moment in shown]
    parts = (table[name] for name in ("key", "state", "progress"))
    return list(zip(*parts, deadlines, table["late"], table["found"], strict=True))


def lookup_text(cells: pd.Series) -> pd.Series:
    """Cells as Excel's TRIM gives them: text without outer and doubled spaces, whole numbers without a point."""
    return cells.map(lambda cell: " ".join(filter(None, _excel_text(cell).split(" "))))


def _excel_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    return f"{cell:.15g}" if isinstance(cell, int | float) else str(cell)


def _of_items(checked: Checked) -> pd.DataFrame:
    items = checked.items
    role = look_up(checked.timeline["role"], items["current_at"], NONE)
    acting = np.array([*checked.sop.roles, ""], dtype=object)[role]
    done = items["steps_done"].astype(str) + " dari " + items["steps_total"].astype(str)
    now_at = " → " + items["current_step"].astype(str) + " " + pd.Series(acting, index=items.index)
    known = items["flow_index"] >= 0
    opened = items["key"].isin(checked.tables.log["key"])
    return pd.DataFrame(
        {
            "key": lookup_text(items["id_cell"]),
            "state": items["state"].str.capitalize() + " · " + items["verdict"].map(VERDICT_WORDS),
            "progress": (done + now_at.where((items["current_step"] > 0) & opened, "")).where(known, ""),
            "deadline": items["deadline"],
            "late": "",
            "found": _item_findings(checked),
        }
    )


def _item_findings(checked: Checked) -> pd.Series:
    findings = checked.findings
    known = findings[findings["item"] >= 0]
    in_log = known[known["tab"] == LOG.name].groupby("item").size()
    count = in_log.reindex(checked.items.index, fill_value=0)
    # By item and not by row, since the rows of an ID that was given twice show the same result.
    text = _by(known[known["tab"] == REGISTER.name], "item", checked.items.index)
    more = np.where(count > 0, "Buku Kerja: " + count.astype(str) + " temuan", "")
    return text.str.cat(more, sep="; ").str.strip("; ").str.slice(0, LONGEST_FINDINGS)


def _of_log(checked: Checked) -> pd.DataFrame:
    log, timeline = checked.tables.log, checked.timeline
    steps = timeline[timeline["row"] > 0].set_index("row")
    round_cell = log["round_cell"].where(~log["round_cell"].isin([None, ""]), 1)
    key = lookup_text(log["id_cell"]) + "|" + lookup_text(round_cell) + "|" + lookup_text(log["step_cell"])
    own = checked.findings[checked.findings["tab"] == LOG.name]
    late = steps.loc[steps["late"] & steps["judged"], ["overrun", "overrun_working"]]
    told = [checked.clock.duration_text(seconds, working=working) for seconds, working in late.to_numpy().tolist()]
    table = pd.DataFrame(
        {
            "key": key,
            "state": checked.log_states,
            "progress": "",
            "deadline": steps["deadline"].reindex(log["row"]).to_numpy(),
            "late": pd.Series(told, index=late.index, dtype="str").reindex(log["row"], fill_value="").to_numpy(),
            "found": _by(own, "row", log["row"]),
        }
    )
    return table[log["named"]]


def _by(findings: pd.DataFrame, place: str, wanted: pd.Index | pd.Series) -> pd.Series:
    """Codes and titles of the findings at each of the places, in one text."""
    texts = findings["code"] + " " + findings["title"]
    by_place = texts.groupby(findings[place]).agg(lambda found: "; ".join(dict.fromkeys(found))[:LONGEST_FINDINGS])
    return pd.Series(by_place.reindex(wanted, fill_value="").to_numpy(), dtype="str")
