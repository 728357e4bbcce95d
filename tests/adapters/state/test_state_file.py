"""The timer's file: it opens, a broken one is put aside and told, and one that cannot be written says what to do."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from worklog.adapters.state.state_file import StateError, copy_of_state, open_state

NOW = datetime(2026, 11, 23, 8, 30)


def test_the_file_and_its_folder_are_made_when_missing(tmp_path: Path) -> None:
    state = open_state(tmp_path / "data" / "jadwal.db", NOW)
    assert state.note == ""
    assert (tmp_path / "data" / "jadwal.db").exists()


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    first = open_state(tmp_path / "jadwal.db", NOW).connection
    with first:
        first.execute("CREATE TABLE kept (number)")
        first.execute("INSERT INTO kept VALUES (7)")
    first.close()
    assert open_state(tmp_path / "jadwal.db", NOW).connection.execute("SELECT number FROM kept").fetchall() == [(7,)]


@pytest.mark.parametrize("content", [b"bukan basis data, hanya teks " * 200, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_broken_file_is_kept_aside_and_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "jadwal.db"
    path.write_bytes(content)
    state = open_state(path, NOW)
    state.connection.execute("CREATE TABLE works (number)")
    assert state.note.startswith("Catatan jadwal rusak; disimpan sebagai jadwal rusak 2026-11-23 08.30.00.db")
    assert (tmp_path / "jadwal rusak 2026-11-23 08.30.00.db").read_bytes() == content


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("berkas, bukan folder", encoding="utf-8")
    with pytest.raises(
        StateError, match=r"^Catatan jadwal tidak dapat dibuat\. Folder .* tidak dapat dibuat \(.*izin menulisnya"
    ):
        open_state(tmp_path / "data" / "jadwal.db", NOW)


def test_a_path_that_is_a_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "jadwal.db").mkdir()
    with pytest.raises(StateError, match="tidak dapat dibuka atau ditulis"):
        open_state(tmp_path / "jadwal.db", NOW)


def test_two_may_read_and_write_it_in_turn(tmp_path: Path) -> None:
    one, other = (open_state(tmp_path / "jadwal.db", NOW).connection for _ in range(2))
    with one:
        one.execute("CREATE TABLE kept (number)")
    with other:
        other.execute("INSERT INTO kept VALUES (7)")
    assert isinstance(one, sqlite3.Connection)
    assert one.execute("SELECT count(*) FROM kept").fetchone() == (1,)


def test_whoever_only_looks_changes_nothing(tmp_path: Path) -> None:
    assert copy_of_state(tmp_path / "jadwal.db").execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    assert list(tmp_path.iterdir()) == []
    open_state(tmp_path / "jadwal.db", NOW).connection.execute("CREATE TABLE kept (number)")
    copy = copy_of_state(tmp_path / "jadwal.db")
    copy.execute("INSERT INTO kept VALUES (7)")
    copy.commit()
    assert copy_of_state(tmp_path / "jadwal.db").execute("SELECT * FROM kept").fetchall() == []
