"""Every figure that people see in two places is the same in both, whatever rules the office ignores."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import office
from judged_logs import judge
from oracle.random_logs import random_log
from worklog.core.judging.check import Checked
from worklog.core.judging.rules import ALL_RULES
from worklog.core.judging.settings import Settings
from worklog.core.publishing.export import as_document
from worklog.core.publishing.summary import Summary, summarise
from worklog.core.reminders.reminders import current_steps
from worklog.core.reports.daily.lists import posted_items
from worklog.core.reports.daily.report import daily_tables
from worklog.core.reports.monthly.report import monthly_tables
from worklog.core.reports.who_acts import acting_people

CODES = sorted(rule.code for rule in ALL_RULES)
PREFIXES = ("D", "U", "P", "W", "W4", "W40", "T")


def figures_of(checked: Checked) -> dict[str, dict[str, object]]:
    """The figures by what they count, each in every place where people see it."""
    day, month = checked.now.astype("datetime64[D]"), checked.now.astype("datetime64[M]")
    page, daily, monthly = summarise(checked), daily_tables(checked, day), monthly_tables(checked, month)
    today, of_month = ({figure.label: figure.value for figure in part} for part in (page.today, page.month))
    flows, totals, items = monthly.flows, monthly.totals, monthly.items
    unfinished = [item for item in as_document(checked, "")["items"] if item["state"] in ("belum mulai", "berjalan")]
    steps = current_steps(checked)
    return {
        "aired today": {
            "Ringkasan": int(today["Tayang hari ini"]),
            "its bars": page.aired_by_day[-1][1],
            "daily figure": daily.today.posted,
            "daily list": len(daily.posted),
            "monthly days": int(
                monthly.days.set_index("Tanggal").loc[np.datetime64(day, "s"), ["Konten", "Respon"]].sum()
            ),
        },
        "aired this month": {
            "Ringkasan": int(of_month["Konten tayang"]) + int(of_month["Komentar ditanggapi"]),
            "its bars": sum(count for _, count in page.aired_by_day),
            "monthly figure": monthly.now.published,
            "flows": int(totals["Tayang"].iloc[-1]),
            "trend or items": int(items["Tayang"].notna().sum()),
        },
        "not judgeable this month": {
            "Ringkasan": int(of_month["Perlu dilengkapi"]),
            "monthly figure": monthly.now.published - monthly.now.judged,
            "flows": int(totals["Belum dapat dinilai"].iloc[-1]),
            "items": int((items["Ketepatan"] == "Perlu dilengkapi").sum()),
        },
        "on time this month": {
            "monthly figure": monthly.now.on_time,
            "flows": int(totals["Tepat waktu"].iloc[-1]),
            "items": int((items["Ketepatan"] == "Tepat waktu").sum()),
            "daily lists": int((punctuality_of_daily_lists(checked) == "Tepat waktu").sum()),
        },
        "running": {
            "Ringkasan": int(today["Sedang berjalan"]),
            "daily figure": daily.today.open,
            "its list": page.open_total,
            "daily tasks and items of unknown flows": len(daily.tasks) + stepless(checked),
            "JSON, apart from what begins later": len(unfinished) - begins_later(checked),
        },
        "how open items stand": {
            "Ringkasan": tuple(sorted(standing_on_ringkasan(page))),
            "daily items": tuple(sorted(standing_of_daily_items(daily.items))),
        },
        "overdue": {
            "Ringkasan": int(today["Terlambat"]),
            "its list": sum(item.state == "Terlambat" for item in page.open_items),
            "daily figure": daily.today.overdue,
            "daily items": int((daily.items["Keadaan"] == "Terlambat").sum()),
            "items": int(checked.items["overdue"].sum()),
        },
        "late steps that wait for somebody": {
            "contacts": sum(contact.late for contact in page.contacts),
            "items": int((checked.items["overdue"] & waits_for_somebody(checked)).sum()),
            "reminders": int((steps["past"] & waits_for_somebody(checked).loc[steps["item"]].to_numpy()).sum()),
        },
        "not aired and overdue": {
            "monthly figure": monthly.now.overdue,
            "flows": int(totals["Lewat batas"].iloc[-1]),
            "items": int((items["Ketepatan"] == "Belum tayang, lewat batas").sum()),
        },
        "steps that are near their limit": {
            "status in the log": int((checked.timeline["state"] == "Mendekati batas").sum()),
            "timeline, apart from rows to repair": int(near_in_order(checked).sum()),
        },
        "reminders": {
            "steps past their limit": int((steps["threshold"] == "batas").sum()),
            "timeline": int(past_limit(checked).sum()),
        },
        "flows": {
            "all": int(totals["Jumlah"].iloc[-1]),
            "sum": int(flows["Jumlah"].sum() + totals["Jumlah"].iloc[:-1].sum()),
        },
    }


def punctuality_of_daily_lists(checked: Checked) -> pd.Series:
    """How punctual what the daily reports of the month so far list as posted was."""
    day, first = checked.now.astype("datetime64[D]"), checked.now.astype("datetime64[M]").astype("datetime64[D]")
    lists = [posted_items(checked, at) for at in np.arange(first, day + 1)]
    # What was withdrawn again says so, and not how punctual it was.
    table = pd.concat(lists).set_index("ID")["Ketepatan"]
    withdrawn = checked.items.loc[checked.items["on_time"] & (checked.items["state"] == "ditarik"), "id"]
    return table.mask((table == "Ditarik") & table.index.isin(withdrawn), "Tepat waktu")


def stepless(checked: Checked) -> int:
    return int((checked.items["running"] & (checked.items["current_at"] < 0)).sum())


def standing_on_ringkasan(page: Summary) -> Iterator[tuple[str, ...]]:
    for item in page.open_items:
        yield item.id, item.flow, item.state, str(pd.Timestamp(item.deadline)), item.left


def standing_of_daily_items(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """The open items of the daily report: ID, flow, state, what falls due next, and how long is left."""
    rows = table[table["Sisa atau lewat"] != ""]
    left = rows["Sisa atau lewat"]
    due = rows["Batas langkah"].mask(rows["Batas langkah"].isna() | left.str.startswith("batas "), rows["Batas tayang"])
    return list(zip(rows["ID"], rows["Alur"], rows["Keadaan"], due.map(str), left, strict=True))


def waits_for_somebody(checked: Checked) -> pd.Series:
    """Whether the row of each item's current step is there, and it is known who acts."""
    steps = checked.timeline[checked.timeline["is_current"] & (checked.timeline["row"] > 0)]
    known = steps.loc[acting_people(checked, steps, checked.now.astype("datetime64[D]")) >= 0, "item"]
    return pd.Series(checked.items.index.isin(known), checked.items.index) & checked.items["running"]


