"""Computations that both reports share."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import office
from worklog.core.reports import figures

LOG = f"""
{office.READY_TO_POST}
5 | Dewi | Sel 12.00 | | tayang https://instagram.com/p/1 dan https://x.com/2
{office.READY_TO_POST.replace("2026-0001", "2026-0002")}
5 | Dewi | Sel 13.01 | | https://contoh.id/1
P3 2026-0003 acuan Sen 08.00 jadwal Rab
1
P2 2026-0004
5 | Dewi | Sel 10.00 | | https://contoh.id/1
R1 2026-0005 acuan Sel 08.00
1 | Dewi | Sel 09.00
2 | Endah | Sel 09.10 | Tidak direspon | draf
P9 2026-0006 acuan Sel 08.00
"""
TUESDAY = (np.datetime64("2026-11-03", "s"), np.datetime64("2026-11-04", "s"))


@pytest.fixture(scope="module")
def checked():
    return office.checked(LOG, "Kam 09.00")


def test_period_begins_with_its_first_moment_and_ends_before_the_next():
    moments = pd.Series(np.array(["2026-11-01T00:00", "2026-11-30T23:59", "2026-12-01T00:00", "NaT"], "M8[s]"))
    within = figures.is_within(moments, np.datetime64("2026-11-01"), np.datetime64("2026-12-01"))
    assert within.tolist() == [True, True, False, False]


def test_share_of_nothing_is_unknown():
    assert figures.share(1, 4) == 0.25
    assert np.isnan(figures.share(0, 0))


def test_published_at_the_deadline_is_on_time_and_later_is_not(checked):
    standing = figures.punctuality(checked.items)
    assert standing.tolist()[:2] == [figures.ON_TIME, figures.NOT_ON_TIME]


def test_published_without_a_deadline_is_not_judgeable_and_unpublished_is_nothing(checked):
    standing = figures.punctuality(checked.items)
    assert standing.tolist()[2:] == ["", figures.NOT_JUDGEABLE, "", ""]


def test_unknown_flow_has_a_code_of_its_own(checked):
    assert figures.flow_codes(checked).tolist() == ["P2", "P2", "P3", "P2", "R1", figures.UNKNOWN_FLOW]


def test_response_flows_answer_comments(checked):
    assert checked.items["answers"].tolist() == [False, False, False, False, True, False]


def test_item_is_closed_by_its_airing_or_by_its_last_step(checked):
    closed = checked.items["closed_at"]
    assert closed[0] == pd.Timestamp("2026-11-03 12:00")
    assert closed[4] == pd.Timestamp("2026-11-03 09:10")
    assert pd.isna(closed[2])


def test_item_whose_clock_has_not_started_is_not_open_yet():
    log = "P2 2026-0001 acuan Sel 08.00\n1\nP2 2026-0002 acuan Sel 10.00\n1"
    assert office.checked(log, "Sel 09.00").items["running"].tolist() == [True, False]


def test_minutes_late_are_begun_minutes():
    assert figures.late_minutes(pd.Series([1, 60, 61, 0, -5])).fillna(0).tolist() == [1, 1, 2, 0, 0]


def test_unknown_minutes_are_empty():
    minutes = figures.known_minutes(pd.Series([90, -1]))
    assert minutes[0] == 1.5
    assert np.isnan(minutes[1])


def test_end_of_a_planned_day_is_shown_on_that_day(checked):
    shown = figures.shown_deadlines(checked.items["deadline"])
    assert shown[2] == pd.Timestamp("2026-11-04 23:59")
    assert shown[0] == pd.Timestamp("2026-11-03 12:00")


def test_links_are_taken_out_of_the_evidence_of_the_airing(checked):
    links = figures.links(checked)
    assert links[0] == "https://instagram.com/p/1\nhttps://x.com/2"
    assert links[2] == ""


def test_a_link_is_one_in_whatever_case_it_was_typed_for_reports_and_rules_alike():
    log = f"{office.READY_TO_POST}5 | Dewi | Sel 09.30 | | lihat HTTPS://contoh.id/1 dan Http://x.id/2"
    checked = office.checked(log, "Sel 10.00")
    assert figures.links(checked)[0] == "HTTPS://contoh.id/1\nHttp://x.id/2"
    assert "D111" not in set(checked.findings["code"])


def test_states_of_responses(checked):
    ends = figures.response_ends(checked.items)
    assert ends.columns[ends.loc[4]].tolist() == ["not_answered"]
    assert (ends.sum(axis="columns") == 1).all()


def test_overruns_of_a_period_are_late_steps_and_what_was_overdue_at_its_end(checked):
    table = figures.overruns_table(checked, figures.overrun_steps(checked, *TUESDAY))
    late = table[table["ID"] != "2026-0003"]
    # Both were handed over at 09.10 with 30 minutes; the lunch hour from 12.00 does not count.
    assert late["Terlambat (menit)"].tolist() == [141, 140]
    assert late["Terlambat jam dinding (menit)"].tolist() == [201, 140]
    assert set(late["Keterangan"]) == {"Selesai terlambat"}


def test_airing_is_overdue_when_its_planned_day_is_over():
    log = """
P3 2026-0001 acuan Rab lalu 08.00 jadwal Sel
1 | Budi | Rab lalu 09.00 | | draf
2 | Endah | Rab lalu 09.10 | Setuju
3 | Agus | Rab lalu 09.20 | Setuju
4 | Endah | Rab lalu 09.30
"""
    checked = office.checked(log, "Rab 01.00")
    (row,) = figures.overruns_table(checked, figures.overrun_steps(checked, *TUESDAY)).to_dict("records")
    assert (row["ID"], row["Terlambat (menit)"], row["Keterangan"]) == ("2026-0001", 60, "Belum selesai")
