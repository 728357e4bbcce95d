"""Parse the tabs of the work log into typed frames; what cannot be read is marked in its row, never dropped.

Every frame has a column `row` with the 1-based sheet row. Moments are datetime64[s] in local wall time; NaT is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from worklog.core.indonesian import and_text
from worklog.core.log import tabs
from worklog.core.log.behind import links, with_link
from worklog.core.log.cells import as_shown, identifiers, texts, whole_numbers, words
from worklog.core.log.grids import SETUP, LogShapeError
from worklog.core.log.names import Names
from worklog.core.log.people_and_days import parse_days, parse_people
from worklog.core.log.readable import DAY_ALONE, LAST_MINUTE, read_dates
from worklog.core.lookup import NONE, look_up
from worklog.core.moments import NAT
from worklog.core.sop.book import SopBook

NO_DECISION, UNKNOWN_DECISION = -1, -2
"""Stand in `decision` where nothing is typed, and where it is no decision of the log."""


@dataclass(frozen=True)
class Tables:
    """The parsed tabs.

    `register`: every row of Daftar Konten with typed content or an ID: id, key, named, first (the row that counts of
    those with the same ID), item (row of `items`, -1 none), flow_text, flow_code (its first word), version (of the SOP
    that holds for it, in `SopBook.versions`), flow_index (row of `SopBook.flows`, -1 unknown), title, registered,
    reference, planned, person, caption, related (key), related_text, and for each of the three dates `…_filled`,
    `…_unreadable`, `…_fault` (see `readable`), `…_day` (the day that was understood) and `…_typed` (what was typed and
    cannot be read).
    `items`: the register rows that count, numbered from 0.
    `log`: every row of Buku Kerja with an ID or typed content, in sheet order: id, key, named, item (row of `items`,
    -1 unknown), round and step (0 where unusable), malformed, touched, start, finish (each with `…_filled`,
    `…_unreadable`, `…_fault`, `…_day`, `…_typed`), finish_is_day (aired on a day without a time), decision (row of
    `DECISIONS`, `NO_DECISION` or `UNKNOWN_DECISION`), decision_text, evidence, and per role its header with the name as
    a row of `names` (-1 none).
    `people`: name (row of `names`), role (row of `SopBook.roles`), since, until, email (as typed), whatsapp
    (digits of the international form, "" none); `days`: first, last, kind,
    hours, note.
    `unusable`: rows of Petugas and Kalender with a cell that cannot be used: tab, row, cells (their headers).
    `names`: each name once, as first typed, also those of cells that hold several people. `together`: the people in
    each name cell: cell and person (rows of `names`), the one who answers for the step first.
    """

    register: pd.DataFrame
    items: pd.DataFrame
    log: pd.DataFrame
    people: pd.DataFrame
    days: pd.DataFrame
    unusable: pd.DataFrame
    names: np.ndarray
    together: pd.DataFrame


def parse_tables(frames: Mapping[str, pd.DataFrame], sop: SopBook, now: np.datetime64) -> Tables:
    """Parse the frames of the staff tabs; `now` decides the SOP version of items without any date.

    Raises `grids.LogShapeError` when the flow of an item has roles whose columns Buku Kerja lacks.
    """
    register = _register(frames[tabs.REGISTER.name], sop, now)
    items = register[register["named"] & register["first"]].reset_index(drop=True)
    _refuse_without_roles(frames[tabs.LOG.name], items, sop)
    register["item"] = pd.Index(items["key"]).get_indexer(pd.Index(register["key"])) if len(items) else NONE
    names = Names()
    people, unusable_people = parse_people(frames[tabs.PEOPLE.name], names, sop.roles)
    log = _log(frames[tabs.LOG.name], items, sop, names, now)
    together = names.together(people["name"].to_numpy())
    calendar, unusable_days = parse_days(frames[tabs.CALENDAR.name])
    unusable = pd.concat([unusable_people, unusable_days], ignore_index=True)
    return Tables(register, items, log, people, calendar, unusable, names.texts(), together)


def _refuse_without_roles(log: pd.DataFrame, items: pd.DataFrame, sop: SopBook) -> None:
    """An item whose SOP is not in force yet may come before the columns that its flow needs."""
    lacking = [number for number, role in enumerate(sop.roles) if role not in log]
    if not lacking:
        return
    needed = sop.steps[sop.steps["role"].isin(lacking)]
    at = np.flatnonzero(items["flow_index"].isin(needed["flow"]))
    if len(at):
        first = items.iloc[at[0]]
        roles = needed.loc[needed["flow"] == first["flow_index"], "role"].unique()
        number = sop.versions[first["version"]].number
        raise LogShapeError(
            [
                (
                    f"{first['id']} (baris {first['row']} di Daftar Konten) memakai SOP Nomor {number}, tetapi Buku "
                    f"Kerja belum memiliki kolom {and_text([sop.roles[role] for role in roles])} untuk itu.",
                    "Bila Waktu Acuan atau Tanggal di baris itu keliru, betulkan; bila benar, jalankan: " + SETUP,
                )
            ]
        )


def _column(frame: pd.DataFrame, header: str) -> np.ndarray:
    return texts(frame[header]) if header in frame else np.full(len(frame), "", dtype=object)


def _dates(
    frame: pd.DataFrame, name: str, header: str, now: np.datetime64, around: np.ndarray, *, with_time: bool
) -> dict[str, np.ndarray]:
    read = read_dates(frame[header], now, around, with_time=with_time)
    unreadable = read.faults != ""
    typed = np.full(len(frame), "", dtype=object)
    typed[unreadable] = as_shown(frame[header].to_numpy()[unreadable])
    values = read.values if with_time else read.days.astype("datetime64[s]")
    return {
        name: np.where(unreadable, NAT, values),
        f"{name}_filled": read.filled,
        f"{name}_unreadable": unreadable,
        f"{name}_fault": read.faults,
        f"{name}_day": read.days,
        f"{name}_typed": typed,
    }


def _register(frame: pd.DataFrame, sop: SopBook, now: np.datetime64) -> pd.DataFrame:
    ids = texts(frame["ID Konten"])
    text = {h: _column(frame, h) for h in ("Alur", "Judul", "Penanggung Jawab", "Caption", "Terkait ID")}
    today = np.full(len(frame), now, dtype="datetime64[D]")
    registered = _dates(frame, "registered", "Tanggal", now, today, with_time=False)
    around = _or_today(registered["registered"], now)
    table = pd.DataFrame(
        {
            "row": frame["row"].to_numpy(),
            "id": ids,
            "key": identifiers(ids),
            "named": ids != "",
            **registered,
            **_dates(frame, "reference", "Waktu Acuan", now, around, with_time=True),
            **_dates(frame, "planned", "Jadwal Tayang", now, around, with_time=False),
            "flow_text": text["Alur"],
            "title": text["Judul"],
            "person": text["Penanggung Jawab"],
            "caption": text["Caption"],
            "related": identifiers(text["Terkait ID"]),
            "related_text": text["Terkait ID"],
            "id_cell": frame["ID Konten"].to_numpy(),
        }
    )
    dated = table[["registered_filled", "reference_filled", "planned_filled"]].any(axis=1).to_numpy()
    typed = np.logical_or.reduce([column != "" for column in text.values()]) | dated
    table = table[table["named"].to_numpy() | typed].reset_index(drop=True)
    table["first"] = ~table.duplicated("key")
    began = table["reference"].fillna(table["registered"]).fillna(now).to_numpy().astype("datetime64[D]")
    table["flow_code"] = pd.Series([text.partition(" ")[0].upper() for text in table["flow_text"]], dtype="str")
    table["version"] = sop.version_at(began)
    table["flow_index"] = sop.flow_index(table["version"].to_numpy(), table["flow_code"].tolist())
    return table


def _or_today(days: np.ndarray, now: np.datetime64) -> np.ndarray:
    """Each day, and today where it is not known: near it lies a date that names no year."""
    return np.where(np.isnat(days), now, days).astype("datetime64[D]")


def _log(frame: pd.DataFrame, items: pd.DataFrame, sop: SopBook, names: Names, now: np.datetime64) -> pd.DataFrame:
    ids = texts(frame["ID Konten"])
    rounds, round_filled, round_good = whole_numbers(frame["Putaran"])
    steps, _, step_good = whole_numbers(frame["No"])
    decision_text = texts(frame["Keputusan"])
    keys = identifiers(ids)
    item = pd.Index(items["key"]).get_indexer(pd.Index(keys)) if len(items) else np.full(len(ids), NONE)
    around = _or_today(look_up(items["registered"], item, NAT), now)
    people = {role: names.numbers(_column(frame, role)) for role in sop.roles}
    table = pd.DataFrame(
        {
            "row": frame["row"].to_numpy(),
            "id": ids,
            "key": keys,
            "item": item,
            "named": ids != "",
            "round": np.where(round_filled, np.where(round_good, rounds, 0), 1),
            "step": np.where(step_good, steps, 0),
            **people,
            **_dates(frame, "start", "Mulai", now, around, with_time=True),
            **_dates(frame, "finish", "Selesai", now, around, with_time=True),
            "decision": _decisions(decision_text),
            "decision_text": decision_text,
            "evidence": _evidence(frame["Bukti"]),
            "id_cell": frame["ID Konten"].to_numpy(),
            "round_cell": frame["Putaran"].to_numpy(),
            "step_cell": frame["No"].to_numpy(),
        }
    )
    table["touched"] = (
        np.logical_or.reduce([codes >= 0 for codes in people.values()])
        | table["start_filled"]
        | table["finish_filled"]
        | (decision_text != "")
        | (table["evidence"] != "")
    )
    table["typed"] = table["touched"] | (texts(frame["Catatan"]) != "")
    table = table[table["named"] | table["typed"]].reset_index(drop=True)
    table["malformed"] = (table["round"] == 0) | (table["step"] == 0)
    return _with_days_of_airing(_without_foreign_steps(table, items, sop), sop)


def _without_foreign_steps(table: pd.DataFrame, items: pd.DataFrame, sop: SopBook) -> pd.DataFrame:
    """Mark step numbers that the item's flow does not have as unusable."""
    flow = items["flow_index"].to_numpy()[table["item"].to_numpy()] if len(items) else np.full(len(table), NONE)
    flow = np.where(table["item"] >= 0, flow, NONE)
    last = sop.flows["last"].to_numpy()[flow]
    foreign = (flow >= 0) & (table["step"].to_numpy() > last)
    return table.assign(
        flow_index=flow,
        step=np.where(foreign, 0, table["step"]),
        malformed=table["malformed"] | foreign,
    )


