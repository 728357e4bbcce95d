"""Parse what the office tells of itself: who holds which role (tab Petugas), which days are worked (tab Kalender).

A cell that cannot be used counts as blank; its row is told of as D114.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from worklog.core.log.cells import Cells, days, texts, words
from worklog.core.log.hours import read_hours
from worklog.core.log.names import Names
from worklog.core.log.phone_numbers import mobile_number
from worklog.core.log.tabs import CALENDAR, DAY_KINDS, EXAMPLE_PERSON, PEOPLE, SPECIAL_HOURS, WORKING_DAY


def _unusable(tab: str, rows: np.ndarray, faults: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """One line per row that has faults: its tab, row and the headers of the faulty cells."""
    faulty = np.logical_or.reduce(list(faults.values())) if faults else np.zeros(len(rows), dtype=bool)
    cells = [", ".join(h for h, fault in faults.items() if fault[i]) for i in np.flatnonzero(faulty)]
    return pd.DataFrame({"tab": tab, "row": rows[faulty], "cells": np.array(cells, dtype=object)})


def parse_people(frame: pd.DataFrame, names: Names, roles: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The usable rows of Petugas (see `Tables.people`), and those with a cell that cannot be used.

    `roles` are those of the SOP.

    The example row that setup leaves says that it is one, and is nobody.
    """
    frame = frame[~is_example(frame["Nama"])]
    role_words = words(texts(frame["Peran"]))
    role = pd.Index(words(np.array(roles, dtype=object))).get_indexer(pd.Index(role_words))
    since, _, since_readable = days(frame["Berlaku Dari"])
    until, _, until_readable = days(frame["Berlaku Sampai"])
    faults = {
        "Peran": role < 0,
        "Berlaku Dari": _filled(frame["Berlaku Dari"]) & ~since_readable,
        "Berlaku Sampai": (_filled(frame["Berlaku Sampai"]) & ~until_readable) | (until < since),
    }
    until = np.where(until < since, np.datetime64("NaT", "D"), until)
    typed_numbers = texts(frame["WhatsApp"]) if "WhatsApp" in frame else np.full(len(frame), "", dtype=object)
    numbers = np.array([mobile_number(str(text)) for text in typed_numbers], dtype="object")
    faults["WhatsApp"] = (typed_numbers != "") & (numbers == "")
    email = texts(frame["Surel"]) if "Surel" in frame else ""
    people = pd.DataFrame(
        {
            "name": names.numbers(texts(frame["Nama"])),
            "role": role,
            "since": since,
            "until": until,
            "email": email,
            "whatsapp": numbers,
        }
    )
    # A bound that cannot be read counts as blank: one bad cell must not become a finding on every step of a person.
    people = people[(people["name"] >= 0) & (people["role"] >= 0)].reset_index(drop=True)
    return people, _unusable(PEOPLE.name, frame["row"].to_numpy(), faults)


def is_example(names: Cells) -> np.ndarray:
    """Whether each cell of Nama is that of an example row, who is nobody."""
    begun = EXAMPLE_PERSON.casefold()
    return np.array([word.startswith(begun) for word in words(texts(names))], dtype=bool)


def in_office(terms: pd.DataFrame, day: pd.Series | np.datetime64) -> pd.Series:
    """Whether rows of Petugas hold on a day, one for all or one for each; ends are included, a blank one is open."""
    return ~(terms["since"] > day) & ~(terms["until"] < day)


def _filled(cells: pd.Series) -> np.ndarray:
    filled: np.ndarray = texts(cells) != ""
    return filled


def parse_days(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The usable rows of Kalender (see `Tables.days`), and those with a cell that cannot be used."""
    kind_words = words(texts(frame["Jenis"]))
    kind = pd.Index(words(np.array(DAY_KINDS, dtype=object))).get_indexer(pd.Index(kind_words))
    first, first_filled, first_readable = days(frame["Tanggal"])
    last, last_filled, last_readable = days(frame["Sampai"])
    hours = [read_hours(text) for text in texts(frame["Jam Kerja"])]
    unreadable = np.array([windows is None for windows in hours], dtype=bool)
    missing = np.array([windows == () for windows in hours], dtype=bool)
    needs_hours = kind == DAY_KINDS.index(SPECIAL_HOURS)
    may_have_hours = kind == DAY_KINDS.index(WORKING_DAY)
    last_usable = last_readable & (last >= first)
    faults = {
        "Tanggal": ~(first_filled & first_readable),
        "Sampai": last_filled & ~last_usable,
        "Jenis": kind < 0,
        "Jam Kerja": (unreadable & (needs_hours | may_have_hours)) | (missing & needs_hours),
    }
    # A cell that cannot be used counts as blank, so a working day keeps its weekday's hours.
    table = pd.DataFrame(
        {
            "row": frame["row"].to_numpy(),
            "first": first,
            "last": np.where(last_filled & last_usable, last, first),
            "kind": np.array((*DAY_KINDS, ""), dtype=object)[kind],
            "hours": pd.Series([windows or () for windows in hours], dtype=object),
            "note": texts(frame["Keterangan"]) if "Keterangan" in frame else "",
        }
    )
    unusable = _unusable(CALENDAR.name, frame["row"].to_numpy(), faults)
    return table[~(faults["Tanggal"] | faults["Jenis"])].reset_index(drop=True), unusable
