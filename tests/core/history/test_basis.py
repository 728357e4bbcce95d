"""What the log is judged on: a change of it is told for a month, and changes no closed one."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from core.history.remembered import memory_of
from worklog.core.history.basis import basis_note
from worklog.core.history.lives import Memory

FIRST, SECOND = "2026-11-02T08:00", "2026-11-12T10:00"
NOW = np.datetime64("2026-11-20T08:00", "s")


def judged_on(*bases: dict[str, Any], calendar: str = "") -> Memory:
    memory = memory_of([(FIRST, ""), (SECOND, calendar)])
    numbered = zip((poll.number for poll in memory.polls), map(json.dumps, bases), strict=False)
    return Memory(memory.polls, memory.observations, list(numbered))


def test_a_changed_hour_a_new_sop_and_a_row_of_kalender_are_told_with_their_day() -> None:
    memory = judged_on(
        {"working_hours": 1, "sop": 1, "rules": 1},
        {"working_hours": 2, "sop": 2, "rules": 1},
        calendar="Kalender: Kam | | Libur",
    )
    assert basis_note(memory, NOW) == (
        "Berubah sejak 12 Nov 2026: Kalender, SOP, jam kerja. Konten yang masih berjalan dinilai dengan yang baru. "
        "SOP yang baru berlaku untuk konten yang Waktu Acuannya sejak tanggal berlakunya; yang mulai sebelumnya tetap "
        "memakai SOP-nya. Bulan yang sudah ditutup tetap."
    )


def test_of_a_new_sop_alone_nothing_is_said_that_holds_for_the_rest_only() -> None:
    note = basis_note(judged_on({"sop": 1}, {"sop": 2}), NOW)
    assert "yang mulai sebelumnya tetap memakai SOP-nya" in note
    assert "dinilai dengan yang baru" not in note


def test_nothing_is_told_of_what_stayed_and_after_a_month() -> None:
    assert basis_note(judged_on({"sop": 1}, {"sop": 1}), NOW) == ""
    assert basis_note(judged_on({"sop": 1}, {"sop": 2}), np.datetime64("2026-12-13T11:00", "s")) == ""
    assert basis_note(Memory(), NOW) == ""