def begins_later(checked: Checked) -> int:
    return int((checked.items["unfinished"] & ~checked.items["running"]).sum())


def near_in_order(checked: Checked) -> pd.Series:
    return checked.timeline["is_near"] & ~checked.timeline["state"].isin(["Perlu diperbaiki"])


def past_limit(checked: Checked) -> pd.Series:
    steps = checked.timeline
    told = ~(checked.now - steps["deadline"] > np.timedelta64(365, "D"))
    return steps["is_current"] & steps["judged"] & steps["late"] & told


def different(figures: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    return {what: places for what, places in figures.items() if len(set(places.values())) > 1}


@given(st.integers(0, 10_000), st.lists(st.sampled_from([*CODES, *PREFIXES]), min_size=1, max_size=4))
def test_every_figure_is_the_same_wherever_it_is_shown_and_whatever_is_ignored(seed: int, ignored: list[str]) -> None:
    log, now = random_log(seed, items=8)
    plain, quiet = (figures_of(judge(log, now, choice)) for choice in (Settings(), Settings(ignore=tuple(ignored))))
    assert not different(plain)
    assert not different(quiet)
    # A row to repair is one with a finding, and shows no other status.
    for told_by_state in ("steps that are near their limit", "how open items stand"):
        plain.pop(told_by_state), quiet.pop(told_by_state)
    assert plain == quiet


LATE = f"{office.READY_TO_POST}5 | Dewi | Sel 15.00 | | https://contoh.id/1"


def test_a_post_that_came_late_is_late_in_the_monthly_report_although_w403_is_ignored():
    checked = office.checked(LATE, "Rab 09.00", settings=Settings(ignore=("W403",)))
    monthly = monthly_tables(checked, np.datetime64("2026-11"))
    assert (monthly.now.judged, monthly.now.on_time) == (1, 0)
    assert monthly.items["Ketepatan"].tolist() == ["Tidak tepat waktu"]


def test_an_item_past_its_total_is_overdue_on_ringkasan_although_w404_is_ignored():
    checked = office.checked(office.READY_TO_POST, "Rab 09.00", settings=Settings(ignore=("W404", "W402")))
    assert {f.label: f.value for f in summarise(checked).today}["Terlambat"] == "1"
    assert daily_tables(checked, np.datetime64("2026-11-04")).today.overdue == 1


def test_an_item_whose_clock_starts_tomorrow_runs_nowhere_yet():
    checked = office.checked("P2 2026-0001 acuan Rab 08.00 | Tanggal=4/11/2026", "Sel 09.00")
    assert {f.label: f.value for f in summarise(checked).today}["Sedang berjalan"] == "0"
    assert summarise(checked).open_items == ()
    assert daily_tables(checked, np.datetime64("2026-11-03")).today.open == 0
