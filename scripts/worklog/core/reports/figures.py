"""Computations that the daily and the monthly report share, so that both count the same way.

Times on a flow's clock are in minutes; a period is half-open: [first moment, first moment after it).
"""

from __future__ import annotations

from textwrap import shorten

import numpy as np
import pandas as pd

from worklog.core.indonesian import UNKNOWN as UNKNOWN_VALUE
from worklog.core.indonesian import month_text, short_day_text
from worklog.core.judging.check import Checked
from worklog.core.judging.settings import SEVERITIES
from worklog.core.judging.timeline import UNKNOWN
from worklog.core.log.cells import links_in
from worklog.core.log.tabs import DECISIONS, VERDICT_WORDS, ItemState, RowState
from worklog.core.lookup import NONE, look_up

ON_TIME, NOT_ON_TIME, NOT_JUDGEABLE = "Tepat waktu", "Tidak tepat waktu", "Perlu dilengkapi"
VERDICT_NAMES = {verdict: word[0].upper() + word[1:] for verdict, word in VERDICT_WORDS.items()}
"""The verdicts as they stand in a cell of their own."""
UNKNOWN_FLOW, UNKNOWN_FLOW_NAME = "?", "Alur tidak dikenal"
UNKNOWN_DEADLINE = "batas belum diketahui"
SEVERITY_NAMES = dict(zip(SEVERITIES, ("Kesalahan", "Peringatan", "Catatan"), strict=True))


def is_within(moments: pd.Series, first: np.datetime64, after: np.datetime64) -> pd.Series:
    """Whether each moment lies in [first, after); False where it is unknown."""
    return (moments >= first) & (moments < after)


def share(part: float, whole: float) -> float:
    """The part of the whole as a fraction of 1; NaN (an empty cell in a report) when there is nothing to share."""
    return float(part) / float(whole) if whole else float("nan")


def shown_share(share: float) -> object:
    """A share as a single value of a template, with a dash for what is unknown."""
    return UNKNOWN_VALUE if np.isnan(share) else share


def punctuality(items: pd.DataFrame) -> pd.Series:
    """How punctual each item (of `Checked.items`) was: `ON_TIME`, `NOT_ON_TIME`, `NOT_JUDGEABLE`, "" when not aired."""
    words = np.select([~items["aired"], items["on_time"], items["judged"]], ["", ON_TIME, NOT_ON_TIME], NOT_JUDGEABLE)
    return pd.Series(words, index=items.index, dtype=object)


def flow_codes(checked: Checked) -> pd.Series:
    """The flow's code of each item; `UNKNOWN_FLOW` where the register names none."""
    return checked.items["code"].astype(object).replace("", UNKNOWN_FLOW)


def month_name(month: np.datetime64) -> str:
    """`November 2026`."""
    year, number = str(month.astype("datetime64[M]")).split("-")
    return month_text(int(year), int(number))


def shown_deadlines(deadlines: pd.Series) -> pd.Series:
    """Deadlines as people read them: the end of a day, 24.00, as its last minute and not as the next day."""
    return deadlines.where(deadlines != deadlines.dt.normalize(), deadlines - pd.Timedelta(minutes=1))


def shown_moments(moments: pd.Series, is_day: pd.Series) -> pd.Series:
    """Moments as people read them: of those of which only the day is known, the day as text (`3 Nov 2026`)."""
    if not is_day.any():
        return moments
    shown = moments.astype(object)
    days = is_day & moments.notna()
    return shown.mask(days, moments[days].map(short_day_text))


def late_minutes(seconds: pd.Series) -> pd.Series:
    """Minutes begun behind a deadline, so that one second late shows as 1; NaN when not late."""
    return np.ceil(seconds.where(seconds > 0) / 60)


def overruns_in_words(checked: Checked, overrun: pd.Series, working: pd.Series) -> pd.Series:
    """`lewat 2 hari kerja 5 jam`, `sisa 40 menit`: seconds behind a deadline on the clock that they count on."""
    clock, seconds = checked.clock, zip(overrun.astype(np.int64).tolist(), working.tolist(), strict=True)
    told = [
        f"{'lewat' if late > 0 else 'sisa'} {clock.duration_text(abs(late), working=on_working_clock)}"
        for late, on_working_clock in seconds
    ]
    return pd.Series(told, index=overrun.index, dtype=object)


def time_left(checked: Checked, items: pd.DataFrame) -> pd.Series:
    """How long is left of what falls due next at each item, or how late that is, in words."""
    named = np.where(items["answers"], "batas jawab ", "batas tayang ")
    words = overruns_in_words(checked, items["next_overrun"], items["next_working"])
    words = np.where(items["airing_next"], named, "") + words
    return words.mask(items["next_deadline"].isna(), UNKNOWN_DEADLINE)


def in_words(checked: Checked, minutes: pd.Series, working: pd.Series) -> pd.Series:
    """`2 hari kerja 5 jam`: minutes in words, on the clock that they run on; "" where they are unknown (NaN)."""
    told = [
        "" if count != count else checked.clock.duration_text(round(count * 60), working=on_working_clock)
        for count, on_working_clock in zip(minutes.tolist(), working.tolist(), strict=True)
    ]
    return pd.Series(told, index=minutes.index, dtype=object)


def known_minutes(seconds: pd.Series) -> pd.Series:
    """Seconds as minutes; NaN where they are `timeline.UNKNOWN`."""
    return seconds.where(seconds != UNKNOWN) / 60


