"""Findings: their order, and how their messages quote what was typed."""

from __future__ import annotations

import re

import numpy as np
import pytest

from office import checked, found, grids_of, message, messages, office
from worklog.core.judging.check import check
from worklog.core.judging.rule import FAMILIES
from worklog.core.judging.rules import ALL_RULES


def test_findings_stand_in_the_order_of_the_tabs_and_then_of_their_rows():
    log = checked("""
        Petugas: Sari | Kepala Dinas
        Kalender: kapan | | Libur
        P2 2026-0002 acuan tadi
        1 | | Sen 08.30 | | draf
        P2 2026-0001 acuan Sen 08.00
        1 | | Sen 08.30 | | draf
        P2 2026-0003 | Alur=
    """)

    assert found(log) == [
        ("2026-0002 Daftar Konten 2 Waktu Acuan", "D106"),
        ("2026-0003 Daftar Konten 4", "D104"),
        ("2026-0003 Daftar Konten 4", "D108"),
        ("2026-0002 1", "P301"),
        ("2026-0001 1", "P301"),
        ("Petugas 7", "D114"),
        ("Kalender 2", "D114"),
    ]


def test_in_a_row_they_stand_by_code_and_column_and_steps_without_row_stand_last():
    log = checked("""
        P2 2026-0002 acuan Sen 08.00
        2 | Endah | Sen 08.20 | Setuju | | Admin=Dewi | Es. III Sekretaris=Agus
        P2 2026-0001 acuan Sen 08.00
        3 | Agus | Sen 08.30
    """)

    assert found(log) == [
        ("2026-0002 2 Admin", "P302"),
        ("2026-0002 2 Es. III Sekretaris", "P302"),
        ("2026-0001 3 Keputusan", "D112"),
        ("2026-0001 1", "U201"),
        ("2026-0001 2", "U201"),
        ("2026-0002 1", "U201"),
    ]


def test_typed_content_longer_than_sixty_characters_is_shortened():
    log = checked(f"""
        P2 pas acuan Sen 08.00 | Alur={"x" * 60}
        P2 panjang acuan Sen 08.00 | Alur={"y" * 61}
    """)

    exact, shortened = messages(log, "D104")
    assert exact.startswith(f"Alur «{'x' * 60}» tidak dikenal.")
    assert shortened.startswith(f"Alur «{'y' * 59}…» tidak dikenal.")


def test_only_what_was_typed_is_shortened_and_not_the_sentence_around_it():
    log = checked(f"""
        P2 2026-0001 acuan Sen 08.00
        2 | Endah | | {"x" * 100}
    """)

    assert message(log, "D112") == (
        f"Keputusan «{'x' * 59}…» pada 2026-0001 langkah 2 tidak dikenal. Pilih Setuju atau Revisi; "
        "Batal hanya bila konten dibatalkan."
    )


def test_what_was_typed_is_quoted_as_it_was_seen_with_line_breaks_and_tabs_as_spaces():
    cells = {1.5: "1.5", 1e20: "1e+20", True: "True", "a\tb\nc": "a b c", "x\x07": "x "}
    grids = grids_of("P2 2026-0001 acuan Sen 08.00" + "\n1" * len(cells))
    for row, cell in zip(grids["Buku Kerja"][1:], cells, strict=True):
        row[grids["Buku Kerja"][0].index("No")] = cell

    log = check(grids, office(), np.datetime64("2026-11-02T08:00"))

    assert [re.search("No «(.*)»", text)[1] for text in messages(log, "D105")] == list(cells.values())


def test_braces_and_formulas_that_were_typed_stay_text():
    log = checked("P2 2026-0001 acuan Sen 08.00 | Alur==cmd{id}'!A0")

    assert "Alur «=cmd{id}'!A0» tidak dikenal" in message(log, "D104")


@pytest.mark.parametrize(
    ("flow", "finish", "told"),
    [
        ("P2", "Sen 11.04", "1 jam 4 menit"),
        ("P2", "Kam 11.30", "3 hari kerja 1 jam"),
        ("P1", "Sen 09.30", "30 menit (waktu kalender)"),
        ("P1", "Kam 11.00", "3 hari 2 jam (waktu kalender)"),
    ],
)
def test_a_duration_is_told_in_days_and_hours_of_the_clock_of_its_flow(flow, finish, told):
    log = checked(f"{flow} 2026-0001 acuan Sen 08.00\n1 | Budi | {finish} | | draf")

    assert f", lewat {told} dari batas " in message(log, "W401")


def test_every_rule_has_its_own_code_a_title_a_source_and_a_message_that_says_what_to_do():
    codes = [rule.code for rule in ALL_RULES]

    assert codes == sorted(set(codes), key=lambda code: ([*FAMILIES].index(code[0]), code))
    assert all(rule.title and rule.sop for rule in ALL_RULES)
    assert all(m.count(". ") >= 1 for rule in ALL_RULES if rule.severity != "info" for m in rule.messages)
    assert not any(re.match("(Isi|Hapus|Kosongkan|Pilih|Ketik) ", m) for rule in ALL_RULES for m in rule.messages)


def test_a_log_without_rows_has_no_findings():
    log = checked("", now="Sen 08.00")

    assert log.findings.empty
    assert log.items.empty


def test_being_late_cannot_be_put_right_in_the_log_and_a_hint_need_not():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00 | Judul= | Caption=tanpa apa-apa
        1 | | Sen 12.00
    """)

    repairable = log.findings.set_index("code")["repairable"].to_dict()
    assert repairable == {
        "D110": True, "D113": True, "P301": True, "T502": False, "T503": False, "W401": False, "W408": False
    }  # fmt: skip
