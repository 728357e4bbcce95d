"""Who is to do a step: the person as far as the log tells, else the role."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.log.names import name_key
from worklog.core.log.people_and_days import in_office
from worklog.core.lookup import NONE, look_up
from worklog.core.reports import figures


def who_acts(checked: Checked, steps: pd.DataFrame, day: np.datetime64) -> pd.Series:
    """The name of the person, or else of the role, who is to do each of these rows of the timeline on a day.

    The first that is known of: the name in the step's own row; the only person whom Petugas lists in the role on that
    day; the item's Penanggung Jawab, if Petugas lists him or her in that role on that day; the role.
    """
    names = pd.Series(look_up(checked.tables.names, acting_people(checked, steps, day), ""), index=steps.index)
    return names.where(names != "", figures.role_names(checked, steps["role"]))


def acting_people(checked: Checked, steps: pd.DataFrame, day: np.datetime64) -> pd.Series:
    """Who is to do each of these rows of the timeline on a day, as a row of `Tables.names`; -1 where nobody is known.

    As `who_acts` tells, without the role.
    """
    listed = role_holders(checked, day)
    counts = listed.groupby("role")["name"].agg(["size", "first"])
    only = steps["role"].map(counts.loc[counts["size"] == 1, "first"])
    responsible = pd.Series(_responsible(checked)[steps["item"]], index=steps.index)
    pairs = pd.MultiIndex.from_arrays([responsible, steps["role"]])
    responsible = responsible.where(pairs.isin(pd.MultiIndex.from_frame(listed[["name", "role"]])))
    named = steps["own_name"].where(steps["own_name"] >= 0)
    return named.fillna(only).fillna(responsible).fillna(NONE).astype(np.int64)


def role_holders(checked: Checked, day: np.datetime64) -> pd.DataFrame:
    """Who holds which role on a day, each pair once; the columns of `Tables.people`."""
    people = checked.tables.people
    return people[in_office(people, day.astype("datetime64[s]"))].drop_duplicates(["name", "role"])


def _responsible(checked: Checked) -> np.ndarray:
    """Each item's Penanggung Jawab as a row of `Tables.names`; -1 for nobody, or somebody who is named nowhere else."""
    known = pd.Index([name_key(name) for name in checked.tables.names], dtype=object)
    return known.get_indexer(pd.Index([name_key(name) for name in checked.items["person"]], dtype=object))
