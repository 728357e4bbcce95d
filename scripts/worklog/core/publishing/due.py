"""When a check of the very same cells can come to something else, so that until then there is nothing to check."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from worklog.core.judging.check import Checked
from worklog.core.log.hours import DAY_SECONDS
from worklog.core.working_time.clock import Clock

Waits = tuple[np.ndarray, np.ndarray | bool]
"""Seconds until each change, counted from 1 (below that it has come, or is unknown), and whether in working time."""


def next_due(checked: Checked) -> np.datetime64:
    """The earliest moment (datetime64[s]) behind `checked.now` at which a check of the same cells could differ.

    Until then nothing changes of the findings' codes, places and severities, of states, verdicts, current steps, of
    Hasil and of Ringkasan. What only counts time goes on and is no change: the minutes Terlambat of a step that is
    still waited for, `checked_at`, the words of time left or past, and durations in messages. It is never behind the
    next midnight, on which everything turns that asks for a day: figures of the day and the month, P303, T504, the SOP
    in force, and the calendar.
    """
    now = checked.now.astype("datetime64[s]")
    ignored = checked.office.settings.is_ignored
    of_rules = [wait for code, wait in _OF_RULES.items() if not ignored(code)]
    always = (_items_begin, _steps_late, _near_limit, _items_late, _no_longer_future)
    waits = [np.broadcast_arrays(*wait(checked)) for wait in (*always, *of_rules)]
    seconds, working = (np.concatenate(part) for part in zip(*waits, strict=True))
    elapsed, worked = (seconds[of_clock & (seconds > 0)].min(initial=DAY_SECONDS) for of_clock in (~working, working))
    midnight = (now.astype("datetime64[D]") + 1).astype("datetime64[s]")
    # On the working clock the moment is unknown when the office does not open any more.
    return np.fmin(min(midnight, now + elapsed), checked.calendar.after(now, worked))


def _until_past(checked: Checked, moments: np.ndarray, working: np.ndarray | bool) -> np.ndarray:
    """Seconds on the clock until each moment is past, which it is a second after it; 0 where it is unknown."""
    now = np.full(len(moments), checked.now)
    passed = Clock(checked.calendar).between(moments, now, np.asarray(working))
    return np.where(np.isnat(moments), 0, 1 - passed)


def _items_begin(checked: Checked) -> Waits:
    """An item begins: it counts as running from that moment on."""
    began = checked.items[["registered", "reference"]].min(axis=1).to_numpy()
    return _until_past(checked, began - np.timedelta64(1, "s"), False), False


def _steps_late(checked: Checked) -> Waits:
    """A current step passes its deadline: W402, the end of W407, and its status, whatever rules are ignored."""
    steps = checked.timeline.loc[checked.timeline["is_current"], ["deadline", "working", "planned"]]
    working = (steps["working"] & ~steps["planned"]).to_numpy()
    return _until_past(checked, steps["deadline"].to_numpy(), working), working


def _items_late(checked: Checked) -> Waits:
    """An open item passes its total or its planned day: W404 and W405, and the end of W408."""
    items = checked.items.loc[checked.items["is_open"], ["deadline", "working", "planned_flow"]]
    working = (items["working"] & ~items["planned_flow"]).to_numpy()
    return _until_past(checked, items["deadline"].to_numpy(), working), working


def _preparation_late(checked: Checked) -> Waits:
    steps, items, flows = checked.timeline, checked.items, checked.sop.flows
    is_prepare_step = flows["prepare_step"].to_numpy()[steps["flow_index"]] == steps["step"]
    never = is_prepare_step & (steps["round"] == 1) & ~steps["start_filled"] & ~steps["finished"]
    waiting = items.iloc[steps["item"][never]]
    waiting = waiting[waiting["is_open"] & waiting["planned"].notna()]
    days = flows["prepare_days"].to_numpy()[waiting["flow_index"]]
    planned = waiting["planned"].to_numpy().astype("datetime64[D]")
    limit = checked.calendar.end_of_day(checked.calendar.working_day_before(planned, days))
    asked_late = waiting["reference"].to_numpy() > limit
    return np.where(asked_late, 0, _until_past(checked, limit, False)), False


def _near_limit(checked: Checked) -> Waits:
    """A current step comes near its limit: W407 and its status, whatever rules are ignored."""
    steps = checked.timeline
    steps = steps[steps["is_current"] & steps["judged"] & ~steps["planned"]]
    near = -(-steps["limit_seconds"] * checked.office.settings.near_limit_percent // 100)
    return (near - steps["used_seconds"]).to_numpy(), steps["working"].to_numpy()


def _not_enough_left(checked: Checked) -> Waits:
    steps, sop = checked.timeline, checked.sop
    at = np.flatnonzero(steps["is_current"] & sop.flows["fits"].to_numpy()[steps["flow_index"]])
    item = steps["item"].to_numpy()
    limits = np.cumsum(np.append(0, sop.steps["seconds"].to_numpy()[steps["sop_step"]]))
    needed = limits[np.searchsorted(item, item[at], side="right")] - limits[at]
    items = checked.items.iloc[item[at]]
    working = items["working"].to_numpy()
    return _until_past(checked, items["deadline"].to_numpy(), working) - needed, working


def _no_longer_future(checked: Checked) -> Waits:
    """A moment typed ahead comes: the end of W409, and a post counts as aired, whatever rules are ignored."""
    log, tolerance = checked.tables.log, checked.office.settings.future_tolerance_minutes
    typed = np.concatenate([log["start"].to_numpy(), log["finish"].to_numpy()])
    # A moment that is just as far ahead as is tolerated is not told any more, without the second that makes it past.
    return _until_past(checked, typed - np.timedelta64(tolerance, "m"), False) - 1, False


def _no_response(checked: Checked) -> Waits:
    items, window = checked.items, checked.office.settings.response_window_minutes * 60
    answers = items["answers"]
    silent = items["published"].notna() & ~answers & ~items["key"].isin(items["related"][answers])
    over = checked.calendar.after(items["published"][silent].to_numpy(), window)
    return _until_past(checked, over, True), True


_OF_RULES: Mapping[str, Callable[[Checked], Waits]] = {
    "W406": _preparation_late,
    "W408": _not_enough_left,
    "T501": _no_response,
}
"""By the rule's code, when findings of it begin."""
