"""The head of a report and its signatures."""

from __future__ import annotations

import numpy as np

import office
from worklog.core.reports.letterhead import BLANK_NAME, Letterhead, Signer, letterhead_values

SOP = office.SOP.versions[0].model_copy(update={"number": "9/2022"})
DAY = np.datetime64("2026-11-30")


def test_head_of_the_office():
    values = letterhead_values(Letterhead("KPU", "Subbagian", "Jalan 1", "Kajen"), SOP, DAY)
    assert (values["kantor_nama"], values["kantor_unit"], values["kantor_alamat"]) == ("KPU", "Subbagian", "Jalan 1")
    assert values["nomor_sop"] == "SOP Nomor 9/2022"


def test_date_stands_alone_without_a_city():
    values = letterhead_values(Letterhead("KPU", "", "", ""), SOP, DAY)
    assert values["tempat_tanggal"] == "30 November 2026"


def test_signer_without_a_name_gets_a_line_to_write_on():
    values = letterhead_values(Letterhead("KPU", "", "", "", [Signer("Mengetahui,", "Sekretaris", "")]), SOP, DAY)
    assert values["penanda_1_nama"] == BLANK_NAME
    assert values["penanda_1_nip"] == ""


def test_place_without_a_signer_is_empty_and_a_third_signer_asks_for_a_third_place():
    one, three = ([Signer("", "Ketua", "Ridwan")] * count for count in (1, 3))
    assert letterhead_values(Letterhead("", "", "", "", one), SOP, DAY)["penanda_2_nama"] == ""
    assert letterhead_values(Letterhead("", "", "", "", three), SOP, DAY)["penanda_3_nama"] == "Ridwan"
