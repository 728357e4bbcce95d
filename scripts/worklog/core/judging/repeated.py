"""Findings that repeat themselves, told once: one name, one line."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.indonesian import listed
from worklog.core.judging.check import Checked

MOST_ROWS = 6


def told_once(checked: Checked, findings: pd.DataFrame) -> pd.DataFrame:
    """One row for each rule and what it is about, in the order of `findings`: the first of them.

    Adds: times, places (where all of them stand, such as `Buku Kerja baris 12, 14`) and told (the message, with how
    often it holds); id is "" for what a person did in several steps. Findings of no item, and of the register, stay as
    they are.
    """
    of_steps = _of_persons(checked, findings)
    persons = of_steps["person"]
    subject = _subjects(findings, of_steps)
    rows: dict[str, list[int]] = {}
    for key, row in zip(subject, findings["row"].tolist(), strict=True):
        rows.setdefault(key, []).append(row)
    first = findings[~subject.duplicated()]
    persons = persons[first.index]
    times = pd.Series([len(each) for each in rows.values()], index=first.index, dtype=np.int64)
    places = first["tab"] + pd.Series([_row_numbers(each) for each in rows.values()], index=first.index, dtype=object)
    again = "Begitu juga pada " + (times - 1).astype(str) + " isian lain konten ini."
    of_person = persons + ": " + times.astype(str) + " langkah. " + first["message"]
    told = first["message"].where(times == 1, (first["message"] + " " + again).mask(persons != "", of_person))
    ids = first["id"].mask((times > 1) & (persons != ""), "")
    return first.assign(id=ids, times=times, places=places, told=told)


def _subjects(findings: pd.DataFrame, of_steps: pd.DataFrame) -> pd.Series:
    """What each finding is about, as a key; its own number where it stands alone."""
    items = findings["id"].fillna("").where(findings["step"] > 0, "")
    about = of_steps["person"].mask(of_steps["person"] == "", items)
    kind = findings["code"] + "|" + findings["tab"] + "|" + findings["column"]
    return (kind + "|" + of_steps["role"] + "|" + about).where(about != "", findings.index.astype(str))


def _of_persons(checked: Checked, findings: pd.DataFrame) -> pd.DataFrame:
    """The person and the role of findings that are about a person in a role; "" elsewhere."""
    at, told = ["item", "round", "step"], ["person", "role"]
    of_steps = pd.DataFrame("", index=findings.index, columns=told, dtype=object)
    chosen = findings["of_person"]
    if chosen.any():
        steps = checked.timeline.drop_duplicates(at).set_index(at)[told].astype(str)
        of_steps[chosen] = steps.reindex(pd.MultiIndex.from_frame(findings.loc[chosen, at])).fillna("").to_numpy()
    return of_steps


def _row_numbers(rows: list[int]) -> str:
    numbers = [str(row) for row in dict.fromkeys(rows) if row > 0]
    return f" baris {listed(numbers, MOST_ROWS)}" if numbers else ""
