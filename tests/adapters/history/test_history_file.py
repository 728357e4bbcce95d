"""The file of the history: what is noted stays, and whatever ends a program in the middle leaves it whole."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from worklog.adapters.history import history_file
from worklog.adapters.history.chain import first_break
from worklog.adapters.history.history_file import (
    HistoryBusy,
    HistoryError,
    copies,
    history_to_read,
    history_to_write,
    is_sound,
    keep_copy,
)
from worklog.adapters.history.soundness import what_is_wrong
from worklog.core.history.changes import GONE, Change
from worklog.core.history.lives import Memory
from worklog.core.history.months import Closed

MORNING = datetime(2026, 11, 2, 8)


def typed(number: int, more: str = "") -> Change:
    cells = f'{{"Selesai": "{number}{more}"}}'
    return Change("Buku Kerja", f"2026-0118|1|{number}", "", number, cells, cells)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "riwayat" / "riwayat.db"


def note(file: Path, *changes: Change, at: datetime = MORNING) -> list[str]:
    notes: list[str] = []
    with history_to_write(file, at, notes) as store:
        store.add(at, changes)
    return notes


def memory(file: Path) -> Memory:
    with history_to_read(file) as store:
        assert store is not None
        return store.memory()


def break_at(file: Path) -> int | None:
    with history_to_read(file) as store:
        assert store is not None
        return first_break(store.connection)


def alter(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


def test_readings_and_what_they_saw_are_given_back_in_order(file: Path) -> None:
    note(file, typed(1), typed(2))
    note(file, at=MORNING + timedelta(minutes=10))
    note(file, typed(1)._replace(cells=GONE, row=0), at=MORNING + timedelta(minutes=20))
    remembered = memory(file)
    assert [poll.at.item() for poll in remembered.polls] == [MORNING + timedelta(minutes=m) for m in (0, 10, 20)]
    assert [(seen.poll, seen.change.key, seen.change.cells) for seen in remembered.observations] == [
        (1, "2026-0118|1|1", '{"Selesai": "1"}'),
        (1, "2026-0118|1|2", '{"Selesai": "2"}'),
        (5, "2026-0118|1|1", ""),
    ]
    with history_to_read(file) as store:
        assert store is not None
        assert store.live() == {("Buku Kerja", "2026-0118|1|2"): '{"Selesai": "2"}'}


def test_a_reading_that_finds_nothing_changed_is_one_small_row(file: Path) -> None:
    note(file, typed(1))
    before = file.stat().st_size
    for minute in range(100):
        note(file, at=MORNING + timedelta(minutes=minute))
    assert file.stat().st_size - before < 100 * 120


def test_the_file_is_kept_with_a_write_ahead_log_and_is_its_owners_alone(file: Path) -> None:
    with history_to_write(file, MORNING, []) as store:
        assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    if os.name != "nt":
        assert file.stat().st_mode & 0o077 == 0


def test_looking_at_a_history_leaves_everything_as_it_was(file: Path) -> None:
    note(file, typed(1))
    before = {path.name: path.read_bytes() for path in file.parent.iterdir()}
    assert len(memory(file).polls) == 1
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == before


def test_no_history_is_nothing_to_read(file: Path) -> None:
    with history_to_read(file) as store:
        assert store is None


@pytest.mark.parametrize(
    ("statement", "at"),
    [
        ('UPDATE entries SET body = \'{"Selesai": "9"}\' WHERE number = 2', 2),
        ("UPDATE entries SET at = '2026-11-02T07:00:00' WHERE number = 1", 1),
        ("UPDATE entries SET kind = 'kosong', body = NULL WHERE number = 2", 2),
        ("DELETE FROM entries WHERE number = 2", 2),
        ("INSERT INTO entries SELECT 5, kind, at, tab, key, was, row, body, hash FROM entries WHERE number = 2", 5),
    ],
)
def test_whatever_is_altered_in_the_file_is_found(file: Path, statement: str, at: int) -> None:
    note(file, typed(1), typed(2), typed(3))
    assert break_at(file) is None
    alter(file, statement)
    assert break_at(file) == at


def test_a_broken_file_is_put_aside_and_told_and_a_new_history_begins(file: Path) -> None:
    note(file, typed(1))
    file.write_bytes(b"tidak ada yang benar di sini" * 1000)
    (told,) = note(file, typed(2))
    aside = "riwayat rusak 2026-11-02 08.00.00.db"
    assert aside in told
    assert (file.parent / aside).exists()
    assert [seen.change.key for seen in memory(file).observations] == ["2026-0118|1|2"]


def test_a_history_that_is_no_file_is_told_and_not_replaced(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(HistoryError, match="tidak dapat dibuka atau ditulis"):
        note(file, typed(1))


def test_a_broken_file_that_is_only_looked_at_is_told(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"tidak ada yang benar di sini" * 1000)
    with pytest.raises(HistoryError, match="rusak atau diubah orang"):
        memory(file)
    with history_to_read(file) as store:
        assert store is not None
        assert not is_sound(store)


def test_a_copy_is_made_once_a_day_and_only_the_last_ones_are_kept(file: Path) -> None:
    folder = file.parent / "cadangan"
    note(file, typed(1))
    with history_to_write(file, MORNING, []) as store:
        for day in (1, 2, 2, 3):
            keep_copy(store, folder, date(2026, 11, day), keep=2)
    assert [path.name for path in copies(folder)] == ["riwayat 2026-11-02.db", "riwayat 2026-11-03.db"]
    assert len(list(folder.iterdir())) == 2
    assert memory(folder / "riwayat 2026-11-03.db").observations == memory(file).observations


def test_a_copy_that_cannot_be_made_is_told(file: Path) -> None:
    note(file, typed(1))
    folder = file.parent / "cadangan"
    folder.write_text("sebuah berkas")
    with history_to_write(file, MORNING, []) as store, pytest.raises(HistoryError, match="Cadangan riwayat"):
        keep_copy(store, folder, date(2026, 11, 2), keep=2)


def write_until(file: Path, last: int) -> int:
    """Note a reading in a process that is killed right before its statement number `last`; how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    statements = 0

    def count(_statement: str) -> None:
        nonlocal statements
        statements += 1
        if statements == last:
            os.kill(os.getpid(), signal.SIGKILL)

    with history_to_write(file, MORNING, []) as store:
        store.connection.set_trace_callback(count)
        store.add(MORNING + timedelta(hours=1), [typed(2), typed(3)])
    os._exit(statements)


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_a_program_that_is_killed_at_any_write_leaves_a_reading_whole_or_not_at_all(tmp_path: Path) -> None:
    untouched = tmp_path / "sampai selesai" / "riwayat.db"
    note(untouched, typed(1))
    statements = write_until(untouched, 0)
    assert statements >= 6
    for last in range(1, statements + 1):
        file = tmp_path / str(last) / "riwayat.db"
        note(file, typed(1))
        assert write_until(file, last) == -signal.SIGKILL
        remembered = memory(file)
        assert (len(remembered.polls), len(remembered.observations)) in {(1, 1), (2, 3)}
        assert break_at(file) is None
        assert wrong_with(file) == ""
        note(file, typed(4), at=MORNING + timedelta(hours=2))
        assert break_at(file) is None


