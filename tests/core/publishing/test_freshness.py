"""When nothing has to be judged again: the same cells, and nothing due since then."""

from __future__ import annotations

import numpy as np
import pytest

from worklog.core.log.tabs import LOG, PEOPLE
from worklog.core.publishing.freshness import Stamp, fingerprint, still_holds

NOON = np.datetime64("2026-11-24T12:00:00")
ONE = np.datetime64("2026-11-24T13:00:00")
STAMP = str(Stamp("abc", NOON, ONE))


def log(*rows):
    return {LOG.name: [["BUKU KERJA"], list(LOG.headers), *rows]}


def row(**cells):
    return [cells.get(header.replace(" ", "_"), "") for header in LOG.headers]


@pytest.mark.parametrize("now", [NOON, ONE - 1])
def test_same_content_before_anything_is_due_needs_no_check(now):
    assert still_holds(STAMP, "abc", now)


@pytest.mark.parametrize(("content", "now"), [("abd", NOON), ("abc", ONE), ("abc", NOON - 1)])
def test_changed_content_a_due_moment_and_a_clock_set_back_need_one(content, now):
    assert not still_holds(STAMP, content, now)


@pytest.mark.parametrize("left", ["", "abc", "abc · kemarin · besok", "rusak · 2026 · 2027 · 2028"])
def test_stamp_that_somebody_spoiled_needs_one(left):
    assert not still_holds(left, "abc", NOON)


def test_every_typed_cell_counts():
    before = fingerprint(log(row(ID_Konten="2026-0001", No=1)), "")
    assert fingerprint(log(row(ID_Konten="2026-0001", No=2)), "") != before
    assert fingerprint(log(row(ID_Konten="2026-0001", No=1, Catatan="x")), "") != before
    assert fingerprint(log([], row(ID_Konten="2026-0001", No=1)), "") != before
    assert fingerprint({**log(row(ID_Konten="2026-0001", No=1)), PEOPLE.name: [["Nama"]]}, "") != before


def test_what_only_shows_results_does_not_count():
    before = fingerprint(log(row(ID_Konten="2026-0001", No=1)), "")
    shown = row(ID_Konten="2026-0001", No=1, Status="Berjalan", Batas_Waktu=46350.5, Terlambat="", Temuan="W402")
    assert fingerprint(log(shown), "") == before


def test_blank_ends_and_the_kind_of_number_do_not_count():
    before = fingerprint(log(row(ID_Konten="2026-0001", No=1)), "")
    assert fingerprint(log(["2026-0001", None, None, 1.0], [], [""]), "") == before


def test_column_that_staff_added_counts_and_so_does_what_the_log_is_judged_on():
    before = fingerprint(log(row(ID_Konten="2026-0001")), "")
    assert fingerprint(log([*row(ID_Konten="2026-0001"), "tambahan"]), "") != before
    assert fingerprint(log(row(ID_Konten="2026-0001")), "jam kerja lain") != before


def test_tab_without_a_header_counts_as_it_is():
    assert fingerprint({LOG.name: [["apa saja"]]}, "") != fingerprint({LOG.name: [["lain"]]}, "")
