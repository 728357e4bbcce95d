"""The worked example: what a newcomer finds in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from office_roles import STAFF_TABS
from worklog.adapters.office.national_days import national_days
from worklog.adapters.office.sop_files import load_sops
from worklog.config.config import Config
from worklog.core.judging.check import Checked, Office, check
from worklog.core.judging.rules import ALL_RULES
from worklog.core.log import tabs
from worklog.core.sop.model import Sop
from worklog.example import EXAMPLE_NOW, example_rows

SOP_FOLDER = Path(__file__).parents[1] / "templates" / "sop"

Rows = dict[str, list[dict[str, object]]]


def closed_days(years: Sequence[int]) -> pd.DataFrame:
    return national_days(years).assign(closed=True)


@pytest.fixture(scope="module")
def office() -> Office:
    return Office(load_sops(SOP_FOLDER), Config().working_hours.weekly, closed_days)


@pytest.fixture(scope="module")
def sop(office: Office) -> Sop:
    return office.sop.versions[-1]


@pytest.fixture(scope="module")
def rows(sop: Sop) -> Rows:
    return example_rows(sop)


@pytest.fixture(scope="module")
def checked(rows: Rows, office: Office) -> Checked:
    return check(as_grids(rows), office, np.datetime64(EXAMPLE_NOW, "s"))


def as_grids(rows: Rows) -> dict[str, list[list[object]]]:
    """The tabs as a plain log: one header row, then the rows."""
    return {
        tab.name: [list(tab.headers), *([row.get(header) for header in tab.headers] for row in rows[tab.name])]
        for tab in STAFF_TABS
    }


def test_about_150_items_in_all_six_flows(checked: Checked) -> None:
    flows = checked.items["code"].value_counts().drop("")
    assert 145 <= len(checked.items) <= 170
    assert set(flows.index) == {"P1", "P2", "P3", "P4", "R1", "R2"}
    assert flows.min() >= 10


def test_every_rule_finds_something(checked: Checked) -> None:
    of_the_log = {rule.code for rule in ALL_RULES if not rule.code.startswith("A")}  # those need a history
    assert of_the_log == set(checked.findings["code"])


def test_each_mistake_of_people_is_made_few_times(checked: Checked) -> None:
    counts = checked.findings["code"].value_counts()
    mistakes = counts[counts.index.str.startswith(("D", "U", "P"))]
    assert mistakes.min() >= 1
    assert mistakes.max() <= 4


def test_every_state_of_items_and_rows_occurs(checked: Checked) -> None:
    assert set(checked.items["state"]) == set(tabs.ItemState)
    assert set(checked.log_states) >= set(tabs.RowState)


def test_mostly_a_good_month(checked: Checked) -> None:
    share = (checked.items["verdict"] == "sesuai").mean()
    assert 0.75 <= share <= 0.85


def test_month_before_gives_something_to_compare(checked: Checked) -> None:
    months = checked.items["published"].dropna().to_numpy().astype("datetime64[M]")
    assert (months == np.datetime64("2026-10")).sum() >= 10
    assert (months == np.datetime64("2026-11")).sum() >= 100


def test_day_of_the_example_has_posts_and_open_items(checked: Checked) -> None:
    today = checked.items["published"].to_numpy().astype("datetime64[D]") == np.datetime64(EXAMPLE_NOW, "D")
    assert today.sum() >= 5
    assert checked.items["is_open"].sum() >= 15


def test_newest_items_and_one_new_round_wait_for_their_block(checked: Checked) -> None:
    without_rows = checked.timeline[checked.timeline["is_current"] & (checked.timeline["row"] == 0)]
    complete = without_rows.merge(checked.items[["id", "title", "reference"]], on="id")
    complete = complete[(complete["title"] != "") & complete["reference"].notna()]
    assert (complete["round"] == 1).sum() >= 4
    assert (complete["round"] == 2).sum() >= 1


def test_next_greeting_and_a_post_planned_today_are_open(checked: Checked) -> None:
    waiting = checked.items[checked.items["is_open"]]
    planned = set(waiting["planned"].dropna().to_numpy().astype("datetime64[D]"))
    assert {np.datetime64("2026-11-27"), np.datetime64("2026-12-01")} <= planned


def test_staff_type_moments_as_dates_and_as_text(rows: Rows, checked: Checked) -> None:
    finishes = [row["Selesai"] for row in rows[tabs.LOG.name] if "Selesai" in row]
    typed = [cell for cell in finishes if isinstance(cell, str)]
    assert 0.02 < len(typed) / len(finishes) < 0.15
    assert any(cell.endswith("WIB") for cell in typed)
    assert all(isinstance(cell, datetime) for cell in finishes if not isinstance(cell, str))
    assert (checked.findings["code"] == "D106").sum() == 2


def test_days_are_days_and_blank_cells_are_left_out(rows: Rows) -> None:
    cells = [cell for tab in rows.values() for row in tab for cell in row.values()]
    assert not any(cell is None for cell in cells)
    assert {type(row["Tanggal"]) for row in rows[tabs.CALENDAR.name]} == {date}
    assert {type(row["Tanggal"]) for row in rows[tabs.REGISTER.name] if "Tanggal" in row} == {date}


def test_rows_use_the_headers_of_their_tabs(rows: Rows) -> None:
    for tab in STAFF_TABS:
        used = {header for row in rows[tab.name] for header in row}
        assert used <= {*tab.headers, "Pelaksana"}


def test_log_rows_are_prefilled_from_the_sop(rows: Rows, sop: Sop) -> None:
    steps = {(step.activity, step.limit.text, step.output, step.role) for flow in sop.flows for step in flow.steps}
    filled = {(r["Konten/Kegiatan"], r["Waktu"], r["Output"], r["Pelaksana"]) for r in rows[tabs.LOG.name]}
    assert filled == steps


def test_blocks_stand_in_the_order_of_registration(checked: Checked) -> None:
    first_rows = checked.timeline[(checked.timeline["round"] == 1) & (checked.timeline["row"] > 0)]
    opened = first_rows.drop_duplicates("item").sort_values("row")["item"]
    assert opened.is_monotonic_increasing
