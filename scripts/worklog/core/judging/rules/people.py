"""P rules: the right person, in the right role."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.rule import NOTHING, Case, Days, rule, together
from worklog.core.judging.rules import clauses
from worklog.core.log.names import names_several, nearest_name
from worklog.core.log.people_and_days import in_office
from worklog.core.lookup import NONE, find, look_up

PERFORMER = "Tabel SOP, kolom Pelaksana"
_OWN_CONCEPT = "{name} menyetujui {id}, padahal konsepnya dibuat sendiri. Bila salah nama, betulkan; bila benar, "
_UNLISTED = "{name} belum tercatat di tab Petugas sebagai {role} pada {day}. "


@rule(
    "P301",
    "error",
    "Pelaksana kosong",
    "{id} langkah {step} selesai, tetapi nama pelaksananya belum diisi. Isi nama yang mengerjakannya di kolom {role}.",
    PERFORMER,
)
def nobody_named(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    nobody = (rows[list(case.sop.roles)] < 0).all(axis="columns")
    return case.trace_rows(rows["finish_filled"] & nobody, role=_role_of(case))


def _role_of(case: Case) -> np.ndarray:
    """The header of the role that the SOP gives each row of the trace."""
    return np.array(case.sop.roles, dtype=object)[_role_numbers(case)]


def _role_numbers(case: Case) -> np.ndarray:
    """The same as its place in `SopBook.roles`."""
    return case.sop.steps["role"].to_numpy()[case.trace.rows["sop_step"]]


@rule(
    "P302",
    "error",
    "Nama di kolom peran lain",
    "{id} langkah {step} adalah tugas {role}, tetapi nama «{name}» tertulis di kolom {column}. "
    "Bila orang itu yang mengerjakannya, pindahkan ke kolom {role}; bila bukan, kosongkan.",
    PERFORMER,
)
def wrong_role(case: Case) -> pd.DataFrame:
    rows, role = case.trace.rows, _role_numbers(case)
    found = together(
        [
            case.trace_rows((rows[header] >= 0) & (role != number), header, role=role, name=rows[header])
            for number, header in enumerate(case.sop.roles)
        ]
    )
    if found is NOTHING:
        return NOTHING
    return found.assign(
        role=np.array(case.sop.roles, dtype=object)[found["role"]], name=case.tables.names[found["name"]]
    )


@rule(
    "P303",
    "warning",
    "Petugas tidak terdaftar",
    (
        _UNLISTED + "Periksa ejaan namanya, atau lengkapi tab Petugas (Plh/Plt: baris bertanggal).",
        _UNLISTED + "Mungkin maksudnya {nearest}; bila bukan, lengkapi tab Petugas (Plh/Plt: baris bertanggal).",
        _UNLISTED + "Nama itu tercatat dengan peran atau masa tugas lain; bila memang bertugas, lengkapi tab Petugas "
        "(Plh/Plt: baris bertanggal).",
        _UNLISTED + "Bila itu lebih dari satu orang, tulis satu nama saja, yaitu yang bertanggung jawab; bila satu "
        "orang, lengkapi tab Petugas (Plh/Plt: baris bertanggal).",
    ),
    clauses.noted(PERFORMER + "; Catatan 1", "diwakilkan", PERFORMER),
    of_person=True,
)
def not_listed(case: Case) -> pd.DataFrame:
    rows, people = case.trace.rows, case.tables.people
    finish, start = rows["finish"].to_numpy(), rows["start"].to_numpy()
    day = np.where(np.isnat(finish), np.where(np.isnat(start), case.now, start), finish).astype("datetime64[D]")
    role, cell = _role_numbers(case), rows["own_cell"].to_numpy()
    asked = np.flatnonzero((cell >= 0) & ~_always_listed(case, cell, role, day))
    if not len(asked):
        return NOTHING
    which, duties = _duties(cell[asked], role[asked], day[asked], len(case.sop.roles))
    acting = duties.merge(case.tables.together, on="cell").rename(columns={"person": "name"})
    terms = acting.reset_index(names="acting").merge(people, on=["name", "role"])
    unlisted = acting.drop(terms["acting"][in_office(terms, terms["day"])]).drop_duplicates("at")
    of_duty, person = np.full(len(duties), NONE), np.full(len(rows), NONE)
    of_duty[unlisted["at"]] = unlisted["name"]
    person[asked] = of_duty[which]
    found = case.trace_rows(person >= 0, person=person, role=_role_of(case), day=Days(day))
    if not len(found):
        return found
    nearest = found["person"].map({number: _nearest(case, number) for number in found["person"].unique()})
    is_listed = found["person"].isin(people["name"])
    several = pd.Series(case.tables.names[found["person"]]).map(names_several).to_numpy()
    return found.assign(
        name=case.tables.names[found["person"]],
        nearest=nearest,
        says=np.select([is_listed, nearest != "", several], [2, 1, 3], 0),
    )


def _duties(cell: np.ndarray, role: np.ndarray, day: np.ndarray, roles: int) -> tuple[np.ndarray, pd.DataFrame]:
    """What is told apart by who, in which role and on which day: the number of each row, and each duty once.

    Columns: at (the number), cell, role, day.
    """
    days = day.astype(np.int64)
    first = days.min(initial=0)
    span = int(days.max(initial=0) - first) + 1
    which, numbers = pd.factorize(((cell + 1) * roles + role) * span + days - first)
    who = numbers // span
    table = {"cell": who // roles - 1, "role": who % roles, "day": (numbers % span + first).astype("M8[D]")}
    return which, pd.DataFrame({"at": np.arange(len(numbers)), **table})


def _always_listed(case: Case, cell: np.ndarray, role: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Whether a row of Petugas lists who acts in a role from the first to the last day that is looked at."""
    people, roles = case.tables.people, len(case.sop.roles)
    today = case.now.astype("datetime64[D]")
    first, last = day.min(initial=today), day.max(initial=today)
    always = people[in_office(people, first) & in_office(people, last)]
    return np.isin(cell * roles + role, always["name"] * roles + always["role"])


def _nearest(case: Case, person: int) -> str:
    names, listed = case.tables.names, case.tables.people["name"].unique()
    return nearest_name(names[person], names[listed])


@rule(
    "P304",
    "warning",
    "Menyetujui konsep sendiri",
    (
        _OWN_CONCEPT + "mintalah persetujuan orang lain.",
        _OWN_CONCEPT + "tulis sebabnya di kolom Catatan.",
    ),
    PERFORMER,
)
def approves_own_concept(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    done = rows["finish_filled"] & (rows["own_name"] >= 0)
    person = rows["item"].to_numpy() * len(case.tables.names) + rows["own_name"].to_numpy()
    makes = np.flatnonzero(done & (rows["kind"] == "make"))
    makers, first = np.unique(person[makes], return_index=True)
    made = look_up(makes[first], find(makers, person), len(rows))
    own = done & (rows["kind"] == "approve") & (made < np.arange(len(rows)))
    says = case.trace.closed[rows["item"]].astype(int)
    return case.trace_rows(own, name=look_up(case.tables.names, rows["own_name"], ""), says=says)


RULES = (nobody_named, wrong_role, not_listed, approves_own_concept)
