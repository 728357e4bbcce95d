"""What each person did in a month, step by step: the evidence that an employee hands in for SKP and e-Kinerja.

A step belongs to the person named in the column of its own role, and to the month of its Selesai. Column names are
those that the template `rekap-pegawai.xlsx` asks for in braces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from worklog.core.indonesian import UNKNOWN, moment_text, short_day_text
from worklog.core.judging.check import Checked
from worklog.core.lookup import NONE, look_up
from worklog.core.reports import figures
from worklog.core.reports.letterhead import BLANK_NAME, Letterhead, Signer, letterhead_values
from worklog.core.reports.monthly.steps import NO, YES, finished_steps
from worklog.core.reports.past import at_end_of
from worklog.core.sop.book import SopBook
from worklog.core.sop.model import DECIDING_KINDS, Sop

KIND_NAMES = {
    "make": "Menyusun konsep",
    "repair": "Memperbaiki konsep",
    "check": "Memeriksa",
    "approve": "Menyetujui",
    "do": "Menugaskan, meneruskan atau memantau",
    "publish": "Menayangkan atau menjawab",
}
"""What the kinds of steps of the SOP are called; the totals stand in this order."""
HEAD_OF_UNIT = "subbag"
"""Stands in the position of the signer who answers for the staff's work."""
BLANK_NUMBER = "." * 24
"""Stands where a NIP is to be written by hand: the log does not know those of the staff."""


@dataclass(frozen=True)
class Recap:
    """The recap of one person: `roles` in which the work was done, `totals` by kind of work, and the `steps`.

    `signed_by_head`: whether the head of the unit signs, who answers for the staff, or (False) somebody above; None
    where the office writes it in. `unread` counts finished steps whose Selesai cannot be read, so that no month is
    known for them. `done` steps are the `on_time` and the `late` ones, and those that cannot be judged yet.
    """

    name: str
    roles: tuple[str, ...]
    signed_by_head: bool | None
    totals: pd.DataFrame
    steps: pd.DataFrame
    unread: int
    done: int
    on_time: int
    late: int


@dataclass(frozen=True)
class Recaps:
    """The recaps of a month (datetime64[M]) by name, as things stood at `moment`, signed on `day`."""

    month: np.datetime64
    moment: np.datetime64
    made: np.datetime64
    sop: Sop
    people: tuple[Recap, ...]

    def sheets(self, letterhead: Letterhead) -> dict[str, tuple[dict[str, object], dict[str, pd.DataFrame]]]:
        """The values and the tables of each person by the defined names of `rekap-pegawai.xlsx`."""
        return {person.name: (self._values(person, letterhead), _tables(person)) for person in self.people}

    def _values(self, person: Recap, letterhead: Letterhead) -> dict[str, object]:
        signed = Letterhead(
            letterhead.name, letterhead.unit, letterhead.address, letterhead.city, _signers(person, letterhead)
        )
        values = letterhead_values(signed, self.sop, self.made.astype("datetime64[D]"))
        return values | {
            "nama": person.name,
            "peran": ", ".join(person.roles),
            "bulan": figures.month_name(self.month),
            "keadaan_pada": self._as_of(),
            "jumlah_langkah": person.done,
            "jumlah_tepat": person.on_time,
            "jumlah_terlambat": person.late,
            "jumlah_dilengkapi": person.done - person.on_time - person.late,
            "catatan": _note(person),
        }

    def _as_of(self) -> str:
        if self.moment == self.made:
            return f"Keadaan pada {moment_text(self.made)} WIB; bulan ini belum berakhir"
        return f"Keadaan pada akhir {short_day_text(self.moment)}, dibuat {moment_text(self.made)} WIB"


def recap_file_name(month: np.datetime64) -> str:
    """The name of the workbook of a month."""
    return f"Rekap Pegawai {month.astype('datetime64[M]')}.xlsx"


def recaps(checked: Checked, month: np.datetime64) -> Recaps:
    """What each person did in `month` (datetime64[M]), by name; of a past month as it was at its end (`past`)."""
    month, made = month.astype("datetime64[M]"), checked.now
    last_day = (month + 1).astype("datetime64[D]") - 1
    checked = at_end_of(checked, last_day)
    steps = of_everybody(checked, finished_steps(checked))
    latest = checked.now + np.timedelta64(checked.office.settings.future_tolerance_minutes, "m")
    first = month.astype("datetime64[s]")
    steps = steps[(steps["month"] == first) & (steps["finish"] <= latest) & (steps["person"] != "")]
    timeline = of_everybody(checked, checked.timeline)
    unread = timeline[timeline["finished"] & timeline["finish"].isna()].groupby("person").size()
    people = [_recap(checked, name, rows, int(unread.get(name, 0))) for name, rows in steps.groupby("person")]
    return Recaps(month, checked.now, made, checked.sop.at(last_day), tuple(people))


def of_everybody(checked: Checked, steps: pd.DataFrame) -> pd.DataFrame:
    """Steps of the timeline, once for each person whom the cell of its role names (`person`)."""
    cell = look_up(checked.trace.rows["own_cell"], steps["entry"], NONE)
    people = checked.tables.together.rename(columns={"person": "named"})
    shared = steps.assign(cell=cell).merge(people, on="cell", how="left")
    names = look_up(checked.tables.names, shared["named"].fillna(NONE).astype(np.int64), "")
    return shared.assign(person=names).drop(columns=["cell", "named"])