def _with_days_of_airing(table: pd.DataFrame, sop: SopBook) -> pd.DataFrame:
    """A post on the planned day needs no time of day: where Selesai is a day alone, it is the end of that day.

    Adds `finish_is_day`.
    """
    alone = (table["flow_index"] >= 0) & (table["step"] > 0) & (table["finish_fault"] == DAY_ALONE)
    if not alone.any():
        return table.assign(finish_is_day=alone)
    steps = sop.step_rows(table["flow_index"].to_numpy()[alone], table["step"].to_numpy()[alone])
    alone[alone] = sop.steps["planned"].to_numpy()[steps]
    table.loc[alone, "finish"] = table.loc[alone, "finish_day"] + LAST_MINUTE
    table.loc[alone, ["finish_fault", "finish_typed"]] = ""
    table.loc[alone, "finish_unreadable"] = False
    return table.assign(finish_is_day=alone)


def _evidence(cells: pd.Series) -> np.ndarray:
    """What stands in Bukti, and behind a title the address that it leads to."""
    shown, behind = texts(cells), links(cells.to_numpy())
    for at in np.flatnonzero(behind != ""):
        shown[at] = with_link(shown[at], behind[at])
    return shown


_AS_MEANT = {
    tabs.APPROVED: ("ok", "oke", "acc", "disetujui"),
    tabs.REVISE: ("perbaiki", "perbaikan", "diperbaiki", "direvisi"),
}
"""Other words for a decision that can mean nothing else."""
_DECISION_NUMBERS = {"": NO_DECISION} | {
    word.casefold(): number
    for number, decision in enumerate(tabs.DECISIONS)
    for word in (decision, *_AS_MEANT.get(decision, ()))
}


def _decisions(decision_text: np.ndarray) -> np.ndarray:
    codes, unique = pd.factorize(words(decision_text))
    meant = [word.rstrip(".! ") or word for word in unique]
    return np.array([_DECISION_NUMBERS.get(word, UNKNOWN_DECISION) for word in meant], dtype=np.int64)[codes]
