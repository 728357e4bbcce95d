"""Findings that repeat themselves, told once: one name, one line."""

from __future__ import annotations

import pandas as pd

from worklog.core.judging.check import Checked

OF_A_PERSON = "P303"
"""The rule whose findings are about a person in a role; those of all others are about an item."""
MOST_ROWS = 6


def told_once(checked: Checked, findings: pd.DataFrame) -> pd.DataFrame:
    """One row for each rule and what it is about, in the order of `findings`: the first of them.

    Adds: times, places (where all of them stand, such as `Buku Kerja baris 12, 14`) and told (the message, with how
    often it holds); id is "" for what a person did in several steps. Findings of no item, and of the register, stay as
    they are.
    """
    persons = _persons(checked, findings)
    subject = _subjects(checked, findings, persons)
    groups = findings.groupby(subject, sort=False)
    first = findings[~subject.duplicated()]
    order = subject[first.index]
    times = groups.size().reindex(order).set_axis(first.index)
    rows = groups["row"].agg(_row_numbers).reindex(order).set_axis(first.index)
    persons = persons[first.index]
    again = "Begitu juga pada " + (times - 1).astype(str) + " isian lain konten ini."
    of_person = persons + ": " + times.astype(str) + " langkah. " + first["message"]
    told = first["message"].where(times == 1, (first["message"] + " " + again).mask(persons != "", of_person))
    ids = first["id"].mask((times > 1) & (persons != ""), "")
    return first.assign(id=ids, times=times, places=first["tab"] + rows, told=told)


def _subjects(checked: Checked, findings: pd.DataFrame, persons: pd.Series) -> pd.Series:
    """What each finding is about, as a key; its own number where it stands alone."""
    role = _of_steps(checked, findings, "role").astype(str).where(persons != "", "")
    items = findings["id"].fillna("").where(findings["step"] > 0, "")
    about = persons.mask(persons == "", items)
    key = findings["code"] + "|" + findings["tab"] + "|" + findings["column"] + "|" + role + "|" + about
    return key.where(about != "", findings.index.astype(str))


def _persons(checked: Checked, findings: pd.DataFrame) -> pd.Series:
    """The person of findings that are about one in a role; "" elsewhere."""
    return _of_steps(checked, findings, "person").where(findings["code"] == OF_A_PERSON, "")


def _of_steps(checked: Checked, findings: pd.DataFrame, column: str) -> pd.Series:
    """What the timeline says of the step of each finding; "" where there is none."""
    at = ["item", "round", "step"]
    steps = checked.timeline.drop_duplicates(at).set_index(at)[column].astype(object)
    told = steps.reindex(pd.MultiIndex.from_frame(findings[at])).fillna("").to_numpy()
    return pd.Series(told, index=findings.index, dtype=object)


def _row_numbers(rows: pd.Series) -> str:
    numbers = [str(row) for row in rows[rows > 0].drop_duplicates()]
    if not numbers:
        return ""
    more = len(numbers) - MOST_ROWS
    return " baris " + ", ".join(numbers[:MOST_ROWS]) + (f" dan {more} lainnya" if more > 0 else "")
