"""A rules: what earlier readings of the log saw; they explain, accuse nobody, and change no verdict.

A reading that was missed (the PC was off) only widens the time in which something may have been typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from worklog.core.history.lives import Bracket, Life
from worklog.core.history.rows import step_key
from worklog.core.history.steps import FINISH, changed_after, finishes, notes
from worklog.core.history.telling import TOLD_FOR, bracket_text, cell_words, row_name
from worklog.core.history.values import read_cell
from worklog.core.judging.rule import NOTHING, Case, Durations, rule
from worklog.core.log.cells import identifiers, texts, words
from worklog.core.log.people_and_days import is_example
from worklog.core.log.readable import DAY_ALONE, LAST_MINUTE, Readable, read_dates
from worklog.core.log.tabs import DECISIONS, PEOPLE, REGISTER, is_role, is_typed
from worklog.core.lookup import NONE, look_up

MANY = 3
"""Steps of an item that are first seen in one reading, from which on that is told."""
OFTEN = 5
"""Steps of a person that took exactly their limit, from which on that is told."""
PRACTICE = "Kebiasaan pencatatan; tidak mengubah penilaian"


@rule(
    "A601",
    "warning",
    "Diisi kemudian",
    "{id} langkah {step} tertulis selesai {finish}. Isian itu terlihat pertama kali pada {seen}; "
    "pada {without}, {late} (jam kerja) sesudah waktu itu, belum ada. Sebabnya dapat ditulis di Catatan. "
    "Catatan sekarang: {note}.",
    PRACTICE,
)
def typed_in_late(case: Case) -> pd.DataFrame:
    entries = _late_entries(case)
    if entries.empty:
        return NOTHING
    late = entries[entries["late"] > case.settings.late_entry_minutes * 60].reset_index(drop=True)
    office_time = Durations(late["late"], np.ones(len(late), dtype=bool))
    return _at_steps(case, late, **late[["finish", "seen", "without"]], late=office_time, column=FINISH)


@rule(
    "A602",
    "warning",
    "Berubah sesudah selesai",
    "{column} {id} langkah {step} berubah sesudah langkah itu selesai: {old} → {new}, terlihat {when}. "
    "Sebabnya dapat ditulis di Catatan. Catatan sekarang: {note}.",
    PRACTICE,
)
def changed_when_finished(case: Case) -> pd.DataFrame:
    changed = changed_after(case.memory)
    if changed.empty:
        return NOTHING
    changed = changed[_differs(changed, case.now)]
    brackets = zip(changed["without"].to_numpy(), changed["seen"].to_numpy(), strict=True)
    told = {name: [cell_words(cell) for cell in changed[name]] for name in ("old", "new")}
    changed = changed.assign(when=[bracket_text(Bracket(*b)) for b in brackets], **told)
    at = pd.Index(_step_keys(case), dtype=object).get_indexer(pd.Index(changed["key"]))
    changed = changed.assign(at=at)[at >= 0]
    return _at_steps(case, changed, **changed[["old", "new", "when"]], column=changed["header"])


@rule(
    "A603",
    "warning",
    "Baris tidak ada lagi",
    (
        "{what} tidak ada lagi di {tab}, terlihat {when}. Bila terhapus tanpa sengaja, ambil kembali dengan "
        "python scripts/log_history.py --deleted.",
        "{what} terhapus dari {tab}, terlihat {when}, dan sudah dibuka lagi tanpa isiannya. Salin isiannya kembali "
        "dari hasil python scripts/log_history.py --deleted.",
    ),
    PRACTICE,
)
def rows_that_vanished(case: Case) -> pd.DataFrame:
    memory = case.memory
    lost = [(poll, life) for poll, life in memory.lost if _is_missed(life)]
    lost = [each for each in lost if memory.bracket(each[0]).seen >= case.now - TOLD_FOR]
    together = groupby(sorted(lost, key=_loss), key=_loss)
    rows = [(*loss, bracket_text(memory.bracket(loss[1])), _what([*losses])) for loss, losses in together]
    if not rows:
        return NOTHING
    found = pd.DataFrame(rows, columns=["tab", "poll", "id", "is_open", "when", "what"])
    found = found.assign(says=found["is_open"].astype(int))
    item = pd.Index(case.items["key"]).get_indexer(pd.Index(identifiers(found["id"].to_numpy())))
    return found.assign(item=item, round=0, step=0, row=0, column="")


@rule(
    "A604",
    "info",
    "Banyak langkah diisi sekaligus",
    "{count} langkah {id} dengan waktu selesai yang berbeda terlihat pertama kali pada pemeriksaan yang sama, "
    "{seen}. Catat setiap langkah begitu selesai, supaya langkah berikutnya dapat dimulai.",
    PRACTICE,
)
def filled_in_at_once(case: Case) -> pd.DataFrame:
    entries = _late_entries(case)
    if entries.empty:
        return NOTHING
    items = case.trace.rows["item"].to_numpy()[entries["at"]]
    counted = entries.assign(item=items).groupby(["item", "seen"]).agg(count=("finish", "nunique")).reset_index()
    many = counted[counted["count"] >= MANY]
    if many.empty:
        return NOTHING
    place = case.items[["id", "row"]].iloc[many["item"]].reset_index(drop=True)
    return many.reset_index(drop=True).join(place).assign(round=0, step=0, tab=REGISTER.name, column="")


@rule(
    "A605",
    "info",
    "Sering tepat pada batas",
    "{count} dari {total} langkah {name} tertulis selesai tepat pada menit batasnya. Bila memang demikian, biarkan; "
    "bila dibulatkan, tulis waktu yang sebenarnya.",
    PRACTICE,
)
def exactly_at_the_limit(case: Case) -> pd.DataFrame:
    steps = case.timeline
    known = finishes(case.memory)
    if known.empty:
        return NOTHING
    seen = pd.Series(_step_keys(case), dtype=object).isin(known["key"][known["without"].notna()]).to_numpy()
    of_row = look_up(seen, steps["entry"], False)
    judged = of_row & steps["finished"] & steps["judged"] & ~steps["planned"] & (steps["own_name"] >= 0)
    exact = judged & (steps["finish"] == steps["deadline"])
    counted = pd.DataFrame({"name": steps["own_name"][judged], "exact": exact[judged]}).groupby("name")["exact"]
    people = counted.agg(count="sum", total="size").reset_index()
    people = people[(people["count"] >= OFTEN) & (people["count"] * 2 >= people["total"])].reset_index(drop=True)
    if people.empty:
        return NOTHING
    named = people.assign(name=case.tables.names[people["name"]])
    return named.assign(item=NONE, id="", round=0, step=0, tab=PEOPLE.name, row=0, column="")


def _late_entries(case: Case) -> pd.DataFrame:
    """Steps whose Selesai a reading in office time after it did not see yet.

    Columns: at (row of `Trace.rows`), finish, without, seen, late (seconds of office time from Selesai to `without`).
    """
    known = finishes(case.memory)
    if known.empty:
        return known.assign(at=0, finish=known["seen"], late=0)
    read = _read(known["cell"], case.now)
    aired = read.values + np.where(read.faults == DAY_ALONE, LAST_MINUTE, np.timedelta64(0, "m"))
    known = known.assign(finish=aired.astype("datetime64[s]"))
    known = known[np.isin(read.faults, ("", DAY_ALONE)) & known["finish"].notna()].drop_duplicates(["key", "finish"])
    rows = pd.DataFrame({"key": pd.Series(_step_keys(case), dtype=object), "at": np.arange(len(case.trace.rows))})
    entries = rows.assign(finish=case.trace.rows["finish"].to_numpy()).merge(known, on=["key", "finish"])
    entries = entries[(entries["without"] > entries["finish"])].reset_index(drop=True)
    late = case.clock.calendar.between(entries["finish"].to_numpy(), entries["without"].to_numpy())
    return entries.assign(late=late)[late > 0]


def _read(cells: pd.Series, now: np.datetime64) -> Readable:
    """Times as they were typed; one without a year is of the year near today."""
    return read_dates(cells, now, np.full(len(cells), now, dtype="datetime64[D]"), with_time=True)


def _step_keys(case: Case) -> list[str]:
    """The key of each row of `Trace.rows`."""
    rows = case.trace.rows
    of_item = case.items["key"].to_numpy()[rows["item"]]
    return [step_key(*parts) for parts in zip(of_item, rows["round"].tolist(), rows["step"].tolist(), strict=True)]


def _at_steps(case: Case, found: pd.DataFrame, **fields: Any) -> pd.DataFrame:
    """Findings at the rows `at` of `Trace.rows`, each with what stands in Catatan of the step `key`."""
    known = notes(case.memory)
    note = pd.Series([known.get(key, "") for key in found["key"]], dtype=object)
    return case.trace_rows_at(found["at"].to_numpy(), note=note, **fields)


def _differs(changed: pd.DataFrame, now: np.datetime64) -> np.ndarray:
    """Whether a cell means something else than it did; one that could not be read before was put right."""
    old, new = (changed[name] for name in ("old", "new"))
    times = {name: _read(cells, now) for name, cells in (("old", old), ("new", new))}
    readable = np.isin(times["old"].faults, ("", DAY_ALONE))
    of_times = readable & (times["old"].values != times["new"].values)
    said = {name: words(texts(cells)) for name, cells in (("old", old), ("new", new))}
    decided = np.isin(said["old"], [decision.casefold() for decision in DECISIONS])
    of_words = (said["old"] != said["new"]) & (decided | changed["header"].map(is_role).to_numpy(dtype=bool))
    differs: np.ndarray = np.where(changed["header"].isin(("Mulai", FINISH)), of_times, of_words)
    return differs


def _is_missed(life: Life) -> bool:
    """Whether people had typed in a row that is gone; the example in Petugas is nobody."""
    cells = life.cells_before_loss
    return any(is_typed(life.tab, header) for header in cells) and not is_example([cells.get("Nama")])[0]


def _loss(lost: tuple[int, Life]) -> tuple[str, int, str, bool]:
    """What is told in one finding: rows of one item that one reading missed, and whether they stand there again."""
    poll, life = lost
    return life.tab, poll, str(texts([read_cell(life.cells_before_loss.get("ID Konten", ""))])[0]), not life.is_gone


def _what(lost: Sequence[tuple[int, Life]]) -> str:
    named = row_name(lost[0][1])
    return f"{len(lost)} baris" if len(lost) > 1 else named[:1].upper() + named[1:]


RULES = (typed_in_late, changed_when_finished, rows_that_vanished, filled_in_at_once, exactly_at_the_limit)
