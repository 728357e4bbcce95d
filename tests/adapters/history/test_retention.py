"""What is old is emptied: readings that saw nothing, and rows that are gone. All else, and the chain, stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from worklog.adapters.history.chain import first_break
from worklog.adapters.history.history_file import history_to_write
from worklog.adapters.history.retention import is_new_month, prune, size
from worklog.adapters.history.store import Store
from worklog.core.history.changes import GONE, Change

JANUARY, DECEMBER = datetime(2026, 1, 5, 8), datetime(2026, 12, 1, 8)


def change(key: str, cells: str) -> Change:
    return Change("Buku Kerja", key, "", 1, cells, cells)


def fill(store: Store, empty: int = 1000) -> None:
    """A year ago: two rows came, one went, and nothing happened for long; today a row comes."""
    store.add(JANUARY, [change("tetap", '{"Selesai": "1"}'), change("hilang", '{"Selesai": "2"}')])
    store.add(JANUARY + timedelta(hours=1), [change("hilang", GONE)._replace(row=0)])
    for minute in range(empty):
        store.add(JANUARY + timedelta(hours=2, minutes=minute), [])
    store.add(DECEMBER - timedelta(days=3), [change("baru", '{"Selesai": "3"}')])
    for days in (2, 1):
        store.add(DECEMBER - timedelta(days=days), [])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "riwayat.db"


def test_rows_that_are_in_the_log_stay_whole_and_old_readings_go(file: Path) -> None:
    with history_to_write(file, DECEMBER, []) as store:
        fill(store, 50)
        prune(store, DECEMBER, keep_months=6, largest_bytes=10**9)
        memory = store.memory()
        assert [(seen.poll, seen.change.key) for seen in memory.observations] == [(1, "tetap"), (56, "baru")]
        assert [poll.number for poll in memory.polls] == [1, 55, 56, 58, 59]
        assert first_break(store.connection) is None


def test_what_is_not_old_yet_stays(file: Path) -> None:
    with history_to_write(file, DECEMBER, []) as store:
        fill(store, 5)
        before = store.memory()
        prune(store, DECEMBER, keep_months=12, largest_bytes=10**9)
        after = store.memory()
        assert (after.polls, after.observations) == (before.polls, before.observations)


def test_a_history_that_is_larger_than_it_may_be_keeps_fewer_months(file: Path) -> None:
    with history_to_write(file, DECEMBER, []) as store:
        fill(store)
        before = size(store)
        prune(store, DECEMBER, keep_months=36, largest_bytes=before - 1)
        assert size(store) < before
        assert len(store.memory().polls) == 5


def test_what_was_emptied_behind_the_back_of_retention_is_found(file: Path) -> None:
    with history_to_write(file, DECEMBER, []) as store:
        fill(store, 5)
        prune(store, DECEMBER, keep_months=6, largest_bytes=10**9)
        (last,) = store.connection.execute("SELECT max(number) FROM entries WHERE kind = 'baris'").fetchone()
        with store.connection:
            store.connection.execute("UPDATE entries SET kind = 'kosong', body = NULL WHERE number = ?", (last,))
        assert first_break(store.connection) == last


def test_it_is_done_at_the_first_reading_of_a_month(file: Path) -> None:
    with history_to_write(file, JANUARY, []) as store:
        assert not is_new_month(store, JANUARY)
        store.add(JANUARY, [])
        assert not is_new_month(store, JANUARY + timedelta(days=20))
        assert is_new_month(store, JANUARY + timedelta(days=30))


@pytest.mark.parametrize("wrong", [datetime(2030, 1, 1), datetime(2000, 1, 1)])
def test_a_clock_that_was_wrong_once_makes_nothing_old(file: Path, wrong: datetime) -> None:
    with history_to_write(file, DECEMBER, []) as store:
        fill(store, 5)
        prune(store, wrong, keep_months=12, largest_bytes=10**9)
        store.add(wrong, [])
        prune(store, wrong + timedelta(days=40), keep_months=12, largest_bytes=10**9)
        for day in range(3):
            store.add(DECEMBER + timedelta(days=day), [])
        before = store.memory()
        prune(store, DECEMBER + timedelta(days=3), keep_months=12, largest_bytes=10**9)
        after = store.memory()
        assert (after.polls, after.observations) == (before.polls, before.observations)
        assert {seen.change.key for seen in after.observations} == {"tetap", "hilang", "baru"}
