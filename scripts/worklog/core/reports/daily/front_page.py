"""The page that the Kasubbag signs: what went wrong, and who has to do what today, short enough for one sheet of paper.

Column names are the ones that the report template asks for in braces.
"""

from __future__ import annotations

from operator import itemgetter
from textwrap import shorten

import numpy as np
import pandas as pd

from worklog.core.indonesian import moment_text
from worklog.core.judging.check import Checked
from worklog.core.log.tabs import RowState
from worklog.core.reports import figures
from worklog.core.reports.figures import NO_NAME, aired_on, is_on, short_titles
from worklog.core.reports.open_items import due_by_the_end_of, late_items

MOST_WRONG, MOST_PEOPLE, MOST_TASKS = 6, 8, 2
"""Lines that fit on the page beside the rest; what is left out is counted."""
LONGEST_TITLE, LONGEST_TASK_TITLE = 70, 34
WRONG_COLUMNS = ["Konten", "Yang terjadi", "Siapa"]
TASK_COLUMNS = ["Petugas", "Tugas", "Jumlah", "Terlambat"]


def wrong_table(checked: Checked, opened: pd.DataFrame, day: np.datetime64, free_lines: int = 0) -> pd.DataFrame:
    """What is late now, what aired late on the day, and what was finished late, in this order, the worst first.

    `opened`: `open_items.open_items`. At most `MOST_WRONG` lines and the free ones of the page; the last one counts
    what is left out, of each kind about as much.
    """
    kinds = (_late_items(checked, opened), _aired_late(checked, day), _finished_late(checked, day))
    rows = [(rank, kind, row) for kind, of_kind in enumerate(kinds) for rank, row in enumerate(of_kind)]
    most = MOST_WRONG + free_lines
    chosen = sorted(rows, key=itemgetter(0))[: most if len(rows) <= most else most - 1]
    shown = [row for _, _, row in sorted(chosen, key=itemgetter(1, 0))]
    if len(rows) > len(shown):
        shown = [*shown, (f"dan {len(rows) - len(shown)} hal lain", "Lihat lampiran.", "")]
    return pd.DataFrame(shown, columns=WRONG_COLUMNS, dtype=object)


def _late_items(checked: Checked, opened: pd.DataFrame) -> list[tuple[str, str, str]]:
    late = late_items(opened)
    named = _named(checked, late, LONGEST_TITLE)
    at = ("langkah " + late["no"].astype(str)).where(late["no"] > 0, "langkah belum dikenal")
    return list(zip(named, "Belum selesai, " + late["left"] + " (" + at + ")", late["who"], strict=True))


def _aired_late(checked: Checked, day: np.datetime64) -> list[tuple[str, str, str]]:
    rows = checked.items[aired_on(checked, day) & checked.items["missed"]]
    verb = np.where(rows["answers"], "Dijawab", "Tayang")
    limits = [moment_text(limit) for limit in figures.shown_deadlines(rows["deadline"]).to_numpy()]
    what = [f"{told} tidak tepat waktu, batasnya {limit}" for told, limit in zip(verb, limits, strict=True)]
    return list(zip(_named(checked, rows, LONGEST_TITLE), what, rows["person"], strict=True))


def _finished_late(checked: Checked, day: np.datetime64) -> list[tuple[str, str, str]]:
    """The steps finished late on the day, those of a person together."""
    steps = checked.timeline[checked.timeline["late"] & is_on(checked.timeline["finish"], day)]
    told = []
    for name, rows in steps.groupby(steps["person"].replace("", NO_NAME), sort=False):
        items = rows["item"].drop_duplicates()
        named = _named(checked, checked.items.loc[items], LONGEST_TITLE)
        ids = named.iloc[0] if len(items) == 1 else ", ".join(rows["id"].unique())
        seconds, working = max(zip(rows["overrun"].tolist(), rows["overrun_working"].tolist(), strict=True))
        most = checked.clock.duration_text(seconds, working=working)
        told.append((shorten(ids, LONGEST_TITLE, placeholder=" …"), _late_steps(len(rows), most), str(name)))
    return told


def _late_steps(count: int, most: str) -> str:
    longest = f", paling lama {most}" if count > 1 else f" {most}"
    return f"{count} langkah selesai terlambat{longest}"


def tasks_of_today(checked: Checked, opened: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    """The steps that are late or fall due by the end of the day, a line a person, who has most late ones first.

    `opened`: `open_items.open_items`. At most `MOST_PEOPLE` lines, and one that counts the others.
    """
    due = due_by_the_end_of(opened, day)
    due = due.assign(late=due["state"] == RowState.LATE, named=_named(checked, due, LONGEST_TASK_TITLE))
    due = due.sort_values(["late", "due"], ascending=[False, True], kind="stable")
    people = due.groupby("who")["late"].agg(["size", "sum"])
    people = people.sort_values(["sum", "size"], ascending=False, kind="stable")
    lines: list[tuple[object, ...]] = [
        (who, _tasks(due[due["who"] == who], day), count, late)
        for who, count, late in people.head(MOST_PEOPLE).itertuples()
    ]
    rest = people.iloc[MOST_PEOPLE:]
    if len(rest):
        lines.append((f"{len(rest)} petugas lain", "Lihat lampiran.", rest["size"].sum(), rest["sum"].sum()))
    return pd.DataFrame(lines, columns=TASK_COLUMNS, dtype=object)


def _tasks(rows: pd.DataFrame, day: np.datetime64) -> str:
    until = figures.shown_deadlines(rows["due"])
    times = until.dt.strftime("sampai %H.%M").mask(rows["late"] | ~is_on(until, day), rows["left"])
    tasks = rows["named"] + " (langkah " + rows["no"].astype(str) + ", " + times + ")"
    told = tasks.head(MOST_TASKS).tolist()
    more = f"; dan {len(tasks) - len(told)} lagi" if len(tasks) > len(told) else ""
    return "\n".join(told) + more


def _named(checked: Checked, rows: pd.DataFrame, longest: int) -> pd.Series:
    """The ID and the title of items, shortened; `rows` are indexed by the items."""
    items = checked.items.loc[rows.index]
    return items["id"] + " " + short_titles(items, longest)


def about_checks(total: int, of_day: int, *, is_now: bool) -> str:
    """How many findings somebody can put right, and how many of these the report lists.

    Ringkasan counts the same as long as the report is about now (`is_now`).
    """
    if not total:
        return "Tidak ada catatan pemeriksaan yang perlu diperbaiki."
    as_there = ", seperti di tab Ringkasan" if is_now else ""
    of_which = f"{of_day} di antaranya" if of_day else "tidak satu pun"
    return (
        f"{total} catatan di buku kerja perlu dilengkapi atau diperbaiki{as_there}; {of_which} pada konten yang "
        f"berjalan atau dikerjakan hari itu{' (daftarnya di lampiran)' if of_day else ''}."
    )