def _recap(checked: Checked, name: str, rows: pd.DataFrame, unread: int) -> Recap:
    roles = tuple(figures.role_names(checked, rows["role"].drop_duplicates().sort_values()))
    by_head = _signed_by_head(checked.sop, roles)
    judged, late = int(rows["judged"].sum()), int(rows["late"].sum())
    totals, steps = totals_by_kind(rows), done_steps(checked, rows)
    return Recap(name, roles, by_head, totals, steps, unread, len(rows), judged - late, late)


def _signed_by_head(sop: SopBook, roles: Sequence[str]) -> bool | None:
    """As in `Recap`: staff are the roles that never decide, heads those that first decide on what staff made."""
    steps = [[(step.kind, step.role) for step in flow.steps] for flow in sop.flow_models]
    deciding = {role for flow in steps for kind, role in flow if kind in DECIDING_KINDS}
    heads = set()
    for flow in steps:
        decided = [(kind, role) for kind, role in flow if kind in (*DECIDING_KINDS, "make", "repair")]
        heads |= {
            role for (_, maker), (kind, role) in pairwise(decided) if kind in DECIDING_KINDS and maker not in deciding
        }
    if heads.intersection(roles):
        return False
    return None if deciding.issuperset(roles) else True


def totals_by_kind(rows: pd.DataFrame) -> pd.DataFrame:
    """How many steps of each kind were done: `Jumlah` = Tepat waktu + Terlambat + Perlu dilengkapi."""
    facts = rows[["judged", "late"]].astype(int).assign(done=1).groupby(rows["kind"].astype(object)).sum()
    facts = facts.reindex(pd.Index(KIND_NAMES)).dropna().astype(int)
    table = pd.DataFrame(
        {
            "Jenis pekerjaan": facts.index.map(KIND_NAMES),
            "Jumlah": facts["done"],
            "Tepat waktu": facts["judged"] - facts["late"],
            "Terlambat": facts["late"],
            figures.NOT_JUDGEABLE: facts["done"] - facts["judged"],
        }
    )
    return table.reset_index(drop=True)


def done_steps(checked: Checked, rows: pd.DataFrame) -> pd.DataFrame:
    """The steps in order of time; `Bukti` is the step's own, or else where the item aired."""
    rows = rows.sort_values(["finish", "item", "round", "step"], kind="stable")
    items = checked.items.loc[rows["item"]]
    outputs = [step.output for flow in checked.sop.flow_models for step in flow.steps]
    aired = pd.Series(figures.links(checked).loc[rows["item"]].to_numpy(), index=rows.index)
    again = (" (putaran " + rows["round"].astype(str) + ")").where(rows["round"] > 1, "")
    table = pd.DataFrame(
        {
            "Selesai": figures.shown_moments(rows["finish"], rows["finish_is_day"]),
            "Konten": figures.named_items(items).to_numpy(),
            "Pekerjaan": figures.activities(checked, rows["sop_step"]) + again,
            "Sebagai": figures.role_names(checked, rows["role"]),
            "Output": np.array(outputs, dtype=object)[rows["sop_step"]],
            "Bukti": rows["evidence"].where(rows["evidence"] != "", aired).replace("", UNKNOWN),
            "Tepat waktu": _on_time(checked, rows),
        }
    )
    return table.reset_index(drop=True)


def _on_time(checked: Checked, rows: pd.DataFrame) -> pd.Series:
    late = f"{NO}, " + figures.overruns_in_words(checked, rows["overrun"], rows["overrun_working"])
    words = np.select([rows["late"], rows["judged"]], [late, YES], figures.NOT_JUDGEABLE)
    return pd.Series(words, index=rows.index, dtype=object)


def _tables(person: Recap) -> dict[str, pd.DataFrame]:
    return {"tabel_jumlah": person.totals, "tabel_langkah": person.steps}


def _note(person: Recap) -> str:
    if not person.unread:
        return ""
    return (
        f"Belum termasuk {person.unread} langkah yang waktu Selesai-nya belum terbaca; perbaiki di Buku Kerja, lalu "
        "buat lagi rekap ini."
    )


def _signers(person: Recap, letterhead: Letterhead) -> list[Signer]:
    """The person, and who answers for the work."""
    above = _above(person, letterhead)
    return [
        Signer("Pegawai,", "", person.name, BLANK_NUMBER),
        Signer("Mengetahui,", above.position, above.name, above.nip),
    ]


def _above(person: Recap, letterhead: Letterhead) -> Signer:
    """The head of the unit for the staff, the first other signer for the head; else the office writes it in."""
    of_head = [HEAD_OF_UNIT in signer.position.casefold() for signer in letterhead.signers]
    fitting = [
        signer for signer, is_head in zip(letterhead.signers, of_head, strict=True) if is_head == person.signed_by_head
    ]
    return fitting[0] if fitting else Signer("", BLANK_NAME, "")
