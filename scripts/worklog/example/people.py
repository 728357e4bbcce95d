"""The office's people in the example, all invented, and who does a step on a given day."""

from __future__ import annotations

import random
from datetime import date

from worklog.core.tabs import ADMIN, COMMISSIONER, GENERAL_STAFF, ROLES, SECRETARY, SUBDIVISION_HEAD

ACTING_HEAD = "Galuh Anindhita"
ACTING_FROM, ACTING_UNTIL = date(2026, 11, 16), date(2026, 11, 18)
HEAD = "Endah Prameswari"

_STAFF = {
    ADMIN: ("Sekar Wulandhari", "Tirta Mahendrata"),
    GENERAL_STAFF: ("Rangga Widyatmaka", "Nimas Ayuningrum", "Jati Purwaka", ACTING_HEAD),
    SUBDIVISION_HEAD: (HEAD,),
    SECRETARY: ("Suryo Pandhita",),
    COMMISSIONER: ("Laras Candrakirana", "Laras Candrakirana", "Bramantya Adiwangsa"),
}

_POSITIONS = {
    "Sekar Wulandhari": "Pengelola Media Sosial",
    "Tirta Mahendrata": "Pranata Komputer",
    "Rangga Widyatmaka": "Penyusun Bahan Publikasi",
    "Nimas Ayuningrum": "Penata Kehumasan",
    "Jati Purwaka": "Pengelola Dokumentasi",
    ACTING_HEAD: "Penata Kehumasan",
    HEAD: "Kasubbag Teknis Penyelenggaraan, Partisipasi dan Hubungan Masyarakat",
    "Suryo Pandhita": "Sekretaris",
    "Laras Candrakirana": "Ketua Divisi Sosdiklih Parmas",
    "Bramantya Adiwangsa": "Ketua",
}


def who(role: str, day: date, rng: random.Random) -> str:
    """The person who does a step in this role on this day; the acting head makes nothing while she also approves."""
    acting = ACTING_FROM <= day <= ACTING_UNTIL
    if role == SUBDIVISION_HEAD and acting:
        return ACTING_HEAD
    names = [name for name in _STAFF[role] if not (acting and role == GENERAL_STAFF and name == ACTING_HEAD)]
    return rng.choice(names)


def people_rows() -> list[dict[str, object]]:
    """The rows of Petugas: the staff, one acting official with dates, and one row with an unknown role (D114)."""
    rows = [
        _row(name, role, _POSITIONS[name], date(2025, 1, 2)) for role in ROLES for name in dict.fromkeys(_STAFF[role])
    ]
    acting = _row(ACTING_HEAD, SUBDIVISION_HEAD, "Plh. Kasubbag", ACTING_FROM)
    unknown = _row("Bagas Prabandaru", "Operator Medsos", "Tenaga pendukung", date(2026, 11, 2))
    return [*rows, acting | {"Berlaku Sampai": ACTING_UNTIL}, unknown]


def _row(name: str, role: str, position: str, since: date) -> dict[str, object]:
    mailbox = name.lower().replace(" ", ".")
    return {
        "Nama": name,
        "Peran": role,
        "Jabatan": position,
        "Surel": f"{mailbox}@example.com",
        "Berlaku Dari": since,
    }
