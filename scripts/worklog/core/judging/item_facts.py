"""What holds for each item as a whole, computed once: rules, Ringkasan, reports, reminders and JSON read it here."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.trace import Trace
from worklog.core.log.tables import Tables
from worklog.core.log.tabs import Decision
from worklog.core.lookup import NONE, find, look_up
from worklog.core.moments import NAT
from worklog.core.sop.book import SopBook
from worklog.core.working_time.calendar import Calendar
from worklog.core.working_time.clock import Clock

LONG_AGO = np.datetime64("0001-01-01T00:00:00", "s")
"""Stands for the closing of an item that is closed without any time."""
_OF_FLOW = ("code", "planned", "working", "answers_comments", "ceremonial", "greeting")


def item_facts(
    tables: Tables,
    trace: Trace,
    timeline: pd.DataFrame,
    starts: pd.DataFrame,
    sop: SopBook,
    clock: Clock,
    now: np.datetime64,
) -> pd.DataFrame:
    """`Tables.items` with what holds for the item; nothing here depends on which rules are ignored.

    `starts`: `starts.flow_starts`.

    related_post (row of the post in Terkait ID, -1 none).
    Of its flow: code ("" unknown), planned_flow, working (its clock), answers (comments), ceremonial, greeting.
    Of its steps: steps_done, steps_total, current_at (row of `timeline`, -1 none), current_round and current_step (0
    none).
    Of its end: unfinished (neither published nor closed), is_open (unfinished, of a known flow), running (unfinished,
    and registered or its clock started by now), published (Selesai of the last finished expected publish row),
    published_is_day (of which only the day is known), airing (`Trace.airings`), aired (published, and not typed with a
    time still to come), published_doubtful (at a moment that cannot be relied on), cancelled
    (closed by Batal without having been published), cancelled_at (Selesai of the row that says so; NaT where it
    cannot be relied on), closed_at (published, else the last Selesai, else `LONG_AGO`; NaT while
    unfinished).
    Of its time: deadline (the start of its clock + total, or the end of the planned day), overrun (seconds from the
    deadline to the airing, to Batal, or to now while unfinished, on its clock; 0 unknown), overrun_working (whether
    that is working time), early and late (published before the planned day; behind the deadline), cancelled_late
    (by Batal behind the deadline), judged and on_time (of what aired), overdue_airing (unfinished and behind the
    deadline), due (judged or overdue_airing: the whole of which on_time is a part), missed (due, and not on_time).
    Of what falls due next while it is unfinished, its current step or its airing: next_deadline (NaT unknown),
    next_overrun (of that, as above), next_working (whether that is working time), airing_next (whether that is the
    airing, although the step has a deadline too), overdue (running, and behind what fell due next).
    """
    items = tables.items.assign(**_of_flow(tables.items, sop))
    items = items.assign(related_post=starts["related_post"].to_numpy(), airing=starts["airing"].to_numpy())
    items = items.assign(**_of_steps(timeline, len(items)), deadline=_deadline(items, starts, sop, clock))
    items = items.assign(**_of_end(items, trace, timeline, now))
    items = items.assign(**_of_time(items, clock, now))
    return items.assign(**_of_next(items, timeline))


def _of_flow(items: pd.DataFrame, sop: SopBook) -> dict[str, np.ndarray]:
    known = items["flow_index"].to_numpy() >= 0
    code, planned, working, answers, ceremonial, greeting = (
        sop.flows[n].to_numpy()[items["flow_index"]] for n in _OF_FLOW
    )
    return {
        "code": np.where(known, code.astype(object), ""),
        "planned_flow": planned & known,
        "working": working & known,
        "answers": answers & known,
        "ceremonial": ceremonial & known,
        "greeting": greeting & known,
    }


def _of_steps(timeline: pd.DataFrame, count: int) -> dict[str, np.ndarray]:
    item, finished = timeline["item"].to_numpy(), timeline["finished"].to_numpy()
    current_at = _last_of(item, timeline["is_current"], count)
    return {
        "steps_done": np.bincount(item, finished, minlength=count).astype(np.int64),
        "steps_total": np.bincount(item, minlength=count),
        "current_at": current_at,
        "current_round": look_up(timeline["round"], current_at, 0),
        "current_step": look_up(timeline["step"], current_at, 0),
    }


def _last_of(item: np.ndarray, mask: pd.Series, count: int) -> np.ndarray:
    """The last row of the timeline in a mask, for each item; -1 where there is none."""
    at = np.full(count, NONE)
    chosen = np.flatnonzero(mask)
    at[item[chosen]] = chosen
    return at


def _deadline(items: pd.DataFrame, starts: pd.DataFrame, sop: SopBook, clock: Clock) -> np.ndarray:
    flow = items["flow_index"].to_numpy()
    seconds, days = (sop.flows[name].to_numpy()[flow] for name in ("total_seconds", "total_days"))
    total = clock.deadline(starts["begins"].to_numpy(), seconds, days, items["working"].to_numpy())
    planned_day: np.ndarray = Calendar.end_of_day(items["planned"].to_numpy().astype("datetime64[D]"))
    return np.where(flow >= 0, np.where(items["planned_flow"], planned_day, total), NAT)


def _of_end(items: pd.DataFrame, trace: Trace, timeline: pd.DataFrame, now: np.datetime64) -> dict[str, np.ndarray]:
    rows, airing, closed = trace.rows, items["airing"], trace.closed
    published = look_up(rows["finish"], airing, NAT)
    last_finish = np.full(len(items), NAT)
    np.fmax.at(last_finish, timeline["item"].to_numpy(), timeline["finish"].to_numpy())
    closed_at = np.where(np.isnat(published), np.where(np.isnat(last_finish), LONG_AGO, last_finish), published)
    began = np.fmin(items["registered"].to_numpy(), items["reference"].to_numpy())
    return {
        "unfinished": ~closed,
        "is_open": ~closed & (items["flow_index"] >= 0).to_numpy(),
        "running": ~closed & ~(began > now),
        "published": published,
        "published_is_day": look_up(rows["finish_is_day"], airing, False),
        "published_doubtful": look_up(rows["doubtful"], airing, False),
        "aired": ~np.isnat(published) & ~look_up(rows["to_come"], airing, False),
        **_of_cancelling(trace, len(items)),
        "closed_at": np.where(closed, closed_at, NAT),
    }


def _of_cancelling(trace: Trace, count: int) -> dict[str, np.ndarray]:
    """Items that their first closing decision cancelled before anything was published, and when it did."""
    rows = trace.rows
    posted = np.zeros(count, dtype=bool)
    posted[rows.loc[rows["posted"], "item"]] = True
    at = find(rows["position"].to_numpy(), trace.first_closing)
    closing = rows[["item", "decision", "doubtful", "finish"]].iloc[at]
    by_cancelling = closing[closing["decision"] == Decision.CANCELLED]
    cancelled, moment = np.zeros(count, dtype=bool), np.full(count, NAT)
    cancelled[by_cancelling["item"]] = True
    moment[by_cancelling["item"]] = np.where(by_cancelling["doubtful"], NAT, by_cancelling["finish"])
    cancelled &= ~posted
    return {"cancelled": cancelled, "cancelled_at": np.where(cancelled, moment, NAT)}


def _of_time(items: pd.DataFrame, clock: Clock, now: np.datetime64) -> dict[str, np.ndarray]:
    doubtful, deadline = items["published_doubtful"].to_numpy(), items["deadline"].to_numpy()
    published = np.where(doubtful, NAT, items["published"].to_numpy())
    closed = np.where(items["cancelled"], items["cancelled_at"].to_numpy(), published)
    end = np.where(items["unfinished"], now, closed)
    # A planned day is over for everybody at the same time, on whatever clock the flow runs.
    overrun_working = (items["working"] & ~items["planned_flow"]).to_numpy()
    overrun = clock.between(deadline, end, overrun_working)
    early = items["planned_flow"].to_numpy() & (published < items["planned"].to_numpy())
    is_published, unfinished = ~np.isnat(published), items["unfinished"].to_numpy()
    late, overdue_airing = is_published & (overrun > 0), unfinished & (overrun > 0)
    judged = items["aired"].to_numpy() & is_published & ~np.isnat(deadline)
    on_time, due = judged & ~early & ~late, judged | overdue_airing
    return {
        "overrun": overrun,
        "overrun_working": overrun_working,
        "early": early,
        "late": late,
        "cancelled_late": items["cancelled"].to_numpy() & (overrun > 0),
        "judged": judged,
        "on_time": on_time,
        "overdue_airing": overdue_airing,
        "due": due,
        "missed": due & ~on_time,
    }


def _of_next(items: pd.DataFrame, timeline: pd.DataFrame) -> dict[str, np.ndarray]:
    at, airing, behind = (items[name].to_numpy() for name in ("current_at", "deadline", "overrun"))
    deadline, overrun = look_up(timeline["deadline"], at, NAT), look_up(timeline["overrun"], at, 0)
    # What is late stands before what is in time; of both late or both in time, what came first.
    of_airing = ~np.isnat(airing) & (~(deadline <= airing) | ((overrun <= 0) & (behind > 0)))
    next_overrun = np.where(of_airing, behind, overrun)
    working = look_up(timeline["overrun_working"], at, False)
    return {
        "next_deadline": np.where(of_airing, airing, deadline),
        "next_overrun": next_overrun,
        "next_working": np.where(of_airing, items["overrun_working"], working),
        "airing_next": of_airing & ~np.isnat(deadline),
        "overdue": items["running"].to_numpy() & (next_overrun > 0),
    }