def activities(checked: Checked, sop_step: pd.Series) -> pd.Series:
    """What is done in each step, in the SOP's own words, after its number."""
    texts = [f"{step.no}. {step.activity}" for flow in checked.sop.flow_models for step in flow.steps]
    return pd.Series(np.array(texts, dtype=object)[sop_step.to_numpy()], index=sop_step.index, dtype=object)


def step_names(checked: Checked, sop_step: pd.Series) -> pd.Series:
    """The code of each step, such as `P1.2`, and what is done in it."""
    names = [f"{flow.code}.{step.no} {step.activity}" for flow in checked.sop.flow_models for step in flow.steps]
    return pd.Series(np.array(names, dtype=object)[sop_step.to_numpy()], index=sop_step.index, dtype=object)


def role_names(checked: Checked, roles: pd.Series) -> pd.Series:
    """The names of roles given by their place in `SopBook.roles`."""
    return pd.Series(np.array(checked.sop.roles, dtype=object)[roles.to_numpy()], index=roles.index, dtype=object)


def decision_names(decisions: pd.Series) -> pd.Series:
    """The decisions of rows of the timeline as people type them; "" for none."""
    return decisions.map(dict(enumerate(DECISIONS))).fillna("")


def titles(checked: Checked, item: pd.Series) -> pd.Series:
    """The titles of items given by their row in `checked.items`."""
    return pd.Series(checked.items["title"].to_numpy()[item.to_numpy()], index=item.index, dtype=object)


def links(checked: Checked) -> pd.Series:
    """The http(s) links of each published item's airing, one per line; "" without a link."""
    items = checked.items
    evidence = look_up(checked.trace.rows["evidence"], items["airing"].where(items["published"].notna(), NONE), "")
    return pd.Series(["\n".join(links_in(text)) for text in evidence], index=items.index, dtype=object)


def response_ends(items: pd.DataFrame) -> pd.DataFrame:
    """How items that answer comments stand: answered, not_answered, open or cancelled, one of which holds for each."""
    answered, is_open = items["published"].notna(), items["unfinished"]
    left = ~answered & ~is_open
    not_answered = left & (items["state"] == ItemState.NOT_ANSWERED)
    ends = {"answered": answered, "not_answered": not_answered, "open": is_open, "cancelled": left & ~not_answered}
    return pd.DataFrame(ends)


def overrun_steps(checked: Checked, first: np.datetime64, after: np.datetime64) -> pd.DataFrame:
    """The rows of the timeline finished late in a period, and the current steps past their deadline.

    Columns: those of `timeline.build_timeline`. The longest overrun stands first; finish is NaT where the step is still
    to be done.
    """
    timeline = checked.timeline
    finished = timeline[timeline["late"] & timeline["finished"] & is_within(timeline["finish"], first, after)]
    due = timeline[timeline["is_current"] & timeline["late"]]
    return pd.concat([finished, due]).sort_values("overrun", ascending=False, kind="stable")


def overruns_table(checked: Checked, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `overrun_steps` as people read them.

    Times are those of the flow's clock, and of the calendar beside them, in words and in minutes; waiting is the time
    before Mulai, known only where Mulai was typed.
    """
    late, waited = late_minutes(rows["overrun"]), known_minutes(rows["wait_seconds"])
    by_calendar = late_minutes(rows["overrun_elapsed"])
    table = pd.DataFrame(
        {
            "ID": rows["id"],
            "Alur": checked.sop.flows["code"].to_numpy()[rows["flow_index"]],
            "Judul": titles(checked, rows["item"]),
            "Langkah": activities(checked, rows["sop_step"]),
            "Peran": role_names(checked, rows["role"]),
            "Petugas": rows["person"],
            "Batas": shown_deadlines(rows["deadline"]),
            "Selesai": rows["finish"],
            "Terlambat": in_words(checked, late, rows["overrun_working"]),
            "Terlambat (menit)": late,
            "Terlambat menurut waktu kalender": in_words(checked, by_calendar, by_calendar < 0),
            "Terlambat jam dinding (menit)": by_calendar,
            "Menunggu": in_words(checked, waited, rows["working"]),
            "Menunggu (menit)": waited,
            "Keterangan": np.where(rows["finish"].isna(), "Belum selesai", RowState.DONE_LATE.value),
        }
    )
    return table.reset_index(drop=True)


def shares(parts: pd.Series, wholes: pd.Series) -> pd.Series:
    """The parts of the wholes as fractions of 1; NaN where there is nothing to share."""
    return parts / wholes.where(wholes > 0)


NO_TITLE = "(tanpa judul)"
NO_NAME = "(nama tidak diisi)"


def shown_titles(items: pd.DataFrame) -> pd.Series:
    """The titles of items; words that say so for those without one."""
    return items["title"].replace("", NO_TITLE)


def short_titles(items: pd.DataFrame, longest: int) -> pd.Series:
    """The titles of items in so many characters at most, cut between words."""
    shortened = [shorten(title, longest, placeholder="…") for title in shown_titles(items)]
    return pd.Series(shortened, index=items.index, dtype=object)


def named_items(items: pd.DataFrame) -> pd.Series:
    """The ID and the title of items as one text."""
    return items["id"] + " · " + shown_titles(items)


def is_on(moments: pd.Series, day: np.datetime64) -> pd.Series:
    """Whether each moment lies on a day."""
    start = day.astype("datetime64[s]")
    return is_within(moments, start, start + np.timedelta64(1, "D"))


def aired_on(checked: Checked, day: np.datetime64) -> pd.Series:
    """Whether each item was published on a day; not where the time was typed ahead (W409)."""
    return checked.items["aired"] & is_on(checked.items["published"], day)
