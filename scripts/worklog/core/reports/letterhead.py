"""The head of a report and the people who sign it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from worklog.core.indonesian import and_text, day_text

if TYPE_CHECKING:
    from worklog.core.sop.model import Sop

SIGNATURE_PLACES = 2
"""Places for signatures in the templates that come with the program; an office may add places to its own."""
BLANK_NAME = "." * 40
"""Stands where the name of a signer is to be written by hand."""


@dataclass(frozen=True)
class Signer:
    """One signature: the line above it (such as `Mengetahui,`), the position, the name and the NIP ("" for none).

    A blank name is printed as a dotted line.
    """

    heading: str = ""
    position: str = ""
    name: str = ""
    nip: str = ""


@dataclass(frozen=True)
class Letterhead:
    """The office as it stands on top of a report, and its signers from left to right."""

    name: str
    unit: str
    address: str
    city: str
    signers: Sequence[Signer] = ()


def letterhead_values(letterhead: Letterhead, sop: Sop, day: np.datetime64) -> dict[str, object]:
    """The values of the head and of the signatures by the defined names of the templates.

    `day` is the day of signing; it stands behind the city. Places without a signer are emptied.
    Names in brackets stand for words of the SOP in the midst of the templates' texts.
    """
    dated = day_text(day).partition(", ")[2]
    values: dict[str, object] = {
        "kantor_nama": letterhead.name,
        "kantor_unit": letterhead.unit,
        "kantor_alamat": letterhead.address,
        "nomor_sop": f"SOP Nomor {sop.number}",
        "tempat_tanggal": f"{letterhead.city}, {dated}" if letterhead.city else dated,
    }
    places = max(SIGNATURE_PLACES, len(letterhead.signers))
    signers = [*letterhead.signers, *[Signer()] * (places - len(letterhead.signers))]
    for number, signer in enumerate(signers, start=1):
        values |= {
            f"penanda_{number}_kepala": signer.heading,
            f"penanda_{number}_jabatan": signer.position,
            f"penanda_{number}_nama": signer.name or (BLANK_NAME if signer.position else ""),
            f"penanda_{number}_nip": f"NIP {signer.nip}" if signer.nip else "",
        }
    return values | _words(sop)


def _words(sop: Sop) -> dict[str, str]:
    """What the SOP is about, and which of its flows count time that is not worked."""
    codes = [flow.code for flow in sop.flows if flow.clock == "elapsed"]
    listed, others = and_text(codes), len(codes) < len(sop.flows)
    either = f"{listed} menurut waktu kalender, alur lain menurut jam kerja" if codes else "menurut jam kerja"
    return {
        "[POKOK]": sop.short_name.upper(),
        "[kecuali kalender]": f" (alur {listed}: waktu kalender)" if codes else "",
        "[menurut waktu]": either if others else "menurut waktu kalender",
    }
