"""P rules: the right person, in the right role."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.rule import NOTHING, Case, days, rule, together
from worklog.core.log.people_and_days import in_office
from worklog.core.lookup import find, look_up
from worklog.core.sop.roles import ROLES

PERFORMER = "Tabel SOP, kolom Pelaksana"


@rule(
    "P301",
    "error",
    "Pelaksana kosong",
    "Langkah {step} konten {id} selesai tanpa nama pelaksana. Isi nama di kolom {role}.",
    PERFORMER,
)
def nobody_named(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    nobody = (rows[list(ROLES)] < 0).all(axis="columns")
    return case.trace_rows(rows["finish_filled"] & nobody, role=_role_of(case))


def _role_of(case: Case) -> np.ndarray:
    """The header of the role that the SOP gives each row of the trace."""
    return np.array(ROLES, dtype=object)[case.sop.steps["role"].to_numpy()[case.trace.rows["sop_step"]]]


@rule(
    "P302",
    "error",
    "Nama di kolom peran lain",
    "Langkah {step} konten {id} adalah tugas {role}, tetapi ada nama «{name}» di kolom {column}. "
    "Pindahkan ke kolom {role}, atau kosongkan bila salah.",
    PERFORMER,
)
def wrong_role(case: Case) -> pd.DataFrame:
    rows, role = case.trace.rows, case.sop.steps["role"].to_numpy()[case.trace.rows["sop_step"]]
    found = together(
        [
            case.trace_rows((rows[header] >= 0) & (role != number), header, role=role, name=rows[header])
            for number, header in enumerate(ROLES)
        ]
    )
    if found is NOTHING:
        return NOTHING
    return found.assign(role=np.array(ROLES, dtype=object)[found["role"]], name=case.tables.names[found["name"]])


@rule(
    "P303",
    "warning",
    "Petugas tidak terdaftar",
    "{name} tidak terdaftar di Petugas sebagai {role} pada {day}. Periksa ejaan nama, atau lengkapi tab Petugas "
    "(Plh/Plt: baris bertanggal).",
    PERFORMER + "; Catatan 1",
)
def not_listed(case: Case) -> pd.DataFrame:
    rows, people = case.trace.rows, case.tables.people
    day = rows["finish"].fillna(rows["start"]).fillna(case.now).to_numpy().astype("datetime64[D]")
    acting = pd.DataFrame(
        {
            "at": np.arange(len(rows)),
            "name": rows["own_name"],
            "role": case.sop.steps["role"].to_numpy()[rows["sop_step"]],
            "day": day,
        }
    )[(rows["own_name"] >= 0).to_numpy()]
    terms = acting.merge(people, on=["name", "role"])
    listed = np.zeros(len(rows), dtype=bool)
    listed[terms["at"][in_office(terms, terms["day"])]] = True
    names = look_up(case.tables.names, rows["own_name"], "")
    return case.trace_rows((rows["own_name"] >= 0) & ~listed, name=names, role=_role_of(case), day=days(day))


@rule(
    "P304",
    "warning",
    "Menyetujui konsep sendiri",
    "{name} menyetujui konten {id} yang konsepnya dibuat sendiri. Persetujuan harus oleh orang lain.",
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
    return case.trace_rows(own, name=look_up(case.tables.names, rows["own_name"], ""))


RULES = (nobody_named, wrong_role, not_listed, approves_own_concept)
