"""Mobile numbers as people type them into the column WhatsApp of Petugas."""

from __future__ import annotations

import numpy as np
import pytest

from office import PEOPLE, checked, found, grids_of, message, office
from worklog.core.judging.check import Checked, check
from worklog.core.log.phone_numbers import mobile_number
from worklog.core.log.tabs import PEOPLE as PEOPLE_TAB

NOW = np.datetime64("2026-11-02T08:00:00")


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890", "+6281234567890", "6281234567890", "81234567890", "0812-3456-7890", "+62 812 3456 7890",
        "(0812) 3456.7890", "+62 (0)812-3456-7890", "0062 812 3456 7890", " 0812\u00a03456\u20117890 ",
        "\u202a+62\u00a0812\u20113456\u20117890\u202c",
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert mobile_number(typed) == "6281234567890"


@pytest.mark.parametrize(
    "typed",
    ["", "0812", "08123456789012345", "0285381234", "+60123456789", "0812x4567890", "081234567890 / 08987654321",
     "081234567890?text=x", "٠٨١٢٣٤٥٦٧٨٩٠", "https://wa.me/6281234567890"],
)  # fmt: skip
def test_what_is_no_single_mobile_number_is_none(typed: str) -> None:
    assert mobile_number(typed) == ""


def numbers(result: Checked) -> list[str]:
    """The numbers of those whom Petugas lists behind the usual people."""
    return result.tables.people["whatsapp"].tolist()[len(PEOPLE) :]


def test_a_number_that_the_sheet_kept_as_a_number_is_read() -> None:
    grids = grids_of("Petugas: Budi | Fungsional Umum")
    grids["Petugas"][-1][PEOPLE_TAB.headers.index("WhatsApp")] = 81234567890.0
    assert numbers(check(grids, office(), NOW)) == ["6281234567890"]


def test_a_number_that_cannot_be_used_is_told_once_and_its_row_stays_that_of_the_person() -> None:
    result = checked("Petugas: Budi | Fungsional Umum | WhatsApp=0812 | Berlaku Dari=kapan-kapan", "Sen 08.00")

    assert [code for _, code in found(result)] == ["D114"]
    assert "Berlaku Dari, WhatsApp" in message(result, "D114")
    assert numbers(result) == [""]


def test_the_message_shows_how_a_number_is_typed() -> None:
    result = checked("Petugas: Budi | Fungsional Umum | WhatsApp=0812", "Sen 08.00")
    assert message(result, "D114").endswith("Isi nomor ponsel seperti 0812-3456-7890, atau kosongkan.")


@pytest.mark.parametrize("name", ["Contoh: Nama Pegawai, S.Sos", "CONTOH:  siapa saja", " contoh:"])
def test_the_example_row_is_nobody_and_no_finding(name: str) -> None:
    result = checked(f"Petugas: {name} | Jabatan apa | WhatsApp=x | Berlaku Dari=kemarin", "Sen 08.00")

    assert found(result) == []
    assert numbers(result) == []
    assert name.strip() not in result.tables.names.tolist()