def test_what_is_read_is_of_one_moment_while_somebody_writes(file: Path) -> None:
    rows = [typed(number, "x" * 700) for number in range(1500)]  # more than SQLite keeps of a file
    note(file, *rows)
    with history_to_read(file) as store:
        assert store is not None
        before = store.memory()
        for hour in range(1, 4):
            note(file, *rows, at=MORNING + timedelta(hours=hour))
        assert store.memory().polls == before.polls
        assert is_sound(store)
        assert first_break(store.connection) is None
    assert len(memory(file).polls) == 4
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_history_in_a_folder_that_may_not_be_written_can_be_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note(file, typed(1))
    real, asked = sqlite3.connect, []

    def without_journal(address: str, **how: Any) -> sqlite3.Connection:
        asked.append(address)
        if "immutable" not in address:
            raise sqlite3.OperationalError("unable to open database file")
        return real(address, **how)

    monkeypatch.setattr(sqlite3, "connect", without_journal)
    assert len(memory(file).polls) == 1
    assert len(asked) == 3


def test_a_history_that_another_program_keeps_for_itself_is_told_as_that(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(file, typed(1))
    monkeypatch.setattr(history_file, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("DELETE FROM live")
        with pytest.raises(HistoryBusy, match="sedang dipakai program lain"):
            note(file)
        with pytest.raises(HistoryBusy, match="sedang dipakai program lain"):
            memory(file)
        other.execute("ROLLBACK")


def damage(file: Path) -> None:
    """Make a page of the entries unreadable, and leave the header and the schema as they are."""
    content = bytearray(file.read_bytes())
    content[5 * 4096 : 5 * 4096 + 2000] = b"\xff" * 2000
    file.write_bytes(content)


def test_a_copy_of_a_damaged_file_takes_the_place_of_no_good_one(file: Path) -> None:
    folder = file.parent / "cadangan"
    note(file, *map(typed, range(500)))
    with history_to_write(file, MORNING, []) as store:
        for day in (1, 2):
            keep_copy(store, folder, date(2026, 11, day), keep=2)
    damage(file)
    with history_to_write(file, MORNING, []) as store, pytest.raises(HistoryError, match="rusak atau diubah orang"):
        keep_copy(store, folder, date(2026, 11, 3), keep=2)
    assert [path.name for path in folder.iterdir()] == ["riwayat 2026-11-01.db", "riwayat 2026-11-02.db"]


ALTERED = [
    "DELETE FROM entries WHERE number = 1",
    "UPDATE entries SET at = 'kemarin' WHERE kind = 'lihat'",
    "UPDATE entries SET at = NULL WHERE kind = 'lihat'",
    "UPDATE entries SET body = NULL WHERE kind = 'baris'",
    "UPDATE entries SET body = '{rusak' WHERE kind = 'baris'",
    "UPDATE entries SET body = '[]' WHERE kind = 'baris'",
    "UPDATE entries SET tab = 'Lain' WHERE kind = 'baris'",
    "UPDATE entries SET kind = 'dasar', body = '{' WHERE number = 2",
    "DROP TABLE entries",
]


@pytest.mark.parametrize("statement", ALTERED)
def test_entries_that_nobody_wrote_so_are_told(file: Path, statement: str) -> None:
    note(file, typed(1))
    alter(file, statement)
    with pytest.raises(HistoryError, match="rusak atau diubah orang"):
        memory(file)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE live SET cells = '{}'", "keadaan terakhir"),
        ("UPDATE live SET cells = '{'", "keadaan terakhir"),
        ("DELETE FROM live", "keadaan terakhir"),
        ("UPDATE files SET content = x'00'", "berkas laporan Laporan.xlsx"),
        ("DELETE FROM files", "berkas laporan Laporan.xlsx"),
        ("INSERT INTO files VALUES ('ab', x'00')", "berkas laporan ab"),
        ("UPDATE entries SET at = '2026-11-02T07:00:00' WHERE number = 1", "catatan nomor 1"),
    ],
)
def test_whatever_is_altered_beside_the_chain_is_found_too(file: Path, statement: str, said: str) -> None:
    note(file, typed(1))
    note(file, typed(1)._replace(cells='{"Catatan": "a"}', whole='{"Selesai": "1", "Catatan": "a"}'), typed(2))
    with history_to_write(file, MORNING, []) as store:
        store.close_month(
            Closed("2026-10", 0, "2026-11-02T08:00:00", "", "Laporan.xlsx", sha256(b"isi").hexdigest(), (), (), "{}"),
            [b"isi"],
        )
    assert wrong_with(file) == ""
    alter(file, statement)
    assert said in wrong_with(file)


def wrong_with(file: Path) -> str:
    with history_to_read(file) as store:
        assert store is not None
        return what_is_wrong(store)
